"""The head of a catalogue page in Turtle: the catalogue itself, and Hydra's view of this page.

Source: DCAT-AP 3.0.1 (Catalogue), Hydra Core Vocabulary (PartialCollectionView).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from catalog_api.render.turtle import Property, blank, iri, literal, moment, node, texts, web_iri
from catalog_api.web.links import Links
from catalog_api.words import vocabulary
from federation.model import Texts
from federation.published import FederationDocument, StoredDataset


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the catalogue; `total` counts every dataset, `next` is None on the last."""

    this: str
    first: str
    next: str | None
    total: int
    datasets: Sequence[StoredDataset]


def catalog_head(federation: FederationDocument, page: Page, modified: datetime | None) -> bytes:
    """UTF-8 Turtle to be followed by the datasets' own triples."""
    links = Links(federation.base_url)
    blocks = (
        _catalog(federation, links, page, modified),
        node(iri(f"{links.base}/"), (("a", "foaf:Document"),)),
        *(_language_nodes(federation)),
        _view(page, links) if page.next or page.this != page.first else "",
    )
    return "\n".join(filter(None, blocks)).encode() + b"\n"


def _catalog(
    federation: FederationDocument, links: Links, page: Page, modified: datetime | None
) -> str:
    titles = federation.titles
    publisher = federation.publisher
    home = web_iri(publisher.url)
    who = (
        ("a", "foaf:Agent"),
        ("foaf:name", literal(publisher.name or _any(titles) or federation.id)),
        ("foaf:homepage", home) if home else None,
    )
    return node(
        iri(links.catalog()),
        (
            ("a", "dcat:Catalog"),
            *texts("dct:title", titles or {"und": federation.id}),
            *texts("dct:description", federation.descriptions or titles),
            ("dct:publisher", blank(who)),
            ("foaf:homepage", iri(f"{links.base}/")),
            ("dct:modified", moment(modified)) if modified else None,
            *(("dct:language", iri(uri)) for uri in _languages(federation)),
            *(("dcat:dataset", iri(links.dataset(found.id))) for found in page.datasets),
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


def _languages(federation: FederationDocument) -> list[str]:
    found = map(vocabulary.language_uri, federation.titles)
    return [uri for uri in found if uri]


def _language_nodes(federation: FederationDocument) -> list[str]:
    return [node(iri(uri), (("a", "dct:LinguisticSystem"),)) for uri in _languages(federation)]


def _any(values: Texts) -> str:
    return next(iter(values.values()), "")
