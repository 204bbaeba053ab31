"""`ckanapi dump datasets --all` of a catalogue, and who works for it: the server or the client.

Method: generated datasets (`catalogue_state`) served by a process of its own on loopback; ckanapi's
own command with one worker, as it comes, then with four. Processor seconds of the server while the
dump runs, of the client and its workers, both per dataset; the dump holds every dataset once.

`python -m benchmarks.ckan_dump --datasets 10000`
"""

import argparse
import json
import os
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import psutil

from benchmarks.catalogue_state import Place, free_port, serving
from benchmarks.measure import run

_TOOLS = Path(sys.executable).parent


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--datasets", type=int, default=10_000)
    count = parser.parse_args().datasets
    with tempfile.TemporaryDirectory() as scratch:
        place, port = Place(Path(scratch)), free_port()
        base = f"http://127.0.0.1:{port}"
        place.fill(count, base)
        with serving(place.folder, port) as server:
            _wait_for_index(base)
            for workers in (1, 4):
                dump(base, server, count, workers, Path(scratch) / "dump.jsonl")


def dump(base: str, server: psutil.Process, count: int, workers: int, file: Path) -> None:
    """Print the cost of one dump; fails where it is not whole."""
    command = [str(_TOOLS / "ckanapi"), "dump", "datasets", "--all", "-q", "-r", base]
    # `ckanapi dump` starts others of its name.
    paths = {**os.environ, "PATH": f"{_TOOLS}{os.pathsep}{os.environ['PATH']}"}
    before = _cpu(server)
    cost = run([*command, "-p", str(workers), "-O", str(file)], paths)
    used = _cpu(server) - before
    with file.open("rb") as lines:
        found = {json.loads(line)["id"] for line in lines}
    if len(found) != count:
        raise SystemExit(f"{len(found)} datasets of {count} in the dump")
    print(
        f"dump of {count} datasets, {workers} worker(s) of ckanapi: server "
        f"{used / count * 1000:.2f} ms of processor per dataset, client "
        f"{cost.cpu / count * 1000:.2f} ms; {cost.wall:.0f} s, the server at work in "
        f"{used / cost.wall:.0%} of it"
    )


def _wait_for_index(base: str) -> None:
    """A node that has just started builds its index first: no part of a dump."""
    for _ in range(60):
        try:
            urllib.request.urlopen(f"{base}/api/3/action/package_search?rows=0", timeout=60).read()
        except HTTPError:
            time.sleep(1)
        else:
            return
    raise SystemExit("the index is not built")


def _cpu(process: psutil.Process) -> float:
    """Processor seconds of a process and its children so far."""
    family = [process, *process.children(recursive=True)]
    return sum(sum(one.cpu_times()[:2]) for one in family)


if __name__ == "__main__":
    main()
