"""Which serialisation of RDF a document is in: its content tells better than its header.

Portals send Turtle as text/plain, RDF/XML as text/html, anything as application/octet-stream.
"""

import re
from urllib.parse import urlsplit

from pyoxigraph import RdfFormat

from connectors.rdf.text import utf8
from connectors.web.failures import shown
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

_HEAD = 4096  # bytes looked at
_HTML = re.compile(
    r"(?:\s+|<\?xml[^>]*>|(?><!--.*?-->))*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_NAME = r"[A-Za-z_][\w.-]*:?[\w.-]*"
_XML = re.compile(rf"\s*<(?:\?\w|!--|!DOCTYPE|!ENTITY|{_NAME}(?:\s+[\w:.-]+\s*=|\s*/?>))")
_JSON = re.compile(r"\s*[\[{]")
_TURTLE_BNODE = re.compile(r"\s*\[\s*(?:\]|a\s|[\w-]*:[\w-]+\s|<)")
_DIRECTIVE = re.compile(r"^[ \t]*(?:@prefix|@base|prefix\s|base\s*<)", re.I | re.M)
_GRAPHS = re.compile(
    r"^[ \t]*(?:GRAPH\s+)?(?:<[^>\s]*>|_:\w+|[\w-]*:[\w.-]*)?[ \t]*\{", re.M | re.I
)
_LINES = re.compile(r"(?:\s*(?:#.*)?$|\s*(?:<[^>]*>|_:\S+)\s+<[^>]*>\s+.+\.\s*(?:#.*)?$)")
_TERM = r"(?:<[^>]*>|_:\S+|\"(?:[^\"\\]|\\.)*\"\S*)"
_QUAD = re.compile(rf"\s*\S+\s+<[^>]*>\s+{_TERM}\s+(?:<|_:)\S+\s*\.")
_SUBJECT = r"(?:<[^>\s]*>|_:\w+|[\w-]*:[\w.%-]*)"
_STATEMENT = re.compile(rf"^[ \t]*{_SUBJECT}\s+(?:a\s|<|[\w-]*:[\w-]+)", re.M)


def kind_of(text: str, media_type: str, base: str) -> RdfFormat:
    """The serialisation of a document; HarvestError WRONG_FORMAT where it is none of RDF's.

    `text` is its beginning, `base` its address, whose ending is believed last.
    """
    head = text[:_HEAD].lstrip("\ufeff")
    if _HTML.match(head):
        raise not_rdf(base, "HTML")
    if _is_json(head):
        return RdfFormat.JSON_LD
    if _XML.match(head) and not _DIRECTIVE.search(head):
        return RdfFormat.RDF_XML
    found = _textual(text, head) or _declared(media_type) or _by_extension(base)
    if found is None or not head.strip():
        raise not_rdf(base, media_type or "?")
    return found


def is_json(body: bytes) -> bool:
    """Whether a document is JSON of some kind, as far as its beginning tells."""
    head = utf8(body[:_HEAD]).decode("utf-8", "replace")
    return _is_json(head)


def _is_json(head: str) -> bool:
    return bool(_JSON.match(head)) and not _TURTLE_BNODE.match(head) and not _is_trig(head)


def _is_trig(head: str) -> bool:
    """Whether a document begins with a default graph of TriG, not with an object of JSON."""
    return bool(re.match(r"\s*\{\s*(?:<|_:|[\w-]+:[\w-]+\s)", head))


def _textual(text: str, head: str) -> RdfFormat | None:
    lines = [line for line in head[: head.rfind("\n") + 1 or None].splitlines() if line.strip()]
    if lines and all(_LINES.match(line) for line in lines) and not _DIRECTIVE.search(head):
        quads = any(_QUAD.match(line) for line in lines)
        return RdfFormat.N_QUADS if quads else RdfFormat.N_TRIPLES
    if not _DIRECTIVE.search(head) and not _STATEMENT.search(head):
        return RdfFormat.TURTLE if _TURTLE_BNODE.match(head) else None
    # A brace in a text would be taken for a graph; then TriG reads Turtle as well.
    return RdfFormat.TRIG if _GRAPHS.search(text) else RdfFormat.TURTLE


def _declared(media_type: str) -> RdfFormat | None:
    known = "/" in media_type and media_type != "text/plain"
    found = RdfFormat.from_media_type(media_type) if known else None
    textual = {RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS}
    return found if found in textual else None


def _by_extension(base: str) -> RdfFormat | None:
    try:
        path = urlsplit(base).path
    except ValueError:
        return None
    endings = {"ttl": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nt": RdfFormat.N_TRIPLES}
    return (endings | {"nq": RdfFormat.N_QUADS}).get(path.rsplit(".", 1)[-1].lower())


def not_rdf(base: str, kind: str) -> HarvestError:
    """The document is something else than RDF."""
    return HarvestError(
        FailureCode.WRONG_FORMAT,
        msg(
            "%(url)s should answer a catalogue in RDF (Turtle, RDF/XML, JSON-LD, N-Triples, TriG) "
            "and sends something else (%(media_type)s): check the address and the connector of "
            "the source.",
            url=shown(base),
            media_type=kind,
        ),
    )
