"""Facets as CKAN counts and names them."""

from collections.abc import Mapping, Sequence
from typing import Any

from catalog_api.catalogue import Catalogue
from catalog_api.render import ckan as render_ckan

Counted = Mapping[str, int]

_TITLES = {
    "organization": "Organizations",
    "groups": "Groups",
    "tags": "Tags",
    "res_format": "Formats",
    "license_id": "Licenses",
}


def counted(name: str, pairs: Sequence[tuple[str, int]], least: int) -> Counted:
    """How many datasets have each value, by CKAN's name of it; those of `least` and more."""
    found: dict[str, int] = {}
    for value, count in pairs:
        key = _spelt(name, value)
        found[key] = found.get(key, 0) + count
    return {value: count for value, count in found.items() if count >= least and value}


def _spelt(name: str, value: str) -> str:
    if name == "groups":
        return value.lower()
    return render_ckan.tag_name(value) if name == "tags" else value


def shown(catalogue: Catalogue, name: str, found: Counted) -> dict[str, Any]:
    """A facet with its title and what to show of each value."""
    items = [
        {"name": value, "display_name": _display(catalogue, name, value), "count": count}
        for value, count in found.items()
    ]
    return {"title": _TITLES.get(name, name), "items": items}


def _display(catalogue: Catalogue, name: str, value: str) -> str:
    if name == "organization":
        city = catalogue.federation().city(value)
        return render_ckan.organization(city, catalogue.federation())["title"] if city else value
    if name == "groups":
        return str(render_ckan.group(value.upper())["title"])
    return value
