"""Pages of a collection in RDF: where the next one is, and how many members there are.

Source: Hydra Core Vocabulary (W3C community group): PartialCollectionView with hydra:next, and the
older PagedCollection with hydra:nextPage that ckanext-dcat wrote.
"""

from collections.abc import Container
from urllib.parse import urljoin, urlsplit, urlunsplit

from connectors.rdf.graph import Graph, plain
from connectors.rdf.node import Node

_NEXT = ("hydra:next", "hydra:nextPage")
_PAGES = ("hydra:PartialCollectionView", "hydra:PagedCollection")


def total(graph: Graph) -> int | None:
    """How many members the collection announces; None where it does not say."""
    words = [plain(value).split(".")[0] for _, value in graph.objects("hydra:totalItems")]
    counts = [int(each) for each in words if each.isdecimal() and len(each) < 16]
    return max(counts, default=None)


def next_page(graph: Graph, url: str, visited: Container[str]) -> str | None:
    """The address of the page after the one at `url`, on that host; None after the last.

    A portal behind a proxy names a host that nobody else can reach: path and query count. Where a
    document names several pages, that of its own view comes first, then one not yet `visited`.
    """
    found: dict[str, None] = {}
    own = [
        view
        for view in (Node(graph, term) for term in graph.of_type(*_PAGES))
        if _same(view.uri, url)
    ]
    listed = [plain(value) for view in own for value in view.all(*_NEXT)]
    listed += [plain(value) for _, value in graph.objects(*_NEXT)]
    for words in listed:
        address = _rebased(words, url) if words else None
        if address:
            found[address] = None
    return next((one for one in found if one not in visited), next(iter(found), None))


def is_paged(graph: Graph) -> bool:
    """Whether a document is a page of a collection, even an empty one."""
    return bool(graph.of_type(*_PAGES, "hydra:Collection"))


def _same(one: str, other: str) -> bool:
    try:
        left, right = urlsplit(one), urlsplit(other)
    except ValueError:
        return False
    return (left.path, left.query) == (right.path, right.query)


def _rebased(words: str, url: str) -> str | None:
    try:
        target, home = urlsplit(urljoin(url, words)), urlsplit(url)
    except ValueError:
        return None
    if target.scheme not in {"http", "https"}:
        return None
    return urlunsplit((home.scheme, home.netloc, target.path, target.query, ""))
