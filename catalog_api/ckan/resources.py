"""CKAN's read actions on resources: the files and links of datasets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
import tantivy

from catalog_api.catalogue import Catalogue
from catalog_api.ckan.inputs import NotThere, Refused, needed, number, texts, word
from catalog_api.ckan.query import escaped
from catalog_api.search import questions as search
from catalog_api.search.fields import schema
from catalog_api.web.bytes_out import dumps

Values = Mapping[str, Any]
Resource = dict[str, Any]

#: Datasets looked into for resources at most: beyond, another condition is needed.
_MOST = 1000
_OWN = re.compile(r"(?<=/tables/)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Fields that resources are searched by, and the name they have in the index.
_FIELDS = {
    "name": "res_name",
    "description": "res_description",
    "url": "res_url",
    "hash": "res_hash",
    "id": "resource",
    "format": "format",
}


def resource_show(catalogue: Catalogue, values: Values) -> bytes:
    """One resource by id."""
    wanted = needed(values, "id")
    found = find(catalogue, wanted)
    if found is None:
        raise NotThere("Resource")
    return dumps(found)


def find(catalogue: Catalogue, resource_id: str) -> Resource | None:
    """A resource by id; None where there is none."""
    stored = catalogue.resource(resource_id)
    listed: list[Resource] = orjson.loads(stored.ckan)["resources"] if stored else []
    return next((one for one in listed if one["id"] == resource_id), None)


def resource_search(catalogue: Catalogue, values: Values) -> bytes:
    """Resources by name, description, url, hash (its beginning), format or id.

    query is one or several `field:value`, all required; letters of any case, parts of the value.
    order_by, limit, offset.
    """
    terms = dict(map(_term, texts(values, "query") or _missing()))
    hits, stored = catalogue.ask_index(_candidates(terms), limit=_MOST)
    if hits.count > _MOST:
        raise Refused("query", "Too many datasets match: add a condition")
    listed = (one for each in stored for one in orjson.loads(each.ckan)["resources"])
    found = [one for one in listed if _matches(one, terms)]
    if order := word(values, "order_by"):
        found.sort(key=lambda one: str(one.get(order) or ""))
    start, limit = number(values, "offset", 0), number(values, "limit", None)
    page = found[start : None if limit is None else start + limit]
    return dumps({"count": len(found), "results": page})


def _missing() -> Sequence[str]:
    raise Refused("query", "Missing value")


def _term(text: str) -> tuple[str, str]:
    field, colon, value = text.partition(":")
    if not colon or not value.strip():
        raise Refused("query", "Must be <field>:<value> pair(s)")
    if field not in _FIELDS:
        raise Refused("query", f'Field "{field[:80]}" not recognised in resource_search.')
    return field, value.strip().lower()


def _candidates(terms: Mapping[str, str]) -> tantivy.Query:
    """Datasets that have a resource of each kind, though not always the same one."""
    return search.both(*_each(terms), search.once())


def _each(terms: Mapping[str, str]) -> Iterator[tantivy.Query]:
    for field, value in terms.items():
        name = _FIELDS[field]
        if field == "id":
            yield tantivy.Query.term_query(schema(), name, value, index_option="basic")
        elif field == "format":
            yield tantivy.Query.regex_query(schema(), name, f".*{escaped(value.upper())}.*")
        elif field == "url" and (own := _OWN.search(value)):
            # The files of tables are known by the id in their address.
            yield tantivy.Query.term_query(schema(), "resource", own[0], index_option="basic")
        else:
            start = "" if field == "hash" else ".*"
            yield tantivy.Query.regex_query(schema(), "extra", f"{name}={start}{escaped(value)}.*")


def _matches(resource: Resource, terms: Mapping[str, str]) -> bool:
    for field, value in terms.items():
        held = str(resource.get(field) or "").lower()
        if not (held.startswith(value) if field == "hash" else value in held):
            return False
    return True


def resource_view_list(catalogue: Catalogue, values: Values) -> bytes:
    """The views of a resource: there are none here."""
    if find(catalogue, needed(values, "id", "resource_id")) is None:
        raise NotThere("Resource")
    return b"[]"
