"""Copies are found, counted once, follow withdrawals, and cost nothing when nothing changes."""

import random
import time
import tracemalloc

import pytest
from sqlalchemy import event, select, update

from federation import clock, codec
from federation.identity import identity_keys
from federation.model import Contact, Dataset, Distribution, Origin
from federation.published import (
    CityDocument,
    FederationDocument,
    Rendered,
    SearchDocument,
    SourceDocument,
)
from federation.store import (
    CatalogReader,
    Database,
    Documents,
    Leases,
    Publisher,
    Sources,
    Walks,
    copies,
    release,
)
from federation.store.matches import COMMON
from federation.store.pages import HarvestedDataset, Page
from federation.store.release import StagedDataset
from federation.store.schema import published_dataset, resource
from federation.store.walks import Plan

LILLE, MEL, NATION = "lille-ods", "mel-ckan", "nation-udata"
URLS = {
    LILLE: "https://data.lille.example",
    MEL: "https://data.mel.example",
    NATION: "https://nation.example",
}
CITIES = {LILLE: "lille", MEL: "mel", NATION: "lille"}


class Nodes:
    """A store of three sources, harvested and published without files."""

    body = b"{}"

    def __init__(self, database, order=(NATION, MEL, LILLE)):
        self.database = database
        self.leases = Leases(database)
        self.walks = Walks(database, "essai")
        self.documents = Documents(database)
        self.publisher = Publisher(database)
        self.reader = CatalogReader(database)
        cities = tuple(CityDocument(name, {"fr": name}, "FR") for name in ("lille", "mel"))
        described = tuple(SourceDocument(id, CITIES[id], "ckan", URLS[id]) for id in order)
        Sources(database).describe(
            FederationDocument(
                "essai", {"fr": "E"}, {}, "http://x", Contact(), cities, (), described
            )
        )

    def publish(self, source, *datasets, hashes=None, withdraw=True):
        """A full walk that finds these datasets, then the publication; returns the release."""
        lease = self.leases.acquire(source)
        walk = self.walks.begin(lease, "run", Plan("key"))
        known = self.walks.known_hashes(source, [each.remote_id for each in datasets])
        changed, unchanged = [], []
        for each in datasets:
            body = codec.dumps(each)
            if known.get(each.remote_id) == codec.digest(body):
                unchanged.append(each.remote_id)
                continue
            changed.append(
                HarvestedDataset(
                    each.remote_id,
                    body,
                    codec.digest(body),
                    each.remote_id in known,
                    each.distributions,
                    keys=identity_keys(each, URLS[source]),
                )
            )
        self.walks.commit_page(lease, walk, CITIES[source], Page(changed, unchanged))
        if withdraw:
            self.walks.end(lease, walk, withdraw_before=clock.stamp())
        self._fetched(hashes or {})
        released = self._release(lease, source)
        self.leases.release(lease)
        return released

    def _fetched(self, hashes):
        with self.database.writing() as connection:
            for url, (sha256, size) in hashes.items():
                values = {"content_sha256": sha256, "content_bytes": size}
                connection.execute(update(resource).where(resource.c.url == url).values(values))

    def _release(self, lease, source):
        ids = self.documents.outdated(source, "v1")
        for start in range(0, len(ids), 500):
            part = self.documents.load(source, ids[start : start + 500], "v1")
            self.publisher.stage(lease, [self._staged(lease, source, item) for item in part])
        return self.publisher.publish(lease, "run")

    def _staged(self, lease, source, item):
        name = f"{source}-{item.dataset.remote_id}"
        search = SearchDocument(item.id, name, CITIES[source], "FR", "", {}, {})
        rendered = Rendered(self.body, self.body, b"", search)
        return StagedDataset(item.id, name, CITIES[source], source, item.render_key, rendered, ())

    def copies(self):
        """Name of each copy → name of its original, and the evidence."""
        columns = published_dataset.c
        with self.database.engine.connect() as connection:
            rows = connection.execute(select(published_dataset).where(~columns.withdrawn)).all()
        names = {row.id: row.name for row in rows}
        return {
            row.name: (names.get(row.copy_of), row.copy_evidence) for row in rows if row.copy_of
        }

    def names(self, **options):
        return self.reader.names(**options)


def opened(url):
    database = Database(url)
    database.migrate()
    return Nodes(database)


@pytest.fixture
def nodes(tmp_path):
    found = opened(f"sqlite:///{tmp_path / 'partage.db'}")
    yield found
    found.database.close()


@pytest.fixture
def everywhere(database_url):
    """On SQLite and on PostgreSQL: for tests that together send every statement."""
    found = opened(database_url)
    yield found
    found.database.close()


def dataset(source, remote_id, *hops, files=(), identifier=None, **more):
    return Dataset(
        remote_id,
        identifier or remote_id,
        {"fr": more.pop("title", remote_id)},
        provenance=(*hops, Origin(URLS[source], remote_id)),
        distributions=tuple(Distribution(url, download_url=url, format="CSV") for url in files),
        **more,
    )


def hop(source, remote_id):
    return Origin(URLS[source], remote_id)


def three(nodes, sources=(LILLE, MEL, NATION)):
    """One dataset on three portals, the national copy taken from the regional one."""
    made = {
        LILLE: dataset(LILLE, "arbres"),
        MEL: dataset(MEL, "m-1", hop(LILLE, "arbres")),
        NATION: dataset(NATION, "n-1", hop(MEL, "m-1")),
    }
    for source in sources:
        nodes.publish(source, made[source])
    return made


ALL_OF_LILLE = {
    "mel-ckan-m-1": ("lille-ods-arbres", "origin"),
    "nation-udata-n-1": ("lille-ods-arbres", "origin"),
}


@pytest.mark.parametrize(
    "order",
    [(LILLE, MEL, NATION), (NATION, MEL, LILLE), (MEL, NATION, LILLE), (NATION, LILLE, MEL)],
)
def test_whatever_the_order_of_harvests_the_origin_stands_for_its_copies(nodes, order):
    three(nodes, order)
    assert nodes.copies() == ALL_OF_LILLE
    assert nodes.names() == ["lille-ods-arbres"]
    assert nodes.names(copies=True) == ["lille-ods-arbres", "mel-ckan-m-1", "nation-udata-n-1"]


def test_copies_of_other_sources_get_the_new_release_number(everywhere):
    three(everywhere, (NATION, MEL, LILLE))
    last = everywhere.reader.sequence()
    changed = {stored.name: stored for stored in everywhere.reader.changed_since(last - 1)}
    assert set(changed) == {"lille-ods-arbres", "mel-ckan-m-1", "nation-udata-n-1"}
    copy = changed["mel-ckan-m-1"]
    assert (copy.copy_city, copy.city_lead, copy.copy_of) == (
        "lille",
        True,
        changed["lille-ods-arbres"].id,
    )


def test_nothing_flips_when_anything_is_published_again(nodes):
    made = three(nodes)
    for source in (NATION, LILLE, MEL):
        again = Dataset(
            made[source].remote_id,
            made[source].identifier,
            {"fr": "Autre titre"},
            provenance=made[source].provenance,
        )
        nodes.publish(source, again)
        assert nodes.copies() == ALL_OF_LILLE


def test_the_next_one_takes_the_place_of_an_original_that_is_withdrawn(everywhere):
    made = three(everywhere)
    everywhere.publish(LILLE)
    assert everywhere.copies() == {"nation-udata-n-1": ("mel-ckan-m-1", "origin")}
    assert everywhere.names() == ["mel-ckan-m-1"]
    everywhere.publish(MEL)
    assert everywhere.copies() == {}
    everywhere.publish(LILLE, made[LILLE])
    everywhere.publish(MEL, made[MEL])
    assert everywhere.copies() == ALL_OF_LILLE


def test_a_copy_that_changes_its_mind_is_alone_again(nodes):
    three(nodes, (LILLE, MEL))
    nodes.publish(MEL, dataset(MEL, "m-1"))
    assert nodes.copies() == {}
    assert nodes.names() == ["lille-ods-arbres", "mel-ckan-m-1"]


def test_copies_of_an_original_that_is_not_here_are_one(nodes):
    nodes.publish(NATION, dataset(NATION, "n-1", hop(LILLE, "arbres")))
    nodes.publish(MEL, dataset(MEL, "m-1", hop(LILLE, "arbres")))
    assert nodes.copies() == {"mel-ckan-m-1": ("nation-udata-n-1", "origin")}


def test_every_copy_is_kept_and_found(nodes):
    three(nodes)
    original = nodes.reader.dataset("lille-ods-arbres")
    copy = nodes.reader.dataset("nation-udata-n-1")
    same = nodes.reader.same([copy])
    assert [one.name for one in same[original.id]] == [
        "lille-ods-arbres",
        "mel-ckan-m-1",
        "nation-udata-n-1",
    ]
    assert nodes.reader.same([original]) == same
    assert nodes.reader.same([]) == {}


def test_counts_and_city_lists_hold_a_dataset_once(everywhere):
    three(everywhere)
    everywhere.publish(NATION, dataset(NATION, "n-1", hop(MEL, "m-1")), dataset(NATION, "seul"))
    totals = everywhere.reader.totals()
    assert (totals.datasets, totals.copies) == (2, 2)
    assert totals.by_city == {"lille": 2, "mel": 1}
    lists = {
        city: [stored.name for stored in everywhere.reader.page(city=city)]
        for city in (None, "lille", "mel")
    }
    assert sorted(lists[None]) == ["lille-ods-arbres", "nation-udata-seul"]
    assert sorted(lists["lille"]) == ["lille-ods-arbres", "nation-udata-seul"]
    assert lists["mel"] == ["mel-ckan-m-1"]


def test_the_result_does_not_depend_on_the_way_there(nodes):
    """Datasets come, change and go at random; a look at all of them at once finds nothing else."""
    chance = random.Random(20261122)
    files = [f"https://files.example/{n}.csv" for n in range(5)]
    for _ in range(40):
        source = chance.choice(list(URLS))
        found = [
            dataset(
                source,
                f"d{n}",
                *(hop(chance.choice(list(URLS)), f"d{chance.randrange(4)}") for _ in range(n % 2)),
                files=chance.sample(files, chance.randrange(3)),
            )
            for n in range(4)
            if chance.random() < 0.8
        ]
        nodes.publish(source, *found)
        with nodes.database.writing() as connection:
            every = list(connection.execute(select(published_dataset.c.id)).scalars())
            assert copies.recompute(connection, every, 999) == 0


FILES = tuple(f"https://files.example/{n}.csv" for n in range(4))


def pair(nodes, mine, theirs, **options):
    nodes.publish(LILLE, dataset(LILLE, "a", **mine), **options)
    nodes.publish(MEL, dataset(MEL, "b", **theirs), **options)
    return nodes.copies()


@pytest.mark.parametrize(
    ("mine", "theirs", "evidence"),
    [
        (
            {"identifier": "https://id.example/7"},
            {"identifier": "http://id.example/7/"},
            "identifier",
        ),
        ({"files": FILES}, {"files": FILES[::-1]}, "url"),
        ({"files": FILES[:3]}, {"files": FILES[1:]}, "url"),
        ({"files": FILES[:1]}, {"files": FILES}, None),  # one shared file of four
        ({"identifier": "42"}, {"identifier": "42"}, None),
        ({"title": "Budget", "publisher": "V"}, {"title": "Budget", "publisher": "V"}, None),
    ],
)
def test_what_proves_a_copy(nodes, mine, theirs, evidence):
    found = pair(nodes, mine, theirs)
    assert found == ({} if evidence is None else {"lille-ods-a": ("mel-ckan-b", evidence)})


@pytest.mark.parametrize(("size", "same"), [(200, True), (199, False)])
def test_the_same_content_proves_a_copy_unless_it_is_tiny(nodes, size, same):
    urls = "https://a.example/f.csv", "https://b.example/g.csv"
    nodes.publish(LILLE, dataset(LILLE, "a", files=urls[:1]), hashes={urls[0]: ("ab" * 32, size)})
    nodes.publish(MEL, dataset(MEL, "b", files=urls[1:]))
    # The content is known after the fetch, before the publication.
    other = dataset(MEL, "b", files=urls[1:], title="Autre")
    nodes.publish(MEL, other, hashes={urls[1]: ("ab" * 32, size)})
    assert nodes.copies() == ({"lille-ods-a": ("mel-ckan-b", "hash")} if same else {})


def test_datasets_of_one_source_are_never_merged(nodes):
    nodes.publish(LILLE, dataset(LILLE, "a", files=FILES), dataset(LILLE, "b", files=FILES))
    assert nodes.copies() == {}


def test_a_copy_of_two_equally_is_a_copy_of_none(nodes):
    nodes.publish(LILLE, dataset(LILLE, "a", files=FILES), dataset(LILLE, "b", files=FILES))
    nodes.publish(MEL, dataset(MEL, "m", files=FILES))
    assert nodes.copies() == {}
    nodes.publish(LILLE, dataset(LILLE, "a", files=FILES))
    assert nodes.copies() == {"lille-ods-a": ("mel-ckan-m", "url")}


def test_a_file_that_many_publish_merges_nothing(nodes):
    shared = "https://nation.example/communes.csv"
    nodes.publish(LILLE, *(dataset(LILLE, f"l{n}", files=(shared,)) for n in range(COMMON)))
    nodes.publish(MEL, dataset(MEL, "m", files=(shared,)))
    assert nodes.copies() == {}


def test_the_same_title_by_the_same_publisher_is_only_a_suggestion(everywhere):
    same = {"title": "Arbres", "publisher": "Ville de Lille"}
    assert pair(everywhere, same, same) == {}
    stored = everywhere.reader.dataset("lille-ods-a")
    assert [one.name for one in everywhere.reader.alike(stored)] == ["mel-ckan-b"]
    proven = {**same, "identifier": "https://id.example/7"}
    pair(everywhere, proven, proven)
    assert everywhere.reader.alike(everywhere.reader.dataset("lille-ods-a")) == []


def test_nothing_published_is_nothing_looked_at(nodes):
    made = three(nodes)
    asked = []
    event.listen(
        nodes.database.engine, "before_cursor_execute", lambda *found: asked.append(found[2])
    )
    assert nodes.publish(MEL, made[MEL]).seq is None
    assert not [text for text in asked if "dataset_key" in text]


def many(source, count, origin=None):
    shared = ("https://nation.example/communes.csv",)
    for n in range(count):
        hops = (hop(origin, f"d{n}"),) if origin else ()
        files = tuple(f"{URLS[LILLE]}/{n}/{part}.csv" for part in range(3))
        yield dataset(source, f"d{n}", *hops, files=files + shared, publisher="Ville")


def test_a_large_first_publication_is_linear_and_frugal(nodes, monkeypatch):
    """Thousands of copies published at once, every one of them with a file they all share."""
    spent = []

    def timed(connection, ids, seq):
        tracemalloc.start()
        start = time.process_time()
        found = copies.recompute(connection, ids, seq)
        spent.append((time.process_time() - start, tracemalloc.get_traced_memory()[1], found))
        tracemalloc.stop()
        return found

    class Timed:
        mates = staticmethod(copies.mates)
        recompute = staticmethod(timed)

    monkeypatch.setattr(release, "copies", Timed)
    count = 1500
    nodes.publish(LILLE, *many(LILLE, count))
    nodes.publish(MEL, *many(MEL, count, LILLE))
    (alone, _, none), (seconds, peak, found) = spent
    assert (none, found) == (0, count)
    assert alone / count < 0.001
    # Under tracemalloc, which costs several times the work itself; the figure is 0.3 ms without.
    assert seconds / count < 0.004
    assert peak < 20_000_000
