"""XML documents of the site, built as trees: nothing in them is escaped by hand."""

import re
from xml.etree.ElementTree import Element, SubElement, tostring

#: Characters that no XML 1.0 document may hold (§2.2).
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def root(namespace: str, tag: str, **attributes: str) -> Element:
    """The element that a document is; its namespace is that of all it holds."""
    return Element(tag, {"xmlns": namespace, **attributes})


def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """A child."""
    found = SubElement(parent, tag, {name: _clean(value) for name, value in attributes.items()})
    if text is not None:
        found.text = _clean(text)
    return found


def written(document: Element) -> bytes:
    """UTF-8 with its declaration."""
    return bytes(tostring(document, encoding="utf-8", xml_declaration=True))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub(" ", text)
