"""The OGC API – Records connector against a real pygeoapi from PyPI."""

import importlib.util
from pathlib import Path

import pytest

from federation.errors import FailureCode, HarvestError

KIND = "ogc-records"
COUNT = 25


@pytest.fixture(scope="session")
def real():
    place = Path(__file__).with_name("real_pygeoapi.py")
    spec = importlib.util.spec_from_file_location("partage_test_real_pygeoapi", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def started(environment, real, tmp_path_factory):
    """One server for all tests: it takes seconds to start."""
    python = environment("pygeoapi", real.REQUIREMENTS)
    folder = tmp_path_factory.mktemp("pygeoapi")
    with real.running(python, folder, [record(number) for number in range(COUNT)]) as server:
        yield server


@pytest.fixture
def pygeoapi(started):
    started.put([record(number) for number in range(COUNT)])
    return started


def record(number, title=None):
    west = 7 + number / 100
    ring = [[west, 43], [8, 43], [8, 44], [west, 44], [west, 43]]
    return {
        "id": f"r{number:02d}",
        "externalId": f"r{number:02d}",
        "type": "Feature",
        "conformsTo": ["http://www.opengis.net/spec/ogcapi-records-1/1.0/req/record-core"],
        "time": {"interval": ["2020-01-01", f"2024-01-{number + 1:02d}"]},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {
            "externalId": f"r{number:02d}",
            "type": "dataset",
            "title": title or f"Jeu {number}",
            "description": f"Données n° {number}",
            "language": "fr",
            "keywords": ["eau", f"mot-{number}"],
            "license": "CC-BY-4.0",
            "created": "2023-01-01T00:00:00Z",
            "updated": f"2024-01-{number + 1:02d}T00:00:00Z",
        },
        "links": [
            {
                "rel": "enclosure",
                "type": "text/csv",
                "title": "Table",
                "href": f"https://data.example.org/{number}.csv",
            }
        ],
    }


def shown(dataset):
    """What was put in, as far as it comes out."""
    file = dataset.distributions[0]
    return (
        dataset.remote_id,
        dataset.title["fr"],
        dataset.description["fr"],
        dataset.keywords["fr"],
        dataset.modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
        dataset.temporal,
        dataset.spatial.bbox,
        file.download_url,
        file.format,
        dataset.licence.rsplit("/", 1)[-1],
    )


def put_in(one):
    fields = one["properties"]
    return (
        one["id"],
        fields["title"],
        fields["description"],
        tuple(fields["keywords"]),
        fields["updated"],
        tuple(one["time"]["interval"]),
        (one["geometry"]["coordinates"][0][0][0], 43, 8, 44),
        one["links"][0]["href"],
        "CSV",
        "CC_BY_4_0",
    )


@pytest.mark.slow
@pytest.mark.parametrize("path", ["", "/collections/catalogue", "/collections/catalogue/items"])
def test_everything_comes_out_as_it_was_put_in(pygeoapi, federation, path):
    connector = federation.connector(connector=KIND, url=pygeoapi.url + path)
    probe = connector.probe()
    assert (probe.total, probe.incremental) == (COUNT, False)
    pages = list(connector.pages())
    assert [len(page.records) for page in pages] == [10, 9, 6]
    assert {page.total for page in pages} == {COUNT}
    assert [failure for page in pages for failure in page.failures] == []
    found = [record.dataset for page in pages for record in page.records]
    assert sorted(map(shown, found)) == sorted(put_in(record(number)) for number in range(COUNT))
    assert all(dataset.unmapped == {} for dataset in found)
    assert connector.absence("r03") is FailureCode.TRUNCATED
    assert connector.absence("r99") is FailureCode.GONE


@pytest.mark.slow
@pytest.mark.parametrize("gone", [{3}, {9}, {0, 9, 10, 24}, set(range(10)), {19, 20}])
@pytest.mark.parametrize("between", [1, 2])
def test_edits_and_deletions_between_pages_lose_nothing(pygeoapi, federation, gone, between):
    left = [record(n, title=f"Modifié {n}") for n in range(COUNT) if n not in gone]
    found, duplicates = {}, []
    connector = federation.connector(connector=KIND, url=pygeoapi.url)
    for number, page in enumerate(connector.pages(), 1):
        found |= {record.dataset.remote_id: record.dataset for record in page.records}
        duplicates += page.failures
        if number == between:
            pygeoapi.put(left)
    assert {each["id"] for each in left} <= set(found)
    assert duplicates == []


@pytest.mark.slow
def test_a_killed_walk_resumes(pygeoapi, federation):
    connector = federation.connector(connector=KIND, url=pygeoapi.url)
    first = next(iter(connector.pages()))
    pygeoapi.put([record(n) for n in range(COUNT) if n != 4])
    rest = list(federation.connector(connector=KIND, url=pygeoapi.url).pages(first.cursor))
    ids = [record.dataset.remote_id for page in (first, *rest) for record in page.records]
    assert sorted(set(ids)) == [f"r{number:02d}" for number in range(COUNT)]


@pytest.mark.slow
def test_an_unknown_catalogue_is_refused_with_a_reason(pygeoapi, federation):
    url = f"{pygeoapi.url}/collections/absent"
    with pytest.raises(HarvestError) as caught:
        federation.connector(connector=KIND, url=url).probe()
    assert caught.value.code is FailureCode.GONE
