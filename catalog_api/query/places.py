"""Where the rows of a table are: its columns of longitude and latitude."""

import re
import unicodedata
from collections.abc import Iterable

_LONGITUDE = ("longitude", "lon", "long", "lng", "xlong", "coordlong", "coordlon", "longitud")
_LATITUDE = ("latitude", "lat", "ylat", "coordlat", "latitud")


def coordinates(columns: Iterable[str]) -> tuple[str, str] | None:
    """The columns of longitude and latitude (degrees, WGS 84); None where there are not both.

    Told by their names, as the SCDL schemas and common files write them.
    """
    names = {_bare(name): name for name in reversed(tuple(columns))}
    lon = next((names[name] for name in _LONGITUDE if name in names), None)
    lat = next((names[name] for name in _LATITUDE if name in names), None)
    return (lon, lat) if lon is not None and lat is not None else None


def _bare(name: str) -> str:
    """A column's name in small letters without accents, signs, or a last word WGS 84."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plain).removesuffix("wgs84")
