"""File formats as portals name them, to short upper-case names and media types (IANA)."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from connectors.words.texts import Json, text

MEDIA_TYPES = {
    "CSV": "text/csv",
    "TSV": "text/tab-separated-values",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "XLS": "application/vnd.ms-excel",
    "ODS": "application/vnd.oasis.opendocument.spreadsheet",
    "JSON": "application/json",
    "GEOJSON": "application/geo+json",
    "PARQUET": "application/vnd.apache.parquet",
    "XML": "application/xml",
    "GML": "application/gml+xml",
    "KML": "application/vnd.google-earth.kml+xml",
    "KMZ": "application/vnd.google-earth.kmz",
    "PDF": "application/pdf",
    "HTML": "text/html",
    "ZIP": "application/zip",
    "GZIP": "application/gzip",
    "TXT": "text/plain",
    "TTL": "text/turtle",
    "RDF": "application/rdf+xml",
    "GPKG": "application/geopackage+sqlite3",
    "ICS": "text/calendar",
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "PNG": "image/png",
    "JPEG": "image/jpeg",
}
#: Formats that hold tables: these are worth downloading.
TABULAR = frozenset({"CSV", "TSV", "XLSX", "XLS", "ODS", "JSON", "GEOJSON", "PARQUET"})

_BY_TYPE = {media_type: name for name, media_type in MEDIA_TYPES.items()} | {
    "application/csv": "CSV",
    "text/comma-separated-values": "CSV",
    "application/x-ods": "ODS",
    "application/vnd.geo+json": "GEOJSON",
    "application/x-parquet": "PARQUET",
    "text/xml": "XML",
    "application/x-zip-compressed": "ZIP",
    "application/x-gzip": "GZIP",
    "text/json": "JSON",
    "application/json5": "JSON",
    "image/jpg": "JPEG",
}
_ALIASES = {
    "EXCEL": "XLSX",
    "XLSM": "XLSX",
    "SHAPEFILE": "SHP",
    "GEO+JSON": "GEOJSON",
    "GEO-JSON": "GEOJSON",
    "TURTLE": "TTL",
    "RDF_TURTLE": "TTL",
    "RDF_XML": "RDF",
    "JPG": "JPEG",
    "HTM": "HTML",
    "GZ": "GZIP",
    "ICAL": "ICS",
    "TAB": "TSV",
}
_WORD = re.compile(r"^[A-Z0-9][A-Z0-9_+-]{0,19}")
_EXTENSION = re.compile(r"^\.[a-z0-9]{2,8}$", re.I)


def _named(value: Json) -> str | None:
    words = text(value).lower()
    if words.split(";")[0].strip() in _BY_TYPE:
        return _BY_TYPE[words.split(";")[0].strip()]
    if "://" in words:  # an EU file type or an IANA media type as URI
        tail = words.rstrip("/").rsplit("/", 2)
        return _BY_TYPE.get("/".join(tail[-2:])) or _named(tail[-1])
    found = _WORD.match(words.upper().lstrip(". "))
    if not found or "/" in words:
        return None
    return _ALIASES.get(found[0], found[0])


def extension(url: Json) -> str | None:
    """The format that the end of an address or file name tells, behind .gz or .zip if need be."""
    try:
        path = PurePosixPath(unquote(urlsplit(text(url)).path))
    except ValueError:
        return None
    suffixes = [suffix for suffix in path.suffixes if _EXTENSION.match(suffix)]
    if suffixes and suffixes[-1].lower() in {".gz", ".zip"} and len(suffixes) > 1:
        inner = _named(suffixes[-2])
        if inner in TABULAR:
            return inner
    return _named(suffixes[-1]) if suffixes else None


def short_format(declared: Json, media_type: Json = None, url: Json = None) -> str | None:
    """The short name of a format: as declared, else by media type, else by the address."""
    return (
        _named(declared) or _BY_TYPE.get(text(media_type).split(";")[0].lower()) or extension(url)
    )


def media_type(name: str | None, declared: Json = None) -> str | None:
    """The media type of a format; a declared one wins where it looks like one."""
    words = text(declared).split(";")[0].strip().lower()
    if re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", words):
        return words
    return MEDIA_TYPES.get(name or "")
