"""XML of catalogues: read without entities, DTDs or network, and looked up by local name.

ISO 19139, ISO 19115-3 and each version of CSW use other namespaces for what has the same name:
a path here is made of local names only. (CWE-611, CWE-776: a document with a DTD is refused.)
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from connectors.web.answers import Body
from connectors.web.failures import shown
from connectors.words.texts import text
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

Element = Any  # lxml.etree._Element

#: A document type declaration, after what may stand before it.
_DOCTYPE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?"
    rb"(?>\s+|<\?(?>.*?\?>)|<!--(?>.*?-->))*+<!DOCTYPE\b\s*(?P<html>html\b)?",
    re.S | re.I,
)
_HTML = re.compile(rb"\s*<(?:!DOCTYPE\s+)?html\b", re.I)
_XLINK = "{http://www.w3.org/1999/xlink}href"


def is_page(body: Body) -> bool:
    """Whether an answer is a web page rather than XML."""
    content = _plain(body.content[:4096])
    doctype = _DOCTYPE.match(content)
    return bool(_HTML.match(content) or (doctype and doctype["html"]))


def _plain(content: bytes) -> bytes:
    """Bytes of UTF-16 as those of ASCII, as far as mark-up goes."""
    return content.replace(b"\0", b"") if b"\0" in content[:64] else content


def parse(body: Body) -> Element:
    """The root of a document; HarvestError: a web page, a DTD, or no well-formed XML."""
    if is_page(body):
        raise wrong_format(body)
    if _DOCTYPE.match(_plain(body.content)):
        raise _with_dtd(body)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body.content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        known = body.content.lstrip()[:1] == b"<" or "xml" in body.media_type
        raise (_malformed(body) if known else wrong_format(body)) from error
    if root is None or root.getroottree().docinfo.doctype:
        raise _with_dtd(body)
    if name(root).lower() == "html":
        raise wrong_format(body)
    return root


def wrong_format(body: Body) -> HarvestError:
    """The answer is something else than XML."""
    return HarvestError(
        FailureCode.WRONG_FORMAT,
        msg(
            "%(url)s should answer XML and sends something else (%(media_type)s): check the "
            "address and the connector of the source.",
            url=shown(body.url),
            media_type=body.media_type or "?",
        ),
    )


def _with_dtd(body: Body) -> HarvestError:
    return HarvestError(
        FailureCode.POLICY,
        msg(
            "%(url)s sends XML with a document type declaration, which can exhaust or mislead a "
            "computer: it was refused. Tell the portal's operator.",
            url=shown(body.url),
        ),
    )


def _malformed(body: Body) -> HarvestError:
    return HarvestError(
        FailureCode.MALFORMED,
        msg(
            "%(url)s sends XML that is damaged or cut off: nothing of this page was read. Tell "
            "the portal's operator.",
            url=shown(body.url),
        ),
    )


def canonical(element: Element) -> bytes:
    """An element's own bytes, the same ones wherever it stands (Exclusive XML Canonicalization)."""
    try:
        found = etree.tostring(element, method="c14n", exclusive=True, with_comments=False)
    except etree.C14NError:  # a relative namespace, which canonical XML does not know
        found = etree.tostring(element, encoding="utf-8", with_tail=False)
    return bytes(found)


def name(element: Element) -> str:
    """The local name of an element."""
    return str(etree.QName(element).localname)


def namespace(element: Element) -> str:
    """The namespace of an element, "" where it has none."""
    return str(etree.QName(element).namespace or "")


@lru_cache(maxsize=512)
def _path(path: str) -> str:
    steps = path.split("/")
    return "/".join(step if step in {"", "."} else "{*}" + step for step in steps)


def find_all(element: Element | None, *paths: str) -> Iterator[Element]:
    """The elements at some paths of local names, path by path (`.//x` = at any depth)."""
    if element is None:
        return
    for path in paths:
        yield from element.iterfind(_path(path))


def find(element: Element | None, *paths: str) -> Element | None:
    """The first element at the first path that has one."""
    return next(find_all(element, *paths), None)


def words(element: Element | None) -> str:
    """The trimmed text of an element and all it holds."""
    return text("".join(element.itertext())) if element is not None else ""


def attribute(element: Element | None, label: str) -> str:
    """An attribute without namespace."""
    return text(element.get(label)) if element is not None else ""


def href(element: Element | None) -> str:
    """The first xlink:href of an element or of those it holds."""
    if element is None:
        return ""
    found = (each.get(_XLINK) for each in element.iter(etree.Element))
    return text(next(filter(None, found), ""))
