"""A node's own triples as sorted N-Triples: the same description gives the same bytes.

Source: RDF 1.1 N-Triples (W3C, 2014), with no more escapes than needed. Blank nodes are named
after what they say, by colour refinement: unlike RDFC-1.0 it takes no exponential time on graphs
made to exhaust a computer, and blank nodes that say the same become one.
"""

import re
from collections.abc import Callable, Iterable
from hashlib import sha256

from pyoxigraph import BlankNode, Literal, NamedNode

from connectors.rdf.graph import Graph, Term

_ROUNDS = 8  # how far around themselves two blank nodes are compared
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f]')

Triple = tuple[Term, Term, Term]
Follows = Callable[[Term, Term], bool]


def closure(
    graph: Graph, start: Term, follows: Follows, depth: int, most: int | None = None
) -> list[Triple]:
    """Triples of a node and of the nodes they lead to, `depth` steps away at most.

    No further node is opened that would make them more than `most`.
    `follows(predicate, object)` tells which objects belong to the description.
    """
    found: list[Triple] = []
    seen, near = {start}, [start]
    for _ in range(depth + 1):
        ahead: list[Term] = []
        for subject in near:
            if most is not None and found and len(found) + graph.size(subject) > most:
                continue
            for predicate, value in graph.triples(subject):
                found.append((subject, predicate, value))
                if value in seen or value not in graph:
                    continue
                if follows(predicate, value):
                    seen.add(value)
                    ahead.append(value)
        near = ahead
    return found


def n_triples(triples: Iterable[Triple], start: Term | None = None) -> bytes:
    """The triples as sorted lines in UTF-8; `start`, where blank, is called `_:it`."""
    shown: dict[Term, str] = {}
    lines = []
    for triple in triples:
        for term in triple:
            if term not in shown:
                shown[term] = "" if isinstance(term, BlankNode) else _text(term)
        lines.append(triple)
    blank = [term for term, words in shown.items() if not words]
    if blank:
        shown |= _named(lines, shown, blank, start)
    ready = {f"{shown[one]} {shown[two]} {shown[three]} .\n" for one, two, three in lines}
    return "".join(sorted(ready)).encode("utf-8", "replace")


def _named(
    triples: list[Triple], shown: dict[Term, str], blank: list[Term], start: Term | None
) -> dict[Term, str]:
    """A name for each blank node, the same one for the same content."""
    names = {term: "_:it" if term == start else "_:x" for term in blank}
    about: dict[Term, list[Triple]] = {term: [] for term in blank}
    for triple in triples:
        for term in {triple[0], triple[2]} & names.keys():
            about[term].append(triple)
    told_apart = len(set(names.values()))
    for _ in range(_ROUNDS):
        known = shown | names
        names = {term: _colour(term, about[term], known) for term in blank}
        if start in names:
            names[start] = "_:it"
        before, told_apart = told_apart, len(set(names.values()))
        if told_apart in {before, len(blank)}:
            break
    return names


def _colour(term: Term, triples: list[Triple], names: dict[Term, str]) -> str:
    """A digest of what is said about a node, as far as its neighbours are told apart."""

    def shown(each: Term) -> str:
        return "_:this" if each == term else names[each]

    lines = sorted({f"{shown(one)} {names[two]} {shown(three)}" for one, two, three in triples})
    return "_:b" + sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:16]


def _text(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<{_iri(term.value)}>"
    if isinstance(term, Literal) and _UNSAFE.search(term.datatype.value):
        return f"{Literal(term.value)}^^<{_iri(term.datatype.value)}>"
    return str(term)


def _iri(iri: str) -> str:
    """An IRI with what N-Triples forbids inside written as escapes."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04X}", iri)
