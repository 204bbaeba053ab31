"""dct:spatial as a place: a box, a geometry, codes and a label.

Sources: DCAT 3 §6.6.8–6.6.9 and §6.15 (dcat:bbox, dcat:centroid), LOCN (locn:geometry),
GeoSPARQL 1.1 (WKT, GML and GeoJSON literals; a WKT without a reference system is in longitude,
latitude; EPSG:4326 is in latitude, longitude).
"""

import re
from collections import Counter
from collections.abc import Iterator

from pyoxigraph import Literal

from connectors.dcat.words import label
from connectors.rdf.node import Node
from connectors.words import places
from federation.model import Spatial

_PLACES = ("dct:spatial", "dcatde:politicalGeocodingURI", "dcatde:geocodingDescription")
_SHAPES = (
    "dcat:bbox",
    "locn:geometry",
    "geo:asGeoJSON",
    "geo:asWKT",
    "geo:asGML",
    "geo:hasGeometry",
)
_SHAPES_LAST = ("wgs:asWKT", "dcat:centroid")
_UNITS = ("locn:adminUnitL2", "locn:adminUnitL1", "dcatde:geocodingURI")
_SYSTEM = re.compile(r"^\s*<([^>]+)>\s*(.+)$", re.S)
_PAIR = re.compile(r"([-+.\deE]{1,40})\s+([-+.\deE]{1,40})")
#: What would take quadratic time to read, and what JSON has no numbers for.
_NO_NUMBER = re.compile(r"[\d.]{60}|\bNaN\b|\bInfinity\b")
_GML = re.compile(r"<(?:\w+:)?(lowerCorner|upperCorner|posList|pos)\b[^>]*>([^<]*)<", re.I)
_SRS = re.compile(r"srsName\s*=\s*[\"']([^\"']*)")
_MAX_SHAPE = 2_000_000  # characters


def place(node: Node, preferred: str, lost: Counter[str]) -> Spatial | None:
    """Where a dataset is about; what says nothing usable is counted as lost."""
    found = Spatial()
    for each in node.nodes(*_PLACES):
        one = _one(each, preferred, lost)
        found = Spatial(
            found.bbox or one.bbox,
            found.geometry or one.geometry,
            (*found.codes, *(code for code in one.codes if code not in found.codes)),
            found.label or one.label,
        )
    return found if found != Spatial() else None


def _one(each: Node, preferred: str, lost: Counter[str]) -> Spatial:
    shapes = list(_shapes(each))
    known = [found for found in map(_shape, shapes) if found]
    codes = [*each.words("dct:identifier", "skos:notation", *_UNITS)]
    if each.uri.startswith(("http://", "https://")):
        codes.insert(0, each.uri)
    words = label(each, preferred)
    if isinstance(each.term, Literal):
        words = "" if known or words.startswith(("{", "<")) else words
    lost["spatial"] += not known and (bool(shapes) or not (codes or words))
    return Spatial(
        next((found.bbox for found in known), None),
        next((found.geometry for found in known if found.geometry), None),
        tuple(dict.fromkeys(codes)),
        words or None,
    )


def _shapes(each: Node) -> Iterator[str]:
    """Texts that may be geometries, boxes first."""
    if isinstance(each.term, Literal):
        if _looks_like_shape(each.term.value):
            yield each.term.value
        return
    for inner in each.nodes(*_SHAPES, *_SHAPES_LAST):
        if isinstance(inner.term, Literal):
            yield inner.term.value
        else:
            yield from inner.words(*_SHAPES, *_SHAPES_LAST)


def _looks_like_shape(words: str) -> bool:
    return bool(re.match(r"\s*(?:[{<\[\d+-]|(?:MULTI)?(?:POLYGON|POINT)|ENVELOPE)", words, re.I))


def _shape(words: str) -> Spatial | None:
    if len(words) > _MAX_SHAPE or _NO_NUMBER.search(words):
        return None
    if system := _SYSTEM.match(words):
        if "<" in system[2]:
            return _gml(words)
        return _in_system(system[1], system[2])
    return _gml(words) if words.lstrip().startswith("<") else places.spatial(words.strip())


def _in_system(name: str, words: str) -> Spatial | None:
    """A WKT with a named reference system; None in any but WGS 84."""
    order = _order(name)
    if order is None:
        return None
    return places.spatial(_PAIR.sub(r"\2 \1", words) if order == "lat" else words)


def _order(name: str) -> str | None:
    """Which coordinate comes first in a reference system; None where it is not WGS 84."""
    if "CRS84" in name:
        return "lon"
    if not re.search(r"(?:^|\D)4326$", name.strip()):
        return None
    return "lat" if "urn:" in name or "/def/" in name else "lon"


def _gml(words: str) -> Spatial | None:
    named = _SRS.search(words)
    order = _order(named[1]) if named else "lon"
    parts = _GML.findall(words)
    pairs = [pair for _, numbers in parts for pair in _PAIR.findall(numbers)]
    if order is None or not pairs or re.search(r"srsDimension\s*=\s*[\"']3", words):
        return None
    try:
        points = [[float(one), float(other)] for one, other in pairs]
    except ValueError:
        return None
    ordered = [point[::-1] for point in points] if order == "lat" else points
    found = places.spatial({"type": "MultiPoint", "coordinates": ordered})
    return Spatial(bbox=found.bbox) if found else None
