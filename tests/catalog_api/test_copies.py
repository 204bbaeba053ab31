"""One dataset on several portals is shown once, and each copy is still found."""

import orjson
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import PROV
from sqlalchemy import update

from federation.store.schema import published_dataset

BASE = "http://127.0.0.1:8000"


@pytest.fixture
def copied(state, sample, served):
    """Lille's subsidies, with two copies in Namur and one in Quito; everything else is alone."""
    datasets = {one.name: one for one in sample(state)}
    state.publish(*datasets.values())
    original = datasets["lille-subventions-versees"]
    columns = published_dataset.c
    with state.database.writing() as connection:
        for name in ("namur-jeu-001", "namur-jeu-005", "quito-jeu-003"):
            connection.execute(
                update(published_dataset)
                .where(columns.name == name)
                .values(copy_of=original.id, copy_evidence="url")
            )
    with served(state) as client:
        client.datasets = datasets
        yield client


def names(answer):
    return sorted(one["name"] for one in answer.json()["datasets"])


COPIES = ["namur-jeu-001", "namur-jeu-005", "quito-jeu-003"]
LISTED = ["bilbao-jeu-002", "dakar-jeu-000", "lille-jeu-004", "lille-subventions-versees"]


def test_search_counts_a_dataset_once(copied):
    answer = copied.get("/api/v1/datasets")
    assert names(answer) == LISTED
    assert answer.json()["count"] == 4
    cities = {one["value"]: one["count"] for one in answer.json()["facets"]["city"]}
    assert cities == {"lille": 2, "bilbao": 1, "dakar": 1}
    everything = copied.get("/api/v1/datasets", params={"copies": "all"})
    assert names(everything) == sorted([*LISTED, *COPIES])


def test_a_city_without_the_original_shows_its_copy_once(copied):
    found = names(copied.get("/api/v1/datasets", params={"city": "namur"}))
    assert len(found) == 1
    assert found[0] in COPIES
    assert names(copied.get("/api/v1/datasets", params={"country": "be"})) == found
    assert names(copied.get("/api/v1/datasets", params={"city": "quito"})) == ["quito-jeu-003"]
    both = names(copied.get("/api/v1/datasets", params={"city": ["lille", "namur"]}))
    assert both == ["lille-jeu-004", "lille-subventions-versees"]
    assert names(copied.get("/api/v1/datasets", params={"city": "bilbao"})) == ["bilbao-jeu-002"]


def test_counts_agree_with_lists(copied):
    cities = {one["id"]: one["datasets"] for one in copied.get("/api/v1/cities").json()["cities"]}
    for city, count in cities.items():
        assert copied.get("/api/v1/datasets", params={"city": city}).json()["count"] == count
    assert copied.get("/api/v1/status").json()["datasets"] == 4


def test_each_copy_says_where_the_others_are(copied):
    original = copied.datasets["lille-subventions-versees"]
    body = copied.get(f"/api/v1/datasets/{original.name}").json()
    assert body["copyOf"] is None
    assert sorted(one["name"] for one in body["copies"]) == COPIES
    assert body["copies"][0] == {
        "id": copied.datasets["namur-jeu-001"].id,
        "name": "namur-jeu-001",
        "city": "namur",
        "source": "namur-files",
        "url": f"{BASE}/datasets/namur-jeu-001",
        "evidence": "url",
    }
    copy = copied.get("/api/v1/datasets/quito-jeu-003").json()
    assert copy["copyOf"] == original.id
    assert [one["name"] for one in copy["copies"]] == [original.name, *COPIES[:2]]
    assert copy["copies"][0]["evidence"] == "url"
    listed = copied.get("/api/v1/datasets", params={"city": "quito"}).json()["datasets"]
    assert listed[0]["copyOf"] == original.id
    alone = copied.get("/api/v1/datasets/bilbao-jeu-002").json()
    assert not {"copyOf", "copies", "possibleCopies"} & set(alone)


def ckan(copied, action, **values):
    return copied.get(f"/api/3/action/{action}", params=values).json()["result"]


def test_ckan_lists_once_and_finds_each(copied):
    found = ckan(copied, "package_search", rows=50)
    assert sorted(one["name"] for one in found["results"]) == LISTED
    assert found["count"] == 4
    assert found["facets"] == {}
    assert ckan(copied, "package_search", rows=50, copies="all")["count"] == 7
    assert ckan(copied, "package_list") == LISTED
    assert len(ckan(copied, "package_list", copies="all")) == 7
    assert len(ckan(copied, "current_package_list_with_resources")) == 4
    package = ckan(copied, "package_show", id="quito-jeu-003")
    original = copied.datasets["lille-subventions-versees"]
    assert package["partage_copy_of"] == original.id
    assert len(package["partage_copies"]) == 3


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"fq": "name:quito-jeu-003"}, ["quito-jeu-003"]),
        ({"fq": "organization:quito"}, ["quito-jeu-003"]),
        ({"fq": "organization:(quito OR lille)"}, ["lille-jeu-004", "lille-subventions-versees"]),
        ({"fq": "organization:bilbao"}, ["bilbao-jeu-002"]),
        ({"q": "presupuesto"}, []),
    ],
)
def test_ckan_filters(copied, query, expected):
    found = ckan(copied, "package_search", **query)
    assert sorted(one["name"] for one in found["results"]) == expected


def test_ckan_pages_by_id_without_copies(copied):
    seen, after = [], ""
    while True:
        filters = {"fq": f"id:{{{after} TO *}}"} if after else {}
        page = ckan(copied, "package_search", sort="id asc", rows=1, **filters)["results"]
        if not page:
            break
        seen.append(page[0]["name"])
        after = page[0]["id"]
    assert sorted(seen) == LISTED


def test_an_organisation_shows_its_copy(copied):
    shown = ckan(copied, "organization_show", id="quito", include_datasets="true")
    assert [one["name"] for one in shown["packages"]] == ["quito-jeu-003"]
    assert shown["package_count"] == 1


def test_dcat_lists_once_and_links_the_copies(copied):
    original = URIRef(f"{BASE}/dataset/{copied.datasets['lille-subventions-versees'].id}")
    copy = URIRef(f"{BASE}/dataset/{copied.datasets['quito-jeu-003'].id}")
    graph = Graph().parse(data=copied.get("/catalog.ttl").text, format="turtle")
    assert (original, PROV.alternateOf, copy) in graph
    assert not list(graph.predicate_objects(copy))
    whole = Graph().parse(data=copied.get("/catalog.ttl?copies=all").text, format="turtle")
    assert (copy, PROV.alternateOf, original) in whole
    one = Graph().parse(data=copied.get(f"/dataset/{copy.rsplit('/')[-1]}.ttl").text)
    assert (copy, PROV.alternateOf, original) in one


def test_pages_link_the_copies(copied):
    page = copied.get("/datasets/lille-subventions-versees").text
    assert all(f"/datasets/{name}" in page for name in COPIES)
    page = copied.get("/datasets/quito-jeu-003", params={"lang": "en"}).text
    assert "This is a copy, from another portal" in page
    assert "/datasets/lille-subventions-versees" in page
    assert "Also published by" in page
    results = copied.get("/datasets", params={"lang": "en"}).text
    assert "quito-jeu-003" not in results
    assert "This is a copy" not in copied.get("/datasets/bilbao-jeu-002").text


def test_the_index_survives_a_restart_with_copies(copied, state, served):
    """Copies are in the index: as many documents as datasets and copies."""
    assert copied.get("/api/v1/datasets").json()["count"] == 4
    folder = orjson.loads((state.folder / "index" / "mark.json").read_bytes())["folder"]
    with served(state) as again:
        assert again.get("/api/v1/datasets").json()["count"] == 4
    assert orjson.loads((state.folder / "index" / "mark.json").read_bytes())["folder"] == folder
