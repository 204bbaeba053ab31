"""A walk through everything comes from the store, and tells what search tells; pages are kept."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, update

from catalog_api.app import create_app
from catalog_api.search import cursors
from catalog_api.visibility import Access, Level
from catalog_api.web.direct import Direct
from federation.store.schema import published_dataset

WALK = {"sort": "id", "facets": "", "limit": 2}


class Book:
    def __init__(self):
        self.entries = {}

    def restricted(self):
        return self.entries


@pytest.fixture
def walked(state, sample):
    """The sample with copies; its client, its book of access, and its datasets."""
    datasets = {one.name: one for one in sample(state)}
    state.publish(*datasets.values())
    columns = published_dataset.c
    with state.database.writing() as connection:
        connection.execute(
            update(published_dataset)
            .where(columns.name.in_(["namur-jeu-001", "quito-jeu-003"]))
            .values(copy_of=datasets["lille-subventions-versees"].id, copy_evidence="url")
        )
    book = Book()
    app = create_app(state.reader(), state.lake, state.folder / "index", access=book)
    with TestClient(app, raise_server_exceptions=False) as client:
        assert app.state.catalogue.index.wait(30)
        yield client, book, datasets, app


def pages(client, **asked):
    """Every page from the first on, and what each tells."""
    found, cursor = [], {}
    while True:
        answer = client.get("/api/v1/datasets", params={**WALK, **asked, **cursor})
        assert answer.status_code == 200
        page = answer.json()
        found.append({name: page[name] for name in ("count", "near", "datasets")})
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"].partition("cursor=")[2]}


def test_the_store_and_the_index_walk_alike(walked):
    client, *_ = walked
    from_store = pages(client)
    assert len(from_store) > 2
    assert from_store == pages(client, facets="city")  # counts of facets are the index's
    assert pages(client) == from_store  # now as they were kept
    shown = [one for page in from_store for one in page["datasets"]]
    assert len(shown) == from_store[0]["count"]
    copied = next(one for one in shown if one["name"] == "lille-subventions-versees")
    assert {one["name"] for one in copied["copies"]} == {"namur-jeu-001", "quito-jeu-003"}


@pytest.mark.parametrize("place", ["", "7", "8f", "no id", "ffffffff"])
def test_a_walk_begins_after_any_text(walked, place):
    client, *_ = walked
    asked = {"facets": "", "limit": 3, "after": place, "offset": 2}
    first = client.get("/api/v1/datasets", params=asked).json()
    second = client.get("/api/v1/datasets", params={**asked, "facets": "city"}).json()
    assert first["datasets"] == second["datasets"]
    assert first["count"] == second["count"]
    assert (first["next"] is None) == (second["next"] is None)


def test_a_cursor_of_another_order_is_none_of_a_walk(walked):
    client, *_ = walked
    other = cursors.write(cursors.Cursor("title", "a"))
    answer = client.get("/api/v1/datasets", params={**WALK, "cursor": other})
    assert answer.status_code == 422


def test_a_kept_page_ends_with_its_release(walked, state):
    client, _, datasets, app = walked
    before = client.get("/api/v1/datasets", params=WALK)
    again = client.get("/api/v1/datasets", params=WALK)
    assert again.content == before.content
    assert again.headers["etag"] == before.headers["etag"]
    held = {"If-None-Match": before.headers["etag"]}
    assert client.get("/api/v1/datasets", params=WALK, headers=held).status_code == 304
    first = before.json()["datasets"][0]["name"]
    state.withdraw(datasets[first])
    after = client.get("/api/v1/datasets", params=WALK, headers=held)  # the index may not know yet
    assert after.status_code == 200
    assert first not in {one["name"] for one in after.json()["datasets"]}
    app.state.catalogue.index.refresh()
    later = client.get("/api/v1/datasets", params=WALK).json()
    assert later["count"] == before.json()["count"] - 1


def test_a_kept_page_hides_what_is_no_longer_public(walked):
    client, book, datasets, _ = walked
    before = client.get("/api/v1/datasets", params=WALK).json()
    first = before["datasets"][0]
    package = client.get("/api/3/action/package_show", params={"id": first["id"]})
    assert package.json()["success"]
    book.entries[datasets[first["name"]].id] = Access(Level.PARTNERS)
    after = client.get("/api/v1/datasets", params=WALK).json()
    assert first["id"] not in {one["id"] for one in after["datasets"]}
    assert after["count"] == before["count"] - 1
    package = client.get("/api/3/action/package_show", params={"id": first["id"]})
    assert package.status_code == 404


def test_a_search_of_files_does_not_outlive_the_index(walked, state):
    """The store has a release a moment before the index: what is found then is found once."""
    client, _, datasets, app = walked
    address = "/api/3/action/resource_search?query=name:inouï"
    assert client.get(address).json()["result"]["count"] == 0
    known = datasets["lille-subventions-versees"]
    files = tuple(replace(one, title={"fr": "Inouï"}) for one in known.dataset.distributions)
    state.publish(replace(known, dataset=replace(known.dataset, distributions=files), tables=()))
    client.get(address)  # the index may not know yet
    app.state.catalogue.index.refresh()
    assert client.get(address).json()["result"]["count"] == len(files) > 0


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("question", ["", "?sort=id&facets=&limit=2", "?limit=x", "?cursor=zz"])
def test_what_is_answered_directly_is_what_is_described(walked, method, question):
    """The same status, headers and bytes as by FastAPI's own routing, 304 included."""
    client, _, _, app = walked
    variants = [{}, {"Accept-Encoding": "gzip"}, {"Origin": "https://a.example"}]
    variants += [{"Accept-Language": "fr"}, {"Accept-Language": "es"}]
    found = [[], []]
    routes = list(app.router.routes)
    for answers in found:
        for headers in variants:
            first = client.request(method, f"/api/v1/datasets{question}", headers=headers)
            held = headers | {"If-None-Match": first.headers.get("etag", '"none"')}
            again = client.request(method, f"/api/v1/datasets{question}", headers=held)
            assert again.status_code == (304 if first.status_code == 200 else 422)
            answers += [(one.status_code, dict(one.headers), one.content) for one in (first, again)]
        app.router.routes[:] = [one for one in routes if not isinstance(one, Direct)]
    assert len(app.router.routes) < len(routes)
    assert found[0] == found[1]


def test_a_package_alone_and_one_with_copies(walked):
    client, _, datasets, _ = walked
    for name in ("lille-jeu-004", "lille-subventions-versees", "namur-jeu-001"):
        by_name = client.post("/api/action/package_show", json={"id": name}).json()["result"]
        by_id = client.get(f"/api/3/action/package_show?id={datasets[name].id}").json()["result"]
        assert by_name == by_id
        assert by_name["name"] == name
        assert ("partage_copies" in by_name) == (name != "lille-jeu-004")


def test_ckan_addresses_take_get_and_post_only(walked):
    client, *_ = walked
    answer = client.put("/api/3/action/package_show", json={})
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["allow"].replace(" ", "").split(","))
    assert answer.json()["error"]["__type"] == "Method Not Allowed Error"


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/datasets?sort=id&facets=&limit=2",
        "/catalog.ttl?limit=2",
        "/api/v1/datasets?limit=2",
    ],
)
def test_a_page_never_sorts_what_it_does_not_show(walked, state, address):
    """SQLite finds the rows of a page in their order: reading all of them grew with the catalogue.

    Copies of what is shown may be sorted, they are few.
    """
    client, *_ = walked
    asked = []

    def noted(connection, cursor, statement, parameters, context, executemany):
        asked.append((statement, parameters))

    event.listen(state.database.engine, "before_cursor_execute", noted)
    assert client.get(address).status_code == 200
    event.remove(state.database.engine, "before_cursor_execute", noted)
    pages_read = [one for one in asked if "turtle" in one[0] or "published_dataset.json" in one[0]]
    assert pages_read
    with state.database.engine.connect() as connection:
        for statement, parameters in pages_read:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            assert not any("TEMP B-TREE" in row[3] for row in plan), statement
