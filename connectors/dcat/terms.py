"""Licences, themes and access of a dataset or distribution."""

from collections import Counter
from collections.abc import Iterator

from connectors.dcat.words import label, labels
from connectors.rdf.node import Node
from connectors.words.access import access_right
from connectors.words.licences import licence
from connectors.words.texts import prose
from connectors.words.vocabularies import themes

#: Categories of high-value datasets, Regulation (EU) 2023/138; they stay as they are.
_HIGH_VALUE = "http://data.europa.eu/bna/"
_LICENCES = ("dct:license", "odrl:hasPolicy")
_RIGHTS = ("dct:rights", "dct:accessRights")
_CLOSED = frozenset({"non_public", "restricted", "confidential", "sensitive", "non-public"})


def licence_of(node: Node, lost: Counter[str]) -> str | None:
    """The licence a node declares; counted as lost where it declares one unknown to us."""
    declared = list(node.nodes(*_LICENCES))
    found = _known(declared) or _known(list(node.nodes(*_RIGHTS)))
    lost["licence"] += bool(declared) and found is None
    return found


def _known(nodes: list[Node]) -> str | None:
    for each in nodes:
        words = filter(None, (each.uri, *labels(each), *each.words("dct:identifier")))
        found = next(filter(None, (licence((word,)) for word in words)), None)
        if found:
            return found
    return None


def licence_label(node: Node, preferred: str) -> str | None:
    """The words under which the publisher names the licence."""
    declared = list(node.nodes(*_LICENCES)) or list(node.nodes("dct:rights"))
    words = (prose(label(each, preferred)) or each.uri for each in declared)
    return next(filter(None, words), None)


def themes_of(node: Node, preferred: str, lost: Counter[str]) -> tuple[str, ...]:
    """EU themes, and EU categories of high-value datasets."""
    words = [_best(each, preferred) for each in node.nodes("dcat:theme")]
    found, strange = themes(words)
    lost["theme"] += strange
    high_value = [uri for uri in node.words("dcatap:hvdCategory") if uri.startswith(_HIGH_VALUE)]
    return tuple(dict.fromkeys((*found, *high_value)))


def _best(each: Node, preferred: str) -> str:
    """The URI where it is one of the EU, else the label, else the last part of the URI.

    Local lists of themes end in words: …/sector/medio-ambiente, …/themes/mobility.
    """
    tail = each.uri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
    names = [each.uri, label(each, preferred), *labels(each), tail if len(tail) > 3 else ""]
    known = (words for words in names if words and themes((words,))[0])
    return next(known, each.uri or names[1])


def theme_names(node: Node) -> Iterator[str]:
    """Names, codes and URIs under which a theme may be selected."""
    for each in node.nodes("dcat:theme", "dct:subject"):
        yield from filter(None, (each.uri, each.uri.rstrip("/").rsplit("/", 1)[-1], *labels(each)))


def access_of(node: Node) -> str | None:
    """Who may see a dataset: the URI of the EU list, else the publisher's words."""
    found = node.nodes("dct:accessRights")
    return access_right(words for each in found for words in (each.uri, *labels(each)))


def rights_of(node: Node) -> str | None:
    """What a distribution says of its rights (dct:rights): a URI, or plain words."""
    found = (each.uri or prose(label(each, "")) for each in node.nodes("dct:rights"))
    return next(filter(None, found), "")[:300] or None


def withheld(node: Node) -> str | None:
    """The access right that keeps a dataset from the public; None where it is open."""
    for each in node.nodes("dct:accessRights"):
        for words in (each.uri, *labels(each)):
            code = words.rstrip("/").rsplit("/", 1)[-1].strip().lower().replace(" ", "-")
            if code in _CLOSED:
                return code
    return None
