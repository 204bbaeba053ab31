"""Labelled cells, written as templates, and sets of tables in the format of the shared scorer.

A cell is a list of pieces: plain text, or `(text, entity, must_mask)` where must_mask is `true`
(personal data), `false` (looks like it, must stay) or `either` (debatable in law, never scored).
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from federation.model import SchemaRef, TableContext

COLUMNS = ("file", "row", "column", "start", "end", "entity_type", "must_mask", "text")
Piece = str | tuple[str, str, str]
Cell = list[Piece]

#: `{slot}`, `[=kept name]`, `[@kept address]`, `[#kept number]`, `[!literal person to mask]`,
#: `[?debatable]`.
_MARK = re.compile(r"\{(\w+)\}|\[([=@#!?])([^\]]*)\]")
_KINDS = {
    "=": ("PERSON", "false"),
    "@": ("ADDRESS", "false"),
    "#": ("PHONE", "false"),
    "!": ("PERSON", "true"),
    "?": ("PERSON", "either"),
}


def fill(template: str, draw: Callable[[str], Piece]) -> Cell:
    """The cell of a template; `draw` gives the piece of a slot."""
    cell: Cell = []
    start = 0
    for found in _MARK.finditer(template):
        cell.append(template[start : found.start()])
        start = found.end()
        if found[1]:
            cell.append(draw(found[1]))
        else:
            cell.append((found[3], *_KINDS[found[2]]))
    cell.append(template[start:])
    return [piece for piece in cell if piece != ""]


def shown(cell: Sequence[Piece]) -> str:
    return "".join(piece if isinstance(piece, str) else piece[0] for piece in cell)


def plain(cell: Sequence[Piece]) -> Cell:
    """The same text where nothing is personal."""
    return [shown(cell)]


@dataclass
class Labelled:
    """A set of tables; every cell labelled."""

    tables: dict[str, tuple[list[str], list[list[Cell]]]] = field(default_factory=dict)
    contexts: dict[str, TableContext] = field(default_factory=dict)

    def add(
        self,
        name: str,
        columns: str | list[str],
        rows: list[list[Cell]],
        country: str = "FR",
        languages: tuple[str, ...] = ("fr",),
        schema: str | None = None,
        title: str = "",
    ) -> None:
        names = columns.split() if isinstance(columns, str) else columns
        assert all(len(row) == len(names) for row in rows), name
        self.tables[name] = (names, rows)
        self.contexts[name] = TableContext(
            name,
            title=title,
            country=country,
            languages=languages,
            schema=SchemaRef(schema) if schema else None,
        )

    def frame(self, name: str) -> pl.DataFrame:
        columns, rows = self.tables[name]
        texts = [[shown(cell) for cell in row] for row in rows]
        data = {column: [row[place] for row in texts] for place, column in enumerate(columns)}
        return pl.DataFrame(data, dict.fromkeys(columns, pl.String))

    def write(self, folder: Path) -> None:
        """Write `tables/*.csv`, `manifest.json` and `gold.csv`."""
        (folder / "tables").mkdir(parents=True)
        for name in self.tables:
            self.frame(name).write_csv(folder / "tables" / f"{name}.csv", quote_style="always")
        entries = [
            {"file": f"{name}.csv", "country": context.country, "schema": str(context.schema or "")}
            for name, context in self.contexts.items()
        ]
        (folder / "manifest.json").write_text(json.dumps(entries), encoding="utf-8")
        with (folder / "gold.csv").open("w", newline="", encoding="utf-8") as handle:
            out = csv.writer(handle)
            out.writerow(COLUMNS)
            out.writerows(self.spans())

    def spans(self) -> Iterator[tuple[str, int, str, int, int, str, str, str]]:
        for name, (columns, rows) in self.tables.items():
            for number, row in enumerate(rows):
                for column, cell in zip(columns, row, strict=True):
                    start = 0
                    for piece in cell:
                        if isinstance(piece, str):
                            start += len(piece)
                            continue
                        text, entity, must = piece
                        end = start + len(text)
                        yield f"{name}.csv", number, column, start, end, entity, must, text
                        start = end
