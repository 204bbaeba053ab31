"""Nodes that a dataset's triples refer to: themes, licences, formats, languages, schemas.

DCAT-AP's shapes check the class of each; repeating them from dataset to dataset changes nothing
in a graph.
"""

from collections.abc import Iterator

from catalog_api.render import parts
from catalog_api.render.turtle import Property, iri, is_iri, literal, node, texts
from catalog_api.words import vocabulary
from federation.model import SchemaRef, Texts
from federation.published import PublishedDataset

AVAILABLE = f"{vocabulary.AUTHORITY}planned-availability/AVAILABLE"
PUBLIC = f"{vocabulary.AUTHORITY}access-right/PUBLIC"


def schemas(published: PublishedDataset) -> Iterator[SchemaRef]:
    """Schemas that the published tables follow."""
    for table in published.tables:
        if parts.served(table) and table.schema:
            yield table.schema


def schema_iri(schema: SchemaRef) -> str:
    """The node of a schema."""
    return iri(vocabulary.schema_uri(schema.id, schema.version))


def vocabulary_nodes(published: PublishedDataset) -> Iterator[str]:
    """The class of every node of a list that the dataset refers to, and theme labels."""
    dataset, tables = published.dataset, published.tables
    yield node(iri(PUBLIC), (("a", "dct:RightsStatement"),))
    yield node(iri(AVAILABLE), _concept({"fr": "disponible", "en": "available"}))
    for uri in filter(is_iri, dataset.themes):
        yield node(iri(uri), _concept(vocabulary.theme_texts(uri)))
        if uri.startswith(vocabulary.HVD_CATEGORY):
            yield node(iri(vocabulary.HVD_LAW), (("a", "eli:LegalResource"),))
    if dataset.frequency and is_iri(dataset.frequency):
        yield node(iri(dataset.frequency), (("a", "dct:Frequency"),))
    for language in filter(None, map(vocabulary.language_uri, dataset.languages)):
        yield node(iri(language), (("a", "dct:LinguisticSystem"),))
    others = parts.other_distributions(published)
    licences = [dataset.licence, *(table.licence for table in tables)]
    licences += [found.licence for found in others]
    for uri in parts.unique(uri or "" for uri in licences):
        if is_iri(uri):
            yield node(iri(uri), (("a", "dct:LicenseDocument"),))
    for schema in schemas(published):
        standard = (("a", "dct:Standard"), ("dct:title", literal(str(schema))))
        yield node(schema_iri(schema), standard)
    yield from _format_nodes(published)


def _format_nodes(published: PublishedDataset) -> Iterator[str]:
    formats = [found.format for found in parts.other_distributions(published)]
    if any(map(parts.served, published.tables)):
        formats += ["CSV", "PARQUET"]
    for format_ in formats:
        if found := vocabulary.file_type(format_):
            yield node(iri(found), (("a", "dct:MediaTypeOrExtent"),))
        if media := vocabulary.media_type(format_):
            yield node(iri(vocabulary.IANA + media), (("a", "dct:MediaType"),))


def _concept(labels: Texts) -> tuple[Property, ...]:
    return (("a", "skos:Concept"), *texts("skos:prefLabel", labels))
