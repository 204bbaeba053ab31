"""Rows that may be asked about: those of one table, or of every city's tables of one schema."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from catalog_api.web.problems import Problem
from federation.i18n import msg
from federation.model import CONFORMS

#: Where a row of a commons comes from; these columns stand before the others.
PROVENANCE: Mapping[str, str] = {
    "__city": "string",
    "__dataset": "string",
    "__table": "string",
    "__row": "integer",
}
_NUMBERS = frozenset({"integer", "year", "number"})
_SQL = {
    "integer": "BIGINT",
    "year": "BIGINT",
    "number": "DOUBLE",
    "date": "DATE",
    "boolean": "BOOLEAN",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A relation of SQL and what is known of it.

    `types` gives the Table Schema type of each visible column, in order; `number` is the
    expression of a row's number, `order` are the columns of its place; `joined`: rows do not come
    in that order by themselves. `rows` is how many there are, None where they must be counted.
    `tag` changes whenever an answer may.
    """

    relation: str
    parameters: tuple[Any, ...]
    paths: tuple[str, ...]
    types: Mapping[str, str]
    order: tuple[str, ...]
    tag: str
    number: str | None = None
    rows: int | None = None
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One city's table in a commons: a file, where it comes from, and its columns' types."""

    path: str
    city: str
    dataset: str
    table: str
    sha256: str
    types: Mapping[str, str]


def of_table(path: str, sha256: str, rows: int, types: Mapping[str, str]) -> Source:
    """The rows of a snapshot, in the order of the file."""
    _distinct(types)
    return Source(
        relation="read_parquet(?, file_row_number = true)",
        parameters=(path,),
        paths=(path,),
        types=types,
        order=("file_row_number",),
        tag=sha256,
        number="file_row_number + 1",
        rows=rows,
    )


def of_parts(parts: Sequence[Part]) -> Source:
    """The conforming rows of several tables, one after the other; `parts` are not empty.

    A column that a table does not have is empty there. Where cities hold different types under one
    name, whole numbers become numbers, and all else texts.
    """
    types = _unified(parts)
    _distinct(types)
    # What does not have the type of its column would fail whole questions: it is empty instead.
    shown = ", ".join(
        f"TRY_CAST(f.{quoted(name)} AS {_SQL.get(kind, 'VARCHAR')}) AS {quoted(name)}"
        for name, kind in types.items()
    )
    places = ", ".join("(?, ?, ?, ?)" for _ in parts)
    relation = (
        '(SELECT m.city AS "__city", m.dataset AS "__dataset", m.tab AS "__table", '  # noqa: S608
        f'f.file_row_number + 1 AS "__row", {shown} '
        "FROM read_parquet(?, union_by_name = true, filename = true, file_row_number = true) f "
        f"JOIN (VALUES {places}) m(path, city, dataset, tab) ON f.filename = m.path "
        f"WHERE f.{quoted(CONFORMS)})"
    )
    # Two cities with the same content share one file: each of them is joined to its rows.
    paths = tuple(dict.fromkeys(part.path for part in parts))
    facts = (value for part in parts for value in (part.path, part.city, part.dataset, part.table))
    names = " ".join(f"{part.table} {part.sha256}" for part in parts)
    tag = blake2b(names.encode(), digest_size=16).hexdigest()
    return Source(
        relation=relation,
        parameters=(list(paths), *facts),
        paths=paths,
        types={**PROVENANCE, **types},
        order=('"__table"', '"__row"'),
        tag=tag,
        joined=True,
    )


def _unified(parts: Sequence[Part]) -> dict[str, str]:
    """Type by column; most frequent columns first."""
    kinds: dict[str, set[str]] = {}
    seen: Counter[str] = Counter()
    for part in parts:
        for name, kind in part.types.items():
            kinds.setdefault(name, set()).add(kind)
            seen[name] += 1
    found = {name: _common(each) for name, each in kinds.items()}
    return {name: found[name] for name, _ in seen.most_common()}


def _common(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    if kinds <= _NUMBERS:
        return "number" if "number" in kinds else "integer"
    return "string"


def _distinct(types: Mapping[str, object]) -> None:
    """DuckDB does not tell names apart by case."""
    if len({name.lower() for name in types}) < len(types):
        raise Problem(
            422,
            "columns-alike",
            msg("Columns of this table differ by capital letters only: download its file instead."),
        )


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
