"""`unique` and `primaryKey`: which rows repeat a value, as Frictionless would find them.

Values are compared parsed (1.0 = 1), over the whole table, in two passes: the first keeps a hash
per row (16 bytes: 160 MB for ten million rows), the second looks exactly at the rows whose hash
occurs twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from federation.model import ROW_NUMBER, TableFile
from quality.cells.batches import Batch, Rows, key_batches
from quality.cells.reader import ColumnReader

if TYPE_CHECKING:
    from frictionless import Row

_PREVIOUS = "previous"
_START = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Key:
    """Columns whose values, together, must differ on each row.

    `field` is the column's name for `unique`, None for the primary key, whose cells may not be
    all empty.
    """

    readers: tuple[ColumnReader, ...]
    field: str | None


class KeyErrors:
    """The rows of a table that are wrong for one key."""

    def __init__(self, key: Key, found: pl.DataFrame) -> None:
        self.readers = key.readers
        self.type = "primary-key" if key.field is None else "unique-error"
        self._field = key.field
        self._numbers: Rows = found[ROW_NUMBER].to_numpy()
        self._previous = found[_PREVIOUS]

    def rows_in(self, batch: Batch) -> Rows:
        """The rows of a batch in error."""
        return numbered(self._numbers, batch)

    def add_to(self, row: "Row") -> None:
        """Read the key's cells of a row, and add the error it has, if any, as Frictionless does."""
        from frictionless import errors

        for reader in self.readers:
            row[reader.field.name]
        at = int(np.searchsorted(self._numbers, row.row_number))
        if at == len(self._numbers) or self._numbers[at] != row.row_number:
            return
        previous = self._previous[at]
        note = f"the same as in the row at position {previous}"
        if self._field is not None:
            error = errors.UniqueError.from_row(row, note=note, field_name=self._field)
        else:
            if previous is None:
                note = 'cells composing the primary keys are all "None"'
            error = errors.PrimaryKeyError.from_row(row, note=note)
        row.errors.append(error)


def numbered(numbers: Rows, batch: Batch) -> Rows:
    """Where in a batch the rows with some numbers are; both ascend."""
    if not batch.rows:
        return numbers[:0]
    start = np.searchsorted(numbers, batch.numbers[0])
    end = np.searchsorted(numbers, batch.numbers[-1], side="right")
    return np.searchsorted(batch.numbers, numbers[start:end])


def key_errors(table: TableFile, key: Key) -> KeyErrors:
    """The rows of a table whose key is repeated, or empty where it may not be."""
    return KeyErrors(key, repeats(table, key))


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
        cells = [canonical(frame[reader.name], reader).is_null() for reader in key.readers]
        parts.append(frame.filter(pl.select(pl.all_horizontal(cells)).to_series())[[ROW_NUMBER]])
    return pl.concat(parts).with_columns(pl.lit(None, pl.Int64).alias(_PREVIOUS))


def _key(frame: pl.DataFrame, readers: Sequence[ColumnReader]) -> pl.Series:
    """One text per row; null where it equals nothing (empty, or holds NaN)."""
    columns = [canonical(frame[reader.name], reader) for reader in readers]
    if len(columns) == 1:
        return columns[0].set(columns[0] == NAN, None).alias("key")
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
    unlike = pl.any_horizontal(pl.all().fill_null("") == NAN)
    return cells.select(pl.when(empty | unlike).then(None).otherwise(joined).alias("key"))["key"]


NAN = "\0nan"


def canonical(cells: pl.Series, reader: ColumnReader) -> pl.Series:
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
        return NAN if value.is_nan() else _exact(value)
    if isinstance(value, int | float):
        return _spelling(Decimal(value))  # True is 1 to Python, hence to Frictionless
    if isinstance(value, datetime):
        return _moment(value.replace(tzinfo=UTC) - _START, value.utcoffset())
    if isinstance(value, time):
        moment = datetime.combine(_START, value.replace(tzinfo=UTC))
        return _moment(moment - _START, value.utcoffset())
    if isinstance(value, tuple):
        return ",".join(str(_spelling(each)) for each in value)
    return str(value)


def _exact(value: Decimal) -> str:
    """All the digits that count: `Decimal.normalize` would round to 28."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return str(value)  # Infinity
    text = "".join(map(str, digits))
    short = text.rstrip("0").lstrip("0")
    if not short:
        return "0"
    exponent += len(text) - len(text.rstrip("0"))
    return f"{'-' * sign}{short}e{exponent}"


def _moment(since: timedelta, offset: timedelta | None) -> str:
    """A moment as Python compares it: with an offset, by its universal time; else as written."""
    return f"{since}" if offset is None else f"{since - offset}Z"
