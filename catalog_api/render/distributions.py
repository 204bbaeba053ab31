"""The distributions of a dataset: each published table as CSV and as Parquet, and its links.

A table's data is also at hand by its interface (`services`), which both distributions name.
"""

from collections.abc import Iterator

from catalog_api.render import parts
from catalog_api.render.activities import generated
from catalog_api.render.agents import titled
from catalog_api.render.nodes import (
    AVAILABLE,
    checksum,
    hvd,
    kind,
    licence_of,
    rights,
    schema_iri,
)
from catalog_api.render.services import service_of, table_service
from catalog_api.render.turtle import Property, iri, literal, moment, node, texts, web_iri
from catalog_api.web.links import Links
from federation.model import Distribution
from federation.published import PublishedDataset, Table


def distribution_iris(published: PublishedDataset, links: Links) -> Iterator[str]:
    """The nodes of a dataset's distributions."""
    for table in published.tables:
        if parts.served(table):
            yield _part(published, table.id, "csv", links)
            yield _part(published, table.id, "parquet", links)
    for found in parts.other_distributions(published):
        yield _part(published, parts.link_id(published, found), "link", links)


def distribution_nodes(published: PublishedDataset, links: Links) -> Iterator[str]:
    """Their triples, and those of the interfaces to tables."""
    for table in published.tables:
        if parts.served(table):
            yield _csv(published, table, links)
            yield _parquet(published, table, links)
            yield from table_service(published, table, links)
    for found in parts.other_distributions(published):
        yield _link(published, found, links)


def _part(published: PublishedDataset, part: str, name: str, links: Links) -> str:
    return iri(f"{links.dataset(published.id)}#{part}-{name}")


def _csv(published: PublishedDataset, table: Table, links: Links) -> str:
    return node(
        _part(published, table.id, "csv", links),
        (
            *_table_shared(published, table, "CSV", links),
            ("dcat:downloadURL", iri(links.csv(table.id))),
        ),
    )


def _parquet(published: PublishedDataset, table: Table, links: Links) -> str:
    snapshot = table.snapshot
    if snapshot is None:
        return ""
    return node(
        _part(published, table.id, "parquet", links),
        (
            *_table_shared(published, table, "PARQUET", links),
            ("dcat:downloadURL", iri(links.parquet(table.id))),
            _size(snapshot.byte_size),
            checksum(snapshot.sha256),
        ),
    )


def _table_shared(
    published: PublishedDataset, table: Table, format_: str, links: Links
) -> Iterator[Property]:
    yield "a", "dcat:Distribution"
    title = titled(table.title or published.dataset.title, published.name)
    yield from texts("dct:title", {code: f"{text} ({format_})" for code, text in title.items()})
    yield from texts("dct:description", table.description)
    yield "dcat:accessURL", iri(links.page(published.name))
    yield "dcat:accessService", service_of(published, table, links)
    yield "dcatap:availability", iri(AVAILABLE)
    yield "dct:modified", moment(table.modified or published.last_changed)
    yield from kind(format_)
    yield from licence_of(table.licence or published.dataset.licence)
    yield from hvd(published, category=False)
    yield from generated(published, table, links)
    if table.schema:
        yield "dct:conformsTo", schema_iri(table.schema)


def _link(published: PublishedDataset, found: Distribution, links: Links) -> str:
    address = web_iri(found.access_url) or web_iri(found.download_url)
    download = web_iri(found.download_url)
    return node(
        _part(published, parts.link_id(published, found), "link", links),
        (
            ("a", "dcat:Distribution"),
            *texts("dct:title", found.title),
            *texts("dct:description", found.description),
            ("dcat:accessURL", address or iri(links.page(published.name))),
            ("dcat:downloadURL", download) if download else None,
            ("dct:modified", moment(found.modified)) if found.modified else None,
            ("dct:rights", rights(found.rights)) if found.rights else None,
            _size(found.byte_size),
            checksum(found.checksum),
            *kind(found.format, found.media_type),
            *licence_of(found.licence or published.dataset.licence),
            *hvd(published, category=False),
        ),
    )


def _size(size: int | None) -> Property | None:
    if size is None or size < 0:
        return None
    return "dcat:byteSize", literal(str(size), datatype="xsd:nonNegativeInteger")
