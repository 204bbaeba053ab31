"""CKAN's read actions on resources: the files and links of datasets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
import tantivy

from catalog_api.catalogue import Catalogue
from catalog_api.ckan.inputs import NotThere, Refused, needed, number, texts, word
from catalog_api.ckan.matches import Place, Terms, matching, meets
from catalog_api.ckan.query import escaped
from catalog_api.search import questions as search
from catalog_api.search.fields import schema
from catalog_api.web.bytes_out import dumps
from catalog_api.web.links import Links

Values = Mapping[str, Any]
Resource = dict[str, Any]

#: Resources of an answer at most, as package_search has it; CKAN itself gives them all.
_MOST = 1000
_OWN = re.compile(r"(?<=/tables/)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ANY = "????????-????-????-????-????????????"
_DIGITS = frozenset("0123456789abcdef")
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
    order_by, offset, limit (at most 1000, which is also the default; count is of all).
    """
    terms = tuple(sorted(dict(map(_term, texts(values, "query") or _missing())).items()))
    start, limit = number(values, "offset", 0), number(values, "limit", _MOST)
    catalogue.ready()
    base = catalogue.federation().base_url
    found = matching(catalogue, _candidates(dict(terms), base), terms, word(values, "order_by"))
    page = found[start : start + min(limit, _MOST)]
    return dumps({"count": len(found), "results": list(_at(catalogue, page, terms))})


def _at(catalogue: Catalogue, places: Sequence[Place], terms: Terms) -> Iterator[Resource]:
    """What is at these places, but for what a release of this very moment changed."""
    packages = catalogue.reader.packages(list({dataset for dataset, _ in places}))
    listed = {one.id: orjson.loads(one.body)["resources"] for one in packages}
    for dataset, place in places:
        for one in listed.get(dataset, ())[place : place + 1]:
            if meets(one, terms):
                yield one


def _missing() -> Sequence[str]:
    raise Refused("query", "Missing value")


def _term(text: str) -> tuple[str, str]:
    field, colon, value = text.partition(":")
    if not colon or not value.strip():
        raise Refused("query", "Must be <field>:<value> pair(s)")
    if field not in _FIELDS:
        raise Refused("query", f'Field "{field[:80]}" not recognised in resource_search.')
    return field, value.strip().lower()


def _candidates(terms: Mapping[str, str], base: str) -> tantivy.Query:
    """Datasets that have a resource of each kind, though not always the same one."""
    return search.both(*_each(terms, base), search.once())


def _each(terms: Mapping[str, str], base: str) -> Iterator[tantivy.Query]:
    for field, value in terms.items():
        name = _FIELDS[field]
        if field == "id":
            yield tantivy.Query.term_query(schema(), name, value, index_option="basic")
        elif field == "format":
            yield tantivy.Query.regex_query(schema(), name, f".*{escaped(value.upper())}.*")
        elif field == "url" and (own := _OWN.search(value)):
            # The files of tables are known by the id in their address.
            yield tantivy.Query.term_query(schema(), "resource", own[0], index_option="basic")
        elif field == "url" and _may_be_ours(value, base):
            yield tantivy.Query.all_query()
        else:
            start = "" if field == "hash" else ".*"
            yield tantivy.Query.regex_query(schema(), "extra", f"{name}={start}{escaped(value)}.*")


def _may_be_ours(value: str, base: str) -> bool:
    """Whether a text may be part of the address of a table's file, which the index leaves out."""
    links = Links(base)
    return any(_fits(value, shape.lower()) for shape in (links.csv(_ANY), links.parquet(_ANY)))


def _fits(value: str, shape: str) -> bool:
    """Whether a text is a part of a shape, whose question marks are digits of an id."""
    places = range(len(shape) - len(value) + 1)
    return any(
        all(
            known == one or (known == "?" and one in _DIGITS)
            for known, one in zip(shape[place:], value, strict=False)
        )
        for place in places
    )


def resource_view_list(catalogue: Catalogue, values: Values) -> bytes:
    """The views of a resource: there are none here."""
    if find(catalogue, needed(values, "id", "resource_id")) is None:
        raise NotThere("Resource")
    return b"[]"
