"""A custom check at work on the columns of one table: which rows of a batch fail it.

What is not proven right at once is asked of the check itself, once per distinct combination of
cells; its answers are kept, within bounds.
"""

import numpy as np
import polars as pl

from quality.cells.batches import Batch, Mask, Rows, at
from quality.cells.reader import ColumnReader
from quality.checks.base import RowCheck

_KEPT = 50_000
_FEW = 1_000  # rows that are sooner asked one by one than grouped
Texts = tuple[str, ...]


class AppliedCheck:
    """A check bound to the columns of a table; an absent column counts as empty cells."""

    def __init__(self, check: RowCheck, by_name: dict[str, ColumnReader]) -> None:
        self.check = check
        self._present = tuple(by_name.get(column) for column in check.columns)
        self._readers = tuple(reader for reader in self._present if reader is not None)
        whole = len(self._readers) == len(self._present)
        self._quick = check.quick(self._readers) if check.quick and whole else None
        self._known: dict[Texts, bool] = {}

    @property
    def first(self) -> ColumnReader | None:
        """The reader of the column that errors point at; None when the table lacks it."""
        return self._present[0]

    def failing(self, batch: Batch) -> Mask | None:
        """The rows of a batch that fail, None where none does."""
        return self._of_one(batch) if len(self._readers) == 1 else self._of_several(batch)

    def _of_one(self, batch: Batch) -> Mask | None:
        column = self._readers[0].column(batch)
        open_ = self._open(batch, len(column.values))
        wrong = np.zeros(len(column.values), np.bool_)
        wrong[open_] = [not self._right((text,)) for text in at(column.values, open_)]
        found: Mask | None = column.spread(wrong) if wrong.any() else None
        return found

    def _of_several(self, batch: Batch) -> Mask | None:
        open_ = self._asked(batch, self._open(batch, batch.rows))
        # By place, not by column: a check may name one column twice.
        cells = {
            str(place): each.column(batch).cells(open_) for place, each in enumerate(self._readers)
        }
        if len(open_) <= _FEW:
            wrong = [not self._right(texts) for texts in zip(*cells.values(), strict=True)]
            found = open_[np.array(wrong, np.bool_)]
        else:
            found = open_[self._wrong_among(pl.DataFrame(cells))]
        if not len(found):
            return None
        failing = np.zeros(batch.rows, np.bool_)
        failing[found] = True
        return failing

    def _asked(self, batch: Batch, rows: Rows) -> Rows:
        """Those of the rows that the check does not skip: where no value of its columns is None."""
        if not self.check.skips_none:
            return rows
        if len(self._readers) < len(self._present):
            return rows[:0]
        nothing = np.zeros(batch.rows, np.bool_)
        for reader in self._readers:
            missing, marks = reader.missing_rows(batch), reader.marks(batch)
            if missing is not None:
                nothing |= missing
            if marks is not None:
                nothing[marks.rows[marks.types > 0]] = True
        return rows[~nothing[rows]]

    def _wrong_among(self, frame: pl.DataFrame) -> Rows:
        """Positions of the wrong rows of a frame of cells."""
        names = frame.columns
        wrong = [texts for texts in frame.unique().iter_rows() if not self._right(texts)]
        bad = pl.DataFrame(wrong, schema=dict.fromkeys(names, pl.String), orient="row")
        numbered = frame.with_row_index("__open")
        found = numbered.join(bad, on=names, how="semi", maintain_order="left")
        return found["__open"].to_numpy()

    def _open(self, batch: Batch, count: int) -> Rows:
        """What is not proven: values of the column, or rows where there are several columns."""
        if self._quick is None:
            return np.arange(count)
        return np.flatnonzero(~self._quick(batch))

    def _right(self, texts: Texts) -> bool:
        if texts not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            cells = iter(texts)
            values = [
                None if reader is None else reader.value(next(cells)) for reader in self._present
            ]
            self._known[texts] = self.check.right(values)
        return self._known[texts]
