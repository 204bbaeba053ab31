"""Where and when a dataset is about, as DCAT-AP tells it.

Sources: DCAT 3 §6.15 (dcat:bbox, dcat:centroid), GeoSPARQL 1.1 (WKT and GeoJSON literals;
longitude, latitude), DCAT-AP 3.0.1 (PeriodOfTime).
"""

from datetime import date, datetime

import orjson

from catalog_api.render import places
from catalog_api.render.turtle import Property, blank, literal
from federation.model import Spatial

_KINDS = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def location(spatial: Spatial) -> str | None:
    """A dct:Location; None where nothing is known of the place."""
    properties: list[Property] = [("a", "dct:Location")]
    if box := places.box(spatial):
        west, south, east, north = box
        ring = f"{west} {south},{east} {south},{east} {north},{west} {north},{west} {south}"
        middle = f"{round((west + east) / 2, 5)} {round((south + north) / 2, 5)}"
        properties.append(("dcat:bbox", _wkt(f"POLYGON(({ring}))")))
        properties.append(("dcat:centroid", _wkt(f"POINT({middle})")))
    if spatial.geometry:
        shape = literal(orjson.dumps(spatial.geometry).decode(), datatype="geo:geoJSONLiteral")
        # Of locn:geometry one file of DCAT-AP's shapes asks for a literal, another for a node.
        node = (("a", "geo:Geometry"), ("geo:asGeoJSON", shape))
        properties.append(("geo:hasGeometry", blank(node)))
    if spatial.label:
        properties.append(("skos:prefLabel", literal(spatial.label)))
    properties += [("dct:identifier", literal(code)) for code in spatial.codes]
    return blank(properties) if len(properties) > 1 else None


def period(temporal: tuple[str | None, str | None]) -> str | None:
    """A dct:PeriodOfTime; None where neither end is a date."""
    start, end = temporal
    ends = (day("dcat:startDate", start), day("dcat:endDate", end))
    return blank((("a", "dct:PeriodOfTime"), *ends)) if any(ends) else None


def day(predicate: str, value: str | None) -> Property | None:
    """An ISO 8601 date, month, year or moment with its datatype; None for anything else."""
    if not value or not _is_date(value):
        return None
    return predicate, literal(value, datatype=_KINDS.get(len(value), "xsd:dateTime"))


def _is_date(value: str) -> bool:
    try:
        if len(value) in (4, 7):
            date.fromisoformat(f"{value}-01-01"[:10])
        elif len(value) == 10:
            date.fromisoformat(value)
        else:
            return "T" in value and bool(datetime.fromisoformat(value))
    except ValueError:
        return False
    return True


def _wkt(text: str) -> str:
    return literal(text, datatype="geo:wktLiteral")
