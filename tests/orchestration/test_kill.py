"""`kill -9` at any moment of a run: readers keep a whole release, the next run converges."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from federation.store import CatalogReader

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
FILES = 12


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


@pytest.mark.slow
def test_a_killed_run_leaves_a_whole_release_and_the_next_converges(federate, folder):
    fill(folder, 2024)
    federation = federate(FOLDER)
    federation.here("run")
    old, sequence = published(federation)
    assert len(old) == FILES

    fill(folder, 2025)
    began = time.monotonic()
    whole = start(federation)
    assert whole.wait(120) == 0
    seconds = time.monotonic() - began
    new, _ = published(federation)
    assert set(new) == set(old)
    assert not set(new.values()) & set(old.values())

    killed = 0
    for step in range(8):
        fill(folder, 2026 + step)
        before, sequence = published(federation)
        run = start(federation)
        time.sleep(seconds * (0.35 + 0.08 * step))
        if run.poll() is None:
            os.kill(run.pid, signal.SIGKILL)
            killed += 1
        run.wait()
        after, later = published(federation)
        changed = {name for name in after if after[name] != before[name]}
        assert len(changed) in (0, FILES), "a half release is visible"
        assert (later > sequence) == bool(changed)
    assert killed >= 4

    federation.here("run")
    final, _ = published(federation)
    fresh = type(federation)(federation.file, federation.home.with_name("fresh"))
    fresh.here("run")
    expected, _ = published(fresh)
    assert final == expected
    quiet = json.loads(federation.here("run", "--json").stdout)
    assert quiet["sources"][0]["unchanged"] == FILES
    assert quiet["sources"][0]["release"] is None
