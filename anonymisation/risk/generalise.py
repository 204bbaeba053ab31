"""The search for the cheapest generalisation where at most a few rows stay too rare.

The lattice of levels (Samarati 2001; LeFevre, DeWitt, Ramakrishnan 2005): what holds at a node
holds at every coarser one, so what fails at a node fails at every finer one. A walk down from the
top finds a node that no finer neighbour can replace; nodes cheaper than it are then tried in the
order of their cost, within a bounded number of measures.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import polars as pl

from anonymisation.risk.coding import Coded
from anonymisation.risk.measures import distances

Node = tuple[int, ...]

#: Nodes measured after the walk down at most, and rows of combinations read for it; nodes listed.
TRIES = 60
READ = 6_000_000
LISTED = 20_000
#: What it costs to change a column at all, and to empty it, over the information lost (0–1).
CHANGED = 0.1
EMPTIED = 0.5


@dataclass(frozen=True, slots=True)
class Needs:
    """What every class of rows must hold; `sensitive` are columns of codes, for l and t."""

    k: int
    l: int | None = None  # noqa: E741 - the name of the measure
    t: float | None = None
    sensitive: tuple[str, ...] = ()


def bad_classes(frame: pl.DataFrame, by: Sequence[str], needs: Needs) -> pl.DataFrame:
    """Classes that do not hold what is needed: the columns `by`, and their rows `__n`.

    `frame` holds rows (`__n`) per value of `by` and of the sensitive columns.
    """
    keys = list(by)
    grouped = frame.group_by(keys or [pl.lit(0).alias("__one")])
    distinct = [pl.col(name).n_unique().alias(f"__l{name}") for name in needs.sensitive]
    classes = grouped.agg(pl.col("__n").sum(), *distinct)
    bad = pl.col("__n") < needs.k
    if needs.l is not None:
        for name in needs.sensitive:
            bad = bad | (pl.col(f"__l{name}") < needs.l)
    for name in needs.sensitive if needs.t is not None else ():
        apart = distances(frame, keys, name).rename({"t": f"__t{name}"})
        joint = keys or ["__one"]
        classes = classes.join(apart, on=joint, nulls_equal=True)
        bad = bad | (pl.col(f"__t{name}") > needs.t)
    return classes.filter(bad).select(*keys, "__n")


class Lattice:
    """The nodes of a table: one level per quasi-identifier."""

    def __init__(
        self, combos: pl.DataFrame, columns: Sequence[Coded], needs: Needs, allowed: int
    ) -> None:
        """`combos`: rows (`__n`) per combination of codes; `allowed`: rows that may stay rare."""
        self._combos, self._columns, self._needs = combos, tuple(columns), needs
        self._allowed = allowed
        self._failed: list[Node] = []

    def best(self) -> Node:
        """The cheapest node found; where nothing holds, the one where every column is empty."""
        bottom = tuple(0 for _ in self._columns)
        if self.holds(bottom):
            return bottom
        found = self._down(tuple(column.top for column in self._columns))
        tried, allowed = 0, min(TRIES, READ // max(1, self._combos.height))
        for cost, node in self._listed():
            if cost >= self.cost(found) or tried >= allowed:
                break
            if any(_finer(node, other) for other in self._failed):
                continue
            tried += 1
            if self.holds(node):
                return node
        return found

    def cost(self, node: Node) -> float:
        """What a node loses, in columns."""
        return sum(
            self._price(column, level) for column, level in zip(self._columns, node, strict=True)
        )

    def holds(self, node: Node) -> bool:
        """Whether few enough rows stay rare at a node."""
        frame = self.at(node)
        shown = [f"q{i}" for i, column in enumerate(self._columns) if column.tells(node[i])]
        rare = int(bad_classes(frame, shown, self._needs)["__n"].sum())
        if rare > self._allowed:
            self._failed.append(node)
        return rare <= self._allowed

    def at(self, node: Node) -> pl.DataFrame:
        """Rows (`__n`) per combination of labels (`q0`, `q1`…) and of sensitive codes."""
        labelled = [
            column.maps[level].gather(self._combos[column.name]).alias(f"q{i}")
            for i, (column, level) in enumerate(zip(self._columns, node, strict=True))
        ]
        rest = self._combos.select("__n", *self._needs.sensitive)
        keys = [series.name for series in labelled]
        return (
            rest.with_columns(labelled)
            .group_by(*keys, *self._needs.sensitive)
            .agg(pl.col("__n").sum())
        )

    def _price(self, column: Coded, level: int) -> float:
        if level == 0:
            return 0.0
        emptied = EMPTIED if level == column.top else 0.0
        return column.weight * (CHANGED + column.loss[level] + emptied)

    def _down(self, node: Node) -> Node:
        """From a node, the finer neighbour that spares most, as long as there is one."""
        while True:
            finer = [
                (*node[:i], level - 1, *node[i + 1 :]) for i, level in enumerate(node) if level
            ]
            for other in sorted(finer, key=self.cost):
                if not any(_finer(other, failed) for failed in self._failed) and self.holds(other):
                    node = other
                    break
            else:
                return node

    def _listed(self) -> list[tuple[float, Node]]:
        heights = [column.top + 1 for column in self._columns]
        if math.prod(heights) > LISTED:
            return []
        return sorted((self.cost(node), node) for node in product(*map(range, heights)))


def _finer(node: Node, other: Node) -> bool:
    """Whether a node is nowhere coarser than another."""
    return all(a <= b for a, b in zip(node, other, strict=True))
