"""Words of RDF nodes: texts and keywords by language, and the one label of a node.

Source: DCAT-AP 3.0.1, which repeats a property once per language (RDF language tags, BCP 47).
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pyoxigraph import BlankNode, Literal

from connectors.rdf.graph import Term, plain
from connectors.rdf.node import Node
from connectors.words.texts import language, prose
from federation.model import Texts

#: Properties that name a thing, the most exact ones first.
_LABELS = (
    "skos:prefLabel",
    "foaf:name",
    "dct:title",
    "rdfs:label",
    "vcard:fn",
    "vcard:organization-name",
    "locn:geographicName",
    "gn:name",
    "rdf:value",
    "skos:altLabel",
)
_TRANSLATED = re.compile(r"-t-|-x-mt", re.I)  # BCP 47 extension t: made by a machine


@lru_cache(maxsize=1024)
def _code(tag: str) -> str | None:
    return language(tag)


def _tagged(term: Term, default: str) -> tuple[str, str]:
    tag = term.language if isinstance(term, Literal) else None
    return (_code(tag) or default) if tag else default, plain(term)


def _originals_first(terms: Iterable[Term]) -> list[Term]:
    """Terms with machine translations behind what people wrote."""

    def is_translated(term: Term) -> bool:
        tag = term.language if isinstance(term, Literal) else None
        return bool(tag and _TRANSLATED.search(tag))

    return sorted(terms, key=is_translated)  # in the document's order otherwise


def texts(terms: Iterable[Term], default: str) -> Texts:
    """Literals by language; those without are in the default language. The first ones win."""
    found: dict[str, str] = {}
    for term in _originals_first(each for each in terms if isinstance(each, Literal)):
        code, words = _tagged(term, default)
        clean = prose(words)
        if clean:
            found.setdefault(code, clean)
    return found


def keywords(node: Node, default: str) -> Mapping[str, tuple[str, ...]]:
    """Keywords by language without repetition; a lone one with commas is a list of several."""
    terms = list(node.nodes("dcat:keyword"))
    found: dict[str, dict[str, None]] = {}
    for each in terms:
        named = [each.term] if isinstance(each.term, Literal) else each.all("skos:prefLabel")
        for term in named or each.all("rdfs:label"):
            code, words = _tagged(term, default)
            parts = re.split(r"\s*[,;]\s*", words) if len(terms) == 1 else [words]
            found.setdefault(code, {}).update(dict.fromkeys(filter(None, parts)))
    return {code: tuple(words) for code, words in found.items() if words}


def label(node: Node, preferred: str) -> str:
    """What a node is called, best in the preferred language; a literal is its own label."""
    if isinstance(node.term, Literal):
        return plain(node.term)
    for name in _LABELS:
        terms = node.all(name)
        said = texts(terms, preferred) if terms else None
        if said:
            return said.get(preferred) or next(iter(said.values()))
    return ""


def labels(node: Node) -> list[str]:
    """Everything a node is called, in any language."""
    if isinstance(node.term, Literal):
        return [plain(node.term)]
    found = (plain(term) for term in node.all(*_LABELS) if not isinstance(term, BlankNode))
    return list(dict.fromkeys(filter(None, found)))


def name(node: Node, preferred: str) -> str:
    """The label of a node, else its URI."""
    return label(node, preferred) or node.uri
