"""What is measured of a published table: figures per column, never a row of it.

One pass over the anonymised snapshot, column by column, so that memory does not grow with the
number of columns. Distributions are kept as numeric bins, or as counts of the values of an
enumeration (at most 50 distinct texts, each seen four times on average): no other text is kept.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import polars as pl

from federation.published import Column
from quality.series.rules import Rule, RuleShare, measured_rule

#: An enumeration has at most this many distinct values, each recurring, none long.
DISTINCT, RECURRENCE, LONGEST = 50, 4, 80
#: Quantiles kept of a numeric column.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
#: Rows up to which a table is read at once, and distinct values are counted, not estimated.
_SMALL, _EXACT = 50_000, 200_000
_DECILES = [tenth / 10 for tenth in range(11)]
_NUMERIC = frozenset({"integer", "number", "year"})


@dataclass(frozen=True, slots=True)
class Numbers:
    """A numeric column: extremes, mean, the quantiles of `QUANTILES`, and its histogram.

    `edges` are those of the first release of the series, so that releases can be compared;
    `counts` has one count below the first edge, one per bin, one above the last edge.
    """

    minimum: float
    maximum: float
    mean: float
    quantiles: tuple[float, ...]
    edges: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnMetrics:
    """One column: filled cells, distinct values, and what its type tells.

    `distinct` is an estimate in a large table; `newest` the latest date that is not to come;
    `counts` those of an enumeration.
    """

    type: str
    filled: int = 0
    distinct: int = 0
    numbers: Numbers | None = None
    newest: date | None = None
    counts: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is measured of one release: rows, share of filled cells per column (0 to 1), the rest.

    Releases published by earlier versions have no more than rows and completeness.
    """

    rows: int
    completeness: Mapping[str, float] = field(default_factory=dict)
    columns: Mapping[str, ColumnMetrics] = field(default_factory=dict)
    rules: Mapping[str, RuleShare] = field(default_factory=dict)
    sha256: str = ""


def measure(
    path: Path,
    columns: Sequence[Column],
    *,
    edges: Mapping[str, Sequence[float]],
    rules: Sequence[Rule] = (),
    today: date,
    sha256: str = "",
) -> Metrics:
    """Measure a snapshot. `edges`: bins of earlier releases, by column."""
    frame, rows = _opened(path)
    found = _basics(frame, columns, exact=rows <= _EXACT)
    measured: dict[str, ColumnMetrics] = {}
    for position, column in enumerate(columns):
        basic = ColumnMetrics(
            column.type, found[f"{position}:filled"], found[f"{position}:distinct"]
        )
        measured[column.name] = _column(frame, column, basic, edges.get(column.name, ()), today)
    names = {column.name for column in columns}
    return Metrics(
        rows=rows,
        completeness={
            name: round(each.filled / max(rows, 1), 6) for name, each in measured.items()
        },
        columns=measured,
        rules={
            each.text: measured_rule(frame, each)
            for each in rules
            if names.issuperset(each.columns)
        },
        sha256=sha256,
    )


def _opened(path: Path) -> tuple[pl.LazyFrame, int]:
    """A table and its rows: read at once where it is small, which is many times quicker."""
    frame = pl.scan_parquet(path)
    rows: int = frame.select(pl.len()).collect().item()
    return (pl.read_parquet(path).lazy() if rows <= _SMALL else frame), rows


def _basics(frame: pl.LazyFrame, columns: Sequence[Column], *, exact: bool) -> dict[str, int]:
    """Filled cells and distinct values per column, in one pass."""
    expressions = []
    for position, column in enumerate(columns):
        cells = _cells(column)
        distinct = cells.drop_nulls().n_unique() if exact else cells.drop_nulls().approx_n_unique()
        expressions.append(cells.count().alias(f"{position}:filled"))
        expressions.append(distinct.alias(f"{position}:distinct"))
    return frame.select(expressions).collect(engine="streaming").row(0, named=True)


def _cells(column: Column) -> pl.Expr:
    """The cells of a column; texts of blanks only count as empty, numbers must be finite."""
    cells = pl.col(column.name)
    if column.type in _NUMERIC:
        return pl.when(cells.is_finite()).then(cells)
    if _is_text(column):
        return pl.when(cells.str.strip_chars() != "").then(cells)
    return cells


def _is_text(column: Column) -> bool:
    return column.type not in _NUMERIC | {"date", "boolean"}


def _column(
    frame: pl.LazyFrame,
    column: Column,
    basic: ColumnMetrics,
    edges: Sequence[float],
    today: date,
) -> ColumnMetrics:
    if not basic.filled:
        return basic
    if column.type in _NUMERIC:
        kept = pl.col("cell").drop_nulls().cast(pl.Float64).sort()
        cells = frame.select(_cells(column).alias("cell")).select(kept).collect(engine="streaming")
        return replace(basic, numbers=_numbers(cells.to_series(), edges))
    if column.type == "date":
        past = pl.col(column.name).filter(pl.col(column.name) <= today).max()
        return replace(basic, newest=frame.select(past).collect(engine="streaming").item())
    return _enumeration(frame, column, basic)


def _numbers(cells: pl.Series, edges: Sequence[float]) -> Numbers:
    """What is kept of sorted numbers: sorted once, every quantile and bin is found at once."""
    from numpy import searchsorted

    quantiles = [float(cells.quantile(each, "linear") or 0) for each in QUANTILES]
    kept = tuple(edges) or tuple(
        sorted({float(cells.quantile(each, "linear") or 0) for each in _DECILES})
    )
    values = cells.to_numpy()
    counts: tuple[int, ...] = ()
    if len(kept) > 1:
        # As numpy.histogram counts: a bin holds its left edge, the last one both.
        starts = [int(each) for each in searchsorted(values, kept[:-1], "left")]
        end = int(searchsorted(values, kept[-1], "right"))
        bounds = (0, *starts, end, len(values))
        counts = tuple(high - low for low, high in itertools.pairwise(bounds))
    low, high, mean = cells.min(), cells.max(), cells.mean()
    assert isinstance(low, float) and isinstance(high, float) and isinstance(mean, float)  # noqa: S101, PT018
    return Numbers(low, high, mean, tuple(quantiles), kept if counts else (), counts)


def _enumeration(frame: pl.LazyFrame, column: Column, basic: ColumnMetrics) -> ColumnMetrics:
    """The exact counts of a column whose values are few and recur."""
    # The first figure is an estimate: some room is left for it.
    if basic.distinct > DISTINCT * 1.2 or basic.distinct * RECURRENCE > basic.filled * 1.2:
        return basic
    counted = (
        frame.select(_cells(column).cast(pl.String).alias("value"))
        .drop_nulls()
        .group_by("value")
        .len()
        .collect(engine="streaming")
    )
    basic = replace(basic, distinct=len(counted))
    longest = counted["value"].str.len_chars().max()
    assert isinstance(longest, int)  # noqa: S101 - the column has filled cells
    few = len(counted) <= DISTINCT and len(counted) * RECURRENCE <= basic.filled
    if not few or longest > LONGEST:
        return basic
    return replace(basic, counts=dict(sorted(counted.iter_rows())))
