"""The catalogue's process starts fast and never loads the workers' engines."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_worker_engine_is_imported_even_after_answers(state, sample):
    datasets = sample(state)
    state.publish(*datasets)
    table = datasets[0].tables[0].id
    out = run(
        f"""
        import asyncio, sys, time
        begun = time.process_time()
        from pathlib import Path
        from catalog_api.app import create_app
        from federation.lake import LocalLake
        from federation.store.database import Database
        from federation.store.reader import CatalogReader
        import httpx
        folder = Path({str(state.folder)!r})
        reader = CatalogReader(Database("sqlite:///" + str(folder / "partage.db")))
        app = create_app(reader, LocalLake(folder / "lake"), folder / "index")

        async def ask(*paths):
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
                return [(await client.get(path)).status_code for path in paths]

        print(asyncio.run(ask("/")), time.process_time() - begun)
        rest = ["/datasets/{datasets[0].name}", "/catalog.ttl", "/api/3/action/package_list",
                "/api/v1/tables/{table}/data.csv"]
        print(asyncio.run(ask(*rest)))
        heavy = ("dagster", "great_expectations", "presidio_analyzer", "presidio_anonymizer",
                 "spacy", "frictionless", "rdflib", "pyshacl", "pandas")
        print([name for name in heavy if name in sys.modules])
        """
    ).splitlines()
    status, seconds = out[0].rsplit(" ", 1)
    assert status == "[200]"
    # Processor time, so that a busy machine does not fail the test; the aim is 2 s.
    assert float(seconds) < 4
    assert out[1] == "[200, 200, 200, 200]"
    assert out[2] == "[]"


def test_an_empty_catalogue_answers(tmp_path):
    out = run(
        f"""
        import asyncio
        from pathlib import Path
        from catalog_api.app import create_app
        from federation.lake import LocalLake
        from federation.store.database import Database
        from federation.store.reader import CatalogReader
        from federation.store.schema import metadata
        import httpx
        folder = Path({str(tmp_path)!r})
        database = Database("sqlite:///" + str(folder / "partage.db"))
        metadata.create_all(database.engine)
        app = create_app(CatalogReader(database), LocalLake(folder / "lake"), folder / "index")

        async def ask(*paths):
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
                return [(await client.get(path)).status_code for path in paths]

        paths = ["/", "/datasets", "/cities", "/docs", "/catalog.ttl", "/api/v1/datasets",
                 "/api/3/action/package_search", "/api/v1/status"]
        print(asyncio.run(ask(*paths)))
        """
    )
    assert out.strip() == str([200] * 8)
