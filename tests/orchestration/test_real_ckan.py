"""The main job against a real CKAN 2.12, started by ../shared/tools/ckan."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import pytest

from federation.store import CatalogReader

PORTS = {
    "PARTAGE_CKAN_PORT": "5155",
    "PARTAGE_CKAN_POSTGRES_PORT": "5699",
    "PARTAGE_CKAN_REDIS_PORT": "6499",
    "PARTAGE_CKAN_SOLR_PORT": "9095",
}
NEEDED = {"redis-server": "redis-server", "pg_config": "libpq-dev", "gcc": "gcc"}
COUNT = 50


@pytest.fixture(scope="session")
def ckan_tools(shared):
    tools = shared / "tools" / "ckan"
    absent = [package for binary, package in NEEDED.items() if shutil.which(binary) is None]
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        absent.append("postgresql")
    if absent:
        pytest.skip(f"a real CKAN needs: apt-get install {' '.join(absent)} libmagic1")
    return tools


@pytest.fixture(scope="session")
def ckan(ckan_tools):
    """A running CKAN: (address, call of an action as its administrator, environment)."""
    root = Path(tempfile.gettempdir())
    state = root / "partage-ckan-tests"
    environment = {
        **os.environ,
        **PORTS,
        "PARTAGE_CKAN_DIR": str(state),
        "PARTAGE_CKAN_VENV": str(root / "partage-ckan-venv"),
        "PARTAGE_CKAN_PYTHON": getattr(sys, "_base_executable", sys.executable),
    }
    subprocess.run([ckan_tools / "ckan_down.sh"], env=environment, check=False, capture_output=True)
    shutil.rmtree(state, ignore_errors=True)
    up = subprocess.run(
        [ckan_tools / "ckan_up.sh"], env=environment, capture_output=True, text=True, check=False
    )
    assert up.returncode == 0, up.stdout[-2000:] + up.stderr[-2000:]
    address = f"http://127.0.0.1:{PORTS['PARTAGE_CKAN_PORT']}"
    token = (state / "token.txt").read_text().strip()

    def call(action, **arguments):
        request = urllib.request.Request(
            f"{address}/api/3/action/{action}",
            json.dumps(arguments).encode(),
            {"Content-Type": "application/json", "Authorization": token},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["result"]

    yield address, call, environment
    subprocess.run([ckan_tools / "ckan_down.sh"], env=environment, check=False, capture_output=True)
    shutil.rmtree(state, ignore_errors=True)


@pytest.fixture
def seeded(ckan, ckan_tools, site):
    """Fifty datasets (40 public) whose files are served beside it."""
    address, call, environment = ckan
    trees = "essence;hauteur\nTilleul;9\nPlatane;15\n".encode("cp1252")
    subprocess.run(
        [
            *(sys.executable, ckan_tools / "seed.py", str(COUNT)),
            *("--resource-base", site.url, "--url", address),
        ],
        env=environment,
        check=True,
        capture_output=True,
    )
    for number in range(COUNT):
        for rank in range(3):
            site.paths[f"/dataset-{number:05d}-{rank}.csv"] = trees + f"Chêne;{number}\n".encode(
                "cp1252"
            )
    return address, call


def names(federation):
    """CKAN names of the published datasets, by remote id."""
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        return {
            json.loads(reader.dataset(name).json)["identifier"]: name for name in reader.names()
        }


@pytest.mark.slow
def test_harvest_change_delete_make_private_harvest_again(seeded, federate):
    address, call = seeded
    source = {
        "id": "ckan",
        "connector": "ckan",
        "url": address,
        "politeness": {"retries": 0, "requests_per_second": 100},
    }
    federation = federate(source, disappearance={"grace_days": 0})
    (first,) = federation.run()
    assert first.error is None
    public = call("package_search", rows=1000)["count"]
    assert public == 40
    assert first.datasets == public
    assert first.published > 0

    published = names(federation)
    assert len(published) == public
    dump = {call("package_show", id=name)["id"] for name in call("package_list")}
    assert {key.rsplit("/", 1)[-1] for key in published} == dump

    (second,) = federation.run()
    assert (second.datasets, second.withdrawn, second.release) == (public, 0, None)
    assert second.unchanged + second.failed + second.rejected == second.seen

    call("package_patch", id="dataset-00000", title="Subventions, titre corrigé")
    call("package_delete", id="dataset-00001")
    call("package_patch", id="dataset-00002", private=True)
    call("package_patch", id="dataset-00007", private=False)
    (third,) = federation.run()
    assert third.error is None
    assert third.withdrawn == 2
    assert third.datasets == public - 1
    after = names(federation)
    identifier = {name: call("package_show", id=name)["id"] for name in ("dataset-00000",)}
    assert any(key.endswith(identifier["dataset-00000"]) for key in after)
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        titles = [json.loads(reader.dataset(name).json)["title"] for name in reader.names()]
        gone = set(published.values()) - set(after.values())
        assert len(gone) == 2
        assert all(reader.dataset(name).withdrawn for name in gone)
    assert {"fr": "Subventions, titre corrigé"} in titles

    (fourth,) = federation.run()
    assert (fourth.release, fourth.withdrawn) == (None, 0)
