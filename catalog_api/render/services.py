"""The interfaces of this node as data services: one by table, and those of the whole catalogue.

Source: DCAT-AP 3.0.1 (Data Service); its annex for high-value datasets 3.0.0 asks of theirs for
the law, the category, a contact and a page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog_api.render import parts
from catalog_api.render.agents import node_contact, node_publisher
from catalog_api.render.nodes import PUBLIC, hvd, licence_of, themes
from catalog_api.render.turtle import Property, iri, literal, node, texts
from catalog_api.web.links import Links
from catalog_api.words import vocabulary
from federation.i18n import Message, msg
from federation.published import PublishedDataset, Table

OPENAPI = "https://spec.openapis.org/oas/v3.1.0"
DCAT_AP = "https://semiceu.github.io/DCAT-AP/releases/3.0.1/"
_CKAN = "https://docs.ckan.org/en/latest/api/"
_GOVERNMENT = f"{vocabulary.AUTHORITY}data-theme/GOVE"


@dataclass(frozen=True, slots=True)
class Interface:
    """A way to read the whole catalogue: where it is, what describes it, what it follows."""

    name: str
    title: Message
    endpoint: str
    description: str
    standard: str
    standard_title: str


INTERFACES = (
    Interface("ckan", msg("CKAN Action API"), "/api/3/action", "/docs", _CKAN, "CKAN Action API"),
    Interface(
        "api", msg("API of the catalogue"), "/api/v1", "/openapi.json", OPENAPI, "OpenAPI 3.1"
    ),
    Interface(
        "dcat", msg("Catalogue as linked data"), "/catalog", DCAT_AP, DCAT_AP, "DCAT-AP 3.0.1"
    ),
)


def service_of(published: PublishedDataset, table: Table, links: Links) -> str:
    """The node of the interface that answers questions about a table's rows."""
    return iri(f"{links.dataset(published.id)}#{table.id}-api")


def table_service(published: PublishedDataset, table: Table, links: Links) -> Iterator[str]:
    """Its triples, and those of the nodes that no other part of a dataset refers to."""
    title = table.title or published.dataset.title or {"und": published.name}
    yield node(
        service_of(published, table, links),
        (
            ("a", "dcat:DataService"),
            *texts("dct:title", {code: f"{text} (API)" for code, text in title.items()}),
            ("dcat:endpointURL", iri(f"{links.table(table.id)}/data")),
            ("dcat:endpointDescription", iri(f"{links.table(table.id)}/openapi.json")),
            ("dcat:servesDataset", iri(links.dataset(published.id))),
            *(("dcat:theme", iri(uri)) for uri in themes(published)),
            *hvd(published, category=True),
            *licence_of(table.licence or published.dataset.licence),
            *_shared(links, OPENAPI),
        ),
    )
    yield _page(links)
    yield _standard(OPENAPI, "OpenAPI 3.1")


def interface_iris(links: Links) -> list[str]:
    """The nodes of the whole catalogue's interfaces."""
    return [iri(f"{links.base}/#service-{found.name}") for found in INTERFACES]


def interface_nodes(links: Links, datasets: Sequence[str]) -> Iterator[str]:
    """Their triples; `datasets` are the nodes of those that they serve."""
    for found, subject in zip(INTERFACES, interface_iris(links), strict=True):
        description = found.description
        if description.startswith("/"):
            description = links.base + description
        yield node(
            subject,
            (
                ("a", "dcat:DataService"),
                *texts("dct:title", parts.all_languages(found.title) or {}),
                ("dcat:endpointURL", iri(links.base + found.endpoint)),
                ("dcat:endpointDescription", iri(description)),
                ("dcat:theme", iri(_GOVERNMENT)),
                *_shared(links, found.standard),
                *(("dcat:servesDataset", one) for one in datasets),
            ),
        )
        yield _standard(found.standard, found.standard_title)
    yield _page(links)
    labels = vocabulary.theme_texts(_GOVERNMENT)
    yield node(iri(_GOVERNMENT), (("a", "skos:Concept"), *texts("skos:prefLabel", labels)))
    yield node(iri(PUBLIC), (("a", "dct:RightsStatement"),))


def _shared(links: Links, standard: str) -> Iterator[Property]:
    yield "dct:conformsTo", iri(standard)
    yield "dct:publisher", node_publisher(links)
    yield "dcat:contactPoint", node_contact(links)
    yield "dct:accessRights", iri(PUBLIC)
    yield "dcat:keyword", literal("API")
    yield "foaf:page", iri(f"{links.base}/docs")


def _page(links: Links) -> str:
    return node(iri(f"{links.base}/docs"), (("a", "foaf:Document"),))


def _standard(uri: str, title: str) -> str:
    return node(iri(uri), (("a", "dct:Standard"), ("dct:title", literal(title))))
