"""Rows that hold the paper of a natural person: who they are about is one, whatever the name says.

In a column that names bodies as well as people, a name that no list has proves nothing. A companion
column of identity cards does: only natural persons have them.
"""

import polars as pl

from anonymisation.bodies.names import unregistered
from anonymisation.bodies.register import registered_body, registered_business
from anonymisation.counts import LONGEST_NAME, ColumnCount, Masked
from anonymisation.decision.plan import TablePlan
from anonymisation.policy.columns import ColumnPlan
from anonymisation.rows.bodies import a_sign

#: Digits of the shortest paper's number.
_LEAST = 5


def without_holders(
    before: pl.DataFrame,
    after: pl.DataFrame,
    plan: TablePlan,
    counts: dict[str, ColumnCount],
    masked: Masked,
    mask: str,
) -> pl.DataFrame:
    """The batch without the names of who a paper of the row says to be a natural person."""
    papers = [column.name for column in plan.columns if _paper(column)]
    who = [column for column in plan.of("body", "beneficiary") if _of_rows(column)]
    if not papers or len(who) != 1:
        return after
    name = who[0].name
    cells = zip(
        before[name].fill_null(""),
        after[name].fill_null(""),
        before.select(pl.col(papers).fill_null("")).iter_rows(),
        strict=True,
    )
    found = pl.Series(
        [was == now and any(map(_personal, held)) and _shaped(was) for was, now, held in cells],
        dtype=pl.Boolean,
    )
    if not found.any():
        return after
    for value in before[name].filter(found):
        masked.add("PERSON", value)
    times = int(found.sum())
    counts[name].operators["mask"] += times
    counts[name].entities["PERSON"] += times
    return after.with_columns(after[name].scatter(found.arg_true(), mask).alias(name))


def _paper(column: ColumnPlan) -> bool:
    """Whether a column holds the numbers of papers, by its name."""
    if column.source != "meaning" or column.meaning is None:
        return False
    return column.meaning.id == "identifier" and column.action == "mask"


def _of_rows(column: ColumnPlan) -> bool:
    return column.source in ("meaning", "content") and not a_sign(column)


def _personal(number: str) -> bool:
    digits = sum(map(str.isdigit, number))
    return digits >= _LEAST and not (registered_business(number) or registered_body(number))


def _shaped(name: str) -> bool:
    """Whether a cell may be the name of a person: a few capitalised words, none of a body's."""
    return len(name) <= LONGEST_NAME and unregistered(name)


__all__ = ["without_holders"]
