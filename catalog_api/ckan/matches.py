"""Which resources of the catalogue meet conditions, wherever they are: for `resource_search`.

The index tells which datasets may have one; their documents are then read through, once for all
pages of a release.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson
import tantivy

from catalog_api.catalogue import Catalogue
from catalog_api.search.pages import Wanted

#: Conditions: fields of resources and what their values hold, in small letters.
Terms = tuple[tuple[str, str], ...]
#: A resource: the id of its dataset, and its place among that dataset's.
Place = tuple[str, int]

#: Datasets read at once: the index answers anew for each batch.
_BATCH = 4000


def matching(
    catalogue: Catalogue, query: tantivy.Query, terms: Terms, order: str
) -> Sequence[Place]:
    """Where they are, in the order of a field (empty: of the datasets' ids).

    `query` finds the datasets that may have some.
    """
    # Of the index too: it learns of a release a moment after the store.
    return _matching(catalogue, _Kept(query), terms, order, catalogue.state())


class _Kept:
    """A query that takes no part in what answers are kept by: the rest says the same."""

    def __init__(self, query: tantivy.Query) -> None:
        self.query = query

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=2)
def _matching(
    catalogue: Catalogue,
    asked: _Kept,
    terms: Terms,
    order: str,
    _state: tuple[Hashable, ...],
) -> Sequence[Place]:
    found: list[tuple[str, Place]] = []
    for dataset, resources in _candidates(catalogue, asked.query):
        for number, one in enumerate(resources):
            if meets(one, terms):
                found.append((str(one.get(order) or "") if order else "", (dataset, number)))
    if order:
        found.sort(key=lambda one: one[0])
    return [place for _, place in found]


def _candidates(
    catalogue: Catalogue, query: tantivy.Query
) -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    """Datasets in the order of their ids, with their resources."""
    wanted = Wanted(_BATCH, order=("id", False))
    while True:
        hits = catalogue.index.page(query, wanted)
        for package in catalogue.reader.packages(hits.ids):
            yield package.id, orjson.loads(package.body)["resources"]
        if hits.last is None:
            return
        wanted = Wanted(_BATCH, order=("id", False), after=hits.last)


def meets(resource: Mapping[str, Any], terms: Terms) -> bool:
    """Whether a resource meets every condition."""
    for field, value in terms:
        held = str(resource.get(field) or "").lower()
        if not (held.startswith(value) if field == "hash" else value in held):
            return False
    return True
