"""Hierarchies: each level makes values coarser than the one before; the last one empties the cell.

What says that nothing is told ("confidentiel", "-") stays at every level, as a value of its own.

Level 0 is the value as it stands. A value that a level cannot read becomes empty there: what is not
understood is not published at that level.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from anonymisation.bodies.nobody import untold
from anonymisation.policy.risk import Hierarchy

Step = Callable[[str], str]

#: Share of distinct filled values that a hierarchy must be able to read to be used.
READABLE = 0.9
#: Rare values are those under the threshold, then those under this share of the rows.
RARE_SHARE = 0.05
_BANDS = (20, 10, 5)

_OTHER = {"fr": "[autre]", "en": "[other]", "es": "[otro]"}

_ISO = re.compile(r"^\s*(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_SLASHED = re.compile(r"^\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?!\d)")
_COMPACT = re.compile(r"^\s*((?:19|20)\d{2})(\d{2})(\d{2})\s*$")
_YEAR = re.compile(r"^\s*(1[89]\d{2}|20\d{2})\s*$")
_AGE = re.compile(r"^\s*(\d{1,3})(?:[.,]0+)?\s*(?:ans?|anos?|años?|years?)?\s*$", re.IGNORECASE)
_POSTCODE = re.compile(r"^\s*(\d[\dAB]\d{2,4})\s*$")
_NUMBER = re.compile(r"^\s*-?\d{1,15}(?:[.,]\d+)?\s*$")
_COORDINATE = re.compile(r"-?\d{1,3}[.,]\d+")
_TOWN = re.compile(r"^(.*?\]),\s*(?:[A-Z]{1,2}-)?(\d[\dAB]\d{2,3})?\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Levels:
    """What a column's values become at each level, and the name of each level's operator.

    `columns[i][j]` is what `values[j]` becomes at level i; the first level is the values.
    """

    columns: tuple[tuple[str, ...], ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What hierarchies depend on besides the values: rows in all, threshold, country, language."""

    rows: int
    threshold: int
    country: str
    language: str


def levels(kind: Hierarchy, counts: Mapping[str, int], around: Frame, *, typed: bool) -> Levels:
    """The levels of a column from its distinct values and their numbers of rows.

    `typed`: the schema asks for a type that no coarser value has, so a cell stays or is emptied.
    """
    values = tuple(counts)
    steps = [] if typed else _steps(kind, counts, around)
    columns, operators = [values], ["keep"]
    says_nothing = frozenset() if typed else frozenset(filter(untold, values))
    for name, step in [*steps, ("empty", lambda _value: "")]:
        column = tuple(
            value if value in says_nothing else step(value) if value else "" for value in values
        )
        # One word for everybody tells no more than an empty cell.
        if set(column) <= {"", *_OTHER.values()} and name != "empty":
            continue
        if name == "empty" or len(set(column)) < len(set(columns[-1])):
            columns.append(column)
            operators.append(name)
    return Levels(tuple(columns), tuple(operators))


def _steps(kind: Hierarchy, counts: Mapping[str, int], around: Frame) -> Sequence[tuple[str, Step]]:
    """The steps of a kind where most values can be read so, else those of categories."""
    if kind == "none":
        return []
    makers: Mapping[Hierarchy, Callable[[], Sequence[tuple[str, Step]]]] = {
        "date": _dates,
        "year": _years,
        "age": _ages,
        "postcode": lambda: [("department", lambda value: _department(value, around.country))],
        "residence": lambda: _residences(around.country),
        "grid": lambda: [("one-decimal", _one_decimal), ("whole-degree", _whole_degree)],
        "number": lambda: _numbers(counts),
    }
    found = makers[kind]() if kind in makers else []
    filled = [value for value in counts if value.strip()]
    read = sum(bool(found[0][1](value)) for value in filled) if found else 0
    if found and read >= READABLE * len(filled):
        return found
    return _categories(counts, around)


def guess(values: Sequence[str]) -> Hierarchy:
    """The hierarchy of a declared column whose header says nothing."""
    filled = [value for value in values if value.strip()] or [""]
    tries: tuple[tuple[Hierarchy, Callable[[str], bool]], ...] = (
        ("year", lambda value: bool(_YEAR.match(value))),
        ("date", lambda value: _moment(value) is not None),
        ("number", lambda value: bool(_NUMBER.match(value))),
    )
    for kind, reads in tries:
        if sum(map(reads, filled)) >= READABLE * len(filled):
            return kind
    return "category"


def _moment(value: str) -> tuple[int, int] | None:
    """Year and month of a date, None when there is none to read."""
    if found := (_ISO.match(value) or _COMPACT.match(value)):
        year, month = int(found[1]), int(found[2])
    elif found := _SLASHED.match(value):
        year, month = int(found[3]), int(found[2])
    else:
        return None
    return (year, month) if 1 <= month <= 12 and 1 <= year <= date.max.year else None


def _month(value: str) -> str:
    moment = _moment(value)
    return f"{moment[0]:04d}-{moment[1]:02d}" if moment else ""


def _year_of(value: str) -> int | None:
    if found := _YEAR.match(value):
        return int(found[1])
    moment = _moment(value)
    return moment[0] if moment else None


def _year(value: str) -> str:
    year = _year_of(value)
    return "" if year is None else str(year)


def _band(read: Callable[[str], int | None], width: int) -> Step:
    """Bands that begin at a multiple of their width: "1980-1989"."""

    def banded(value: str) -> str:
        number = read(value)
        if number is None:
            return ""
        low = number - number % width
        return f"{low}-{low + width - 1}"

    return banded


def _dates() -> list[tuple[str, Step]]:
    return [("month", lambda value: _month(value) or _year(value)), ("year", _year), *_years()]


def _years() -> list[tuple[str, Step]]:
    return [(f"band-{width}", _band(_year_of, width)) for width in sorted(_BANDS)]


def _age(value: str) -> int | None:
    found = _AGE.match(value)
    return int(found[1]) if found else None


def _ages() -> list[tuple[str, Step]]:
    return [(f"band-{width}", _band(_age, width)) for width in sorted(_BANDS)]


def _department(value: str, country: str) -> str:
    """The département of a French postcode or commune code; elsewhere what begins the code.

    Two digits of five or six (Spanish and Ecuadorian provinces too), one of four.
    """
    found = _POSTCODE.match(value)
    if not found:
        return ""
    code = found[1]
    if country == "FR" and code[:2] in ("97", "98"):
        return code[:3]
    return code[:2] if len(code) >= 5 else code[:1]


def _residences(country: str) -> list[tuple[str, Step]]:
    """An address already cut to its town ("[adresse], 59000 Lille"): département, then nothing."""

    def wider(value: str) -> str:
        found = _TOWN.match(value)
        if not found:
            return value if value.endswith("]") else ""
        code = _department(found[2], country) if found[2] else ""
        return f"{found[1]}, {code}" if code else found[1]

    def bare(value: str) -> str:
        found = _TOWN.match(value)
        return found[1] if found else (value if value.endswith("]") else "")

    return [("department", wider), ("placeholder", bare)]


def _one_decimal(value: str) -> str:
    return _COORDINATE.sub(lambda found: found.group()[: _point(found.group()) + 2], value)


def _whole_degree(value: str) -> str:
    return _COORDINATE.sub(lambda found: found.group()[: _point(found.group())], value)


def _point(number: str) -> int:
    return max(number.find("."), number.find(","))


def _numbers(counts: Mapping[str, int]) -> list[tuple[str, Step]]:
    """Bands of round widths, each a multiple of the one before: about forty, twenty, four."""
    numbers = [found for value in counts if (found := _number(value)) is not None]
    spread = max(numbers, default=0.0) - min(numbers, default=0.0)
    if spread <= 0:
        return []
    unit = 10.0 ** math.floor(math.log10(spread / 20)) if spread >= 40 else 1.0
    return [(f"band-{unit * by:g}", _span(unit * by)) for by in (1, 5, 10, 50)]


def _number(value: str) -> float | None:
    return float(value.strip().replace(",", ".")) if _NUMBER.match(value) else None


def _span(width: float) -> Step:
    def banded(value: str) -> str:
        number = _number(value)
        if number is None:
            return ""
        low = math.floor(number / width) * width
        return f"[{low:.15g} ; {low + width:.15g}["

    return banded


def _categories(counts: Mapping[str, int], around: Frame) -> list[tuple[str, Step]]:
    """Rare values become one word, the very rare first."""
    other = _OTHER.get(around.language, _OTHER["fr"])

    def without(limit: float) -> Step:
        return lambda value: value if counts.get(value, 0) >= limit else other

    return [
        ("rare", without(around.threshold)),
        ("rarer", without(max(around.threshold, RARE_SHARE * around.rows))),
    ]
