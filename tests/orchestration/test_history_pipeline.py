"""The history that runs leave: versions of datasets and tables, what changed, what is erased."""

import asyncio
import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select, update

from catalog_api.app import create_app
from federation import clock
from federation.store import CatalogReader
from federation.store.history import History
from federation.store.schema import dataset as published
from federation.store.schema import dataset_version, table_version
from federation.versions import Kind, pack, pack_bytes
from orchestration.pipeline.retention import IN_USE, collect

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
HEAD = "code;mobilier;hauteur"
ROWS = [f"B{n};banc {kind};{n * 3}" for n, kind in enumerate(["vert", "bleu", "gris"] * 5)]


def csv(rows, head=HEAD):
    return "\n".join([head, *rows]) + "\n"


class Site:
    """The catalogue, asked without a socket."""

    def __init__(self, federation, workspace):
        reader = CatalogReader(workspace.database)
        self._app = create_app(reader, workspace.lake, federation.home / "index")
        self._app.state.catalogue.index.refresh()

    def get(self, path, language="en"):
        return asyncio.run(self._get(path, language))

    async def _get(self, path, language):
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            answer = await client.get(path, headers={"Accept-Language": language})
        await self._app.state.catalogue.workers.close()
        return answer

    def json(self, path):
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def federation(federate, folder):
    (folder / "bancs.csv").write_text(csv(ROWS))
    return federate(FOLDER)


def asked(federation, ask):
    with federation.open() as workspace:
        return ask(Site(federation, workspace))


def the_dataset(federation):
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        (name,) = reader.names()
        return reader.dataset(name).id


def changed(folder, rows, head=HEAD):
    (folder / "bancs.csv").write_text(csv(rows, head))


def test_what_changed_is_told_by_key_and_kept(federation, folder):
    federation.run()
    table = federation.tables()["bancs.csv"]
    # One row goes, one comes, one changes.
    rows = [ROWS[1].replace("bleu", "rouge"), *ROWS[2:], "B99;fauteuil;4"]
    changed(folder, rows)
    federation.run()

    def ask(site):
        (newer, older) = site.json(f"/api/v1/tables/{table.id}/versions")["versions"]
        assert (older["version"], older["changes"], older["available"]) == (1, None, True)
        assert (newer["version"], newer["rows"]) == (2, 15)
        numbers = {"before": 15, "after": 15, "added": 1, "removed": 1, "changed": 1}
        assert newer["changes"]["rows"] == numbers
        assert newer["changes"]["key"] == {"kind": "column", "columns": ["code"]}
        assert newer["changes"]["columns"]["changed"] == {"mobilier": 1}
        told = site.json(f"/api/v1/tables/{table.id}/changes")
        assert told["sample"] == {
            "added": [{"code": "B99"}],
            "removed": [{"code": "B0"}],
            "changed": [{"code": "B1"}],
        }
        before = site.get(older["links"]["csv"])
        assert '"B0","banc vert",0' in before.text
        assert "B99" in site.get(f"/api/v1/tables/{table.id}/data.csv").text
        dataset = the_dataset(federation)
        versions = site.json(f"/api/v1/datasets/{dataset}/versions")["versions"]
        assert [one["version"] for one in versions] == [2, 1]
        assert versions[0]["notes"] == [
            "Table “bancs.csv”: rows added: 1, removed: 1, changed: 1. Rows before: 15; now: 15."
        ]
        first = site.json(f"/api/v1/datasets/{dataset}/versions/{versions[1]['release']}")
        assert first["tables"][0]["snapshot"]["sha256"] == table.snapshot.sha256
        page = site.get(f"/datasets/{first['name']}")
        assert "rows added: 1, removed: 1, changed: 1" in page.text

    asked(federation, ask)


def test_columns_that_come_go_and_change_type_are_told(federation, folder):
    federation.run()
    table = federation.tables()["bancs.csv"]
    rows = [f"B{n};{n * 3 + 0.5};oui" for n in range(15)]
    changed(folder, rows, "code;hauteur;abrite")
    federation.run()
    with federation.open() as workspace:
        (newer, _) = History(workspace.database).of_table(table.id)
    drift = newer.difference.drift
    assert [column.name for column in drift.added] == ["abrite"]
    assert [column.name for column in drift.removed] == ["mobilier"]
    assert (newer.difference.rows.added, newer.difference.rows.removed) == (0, 0)


def test_a_run_that_changes_nothing_makes_no_version(federation):
    federation.run()
    federation.run()
    with federation.open() as workspace:
        history = History(workspace.database)
        assert len(history.of_dataset(the_dataset(federation))) == 1
        assert len(history.of_table(federation.tables()["bancs.csv"].id)) == 1


def test_versions_apart_are_compared_on_demand(federation, folder):
    federation.run()
    table = federation.tables()["bancs.csv"].id
    changed(folder, [*ROWS, "B50;jardinière;1"])
    federation.run()
    changed(folder, ROWS[2:])
    federation.run()

    def ask(site):
        versions = site.json(f"/api/v1/tables/{table}/versions")["versions"]
        newest, middle, oldest = (one["release"] for one in versions)
        told = site.json(f"/api/v1/tables/{table}/changes?from={oldest}&to={newest}")
        assert told["rows"] == {
            "before": 15,
            "after": 13,
            "added": 0,
            "removed": 2,
            "changed": 0,
        }
        assert told["sample"]["removed"] == [{"code": "B0"}, {"code": "B1"}]
        backwards = site.get(f"/api/v1/tables/{table}/changes?from={newest}&to={middle}")
        assert backwards.status_code == 404

    asked(federation, ask)


def test_old_data_is_erased_and_what_it_changed_is_still_told(federate, folder):
    (folder / "bancs.csv").write_text(csv(ROWS))
    federation = federate(FOLDER, history={"keep_releases": 2})
    for end in range(15, 11, -1):
        changed(folder, ROWS[:end])
        federation.run()
    table = federation.tables()["bancs.csv"].id
    with federation.open() as workspace:
        assert len(list(workspace.lake.objects("public"))) == 4
        assert collect(workspace, clock.now() + 2 * IN_USE) == 2
        assert collect(workspace, clock.now() + 2 * IN_USE) == 0

    def ask(site):
        versions = site.json(f"/api/v1/tables/{table}/versions")["versions"]
        assert [one["available"] for one in versions] == [True, True, False, False]
        assert [one["changes"]["rows"]["removed"] for one in versions[:3]] == [1, 1, 1]
        gone = site.get(f"/api/v1/tables/{table}/versions/{versions[2]['release']}/data.csv")
        assert (gone.status_code, gone.json()["code"]) == (410, "not-kept")
        kept = site.get(f"/api/v1/tables/{table}/versions/{versions[1]['release']}/data.csv")
        assert len(kept.text.splitlines()) == 14
        # Not one after the other, and one is no longer kept: columns and counts only.
        far = f"from={versions[3]['release']}&to={versions[0]['release']}"
        told = site.json(f"/api/v1/tables/{table}/changes?{far}")
        assert told["rows"] == {
            "before": 15,
            "after": 12,
            "added": None,
            "removed": None,
            "changed": None,
        }

    asked(federation, ask)


def test_data_replaced_too_long_ago_is_erased(federate, folder):
    (folder / "bancs.csv").write_text(csv(ROWS))
    federation = federate(FOLDER, history={"keep_days": 30})
    federation.run()
    changed(folder, ROWS[:5])
    federation.run()
    with federation.open() as workspace:
        assert collect(workspace, clock.now() + timedelta(days=29)) == 0
        assert collect(workspace, clock.now() + timedelta(days=31)) == 1
        (kept,) = workspace.lake.objects("public")
    assert kept[0] == federation.tables()["bancs.csv"].snapshot.sha256


def test_data_judged_under_other_rules_is_not_given_again(federation, folder):
    federation.run()
    changed(folder, ROWS[:5])
    federation.run()
    table = federation.tables()["bancs.csv"].id
    with federation.open() as workspace, workspace.database.writing() as connection:
        old = table_version.c.number == 1
        connection.execute(update(table_version).where(old).values(judged="0" * 64))

    def ask(site):
        _, older = site.json(f"/api/v1/tables/{table}/versions")["versions"]
        assert (older["available"], older["links"]["csv"]) == (False, None)
        refused = site.get(f"/api/v1/tables/{table}/versions/{older['release']}/data.parquet")
        assert (refused.status_code, refused.json()["code"]) == (410, "not-kept")
        assert "other rules" in refused.text
        told = site.json(f"/api/v1/tables/{table}/changes")
        assert told["rows"]["removed"] == 10
        assert told["sample"] is None  # keys are data, too

    asked(federation, ask)


def test_a_dataset_that_goes_leaves_tombstones_for_its_versions(federate, folder):
    (folder / "bancs.csv").write_text(csv(ROWS))
    (folder / "arbres.csv").write_text("essence;hauteur\nTilleul;9\n")
    federation = federate(FOLDER, disappearance={"grace_days": 0, "brake": 1})
    federation.run()
    table = federation.tables()["bancs.csv"].id
    with federation.open() as workspace:
        (release,) = (one.seq for one in History(workspace.database).of_table(table))
        dataset = History(workspace.database).of_table(table)[0].dataset_id
    (folder / "bancs.csv").unlink()
    federation.run()
    federation.run()
    paths = [
        f"/api/v1/datasets/{dataset}/versions",
        f"/api/v1/datasets/{dataset}/versions/{release}",
        f"/api/v1/tables/{table}/versions",
        f"/api/v1/tables/{table}/versions/{release}/data.csv",
        f"/api/v1/tables/{table}/changes",
    ]

    def gone(site):
        for path in paths:
            answer = site.get(path)
            assert answer.status_code == 410, path
            assert "no longer offers" in answer.text, path

    asked(federation, gone)
    (folder / "bancs.csv").write_text(csv(ROWS))
    federation.run()

    def back(site):
        versions = site.json(f"/api/v1/datasets/{dataset}/versions")["versions"]
        kinds = ["published", "withdrawn", "published"]
        assert [one["kind"] for one in versions] == kinds
        assert versions[0]["notes"] == ["Published again, as it was."]
        assert site.get(versions[1]["links"]["self"]).status_code == 410
        assert site.get(versions[2]["links"]["self"]).status_code == 200

    asked(federation, back)


def retract(federation, what):
    arguments = ("retract", what, "--by", "Odile Marchand", "--reason", "nom lisible", "--yes")
    return federation.ask(*arguments, language="en")


def unpacked(home):
    """Every stored value of the history, unpacked; SQLite's journal is folded in first."""
    with closing(sqlite3.connect(home / "partage.db")) as connection:
        found = []
        for name in ("dataset_version", "table_version", "staged_dataset", "staged_table"):
            for row in connection.execute(f"SELECT * FROM {name}"):
                for value in row:
                    body = value if isinstance(value, bytes) else str(value).encode()
                    found.append(zlib.decompress(body) if body[:1] == b"\x78" else body)
        return b"\n".join(found)


def test_what_is_taken_back_vanishes_from_the_history(federation, folder):
    secret = "zirkonquelle"
    (folder / "arbres.csv").write_text("essence;hauteur\nTilleul;9\n")
    federation.run()
    changed(folder, [*ROWS, f"{secret};banc;4"], "code;mobilier;hauteur")
    federation.run()
    changed(folder, ROWS[:-1], "code;mobilier;largeur")
    federation.run()
    table = federation.tables()["bancs.csv"]
    tree = federation.tables()["arbres.csv"]
    assert secret.encode() in unpacked(federation.home)
    assert b"mobilier" in unpacked(federation.home)
    with federation.open() as workspace:
        (first, *_) = reversed(History(workspace.database).of_table(table.id))
    retract(federation, table.id)
    left = unpacked(federation.home)
    for word in (secret, "mobilier", "largeur", table.snapshot.sha256, first.sha256):
        assert word.encode() not in left, word
    assert tree.snapshot.sha256.encode() in left
    (folder / "bancs.csv").write_text("code;siege\n1;banc\n2;chaise\n")
    federation.run()

    def ask(site):
        versions = site.json(f"/api/v1/tables/{table.id}/versions")["versions"]
        assert [one["version"] for one in versions] == [4, 3, 2, 1]
        assert [one["retracted"] for one in versions] == [False, True, True, True]
        assert versions[0]["changes"] is None
        for one in versions[1:]:
            assert one["sha256"] is None
            path = f"/api/v1/tables/{table.id}/versions/{one['release']}/data.csv"
            assert site.get(path).status_code == 410
            compared = site.get(
                f"/api/v1/tables/{table.id}/changes?from={one['release']}&to={versions[0]['release']}"
            )
            assert compared.status_code == 410
            assert "took this back on 20" in compared.text
        (kept,) = site.json(f"/api/v1/tables/{tree.id}/versions")["versions"]
        assert kept["available"]

    asked(federation, ask)


def test_a_dataset_taken_back_leaves_no_word_in_the_history(federation, folder):
    federation.run()
    dataset = the_dataset(federation)
    retract(federation, dataset)
    with federation.open() as workspace, workspace.database.engine.connect() as connection:
        rows = connection.execute(select(dataset_version)).all()
    assert [row.kind for row in rows] == [Kind.RETRACTED] * 2
    assert {(row.facts, row.changes, row.document) for row in rows} == {(None, None, None)}
    assert b"bancs" not in unpacked(federation.home)

    def ask(site):
        answer = site.get(f"/api/v1/datasets/{dataset}/versions")
        assert (answer.status_code, answer.json()["code"]) == (410, "withdrawn")

    asked(federation, ask)


def test_a_document_of_the_history_is_the_one_that_was_published(federation):
    federation.run()
    dataset = the_dataset(federation)
    with federation.open() as workspace:
        shown = CatalogReader(workspace.database).dataset(dataset)
        version, document = History(workspace.database).dataset(dataset, 1)
        assert document == shown.json
        assert version.number == 1
        assert pack_bytes(document) != document


def test_words_corrected_under_stricter_rules_are_erased_from_earlier_versions(federation):
    federation.run()
    dataset = the_dataset(federation)
    with federation.open() as workspace:
        history = History(workspace.database)
        said = history.known([dataset])[dataset].facts
        # As an engine that masked less had left it.
        before = replace(said, fields={**said.fields, "description": {"fr": "Écrire à zirkon"}})
        with workspace.database.writing() as connection:
            connection.execute(update(dataset_version).values(facts=pack(before)))
            connection.execute(update(published).values(published_hash="other rules"))
    federation.run()
    assert b"zirkon" not in unpacked(federation.home)

    def ask(site):
        newer, older = site.json(f"/api/v1/datasets/{dataset}/versions")["versions"]
        (field,) = newer["changes"]["fields"]
        assert field == {"field": "description", "before": None, "after": None, "untold": True}
        assert newer["notes"] == ["The description changed."]
        refused = site.get(older["links"]["self"])
        assert (refused.status_code, refused.json()["code"]) == (410, "not-kept")
        assert site.get(newer["links"]["self"]).status_code == 200

    asked(federation, ask)
