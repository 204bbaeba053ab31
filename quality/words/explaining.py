"""A schema in plain words: what each column holds, for somebody who prepares a file."""

from dataclasses import dataclass

from federation.i18n import Message, msg, pick
from quality.schemas.table_schema import TableField
from quality.words.values import example_of

_TYPES = {
    "string": msg("text"),
    "number": msg("number, with a point before the decimals"),
    "integer": msg("whole number"),
    "boolean": msg("yes or no"),
    "date": msg("date, written year-month-day"),
    "datetime": msg("date and time, written 2024-03-15T14:30:00"),
    "time": msg("time, written 14:30:00"),
    "year": msg("year, four digits"),
    "geopoint": msg("position: longitude then latitude, in degrees"),
    "array": msg("list, between square brackets"),
    "geojson": msg("shape, in GeoJSON"),
    "object": msg("object, in JSON"),
}
_FORMATS = {
    "email": msg("e-mail address"),
    "uri": msg("web address, starting with https://"),
    "uuid": msg("identifier of 36 characters (UUID)"),
}
_ANY = msg("free value")


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One column of a schema, in a language."""

    name: str
    title: str
    type: str
    required: bool
    example: str
    values: tuple[str, ...]
    limits: tuple[str, ...]
    pattern: str | None
    description: str


def explain(field: TableField, locale: str) -> FieldWords:
    """What a column holds, in the reader's language where the schema has it."""
    return FieldWords(
        name=field.name,
        title=pick(field.titles, locale),
        type=kind_words(field).render(locale),
        required=field.required,
        example="" if (example := example_of(field)) == "…" else example,
        values=_values(field),
        limits=tuple(each.render(locale) for each in _limits(field)),
        pattern=field.constraints.get("pattern"),
        description=field.description,
    )


def kind_words(field: TableField) -> Message:
    """The type of a column as people say it."""
    if field.type == "string":
        return _FORMATS.get(field.format, _TYPES["string"])
    return _TYPES.get(field.type, _ANY)


def _values(field: TableField) -> tuple[str, ...]:
    given = field.constraints.get("enum") or (*field.true_values, *field.false_values)
    return tuple(str(each) for each in given)


def _limits(field: TableField) -> list[Message]:
    bounds = field.constraints
    known = {
        "minLength": msg("at least %(bound)s characters", bound=bounds.get("minLength")),
        "maxLength": msg("at most %(bound)s characters", bound=bounds.get("maxLength")),
        "minimum": msg("not below %(bound)s", bound=bounds.get("minimum")),
        "maximum": msg("not above %(bound)s", bound=bounds.get("maximum")),
        "unique": msg("a different value on each row"),
    }
    return [words for name, words in known.items() if bounds.get(name) not in (None, False)]
