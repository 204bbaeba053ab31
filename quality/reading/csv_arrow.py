"""CSV through Arrow's reader, an order of magnitude faster than Python's.

Arrow hands over the records of another width than the header, which are then cut by Python's
reader and put back in their place. It takes an empty line for a record of empty cells: which of the
two they are is looked up in the bytes. Where both occur, `NeedsPython` asks for the other reader.
"""

import io
import mmap
import re
from collections import deque
from functools import cached_property

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from quality.reading.csv_dialect import CsvDialect
from quality.reading.encoding import Text
from quality.reading.limits import ReadLimits, line_too_long
from quality.reading.writer import TableWriter

BLOCK = 2 << 20


class NeedsPython(Exception):
    """Arrow's reader would not give the records that Python's gives."""


_RETURN = ord("\r")


class _Blocks(io.RawIOBase):
    """A file read in blocks that do not end on a carriage return.

    Arrow (26.0) drops the line feed that begins a block after a carriage return, even in a cell.
    """

    def __init__(self, raw: io.FileIO) -> None:
        self._raw = raw
        self._held = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> pa.Buffer:
        # Bytes of Python would be pages fresh from the system, each time.
        block = pa.allocate_buffer(size)
        held = len(self._held)
        with memoryview(block).cast("B") as bytes_:
            bytes_[:held] = self._held
            count = held + self._raw.readinto(bytes_[held:])
            self._held = b"\r" if count > 1 and bytes_[count - 1] == _RETURN else b""
        return block.slice(0, count - len(self._held))


class ArrowCsv:
    """The records of a UTF-8 file after its header, which ends at byte `start`."""

    def __init__(
        self, text: Text, dialect: CsvDialect, width: int, start: int, limits: ReadLimits
    ) -> None:
        self._text = text
        self._dialect = dialect
        self._width = width
        self._start = start
        self._limits = limits
        #: Records of another width, in order: how many come before, and their text.
        self._ragged: deque[tuple[int, str]] = deque()

    def pour(self, writer: TableWriter, block: int = BLOCK) -> None:
        """Write every record; NeedsPython, or TableError LINE_TOO_LONG."""
        first = self._dialect.header_line + 1
        done = 0
        try:
            with self._text.path.open("rb", buffering=0) as raw:
                raw.seek(self._start)
                for batch in self._open(_Blocks(raw), block):
                    done += self._write(batch, done, first, writer)
        except pa.ArrowInvalid as error:
            raise NeedsPython from error
        if self._ragged:
            writer.add_records((self._cut(text) for _, text in self._ragged), first + done)

    def _open(self, raw: "_Blocks", block: int) -> pa_csv.CSVStreamingReader:
        names = [str(position) for position in range(self._width)]
        return pa_csv.open_csv(
            raw,
            # Records of another width have their number only where one thread reads.
            read_options=pa_csv.ReadOptions(
                column_names=names, block_size=block, use_threads=False
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=self._dialect.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=self._keep,
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                check_utf8=False,  # `as_utf8` did
            ),
        )

    def _keep(self, row: pa_csv.InvalidRow) -> str:
        self._ragged.append((row.number - 1, row.text))
        return "skip"

    def _write(self, batch: pa.RecordBatch, done: int, first: int, writer: TableWriter) -> int:
        """Write a batch with the ragged records among its own; how many records that was."""
        if any(self._longest(column) > self._limits.max_line_bytes for column in batch.columns):
            raise line_too_long(self._limits.max_line_bytes)
        count: int = batch.num_rows
        among: dict[int, list[str]] = {}
        while self._ragged and self._ragged[0][0] < done + count + len(among):
            at, text = self._ragged.popleft()
            among[at - done] = self._cut(text)
        widths = self._widths(batch) if count else None
        if count or among:
            writer.add_arrays(batch.columns, first + done, widths=widths, among=among)
        return count + len(among)

    def _longest(self, cells: pa.Array) -> int:
        """Bytes of the longest cell, or a number above it that is within the limit."""
        whole: int = cells.nbytes
        if whole <= self._limits.max_line_bytes:
            return whole
        longest: int = pc.max(pc.binary_length(cells)).as_py()
        return longest

    def _cut(self, text: str) -> list[str]:
        if len(text) > self._limits.max_line_bytes:
            raise line_too_long(self._limits.max_line_bytes)
        record: list[str] = next(self._dialect.reader(io.StringIO(text + "\n", newline="")))
        if record and record[-1].endswith("\n"):
            raise NeedsPython  # as a rule a quote that is never closed
        return record

    def _widths(self, batch: pa.RecordBatch) -> pa.Array | None:
        """Zero for each empty line, null for the other records; None without any."""
        empty = np.ones(batch.num_rows, np.bool_)
        for column in batch.columns:
            empty &= pl.Series(pc.binary_length(column)).to_numpy() == 0
            if not empty.any():
                return None
        if not self._has_empty_lines:
            return None
        return pl.select(pl.when(pl.Series(empty)).then(0).cast(pl.Int32)).to_series().to_arrow()

    @cached_property
    def _has_empty_lines(self) -> bool:
        """Whether records without any text are empty lines, rather than separators alone."""
        separators = re.compile(
            rb'\n["' + re.escape(self._dialect.delimiter.encode()) + rb"]+\r?(?:\n|\Z)"
        )
        with (
            self._text.path.open("rb") as raw,
            mmap.mmap(raw.fileno(), 0, access=mmap.ACCESS_READ) as held,
        ):
            lines = re.compile(rb"\n\r?\n").search(held, self._start - 1) is not None
            if lines and separators.search(held, self._start - 1):
                raise NeedsPython
        return lines


def fits(text: Text, dialect: CsvDialect, width: int, start: int) -> bool:
    """Whether Arrow's reader may be tried on a file."""
    if not text.plain or dialect.skip_space or width < 2:
        return False
    return text.path.stat().st_size > start
