"""A node of a graph, read through short property names, always in the same order.

RDF knows no order, and portals write a graph in any: values are sorted here, blank nodes by what
they say, so that the same description always reads the same.
"""

from collections.abc import Iterator
from hashlib import sha256

from pyoxigraph import BlankNode, Literal, NamedNode

from connectors.rdf.canonical import closure, n_triples
from connectors.rdf.graph import Graph, Term, plain
from connectors.rdf.names import short

_GENID = "/.well-known/genid/"
_MOST = 100
_DEPTH = 3  # how far around itself a blank node is told apart from others


class Node:
    """One node of a graph and what the document says about it; not to be changed."""

    __slots__ = ("_in_order", "_properties", "graph", "term")

    def __init__(self, graph: Graph, term: Term) -> None:
        self.graph = graph
        self.term = term
        self._properties: dict[str, list[Term]] | None = None
        self._in_order: set[str] = set()

    @property
    def uri(self) -> str:
        """The IRI of the node; "" where it is blank, or blank under another name."""
        iri = self.term.value if isinstance(self.term, NamedNode) else ""
        return "" if _GENID in iri else iri

    @property
    def described_here(self) -> bool:
        """Whether the document says anything about the node."""
        return self.term in self.graph

    @property
    def properties(self) -> dict[str, list[Term]]:
        """Objects by short property name, in the order of the document."""
        if self._properties is None:
            self._properties = {}
            for predicate, value in self.graph.triples(self.term):
                name = short(predicate.value)
                self._properties.setdefault(name, []).append(value)
        return self._properties

    def _order(self, term: Term) -> tuple[int, str]:
        if isinstance(term, BlankNode):
            return 2, Node(self.graph, term).own_words
        return int(isinstance(term, Literal)), str(term)

    @property
    def own_words(self) -> str:
        """What the document says about the node and the blank ones around it, as N-Triples."""
        found = closure(self.graph, self.term, _only_blank, _DEPTH, _MOST)
        return n_triples(found, self.term).decode()

    @property
    def digest(self) -> str:
        """The SHA-256 (hexadecimal) of the node's own words."""
        return sha256(self.own_words.encode()).hexdigest()

    def all(self, *names: str) -> list[Term]:
        """Objects of some properties, in the order of the names."""
        found = self.properties
        return [term for name in names if name in found for term in self._sorted(name)]

    def _sorted(self, name: str) -> list[Term]:
        values = self.properties[name]
        if len(values) > 1 and name not in self._in_order:
            values.sort(key=self._order)
            self._in_order.add(name)
        return values

    def first(self, *names: str) -> Term | None:
        """The first object of the first of some properties that has one."""
        return next(iter(self.all(*names)), None)

    def nodes(self, *names: str) -> Iterator["Node"]:
        """The objects of some properties as nodes; literals too, which say nothing more."""
        return (Node(self.graph, term) for term in self.all(*names))

    def described(self, *names: str) -> Iterator["Node"]:
        """The objects of some properties about which the document says something."""
        return (Node(self.graph, term) for term in self.all(*names) if term in self.graph)

    def words(self, *names: str) -> list[str]:
        """The objects of some properties as trimmed texts: literals and IRIs, no blank nodes."""
        return list(filter(None, map(plain, self.all(*names))))

    def word(self, *names: str) -> str:
        """The first of the texts; "" where there is none."""
        return next(filter(None, map(plain, self.all(*names))), "")


def _only_blank(predicate: Term, value: Term) -> bool:
    del predicate
    return isinstance(value, BlankNode)
