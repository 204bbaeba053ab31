"""Columns of texts as numbers: distinct values once, a code per row, a code per level."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from anonymisation.risk.hierarchy import Levels


@dataclass(frozen=True, slots=True)
class Encoded:
    """Rows as codes (UInt32, one column per name), and per name what each code stands for.

    12 columns of a million rows hold 48 MB; texts are read one column at a time.
    """

    codes: pl.DataFrame
    values: dict[str, pl.Series]

    def counts(self, name: str) -> dict[str, int]:
        """Distinct values of a column, in the order of their codes, with their rows."""
        counted = self.codes.group_by(name).len().sort(name)
        numbers = counted["len"].to_list()
        return dict(zip(self.values[name].to_list(), numbers, strict=True))


def encode(path: Path, names: Sequence[str]) -> Encoded:
    """Read some columns of a Parquet file of texts; a missing cell is an empty one."""
    codes: dict[str, pl.Series] = {}
    values: dict[str, pl.Series] = {}
    for name in names:
        text = pl.scan_parquet(path).select(pl.col(name).fill_null("").alias("v")).collect()
        known = text.unique().sort("v").with_row_index("code")
        codes[name] = text.join(known, on="v", how="left", maintain_order="left")["code"]
        values[name] = known["v"]
    return Encoded(pl.DataFrame(codes), values)


@dataclass(frozen=True, slots=True)
class Coded:
    """One quasi-identifier: per level, the code of each value's label, and the labels.

    `weight`: what changing this column costs beside another, 1 for one that nothing has changed.
    `loss[i]`: what level i loses, 0–1, 1 for an emptied column.
    """

    name: str
    weight: float
    maps: tuple[pl.Series, ...]
    labels: tuple[pl.Series, ...]
    operators: tuple[str, ...]
    loss: tuple[float, ...]

    @property
    def top(self) -> int:
        """The level where every cell is empty, or says that nothing is told."""
        return len(self.maps) - 1

    def tells(self, level: int) -> bool:
        """Whether cells differ at a level."""
        return len(self.labels[level]) > 1

    def empty(self, level: int) -> int:
        """The code of the empty cell at a level."""
        return len(self.labels[level]) - 1


def coded(name: str, weight: float, levels: Levels, rows: Sequence[int]) -> Coded:
    """Number the labels of each level; the last label is always the empty cell."""
    weights = pl.Series("n", rows, pl.Int64)
    maps, labels, entropies = [], [], []
    for column in levels.columns:
        texts = pl.DataFrame({"v": pl.Series(column, dtype=pl.String)})
        known = texts.filter(pl.col("v") != "").unique().sort("v")
        known = pl.concat([known, pl.DataFrame({"v": [""]})]).with_row_index("code")
        codes = texts.join(known, on="v", how="left", maintain_order="left")["code"]
        maps.append(codes)
        labels.append(known["v"])
        entropies.append(_entropy(codes, weights))
    first = entropies[0]
    loss = tuple(1 - entropy / first if first > 0 else 0.0 for entropy in entropies)
    return Coded(name, weight, tuple(maps), tuple(labels), levels.operators, loss)


def _entropy(codes: pl.Series, rows: pl.Series) -> float:
    counted = pl.DataFrame({"c": codes, "n": rows}).group_by("c").agg(pl.col("n").sum())
    return float(counted["n"].entropy(normalize=True) or 0.0)
