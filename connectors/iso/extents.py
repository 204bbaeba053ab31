"""Where and when the data of an ISO record is about: EX_Extent in both generations of the standard.

Coordinates: ISO 19139 boxes are WGS 84; GML geometries (ISO 19136) are taken in WGS 84 only, with
latitude first where the system is named by URN or address (EPSG 4326), longitude first otherwise.
"""

import re
from collections.abc import Iterator, Sequence

from connectors.iso.texts import Languages
from connectors.iso.xml import Element, attribute, find, find_all, href, name, words
from connectors.words.dates import span
from connectors.words.places import Box, box
from federation.i18n import pick
from federation.model import Spatial

_EXTENTS = ("extent/EX_Extent", "spatialExtent/EX_Extent")
_SIDES = ("westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude")
_LATITUDE_FIRST = re.compile(r"^(?:urn:ogc:def:crs:|https?://www\.opengis\.net/).*\b4326$", re.I)
_LONGITUDE_FIRST = re.compile(r"(?:^|\bepsg[:#/])4326$|crs:?84$", re.I)
_MAX_NUMBERS = 400_000

Points = list[tuple[float, float]]


def spatial(identification: Element | None, languages: Languages) -> tuple[Spatial | None, bool]:
    """The place of a record, and whether it declares one that could not be read."""
    extents = list(find_all(identification, *_EXTENTS))
    elements = [each for one in extents for each in find_all(one, "geographicElement")]
    boxes = list(
        filter(
            None,
            (_box(each) for one in elements for each in find_all(one, "EX_GeographicBoundingBox")),
        )
    )
    boxes = boxes or list(filter(None, map(_polygon, elements)))
    described = [
        each
        for one in elements
        for each in find_all(one, "EX_GeographicDescription/geographicIdentifier/*/code")
    ]
    codes = tuple(dict.fromkeys(filter(None, map(href, described))))
    texts = (*(each for one in extents for each in find_all(one, "description")), *described)
    label = pick(languages.texts(texts), languages.default) or None
    declared = any(
        find(each, "EX_GeographicBoundingBox", "EX_BoundingPolygon") is not None
        for each in elements
    )
    found = Spatial(_hull(boxes), None, codes, label)
    return (found if found != Spatial() else None), declared and not boxes


def _box(element: Element) -> Box | None:
    return box(*(words(find(element, side)).replace(",", ".") for side in _SIDES))


def _hull(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _polygon(element: Element) -> Box | None:
    """The box of the geometries of an EX_BoundingPolygon."""
    boxes = [_of_geometry(each) for each in find_all(element, "EX_BoundingPolygon/polygon/*")]
    return _hull([each for each in boxes if each])


def _of_geometry(geometry: Element) -> Box | None:
    system = attribute(geometry, "srsName")
    latitude_first = bool(_LATITUDE_FIRST.search(system))
    if system and not latitude_first and not _LONGITUDE_FIRST.search(system):
        return None
    points = _points(geometry)
    if latitude_first:
        points = [(x, y) for y, x in points]
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    return box(min(xs), min(ys), max(xs), max(ys))


def _points(geometry: Element) -> Points:
    found: Points = []
    for each in geometry.iter("{*}posList", "{*}pos", "{*}coordinates"):
        size = attribute(each, "srsDimension") or attribute(geometry, "srsDimension")
        step = 3 if size == "3" else 2
        if name(each) == "coordinates":  # GML 2: tuples of numbers with commas
            found += [
                pair
                for item in words(each).split()[:_MAX_NUMBERS]
                for pair in _pairs(item.split(",")[:2], 2)
            ]
        else:
            found += _pairs(words(each).split()[:_MAX_NUMBERS], step)
    return found


def _pairs(numbers: Sequence[str], step: int) -> Iterator[tuple[float, float]]:
    values = [float(number) for number in numbers]
    return zip(values[0::step], values[1::step], strict=False)


def temporal(
    identification: Element | None,
) -> tuple[tuple[str | None, str | None] | None, bool]:
    """The hull of the periods of a record, and whether it declares one that could not be read."""
    elements = [
        each
        for one in find_all(identification, *_EXTENTS)
        for each in find_all(one, "temporalElement/*/extent/*")
    ]
    pairs = [_ends(each) for each in elements]
    given = [{"start": start, "end": end} for start, end in pairs if start or end]
    found = span(given)
    return found, bool(given) and found is None


def _ends(element: Element) -> tuple[str, str]:
    """Start and end of a TimePeriod; a TimeInstant is both."""
    if name(element) == "TimeInstant":
        instant = words(find(element, "timePosition"))
        return instant, instant
    start = find(element, "beginPosition", "begin/TimeInstant/timePosition")
    end = find(element, "endPosition", "end/TimeInstant/timePosition")
    return words(start), words(end)
