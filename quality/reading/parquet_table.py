"""Parquet published by a city, into a working table of text, row group by row group."""

from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from federation.model import SourceFormat, TableFile
from quality.reading.limits import ReadLimits, is_damage, malformed
from quality.reading.writer import TableWriter

_ROWS = 20_000


def read_parquet(path: Path, out: Path, limits: ReadLimits) -> TableFile:
    """A Parquet file as a table at `out`; dates and moments in ISO 8601, nested values as JSON."""
    try:
        with pq.ParquetFile(path) as source:
            names = source.schema_arrow.names
            with TableWriter(out, names, limits) as writer:
                row = 2
                for batch in source.iter_batches(_ROWS):
                    writer.add_arrays([_texts(column) for column in batch.columns], row)
                    row += batch.num_rows
    except pa.ArrowException as error:
        raise malformed("Parquet") from error
    except OSError as error:
        if is_damage(error):
            raise malformed("Parquet") from error
        raise
    return writer.table(SourceFormat(kind="parquet"))


def _texts(column: pa.Array) -> pa.Array:
    """A column as text; null becomes the empty cell."""
    series = pl.Series("", pl.from_arrow(column))
    text = _spelled(series).fill_null("")
    return text.to_arrow().cast(pa.string())


def _spelled(series: pl.Series) -> pl.Series:
    kind = series.dtype
    if kind.is_nested():
        frame = series.to_frame("cell").select(pl.struct("cell").struct.json_encode())
        inner = frame.to_series().str.strip_prefix('{"cell":').str.strip_suffix("}")
        return inner.set(series.is_null(), None)
    if isinstance(kind, pl.Datetime):
        return series.dt.to_string("iso:strict").str.replace(r"\.0+($|[Z+-])", "${1}")
    if kind == pl.Binary:
        return series.bin.encode("hex")
    return series.cast(pl.String)
