"""What a full harvest of a real CKAN of 2,000 datasets costs, against `ckanapi dump datasets`.

Method: CKAN 2.12 of ../shared/tools/ckan with 2,000 datasets (1,600 public; they stay in the
temporary folder for the next time). Commands in turn, twice, the better of each counts, start of
Python included: `ckanapi dump datasets --all -p 2`; the connector's walk with its mapping, at the
politeness of two connections and 100 requests per second; the same walk stored (pages, raw records,
hashes; no files are fetched). CPU of ours is that of the walking process between its first request
and its last page, which leaves out waiting. Targets: at most 1.15 times the dump; at most 3 ms of
CPU per dataset.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Cost, federation, run
from connectors.base import open_connector
from connectors.web.http import PoliteSession
from federation.loader import load_settings

COUNT, PUBLIC, TIMES = 2000, 1600, 2
TOOLS = Path(__file__).parents[2] / "shared" / "tools" / "ckan"
PORTS = {"": 5255, "_POSTGRES": 5799, "_REDIS": 6599, "_SOLR": 9195}


def environment() -> dict[str, str]:
    root = Path(tempfile.gettempdir())
    return {
        **os.environ,
        **{f"PARTAGE_CKAN{name}_PORT": str(port) for name, port in PORTS.items()},
        "PARTAGE_CKAN_DIR": str(root / "partage-ckan-bench"),
        "PARTAGE_CKAN_VENV": str(root / "partage-ckan-venv"),
        "PARTAGE_CKAN_PYTHON": getattr(sys, "_base_executable", sys.executable),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }


@contextmanager
def ckan() -> Iterator[str]:
    """The address of a CKAN with 2,000 datasets."""
    if not TOOLS.is_dir():
        raise SystemExit("needs ../shared beside the repository: tools/ckan")
    env, address = environment(), f"http://127.0.0.1:{PORTS['']}"
    subprocess.run([TOOLS / "ckan_up.sh"], env=env, check=True, stdout=subprocess.DEVNULL)
    try:
        if public(address) != PUBLIC:
            print(f"seeding {COUNT} datasets: some minutes, once", flush=True)
            seed = [sys.executable, TOOLS / "seed.py", str(COUNT), "--url", address]
            subprocess.run(seed, env=env, check=True, stdout=subprocess.DEVNULL)
        yield address
    finally:
        subprocess.run([TOOLS / "ckan_down.sh"], env=env, check=True, stdout=subprocess.DEVNULL)


def public(address: str) -> int:
    url = f"{address}/api/3/action/package_search?rows=0"
    with urllib.request.urlopen(url, timeout=60) as answer:
        return int(json.load(answer)["result"]["count"])


def walk(file: str) -> int:
    """Read and map everything; the number of datasets."""
    settings = load_settings(Path(file))
    ((city, source),) = settings.sources
    with PoliteSession(settings, source.politeness) as session:
        connector = open_connector(city, source, session, settings)
        return sum(len(page.records) for page in connector.pages())


def store(file: str) -> int:
    """The harvest stage of a run into a new store; the number of datasets."""
    from orchestration.pipeline.harvesting import harvest_source
    from orchestration.pipeline.progress import Silent
    from orchestration.pipeline.workspace import Workspace

    with (
        tempfile.TemporaryDirectory(prefix="partage-bench-") as home,
        Workspace(load_settings(Path(file)), Path(home)) as workspace,
    ):
        tally = harvest_source(workspace, "ckan", "run", Silent())
        if tally.error_code is not None:
            raise SystemExit(f"{tally.error_code}: {tally.error}")
        return tally.datasets


def alone(work: Callable[[str], int], file: str) -> None:
    """What a child process does: some work, told with its own CPU time."""
    began = time.process_time()
    count = work(file)
    print(json.dumps({"datasets": count, "cpu": time.process_time() - began}))


def better(commands: dict[str, list[str]], env: dict[str, str]) -> dict[str, Cost]:
    """Every command in turn, some times; the shortest of each."""
    costs: dict[str, list[Cost]] = {title: [] for title in commands}
    for _ in range(TIMES):
        for title, command in commands.items():
            costs[title].append(run(command, env))
    return {title: min(found, key=lambda cost: cost.wall) for title, found in costs.items()}


def main() -> None:
    with ckan() as address, tempfile.TemporaryDirectory(prefix="partage-bench-") as name:
        folder = Path(name)
        pace = {"requests_per_second": 100, "connections": 2, "retries": 0}
        source = {"id": "ckan", "connector": "ckan", "url": address, "politeness": pace}
        # A format that nothing has: the stage fetches no file.
        file = federation(folder, {**source, "select": {"formats": ["NONE"]}})
        ours = [sys.executable, "-m", "benchmarks.harvest_ckan"]
        dump = ["ckanapi", "dump", "datasets", "--all", "-q", "-p", "2", "-r", address]
        commands = {
            "dump": [*dump, "-O", str(folder / "dump.jsonl")],
            "walk": [*ours, "walk", str(file)],
            "store": [*ours, "store", str(file)],
        }
        costs = better(commands, environment())
        dumped = len((folder / "dump.jsonl").read_text(encoding="utf-8").splitlines())
    peer = costs["dump"]
    print(
        f"ckanapi dump -p 2: {dumped} datasets, {peer.wall:.1f} s, {peer.cpu:.1f} s CPU, "
        f"peak {peer.peak:.0f} MB"
    )
    for title in ("walk", "store"):
        cost, told = costs[title], json.loads(costs[title].output)
        print(
            f"ours, {title}: {told['datasets']} datasets, {cost.wall:.1f} s "
            f"({cost.wall / peer.wall:.2f} of the dump; target: at most 1.15), "
            f"{told['cpu'] / told['datasets'] * 1000:.2f} ms CPU per dataset (target: at most 3), "
            f"peak {cost.peak:.0f} MB"
        )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        alone({"walk": walk, "store": store}[sys.argv[1]], sys.argv[2])
    else:
        main()
