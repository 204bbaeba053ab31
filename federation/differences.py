"""What differs between two snapshots of one table: rows, and columns (schema drift).

Rows are matched by a key where there is one that both hold without repeats; otherwise each row
stands for itself, and a changed one counts as removed and added. Values of a column whose type
changed are compared as numbers, else as texts. One statement of DuckDB tells it all, so that the
pipeline runs it in bounded memory and the catalogue in its locked-down workers alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from federation.published import Column

#: Keys told of each kind of change, at most, and characters of a value of theirs.
SAMPLE = 20
_WIDTH = 100
_NUMBERS = frozenset({"integer", "year", "number"})


class KeyKind(StrEnum):
    """Where the key comes from that rows are matched by."""

    SCHEMA = "schema"  # primary key of the data schema
    DECLARED = "declared"  # a column that the schema calls unique
    COLUMN = "column"  # a column that has no empty cell and no value twice
    ROW = "row"  # none: whole rows


@dataclass(frozen=True, slots=True)
class Key:
    """The columns that tell rows apart; none for whole rows."""

    kind: KeyKind = KeyKind.ROW
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retyped:
    """A column with its Table Schema types."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Drift:
    """How columns changed."""

    added: tuple[Column, ...] = ()
    removed: tuple[Column, ...] = ()
    retyped: tuple[Retyped, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """How rows changed, in numbers; `columns` counts, by column, rows whose value changed.

    The samples hold the keys of the first such rows, as texts. `changed` is 0 for whole rows.
    """

    added: int
    removed: int
    changed: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)
    sample_added: tuple[tuple[str, ...], ...] = ()
    sample_removed: tuple[tuple[str, ...], ...] = ()
    sample_changed: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """From one snapshot to another; `rows` is None where it could not be found out."""

    before: int
    after: int
    key: Key = field(default_factory=Key)
    drift: Drift = field(default_factory=Drift)
    rows: Rows | None = None

    def without_samples(self) -> "Difference":
        """The same, in numbers only."""
        if self.rows is None:
            return self
        bare = replace(self.rows, sample_added=(), sample_removed=(), sample_changed=())
        return replace(self, rows=bare)


def drift(before: Sequence[Column], after: Sequence[Column]) -> Drift:
    """Columns that came, went, or changed type, by name."""
    old = {column.name: column.type for column in before}
    new = {column.name: column.type for column in after}
    return Drift(
        tuple(column for column in after if column.name not in old),
        tuple(column for column in before if column.name not in new),
        tuple(
            Retyped(name, old[name], kind)
            for name, kind in new.items()
            if old.get(name, kind) != kind
        ),
    )


def rows_statement(
    before: Sequence[Column], after: Sequence[Column], key: Key, *, by_column: bool
) -> str:
    """SQL with two parameters, the Parquet files before and after; one row, named as `Rows`.

    `by_column` also gives `c0`, `c1`…: rows whose value changed, by common column in the order of
    `common`. Columns are taken by their place in the files, whatever their names.
    """
    shared = common(before, after)
    if key.columns:
        return _keyed(before, after, key.columns, shared, by_column)
    return _whole(before, after, shared)


def common(before: Sequence[Column], after: Sequence[Column]) -> list[str]:
    """Names of the columns that both have, in the order of the newer."""
    old = {column.name for column in before}
    return [column.name for column in after if column.name in old]


def rows_of(found: Mapping[str, Any], counted: Iterable[str]) -> Rows:
    """The row that `rows_statement` gave; `counted` are the columns counted, in order."""
    changed = {name: int(found[f"c{n}"] or 0) for n, name in enumerate(counted)}
    return Rows(
        int(found["added"] or 0),
        int(found["removed"] or 0),
        int(found["changed"] or 0),
        {name: count for name, count in changed.items() if count},
        *(
            tuple(tuple(key) for key in found.get(f"sample_{kind}") or ())
            for kind in ("added", "removed", "changed")
        ),
    )


def repeats_statement(columns: Sequence[Column], key: Sequence[str]) -> str:
    """SQL with one parameter, a Parquet file: how many keys are empty in part, or there twice.

    Stops at the first.
    """
    named = _places(columns)
    keys = ", ".join(named[name] for name in key)
    empty = " OR ".join(f"bool_or({named[name]} IS NULL)" for name in key)
    return (
        f"SELECT count(*) FROM (SELECT 1 FROM {_file(columns)} "  # noqa: S608 - places only
        f"GROUP BY {keys} HAVING count(*) > 1 OR {empty} LIMIT 1)"
    )


def estimate_statement(columns: Sequence[Column], names: Sequence[str]) -> str:
    """SQL with one parameter, a Parquet file: about how many values each column has."""
    named = _places(columns)
    counts = ", ".join(f"approx_count_distinct({named[name]})" for name in names)
    return f"SELECT {counts} FROM {_file(columns)}"  # noqa: S608 - places only


def _places(columns: Sequence[Column]) -> dict[str, str]:
    """A safe name by column: of two columns that DuckDB would call alike, each has its own."""
    return {column.name: f"f{place}" for place, column in enumerate(columns)}


def _file(columns: Sequence[Column]) -> str:
    names = ", ".join(_places(columns).values())
    return f"read_parquet(?) AS t({names})"


def _keyed(
    before: Sequence[Column],
    after: Sequence[Column],
    key: Sequence[str],
    shared: Sequence[str],
    by_column: bool,
) -> str:
    keys = [f"k{n}" for n in range(len(key))]
    hashes = [f"h{n}" for n in range(len(shared))] if by_column else ["h0"]
    changed = " OR ".join(f"o.{one} <> n.{one}" for one in hashes)
    both = "o.here AND n.here"
    shown = ", ".join(
        f"left(CAST(coalesce(o.{one}, n.{one}) AS VARCHAR), {_WIDTH})" for one in keys
    )
    matched = " AND ".join(f"o.{one} = n.{one}" for one in keys)
    wanted = {"added": "o.here IS NULL", "removed": "n.here IS NULL"}
    wanted["changed"] = f"{both} AND ({changed})"
    counts = [f"count(*) FILTER (WHERE {test}) AS {name}" for name, test in wanted.items()]
    samples = [
        f"min([{shown}], {SAMPLE}) FILTER (WHERE {test}) AS sample_{name}"
        for name, test in wanted.items()
    ]
    columns = [
        f"count(*) FILTER (WHERE {both} AND o.{one} <> n.{one}) AS c{n}"
        for n, one in enumerate(hashes)
        if by_column
    ]
    old = _side(before, (before, after), key, shared, by_column)
    new = _side(after, (before, after), key, shared, by_column)
    return (
        f"SELECT {', '.join([*counts, *samples, *columns])} "  # noqa: S608 - places only
        f"FROM ({old}) AS o FULL JOIN ({new}) AS n ON {matched}"
    )


def _side(
    mine: Sequence[Column],
    sides: tuple[Sequence[Column], Sequence[Column]],
    key: Sequence[str],
    shared: Sequence[str],
    by_column: bool,
) -> str:
    """Keys and hashes of values of one file."""
    values = {name: _value(mine, sides, name) for name in shared}
    keys = [f"{values[name]} AS k{n}" for n, name in enumerate(key)]
    if by_column:
        hashes = [f"hash({value}) AS h{n}" for n, value in enumerate(values.values())]
    else:
        hashes = [f"hash({', '.join(values.values())}) AS h0"]
    return f"SELECT true AS here, {', '.join([*keys, *hashes])} FROM {_file(mine)}"  # noqa: S608


def _whole(before: Sequence[Column], after: Sequence[Column], shared: Sequence[str]) -> str:
    """Rows as a bag: how often each is there, before and after."""
    if not shared:
        # Nothing to match rows by: all of them went, all of them came.
        old, new = (f"(SELECT count(*) FROM {_file(mine)})" for mine in (before, after))  # noqa: S608
        return f"SELECT {old} AS removed, {new} AS added, 0 AS changed"

    def side(mine: Sequence[Column], step: int) -> str:
        values = ", ".join(_value(mine, (before, after), name) for name in shared)
        # Two hashes of 64 bits, so that rows which differ never meet.
        return f"SELECT hash({values}) AS h, hash(1, {values}) AS g, {step} AS n FROM {_file(mine)}"  # noqa: S608

    return (
        "SELECT sum(n) FILTER (WHERE n > 0) AS added, -sum(n) FILTER (WHERE n < 0) AS removed, "  # noqa: S608
        f"0 AS changed FROM (SELECT sum(n) AS n FROM ({side(before, -1)} UNION ALL "
        f"{side(after, 1)}) GROUP BY h, g)"
    )


def _value(
    mine: Sequence[Column], sides: tuple[Sequence[Column], Sequence[Column]], name: str
) -> str:
    """A column of one file, in a type that both files have."""
    place = _places(mine)[name]
    kinds = {column.type for side in sides for column in side if column.name == name}
    if len(kinds) == 1:
        return place
    return f"CAST({place} AS {'DOUBLE' if kinds <= _NUMBERS else 'VARCHAR'})"
