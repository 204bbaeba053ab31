"""The library of schemas: those that come with partage, those fetched, those handed to it.

What comes with partage is in `quality/schemas/descriptors/` (see its README) and decides by
default. A fetched version (`quality.schemas.cache`) answers only to its exact name: a new version
in the registry changes no verdict until somebody declares it.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from federation.errors import SchemaError
from federation.i18n import msg
from federation.model import SchemaRef
from quality.schemas.bodies import kind_of, member, read_body
from quality.schemas.cache import SchemaCache
from quality.schemas.earlier import read_differences, rendition
from quality.schemas.index import SchemaEntry, read_index
from quality.schemas.registry import version_order
from quality.schemas.table_schema import TableSchema, table_schema, unusable

if TYPE_CHECKING:
    from quality.schemas.json_schema import JsonSchema

ROOT = Path(__file__).parent / "descriptors"


class SchemaLibrary:
    """The schemas of a folder `<organisation>/<name>/<version>.json` with its `index.json`.

    Earlier versions may be written in `earlier.json` (see `quality.schemas.earlier`).

    `cache` adds what was fetched, `hold` what somebody asks for now.
    """

    def __init__(self, root: Path = ROOT, cache: SchemaCache | None = None) -> None:
        self.root = root
        self.cache = cache
        self._earlier = read_differences(root / "earlier.json")
        index = read_index(root / "index.json", self._earlier)
        self._entries = {each.id: each for each in index}
        self._held: dict[SchemaRef, Mapping[str, Any]] = {}
        self._loaded: dict[SchemaRef, TableSchema] = {}
        self._members: dict[SchemaRef, tuple[SchemaRef, ...]] = {}

    def list(self) -> tuple[SchemaEntry, ...]:
        """Every schema that comes with partage, in the order of the index."""
        return tuple(self._entries.values())

    def entry(self, schema: str) -> SchemaEntry | None:
        """The line of a schema that comes with partage."""
        return self._entries.get(schema)

    def hold(
        self, ref: SchemaRef, body: Mapping[str, Any], members: tuple[SchemaRef, ...] = ()
    ) -> SchemaRef:
        """Answer to a reference with this descriptor from now on; its reference, version filled.

        `members` are the schemas of the tables of a data package. SchemaError where a Table
        Schema cannot be used.
        """
        if kind_of(body) == "tableschema":
            schema = table_schema(ref, body)
            self._loaded[schema.ref] = schema
            ref = schema.ref
        self._held[ref] = body
        self._members[ref] = members
        return ref

    def take(self, schema: TableSchema) -> SchemaRef:
        """Answer with a schema read elsewhere; its reference."""
        self._loaded[schema.ref] = schema
        self._held[schema.ref] = schema.facts
        return schema.ref

    def hold_file(self, path: Path) -> SchemaRef:
        """Answer with a schema of one's own, by the name of its file; SchemaError as `hold`."""
        return self.hold(SchemaRef(path.stem), read_body(path))

    def kind(self, ref: SchemaRef) -> str:
        """tableschema, jsonschema or datapackage; SchemaError as `load`."""
        exact = self.exact(ref)
        entry = self._entries.get(exact.id)
        described = {*entry.versions} - {*entry.earlier} if entry else ()
        if exact not in self._held and entry and exact.version in described:
            return entry.kind
        return kind_of(self.body(exact))

    def load(self, ref: SchemaRef) -> TableSchema:
        """The schema of an id and version (None: the latest); SchemaError if it is not held."""
        exact = self.exact(ref)
        if self.kind(exact) != "tableschema":
            raise _no_table_schema(exact, self.kind(exact))
        if exact not in self._loaded:
            own = self._is_shipped(exact)
            self._loaded[exact] = table_schema(exact, self.body(exact), trusted=own)
        return self._loaded[exact]

    def json_schema(self, ref: SchemaRef) -> "JsonSchema":
        """The JSON Schema of an id and version; SchemaError where it is none."""
        from quality.schemas.json_schema import json_schema

        exact = self.exact(ref)
        if self.kind(exact) != "jsonschema":
            raise unusable(str(exact))
        return json_schema(exact, self.body(exact))

    def packaged(self, ref: SchemaRef) -> bool:
        """Whether a schema that is held describes several tables."""
        return self._answers(ref) and self.kind(ref) == "datapackage"

    def members(self, ref: SchemaRef) -> tuple[SchemaRef, ...]:
        """The schemas of the tables of a data package that are held here."""
        exact = self.exact(ref)
        if exact in self._held:
            return self._members[exact]
        found = [member(each) for each in self.body(exact).get("resources") or ()]
        return tuple(each for each in found if each is not None and self._answers(each))

    def exact(self, ref: SchemaRef) -> SchemaRef:
        """The reference with the version that answers; SchemaError if none does."""
        version = (ref.version or "").removeprefix("v")
        for held in self._held:
            if held.id == ref.id and version in ("", held.version or ""):
                return held
        entry = self._entries.get(ref.id)
        known = entry.versions if entry else ()
        fetched = self.cache.versions(ref.id) if self.cache else ()
        if not known and not fetched:
            raise self._unknown(ref.id)
        wanted = version or (entry.latest if entry else fetched[-1])
        if wanted not in (*known, *fetched):
            raise _no_version(ref.id, wanted, (*known, *fetched))
        return SchemaRef(ref.id, wanted)

    def body(self, ref: SchemaRef) -> Mapping[str, Any]:
        """The descriptor of an exact reference, as it was written or fetched."""
        if ref in self._held:
            return self._held[ref]
        if self._is_shipped(ref):
            return self._shipped(ref)
        found = self.cache.version(ref.id, ref.version or "") if self.cache else None
        if found is None:
            raise self._unknown(ref.id)
        return found

    def _shipped(self, ref: SchemaRef) -> Mapping[str, Any]:
        change = self._earlier.get(ref.id, {}).get(ref.version or "")
        if change is None:
            return read_body(self.root / ref.id / f"{ref.version}.json")
        later = change.get("of", f"{ref.id}/{self._entries[ref.id].latest}.json")
        return rendition(read_body(self.root / later), ref.version or "", change)

    def find(self, name: str) -> SchemaRef | None:
        """The reference behind a name, an id, an id@version or an official address, if known."""
        held = next(
            (ref for ref in self._held if name in (ref.id, f"{ref.id}@{ref.version}")), None
        )
        if held is not None:
            return held
        if "://" in name:
            return self._by_url(name.strip())
        text, _, version = name.strip().partition("@")
        for entry in self._entries.values():
            short = entry.id.split("/")[-1]
            if text.lower() in {entry.id, short, short.removeprefix("schema-"), entry.name}:
                return SchemaRef(entry.id, version or None)
        fetched = self.cache.ids() if self.cache and "/" in text else ()
        found = next((each for each in fetched if each.lower() == text.lower()), None)
        return SchemaRef(found, version or None) if found else None

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
            return table_schema(SchemaRef(path.stem), read_body(path))
        raise self._unknown(name)

    def _is_shipped(self, ref: SchemaRef) -> bool:
        entry = self._entries.get(ref.id)
        return ref not in self._held and entry is not None and ref.version in entry.versions

    def _answers(self, ref: SchemaRef) -> bool:
        try:
            self.exact(ref)
        except SchemaError:
            return False
        return True

    def _by_url(self, url: str) -> SchemaRef | None:
        wanted = re.sub(r"^https?://(www\.)?", "", url).lower()
        version = re.search(r"(?:^|[/@v])(\d+\.\d+(?:\.\d+)?)(?=[/@]|$)", wanted)
        for entry in self._entries.values():
            if any(f"{place}/" in f"{wanted}/" for place in entry.places):
                return SchemaRef(entry.id, version.group(1) if version else None)
        return None

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


def _no_version(schema: str, version: str, held: tuple[str, ...]) -> SchemaError:
    return SchemaError(
        msg(
            "Version %(version)s of the schema %(schema)s is not held here. Available: %(held)s.",
            version=version,
            schema=schema,
            held=", ".join(sorted(set(held), key=version_order)),
        )
    )


def _no_table_schema(ref: SchemaRef, kind: str) -> SchemaError:
    return SchemaError(
        msg(
            "The schema %(schema)s does not describe one table (it is a %(kind)s): a table "
            "cannot be checked against it.",
            schema=ref.id,
            kind=kind,
        )
    )
