"""Our own records are refused whatever is left of their chain; a partner's never are."""

import pytest

from connectors.ckan.mapping import CkanMapper
from connectors.context import Context
from connectors.provenance import chain, is_own, is_under
from federation.model import Dataset, Distribution, Origin
from federation.settings import CitySettings, FederationSettings, Identity, SourceSettings

BASE = "https://donnees.noeud.example/catalogue"
UUID = "3f0c1e3a-8d2b-4c7e-9a11-0123456789ab"
THERE = "https://data.voisin.example"
HERE = Origin(THERE, "v-1")


@pytest.fixture
def context():
    source = SourceSettings(id="voisin", connector="ckan", url=THERE)
    city = CitySettings(id="lille", names={"fr": "Lille"}, country="FR", sources=(source,))
    identity = Identity(id="noeud", titles={"fr": "N"}, base_url=BASE)
    return Context(city, source, FederationSettings(federation=identity, cities=(city,)))


def record(identifier="https://data.autre.example/7", hops=(), files=(), **more):
    parts = tuple(Distribution(url, download_url=url) for url in files)
    return Dataset(
        "v-1", identifier, {"fr": "A"}, provenance=(*hops, HERE), distributions=parts, **more
    )


TABLE = f"{BASE}/api/v1/tables/{UUID}/data.csv"
OTHER = "https://data.autre.example/f.csv"


@pytest.mark.parametrize(
    "own",
    [
        record(hops=[Origin("", "x", node="noeud")]),
        record(hops=[Origin("https://x.example", "1"), Origin(f"{BASE}/dataset/{UUID}", UUID)]),
        record(hops=[Origin("http://www.donnees.noeud.example:443/catalogue/", UUID)]),
        record(hops=[Origin("https://ckan.example", f"{BASE}/dataset/{UUID}")]),
        record(hops=[Origin("urn:partage:noeud:fichiers", "a.csv")]),
        record(f"{BASE}/dataset/{UUID}"),
        record("urn:partage:noeud:fichiers:a.csv"),
        record(landing_page=f"{BASE}/datasets/lille-arbres"),
        record(files=[TABLE, f"{BASE}/api/v1/tables/{UUID}/data.parquet"]),
    ],
)
def test_what_came_from_here_is_ours(context, own):
    assert is_own(own, context)


@pytest.mark.parametrize(
    "theirs",
    [
        record(),
        record(hops=[Origin("https://x.example", "1", node="noeud-2")]),
        record(hops=[Origin("https://donnees.noeud.example/autre", "1")]),
        record(hops=[Origin("https://donnees.noeud.example/catalogue-2/dataset/1", "1")]),
        record(hops=[Origin("urn:partage:noeud-2:fichiers", "a.csv")]),
        record("urn:partage:noeud:voisin:a.csv"),  # made up here, for this very source
        record(files=[TABLE, OTHER]),  # links to one of our files among its own
        record(files=[]),
        record(hops=[Origin("http://[broken", "x")], landing_page="http://[broken"),
    ],
)
def test_what_came_from_elsewhere_is_not(context, theirs):
    assert not is_own(theirs, context)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (BASE, True),
        (f"{BASE}/", True),
        (f"{BASE.replace('https', 'http')}/dataset/1", True),
        (f"{BASE}s/dataset/1", False),
        ("https://donnees.noeud.example", False),
        ("https://donnees.noeud.example:8443/catalogue", False),
        ("", False),
    ],
)
def test_under_an_address(url, expected):
    assert is_under(url, BASE) is expected


@pytest.mark.parametrize("field", ["uri", "guid", "url", "landing_page"])
def test_what_a_ckan_took_from_here_as_dcat_is_ours(context, field):
    extras = [
        {"key": field, "value": f"{BASE}/dataset/{UUID}"},
        {"key": "identifier", "value": "7"},
    ]
    files = [{"id": "r", "url": OTHER, "format": "PDF"}]
    package = {"id": "v-1", "name": "arbres", "extras": extras, "resources": files}
    mapper = CkanMapper(context, THERE)
    assert is_own(mapper.read(package), context)
    assert not is_own(mapper.read({**package, "extras": extras[1:]}), context)


def test_a_chain_is_read_without_its_bad_hops():
    found = chain([{"url": "https://a.example", "identifier": "1"}, {"identifier": "2"}, "x", None])
    assert found == (Origin("https://a.example", "1"),)
