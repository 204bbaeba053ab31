"""Clear text is private and does not stay: raw bytes, working folders, what killed runs left."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pytest

from federation import clock
from federation.model import State
from orchestration.cli.private import private_folder
from orchestration.pipeline.examining import examine_source
from orchestration.pipeline.harvesting import harvest_source
from orchestration.pipeline.progress import Silent
from orchestration.pipeline.retention import IN_USE, collect, erase_old_raw, sweep

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
SECRET = "Zirkonquelle"
TABLE = "id;mobilier\n" + "".join(f"{n};banc {SECRET}\n" for n in range(12))


def holding(folder, secret=SECRET):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if secret.encode() in path.read_bytes()]


@pytest.fixture(params=["folder", "s3"])
def federation(request, federate, folder):
    (folder / "bancs.csv").write_text(TABLE)
    if request.param == "folder":
        return federate(FOLDER)
    root, s3 = request.getfixturevalue("s3_bucket")
    return federate(FOLDER, storage={"lake": root, "s3": s3.model_dump()})


def test_raw_bytes_are_erased_when_their_days_are_over(federation):
    federation.run()
    with federation.open() as workspace:
        raw = [name for name, _ in workspace.lake.objects("raw")]
        assert len(raw) == 2  # the file, and its description by the portal
        copies = [workspace.lake.local("raw", name) for name in raw]
        assert erase_old_raw(workspace.lake, clock.now() + timedelta(days=29), 30) == 0
        assert erase_old_raw(workspace.lake, clock.now() + timedelta(days=31), 30) == 2
        assert list(workspace.lake.objects("raw")) == []
        assert not any(path.exists() for path in copies)
        assert [name for name, _ in workspace.lake.objects("public")] != []


def test_with_no_day_at_all_a_run_still_reads_what_it_fetched(federate, folder):
    (folder / "bancs.csv").write_text(TABLE)
    federation = federate(FOLDER, storage={"raw_retention_days": 0})
    progress = Silent()
    with federation.open() as workspace:
        harvest_source(workspace, "fichiers", "run", progress)
        awaited = workspace.resources.awaited()
        assert len(awaited) == 1
        erase_old_raw(workspace.lake, clock.now() + timedelta(minutes=1), 0, awaited)
        assert {name for name, _ in workspace.lake.objects("raw")} == awaited
        erase_old_raw(workspace.lake, clock.now() + IN_USE * 2, 0, awaited)
        assert list(workspace.lake.objects("raw")) == []
    (tally,) = federation.run()
    assert tally.published == 1
    with federation.open() as workspace:
        assert list(workspace.lake.objects("raw")) == []


def test_everything_private_is_closed_to_others(federate, folder):
    (folder / "bancs.csv").write_text(TABLE)
    federation = federate(FOLDER)
    with federation.open() as workspace:
        tally = harvest_source(workspace, "fichiers", "run", Silent())
        examine_source(workspace, tally, Silent())
    assert holding(federation.home / "work")
    for name in ("", "work", "lake/raw"):
        assert stat.S_IMODE((federation.home / name).stat().st_mode) == 0o700, name
    for path in holding(federation.home / "lake" / "raw"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_run_leaves_no_working_file(federate, folder):
    (folder / "bancs.csv").write_text(TABLE)
    (folder / "casse.csv").write_bytes(b"\x00\x01\x02" * 500)
    (folder / "vide.csv").write_text("")
    federation = federate(FOLDER)
    federation.run()
    assert list((federation.home / "work").rglob("*.parquet")) == []
    assert holding(federation.home / "work") == []


def test_what_killed_runs_left_is_swept_by_the_next_one(federate, folder):
    (folder / "bancs.csv").write_text(TABLE)
    federation = federate(FOLDER)
    with federation.open() as workspace:
        tally = harvest_source(workspace, "fichiers", "run", Silent())
        examine_source(workspace, tally, Silent())
        (row,) = workspace.resources.of("fichiers")
        assert row.state is State.EXAMINED
        left = [
            workspace.downloads("fichiers") / "fetched-abc",
            workspace.work(row.id) / "parsed.parquet",
            workspace.work(row.id) / ".partial-9-safe.parquet",
            workspace.work("11111111-1111-5111-8111-111111111111") / "parsed.parquet",
            workspace.work("downloads-none") / "fetched-abc",
        ]
        for path in left:
            path.write_text(SECRET)
        lease = workspace.leases.acquire("fichiers")
        sweep(workspace, lease)
        workspace.leases.release(lease)
        assert [path for path in left if path.exists()] == []
        # What the interrupted run had examined whole is taken up where it was.
        assert (workspace.work(row.id) / "examined.parquet").exists()
    federation.run()
    assert holding(federation.home / "work") == []


def test_a_folder_of_another_source_stays_while_its_run_may_need_it(federate, folder, tmp_path):
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "bancs.csv").write_text(TABLE)
    federation = federate(FOLDER, {"id": "ailleurs", "connector": "files", "url": "ailleurs"})
    with federation.open() as workspace:
        tally = harvest_source(workspace, "ailleurs", "run", Silent())
        examine_source(workspace, tally, Silent())
        lease = workspace.leases.acquire("fichiers")
        sweep(workspace, lease)
        (kept,) = holding(workspace.work_root)
        assert kept.name == "examined.parquet"
        long_ago = time.time() - 31 * 86_400
        for path in (*kept.parent.iterdir(), kept.parent):
            os.utime(path, (long_ago, long_ago))
        sweep(workspace, lease)
        workspace.leases.release(lease)
        assert holding(workspace.work_root) == []


def test_snapshots_that_nothing_refers_to_are_collected(federation, folder):
    federation.run()
    (folder / "bancs.csv").write_text(TABLE.replace("banc", "chaise"))
    federation.run()
    with federation.open() as workspace:
        kept = {name for name, _ in workspace.lake.objects("public")}
        assert len(kept) == 2  # earlier releases keep theirs
        lost = workspace.lake.put_bytes("public", b"left by a killed run")
        assert collect(workspace) == 0
        assert collect(workspace, clock.now() + 2 * IN_USE) == 1
        assert not workspace.lake.exists("public", lost)
        assert {name for name, _ in workspace.lake.objects("public")} == kept


def test_a_killed_command_leaves_its_clear_text_until_the_next_one():
    code = (
        "import time\nfrom orchestration.cli.private import private_folder\n"
        "with private_folder() as folder:\n"
        f"    (folder / 'parsed').write_text('{SECRET}')\n"
        "    print(folder, flush=True)\n    time.sleep(60)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    left = Path(child.stdout.readline().strip())
    child.stdout.close()
    assert left.is_relative_to(tempfile.gettempdir())
    assert stat.S_IMODE(left.stat().st_mode) == 0o700
    with private_folder():
        assert left.exists()  # it is at work
    child.send_signal(signal.SIGKILL)
    child.wait()
    with private_folder() as mine:
        assert not left.exists()
        assert mine.exists()
    assert not mine.exists()
