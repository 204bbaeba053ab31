"""Tables on disk, read and written in batches: memory does not grow with the number of rows."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from federation.model import TableFile

#: Rows held in memory at once, and cells: wide tables get shorter batches.
BATCH_ROWS = 20_000
BATCH_CELLS = 400_000


def batch_rows(table: TableFile) -> int:
    """Rows of a batch of this table."""
    return max(500, min(BATCH_ROWS, BATCH_CELLS // max(1, len(table.columns))))


def batches(table: TableFile) -> Iterator[pl.DataFrame]:
    """A table in pieces, hidden columns included."""
    with pq.ParquetFile(table.path) as parquet:
        for batch in parquet.iter_batches(batch_rows(table)):
            yield pl.DataFrame(pl.from_arrow(batch))


def write(path: Path, frames: Iterable[pl.DataFrame], like: Path) -> None:
    """Write batches as row groups of one file; without rows, the columns of another file."""
    writer: pq.ParquetWriter | None = None
    try:
        for frame in frames:
            part = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
            if writer is None:
                writer = pq.ParquetWriter(path, part.schema, compression="zstd")
            writer.write_table(part)
        if writer is None:
            writer = pq.ParquetWriter(path, pq.read_schema(like), compression="zstd")
    finally:
        if writer is not None:
            writer.close()


def without_columns(path: Path, gone: Iterable[str]) -> None:
    """Rewrite a file without some columns, row group by row group."""
    taken = frozenset(gone)
    thinner = path.with_name(f"{path.name}-thin")
    try:
        with pq.ParquetFile(path) as parquet:
            kept = [name for name in parquet.schema_arrow.names if name not in taken]
            schema = pa.schema([parquet.schema_arrow.field(name) for name in kept])
            with pq.ParquetWriter(thinner, schema, compression="zstd") as writer:
                for batch in parquet.iter_batches(BATCH_ROWS, columns=kept):
                    writer.write_batch(batch)
        thinner.replace(path)
    finally:
        thinner.unlink(missing_ok=True)
