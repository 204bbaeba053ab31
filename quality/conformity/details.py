"""The first errors of a table, each with its row, field, cell and note, in Frictionless's order.

Notes are those of Frictionless's own cell readers. Rows that are short, long, blank or whose keys
are wrong are read through Frictionless's `Row`, as in a full run. `Row` and `create_cell_handlers`
are not public API: frictionless is pinned, and the differential tests are the gate for a new
version.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from federation.model import Finding
from quality.cells.batches import Batch, Mask
from quality.cells.reader import ColumnReader, Marks
from quality.conformity.applied import AppliedCheck
from quality.conformity.keys import KeyErrors
from quality.conformity.layout import Layout
from quality.conformity.references import FOREIGN_KEY, ReferenceErrors, reworded
from quality.schemas import TableSchema
from quality.words.findings import CELL_TAGS, from_error

if TYPE_CHECKING:
    from frictionless import Field
    from frictionless.errors import RowError

LIMIT = 1_000
Failed = tuple[AppliedCheck, Mask]


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell error as Frictionless would make it; its own carry the whole row, at great cost."""

    type: str
    note: str
    row_number: int
    field_name: str
    field_number: int
    cell: str
    tags: tuple[str, ...] = CELL_TAGS


class Details:
    """The errors of one table, up to `LIMIT`; give it the judged batches in order."""

    def __init__(
        self,
        schema: TableSchema,
        fields: Sequence["Field"],
        readers: Sequence[ColumnReader],
        keys: Sequence[KeyErrors | ReferenceErrors],
    ) -> None:
        self.errors: list[Finding] = []
        self._schema = schema
        self._fields = list(fields)
        self._keys = keys
        self._readers = readers
        # Frictionless reads key cells before the others: their errors come first.
        first = dict.fromkeys(reader.position for each in keys for reader in each.readers)
        self._order = [*first, *(each.position for each in readers if each.position not in first)]

    @cached_property
    def _handlers(self) -> "dict[str, Any]":
        # Made where a row is replayed: each field is copied through its descriptor, at a cost.
        from frictionless.table.row import create_cell_handlers

        return create_cell_handlers(self._fields)

    def see(
        self,
        batch: Batch,
        layout: Layout,
        marks: dict[int, Marks],
        failed: list[Failed],
        flagged: Mask,
    ) -> None:
        """Take the errors of a judged batch, while there is room for them."""
        room = LIMIT - len(self.errors)
        if room <= 0 or not flagged.any():
            return
        rows = np.flatnonzero(flagged)[:room]
        view = _View(batch, layout, marks, failed, rows)
        self.errors.extend(islice(self._findings(view), room))

    def _findings(self, view: "_View") -> Iterator[Finding]:
        """The errors of rows in the order of Frictionless: cells, keys, then custom checks."""
        odd = view.odd | {row for key in self._keys for row in key.rows_in(view.batch).tolist()}
        for row, cells in zip(view.rows, view.cells, strict=True):
            for error in self._replayed(view, row, cells) if row in odd else ():
                yield self._found(error)
            for fault in () if row in odd else self._faults(view, row, cells):
                yield self._found(cast("RowError", fault))
            for check, mask in view.failed:
                if mask[row]:
                    first = check.first
                    cell = cells[first.position] if first else None
                    yield check.check.finding(view.number(row), first, cell)

    def _found(self, error: "RowError") -> Finding:
        name: str | None = getattr(error, "field_name", None)
        found = from_error(error, self._schema.field(name) if name else None)
        return reworded(found) if found.type == FOREIGN_KEY else found

    def _faults(self, view: "_View", row: int, cells: tuple[str, ...]) -> Iterator[CellFault]:
        for position in self._order:
            if row not in view.marked.get(position, ()):
                continue
            reader = self._readers[position]
            for kind, note in reader.notes(cells[position]).items():
                yield CellFault(
                    type="type-error" if kind == "type" else "constraint-error",
                    note=note,
                    row_number=view.number(row),
                    field_name=reader.field.name,
                    field_number=position + 1,
                    cell=cells[position],
                )

    def _replayed(self, view: "_View", row: int, cells: tuple[str, ...]) -> list["RowError"]:
        """The errors of a row as Frictionless finds them, with the cells it has in the source."""
        from frictionless import Row

        source = list(cells)
        if view.batch.widths is not None:
            source = [*cells[: view.batch.widths[row]], *view.batch.beyond(row)]
        read = Row(source, handlers=self._handlers, row_number=view.number(row))
        for key in self._keys:
            key.add_to(read)
        return read.errors  # type: ignore[no-any-return]


class _View:
    """What is wrong in a batch, for the rows whose errors are wanted."""

    def __init__(
        self,
        batch: Batch,
        layout: Layout,
        marks: dict[int, Marks],
        failed: list[Failed],
        rows: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    ) -> None:
        self.batch = batch
        self.failed = failed
        self.rows: list[int] = rows.tolist()
        texts = [column.cells(rows).to_list() for column in batch.columns]
        self.cells: list[tuple[str, ...]] = list(zip(*texts, strict=True))
        last = self.rows[-1]
        self.marked = {
            position: set(each.rows[each.rows <= last].tolist()) for position, each in marks.items()
        }
        self.odd = {row for mask in layout.odd for row in rows[mask[rows]].tolist()}

    def number(self, row: int) -> int:
        """The number of a row in the source."""
        return int(self.batch.numbers[row])
