"""A real pygeoapi with a TinyDB catalogue, in its own environment, on loopback."""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

# 0.21 is the release whose behaviour the notes describe; tinydb is its catalogue's store.
REQUIREMENTS = ("pygeoapi==0.21.0", "tinydb>=4.8,<5")
_START_SECONDS = 60
_SERVE = """
import os
from pygeoapi.flask_app import APP
APP.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
"""


class Pygeoapi:
    """A running server; what is put into `records` is what it shows."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.store = folder / "records.json"
        self.log = folder / "server.log"

    def put(self, records) -> None:
        """Replace the whole catalogue, at once."""
        table = {str(number): record for number, record in enumerate(records, 1)}
        fresh = self.store.with_suffix(".new")
        fresh.write_text(json.dumps({"_default": table}), "utf-8")
        fresh.replace(self.store)


def _configuration(folder: Path, port: int, name: str, limit: int) -> dict:
    organisation = {"name": "Ville de Test", "url": "https://example.org"}
    metadata = {
        "identification": {
            "title": "Ville de Test",
            "description": "Catalogue",
            "keywords": ["test"],
            "url": "https://example.org",
        },
        "license": {"name": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
        "provider": organisation,
        "contact": {**organisation, "email": "opendata@example.org"},
    }
    provider = {
        "type": "record",
        "name": "TinyDBCatalogue",
        "data": str(folder / "records.json"),
        "id_field": "externalId",
        "time_field": "updated",
        "title_field": "title",
    }
    collection = {
        "type": "collection",
        "title": "Catalogue",
        "description": "Catalogue",
        "keywords": ["test"],
        "extents": {"spatial": {"bbox": [-180, -90, 180, 90]}},
        "providers": [provider],
    }
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            # What a server behind a proxy tells about itself, when nobody configured it.
            "url": "http://pygeoapi.internal:5000",
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["fr-FR"],
            "limits": {"default_items": limit, "max_items": limit},
            "map": {"url": "https://example.org", "attribution": ""},
        },
        "logging": {"level": "ERROR"},
        "metadata": metadata,
        "resources": {name: collection},
    }


@contextmanager
def running(python: Path, folder: Path, records, limit: int = 10):
    """A server that shows some records, `limit` at most on a page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Pygeoapi(folder, port)
    server.put(records)
    configuration, openapi = folder / "config.json", folder / "openapi.json"
    configuration.write_text(json.dumps(_configuration(folder, port, "catalogue", limit)), "utf-8")
    openapi.write_text("{}", "utf-8")
    environment = {
        **os.environ,
        "PORT": str(port),
        "PYGEOAPI_CONFIG": str(configuration),
        "PYGEOAPI_OPENAPI": str(openapi),
    }
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            [python, "-c", _SERVE], env=environment, cwd=folder, stdout=log, stderr=log
        )
        try:
            _wait(server, process)
            yield server
        finally:
            process.kill()  # it holds nothing that is wanted afterwards
            process.wait(10)


def _wait(server: Pygeoapi, process: subprocess.Popen) -> None:
    ends = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < ends:
        try:
            with urllib.request.urlopen(f"{server.url}/conformance", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(server.log.read_text("utf-8", "replace")[-3000:])
