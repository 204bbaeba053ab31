"""The few rows still too rare: their quasi-identifiers are emptied one after the other.

Cheapest column first, and only until the row has company. Rows emptied whole keep each other
company: where they are fewer than needed, the smallest other class joins them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from anonymisation.risk.coding import Coded
from anonymisation.risk.generalise import Needs, Node, bad_classes


@dataclass(frozen=True, slots=True)
class Emptied:
    """What became of classes: labels before (`q0`…) and after (`p0`…), with rows (`__n`)."""

    classes: pl.DataFrame

    @property
    def changed(self) -> pl.DataFrame:
        """Only the classes that lost a label."""
        pairs = [name for name in self.classes.columns if name.startswith("q")]
        moved = pl.any_horizontal(pl.col(name) != pl.col(f"p{name[1:]}") for name in pairs)
        return self.classes.filter(moved)


def empty_rare(frame: pl.DataFrame, columns: Sequence[Coded], node: Node, needs: Needs) -> Emptied:
    """Empty labels of `frame` (from `Lattice.at`) until every class holds what is needed."""
    now = [f"p{i}" for i in range(len(columns))]
    empties = {f"p{i}": column.empty(node[i]) for i, column in enumerate(columns)}
    frame = frame.with_columns(pl.col(f"q{i}").alias(name) for i, name in enumerate(now))
    order = sorted(range(len(columns)), key=lambda i: (columns[i].weight, -_distinct(frame, i)))
    for i in order:
        bad = bad_classes(frame, now, needs)
        if bad.is_empty():
            break
        frame = _emptied(frame, bad, now, {f"p{i}": empties[f"p{i}"]})
    frame = _joined(frame, now, empties, needs)
    pairs = [f"q{i}" for i in range(len(columns))]
    return Emptied(frame.group_by(*pairs, *now).agg(pl.col("__n").sum()))


def _distinct(frame: pl.DataFrame, i: int) -> int:
    return frame[f"q{i}"].n_unique()


def _emptied(
    frame: pl.DataFrame, bad: pl.DataFrame, now: Sequence[str], labels: dict[str, int]
) -> pl.DataFrame:
    """Set labels in the rows of some classes."""
    marked = bad.select(*now, pl.lit(value=True).alias("__bad"))
    frame = frame.join(marked, on=list(now), how="left")
    hit = pl.col("__bad").fill_null(value=False)
    return frame.with_columns(
        pl.when(hit).then(pl.lit(label, pl.UInt32)).otherwise(pl.col(name)).alias(name)
        for name, label in labels.items()
    ).drop("__bad")


def _joined(
    frame: pl.DataFrame, now: list[str], empties: dict[str, int], needs: Needs
) -> pl.DataFrame:
    """Bring the smallest other classes to the emptied one while it is too small."""
    blank = pl.all_horizontal(pl.col(name) == label for name, label in empties.items())
    while not (bad := bad_classes(frame, now, needs)).is_empty():
        others = frame.filter(~blank).group_by(now).agg(pl.col("__n").sum())
        if others.is_empty():
            break
        alone = bad.filter(~blank)
        chosen = others.sort("__n", *now).head(1) if alone.is_empty() else alone
        frame = _emptied(frame, chosen, now, empties)
    return frame
