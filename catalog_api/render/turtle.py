"""Turtle text from values: escaping, and lines of triples.

Source: RDF 1.1 Turtle (W3C, 2014), §2.4–2.5 and grammar productions IRIREF and STRING_LITERAL.
Far cheaper than building a graph; tests compare the result with rdflib's, graph by graph.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "as": "https://www.w3.org/ns/activitystreams#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

HEAD = "".join(f"@prefix {name}: <{uri}> .\n" for name, uri in PREFIXES.items()) + "\n"

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE_TEXT = re.compile(r'[\\"\n\r\t]')
#: Neither of RDF/XML's documents nor of text: XML 1.0 §2.2 excludes them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNSAFE_IRI = re.compile(
    r'[\x00-\x20<>"{}|^`\\\x7f-\x9f\ud800-\udfff\ufff0-\uffff]|%(?![0-9A-Fa-f]{2})'
)
_ABSOLUTE = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s]", re.ASCII)

Property = tuple[str, str]


def iri(uri: str) -> str:
    """`<uri>`, with what Turtle forbids percent-encoded."""

    def encoded(found: re.Match[str]) -> str:
        return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))

    return f"<{_UNSAFE_IRI.sub(encoded, uri)}>"


def is_iri(value: str | None) -> bool:
    """Whether a publisher's text can stand as an absolute IRI."""
    return bool(value and _ABSOLUTE.match(value)) and _parses(iri(value or "")[1:-1])


def _parses(uri: str) -> bool:
    """Whether strict readers take it (RFC 3987): a host with brackets, say, they refuse."""
    try:
        NamedNode(uri)
    except ValueError:
        return False
    return True


def web_iri(value: str | None) -> str | None:
    """The IRI of a http(s) address; None for anything else, such as `javascript:`."""
    address = (value or "").strip()
    if address.lower().startswith(("http://", "https://")) and is_iri(address):
        return iri(address)
    return None


def literal(text: str, language: str | None = None, datatype: str | None = None) -> str:
    """A quoted literal; control characters, which XML readers refuse, become spaces."""
    clean = _CONTROL.sub(" ", text)
    quoted = '"' + _UNSAFE_TEXT.sub(lambda found: _ESCAPES[found[0]], clean) + '"'
    if datatype:
        return f"{quoted}^^{datatype}"
    return f"{quoted}@{language.lower()}" if language and _is_language(language) else quoted


@lru_cache(maxsize=256)
def _is_language(tag: str) -> bool:
    """Whether a tag is well-formed (BCP 47)."""
    try:
        Literal("", language=tag)
    except ValueError:
        return False
    return True


def moment(value: datetime) -> str:
    """A xsd:dateTime in UTC."""
    stamp = value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return literal(stamp.isoformat().replace("+00:00", "Z"), datatype="xsd:dateTime")


def texts(predicate: str, values: Mapping[str, str]) -> Iterator[Property]:
    """One property per language that has a text; `und` goes without a language tag."""
    for language, text in values.items():
        if text.strip():
            yield predicate, literal(text, None if language == "und" else language)


def node(subject: str, properties: Iterable[Property | None]) -> str:
    """A subject with its properties, one by line; empty when it has none."""
    lines = [f"    {found[0]} {found[1]}" for found in properties if found]
    return f"{subject}\n" + " ;\n".join(lines) + " .\n" if lines else ""


def blank(properties: Iterable[Property | None]) -> str:
    """An anonymous node with its properties, written in place."""
    return "[ " + " ; ".join(f"{found[0]} {found[1]}" for found in properties if found) + " ]"
