"""The official registry of data schemas, as schema.data.gouv.fr publishes it, read into values.

Its document lists each schema with the address of every version. Nothing is fetched here.
Source: https://schema.data.gouv.fr/schemas.json (opendataschema, schema-catalog version 1).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from federation.errors import SchemaError
from federation.i18n import msg

OFFICIAL = "https://schema.data.gouv.fr/schemas.json"
SCDL = "Socle Commun des Données Locales"
_FILES = "https://schema.data.gouv.fr/schemas/"
#: Names become folders of the cache: no separator, no leading dot.
_PART = r"[A-Za-z0-9][\w.+-]*"
_ID = re.compile(rf"{_PART}/{_PART}")
_VERSION = re.compile(_PART)


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """A schema of the registry; `versions` maps each version, oldest first, to its address."""

    id: str
    title: str
    kind: str  # tableschema, jsonschema, datapackage, other
    labels: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def latest(self) -> str:
        """The newest version."""
        return list(self.versions)[-1]

    @property
    def scdl(self) -> bool:
        """Whether the registry labels it Socle Commun des Données Locales."""
        return SCDL in self.labels


@dataclass(frozen=True, slots=True)
class Registry:
    """The registry at one moment."""

    entries: Mapping[str, RegistryEntry]

    def get(self, name: str) -> RegistryEntry | None:
        """The entry of an id, whatever its capitals."""
        wanted = name.casefold()
        return next((each for each in self if each.id.casefold() == wanted), None)

    def __iter__(self) -> Iterator[RegistryEntry]:
        return iter(self.entries.values())


def is_id(name: str) -> bool:
    """Whether a text has the form of an id of the registry, `organisation/name`."""
    return bool(_ID.fullmatch(name))


def is_version(name: str) -> bool:
    """Whether a text can be the name of a version."""
    return bool(_VERSION.fullmatch(name))


def read_registry(body: bytes) -> Registry:
    """The registry in a document; SchemaError where it is none. Odd entries are left out."""
    try:
        lines = json.loads(body)["schemas"]
        entries = [entry for line in lines if (entry := _entry(line)) is not None]
    except (ValueError, KeyError, TypeError) as error:
        raise _unusable() from error
    if not entries:
        raise _unusable()
    return Registry({entry.id: entry for entry in entries})


def _entry(line: Any) -> RegistryEntry | None:  # noqa: ANN401 - JSON
    if not isinstance(line, dict) or not is_id(str(line.get("name", ""))):
        return None
    versions = {
        each["version_name"].removeprefix("v"): each["schema_url"]
        for each in line.get("versions") or ()
        if _usable(each)
    }
    if not versions:
        return None
    return RegistryEntry(
        id=line["name"],
        title=str(line.get("title") or line["name"]),
        kind=str(line.get("schema_type") or "other"),
        labels=tuple(str(each) for each in line.get("labels") or ()),
        versions=dict(sorted(versions.items(), key=lambda pair: version_order(pair[0]))),
    )


def _usable(version: Any) -> bool:  # noqa: ANN401 - JSON
    if not isinstance(version, dict):
        return False
    name, address = version.get("version_name"), version.get("schema_url")
    if not isinstance(name, str) or not isinstance(address, str):
        return False
    return is_version(name.removeprefix("v")) and urlsplit(address).scheme in ("http", "https")


def version_order(version: str) -> tuple[tuple[int, ...], str]:
    """A key that sorts versions by number: 2.10 after 2.9; words after, as text."""
    return tuple(int(each) for each in re.findall(r"\d+", version)), version


def mirrored(address: str, registry: str) -> str | None:
    """Where a mirror of the registry holds a file of the official one; None if it is no mirror.

    A mirror keeps the paths: `<folder of its list>/schemas/<id>/<version>/<file>`.
    """
    if registry == OFFICIAL or not address.startswith(_FILES):
        return None
    return urljoin(registry, "schemas/" + address.removeprefix(_FILES))


def _unusable() -> SchemaError:
    return SchemaError(
        msg(
            "The answer is not a registry of schemas: a JSON object with a list “schemas” is "
            "expected, as on %(address)s. Check the address of the registry.",
            address=OFFICIAL,
        )
    )
