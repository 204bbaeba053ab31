"""Small counts hidden in a table of statistics, where the policy declares its column.

Primary suppression of 1 to threshold − 1; within a group whose total is known, a lone hidden count
is joined by the next smallest, or it could be computed (Hundepool et al. 2012, chapter 4). Zeros
stay. What was hidden becomes an empty cell, so that a column of numbers stays one.
"""

import polars as pl

from anonymisation.policy.risk import SmallCells


def hide_small(frame: pl.DataFrame, rule: SmallCells) -> pl.Series:
    """The column of a rule, its small counts emptied. `frame` holds texts, all the rows.

    Cells that are not whole numbers stay as they are.
    """
    count = _count(rule.column)
    small = count.is_between(1, rule.threshold - 1)
    within = [name for name in rule.within if name in frame.columns]
    marked = frame.select(
        pl.col(rule.column), *within, count.alias("__n"), small.fill_null(value=False).alias("__s")
    ).with_row_index("__i")
    if within:
        marked = _with_company(marked, within)
    hidden = pl.when("__s").then(pl.lit("")).otherwise(pl.col(rule.column))
    return marked.sort("__i").select(hidden.alias(rule.column)).to_series()


def _with_company(marked: pl.DataFrame, within: list[str]) -> pl.DataFrame:
    """In groups with exactly one hidden count, hide the smallest other count that is not zero."""
    lone = pl.col("__s").sum().over(within) == 1
    other = pl.when(~pl.col("__s") & (pl.col("__n") > 0)).then(pl.col("__n"))
    first = other.rank("ordinal").over(within) == 1
    return marked.with_columns((pl.col("__s") | (lone & first.fill_null(value=False))).alias("__s"))


def _count(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars().cast(pl.Int64, strict=False)
