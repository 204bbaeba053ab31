"""What a connector yields, made ready for the store: whatever publishers write as addresses."""

import random
import string
from dataclasses import replace

import pytest
from sqlalchemy import select

from federation.harvest import HarvestedRecord, HarvestPage, RawRecord
from federation.model import Dataset, Distribution, Reuses
from federation.settings import SourceSettings
from federation.store.reuses import known_reuses
from federation.store.schema import resource
from federation.store.walks import Plan
from orchestration.pipeline.storing import stored_page
from orchestration.pipeline.tabular import split_tables

SOURCE = {"id": "lille", "connector": "ckan", "url": "http://p.org"}


def file(url, name, kind="CSV"):
    return Distribution(name, access_url=url, download_url=url, format=kind)


def dataset(*files):
    return Dataset("1", "1", {"fr": "Arbres"}, distributions=files)


@pytest.mark.parametrize("url", ["http://[x/a.csv", "http://exa℀mple.org/a.csv", "//[x", "http://"])
@pytest.mark.parametrize("kind", ["CSV", None])
def test_an_address_that_is_none_takes_no_table_with_it(url, kind):
    good = file("http://p.org/a.csv", "good")
    tables, links = split_tables(dataset(file(url, "bad", kind), good), SourceSettings(**SOURCE))
    assert good in tables
    assert len(tables) + len(links) == 2


@pytest.fixture(params=["sqlite", "postgresql"])
def federation(request, federate):
    """A federation on either database."""
    sqlite = request.param == "sqlite"
    more = {} if sqlite else {"storage": {"database": request.getfixturevalue("postgres_url")}}
    return federate(SOURCE, **more)


def test_ids_of_any_length_are_stored(federation):
    letters = random.Random(3).choices(string.ascii_letters + string.digits, k=9000)
    long = "http://p.org/" + "".join(letters)  # PostgreSQL would pack what repeats
    found = dataset(file(long, long), file("http://p.org/b.csv", "b"))
    record = HarvestedRecord(found, RawRecord(b"{}", "application/json", ""))
    with federation.open() as workspace:
        _, source = workspace.settings.source("lille")
        lease = workspace.leases.acquire("lille")
        walk = workspace.walks.begin(lease, "run", Plan("key"))
        page = stored_page(workspace, source, HarvestPage((record,), (), None))
        workspace.walks.commit_page(lease, walk, "lille", page)
        with workspace.database.engine.connect() as connection:
            rows = connection.execute(select(resource.c.remote_id, resource.c.url)).all()
    assert sorted(len(row.remote_id) for row in rows) == [1, 64]
    assert long in {row.url for row in rows}


def stored(workspace, *datasets, **more):
    """Store a page; what it changes and leaves, and the reuses stored then, by remote id."""
    _, source = workspace.settings.source("lille")
    raw = RawRecord(b"{}", "application/json", "")
    records = tuple(HarvestedRecord(each, raw) for each in datasets)
    lease = workspace.leases.acquire("lille")
    walk = workspace.walks.begin(lease, "run", Plan("key"))
    page = stored_page(workspace, source, HarvestPage(records, **more))
    workspace.walks.commit_page(lease, walk, "lille", page)
    workspace.leases.release(lease)
    known = known_reuses(workspace.database, "lille", [each.remote_id for each in datasets])
    return len(page.changed), len(page.unchanged), {name: one.count for name, one in known.items()}


def test_reuses_that_a_portal_fails_to_tell_of_stay(federation):
    told = Dataset("1", "1", {"fr": "Arbres"}, reuses=Reuses(3, "http://p.org/reuses"))
    bare, new = replace(told, reuses=None), Dataset("2", "2", {"fr": "Bancs"})
    with federation.open() as workspace:
        assert stored(workspace, told) == (1, 0, {"1": 3})
        assert stored(workspace, bare, new, reuses_untold=True) == (1, 1, {"1": 3})
        renamed = replace(bare, title={"fr": "Les arbres"})
        assert stored(workspace, renamed, reuses_untold=True) == (1, 0, {"1": 3})
        assert stored(workspace, renamed) == (1, 0, {}), "the portal tells of none any more"
