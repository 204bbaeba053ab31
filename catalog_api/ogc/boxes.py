"""Where rows must be: the parameter `bbox` of OGC API Features.

Source: OGC 17-069r4, requirements /req/core/fc-bbox-definition and fc-bbox-response: what has no
place is matched too; a west greater than the east crosses the antimeridian.
"""

from math import isfinite

from catalog_api.query.grammar import Filter
from catalog_api.web.problems import Problem
from federation.i18n import msg


def inside(bbox: str, place: tuple[str, str]) -> Filter:
    """The condition of a box in degrees; `place` are the columns of longitude and latitude.

    Heights are left aside. Problem 422 where it is no box.
    """
    try:
        numbers = [float(part) for part in bbox.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(map(isfinite, numbers)) or numbers[1] > numbers[3]:
        raise Problem(
            422,
            "invalid-parameter",
            msg("bbox takes west, south, east, north in degrees, separated by commas."),
        )
    lon, lat = place
    return Filter(lon, "inside", (lat, *numbers))
