"""What is counted of the use of datasets: numbers by day and kind, kept by the store."""

import socket
import threading

import httpx
import pytest
import uvicorn
from sqlalchemy import select

from catalog_api.app import create_app
from catalog_api.web.readings import Tally
from federation.settings import Serving
from federation.store.readings import Readings, today
from federation.store.schema import reading

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0"}


@pytest.fixture
def counted(state, sample):
    """Run requests against a node of its own; what the store holds once it ended."""
    datasets = sample(state)
    state.publish(*datasets)

    def run(*requests, counts=True):
        serving = Serving(requests_per_minute=0, count_uses=counts)
        app = create_app(state.reader(), state.lake, state.folder / "index", serving=serving)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            threading.Event().wait(0.01)
        answers = []
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=BROWSER) as client:
            for method, path, more in requests:
                answers.append(client.request(method, path, **more).status_code)
        server.should_exit = True
        thread.join(20)
        return answers, stored(state)

    run.dataset = datasets[0]
    run.table = datasets[0].tables[0]
    return run


def stored(state):
    with state.database.engine.connect() as connection:
        rows = connection.execute(select(reading)).all()
    return {(row.dataset_id, row.kind): row.count for row in rows}


def get(path, **headers):
    return "GET", path, {"headers": headers} if headers else {}


def test_pages_downloads_and_questions_are_counted_by_dataset(counted):
    found, table = counted.dataset, counted.table.id
    api = f"/api/v1/tables/{table}"
    answers, kept = counted(
        get(f"/datasets/{found.name}"),
        get(f"/datasets/{found.id}"),
        get(f"{api}/data.csv"),
        get(f"{api}/data.parquet", Range="bytes=0-99"),
        get(f"{api}/exports/csv"),
        get(f"{api}/rows"),
        get(f"{api}/data?page_size=5"),
        get(f"/api/resources/{table}/data/"),
        get(f"/api/3/action/datastore_search?resource_id={table}"),
        ("POST", "/api/3/action/datastore_search", {"json": {"resource_id": table}}),
    )
    assert set(answers) == {200, 206}, answers
    assert kept[found.id, "page"] == 2
    assert kept[found.id, "download"] == 3
    assert kept[found.id, "query"] == 5
    assert {owner for owner, _ in kept} == {found.id, ""}


def test_what_is_no_use_is_not_counted(counted):
    found, table = counted.dataset, counted.table.id
    api, rows = f"/api/v1/tables/{table}", "/api/3/action/datastore_search"
    _, kept = counted(
        ("HEAD", f"{api}/data.csv", {}),
        get(f"{api}/data.parquet", Range="bytes=500-600"),
        get(f"{api}/data.parquet", **{"If-None-Match": f'"{counted.table.snapshot.sha256}"'}),
        get(f"{api}/data?nowhere__exact=1"),
        get("/datasets/no-such-dataset"),
        get("/api/v1/tables/nothing/data.csv"),
        get(f"/datasets/{found.name}", Accept="text/turtle"),
        get(f"/datasets/{found.name}", **{"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        get(f"/api/v1/datasets/{found.id}"),
        get("/"),
        get(f"{rows}?resource_id={table}", **{"User-Agent": "ExampleBot/1.0"}),
        ("HEAD", f"{rows}?resource_id={table}", {}),
        get(f"{rows}?resource_id={table}&filters=none"),
        get(f"{rows}?resource_id=none"),
        get(f"{rows}?resource_id={table}&limit=0"),
    )
    assert kept == {("", "counted"): 1}, "the day alone is marked"


def test_a_node_can_be_told_to_count_nothing(counted):
    assert counted(get(f"/datasets/{counted.dataset.name}"), counts=False)[1] == {}


def test_counts_add_up_over_processes_and_nothing_else_is_kept(counted):
    page = get(f"/datasets/{counted.dataset.name}")
    counted(page, page)
    _, kept = counted(page)
    assert kept[counted.dataset.id, "page"] == 3
    assert set(reading.c.keys()) == {"day", "dataset_id", "kind", "count"}


def test_what_the_store_does_not_take_waits(state, sample):
    datasets = sample(state)
    state.publish(*datasets)
    tally = Tally(Readings(state.database))
    tally.note("page", datasets[0].name)
    with state.database.writing() as connection:
        reading.drop(connection)
    tally.flush()
    tally.note("page", datasets[0].name)
    with state.database.writing() as connection:
        reading.create(connection)
    tally.flush()
    assert stored(state)[datasets[0].id, "page"] == 2
    tally.flush()
    assert stored(state)[datasets[0].id, "page"] == 2


def test_old_counts_are_erased(state, sample):
    datasets = sample(state)
    state.publish(*datasets)
    readings = Readings(state.database)
    assert readings.add({("2020-01-01", "page", datasets[0].id): 5}, {"2020-01-01"})
    assert stored(state) == {}
    assert readings.add({(today(), "page", datasets[0].id): 5}, {today()})
    assert stored(state)[datasets[0].id, "page"] == 5
