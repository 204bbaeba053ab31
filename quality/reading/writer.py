"""Writing working tables: Parquet, every visible column text, in row groups of bounded size.

Besides `ROW_NUMBER`, a table that was just read carries two hidden columns about ragged records:
`WIDTH` (cells of the source record where it differs from the header, else null) and `EXTRA` (the
cells beyond the header, else null). The labels of the header as they stand in the source are kept
in the Parquet metadata: visible names are made unique, checks want the original.

Columns whose values repeat are written as dictionaries, the others are not: looking for repetition
where there is none costs twice the writing, and readers judge a dictionary once per value.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from federation.model import HIDDEN_PREFIX, ROW_NUMBER, SourceFormat, TableFile
from quality.reading.limits import ReadLimits, empty, no_header, too_many_columns

WIDTH = "__width"
EXTRA = "__extra"
_LABELS = b"partage.labels"
_GROUP_BYTES = 32 << 20
_GROUP_ROWS = 1 << 16
_CHUNK_ROWS = 5_000
#: Rows looked at to see whether a column repeats its values, and share of distinct values, at most.
_LOOKED_AT = ((1 << 11, 0.9), (1 << 14, 0.4))
_NAME_LENGTH = 200
#: An e-mail address, a telephone or identity number: no column is called so, the header is
#: missing. Column names are published everywhere and never anonymised, hence a refusal.
_PERSONAL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|(?:\d[ .-]?){9,}")


def visible_names(labels: Sequence[str]) -> tuple[str, ...]:
    """Column names from header labels: never empty, hidden or twice the same (case ignored)."""
    names: list[str] = []
    seen: set[str] = set()
    for position, label in enumerate(labels, start=1):
        name = _clean(label) or f"colonne_{position}"
        unique, number = name, 2
        while unique.casefold() in seen:
            unique, number = f"{name} ({number})", number + 1
        seen.add(unique.casefold())
        names.append(unique)
    return tuple(names)


def _clean(label: str) -> str:
    name = re.sub(r"[\s\x00-\x1f\x7f\ufeff]+", " ", label).strip()[:_NAME_LENGTH]
    # A source column must not pass for one of ours: hidden columns are not anonymised.
    return "_" + name.lstrip("_") if name.startswith(HIDDEN_PREFIX) else name


def labels_of(table: TableFile) -> tuple[str, ...]:
    """The header labels as in the source, stripped; the visible names if they are not recorded."""
    kept = (pq.read_metadata(table.path).metadata or {}).get(_LABELS)
    return tuple(json.loads(kept)) if kept else table.columns


def parquet_writer(
    out: Path, schema: pa.Schema, dictionaries: Sequence[str], *, packed: bool
) -> pq.ParquetWriter:
    """A writer of working tables.

    `dictionaries` are the columns whose values repeat. A table that is read once and thrown away
    need not be packed.
    """
    return pq.ParquetWriter(
        out,
        schema,
        compression="lz4" if packed else "none",
        use_dictionary=list(dictionaries),
        write_statistics=False,
        write_batch_size=_GROUP_ROWS,
        # The table is read back as text, whatever form its columns had in memory.
        store_schema=False,
        column_encoding={ROW_NUMBER: "DELTA_BINARY_PACKED"},
    )


class TableWriter:
    """A working table being written; use as a context manager, then `table`."""

    def __init__(self, out: Path, labels: Sequence[str], limits: ReadLimits) -> None:
        if not any(label.strip() for label in labels):
            raise empty()
        if len(labels) > limits.max_columns:
            raise too_many_columns(limits.max_columns)
        if any(_PERSONAL.search(label) for label in labels):
            raise no_header()
        self.out = out
        self.columns = visible_names(labels)
        self.rows = 0
        self._width = len(labels)
        self._pending: list[pa.RecordBatch] = []
        self._pending_bytes = self._pending_rows = 0
        self._labels = json.dumps([label.strip() for label in labels])
        self._writer: pq.ParquetWriter | None = None
        self.schema = pa.schema(
            [
                *(pa.field(name, pa.string(), nullable=False) for name in self.columns),
                pa.field(ROW_NUMBER, pa.int64(), nullable=False),
                (WIDTH, pa.int32()),
                (EXTRA, pa.list_(pa.string())),
            ]
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._flush()
        if self._writer is not None:
            self._writer.close()
        if kind is not None:
            self.out.unlink(missing_ok=True)

    def add_arrays(
        self,
        arrays: Sequence[pa.Array],
        first_row: int,
        *,
        widths: pa.Array | None = None,
        among: Mapping[int, list[str]] | None = None,
    ) -> None:
        """Whole columns of text; `first_row` is the number of the first record.

        `widths`, where some records are odd, are those of `WIDTH`. `among` gives records of
        another width, by their place among all that are added here.
        """
        count = len(arrays[0])
        widths = pa.nulls(count, pa.int32()) if widths is None else widths
        extra = pa.nulls(count, pa.list_(pa.string()))
        columns = [*arrays, _numbers(first_row, count), widths, extra]
        batch = pa.RecordBatch.from_arrays(columns, schema=self.schema)
        self._add(self._interleaved(batch, among, first_row) if among else batch)

    def _interleaved(
        self, batch: pa.RecordBatch, among: Mapping[int, list[str]], first_row: int
    ) -> pa.RecordBatch:
        odd = self._batch(list(among.values()), first_row)
        both = pa.Table.from_batches([batch, odd]).combine_chunks()
        regular = np.ones(len(both), np.bool_)
        regular[list(among)] = False
        order = np.empty(len(both), np.int64)
        order[regular] = np.arange(len(batch))
        order[~regular] = np.arange(len(batch), len(both))
        mixed = both.take(pl.Series(order).to_arrow()).to_batches()[0]
        place = self.schema.get_field_index(ROW_NUMBER)
        numbers = _numbers(first_row, len(both))
        return mixed.set_column(place, self.schema.field(place), numbers)

    def add_records(self, records: Iterable[list[str]], first_row: int) -> None:
        """Records of any width, the first one numbered `first_row`."""
        row = first_row
        for chunk in _chunks(records):
            self._add(self._batch(chunk, row))
            row += len(chunk)

    def _batch(self, records: list[list[str]], first_row: int) -> pa.RecordBatch:
        width = self._width
        widths = [None if len(record) == width else len(record) for record in records]
        extra = [record[width:] if len(record) > width else None for record in records]
        if any(each is not None for each in widths):
            records = [_fit(record, width) for record in records]
        columns = [_texts(column) for column in zip(*records, strict=True)]
        numbers = _numbers(first_row, len(records))
        hidden = [
            numbers,
            pl.Series(widths, dtype=pl.Int32).to_arrow(),
            _arrow(pl.Series(extra, dtype=pl.List(pl.String)), pa.list_(pa.string())),
        ]
        return pa.RecordBatch.from_arrays([*columns, *hidden], schema=self.schema)

    def _add(self, batch: pa.RecordBatch) -> None:
        self._pending.append(batch)
        self._pending_bytes += batch.nbytes
        self._pending_rows += batch.num_rows
        self.rows += batch.num_rows
        if self._pending_bytes >= _GROUP_BYTES or self._pending_rows >= _GROUP_ROWS:
            self._flush()

    def _flush(self) -> None:
        part = pa.Table.from_batches(self._pending, self.schema)
        if self._writer is None:
            repeating = [name for name in self.columns if _repeats(part[name])]
            self._writer = parquet_writer(self.out, self.schema, repeating, packed=False)
            self._writer.add_key_value_metadata({_LABELS: self._labels})
        if self._pending:
            self._writer.write_table(part)
        self._pending, self._pending_bytes, self._pending_rows = [], 0, 0

    def table(self, source: SourceFormat) -> TableFile:
        """What was written, once the context is left."""
        return TableFile(path=self.out, columns=self.columns, rows=self.rows, source=source)


def _repeats(cells: pa.ChunkedArray) -> bool:
    """Whether a column has few distinct values, as its first rows tell."""
    for count, most in _LOOKED_AT:
        some = cells[:count]
        if pc.count_distinct(some).as_py() > most * len(some):
            return False
    return True


def _chunks(records: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Lists of records, each of a few megabytes at most."""
    chunk: list[list[str]] = []
    size = 0
    for record in records:
        chunk.append(record)
        size += sum(map(len, record))
        if len(chunk) >= _CHUNK_ROWS or size > 4 << 20:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _fit(record: list[str], width: int) -> list[str]:
    return record[:width] + [""] * (width - len(record))


def _texts(cells: Sequence[Any]) -> pa.Array:
    try:
        texts = pl.Series(cells, dtype=pl.String).fill_null("")
    except UnicodeEncodeError:
        # Half of a surrogate pair, written as an escape in JSON: no character at all.
        sound = [cell.encode("utf-8", "replace").decode() for cell in cells]
        texts = pl.Series(sound, dtype=pl.String)
    return _arrow(texts, pa.string())


def _arrow(series: pl.Series, kind: pa.DataType) -> pa.Array:
    # Through Polars: pyarrow's own constructors import pandas, half a second and 40 MB.
    return series.to_arrow().cast(kind)


def _numbers(first: int, count: int) -> pa.Array:
    return _arrow(pl.int_range(first, first + count, eager=True), pa.int64())
