"""Going over a working table in batches, in flat memory.

A column of a batch is held as it stands in the file: cell by cell, or, where its values repeat, as
its distinct values and which row holds which. What is asked of a value is then asked once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from federation.model import ROW_NUMBER, TableFile
from quality.reading.writer import EXTRA, WIDTH

Mask = np.ndarray[Any, np.dtype[np.bool_]]  # one truth value per row, or per value of a column
Rows = np.ndarray[Any, np.dtype[np.int64]]  # positions in a batch, ascending
Codes = np.ndarray[Any, np.dtype[np.int32]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a batch.

    `values` are its distinct values and `codes` says which one each row holds; where `codes` is
    None, `values` are the cells themselves.
    """

    values: pl.Series
    codes: Codes | None = None
    #: The distinct values as Python's own, where they are so few that this is the faster way.
    few: tuple[str, ...] | None = None

    def spread(self, found: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """What was found per value, per row."""
        return found if self.codes is None else found[self.codes]

    def rows_of(self, found: Mask) -> Rows:
        """The rows that hold one of the values found."""
        return np.flatnonzero(self.spread(found)) if found.any() else _NO_ROWS

    def cells(self, rows: Rows) -> pl.Series:
        """The cells of some rows."""
        return at(self.values, rows if self.codes is None else self.codes[rows])


_FEW = 256
_NO_ROWS: Rows = np.empty(0, np.int64)


class Batch:
    """A row group: its columns by position, row numbers, and what is known of ragged records.

    `arrow` holds the same columns as they were read, and the row numbers.
    `widths` is None where every record is as wide as the header; else it holds the cells of each
    record, and `extra` the cells beyond the header by row.
    """

    def __init__(self, part: pa.Table, names: Sequence[str]) -> None:
        self.arrow = part.select([*names, ROW_NUMBER])
        self.numbers: Rows = _numpy(part[ROW_NUMBER])
        self.rows = part.num_rows
        self.columns = tuple(_column(part[name]) for name in names)
        self.widths = self._widths(part)
        self._extra = part[EXTRA] if EXTRA in part.column_names else None
        self._known: dict[tuple[object, ...], Any] = {}

    def _widths(self, part: pa.Table) -> np.ndarray[Any, np.dtype[np.int32]] | None:
        if WIDTH not in part.column_names or part[WIDTH].null_count == part.num_rows:
            return None
        widths = pl.Series(part[WIDTH]).fill_null(len(self.columns))
        return widths.to_numpy()

    def beyond(self, row: int) -> list[str]:
        """The cells of a record beyond the header."""
        found = self._extra[row].as_py() if self._extra is not None else None
        return list(found or ())

    def once(self, key: tuple[object, ...], make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """What `make` gives, made once per batch and key."""
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]


def batches(table: TableFile) -> Iterator[Batch]:
    """The row groups of a table, in order."""
    with pq.ParquetFile(table.path, read_dictionary=dictionaries(table)) as source:
        held = set(source.schema_arrow.names)
        hidden = [name for name in (ROW_NUMBER, WIDTH, EXTRA) if name in held]
        for group in range(source.num_row_groups):
            part = source.read_row_group(
                group, columns=[*table.columns, *hidden], use_threads=False
            )
            yield Batch(part, table.columns)


def dictionaries(table: TableFile) -> list[str]:
    """The visible columns that are written as dictionaries."""
    metadata = pq.read_metadata(table.path)
    if not metadata.num_row_groups:
        return []
    first = metadata.row_group(0)
    chunks = (first.column(position) for position in range(first.num_columns))
    coded = {chunk.path_in_schema for chunk in chunks if chunk.has_dictionary_page}
    types = pq.read_schema(table.path)
    return [
        name for name in table.columns if name in coded and types.field(name).type == pa.string()
    ]


def at(values: pl.Series, places: Rows | Codes) -> pl.Series:
    """The values at some places."""
    return values.gather(_places(places))


def _places(places: Rows | Codes) -> pl.Series:
    held = pa.py_buffer(np.ascontiguousarray(places, np.int64))
    return _series(pa.Array.from_buffers(pa.int64(), len(places), [None, held]))


def truths(mask: Mask) -> pa.Array:
    """A mask for Arrow and Polars, whose own conversion imports `numpy.ma`: 30 ms a process."""
    bits = pa.py_buffer(np.packbits(mask, bitorder="little"))
    return pa.Array.from_buffers(pa.bool_(), len(mask), [None, bits])


def where(values: pl.Series, mask: Mask) -> pl.Series:
    """The values where a mask is true."""
    return values.filter(_series(truths(mask)))


def _series(values: pa.Array) -> pl.Series:
    return pl.Series("", pl.from_arrow(values))


def key_batches(table: TableFile, positions: Sequence[int]) -> Iterator[pl.DataFrame]:
    """Row groups with some columns only, named by position (`"0"`…), and the row numbers.

    A cell that its record does not have is null.
    """
    names = {table.columns[position]: str(position) for position in positions}
    with pq.ParquetFile(table.path) as source:
        hidden = [name for name in (ROW_NUMBER, WIDTH) if name in source.schema_arrow.names]
        for group in range(source.num_row_groups):
            part = source.read_row_group(group, columns=[*names, *hidden], use_threads=False)
            frame = pl.DataFrame(part.select([*names, *hidden])).rename(names)
            if WIDTH in hidden and frame[WIDTH].null_count() < len(frame):
                there = (pl.col(WIDTH).is_null() | (pl.col(WIDTH) > at) for at in positions)
                cells = zip(map(str, positions), there, strict=True)
                frame = frame.with_columns(
                    pl.when(held).then(pl.col(name)).alias(name) for name, held in cells
                )
            yield frame.drop(WIDTH, strict=False)


def _column(cells: pa.ChunkedArray) -> Column:
    if not pa.types.is_dictionary(cells.type):
        return Column(pl.Series(cells))
    whole = _whole(cells.unify_dictionaries())
    values = pl.Series(whole.dictionary)
    few = tuple(values) if len(values) <= _FEW else None
    return Column(values, _numpy(whole.indices), few)


def _whole(cells: pa.ChunkedArray) -> pa.Array:
    return cells.chunk(0) if cells.num_chunks == 1 else cells.combine_chunks()


def _numpy(numbers: pa.Array | pa.ChunkedArray) -> Any:  # noqa: ANN401 - of the column's type
    # Through Polars: pyarrow's own conversion imports pandas, half a second and 40 MB.
    return pl.Series(numbers).to_numpy()
