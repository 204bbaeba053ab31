"""CKAN's read actions on organisations (the cities) and groups (the EU themes)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import tantivy

from catalog_api.catalogue import Catalogue
from catalog_api.ckan.inputs import NotThere, flag, needed, number, texts, word
from catalog_api.native.copies import ckan_documents
from catalog_api.render import ckan as render_ckan
from catalog_api.search import keys
from catalog_api.search import questions as search
from catalog_api.search.fields import schema
from catalog_api.web.bytes_out import array, dumps
from catalog_api.words import vocabulary
from federation.published import CityDocument, StoredDataset

Values = Mapping[str, Any]
Entry = dict[str, Any]

_MAX_ROWS = 1000
_SHOWN: Entry = {"extras": [], "users": [], "tags": [], "groups": []}


def organization_list(catalogue: Catalogue, values: Values) -> bytes:
    """Names of the cities; whole organisations with all_fields. sort, limit, offset."""
    wanted = set(texts(values, "organizations"))
    cities = [city for city in catalogue.federation().cities if not wanted or city.id in wanted]
    return _listed([_organization(catalogue, city) for city in cities], values)


def _listed(entries: Sequence[Entry], values: Values) -> bytes:
    """A page of organisations or groups, by name unless a sort asks otherwise."""
    field, _, way = (word(values, "sort") or "name").replace(",", " ").strip().partition(" ")
    field = field if field in ("name", "title", "package_count") else "name"
    down = way.strip().lower().startswith("desc")
    entries = sorted(entries, key=lambda one: (one[field], one["name"]), reverse=down)
    start, limit = number(values, "offset", 0), number(values, "limit", None)
    entries = entries[start : None if limit is None else start + limit]
    if not flag(values, "all_fields", False):
        return dumps([entry["name"] for entry in entries])
    if flag(values, "include_extras", False):
        entries = [{**entry, "extras": []} for entry in entries]
    return dumps(entries)


def _organization(catalogue: Catalogue, city: CityDocument) -> Entry:
    found = render_ckan.organization(city, catalogue.federation())
    count = catalogue.reader.totals().by_city.get(city.id, 0)
    return _counted(found, count)


def _counted(entry: Entry, count: int) -> Entry:
    image = {"image_url": "", "image_display_url": ""}
    return {
        **entry,
        **image,
        "display_name": entry["title"],
        "package_count": count,
        "num_followers": 0,
    }


def organization_show(catalogue: Catalogue, values: Values) -> bytes:
    """One city by id or name; its datasets (at most 1000) with include_datasets."""
    wanted, federation = needed(values, "id"), catalogue.federation()
    for city in federation.cities:
        if wanted in (city.id, render_ckan.organization_id(city.id, federation)):
            found: list[StoredDataset] | None = None
            if flag(values, "include_datasets", False):
                found = catalogue.reader.page("", _MAX_ROWS, city.id)
            return _shown(catalogue, _organization(catalogue, city), found)
    raise NotThere("Organization")


def _shown(catalogue: Catalogue, entry: Entry, found: Sequence[StoredDataset] | None) -> bytes:
    """One organisation or group by itself, with its datasets where they are asked for."""
    fixed = dumps({**entry, **_SHOWN})
    if found is None:
        return fixed
    return fixed[:-1] + b',"packages":' + array(ckan_documents(catalogue, found)) + b"}"


def organization_autocomplete(catalogue: Catalogue, values: Values) -> bytes:
    """Cities whose name or title holds what is typed (q); limit."""
    federation = catalogue.federation()
    cities = [render_ckan.organization(city, federation) for city in federation.cities]
    return _matching(cities, values)


def _matching(entries: Iterable[Entry], values: Values) -> bytes:
    typed = keys.folded(word(values, "q") or word(values, "query"))
    found = [
        {"id": one["id"], "name": one["name"], "title": one["title"]}
        for one in entries
        if typed in keys.folded(one["name"]) or typed in keys.folded(one["title"])
    ]
    return dumps(found[: number(values, "limit", 20)])


def group_list(catalogue: Catalogue, values: Values) -> bytes:
    """Themes in use, as groups; whole groups with all_fields. sort, limit, offset."""
    counts, wanted = catalogue.count(search.once(), "theme"), set(texts(values, "groups"))
    entries = [_group(code, count) for code, count in counts.items()]
    return _listed([one for one in entries if not wanted or one["name"] in wanted], values)


def _group(code: str, count: int) -> Entry:
    fixed = {"type": "group", "is_organization": False, "approval_status": "approved"}
    return _counted({**render_ckan.group(code), **fixed, "state": "active"}, count)


def group_show(catalogue: Catalogue, values: Values) -> bytes:
    """One theme by id or name; its datasets (at most 1000) with include_datasets."""
    wanted = needed(values, "id")
    counts = catalogue.count(search.once(), "theme")
    for code in {**vocabulary.THEMES, **counts}:
        if wanted.lower() == code.lower() or wanted == render_ckan.group(code)["id"]:
            found: list[StoredDataset] | None = None
            if flag(values, "include_datasets", False):
                found = having(catalogue, "theme", code, _MAX_ROWS)
            return _shown(catalogue, _group(code, counts.get(code, 0)), found)
    raise NotThere("Group")


def having(catalogue: Catalogue, facet: str, value: str, limit: int) -> list[StoredDataset]:
    """Datasets that have this value of a facet, the newest first."""
    term = tantivy.Query.term_query(schema(), facet, value, index_option="basic")
    query = search.both(term, search.once())
    return catalogue.ask_index(query, limit=limit, order=("modified", True))[1]


def group_autocomplete(catalogue: Catalogue, values: Values) -> bytes:
    """Themes in use whose name or title holds what is typed (q); limit."""
    codes = sorted(catalogue.count(search.once(), "theme"))
    return _matching(map(render_ckan.group, codes), values)
