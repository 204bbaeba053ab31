"""The rows of a table under a schema: counts over the whole file, details of the first errors.

Counts come from vectorised verdicts (`cells`, `applied`, `keys`), details from `details`. Reading
cells one by one with Frictionless is the exception: the differential tests are the gate.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from federation.model import Finding, TableFile
from quality.cells.batches import Batch, Mask, Rows
from quality.cells.reader import ColumnReader, Marks
from quality.checks.base import RowCheck
from quality.conformity.applied import AppliedCheck
from quality.conformity.details import LIMIT, Details, Failed
from quality.conformity.keys import Key, KeyErrors, key_errors
from quality.conformity.layout import Layout
from quality.conformity.references import (
    ReferenceErrors,
    Source,
    Tables,
    reference_errors,
    references,
)
from quality.schemas import TableSchema

if TYPE_CHECKING:
    from frictionless import Field

__all__ = ["LIMIT", "Judge"]


class Judge:
    """Judges one table; give it the batches in order, then read `errors` and `counts`."""

    def __init__(
        self,
        table: TableFile,
        schema: TableSchema,
        fields: Sequence["Field"],
        checks: Sequence[RowCheck],
        related: Tables,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.readers = [ColumnReader(position, field) for position, field in enumerate(fields)]
        by_name = {reader.field.name: reader for reader in self.readers}
        self._checks = [AppliedCheck(check, by_name) for check in checks]
        self._keys: list[KeyErrors | ReferenceErrors] = [
            key_errors(table, key) for key in _keys(schema, self.readers)
        ]
        self.source = own = Source(table, tuple(self.readers))
        links, self.unchecked = references(schema, own, related)
        self._keys += [reference_errors(own, link) for link in links]
        self._details = Details(schema, fields, self.readers, self._keys)

    @property
    def errors(self) -> list[Finding]:
        """The first errors, `LIMIT` at most, in the order of the rows."""
        return self._details.errors

    def conforms(self, batch: Batch) -> Mask:
        """Judge a batch; true for each row without any error."""
        layout = Layout.of(batch, self.readers)
        marks = self._marks(batch)
        self._count_cells(batch, marks, layout)
        self._count_layout(batch, layout)
        flagged = np.zeros(batch.rows, np.bool_)
        for mask in layout.odd:
            flagged |= mask
        for rows in (*(each.rows for each in marks.values()), *self._repeated(batch)):
            flagged[rows] = True
        failed = self._failed(batch, layout)
        for _, mask in failed:
            flagged |= mask
        self._details.see(batch, layout, marks, failed, flagged)
        good: Mask = ~flagged
        return good

    def _marks(self, batch: Batch) -> dict[int, Marks]:
        found = {reader.position: reader.marks(batch) for reader in self.readers}
        return {position: marks for position, marks in found.items() if marks is not None}

    def _count_cells(self, batch: Batch, marks: dict[int, Marks], layout: Layout) -> None:
        """Errors of the cells that records do have, outside blank rows."""
        for position, found in marks.items():
            held = layout.held(batch, position, found.rows)
            self._add("type-error", int(found.types[held].sum()))
            self._add("constraint-error", int(found.constraints[held].sum()))
            self.readers[position].type_errors += int(found.types.sum())

    def _count_layout(self, batch: Batch, layout: Layout) -> None:
        """Blank rows, cells beyond the last column, cells that short records lack."""
        count = len(self.readers)
        if layout.blank is not None:
            self._add("blank-row", int(layout.blank.sum()))
        if batch.widths is None:
            return
        widths = batch.widths if layout.blank is None else batch.widths[~layout.blank]
        self._add("extra-cell", int(np.maximum(widths - count, 0).sum()))
        self._add("missing-cell", int(np.maximum(count - widths, 0).sum()))
        for reader in self.readers:
            lacking = int((widths <= reader.position).sum())
            self._add("constraint-error", lacking * len(reader.absent))

    def _add(self, kind: str, count: int) -> None:
        if count:
            self.counts[kind] += count

    def _repeated(self, batch: Batch) -> Iterator[Rows]:
        for key in self._keys:
            rows = key.rows_in(batch)
            self._add(key.type, len(rows))
            yield rows

    def _failed(self, batch: Batch, layout: Layout) -> list[Failed]:
        found = []
        for check in self._checks:
            mask = check.failing(batch)
            if mask is None:
                continue
            mask = layout.filled(mask)
            self._add(check.check.type, int(mask.sum()))
            found.append((check, mask))
        return found


def _keys(schema: TableSchema, readers: Sequence[ColumnReader]) -> Iterator[Key]:
    """The keys whose columns are all in the table: unique ones, then the primary key."""
    for reader in readers:
        if reader.field.constraints.get("unique"):
            yield Key((reader,), reader.field.name)
    by_name = {reader.field.name: reader for reader in readers}
    if schema.primary_key and all(name in by_name for name in schema.primary_key):
        yield Key(tuple(by_name[name] for name in schema.primary_key), None)
