"""Files of this machine: only inside the folder that federation.yaml names.

Their path in a `Distribution` is relative to that folder (`file:budget/2024.csv`): no path of the
machine reaches the catalogue.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from connectors.files.entries import LOCAL
from connectors.web.download import keep
from connectors.words.texts import text
from federation.errors import FailureCode, HarvestError
from federation.harvest import Fetched
from federation.i18n import Message, msg
from federation.settings import Politeness

_BLOCK = 1 << 20


def local_url(path: Path, root: Path) -> str:
    """The address of a file of a folder; names of another encoding than UTF-8 keep their bytes."""
    return LOCAL + quote(os.fsencode(path.relative_to(root).as_posix()))


def inside(root: Path, relative: str) -> Path | None:
    """The file at a relative path, links followed; None where that leads out of the folder."""
    try:
        path = (root / relative).resolve()
    except (OSError, ValueError, RuntimeError):  # a null byte, a loop of links
        return None
    return path if path.is_relative_to(root.resolve()) else None


def modified(path: Path) -> str:
    """When a file was last written, ISO 8601 in UTC."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()


_OUTSIDE = msg("The file %(name)s lies outside the folder of the source: it was not read.")
_ABSENT = msg("The file %(name)s is not in the folder of the source, or may not be read.")
_LARGE = msg("The file %(name)s is larger than politeness.max_file_bytes of the source allows.")


def _failure(code: FailureCode, words: Message, name: str) -> HarvestError:
    return HarvestError(code, replace(words, params={"name": text(name)}))


def fetch_local(
    url: str, root: Path, folder: Path, politeness: Politeness, etag: str | None
) -> Fetched:
    """Copy a file into a new file of `folder`, unless its time and size are those of `etag`.

    HarvestError: POLICY outside the root, GONE, TOO_LARGE, EMPTY, WRONG_FORMAT (HTML).
    """
    name = os.fsdecode(unquote_to_bytes(url.removeprefix(LOCAL)))
    path = inside(root, name)
    if path is None:
        raise _failure(FailureCode.POLICY, _OUTSIDE, name)
    try:
        status = path.stat()
        validator = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
        if etag == validator:
            return Fetched(not_modified=True, etag=validator, url=url)
        if status.st_size > politeness.max_file_bytes:
            raise _failure(FailureCode.TOO_LARGE, _LARGE, name)
        with path.open("rb"):
            pass  # readable: later failures are those of the target folder
    except OSError as error:
        raise _failure(FailureCode.GONE, _ABSENT, name) from error
    target, sha256, size = keep(_blocks(path), folder, text(name))
    return Fetched(
        not_modified=False,
        path=target,
        sha256=sha256,
        size=size,
        etag=validator,
        file_name=text(path.name),
        url=url,
    )


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as handle:
        while block := handle.read(_BLOCK):
            yield block
