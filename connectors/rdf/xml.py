"""RDF/XML made fit for a strict parser: surveyed first, repaired only where it must be.

No document type, hence no entity, is let through (CWE-611, CWE-776), nor nesting that would take
quadratic time. Repaired are faults that real portals make and that hide nothing: HTML's named
characters, control characters, text beside rdf:resource, RDF inside the answer of a CSW.
"""

import html.entities
import re
from xml.parsers import expat

from lxml import etree  # type: ignore[import-untyped]

from connectors.rdf.kinds import not_rdf
from connectors.rdf.names import PREFIXES, RDF
from connectors.rdf.text import is_utf8
from connectors.web.failures import shown
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

_MAX_DEPTH = 200
_BLOCK = 1 << 20
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_PREDEFINED = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_CONTROLS = bytes({*range(32)} - {9, 10, 13})
_ENCODING = re.compile(rb"""^(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")
_ROOT = f"{RDF} RDF"
# What expat raises: a fault, an unknown encoding, one of several bytes per letter.
_UNREADABLE = (expat.ExpatError, LookupError, ValueError)
_WRAPPED = (f"{{{RDF}}}RDF",)
_BARE = tuple(f"{{{PREFIXES['dcat']}}}{name}" for name in ("Catalog", "Dataset", "CatalogRecord"))


class _Survey:
    """What one pass over a document tells, before it is parsed for good."""

    def __init__(self, base: str) -> None:
        self.root = ""
        self._base = base
        self._depth = 0

    def read(self, body: bytes) -> None:
        """Raises expat.ExpatError where the document is not well-formed."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        for begin in range(0, len(body), _BLOCK):
            parser.Parse(body[begin : begin + _BLOCK], False)
        parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        self._depth += 1
        self.root = self.root or name
        if self._depth > _MAX_DEPTH:
            raise too_deep(self._base)

    def _end(self, name: str) -> None:
        del name
        self._depth -= 1

    def _refuse_type(self, *details: object) -> None:
        del details
        raise HarvestError(
            FailureCode.POLICY,
            msg(
                "%(url)s declares a document type (DTD): it was not read, since its entities can "
                "exhaust a computer or open files. Ask its operator to remove <!DOCTYPE>.",
                url=shown(self._base),
            ),
        )


def prepare(body: bytes, base: str) -> bytes:
    """The document as the parser takes it: RDF/XML in UTF-8.

    HarvestError POLICY (document type), MALFORMED (not well-formed, nested too deeply),
    WRONG_FORMAT (XML without RDF).
    """
    content = body.lstrip(b" \t\r\n")
    survey = _Survey(base)
    try:
        survey.read(content)
    except _UNREADABLE as error:
        content = _readable(content)
        survey = _Survey(base)
        try:
            survey.read(content)
        except _UNREADABLE:
            raise malformed(base, getattr(error, "lineno", None)) from error
    if survey.root != _ROOT or not _is_utf8(content):
        return repair(content, base)
    return content


def _is_utf8(content: bytes) -> bool:
    if not is_utf8(content):
        return False
    declared = _ENCODING.match(content)
    return declared is None or b"utf-8" in declared[0].lower()


def _readable(content: bytes) -> bytes:
    """Without control characters and HTML's names of characters, which XML does not know."""

    def named(found: re.Match[bytes]) -> bytes:
        known = html.entities.html5.get(found[1].decode("ascii") + ";")
        if found[1] in _PREDEFINED or known is None:
            return found[0] if found[1] in _PREDEFINED else b"&amp;" + found[0][1:]
        return "".join(f"&#{ord(letter)};" for letter in known).encode("ascii")

    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content
    return _ENTITY.sub(named, content.translate(None, _CONTROLS))


def repair(content: bytes, base: str) -> bytes:
    """The RDF inside a document, without text beside rdf:resource, in UTF-8."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise malformed(base, 0) from error
    parts = [root] if root.tag in _WRAPPED else list(root.iter(*_WRAPPED)) or _outermost(root)
    if not parts:
        raise not_rdf(base, "XML")
    for part in parts:
        _drop_stray_text(part)
    whole = etree.Element(f"{{{RDF}}}RDF", nsmap={"rdf": RDF})
    for part in parts:
        whole.extend(list(part) if part.tag in _WRAPPED else [part])
    found: bytes = etree.tostring(whole, encoding="utf-8")
    return found


def _outermost(root: etree._Element) -> list[etree._Element]:
    found = list(root.iter(*_BARE))
    inner = {id(each) for one in found for each in one.iterdescendants(*_BARE)}
    return [one for one in found if id(one) not in inner]


def _drop_stray_text(part: etree._Element) -> None:
    for element in part.iter():
        if element.get(f"{{{RDF}}}resource") is not None:
            element.text = None
            del element[:]


def malformed(base: str, line: int | None) -> HarvestError:
    """The document does not follow the rules of its serialisation; `line` is 0 where unknown."""
    return HarvestError(
        FailureCode.MALFORMED,
        msg(
            "The catalogue %(url)s is damaged (line %(line)s): it was not read, and nothing is "
            "considered deleted. Tell its operator.",
            url=shown(base),
            line=line or "?",
        ),
    )


def too_deep(base: str) -> HarvestError:
    """The document nests its nodes deeper than any catalogue does."""
    return HarvestError(
        FailureCode.MALFORMED,
        msg(
            "%(url)s nests its elements deeper than any catalogue does, as files made to exhaust "
            "a computer do: it was not read.",
            url=shown(base),
        ),
    )
