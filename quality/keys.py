"""`unique` and `primaryKey`: which rows repeat a value, as Frictionless would find them.

Values are compared parsed (1.0 = 1), over the whole table, in two passes: the first keeps a hash
per row, the second looks exactly at the rows whose hash occurs twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

import polars as pl

from federation.model import ROW_NUMBER, TableFile
from quality.batches import key_batches
from quality.cells import ColumnReader

_PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Key:
    """Columns whose values, together, must differ on each row.

    `field` is the column's name for `unique`, None for the primary key, whose cells may not be
    all empty.
    """

    readers: tuple[ColumnReader, ...]
    field: str | None


def repeats(table: TableFile, key: Key) -> pl.DataFrame:
    """Rows in error: `__row`, and `previous`, the row of the last same value (null: all empty)."""
    hashes = [
        frame.select(ROW_NUMBER, pl.col("key").hash().alias("hash")) for frame in _keyed(table, key)
    ]
    empty = pl.DataFrame(schema={ROW_NUMBER: pl.Int64, _PREVIOUS: pl.Int64})
    if not hashes:
        return empty
    every = pl.concat(hashes)
    blank = _blank_keys(table, key) if key.field is None else empty
    doubtful = every.filter(pl.col("hash").is_duplicated())["hash"].unique()
    if doubtful.is_empty():
        return blank
    same = pl.concat(
        frame.filter(pl.col("key").hash().is_in(doubtful.implode())) for frame in _keyed(table, key)
    )
    found = same.select(ROW_NUMBER, pl.col(ROW_NUMBER).shift(1).over("key").alias(_PREVIOUS))
    return pl.concat([blank, found.drop_nulls()]).sort(ROW_NUMBER)


def _keyed(table: TableFile, key: Key) -> Iterator[pl.DataFrame]:
    """Row numbers and keys, rows without a comparable key left out."""
    for frame in key_batches(table, [reader.position for reader in key.readers]):
        yield frame.select(ROW_NUMBER, _key(frame, key.readers)).drop_nulls()


def _blank_keys(table: TableFile, key: Key) -> pl.DataFrame:
    """Rows where every cell of the primary key is empty or unreadable."""
    parts = [pl.DataFrame(schema={ROW_NUMBER: pl.Int64})]
    for frame in key_batches(table, [reader.position for reader in key.readers]):
        cells = [_canonical(frame[reader.name], reader).is_null() for reader in key.readers]
        parts.append(frame.filter(pl.select(pl.all_horizontal(cells)).to_series())[[ROW_NUMBER]])
    return pl.concat(parts).with_columns(pl.lit(None, pl.Int64).alias(_PREVIOUS))


def _key(frame: pl.DataFrame, readers: Sequence[ColumnReader]) -> pl.Series:
    """One text per row; null where it equals nothing (empty, or holds NaN)."""
    columns = [_canonical(frame[reader.name], reader) for reader in readers]
    if len(columns) == 1:
        return columns[0].set(columns[0] == _NAN, None).alias("key")
    cells = pl.DataFrame({str(i): column for i, column in enumerate(columns)})
    # Lengths before the texts keep ("a", "bc") apart from ("ab", "c").
    texts = [
        pl.when(pl.col(name).is_null())
        .then(pl.lit("-"))
        .otherwise(pl.format("{}:{}", pl.col(name).str.len_bytes(), pl.col(name)))
        for name in cells.columns
    ]
    joined = pl.concat_str(texts).alias("key")
    empty = pl.all_horizontal(pl.all().is_null())
    unlike = pl.any_horizontal(pl.all().fill_null("") == _NAN)
    return cells.select(pl.when(empty | unlike).then(None).otherwise(joined).alias("key"))["key"]


_NAN = "\0nan"


def _canonical(cells: pl.Series, reader: ColumnReader) -> pl.Series:
    """Texts that are equal exactly where the parsed values are; null for empty cells."""
    if reader.field.type == "string" and reader.field.format == "default":
        return cells.set(cells.is_in(reader.missing), None)
    texts = cells.unique().to_list()
    spelled = [_spelling(reader.value(text)) for text in texts]
    return cells.replace_strict(texts, spelled, return_dtype=pl.String)


def _spelling(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, Decimal):
        return _NAN if value.is_nan() else str(value.normalize() + 0)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return ",".join(str(_spelling(each)) for each in value)
    return str(value)
