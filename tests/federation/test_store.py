from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, update

from federation import clock, codec
from federation.errors import FailureCode, LeaseLost
from federation.i18n import msg
from federation.model import (
    AnonymisationReport,
    Dataset,
    Distribution,
    State,
    Verdict,
)
from federation.published import (
    Column,
    Rendered,
    SearchDocument,
    Snapshot,
    Table,
)
from federation.store import (
    CatalogReader,
    Documents,
    Publisher,
)
from federation.store.release import StagedDataset, StagedTable
from federation.store.resources import Change
from federation.store.schema import metadata, publication, source, transition
from federation.store.walks import Plan

SOURCE = "lille-ckan"
DAY = timedelta(days=1)


def dataset(remote_id, title="Arbres", files=("a.csv",)):
    parts = tuple(
        Distribution(name, download_url=f"http://p/{name}", format="CSV") for name in files
    )
    return Dataset(remote_id, f"urn:{remote_id}", {"fr": title}, distributions=parts)


def harvest(state, lease, *datasets, run="run-1"):
    return state.harvest(lease, *datasets, run=run)


def gate(state, lease, row, sha256="c1"):
    report = AnonymisationReport(Verdict.PASS, input_hash="h", policy_hash="p", engine="e")
    snapshot = Snapshot("5" * 64, 10, 3, (Column("a", "string"),))
    values = {
        "content_sha256": sha256,
        "skip_key": f"key-{sha256}",
        "anonymisation": codec.dumps(report),
        "snapshot": codec.dumps(snapshot),
    }
    state.resources.advance(lease, "run-1", [Change(row.id, State.GATED, values)])


def stage(publisher, lease, marker=b"{}"):
    """What the publish stage does, without the rendering."""
    documents = Documents(publisher._database)
    ids = documents.outdated(SOURCE, "v1")
    ready = []
    for item in documents.load(SOURCE, ids, "v1"):
        name = (
            item.name
            or documents.reserve_names(lease, {item.id: f"lille {item.dataset.title['fr']}"})[
                item.id
            ]
        )
        tables = tuple(
            StagedTable(
                Table(part.id, {"fr": part.remote_id}, State.PUBLISHED, snapshot=part.snapshot),
                part.content_sha256,
                part.skip_key,
                b'{"rows":3}',
            )
            for part in item.resources
            if part.snapshot
        )
        search = SearchDocument(item.id, name, "lille", "FR", "Lille", {}, {})
        ready.append(
            StagedDataset(
                item.id,
                name,
                "lille",
                SOURCE,
                item.render_key,
                Rendered(marker, marker, b"", search),
                tables,
            )
        )
    publisher.stage(lease, ready)
    return ids


def test_migrations_make_exactly_the_declared_tables(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(database):
    database.migrate()


def test_a_page_and_its_cursor_are_one_transaction(state):
    lease = state.leases.acquire(SOURCE)
    walk = state.harvest(lease, dataset("1"), cursor="p2")
    resumed = state.walks.begin(lease, "run-2", Plan("key"))
    assert resumed.cursor == "p2"
    assert resumed.sweep == walk.sweep


def test_an_old_interrupted_walk_begins_anew(state):
    lease = state.leases.acquire(SOURCE)
    state.harvest(lease, cursor="p2")
    old = Plan("key", resume_within=timedelta(0))
    assert state.walks.begin(lease, "run-2", old).cursor is None


def test_a_removed_file_leaves_its_dataset(state):
    lease = state.leases.acquire(SOURCE)
    harvest(state, lease, dataset("1", files=("a.csv", "b.csv")))
    assert len(state.resources.of(SOURCE)) == 2
    harvest(state, lease, dataset("1", files=("b.csv",)))
    assert [row.remote_id for row in state.resources.of(SOURCE)] == ["b.csv"]


def test_a_late_worker_is_fenced_off(state, database):
    late = state.leases.acquire(SOURCE)
    with database.writing() as connection:
        connection.execute(update(source).values(lease_expires=clock.stamp(clock.now() - DAY)))
    state.leases.acquire(SOURCE)
    with pytest.raises(LeaseLost):
        state.walks.begin(late, "run-1", Plan("key"))
    with pytest.raises(LeaseLost):
        Publisher(database).publish(late, "run-1")


def test_a_source_held_on_another_machine_is_refused(state, database):
    state.leases.acquire(SOURCE)
    with database.writing() as connection:
        connection.execute(update(source).values(lease_owner="elsewhere/1"))
    with pytest.raises(LeaseLost):
        state.leases.acquire(SOURCE)


def test_the_lease_of_a_dead_process_is_taken_over(state, database):
    first = state.leases.acquire(SOURCE)
    dead = first.owner.rsplit("/", 1)[0] + "/4194304"
    with database.writing() as connection:
        connection.execute(update(source).values(lease_owner=dead))
    assert state.leases.acquire(SOURCE).token == first.token + 1


def test_each_step_of_a_resource_is_recorded(state, database):
    lease = state.leases.acquire(SOURCE)
    harvest(state, lease, dataset("1"))
    row = state.resources.of(SOURCE)[0]
    state.resources.advance(
        lease, "run-1", [Change(row.id, State.FETCHED, {}, input_hash="c1", versions="v")]
    )
    reason = msg("Unreadable.")
    state.resources.advance(
        lease, "run-1", [Change(row.id, State.REJECTED, {}, FailureCode.MALFORMED, reason, "c1")]
    )
    with database.engine.connect() as connection:
        steps = connection.execute(select(transition).order_by(transition.c.id)).all()
    assert [(step.state, step.input_hash, step.reason_code) for step in steps] == [
        ("fetched", "c1", None),
        ("rejected", "c1", "malformed"),
    ]


def test_publication_is_whole_numbered_and_idempotent(state, database):
    publisher, reader = Publisher(database), CatalogReader(database)
    lease = state.leases.acquire(SOURCE)
    harvest(state, lease, dataset("1"), dataset("2", "Écoles"))
    for row in state.resources.of(SOURCE):
        gate(state, lease, row)
    stage(publisher, lease)
    assert reader.sequence() == 0
    assert reader.names() == []
    released = publisher.publish(lease, "run-1")
    assert (released.seq, released.datasets, released.tables) == (1, 2, 2)
    assert reader.names() == ["lille-arbres", "lille-ecoles"]
    assert reader.totals().rows == 6
    assert Documents(database).outdated(SOURCE, "v1") == []
    assert publisher.publish(lease, "run-1").seq is None
    assert reader.sequence() == 1


def test_showing_a_table_again_is_not_a_new_publication(state, database):
    publisher = Publisher(database)
    lease = state.leases.acquire(SOURCE)
    harvest(state, lease, dataset("1"))
    gate(state, lease, state.resources.of(SOURCE)[0])
    stage(publisher, lease)
    publisher.publish(lease, "run-1")
    harvest(state, lease, dataset("1", "Arbres remarquables"))
    assert len(stage(publisher, lease)) == 1
    released = publisher.publish(lease, "run-2")
    assert (released.seq, released.datasets, released.tables) == (2, 1, 0)
    with database.engine.connect() as connection:
        assert len(connection.execute(select(publication)).all()) == 1


def test_a_run_killed_while_staging_leaves_readers_the_old_release(state, database):
    publisher, reader = Publisher(database), CatalogReader(database)
    lease = state.leases.acquire(SOURCE)
    harvest(state, lease, dataset("1"))
    stage(publisher, lease, b"old")
    publisher.publish(lease, "run-1")
    harvest(state, lease, dataset("1", "Renommé"))
    stage(publisher, lease, b"new")
    assert reader.dataset("lille-arbres").json == b"old"
    publisher.clear_stage(SOURCE)
    stage(publisher, lease, b"new")
    publisher.publish(lease, "run-2")
    assert reader.dataset("lille-arbres").json == b"new"


def test_a_vanished_dataset_is_withdrawn_after_the_grace_and_may_return(state, database):
    publisher, reader = Publisher(database), CatalogReader(database)
    lease = state.leases.acquire(SOURCE)
    walk = harvest(state, lease, dataset("1"), dataset("2", "Écoles"))
    state.walks.end(lease, walk, withdraw_before=clock.stamp(clock.now() - DAY))
    stage(publisher, lease)
    publisher.publish(lease, "run-1")
    identifier = reader.dataset("lille-ecoles").id

    walk = harvest(state, lease, dataset("1"))
    assert state.walks.vanished(SOURCE, walk) == (1, 2)
    assert state.walks.end(lease, walk, withdraw_before=clock.stamp(clock.now() - DAY)) == 0
    walk = harvest(state, lease, dataset("1"))
    assert state.walks.end(lease, walk, withdraw_before=clock.stamp()) == 1
    released = publisher.publish(lease, "run-2")
    assert (released.seq, released.withdrawn) == (2, 1)
    with database.engine.connect() as connection:
        last = connection.execute(select(transition).order_by(transition.c.id.desc())).first()
    assert (last.state, last.reason_code, last.run_id) == ("withdrawn", "gone", "run-1")
    grave = reader.dataset(identifier)
    assert grave.withdrawn
    assert grave.json == b""
    assert grave.reason is not None
    assert [item.id for item in reader.changed_since(1)] == [identifier]

    harvest(state, lease, dataset("1"), dataset("2", "Écoles"))
    stage(publisher, lease)
    publisher.publish(lease, "run-3")
    assert reader.dataset("lille-ecoles").id == identifier
    assert not reader.dataset("lille-ecoles").withdrawn


def test_two_datasets_of_one_title_have_two_names(state, database):
    publisher, reader = Publisher(database), CatalogReader(database)
    lease = state.leases.acquire(SOURCE)
    harvest(state, lease, dataset("1"), dataset("2"))
    stage(publisher, lease)
    publisher.publish(lease, "run-1")
    first, second = reader.names()
    assert first == "lille-arbres"
    assert second.startswith("lille-arbres-")


def test_a_failed_check_changes_nothing_that_is_shown(state, database):
    publisher = Publisher(database)
    lease = state.leases.acquire(SOURCE)
    harvest(state, lease, dataset("1"))
    row = state.resources.of(SOURCE)[0]
    gate(state, lease, row)
    stage(publisher, lease)
    publisher.publish(lease, "run-1")
    failure = Change(row.id, State.FAILED, {}, FailureCode.TIMEOUT, msg("Too slow."))
    state.resources.advance(lease, "run-2", [failure])
    assert Documents(database).outdated(SOURCE, "v1") == []


def test_a_table_without_gate_record_is_found(state):
    lease = state.leases.acquire(SOURCE)
    harvest(state, lease, dataset("1"), dataset("2"))
    first, second = state.resources.of(SOURCE)
    gate(state, lease, first)
    state.resources.advance(lease, "run-1", [Change(second.id, State.GATED, {"snapshot": b"{}"})])
    assert state.resources.gate_records(SOURCE) == (2, [second.id])
