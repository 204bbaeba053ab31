"""Linkability: rows of a table that another published table of the same city singles out too.

Linkability of opinion 05/2014 (WP216). Columns are matched by the kind of quasi-identifier they
are, else by their name; a table that adds no column of its own teaches nothing and is skipped.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from anonymisation.reading.text import header_words
from federation.model import Neighbour

#: Tables compared at most, most shared columns first.
NEIGHBOURS = 25

Meaning = Callable[[str], str]


def linkable(
    path: Path,
    columns: Sequence[str],
    quasi: frozenset[str],
    meaning: Meaning,
    neighbours: Iterable[Neighbour],
) -> float | None:
    """Largest share (0–1) of rows whose shared cells are unique here and in another table.

    `meaning` gives what a header is compared by. None where no table shares a quasi-identifier.
    """
    compared = [
        (shared, table)
        for table in neighbours
        if (shared := _shared(columns, quasi, table.columns, meaning))
    ]
    compared.sort(key=lambda pair: -len(pair[0]))
    shares = [_share(path, shared, table.file()) for shared, table in compared[:NEIGHBOURS]]
    return max(shares, default=None)


def by_kind_or_words(kinds: Callable[[str], str | None]) -> Meaning:
    """A header's meaning: its kind of quasi-identifier, else its folded words."""
    return lambda header: kinds(header) or header_words(header)


def _shared(
    columns: Sequence[str], quasi: frozenset[str], others: Sequence[str], meaning: Meaning
) -> Mapping[str, str]:
    """Columns of this table → those of the other that mean the same; empty: no comparison."""
    theirs = {meaning(name): name for name in reversed(others)}
    ours = {meaning(name): name for name in reversed(columns)}
    pairs = {ours[what]: theirs[what] for what in ours if what in theirs}
    adds = any(what not in ours for what in theirs)
    return pairs if adds and not quasi.isdisjoint(pairs) else {}


def _share(path: Path, shared: Mapping[str, str], other: Path) -> float:
    rows = int(pl.scan_parquet(path).select(pl.len()).collect().item())
    ours = _unique(pl.scan_parquet(path), {name: name for name in shared})
    theirs = _unique(pl.scan_parquet(other), shared)
    met = ours.join(theirs, on=list(shared), how="semi").select(pl.len())
    return int(met.collect(engine="streaming").item()) / rows if rows else 0.0


def _unique(table: pl.LazyFrame, names: Mapping[str, str]) -> pl.LazyFrame:
    """Combinations found in one row only, with something in them."""
    texts = [
        pl.col(theirs).cast(pl.String).fill_null("").str.strip_chars().alias(ours)
        for ours, theirs in names.items()
    ]
    once = table.select(texts).group_by(list(names)).agg(pl.len().alias("__n"))
    filled = pl.any_horizontal(pl.col(name) != "" for name in names)
    return once.filter((pl.col("__n") == 1) & filled)
