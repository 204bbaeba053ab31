"""XLSX, XLS and ODS into a working table, through fastexcel (calamine).

The first sheet that looks like a table is read. Dates become ISO 8601, whole numbers lose their
`.0`, and every sheet row keeps its number, empty ones above the header included.
A sheet is held in memory: `archives.check_spreadsheet` bounds its size beforehand.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pyarrow as pa

from federation.model import SourceFormat, TableFile
from quality.reading.archives import check_spreadsheet
from quality.reading.csv_dialect import header_line
from quality.reading.limits import ReadLimits, empty, malformed
from quality.reading.writer import TableWriter

_HEAD = 200
_SLICE = 1 << 16
#: Cells that were dates or times, as fastexcel spells them → ISO 8601. Day zero of spreadsheets
#: stands for a time of day without a date.
_ISO = (
    (r"^1899-12-3[01] (\d{2}:\d{2}:\d{2})(?:\.\d+)?$", "${1}"),
    (r"^(\d{4}-\d{2}-\d{2}) 00:00:00$", "${1}"),
    (r"^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.\d+)?$", "${1}T${2}"),
)


def read_spreadsheet(path: Path, kind: str, out: Path, limits: ReadLimits) -> TableFile:
    """The first table of a workbook (`kind`: xlsx, xls or ods).

    TableError: EMPTY, MALFORMED, DECOMPRESSION, TOO_LARGE.
    """
    import fastexcel

    if kind != "xls":
        check_spreadsheet(path, limits)
    try:
        book = fastexcel.read_excel(path)
        name, sheet = _first_table(book)
    except fastexcel.FastExcelError as error:
        raise malformed(kind.upper()) from error
    except BaseException as error:
        # calamine panics on some damaged files; Rust panics are no `Exception`.
        if type(error).__name__ != "PanicException":
            raise
        raise malformed(kind.upper()) from error
    return _write(sheet, out, limits, kind, name)


def _first_table(book: object) -> tuple[str, pl.DataFrame]:
    """The first sheet that is a table, else the first with anything in it.

    A later one at least three times as wide is preferred: the first is then a summary of the
    sheets (Apple Numbers writes one) or a legend.
    """
    chosen: tuple[str, pl.DataFrame] | None = None
    width = 0
    for name in book.sheet_names:  # type: ignore[attr-defined]
        sheet = _load(book, name)
        names = _table_width(sheet)
        if chosen is None or names >= max(3 * width, 2):
            chosen = (name, sheet) if sheet.height else chosen
            width = names
    if chosen is None:
        raise empty()
    return chosen


def _load(book: object, name: str) -> pl.DataFrame:
    """A sheet as text, without the empty rows and columns that formatting leaves behind."""
    # skip_rows=0 keeps the empty rows above the table, hence the row numbers.
    sheet = book.load_sheet(  # type: ignore[attr-defined]
        name, header_row=None, skip_rows=0, dtypes="string"
    )
    frame: pl.DataFrame = sheet.to_polars().fill_null("")
    frame.columns = [str(position) for position in range(frame.width)]
    filled = [column.name for column in frame if (column != "").any()]
    if not filled:
        return pl.DataFrame()
    frame = frame[:, : int(filled[-1]) + 1]
    used = frame.select(pl.any_horizontal(pl.all() != "")).to_series().arg_true()
    return frame[: (used[-1] or 0) + 1]


def _table_width(sheet: pl.DataFrame) -> int:
    """Number of column names, 0 for no table: a header half filled, a row under it."""
    if not sheet.height:
        return 0
    line = _header_line(sheet)
    names = sum(1 for cell in sheet.row(line - 1) if cell)
    return names if sheet.height > line and names >= max(2, sheet.width / 2) else 0


def _header_line(sheet: pl.DataFrame) -> int:
    return header_line([_trimmed(record) for record in sheet.head(_HEAD).iter_rows()])


def _write(sheet: pl.DataFrame, out: Path, limits: ReadLimits, kind: str, name: str) -> TableFile:
    line = _header_line(sheet)
    body = sheet[line:].with_columns(_iso(column) for column in sheet.columns)
    with TableWriter(out, sheet.row(line - 1), limits) as writer:
        for position in range(0, body.height, _SLICE):
            part = body[position : position + _SLICE].to_arrow()
            arrays = [column.combine_chunks().cast(pa.string()) for column in part.columns]
            writer.add_arrays(arrays, line + 1 + position)
    return writer.table(SourceFormat(kind=kind, sheet=name, header_line=line))


def _iso(column: str) -> pl.Expr:
    cells = pl.col(column)
    for pattern, spelling in _ISO:
        cells = cells.str.replace(pattern, spelling)
    return cells


def _trimmed(record: Sequence[str]) -> list[str]:
    cells = list(record)
    while cells and not cells[-1]:
        cells.pop()
    return cells
