"""CKAN's read actions on tags: the keywords in use."""

from collections.abc import Mapping
from typing import Any

from catalog_api.catalogue import Catalogue
from catalog_api.ckan.inputs import NotThere, flag, needed, number, texts, word
from catalog_api.ckan.lists import having
from catalog_api.native.copies import ckan_documents
from catalog_api.render import ckan as render_ckan
from catalog_api.search import keys
from catalog_api.search import questions as search
from catalog_api.web.bytes_out import array, dumps

Values = Mapping[str, Any]

_MAX_ROWS = 1000


def tag_list(catalogue: Catalogue, values: Values) -> bytes:
    """Keywords in use, as tags, in order; those that hold query; whole tags with all_fields."""
    found = _holding(catalogue, texts(values, "query"))
    if not flag(values, "all_fields", False):
        return dumps(found)
    return dumps([render_ckan.tag(tag) for tag in found])


def _holding(catalogue: Catalogue, typed: list[str]) -> list[str]:
    """Keywords that hold one of some words, whatever their case and accents; all for no word."""
    parts = [keys.folded(render_ckan.tag_name(text)) for text in typed]
    known = map(render_ckan.tag_name, catalogue.count(search.once(), "keyword"))
    tags = sorted({name for name in known if len(name) > 1})
    if not parts:
        return tags
    return [tag for tag in tags if any(part in keys.folded(tag) for part in parts)]


def tag_search(catalogue: Catalogue, values: Values) -> bytes:
    """Keywords that hold query: their count and a page of them. limit, offset."""
    found = _holding(catalogue, texts(values, "query") or texts(values, "q"))
    start, limit = number(values, "offset", 0), number(values, "limit", None)
    page = found[start : None if limit is None else start + limit]
    return dumps({"count": len(found), "results": [render_ckan.tag(tag) for tag in page]})


def tag_autocomplete(catalogue: Catalogue, values: Values) -> bytes:
    """Keywords that hold query; limit, offset."""
    typed = word(values, "query") or word(values, "q")
    found = _holding(catalogue, [typed]) if typed.strip() else []
    start = number(values, "offset", 0)
    return dumps(found[start : start + number(values, "limit", 50)])


def tag_show(catalogue: Catalogue, values: Values) -> bytes:
    """One keyword by id or name; its datasets (at most 1000) with include_datasets."""
    wanted = needed(values, "id")
    for tag in catalogue.count(search.once(), "keyword"):
        body = render_ckan.tag(tag)
        if wanted in (tag, body["name"], body["id"]):
            if not flag(values, "include_datasets", False):
                return dumps(body)
            found = having(catalogue, "keyword", tag, _MAX_ROWS)
            packages = array(ckan_documents(catalogue, found))
            return dumps(body)[:-1] + b',"packages":' + packages + b"}"
    raise NotThere("Tag")
