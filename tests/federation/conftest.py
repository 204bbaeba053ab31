"""A store with one source, on every kind of database."""

from datetime import timedelta

import pytest

from federation import codec
from federation.model import Contact, Dataset, Distribution
from federation.published import FederationDocument, SourceDocument
from federation.store import Database, Leases, Resources, Sources, Walks
from federation.store.pages import HarvestedDataset, Page
from federation.store.walks import Plan

SOURCE = "lille-ckan"


class Store:
    """The writing side of a store, and what a harvest does with it."""

    def __init__(self, database):
        self.database = database
        self.sources = Sources(database)
        self.leases = Leases(database)
        self.walks = Walks(database, "essai")
        self.resources = Resources(database)

    def page(self, *datasets, **more):
        known = self.walks.known_hashes(SOURCE, [item.remote_id for item in datasets])
        changed, unchanged = [], []
        for item in datasets:
            body = codec.dumps(item)
            before = known.get(item.remote_id)
            if before == codec.digest(body):
                unchanged.append(item.remote_id)
                continue
            changed.append(
                HarvestedDataset(
                    item.remote_id, body, codec.digest(body), before is not None, item.distributions
                )
            )
        return Page(changed, unchanged, **more)

    def harvest(self, lease, *datasets, run="run-1", plan=None, server_time=None, **more):
        """A walk of one page, not ended."""
        walk = self.walks.begin(lease, run, plan or Plan("key"))
        page = self.page(*datasets, **more)
        self.walks.commit_page(lease, walk, "lille", page, server_time=server_time)
        return walk


def dataset(remote_id, title="Arbres", files=("a.csv",)):
    parts = tuple(
        Distribution(name, download_url=f"http://p/{name}", format="CSV") for name in files
    )
    return Dataset(remote_id, f"urn:{remote_id}", {"fr": title}, distributions=parts)


@pytest.fixture
def database(migrated_url):
    opened = Database(migrated_url)
    yield opened
    opened.close()


@pytest.fixture
def state(database):
    store = Store(database)
    described = SourceDocument(SOURCE, "lille", "ckan", "http://portail.example")
    store.sources.describe(
        FederationDocument("essai", {"fr": "E"}, {}, "http://x", Contact(), sources=(described,))
    )
    return store


@pytest.fixture
def make_dataset():
    return dataset


@pytest.fixture
def day():
    return timedelta(days=1)
