"""A Table Schema as a frozen value, read from its descriptor.

Sources: Table Schema (specs.frictionlessdata.io), Validata for `custom_checks` and `customCheck`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from federation.errors import SchemaError
from federation.i18n import msg
from federation.model import SchemaRef, Texts

if TYPE_CHECKING:
    from frictionless import Schema

_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"

#: What of a field's descriptor bears on verdicts; the rest is wording.
FACTS = (
    "name",
    "type",
    "format",
    "constraints",
    "missingValues",
    "trueValues",
    "falseValues",
    "decimalChar",
    "groupChar",
    "bareNumber",
    "floatNumber",
    "arrayItem",
)


@dataclass(frozen=True, slots=True)
class TableField:
    """A column of a schema; `example` is a right value, for explanations."""

    name: str
    type: str
    format: str = "default"
    titles: Texts = field(default_factory=dict)
    description: str = ""
    example: str | None = None
    constraints: Mapping[str, Any] = field(default_factory=dict)
    true_values: tuple[str, ...] = ()
    false_values: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether the column, and each of its cells, must be filled."""
        return bool(self.constraints.get("required"))


@dataclass(frozen=True, slots=True)
class CustomCheck:
    """A check beyond Table Schema, as Validata names it, with its parameters."""

    name: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One version of a Table Schema; `facts` is the descriptor without its wording."""

    ref: SchemaRef
    titles: Texts
    fields: tuple[TableField, ...]
    checks: tuple[CustomCheck, ...] = ()
    primary_key: tuple[str, ...] = ()
    foreign_keys: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""

    def field(self, name: str) -> TableField | None:
        """The field of that exact name."""
        return next((each for each in self.fields if each.name == name), None)

    def frictionless(self) -> "Schema":
        """A new Frictionless schema that matches columns by name (`fieldsMatch: partial`)."""
        from frictionless import Schema

        return Schema.from_descriptor(json.loads(json.dumps(dict(self.facts))))


def table_schema(ref: SchemaRef, body: object, *, trusted: bool = False) -> TableSchema:
    """The schema of a descriptor; SchemaError where it cannot be used.

    `trusted` spares the trial of those that come with partage, which its tests try.
    """
    if not isinstance(body, Mapping) or not isinstance(body.get("fields"), list):
        raise unusable(str(ref))
    try:
        schema = _schema(ref, body)
        if not trusted:
            _try(schema)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise unusable(str(ref)) from error
    return schema


def unusable(name: str) -> SchemaError:
    """What is named is not a Table Schema."""
    return SchemaError(
        msg(
            "The file %(name)s is not a usable Table Schema: it must be a JSON object whose "
            "“fields” list names and types each column.",
            name=name,
        )
    )


def _schema(ref: SchemaRef, body: Mapping[str, Any]) -> TableSchema:
    return TableSchema(
        ref=SchemaRef(ref.id, ref.version or _version(body)),
        titles=body.get("titles") or {"fr": body.get("title") or body.get("name") or ref.id},
        fields=tuple(table_field(each) for each in body["fields"]),
        checks=tuple(_checks(body)),
        primary_key=_listed(body.get("primaryKey")),
        foreign_keys=bool(body.get("foreignKeys")),
        facts=_facts(body),
        description=body.get("description") or "",
    )


def _try(schema: TableSchema) -> None:
    """Reading one cell per column shows now what would otherwise fail on the first row."""
    from frictionless import FrictionlessException

    try:
        schema.frictionless().read_cells([""] * len(schema.fields))
    except (FrictionlessException, re.error) as error:
        raise ValueError from error


def _version(body: Mapping[str, Any]) -> str | None:
    found = body.get("version")
    return found.removeprefix("v") if isinstance(found, str) and found else None


def table_field(body: Mapping[str, Any]) -> TableField:
    """One field of a descriptor."""
    # Some official files write `examples` for the `example` of Table Schema.
    example = body.get("example", body.get("examples"))
    return TableField(
        name=body["name"],
        type=body.get("type", "string"),
        format=body.get("format", "default"),
        titles=body.get("titles") or {"fr": body.get("title") or body["name"]},
        description=body.get("description") or "",
        example=None if example in (None, "") else _spelled(example),
        constraints=body.get("constraints") or {},
        true_values=tuple(body.get("trueValues", ())),
        false_values=tuple(body.get("falseValues", ())),
    )


def _spelled(example: object) -> str:
    if isinstance(example, bool):
        return "true" if example else "false"
    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)


def _listed(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - JSON
    return (value,) if isinstance(value, str) else tuple(value or ())


def _checks(body: Mapping[str, Any]) -> list[CustomCheck]:
    """The checks of the schema, then those of its fields."""
    found = [
        CustomCheck(each["name"], each.get("params", {})) for each in body.get("custom_checks", ())
    ]
    for each in body["fields"]:
        own = each.get("customCheck")
        if own:
            name, params = (own, {}) if isinstance(own, str) else (own["name"], own.get("params"))
            found.append(CustomCheck(name, {"column": each["name"], **(params or {})}))
    return found


def _facts(body: Mapping[str, Any]) -> dict[str, Any]:
    fields = [{key: each[key] for key in FACTS if key in each} for each in body["fields"]]
    # The profile of Data Package 2 accepts all that version 1 does.
    facts: dict[str, Any] = {"$schema": _PROFILE, "fields": fields, "fieldsMatch": "partial"}
    for key in ("missingValues", "primaryKey", "foreignKeys"):
        if key in body:
            facts[key] = body[key]
    return facts
