"""What is kept of clear text, and how long (GDPR art. 5-1-e, storage limitation).

Raw bytes are private and kept for some days. Working folders and half-written files of runs that
were killed are swept by the next run of their source; snapshots that nothing refers to, daily.
"""

import shutil
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from federation import clock
from federation.lake import Lake
from federation.model import State
from federation.store.leases import Lease
from federation.store.versions import expire
from orchestration.pipeline.erasing import finish_retractions
from orchestration.pipeline.examining import Worked
from orchestration.pipeline.workspace import Workspace

#: What another run, perhaps on another machine, may still be working on.
IN_USE = timedelta(days=1)
_INCOMING = "downloads-"


def erase_old_raw(
    lake: Lake, now: datetime, days: int, awaited: frozenset[str] = frozenset()
) -> int:
    """Erase raw objects written more than `days` days ago; returns how many.

    Those `awaited` by a run that has fetched them and not read them yet are kept for a day.
    """
    oldest = (now - timedelta(days=days)).timestamp()
    in_use = min(oldest, (now - IN_USE).timestamp())
    old = [
        name
        for name, written in lake.objects("raw")
        if written < (in_use if name in awaited else oldest)
    ]
    for name in old:
        lake.delete("raw", name)
    return len(old)


def tidy(workspace: Workspace) -> None:
    """After a run: erase raw objects whose days are over."""
    days = workspace.settings.storage.raw_retention_days
    erase_old_raw(workspace.lake, clock.now(), days, workspace.resources.awaited())


def sweep(workspace: Workspace, lease: Lease) -> None:
    """Before a run of a source: finish retractions, erase what killed runs left."""
    finish_retractions(workspace)
    _sweep_work(workspace, lease.source_id)
    now = clock.now()
    kept = timedelta(days=workspace.settings.storage.raw_retention_days)
    workspace.lake.sweep(
        partial_before=(now - IN_USE).timestamp(), raw_before=(now - kept).timestamp()
    )
    if _daily(workspace):
        collect(workspace)


def collect(workspace: Workspace, now: datetime | None = None) -> int:
    """Erase snapshots that nothing published or kept refers to; returns how many.

    They are left by runs that were killed, refused or replaced before they were published, or are
    of versions whose time is over (`history` in federation.yaml).
    """
    present = now or clock.now()
    history = workspace.settings.history
    days = history.keep_days
    before = clock.stamp(present - timedelta(days=days)) if days else None
    expire(workspace.database, history.keep_releases, before)
    oldest = (present - IN_USE).timestamp()
    old = [name for name, written in workspace.lake.objects("public") if written < oldest]
    lost = workspace.retractions.unreferenced(old)
    for name in lost:
        workspace.lake.delete("public", name)
    return len(lost)


def _daily(workspace: Workspace) -> bool:
    """Whether a day has passed since this was last answered with yes: listing takes a while."""
    mark = workspace.work_root / ".collected"
    if mark.exists() and time.time() - mark.stat().st_mtime < IN_USE.total_seconds():
        return False
    mark.touch()
    return True


def _sweep_work(workspace: Workspace, source_id: str) -> None:
    """Erase folders that no run of this source will go on with, and those of nobody."""
    shutil.rmtree(workspace.downloads(source_id), ignore_errors=True)
    folders = {path.name: path for path in workspace.work_root.iterdir() if path.is_dir()}
    known = workspace.resources.whereabouts(sorted(folders))
    for name, folder in folders.items():
        owner, state = known.get(name, (None, None))
        if owner == source_id and state is not None:
            _sweep_folder(folder, state)
        elif not _others(workspace, name, owner) or _forgotten(workspace, folder):
            shutil.rmtree(folder, ignore_errors=True)


def _sweep_folder(folder: Path, state: State) -> None:
    """Keep an examined table that the next stage takes up, and nothing beside it."""
    worked = Worked.load(folder) if state in (State.EXAMINED, State.ANONYMISED) else None
    if worked is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in _beside(folder, worked):
        path.unlink(missing_ok=True)


def _beside(folder: Path, worked: Worked) -> Iterator[Path]:
    kept = {"examined.json", worked.table.path.name}
    return (path for path in folder.iterdir() if path.is_file() and path.name not in kept)


def _others(workspace: Workspace, name: str, owner: str | None) -> bool:
    """Whether a folder may be in use by a run of another source."""
    source_id = name.removeprefix(_INCOMING) if name.startswith(_INCOMING) else owner
    return source_id is not None and workspace.settings.source(source_id) is not None


def _forgotten(workspace: Workspace, folder: Path) -> bool:
    """Whether nothing was written there for as long as raw bytes are kept, and for a day."""
    kept = max(timedelta(days=workspace.settings.storage.raw_retention_days), IN_USE)
    newest = max((path.stat().st_mtime for path in (folder, *folder.rglob("*"))), default=0.0)
    return newest < (clock.now() - kept).timestamp()
