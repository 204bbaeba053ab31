"""Schemas by name or address: those at hand, else fetched through the polite session, and kept.

Kept in the home folder of the federation where there is one, else in the user's own cache.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin

from federation.errors import FailureCode, HarvestError, SchemaError
from federation.i18n import Message, msg
from federation.model import SchemaRef
from orchestration.cli.console import Place
from quality.schemas.bodies import kind_of
from quality.schemas.cache import SchemaCache
from quality.schemas.library import SchemaLibrary
from quality.schemas.registry import OFFICIAL, Registry, RegistryEntry, is_id, mirrored

if TYPE_CHECKING:
    from connectors.web.http import PoliteSession

_MAX_BYTES = 20_000_000


def cache_folder(place: Place) -> Path:
    """Where fetched schemas are kept: `schemas` in the home folder, else the user's cache."""
    if place.home_option is not None or place.file.is_file():
        return place.home / "schemas"
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "partage" / "schemas"


class SchemaSource:
    """The library and the web behind it; a context manager, which opens a session when needed.

    `notices` are to be told: what was taken from the cache because nothing answered.
    """

    def __init__(self, place: Place, registry: str = OFFICIAL) -> None:
        self._place = place
        self._address = registry
        self._session: PoliteSession | None = None
        self._registry: Registry | None = None
        self.cache = SchemaCache(cache_folder(place))
        self.library = SchemaLibrary(cache=self.cache)
        self.notices: list[Message] = []

    def named(self, name: str) -> SchemaRef:
        """The reference of a schema that the library answers to from now on.

        `name` is a name, an id with or without `@version`, an address, or a path to a JSON file.
        SchemaError where nothing answers, HarvestError where it cannot be fetched.
        """
        path = Path(name)
        if path.suffix == ".json" and path.is_file():
            return self.library.hold_file(path)
        ref = self.library.find(name)
        if ref is not None and (found := self._at_hand(ref)) is not None:
            return found
        if ref is not None and ref.version:
            return self.version(ref.id, ref.version)
        if "://" in name:
            return self._by_address(name)
        schema, _, version = name.strip().partition("@")
        if is_id(schema):
            return self.version(schema, version or None)
        return self.library.get(name).ref

    def version(self, schema: str, version: str | None) -> SchemaRef:
        """A version of a schema of the registry (None: the latest), fetched unless at hand."""
        entry = self._entry(schema)
        if entry is None:
            return self.library.exact(SchemaRef(schema, version))
        wanted = (version or entry.latest).removeprefix("v")
        if wanted not in entry.versions:
            raise _no_version(entry, wanted)
        if self.cache.version(entry.id, wanted) is None:
            self.fetch(entry, wanted)
        return SchemaRef(entry.id, wanted)

    def fetch(self, entry: RegistryEntry, version: str) -> Mapping[str, Any]:
        """Fetch a version anew and keep it; HarvestError, or SchemaError where it is no schema."""
        if entry.kind == "other":
            raise _only_a_pointer(entry)
        address = entry.versions[version]
        return self.cache.keep_version(entry.id, version, self._file(address))

    def registry(self) -> Registry:
        """The registry, fetched and kept; HarvestError, SchemaError."""
        if self._registry is None:
            self._registry = self.cache.keep_registry(self._bytes(self._address))
        return self._registry

    def _at_hand(self, ref: SchemaRef) -> SchemaRef | None:
        try:
            return self.library.exact(ref)
        except SchemaError:
            return None

    def _entry(self, schema: str) -> RegistryEntry | None:
        """The registry as it is now, or as it was if it does not answer."""
        try:
            return self.registry().get(schema)
        except HarvestError:
            kept = self.cache.registry()
            if kept is None or kept.get(schema) is None:
                raise
            return kept.get(schema)

    def _by_address(self, url: str) -> SchemaRef:
        return self._hold(SchemaRef(url), self._fetched(url))

    def _fetched(self, url: str) -> Mapping[str, Any]:
        try:
            return self.cache.keep_address(url, self._bytes(url))
        except HarvestError as error:
            kept = self.cache.address(url)
            if kept is None:
                raise
            self.notices.append(_from_cache(url, error))
            return kept

    def _hold(self, ref: SchemaRef, body: Mapping[str, Any]) -> SchemaRef:
        if kind_of(body) != "datapackage":
            return self.library.hold(ref, body)
        return self.library.hold(ref, body, self._members(ref.id, body))

    def _members(self, url: str, body: Mapping[str, Any]) -> tuple[SchemaRef, ...]:
        """The schemas of a package's tables, inside it or beside it."""
        found = []
        for number, resource in enumerate(body["resources"], start=1):
            schema = resource.get("schema") if isinstance(resource, Mapping) else None
            if isinstance(schema, Mapping):
                found.append(self.library.hold(SchemaRef(f"{url}#{number}"), schema))
            elif isinstance(schema, str):
                address = urljoin(url, schema)
                found.append(self.library.hold(SchemaRef(address), self._fetched(address)))
        return tuple(found)

    def _file(self, address: str) -> bytes:
        """A file of the registry, from its mirror if it has it."""
        mirror = mirrored(address, self._address)
        if mirror is None:
            return self._bytes(address)
        try:
            return self._bytes(mirror)
        except HarvestError as error:
            if error.code is not FailureCode.GONE:
                raise
            return self._bytes(address)

    def _bytes(self, url: str) -> bytes:
        return self._open().get_bytes(url, max_bytes=_MAX_BYTES).content

    def _open(self) -> "PoliteSession":
        if self._session is None:
            from connectors.web.http import PoliteSession
            from federation.settings import FederationSettings, Identity, Politeness

            if self._place.file.is_file():
                settings = self._place.settings()
            else:
                settings = FederationSettings(federation=Identity(id="partage", titles={"fr": "—"}))
            polite = Politeness(retries=1, timeout_seconds=20, deadline_seconds=120)
            self._session = PoliteSession(settings, polite)
        return self._session

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._session is not None:
            self._session.close()


def _from_cache(url: str, error: HarvestError) -> Message:
    return msg(
        "%(why)s The copy of the schema fetched earlier from %(url)s is used instead.",
        why=error.message,
        url=url,
    )


def _no_version(entry: RegistryEntry, version: str) -> SchemaError:
    return SchemaError(
        msg(
            "The registry has no version %(version)s of the schema %(schema)s. It has: %(held)s.",
            version=version,
            schema=entry.id,
            held=", ".join(entry.versions),
        )
    )


def _only_a_pointer(entry: RegistryEntry) -> SchemaError:
    return SchemaError(
        msg(
            "The registry only points to the documents of %(schema)s, which no program can check "
            "a table with. Look on its page for a Table Schema, and give its address.",
            schema=entry.id,
        )
    )
