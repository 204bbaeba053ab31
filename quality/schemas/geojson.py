"""GeoJSON as JSON Schemas, under the addresses of geojson.org that other schemas refer to.

Source: RFC 7946, sections 3 and 5 (written from the text; nothing is fetched).
"""

from typing import Any

_BASE = "https://geojson.org/schema/"
_POSITION = {"type": "array", "minItems": 2, "items": {"type": "number"}}
_LINE = {"type": "array", "minItems": 2, "items": _POSITION}
_RING = {"type": "array", "minItems": 4, "items": _POSITION}
_POLYGON = {"type": "array", "items": _RING}
_COORDINATES: dict[str, dict[str, Any]] = {
    "Point": _POSITION,
    "MultiPoint": {"type": "array", "items": _POSITION},
    "LineString": _LINE,
    "MultiLineString": {"type": "array", "items": _LINE},
    "Polygon": _POLYGON,
    "MultiPolygon": {"type": "array", "items": _POLYGON},
}
_BBOX = {"type": "array", "minItems": 4, "items": {"type": "number"}}


def documents() -> dict[str, dict[str, Any]]:
    """Each schema by its address."""
    shapes = {name: _shape(name, inside) for name, inside in _COORDINATES.items()}
    shapes["GeometryCollection"] = _object(
        "GeometryCollection",
        geometries={
            "type": "array",
            "items": {"oneOf": [_ref(name) for name in _COORDINATES]},
        },
    )
    found = {
        **shapes,
        "Geometry": {"oneOf": [_ref(name) for name in shapes]},
        "Feature": _feature(),
        "FeatureCollection": _object(
            "FeatureCollection", features={"type": "array", "items": _ref("Feature")}
        ),
    }
    found["GeoJSON"] = {"oneOf": [_ref(name) for name in (*shapes, "Feature", "FeatureCollection")]}
    draft = "http://json-schema.org/draft-07/schema#"
    return {
        f"{_BASE}{name}.json": {"$schema": draft, "$id": f"{_BASE}{name}.json", **body}
        for name, body in found.items()
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"{_BASE}{name}.json"}


def _object(kind: str, **members: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", *members],
        "properties": {"type": {"type": "string", "enum": [kind]}, "bbox": _BBOX, **members},
    }


def _shape(name: str, inside: dict[str, Any]) -> dict[str, Any]:
    return _object(name, coordinates=inside)


def _feature() -> dict[str, Any]:
    """A feature; its geometry and its properties may be null."""
    return _object(
        "Feature",
        properties={"type": ["object", "null"]},
        geometry={"oneOf": [{"type": "null"}, _ref("Geometry")]},
    )
