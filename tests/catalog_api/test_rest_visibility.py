"""What is not public disappears from every route, and no route reads the store but by one way."""

import ast
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from catalog_api.app import create_app
from catalog_api.ckan.actions import ACTIONS
from catalog_api.readable import Readable
from catalog_api.visibility import ANYBODY, Access, AllPublic, Audience, Level, may_read
from federation.store.schema import published_dataset

ROOM = Path(__file__).parents[2] / "catalog_api"
PARTNER = Audience(partner=True)


class Book:
    """A federation that opens some of its datasets to partners only."""

    def __init__(self) -> None:
        self.entries: dict[str, Access] = {}

    def restricted(self):
        return self.entries


@pytest.mark.parametrize(
    ("audience", "access", "expected"),
    [
        (ANYBODY, Access(), True),
        (PARTNER, Access(), True),
        (ANYBODY, Access(Level.PARTNERS), False),
        (PARTNER, Access(Level.PARTNERS), True),
        (ANYBODY, Access(Level.AGREEMENT, frozenset({"a"})), False),
        (PARTNER, Access(Level.AGREEMENT, frozenset({"a"})), False),
        (Audience(agreements=frozenset({"a", "b"})), Access(Level.AGREEMENT, {"a"}), True),
        (Audience(agreements=frozenset({"b"})), Access(Level.AGREEMENT, frozenset({"a"})), False),
        (Audience(agreements=frozenset({"b"})), Access(Level.AGREEMENT), False),
        (Audience(True, frozenset({"a"})), Access("secret"), False),
    ],
)
def test_who_may_read_what(audience, access, expected):
    assert may_read(audience, access) is expected


def test_all_is_public_today(state, sample):
    state.publish(*sample(state))
    assert AllPublic().restricted() == {}
    readable = Readable(state.reader())
    assert readable.hidden() == frozenset()
    assert readable.totals() == state.reader().totals()
    assert readable.names() == state.reader().names()


# Every route


def get_routes(owner) -> set[str]:
    found: set[str] = set()
    for route in owner.routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            found |= get_routes(inner)
        elif "GET" in (getattr(route, "methods", None) or ()):
            found.add(route.path)
    return found


def addresses(app, dataset) -> list[str]:
    """Every route, asked for this dataset wherever it has a place to ask."""
    table = dataset.tables[0].id
    values = {
        "table_id": [table],
        "distribution_id": [table],
        "collection": [table],
        "city_id": [dataset.city_id],
        "source_id": [dataset.source_id],
        "partnership_id": ["lille-dakar"],
        "schema_id:path": ["scdl/subventions"],
        "schema:path": ["scdl/subventions"],
        "release": ["1"],
        "format": ["csv", "jsonl"],
    }
    own = [dataset.id, dataset.name]
    found: list[str] = []
    for path in sorted(get_routes(app)):
        if path in ("/api/3/action/{name}", "/api/action/{name}", "/mcp"):
            continue
        asked = [path]
        while "{" in asked[0]:
            name = asked[0].partition("{")[2].partition("}")[0]
            asked = [
                one.replace(f"{{{name}}}", value)
                for one in asked
                for value in values.get(name, own)
            ]
        found += asked
    found += [
        "/api/v1/datasets?q=subventions",
        "/api/v1/datasets?q=subventions&sort=id&copies=all",
        "/api/v1/datasets?city=lille&limit=100",
        f"/api/v1/distributions?dataset={dataset.id}",
        "/api/v1/distributions?city=lille&limit=100",
        "/datasets?q=subventions",
        "/catalog.ttl?copies=all",
        f"/rapports/validations/{table}/page.html",
    ]
    arguments = f"id={dataset.id}&q=subventions&rows=100&include_datasets=true&resource_id={table}"
    found += [f"/api/3/action/{name}?{arguments}" for name in ACTIONS]
    found += [f"/api/3/action/resource_show?id={table}"]
    return found


@pytest.fixture
def guarded(state, sample):
    """The sample catalogue, a book of access, and a client."""
    datasets = sample(state)
    columns = {"objet": ["école"] * 25, "montant": [float(n) for n in range(25)]}
    snapshot = state.snapshot(columns, {"montant": "number"})
    tables = [
        replace(table, snapshot=snapshot) if table.snapshot else table
        for table in datasets[0].tables
    ]
    datasets[0] = replace(datasets[0], tables=tuple(tables))
    state.publish(*datasets)
    docs = state.folder / "docs"
    for dataset in datasets:
        suite = docs / "validations" / dataset.tables[0].id
        suite.mkdir(parents=True)
        (suite / "page.html").write_text(f"<p>{dataset.name}</p>")
    book = Book()
    app = create_app(
        state.reader(), state.lake, state.folder / "index", data_docs=docs, access=book
    )
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client, app, book, datasets


def mcp(client, method, **parameters):
    """What the Model Context Protocol answers: the words of its one message."""
    answer = client.post(
        "/mcp",
        json={"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters},
        headers={"Accept": "application/json, text/event-stream"},
    )
    assert answer.status_code == 200, answer.text[:300]
    return answer.json()["result"]


def questions(client, dataset) -> list[tuple[str, dict[str, str]]]:
    """Every tool for assistants, asked for this dataset wherever it has a place to ask."""
    values = {
        "dataset": [dataset.id, dataset.name],
        "table": [dataset.tables[0].id],
        "kind": ["quality", "anonymisation"],
        "schema": ["scdl/subventions"],
        "city": [dataset.city_id],
        "words": ["subventions"],
        "question": ["", "montant__sum"],
        "language": ["fr"],
        "limit": [50],
    }
    found = []
    for tool in mcp(client, "tools/list")["tools"]:
        schema = tool["inputSchema"]
        required = schema.get("required", [])
        # Whatever a tool takes: alone, and with all else that may be given.
        for names in (required, list(schema["properties"])):
            each = product(*(values[name] for name in names))
            found += [(tool["name"], dict(zip(names, one, strict=True))) for one in each]
    return found


def telling(client, app, dataset) -> set[str]:
    """Addresses, and tools with what they were asked, whose answers tell of the dataset."""
    names = [dataset.id, dataset.name, dataset.tables[0].id, "Subventions versées par la ville"]
    names.append(dataset.tables[0].snapshot.sha256)
    found = set()
    for address in addresses(app, dataset):
        answer = client.get(address, follow_redirects=False)
        assert answer.status_code < 500, (address, answer.text[:300])
        told = answer.text + str(answer.headers)
        if answer.status_code >= 400:
            # A refusal repeats the address that was asked for, and nothing else.
            told = told.replace(address.partition("?")[0], "")
        if any(name in told for name in names):
            found.add(address)
    for tool, arguments in questions(client, dataset):
        result = mcp(client, "tools/call", name=tool, arguments=arguments)
        told = str(result)
        for given in arguments.values() if result.get("isError") else ():
            told = told.replace(str(given), "")
        if any(name in told for name in names):
            found.add(f"{tool} {arguments}")
    return found


def test_what_is_for_partners_is_on_no_route(guarded):
    client, app, book, datasets = guarded
    wanted = datasets[0]
    before = client.get("/api/v1/status").json()
    open_to_all = telling(client, app, wanted)
    assert len(open_to_all) > 40  # so that what follows proves something
    tools = {one.partition(" ")[0] for one in open_to_all if not one.startswith("/")}
    assert tools >= {"search_datasets", "describe_dataset", "query_commons"}
    book.entries[wanted.id] = Access(Level.PARTNERS)
    assert telling(client, app, wanted) == set()
    refused = {
        tool: mcp(client, "tools/call", name=tool, arguments=arguments).get("isError")
        for tool, arguments in questions(client, wanted)
        if {"dataset", "table"} & arguments.keys()
    }
    assert refused == {"describe_dataset": True, "query_table": True, "read_report": True}
    after = client.get("/api/v1/status").json()
    assert (before["datasets"], after["datasets"]) == (len(datasets), len(datasets) - 1)
    assert (before["rows"], after["rows"]) == (68, 18)
    assert after["byCity"]["lille"] == 1
    found = client.get("/api/v1/datasets?lang=en").json()
    assert found["count"] == len(datasets) - 1
    assert {one["value"]: one["count"] for one in found["facets"]["city"]}["lille"] == 1
    assert client.get("/api/v1/schemas").json()["schemas"] == []
    assert client.get(f"/api/v1/datasets/{wanted.id}").json()["code"] == "not-found"
    book.entries.clear()
    assert telling(client, app, wanted) == open_to_all


def test_partners_read_it(state, sample):
    datasets = sample(state)
    state.publish(*datasets)
    book = Book()
    book.entries[datasets[0].id] = Access(Level.PARTNERS)
    partner, anybody = Readable(state.reader(), book, PARTNER), Readable(state.reader(), book)
    assert partner.dataset(datasets[0].id)
    assert anybody.dataset(datasets[0].id) is None
    assert len(partner.page()) == len(anybody.page()) + 1
    assert anybody.table(datasets[0].tables[0].id) is None


def test_a_copy_of_what_is_hidden_stands_by_itself(state, sample):
    datasets = sample(state)
    state.publish(*datasets)
    original, copy = datasets[1], datasets[2]
    with state.database.writing() as connection:
        connection.execute(
            update(published_dataset)
            .where(published_dataset.c.id == copy.id)
            .values(copy_of=original.id, copy_evidence="url")
        )
    book = Book()
    readable = Readable(state.reader(), book)
    stored = readable.dataset(copy.id)
    assert stored.copy_of == original.id
    assert [one.id for one in readable.same([stored])[original.id]] == [original.id, copy.id]
    book.entries[original.id] = Access(Level.AGREEMENT)
    hidden = readable.dataset(copy.id)
    assert hidden == replace(stored, copy_of=None)
    assert original.id not in str(readable.same([hidden]))
    assert original.id not in str(readable.page(copies=True))
    assert original.id not in str(readable.datasets([copy.id, original.id]))


# The one way


def attributes(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_routes_read_through_the_catalogue_only():
    """Store and lake are in the hands of those that ask `may_read`, and of who makes them."""
    modules = {
        str(path.relative_to(ROOM)): path
        for path in ROOM.rglob("*.py")
        if "search" not in path.parts
    }
    keepers = {"app.py", "catalogue.py", "readable.py"}
    assert keepers < set(modules)
    for name, path in modules.items():
        if name in keepers:
            continue
        assert not attributes(path) & {"database", "lake", "_store"}, name
        assert not names(path) & {"CatalogReader", "Database", "Listings", "ScoreHistory"}, name
    # The keepers do have them: the test looks at the right names.
    assert {"database", "lake"} <= attributes(modules["catalogue.py"])
    assert "CatalogReader" in names(modules["readable.py"])
