"""What a custom check is: columns, a test on their parsed values, words when it fails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from federation.i18n import Message
from federation.model import Finding
from quality.cells.batches import Batch, Mask
from quality.cells.reader import ColumnReader
from quality.words.findings import CELL_TAGS, ROW_TAGS

#: Parsed values of the columns of a check, in the order of its `columns`.
Values = Sequence[Any]
#: What of a batch is certainly right: per value where a check has one column, else per row.
Quick = Callable[[Batch], Mask]


@dataclass(frozen=True, slots=True)
class RowCheck:
    """One check on each row.

    `columns` are names of the schema; `test` tells whether their values are right; `quick`, where
    there is one, tells what of a batch is right without asking `test`. `skips_none`:
    no verdict where one of the values is None. `cell` is False for checks about a whole row.
    """

    type: str
    columns: tuple[str, ...]
    test: Callable[[Values], bool]
    title: Message
    message: Message
    skips_none: bool = True
    cell: bool = True
    quick: Callable[[Sequence[ColumnReader]], Quick | None] | None = None

    def right(self, values: Values) -> bool:
        """The verdict on one row."""
        if self.skips_none and any(value is None for value in values):
            return True
        return self.test(values)

    def finding(self, row: int, reader: ColumnReader | None, cell: str | None) -> Finding:
        """The error on a row; `reader` is that of the first column, None if it is absent."""
        pointed = self.cell and reader is not None
        return Finding(
            type=self.type,
            title=self.title,
            message=self.message,
            row=row,
            field=self.columns[0] if self.cell else None,
            field_number=reader.position + 1 if pointed and reader else None,
            cell=cell if pointed else None,
            tags=CELL_TAGS if self.cell else ROW_TAGS,
        )
