"""Rows of a table in the way of CKAN's DataStore: their SQL for a worker, and their types."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalog_api.ckan.datastore import ROW, TEXTS, Asked
from catalog_api.query import sql
from catalog_api.query.frames import Job
from catalog_api.query.grammar import Ask
from catalog_api.query.source import Source, of_table, quoted
from catalog_api.query.sql import Statement
from federation.published import Snapshot
from federation.settings import Queries

#: Table Schema types → PostgreSQL's, as CKAN names them.
_TYPES = {
    "integer": "int8",
    "year": "int4",
    "number": "numeric",
    "boolean": "bool",
    "date": "date",
    "datetime": "timestamp",
}


def types_of(snapshot: Snapshot) -> dict[str, str]:
    """Table Schema type by column, in order; the number of the row first, unless a column is so."""
    types = {column.name: column.type for column in snapshot.columns}
    return types if ROW in map(str.lower, types) else {ROW: "integer", **types}


def described(snapshot: Snapshot) -> list[dict[str, str]]:
    """The columns as CKAN tells them."""
    own = {column.name for column in snapshot.columns}
    return [
        {"id": name, "type": _TYPES.get(kind, "text") if name in own else "int"}
        for name, kind in types_of(snapshot).items()
    ]


def job(asked: Asked, snapshot: Snapshot, path: Path, limits: Queries) -> Job:
    """The question for a worker. Problem 422 where columns differ by capital letters only."""
    types = types_of(snapshot)
    found = _matching(asked, _numbered(snapshot, path))
    chosen = ", ".join(map(quoted, asked.fields))
    if asked.distinct:
        found = Statement(f"SELECT DISTINCT {chosen} FROM ({found.sql})", found.parameters)  # noqa: S608
    page = f"SELECT {chosen} FROM ({found.sql}){_order(asked)} LIMIT ? OFFSET ?"  # noqa: S608
    counted = (f"SELECT count(*) FROM ({found.sql})", found.parameters)  # noqa: S608
    return Job(
        paths=(str(path),),
        sql=page,
        parameters=(*found.parameters, asked.limit, asked.offset),
        format=asked.form if asked.form in TEXTS else "rows",
        columns=asked.fields,
        types=tuple(types[name] for name in asked.fields),
        seconds=limits.seconds,
        rows=asked.limit,
        memory=f"{limits.memory_mb}MB",
        threads=limits.threads,
        count=counted if asked.total and not asked.whole else None,
    )


def _numbered(snapshot: Snapshot, path: Path) -> Source:
    """Every row, its number being a column; what is not asked for is never read."""
    types = {column.name: column.type for column in snapshot.columns}
    table = of_table(str(path), snapshot.sha256, snapshot.rows, types)
    number = [] if ROW in map(str.lower, types) else [f"{table.number} AS {quoted(ROW)}"]
    names = ", ".join([*number, *map(quoted, types)])
    return replace(
        table,
        relation=f"(SELECT {names} FROM {table.relation})",  # noqa: S608 - names are quoted
        types=types_of(snapshot),
        order=(),
        number=None,
    )


def _matching(asked: Asked, table: Source) -> Statement:
    """The rows that meet every condition, with the columns that are needed."""
    parts, parameters = _words(asked, table.types)
    if parts:
        relation = f"(SELECT * FROM {table.relation} WHERE {' AND '.join(parts)})"  # noqa: S608
        table = replace(table, relation=relation, parameters=(*table.parameters, *parameters))
    needed = (*asked.fields, *(one.column for one in asked.orders), *_last(table.types))
    return sql.rows(Ask(tuple(dict.fromkeys(needed)), asked.filters), table)


def _words(asked: Asked, types: Mapping[str, str]) -> tuple[list[str], list[Any]]:
    parts, parameters = [], []
    every = [name for name in types if name != ROW] or list(types)
    for column, word in asked.words:
        names = every if column is None else [column]
        cells = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in names)
        row = _plain(f"concat_ws(' ', {cells})")
        parts.append(f"contains({row}, {_plain('?')})")
        parameters.append(word)
    return parts, parameters


def _plain(expression: str) -> str:
    """A text whatever its case and accents."""
    return f"lower(strip_accents(CAST({expression} AS VARCHAR)))"


def _last(types: Mapping[str, str]) -> tuple[str, ...]:
    """The column that makes an order total."""
    return (ROW,) if ROW in types else ()


def _order(asked: Asked) -> str:
    parts = [
        f"{quoted(one.column)} {'DESC' if one.descending else 'ASC'} "
        f"NULLS {'FIRST' if one.nulls_first else 'LAST'}"
        for one in asked.orders
    ]
    named = {one.column for one in asked.orders}
    # A total order, so that pages join; without any, rows come in the order of the file.
    if asked.distinct:
        parts += [quoted(name) for name in asked.fields if name not in named]
    elif parts and ROW not in named and asked.numbered:
        parts.append(quoted(ROW))
    return f" ORDER BY {', '.join(parts)}" if parts else ""
