"""Harvests of a real pycsw 2.6.2, in its own environment, over a SQLite repository."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from connectors.csw.requests import CSW2, GMD, Manner
from federation.errors import FailureCode

REQUIREMENTS = ("pycsw==2.6.2", "SQLAlchemy<1.5", "setuptools<81")
COUNT = 25
SERVER = Path(__file__).with_name("pycsw_server.py")


class Pycsw:
    def __init__(self, folder, port):
        self.url = f"http://127.0.0.1:{port}/csw"
        self._database = folder / "records.db"

    def ids(self):
        return sorted(row[0] for row in self._run("select identifier from records"))

    def delete(self, *ids):
        for each in ids:
            self._run("delete from records where identifier = ?", each)

    def touch(self, name, day):
        self._run("update records set date_modified = ? where identifier = ?", day, name)

    def restore(self):
        shutil.copy(self._database.with_name("as-loaded.db"), self._database)

    def _run(self, words, *values):
        with closing(sqlite3.connect(self._database)) as connection, connection:
            return connection.execute(words, values).fetchall()


@pytest.fixture(scope="session")
def started(environment, stand_in, tmp_path_factory):
    """A running pycsw: datasets, a service among them, and captured records where present."""
    csw = stand_in("csw")
    folder = tmp_path_factory.mktemp("pycsw")
    (folder / "records").mkdir()
    for name, (words, _) in csw.records(COUNT).items():
        (folder / "records" / f"{name}.xml").write_text(words, "utf-8")
    service = csw.gmd(99, level="service", name="0005-service")
    (folder / "records" / "service.xml").write_text(service, "utf-8")
    for name, record in captured():
        (folder / "records" / f"{name}.xml").write_bytes(record)
    command = [environment("pycsw", REQUIREMENTS), "-W", "ignore", SERVER, folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            port = process.stdout.readline().strip()
            assert port.isdecimal(), "pycsw did not start"
            shutil.copy(folder / "records.db", folder / "as-loaded.db")
            yield Pycsw(folder, port)
        finally:
            process.kill()  # it holds nothing that is wanted afterwards


@pytest.fixture
def pycsw(started):
    yield started
    started.restore()


def captured():
    """Real records that stand alone or in a page of GetRecords."""
    folder = Path(__file__).parents[2].parent / "shared" / "real" / "portals" / "csw"
    for path in sorted(folder.glob("*.xml")):
        for number, each in enumerate(etree.parse(path).iter(f"{{{GMD}}}MD_Metadata")):
            yield f"{path.stem}-{number}", etree.tostring(each, with_tail=False)


def harvest(connector, **how):
    pages = list(connector.pages(**how))
    assert [failure for page in pages for failure in page.failures] == []
    return [record for page in pages for record in page.records], pages


def own(records):
    return [each.dataset.remote_id for each in records if each.dataset.remote_id.endswith("-aaaa")]


@pytest.mark.parametrize("version", ["2.0.2", "3.0.0"])
def test_a_harvest_equals_what_was_put_in(pycsw, federation, stand_in, version):
    source = {
        "connector": "csw",
        "url": pycsw.url,
        "options": {"page_size": 7, "version": version},
    }
    probe = federation.connector(**source).probe()
    stored = pycsw.ids()
    assert (probe.total, probe.version) == (len(stored), "2.0.2")
    records, pages = harvest(federation.connector(**source))
    assert len(pages) > 3
    assert {page.total for page in pages} == {len(stored)}
    ids = [record.dataset.remote_id for record in records]
    services = {each for each in stored if each not in ids}
    assert len(ids) == len(set(ids))
    assert "0005-service" in services
    assert len(services) <= 3  # that one, and two of the captures
    assert own(records) == [f"{number:04d}-aaaa" for number in range(1, COUNT + 1)]
    seventh = next(each for each in records if each.dataset.remote_id == "0007-aaaa")
    assert seventh.dataset.title == {"fr": "Jeu de données 7"}
    assert seventh.dataset.modified == datetime(2026, 1, 7, tzinfo=UTC)
    assert seventh.raw.media_type == "application/xml"
    again = etree.fromstring(seventh.raw.body)
    put_in = etree.fromstring(stand_in("csw").gmd(7, modified="2026-01-07").encode())
    assert etree.tostring(again, method="c14n", exclusive=True) == etree.tostring(
        put_in, method="c14n", exclusive=True
    )
    resumed, _ = harvest(federation.connector(**source), cursor=pages[1].cursor)
    assert [each.dataset.remote_id for each in resumed] == [
        each.dataset.remote_id for page in pages[2:] for each in page.records
    ]


def test_plain_records_by_get(pycsw, federation):
    connector = federation.connector(
        connector="csw", url=pycsw.url, options={"page_size": 20, "schema": CSW2}
    )
    connector._service.settle(Manner(post=False))
    records, _ = harvest(connector)
    assert len(own(records)) == COUNT
    seventh = next(each for each in records if each.dataset.remote_id == "0007-aaaa").dataset
    assert seventh.title == {"fr": "Jeu de données 7"}
    assert seventh.distributions[0].download_url == "https://data.example.org/7.csv"


@pytest.mark.parametrize("version", ["2.0.2", "3.0.0"])
def test_only_what_changed(pycsw, federation, version):
    options = {"version": version, "page_size": 5}
    connector = federation.connector(connector="csw", url=pycsw.url, options=options)
    since = datetime(2026, 1, 20, 5, tzinfo=UTC)
    records, _ = harvest(connector, since=since)
    # a day of reserve: most dates of records have no time
    assert own(records) == [f"{number:04d}-aaaa" for number in range(19, COUNT + 1)]
    pycsw.touch("0003-aaaa", "2026-02-01")
    changed, _ = harvest(connector, since=datetime(2026, 2, 2, tzinfo=UTC))
    assert own(changed) == ["0003-aaaa"]


@pytest.mark.parametrize("victims", [("0002-aaaa",), ("0006-aaaa", "0007-aaaa"), ("0012-aaaa",)])
def test_what_is_deleted_during_the_walk_hides_nothing(pycsw, federation, victims):
    connector = federation.connector(connector="csw", url=pycsw.url, options={"page_size": 7})
    pages = connector.pages()
    seen = [record.dataset.remote_id for record in next(pages).records]
    pycsw.delete(*victims)
    seen += [record.dataset.remote_id for page in pages for record in page.records]
    assert len(seen) == len(set(seen))
    assert {each for each in pycsw.ids() if each.endswith("-aaaa")} <= set(seen)


def test_a_query_some_ids_and_an_absence(pycsw, federation):
    select = {"query": "données 12"}
    found, _ = harvest(federation.connector(connector="csw", url=pycsw.url, select=select))
    assert own(found) == ["0012-aaaa"]
    select = {"datasets": ["0003-aaaa", "0004-aaaa", "no-such"]}
    connector = federation.connector(connector="csw", url=pycsw.url, select=select)
    (page,) = connector.pages()
    assert [each.dataset.remote_id for each in page.records] == ["0003-aaaa", "0004-aaaa"]
    assert [(each.remote_id, each.code) for each in page.failures] == [
        ("no-such", FailureCode.GONE)
    ]
    assert connector.absence("0003-aaaa") is FailureCode.TRUNCATED
    assert connector.absence("no-such") is FailureCode.GONE
