"""The bounding box of a dataset, from what its publisher tells of the place."""

from collections.abc import Iterator

from federation.model import Spatial

Box = tuple[float, float, float, float]


def box(spatial: Spatial) -> Box | None:
    """West, south, east, north in degrees, to about a metre; None without usable coordinates."""
    found = spatial.bbox or _around(list(_points(spatial.geometry)))
    if found is None:
        return None
    west, south, east, north = (round(value, 5) for value in found)
    inside = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    return (west, south, east, north) if inside else None


def _around(points: list[tuple[float, float]]) -> Box | None:
    if not points:
        return None
    across, along = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(along), max(across), max(along)


def _points(part: object) -> Iterator[tuple[float, float]]:
    """Every position of a GeoJSON geometry (RFC 7946), or of a collection of them."""
    if isinstance(part, dict):
        for name in ("coordinates", "geometries", "geometry", "features"):
            yield from _points(part.get(name))
    elif isinstance(part, list | tuple):
        if len(part) >= 2 and all(isinstance(one, int | float) for one in part[:2]):
            yield float(part[0]), float(part[1])
            return
        for one in part:
            yield from _points(one)
