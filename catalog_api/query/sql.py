"""SQL of a question, for DuckDB: names from the stored schema, quoted; values as parameters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog_api.query.grammar import Aggregate, Ask, Filter
from catalog_api.query.source import Source, quoted

#: One-based number of a row in its file: rows keep the order of the file.
ROW = "__id"

_COMPARE = {
    "exact": "=",
    "differs": "IS DISTINCT FROM",
    "less": "<=",
    "greater": ">=",
    "strictly_less": "<",
    "strictly_greater": ">",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text and its parameters, in order."""

    sql: str
    parameters: tuple[Any, ...] = ()


def rows(
    ask: Ask, source: Source, *, limit: int | None = None, offset: int = 0, numbered: bool = False
) -> Statement:
    """The rows that answer a question, in a total, stable order.

    `numbered` adds the number of each row, as `__id`, where the source has one.
    """
    where, parameters = _where(ask)
    shown = _shown(ask, source.number if numbered else None)
    sql = f"SELECT {shown} FROM {source.relation}{where}{_grouping(ask)}{_sorting(ask, source)}"  # noqa: S608 - names are quoted, values are parameters
    paging: tuple[int, ...] = ()
    if limit is not None:
        sql, paging = f"{sql} LIMIT ? OFFSET ?", (limit, offset)
    return Statement(sql, (*source.parameters, *parameters, *paging))


def count(ask: Ask, source: Source) -> Statement:
    """How many rows meet the conditions of a question."""
    where, parameters = _where(ask)
    sql = f"SELECT count(*) FROM {source.relation}{where}"  # noqa: S608
    return Statement(sql, (*source.parameters, *parameters))


def _shown(ask: Ask, number: str | None) -> str:
    if ask.grouped:
        found = [quoted(name) for name in ask.groups]
        return ", ".join([*found, *map(_aggregated, ask.aggregates)])
    numbers = [f"{number} AS {quoted(ROW)}"] if number else []
    return ", ".join([*numbers, *map(quoted, ask.columns)])


def _aggregated(part: Aggregate) -> str:
    return f"{part.function}({quoted(part.column)}) AS {quoted(part.name)}"


def _where(ask: Ask) -> tuple[str, list[Any]]:
    parts: list[str] = []
    parameters: list[Any] = []
    for found in ask.filters:
        text, values = _condition(found)
        parts.append(text)
        parameters += values
    return (" WHERE " + " AND ".join(parts) if parts else ""), parameters


def _condition(found: Filter) -> tuple[str, list[Any]]:
    column, values = quoted(found.column), list(found.values)
    if made := _OTHERS.get(found.operator):
        return made(column, values)
    match found.operator:
        case "contains":
            return f"contains({_plain(column)}, {_plain('?')})", values
        case "notcontains":
            return f"coalesce(NOT contains({_plain(column)}, {_plain('?')}), true)", values
        case "in":
            return f"{column} IN ({_marks(values)})", values
        case "notin":
            return f"({column} IS NULL OR {column} NOT IN ({_marks(values)}))", values
        case operator:
            return f"{column} {_COMPARE[operator]} {_marks(values)}", values


def _inside(column: str, values: list[Any]) -> tuple[str, list[Any]]:
    """In a box, or nowhere on Earth: column of latitude, west, south, east, north."""
    lon, lat = (f"TRY_CAST({name} AS DOUBLE)" for name in (column, quoted(values[0])))
    _, west, south, east, north = values
    both = "AND" if west <= east else "OR"  # else it crosses the antimeridian
    box = f"({lon} >= ? {both} {lon} <= ?) AND {lat} BETWEEN ? AND ?"
    somewhere = f"{lon} BETWEEN -180 AND 180 AND {lat} BETWEEN -90 AND 90"
    return f"(({box}) OR NOT coalesce({somewhere}, false))", [west, east, south, north]


def _during(column: str, values: list[Any]) -> tuple[str, list[Any]]:
    """From one day to another, either of which may be None; or at no time."""
    bounds = zip((">=", "<="), values, strict=True)
    parts = [f"{column} {sign} {_marks([day])}" for sign, day in bounds if day is not None]
    return f"({column} IS NULL OR {' AND '.join(parts)})", [day for day in values if day]


#: Conditions that are no comparison with their values.
_OTHERS: Mapping[str, Callable[[str, list[Any]], tuple[str, list[Any]]]] = {
    "isnull": lambda column, _: (f"{column} IS NULL", []),
    "isnotnull": lambda column, _: (f"{column} IS NOT NULL", []),
    "inside": _inside,
    "during": _during,
}


def _plain(expression: str) -> str:
    """A text whatever its case and accents."""
    return f"lower(strip_accents(CAST({expression} AS VARCHAR)))"


def _marks(values: list[Any]) -> str:
    # Dates travel to the worker as texts.
    marks = ("CAST(? AS DATE)" if isinstance(value, date) else "?" for value in values)
    return ", ".join(marks) or "NULL"


def _grouping(ask: Ask) -> str:
    return f" GROUP BY {', '.join(map(quoted, ask.groups))}" if ask.groups else ""


def _sorting(ask: Ask, source: Source) -> str:
    parts = [
        f"{quoted(sort.column)} {'DESC' if sort.descending else 'ASC'} NULLS LAST"
        for sort in ask.sorts
    ]
    if not ask.grouped:
        # Also the order where none is asked for: pages must join.
        return f" ORDER BY {', '.join([*parts, *source.order])}" if parts or source.joined else ""
    rest = [quoted(name) for name in ask.groups if name not in {s.column for s in ask.sorts}]
    return f" ORDER BY {', '.join([*parts, *rest])}" if parts or rest else ""
