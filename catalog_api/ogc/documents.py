"""Documents of OGC API Features: landing page, collections, links."""

from typing import Any

from catalog_api.ogc.times import column_of
from federation.i18n import pick
from federation.published import FederationDocument, Table

_CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
CONFORMANCE = [f"{_CORE}core", f"{_CORE}geojson", f"{_CORE}oas30"]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_GEOJSON = "application/geo+json"


def link(href: str, rel: str, kind: str = "application/json") -> dict[str, str]:
    """A link (RFC 8288) as the standard writes it."""
    return {"href": href, "rel": rel, "type": kind}


def own_links(address: str) -> list[dict[str, str]]:
    """The link of a document to itself."""
    return [link(address, "self")]


def landing(federation: FederationDocument, locale: str) -> dict[str, Any]:
    """The landing page of a federation."""
    base = federation.base_url
    return {
        "title": pick(federation.titles, locale),
        "description": pick(federation.descriptions, locale),
        "links": [
            *own_links(f"{base}/ogc"),
            link(f"{base}/openapi.json", "service-desc", "application/vnd.oai.openapi+json"),
            link(f"{base}/docs", "service-doc", "text/html"),
            link(f"{base}/ogc/conformance", "conformance"),
            link(f"{base}/ogc/collections", "data"),
        ],
    }


def collection(base: str, table: Table, locale: str) -> dict[str, Any]:
    """A table as a collection."""
    address = f"{base}/ogc/collections/{table.id}"
    columns = table.snapshot.columns if table.snapshot else ()
    types = {column.name: column.type for column in columns}
    return {
        "id": table.id,
        "title": pick(table.title, locale),
        "description": pick(table.description, locale),
        "itemType": "feature",
        # The column that the parameter `datetime` is about.
        "datetimeColumn": column_of(types),
        "crs": [CRS84],
        "links": [
            *own_links(address),
            link(f"{address}/items", "items", _GEOJSON),
            link(f"{base}/api/v1/tables/{table.id}/openapi.json", "describedby"),
        ],
    }
