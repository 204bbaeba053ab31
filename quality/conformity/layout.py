"""Records that are no ordinary rows of their table: short, long or blank."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quality.cells.batches import Batch, Mask, Rows
from quality.cells.reader import ColumnReader


@dataclass(frozen=True, slots=True)
class Layout:
    """Odd rows of a batch; None where there is none of a kind.

    A blank row has nothing but missing cells; it has one error, whatever else is wrong with it.
    """

    blank: Mask | None
    short: Mask | None
    long: Mask | None

    @classmethod
    def of(cls, batch: Batch, readers: Sequence[ColumnReader]) -> "Layout":
        """What is odd in a batch."""
        blank = _blank(batch, readers)
        if batch.widths is None:
            return cls(blank, None, None)
        return cls(blank, batch.widths < len(readers), batch.widths > len(readers))

    @property
    def odd(self) -> list[Mask]:
        """The masks there are."""
        return [each for each in (self.blank, self.short, self.long) if each is not None]

    def filled(self, mask: Mask) -> Mask:
        """The rows of a mask that are not blank."""
        return mask if self.blank is None else mask & ~self.blank

    def held(self, batch: Batch, position: int, rows: Rows) -> Mask:
        """Which of some rows are not blank and do have a cell in a column."""
        held = np.ones(len(rows), np.bool_) if self.blank is None else ~self.blank[rows]
        return held if batch.widths is None else held & (batch.widths[rows] > position)


def _blank(batch: Batch, readers: Sequence[ColumnReader]) -> Mask | None:
    blank = np.ones(batch.rows, np.bool_)
    for reader in readers:
        gone = reader.missing_rows(batch)
        if batch.widths is not None:
            beyond = batch.widths <= reader.position
            gone = beyond if gone is None else gone | beyond
        if gone is None:
            return None
        blank &= gone
        if not blank.any():
            return None
    return blank
