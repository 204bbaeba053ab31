"""Data schemas that publishers declare, to `SchemaRef` ids such as `scdl/subventions`.

Forms met: names and pages of schema.data.gouv.fr, raw files of the repositories that hold the
schemas, `{"name", "version"}` or `{"url"}` of data.gouv.fr, free text that holds one of these.
"""

import re
from collections.abc import Mapping

from connectors.words.texts import Json, items, parsed, text
from federation.model import SchemaRef

_SEGMENT = r"[a-z0-9][a-z0-9_-]*"
_VERSION = r"v?\d+(?:\.\d+){0,3}"
_LONGEST = 90  # characters of an id, and of a version: the store holds both in 200
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"schema\.data\.gouv\.fr/(?:schemas/)?(?P<id>{_SEGMENT}/{_SEGMENT})"
        rf"(?:/(?P<version>{_VERSION}|latest))?",
        rf"gitlab\.com/opendatafrance/(?P<id>scdl/{_SEGMENT})"
        rf"(?:/(?:-/)?(?:raw|blob)/(?P<version>{_VERSION}))?",
        rf"(?:raw\.githubusercontent\.com|github\.com)/(?P<id>{_SEGMENT}/schema-{_SEGMENT})"
        rf"(?:/(?:raw/|blob/)?(?P<version>{_VERSION}))?",
        rf"^(?P<id>(?:scdl|etalab|atlasante|openmaraude|arsante|mtes-mct|{_SEGMENT})/{_SEGMENT})"
        rf"(?:[ @/](?P<version>{_VERSION}|latest))?$",
    )
)


def schema_ref(value: Json) -> SchemaRef | None:
    """The schema that a declaration names; None where it names none."""
    found = parsed(value)
    if isinstance(found, Mapping):
        return _of_mapping(found)
    return next(filter(None, (_of_text(text(item)) for item in items(found))), None)


def _of_mapping(value: Mapping[str, Json]) -> SchemaRef | None:
    for key in ("name", "url", "path", "$id", "id", "homepage"):
        found = _of_text(text(value.get(key)))
        if found:
            version = _clean(text(value.get("version")))
            return SchemaRef(found.id, found.version or version)
    return None


def _of_text(words: str) -> SchemaRef | None:
    for form in _FORMS:
        if (hit := form.search(words)) and len(hit["id"]) <= _LONGEST:
            return SchemaRef(hit["id"].lower(), _clean(hit["version"]))
    return None


def _clean(version: str | None) -> str | None:
    if not version or len(version) > _LONGEST or not re.fullmatch(_VERSION, version, re.I):
        return None
    return version.lower().removeprefix("v")
