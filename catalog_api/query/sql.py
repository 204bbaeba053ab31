"""SQL of a question, for DuckDB: names from the stored schema, quoted; values as parameters."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog_api.query.grammar import Aggregate, Ask, Filter

#: One-based number of a row in its file: rows keep the order of the file.
ROW = "__id"
_ORDER = "file_row_number"

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
    ask: Ask,
    path: str,
    *,
    limit: int | None = None,
    offset: int = 0,
    numbered: bool = False,
    only: str | None = None,
) -> Statement:
    """The rows that answer a question, in a total, stable order.

    `numbered` adds the row's number in the file as `__id`; `only` is a boolean column that rows
    must hold true (the rows that conform).
    """
    where, parameters = _where(ask, only)
    source = "read_parquet(?, file_row_number = true)"
    sql = f"SELECT {_shown(ask, numbered)} FROM {source}{where}{_grouping(ask)}{_sorting(ask)}"  # noqa: S608 - names are quoted, values are parameters
    paging: tuple[int, ...] = ()
    if limit is not None:
        sql, paging = f"{sql} LIMIT ? OFFSET ?", (limit, offset)
    return Statement(sql, (path, *parameters, *paging))


def count(ask: Ask, path: str, *, only: str | None = None) -> Statement:
    """How many rows answer a question; of groups, how many groups."""
    if ask.grouped:
        inner = rows(Ask(ask.columns, ask.filters, (), ask.groups, ask.aggregates), path, only=only)
        return Statement(f"SELECT count(*) FROM ({inner.sql})", inner.parameters)  # noqa: S608
    where, parameters = _where(ask, only)
    return Statement(f"SELECT count(*) FROM read_parquet(?){where}", (path, *parameters))  # noqa: S608


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _shown(ask: Ask, numbered: bool) -> str:
    if ask.grouped:
        found = [quoted(name) for name in ask.groups]
        return ", ".join([*found, *map(_aggregated, ask.aggregates)])
    number = [f"{_ORDER} + 1 AS {quoted(ROW)}"] if numbered else []
    return ", ".join([*number, *map(quoted, ask.columns)])


def _aggregated(part: Aggregate) -> str:
    return f"{part.function}({quoted(part.column)}) AS {quoted(part.name)}"


def _where(ask: Ask, only: str | None) -> tuple[str, list[Any]]:
    parts, parameters = [], []
    if only is not None:
        parts.append(quoted(only))
    for found in ask.filters:
        text, values = _condition(found)
        parts.append(text)
        parameters += values
    return (" WHERE " + " AND ".join(parts) if parts else ""), parameters


def _condition(found: Filter) -> tuple[str, list[Any]]:
    column, values = quoted(found.column), list(found.values)
    match found.operator:
        case "isnull":
            return f"{column} IS NULL", []
        case "isnotnull":
            return f"{column} IS NOT NULL", []
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


def _plain(expression: str) -> str:
    """A text whatever its case and accents."""
    return f"lower(strip_accents(CAST({expression} AS VARCHAR)))"


def _marks(values: list[Any]) -> str:
    # Dates travel to the worker as texts.
    marks = ("CAST(? AS DATE)" if isinstance(value, date) else "?" for value in values)
    return ", ".join(marks) or "NULL"


def _grouping(ask: Ask) -> str:
    return f" GROUP BY {', '.join(map(quoted, ask.groups))}" if ask.groups else ""


def _sorting(ask: Ask) -> str:
    parts = [
        f"{quoted(sort.column)} {'DESC' if sort.descending else 'ASC'} NULLS LAST"
        for sort in ask.sorts
    ]
    if not ask.grouped:
        # Also the order where none is asked for: pages must join.
        return f" ORDER BY {', '.join([*parts, _ORDER])}" if parts else ""
    rest = [quoted(name) for name in ask.groups if name not in {s.column for s in ask.sorts}]
    return f" ORDER BY {', '.join([*parts, *rest])}" if parts or rest else ""
