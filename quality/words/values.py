"""What a column expects, in plain words with an example: by type, by constraint.

No sentence holds a cell: examples and lists come from the schema.
"""

from datetime import UTC, datetime

from federation.i18n import Message, msg
from quality.schemas.table_schema import TableField
from quality.words.lists import quoted

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
_MOMENT = datetime(2024, 3, 15, 14, 30, tzinfo=UTC)
_LISTED = 12


def example_of(field: TableField) -> str:
    """A right value of a column: the schema's own example, else one of the type."""
    if field.example:
        return field.example
    if field.type in ("date", "datetime", "time") and "%" in field.format:
        return _MOMENT.strftime(field.format)
    return _EXAMPLES.get(field.format if field.type == "string" else field.type, "…")


def type_title(field: TableField) -> Message:
    """What a value of a wrong type is called."""
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


def type_words(field: TableField) -> Message:
    """What a column of this type expects, and how to get there."""
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
    usual = field.type == "string" or field.format in _USUAL
    sentence = _TYPES.get(key, _TYPE) if usual else _TYPE
    return msg(sentence.msgid, **about)


#: Formats of a date that the sentences below describe.
_USUAL = ("default", "any", "%Y-%m-%d", "array", "object")
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


def constraint_words(name: str, field: TableField) -> tuple[Message, Message]:
    """Title and sentence for a constraint, as the standard names it, that does not hold."""
    bound = field.constraints.get(name)
    about = {"column": field.name, "example": example_of(field), "bound": bound}
    if name == "enum":
        return msg("Value not in the list"), _enum_words(field)
    title, sentence = _CONSTRAINTS.get(name, _OTHER)
    if name == "maximum" and bound == 1:
        sentence = _SHARE
    elif name == "pattern" and not field.example:
        sentence = _NO_EXAMPLE
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
        msg("The column “%(column)s” accepts nothing above %(bound)s: for example “%(example)s”."),
    ),
}
_SHARE = msg(
    "The column “%(column)s” accepts nothing above %(bound)s: for example “%(example)s”. For a "
    "share, write 0.5 rather than 50."
)
_NO_EXAMPLE = msg(
    "The column “%(column)s” expects values of one form, which the schema writes %(bound)s. Check "
    "the number of characters, spaces and separators with its author."
)


def _enum_words(field: TableField) -> Message:
    values = field.constraints.get("enum", ())
    if not values:
        return msg(
            "The column “%(column)s” only accepts the values of the schema’s list, for example "
            "“%(example)s”, written exactly so (capitals, accents, spaces).",
            column=field.name,
            example=example_of(field),
        )
    shown = quoted(values[:_LISTED])
    if len(values) > _LISTED:
        shown = msg("%(some)s, …", some=shown)
    return msg(
        "The column “%(column)s” only accepts: %(values)s. Write the value exactly so (capitals, "
        "accents, spaces).",
        column=field.name,
        values=shown,
    )
