"""Versions in the store: recorded by the transaction that publishes, seeded by the migration."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import insert, select

import federation.store
from federation import clock, codec
from federation.model import AnonymisationReport, State, Verdict
from federation.published import (
    Column,
    Rendered,
    SearchDocument,
    Snapshot,
    Table,
)
from federation.store import Database, Documents, Publisher
from federation.store.history import History
from federation.store.release import StagedDataset, StagedTable
from federation.store.resources import Change
from federation.store.retractions import Retractions
from federation.store.schema import publication, release, source, table_version
from federation.store.versions import StagedVersion, expire
from federation.versions import Changes, Facts, FieldChange, Kind

SOURCE = "lille-ckan"


def snapshot(sha):
    return Snapshot(sha * 64, 10, 3, (Column("a", "string"),))


def gate(state, lease, sha):
    """A table whose content passed the gate with a snapshot."""
    (row,) = state.resources.of(SOURCE)
    report = AnonymisationReport(Verdict.PASS, input_hash="h", policy_hash="p", engine="e")
    values = {
        "content_sha256": sha * 64,
        "skip_key": f"key-{sha}",
        "anonymisation": codec.dumps(report),
        "snapshot": codec.dumps(snapshot(sha)),
    }
    state.resources.advance(lease, "run", [Change(row.id, State.GATED, values)])


def publish(state, lease, number, *, difference=None):
    """What the publish stage does with one dataset, whatever it says."""
    publisher, documents = Publisher(state.database), Documents(state.database)
    publisher.clear_stage(SOURCE)
    ids = documents.outdated(SOURCE, f"v{number}")
    ready = []
    for item in documents.load(SOURCE, ids, f"v{number}"):
        tables = tuple(
            StagedTable(
                Table(
                    part.id,
                    {"fr": part.remote_id},
                    State.PUBLISHED,
                    snapshot=part.snapshot,
                    anonymisation=part.anonymisation,
                ),
                part.content_sha256,
                part.skip_key,
                None,
                difference,
            )
            for part in item.resources
            if part.snapshot
        )
        said = {"title": {"fr": f"Titre {number}"}}
        changed = Changes((FieldChange("title", None, said["title"]),) if number > 1 else ())
        body = b'{"tables":[]}'
        found = SearchDocument(item.id, "arbres", "lille", "FR", "Lille", {}, {})
        ready.append(
            StagedDataset(
                item.id,
                "arbres",
                "lille",
                SOURCE,
                item.render_key,
                Rendered(body, body, b"", found),
                tables,
                version=StagedVersion(number, Facts(said), changed),
            )
        )
    publisher.stage(lease, ready)
    publisher.publish(lease, "run")
    return ids[0]


@pytest.fixture
def lease(state, make_dataset):
    held = state.leases.acquire(SOURCE)
    state.harvest(held, make_dataset("1"))
    return held


def test_each_release_that_says_something_new_is_a_version(state, lease):
    gate(state, lease, "a")
    dataset = publish(state, lease, 1)
    publish(state, lease, 2)
    gate(state, lease, "b")
    publish(state, lease, 3, difference=None)
    gate(state, lease, "a")
    publish(state, lease, 4)
    history = History(state.database)
    assert [(one.seq, one.number) for one in history.of_dataset(dataset)] == [
        (4, 4),
        (3, 3),
        (2, 2),
        (1, 1),
    ]
    (row,) = state.resources.of(SOURCE)
    tables = history.of_table(row.id)
    # The second release showed the same content; the fourth an old one again.
    assert [(one.seq, one.number, one.sha256[0]) for one in tables] == [
        (4, 3, "a"),
        (3, 2, "b"),
        (1, 1, "a"),
    ]
    assert [one.seq for one in history.of_table(row.id, before=3)] == [1]
    assert history.snapshots([dataset]) == {row.id: snapshot("a")}
    known = history.known([dataset])[dataset]
    assert (known.number, known.gone) == (4, False)
    assert known.facts.fields["title"] == {"fr": "Titre 4"}


def test_data_is_given_up_beyond_the_newest_versions_but_not_what_is_shown(state, lease):
    for number, sha in enumerate("abca", 1):
        gate(state, lease, sha)
        publish(state, lease, number)
    (row,) = state.resources.of(SOURCE)
    assert expire(state.database, 1, None) == 2
    history = History(state.database)
    # The oldest one is the same content as what is shown.
    assert [bool(one.erased) for one in history.of_table(row.id)] == [False, True, True, False]
    kept = Retractions(state.database).unreferenced([sha * 64 for sha in "abcz"])
    assert kept == [sha * 64 for sha in "bcz"]
    assert expire(state.database, 10, clock.stamp()) == 0


def test_what_is_taken_back_leaves_its_number_only(state, lease):
    gate(state, lease, "a")
    dataset = publish(state, lease, 1)
    gate(state, lease, "b")
    publish(state, lease, 2)
    (row,) = state.resources.of(SOURCE)
    retractions = Retractions(state.database)
    (target,) = retractions.find(row.id)
    retractions.retract(target, "Odile Marchand", "nom lisible")
    history = History(state.database)
    tables = history.of_table(row.id)
    assert [(one.number, one.sha256, one.snapshot, one.rows) for one in tables] == [
        (2, None, None, None),
        (1, None, None, None),
    ]
    assert all(one.retracted for one in tables)
    versions = history.of_dataset(dataset)
    assert [one.kind for one in versions] == [Kind.RETRACTED, Kind.PUBLISHED, Kind.PUBLISHED]
    assert versions[0].reason is not None
    assert history.snapshots([dataset]) == {}
    assert history.known([dataset])[dataset].gone


def test_contents_published_before_there_was_a_history_are_its_first_versions(database_url):
    database = Database(database_url)
    config = Config()
    folder = next(iter(federation.store.__path__))
    config.set_main_option("script_location", f"{folder}/migrations")
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
    with database.writing() as connection:
        connection.execute(insert(source).values(id=SOURCE))
        for seq, (table, sha, key) in enumerate(
            (("t", "a", "1"), ("t", "a", "2"), ("t", "b", "3"), ("u", "a", "1")), 1
        ):
            connection.execute(
                insert(release).values(
                    seq=seq,
                    source_id=SOURCE,
                    run_id="r",
                    published_at=clock.stamp(),
                    datasets=1,
                    tables=1,
                    withdrawn=0,
                )
            )
            connection.execute(
                insert(publication).values(
                    seq=seq,
                    resource_id=table,
                    source_id=SOURCE,
                    dataset_id="d",
                    content_sha256=sha,
                    snapshot_sha256=sha,
                    skip_key=key,
                    published_at=clock.stamp(),
                )
            )
    database.migrate()
    columns = table_version.c
    query = select(columns.resource_id, columns.number, columns.seq, columns.snapshot_sha256)
    with database.engine.connect() as connection:
        rows = connection.execute(query.order_by(columns.resource_id, columns.number)).all()
        config.attributes["connection"] = connection
    assert [tuple(row) for row in rows] == [("t", 1, 1, "a"), ("t", 2, 3, "b"), ("u", 1, 4, "a")]
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0005")
        command.upgrade(config, "head")
    database.close()
