"""The head of a catalogue page in Turtle: the catalogue itself, and Hydra's view of this page.

Source: DCAT-AP 3.0.1 (Catalogue), Hydra Core Vocabulary (PartialCollectionView).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from catalog_api.render.agents import node_agents, node_publisher
from catalog_api.render.dcat import record_iri
from catalog_api.render.services import interface_iris, interface_nodes
from catalog_api.render.tombstones import tombstones
from catalog_api.render.turtle import Property, blank, iri, literal, moment, node, texts
from catalog_api.web.links import Links
from catalog_api.words import vocabulary
from catalog_api.words.labels import country
from federation.i18n import LOCALES
from federation.published import FederationDocument, StoredDataset
from federation.store.withdrawals import Withdrawal

_THEMES = f"{vocabulary.AUTHORITY}data-theme"
_THEME_TITLES = {"fr": "Thèmes de données", "en": "Data theme", "es": "Temas de datos"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the catalogue; `total` counts every dataset, `next` is None on the last.

    `issued` and `modified` are the moments of the first and of the newest release.
    """

    this: str
    first: str
    next: str | None
    total: int
    datasets: Sequence[StoredDataset]
    issued: datetime | None = None
    modified: datetime | None = None
    withdrawn: Sequence[Withdrawal] = ()


def catalog_head(federation: FederationDocument, page: Page) -> bytes:
    """UTF-8 Turtle to be followed by the datasets' own triples."""
    links = Links(federation.base_url)
    served = [iri(links.dataset(found.id)) for found in page.datasets]
    blocks = (
        _catalog(federation, links, page, served),
        node(iri(f"{links.base}/"), (("a", "foaf:Document"),)),
        node(iri(_THEMES), (("a", "skos:ConceptScheme"), *texts("dct:title", _THEME_TITLES))),
        *_language_nodes(federation),
        *node_agents(federation, links),
        *interface_nodes(links, served),
        *tombstones(page.withdrawn, links),
        _view(page, links) if page.next or page.this != page.first else "",
    )
    return "\n".join(filter(None, blocks)).encode() + b"\n"


def _catalog(
    federation: FederationDocument, links: Links, page: Page, served: Sequence[str]
) -> str:
    titles = federation.titles or {"und": federation.id}
    return node(
        iri(links.catalog()),
        (
            ("a", "dcat:Catalog"),
            *texts("dct:title", titles),
            *texts("dct:description", federation.descriptions or titles),
            ("dct:publisher", node_publisher(links)),
            ("foaf:homepage", iri(f"{links.base}/")),
            ("dcat:themeTaxonomy", iri(_THEMES)),
            ("dct:issued", moment(page.issued)) if page.issued else None,
            ("dct:modified", moment(page.modified)) if page.modified else None,
            *(("dct:language", iri(uri)) for uri in _languages(federation)),
            *_countries(federation),
            *(("dcat:service", found) for found in interface_iris(links)),
            *(("dcat:dataset", found) for found in served),
            *(("dcat:record", record_iri(found.id, links)) for found in page.datasets),
            ("rdfs:seeAlso", iri(f"{links.base}/api/v1/withdrawals")),
        ),
    )


def _view(page: Page, links: Links) -> str:
    """The whole is the catalogue; this page is a partial view of it."""
    total: Property = ("hydra:totalItems", literal(str(page.total), datatype="xsd:integer"))
    whole = node(
        iri(links.catalog()), (("a", "hydra:Collection"), total, ("hydra:view", iri(page.this)))
    )
    view = node(
        iri(page.this),
        (
            ("a", "hydra:PartialCollectionView"),
            ("hydra:first", iri(page.first)),
            ("hydra:next", iri(page.next)) if page.next else None,
        ),
    )
    return whole + view


def _countries(federation: FederationDocument) -> Iterator[Property]:
    """The countries of the cities, in the languages of the interface."""
    for code in dict.fromkeys(city.country for city in federation.cities):
        names = {locale: country(code, locale) for locale in LOCALES}
        place = (("a", "dct:Location"), *texts("skos:prefLabel", names))
        yield "dct:spatial", blank((*place, ("dct:identifier", literal(code))))


def _languages(federation: FederationDocument) -> list[str]:
    found = map(vocabulary.language_uri, federation.titles)
    return [uri for uri in found if uri]


def _language_nodes(federation: FederationDocument) -> list[str]:
    return [node(iri(uri), (("a", "dct:LinguisticSystem"),)) for uri in _languages(federation)]
