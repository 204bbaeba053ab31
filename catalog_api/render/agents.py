"""Who publishes a dataset, whom to ask, and the node itself: FOAF agents and vCards."""

from collections.abc import Iterator

from catalog_api.render import parts
from catalog_api.render.turtle import Property, blank, iri, is_iri, literal, node, texts, web_iri
from catalog_api.web.links import Links
from federation.model import Contact, Texts
from federation.published import CityDocument, FederationDocument, PublishedDataset

#: ADMS publisher type of a city (Interoperability Solutions for Public Administrations).
_LOCAL = "http://purl.org/adms/publishertype/LocalAuthority"
_LOCAL_LABELS = {"fr": "Autorité locale", "en": "Local Authority", "es": "Autoridad local"}


def publisher(published: PublishedDataset, federation: FederationDocument, links: Links) -> str:
    """Address of the publisher: the city itself, unless the publisher bears another name."""
    name = published.dataset.publisher
    names = parts.city_of(published, federation).names.values()
    if name and name not in names:
        return f"{links.dataset(published.id)}#publisher"
    return links.city(published.city_id)


def publisher_nodes(
    published: PublishedDataset, federation: FederationDocument, links: Links
) -> Iterator[str]:
    """The publisher's own triples."""
    uri = publisher(published, federation, links)
    if uri == links.city(published.city_id):
        yield agent(uri, parts.city_of(published, federation))
        yield node(iri(_LOCAL), (("a", "skos:Concept"), *texts("skos:prefLabel", _LOCAL_LABELS)))
        return
    name = literal(published.dataset.publisher or "")
    yield node(iri(uri), (("a", "foaf:Agent"), ("foaf:name", name)))


def agent(uri: str, city: CityDocument) -> str:
    """A city as the publisher of its datasets."""
    home = web_iri(city.homepage)
    return node(
        iri(uri),
        (
            ("a", "foaf:Agent"),
            *texts("foaf:name", titled(city.names, city.id)),
            ("dct:type", iri(_LOCAL)),
            ("foaf:homepage", home) if home else None,
        ),
    )


def node_publisher(links: Links) -> str:
    """The node of who runs this catalogue and its services."""
    return iri(f"{links.base}/#publisher")


def node_contact(links: Links) -> str:
    """The node of whom to ask about this catalogue and its services."""
    return iri(f"{links.base}/#contact")


def node_agents(federation: FederationDocument, links: Links) -> Iterator[str]:
    """The triples of both."""
    who = federation.publisher
    name = who.name or next(iter(federation.titles.values()), "") or federation.id
    home = web_iri(who.url)
    yield node(
        node_publisher(links),
        (
            ("a", "foaf:Agent"),
            ("foaf:name", literal(name)),
            ("foaf:homepage", home) if home else None,
        ),
    )
    yield node(node_contact(links), _card(Contact(name, who.email, who.url)))


def card(contact: Contact) -> str | None:
    """A vCard; None where nothing is known of whom to ask."""
    properties = _card(contact)
    return blank(properties) if len(properties) > 1 else None


def _card(contact: Contact) -> list[Property]:
    properties: list[Property] = [("a", "vcard:Kind")]
    if contact.name:
        properties.append(("vcard:fn", literal(contact.name)))
    if contact.email and is_iri(f"mailto:{contact.email}"):
        properties.append(("vcard:hasEmail", iri(f"mailto:{contact.email}")))
    if found := web_iri(contact.url):
        properties.append(("vcard:hasURL", found))
    return properties


def titled(values: Texts, fallback: str) -> Texts:
    """The texts, or the readable name where a mandatory text is missing."""
    return values if any(text.strip() for text in values.values()) else {"und": fallback}
