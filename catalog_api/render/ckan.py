"""A dataset as CKAN's package_show returns it (CKAN 2.12 keys).

Every key that CKAN clients require is there, and those that may not be null never are: the
18 of a package and the 12 of a resource. A city is an organisation, an EU theme is a group.
"""

import re
from datetime import UTC, datetime
from typing import Any

import orjson

from catalog_api.render import parts
from catalog_api.web.links import Links, derived_id
from catalog_api.words import vocabulary
from federation.i18n import pick
from federation.model import Distribution, Texts
from federation.published import CityDocument, FederationDocument, PublishedDataset, Table

_NAMELESS = "fr"
_NOT_IN_TAGS = re.compile(r"[^\w .\-]")
_LONGEST = 300  # characters of a value that can be looked for


def stamp(moment: datetime) -> str:
    """CKAN's way to write a time: UTC without a zone, with microseconds."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


def ckan_package(published: PublishedDataset, federation: FederationDocument) -> bytes:
    """UTF-8 JSON bytes of the package."""
    return orjson.dumps(package(published, federation))


def package(published: PublishedDataset, federation: FederationDocument) -> dict[str, Any]:
    """The package before encoding."""
    dataset, links = published.dataset, parts.links_of(federation)
    contact, licence = dataset.contact, vocabulary.licence_id(dataset.licence)
    resources = _resources(published, links)
    tags = _tags(published)
    known = vocabulary.LICENCES.get(licence)
    licensed = bool(dataset.licence or dataset.licence_label)
    return {
        "id": published.id,
        "name": published.name,
        "title": pick(dataset.title, _NAMELESS) or published.name,
        "title_translated": dict(dataset.title),
        "notes": pick(dataset.description, _NAMELESS),
        "notes_translated": dict(dataset.description),
        # Null where the publisher says nothing, as CKAN has it: "not specified" is a licence there.
        "license_id": (licence if known else vocabulary.NOT_SPECIFIED) if licensed else None,
        "license_title": vocabulary.licence_title(dataset.licence, dataset.licence_label),
        "license_url": vocabulary.licence_url(dataset.licence),
        "isopen": licence in OPEN,
        "tags": tags,
        "num_tags": len(tags),
        "metadata_created": stamp(published.first_published),
        "metadata_modified": stamp(published.last_changed),
        "organization": organization(parts.city_of(published, federation), federation),
        "owner_org": organization_id(published.city_id, federation),
        "groups": [group(vocabulary.code_of(uri)) for uri in dataset.themes],
        "resources": resources,
        "num_resources": len(resources),
        "private": False,
        "type": "dataset",
        "state": "active",
        "author": dataset.publisher,
        "author_email": None,
        "maintainer": contact.name if contact else None,
        "maintainer_email": contact.email if contact else None,
        "url": links.page(published.name),
        "version": None,
        "creator_user_id": None,
        "relationships_as_subject": [],
        "relationships_as_object": [],
        "extras": _extras(published, links, federation),
    }


#: Licences that conform to the Open Definition, of those with a short id.
OPEN = frozenset(
    {"lov2", "fr-lo", "odc-odbl", "odc-by", "odc-pddl", "cc-zero", "cc-by", "cc-by-sa"}
    | {"public-domain", "uk-ogl"}
)


def organization_id(city_id: str, federation: FederationDocument) -> str:
    """The UUID of a city seen as an organisation."""
    return derived_id(federation.id, "city", city_id)


def organization(city: CityDocument, federation: FederationDocument) -> dict[str, Any]:
    """A city as CKAN's organisation."""
    return {
        "id": organization_id(city.id, federation),
        "name": city.id,
        "title": pick(city.names, _NAMELESS) or city.id,
        "type": "organization",
        "description": "",
        "image_url": "",
        "created": "1970-01-01T00:00:00.000000",
        "is_organization": True,
        "approval_status": "approved",
        "state": "active",
    }


def group(code: str) -> dict[str, Any]:
    """An EU theme as CKAN's group."""
    title = pick(vocabulary.THEMES.get(code, {}), _NAMELESS) or code
    return {
        "id": derived_id("theme", code),
        "name": code.lower(),
        "title": title,
        "display_name": title,
        "description": "",
        "image_display_url": "",
    }


def tag_name(word: str) -> str:
    """A keyword as CKAN lets a tag be named: letters, digits, spaces, hyphens, dots."""
    return " ".join(_NOT_IN_TAGS.sub(" ", word).split())[:100].strip()


def tag(word: str) -> dict[str, Any]:
    """A keyword as CKAN's tag."""
    name = tag_name(word)
    return {
        "id": derived_id("tag", name),
        "name": name,
        "display_name": word,
        "state": "active",
        "vocabulary_id": None,
    }


def _tags(published: PublishedDataset) -> list[dict[str, Any]]:
    words = (word.strip() for found in published.dataset.keywords.values() for word in found)
    by_name = {tag_name(word): word for word in reversed(parts.unique(words))}
    return [tag(word) for name, word in reversed(by_name.items()) if len(name) > 1]


def _resources(published: PublishedDataset, links: Links) -> list[dict[str, Any]]:
    """CSV and Parquet of every published table, then the links; positions follow."""
    found: list[dict[str, Any]] = []
    for table in published.tables:
        if parts.served(table):
            found += _table_resources(published, table, links)
    found += [_link(published, other) for other in parts.other_distributions(published)]
    return [{**resource, "position": position} for position, resource in enumerate(found)]


def lookups(published: PublishedDataset) -> tuple[str, ...]:
    """Values that clients look for whole: `key=value` in lower case, of extras and resources."""
    dataset = published.dataset
    origin = dataset.provenance[0] if dataset.provenance else None
    found: list[tuple[str, str | None]] = [
        ("guid", dataset.identifier),
        ("harvest_source_id", published.source_id),
        ("harvest_source_title", origin.title if origin else None),
        ("harvest_source_url", origin.url if origin else None),
        ("publisher_name", dataset.publisher),
        ("frequency", dataset.frequency),
    ]
    found += [
        ("tag", one["name"]) for one in _tags(published) if one["name"] != one["display_name"]
    ]
    for table in filter(parts.served, published.tables):
        found.append(("res_name", _title(table.title, published)))
        found.append(("res_description", pick(table.description, _NAMELESS)))
        found.append(("res_hash", table.snapshot.sha256 if table.snapshot else None))
    for other in parts.other_distributions(published):
        found.append(("res_name", _title(other.title, published)))
        found.append(("res_description", pick(other.description, _NAMELESS)))
        found.append(("res_url", other.download_url or other.access_url))
        found.append(("res_hash", other.checksum))
    spoken = ((key, " ".join(value.split())) for key, value in found if value)
    return parts.unique(f"{key}={value[:_LONGEST].lower()}" for key, value in spoken)


def _table_resources(
    published: PublishedDataset, table: Table, links: Links
) -> list[dict[str, Any]]:
    snapshot, title = table.snapshot, _title(table.title, published)
    created = stamp(table.created or published.first_published)
    shared = {
        "package_id": published.id,
        "name": title,
        "description": pick(table.description, _NAMELESS),
        "created": created,
        "metadata_modified": stamp(published.last_changed),
        "last_modified": stamp(table.modified) if table.modified else created,
        "resource_type": "file",
        "state": "active",
        "url_type": None,
        "datastore_active": True,
        "schema": str(table.schema) if table.schema else None,
        "conformity": table.quality.valid if table.quality else None,
    }
    csv = {"id": table.id, "format": "CSV", "mimetype": "text/csv", "url": links.csv(table.id)}
    parquet = {
        "id": parts.parquet_id(table),
        "format": "PARQUET",
        "mimetype": vocabulary.media_type("PARQUET"),
        "url": links.parquet(table.id),
        "size": snapshot.byte_size if snapshot else None,
        "hash": snapshot.sha256 if snapshot else "",
        "derived_from": table.id,
    }
    return [{**shared, "size": None, "hash": "", **csv}, {**shared, **parquet}]


def _link(published: PublishedDataset, found: Distribution) -> dict[str, Any]:
    created = stamp(published.first_published)
    return {
        "id": parts.link_id(published, found),
        "package_id": published.id,
        "name": _title(found.title, published),
        "description": pick(found.description, _NAMELESS),
        "format": found.format or "",
        "mimetype": found.media_type,
        "size": found.byte_size,
        "hash": found.checksum or "",
        "created": created,
        "metadata_modified": stamp(published.last_changed),
        "last_modified": stamp(found.modified) if found.modified else created,
        "url": found.download_url or found.access_url,
        "resource_type": "file" if found.download_url else "documentation",
        "state": "active",
        "url_type": None,
        "datastore_active": False,
    }


def _title(texts: Texts, published: PublishedDataset) -> str:
    return pick(texts, _NAMELESS) or pick(published.dataset.title, _NAMELESS)


def _hops(
    published: PublishedDataset, federation: FederationDocument
) -> list[dict[str, str | None]]:
    return [
        {"url": hop.url, "identifier": hop.identifier, "title": hop.title, "node": hop.node}
        for hop in parts.hops(published, federation)
    ]


def _extras(
    published: PublishedDataset, links: Links, federation: FederationDocument
) -> list[dict[str, str]]:
    """What CKAN has no key for, under the names ckanext-dcat and ckanext-harvest use."""
    dataset = published.dataset
    origin = dataset.provenance[0] if dataset.provenance else None
    values: dict[str, Any] = {
        "guid": dataset.identifier,
        "identifier": dataset.identifier,
        "uri": links.dataset(published.id),
        "harvest_source_id": published.source_id,
        "harvest_source_title": origin.title if origin else None,
        "harvest_source_url": origin.url if origin else None,
        "publisher_name": dataset.publisher,
        "contact_name": dataset.contact.name if dataset.contact else None,
        "contact_email": dataset.contact.email if dataset.contact else None,
        "landing_page": dataset.landing_page,
        "frequency": dataset.frequency,
        "language": list(dataset.languages) or None,
        "theme": list(dataset.themes) or None,
        "issued": parts.utc(dataset.issued),
        "modified": parts.utc(dataset.modified),
        "temporal_start": dataset.temporal[0] if dataset.temporal else None,
        "temporal_end": dataset.temporal[1] if dataset.temporal else None,
        "spatial": _spatial(published),
        "partage_provenance": _hops(published, federation),
        "withheld_tables": sum(not parts.served(table) for table in published.tables) or None,
    }
    return [{"key": key, "value": _text(value)} for key, value in values.items() if value]


def _spatial(published: PublishedDataset) -> dict[str, Any] | None:
    """GeoJSON (Multi)Polygon: what the publisher gave, else the bounding box."""
    spatial = published.dataset.spatial
    if spatial is None:
        return None
    if spatial.geometry and spatial.geometry.get("type") in ("Polygon", "MultiPolygon"):
        return dict(spatial.geometry)
    if spatial.bbox is None:
        return None
    west, south, east, north = spatial.bbox
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _text(value: object) -> str:
    """CKAN's extras hold text only: structures are written as JSON."""
    return value if isinstance(value, str) else orjson.dumps(value).decode()
