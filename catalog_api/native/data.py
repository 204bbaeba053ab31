"""Rows of a published snapshot, read from Parquet in batches: memory does not grow with size."""

import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalog_api.web import problems
from federation.model import HIDDEN_PREFIX

_BATCH = 16_384  # rows


def _visible(names: list[str]) -> list[str]:
    return [name for name in names if not name.startswith(HIDDEN_PREFIX)]


def csv_stream(path: Path) -> Iterator[bytes]:
    """CSV as RFC 4180 writes it (CRLF, quotes where needed), with a header line."""
    import pyarrow as pa
    from pyarrow import csv, parquet

    with parquet.ParquetFile(path) as file:
        columns = _visible(file.schema_arrow.names)
        schema = pa.schema([file.schema_arrow.field(name) for name in columns])
        yield _csv(csv, pa.Table.from_batches([], schema), header=True)
        for batch in file.iter_batches(_BATCH, columns=columns):
            yield _csv(csv, batch, header=False)


def _csv(csv: Any, batch: Any, *, header: bool) -> bytes:  # noqa: ANN401 - pyarrow has no types
    sink = io.BytesIO()
    csv.write_csv(batch, sink, csv.WriteOptions(include_header=header, eol="\r\n"))
    return sink.getvalue()


def rows(path: Path, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """At most `limit` rows after the first `offset`, as dictionaries of visible columns.

    Whole row groups before the offset are skipped unread. Problem 503 where the object is damaged.
    """
    from pyarrow import ArrowException

    try:
        return _rows(path, limit, offset)
    except (ArrowException, OSError) as error:
        raise problems.gone_object() from error


def _rows(path: Path, limit: int, offset: int) -> list[dict[str, Any]]:
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        groups, skipped = _groups(file.metadata, offset)
        found: list[dict[str, Any]] = []
        skip = offset - skipped
        columns = _visible(file.schema_arrow.names)
        size = min(_BATCH, max(limit, 64))
        for batch in file.iter_batches(size, row_groups=groups, columns=columns):
            part = batch.slice(skip) if skip < batch.num_rows else None
            skip = max(0, skip - batch.num_rows)
            if part is not None:
                found += part.slice(0, limit - len(found)).to_pylist()
            if len(found) >= limit:
                break
        return [{name: _plain(value) for name, value in row.items()} for row in found]


def _groups(metadata: Any, offset: int) -> tuple[list[int], int]:  # noqa: ANN401 - pyarrow
    """Row groups that hold rows from `offset` on, and how many rows come before them."""
    before = 0
    for number in range(metadata.num_row_groups):
        size = metadata.row_group(number).num_rows
        if before + size > offset:
            return list(range(number, metadata.num_row_groups)), before
        before += size
    return [], offset


def _plain(value: Any) -> Any:  # noqa: ANN401 - any cell
    """A cell as JSON can hold it: no NaN, no bytes."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
