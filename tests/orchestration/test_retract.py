"""`partage retract`: gone everywhere, for good, and never back by another door."""

import asyncio
import io
import json
import shutil
import sqlite3
from contextlib import closing

import httpx
import openpyxl
import pytest
import yaml
from sqlalchemy import select

from catalog_api.app import create_app
from federation.errors import FailureCode, LeaseLost, StoreError
from federation.model import State
from federation.store import CatalogReader
from federation.store.audit import AuditLog
from federation.store.contents import Kind
from federation.store.schema import dataset, publication, published_dataset, resource
from federation.store.targets import require
from orchestration.pipeline.anonymising import anonymise_source
from orchestration.pipeline.erasing import finish_retractions
from orchestration.pipeline.examining import examine_source
from orchestration.pipeline.harvesting import harvest_source
from orchestration.pipeline.progress import Silent
from orchestration.pipeline.publishing import publish_source

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
OTHER = {"id": "ailleurs", "connector": "files", "url": "ailleurs"}
#: Stands for what slipped through every stage.
SECRET = "zirkonquelle"


def csv(secret=SECRET, rows=12):
    lines = [f"{n};banc {secret};{n * 3}" for n in range(rows)]
    return "\n".join(["id;mobilier;hauteur", *lines]) + "\n"


def retract(federation, what, *more, code=0):
    arguments = ("retract", what, "--by", "Odile Marchand", "--reason", "nom lisible", "--yes")
    return federation.ask(*arguments, *more, code=code, language="en")


class Site:
    """The catalogue, asked without a socket."""

    def __init__(self, app):
        self._app = app

    def get(self, path):
        return asyncio.run(self._get(path))

    async def _get(self, path):
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.get(path, headers={"Accept-Language": "en"})


def client(federation, workspace):
    app = create_app(CatalogReader(workspace.database), workspace.lake, federation.home / "index")
    app.state.catalogue.index.refresh()
    return Site(app)


def row_of(federation, name):
    with federation.open() as workspace, workspace.database.engine.connect() as connection:
        found = connection.execute(select(resource).where(resource.c.remote_id == name)).all()
        return found[0]


def everything(home, *, without=()):
    """Every byte under a home folder, by path; SQLite's journal is folded in first."""
    with closing(sqlite3.connect(home / "partage.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("VACUUM")
    files = [path for path in home.rglob("*") if path.is_file()]
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in files
        if path.relative_to(home).parts[0] not in without
    }


def holding(home, secret, **more):
    return [path for path, body in everything(home, **more).items() if secret.encode() in body]


@pytest.fixture
def federation(federate, folder):
    (folder / "bancs.csv").write_text(csv())
    (folder / "arbres.csv").write_text("essence;hauteur\nTilleul;9\nPlatane;15\n")
    return federate(FOLDER)


def test_a_retracted_table_is_gone_and_the_others_stay(federation):
    federation.run()
    before = federation.tables()
    assert federation.rows(before["bancs.csv"])[0]["mobilier"] == f"banc {SECRET}"
    with federation.open() as workspace:
        assert client(federation, workspace).get(_data(before["bancs.csv"])).status_code == 200
    retract(federation, before["bancs.csv"].id)
    with federation.open() as workspace:
        site = client(federation, workspace)
        for path in ("", "/data.csv", "/data.parquet", "/rows", "/quality", "/anonymisation"):
            answer = site.get(f"/api/v1/tables/{before['bancs.csv'].id}{path}")
            assert answer.status_code == 410, path
            assert "retracted" in answer.text
            assert "took this back on 20" in answer.text
            assert "Odile" not in answer.text
        assert site.get(_data(before["arbres.csv"])).status_code == 200
        assert not workspace.lake.exists("public", before["bancs.csv"].snapshot.sha256)
        (recorded,) = AuditLog(workspace.database).entries()
        assert (recorded.entry.by, recorded.entry.action) == ("Odile Marchand", "retract")
    after = federation.tables()
    assert after["bancs.csv"].state is State.REJECTED
    assert after["bancs.csv"].reason_code is FailureCode.RETRACTED
    assert after["bancs.csv"].source_url is None
    assert (after["bancs.csv"].quality, after["bancs.csv"].anonymisation) == (None, None)
    assert after["arbres.csv"].state is State.PUBLISHED
    assert holding(federation.home, SECRET) == []
    assert holding(federation.home, "mobilier") == []


def _data(table):
    return f"/api/v1/tables/{table.id}/data.csv"


def test_every_release_of_it_is_erased(federation, folder):
    federation.run()
    first = federation.tables()["bancs.csv"]
    (folder / "bancs.csv").write_text(csv(rows=30))
    federation.run()
    second = federation.tables()["bancs.csv"]
    assert first.snapshot.sha256 != second.snapshot.sha256
    retract(federation, second.id)
    (folder / "bancs.csv").write_text(csv())  # the first one comes back
    (tally,) = federation.run()
    assert FailureCode.RETRACTED in [problem.code for problem in tally.problems]
    with federation.open() as workspace:
        for table in (first, second):
            assert not workspace.lake.exists("public", table.snapshot.sha256)
        with workspace.database.engine.connect() as connection:
            rows = connection.execute(
                select(publication).where(publication.c.resource_id == first.id)
            ).all()
    assert rows == []
    assert federation.tables()["bancs.csv"].state is State.REJECTED


def workbook():
    book = openpyxl.Workbook()
    for line in csv().splitlines():
        book.active.append(line.split(";"))
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def reordered():
    head, *lines = csv().splitlines()
    return "\n".join([head, *reversed(lines)]) + "\n"


COPIES = {
    "same": ("copie.csv", csv().encode()),
    "utf-16": ("copie.csv", csv().encode("utf-16")),
    "commas": ("copie.csv", csv().replace(";", ",").replace("\n", "\r\n").encode()),
    "reordered": ("copie.csv", reordered().encode()),
    "workbook": ("copie.xlsx", workbook()),
}


@pytest.mark.parametrize("kind", COPIES)
def test_the_same_content_is_never_published_again(kind, federation, tmp_path):
    """At the same address, at another, on another source, written otherwise."""
    federation.run()
    retract(federation, "bancs.csv")
    name, body = COPIES[kind]
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    (elsewhere / name).write_bytes(body)
    document = yaml.safe_load(federation.file.read_text())
    document["cities"][0]["sources"].append(OTHER)
    federation.file.write_text(json.dumps(document))
    _, tally = federation.run()
    assert (tally.published, tally.rejected) == (0, 1)
    assert [problem.code for problem in tally.problems] == [FailureCode.RETRACTED]
    assert row_of(federation, name).notice_code == FailureCode.RETRACTED
    assert holding(federation.home, SECRET) == []
    _, again = federation.run()
    assert (again.published, again.rejected) == (0, 0)


def test_a_corrected_file_at_the_same_address_is_published(federation, folder):
    federation.run()
    retract(federation, "bancs.csv")
    (folder / "bancs.csv").write_text(csv("vert"))
    (tally,) = federation.run()
    assert tally.published == 1
    table = federation.tables()["bancs.csv"]
    assert table.state is State.PUBLISHED
    assert federation.rows(table)[0]["mobilier"] == "banc vert"
    with federation.open() as workspace:
        assert client(federation, workspace).get(_data(table)).status_code == 200


def test_a_whole_dataset_leaves_a_tombstone_until_it_has_something_new(federation, folder):
    federation.run()
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        (name,) = [name for name in reader.names() if "bancs" in name]
        identifier = reader.dataset(name).id
    retract(federation, name)
    federation.run()
    with federation.open() as workspace:
        site = client(federation, workspace)
        for known in (name, identifier):
            answer = site.get(f"/api/v1/datasets/{known}")
            assert answer.status_code == 410
            assert "took this back" in answer.text
            assert site.get(f"/datasets/{known}").status_code == 410
        assert site.get("/api/v1/datasets").json()["count"] == 1
        with workspace.database.engine.connect() as connection:
            stored = connection.execute(
                select(published_dataset).where(published_dataset.c.id == identifier)
            ).one()
        assert (stored.json, stored.ckan, stored.turtle, stored.search) == (b"", b"", b"", b"")
        assert name not in str(tuple(stored))
    assert holding(federation.home, name) == []
    assert "already" in retract(federation, name)
    (folder / "bancs.csv").write_text(csv("vert"))
    federation.run()
    with federation.open() as workspace:
        assert client(federation, workspace).get(f"/api/v1/datasets/{name}").status_code == 200


def test_the_same_content_in_another_dataset_is_taken_back_too(federate, folder, tmp_path):
    (folder / "bancs.csv").write_text(csv())
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "mobilier.csv").write_text(csv().replace(";", ","))
    federation = federate(FOLDER, OTHER)
    federation.run()
    retract(federation, federation.tables()["bancs.csv"].id)
    tables = federation.tables()
    assert tables["mobilier.csv"].reason_code is FailureCode.RETRACTED
    assert holding(federation.home, SECRET) == []


def test_it_is_found_by_id_name_page_and_address(federation):
    federation.run()
    table = federation.tables()["bancs.csv"]
    with federation.open() as workspace:
        find = workspace.retractions.find
        (name,) = [one for one in CatalogReader(workspace.database).names() if "bancs" in one]
        whole = require(find(name), name)
        assert whole.resource_id is None
        assert require(find(whole.dataset_id), "").dataset_id == whole.dataset_id
        row = row_of(federation, "bancs.csv")
        for text in (table.id, row.url, "bancs.csv"):
            assert require(find(text), text).resource_id == table.id
        with pytest.raises(StoreError, match="is called"):
            require(find("rien"), "rien")
    assert "is called" in retract(federation, "rien", code=1)
    answer = retract(federation, f"http://127.0.0.1:8000/datasets/{name}")
    assert "Taken back" in answer


def test_several_candidates_are_listed_and_nothing_is_done(federate, folder, tmp_path):
    (folder / "bancs.csv").write_text(csv())
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "bancs.csv").write_text(csv("bleu"))
    federation = federate(FOLDER, OTHER)
    federation.run()
    told = retract(federation, "bancs.csv", code=1)
    with federation.open() as workspace, workspace.database.engine.connect() as connection:
        ids = connection.execute(select(resource.c.id)).scalars().all()
    assert all(one in told for one in ids)
    assert {table.state for table in federation.tables().values()} == {State.PUBLISHED}


@pytest.mark.parametrize("missing", ["--by", "--reason"])
def test_who_and_why_must_be_told(federation, missing):
    federation.run()
    given = {"--by": "Odile Marchand", "--reason": "nom lisible", missing: " "}
    arguments = [part for pair in given.items() for part in pair]
    told = federation.ask("retract", "bancs.csv", *arguments, "--yes", code=1, language="en")
    assert missing in told
    assert federation.tables()["bancs.csv"].state is State.PUBLISHED


def test_nothing_happens_unless_it_is_agreed_to(federation):
    federation.run()
    arguments = ("retract", "bancs.csv", "--by", "O. M.", "--reason", "x")
    federation.ask(*arguments, code=1)
    assert federation.tables()["bancs.csv"].state is State.PUBLISHED


def test_a_retraction_that_was_killed_is_finished_by_the_next_run(federation):
    """Between the transaction and the last file: readers see nothing, the bytes go later."""
    federation.run()
    table = federation.tables()["bancs.csv"]
    with federation.open() as workspace:
        target = require(workspace.retractions.find(table.id), "")
        erasure = workspace.retractions.retract(target, "O. M.", "x")
        assert erasure.of(Kind.SNAPSHOT) == (table.snapshot.sha256,)
        assert workspace.lake.exists("public", table.snapshot.sha256)
        assert client(federation, workspace).get(_data(table)).status_code == 410
    federation.run()
    with federation.open() as workspace:
        assert workspace.retractions.pending() == []
        assert not workspace.lake.exists("public", table.snapshot.sha256)
    assert holding(federation.home, SECRET) == []
    assert federation.tables()["arbres.csv"].state is State.PUBLISHED


def test_asking_again_finishes_what_was_killed(federation):
    federation.run()
    table = federation.tables()["bancs.csv"]
    with federation.open() as workspace:
        target = require(workspace.retractions.find(table.id), "")
        workspace.retractions.retract(target, "O. M.", "x")
        workspace.lake.delete("public", table.snapshot.sha256)  # killed half way
    assert "already" in retract(federation, table.id)
    assert holding(federation.home, SECRET) == []
    with federation.open() as workspace:
        assert finish_retractions(workspace) == 0


def test_a_run_at_work_on_it_can_publish_nothing_of_it(federation, folder):
    federation.run()
    (folder / "bancs.csv").write_text(csv(rows=40))
    progress = Silent()
    with federation.open() as workspace:
        tally = harvest_source(workspace, "fichiers", "run", progress)
        tally = examine_source(workspace, tally, progress)
        tally = anonymise_source(workspace, tally, progress)
        lease = workspace.leases.acquire("fichiers")
        target = require(workspace.retractions.find("bancs.csv"), "")
        workspace.retractions.retract(target, "O. M.", "x")
        with pytest.raises(LeaseLost):
            workspace.publisher.publish(lease, "run")
        finish_retractions(workspace)
        publish_source(workspace, tally, progress)
    assert federation.tables()["bancs.csv"].state is State.REJECTED
    federation.run()
    assert federation.tables()["bancs.csv"].state is State.REJECTED


def test_a_copy_on_its_way_when_it_was_retracted_is_stopped_before_readers(
    federate, folder, tmp_path
):
    """The last lock: the transaction that publishes."""
    (folder / "bancs.csv").write_text(csv())
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "mobilier.csv").write_text(csv().replace(";", ","))
    federation = federate(FOLDER, OTHER)
    federation.run("fichiers")
    progress = Silent()
    with federation.open() as workspace:
        tally = harvest_source(workspace, "ailleurs", "run", progress)
        tally = examine_source(workspace, tally, progress)
        tally = anonymise_source(workspace, tally, progress)
        (row,) = workspace.resources.of("ailleurs")
        assert row.state is State.GATED
        target = require(workspace.retractions.find("bancs.csv"), "")
        workspace.retractions.retract(target, "O. M.", "x")
        publish_source(workspace, tally, progress)
        (row,) = workspace.resources.of("ailleurs")
        assert row.state is State.REJECTED
        assert row.notice_code == FailureCode.RETRACTED
    federation.run()
    assert federation.tables()["mobilier.csv"].reason_code is FailureCode.RETRACTED
    assert federation.tables()["mobilier.csv"].snapshot is None


def test_a_policy_that_changes_does_not_bring_it_back(federation, tmp_path):
    """New versions make every skip key void: the content is asked for, and refused, again."""
    federation.run()
    retract(federation, "bancs.csv")
    document = yaml.safe_load(federation.file.read_text())
    (tmp_path / "politique.yaml").write_text('version: "2"\n')
    federation.file.write_text(json.dumps({**document, "policy": "politique.yaml"}))
    federation.run()
    tables = federation.tables()
    assert tables["arbres.csv"].state is State.PUBLISHED
    assert tables["bancs.csv"].reason_code is FailureCode.RETRACTED


def test_it_works_on_the_other_database_and_an_object_store(
    federate, folder, postgres_url, s3_bucket
):
    (folder / "bancs.csv").write_text(csv())
    root, s3 = s3_bucket
    storage = {"database": postgres_url, "lake": root, "s3": s3.model_dump()}
    federation = federate(FOLDER, storage=storage)
    federation.run()
    table = federation.tables()["bancs.csv"]
    federation.rows(table)  # a copy in the cache
    retract(federation, table.id)
    with federation.open() as workspace:
        assert list(workspace.lake.objects("public")) == []
        assert [name for name, _ in workspace.lake.objects("raw")] != []
        with workspace.database.engine.connect() as connection:
            assert connection.execute(select(dataset.c.retracted)).scalars().all() == [None]
    cached = [path for path in (federation.home / "lake-cache").rglob("*") if path.is_file()]
    assert [path for path in cached if SECRET.encode() in path.read_bytes()] == []
    federation.run()
    assert federation.tables()["bancs.csv"].reason_code is FailureCode.RETRACTED
    shutil.rmtree(federation.home / "lake-cache")
