"""A private folder for the clear text of one command; what killed commands left is erased."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from federation.partials import alive

_PREFIX = "partage-file-"


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that only its owner may enter (mode 0700), erased at the end."""
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-") as folder:
        yield Path(folder)


def _sweep(place: Path) -> None:
    """Erase our own folders of processes that are no more."""
    for path in place.glob(f"{_PREFIX}*-*"):
        pid = path.name.removeprefix(_PREFIX).partition("-")[0]
        try:
            mine = path.lstat().st_uid == os.getuid() and path.is_dir() and not path.is_symlink()
        except FileNotFoundError:
            continue  # its command has ended meanwhile
        if mine and pid.isdigit() and not alive(int(pid)):
            shutil.rmtree(path, ignore_errors=True)
