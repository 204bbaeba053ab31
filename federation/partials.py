"""Files being written: beside their place, named by their process, renamed once whole.

One that a killed process left half written is known by its name, and swept.
"""

import hashlib
import os
import shutil
import socket
import tempfile
from pathlib import Path

_BLOCK = 1 << 20
_PARTIAL = ".partial-"


def write_once(target: Path, source: Path) -> None:
    """Copy beside the target, flush to disk, rename: a crash leaves the old state or the new."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=prefix())
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, source.open("rb") as data:
            shutil.copyfileobj(data, out, _BLOCK)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def prefix() -> str:
    """How names of half-written files begin: with whose they are."""
    return f"{_PARTIAL}{_host()}-{os.getpid()}-"


def _host() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:12]


def _abandoned(path: Path, before: float) -> bool:
    """Whether the process that was writing a file is gone, as far as can be told."""
    host, _, rest = path.name.removeprefix(_PARTIAL).partition("-")
    pid = rest.partition("-")[0]
    if host == _host() and pid.isdigit() and not alive(int(pid)):
        return True
    return path.stat().st_mtime < before


def alive(pid: int) -> bool:
    """Whether a process of this machine still runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def sweep_partials(folder: Path, before: float) -> None:
    """Erase the half-written files whose writer is gone, or that are older than `before`."""
    for path in folder.rglob(f"{_PARTIAL}*"):
        try:
            if _abandoned(path, before):
                path.unlink()
        except FileNotFoundError:
            continue  # its writer has finished meanwhile
