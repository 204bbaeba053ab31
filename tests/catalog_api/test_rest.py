"""The native API's lists: cursors, members, validators, over a real server."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from sqlalchemy import insert

from catalog_api.web.lists import chosen, cursor_of, place_of
from catalog_api.web.problems import Problem
from federation.store.schema import publication

LISTS = ("distributions", "cities", "sources", "partnerships", "schemas", "releases")


def walk(site, address: str, name: str) -> list[dict]:
    seen, url = [], address
    while url:
        answer = site.get(url)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        links = answer.headers.get("link")
        assert links == (f'<{body["next"]}>; rel="next"' if body["next"] else None)
        seen += body[name]
        url = body["next"]
        assert len(seen) < 200
    return seen


def test_the_root_leads_to_every_list(site):
    body = site.get("/api/v1").json()
    assert body["id"] == "villes-partage"
    assert body["counts"]["datasets"] == len(site.datasets)
    assert body["counts"]["rows"] == 25 * 2 + 3 * 6
    assert set(LISTS) < set(body["links"])
    for name, address in body["links"].items():
        if name not in ("ckan", "documentation"):
            assert site.get(address).status_code == 200, name


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("size", [1, 3, 100])
def test_pages_hold_everything_once(site, name, size):
    whole = walk(site, f"/api/v1/{name}?limit=100", name)
    assert walk(site, f"/api/v1/{name}?limit={size}", name) == whole
    assert whole


def test_distributions_are_those_of_ckan(site):
    found = walk(site, "/api/v1/distributions?limit=4", "distributions")
    packages = site.get("/api/3/action/package_search?rows=100").json()["result"]["results"]
    resources = {one["id"]: one for package in packages for one in package["resources"]}
    assert {one["id"] for one in found} == set(resources)
    for one in found:
        resource = resources[one["id"]]
        assert one["dataset"]["id"] == resource["package_id"]
        assert (one["format"] or "", one["mediaType"]) == (resource["format"], resource["mimetype"])
        assert (one["url"], one["sha256"] or "") == (resource["url"], resource["hash"])
        assert site.get(f"/api/v1/distributions/{one['id']}").json() == one


def test_distributions_of_a_dataset_a_city_a_format(site):
    of_lille = walk(site, "/api/v1/distributions?city=lille&limit=2", "distributions")
    assert {one["city"] for one in of_lille} == {"lille"}
    wanted = site.datasets[0]
    own = walk(site, f"/api/v1/distributions?dataset={wanted.name}", "distributions")
    assert [one["format"] for one in own] == ["CSV", "PARQUET", "CSV", "PARQUET", "PDF"]
    assert own == [one for one in of_lille if one["dataset"]["id"] == wanted.id]
    pdf = walk(site, "/api/v1/distributions?format=pdf&limit=1", "distributions")
    assert [one["table"] for one in pdf] == [None]
    # A file with personal data in clear is nowhere.
    assert "s2023.csv" not in site.get("/api/v1/distributions?limit=100").text
    assert site.get("/api/v1/distributions?dataset=absent").status_code == 404
    assert site.get("/api/v1/distributions?dataset=retire").status_code == 410


def test_sources_with_their_newest_release(site):
    body = site.get("/api/v1/sources/lille-ods").json()
    assert (body["city"], body["connector"], body["datasets"]) == ("lille", "opendatasoft", 2)
    assert body["newest"]["release"] == 1
    assert site.get(body["links"]["releases"]).json()["releases"][-1]["release"] == 1
    assert site.get("/api/v1/sources/absent").status_code == 404


def test_partnerships_with_their_cities(site):
    body = site.get("/api/v1/partnerships/lille-dakar").json()
    assert [(one["id"], one["datasets"]) for one in body["cities"]] == [("lille", 2), ("dakar", 1)]
    assert body["convention"] == "Convention 2024-17"
    assert site.get(body["links"]["datasets"]).json()["count"] == 3
    assert site.get("/api/v1/partnerships/absent").status_code == 404


def test_a_schema_counts_its_tables_versions_and_cities(site):
    (line,) = site.get("/api/v1/schemas").json()["schemas"]
    assert (line["id"], line["tableCount"], line["cityCount"]) == ("scdl/subventions", 2, 1)
    assert line["conformingCount"] == 1
    assert line["title"] == {"fr": "Subventions attribuées", "en": "Grants awarded"}
    first = site.get("/api/v1/schemas/scdl/subventions?limit=1").json()
    assert first["versions"] == [{"version": "2.1.1", "tables": 2}]
    assert first["byCity"] == {"lille": 2}
    tables = walk(site, "/api/v1/schemas/scdl/subventions?limit=1", "tables")
    published = [table.id for table in site.datasets[0].tables[:2]]
    assert [one["id"] for one in tables] == sorted(published)
    assert {one["valid"] for one in tables} == {True, False}
    for one in tables:
        assert site.get(one["links"]["self"]).json()["snapshot"]["rows"] == one["rows"]
    assert site.get("/api/v1/schemas/scdl/absent").status_code == 404


def test_releases_are_newest_first_with_what_they_changed(site):
    found = walk(site, "/api/v1/releases?limit=2", "releases")
    assert [one["release"] for one in found] == [3, 2, 1]
    assert [one["withdrawn"] for one in found] == [1, 0, 0]
    newest = site.get("/api/v1/releases/3").json()
    assert [(one["name"], one["withdrawn"]) for one in newest["changed"]] == [("retire", True)]
    first = site.get("/api/v1/releases/1").json()
    assert {one["id"] for one in first["changed"]} == {found.id for found in site.datasets}
    assert all(site.get(one["url"]).status_code == 200 for one in first["changed"])
    assert site.get("/api/v1/releases/4").status_code == 404
    assert site.get("/api/v1/releases/0").status_code == 422


def test_a_release_tells_the_tables_it_published(state, sample, served):
    found = sample(state)
    state.publish(*found)
    table = found[0].tables[0]
    with state.database.writing() as connection:
        for resource, snapshot in ((table.id, table.snapshot.sha256), ("gone", "0" * 64)):
            connection.execute(
                insert(publication).values(
                    seq=1,
                    resource_id=resource,
                    source_id="lille-ods",
                    dataset_id=found[0].id,
                    content_sha256="1" * 64,
                    snapshot_sha256=snapshot,
                    skip_key="k",
                    published_at="2026-03-03T09:30:00Z",
                )
            )
    with served(state) as client:
        told = client.get("/api/v1/releases/1").json()["published"]
    # A table that is there no more, withdrawn or taken back, is not told.
    assert [(one["table"], one["dataset"], one["sha256"]) for one in told] == [
        (table.id, found[0].id, table.snapshot.sha256)
    ]


@pytest.mark.parametrize(
    "cursor", ["x", "W10", "!", cursor_of(("a", "b", "c")), cursor_of((-1,)), "é", "A" * 200]
)
@pytest.mark.parametrize("name", LISTS)
def test_a_cursor_of_others_is_refused(site, name, cursor):
    answer = site.get(f"/api/v1/{name}", params={"cursor": cursor})
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid-cursor"


def test_cursors_hold_places():
    for place in ((), ("a",), ("é/ü", 3), (2**31 - 1,)):
        assert place_of(cursor_of(place), *(type(one) for one in place)) == place
    for place in ((True,), (None,), (2**31,), (1.5,)):
        with pytest.raises(Problem):
            place_of(cursor_of(place), int)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("a", b'{"a":1}'),
        ("b.c", b'{"b":{"c":[{"d":1,"e":2},{"d":3}]}}'),
        ("b.c.d", b'{"b":{"c":[{"d":1},{"d":3}]}}'),
        ("b.c.e, a", b'{"a":1,"b":{"c":[{"e":2},{}]}}'),
        ("b,b.c.d", b'{"b":{"c":[{"d":1,"e":2},{"d":3}],"x":null}}'),
        ("b.c.d,b", b'{"b":{"c":[{"d":1,"e":2},{"d":3}],"x":null}}'),
        ("absent,b.x.y", b'{"b":{"x":null}}'),
        ("", b'{"a":1,"b":{"c":[{"d":1,"e":2},{"d":3}],"x":null}}'),
    ],
)
def test_members_are_chosen_by_name_and_inward(fields, expected):
    assert chosen(b'{"a":1,"b":{"c":[{"d":1,"e":2},{"d":3}],"x":null}}', fields) == expected


def test_fields_of_documents_and_lists(site):
    wanted = site.datasets[0]
    url = f"/api/v1/tables/{wanted.tables[0].id}"
    assert site.get(f"{url}?fields=id,snapshot.rows").json() == {
        "id": wanted.tables[0].id,
        "snapshot": {"rows": 25},
    }
    one = site.get(f"/api/v1/datasets/{wanted.id}?fields=name,tables.id").json()
    assert one == {"name": wanted.name, "tables": [{"id": table.id} for table in wanted.tables]}
    several = site.get("/api/v1/datasets?fields=name&limit=100").json()
    assert {tuple(found) for found in several["datasets"]} == {("name",)}
    assert several["count"] == len(site.datasets)
    for name in LISTS:
        page = site.get(f"/api/v1/{name}?fields=links.self,id&limit=1").json()
        assert set(page[name][0]) <= {"id", "links"}
    refused = site.get(f"{url}?fields=a b")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid-parameter")


CONDITIONAL = (
    "/api/v1",
    *(f"/api/v1/{name}" for name in LISTS),
    "/api/v1/sources/lille-ods",
    "/api/v1/partnerships/lille-dakar",
    "/api/v1/schemas/scdl/subventions",
    "/api/v1/releases/1",
    "/api/v1/cities/lille",
    "/api/v1/status",
    "/api/v1/quality",
    "/api/v1/datasets/{dataset}",
    "/api/v1/datasets/{dataset}/links",
    "/api/v1/datasets/{dataset}/quality",
    "/api/v1/distributions/{table}",
    "/api/v1/tables/{table}",
    "/api/v1/tables/{table}/rows",
    "/api/v1/tables/{table}/data",
    "/api/v1/tables/{table}/quality",
    "/api/v1/tables/{table}/anonymisation",
    "/api/v1/tables/{table}/openapi.json",
    "/api/v1/tables/{table}/data.csv",
    "/api/v1/tables/{table}/data.parquet",
    "/api/v1/tables/{table}/exports/jsonl",
)


@pytest.mark.parametrize("path", CONDITIONAL)
def test_everything_has_a_tag_and_answers_head(site, path):
    wanted = site.datasets[0]
    # Questions about rows want cells of the type that their column tells.
    asked = site.datasets[1] if path.endswith(("data", "jsonl")) else wanted
    url = path.format(dataset=wanted.id, table=asked.tables[0].id)
    first = site.get(url)
    assert first.status_code == 200
    for held in (first.headers["etag"], f'"other", {first.headers["etag"]}', "*"):
        again = site.get(url, headers={"If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
    assert site.get(url, headers={"If-None-Match": '"other"'}).content == first.content
    head = site.client.head(url)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "last-modified", "vary"):
        assert head.headers.get(name) == first.headers.get(name)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/datasets/{dataset}",
        "/api/v1/tables/{table}",
        "/api/v1/tables/{table}/quality",
        "/api/v1/tables/{table}/data.csv",
        "/api/v1/tables/{table}/data.parquet",
        "/api/v1/distributions/{table}",
        "/api/v1/schemas",
        "/api/v1/releases",
        "/api/v1/releases/1",
    ],
)
def test_what_has_a_date_is_asked_for_by_it(site, path):
    wanted = site.datasets[0]
    url = path.format(dataset=wanted.id, table=wanted.tables[0].id)
    first = site.get(url)
    date = parsedate_to_datetime(first.headers["last-modified"])

    def asked(moment, **more):
        since = moment.strftime("%a, %d %b %Y %H:%M:%S GMT")
        return site.get(url, headers={"If-Modified-Since": since, **more})

    assert asked(date).status_code == 304
    assert asked(date + timedelta(days=1)).status_code == 304
    assert asked(date - timedelta(seconds=1)).content == first.content
    # A tag that the client sends is what counts.
    assert asked(date, **{"If-None-Match": '"other"'}).status_code == 200
    assert site.get(url, headers={"If-Modified-Since": "yesterday"}).status_code == 200


def test_the_next_page_is_in_a_header_too(site):
    table = site.datasets[0].tables[0].id
    for path in (
        "/api/v1/datasets?limit=2",
        "/api/v1/datasets?limit=2&q=subventions&copies=all",
        f"/api/v1/tables/{table}/rows?limit=20",
        f"/api/v1/tables/{table}/data?page_size=20",
        "/api/v1/commons/scdl/subventions/data?page_size=20",
        "/api/v1/releases?limit=1",
    ):
        answer = site.get(path, timeout=60)
        body = answer.json()
        following = body["links"]["next"] if "links" in body else body["next"]
        told = answer.headers.get("link")
        assert told == (f'<{following}>; rel="next"' if following else None), path
        if following:
            assert site.client.get(following, timeout=60).status_code == 200
