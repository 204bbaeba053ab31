"""A dataset as DCAT-AP 3.0.1 triples, without prefix lines.

Nodes of licences, formats, agents, themes and standards carry their class, which the shapes of
DCAT-AP check. High-value datasets follow the annex of Regulation (EU) 2023/138. The dates of the
dataset are its publisher's; those of its catalogue record are this node's.
"""

from collections.abc import Iterator

from catalog_api.render import parts
from catalog_api.render.activities import NODE, activity_nodes, harvest
from catalog_api.render.agents import card, node_agents, publisher, publisher_nodes, titled
from catalog_api.render.distributions import distribution_iris, distribution_nodes
from catalog_api.render.dqv import dqv_nodes, dqv_properties
from catalog_api.render.locations import location, period
from catalog_api.render.nodes import (
    access_rights,
    hvd,
    schema_iri,
    schemas,
    themes,
    vocabulary_nodes,
)
from catalog_api.render.services import DCAT_AP
from catalog_api.render.turtle import (
    Property,
    blank,
    iri,
    is_iri,
    literal,
    moment,
    node,
    texts,
    web_iri,
)
from catalog_api.render.version_notes import version_properties
from catalog_api.web.links import Links
from catalog_api.words import vocabulary
from federation.published import FederationDocument, PublishedDataset

__all__ = ["NODE", "dataset_turtle", "record_iri"]


def dataset_turtle(published: PublishedDataset, federation: FederationDocument) -> bytes:
    """UTF-8 Turtle: the dataset, its record, its distributions and the nodes they need."""
    links = parts.links_of(federation)
    blocks = [
        _dataset(published, federation, links),
        _record(published, links),
        *vocabulary_nodes(published),
        *distribution_nodes(published, links),
        *publisher_nodes(published, federation, links),
        *node_agents(federation, links),
        *activity_nodes(published, federation, links),
        node(iri(links.page(published.name)), (("a", "foaf:Document"),)),
    ]
    if published.grades is not None:
        blocks += dqv_nodes(links.dataset(published.id), published.grades, links)
    return ("\n".join(dict.fromkeys(filter(None, blocks))) + "\n").encode()


def record_iri(dataset_id: str, links: Links) -> str:
    """The catalogue's own entry about a dataset."""
    return iri(f"{links.dataset(dataset_id)}#record")


def _dataset(published: PublishedDataset, federation: FederationDocument, links: Links) -> str:
    dataset = published.dataset
    return node(
        iri(links.dataset(published.id)),
        (
            # A record is of a dcat:Resource: the shapes know no class above another.
            ("a", "dcat:Dataset, dcat:Resource"),
            *texts("dct:title", titled(dataset.title, published.name)),
            *texts("dct:description", titled(dataset.description, published.name)),
            ("dct:identifier", literal(dataset.identifier)),
            ("dct:publisher", iri(publisher(published, federation, links))),
            ("dcat:landingPage", iri(links.page(published.name))),
            ("dct:issued", moment(dataset.issued or published.first_published)),
            ("dct:modified", moment(dataset.modified or published.last_changed)),
            access_rights(published),
            *_words(published),
            *_coverage(published),
            *_links_to_nodes(published, links),
            *_provenance(published, federation),
            ("prov:wasGeneratedBy", harvest(published, links)),
            *version_properties(published),
            *_quality(published, links),
        ),
    )


def _record(published: PublishedDataset, links: Links) -> str:
    """When this node first published the dataset and last changed what it says of it."""
    standard = iri(DCAT_AP)
    properties: tuple[Property, ...] = (
        ("a", "dcat:CatalogRecord"),
        ("foaf:primaryTopic", iri(links.dataset(published.id))),
        ("dct:issued", moment(published.first_published)),
        ("dct:modified", moment(published.last_changed)),
        ("dct:conformsTo", standard),
    )
    title = ("dct:title", literal("DCAT-AP 3.0.1"))
    return node(record_iri(published.id, links), properties) + node(
        standard, (("a", "dct:Standard"), title)
    )


def _words(published: PublishedDataset) -> Iterator[Property]:
    for language, words in published.dataset.keywords.items():
        for word in parts.unique(word.strip() for word in words):
            yield "dcat:keyword", literal(word, None if language == "und" else language)


def _coverage(published: PublishedDataset) -> Iterator[Property]:
    dataset = published.dataset
    if dataset.frequency and is_iri(dataset.frequency):
        yield "dct:accrualPeriodicity", iri(dataset.frequency)
    for language in dataset.languages:
        if found := vocabulary.language_uri(language):
            yield "dct:language", iri(found)
    if dataset.spatial and (place := location(dataset.spatial)):
        yield "dct:spatial", place
    if dataset.temporal and (covered := period(dataset.temporal)):
        yield "dct:temporal", covered
    if dataset.contact and (whom := card(dataset.contact)):
        yield "dcat:contactPoint", whom


def _links_to_nodes(published: PublishedDataset, links: Links) -> Iterator[Property]:
    for uri in themes(published):
        yield "dcat:theme", iri(uri)
    yield from hvd(published, category=True)
    for schema in dict.fromkeys(schemas(published)):
        yield "dct:conformsTo", schema_iri(schema)
    for found in distribution_iris(published, links):
        yield "dcat:distribution", found


def _provenance(published: PublishedDataset, federation: FederationDocument) -> Iterator[Property]:
    """Where the record was taken from: statements that people read and other nodes follow.

    Each hop has its place in the chain, the first publisher's being 1 and this node's the last,
    the identifier it knows the dataset by, its address, and the partage node it is, if it is one.
    """
    for hop in published.dataset.provenance:
        if found := web_iri(hop.url):
            yield "prov:wasDerivedFrom", found
    for place, hop in enumerate(parts.hops(published, federation), start=1):
        label = f"{hop.title or hop.url} — {hop.identifier}"
        statement = (
            ("a", "dct:ProvenanceStatement, prov:Entity"),
            ("rdfs:label", literal(label)),
            ("schema:position", literal(str(place), datatype="xsd:integer")),
            ("dct:identifier", literal(hop.identifier)),
            ("foaf:page", iri(hop.url)) if is_iri(hop.url) else None,
            ("dct:title", literal(hop.title)) if hop.title else None,
            ("prov:wasAttributedTo", iri(NODE + hop.node)) if hop.node else None,
        )
        yield "dct:provenance", blank(statement)


def _quality(published: PublishedDataset, links: Links) -> Iterator[Property]:
    if published.grades is not None:
        yield from dqv_properties(links.dataset(published.id), published.grades)
