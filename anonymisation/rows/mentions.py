"""Names that a row's own columns give, masked in the same row's texts."""

import polars as pl

from anonymisation.bodies.names import body
from anonymisation.counts import ColumnCount
from anonymisation.decision.plan import TablePlan
from anonymisation.rows.names import without_row_names

#: Mean number of words from which a column holds texts.
_TEXT = 3


def without_mentions(
    before: pl.DataFrame,
    after: pl.DataFrame,
    plan: TablePlan,
    counts: dict[str, ColumnCount],
    mask: str,
) -> pl.DataFrame:
    """The batch where no text names who the row is about."""
    people = [column.name for column in plan.of("person")]
    texts = [column.name for column in plan.of("scan") if counts[column.name].mean_words >= _TEXT]
    for column in texts if people else []:
        after = _one(before, after, column, people, counts[column], mask)
    return after


def _one(
    before: pl.DataFrame,
    after: pl.DataFrame,
    column: str,
    people: list[str],
    count: ColumnCount,
    mask: str,
) -> pl.DataFrame:
    texts, new = after[column].to_list(), []
    left = after.select(people).iter_rows()
    for text, names, kept in zip(texts, before.select(people).iter_rows(), left, strict=True):
        told = tuple(map(_somebody, names, kept))
        new.append(without_row_names(text, told, mask) if text else text)
    changed = sum(1 for old, one in zip(texts, new, strict=True) if old != one)
    if not changed:
        return after
    count.entities["PERSON"] += changed
    count.operators["mask"] += changed
    return after.with_columns(pl.Series(column, new, pl.String))


def _somebody(name: str | None, kept: str | None) -> str | None:
    """A name that is somebody's: a body's own, which stayed where it is, stays in texts too."""
    return None if name and name == kept and body(name) else name
