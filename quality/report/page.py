"""A report as one HTML page, self-contained, for people: no script, nothing from elsewhere.

The first errors are shown in the table itself, each cell with its message under the row. Without
`cells` no content of the table enters the page: then it may be published.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from federation.i18n import Message, msg, pick
from federation.model import QualityReport, TableFile
from quality.report.excerpt import Excerpt, ExcerptRow, excerpt
from quality.report.grouping import Group, groups, letters
from quality.report.reading_words import reading
from quality.report.render import numbers, verdict

if TYPE_CHECKING:
    from jinja2 import Template

_FOLDER = Path(__file__).parent / "templates"
_GROUPS = 100
_WORDS = {
    "fixes": msg("What to correct"),
    "fixes_lead": msg("Each line below is one kind of error: correct it in the whole column."),
    "warnings": msg("Worth knowing"),
    "table": msg("The first errors in the table"),
    "table_lead": msg(
        "Each row below has an error. The cells to correct are framed; their number is that of the "
        "list above, which tells what to do."
    ),
    "narrowed": msg("Only the first columns and those with an error are shown."),
    "reading": msg("How the file was read"),
    "row": msg("Row"),
    "cells": msg("Cells"),
    "count": msg("Times"),
    "number": msg("Number"),
    "what": msg("What is wrong, and what to do"),
    "steps": msg("How to correct a file in a spreadsheet"),
    "scroll": msg("Table of the first errors; scroll sideways to see every column"),
    "hidden": msg("(content not shown)"),
    "empty": msg("(empty)"),
}
_STEPS = (
    msg(
        "Open the file in LibreOffice Calc or Excel. For a CSV, import it with the characters and "
        "the separator told above, and give every column the type Text: zeros at the start and "
        "dates then stay as they are."
    ),
    msg(
        "Go to the cells listed above (B7 is column B, row 7), correct the first one, and look "
        "whether the same fault comes back below."
    ),
    msg("Save as CSV, with the characters UTF-8 and the separator comma."),
    msg(
        "Check the file again. “partage validate FILE --schema NAME --fix OUT.csv” writes a copy "
        "where what leaves no doubt is corrected for you."
    ),
)


@dataclass(frozen=True, slots=True)
class _Fault:
    """A line of the list of faults."""

    number: int
    title: str
    message: str
    cells: str
    count: int


def to_html(
    report: QualityReport, locale: str, *, name: str, table: TableFile | None, cells: bool
) -> str:
    """The page of a report; `name` is what the file is called.

    `table` is the examined one, or None: then the errors are only listed. `cells` puts its
    content into the page: for the officer who holds the file, never for publication.
    """
    found = groups(report.errors)
    part = excerpt(table, report, cells=cells) if table is not None else Excerpt()
    return _template().render(
        lang=locale,
        title=f"{name} — {_schema_title(report, locale)}",
        name=name,
        state={True: "good", False: "bad", None: "none"}[report.valid],
        verdict=verdict(report, locale).render(locale),
        numbers=[each.render(locale) for each in numbers(report)],
        reading=[each.render(locale) for each in reading(report.source)],
        faults=_faults(found, locale),
        left=_left(report, locale),
        warnings=[each.message.render(locale) for each in groups(report.warnings)],
        columns=[(letters(at + 1), report.columns[at]) for at in part.columns],
        narrowed=len(part.columns) < len(report.columns),
        rows=[_row(each, _numbers(found), locale) for each in part.rows],
        steps=[each.render(locale) for each in _STEPS] if report.valid is False else [],
        words={key: each.render(locale) for key, each in _WORDS.items()},
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(_FOLDER)
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("report.html")


def _schema_title(report: QualityReport, locale: str) -> str:
    if report.schema is None:
        return msg("no schema").render(locale)
    return pick(report.schema_title, locale) or str(report.schema)


def _faults(found: tuple[Group, ...], locale: str) -> list[_Fault]:
    return [
        _Fault(
            number=number,
            title=each.title.render(locale),
            message=each.told.render(locale),
            cells=_places(each, locale),
            count=each.count,
        )
        for number, each in enumerate(found[:_GROUPS], start=1)
    ]


def _places(group: Group, locale: str) -> str:
    """The first places of a fault: cells as a spreadsheet calls them, else rows."""
    if not group.rows:
        return "—"
    some = list(group.cells) or [
        msg("row %(row)s", row=row).render(locale) for row in group.rows[:5]
    ]
    return ", ".join(some) + (", …" if len(group.rows) > len(some) else "")


def _left(report: QualityReport, locale: str) -> str:
    left = report.error_total - len(report.errors)
    told: Message = msg("… and %(count)s more errors.", count=left)
    return told.render(locale) if left > 0 else ""


def _numbers(found: tuple[Group, ...]) -> dict[int, int]:
    """By finding, the line of the list of faults that tells of it."""
    return {
        finding: number
        for number, group in enumerate(found[:_GROUPS], start=1)
        for finding in group.findings
    }


def _row(row: ExcerptRow, numbers: dict[int, int], locale: str) -> dict[str, Any]:
    faults = {
        numbers[number]: finding.title.render(locale)
        for number, finding in row.faults
        if number in numbers
    }
    return {
        "number": row.number,
        "cells": [
            (cell.text, bool(cell.faults), _listed(cell.faults, numbers)) for cell in row.cells
        ],
        "faults": sorted(faults.items()),
    }


def _listed(faults: tuple[int, ...], numbers: dict[int, int]) -> list[int]:
    return sorted({numbers[fault] for fault in faults if fault in numbers})
