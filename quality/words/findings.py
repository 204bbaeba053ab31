"""Errors and warnings in plain words: what is wrong, what a right value looks like, how to mend it.

No sentence holds a cell: examples and lists come from the schema. Types and notes of cell and row
errors are Frictionless's own; the words are ours.
"""

import re
from typing import TYPE_CHECKING

from federation.i18n import Message, msg
from federation.model import Finding
from quality.schemas.table_schema import TableField
from quality.words.values import constraint_words, type_title, type_words

if TYPE_CHECKING:
    from frictionless.errors import RowError

CELL_TAGS = ("#table", "#row", "#cell")
ROW_TAGS = ("#table", "#row")
HEADER_TAGS = ("#table", "#header")
LABEL_TAGS = ("#table", "#header", "#label")

_CONSTRAINT = re.compile(r'constraint "(\w+)" is')


def from_error(error: "RowError", field: TableField | None) -> Finding:
    """The finding behind a row or cell error; `field` is None outside the schema."""
    name: str = getattr(error, "field_name", "")
    number: int | None = getattr(error, "field_number", None)
    title, message = _words(error.type, error.note, name, number, field)
    return Finding(
        type=error.type,
        title=title,
        message=message,
        row=error.row_number,
        field=name or None,
        field_number=number,
        cell=getattr(error, "cell", None),
        note=error.note or None,
        tags=tuple(error.tags),
    )


def _words(
    kind: str, note: str, name: str, number: int | None, field: TableField | None
) -> tuple[Message, Message]:
    if kind in _ROWS:
        return _ROWS[kind]
    if kind == "extra-cell":
        return _extra(number)
    if kind == "missing-cell":
        return _short(name)
    if kind == "unique-error":
        return _unique(name)
    if field is None:
        return _unexpected(name)
    if kind == "type-error":
        return type_title(field), type_words(field)
    found = _CONSTRAINT.search(note)
    return constraint_words(found.group(1) if found else "", field)


_ROWS = {
    "blank-row": (
        msg("Empty row"),
        msg("The row is entirely empty. Delete it, with the rows that hang below the table."),
    ),
    "primary-key": (
        msg("Identifier not unique"),
        msg(
            "The columns that identify a row are empty here, or hold what another row already "
            "holds. Give each row an identifier of its own, or delete the repeated row."
        ),
    ),
}


def _extra(number: int | None) -> tuple[Message, Message]:
    return (
        msg("Too many cells"),
        msg(
            "The row has a cell in position %(number)s, beyond the last column name. Often a "
            "separator stands inside a text that is not between double quotes: open the file in "
            "a spreadsheet, put the cells back under their columns and export again.",
            number=number,
        ),
    )


def _short(name: str) -> tuple[Message, Message]:
    return (
        msg("Missing cell"),
        msg(
            "The row ends before the column “%(column)s”. Often a line break stands inside a text "
            "that is not between double quotes: open the file in a spreadsheet, join the two "
            "halves of the row and export again.",
            column=name,
        ),
    )


def _unique(name: str) -> tuple[Message, Message]:
    return (
        msg("Value not unique"),
        msg(
            "The column “%(column)s” must hold a different value on each row, and this one is "
            "already used above. Correct the value or delete the repeated row.",
            column=name,
        ),
    )


def _unexpected(name: str) -> tuple[Message, Message]:
    return (
        msg("Wrong value"),
        msg(
            "The value of the column “%(column)s” cannot be used as it stands. Compare it with "
            "what the schema says of this column.",
            column=name,
        ),
    )
