"""What was changed in a corrected copy, said in plain words, without any cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from federation.i18n import Message, msg
from federation.model import SourceFormat
from quality.fixing import repairs
from quality.fixing.repairs import Evidence


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change, in one column or in the file as a whole (`column` None).

    `rows` are the first ones changed, as numbered in the source; `count` is of cells, columns
    or lines.
    """

    kind: str
    column: str | None
    count: int
    message: Message
    rows: tuple[int, ...] = ()


_CELLS = {
    repairs.SPACES: msg(
        "Column “%(column)s”: spaces before or after the value are removed. Cells: %(count)s "
        "(rows: %(rows)s)."
    ),
    repairs.DATE: msg(
        "Column “%(column)s”: dates are written year-month-day. Cells: %(count)s (rows: %(rows)s)."
    ),
    repairs.DECIMAL: msg(
        "Column “%(column)s”: the decimal comma becomes a point. Cells: %(count)s (rows: %(rows)s)."
    ),
    repairs.THOUSANDS: msg(
        "Column “%(column)s”: spaces between thousands are removed. Cells: %(count)s (rows: "
        "%(rows)s)."
    ),
    repairs.SPELLING: msg(
        "Column “%(column)s”: capitals, accents and punctuation are those of the schema’s list. "
        "Cells: %(count)s (rows: %(rows)s)."
    ),
    repairs.DIGITS: msg(
        "Column “%(column)s”: spaces inside the number are removed. Cells: %(count)s (rows: "
        "%(rows)s)."
    ),
    repairs.INTERVAL: msg(
        "Column “%(column)s”: “/” stands between the two dates. Cells: %(count)s (rows: %(rows)s)."
    ),
}


def cell_change(column: str, kind: str, count: int, rows: tuple[int, ...]) -> Change:
    """Cells of a column, mended in one way."""
    named = ", ".join(map(str, rows)) + (", …" if count > len(rows) else "")
    message = msg(_CELLS[kind].msgid, column=column, count=count, rows=named)
    return Change(kind, column, count, message, rows)


def name_change(old: str, new: str) -> Change:
    """A column that bears the schema's name from now on."""
    return Change(
        "column-name",
        new,
        1,
        msg("Column “%(old)s” renamed “%(column)s”, as in the schema.", old=old, column=new),
    )


def source_changes(source: SourceFormat) -> Iterator[Change]:
    """What the form of the file becomes."""
    if source.kind != "csv":
        told = msg("The table, read as %(format)s, is written as CSV.", format=source.kind.upper())
        yield Change("format", None, 1, told)
    if source.compression:
        told = msg(
            "The file is no longer inside a %(archive)s archive.", archive=source.compression
        )
        yield Change("compression", None, 1, told)
    if source.encoding not in (None, "utf-8"):
        told = msg("Characters: UTF-8 instead of %(encoding)s.", encoding=source.encoding)
        yield Change("encoding", None, 1, told)
    if source.delimiter not in (None, ","):
        yield Change("delimiter", None, 1, msg("Separator between cells: comma."))
    if source.header_line > 1:
        above = source.header_line - 1
        told = msg("Lines above the column names left out: %(count)s.", count=above)
        yield Change("title-lines", None, above, told)


def undecided(column: str, evidence: Evidence) -> Iterator[Message]:
    """What a column would need, and nothing in it proves."""
    if evidence.dates and not evidence.turns_dates:
        yield msg(
            "Column “%(column)s”: dates are left as they are (%(count)s), because nothing proves "
            "which of their numbers is the day and which the month. Write them year-month-day.",
            column=column,
            count=evidence.dates,
        )
    if evidence.commas and not evidence.turns_commas:
        yield msg(
            "Column “%(column)s”: numbers with a comma are left as they are (%(count)s), because "
            "nothing proves that the comma always stands before decimals. Write them with a point.",
            column=column,
            count=evidence.commas,
        )
