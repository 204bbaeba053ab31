"""A file becomes a table: `read_table`, whatever French administrations publish.

What the file is comes from its bytes (`kinds`); each format has its module. The source is
streamed: a CSV of any size needs a flat amount of memory.
"""

from dataclasses import replace
from pathlib import Path

from federation.errors import TableError
from federation.model import TableFile
from quality.reading.archives import unpacked
from quality.reading.csv_table import read_csv
from quality.reading.json_tables import read_json
from quality.reading.kinds import kind_of, unsupported
from quality.reading.limits import ReadLimits, empty, too_large
from quality.reading.parquet_table import read_parquet
from quality.reading.spreadsheets import read_spreadsheet

__all__ = ["ReadLimits", "read_table"]

_PACKED = ("gzip", "zip")


def read_table(
    path: Path,
    *,
    file_name: str,
    media_type: str | None,
    declared_format: str | None,
    out: Path,
    limits: ReadLimits | None = None,
) -> TableFile:
    """Read the file at `path` into a Parquet table at `out`; temporary files go beside `out`.

    Visible columns are text, an empty cell is the empty string, `__row` is the record number in
    the source as Frictionless counts (header = 1; the first record of the file = 1 when title
    lines come before the header). `file_name`, `media_type` and `declared_format` are what the
    portal says: they only settle what the bytes leave open.
    TableError: EMPTY, UNSUPPORTED, WRONG_FORMAT, MALFORMED, ENCODING, LINE_TOO_LONG,
    DECOMPRESSION or TOO_LARGE; nothing is then left at `out`.
    """
    limits = limits or ReadLimits()
    size = path.stat().st_size
    if size > limits.max_file_bytes:
        raise too_large(limits.max_file_bytes)
    if size == 0:
        raise empty()
    hints = _hints(file_name, media_type, declared_format)
    try:
        return _read(path, hints, out, limits)
    except TableError:
        out.unlink(missing_ok=True)
        raise


def _hints(*words: str | None) -> tuple[str, ...]:
    """Last part of the file name, of the media type and of the declared format, lower-case."""
    said = [word.lower() for word in words if word]
    return tuple(word.split(";")[0].replace("/", ".").rsplit(".", 1)[-1].strip() for word in said)


def _read(path: Path, hints: tuple[str, ...], out: Path, limits: ReadLimits) -> TableFile:
    kind = kind_of(path, hints)
    if kind not in _PACKED:
        return _plain(path, kind, hints, out, limits)
    with unpacked(path, kind, limits, out.parent) as (inner, name):
        if inner.stat().st_size == 0:
            raise empty()
        hints = (*_hints(name), *hints) if name else hints
        inner_kind = kind_of(inner, hints)
        if inner_kind in _PACKED:
            raise unsupported("ZIP")
        table = _plain(inner, inner_kind, hints, out, limits)
    return replace(table, source=replace(table.source, compression=kind))


def _plain(
    path: Path, kind: str, hints: tuple[str, ...], out: Path, limits: ReadLimits
) -> TableFile:
    if kind in ("xlsx", "xls", "ods"):
        return read_spreadsheet(path, kind, out, limits)
    if kind == "json":
        return read_json(path, out, limits)
    if kind == "parquet":
        return read_parquet(path, out, limits)
    tabbed = "tsv" in hints or "tab-separated-values" in hints
    return read_csv(path, out, limits, "\t" if tabbed else None)
