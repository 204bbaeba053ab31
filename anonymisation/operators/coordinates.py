"""Coordinates brought to a grid: plain numbers, "lat,lon", WKT, GeoJSON, degrees and minutes.

Degrees (WGS 84) are cut to decimals, or to a step that is at least so many metres on both sides up
to 60° of latitude. Numbers beyond 180 are metres of a projection (Lambert 93, UTM) and are cut to
metres.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

#: Metres of a degree of longitude at 60° of latitude (WGS 84 equator: 111 320 m).
_DEGREE = 55_660
_NUMBER = re.compile(
    r"(?<!SRID=)(?<!srid=)(?<![\d.])(?P<sign>-?)(?P<whole>\d+)(?:(?P<point>[.,])(?P<rest>\d+)"
    r"(?:\.\d+)*)?"
)
_MINUTES = re.compile(r"(?P<coarse>\d{1,3}\s*°\s*\d{1,2})\s*['’′][^NSEWO\d]*[\d.,]*\s*(?:\"|″|'')?")
_WORD = re.compile(r"[^\W\d_]+")
#: The only words of coordinates: directions, names of axes, WKT, GeoJSON.
_KNOWN = re.compile(
    r"[nsewoxyzm]|nord|sud|est|ouest|lat(?:itude)?|lon(?:g|gitude)?|lng|srid|epsg|type|feature"
    r"|geometry|properties|null|coordinates|(?:multi)?(?:point|linestring|polygon)"
    r"|geometrycollection",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Grid:
    """Side of the cells: `decimals` of a degree (2: about 1 km), or at least `metres`."""

    decimals: int = 2
    metres: int | None = None

    @property
    def step(self) -> Decimal:
        """Side in degrees: a one, two or five at some decimal place."""
        if self.metres is None:
            return Decimal(1).scaleb(-self.decimals)
        least = Decimal(self.metres) / _DEGREE
        sizes = (Decimal(digit).scaleb(-place) for place in range(4, -3, -1) for digit in (1, 2, 5))
        return next(size for size in sizes if size >= least)

    @property
    def projected(self) -> int:
        """Side in metres of a projection."""
        return self.metres or max(1, int(Decimal(100_000).scaleb(-self.decimals)))


def grid(value: str, cells: Grid = Grid()) -> str:
    """Coordinates in a cell cut to the grid; empty when the cell is written in no known way."""
    if not all(_KNOWN.fullmatch(word) for word in _WORD.findall(value)):
        return ""
    coarse = _MINUTES.sub(lambda found: found.group("coarse") + "'", value)
    return _NUMBER.sub(_cut(cells), coarse) if _NUMBER.search(coarse) else ""


def _cut(cells: Grid) -> Callable[[re.Match[str]], str]:
    step, metres = cells.step, cells.projected

    def cut(found: re.Match[str]) -> str:
        whole, rest = found.group("whole"), found.group("rest") or ""
        number = Decimal(f"{whole}.{rest or 0}")
        if number > 180:
            return f"{found.group('sign')}{int(number) // metres * metres}"
        if not rest or (len(rest) <= cells.decimals and cells.metres is None):
            return found.group()
        cut = number // step * step
        return found.group("sign") + str(cut).replace(".", found.group("point"))

    return cut
