"""Register numbers of sole traders go where the trader was masked: they lead to the name.

A SIRET is public, and so is the register in which it is looked up; beside a name that was hidden it
gives the name back (RGPD art. 4(1)). Where the row still names a body, the number is the body's.
"""

import polars as pl

from anonymisation.bodies.nobody import nobody
from anonymisation.counts import ColumnCount
from anonymisation.decision.plan import TablePlan
from anonymisation.policy.columns import ColumnPlan
from anonymisation.profiling.corrections import registers
from anonymisation.rows.bodies import a_sign

#: Meanings of columns that name whom a row is about.
_WHO = frozenset({"person", "surname", "beneficiary", "body", "name"})


def without_traders(
    before: pl.DataFrame, after: pl.DataFrame, plan: TablePlan, counts: dict[str, ColumnCount]
) -> pl.DataFrame:
    """The batch without the register numbers of persons whose names it hides."""
    numbers = [column.name for column in plan.columns if _number(column, plan)]
    who = [column.name for column in plan.columns if _names(column)]
    if not numbers or not who:
        return after
    hidden = pl.Series(
        [
            _hidden(were, are)
            for were, are in zip(
                before.select(pl.col(who).fill_null("")).iter_rows(),
                after.select(pl.col(who).fill_null("")).iter_rows(),
                strict=True,
            )
        ],
        dtype=pl.Boolean,
    )
    for name in numbers:
        gone = hidden & (after[name].fill_null("") != "")
        if gone.any():
            counts[name].operators["redact"] += int(gone.sum())
            after = after.with_columns(after[name].scatter(gone.arg_true(), "").alias(name))
    return after


def _number(column: ColumnPlan, plan: TablePlan) -> bool:
    """Whether a column holds the register numbers of whom rows are about."""
    names = tuple(one.name for one in plan.columns)
    return (
        column.source == "meaning" and column.action == "scan" and column.name in registers(names)
    )


def _names(column: ColumnPlan) -> bool:
    if column.meaning is None or column.source not in ("meaning", "content"):
        return False
    return column.meaning.id in _WHO and not a_sign(column)


def _hidden(were: tuple[str, ...], are: tuple[str, ...]) -> bool:
    """Whether a row hides somebody and names nobody else."""
    told = [(old, new) for old, new in zip(were, are, strict=True) if old.strip()]
    kept = any(old == new and any(map(str.isalpha, old)) and not nobody(old) for old, new in told)
    return any(old != new for old, new in told) and not kept


__all__ = ["without_traders"]
