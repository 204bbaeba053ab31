"""A published table as Croissant 1.0, which machine-learning libraries load data sets by.

Source: MLCommons Croissant Format Specification 1.0 (its JSON-LD context, FileObject, RecordSet).
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from catalog_api.web.links import Links
from federation.i18n import pick
from federation.model import Texts
from federation.published import Snapshot

#: The media type that loaders of Croissant know Parquet by.
_PARQUET = "application/x-parquet"
_TYPES = {
    "integer": "sc:Integer",
    "year": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}
_JSON, _FORMAT = "@json", "cr:"
_CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": _JSON},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": _JSON},
    **{
        name: f"{_FORMAT}{name}"
        for name in (
            *("citeAs", "column", "equivalentProperty", "extract", "field", "fileObject"),
            *("fileProperty", "fileSet", "format", "includes", "isLiveDataset", "jsonPath"),
            *("key", "md5", "parentField", "path", "recordSet", "references", "regex"),
            *("repeated", "replace", "samplingRate", "separator", "source", "subField"),
            "transform",
        )
    },
}


def croissant(
    dataset: Mapping[str, Any], table: Mapping[str, Any], snapshot: Snapshot, base: str, locale: str
) -> dict[str, Any]:
    """JSON-LD of a table; `dataset` and `table` are native documents, `base` the site's address.

    The only file is the snapshot, whose SHA-256 a loader checks; hidden columns are left out.
    """
    links = Links(base)
    title = _words(table["title"], locale) or _words(dataset["title"], locale) or dataset["name"]
    licence = dataset["licence"] or {}
    found = {
        "@context": {"@language": locale, **_CONTEXT},
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "@id": links.table(table["id"]),
        "name": title,
        "description": _words(dataset["description"], locale) or title,
        "url": links.page(dataset["name"]),
        "license": licence.get("url") or licence.get("title"),
        "datePublished": table["created"] or dataset["published"],
        "dateModified": table["modified"] or dataset["changed"],
        "version": f"0.0.0+{snapshot.sha256[:12]}",
        "creator": {"@type": "sc:Organization", "name": _creator(dataset, locale)},
        "keywords": [word for words in dataset["keywords"].values() for word in words],
        "isLiveDataset": False,
        "distribution": [_file(links, table["id"], snapshot)],
        "recordSet": [_records(title, snapshot)],
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def _file(links: Links, table_id: str, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": "data.parquet",
        "name": "data.parquet",
        "contentUrl": links.parquet(table_id),
        "contentSize": f"{snapshot.byte_size} B",
        "encodingFormat": _PARQUET,
        "sha256": snapshot.sha256,
    }


def _records(title: str, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": "rows",
        "name": "rows",
        "description": title,
        "field": [
            {
                "@type": "cr:Field",
                # An identifier is part of an address: any column's name fits once encoded.
                "@id": f"rows/{quote(column.name, safe='')}",
                "name": column.name,
                "dataType": _TYPES.get(column.type, "sc:Text"),
                "source": {
                    "fileObject": {"@id": "data.parquet"},
                    "extract": {"column": column.name},
                },
            }
            for column in snapshot.columns
        ],
    }


def _creator(dataset: Mapping[str, Any], locale: str) -> str:
    return str(dataset["publisher"] or _words(dataset["city"]["names"], locale))


def _words(texts: Texts, locale: str) -> str:
    return pick(texts, locale) if texts else ""
