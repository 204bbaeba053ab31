"""Where a dataset of a catalogue came from before: explicit origins, first publisher first.

Another node of a partage federation writes each hop as a dct:ProvenanceStatement: foaf:page
(address), dct:identifier, dct:title, prov:wasAttributedTo (the node), schema:position. Other
portals name the dataset they took theirs from in prov:wasDerivedFrom, dct:source or an
adms:Identifier that is an address.
"""

from collections.abc import Iterator

from connectors.provenance import is_under
from connectors.rdf.node import Node
from connectors.words.texts import whole
from federation.model import Origin

_NODE = "urn:partage:node:"
_SOURCES = ("prov:wasDerivedFrom", "dct:source")


def origins(node: Node, address: str) -> tuple[Origin, ...]:
    """The hops before the portal at `address`; none of them is that portal itself."""
    stated = sorted(_stated(node), key=lambda hop: hop[0])
    hops = [hop for _, hop in stated]
    known = {hop.url for hop in hops}
    for hop in _named(node):
        elsewhere = hop.url != node.uri and not is_under(hop.url, address)
        if elsewhere and hop.url not in known:
            known.add(hop.url)
            hops.append(hop)
    return tuple(hops)


def _stated(dataset: Node) -> Iterator[tuple[int, Origin]]:
    for each in dataset.nodes("dct:provenance"):
        url, identifier = each.word("foaf:page", "dct:source"), each.word("dct:identifier")
        agent = each.word("prov:wasAttributedTo")
        node = agent.removeprefix(_NODE) if agent.startswith(_NODE) else ""
        if identifier and (url or node):
            position = whole(each.word("schema:position")) or 0
            yield position, Origin(url, identifier, each.word("dct:title") or None, node or None)


def _named(node: Node) -> Iterator[Origin]:
    for each in node.nodes(*_SOURCES):
        url = each.uri or each.word("prov:atLocation", "dcat:landingPage")
        if _is_web(url):
            yield Origin(url, each.word("dct:identifier") or url, each.word("dct:title") or None)
    for each in node.nodes("adms:identifier"):
        notation = each.word("skos:notation") or each.uri
        if _is_web(notation):
            yield Origin(notation, notation)


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))
