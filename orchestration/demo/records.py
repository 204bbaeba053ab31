"""The tables of an Opendatasoft portal: a CSV file read once into fields and records.

Opendatasoft gives each column a technical name (lower case, ASCII) and keeps the publisher's
header as its label; exports carry one or the other.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Records:
    """A table as text: `labels` are the publisher's headers, `types` Opendatasoft's, by label."""

    labels: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    types: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Technical names, in the order of the labels."""
        return tuple(technical_name(label) for label in self.labels)

    def fields(self) -> list[dict[str, Any]]:
        """The `fields` entry of a dataset."""
        return [
            {
                "name": technical_name(label),
                "label": label,
                "type": self.types.get(label, "text"),
                "description": None,
                "annotations": {},
            }
            for label in self.labels
        ]

    def header(self, use_labels: bool) -> tuple[str, ...]:
        """The names that an export shows."""
        return self.labels if use_labels else self.names

    def csv(self, use_labels: bool, delimiter: str, bom: bool) -> bytes:
        """The table as Opendatasoft exports it: UTF-8, CRLF, the byte order mark by default."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(self.header(use_labels))
        writer.writerows(self.rows)
        return text.getvalue().encode("utf-8-sig" if bom else "utf-8")

    def json(self, use_labels: bool) -> list[dict[str, Any]]:
        """The table as objects; an empty cell is null."""
        header = self.header(use_labels)
        kinds = [self.types.get(label, "text") for label in self.labels]
        return [
            {name: _value(cell, kind) for name, cell, kind in zip(header, row, kinds, strict=True)}
            for row in self.rows
        ]


def read_records(path: Path, types: Mapping[str, str]) -> Records:
    """A comma-separated UTF-8 file of the data folder."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return Records(tuple(header), [tuple(row) for row in rows], types)


def technical_name(label: str) -> str:
    """A label as Opendatasoft names the field: lower case, no accents, underscores."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


def _value(cell: str, kind: str) -> object:
    if cell == "":
        return None
    if kind == "int":
        return int(cell)
    return float(cell) if kind == "double" else cell
