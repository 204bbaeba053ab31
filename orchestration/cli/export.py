"""Writes a safe table as the file the officer asked for: CSV or Parquet, by its extension."""

from pathlib import Path

import polars as pl

from federation.model import TableFile


def write_table(table: TableFile, path: Path, delimiter: str) -> None:
    """Write the visible columns; beside the target first, so that it is whole or absent."""
    frame = pl.scan_parquet(table.path).select(table.columns)
    partial = path.with_name(f".{path.name}.partial")
    try:
        if path.suffix.lower() == ".parquet":
            frame.sink_parquet(partial)
        else:
            frame.sink_csv(partial, separator=delimiter, include_bom=False)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
