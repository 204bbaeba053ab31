"""Publishers and contacts: FOAF agents, vCards, or plain texts in their place."""

import re
from collections import Counter
from collections.abc import Iterator

from connectors.dcat.words import label, name
from connectors.rdf.node import Node
from federation.model import Contact

#: Who publishes, the most exact property first; what GeoDCAT-AP and DCAT-AP.de add at the end.
PUBLISHERS = (
    "dct:publisher",
    "dct:creator",
    "dct:rightsHolder",
    "geodcatap:custodian",
    "geodcatap:distributor",
    "dcatde:originator",
)
_CONTACTS = ("dcat:contactPoint", "dcatde:maintainer", "geodcatap:pointOfContact")
_EMAIL = re.compile(r"[^\s@<>:,;]+@[^\s@<>:,;]+\.[^\s@<>:,;]+")


def publisher(node: Node, preferred: str) -> str | None:
    """The name of the publisher, else its URI."""
    found = (name(agent, preferred) for agent in node.nodes(*PUBLISHERS))
    return next(filter(None, found), None)


def publishers(node: Node) -> Iterator[str]:
    """Names and URIs under which the publisher may be selected."""
    for agent in node.nodes(*PUBLISHERS):
        yield from filter(None, (label(agent, ""), agent.uri, *agent.words("dct:identifier")))


def contact(node: Node, preferred: str, lost: Counter[str]) -> Contact | None:
    """The first contact that has an address, else the first, else the publisher's mailbox."""
    cards = list(node.nodes(*_CONTACTS))
    found = [each for each in (_card(card, preferred) for card in cards) if each != Contact()]
    lost["contact"] += bool(cards) and not found
    reachable = [each for each in found if each.email]
    if not found:
        agents = (_card(agent, preferred) for agent in node.nodes(*PUBLISHERS))
        reachable = [each for each in agents if each.email]
    return next(iter(reachable or found), None)


def _card(card: Node, preferred: str) -> Contact:
    words = label(card, preferred) or _value(card, "vcard:hasFN", "vcard:hasName")
    email = _email(card)
    own = _email_in(words)
    links = _values(card, "vcard:hasURL", "vcard:url", "foaf:page", "foaf:homepage")
    url = next((link for link in links if link.startswith(("http://", "https://"))), None)
    return Contact(None if own else words or None, email or own, url)


def _email(card: Node) -> str | None:
    names = ("vcard:hasEmail", "vcard:email", "foaf:mbox", "schema:email")
    own = card.uri if card.uri.startswith("mailto:") else ""
    return next(filter(None, map(_email_in, (*_values(card, *names), own))), None)


def _email_in(words: str) -> str | None:
    found = _EMAIL.fullmatch(words.strip().removeprefix("mailto:").split("?")[0])
    return found[0] if found else None


def _value(card: Node, *names: str) -> str:
    return next(iter(_values(card, *names)), "")


def _values(card: Node, *names: str) -> list[str]:
    """Values of a vCard's properties: themselves, or inside a node with vcard:hasValue."""
    inner = (
        each.words("vcard:hasValue", "vcard:value", "rdf:value") for each in card.described(*names)
    )
    return [*card.words(*names), *(words for each in inner for words in each)]
