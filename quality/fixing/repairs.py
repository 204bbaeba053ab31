"""What can be mended in a cell without guessing, and what a column must prove beforehand.

A cell is only touched where it is wrong, and only by what makes it better: fewer faults, or a value
that can be read where none could. A date is turned round only in a column that proves the day
comes first; a comma becomes a point only where the column proves that it marks decimals.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from quality.checks.base import RowCheck
from quality.schemas.names import fold
from quality.schemas.table_schema import TableField

SPACES, DATE, DECIMAL, THOUSANDS = "spaces", "date", "decimal-comma", "thousands"
SPELLING, DIGITS, INTERVAL = "spelling", "digits", "interval"

_GAP = "[ \u00a0\u202f]"
_BLANK = " \t\u00a0\u202f\u2007"
_DMY = r"^\s*([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\s*$"
_YMD = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_GROUPED = rf"[+-]?(?:[0-9]+|[0-9]{{1,3}}(?:{_GAP}[0-9]{{3}})+)"
_COMMA = rf"^\s*{_GROUPED},[0-9]+\s*$"
_POINT = rf"^\s*{_GROUPED}\.[0-9]+\s*$"
#: A comma that no thousands separator can be: not before three digits alone, or after a gap.
_SURE_COMMA = "|".join(
    (
        rf"^\s*{_GROUPED},(?:[0-9]{{1,2}}|[0-9]{{4,}})\s*$",
        r"^\s*[+-]?(?:0[0-9]*|[0-9]{4,}),[0-9]+\s*$",
        rf"^\s*[+-]?[0-9]{{1,3}}(?:{_GAP}[0-9]{{3}})+,[0-9]+\s*$",
    )
)
_INTERVAL = re.compile(r"([0-9]{4}(?:-[0-9]{2}-[0-9]{2})?) ?_ ?([0-9]{4}(?:-[0-9]{2}-[0-9]{2})?)")
_DIGITS = re.compile(rf"(?:[0-9]{_GAP}*){{9}}|(?:[0-9]{_GAP}*){{14}}")
_DAYS = ("default", "%Y-%m-%d")


@dataclass(slots=True)
class Evidence:
    """What all cells of a column say about the order of dates and the sense of commas."""

    dates: int = 0
    day_first: bool = False
    month_first: bool = False
    commas: int = 0
    sure_comma: bool = False
    points: bool = False

    def see(self, cells: pl.Series, field: TableField) -> None:
        """Look at a batch of cells."""
        if field.type == "date":
            found = cells.str.extract_groups(_DMY).struct.unnest().drop_nulls()
            first, second = (found[name].cast(pl.Int64) for name in found.columns[:2])
            self.dates += len(found)
            self.day_first = self.day_first or bool((first > 12).any())
            self.month_first = self.month_first or bool((second > 12).any())
        elif field.type in ("number", "integer"):
            self.commas += int(cells.str.contains(_COMMA).sum())
            self.sure_comma = self.sure_comma or bool(cells.str.contains(_SURE_COMMA).any())
            self.points = self.points or bool(cells.str.contains(_POINT).any())

    @property
    def turns_dates(self) -> bool:
        """Whether some date proves that the day comes first, and none the contrary."""
        return self.day_first and not self.month_first

    @property
    def turns_commas(self) -> bool:
        """Whether every comma of the column marks decimals."""
        return self.sure_comma and not self.points


class CellRepair:
    """The repairs of one column; `repair` is asked once per distinct value."""

    def __init__(
        self,
        field: TableField,
        evidence: Evidence,
        read: Callable[[str], tuple[Any, dict[str, str] | None]],
        checks: tuple[RowCheck, ...],
    ) -> None:
        self._field = field
        self._evidence = evidence
        self._read = read
        self._checks = checks
        self._choices = _choices(field)

    def repair(self, text: str) -> tuple[str, str] | None:
        """The kind of repair and the mended text; None where there is nothing to do for it."""
        faults = self._faults(text)
        if not faults:
            return None
        for kind, mended in self._candidates(text):
            if mended != text and _better(self._faults(mended), faults):
                return kind, mended
        return None

    def _faults(self, text: str) -> frozenset[str]:
        value, notes = self._read(text)
        wrong = {check.type for check in self._checks if not check.right([value])}
        return frozenset(notes or {}) | wrong

    def _candidates(self, text: str) -> Iterator[tuple[str, str]]:
        trimmed = text.strip(_BLANK)
        yield SPACES, trimmed
        if self._field.type == "date" and self._field.format in _DAYS:
            yield from _dates(trimmed, day_first=self._evidence.turns_dates)
        elif self._field.type in ("number", "integer"):
            yield from _numbers(trimmed, commas=self._evidence.turns_commas)
        choice = self._choices.get(fold(trimmed))
        if choice is not None:
            yield SPELLING, choice
        yield from _texts(trimmed)


def _better(after: frozenset[str], before: frozenset[str]) -> bool:
    """Fewer faults, or a value that can now be read, whatever else is said of it."""
    return after < before or ("type" in before and "type" not in after)


def _dates(text: str, *, day_first: bool) -> Iterator[tuple[str, str]]:
    found = re.match(_DMY, text)
    if found and day_first:
        day, month, year = map(int, found.groups())
        yield from _iso(year, month, day)
    found = _YMD.fullmatch(text)
    if found:
        year, month, day = map(int, found.groups())
        yield from _iso(year, month, day)


def _iso(year: int, month: int, day: int) -> Iterator[tuple[str, str]]:
    try:
        yield DATE, date(year, month, day).isoformat()
    except ValueError:
        return


def _numbers(text: str, *, commas: bool) -> Iterator[tuple[str, str]]:
    joined = re.sub(_GAP, "", text)
    if re.match(_COMMA, text):
        if commas:
            yield DECIMAL, joined.replace(",", ".")
    elif re.fullmatch(rf"{_GROUPED}(?:\.[0-9]+)?", text):
        yield THOUSANDS, joined


def _texts(text: str) -> Iterator[tuple[str, str]]:
    found = _INTERVAL.fullmatch(text)
    if found:
        yield INTERVAL, f"{found[1]}/{found[2]}"
    if _DIGITS.fullmatch(text):
        yield DIGITS, re.sub(_GAP, "", text)


def _choices(field: TableField) -> dict[str, str]:
    """The values a field accepts by what people mean; those that two of them share are left out."""
    accepted = [*field.true_values, *field.false_values]
    accepted += [each for each in field.constraints.get("enum") or () if isinstance(each, str)]
    folded: dict[str, set[str]] = {}
    for each in accepted:
        folded.setdefault(fold(each), set()).add(each)
    return {key: next(iter(group)) for key, group in folded.items() if key and len(group) == 1}
