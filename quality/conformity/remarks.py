"""What a reader of the table should know and no schema says: numbers written with a comma."""

from federation.i18n import msg
from federation.model import Finding, TableFile
from quality.cells.batches import Column, batches
from quality.schemas.table_schema import TableSchema
from quality.words.findings import LABEL_TAGS
from quality.words.lists import quoted

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
    for batch in batches(table):
        totals = [
            (commas + seen[0], numbers + seen[1], filled + seen[2])
            for (commas, numbers, filled), seen in zip(
                totals, map(_seen, batch.columns), strict=True
            )
        ]
    return totals


def _seen(column: Column) -> tuple[int, int, int]:
    # Most columns hold no comma at all: the cheap question comes first.
    if not column.values.str.contains(",", literal=True).any():
        return 0, 0, 0
    trimmed = column.values.str.strip_chars()
    found = (trimmed.str.contains(_COMMA), trimmed.str.contains(_NUMBER), trimmed != "")
    commas, numbers, filled = (len(column.rows_of(each.to_numpy())) for each in found)
    return commas, numbers, filled


def _told(columns: list[str]) -> Finding:
    return Finding(
        type="decimal-comma",
        title=msg("Numbers with a comma"),
        message=msg(
            "Numbers are written with a comma before their decimals in: %(columns)s. The standard "
            "asks for a point (12.50). In a spreadsheet, select these columns and replace the "
            "commas by points, or try “partage validate --fix”.",
            columns=quoted(columns),
        ),
        field=columns[0] if len(columns) == 1 else None,
        tags=LABEL_TAGS,
    )
