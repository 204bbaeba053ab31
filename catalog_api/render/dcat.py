"""A dataset as DCAT-AP 3.0.1 triples, without prefix lines, and the head of a catalogue page.

Nodes of licences, formats, agents, themes and standards carry their class, which the shapes of
DCAT-AP check. High-value datasets follow the annex of Regulation (EU) 2023/138.
"""

from collections.abc import Iterator

import orjson

from catalog_api.render import parts
from catalog_api.render.dqv import dqv_nodes, dqv_properties
from catalog_api.render.nodes import AVAILABLE, PUBLIC, schema_iri, schemas, vocabulary_nodes
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
from catalog_api.web.links import Links
from catalog_api.words import vocabulary
from federation.model import Contact, Distribution, Spatial, Texts
from federation.published import CityDocument, FederationDocument, PublishedDataset, Table

#: The agent that a partage federation is, followed by its id.
NODE = "urn:partage:node:"
_SHA256 = "<http://spdx.org/rdf/terms#checksumAlgorithm_sha256>"
_ISO_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def dataset_turtle(published: PublishedDataset, federation: FederationDocument) -> bytes:
    """UTF-8 Turtle: the dataset, its distributions and the nodes they need."""
    links = parts.links_of(federation)
    blocks = [_dataset(published, federation, links), *vocabulary_nodes(published)]
    for table in published.tables:
        if parts.served(table):
            blocks += [_csv(published, table, links), _parquet(published, table, links)]
    blocks += [_link(published, found, links) for found in parts.other_distributions(published)]
    blocks += _agents(published, federation, links)
    if published.grades is not None:
        blocks += dqv_nodes(links.dataset(published.id), published.grades, links)
    return ("\n".join(dict.fromkeys(filter(None, blocks))) + "\n").encode()


def _dataset(published: PublishedDataset, federation: FederationDocument, links: Links) -> str:
    dataset = published.dataset
    return node(
        iri(links.dataset(published.id)),
        (
            ("a", "dcat:Dataset"),
            *texts("dct:title", _titled(dataset.title, published.name)),
            *texts("dct:description", _titled(dataset.description, published.name)),
            ("dct:identifier", literal(dataset.identifier)),
            ("dct:publisher", iri(_publisher(published, federation, links))),
            ("dcat:landingPage", iri(links.page(published.name))),
            ("dct:issued", moment(published.first_published)),
            ("dct:modified", moment(published.last_changed)),
            ("dct:accessRights", iri(PUBLIC)),
            *_words(published),
            *_coverage(published),
            *_links_to_nodes(published, links),
            *_provenance(published, federation),
            *_quality(published, links),
        ),
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
    if dataset.spatial and (place := _place(dataset.spatial)):
        yield "dct:spatial", place
    if dataset.temporal and any(dataset.temporal):
        start, end = dataset.temporal
        period = (_date("dcat:startDate", start), _date("dcat:endDate", end))
        yield "dct:temporal", blank((("a", "dct:PeriodOfTime"), *period))
    if dataset.contact and (card := _card(dataset.contact)):
        yield "dcat:contactPoint", card


def _links_to_nodes(published: PublishedDataset, links: Links) -> Iterator[Property]:
    for uri in filter(is_iri, published.dataset.themes):
        if uri.startswith(vocabulary.HVD_CATEGORY):
            yield "dcatap:hvdCategory", iri(uri)
            yield "dcatap:applicableLegislation", iri(vocabulary.HVD_LAW)
        else:
            yield "dcat:theme", iri(uri)
    for schema in dict.fromkeys(schemas(published)):
        yield "dct:conformsTo", schema_iri(schema)
    for table in published.tables:
        if parts.served(table):
            yield "dcat:distribution", _part(published, table.id, "csv", links)
            yield "dcat:distribution", _part(published, table.id, "parquet", links)
    for found in parts.other_distributions(published):
        yield "dcat:distribution", _part(published, parts.link_id(published, found), "link", links)


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


def _part(published: PublishedDataset, part: str, kind: str, links: Links) -> str:
    return iri(f"{links.dataset(published.id)}#{part}-{kind}")


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
    checksum = (
        ("a", "spdx:Checksum"),
        ("spdx:algorithm", _SHA256),
        ("spdx:checksumValue", literal(snapshot.sha256, datatype="xsd:hexBinary")),
    )
    size = literal(str(snapshot.byte_size), datatype="xsd:nonNegativeInteger")
    return node(
        _part(published, table.id, "parquet", links),
        (
            *_table_shared(published, table, "PARQUET", links),
            ("dcat:downloadURL", iri(links.parquet(table.id))),
            ("dcat:byteSize", size),
            ("spdx:checksum", blank(checksum)),
        ),
    )


def _table_shared(
    published: PublishedDataset, table: Table, format_: str, links: Links
) -> Iterator[Property]:
    yield "a", "dcat:Distribution"
    title = _titled(table.title or published.dataset.title, published.name)
    yield from texts("dct:title", {code: f"{text} ({format_})" for code, text in title.items()})
    yield from texts("dct:description", table.description)
    yield "dcat:accessURL", iri(links.page(published.name))
    yield "dcatap:availability", iri(AVAILABLE)
    yield "dct:modified", moment(table.modified or published.last_changed)
    yield from _kind(format_)
    yield from _licence(table.licence or published.dataset.licence)
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
            *_kind(found.format),
            *_licence(found.licence or published.dataset.licence),
        ),
    )


def _kind(format_: str | None) -> Iterator[Property]:
    if found := vocabulary.file_type(format_):
        yield "dct:format", iri(found)
    if media := vocabulary.media_type(format_):
        yield "dcat:mediaType", iri(vocabulary.IANA + media)


def _licence(uri: str | None) -> Iterator[Property]:
    if uri and is_iri(uri):
        yield "dct:license", iri(uri)


def _publisher(published: PublishedDataset, federation: FederationDocument, links: Links) -> str:
    """The city itself, unless the publisher bears another name."""
    name = published.dataset.publisher
    names = parts.city_of(published, federation).names.values()
    if name and name not in names:
        return f"{links.dataset(published.id)}#publisher"
    return links.city(published.city_id)


def _agents(
    published: PublishedDataset, federation: FederationDocument, links: Links
) -> Iterator[str]:
    uri = _publisher(published, federation, links)
    yield node(iri(links.page(published.name)), (("a", "foaf:Document"),))
    if uri == links.city(published.city_id):
        yield agent(uri, parts.city_of(published, federation))
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
            *texts("foaf:name", _titled(city.names, city.id)),
            ("foaf:homepage", home) if home else None,
        ),
    )


def _titled(values: Texts, fallback: str) -> Texts:
    """The texts, or the readable name where a mandatory text is missing."""
    return values if any(text.strip() for text in values.values()) else {"und": fallback}


def _place(spatial: Spatial) -> str | None:
    properties: list[Property] = [("a", "dct:Location")]
    if spatial.bbox:
        west, south, east, north = spatial.bbox
        ring = f"{west} {south},{east} {south},{east} {north},{west} {north},{west} {south}"
        box = literal(f"POLYGON(({ring}))", datatype="geo:wktLiteral")
        properties.append(("dcat:bbox", box))
    if spatial.geometry:
        shape = literal(orjson.dumps(spatial.geometry).decode(), datatype="geo:geoJSONLiteral")
        properties.append(("locn:geometry", shape))
    if spatial.label:
        properties.append(("skos:prefLabel", literal(spatial.label)))
    properties += [("dct:identifier", literal(code)) for code in spatial.codes]
    return blank(properties) if len(properties) > 1 else None


def _date(predicate: str, value: str | None) -> Property | None:
    if not value:
        return None
    kind = _ISO_DATES.get(len(value), "xsd:dateTime")
    return predicate, literal(value, datatype=kind)


def _card(contact: Contact) -> str | None:
    properties: list[Property] = [("a", "vcard:Kind")]
    if contact.name:
        properties.append(("vcard:fn", literal(contact.name)))
    if contact.email:
        properties.append(("vcard:hasEmail", iri(f"mailto:{contact.email}")))
    if found := web_iri(contact.url):
        properties.append(("vcard:hasURL", found))
    return blank(properties) if len(properties) > 1 else None
