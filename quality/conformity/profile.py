"""How filled each column is, and to which Table Schema type all its values may be cast."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from quality.cells.batches import Batch, Column, Mask, at, where
from quality.cells.reader import ColumnReader

#: White space as Unicode and Polars have it: Python also strips separators of old teleprinters.
_WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_LITERALS = ("true", "false", "True", "False", "TRUE", "FALSE")
_INTEGER = r"^-?(?:0|[1-9][0-9]{0,14})$"
_NUMBER = r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?$"
#: Names of columns whose digits are a name, not a quantity: leading zeros would be lost elsewhere.
_CODES = re.compile(
    r"siret|siren|insee|postal|(?:^|_)(?:code|cp|cog|nic|rna|uai|finess|iban|tel|fax|id|ref)(?:_|$)"
    r"|telephone|phone|telefono",
    re.IGNORECASE,
)

_SHAPES = {"integer": _INTEGER, "number": _NUMBER, "date": _DATE, "datetime": _MOMENT}
#: What each declared type must look like, besides being read by Frictionless, to be cast by others.
_CASTABLE = {
    "integer": ("integer",),
    "number": ("number",),
    "date": ("date",),
    "datetime": ("datetime",),
    "boolean": ("boolean",),
}


@dataclass(slots=True)
class _Column:
    name: str
    reader: ColumnReader | None
    filled: int = 0
    open: set[str] = field(default_factory=set)
    lengths: set[int] = field(default_factory=set)

    def see(self, column: Column) -> None:
        blank = _blank(column)
        self.filled += _rows(column) - len(column.rows_of(blank))
        if not self.open:
            return
        filled = where(column.values, ~blank) if blank.any() else column.values
        self.open = {kind for kind in self.open if _all(filled, kind)}
        if "integer" in self.open and len(self.lengths) < 2:
            self.lengths.update(filled.str.len_chars().unique().to_list())

    def type(self) -> str:
        declared = self.reader.field.type if self.reader else "any"
        if declared != "any" and self.reader is not None:
            castable = _CASTABLE.get(declared, ())
            right = not self.reader.type_errors and all(kind in self.open for kind in castable)
            return declared if right or not self.filled else "string"
        return self._inferred() if self.filled else "string"

    def _inferred(self) -> str:
        if "integer" in self.open and (_CODES.search(_snake(self.name)) or self._identifies()):
            return "string"
        order = ("boolean", "integer", "number", "date")
        return next((kind for kind in order if kind in self.open), "string")

    def _identifies(self) -> bool:
        """Nine or fourteen digits on every row: SIREN and SIRET numbers."""
        return self.lengths in ({9}, {14})


class Profile:
    """Completeness and types of the columns of a table; give it the batches in order."""

    def __init__(self, columns: Sequence[str], readers: Sequence[ColumnReader] | None) -> None:
        self.rows = 0
        self._columns = [
            _Column(name, readers[position] if readers else None)
            for position, name in enumerate(columns)
        ]
        for column in self._columns:
            column.open = _candidates(column.reader)

    def see(self, batch: Batch) -> None:
        """Take a batch into account."""
        self.rows += batch.rows
        for seen, column in zip(self._columns, batch.columns, strict=True):
            seen.see(column)

    def completeness(self) -> dict[str, float]:
        """Share of filled cells per column, 0 to 1; 0 in an empty table."""
        return {each.name: round(each.filled / max(self.rows, 1), 6) for each in self._columns}

    def types(self) -> dict[str, str]:
        """Table Schema type per column."""
        return {each.name: each.type() for each in self._columns}


def _candidates(reader: ColumnReader | None) -> set[str]:
    """The types worth testing: all for an undeclared column, its own for a declared one."""
    if reader is None or reader.field.type == "any":
        return {"boolean", "integer", "number", "date"}
    return set(_CASTABLE.get(reader.field.type, ()))


def _rows(column: Column) -> int:
    return len(column.values if column.codes is None else column.codes)


def _blank(column: Column) -> Mask:
    """The values that are nothing but white space."""
    if column.few is not None:
        return np.array([not text.strip(_WHITE) for text in column.few], np.bool_)
    values = column.values
    blank: Mask = (values == "").to_numpy(writable=True)
    # What begins with a visible ASCII character is not blank: few cells are left to strip.
    visible = (values >= "!") & (values < "\x7f")
    doubtful = np.flatnonzero(~blank & ~visible.to_numpy())
    if len(doubtful):
        blank[doubtful] = (at(values, doubtful).str.strip_chars() == "").to_numpy()
    return blank


def _all(filled: pl.Series, kind: str) -> bool:
    if kind == "boolean":
        return bool(filled.is_in(list(_LITERALS)).all())
    if not filled.str.contains(_SHAPES[kind]).all():
        return False
    # The shape lets 2023-02-30 pass.
    return kind != "date" or not filled.str.to_date("%Y-%m-%d", strict=False).has_nulls()


def _snake(name: str) -> str:
    return re.sub(r"[\W_]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)).lower()
