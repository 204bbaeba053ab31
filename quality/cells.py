"""The verdict on cells: proofs over whole batches, then Frictionless's reader on what is left.

Frictionless is asked once per distinct value; its answers are kept, within bounds. A batch is a
frame whose columns are named by position (`"0"`, `"1"`…).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from quality.proofs import missing_values, proof_of

if TYPE_CHECKING:
    from frictionless import Field

_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Marks:
    """Errors of one column over a batch: type errors and constraint errors per row."""

    types: pl.Series  # UInt16
    constraints: pl.Series  # UInt16


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
        self._verdicts: dict[str, tuple[int, int]] = {}
        self._values: dict[str, Any] = {}

    def _proof(self) -> pl.Expr:
        """True where no error is possible, false where Frictionless must be asked."""
        missing = self.is_missing
        filled = proof_of(self.field, self.cell)
        proven = ~missing & filled if filled is not None else pl.lit(value=False)
        if self.field.required:
            return proven
        return missing | proven

    @property
    def is_missing(self) -> pl.Expr:
        """Where the cell is one of the field's missing values."""
        if not self.missing:
            return pl.lit(value=False)
        return pl.any_horizontal(self.cell == text for text in self.missing)

    def marks(self, frame: pl.DataFrame) -> Marks | None:
        """The errors of a batch, None when it has none."""
        doubtful = frame.lazy().filter(~self.proof).select(self.cell.unique()).collect()
        wrong = {
            text: verdict for text in doubtful.to_series() if any(verdict := self._verdict(text))
        }
        if not wrong:
            return None
        texts = list(wrong)
        cells = frame[self.name]
        counts = [_mapped(cells, texts, [wrong[text][i] for text in texts]) for i in (0, 1)]
        return Marks(*counts)

    def _verdict(self, text: str) -> tuple[int, int]:
        """Number of type errors and of constraint errors of a cell."""
        verdict = self._verdicts.get(text)
        if verdict is None:
            _, notes = self._read(text)
            kinds = notes or {}
            wrong_type = int("type" in kinds)
            verdict = (wrong_type, len(kinds) - wrong_type)
            if len(self._verdicts) >= _KEPT:
                self._verdicts.clear()
            self._verdicts[text] = verdict
        return verdict

    def value(self, text: str) -> Any:  # noqa: ANN401 - whatever type the field has
        """The parsed value; None when missing or of a wrong type."""
        if text not in self._values:
            value, notes = self._read(text)
            if len(self._values) >= _KEPT:
                self._values.clear()
            self._values[text] = None if notes and "type" in notes else value
        return self._values[text]


def _mapped(cells: pl.Series, texts: Sequence[str], counts: Sequence[int]) -> pl.Series:
    return cells.replace_strict(texts, counts, default=0, return_dtype=pl.UInt16)
