"""A page of a hundred datasets: stored bytes joined, against FastAPI's default for a dict.

Both are whole FastAPI applications asked over ASGI in one process, so that neither server nor
network is measured; the figure is processor time by answer. FastAPI's is a route that returns the
same hundred documents as a dict, without a response model, as anybody would first write it; ours
is `/api/v1/datasets?sort=id&facets=&limit=100` with all that it does. A page is measured twice: the
first time that it is asked for in a release, on a walk through pages that each are asked for once,
and asked for again. The joining of stored bytes alone is told beside it.
"""

import asyncio
import itertools
import tempfile
import time
from pathlib import Path
from typing import Any

import orjson
from fastapi import FastAPI

from benchmarks.catalogue_state import Place
from catalog_api.app import create_app
from catalog_api.web.bytes_out import array, dumps, members
from federation.store import CatalogReader, Database

DATASETS = 2000
PAGE = 100
ROUNDS = 90  # fewer than there are paths on a walk, so that each is asked for once
_OURS = f"/api/v1/datasets?facets=&limit={PAGE}"


def plain(documents: list[dict[str, Any]]) -> FastAPI:
    """FastAPI as it comes."""
    app = FastAPI()

    @app.get("/page")
    async def page():  # type: ignore[no-untyped-def]  # noqa: ANN202 - no type, no model
        return {"count": DATASETS, "next": None, "facets": {}, "datasets": documents}

    return app


def joined(documents: list[bytes]) -> FastAPI:
    """Stored bytes joined, and nothing else."""
    from starlette.responses import Response

    app = FastAPI()

    @app.get("/page")
    async def page() -> Response:
        body = members(("count", dumps(DATASETS)), ("datasets", array(documents)))
        return Response(body, media_type="application/json")

    return app


async def cost(app: FastAPI, *paths: str) -> tuple[float, int]:
    """Milliseconds of processor time by answer, and its bytes; the paths take turns."""
    turns = itertools.cycle(paths)

    def request() -> dict[str, Any]:
        name, _, query = next(turns).partition("?")
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": name,
            "raw_path": name.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(b"host", b"site")],
            "client": ("127.0.0.1", 1),
            "server": ("site", 80),
        }

    size = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(event: Any) -> None:  # noqa: ANN401 - an ASGI event
        nonlocal size
        if event["type"] == "http.response.start":
            assert event["status"] == 200, event
        size += len(event.get("body", b""))

    for _ in range(3):
        await app(request(), receive, send)
    size, best = 0, float("inf")
    for _ in range(3):
        begun = time.process_time()
        for _ in range(ROUNDS // 3):
            await app(request(), receive, send)
        best = min(best, (time.process_time() - begun) / (ROUNDS // 3))
    return best * 1000, size // ROUNDS


async def measure(app: FastAPI, documents: list[bytes]) -> None:
    """All of them, one after the other."""
    read = [orjson.loads(document) for document in documents]
    theirs, their_size = await cost(plain(read), "/page")
    walk = [f"{_OURS}&after={one['id']}" for one in read[:-1]]
    first, _ = await cost(app, *walk)
    again, size = await cost(app, f"{_OURS}&sort=id")
    bare, _ = await cost(joined(documents), "/page")
    print(f"FastAPI's default for a dict: {theirs:.2f} ms ({their_size // 1000} kB)")
    print(f"/api/v1/datasets, the first time: {first:.2f} ms, 1/{theirs / first:.1f}")
    print(f"/api/v1/datasets, again: {again:.2f} ms, 1/{theirs / again:.1f} ({size} B)")
    print(f"stored bytes joined, alone: {bare:.2f} ms, 1/{theirs / bare:.1f}")


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        place.fill(DATASETS)
        database = Database(place.url)
        reader = CatalogReader(database)
        app = create_app(reader, place.lake(), place.folder / "index")
        app.state.catalogue.index.wait(120)
        documents = [stored.json for stored in reader.page("", PAGE)]
        asyncio.run(measure(app, documents))
        app.state.catalogue.index.close()
        database.close()


if __name__ == "__main__":
    main()
