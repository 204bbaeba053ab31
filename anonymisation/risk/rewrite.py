"""The solution of the search, applied to the file batch by batch and counted in cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from anonymisation.parquet import BATCH_ROWS, write
from anonymisation.risk.coding import Coded
from anonymisation.risk.generalise import Node


@dataclass(frozen=True, slots=True)
class Solution:
    """A node, and the classes of it that lose labels (`q0`… → `p0`…) or leave with their rows."""

    columns: tuple[Coded, ...]
    node: Node
    emptied: pl.DataFrame
    drop: bool = False

    @property
    def nothing(self) -> bool:
        """Whether the file stays as it is."""
        return not any(self.node) and self.emptied.is_empty()

    @property
    def rows_dropped(self) -> int:
        """Rows that leave the table."""
        return int(self.emptied["__n"].sum()) if self.drop else 0

    def operators(self, i: int, combos: pl.DataFrame) -> dict[str, int]:
        """Cells changed in the column of position i, by operator."""
        column, level = self.columns[i], self.node[i]
        cells: dict[str, int] = {}
        codes = combos[column.name]
        before = column.labels[0].gather(column.maps[0].gather(codes))
        after = column.labels[level].gather(column.maps[level].gather(codes))
        moved = combos["__n"].filter(before != after).sum()
        if moved:
            cells[column.operators[level]] = int(moved)
        if not self.drop and self.emptied.height:
            blank = column.empty(level)
            lost = (pl.col(f"q{i}") != blank) & (pl.col(f"p{i}") == blank)
            if found := int(self.emptied.filter(lost)["__n"].sum()):
                cells["empty"] = cells.get("empty", 0) + found
        return cells


def rewrite(path: Path, solution: Solution) -> None:
    """Write the file again with the solution's labels; whole or not at all."""
    fresh = path.with_name(f"{path.name}-risk")
    try:
        write(fresh, _frames(path, solution), path)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _frames(path: Path, solution: Solution) -> Iterator[pl.DataFrame]:
    classes = _texts(solution)
    names = [column.name for column in solution.columns]
    with pq.ParquetFile(path) as parquet:
        for batch in parquet.iter_batches(BATCH_ROWS):
            frame = pl.DataFrame(pl.from_arrow(batch))
            order = frame.columns
            frame = frame.with_columns(
                _labelled(frame[column.name], column, level)
                for column, level in zip(solution.columns, solution.node, strict=True)
            )
            if classes.height and solution.drop:
                frame = frame.join(classes, on=names, how="anti", maintain_order="left")
            elif classes.height:
                frame = frame.join(classes, on=names, how="left", maintain_order="left")
                frame = frame.with_columns(
                    pl.coalesce(f"__p{i}", name).alias(name) for i, name in enumerate(names)
                )
            yield frame.select(order)


def _labelled(cells: pl.Series, column: Coded, level: int) -> pl.Series:
    cells = cells.fill_null("")
    if level == 0:
        return cells
    old = column.labels[0].gather(column.maps[0])
    new = column.labels[level].gather(column.maps[level])
    return cells.replace_strict(old, new, return_dtype=pl.String)


def _texts(solution: Solution) -> pl.DataFrame:
    """The classes that change, as texts: the columns' names before, `__p0`… after."""
    parts: list[pl.Series] = []
    for i, (column, level) in enumerate(zip(solution.columns, solution.node, strict=True)):
        labels = column.labels[level]
        parts.append(labels.gather(solution.emptied[f"q{i}"]).alias(column.name))
        parts.append(labels.gather(solution.emptied[f"p{i}"]).alias(f"__p{i}"))
    return pl.DataFrame(parts)
