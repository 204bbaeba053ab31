"""From a safe table of texts to the immutable, typed Parquet snapshot that is published.

A column takes its type only if every one of its values can be cast; otherwise it stays text, so
nothing is lost. Empty cells become nulls. Works in streaming: memory does not grow with rows.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from federation.lake import Lake
from federation.model import CONFORMS, TableFile
from federation.published import Column, Snapshot

_ROWS_PER_GROUP = 50_000


def build_snapshot(
    table: TableFile, types: Mapping[str, str], lake: Lake, scratch: Path
) -> Snapshot:
    """Write the snapshot into the lake's public zone.

    `types` are Table Schema types by column, as the quality report gives them; `scratch` is a
    private folder for the file while it is made.
    """
    frame = pl.scan_parquet(table.path)
    casts = _casts(table.columns, types)
    kept = _castable(frame, casts)
    exprs = [
        casts[name].alias(name) if name in kept else _text(name).alias(name)
        for name in table.columns
    ]
    columns = tuple(
        Column(name, types[name] if name in kept else "string") for name in table.columns
    )
    path = scratch / "snapshot.parquet"
    frame.select(*exprs, pl.col(CONFORMS)).sink_parquet(
        path, compression="zstd", row_group_size=_ROWS_PER_GROUP, statistics=True
    )
    rows = pq.read_metadata(path).num_rows
    size = path.stat().st_size
    sha256 = lake.put("public", path)
    path.unlink()
    return Snapshot(sha256, size, rows, columns)


def _casts(names: Iterable[str], types: Mapping[str, str]) -> dict[str, pl.Expr]:
    found = ((name, _cast(name, types.get(name))) for name in names)
    return {name: cast for name, cast in found if cast is not None}


def _text(name: str) -> pl.Expr:
    return pl.when(pl.col(name) == "").then(None).otherwise(pl.col(name))


def _cast(name: str, kind: str | None) -> pl.Expr | None:
    text = _text(name)
    match kind:
        case "integer" | "year":
            return text.cast(pl.Int64, strict=False)
        case "number":
            return text.cast(pl.Float64, strict=False)
        case "date":
            return text.str.to_date("%Y-%m-%d", strict=False)
        case "boolean":
            low = text.str.to_lowercase()
            return pl.when(low == "true").then(True).when(low == "false").then(False)
        case _:
            return None


def _castable(frame: pl.LazyFrame, casts: Mapping[str, pl.Expr]) -> frozenset[str]:
    """Columns where casting loses no value: anonymisation may have put words among numbers."""
    if not casts:
        return frozenset()
    lost = frame.select(
        ((_text(name).is_not_null()) & cast.is_null()).sum().alias(name)
        for name, cast in casts.items()
    ).collect(engine="streaming")
    return frozenset(name for name in casts if lost[name][0] == 0)
