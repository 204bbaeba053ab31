"""The rows of a table under a schema: counts over the whole file, details of the first errors.

Counts come from vectorised verdicts (`cells`), details from replaying the rows through
Frictionless's own `Row`, so that type, note, row and field are those of a full run. `Row` and
`create_cell_handlers` are not public API: frictionless is pinned, and the differential tests are
the gate for a new version.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import polars as pl

from federation.model import ROW_NUMBER, Finding, TableFile
from quality.cells import ColumnReader, Marks
from quality.checks.base import Quick, RowCheck
from quality.findings import from_error
from quality.keys import Key, repeats
from quality.schemas import TableSchema
from quality.writer import EXTRA, WIDTH

if TYPE_CHECKING:
    from frictionless import Field, Row

LIMIT = 1_000
_KEPT_COMBINATIONS = 50_000


@dataclass(slots=True)
class _Applied:
    """A check bound to the columns of this table."""

    check: RowCheck
    readers: tuple[ColumnReader, ...]
    present: tuple[ColumnReader | None, ...]
    quick: Quick | None
    known: dict[tuple[str, ...], bool]


class Judge:
    """Judges one table; give it the batches in order, then read `errors` and `counts`."""

    def __init__(
        self,
        table: TableFile,
        schema: TableSchema,
        fields: Sequence["Field"],
        checks: Sequence[RowCheck],
    ) -> None:
        from frictionless.table.row import create_cell_handlers

        self.counts: Counter[str] = Counter()
        self.errors: list[Finding] = []
        self.conforming = 0
        self.readers = [ColumnReader(position, field) for position, field in enumerate(fields)]
        self._schema = schema
        self._handlers = create_cell_handlers(list(fields))
        by_name = {reader.field.name: reader for reader in self.readers}
        self._checks = [_applied(check, by_name) for check in checks]
        self._keys = [(key, repeats(table, key)) for key in _keys(schema, self.readers)]
        # Frictionless reads key cells before the others: their errors come first.
        self._read_first = [reader.field.name for key, _ in self._keys for reader in key.readers]

    def conforms(self, frame: pl.DataFrame) -> pl.Series:
        """Judge a batch; true for each row without any error."""
        marks = {
            reader.position: found
            for reader in self.readers
            if (found := reader.marks(frame)) is not None
        }
        layout = self._layout(frame)
        self._count_cells(frame, marks, layout)
        bad = [layout["odd"], *(_nonzero(each) for each in marks.values())]
        bad += [self._repeated(frame, key, rows) for key, rows in self._keys]
        # A blank row has one error only, as with Frictionless's own.
        filled = ~layout["blank"]
        masks = ((each, _failing(frame, each) & filled) for each in self._checks)
        failed = [(each, mask) for each, mask in masks if mask.any()]
        for applied, mask in failed:
            self.counts[applied.check.type] += int(mask.sum())
        flagged = pl.select(pl.any_horizontal([*bad, *(mask for _, mask in failed)])).to_series()
        self._detail(frame, flagged, failed)
        self.conforming += len(frame) - int(flagged.sum())
        return ~flagged

    def _layout(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Rows that are short, long or blank; `odd` is any of them."""
        width = pl.col(WIDTH)
        blank = pl.all_horizontal(reader.is_missing for reader in self.readers)
        count = len(self.readers)
        return frame.select(
            short=(width < count).fill_null(value=False),
            long=(width > count).fill_null(value=False),
            blank=blank,
        ).with_columns(odd=pl.any_horizontal("short", "long", "blank"))

    def _count_cells(
        self, frame: pl.DataFrame, marks: dict[int, Marks], layout: pl.DataFrame
    ) -> None:
        """Counts of cell and row errors; a blank row has one error, whatever its cells."""
        plain = ~(layout["short"] | layout["blank"])
        for position, found in marks.items():
            self._add("type-error", found.types.filter(plain).sum())
            self._add("constraint-error", found.constraints.filter(plain).sum())
            self.readers[position].type_errors += int(found.types.sum())
        beyond = frame[WIDTH].filter(plain & layout["long"]) - len(self.readers)
        self._add("extra-cell", beyond.sum())
        self._add("blank-row", (layout["blank"] & ~layout["short"]).sum())
        # The absent cells of a short row are no cells at all: only `Row` knows what that means.
        for row in self._rows(frame.filter(layout["short"])):
            self.counts.update(error.type for error in row.errors)

    def _add(self, kind: str, count: Any) -> None:  # noqa: ANN401 - a sum of a series
        if count:
            self.counts[kind] += int(count)

    def _repeated(self, frame: pl.DataFrame, key: Key, rows: pl.DataFrame) -> pl.Series:
        repeated = frame[ROW_NUMBER].is_in(rows[ROW_NUMBER].implode())
        self._add(_key_type(key), repeated.sum())
        return repeated

    def _detail(
        self,
        frame: pl.DataFrame,
        flagged: pl.Series,
        failed: list[tuple[_Applied, pl.Series]],
    ) -> None:
        room = LIMIT - len(self.errors)
        if room <= 0 or not flagged.any():
            return
        part = frame.with_columns(
            mask.alias(f"check{number}") for number, (_, mask) in enumerate(failed)
        ).filter(flagged)
        found = self._findings(part[:room], [each for each, _ in failed])
        self.errors.extend(islice(found, room))

    def _findings(self, part: pl.DataFrame, failed: list[_Applied]) -> Iterator[Finding]:
        """The errors of rows in the order of Frictionless: cells, keys, then custom checks."""
        repeated = self._repeats_in(part)
        for row, facts in zip(self._rows(part), part.iter_rows(named=True), strict=True):
            self._add_key_errors(row, repeated)
            for error in row.errors:
                name = getattr(error, "field_name", None)
                yield from_error(error, self._schema.field(name) if name else None)
            for number, applied in enumerate(failed):
                if facts[f"check{number}"]:
                    first = applied.present[0]
                    cell = facts[first.name] if first else None
                    yield applied.check.finding(row.row_number, first, cell)

    def _repeats_in(self, part: pl.DataFrame) -> list[tuple[Key, dict[int, int | None]]]:
        wanted = part[ROW_NUMBER].implode()
        return [
            (key, dict(rows.filter(pl.col(ROW_NUMBER).is_in(wanted)).iter_rows()))
            for key, rows in self._keys
        ]

    def _add_key_errors(
        self, row: "Row", repeated: list[tuple[Key, dict[int, int | None]]]
    ) -> None:
        from frictionless import errors

        for key, rows in repeated:
            if row.row_number not in rows:
                continue
            previous = rows[row.row_number]
            note = f"the same as in the row at position {previous}"
            if key.field is not None:
                row.errors.append(errors.UniqueError.from_row(row, note=note, field_name=key.field))
                continue
            if previous is None:
                note = 'cells composing the primary keys are all "None"'
            row.errors.append(errors.PrimaryKeyError.from_row(row, note=note))

    def _rows(self, part: pl.DataFrame) -> Iterator["Row"]:
        """Rows as Frictionless reads them, with the cells they have in the source."""
        from frictionless import Row

        names = [reader.name for reader in self.readers]
        for facts in part.select(*names, ROW_NUMBER, WIDTH, EXTRA).iter_rows():
            *cells, number, width, extra = facts
            if width is not None:
                cells = [*cells[:width], *(extra or ())]
            row = Row(cells, handlers=self._handlers, row_number=number)
            for name in self._read_first:
                row[name]
            yield row


def _nonzero(marks: Marks) -> pl.Series:
    return (marks.types > 0) | (marks.constraints > 0)


def _key_type(key: Key) -> str:
    return "primary-key" if key.field is None else "unique-error"


def _keys(schema: TableSchema, readers: Sequence[ColumnReader]) -> Iterator[Key]:
    """The keys whose columns are all in the table: unique ones, then the primary key."""
    for reader in readers:
        if reader.field.constraints.get("unique"):
            yield Key((reader,), reader.field.name)
    by_name = {reader.field.name: reader for reader in readers}
    if schema.primary_key and all(name in by_name for name in schema.primary_key):
        yield Key(tuple(by_name[name] for name in schema.primary_key), None)


def _applied(check: RowCheck, by_name: dict[str, ColumnReader]) -> _Applied:
    present = tuple(by_name.get(column) for column in check.columns)
    readers = tuple(reader for reader in present if reader is not None)
    quick = check.quick(readers) if check.quick and len(readers) == len(present) else None
    return _Applied(check, readers, present, quick, {})


def _failing(frame: pl.DataFrame, applied: _Applied) -> pl.Series:
    """Rows of a batch that fail a check; the test is asked once per distinct combination."""
    names = [reader.name for reader in applied.readers]
    cells = frame.select(names)
    if applied.quick is not None:
        cells = cells.filter(~applied.quick(frame))
    wrong = [texts for texts in cells.unique().iter_rows() if not _right(applied, texts)]
    if not wrong:
        return pl.repeat(value=False, n=len(frame), dtype=pl.Boolean, eager=True)
    bad = pl.DataFrame(wrong, schema=dict.fromkeys(names, pl.String), orient="row")
    joined = frame.select(names).join(
        bad.with_columns(wrong=pl.lit(value=True)), on=names, how="left", maintain_order="left"
    )
    return joined["wrong"].fill_null(value=False)


def _right(applied: _Applied, texts: tuple[str, ...]) -> bool:
    if texts not in applied.known:
        if len(applied.known) >= _KEPT_COMBINATIONS:
            applied.known.clear()
        cells = iter(texts)
        values = [
            None if reader is None else reader.value(next(cells)) for reader in applied.present
        ]
        applied.known[texts] = applied.check.right(values)
    return applied.known[texts]
