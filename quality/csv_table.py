"""CSV into a working table: Arrow's reader where nothing is odd, Python's where something is.

Both give the same table (tests/quality/test_csv_readers.py compares them on random input). Arrow
refuses ragged records; empty lines, NULs and lone carriage returns, on which it differs, are seen
beforehand by `encoding.as_utf8`. Memory does not grow with the file.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from federation.model import SourceFormat, TableFile
from quality.csv_dialect import CsvDialect, detect
from quality.encoding import Text, as_utf8
from quality.limits import ReadLimits, empty, line_too_long
from quality.writer import TableWriter

_BLOCK = 2 << 20


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
    if not text.plain or dialect.skip_space or len(labels) < 2:
        return None
    if text.path.stat().st_size <= start:
        return None
    writer = TableWriter(out, labels, limits)
    try:
        with writer, text.path.open("rb") as raw:
            raw.seek(start)
            reader = _arrow(raw, len(labels), dialect.delimiter)
            _pour(reader, writer, dialect.header_line + 1, limits)
    except pa.ArrowInvalid:
        return None
    return writer


def _arrow(raw: object, width: int, delimiter: str) -> pa_csv.CSVStreamingReader:
    names = [str(position) for position in range(width)]
    return pa_csv.open_csv(
        raw,
        read_options=pa_csv.ReadOptions(column_names=names, block_size=_BLOCK),
        parse_options=pa_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )


def _pour(
    reader: pa_csv.CSVStreamingReader, writer: TableWriter, row: int, limits: ReadLimits
) -> None:
    for batch in reader:
        if not batch.num_rows:
            continue
        longest = max(pc.max(pc.binary_length(column)).as_py() for column in batch.columns)
        if longest > limits.max_line_bytes:
            raise line_too_long(limits.max_line_bytes)
        writer.add_arrays(batch.columns, row)
        row += batch.num_rows


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
