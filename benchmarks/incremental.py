"""An incremental run on a portal of 50,000 datasets, against the full run, and the memory of both.

Method: a CKAN portal on loopback in a process of its own (`benchmarks.portal`). `partage run`, all
stages, child processes included, less the start-up (a run over an empty folder): the first run, a
run with nothing changed, a run after 25 edits. Targets: at most 2 % of the full run's processor
time, requests in proportion to changes; at most 400 MB.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from benchmarks.measure import Cost, federation, run

DATASETS = 50_000
EDITS = 25


@contextmanager
def portal(total: int) -> Iterator[str]:
    command = [sys.executable, "-m", "benchmarks.portal", str(total)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def ask(url: str) -> int:
    with urlopen(url) as answer:
        return int(json.loads(answer.read()) or 0)


def partage(file: Path) -> Cost:
    return run([sys.executable, "-m", "orchestration", "--federation", str(file), "run", "--json"])


def main() -> None:
    total = int(sys.argv[1]) if len(sys.argv) > 1 else DATASETS
    with tempfile.TemporaryDirectory(prefix="partage-bench-") as name, portal(total) as url:
        root = Path(name)
        for part in ("vide/fichiers", "plein"):
            (root / part).mkdir(parents=True)
        bare = federation(
            root / "vide", {"id": "fichiers", "connector": "files", "url": "fichiers"}
        )
        partage(bare)
        empty = partage(bare)
        politeness = {"requests_per_second": 100, "connections": 2}
        file = federation(
            root / "plein",
            {"id": "portail", "connector": "ckan", "url": url, "politeness": politeness},
            series_checks=False,
        )
        print(f"{total} datasets; start-up {empty.cpu:.1f} s CPU, peak {empty.peak:.0f} MB")
        first = told("first run", partage(file), empty, None, url)
        told("nothing changed", partage(file), empty, first, url)
        ask(f"{url}/edit?n={EDITS}")
        told(f"{EDITS} edited", partage(file), empty, first, url)


def told(title: str, cost: Cost, empty: Cost, first: Cost | None, url: str) -> Cost:
    source = json.loads(cost.output)["sources"][0]
    cpu = cost.cpu - empty.cpu
    share = f", {cpu / (first.cpu - empty.cpu):.1%} of the first run" if first else ""
    print(
        f"{title}: {cpu:.1f} s CPU after start-up{share}, {cost.wall:.0f} s wall, peak "
        f"{cost.peak:.0f} MB, {source['datasets']} datasets, "
        f"{ask(f'{url}/count')} requests so far"
    )
    return cost


if __name__ == "__main__":
    main()
