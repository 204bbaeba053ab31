"""The grammar of questions about a table's rows: that of api-tabular (data.gouv.fr).

`column__exact=value`, `__differs`, `__contains`, `__notcontains`, `__in`, `__notin`, `__less` (≤),
`__greater` (≥), `__strictly_less`, `__strictly_greater`, `__isnull`, `__isnotnull`, `__sort`
(asc, desc), `columns=a,b`, and the aggregations `__groupby`, `__count`, `__avg`, `__min`, `__max`,
`__sum`. Beyond it: a result may be sorted by an aggregation (`score__avg__sort=desc`), and words
are looked for whatever their case and accents.
"""

import csv
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catalog_api.web.problems import Problem
from federation.i18n import Message, msg

#: Operators that compare with one value, and those without a value.
COMPARISONS = ("exact", "differs", "less", "greater", "strictly_less", "strictly_greater")
WORDS = ("contains", "notcontains")
LISTS = ("in", "notin")
EMPTY = ("isnull", "isnotnull")
AGGREGATES = ("count", "avg", "min", "max", "sum")
OPERATORS = (*COMPARISONS, *WORDS, *LISTS, *EMPTY, "sort", "groupby", *AGGREGATES)

_MAX_PARTS = 50
_NUMBERS = ("integer", "year", "number")


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition on a column; `values` have the column's own type."""

    column: str
    operator: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Sort:
    """An order by a column or by the name of an aggregation."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A function over a column; its result is named `column__function`."""

    column: str
    function: str

    @property
    def name(self) -> str:
        """Name of the result's column."""
        return f"{self.column}__{self.function}"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question about a table: what to show of which rows, in which order."""

    columns: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    sorts: tuple[Sort, ...] = ()
    groups: tuple[str, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()

    @property
    def grouped(self) -> bool:
        """Whether rows of the result are groups of rows of the table."""
        return bool(self.groups or self.aggregates)

    @property
    def names(self) -> tuple[str, ...]:
        """Columns of the result, in order."""
        if self.grouped:
            return (*self.groups, *(part.name for part in self.aggregates))
        return self.columns


def parse(pairs: Iterable[tuple[str, str]], types: Mapping[str, str]) -> Ask:
    """The question that query parameters ask of a table.

    `types` gives the Table Schema type of each visible column, in order. Raises Problem 422 that
    names the parameter at fault. Parameters of paging and format are the caller's to take out.
    """
    ask = Ask(tuple(types))
    asked = list(pairs)
    if len(asked) > _MAX_PARTS:
        raise _wrong(msg("More than %(most)s conditions were given; give fewer.", most=_MAX_PARTS))
    aggregates = {part.name for part in (_aggregate(p[0], types) for p in asked) if part}
    for name, value in asked:
        if name == "columns":
            ask = replace(ask, columns=_columns(value, types))
        else:
            ask = _part(ask, name, value, types, aggregates)
    return _checked(ask, any(name == "columns" for name, _ in asked))


def _part(ask: Ask, name: str, value: str, types: Mapping[str, str], results: set[str]) -> Ask:
    column, operator = _split(name, types, results)
    if operator == "sort":
        return replace(ask, sorts=(*ask.sorts, Sort(column, _descending(name, value))))
    if operator == "groupby":
        return replace(ask, groups=(*dict.fromkeys((*ask.groups, column)),))
    if operator in AGGREGATES:
        found = Aggregate(column, _computable(column, operator, types[column]))
        return replace(ask, aggregates=(*dict.fromkeys((*ask.aggregates, found)),))
    found_filter = Filter(column, operator, _values(name, operator, value, types[column]))
    return replace(ask, filters=(*ask.filters, found_filter))


def _split(name: str, types: Mapping[str, str], results: set[str]) -> tuple[str, str]:
    """Column and operator of a parameter; a column's name may itself hold two underscores."""
    for operator in sorted(OPERATORS, key=len, reverse=True):
        column = name.removesuffix(f"__{operator}")
        if column != name and (column in types or (operator == "sort" and column in results)):
            return column, operator
    column, _, operator = name.rpartition("__")
    if operator in OPERATORS:
        raise _wrong(
            msg("This table has no column “%(column)s”; see its columns.", column=column[:100])
        )
    raise _wrong(
        msg(
            "“%(name)s” is not understood; write a column, two underscores and one of: "
            "%(operators)s.",
            name=name[:100],
            operators=", ".join(OPERATORS),
        )
    )


def _aggregate(name: str, types: Mapping[str, str]) -> Aggregate | None:
    column, _, function = name.rpartition("__")
    return Aggregate(column, function) if column in types and function in AGGREGATES else None


def _columns(value: str, types: Mapping[str, str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name for name in _listed(value) if name))
    unknown = next((name for name in names if name not in types), None)
    if unknown is not None or not names:
        raise _wrong(
            msg(
                "This table has no column “%(column)s”; see its columns.",
                column=(unknown or "")[:100],
            )
        )
    return names


def _descending(name: str, value: str) -> bool:
    if value.lower() not in ("asc", "desc"):
        raise _wrong(msg("“%(name)s” takes asc or desc.", name=name[:100]))
    return value.lower() == "desc"


def _computable(column: str, function: str, kind: str) -> str:
    if function in ("avg", "sum") and kind not in _NUMBERS:
        raise _wrong(
            msg(
                "“%(column)s” does not hold numbers: no average or sum can be made of it.",
                column=column[:100],
            )
        )
    return function


def _values(name: str, operator: str, value: str, kind: str) -> tuple[Any, ...]:
    if operator in EMPTY:
        return ()
    if operator in WORDS:
        return (value,)
    texts = _listed(value) if operator in LISTS else [value]
    return tuple(_typed(name, text, kind) for text in texts)


def _listed(value: str) -> list[str]:
    """Comma-separated values; one that holds a comma stands between double quotes."""
    return next(csv.reader([value], skipinitialspace=True), [])


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()]


def _finite(text: str) -> float:
    found = float(text)
    if not math.isfinite(found):
        raise ValueError(text)
    return found


def _integer(text: str) -> int:
    found = int(text)
    if abs(found) >= 1 << 63:
        raise ValueError(text)
    return found


_READERS: Mapping[str, tuple[Callable[[str], Any], Message]] = {
    "integer": (_integer, msg("a whole number")),
    "year": (_integer, msg("a year, such as 2024")),
    "number": (_finite, msg("a number, with a point for decimals")),
    "boolean": (_boolean, msg("true or false")),
    "date": (date.fromisoformat, msg("a date, such as 2024-12-31")),
}


def _typed(name: str, text: str, kind: str) -> Any:  # noqa: ANN401 - the column's type
    if kind not in _READERS:
        return text
    read, wanted = _READERS[kind]
    try:
        return read(text.strip())
    except (ValueError, KeyError) as error:
        raise _wrong(msg("“%(name)s” takes %(wanted)s.", name=name[:100], wanted=wanted)) from error


def _checked(ask: Ask, chosen: bool) -> Ask:
    """Refuse what contradicts itself."""
    if not ask.grouped:
        return ask
    if chosen:
        raise _wrong(msg("“columns” cannot be given together with aggregations."))
    shown = {*ask.groups, *(part.name for part in ask.aggregates)}
    astray = next((sort.column for sort in ask.sorts if sort.column not in shown), None)
    if astray is not None:
        raise _wrong(
            msg(
                "The result cannot be sorted by “%(column)s”, which it does not show.",
                column=astray[:100],
            )
        )
    return ask


def _wrong(message: Message) -> Problem:
    return Problem(422, "invalid-parameter", message)
