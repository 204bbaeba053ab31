"""Where a dataset is about: GeoJSON, WKT or four numbers, to a bounding box in WGS 84."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from connectors.words.texts import Json, items, mapping, parsed, text
from federation.model import Spatial

Box = tuple[float, float, float, float]

#: Bounded: a long run of digits is no coordinate, and would cost the square of its length.
_NUMBER = r"[-+]?\d{1,20}(?:\.\d{1,40})?(?:[eE][-+]?\d{1,3})?"
_WKT = re.compile(r"^\s*(?:SRID=4326;)?\s*(?:(?:MULTI)?(?:POINT|POLYGON|LINESTRING))", re.I)
_PAIR = re.compile(rf"({_NUMBER})\s+({_NUMBER})")
_ENVELOPE = re.compile(rf"^\s*ENVELOPE\s*\(\s*({_NUMBER}(?:\s*,\s*{_NUMBER}){{3}})\s*\)", re.I)
_FOUR = re.compile(rf"^\s*({_NUMBER}(?:[\s,;]+{_NUMBER}){{3}})\s*$")
_SHAPES = frozenset({"Point", "MultiPoint", "Polygon", "MultiPolygon", "LineString"})
_MAX_DEPTH = 6
_MAX_POINTS = 200_000
_MAX_GEOMETRY = 20_000  # bytes of a geometry worth carrying; larger ones keep their box only


def box(west: Json, south: Json, east: Json, north: Json) -> Box | None:
    """A bounding box in degrees, or None where the four values make none."""
    try:
        found = float(west), float(south), float(east), float(north)
    except (TypeError, ValueError, OverflowError):
        return None
    if not all(map(math.isfinite, found)):
        return None
    in_world = max(abs(found[0]), abs(found[2])) <= 180 and max(abs(found[1]), abs(found[3])) <= 90
    ordered = found[0] <= found[2] and found[1] <= found[3]
    return found if in_world and ordered else None


def _points(geometry: Json, depth: int = 0) -> Iterator[tuple[float, float]]:
    """Positions of GeoJSON coordinates, at any depth a geometry can have."""
    if not isinstance(geometry, Sequence) or isinstance(geometry, str) or depth > _MAX_DEPTH:
        return
    if len(geometry) >= 2 and all(isinstance(number, int | float) for number in geometry[:2]):
        yield geometry[0], geometry[1]
        return
    for part in geometry:
        yield from _points(part, depth + 1)


def _envelope(points: Iterator[tuple[float, float]]) -> Box | None:
    found = [point for point, _ in zip(points, range(_MAX_POINTS), strict=False)]
    if not found:
        return None
    xs, ys = [point[0] for point in found], [point[1] for point in found]
    return box(min(xs), min(ys), max(xs), max(ys))


def _geojson(value: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[float, float]]:
    if depth > 4:
        return
    if isinstance(value.get("geometry"), Mapping):
        yield from _geojson(value["geometry"], depth + 1)
    for member in (*items(value.get("geometries")), *items(value.get("features"))):
        if isinstance(member, Mapping):
            yield from _geojson(member, depth + 1)
    yield from _points(value.get("coordinates"))


def _of_text(words: str) -> Box | None:
    if envelope := _ENVELOPE.match(words):  # CQL order: west, east, north, south
        west, east, north, south = (part.strip() for part in envelope[1].split(","))
        return box(west, south, east, north)
    if _WKT.match(words):
        return _envelope((float(x), float(y)) for x, y in _PAIR.findall(words))
    if four := _FOUR.match(words):
        return box(*re.split(r"[\s,;]+", four[1].strip()))
    return None


def spatial(value: Json) -> Spatial | None:
    """A place from GeoJSON, WKT or `west,south,east,north`; None where it is none of these."""
    found = parsed(value)
    if isinstance(found, Mapping):
        bounds = _envelope(_geojson(found))
        return Spatial(bbox=bounds, geometry=_small(found)) if bounds else None
    if isinstance(found, list) and len(found) == 4:
        bounds = box(*found)
        return Spatial(bbox=bounds) if bounds else None
    bounds = _of_text(text(found))
    return Spatial(bbox=bounds) if bounds else None


def _small(geometry: Mapping[str, Any]) -> Mapping[str, Any] | None:
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in _SHAPES:
        return None
    plain = {"type": kind, "coordinates": geometry.get("coordinates")}
    try:
        body = orjson.dumps(plain)
    except TypeError:  # numbers that no 64 bits hold
        return None
    # NaN and infinity, which JSON has not, come back as null.
    if len(body) > _MAX_GEOMETRY or b"null" in body:
        return None
    return plain if _is_shallow(plain["coordinates"]) else None


def _is_shallow(value: Json, depth: int = 0) -> bool:
    """Whether lists are nested no deeper than the coordinates of a geometry are."""
    if not isinstance(value, list):
        return not isinstance(value, Mapping)
    return depth < _MAX_DEPTH and all(_is_shallow(each, depth + 1) for each in value)


def coverage(value: Json) -> Spatial | None:
    """The first usable place of ckanext-dcat's `spatial_coverage` list."""
    for item in items(value):
        place = mapping(item)
        found = spatial(place.get("bbox")) or spatial(place.get("geom"))
        label, uri = text(place.get("text")) or None, text(place.get("uri"))
        if found or label or uri:
            known = found or Spatial()
            return Spatial(known.bbox, known.geometry, (uri,) if uri else (), label)
    return None
