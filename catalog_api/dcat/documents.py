"""Turtle documents put together from the bytes of each publication: nothing is serialised."""

from functools import partial
from itertools import pairwise
from urllib.parse import urlencode

from catalog_api.catalogue import Catalogue
from catalog_api.dcat.fragments import turtles
from catalog_api.dcat.selection import Selection, select
from catalog_api.dcat.serialisations import convert
from catalog_api.dcat.series import Series, book, series_triples
from catalog_api.native.grade_book import detailed_measurements
from catalog_api.render.hydra import Page, catalog_head
from catalog_api.render.turtle import HEAD, iri, node
from catalog_api.web import problems
from catalog_api.web.links import Links
from federation import clock, codec
from federation.i18n import msg
from federation.published import StoredDataset

#: Datasets per page where the client does not say.
PAGE = 100


def catalog(catalogue: Catalogue, wanted: Selection, path: str, suffix: str) -> bytes:
    """One page of the catalogue in a format, whose own addresses begin with `path`."""
    catalogue.index.touch()  # has this node learn of what was taken back
    federation, reader, kept = catalogue.federation(), catalogue.reader, catalogue.documents
    known = codec.digest(codec.dumps(federation))
    key = (reader.sequence(), reader.hidden(), known, wanted, path)
    turtle = partial(kept.made, key, lambda: page(catalogue, wanted, path))
    if suffix == "ttl":
        return turtle()
    return kept.made((*key, suffix), lambda: convert(turtle(), suffix))


def page(catalogue: Catalogue, wanted: Selection, path: str) -> bytes:
    """The same as Turtle, put together anew."""
    federation, shown = catalogue.federation(), select(catalogue, wanted)
    pages = {"limit": str(wanted.limit)} if wanted.limit != PAGE else {}
    pages |= {"copies": "all"} if wanted.copies else {}
    pages |= {"modified_since": wanted.told} if wanted.since else {}

    def address(**more: str) -> str:
        query = urlencode({**pages, **more})
        return f"{federation.base_url}{path}" + (f"?{query}" if query else "")

    first = catalogue.reader.releases(2, 1)
    head = Page(
        this=address(after=wanted.after) if wanted.after else address(),
        first=address(),
        next=address(after=shown.last) if shown.last else None,
        total=shown.total,
        datasets=shown.datasets,
        withdrawn=shown.withdrawn,
        issued=clock.parse(first[0].published_at) if first else None,
        modified=catalogue.released(),
    )
    parts = turtles(catalogue, shown.datasets)
    return b"\n".join((HEAD.encode(), catalog_head(federation, head), *parts))


def dataset(catalogue: Catalogue, id_or_name: str) -> bytes:
    """One dataset, with each metric of its quality; Problem 404 or 410."""
    stored = catalogue.dataset(id_or_name)
    return b"".join(
        (
            HEAD.encode(),
            *turtles(catalogue, [stored]),
            detailed_measurements(catalogue, stored),
        )
    )


def series(catalogue: Catalogue, name: str) -> bytes:
    """A series, and its members in their order; Problem 404."""
    known = book(catalogue)
    found = _series(catalogue, name)
    members = [stored for one in found.members if (stored := catalogue.reader.dataset(one))]
    links = Links(catalogue.federation().base_url)
    text = series_triples(catalogue, known, found) + _order(members, links)
    return b"\n".join((HEAD.encode(), text.encode(), *turtles(catalogue, members)))


def newest_member(catalogue: Catalogue, name: str) -> str:
    """The name of the newest dataset of a series; Problem 404."""
    return _series(catalogue, name).members[-1]


def _series(catalogue: Catalogue, name: str) -> Series:
    found = book(catalogue).by_name.get(name)
    if found is None:
        raise problems.nothing(msg("There is no series of datasets at this address."))
    return found


def _order(members: list[StoredDataset], links: Links) -> str:
    return "".join(
        node(
            iri(links.dataset(later.id)),
            (("dcat:prev", iri(links.dataset(earlier.id))),),
        )
        for earlier, later in pairwise(members)
    )
