"""The data schemas partage knows: our rendition of the SCDL, read into frozen values.

The files are in `quality/schemas/` (see its README); a Table Schema of one's own is read from its
path. Sources: Table Schema (specs.frictionlessdata.io), schema.data.gouv.fr for names and versions.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from federation.errors import SchemaError
from federation.i18n import msg
from federation.model import SchemaRef, Texts

if TYPE_CHECKING:
    from frictionless import Schema

ROOT = Path(__file__).parent / "schemas"

_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"

#: What of a field's descriptor bears on verdicts; the rest is wording.
_FACTS = (
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

    def field(self, name: str) -> TableField | None:
        """The field of that exact name."""
        return next((each for each in self.fields if each.name == name), None)

    def frictionless(self) -> "Schema":
        """A new Frictionless schema that matches columns by name (`fieldsMatch: partial`)."""
        from frictionless import Schema

        return Schema.from_descriptor(json.loads(json.dumps(dict(self.facts))))


@dataclass(frozen=True, slots=True)
class SchemaEntry:
    """A line of the list of schemas."""

    id: str
    name: str
    titles: Texts
    kind: str  # tableschema, jsonschema, datapackage
    versions: tuple[str, ...]
    latest: str
    source: str = ""


class SchemaLibrary:
    """The schemas of a folder `<organisation>/<name>/<version>.json` with its `index.json`."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        index = json.loads((root / "index.json").read_text("utf-8"))
        self._entries = {line["id"]: _entry(line) for line in index}
        self._loaded: dict[SchemaRef, TableSchema] = {}

    def list(self) -> tuple[SchemaEntry, ...]:
        """Every schema, in the order of the index."""
        return tuple(self._entries.values())

    def load(self, ref: SchemaRef) -> TableSchema:
        """The schema of an id and version (None: the latest); SchemaError if it is not held."""
        entry = self._entries.get(ref.id)
        if entry is None:
            raise self._unknown(ref.id)
        version = (ref.version or entry.latest).removeprefix("v")
        if version not in entry.versions:
            raise _no_version(entry, version)
        if entry.kind != "tableschema":
            raise _no_table_schema(entry)
        exact = SchemaRef(entry.id, version)
        if exact not in self._loaded:
            path = self.root / entry.id / f"{version}.json"
            self._loaded[exact] = _schema(exact, _descriptor(path))
        return self._loaded[exact]

    def find(self, name: str) -> SchemaRef | None:
        """The reference behind a name, an id, an id@version or an official address, if known."""
        text, _, version = name.strip().partition("@")
        if "://" in name:
            return self._by_url(name.strip())
        for entry in self._entries.values():
            if text.lower() in {entry.id, entry.id.split("/")[-1], entry.name}:
                return SchemaRef(entry.id, version or None)
        return None

    def get(self, name: str) -> TableSchema:
        """The schema named as people name it; or that of a local Table Schema file.

        Accepted: `subventions`, `scdl/subventions`, `scdl/subventions@2.1.1`, the address of the
        schema on schema.data.gouv.fr or in its own repository, a path to a JSON file.
        SchemaError, with the closest names, when nothing answers.
        """
        ref = self.find(name)
        if ref is not None:
            return self.load(ref)
        path = Path(name)
        if path.suffix == ".json" and path.is_file():
            return _schema(SchemaRef(path.stem), _descriptor(path))
        raise self._unknown(name)

    def _by_url(self, url: str) -> SchemaRef | None:
        wanted = re.sub(r"^https?://(www\.)?", "", url).lower()
        version = re.search(r"(?:^|[/@v])(\d+\.\d+(?:\.\d+)?)(?=[/@]|$)", wanted)
        for entry in self._entries.values():
            if any(f"{place}/" in f"{wanted}/" for place in self._places(entry)):
                return SchemaRef(entry.id, version.group(1) if version else None)
        return None

    def _places(self, entry: SchemaEntry) -> tuple[str, ...]:
        """The paths under which a schema is known on the web, without host or version."""
        organisation, name = entry.id.split("/")
        official = {f"gov.fr/{entry.id}", f"gouv.fr/{entry.id}", f"gouv.fr/schemas/{entry.id}"}
        if organisation == "scdl":
            official.add(f"gitlab.com/opendatafrance/scdl/{name}")
        elif organisation == "etalab":
            official |= {f"github.com/{entry.id}", f"githubusercontent.com/{entry.id}"}
        else:
            official.add(f"/{name}")
        return tuple(sorted(official))

    def _unknown(self, name: str) -> SchemaError:
        tables = [entry.id for entry in self._entries.values() if entry.kind == "tableschema"]
        short = {each.split("/")[-1]: each for each in tables}
        wanted = name.lower().split("@")[0].split("/")[-1]
        close = [short[each] for each in get_close_matches(wanted, short, n=3, cutoff=0.5)]
        return SchemaError(
            msg(
                "No schema is called “%(name)s”. Closest: %(close)s. A path to a Table Schema "
                "file (.json) is accepted too.",
                name=name,
                close=", ".join(close or tables),
            )
        )


@cache
def shipped() -> SchemaLibrary:
    """The library that comes with partage."""
    return SchemaLibrary()


def _entry(line: Mapping[str, Any]) -> SchemaEntry:
    return SchemaEntry(
        id=line["id"],
        name=line["name"],
        titles=line["titles"],
        kind=line["kind"],
        versions=tuple(line["versions"]),
        latest=line["latest"],
        source=line.get("source", ""),
    )


def _no_version(entry: SchemaEntry, version: str) -> SchemaError:
    return SchemaError(
        msg(
            "Version %(version)s of the schema %(schema)s is not held here. Available: %(held)s.",
            version=version,
            schema=entry.id,
            held=", ".join(entry.versions),
        )
    )


def _no_table_schema(entry: SchemaEntry) -> SchemaError:
    return SchemaError(
        msg(
            "The schema %(schema)s does not describe one table (it is a %(kind)s): a table "
            "cannot be checked against it.",
            schema=entry.id,
            kind=entry.kind,
        )
    )


def _descriptor(path: Path) -> Mapping[str, Any]:
    try:
        body = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _unusable(path.name) from error
    if not isinstance(body, dict) or not isinstance(body.get("fields"), list):
        raise _unusable(path.name)
    return body


def _unusable(name: str) -> SchemaError:
    return SchemaError(
        msg(
            "The file %(name)s is not a usable Table Schema: it must be a JSON object whose "
            "“fields” list names and types each column.",
            name=name,
        )
    )


def _schema(ref: SchemaRef, body: Mapping[str, Any]) -> TableSchema:
    from frictionless import FrictionlessException

    try:
        fields = tuple(_field(each) for each in body["fields"])
        schema = TableSchema(
            ref=SchemaRef(ref.id, ref.version or body.get("version")),
            titles=body.get("titles") or {"fr": body.get("title") or body.get("name") or ref.id},
            fields=fields,
            checks=tuple(_checks(body)),
            primary_key=_listed(body.get("primaryKey")),
            foreign_keys=bool(body.get("foreignKeys")),
            facts=_facts(body),
        )
        # Reading one cell per column shows now what would otherwise fail on the first row.
        schema.frictionless().read_cells([""] * len(fields))
    except (FrictionlessException, re.error, KeyError, TypeError, AttributeError) as error:
        raise _unusable(str(ref)) from error
    return schema


def _field(body: Mapping[str, Any]) -> TableField:
    # Some official files write `examples` for the `example` of Table Schema.
    example = body.get("example", body.get("examples"))
    kind = body.get("type", "string")
    return TableField(
        name=body["name"],
        type=kind,
        format=body.get("format", "default"),
        titles=body.get("titles") or {"fr": body.get("title") or body["name"]},
        description=body.get("description", ""),
        example=None if example in (None, "") else _spelled(example),
        constraints=body.get("constraints", {}),
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
    fields = [{key: each[key] for key in _FACTS if key in each} for each in body["fields"]]
    # The profile of Data Package 2 accepts all that version 1 does.
    facts: dict[str, Any] = {"$schema": _PROFILE, "fields": fields, "fieldsMatch": "partial"}
    for key in ("missingValues", "primaryKey"):
        if key in body:
            facts[key] = body[key]
    return facts
