"""CKAN's read actions on the published state. Each returns its result as JSON bytes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson

from catalog_api.catalogue import Catalogue
from catalog_api.ckan import facets, lists, resources, site, tags
from catalog_api.ckan import query as ckan_query
from catalog_api.ckan import words as ckan_words
from catalog_api.ckan.inputs import NotThere, Refused, flag, names, needed, number, texts, word
from catalog_api.ckan.records import datastore_info, datastore_search
from catalog_api.native.copies import ckan_documents
from catalog_api.search import questions as search
from catalog_api.search.fields import FACETS
from catalog_api.search.index import Hits
from catalog_api.web.bytes_out import array, dumps, members
from federation.published import StoredDataset

__all__ = ["ACTIONS", "QUICK", "STREAMED", "NotThere", "Refused"]

#: The one action that is no function of this kind: see `records`.
STREAMED = "datastore_search"
#: Actions that take less than a thread to hand them to, where the store is in this process.
QUICK = frozenset({"package_show"})

Values = Mapping[str, Any]
Action = Callable[[Catalogue, Values], bytes]

_MAX_ROWS = 1000


def package_search(catalogue: Catalogue, values: Values) -> bytes:
    """Search datasets.

    q, fq, fq_list, sort, rows (at most 1000), start, facet, facet.field, facet.limit,
    facet.mincount, fl; copies=all.
    """
    catalogue.ready()
    translator = ckan_query.Translator(catalogue.index, catalogue.federation())
    words = word(values, "q")
    filters = texts(values, "fq") + texts(values, "fq_list")
    query = translator.query(words, filters, copies=word(values, "copies") == "all")
    rows = min(number(values, "rows", 10), _MAX_ROWS)
    start = number(values, "start", 0)
    asked = names(values, "facet.field") if flag(values, "facet", True) else []
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
        name: facets.counted(name, hits.facets.get(field, ()), least)
        for name, field in fields.items()
    }
    return members(
        ("count", dumps(hits.count)),
        ("sort", dumps(word(values, "sort") or "score desc, metadata_modified desc")),
        ("results", array(_only(names(values, "fl"), ckan_documents(catalogue, found)))),
        ("facets", dumps(counted)),
        (
            "search_facets",
            dumps({name: facets.shown(catalogue, name, found) for name, found in counted.items()}),
        ),
    )


def _only(fields: list[str], documents: Iterator[bytes]) -> Iterator[bytes]:
    """The documents, or some of their fields."""
    if not fields or "*" in fields:
        return documents
    return (dumps(_some(fields, orjson.loads(document))) for document in documents)


def _some(fields: list[str], package: dict[str, Any]) -> dict[str, Any]:
    extras = {f"extras_{extra['key']}": extra["value"] for extra in package["extras"]}
    whole = {**extras, **package}
    return {name: whole[name] for name in fields if name in whole}


def package_show(catalogue: Catalogue, values: Values) -> bytes:
    """One dataset by id or name."""
    found = catalogue.reader.package(needed(values, "id", "name_or_id"))
    if found is not None and not found.copied:
        return found.body
    return next(ckan_documents(catalogue, [_dataset(catalogue, values)]))


def _dataset(catalogue: Catalogue, values: Values) -> StoredDataset:
    stored = catalogue.reader.dataset(needed(values, "id", "name_or_id"))
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
    """Datasets whose name or title matches or begins as typed (q); limit."""
    catalogue.ready()
    typed = word(values, "q") or word(values, "incomplete")
    query = search.both(ckan_words.begun(catalogue.index, typed), search.once())
    _, found = catalogue.ask_index(query, limit=min(number(values, "limit", 10), 50))
    titles = [(stored.name, orjson.loads(stored.ckan)["title"]) for stored in found]
    return dumps([_matched(typed.lower(), name, title) for name, title in titles])


def _matched(typed: str, name: str, title: str) -> dict[str, str]:
    by_name = typed in name
    return {
        "name": name,
        "title": title,
        "match_field": "name" if by_name else "title",
        "match_displayed": name if by_name else f"{title} ({name})",
    }


def help_show(catalogue: Catalogue, values: Values) -> bytes:
    """What an action does."""
    name = needed(values, "name")
    action = datastore_search if name == STREAMED else ACTIONS.get(name)
    if action is None:
        raise NotThere("Action")
    return dumps(action.__doc__)


ACTIONS: Mapping[str, Action] = {
    action.__name__: action
    for action in (
        *(package_search, package_show, package_list, package_autocomplete),
        current_package_list_with_resources,
        *(lists.organization_list, lists.organization_show, lists.organization_autocomplete),
        *(lists.group_list, lists.group_show, lists.group_autocomplete),
        *(tags.tag_list, tags.tag_show, tags.tag_search, tags.tag_autocomplete),
        *(resources.resource_show, resources.resource_search, resources.resource_view_list),
        *(site.license_list, site.status_show, help_show, datastore_info),
    )
} | {"vocabulary_list": site.none, "organization_list_for_user": site.none}
