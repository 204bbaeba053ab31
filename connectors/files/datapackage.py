"""Frictionless Data Packages as entries (`connectors.files.entries`): one dataset per package.

The descriptor is read as plain JSON after the Data Package v1 and v2 specifications, not with
frictionless: that would fetch remote schemas and resources by itself, past the guarded session.
"""

import json
from collections.abc import Iterator

from connectors.files.lists import path_of
from connectors.words.texts import Json, items, mapping, text
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg


def read_package(content: str, shown: str, name: str) -> Json:
    """The entry of a descriptor; `name` is its id where it gives none.

    HarvestError WRONG_FORMAT where it is not a Data Package: no JSON object, or no resources.
    """
    try:
        found = mapping(json.loads(content))
    except (ValueError, RecursionError):
        found = {}
    if not found.get("resources") or not isinstance(found["resources"], list):
        raise HarvestError(
            FailureCode.WRONG_FORMAT,
            msg(
                "%(name)s is not a Data Package: a JSON object with a list of resources, each with "
                "a name and a path.",
                name=shown,
            ),
        )
    licences = [mapping(each) for each in items(found.get("licenses"))]
    licence = licences[0] if licences else {}
    people = [mapping(each) for each in items(found.get("contributors"))]
    publisher = next((each for each in people if _is_publisher(each)), {})
    return {
        "id": name,
        "name": text(found.get("name")),
        "identifier": text(found.get("id")),
        "title": found.get("title") or text(found.get("name")) or name,
        "description": found.get("description"),
        "keywords": items(found.get("keywords")),
        "themes": items(found.get("themes")),
        "languages": items(found.get("languages")),
        "frequency": found.get("frequency"),
        "licence": licence.get("name") or licence.get("title"),
        "licence_url": licence.get("path"),
        "publisher": text(publisher.get("title") or publisher.get("organization")),
        "contact_email": text(publisher.get("email")),
        "homepage": text(found.get("homepage")),
        "created": text(found.get("created")),
        "modified": text(found.get("modified") or found.get("updated")),
        "files": [file for each in found["resources"] for file in _files(mapping(each))],
    }


def _is_publisher(person: Json) -> bool:
    roles = [text(person.get("role")), *map(text, items(person.get("roles")))]
    return "publisher" in roles


def _files(resource: Json) -> Iterator[Json]:
    """One file per path; a resource whose data is written inside the descriptor has none."""
    name, paths = text(resource.get("name")), items(resource.get("path"))
    for number, path in enumerate(paths):
        words = text(path)
        stem = path_of(words).name
        yield {
            "id": (name or words) + (f"-{number + 1}" if len(paths) > 1 else ""),
            "url": words,
            "title": resource.get("title") or name or stem,
            "description": resource.get("description"),
            "format": resource.get("format"),
            "media_type": resource.get("mediatype"),
            "size": resource.get("bytes"),
            "hash": resource.get("hash"),
            "modified": resource.get("modified"),
            "schema": _schema(resource),
            "licence": _licence(resource),
        }


def _schema(resource: Json) -> Json:
    """What the resource declares: the address or name of a schema, also inside its descriptor."""
    declared = resource.get("schema")
    if isinstance(declared, dict):
        known = {
            key: declared[key]
            for key in ("name", "path", "url", "$id", "homepage", "version")
            if declared.get(key)
        }
        return known or None
    return declared or resource.get("conformsTo")


def _licence(resource: Json) -> Json:
    first = mapping(next(iter(items(resource.get("licenses"))), None))
    return first.get("name") or first.get("path")
