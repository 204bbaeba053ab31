"""Objects of the public lake that are gone or damaged: named, and made again of their source."""

import json

import pytest
from sqlalchemy import select, update

from federation.model import State
from federation.store.schema import dataset, resource

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
BENCHES = "id;etat\n" + "".join(f"{number};bon\n" for number in range(40))
TREES = "id;essence\n" + "".join(f"{number};tilleul\n" for number in range(40))


@pytest.fixture(params=["folder", "s3"])
def federation(request, federate, folder):
    (folder / "bancs.csv").write_text(BENCHES)
    (folder / "arbres.csv").write_text(TREES)
    if request.param == "folder":
        return federate(FOLDER)
    root, s3 = request.getfixturevalue("s3_bucket")
    return federate(FOLDER, storage={"lake": root, "s3": s3.model_dump()})


def lose(federation, table, *, raw=False):
    """Delete a table's object behind the store's back, and its raw bytes with it."""
    with federation.open() as workspace:
        workspace.lake.delete("public", table.snapshot.sha256)
        for name, _ in list(workspace.lake.objects("raw")) if raw else ():
            workspace.lake.delete("raw", name)


def truncate(federation, table):
    """Leave a part of a table's object, as a copy that was cut short does."""
    name = table.snapshot.sha256
    with federation.open() as workspace:
        path = workspace.lake.root / "public" / name[:2] / name
        path.write_bytes(path.read_bytes()[:100])


def lost(federation):
    """The addresses of the tables that the status names."""
    return [one["url"] for one in json.loads(federation.ask("status", "--json"))["lost"]]


@pytest.mark.parametrize("raw", [False, True], ids=["raw bytes kept", "raw bytes erased"])
def test_a_table_whose_object_is_gone_is_made_again(federation, raw):
    federation.run()
    before = federation.tables()
    rows = {name: federation.rows(table) for name, table in before.items()}
    assert lost(federation) == []
    lose(federation, before["bancs.csv"], raw=raw)
    assert lost(federation) == ["file:bancs.csv"]
    shown = federation.ask("status", language="en")
    assert "file:bancs.csv" in shown
    assert "missing from the lake" in shown
    (tally,) = federation.run()
    assert tally.rebuilt == 1
    assert (tally.rejected, tally.quarantined, tally.failed, tally.problems) == (0, 0, 0, ())
    after = federation.tables()
    assert {name: federation.rows(table) for name, table in after.items()} == rows
    assert tally.release is None, "the same content is no news for readers"
    assert lost(federation) == []
    (tally,) = federation.run()
    assert (tally.rebuilt, tally.release) == (0, None)


def test_a_table_whose_object_is_cut_short_is_made_again(federate, folder):
    (folder / "bancs.csv").write_text(BENCHES)
    federation = federate(FOLDER)
    federation.run()
    (table,) = federation.tables().values()
    rows = federation.rows(table)
    truncate(federation, table)
    assert lost(federation) == ["file:bancs.csv"]
    (tally,) = federation.run()
    assert tally.rebuilt == 1
    assert federation.rows(table) == rows
    assert lost(federation) == []


def test_a_damaged_object_whose_source_also_changed_is_replaced(federate, folder):
    (folder / "bancs.csv").write_text(BENCHES)
    federation = federate(FOLDER)
    federation.run()
    truncate(federation, federation.tables()["bancs.csv"])
    (folder / "bancs.csv").write_text(BENCHES + "40;neuf\n")
    (tally,) = federation.run()
    assert (tally.published, tally.problems) == (1, ())
    assert len(federation.rows(federation.tables()["bancs.csv"])) == 41
    assert lost(federation) == []


def test_other_bytes_of_the_same_content_are_shown_to_readers(federate, folder):
    (folder / "bancs.csv").write_text(BENCHES)
    federation = federate(FOLDER)
    federation.run()
    (table,) = federation.tables().values()
    rows = federation.rows(table)
    # As if another version of the Parquet writer had made the object that is lost.
    with federation.open() as workspace:
        workspace.lake.delete("public", table.snapshot.sha256)
        other = "0" * 64
        with workspace.database.writing() as connection:
            for name in ("published_table", "publication"):
                connection.exec_driver_sql(f"UPDATE {name} SET snapshot_sha256 = '{other}'")
    (tally,) = federation.run()
    assert tally.rebuilt == 1
    assert tally.release is not None
    with federation.open() as workspace, workspace.database.engine.connect() as connection:
        query = "SELECT snapshot_sha256 FROM published_table"
        assert connection.exec_driver_sql(query).scalar_one() == table.snapshot.sha256
    assert federation.rows(table) == rows


def test_a_table_that_cannot_be_made_again_is_named_by_every_run(federate, folder, site):
    site.paths["/bancs.csv"] = BENCHES.encode()
    (folder.parent / "liste.csv").write_text(f"url,format\n{site.url}/bancs.csv,CSV\n")
    haste = {"requests_per_second": 1000, "retries": 0}
    source = {"id": "liste", "connector": "files", "url": "liste.csv", "politeness": haste}
    federation = federate(source)
    federation.run()
    (table,) = federation.tables().values()
    rows = federation.rows(table)
    lose(federation, table, raw=True)
    del site.paths["/bancs.csv"]
    for _ in range(2):
        (tally,) = federation.run()
        assert tally.rebuilt == 0
        assert "lost-object" in [problem.code for problem in tally.problems]
        assert lost(federation) == [f"{site.url}/bancs.csv"]
    site.paths["/bancs.csv"] = BENCHES.encode()
    (tally,) = federation.run()
    assert tally.rebuilt == 1
    assert federation.rows(table) == rows
    assert lost(federation) == []


def test_a_source_that_does_not_answer_is_made_again_of_what_is_at_hand(federate, folder, site):
    site.paths["/liste.csv"] = f"url,format\n{site.url}/bancs.csv,CSV\n".encode()
    site.paths["/bancs.csv"] = BENCHES.encode()
    haste = {"requests_per_second": 1000, "retries": 0}
    url = f"{site.url}/liste.csv"
    federation = federate({"id": "liste", "connector": "files", "url": url, "politeness": haste})
    federation.run()
    (table,) = federation.tables().values()
    rows = federation.rows(table)
    lose(federation, table)
    site.paths.clear()
    (tally,) = federation.run()
    assert tally.error_code is not None
    assert tally.rebuilt == 1
    assert federation.rows(table) == rows


def test_the_last_good_content_is_made_again_where_its_bytes_are_kept(federate, folder):
    (folder / "bancs.csv").write_text(BENCHES)
    federation = federate(FOLDER)
    federation.run()
    (folder / "bancs.csv").write_text("<!DOCTYPE html><html><body>404</body></html>")
    federation.run()
    table = federation.tables()["bancs.csv"]
    lose(federation, table)
    (tally,) = federation.run()
    assert tally.rebuilt == 1
    assert len(federation.rows(table)) == 40


def test_the_last_good_content_cannot_be_made_of_a_bad_one(federate, folder):
    (folder / "bancs.csv").write_text(BENCHES)
    federation = federate(FOLDER)
    federation.run()
    (folder / "bancs.csv").write_bytes(b"PK\x03\x04" + b"not an archive" * 20)
    (tally,) = federation.run()
    assert tally.rejected == 1
    table = federation.tables()["bancs.csv"]
    assert table.state is State.PUBLISHED
    lose(federation, table)
    (tally,) = federation.run()
    assert tally.rebuilt == 0
    assert "lost-object" in [problem.code for problem in tally.problems]
    assert "cannot be published instead" in federation.ask("status", language="en")
    (folder / "bancs.csv").write_text(BENCHES)
    federation.run()
    assert len(federation.rows(federation.tables()["bancs.csv"])) == 40
    assert lost(federation) == []


def test_withdrawn_and_removed_tables_are_no_loss(federate, folder):
    (folder / "bancs.csv").write_text(BENCHES)
    (folder / "arbres.csv").write_text(TREES)
    federation = federate(FOLDER)
    federation.run()
    tables = federation.tables()
    for table in tables.values():
        lose(federation, table)
    with federation.open() as workspace, workspace.database.writing() as connection:
        removed, withdrawn = tables["bancs.csv"].id, tables["arbres.csv"].id
        connection.execute(update(resource).where(resource.c.id == removed).values(removed=True))
        owner = select(resource.c.dataset_id).where(resource.c.id == withdrawn).scalar_subquery()
        connection.execute(update(dataset).where(dataset.c.id == owner).values(withdrawn=True))
    assert lost(federation) == []


def test_a_lake_that_does_not_answer_leaves_the_rest_of_the_status(federate, folder):
    (folder / "bancs.csv").write_text(BENCHES)
    federation = federate(FOLDER)
    federation.run()
    (federation.home / "lake").rename(federation.home / "elsewhere")
    (federation.home / "lake").write_text("no folder")
    document = json.loads(federation.ask("status", "--json"))
    assert document["lost"] is None
    assert document["sources"][0]["datasets"] == 1
    assert "The lake does not answer" in federation.ask("status", language="en")


def test_the_status_of_a_federation_never_run_makes_no_lake(federate, folder):
    federation = federate(FOLDER)
    assert lost(federation) == []
    assert not (federation.home / "lake").exists()
