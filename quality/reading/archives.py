"""Opening gzip and zip: one member that is a table, unpacked in a stream under size caps.

The caps hold while unpacking, never from what the archive announces about itself.
"""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO

from federation.errors import FailureCode, TableError
from federation.i18n import msg
from quality.reading.limits import RATIO_FLOOR, ReadLimits, empty, is_damage, malformed, too_large

_BLOCK = 1 << 18
#: What Python's readers raise on bytes that are no archive, or no longer one.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_TABLES = (
    ".csv",
    ".tsv",
    ".txt",
    ".xlsx",
    ".xls",
    ".ods",
    ".json",
    ".jsonl",
    ".ndjson",
    ".geojson",
    ".parquet",
)
_NOISE = ("__macosx/", ".ds_store", "thumbs.db")


@contextmanager
def unpacked(path: Path, kind: str, limits: ReadLimits, folder: Path) -> Iterator[tuple[Path, str]]:
    """The table inside a gzip or zip as a temporary file of `folder`, with its name.

    TableError: DECOMPRESSION for a bomb, TOO_LARGE, MALFORMED, EMPTY, UNSUPPORTED when a zip
    holds no table or several.
    """
    with NamedTemporaryFile(dir=folder, prefix=".unpacked-") as target:
        try:
            name = _unpack(path, kind, limits, target)
        except DAMAGE as error:
            raise _damaged(error, kind) from error
        target.flush()
        yield Path(target.name), name


def _unpack(path: Path, kind: str, limits: ReadLimits, target: IO[bytes]) -> str:
    if kind == "gzip":
        with gzip.open(path) as stream:
            _copy(stream, target, path.stat().st_size, limits)
        return ""
    with zipfile.ZipFile(path) as archive:
        member = _member(archive)
        with archive.open(member) as stream:
            _copy(stream, target, member.compress_size, limits)
        return PurePosixPath(member.filename).name


def _copy(
    stream: gzip.GzipFile | IO[bytes], target: IO[bytes], packed: int, limits: ReadLimits
) -> None:
    allowance = max(packed * limits.max_ratio, RATIO_FLOOR)
    size = 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > allowance:
            raise bomb(limits.max_ratio)
        if size > limits.max_file_bytes:
            raise too_large(limits.max_file_bytes)
        target.write(block)


def bomb(ratio: int) -> TableError:
    """The archive unpacks to absurdly more than its size."""
    return TableError(
        FailureCode.DECOMPRESSION,
        msg(
            "The compressed file unpacks to more than %(ratio)s times its size, as a booby-trapped "
            "archive does: it is refused. Publish the table without compression.",
            ratio=ratio,
        ),
    )


def _member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The only member that is a table; by extension first, then the only member at all."""
    files = [
        info
        for info in archive.infolist()
        if not info.is_dir() and not info.filename.lower().startswith(_NOISE)
    ]
    tables = [info for info in files if info.filename.lower().endswith(_TABLES)]
    chosen = tables or files
    if not chosen:
        raise empty()
    if len(chosen) > 1:
        raise _several(len(chosen))
    if chosen[0].flag_bits & 1:
        raise TableError(
            FailureCode.UNSUPPORTED,
            msg("The archive is protected by a password. Publish it without one."),
        )
    return chosen[0]


def _several(count: int) -> TableError:
    return TableError(
        FailureCode.UNSUPPORTED,
        msg(
            "The archive holds %(count)s files and nothing tells which one is the table. Publish "
            "each table as a file of its own.",
            count=count,
        ),
    )


def check_spreadsheet(path: Path, limits: ReadLimits) -> None:
    """Unpack an office file to nowhere: TableError if it is a bomb, too large or damaged."""
    packed = path.stat().st_size
    size = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                with archive.open(info) as stream:
                    while block := stream.read(_BLOCK):
                        size += len(block)
                        _check_size(size, packed, limits)
    except DAMAGE as error:
        raise _damaged(error, "spreadsheet") from error


def _damaged(error: Exception, kind: str) -> Exception:
    """The refusal of a damaged archive; a fault of this machine (disk full…) stays itself."""
    if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
        return malformed(kind) if is_damage(error) else error
    return malformed(kind)


def _check_size(size: int, packed: int, limits: ReadLimits) -> None:
    if size > max(packed * limits.max_ratio, RATIO_FLOOR):
        raise bomb(limits.max_ratio)
    if size > limits.max_sheet_bytes:
        raise too_large(limits.max_sheet_bytes)
