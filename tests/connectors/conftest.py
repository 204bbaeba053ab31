"""Servers, settings and sessions for the connectors' tests."""

import importlib.util
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from connectors.base import open_connector
from connectors.context import Context
from connectors.web.http import PoliteSession
from federation.settings import FederationSettings

PORTALS = Path(__file__).parents[1] / "portals"
SHARED = Path(__file__).parents[2].parent / "shared"


def load(name):
    """A module of tests/portals; `import tests` would find those of some dependency."""
    key = f"partage_test_portals_{name}"
    if key not in sys.modules:
        spec = importlib.util.spec_from_file_location(key, PORTALS / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[key] = module
        spec.loader.exec_module(module)
    return sys.modules[key]


@pytest.fixture(scope="session")
def server():
    return load("server")


@pytest.fixture(scope="session")
def ckan():
    return load("ckan")


@pytest.fixture(scope="session")
def opendatasoft():
    return load("opendatasoft")


@pytest.fixture(scope="session")
def stand_in():
    """`stand_in(name)`: a module of tests/portals."""
    return load


@pytest.fixture(scope="session")
def environment():
    """`environment(name, requirements)`: the interpreter of a real server's own environment."""
    spec = importlib.util.spec_from_file_location(
        "partage_test_environments", Path(__file__).with_name("environments.py")
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.environment


@pytest.fixture
def serve(server):
    """Start a portal from an answering function (and a certificate); stopped after the test."""
    with ExitStack() as stack:
        yield lambda *how: stack.enter_context(server.Portal(*how))


class Federation:
    """A federation of one city and one source."""

    def __init__(self, folder, stack):
        self.folder = folder
        self._stack = stack

    def settings(self, source, private=("127.0.0.1",), languages=("fr",)):
        base = {
            "id": "test",
            "url": "http://127.0.0.1:1",
            "connector": "ckan",
            "politeness": {},
        } | source
        base["politeness"] = {
            "requests_per_second": 1000,
            "retries": 0,
            "timeout_seconds": 5,
        } | base["politeness"]
        return FederationSettings.model_validate(
            {
                "federation": {
                    "id": "noeud",
                    "titles": {"fr": "Nœud"},
                    "base_url": "https://noeud.example.org",
                    "publisher": {"email": "opendata@example.org"},
                },
                "network": {"allow_private": private},
                "cities": [
                    {
                        "id": "ville",
                        "names": {"fr": "Ville"},
                        "country": "FR",
                        "languages": languages,
                        "sources": [base],
                    }
                ],
                "path": self.folder / "federation.yaml",
            }
        )

    def context(self, **source):
        settings = self.settings(source)
        city = settings.cities[0]
        return Context(city, city.sources[0], settings)

    def session(self, private=("127.0.0.1",), backoff=0.01, hosts=None, robots=False, **politeness):
        settings = self.settings({"politeness": politeness}, private)
        chosen = settings.cities[0].sources[0].politeness
        return self._stack.enter_context(
            PoliteSession(settings, chosen, hosts, backoff_seconds=backoff, robots=robots)
        )

    def connector(self, **source):
        settings = self.settings(source)
        city = settings.cities[0]
        chosen = city.sources[0]
        session = self._stack.enter_context(
            PoliteSession(settings, chosen.politeness, backoff_seconds=0.01)
        )
        return open_connector(city, chosen, session, settings)


@pytest.fixture
def federation(tmp_path):
    with ExitStack() as stack:
        yield Federation(tmp_path, stack)


@pytest.fixture
def shared_portals():
    found = SHARED / "real" / "portals"
    if not found.is_dir():
        pytest.skip(
            "needs ../shared beside the repository (put the reference material there): "
            "real answers of portals"
        )
    return found


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory):
    """A Redis server of the tests' own."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("needs redis-server: apt-get install redis-server")
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    folder = tmp_path_factory.mktemp("redis")
    process = subprocess.Popen([*command, "--dir", str(folder)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as sock:
                if sock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()
