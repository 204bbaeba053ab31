"""`kill -9` at any moment of a run: readers keep a whole release, the next run converges."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from federation.model import State
from federation.store import CatalogReader

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
FILES = 12
#: When runs are killed: once so many files have come to a state, and some seconds later. In each
#: stage, between two, and while a release is written, which moves no file.
MOMENTS = (
    (State.FETCHED, 1, 0.0),
    (State.PARSED, FILES // 2, 0.0),
    (State.EXAMINED, FILES, 0.0),
    (State.ANONYMISED, FILES // 2, 0.0),
    (State.GATED, FILES, 0.2),
    (State.GATED, FILES, 0.5),
)


def fill(folder, year):
    for number in range(FILES):
        rows = "".join(f"Rue n° {line};{line % 7};{year}\n" for line in range(300))
        (folder / f"voirie-{number:02d}.csv").write_text(f"voie;état;année\n{rows}")


def published(federation):
    """What readers see: name → (document, snapshot); every snapshot whole and readable."""
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        found = {}
        for name in reader.names():
            document = json.loads(reader.dataset(name).json)
            for listed in document["tables"]:
                _, table = reader.table(listed["id"])
                path = workspace.lake.local("public", table.snapshot.sha256)
                assert path.stat().st_size == table.snapshot.byte_size
                found[name] = table.snapshot.sha256
        return found, reader.sequence()


def start(federation):
    command = [sys.executable, "-m", "orchestration", "--federation", str(federation.file)]
    command += ["--home", str(federation.home), "run", "--json"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def reached(federation, state, count):
    """A run on its way, once so many files have come to a state by it."""
    with closing(sqlite3.connect(federation.home / "partage.db")) as store:
        (last,) = store.execute("SELECT max(id) FROM transition").fetchone()
        came = "SELECT count(*) FROM transition WHERE id > ? AND state = ?"
        run = start(federation)
        while run.poll() is None and store.execute(came, (last, state)).fetchone()[0] < count:
            time.sleep(0.005)
    return run


@pytest.mark.slow
def test_a_killed_run_leaves_a_whole_release_and_the_next_converges(federate, folder):
    fill(folder, 2024)
    federation = federate(FOLDER)
    federation.here("run")
    old, _ = published(federation)
    assert len(old) == FILES

    killed = 0
    for step, (state, count, later) in enumerate(MOMENTS):
        fill(folder, 2025 + step)
        before, sequence = published(federation)
        run = reached(federation, state, count)
        time.sleep(later)
        killed += run.poll() is None
        run.kill()
        run.wait()
        after, newest = published(federation)
        changed = {name for name in after if after[name] != before[name]}
        assert len(changed) in (0, FILES), "a half release is visible"
        assert (newest > sequence) == bool(changed)
    assert killed >= 4

    federation.here("run")
    final, _ = published(federation)
    assert not set(final.values()) & set(old.values())
    fresh = type(federation)(federation.file, federation.home.with_name("fresh"))
    fresh.here("run")
    expected, _ = published(fresh)
    assert final == expected
    quiet = json.loads(federation.here("run", "--json").stdout)
    assert quiet["sources"][0]["unchanged"] == FILES
    assert quiet["sources"][0]["release"] is None
