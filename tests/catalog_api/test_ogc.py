"""OGC API Features over a real server: what a GIS asks."""

from dataclasses import replace

import pytest

COLUMNS = {
    "nom": ["Gare", "Mairie", "Parc", "Nulle part"],
    "longitude": [3.07, 3.06, -2.93, None],
    "latitude": [50.64, 50.63, 43.26, None],
    "places": [10, 20, 30, 40],
    "ouverture": ["2024-01-05", "2024-06-30", None, "2025-02-01"],
}
TYPES = {"longitude": "number", "latitude": "number", "places": "integer", "ouverture": "date"}


@pytest.fixture(scope="module")
def placed(site):
    dataset = site.datasets[0]
    table = replace(dataset.tables[0], snapshot=site.state.snapshot(COLUMNS, TYPES))
    site.state.publish(replace(dataset, tables=(table, *dataset.tables[1:])))
    return site, f"/ogc/collections/{table.id}"


def test_the_way_from_the_landing_page_to_features(placed):
    site, address = placed
    landing = site.get("/ogc").json()
    rels = {one["rel"]: one["href"] for one in landing["links"]}
    assert {"self", "service-desc", "conformance", "data"} <= rels.keys()
    conformance = site.client.get(rels["conformance"]).json()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in conformance
    found = site.client.get(rels["data"]).json()["collections"]
    (one,) = [each for each in found if address.endswith(each["id"])]
    assert one["datetimeColumn"] == "ouverture"
    items = next(each["href"] for each in one["links"] if each["rel"] == "items")
    answer = site.client.get(items)
    assert answer.headers["Content-Type"] == "application/geo+json"
    body = answer.json()
    assert (body["type"], body["numberMatched"], body["numberReturned"]) == (
        "FeatureCollection",
        4,
        4,
    )
    assert body["features"][0] == {
        "type": "Feature",
        "id": 1,
        "geometry": {"type": "Point", "coordinates": [3.07, 50.64]},
        "properties": {
            "nom": "Gare",
            "longitude": 3.07,
            "latitude": 50.64,
            "places": 10,
            "ouverture": "2024-01-05",
        },
    }
    assert body["features"][3]["geometry"] is None


def test_tables_without_coordinates_are_no_collections(placed):
    site, _ = placed
    other = site.datasets[0].tables[1].id
    listed = {one["id"] for one in site.get("/ogc/collections").json()["collections"]}
    assert other not in listed
    assert site.get(f"/ogc/collections/{other}").status_code == 404
    assert site.get("/ogc/collections/nothing/items").status_code == 404


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        # What has no place is there too, as the standard wants.
        ("bbox=3,50,4,51", [1, 2, 4]),
        ("bbox=3,50,0,4,51,100", [1, 2, 4]),
        ("bbox=5,0,1,90", [3, 4]),
        ("bbox=170,-90,-170,90", [4]),
        ("bbox=-180,-90,180,90&limit=1&offset=2", [3]),
        ("places__greater=20", [2, 3, 4]),
        # What has no date is there too, as the standard wants.
        ("datetime=2024-06-30", [2, 3]),
        ("datetime=2024-06-30T12:00:00Z", [2, 3]),
        ("datetime=2024-06-30T12:00:00+02:00", [2, 3]),
        ("datetime=2024-02-01/..", [2, 3, 4]),
        ("datetime=../2024-02-01", [1, 3]),
        ("datetime=2024-02-01/", [2, 3, 4]),
        ("datetime=2024-01-01T00:00:00Z/2024-12-31T23:59:59Z", [1, 2, 3]),
        ("datetime=2024-01-01/2024-12-31&bbox=3,50,4,51&nom__exact=Gare", [1]),
        ("bbox=3,50,4,51&nom__contains=mairie", [2]),
    ],
)
def test_a_box_and_conditions(placed, query, ids):
    site, address = placed
    body = site.get(f"{address}/items?{query}").json()
    assert [one["id"] for one in body["features"]] == ids


def test_pages_are_linked(placed):
    site, address = placed
    seen, url = [], f"{site.base}{address}/items?limit=3"
    while url:
        body = site.client.get(url).json()
        seen += [one["id"] for one in body["features"]]
        url = next((one["href"] for one in body["links"] if one["rel"] == "next"), None)
    assert seen == [1, 2, 3, 4]


def test_one_feature(placed):
    site, address = placed
    found = site.get(f"{address}/items/2").json()
    assert (found["id"], found["properties"]["nom"]) == (2, "Mairie")
    assert {one["rel"] for one in found["links"]} == {"self", "collection"}
    assert site.get(f"{address}/items/5").status_code == 404


_TIMES = (
    "datetime=",
    "datetime=hier",
    "datetime=../..",
    "datetime=/",
    "datetime=2025-01-01/2024-01-01",
    "datetime=2024-01-01/2024-02-01/2024-03-01",
    "datetime=2024-13-01",
)


@pytest.mark.parametrize(
    "query", ["bbox=1,2,3", "bbox=a,b,c,d", "bbox=1,9,2,0", "bbox=1,2,nan,3", "limit=0", *_TIMES]
)
def test_what_cannot_be_understood_is_told(placed, query):
    site, address = placed
    assert site.get(f"{address}/items?{query}").status_code == 422
