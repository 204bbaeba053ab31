"""Schemas fetched from the web, kept on disk: the registry, its files by version, other addresses.

They never replace what comes with partage: a schema or version from here is used only where a
publisher declares it or somebody asks for it.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from federation.errors import SchemaError
from federation.i18n import msg
from quality.schemas.registry import Registry, is_id, is_version, read_registry, version_order


class SchemaCache:
    """A folder of fetched descriptors; it need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def registry(self) -> Registry | None:
        """The registry as last fetched, None where it never was."""
        body = self._read(self.folder / "registry.json")
        return None if body is None else read_registry(body)

    def keep_registry(self, body: bytes) -> Registry:
        """Check and keep the registry; SchemaError, and nothing kept, where it is none."""
        found = read_registry(body)
        self._write(self.folder / "registry.json", body)
        return found

    def versions(self, schema: str) -> tuple[str, ...]:
        """The versions held of a schema, oldest first."""
        if not is_id(schema):
            return ()
        held = (path.stem for path in (self.folder / "schemas" / schema).glob("*.json"))
        return tuple(sorted(held, key=version_order))

    def ids(self) -> tuple[str, ...]:
        """The schemas of which a version is held."""
        found = (self.folder / "schemas").glob("*/*/*.json")
        return tuple(sorted({f"{each.parent.parent.name}/{each.parent.name}" for each in found}))

    def version(self, schema: str, version: str) -> Mapping[str, Any] | None:
        """The descriptor of a version, None where it is not held."""
        if not (is_id(schema) and is_version(version)):
            return None
        body = self._read(self._path(schema, version))
        return None if body is None else descriptor(body, schema)

    def keep_version(self, schema: str, version: str, body: bytes) -> Mapping[str, Any]:
        """Check and keep a descriptor; SchemaError where it is no JSON object."""
        found = descriptor(body, schema)
        self._write(self._path(schema, version), body)
        return found

    def address(self, url: str) -> Mapping[str, Any] | None:
        """The descriptor last fetched from an address."""
        body = self._read(self._url_path(url))
        return None if body is None else descriptor(body, url)

    def keep_address(self, url: str, body: bytes) -> Mapping[str, Any]:
        """Check and keep what an address answered; SchemaError where it is no JSON object."""
        found = descriptor(body, url)
        self._write(self._url_path(url), body)
        return found

    def _path(self, schema: str, version: str) -> Path:
        if not (is_id(schema) and is_version(version)):
            raise ValueError("a name that is no file name")
        return self.folder / "schemas" / schema / f"{version}.json"

    def _url_path(self, url: str) -> Path:
        return self.folder / "addresses" / f"{hashlib.sha256(url.encode()).hexdigest()}.json"

    def _read(self, path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _refused(self.folder) from error

    def _write(self, path: Path, body: bytes) -> None:
        partial = path.with_name(f"{path.name}.{uuid4().hex}.partial")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(body)
            partial.replace(path)
        except OSError as error:
            raise _refused(self.folder) from error


def descriptor(body: bytes, name: str) -> Mapping[str, Any]:
    """The JSON object in some bytes; SchemaError, naming the schema, where there is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _no_schema(name) from error
    if not isinstance(found, dict):
        raise _no_schema(name)
    return found


def _no_schema(name: str) -> SchemaError:
    return SchemaError(
        msg(
            "%(name)s is not a schema partage can use: a JSON object (Table Schema, JSON Schema or "
            "Data Package) is expected there. Check the address with its author.",
            name=name,
        )
    )


def _refused(folder: Path) -> SchemaError:
    return SchemaError(
        msg(
            "The folder of fetched schemas, %(folder)s, cannot be read or written. Check its "
            "rights, or choose another home folder with --home.",
            folder=str(folder),
        )
    )
