"""A page's triples in memory: compact lists by subject; `connectors.rdf.node` reads them.

Terms are those of pyoxigraph. Per subject the triples lie in one flat list (predicate, object,
predicate, object…): a page of 50 MB and 800,000 triples takes some 200 MB.
"""

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from connectors.rdf.names import TYPE, short
from connectors.words.texts import text

Term = NamedNode | BlankNode | Literal

_TYPE = NamedNode(TYPE)
_LONG = 32


class Graph:
    """The triples of one document; named graphs are merged. `base` is its address."""

    def __init__(self, base: str, quads: Iterable[Quad] = ()) -> None:
        self.base = base
        self._flat: dict[Term, list[Term]] = {}
        self._types: dict[str, dict[Term, None]] = {}
        predicates: dict[NamedNode, NamedNode | None] = {}
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate, quad.object
            if predicate not in predicates:
                # A name that no context of JSON-LD explains is no IRI, and means nothing.
                predicates[predicate] = predicate if ":" in predicate.value else None
            known = predicates[predicate]
            if known is None or isinstance(value, Triple) or isinstance(subject, Triple):
                continue  # statements about statements: none of DCAT's
            self._add(subject, known, value)
        self._forget_repetitions()

    def _add(self, subject: Term, predicate: NamedNode, value: Term) -> None:
        flat = self._flat.get(subject)
        if flat is None:
            flat = self._flat[subject] = []
        flat.append(predicate)
        flat.append(value)
        if predicate == _TYPE and isinstance(value, NamedNode):
            self._types.setdefault(short(value.value), {})[subject] = None

    def _forget_repetitions(self) -> None:
        """Keep one of equal triples: pages describe a publisher again with each of its datasets."""
        for subject, flat in self._flat.items():
            if len(flat) > _LONG:
                pairs = dict.fromkeys(zip(flat[::2], flat[1::2], strict=True))
                self._flat[subject] = [term for pair in pairs for term in pair]

    def __len__(self) -> int:
        """Number of described nodes."""
        return len(self._flat)

    def __contains__(self, term: Term) -> bool:
        """Whether the document says anything about a node."""
        return term in self._flat

    def triples(self, term: Term) -> Iterator[tuple[Term, Term]]:
        """Predicates and objects of a node, in the document's order."""
        flat = self._flat.get(term, [])
        return zip(flat[::2], flat[1::2], strict=True)

    def size(self, term: Term) -> int:
        """Number of triples of a node."""
        return len(self._flat.get(term, ())) // 2

    def of_type(self, *names: str) -> Sequence[Term]:
        """Nodes of any of some classes (short names), in the document's order."""
        return list(dict.fromkeys(term for name in names for term in self._types.get(name, ())))

    def is_a(self, term: Term, *names: str) -> bool:
        """Whether a node is of one of some classes."""
        return any(term in self._types.get(name, ()) for name in names)

    def objects(self, *names: str) -> Iterator[tuple[Term, Term]]:
        """Subjects and objects of all triples with one of some properties."""
        for subject, flat in self._flat.items():
            for predicate, value in zip(flat[::2], flat[1::2], strict=True):
                if short(predicate.value) in names:
                    yield subject, value


def plain(term: Term) -> str:
    """A literal's text or an IRI, trimmed; "" for anything else."""
    return text(term.value) if isinstance(term, NamedNode | Literal) else ""
