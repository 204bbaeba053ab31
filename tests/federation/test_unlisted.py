"""A source that federation.yaml no longer lists: found, withdrawn in one piece, and back again."""

import pytest
from sqlalchemy import select

from federation import clock
from federation.errors import LeaseLost, StoreError
from federation.published import Rendered, SearchDocument
from federation.store import CatalogReader, Documents, Publisher
from federation.store.audit import AuditLog
from federation.store.database import Database
from federation.store.release import StagedDataset
from federation.store.schema import dataset, source, staged_dataset, transition
from federation.store.status import source_status
from federation.store.unlisted import Unlisted, UnlistedSources
from federation.store.withdrawals import Withdrawals

SOURCE = "lille-ckan"
WHO = ("Odile Marchand", "convention terminée")


def stage(state, lease):
    documents = Documents(state.database)
    ready = []
    for item in documents.load(SOURCE, documents.outdated(SOURCE, "v1"), "v1"):
        name = item.name or f"lille-{item.dataset.remote_id}"
        search = SearchDocument(item.id, name, "lille", "FR", "Lille", {}, {})
        rendered = Rendered(b"{}", b"{}", b"", search)
        ready.append(StagedDataset(item.id, name, "lille", SOURCE, item.render_key, rendered, ()))
    Publisher(state.database).stage(lease, ready)


def publish(state, lease, *datasets):
    walk = state.harvest(lease, *datasets)
    state.walks.end(lease, walk, withdraw_before=clock.stamp())
    stage(state, lease)
    return Publisher(state.database).publish(lease, "run-1")


@pytest.fixture
def lease(state):
    return state.leases.acquire(SOURCE)


@pytest.fixture
def unlisted(state):
    return UnlistedSources(state.database)


def test_only_sources_with_published_datasets_that_the_file_lacks(
    state, lease, unlisted, make_dataset
):
    assert unlisted.published(()) == []
    assert unlisted.known(SOURCE)
    assert not unlisted.known("ailleurs")
    publish(state, lease, make_dataset("1"), make_dataset("2"))
    assert unlisted.published({"ailleurs"}) == [Unlisted(SOURCE, 2)]
    assert unlisted.published({SOURCE}) == []


def test_a_store_without_tables_publishes_nothing(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'neuf.db'}")
    assert list(UnlistedSources(database).published(())) == []
    database.close()


def test_all_is_withdrawn_in_one_release_with_its_reason(state, lease, unlisted, make_dataset):
    publish(state, lease, make_dataset("0"), make_dataset("1"), make_dataset("2"))
    publish(state, lease, make_dataset("1"), make_dataset("2"))  # one had vanished before
    released = unlisted.withdraw(lease, "run-w", *WHO)
    assert (released.seq, released.withdrawn, released.datasets) == (3, 2, 0)
    assert unlisted.published(()) == []
    assert unlisted.left(SOURCE) == 0
    told = {
        one.name: (one.seq, one.reason.render("en"))
        for one in Withdrawals(state.database).by_id("", 10)
    }
    today = clock.stamp()[:10]
    ours = (f"The federation no longer gathers the source of this dataset (withdrawn on {today}).",)
    assert told["lille-1"] == told["lille-2"] == (3, *ours)
    assert told["lille-0"][0] == 2, "what had vanished before keeps its date and its reason"
    assert "no longer offers" in told["lille-0"][1]
    with state.database.engine.connect() as connection:
        last = connection.execute(select(transition).order_by(transition.c.id.desc())).first()
    assert (last.state, last.reason_code, last.run_id) == (
        "withdrawn",
        "source-withdrawn",
        "run-w",
    )
    (entry,) = AuditLog(state.database).entries(SOURCE)
    assert (entry.entry.action, entry.entry.by, entry.entry.reason) == ("withdraw", *WHO)
    assert entry.entry.details == {"run": "run-w", "datasets": "2", "release": "3"}
    assert AuditLog(state.database).verify().sound


def test_a_refused_entry_leaves_all_as_it_was(state, lease, unlisted, make_dataset):
    publish(state, lease, make_dataset("1"))
    with pytest.raises(StoreError):
        unlisted.withdraw(lease, "run-w", "Odile", "  ")
    assert unlisted.published(()) == [Unlisted(SOURCE, 1)]
    assert unlisted.left(SOURCE) == 1
    assert CatalogReader(state.database).sequence() == 1


def test_what_a_killed_run_had_rendered_is_not_published(state, lease, unlisted, make_dataset):
    publish(state, lease, make_dataset("1"))
    state.harvest(lease, make_dataset("1", "Renommé"), make_dataset("2"))
    stage(state, lease)
    released = unlisted.withdraw(lease, "run-w", *WHO)
    assert (released.datasets, released.withdrawn) == (0, 1)
    with state.database.engine.connect() as connection:
        assert connection.execute(select(staged_dataset)).all() == []
        assert set(connection.execute(select(dataset.c.withdrawn)).scalars()) == {True}


def test_a_withdrawal_that_was_never_published_is_finished(state, lease, unlisted, make_dataset):
    """A run killed between its walk and its release had marked it, and readers still see it."""
    publish(state, lease, make_dataset("1"))
    state.walks.end(lease, state.harvest(lease), withdraw_before=clock.stamp())
    assert unlisted.published(()) == [Unlisted(SOURCE, 1)]
    assert unlisted.left(SOURCE) == 1
    unlisted.withdraw(lease, "run-w", *WHO)
    assert unlisted.published(()) == []
    assert unlisted.left(SOURCE) == 0


def test_a_run_that_took_the_source_over_is_not_disturbed(state, lease, unlisted, make_dataset):
    publish(state, lease, make_dataset("1"))
    state.leases.release(lease)
    state.leases.acquire(SOURCE)
    with pytest.raises(LeaseLost):
        unlisted.withdraw(lease, "run-w", *WHO)
    assert unlisted.published(()) == [Unlisted(SOURCE, 1)]


def test_a_source_that_is_listed_again_comes_back_whole(state, lease, unlisted, make_dataset):
    publish(state, lease, make_dataset("1"), make_dataset("2"))
    reader = CatalogReader(state.database)
    before = {name: reader.dataset(name).id for name in reader.names()}
    unlisted.withdraw(lease, "run-w", *WHO)
    assert reader.names() == []
    assert source_status(state.database)[SOURCE].watermark is None, "the next walk is full"
    with state.database.engine.connect() as connection:
        row = connection.execute(select(source).where(source.c.id == SOURCE)).one()
    assert (row.cursor, row.sweep, row.watermark_key) == (None, None, None)
    publish(state, lease, make_dataset("1"), make_dataset("2"))
    assert {name: reader.dataset(name).id for name in reader.names()} == before
    assert Withdrawals(state.database).by_id("", 10) == []
