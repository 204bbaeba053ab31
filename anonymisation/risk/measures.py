"""k-anonymity, l-diversity and t-closeness of a table, in polars.

k: Samarati and Sweeney 1998; l (distinct): Machanavajjhala 2007; t: Li 2007, the distance between
categories being equal (half the sum of differences), as for any column of texts. An empty cell is a
value like another. Frames may be lazy: they are then read in streaming, the columns asked for only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

_N = "__n"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Rows, smallest class (0 without rows), rows alone in their class, rows in small classes."""

    rows: int
    k: int
    alone: int
    below: int


def sizes(frame: pl.DataFrame | pl.LazyFrame, quasi: Sequence[str], threshold: int = 1) -> Sizes:
    """The classes of rows equal on `quasi`; without any column, one class holds every row."""
    n = pl.col(_N)
    counted = _classes(frame, quasi).select(
        n.sum().fill_null(0).alias("rows"),
        n.min().fill_null(0).alias("k"),
        n.filter(n == 1).sum().fill_null(0).alias("alone"),
        n.filter(n < threshold).sum().fill_null(0).alias("below"),
    )
    return Sizes(*(int(value) for value in _collect(counted).row(0)))


def k_anonymity(frame: pl.DataFrame | pl.LazyFrame, quasi: Sequence[str]) -> int:
    """Rows of the smallest class; 0 for a table without rows."""
    return sizes(frame, quasi).k


def l_diversity(frame: pl.DataFrame | pl.LazyFrame, quasi: Sequence[str], sensitive: str) -> int:
    """Fewest distinct values of `sensitive` in a class; 0 for a table without rows."""
    pairs = frame.lazy().select(*quasi, pl.col(sensitive).alias("__s")).unique()
    per_class = _classes(pairs, quasi)
    return int(_collect(per_class.select(pl.col(_N).min().fill_null(0))).item())


def t_closeness(frame: pl.DataFrame | pl.LazyFrame, quasi: Sequence[str], sensitive: str) -> float:
    """Largest distance (0–1) from a class's distribution of `sensitive` to the whole table's.

    Categories absent from a class count as 0 in it: their share of the whole is what the present
    ones leave over. 0.0 for a table without rows.
    """
    chosen = frame.lazy().select(*quasi, pl.col(sensitive).alias("__s"))
    counts = _collect(_classes(chosen, (*quasi, "__s")))
    return float(distances(counts, quasi, "__s")["t"].max() or 0.0)  # type: ignore[arg-type]


def distances(counts: pl.DataFrame, quasi: Sequence[str], sensitive: str) -> pl.DataFrame:
    """Per class, the column `t`; `counts` holds rows (`__n`) per class and sensitive value."""
    n = pl.col(_N)
    whole = counts.group_by(sensitive).agg((n.sum() / max(1, counts[_N].sum())).alias("__p"))
    # Codes join far faster than texts, and 100,000 classes must not take a second.
    share = n.sum().over(list(quasi)) if quasi else n.sum()
    gap = (n / pl.col("__all") - pl.col("__p")).abs().sum()
    return (
        counts.group_by(*quasi, sensitive)
        .agg(n.sum())
        .with_columns(share.alias("__all"))
        .join(whole, on=sensitive, nulls_equal=True)
        .group_by(list(quasi) or pl.lit(0).alias("__one"))
        .agg(((gap + 1 - pl.col("__p").sum()) / 2).alias("t"))
    )


def _classes(frame: pl.DataFrame | pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    lazy = frame.lazy()
    if not by:
        return lazy.select(pl.len().alias(_N)).filter(pl.col(_N) > 0)
    return lazy.group_by(list(by)).agg(pl.len().alias(_N))


def _collect(lazy: pl.LazyFrame) -> pl.DataFrame:
    return lazy.collect(engine="streaming")
