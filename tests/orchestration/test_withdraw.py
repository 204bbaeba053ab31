"""`partage withdraw`: a source that left federation.yaml leaves the catalogue, or comes back."""

import asyncio
import json

import httpx
import pytest
import yaml

from catalog_api.app import create_app
from federation.store import CatalogReader
from federation.store.audit import AuditLog

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
OTHER = {"id": "ailleurs", "connector": "files", "url": "ailleurs"}
BENCHES = "id;mobilier;hauteur\n" + "".join(f"{n};banc;{n * 3}\n" for n in range(40))
TREES = "essence;hauteur\nTilleul;9\nPlatane;15\n"


def listed(federation, *sources):
    """Write the file anew with these sources."""
    document = yaml.safe_load(federation.file.read_text())
    document["cities"][0]["sources"] = list(sources)
    federation.file.write_text(yaml.safe_dump(document))


def withdraw(federation, source="ailleurs", code=0, language="en", reason="convention terminée"):
    arguments = ("withdraw", source, "--by", "Odile Marchand", "--reason", reason)
    return federation.ask(*arguments, code=code, language=language)


def get(app, path):
    async def asked():
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.get(path, headers={"Accept-Language": "en"})

    return asyncio.run(asked())


def ids(federation):
    """Ids of the datasets that readers see, by source, and those that are copies."""
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        found = [reader.dataset(name) for name in reader.names(copies=True)]
    return {(json.loads(one.json)["source"], one.name): (one.id, one.copy_of) for one in found}


@pytest.fixture
def folders(tmp_path, folder):
    """Two folders with the same benches; the second one has trees as well."""
    other = tmp_path / "ailleurs"
    other.mkdir()
    (folder / "bancs.csv").write_text(BENCHES)
    (other / "bancs.csv").write_text(BENCHES)
    (other / "arbres.csv").write_text(TREES)
    return folder, other


@pytest.fixture
def federation(federate, folders):
    return federate(OTHER, FOLDER)


def test_what_left_the_file_is_told_by_run_status_and_check(federation):
    federation.run()
    listed(federation, FOLDER)
    told = "! ailleurs  no longer in federation.yaml, still published (datasets: 2)"
    step = "partage withdraw ailleurs --by NAME --reason TEXT"
    for command in ("run", "status"):
        shown = federation.ask(command, language="en")
        assert told in shown
        assert step in shown
        (one,) = json.loads(federation.ask(command, "--json", language="en"))["unlisted"]
        assert (one["source_id"], one["datasets"]) == ("ailleurs", 2)
        assert step in one["next_step"]
    checked = federation.here("check", env={"PARTAGE_LANG": "en"})
    assert told in checked.stderr
    assert step in checked.stderr
    (one,) = json.loads(federation.ask("check", "--json"))["unlisted"]
    assert one["source_id"] == "ailleurs"
    listed(federation, FOLDER, OTHER)
    for command in ("run", "status", "check"):
        done = federation.here(command)
        assert "partage withdraw" not in done.stdout + done.stderr
        assert json.loads(federation.ask(command, "--json"))["unlisted"] == []


def test_check_makes_no_store_and_tells_when_one_cannot_be_read(federation, federate, tmp_path):
    assert json.loads(federation.ask("check", "--json"))["unlisted"] == []
    assert not (federation.home / "partage.db").exists()
    elsewhere = tmp_path / "bases" / "villes.db"
    named = federate(FOLDER, storage={"database": f"sqlite:///{elsewhere}"})
    assert json.loads(named.ask("check", "--json"))["unlisted"] == []
    assert not elsewhere.parent.exists()
    federation = federate(FOLDER)
    federation.home.mkdir(exist_ok=True)
    (federation.home / "partage.db").write_bytes(b"no database" * 1000)
    done = federation.here("check", env={"PARTAGE_LANG": "en"})
    assert "The store cannot be read" in done.stderr
    assert json.loads(federation.ask("check", "--json"))["unlisted"] is None


def test_withdrawn_everywhere_then_back_at_the_same_addresses(federate, folders, migrated_url):
    federation = federate(OTHER, FOLDER, storage={"database": migrated_url})
    federation.run()
    before = ids(federation)
    mine = {name: found for name, found in before.items() if name[0] == "ailleurs"}
    assert len(mine) == 2
    assert [found[1] for found in before.values()].count(None) == 2, "the benches are one"
    listed(federation, FOLDER)
    shown = withdraw(federation)
    assert "Withdrawn: ailleurs (datasets: 2)." in shown
    after = ids(federation)
    assert after.keys() == {name for name in before if name[0] == "fichiers"}
    assert [found[1] for found in after.values()] == [None], "its copy stands alone now"
    _check_tombstones(federation, mine)
    with federation.open() as workspace:
        (recorded,) = AuditLog(workspace.database).entries()
    assert (recorded.entry.action, recorded.entry.subject) == ("withdraw", "ailleurs")
    assert recorded.entry.by == "Odile Marchand"
    assert "nothing to do" in withdraw(federation)
    assert "partage withdraw" not in federation.ask("status")
    listed(federation, OTHER, FOLDER)
    federation.run()
    assert {name: found[0] for name, found in ids(federation).items()} == {
        name: found[0] for name, found in before.items()
    }
    with federation.open() as workspace:
        app = create_app(
            CatalogReader(workspace.database), workspace.lake, federation.home / "index"
        )
        app.state.catalogue.index.refresh()
        assert get(app, "/api/v1/withdrawals").json()["withdrawals"] == []
        table = federation.tables()["arbres.csv"]
        assert "Tilleul" in get(app, f"/api/v1/tables/{table.id}/data.csv").text


def _check_tombstones(federation, mine):
    with federation.open() as workspace:
        app = create_app(
            CatalogReader(workspace.database), workspace.lake, federation.home / "index"
        )
        app.state.catalogue.index.refresh()
        gone = get(app, "/api/v1/withdrawals").json()["withdrawals"]
        assert {one["id"] for one in gone} == {found[0] for found in mine.values()}
        assert "no longer gathers the source" in gone[0]["reason"]["en"]
        for (_, name), (identifier, _) in mine.items():
            for path in (f"/api/v1/datasets/{identifier}", f"/datasets/{name}"):
                answer = get(app, path)
                assert answer.status_code == 410, path
                assert "no longer gathers the source" in answer.text
            assert get(app, f"/api/3/action/package_show?id={name}").status_code == 404
            changes = get(app, "/catalog.ttl?modified_since=2020-01-01").text
            assert f"/dataset/{identifier}>" in changes
            assert "as:Delete" in changes
        assert "Withdrawn: 2" in get(app, "/feed.atom").text
        assert get(app, "/api/3/action/package_list").json()["result"] == [
            name for source, name in ids(federation) if source == "fichiers"
        ]


def test_a_source_still_in_the_file_is_refused(federation):
    federation.run()
    assert "still in federation.yaml" in withdraw(federation, code=1)
    listed(federation, FOLDER)
    unknown = withdraw(federation, "aillleurs", code=1)
    assert "No source called aillleurs" in unknown
    assert "ailleurs." in unknown
    assert "personal data" in withdraw(
        federation, code=1, reason="demande de Jean-Pierre Martin, 06 12 34 56 78"
    )
    assert "--reason" in withdraw(federation, code=1, reason=" ")
    assert len(ids(federation)) == 3


def test_a_run_at_work_elsewhere_is_not_disturbed(federation):
    federation.run()
    with federation.held_elsewhere("ailleurs"):
        listed(federation, FOLDER)
        assert "another run" in withdraw(federation, code=1)
    assert len(ids(federation)) == 3
    withdraw(federation)
    assert len(ids(federation)) == 1


def test_nothing_in_clear_is_left_of_it(federation):
    """No run will come that would sweep its folders."""
    federation.run()
    with federation.open() as workspace:
        (workspace.downloads("ailleurs") / "en-clair.csv").write_text(BENCHES)
        table = federation.tables()["arbres.csv"]
        (workspace.work(table.id) / "table.parquet").write_text(TREES)
    listed(federation, FOLDER)
    withdraw(federation)
    left = [path.name for path in (federation.home / "work").rglob("*") if path.is_file()]
    assert left in ([], [".collected"])


def test_a_city_that_left_with_its_sources(federation):
    """The tombstones of a city that the file does not name any more are shown all the same."""
    document = yaml.safe_load(federation.file.read_text())
    dakar = {"id": "dakar", "names": {"fr": "Dakar"}, "country": "SN", "sources": [OTHER]}
    document["cities"][0]["sources"] = [FOLDER]
    federation.file.write_text(yaml.safe_dump({**document, "cities": [*document["cities"], dakar]}))
    federation.run()
    mine = {name: found for name, found in ids(federation).items() if name[0] == "ailleurs"}
    federation.file.write_text(yaml.safe_dump(document))
    withdraw(federation)
    _check_tombstones(federation, mine)
