"""Finds out, at publication, what differs between a table's new snapshot and the one before.

DuckDB does the work in bounded memory, spilling to the private folder it is given; a comparison
that takes too long is given up, and only counts and columns are told then.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from federation.differences import (
    Difference,
    Key,
    KeyKind,
    Rows,
    common,
    drift,
    estimate_statement,
    repeats_statement,
    rows_of,
    rows_statement,
)
from federation.published import Column

if TYPE_CHECKING:
    import duckdb

_MEMORY = "512MB"
_SECONDS = 300.0
#: Columns of which is looked whether they tell rows apart, where the schema does not say.
_TRIED = 4
_KEY_TYPES = frozenset({"string", "integer"})
#: How columns are called that are made to tell rows apart.
_KEY_NAME = re.compile(
    r"(?:.*[_\W])?(?:id|ids|uid|uuid|gid|fid|ref|code|cle|key|num|numero|identifi\w*|referenc\w*|"
    r"siret|objectid|recordid)(?:[_\W].*)?|id[A-Z_].*|.*Id",
)


@dataclass(frozen=True, slots=True)
class Side:
    """A snapshot on this machine, with its visible columns in the order of the file."""

    path: Path
    columns: tuple[Column, ...]
    rows: int


def difference(before: Side, after: Side, declared: Sequence[Key], scratch: Path) -> Difference:
    """What `after` changes. `declared` are keys that the schema names, the best one first."""
    import duckdb

    columns = drift(before.columns, after.columns)
    with _opened(scratch) as connection:
        try:
            key = _key(connection, before, after, declared)
            rows = _rows(connection, before, after, key)
        except duckdb.Error:
            # Too large or too long; a history without it never stands in the way of publication.
            return Difference(before.rows, after.rows, drift=columns)
    return Difference(before.rows, after.rows, key, columns, rows)


def _rows(connection: "duckdb.DuckDBPyConnection", before: Side, after: Side, key: Key) -> Rows:
    statement = rows_statement(before.columns, after.columns, key, by_column=bool(key.columns))
    asked = connection.execute(statement, [str(before.path), str(after.path)])
    names = [column[0] for column in asked.description]
    found = dict(zip(names, asked.fetchall()[0], strict=True))
    return rows_of(found, common(before.columns, after.columns) if key.columns else ())


def _key(
    connection: "duckdb.DuckDBPyConnection",
    before: Side,
    after: Side,
    declared: Sequence[Key],
) -> Key:
    """The first key that both snapshots hold without repeats or empty cells."""
    shared = set(common(before.columns, after.columns))
    for key in (*declared, *_guessed(connection, before, after)):
        if shared.issuperset(key.columns) and all(
            _unique(connection, side, key) for side in (after, before)
        ):
            return key
    return Key()


def _unique(connection: "duckdb.DuckDBPyConnection", side: Side, key: Key) -> bool:
    statement = repeats_statement(side.columns, key.columns)
    return bool(_first(connection, statement, side)[0] == 0)


def _guessed(connection: "duckdb.DuckDBPyConnection", before: Side, after: Side) -> Iterator[Key]:
    """Columns with about as many values as there are rows; those named like identifiers first."""
    kinds = {column.name: column.type for column in after.columns}
    names = [name for name in common(before.columns, after.columns) if kinds[name] in _KEY_TYPES]
    if not names or not after.rows:
        return
    counts = _first(connection, estimate_statement(after.columns, names), after)
    full = [name for name, count in zip(names, counts, strict=True) if count > 0.9 * after.rows]
    full.sort(key=lambda name: _KEY_NAME.fullmatch(name) is None)
    yield from (Key(KeyKind.COLUMN, (name,)) for name in full[:_TRIED])


def _first(connection: "duckdb.DuckDBPyConnection", statement: str, side: Side) -> tuple[Any, ...]:
    found: tuple[Any, ...] = connection.execute(statement, [str(side.path)]).fetchall()[0]
    return found


@contextmanager
def _opened(scratch: Path) -> "Iterator[duckdb.DuckDBPyConnection]":
    """A database of its own, that ends after some minutes and leaves nothing behind."""
    import duckdb

    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": _MEMORY,
            "threads": 2,
            "temp_directory": str(scratch / "spilled"),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    alarm = threading.Timer(_SECONDS, connection.interrupt)
    alarm.daemon = True
    alarm.start()
    try:
        yield connection
    finally:
        alarm.cancel()
        connection.close()
