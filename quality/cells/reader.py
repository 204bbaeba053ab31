"""The verdict on cells: proofs over whole batches, then Frictionless's reader on what is left.

Frictionless is asked once per distinct value; its answers are kept, within bounds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from quality.cells.batches import Batch, Column, Mask, Rows, at
from quality.cells.proofs import missing_values, proof_of

if TYPE_CHECKING:
    from frictionless import Field

_KEPT = 50_000

#: Notes of Frictionless on a cell, by kind: "type", or the name of a constraint.
Notes = Mapping[str, str]
Counts = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Marks:
    """Errors of one column over a batch: rows in error, and how many of each kind they have."""

    rows: Rows
    types: Counts
    constraints: Counts


class ColumnReader:
    """One column of a table under one field: proves, asks, remembers."""

    def __init__(self, position: int, field: "Field") -> None:
        self.position = position
        self.field = field
        self.name = str(position)
        self.cell = pl.col(self.name)
        self.missing = [each for each in missing_values(field) if isinstance(each, str)]
        self.proof = self._proof()
        self.type_errors = 0
        self._read = field.create_cell_reader()
        self._known: dict[str, tuple[Any, Notes]] = {}
        #: The notes on a cell that the record does not have.
        self.absent: Notes = self._read(None)[1] or {}

    def _proof(self) -> pl.Expr | None:
        """True where no error is possible, false where Frictionless must be asked.

        None where every cell is right, whatever it holds.
        """
        filled = proof_of(self.field, self.cell)
        if filled is None:
            filled = pl.lit(value=False)
        elif filled.meta.eq(pl.lit(value=True)) and not self.field.required:
            return None
        missing = self.is_missing
        return ~missing & filled if self.field.required else missing | filled

    @property
    def is_missing(self) -> pl.Expr:
        """Where the cell is one of the field's missing values."""
        if not self.missing:
            return pl.lit(value=False)
        return pl.any_horizontal(self.cell == text for text in self.missing)

    def column(self, batch: Batch) -> Column:
        """The column of a batch that this reader reads."""
        return batch.columns[self.position]

    def where(self, batch: Batch, expression: pl.Expr, kind: str) -> Mask:
        """Where an expression on `cell` holds, per row; `kind` names it, to be asked once."""
        return batch.once(  # type: ignore[no-any-return]
            (self.position, kind),
            lambda: self.column(batch).spread(self.evaluate(batch, expression)),
        )

    def evaluate(self, batch: Batch, expression: pl.Expr) -> Mask:
        """Where an expression on `cell` holds, per value of the column; null counts as not."""
        values = self.column(batch).values
        found = values.alias(self.name).to_frame().select_seq(expression.alias("found"))["found"]
        if len(found) != len(values):  # a literal
            return np.full(len(values), bool(found[0]))
        # Asked first: most methods of a series start the query engine, which is not free.
        return (found.fill_null(value=False) if found.null_count() else found).to_numpy()

    def missing_rows(self, batch: Batch) -> Mask | None:
        """Where cells are missing, per row; None where none is."""
        return batch.once((self.position, "missing"), lambda: self._missing_rows(batch))  # type: ignore[no-any-return]

    def _missing_rows(self, batch: Batch) -> Mask | None:
        column = self.column(batch)
        if column.few is None:
            found = self.evaluate(batch, self.is_missing)
        else:
            found = np.array([text in self.missing for text in column.few], np.bool_)
        return column.spread(found) if found.any() else None

    def marks(self, batch: Batch) -> Marks | None:
        """The errors of a batch, None when it has none."""
        return batch.once((self.position, "marks"), lambda: self._marks(batch))  # type: ignore[no-any-return]

    def _marks(self, batch: Batch) -> Marks | None:
        column = self.column(batch)
        wrong = [
            (place, notes) for place, text in self._doubtful(batch) if (notes := self.notes(text))
        ]
        if not wrong:
            return None
        types = np.zeros(len(column.values), np.int64)
        constraints = np.zeros(len(column.values), np.int64)
        for place, notes in wrong:
            types[place] = "type" in notes
            constraints[place] = len(notes) - ("type" in notes)
        rows = column.rows_of(types + constraints > 0)
        return Marks(rows, *(_at(column, each, rows) for each in (types, constraints)))

    def _doubtful(self, batch: Batch) -> Iterable[tuple[int, str]]:
        """The values of the column that are not proven, with their positions."""
        column = self.column(batch)
        if self.proof is None:
            return ()
        if column.few is not None:
            return enumerate(column.few)
        doubtful = np.flatnonzero(~self.evaluate(batch, self.proof))
        return zip(doubtful.tolist(), at(column.values, doubtful), strict=True)

    def notes(self, text: str) -> Notes:
        """What Frictionless says of a cell; empty when it is right."""
        return self._asked(text)[1]

    def value(self, text: str) -> Any:  # noqa: ANN401 - whatever type the field has
        """The parsed value; None when missing or of a wrong type."""
        return self._asked(text)[0]

    def _asked(self, text: str) -> tuple[Any, Notes]:
        """The parsed value and the notes; a value of a wrong type is None."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            value, notes = self._read(text)
            notes = notes or {}
            self._known[text] = found = (None if "type" in notes else value, notes)
        return found


def _at(column: Column, found: Counts, rows: Rows) -> Counts:
    return found[rows if column.codes is None else column.codes[rows]]


def filled(batch: Batch, readers: Sequence[ColumnReader]) -> list[Mask]:
    """Where the cells of each column are not missing."""
    return [
        np.ones(batch.rows, np.bool_) if (gone := each.missing_rows(batch)) is None else ~gone
        for each in readers
    ]
