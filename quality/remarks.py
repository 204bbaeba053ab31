"""What a reader of the table should know and no schema says: numbers written with a comma."""

import polars as pl
import pyarrow.parquet as pq

from federation.i18n import msg
from federation.model import Finding, TableFile
from quality.findings import LABEL_TAGS
from quality.table_schema import TableSchema

_GROUPED = r"^[+-]?(?:[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+)"
_COMMA = _GROUPED + r",[0-9]+$"
_NUMBER = _GROUPED + r"(?:[,.][0-9]+)?$"
_NUMERIC = ("number", "integer")


def decimal_commas(table: TableFile, schema: TableSchema | None = None) -> tuple[Finding, ...]:
    """A warning where numbers use a comma, naming the columns; none where they do not.

    Of a column the schema calls a number one such cell is enough; of another, all must be numbers.
    """
    counts = _counts(table)
    found = []
    for position, name in enumerate(table.columns):
        field = schema.field(name) if schema else None
        commas, numbers, filled = counts[position]
        declared = field is not None and field.type in _NUMERIC
        if commas and (declared or (field is None and numbers == filled)):
            found.append(name)
    return (_told(found),) if found else ()


def _counts(table: TableFile) -> list[tuple[int, int, int]]:
    """Cells with a decimal comma, numbers, and filled cells, per column."""
    totals = [(0, 0, 0)] * len(table.columns)
    with pq.ParquetFile(table.path) as source:
        for group in range(source.num_row_groups):
            frame = pl.DataFrame(source.read_row_group(group, columns=list(table.columns)))
            totals = [
                (commas + seen[0], numbers + seen[1], filled + seen[2])
                for (commas, numbers, filled), seen in zip(
                    totals, map(_seen, frame.iter_columns()), strict=True
                )
            ]
    return totals


def _seen(cells: pl.Series) -> tuple[int, int, int]:
    trimmed = cells.str.strip_chars()
    filled = trimmed.filter(trimmed != "")
    # Most columns hold no comma at all: the cheap question comes first.
    if not filled.str.contains(",", literal=True).any():
        return 0, 0, 0
    commas = int(filled.str.contains(_COMMA).sum())
    return commas, int(filled.str.contains(_NUMBER).sum()), len(filled)


def _told(columns: list[str]) -> Finding:
    return Finding(
        type="decimal-comma",
        title=msg("Numbers with a comma"),
        message=msg(
            "Numbers are written with a comma before their decimals in: %(columns)s. The standard "
            "asks for a point (12.50). In a spreadsheet, select these columns and replace the "
            "commas by points, or try “partage validate --fix”.",
            columns=", ".join(f"“{name}”" for name in columns),
        ),
        field=columns[0] if len(columns) == 1 else None,
        tags=LABEL_TAGS,
    )
