"""Nodes that a dataset's triples refer to: themes, licences, formats, languages, schemas.

DCAT-AP's shapes check the class of each; repeating them from dataset to dataset changes nothing
in a graph.
"""

from collections.abc import Iterator

from catalog_api.render import parts
from catalog_api.render.turtle import Property, blank, iri, is_iri, literal, node, texts
from catalog_api.words import vocabulary
from federation.model import SchemaRef, Texts
from federation.published import PublishedDataset

AVAILABLE = f"{vocabulary.AUTHORITY}planned-availability/AVAILABLE"
_ACCESS = f"{vocabulary.AUTHORITY}access-right/"
PUBLIC = f"{_ACCESS}PUBLIC"
#: SPDX names of checksum algorithms, by the length of a checksum in hexadecimal digits.
_ALGORITHMS = {32: "md5", 40: "sha1", 64: "sha256"}
_LICENCE_TYPES: dict[str, tuple[str, Texts]] = {
    "Attribution": ("Attribution", {"fr": "Attribution", "es": "Atribución"}),
    "PublicDomain": ("Public domain", {"fr": "Domaine public", "es": "Dominio público"}),
    "ViralEffect-ShareAlike": (
        "Viral effect (share-alike)",
        {"fr": "Partage à l'identique", "es": "Compartir igual"},
    ),
    "NonCommercialUseOnly": (
        "Non-commercial use only",
        {"fr": "Pas d'utilisation commerciale", "es": "Solo uso no comercial"},
    ),
    "NoDerivativeWork": (
        "No derivative work",
        {"fr": "Pas de modification", "es": "Sin obras derivadas"},
    ),
}


def schemas(published: PublishedDataset) -> Iterator[SchemaRef]:
    """Schemas that the published tables follow."""
    for table in published.tables:
        if parts.served(table) and table.schema:
            yield table.schema


def schema_iri(schema: SchemaRef) -> str:
    """The node of a schema."""
    return iri(vocabulary.schema_uri(schema.id, schema.version))


def themes(published: PublishedDataset) -> list[str]:
    """Themes of the EU list or of the publisher's own, categories of high-value data left out."""
    found = filter(is_iri, published.dataset.themes)
    return [uri for uri in found if not uri.startswith(vocabulary.HVD_CATEGORY)]


def hvd(published: PublishedDataset, *, category: bool) -> Iterator[Property]:
    """What Regulation (EU) 2023/138 asks of high-value data; nothing for other datasets."""
    found = [uri for uri in published.dataset.themes if uri.startswith(vocabulary.HVD_CATEGORY)]
    if category:
        for uri in filter(is_iri, found):
            yield "dcatap:hvdCategory", iri(uri)
    if any(map(is_iri, found)):
        yield "dcatap:applicableLegislation", iri(vocabulary.HVD_LAW)


def access_rights(published: PublishedDataset) -> Property:
    """What the publisher says of access, by the EU list or in words; public where nothing is."""
    told = published.dataset.access_rights
    if told and not told.startswith(_ACCESS):
        return "dct:accessRights", rights(told)
    return "dct:accessRights", iri(told or PUBLIC)


def rights(told: str) -> str:
    """A statement of rights: an address, or words. Its class is told with it or in place."""
    if is_iri(told):
        return iri(told)
    return blank((("a", "dct:RightsStatement"), ("rdfs:label", literal(told))))


def licence_of(uri: str | None) -> Iterator[Property]:
    """The licence, where it is one of a list or at an address."""
    if uri and is_iri(uri):
        yield "dct:license", iri(uri)


def kind(format_: str | None, media: str | None = None) -> Iterator[Property]:
    """Format of the EU list and IANA media type, as far as they are known."""
    if found := vocabulary.file_type(format_):
        yield "dct:format", iri(found)
    if told := vocabulary.media_type(format_) or media:
        yield "dcat:mediaType", iri(vocabulary.IANA + told.partition(";")[0].strip())


def checksum(value: str | None) -> Property | None:
    """A checksum in hexadecimal; its length tells the algorithm."""
    plain = (value or "").rpartition(":")[2].lower()
    algorithm = _algorithm(plain)
    if algorithm is None:
        return None
    return "spdx:checksum", blank(
        (
            ("a", "spdx:Checksum"),
            ("spdx:algorithm", algorithm),
            ("spdx:checksumValue", literal(plain, datatype="xsd:hexBinary")),
        )
    )


def _algorithm(digits: str) -> str | None:
    name = _ALGORITHMS.get(len(digits))
    if name is None or not all(char in "0123456789abcdef" for char in digits):
        return None
    return f"<http://spdx.org/rdf/terms#checksumAlgorithm_{name}>"


def _algorithm_nodes(published: PublishedDataset) -> Iterator[str]:
    sums = [one.checksum or "" for one in parts.other_distributions(published)]
    sums += [table.snapshot.sha256 for table in published.tables if table.snapshot]
    for value in sums:
        if found := _algorithm(value.rpartition(":")[2].lower()):
            yield node(found, (("a", "spdx:ChecksumAlgorithm"),))


def vocabulary_nodes(published: PublishedDataset) -> Iterator[str]:
    """The class of every node of a list that the dataset refers to, and labels of concepts."""
    dataset = published.dataset
    yield node(iri(AVAILABLE), _concept({"fr": "disponible", "en": "available"}))
    for uri in filter(is_iri, dataset.themes):
        yield node(iri(uri), _concept(vocabulary.theme_texts(uri)))
        if uri.startswith(vocabulary.HVD_CATEGORY):
            yield node(iri(vocabulary.HVD_LAW), (("a", "eli:LegalResource"),))
    if dataset.frequency and is_iri(dataset.frequency):
        yield node(iri(dataset.frequency), (("a", "dct:Frequency"),))
    for language in filter(None, map(vocabulary.language_uri, dataset.languages)):
        yield node(iri(language), (("a", "dct:LinguisticSystem"),))
    for schema in schemas(published):
        yield _standard(schema)
    yield from _licence_nodes(published)
    yield from _rights_nodes(published)
    yield from _format_nodes(published)
    yield from _algorithm_nodes(published)


def _standard(schema: SchemaRef) -> str:
    return node(schema_iri(schema), (("a", "dct:Standard"), ("dct:title", literal(str(schema)))))


def _licence_nodes(published: PublishedDataset) -> Iterator[str]:
    others = parts.other_distributions(published)
    found = [published.dataset.licence, *(table.licence for table in published.tables)]
    found += [one.licence for one in others]
    for uri in filter(is_iri, parts.unique(uri or "" for uri in found)):
        type_ = _licence_type(vocabulary.licence_id(uri))
        address = iri(f"http://purl.org/adms/licencetype/{type_}") if type_ else ""
        yield node(
            iri(uri), (("a", "dct:LicenseDocument"), ("dct:type", address) if address else None)
        )
        if type_:
            name, labels = _LICENCE_TYPES[type_]
            yield node(address, _concept({"en": name, **labels}))


def _licence_type(short: str) -> str | None:
    """The ADMS type of a licence by its short id, the strongest condition first."""
    for mark, found in (
        ("-nc", "NonCommercialUseOnly"),
        ("-nd", "NoDerivativeWork"),
        ("-sa", "ViralEffect-ShareAlike"),
        ("odbl", "ViralEffect-ShareAlike"),
        ("pddl", "PublicDomain"),
        ("zero", "PublicDomain"),
        ("public-domain", "PublicDomain"),
    ):
        if mark in short:
            return found
    return "Attribution" if short in vocabulary.LICENCES else None


def _rights_nodes(published: PublishedDataset) -> Iterator[str]:
    told = published.dataset.access_rights or PUBLIC
    found = [PUBLIC, told, *(one.rights or "" for one in parts.other_distributions(published))]
    for uri in filter(is_iri, parts.unique(found)):
        yield node(iri(uri), (("a", "dct:RightsStatement"),))


def _format_nodes(published: PublishedDataset) -> Iterator[str]:
    formats = [(one.format, one.media_type) for one in parts.other_distributions(published)]
    if any(map(parts.served, published.tables)):
        formats += [("CSV", None), ("PARQUET", None)]
    for format_, media in formats:
        for predicate, value in kind(format_, media):
            class_ = "dct:MediaType" if predicate == "dcat:mediaType" else "dct:MediaTypeOrExtent"
            yield node(value, (("a", class_),))


def _concept(labels: Texts) -> tuple[Property, ...]:
    return (("a", "skos:Concept"), *texts("skos:prefLabel", labels))
