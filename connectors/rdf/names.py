"""Short names of RDF terms, whatever the spelling of their vocabulary.

Portals write the same property in several ways: http or https, a wrong namespace, a wrong case.
Here each IRI gets one short name such as `dct:title`, by which the mapping knows it.
Sources: the vocabularies of DCAT 3, DCAT-AP 3.0.1 and its national profiles, GeoDCAT-AP 3.
"""

from collections.abc import Mapping
from functools import lru_cache

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE = RDF + "type"

#: Prefix → namespace, as the profiles recommend them; also the prefixes a page may forget.
PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cc": "http://creativecommons.org/ns#",
    "cnt": "http://www.w3.org/2011/content#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dcatapit": "http://dati.gov.it/onto/dcatapit#",
    "dct": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctype": "http://purl.org/dc/dcmitype/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "geodcatap": "http://data.europa.eu/930/",
    "gn": "http://www.geonames.org/ontology#",
    "gsp": "http://www.opengis.net/ont/geosparql#",
    "healthdcatap": "http://healthdataportal.eu/ns/health#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "locn": "http://www.w3.org/ns/locn#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "odrs": "http://schema.theodi.org/odrs#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_SPELLINGS = {
    "http://purl.org/dc/elements/1.1/": "dct",
    "http://purl.org/dc/terms/#": "dct",
    "http://vocab.deri.ie/dcat#": "dcat",
    "http://www.w3.org/ns/dcat/": "dcat",
    "http://spdx.org/rdf/terms/": "spdx",
    "http://data.europa.eu/r5r#": "dcatap",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "wgs",
    "http://purl.org/adms/": "adms",
    "http://xmlns.com/foaf/spec/": "foaf",
}
_CURIES = {"dcterms": "dct", "dc": "dct", "gsp": "geo"}
_NAMESPACES = {
    space: _CURIES.get(prefix, prefix) for prefix, space in PREFIXES.items()
} | _SPELLINGS

#: Terms of DCAT and Dublin Core, which many pages put into each other's namespace.
_TERMS = {
    "dcat": "accessService accessURL bbox byteSize Catalog CatalogRecord catalog centroid "
    "compressFormat contactPoint DataService Dataset dataset DatasetSeries Distribution "
    "distribution downloadURL endDate endpointURL inSeries keyword landingPage mediaType "
    "packageFormat record servesDataset startDate theme",
    "dct": "accrualPeriodicity conformsTo creator description format identifier issued language "
    "license modified provenance publisher rights source spatial subject temporal title",
}
# Dataset and dataset, Distribution and distribution: classes differ by their first letter.
_BY_LOCAL = {
    (name[0].isupper(), name.lower()): f"{prefix}:{name}"
    for prefix, names in _TERMS.items()
    for name in names.split()
}
_MISPLACED = frozenset({"dcat", "dct"})

_SAME_AS = {
    "adms:contactPoint": "dcat:contactPoint",
    "dcat:bytes": "dcat:byteSize",
    "dct:abstract": "dct:description",
    "dct:licence": "dct:license",
    "cc:license": "dct:license",
    "schema:Dataset": "dcat:Dataset",
    "schema:DataCatalog": "dcat:Catalog",
    "schema:DataDownload": "dcat:Distribution",
    "schema:contentSize": "dcat:byteSize",
    "schema:contentUrl": "dcat:downloadURL",
    "schema:contactPoint": "dcat:contactPoint",
    "schema:creator": "dct:creator",
    "schema:dataset": "dcat:dataset",
    "schema:dateModified": "dct:modified",
    "schema:datePublished": "dct:issued",
    "schema:description": "dct:description",
    "schema:distribution": "dcat:distribution",
    "schema:email": "vcard:hasEmail",
    "schema:encodingFormat": "dcat:mediaType",
    "schema:endDate": "dcat:endDate",
    "schema:fileFormat": "dct:format",
    "schema:identifier": "dct:identifier",
    "schema:inLanguage": "dct:language",
    "schema:keywords": "dcat:keyword",
    "schema:license": "dct:license",
    "schema:name": "dct:title",
    "schema:publisher": "dct:publisher",
    "schema:spatialCoverage": "dct:spatial",
    "schema:startDate": "dcat:startDate",
    "schema:temporalCoverage": "dct:temporal",
    "schema:url": "dcat:landingPage",
}


@lru_cache(maxsize=4096)
def short(iri: str) -> str:
    """The short name of an IRI; the IRI itself where its vocabulary is none of ours."""
    prefix, local = _split(iri.replace("https://", "http://", 1))
    if not prefix:
        return iri
    if prefix in _MISPLACED:
        known = _BY_LOCAL.get((local[:1].isupper(), local.lower()))
        if known:
            return known
    name = f"{prefix}:{local}"
    return _SAME_AS.get(name, name)


def _split(iri: str) -> tuple[str, str]:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    if prefix := _NAMESPACES.get(iri[:cut]):
        return prefix, iri[cut:]
    # A JSON-LD page that forgot a prefix: the compact name was taken for an IRI.
    prefix, colon, local = iri.partition(":")
    known = colon and not local.startswith("//") and prefix in PREFIXES
    return (_CURIES.get(prefix, prefix), local) if known else ("", iri)
