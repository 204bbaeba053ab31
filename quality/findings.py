"""Errors and warnings in plain words: what is wrong, what a right value looks like, how to mend it.

No sentence holds a cell: examples and lists come from the schema. Types and notes of cell and row
errors are Frictionless's own; the words are ours.
"""

import re
from typing import TYPE_CHECKING

from federation.i18n import Message, msg
from federation.model import Finding
from quality.schemas import TableField

if TYPE_CHECKING:
    from frictionless.errors import RowError

CELL_TAGS = ("#table", "#row", "#cell")
ROW_TAGS = ("#table", "#row")
HEADER_TAGS = ("#table", "#header")
LABEL_TAGS = ("#table", "#header", "#label")

_EXAMPLES = {
    "date": "2024-03-15",
    "datetime": "2024-03-15T14:30:00",
    "time": "14:30:00",
    "year": "2024",
    "number": "1250.50",
    "integer": "42",
    "geopoint": "2.3488,48.8534",
    "array": '["a", "b"]',
    "email": "contact@ville.example.fr",
    "uri": "https://www.ville.example.fr/page",
    "uuid": "6f1c0b52-3d7e-4a9b-8c25-1e0d4f7a9b36",
}
_LISTED = 12
_CONSTRAINT = re.compile(r'constraint "(\w+)" is')


def example_of(field: TableField) -> str:
    """A right value of a column: the schema's own example, else one of the type."""
    kind = field.format if field.type == "string" else field.type
    return field.example or _EXAMPLES.get(kind, "…")


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
        return _type_title(field), _type_words(field)
    found = _CONSTRAINT.search(note)
    return _constraint_words(found.group(1) if found else "", field)


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


def _type_title(field: TableField) -> Message:
    titles = {
        "date": msg("Wrong date"),
        "datetime": msg("Wrong date and time"),
        "year": msg("Wrong year"),
        "number": msg("Wrong number"),
        "integer": msg("Wrong whole number"),
        "boolean": msg("Wrong yes or no"),
        "geopoint": msg("Wrong position"),
        "array": msg("Wrong list"),
    }
    formats = {"email": msg("Wrong e-mail address"), "uri": msg("Wrong web address")}
    return formats.get(field.format) or titles.get(field.type) or msg("Wrong type of value")


def _type_words(field: TableField) -> Message:
    about = {"column": field.name, "example": example_of(field)}
    if field.type == "boolean":
        yes, no = (field.true_values or ("true",))[0], (field.false_values or ("false",))[0]
        return msg(
            "The column “%(column)s” only accepts “%(yes)s” and “%(no)s”, written exactly so: "
            "same letters, no capital, no space. Replace the other spellings in the column.",
            column=field.name,
            yes=yes,
            no=no,
        )
    key = field.format if field.type == "string" else field.type
    sentence = _TYPES.get(key, _TYPE)
    return msg(sentence.msgid, **about)


_TYPE = msg("The column “%(column)s” expects a value like “%(example)s”. Correct the cell.")
_TYPES = {
    "date": msg(
        "The column “%(column)s” expects dates written year-month-day, like “%(example)s”. In a "
        "spreadsheet, select the column, give it the date format YYYY-MM-DD and export again."
    ),
    "datetime": msg(
        "The column “%(column)s” expects a date and a time like “%(example)s”. In a spreadsheet, "
        'give the column the custom format YYYY-MM-DD"T"HH:MM:SS and export again.'
    ),
    "year": msg(
        "The column “%(column)s” expects a year of four digits, like “%(example)s”. Keep only the "
        "year in the cell."
    ),
    "number": msg(
        "The column “%(column)s” expects a number with a point before the decimals, without "
        "space, unit or currency sign, like “%(example)s”. In a spreadsheet, remove the "
        "thousands separator, then replace the commas of the column by points."
    ),
    "integer": msg(
        "The column “%(column)s” expects a whole number without space or unit, like “%(example)s”. "
        "Remove anything but the digits."
    ),
    "geopoint": msg(
        "The column “%(column)s” expects a longitude then a latitude in degrees, like "
        "“%(example)s”, with points before the decimals. Check that the two are not swapped."
    ),
    "array": msg(
        "The column “%(column)s” expects a list between brackets, its texts between double quotes, "
        "like “%(example)s”."
    ),
    "email": msg(
        "The column “%(column)s” expects one e-mail address, like “%(example)s”, without space or "
        "other text."
    ),
    "uri": msg(
        "The column “%(column)s” expects a full web address, like “%(example)s”, starting with "
        "https:// or http://."
    ),
}


def _constraint_words(name: str, field: TableField) -> tuple[Message, Message]:
    bound = field.constraints.get(name)
    about = {"column": field.name, "example": example_of(field), "bound": bound}
    if name == "enum":
        return msg("Value not in the list"), _enum_words(field)
    title, sentence = _CONSTRAINTS.get(name, _OTHER)
    return title, msg(sentence.msgid, **about)


_OTHER = (
    msg("Value not accepted"),
    msg("The column “%(column)s” expects a value like “%(example)s”. Correct the cell."),
)
_CONSTRAINTS = {
    "required": (
        msg("Empty cell"),
        msg(
            "The column “%(column)s” must be filled on every row, for example with “%(example)s”. "
            "Fill in the cell."
        ),
    ),
    "pattern": (
        msg("Wrong form"),
        msg(
            "The column “%(column)s” expects a value of the form “%(example)s”. Check the number "
            "of characters, spaces and separators; if a spreadsheet dropped the zeros at the "
            "start, give the column the format Text."
        ),
    ),
    "minLength": (
        msg("Text too short"),
        msg("The column “%(column)s” expects at least %(bound)s characters, like “%(example)s”."),
    ),
    "maxLength": (
        msg("Text too long"),
        msg("The column “%(column)s” accepts at most %(bound)s characters. Shorten the text."),
    ),
    "minimum": (
        msg("Number too small"),
        msg("The column “%(column)s” accepts nothing below %(bound)s: for example “%(example)s”."),
    ),
    "maximum": (
        msg("Number too large"),
        msg(
            "The column “%(column)s” accepts nothing above %(bound)s: for example “%(example)s”. "
            "For a share, write 0.5 rather than 50."
        ),
    ),
}


def _enum_words(field: TableField) -> Message:
    values = field.constraints.get("enum", ())
    if not values:
        return msg(
            "The column “%(column)s” only accepts the values of the schema’s list, for example "
            "“%(example)s”, written exactly so (capitals, accents, spaces).",
            column=field.name,
            example=example_of(field),
        )
    shown = ", ".join(f"“{value}”" for value in values[:_LISTED])
    return msg(
        "The column “%(column)s” only accepts: %(values)s. Write the value exactly so (capitals, "
        "accents, spaces).",
        column=field.name,
        values=shown + (", …" if len(values) > _LISTED else ""),
    )
