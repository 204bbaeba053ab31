"""A JSON Schema as a value: its rules, and its properties in the words of a table's fields.

Sources: JSON Schema (json-schema.org, drafts 3 to 2020-12, through `jsonschema`), RFC 7946.
Nothing is ever fetched: a reference to a document that is not held is an error.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from federation.errors import SchemaError
from federation.i18n import msg
from federation.model import SchemaRef, Texts
from quality.schemas.geojson import documents
from quality.schemas.table_schema import TableField

_CONSTRAINTS = ("enum", "pattern", "minimum", "maximum", "minLength", "maxLength")
_FORMATS = {"date": "date", "date-time": "datetime", "time": "time"}
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class JsonSchema:
    """One version of a JSON Schema; `fields` are the properties of one of its records."""

    ref: SchemaRef
    titles: Texts
    fields: tuple[TableField, ...]
    body: Mapping[str, Any]
    description: str = ""

    def field(self, name: str) -> TableField | None:
        """The property of that exact name."""
        return next((each for each in self.fields if each.name == name), None)

    def validator(self) -> Any:  # noqa: ANN401 - jsonschema's protocol
        """A validator of whole documents, formats included."""
        from jsonschema import Draft7Validator, FormatChecker  # type: ignore[import-untyped]
        from jsonschema.validators import validator_for  # type: ignore[import-untyped]

        kind = validator_for(self.body, default=Draft7Validator)
        return kind(self.body, registry=_registry(), format_checker=FormatChecker())


def json_schema(ref: SchemaRef, body: Mapping[str, Any]) -> JsonSchema:
    """The schema of a descriptor; SchemaError where it is no JSON Schema."""
    from jsonschema import Draft7Validator
    from jsonschema.exceptions import SchemaError as Wrong  # type: ignore[import-untyped]
    from jsonschema.validators import validator_for

    try:
        validator_for(body, default=Draft7Validator).check_schema(body)
    except Wrong as error:
        raise _unusable(ref) from error
    if not {"properties", "items", "allOf", "anyOf", "oneOf", "$ref"} & body.keys():
        raise _unusable(ref)
    title = body.get("title")
    return JsonSchema(
        ref=ref,
        titles=body.get("titles") or {"fr": title if isinstance(title, str) else ref.id},
        fields=tuple(_fields(_record(body, 0))),
        body=body,
        description=str(body.get("description") or ""),
    )


def _registry() -> Any:  # noqa: ANN401 - referencing's registry is generic
    from referencing import Registry, Resource

    held = [(url, Resource.from_contents(body)) for url, body in documents().items()]
    empty: Registry[Any] = Registry()
    return empty.with_resources(held)


def _record(schema: Any, depth: int) -> Mapping[str, Any]:  # noqa: ANN401 - JSON
    """The part about one record: of a list its elements, of a feature its properties."""
    if not isinstance(schema, Mapping) or depth > _DEPTH:
        return {}
    if isinstance(schema.get("items"), Mapping):
        return _record(schema["items"], depth + 1)
    parts = schema.get("properties")
    if not isinstance(parts, Mapping):
        return {}
    inner = parts.get("features", parts.get("properties"))
    if isinstance(inner, Mapping) and ("items" in inner or "properties" in inner):
        return _record(inner, depth + 1)
    return schema


def _fields(record: Mapping[str, Any]) -> Iterator[TableField]:
    required = record.get("required")
    for name, facts in (record.get("properties") or {}).items():
        if isinstance(facts, Mapping):
            yield _field(name, facts, required=isinstance(required, list) and name in required)


def _field(name: str, facts: Mapping[str, Any], *, required: bool) -> TableField:
    constraints = {key: facts[key] for key in _CONSTRAINTS if key in facts}
    kind = facts.get("type")
    told = _FORMATS.get(str(facts.get("format")))
    return TableField(
        name=name,
        type=told or (kind if isinstance(kind, str) else "any"),
        titles=facts.get("titles") or {"fr": str(facts.get("title") or name)},
        description=str(facts.get("description") or ""),
        example=_example(facts),
        constraints={**constraints, "required": True} if required else constraints,
    )


def _example(facts: Mapping[str, Any]) -> str | None:
    import json

    given = facts.get("examples")
    example = given[0] if isinstance(given, list) and given else facts.get("example")
    if example is None:
        return None
    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)


def _unusable(ref: SchemaRef) -> SchemaError:
    return SchemaError(
        msg(
            "The schema %(schema)s cannot be used: it is neither a Table Schema (a list "
            "“fields”) nor a well-formed JSON Schema. Check it with its author.",
            schema=str(ref),
        )
    )
