"""A dataset as schema.org/Dataset, which search engines read in pages.

Source: schema.org 29 (Dataset, DataDownload, GeoShape: latitude before longitude).
"""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from catalog_api.render.turtle import web_iri
from catalog_api.web.links import Links
from federation.i18n import pick

#: Search engines cut longer descriptions.
_LONGEST = 5000


def schema_org(document: Mapping[str, Any], base: str, locale: str) -> dict[str, Any]:
    """JSON-LD of a native document; `base` is the site's address, texts in one language."""
    links, licence = Links(base), document["licence"] or {}
    title = _words(document["title"], locale) or document["name"]
    contact = document["contact"] or {}
    found = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": links.dataset(document["id"]),
        "url": links.page(document["name"]),
        "name": title,
        "description": (_words(document["description"], locale) or title)[:_LONGEST],
        "identifier": document["identifier"],
        "keywords": [word for words in document["keywords"].values() for word in words],
        "inLanguage": document["languages"],
        "license": licence.get("url") or licence.get("title"),
        "isAccessibleForFree": True,
        "datePublished": document["issued"] or document["published"],
        "dateModified": document["modified"] or document["changed"],
        "creator": _organisation(document, contact, locale),
        "includedInDataCatalog": {"@type": "DataCatalog", "url": f"{links.base}/"},
        "spatialCoverage": _place(document["spatial"]),
        "temporalCoverage": _period(document["temporal"]),
        "distribution": [*_tables(document["tables"]), *_links(document["links"])],
        "variableMeasured": [*_columns(document["tables"])],
    }
    return _filled(found)


def script(value: Mapping[str, Any]) -> str:
    """JSON that may stand in a page: nothing in it ends the script element."""
    text = orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _tables(tables: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for table in tables:
        snapshot = table["snapshot"]
        for kind, media in (("csv", "text/csv"), ("parquet", "application/vnd.apache.parquet")):
            if snapshot and table["links"][kind]:
                yield _filled(
                    {
                        "@type": "DataDownload",
                        "contentUrl": table["links"][kind],
                        "encodingFormat": media,
                        "sha256": snapshot["sha256"] if kind == "parquet" else None,
                        "contentSize": f"{snapshot['byteSize']} B" if kind == "parquet" else None,
                        "dateModified": table["modified"],
                    }
                )


def _links(links: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in links:
        if web_iri(one["url"]):
            kind = one["mediaType"] or one["format"]
            found = {"@type": "DataDownload", "contentUrl": one["url"], "encodingFormat": kind}
            yield _filled(found)


def _columns(tables: list[dict[str, Any]]) -> Iterator[str]:
    names = (
        column["name"]
        for table in tables
        if table["snapshot"]
        for column in table["snapshot"]["columns"]
    )
    yield from dict.fromkeys(names)


def _organisation(
    document: Mapping[str, Any], contact: Mapping[str, Any], locale: str
) -> dict[str, Any]:
    point = _filled(
        {"@type": "ContactPoint", "name": contact.get("name"), "email": contact.get("email")}
    )
    return _filled(
        {
            "@type": "Organization",
            "name": document["publisher"] or _words(document["city"]["names"], locale),
            "contactPoint": point if contact.get("email") else None,
        }
    )


def _place(spatial: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not spatial or not (spatial["bbox"] or spatial["label"]):
        return None
    found: dict[str, Any] = {"@type": "Place", "name": spatial["label"]}
    if spatial["bbox"]:
        west, south, east, north = spatial["bbox"]
        found["geo"] = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
    return _filled(found)


def _period(temporal: list[str | None] | None) -> str | None:
    if not temporal or not any(temporal):
        return None
    return "/".join(end or ".." for end in temporal)


def _filled(found: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _words(texts: Mapping[str, str], locale: str) -> str:
    return pick(texts, locale) if texts else ""
