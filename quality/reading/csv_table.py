"""CSV into a working table: Arrow's reader where it can, Python's where something is very odd.

Both give the same table (tests/quality/test_csv.py compares them on random input). NULs and lone
carriage returns, on which they differ, are seen beforehand by `encoding.as_utf8`. Memory does not
grow with the file.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from federation.model import SourceFormat, TableFile
from quality.reading.csv_arrow import ArrowCsv, NeedsPython, fits
from quality.reading.csv_dialect import CsvDialect, detect
from quality.reading.encoding import Text, as_utf8
from quality.reading.limits import ReadLimits, empty, line_too_long
from quality.reading.writer import TableWriter


def read_csv(path: Path, out: Path, limits: ReadLimits, delimiter: str | None = None) -> TableFile:
    """A CSV file as a table at `out`; `delimiter` is what the format announces (tab for TSV)."""
    csv.field_size_limit(max(csv.field_size_limit(), limits.max_line_bytes))
    with as_utf8(path, limits, out.parent) as text:
        dialect = detect(text.path, text.start, delimiter)
        labels, start = _header(text, dialect, limits)
        writer = _fast(text, dialect, labels, start, out, limits)
        if writer is None:
            writer = _tolerant(text, dialect, labels, out, limits)
        return writer.table(
            SourceFormat(
                kind="csv",
                encoding=text.encoding,
                delimiter=dialect.delimiter,
                quote='"',
                header_line=dialect.header_line,
            )
        )


class _Lines:
    """The lines of a UTF-8 file; refuses records that never end (an unclosed quote)."""

    def __init__(self, text: Text, limits: ReadLimits) -> None:
        self._text = text
        self._limit = limits.max_line_bytes
        self.bytes = text.start
        self._open = 0

    def __iter__(self) -> Iterator[str]:
        # newline="" cuts at \n, \r\n and lone \r, as the csv module asks, and keeps them.
        with self._text.path.open(encoding="utf-8", newline="") as lines:
            lines.seek(self._text.start)
            for line in lines:
                size = len(line.encode())
                self.bytes += size
                self._open += size
                if self._open > self._limit:
                    raise line_too_long(self._limit)
                yield line

    def records(self, dialect: CsvDialect) -> Iterator[list[str]]:
        """Records as Python's csv module cuts them."""
        for record in dialect.reader(iter(self)):
            self._open = 0
            yield record


def _header(text: Text, dialect: CsvDialect, limits: ReadLimits) -> tuple[list[str], int]:
    """The labels, and the offset in bytes of what follows them."""
    lines = _Lines(text, limits)
    for number, record in enumerate(lines.records(dialect), start=1):
        if number == dialect.header_line:
            return record, lines.bytes
    raise empty()


def _fast(
    text: Text,
    dialect: CsvDialect,
    labels: list[str],
    start: int,
    out: Path,
    limits: ReadLimits,
) -> TableWriter | None:
    """The table through Arrow; None when the file needs the tolerant reader."""
    if not fits(text, dialect, len(labels), start):
        return None
    try:
        with TableWriter(out, labels, limits) as writer:
            ArrowCsv(text, dialect, len(labels), start, limits).pour(writer)
    except NeedsPython:
        return None
    return writer


def _tolerant(
    text: Text, dialect: CsvDialect, labels: list[str], out: Path, limits: ReadLimits
) -> TableWriter:
    records = _Lines(text, limits).records(dialect)
    for _ in range(dialect.header_line):
        next(records, None)
    try:
        with TableWriter(out, labels, limits) as writer:
            writer.add_records(records, dialect.header_line + 1)
    except csv.Error as error:
        raise line_too_long(limits.max_line_bytes) from error
    return writer
