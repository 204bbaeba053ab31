"""A Turtle document in another serialisation of RDF, made once for each content.

The Turtle is ours: it refers to nothing that would be fetched. Blank nodes are numbered in their
order and triples kept together by subject, so that the same document gives the same bytes.
"""

from collections.abc import Iterator

from pyoxigraph import BlankNode, RdfFormat, Triple, parse, serialize

from catalog_api.dcat.compact import compacted
from catalog_api.render.turtle import PREFIXES
from catalog_api.web.bytes_out import etag_of
from catalog_api.web.kept import Kept

_OXIGRAPH = {
    "rdf": RdfFormat.RDF_XML,
    "nt": RdfFormat.N_TRIPLES,
}


def serialised(kept: Kept[bytes], turtle: bytes, suffix: str, cleared: int | None = None) -> bytes:
    """The document in a format; as it is where that is Turtle. `cleared`: see `Kept.made`."""
    if suffix == "ttl":
        return turtle
    return kept.made((etag_of(turtle), suffix), lambda: convert(turtle, suffix), cleared)


def convert(turtle: bytes, suffix: str) -> bytes:
    """A Turtle document in a format; the same bytes for the same document."""
    triples = _grouped(turtle)
    if suffix == "jsonld":
        return compacted(triples, PREFIXES)
    return bytes(serialize(triples, format=_OXIGRAPH[suffix], prefixes=dict(PREFIXES)) or b"")


def _grouped(turtle: bytes) -> Iterator[Triple]:
    """The triples once each, by subject in the order of first mention."""
    names: dict[BlankNode, BlankNode] = {}
    subjects: dict[object, dict[Triple, None]] = {}
    # Lenient: addresses were checked when they were written.
    for quad in parse(turtle, format=RdfFormat.TURTLE, lenient=True):
        subject, value = quad.subject, quad.object
        if isinstance(subject, BlankNode):
            subject = names.setdefault(subject, BlankNode(f"b{len(names)}"))
        if isinstance(value, BlankNode):
            value = names.setdefault(value, BlankNode(f"b{len(names)}"))
        triple = Triple(subject, quad.predicate, value)
        subjects.setdefault(subject, {})[triple] = None
    for found in subjects.values():
        yield from found
