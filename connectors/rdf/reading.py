"""Reading RDF: any serialisation, from the network or a file, and never the network again.

pyoxigraph parses (Rust; it fetches nothing). Before it: the serialisation is told from the
content, XML is surveyed (`connectors.rdf.xml`), JSON-LD gets its contexts from the disk
(`connectors.rdf.jsonld`). IRIs that break RFC 3987 are kept: portals write spaces and brackets.
"""

import re

import pyoxigraph
from pyoxigraph import RdfFormat

from connectors.rdf import jsonld as rdf_jsonld
from connectors.rdf import xml as rdf_xml
from connectors.rdf.graph import Graph
from connectors.rdf.kinds import kind_of
from connectors.rdf.names import PREFIXES
from connectors.rdf.text import utf8

_UNDECLARED = re.compile(r"prefix ([\w-]*): has not been declared")
_LINE = re.compile(r"\bline (\d+)")
_SAFE_BASE = "http://localhost/"


def read_graph(body: bytes, media_type: str, base: str) -> Graph:
    """The triples of a document at the address `base`.

    `media_type` is the header's: it counts only where the content does not tell. HarvestError
    WRONG_FORMAT (no RDF), MALFORMED (damaged), POLICY (XML with a document type).
    """
    kind, content = _prepared(body, media_type, base)
    supplied = 0  # lines of prefixes put before the document
    repaired = False
    while True:
        try:
            return _parse(content, kind, base)
        except (SyntaxError, ValueError) as error:
            better = None if repaired else _repaired(content, kind, str(error), base)
            if better is None:
                raise rdf_xml.malformed(base, _line(str(error), supplied)) from error
            content, repaired = better, kind != RdfFormat.TRIG
            supplied += not repaired


def serialisation(body: bytes, media_type: str, base: str) -> str:
    """The name of a document's serialisation, such as Turtle; HarvestError where it is no RDF."""
    return kind_of(_beginning(body), media_type, base).name


def _beginning(body: bytes) -> str:
    return utf8(body[:65_536]).decode("utf-8", "replace")


def _prepared(body: bytes, media_type: str, base: str) -> tuple[RdfFormat, bytes]:
    kind = kind_of(_beginning(body), media_type, base)
    if kind == RdfFormat.RDF_XML:
        return kind, rdf_xml.prepare(body, base)
    content = utf8(body)
    if kind == RdfFormat.JSON_LD:
        return kind, rdf_jsonld.offline(content, base)
    # TriG reads whatever Turtle and N-Triples hold, in case the beginning was misleading.
    return (kind if kind == RdfFormat.N_QUADS else RdfFormat.TRIG), content


def _parse(content: bytes, kind: RdfFormat, base: str) -> Graph:
    quads = pyoxigraph.parse(content, kind, base_iri=_base_iri(base), lenient=True)
    return Graph(base, quads)


def _base_iri(base: str) -> str:
    try:
        pyoxigraph.NamedNode(base)
    except ValueError:
        return _SAFE_BASE
    return base


def _repaired(content: bytes, kind: RdfFormat, words: str, base: str) -> bytes | None:
    """The document without a fault that hides nothing; None where the fault is another one."""
    if kind == RdfFormat.RDF_XML:
        return rdf_xml.repair(content, base)
    found = _UNDECLARED.search(words)
    if kind == RdfFormat.TRIG and found and found[1] in PREFIXES:
        line = f"@prefix {found[1]}: <{PREFIXES[found[1]]}> .\n".encode()
        return None if content.startswith(line) else line + content
    return None


def _line(words: str, supplied: int) -> int | None:
    found = _LINE.search(words)
    return max(int(found[1]) - supplied, 1) if found else None
