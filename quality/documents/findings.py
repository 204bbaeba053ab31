"""What a JSON Schema finds wrong, in plain words and by feature; no sentence holds a value."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from federation.i18n import Message, msg
from federation.model import Finding
from quality.schemas.json_schema import JsonSchema
from quality.schemas.table_schema import TableField
from quality.words.values import constraint_words, example_of, type_title, type_words

FEATURE_TAGS = ("#document", "#feature")
_CELL = 200  # characters
_CONSTRAINTS = ("pattern", "minimum", "maximum", "minLength", "maxLength", "enum")
_IN_WORDS = {
    "string": msg("a text, between double quotes"),
    "number": msg("a number, without quotes and with a point before the decimals"),
    "integer": msg("a whole number, without quotes"),
    "boolean": msg("true or false, without quotes"),
    "array": msg("a list, between square brackets"),
    "object": msg("an object, between braces"),
    "null": msg("null"),
}


def findings(error: Any, schema: JsonSchema, first: int) -> Iterator[Finding]:  # noqa: ANN401
    """The findings behind one error of jsonschema; `first` is the number of the first record."""
    path = list(error.absolute_path)
    place = next((number for number, part in enumerate(path) if isinstance(part, int)), None)
    row = None if place is None else first + path[place]
    if error.validator == "required" and isinstance(error.instance, Mapping):
        for name in error.validator_value:
            if name not in error.instance:
                yield _missing(name, schema.field(name), row)
        return
    name = next((part for part in reversed(path) if isinstance(part, str)), None)
    yield _wrong(error, name, schema.field(name) if name else None, row)


def _missing(name: str, field: TableField | None, row: int | None) -> Finding:
    example = example_of(field) if field else None
    told = msg(
        "The property “%(column)s” is required and missing. Add it, with this exact name.",
        column=name,
    )
    if example:
        told = msg(
            "The property “%(column)s” is required and missing. Add it, with this exact name, for "
            "example with “%(example)s”.",
            column=name,
            example=example,
        )
    return Finding(
        type="missing-property",
        title=msg("Missing property"),
        message=told,
        row=row,
        field=name,
        note="required",
        tags=FEATURE_TAGS,
    )


def _wrong(
    error: Any,  # noqa: ANN401 - jsonschema's error
    name: str | None,
    field: TableField | None,
    row: int | None,
) -> Finding:
    kind, title, message = _words(error, name, field)
    return Finding(
        type=kind,
        title=title,
        message=message,
        row=row,
        field=name,
        cell=json.dumps(error.instance, ensure_ascii=False)[:_CELL],
        note=str(error.validator),
        tags=FEATURE_TAGS,
    )


def _words(error: Any, name: str | None, field: TableField | None) -> tuple[str, Message, Message]:  # noqa: ANN401
    if name == "geometry" and field is None:
        return "constraint-error", msg("Wrong geometry"), _GEOMETRY
    if error.validator == "type":
        return "type-error", msg("Wrong type of value"), _type(error.validator_value, name, field)
    if error.validator == "format" and field:
        return "type-error", type_title(field), type_words(field)
    if error.validator in _CONSTRAINTS and field:
        return "constraint-error", *constraint_words(error.validator, field)
    return "constraint-error", msg("Value not accepted"), _other(name)


_GEOMETRY = msg(
    "The geometry is no GeoJSON geometry: a type (Point, LineString, Polygon…) and coordinates in "
    "degrees, longitude first, are expected. Export the layer again as GeoJSON, in WGS 84."
)


def _type(wanted: object, name: str | None, field: TableField | None) -> Message:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    known = [_IN_WORDS[kind] for kind in kinds if kind in _IN_WORDS] if kinds else []  # type: ignore[attr-defined]
    if not name or not known:
        return _other(name)
    if field is None or field.example is None:
        return msg("The property “%(column)s” must be %(kind)s.", column=name, kind=known[0])
    return msg(
        "The property “%(column)s” must be %(kind)s, for example %(example)s.",
        column=name,
        kind=known[0],
        example=field.example,
    )


def _other(name: str | None) -> Message:
    if not name:
        return msg(
            "The document is not built as the schema asks. Compare it with an example of the "
            "schema, or export it again with a tool that knows this schema."
        )
    return msg(
        "The property “%(column)s” is not what the schema asks for. Compare it with what "
        "“partage schemas show” says of it.",
        column=name,
    )
