"""Full and incremental walks: watermark, resumption, disappearance, files that are due."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from federation import clock
from federation.errors import FailureCode
from federation.i18n import msg
from federation.model import State
from federation.store.resources import Change
from federation.store.schema import dataset, source
from federation.store.walks import Plan

SOURCE = "lille-ckan"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PLAN = Plan("key", incremental=True, full_every=3)
FOREVER = clock.stamp(NOON - timedelta(days=900))


def walked(state, lease, *datasets, plan=PLAN, at=NOON, before=FOREVER, **more):
    walk = state.harvest(lease, *datasets, plan=plan, server_time=at, **more)
    state.walks.end(lease, walk, withdraw_before=before)
    return walk


def column(state, name):
    with state.database.engine.connect() as connection:
        return connection.execute(select(source.c[name])).scalar()


@pytest.fixture
def lease(state):
    return state.leases.acquire(SOURCE)


def test_the_watermark_is_the_portals_clock_at_the_start_minus_an_hour(state, lease, make_dataset):
    assert walked(state, lease, make_dataset("1")).since is None
    assert walked(state, lease, at=NOON + timedelta(days=1)).since == NOON - timedelta(hours=1)
    assert column(state, "watermark") == clock.stamp(NOON + timedelta(days=1))


def test_every_nth_walk_is_full(state, lease, make_dataset):
    kinds = [walked(state, lease, make_dataset("1")).since is None for _ in range(7)]
    assert kinds == [True, False, False, True, False, False, True]


def test_only_the_first_page_sets_the_clock(state, lease, make_dataset):
    walk = state.harvest(lease, make_dataset("1"), plan=PLAN, server_time=NOON, cursor="p2")
    resumed = state.walks.begin(lease, "run-2", PLAN)
    assert (resumed.cursor, resumed.sweep, resumed.since) == ("p2", walk.sweep, None)
    page = state.page(make_dataset("2"))
    state.walks.commit_page(lease, resumed, "lille", page, server_time=NOON + timedelta(hours=5))
    state.walks.end(lease, resumed, withdraw_before=FOREVER)
    assert column(state, "watermark") == clock.stamp(NOON)


def test_a_portal_without_a_clock_is_timed_by_ours(state, lease, make_dataset):
    walk = walked(state, lease, make_dataset("1"), at=None)
    assert column(state, "watermark") == walk.sweep


def test_an_incremental_walk_resumes_with_its_own_since(state, lease, make_dataset):
    walked(state, lease, make_dataset("1"))
    walk = state.harvest(lease, make_dataset("1", "Autre"), plan=PLAN, cursor="p2")
    resumed = state.walks.begin(lease, "run-3", PLAN)
    assert resumed.since == walk.since == NOON - timedelta(hours=1)
    assert resumed.cursor == "p2"


def test_what_may_succeed_later_holds_the_watermark_back(state, lease, make_dataset):
    walked(state, lease, make_dataset("1"))
    walked(state, lease, at=NOON + timedelta(days=1), unclean=True)
    assert column(state, "watermark") == clock.stamp(NOON)
    walked(state, lease, at=NOON + timedelta(days=2))
    assert column(state, "watermark") == clock.stamp(NOON + timedelta(days=2))


def test_a_walk_that_did_not_end_moves_nothing(state, lease, make_dataset):
    walked(state, lease, make_dataset("1"))
    state.harvest(lease, make_dataset("2"), plan=PLAN, server_time=NOON + timedelta(days=9))
    assert state.walks.begin(lease, "run-3", PLAN).since == NOON - timedelta(hours=1)


def test_another_key_or_a_persons_wish_asks_for_a_full_walk(state, lease, make_dataset):
    walked(state, lease, make_dataset("1"))
    other = Plan("other", incremental=True, full_every=3)
    assert state.walks.begin(lease, "run-2", other).since is None
    assert state.walks.begin(lease, "run-3", PLAN).since is not None
    state.sources.ask_full_walk(SOURCE)
    assert state.walks.begin(lease, "run-4", PLAN).since is None


def test_a_walk_begun_under_another_key_is_not_resumed(state, lease, make_dataset):
    state.harvest(lease, make_dataset("1"), plan=PLAN, cursor="p2")
    other = Plan("other", incremental=True, full_every=3)
    assert state.walks.begin(lease, "run-2", other).cursor is None


def test_a_connector_that_cannot_tell_changes_is_always_walked_whole(state, lease, make_dataset):
    plan = Plan("key", incremental=False, full_every=3)
    assert [walked(state, lease, make_dataset("1"), plan=plan).since for _ in range(3)] == [
        None
    ] * 3


def test_an_incremental_walk_takes_nothing_for_vanished(state, lease, make_dataset):
    walked(state, lease, make_dataset("1"), make_dataset("2"))
    walked(state, lease, make_dataset("1", "Autre"), before=clock.stamp())
    with state.database.engine.connect() as connection:
        rows = connection.execute(select(dataset.c.missing_since, dataset.c.withdrawn)).all()
    assert rows == [(None, False), (None, False)]


def test_an_item_that_failed_is_not_taken_for_vanished(state, lease, make_dataset):
    walked(state, lease, make_dataset("1"), make_dataset("2"))
    walk = state.harvest(lease, make_dataset("1"), plan=Plan("key"))
    page = state.page()
    state.walks.commit_page(lease, walk, "lille", type(page)(unchanged=["2"]))
    assert state.walks.vanished(SOURCE, walk) == (0, 2)


def test_the_brake_leaves_all_as_it_is_and_asks_for_a_full_walk(state, lease, make_dataset):
    walked(state, lease, make_dataset("1"), make_dataset("2"))
    walk = state.harvest(lease, make_dataset("1"), plan=Plan("key", incremental=True))
    assert walk.since is None
    state.walks.end(lease, walk, withdraw_before=None)
    assert state.walks.unexplained(SOURCE, walk, 10) == ["2"]
    assert state.walks.begin(lease, "run-3", PLAN).since is None


def test_a_persons_agreement_holds_for_one_full_walk(state, lease, make_dataset):
    walked(state, lease, make_dataset("1"))
    assert not state.walks.withdrawal_confirmed(SOURCE)
    state.sources.confirm_withdrawal(SOURCE)
    walked(state, lease)  # incremental: it decides nothing
    assert state.walks.withdrawal_confirmed(SOURCE)
    walked(state, lease, plan=Plan("key"))
    assert not state.walks.withdrawal_confirmed(SOURCE)


def test_the_reason_of_an_absence_is_kept_until_the_return(state, lease, make_dataset):
    walked(state, lease, make_dataset("1"), make_dataset("2"), make_dataset("3"))
    walk = state.harvest(lease, make_dataset("3"), plan=Plan("key"))
    reasons = {"1": FailureCode.WITHDRAWN}
    state.walks.end(lease, walk, withdraw_before=FOREVER, reasons=reasons)
    query = select(dataset.c.missing_code).order_by(dataset.c.remote_id)
    with state.database.engine.connect() as connection:
        assert list(connection.execute(query).scalars()) == ["withdrawn", None, None]
    walked(state, lease, make_dataset("1"), plan=Plan("key"))
    with state.database.engine.connect() as connection:
        assert list(connection.execute(query).scalars()) == [None, None, None]


def test_a_portal_that_says_withdrawn_starts_the_grace(state, lease, make_dataset):
    walked(state, lease, make_dataset("1"), make_dataset("2"))
    walked(state, lease, refused={"1": FailureCode.WITHDRAWN})
    query = select(dataset.c.missing_code, dataset.c.missing_since).order_by(dataset.c.remote_id)
    with state.database.engine.connect() as connection:
        first, second = connection.execute(query).all()
    assert first.missing_code == "withdrawn"
    assert first.missing_since is not None
    assert second.missing_since is None


def due(state):
    return [row.remote_id for row in state.resources.due(SOURCE, batch=1)]


def test_files_are_due_when_new_changed_failed_for_a_while_or_after_a_full_walk(
    state, lease, make_dataset
):
    walk = walked(state, lease, make_dataset("1", files=("a.csv", "b.csv")))
    assert sorted(due(state)) == ["a.csv", "b.csv"]
    assert state.resources.count_due(SOURCE) == 2
    state.resources.touch(lease, [row.id for row in state.resources.of(SOURCE)])
    assert due(state) == []
    walked(state, lease, make_dataset("1", files=("a.csv", "b.csv")))
    assert due(state) == []
    walked(state, lease, make_dataset("1", "Renommé", files=("a.csv", "b.csv")))
    assert len(due(state)) == 2
    first, second = state.resources.of(SOURCE)
    fails = [
        Change(first.id, State.FAILED, {}, FailureCode.TIMEOUT, msg("Too slow.")),
        Change(second.id, State.FAILED, {}, FailureCode.GONE, msg("Gone.")),
    ]
    state.resources.advance(lease, "run-1", fails)
    assert due(state) == [first.remote_id]
    walk = walked(
        state, lease, make_dataset("1", "Renommé", files=("a.csv", "b.csv")), plan=Plan("key")
    )
    state.walks.ask_for_files(lease, walk)
    assert len(due(state)) == 2


def test_two_files_of_one_id_are_one(state, lease, make_dataset):
    walked(state, lease, make_dataset("1", files=("a.csv", "a.csv")))
    assert len(state.resources.of(SOURCE)) == 1


def test_a_dataset_that_fails_for_ever_does_not_put_off_the_full_walk(state, lease, make_dataset):
    walked(state, lease, make_dataset("1"), make_dataset("2"))
    kinds = [walked(state, lease, unclean=True).since is None for _ in range(2)]
    last = walked(state, lease, make_dataset("1"), unclean=True)
    assert [*kinds, last.since is None] == [False, False, True]
    assert state.walks.vanished(SOURCE, last) == (1, 2)
