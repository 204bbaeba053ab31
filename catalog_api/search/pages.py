"""One page of results in a total, stable order, wherever it is.

Ordered by a key, a page is what comes after the last key. Ordered by relevance, it is cut out of
a window around its place, in which equal scores are put in the order of ranks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import tantivy

from catalog_api.search import facets as facet_counts
from catalog_api.search.cursors import BadCursor, Cursor
from catalog_api.search.facets import Counts
from catalog_api.search.fields import KEYS

RELEVANCE = "relevance"
#: Results looked at on both sides of a page, where ties may cross its ends.
_AROUND = 32

Order = tuple[str, bool]  # a name of KEYS or a fast field, and whether it descends


@dataclass(frozen=True, slots=True)
class Hits:
    """Ids of one page of results in order, how many match in all, and counts by facet.

    `last` is where the page ends; None on the last page. `near`: words that are nowhere were taken
    for words that are spelt nearly so.
    """

    count: int
    ids: tuple[str, ...]
    facets: dict[str, Counts] = field(default_factory=dict)
    last: Cursor | None = None
    near: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page: so many results from an offset or after a cursor, in an order, and facets."""

    limit: int
    offset: int = 0
    order: Order | None = None
    after: Cursor | None = None
    facets: Sequence[str] = ()
    facet_size: int = 50


def page(index: tantivy.Index, query: tantivy.Query, wanted: Wanted) -> Hits:
    """The page, in one snapshot of the index. BadCursor where the cursor is of another order."""
    searcher = index.searcher()
    if wanted.order is None:
        count, found = _relevant(searcher, query, wanted)
    else:
        count, found = _ordered(index, searcher, query, wanted, wanted.order)
    ids = tuple(str(searcher.doc(address)["id"][0]) for address, _ in found[: wanted.limit])
    last = found[wanted.limit - 1][1] if 0 < wanted.limit < len(found) else None
    return Hits(count, ids, _facets(searcher, query, wanted), last)


_Found = list[tuple[tantivy.DocAddress, Cursor]]


def _ordered(
    index: tantivy.Index,
    searcher: tantivy.Searcher,
    query: tantivy.Query,
    wanted: Wanted,
    order: Order,
) -> tuple[int, _Found]:
    name, descends = order
    key, rest = KEYS.get(name, name), query
    if wanted.after:
        if wanted.after.sort != name or name not in KEYS:
            raise BadCursor
        beyond = index.parse_query(f"{key}:{'<' if descends else '>'}{wanted.after.key}")
        must = tantivy.Occur.Must
        rest = tantivy.Query.boolean_query([(must, query), (must, beyond)])
    found = searcher.search(
        rest,
        # One more tells whether there is another page.
        wanted.limit + 1,
        count=not wanted.after,
        order_by_field=key,
        offset=0 if wanted.after else wanted.offset,
        order=tantivy.Order.Desc if descends else tantivy.Order.Asc,
    )
    total = how_many(searcher, query) if wanted.after else _count(found)
    return total, [(address, Cursor(name, str(value))) for value, address in found.hits]


def _relevant(
    searcher: tantivy.Searcher, query: tantivy.Query, wanted: Wanted
) -> tuple[int, _Found]:
    after = wanted.after
    if after and after.sort != RELEVANCE:
        raise BadCursor
    start = after.position if after else wanted.offset
    count, window, first = _window(searcher, query, start, wanted.limit)
    if after:
        if window and first and _place(window[0]) > (-after.score, after.rank):
            # So much came before it meanwhile that its place is not in the window.
            count, window, first = _window(searcher, query, 0, start + wanted.limit, start)
        window = [one for one in window if _place(one) > (-after.score, after.rank)]
    else:
        window = window[start - first :]
    return count, [
        (one[2], Cursor(RELEVANCE, "", one[0], one[1], start + number + 1))
        for number, one in enumerate(window[: wanted.limit + 1])
    ]


_Hit = tuple[float, int, tantivy.DocAddress]


def _place(hit: _Hit) -> tuple[float, int]:
    return -hit[0], hit[1]


def _window(
    searcher: tantivy.Searcher, query: tantivy.Query, start: int, limit: int, more: int = 0
) -> tuple[int, list[_Hit], int]:
    """How many match, the results around a page in order, and where they begin."""
    first = max(0, start - _AROUND)
    size = start - first + limit + more + _AROUND
    found = searcher.search(query, size, offset=first, weight_by_field="weight")
    addresses = [address for _, address in found.hits]
    ranks = searcher.fast_field_values("rank", addresses)
    window: list[_Hit] = [
        (float(score), int(rank or 0), address)
        for (score, address), rank in zip(found.hits, ranks, strict=True)
    ]
    return _count(found), sorted(window, key=_place), first


def how_many(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """How many datasets match."""
    return _count(searcher.search(query, 1))


def _count(found: tantivy.SearchResult) -> int:
    return int(getattr(found, "count", 0) or 0)  # not in tantivy's type stubs


def _facets(searcher: tantivy.Searcher, query: tantivy.Query, wanted: Wanted) -> dict[str, Counts]:
    if not wanted.facets:
        return {}
    asked = facet_counts.aggregations(wanted.facets, wanted.facet_size)
    return facet_counts.counted(searcher.aggregate(query, asked), wanted.facets)
