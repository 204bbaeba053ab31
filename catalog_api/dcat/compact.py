"""JSON-LD as people read it: a context of prefixes, prefixed keys, blank nodes in their places.

Compact form of JSON-LD 1.1 (W3C, 2020) over the triples of a document. pyoxigraph writes the
expanded form only, and the general algorithms (pyld, rdflib) take many times longer; a graph whose
context is made of prefixes needs none of their cases.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TEXT = f"{_XSD}string"
#: Lexical forms that a JSON number stands for exactly (53 bits hold 15 digits).
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}", re.ASCII)

Subject = NamedNode | BlankNode
Node = dict[str, Any]


def compacted(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """UTF-8 JSON-LD: `@context` and `@graph`, subjects in the order of their first mention."""
    writer = _Writer(list(triples), prefixes)
    return orjson.dumps({"@context": writer.prefixes, "@graph": writer.graph()})


class _Writer:
    """One document; used once."""

    def __init__(self, triples: Sequence[Triple], prefixes: Mapping[str, str]) -> None:
        self._by_subject: dict[Subject, list[Triple]] = {}
        for triple in triples:
            self._by_subject.setdefault(triple.subject, []).append(triple)  # type: ignore[arg-type]
        self._mentions = Counter(
            triple.object for triple in triples if isinstance(triple.object, BlankNode)
        )
        self.prefixes = _usable(triples, prefixes)
        self._names: dict[str, str] = {}
        self._written: set[Subject] = set()

    def graph(self) -> list[Node]:
        """Every subject once: at its only mention where it is a blank node, else by itself."""
        found = [self._named(one) for one in self._by_subject if not self._has_a_place(one)]
        # Blank nodes that only mention one another have no place to begin from.
        return found + [self._named(one) for one in self._by_subject if one not in self._written]

    def _has_a_place(self, subject: Subject) -> bool:
        return isinstance(subject, BlankNode) and self._mentions[subject] == 1

    def _fits_here(self, subject: Subject) -> bool:
        known = subject in self._by_subject and subject not in self._written
        return known and self._has_a_place(subject)

    def _named(self, subject: Subject) -> Node:
        return {"@id": _name(subject), **self._members(subject)}

    def _members(self, subject: Subject) -> Node:
        self._written.add(subject)
        node: Node = {}
        for triple in self._by_subject[subject]:
            predicate = triple.predicate.value
            if predicate == _TYPE and isinstance(triple.object, NamedNode):
                _add(node, "@type", self._short(triple.object.value))
            else:
                _add(node, self._short(predicate), self._value(triple.object))
        return node

    def _value(self, value: object) -> Any:  # noqa: ANN401 - JSON
        if isinstance(value, Literal):
            return self._literal(value)
        if isinstance(value, BlankNode) and self._fits_here(value):
            return self._members(value)
        return {"@id": _name(value)}

    def _literal(self, literal: Literal) -> Any:  # noqa: ANN401 - JSON
        if literal.language:
            return {"@language": literal.language, "@value": literal.value}
        kind = literal.datatype.value
        if kind == _TEXT:
            return literal.value
        if kind == f"{_XSD}integer" and _WHOLE.fullmatch(literal.value):
            return int(literal.value)
        if kind == f"{_XSD}boolean" and literal.value in ("true", "false"):
            return literal.value == "true"
        return {"@type": self._short(kind), "@value": literal.value}

    def _short(self, uri: str) -> str:
        """A term by its prefix, where it has one."""
        found = self._names.get(uri)
        if found is None:
            found = self._names[uri] = next(
                (
                    f"{name}:{rest}"
                    for name, begins in self.prefixes.items()
                    if (rest := uri.removeprefix(begins)) != uri and not rest.startswith("//")
                ),
                uri,
            )
        return found


def _usable(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that no address of the document begins with: `geo:48.85,2.35` is a whole one."""
    nodes = (part for triple in triples for part in (triple.subject, triple.object))
    schemes = {one.value.partition(":")[0] for one in nodes if isinstance(one, NamedNode)}
    return {name: uri for name, uri in prefixes.items() if name not in schemes}


def _name(node: Any) -> str:  # noqa: ANN401 - a node of either kind
    return str(node) if isinstance(node, BlankNode) else node.value


def _add(node: Node, key: str, value: object) -> None:
    """A value more; several stand in a list."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]
