"""The datasets of a graph, their ids, and their own triples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from pyoxigraph import BlankNode, NamedNode

from connectors.arcgis.ids import hub_id
from connectors.rdf.canonical import closure, n_triples
from connectors.rdf.graph import Graph, Term, plain
from connectors.rdf.names import PREFIXES, TYPE, short
from connectors.rdf.node import Node
from connectors.words.texts import languages

N_TRIPLES = "application/n-triples"
_TYPE, _DATASET = NamedNode(TYPE), NamedNode(PREFIXES["dcat"] + "Dataset")
_CLASSES = ("dcat:Dataset",)
_APART = ("dcat:Dataset", "dcat:Catalog", "dcat:DatasetSeries", "dcat:CatalogRecord")
_DEPTH = 6
_MAX_OWN = 1000  # triples of a blank node
_MAX_SHARED = 200  # triples of a node that many datasets may share, such as a publisher
#: Properties that lead out of the description of a dataset.
_OUTSIDE = frozenset(
    {
        *(f"dct:{name}" for name in ("isPartOf", "hasPart", "relation", "isReferencedBy")),
        *(f"dct:{name}" for name in ("references", "hasVersion", "isVersionOf", "replaces")),
        *(f"dcat:{name}" for name in ("inSeries", "servesDataset", "dataset", "record", "catalog")),
        *(f"skos:{name}" for name in ("inScheme", "broader", "narrower", "member", "related")),
        "dct:isReplacedBy",
        "foaf:isPrimaryTopicOf",
        "foaf:primaryTopic",
        "skos:topConceptOf",
        "skos:exactMatch",
    }
)


@dataclass(frozen=True)
class Page:
    """A graph and what its datasets share: catalogue records by dataset, spoken languages."""

    graph: Graph
    records: Mapping[Term, Node] = field(default_factory=dict)
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """One dataset of a page. Only its id is remembered: a page may hold ten thousands of them."""

    page: Page
    term: Term

    @property
    def node(self) -> Node:
        """What the page says about the dataset."""
        return Node(self.page.graph, self.term)

    @property
    def identifiers(self) -> list[str]:
        """What the publisher calls the dataset (dct:identifier), in the order of the document."""
        found = [
            each.word("skos:notation") or each.uri if each.described_here else plain(each.term)
            for each in self.node.nodes("dct:identifier")
        ]
        return list(dict.fromkeys(filter(None, found)))

    @cached_property
    def remote_id(self) -> str:
        """ArcGIS item id; else URI; else identifier; else a digest of the description.

        The first where there is one, since Hub's addresses change with titles (datagouv/
        data.gouv.fr#680). A URI that only stands for a place in the document comes last.
        """
        uri, names = self.node.uri, self.identifiers
        arcgis = next(filter(None, map(hub_id, (*names, uri))), None)
        if arcgis:
            return arcgis
        base = self.page.graph.base.split("#")[0]
        local = uri == base or uri.startswith(f"{base}#")
        if uri and not (local and names):
            return uri
        return names[0] if names else f"unnamed-{sha256(self.raw).hexdigest()[:16]}"

    @property
    def record(self) -> Node | None:
        """The catalogue's own entry about the dataset (dcat:CatalogRecord)."""
        own = next(self.node.described("foaf:isPrimaryTopicOf"), None)
        return own or self.page.records.get(self.term)

    @property
    def raw(self) -> bytes:
        """The dataset's own triples as sorted N-Triples."""
        graph, record = self.page.graph, self.record
        found = closure(graph, self.term, lambda *how: _belongs(graph, *how), _DEPTH)
        if not graph.is_a(self.term, *_APART):  # only its catalogue says what it is
            found.append((self.term, _TYPE, _DATASET))
        if record is not None and not self.node.all("dct:modified"):
            found += [(record.term, name, each) for name, each in graph.triples(record.term)]
        return n_triples(found, self.term)


def _belongs(graph: Graph, predicate: Term, value: Term) -> bool:
    """Whether a node that a dataset leads to is part of its description."""
    if isinstance(value, BlankNode):
        return graph.size(value) <= _MAX_OWN
    if short(predicate.value) in _OUTSIDE or graph.is_a(value, *_APART):
        return False
    return graph.size(value) <= _MAX_SHARED


def datasets(graph: Graph) -> list[Item]:
    """The datasets that a graph describes, each once.

    Catalogues and pure series are none, unless they have distributions of their own. A node that a
    catalogue lists as dataset is one whatever its class, where it has a title.
    """
    page = Page(graph, _records(graph), _catalogue_languages(graph))
    listed = [
        term
        for catalogue in graph.of_type("dcat:Catalog")
        for term in Node(graph, catalogue).properties.get("dcat:dataset", ())
        if term in graph and Node(graph, term).all("dct:title")
    ]
    found = dict.fromkeys((*graph.of_type(*_CLASSES), *listed))
    for term in graph.of_type("dcat:DatasetSeries"):
        if Node(graph, term).all("dcat:distribution"):
            found[term] = None
    return [Item(page, term) for term in found if _is_dataset(graph, term)]


def _is_dataset(graph: Graph, term: Term) -> bool:
    if not graph.is_a(term, "dcat:Catalog"):
        return True
    return bool(Node(graph, term).all("dcat:distribution"))


def undescribed(graph: Graph) -> Sequence[str]:
    """URIs of datasets that catalogues of the graph list, and about which it says nothing."""
    found: dict[str, None] = {}
    for catalogue in graph.of_type("dcat:Catalog"):
        for term in Node(graph, catalogue).properties.get("dcat:dataset", ()):
            if isinstance(term, NamedNode) and term not in graph:
                found[term.value] = None
    return list(found)


def others(graph: Graph) -> Sequence[str]:
    """URIs of services and series, which a collection may count as members."""
    kinds = ("dcat:DataService", "dcat:DatasetSeries")
    nodes = (Node(graph, term) for term in graph.of_type(*kinds))
    return [node.uri for node in nodes if node.uri and not graph.is_a(node.term, *_CLASSES)]


def _records(graph: Graph) -> Mapping[Term, Node]:
    return {
        topic: Node(graph, record)
        for record in graph.of_type("dcat:CatalogRecord")
        for topic in Node(graph, record).all("foaf:primaryTopic")
    }


def _catalogue_languages(graph: Graph) -> tuple[str, ...]:
    """Languages that the catalogues of a page announce for their texts (DCAT-AP, Catalogue)."""
    found: dict[str, None] = {}
    for catalogue in graph.of_type("dcat:Catalog"):
        found.update(dict.fromkeys(languages(Node(graph, catalogue).words("dct:language"))))
    return tuple(found)
