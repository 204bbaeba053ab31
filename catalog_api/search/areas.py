"""Where datasets are: filters by bounding box and by distance, exact on the sphere.

The index holds the box of each dataset as one term. Boxes repeat (a city's datasets mostly have
the city's), so the terms are compared here, and the datasets of those that fit are asked for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin, sqrt

import tantivy

from catalog_api.search.fields import schema

_EARTH = 6371.0088  # mean radius in km (IUGG)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Within:
    """West, south, east, north in degrees; west of more than east crosses the antimeridian."""

    box: Box

    def fits(self, other: Box) -> bool:
        """Whether two boxes have a point in common."""
        west, south, east, north = self.box
        if other[1] > north or other[3] < south:
            return False
        if west <= east:
            return other[0] <= east and other[2] >= west
        return other[2] >= west or other[0] <= east


@dataclass(frozen=True, slots=True)
class Near:
    """A point in degrees, and the distance in km within which a box must begin."""

    longitude: float
    latitude: float
    kilometres: float

    def fits(self, other: Box) -> bool:
        """Whether the box comes that near to the point."""
        west, south, east, north = other
        if not south - self._reach <= self.latitude <= north + self._reach:
            return False
        if west <= self.longitude <= east:
            return self._along_meridian(south, north) <= self.kilometres
        return any(self._to_side(side, south, north) <= self.kilometres for side in (west, east))

    @property
    def _reach(self) -> float:
        return degrees(self.kilometres / _EARTH)

    def _along_meridian(self, south: float, north: float) -> float:
        nearest = min(max(self.latitude, south), north)
        return radians(abs(self.latitude - nearest)) * _EARTH

    def _to_side(self, longitude: float, south: float, north: float) -> float:
        """Distance to a side that is part of a meridian.

        It is least where the great circle meets the meridian at a right angle, or at an end.
        """
        apart = radians(longitude - self.longitude)
        candidates = [south, north]
        if cos(apart) > 0:
            here = radians(self.latitude)
            # Latitude of the foot of the perpendicular on a meridian (Napier's rules).
            foot = degrees(atan2(sin(here), cos(here) * cos(apart)))
            candidates.append(min(max(foot, south), north))
        return min(self._to(longitude, latitude) for latitude in candidates)

    def _to(self, longitude: float, latitude: float) -> float:
        here, there = radians(self.latitude), radians(latitude)
        half = sin((there - here) / 2) ** 2
        half += cos(here) * cos(there) * sin(radians(longitude - self.longitude) / 2) ** 2
        return 2 * _EARTH * asin(min(1.0, sqrt(half)))


Area = Within | Near


def query(searcher: tantivy.Searcher, areas: Iterable[Area]) -> tantivy.Query:
    """Datasets whose box fits every area; a dataset without coordinates fits none."""
    tests: list[Callable[[Box], bool]] = [area.fits for area in areas]
    fitting = [
        term
        for term, _ in searcher.terms_with_prefix("box", "")
        if all(test(_box(term)) for test in tests)
    ]
    if not fitting:
        return tantivy.Query.empty_query()
    return tantivy.Query.term_set_query(schema(), "box", fitting)


def _box(term: str) -> Box:
    west, south, east, north = map(float, term.split(","))
    return west, south, east, north
