"""The native JSON document of a dataset; its shape is described in `openapi.json`."""

from typing import Any

import orjson

from catalog_api.render import parts
from catalog_api.render.quality import quality_block
from catalog_api.web.links import Links
from catalog_api.words import vocabulary
from federation.axes import AXES
from federation.i18n import LOCALES
from federation.model import Contact, Distribution, Origin, QualityReport, Reuses, Spatial
from federation.published import FederationDocument, PublishedDataset, Snapshot, Table


def native_document(published: PublishedDataset, federation: FederationDocument) -> bytes:
    """UTF-8 JSON bytes."""
    return orjson.dumps(document(published, federation))


def document(published: PublishedDataset, federation: FederationDocument) -> dict[str, Any]:
    """The document before encoding. Texts are `{language: text}`; times ISO 8601 in UTC."""
    links, dataset = parts.links_of(federation), published.dataset
    city = parts.city_of(published, federation)
    return {
        "id": published.id,
        "name": published.name,
        "title": dict(dataset.title),
        "description": dict(dataset.description),
        "city": {"id": city.id, "names": dict(city.names), "country": city.country},
        "publisher": dataset.publisher,
        "contact": _contact(dataset.contact),
        "licence": _licence(dataset.licence, dataset.licence_label),
        "themes": [
            {"uri": uri, "code": vocabulary.code_of(uri), "label": vocabulary.theme_texts(uri)}
            for uri in dataset.themes
        ],
        "axes": [
            {"id": axis, "label": {code: AXES[axis].render(code) for code in LOCALES}}
            for axis in dataset.axes
            if axis in AXES
        ],
        "unmapped": dict(dataset.unmapped),
        "keywords": {language: list(words) for language, words in dataset.keywords.items()},
        "languages": list(dataset.languages),
        "frequency": vocabulary.code_of(dataset.frequency) if dataset.frequency else None,
        "spatial": _spatial(dataset.spatial),
        "temporal": list(dataset.temporal) if dataset.temporal else None,
        "identifier": dataset.identifier,
        "landingPage": dataset.landing_page,
        "reuses": _reuses(dataset.reuses),
        "provenance": [_origin(hop) for hop in dataset.provenance],
        "source": published.source_id,
        "issued": parts.utc(dataset.issued),
        "modified": parts.utc(dataset.modified),
        "published": parts.utc(published.first_published),
        "changed": parts.utc(published.last_changed),
        "tables": [table_document(table, links) for table in published.tables],
        "links": [_link(published, found) for found in parts.other_distributions(published)],
        "quality": quality_block(published, links),
        "urls": {
            "self": links.api(published.id),
            "page": links.page(published.name),
            "turtle": links.dataset(published.id) + ".ttl",
        },
    }


def table_document(table: Table, links: Links) -> dict[str, Any]:
    """A table. Unless it is published it has neither snapshot nor any way to data."""
    snapshot = table.snapshot if parts.served(table) else None
    return {
        "id": table.id,
        "title": dict(table.title),
        "description": dict(table.description),
        "state": str(table.state),
        "reason": _reason(table),
        "format": table.format,
        "schema": _schema(table),
        "conformity": _conformity(table.quality),
        "snapshot": _snapshot(snapshot),
        "created": parts.utc(table.created),
        "modified": parts.utc(table.modified),
        "links": _table_links(table, links, snapshot is not None),
    }


def _table_links(table: Table, links: Links, data: bool) -> dict[str, str | None]:
    return {
        "self": links.table(table.id),
        "csv": links.csv(table.id) if data else None,
        "parquet": links.parquet(table.id) if data else None,
        "preview": f"{links.rows(table.id)}?limit=20" if data else None,
        "quality": links.quality(table.id) if table.quality else None,
        "anonymisation": links.anonymisation(table.id) if table.anonymisation else None,
    }


def _reason(table: Table) -> dict[str, Any] | None:
    if table.reason is None and table.reason_code is None:
        return None
    code = str(table.reason_code) if table.reason_code else None
    return {"code": code, "message": parts.all_languages(table.reason)}


def _schema(table: Table) -> dict[str, Any] | None:
    if table.schema is None:
        return None
    titles = table.quality.schema_title if table.quality else {}
    return {
        "id": table.schema.id,
        "version": table.schema.version,
        "title": dict(titles),
        "url": vocabulary.schema_uri(table.schema.id, table.schema.version),
    }


def _conformity(report: QualityReport | None) -> dict[str, Any] | None:
    if report is None:
        return None
    return {
        "valid": report.valid,
        "errors": report.error_total,
        "rows": report.rows,
        "conformingRows": report.conforming_rows,
    }


def _snapshot(snapshot: Snapshot | None) -> dict[str, Any] | None:
    if snapshot is None:
        return None
    return {
        "rows": snapshot.rows,
        "columns": [{"name": found.name, "type": found.type} for found in snapshot.columns],
        "sha256": snapshot.sha256,
        "byteSize": snapshot.byte_size,
    }


def _licence(uri: str | None, label: str | None) -> dict[str, Any] | None:
    if not uri and not label:
        return None
    return {
        "id": vocabulary.licence_id(uri) if uri else None,
        "uri": uri,
        "title": vocabulary.licence_title(uri, label),
        "url": vocabulary.licence_url(uri),
    }


def _contact(contact: Contact | None) -> dict[str, Any] | None:
    if contact is None:
        return None
    return {"name": contact.name, "email": contact.email, "url": contact.url}


def _reuses(found: Reuses | None) -> dict[str, Any] | None:
    return {"count": found.count, "url": found.url} if found else None


def _origin(hop: Origin) -> dict[str, Any]:
    return {
        "url": hop.url,
        "identifier": hop.identifier,
        "title": hop.title,
        "node": hop.node,
    }


def _spatial(spatial: Spatial | None) -> dict[str, Any] | None:
    if spatial is None:
        return None
    return {
        "bbox": list(spatial.bbox) if spatial.bbox else None,
        "geometry": spatial.geometry,
        "codes": list(spatial.codes),
        "label": spatial.label,
    }


def _link(published: PublishedDataset, found: Distribution) -> dict[str, Any]:
    return {
        "id": parts.link_id(published, found),
        "title": dict(found.title),
        "description": dict(found.description),
        "url": found.download_url or found.access_url,
        "format": found.format,
        "mediaType": found.media_type,
        "byteSize": found.byte_size,
        "modified": parts.utc(found.modified),
    }
