"""Routes that answer on the event loop ask the store in a thread: others wait for nobody."""

import asyncio
import threading

import httpx
import pytest
from sqlalchemy import event

from catalog_api.app import create_app
from federation.model import State


@pytest.fixture
def table(state, sample):
    datasets = sample(state)
    state.publish(*datasets)
    return next(
        one.id
        for found in datasets
        for one in found.tables
        if one.state is State.PUBLISHED and one.snapshot
    )


@pytest.fixture
def readers(state):
    """The threads that ask the store."""
    found = []

    def note(*_):
        found.append(threading.get_ident())

    event.listen(state.database.engine, "before_cursor_execute", note)
    yield found
    event.remove(state.database.engine, "before_cursor_execute", note)


def status(state, path, readers):
    """The answer of a node that has just begun: it knows nothing of the federation yet."""
    app = create_app(state.reader(), state.lake, state.folder / "index")
    app.state.catalogue.index.refresh()
    readers.clear()

    async def asked():
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            answer = await client.get(path)
        await app.state.catalogue.workers.close()
        return answer.status_code

    return asyncio.run(asked())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/api/3/action/package_list", 200),
        ("/api/3/action/package_search?q=x", 200),
        ("/api/3/action/organization_show?id=absent", 404),
        ("/api/3/action/package_list?limit=x", 409),
        ("/api/3/action/datastore_search?resource_id={table}", 200),
        ("/api/3/action/datastore_search", 409),
        ("/api/v1/tables/{table}/data", 200),
        ("/api/resources/{table}/data/", 200),
        ("/api/v1/commons/scdl/subventions/data", 200),
    ],
)
def test_the_store_is_read_elsewhere(state, table, readers, path, expected):
    assert status(state, path.format(table=table), readers) == expected
    assert readers, "the question needs the store"
    assert threading.get_ident() not in readers
