"""CKAN's read actions on the published state. Each returns its result as JSON bytes."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import tantivy

from catalog_api.catalogue import Catalogue
from catalog_api.ckan import query as ckan_query
from catalog_api.ckan.inputs import NotThere, Refused, flag, number, texts, word
from catalog_api.ckan.lists import (
    group_list,
    group_show,
    license_list,
    organization_list,
    organization_show,
    status_show,
    tag_list,
)
from catalog_api.native.copies import ckan_documents
from catalog_api.render import ckan as render_ckan
from catalog_api.search import fields as index_schema
from catalog_api.search import questions as search
from catalog_api.search.fields import FACETS
from catalog_api.search.index import Hits
from catalog_api.web.bytes_out import array, dumps, members
from federation.published import StoredDataset

__all__ = ["ACTIONS", "NotThere", "Refused"]

Values = Mapping[str, Any]
Action = Callable[[Catalogue, Values], bytes]

_MAX_ROWS = 1000
_TITLES = {
    "organization": "Organizations",
    "groups": "Groups",
    "tags": "Tags",
    "res_format": "Formats",
    "license_id": "Licenses",
}


def package_search(catalogue: Catalogue, values: Values) -> bytes:
    """Search datasets: q, fq, fq_list, sort, rows (at most 1000), start, facet.field, copies."""
    catalogue.ready()
    translator = ckan_query.Translator(catalogue.index, catalogue.federation())
    words = word(values, "q")
    filters = texts(values, "fq") + texts(values, "fq_list")
    query = translator.query(words, filters, copies=word(values, "copies") == "all")
    rows = min(number(values, "rows", 10), _MAX_ROWS)
    start = number(values, "start", 0)
    asked = texts(values, "facet.field") if flag(values, "facet", True) else []
    fields = {name: ckan_query.FIELDS[name] for name in asked if name in ckan_query.FIELDS}
    limit = number(values, "facet.limit", 50, least=-1)
    hits, found = catalogue.ask_index(
        query,
        limit=rows,
        offset=start,
        order=_order(values, words),
        facets=tuple(found for found in dict.fromkeys(fields.values()) if found in FACETS),
        facet_size=limit if limit > 0 else 10_000,
    )
    return _result(catalogue, hits, found, {name: fields.get(name, "") for name in asked}, values)


def _order(values: Values, words: str) -> tuple[str, bool] | None:
    """Without words, relevance means nothing: the newest first, as CKAN does."""
    sort = word(values, "sort")
    if sort:
        return ckan_query.order(sort)
    return None if words.strip() not in ("", "*:*", "*") else ("modified", True)


def _result(
    catalogue: Catalogue,
    hits: Hits,
    found: list[StoredDataset],
    fields: Mapping[str, str],
    values: Values,
) -> bytes:
    least = number(values, "facet.mincount", 1)
    counted = {
        name: [pair for pair in hits.facets.get(field, ()) if pair[1] >= least]
        for name, field in fields.items()
    }
    return members(
        ("count", dumps(hits.count)),
        ("sort", dumps(word(values, "sort") or "score desc, metadata_modified desc")),
        ("results", array(ckan_documents(catalogue, found))),
        (
            "facets",
            dumps({name: dict(map(_spelt(name), pairs)) for name, pairs in counted.items()}),
        ),
        (
            "search_facets",
            dumps({name: _facet(catalogue, name, counted[name]) for name in counted}),
        ),
    )


def _spelt(name: str) -> Callable[[tuple[str, int]], tuple[str, int]]:
    return lambda pair: (pair[0].lower(), pair[1]) if name == "groups" else pair


def _facet(catalogue: Catalogue, name: str, pairs: list[tuple[str, int]]) -> dict[str, Any]:
    items = []
    for value, count in map(_spelt(name), pairs):
        shown = _display(catalogue, name, value)
        items.append({"name": value, "display_name": shown, "count": count})
    return {"title": _TITLES.get(name, name), "items": items}


def _display(catalogue: Catalogue, name: str, value: str) -> str:
    if name == "organization":
        city = catalogue.federation().city(value)
        return render_ckan.organization(city, catalogue.federation())["title"] if city else value
    if name == "groups":
        return str(render_ckan.group(value.upper())["title"])
    return value


def package_show(catalogue: Catalogue, values: Values) -> bytes:
    """One dataset by id or name."""
    return next(ckan_documents(catalogue, [_dataset(catalogue, values)]))


def _dataset(catalogue: Catalogue, values: Values) -> StoredDataset:
    wanted = word(values, "id") or word(values, "name_or_id")
    if not wanted:
        raise Refused("id", "Missing value")
    stored = catalogue.reader.dataset(wanted)
    if stored is None or stored.withdrawn:
        raise NotThere("Dataset")
    return stored


def package_list(catalogue: Catalogue, values: Values) -> bytes:
    """Names of the datasets, in order; limit and offset page through them; copies=all."""
    limit, copies = number(values, "limit", None), word(values, "copies") == "all"
    return dumps(catalogue.reader.names(limit, number(values, "offset", 0), copies=copies))


def current_package_list_with_resources(catalogue: Catalogue, values: Values) -> bytes:
    """Datasets with their resources, the newest first."""
    catalogue.ready()
    limit = min(number(values, "limit", 100), _MAX_ROWS)
    offset = number(values, "offset", number(values, "page", 1, least=1) * limit - limit)
    order = ("modified", True)
    _, found = catalogue.ask_index(search.once(), limit=limit, offset=offset, order=order)
    return array(ckan_documents(catalogue, found))


def package_autocomplete(catalogue: Catalogue, values: Values) -> bytes:
    """Datasets whose words begin or match what is typed."""
    catalogue.ready()
    typed = word(values, "q") or word(values, "incomplete")
    query = search.both(search.words_query(catalogue.index, typed), search.once())
    _, found = catalogue.ask_index(query, limit=min(number(values, "limit", 10), 50))
    titles = [(stored.name, orjson.loads(stored.ckan)["title"]) for stored in found]
    return dumps(
        [
            {"name": name, "title": title, "match_field": "title", "match_displayed": title}
            for name, title in titles
        ]
    )


def resource_show(catalogue: Catalogue, values: Values) -> bytes:
    """One resource by id."""
    wanted = word(values, "id")
    if not wanted:
        raise Refused("id", "Missing value")
    catalogue.ready()
    schema = index_schema.schema()
    query = tantivy.Query.term_query(schema, "resource", wanted, index_option="basic")
    for stored in catalogue.ask_index(query, limit=1)[1]:
        for resource in orjson.loads(stored.ckan)["resources"]:
            if resource["id"] == wanted:
                return dumps(resource)
    raise NotThere("Resource")


def help_show(catalogue: Catalogue, values: Values) -> bytes:
    """What an action does."""
    action = ACTIONS.get(word(values, "name"))
    if action is None:
        raise NotThere("Action")
    return dumps(action.__doc__)


ACTIONS: dict[str, Action] = {
    action.__name__: action
    for action in (
        package_search,
        package_show,
        package_list,
        package_autocomplete,
        current_package_list_with_resources,
        resource_show,
        organization_list,
        organization_show,
        group_list,
        group_show,
        tag_list,
        license_list,
        status_show,
        help_show,
    )
}
