"""What a dataset's ready triples lack until they are served, since other releases change it.

The copies of it on other portals, and the series that it belongs to.
"""

from collections.abc import Iterator, Sequence

from catalog_api.catalogue import Catalogue
from catalog_api.dcat.series import book, series_triples
from catalog_api.native.copies import others
from catalog_api.render.turtle import Property, iri, node
from catalog_api.web.links import Links
from federation.published import StoredDataset


def turtles(catalogue: Catalogue, found: Sequence[StoredDataset]) -> Iterator[bytes]:
    """Triples of datasets; copies are alternates of one another (PROV-O)."""
    same, known = catalogue.reader.same(found), book(catalogue)
    links = Links(catalogue.federation().base_url)
    told: dict[str, None] = {}
    for stored in found:
        properties: list[Property] = []
        if (stored.copy_of or stored.id) in same:
            copies = others(stored, same)
            properties = [("prov:alternateOf", iri(links.dataset(one.id))) for one in copies]
        if series := known.by_member.get(stored.name):
            properties.append(("dcat:inSeries", iri(links.series(series.name))))
            told[series_triples(catalogue, known, series)] = None
        yield stored.turtle
        if properties:
            yield node(iri(links.dataset(stored.id)), properties).encode()
    yield from (text.encode() for text in told)
