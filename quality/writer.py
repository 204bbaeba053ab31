"""Writing working tables: Parquet, every visible column text, in row groups of bounded size.

Besides `ROW_NUMBER`, a table that was just read carries two hidden columns about ragged records:
`WIDTH` (cells of the source record where it differs from the header, else null) and `EXTRA` (the
cells beyond the header, else null). The labels of the header as they stand in the source are kept
in the Parquet metadata: visible names are made unique, checks want the original.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from federation.model import HIDDEN_PREFIX, ROW_NUMBER, SourceFormat, TableFile
from quality.limits import ReadLimits, empty, no_header, too_many_columns

WIDTH = "__width"
EXTRA = "__extra"
_LABELS = b"partage.labels"
_GROUP_BYTES = 16 << 20
_GROUP_ROWS = 1 << 15
_CHUNK_ROWS = 5_000
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
    metadata = pq.read_schema(table.path).metadata or {}
    kept = metadata.get(_LABELS)
    return tuple(json.loads(kept)) if kept else table.columns


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
        stripped = [label.strip() for label in labels]
        self.schema = pa.schema(
            [
                *((name, pa.string()) for name in self.columns),
                (ROW_NUMBER, pa.int64()),
                (WIDTH, pa.int32()),
                (EXTRA, pa.list_(pa.string())),
            ],
            metadata={_LABELS: json.dumps(stripped).encode()},
        )

    def __enter__(self) -> Self:
        self._writer = pq.ParquetWriter(self.out, self.schema, compression="lz4")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()
        if kind is not None:
            self.out.unlink(missing_ok=True)

    def add_arrays(self, arrays: Sequence[pa.Array], first_row: int) -> None:
        """Whole columns of text, none ragged; `first_row` is the number of the first record."""
        count = len(arrays[0])
        numbers = _numbers(first_row, count)
        hidden = [numbers, pa.nulls(count, pa.int32()), pa.nulls(count, pa.list_(pa.string()))]
        self._add(pa.RecordBatch.from_arrays([*arrays, *hidden], schema=self.schema))

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
        if self._pending:
            self._writer.write_table(pa.Table.from_batches(self._pending))
        self._pending, self._pending_bytes, self._pending_rows = [], 0, 0

    def table(self, source: SourceFormat) -> TableFile:
        """What was written, once the context is left."""
        return TableFile(path=self.out, columns=self.columns, rows=self.rows, source=source)


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
        texts = pl.Series(cells, dtype=pl.String)
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
