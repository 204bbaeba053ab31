"""Going over a working table in batches, in flat memory."""

from collections.abc import Iterator, Sequence

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from federation.model import ROW_NUMBER, TableFile
from quality.writer import EXTRA, WIDTH


def batches(table: TableFile) -> Iterator[pl.DataFrame]:
    """Row groups, visible columns renamed by position (`"0"`, `"1"`…), hidden ones as they are."""
    with pq.ParquetFile(table.path) as source:
        held = set(source.schema_arrow.names)
        hidden = [name for name in (ROW_NUMBER, WIDTH, EXTRA) if name in held]
        for group in range(source.num_row_groups):
            pa.default_memory_pool().release_unused()
            part = source.read_row_group(group, columns=[*table.columns, *hidden])
            yield _frame(part.select([*table.columns, *hidden]), len(table.columns), hidden)


def key_batches(table: TableFile, positions: Sequence[int]) -> Iterator[pl.DataFrame]:
    """Row groups with some columns only, and the row numbers."""
    names = [table.columns[position] for position in positions]
    with pq.ParquetFile(table.path) as source:
        for group in range(source.num_row_groups):
            part = source.read_row_group(group, columns=[*names, ROW_NUMBER])
            labels = [*(str(position) for position in positions), ROW_NUMBER]
            yield pl.DataFrame(part.select([*names, ROW_NUMBER]).rename_columns(labels))


def _frame(part: pa.Table, width: int, hidden: list[str]) -> pl.DataFrame:
    frame = pl.DataFrame(part.rename_columns([*map(str, range(width)), *hidden]))
    missing = [
        pl.lit(None, dtype).alias(name)
        for name, dtype in ((WIDTH, pl.Int32), (EXTRA, pl.List(pl.String)))
        if name not in hidden
    ]
    return frame.with_columns(missing) if missing else frame
