"""The rows of an examined table where the first errors stand, to be shown with them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from federation.model import ROW_NUMBER, Finding, QualityReport, TableFile

_ROWS = 20
_CELL = 120  # characters
_WIDE = 8  # columns that fit side by side
_FIRST = 2  # columns by which people know a row


@dataclass(frozen=True, slots=True)
class ExcerptCell:
    """A cell; `faults` are the numbers of the findings about it. Without text: not to be shown."""

    text: str | None
    faults: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ExcerptRow:
    """A row with at least one error; `faults` pairs a number with a finding, in order."""

    number: int
    cells: tuple[ExcerptCell, ...]
    faults: Sequence[tuple[int, Finding]] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some rows; `columns` are the positions (first = 0) of the columns shown."""

    columns: tuple[int, ...] = ()
    rows: tuple[ExcerptRow, ...] = ()


def excerpt(table: TableFile, report: QualityReport, *, cells: bool, rows: int = _ROWS) -> Excerpt:
    """The first `rows` wrong rows; their content only where `cells` is true.

    Of a wide table, its first columns and those with an error.
    """
    faults: Mapping[int, list[tuple[int, Finding]]] = _by_row(report, rows)
    if not faults:
        return Excerpt()
    shown = _shown(table.columns, faults)
    texts = _texts(table, sorted(faults)) if cells else {}
    return Excerpt(
        shown,
        tuple(
            _row(number, table.columns, shown, texts.get(number), found)
            for number, found in sorted(faults.items())
        ),
    )


def _shown(
    columns: Sequence[str], faults: Mapping[int, list[tuple[int, Finding]]]
) -> tuple[int, ...]:
    if len(columns) <= _WIDE:
        return tuple(range(len(columns)))
    wrong = {_position(finding, columns) for found in faults.values() for _, finding in found}
    return tuple(at for at in range(len(columns)) if at < _FIRST or at in wrong)


def _by_row(report: QualityReport, rows: int) -> dict[int, list[tuple[int, Finding]]]:
    found: dict[int, list[tuple[int, Finding]]] = defaultdict(list)
    for number, each in enumerate(report.errors, start=1):
        if each.row is not None and (each.row in found or len(found) < rows):
            found[each.row].append((number, each))
    return dict(found)


def _texts(table: TableFile, numbers: list[int]) -> dict[int, tuple[str, ...]]:
    frame = (
        pl.scan_parquet(table.path)
        .filter(pl.col(ROW_NUMBER).is_in(numbers))
        .select(ROW_NUMBER, *table.columns)
        .collect()
    )
    return {row[0]: tuple(text or "" for text in row[1:]) for row in frame.iter_rows()}


def _row(
    number: int,
    columns: Sequence[str],
    shown: Sequence[int],
    texts: tuple[str, ...] | None,
    faults: list[tuple[int, Finding]],
) -> ExcerptRow:
    about: dict[int, list[int]] = defaultdict(list)
    for fault, finding in faults:
        position = _position(finding, columns)
        if position is not None:
            about[position].append(fault)
    cells = tuple(
        ExcerptCell(None if texts is None else _cut(texts[position]), tuple(about[position]))
        for position in shown
    )
    return ExcerptRow(number, cells, tuple(faults))


def _position(finding: Finding, columns: Sequence[str]) -> int | None:
    if finding.field_number is not None:
        inside = finding.field_number <= len(columns)
        return finding.field_number - 1 if inside else None
    return columns.index(finding.field) if finding.field in columns else None


def _cut(text: str) -> str:
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
