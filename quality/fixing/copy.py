"""A corrected copy of a table: UTF-8, commas, right names, and the cells that leave no doubt.

Nothing else changes: columns, rows and their order stay as they are. Each change is told by column
and kind, with the first rows; what could not be decided is told too. No message holds a cell.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from uuid import uuid4

import polars as pl
import pyarrow.parquet as pq

from federation.errors import FailureCode, TableError
from federation.i18n import Message, msg
from federation.model import ROW_NUMBER, TableFile
from quality.fixing.repairs import CellRepair, Evidence
from quality.fixing.words import Change, cell_change, name_change, source_changes, undecided
from quality.reading.writer import EXTRA, WIDTH, labels_of
from quality.schemas.names import fold
from quality.schemas.table_schema import TableField, TableSchema

_TOLD_ROWS = 5
_KEPT = 100_000  # mended values remembered per column


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was changed in a copy, and what was left because nothing proves it."""

    changes: tuple[Change, ...]
    left: tuple[Message, ...] = ()


def fix(table: TableFile, schema: TableSchema | None, out: Path) -> Fixed:
    """Write a corrected copy of a table, as `read_table` read it, to `out` as CSV.

    UTF-8 without byte order mark, RFC 4180. Without a schema only the form of the file changes;
    the same where a column name stands twice. TableError INTERNAL where `out` cannot be written.
    """
    labels = labels_of(table)
    renamed = _renamed(labels, schema)
    names = [renamed.get(label, label) for label in labels]
    columns = _columns(table, names, schema)
    partial = out.with_name(f"{out.name}.{uuid4().hex}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as target:
            cells = _write(table, names, columns, target)
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise _refused(out) from error
    changes = [
        *source_changes(table.source),
        *(name_change(old, new) for old, new in renamed.items()),
        *cells,
    ]
    left = [told for each in columns for told in undecided(each.about.name, each.evidence)]
    return Fixed(tuple(changes), tuple(left))


@dataclass(slots=True)
class _Column:
    """A column of the table under a field, what it proves, and what was mended in it."""

    position: int
    about: TableField
    evidence: Evidence
    repair: CellRepair | None = None
    known: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def mended(self, cells: pl.Series, numbers: pl.Series) -> pl.Series:
        """The cells of a batch once mended; counts what changed."""
        found = {text: self._ask(text) for text in cells.unique().to_list() if text}
        wrong = {text: answer for text, answer in found.items() if answer is not None}
        if not wrong:
            return cells
        frame = pl.DataFrame({"cell": list(wrong), "kind": [kind for kind, _ in wrong.values()]})
        met = pl.DataFrame({"cell": cells, "row": numbers}).join(
            frame, on="cell", how="inner", maintain_order="left"
        )
        for row, kind in met.select("row", "kind").iter_rows():
            self.counts[kind] += 1
            if len(self.rows[kind]) < _TOLD_ROWS:
                self.rows[kind].append(row)
        return cells.replace({text: new for text, (_, new) in wrong.items()})

    def _ask(self, text: str) -> tuple[str, str] | None:
        assert self.repair is not None  # noqa: S101 - set before the second pass
        if text not in self.known:
            if len(self.known) >= _KEPT:
                self.known.clear()
            self.known[text] = self.repair.repair(text)
        return self.known[text]


def _renamed(labels: Sequence[str], schema: TableSchema | None) -> dict[str, str]:
    """Labels and the names of the schema they stand for, where neither side leaves a choice."""
    if schema is None or len(set(labels)) < len(labels):
        return {}
    known = {each.name for each in schema.fields}
    missing = _by_meaning(each for each in known if each not in labels)
    unknown = _by_meaning(label for label in labels if label not in known)
    return {
        found[0]: missing[key][0]
        for key, found in unknown.items()
        if len(found) == 1 and len(missing.get(key, ())) == 1
    }


def _by_meaning(names: Iterator[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if fold(name):
            found[fold(name)].append(name)
    return found


def _columns(table: TableFile, names: list[str], schema: TableSchema | None) -> list[_Column]:
    """The columns with a field, once every cell was looked at for what they prove."""
    if schema is None or len(set(names)) < len(names):
        return []
    known = [(position, schema.field(name)) for position, name in enumerate(names)]
    columns = [_Column(at, each, Evidence()) for at, each in known if each is not None]
    for frame in _frames(table):
        for each in columns:
            each.evidence.see(frame[:, each.position], each.about)
    _prepare(columns, schema)
    return columns


def _prepare(columns: list[_Column], schema: TableSchema) -> None:
    from quality.checks import registry

    readers = {each.name: each.create_cell_reader() for each in schema.frictionless().fields}
    checks, _ = registry.build(schema.checks)
    for each in columns:
        name = each.about.name
        own = tuple(check for check in checks if check.columns == (name,))
        each.repair = CellRepair(each.about, each.evidence, readers[name], own)


def _write(
    table: TableFile, names: list[str], columns: list[_Column], target: IO[str]
) -> list[Change]:
    writer = csv.writer(target)
    writer.writerow(names)
    for frame in _frames(table):
        numbers = frame[ROW_NUMBER]
        mended = {each.position: each.mended(frame[:, each.position], numbers) for each in columns}
        writer.writerows(_records(frame, len(names), mended))
    return [
        cell_change(each.about.name, kind, count, tuple(each.rows[kind]))
        for each in columns
        for kind, count in each.counts.items()
    ]


def _records(
    frame: pl.DataFrame, width: int, mended: Mapping[int, pl.Series]
) -> Iterator[Sequence[str]]:
    """Records as wide as in the source: short ones stay short, long ones keep their last cells."""
    cells = [mended.get(position, frame[:, position]) for position in range(width)]
    widths = frame[WIDTH].to_list() if WIDTH in frame.columns else [None] * len(frame)
    extra = frame[EXTRA].to_list() if EXTRA in frame.columns else [None] * len(frame)
    for record, own, beyond in zip(
        zip(*(each.to_list() for each in cells), strict=True), widths, extra, strict=True
    ):
        yield record if own is None else [*record[:own], *(beyond or ())]


def _frames(table: TableFile) -> Iterator[pl.DataFrame]:
    """The table by row groups, visible columns first, in their order."""
    with pq.ParquetFile(table.path) as source:
        hidden = [name for name in (ROW_NUMBER, WIDTH, EXTRA) if name in source.schema_arrow.names]
        names = [*table.columns, *hidden]
        for group in range(source.num_row_groups):
            yield pl.DataFrame(source.read_row_group(group, columns=names).select(names))


def _refused(out: Path) -> TableError:
    return TableError(
        FailureCode.INTERNAL,
        msg(
            "%(file)s cannot be written. Check the folder, its rights and the room on the disk.",
            file=str(out),
        ),
    )
