"""DCAT-AP: what templates write is what rdflib would, conforms, and pages with Hydra."""

from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import graph_diff, isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SDO, SKOS, XSD

from catalog_api.render.documents import render
from catalog_api.render.turtle import HEAD, iri, literal, node
from federation.i18n import LOCALES, msg

SHARED = Path(__file__).parents[2].parent / "shared"
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")


def graph(text: str) -> Graph:
    return Graph().parse(data=text, format="turtle")


_NASTY = (
    'guillemets " et \\ barre',
    "ligne\nretour\r\ttabulation",
    "fin par une barre\\",
    '"""',
    "émoji 🚲 et ﬁn",
    "<b>balise</b> & entité",
    "",
    "\\u0041 n'est pas A",
)


@pytest.mark.parametrize("text", _NASTY)
def test_literals_mean_what_rdflib_means(text):
    subject, predicate = URIRef("http://x.example/é a<b>"), URIRef("http://x.example/p")
    ours = graph(
        HEAD
        + node(
            iri("http://x.example/é a<b>"),
            (
                (iri(str(predicate)), literal(text)),
                (iri(str(predicate)), literal(text, "fr")),
                (iri(str(predicate)), literal(text, "not a language")),
                (iri(str(predicate)), literal("1", datatype="xsd:integer")),
            ),
        )
    )
    theirs = Graph()
    encoded = URIRef("http://x.example/é%20a%3Cb%3E")
    assert subject != encoded
    theirs.add((encoded, predicate, Literal(text)))
    theirs.add((encoded, predicate, Literal(text, lang="fr")))
    theirs.add((encoded, predicate, Literal("1", datatype=XSD.integer)))
    assert isomorphic(ours, theirs)


def test_control_characters_become_spaces():
    assert literal("a\x00b\x0bc\ud800") == '"a b c "'


EU = "http://publications.europa.eu/resource/authority/"
SCHEMA = "https://schema.data.gouv.fr/"
IANA = "https://www.iana.org/assignments/media-types/"
DCATAP = Namespace("http://data.europa.eu/r5r/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
ADMS = "http://purl.org/adms/"
STANDARD = URIRef("https://semiceu.github.io/DCAT-AP/releases/3.0.1/")
OPENAPI = URIRef("https://spec.openapis.org/oas/v3.1.0")


def _expected(published, base: str) -> Graph:
    """The graph of a dataset with one table, as rdflib would build it."""
    found, table = Graph(), published.tables[0]
    me = URIRef(f"{base}/dataset/{published.id}")
    page = URIRef(f"{base}/datasets/{published.name}")
    city, public = URIRef(f"{base}/cities/bilbao"), URIRef(f"{EU}access-right/PUBLIC")
    theme, spanish = URIRef(f"{EU}data-theme/TRAN"), URIRef(f"{EU}language/SPA")
    licence, there = URIRef(f"{EU}licence/CC0"), URIRef(f"{EU}planned-availability/AVAILABLE")
    moment = Literal("2026-03-03T11:30:00Z", datatype=XSD.dateTime)

    def say(subject, *pairs):
        for predicate, value in pairs:
            found.add((subject, predicate, value))

    say(
        me,
        (RDF.type, DCAT.Dataset),
        (RDF.type, DCAT.Resource),
        (PROV.wasGeneratedBy, URIRef(f"{me}#harvest")),
        (DCTERMS.title, Literal("Carriles para bicicletas", "es")),
        (DCTERMS.description, Literal("Carriles para bicicletas. Description.", "es")),
        (DCTERMS.identifier, Literal("urn:bilbao-jeu-002")),
        (DCTERMS.publisher, city),
        (DCAT.landingPage, page),
        (DCTERMS.issued, moment),
        (DCTERMS.modified, moment),
        (DCTERMS.accessRights, public),
        (DCAT.keyword, Literal("bicicletas", "es")),
        (DCAT.keyword, Literal("movilidad", "es")),
        (DCTERMS.language, spanish),
        (DCAT.theme, theme),
    )
    hop = BNode()
    say(me, (DCTERMS.provenance, hop))
    say(
        hop,
        (RDF.type, DCTERMS.ProvenanceStatement),
        (RDF.type, PROV.Entity),
        (RDFS.label, Literal(f"{me} — {published.id}")),
        (SDO.position, Literal(1)),
        (DCTERMS.identifier, Literal(published.id)),
        (FOAF.page, me),
        (PROV.wasAttributedTo, URIRef("urn:partage:node:villes-partage")),
    )
    _say_record(say, me, moment)
    _say_service(say, me, table, base, theme, licence)
    _say_node(say, base)
    for kind in ("csv", "parquet"):
        part = URIRef(f"{me}#{table.id}-{kind}")
        media = "text/csv" if kind == "csv" else "application/vnd.apache.parquet"
        say(me, (DCAT.distribution, part))
        say(
            part,
            (RDF.type, DCAT.Distribution),
            (DCTERMS.title, Literal(f"Carriles para bicicletas ({kind.upper()})", "es")),
            (DCAT.accessURL, page),
            (DCAT.downloadURL, URIRef(f"{base}/api/v1/tables/{table.id}/data.{kind}")),
            (DCAT.accessService, URIRef(f"{me}#{table.id}-api")),
            (DCATAP.availability, there),
            (DCTERMS.modified, moment),
            (DCAT.mediaType, URIRef(IANA + media)),
            (DCTERMS.license, licence),
        )
        say(URIRef(IANA + media), (RDF.type, DCTERMS.MediaType))
    csv = URIRef(f"{EU}file-type/CSV")
    say(URIRef(f"{me}#{table.id}-csv"), (DCTERMS.format, csv))
    checksum, parquet = BNode(), URIRef(f"{me}#{table.id}-parquet")
    size = Literal(str(table.snapshot.byte_size), datatype=XSD.nonNegativeInteger)
    say(parquet, (DCAT.byteSize, size), (SPDX.checksum, checksum))
    value = Literal(table.snapshot.sha256, datatype=XSD.hexBinary)
    say(
        checksum,
        (RDF.type, SPDX.Checksum),
        (SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (SPDX.checksumValue, value),
    )
    say(SPDX.checksumAlgorithm_sha256, (RDF.type, SPDX.ChecksumAlgorithm))
    say(csv, (RDF.type, DCTERMS.MediaTypeOrExtent))
    say(public, (RDF.type, DCTERMS.RightsStatement))
    say(there, (RDF.type, SKOS.Concept))
    say(there, (SKOS.prefLabel, Literal("disponible", "fr")))
    say(there, (SKOS.prefLabel, Literal("available", "en")))
    say(theme, (RDF.type, SKOS.Concept))
    for code, text in (("fr", "Transports"), ("en", "Transport"), ("es", "Transporte")):
        say(theme, (SKOS.prefLabel, Literal(text, code)))
    say(spanish, (RDF.type, DCTERMS.LinguisticSystem))
    free = URIRef(f"{ADMS}licencetype/PublicDomain")
    say(licence, (RDF.type, DCTERMS.LicenseDocument), (DCTERMS.type, free))
    say(free, (RDF.type, SKOS.Concept))
    for code, text in (
        ("en", "Public domain"),
        ("fr", "Domaine public"),
        ("es", "Dominio público"),
    ):
        say(free, (SKOS.prefLabel, Literal(text, code)))
    say(page, (RDF.type, FOAF.Document))
    say(city, (RDF.type, FOAF.Agent))
    say(city, (FOAF.name, Literal("Bilbao", "es")), (FOAF.name, Literal("Bilbao", "fr")))
    local = URIRef(f"{ADMS}publishertype/LocalAuthority")
    say(city, (DCTERMS.type, local))
    say(local, (RDF.type, SKOS.Concept))
    for code, text in (
        ("fr", "Autorité locale"),
        ("en", "Local Authority"),
        ("es", "Autoridad local"),
    ):
        say(local, (SKOS.prefLabel, Literal(text, code)))
    return found


def _say_record(say, me, moment):
    """The catalogue's entry, and the harvest that it comes from."""
    say(
        URIRef(f"{me}#record"),
        (RDF.type, DCAT.CatalogRecord),
        (FOAF.primaryTopic, me),
        (DCTERMS.issued, moment),
        (DCTERMS.modified, moment),
        (DCTERMS.conformsTo, STANDARD),
    )
    say(STANDARD, (RDF.type, DCTERMS.Standard), (DCTERMS.title, Literal("DCAT-AP 3.0.1")))
    agent = URIRef("urn:partage:node:villes-partage")
    say(agent, (RDF.type, PROV.SoftwareAgent))
    say(agent, (RDFS.label, Literal("partage (villes-partage)")))
    harvest = URIRef(f"{me}#harvest")
    say(harvest, (RDF.type, PROV.Activity), (PROV.wasAssociatedWith, agent))
    say(harvest, (PROV.endedAtTime, moment))
    for code in LOCALES:
        say(harvest, (RDFS.label, Literal(msg("Harvest from the portal").render(code), code)))


def _say_service(say, me, table, base, theme, licence):
    """The interface that answers questions about the table's rows."""
    address, page = f"{base}/api/v1/tables/{table.id}", URIRef(f"{base}/docs")
    say(
        URIRef(f"{me}#{table.id}-api"),
        (RDF.type, DCAT.DataService),
        (DCTERMS.title, Literal("Carriles para bicicletas (API)", "es")),
        (DCAT.endpointURL, URIRef(f"{address}/data")),
        (DCAT.endpointDescription, URIRef(f"{address}/openapi.json")),
        (DCAT.servesDataset, me),
        (DCAT.theme, theme),
        (DCAT.keyword, Literal("API")),
        (DCAT.contactPoint, URIRef(f"{base}/#contact")),
        (DCTERMS.publisher, URIRef(f"{base}/#publisher")),
        (DCTERMS.license, licence),
        (DCTERMS.conformsTo, OPENAPI),
        (DCTERMS.accessRights, URIRef(f"{EU}access-right/PUBLIC")),
        (FOAF.page, page),
    )
    say(page, (RDF.type, FOAF.Document))
    say(OPENAPI, (RDF.type, DCTERMS.Standard), (DCTERMS.title, Literal("OpenAPI 3.1")))


def _say_node(say, base):
    """Who runs the node, and whom to ask."""
    name = Literal("Association des villes partenaires")
    say(URIRef(f"{base}/#publisher"), (RDF.type, FOAF.Agent), (FOAF.name, name))
    mail = URIRef("mailto:donnees@villes.example")
    contact = URIRef(f"{base}/#contact")
    say(contact, (RDF.type, VCARD.Kind), (VCARD.fn, name), (VCARD.hasEmail, mail))


def test_a_dataset_is_the_graph_that_rdflib_would_build(state, sample):
    published = sample(state)[3]
    ours = graph(HEAD + render(published, state.federation).turtle.decode())
    theirs = _expected(published, state.federation.base_url)
    _, only_theirs, only_ours = graph_diff(theirs, ours)
    assert isomorphic(ours, theirs), (only_theirs.serialize(), only_ours.serialize())


def test_the_catalogue_is_valid_turtle_with_every_dataset(site):
    answer = site.get("/catalog.ttl")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    found = graph(answer.text)
    catalog = URIRef(f"{site.base}/catalog")
    assert (catalog, RDF.type, DCAT.Catalog) in found
    listed = set(found.objects(catalog, DCAT.dataset))
    assert listed == {URIRef(f"{site.base}/dataset/{one.id}") for one in site.datasets}
    assert set(found.subjects(RDF.type, DCAT.Dataset)) == listed
    assert not list(found.subjects(RDF.type, HYDRA.PartialCollectionView))


def test_a_dataset_in_turtle(site):
    wanted = site.datasets[0]
    found = graph(site.get(f"/dataset/{wanted.id}.ttl").text)
    subject = URIRef(f"{site.base}/dataset/{wanted.id}")
    assert set(found.objects(subject, DCTERMS.identifier)) == {Literal(wanted.dataset.identifier)}
    titles = {(str(title), title.language) for title in found.objects(subject, DCTERMS.title)}
    assert titles == {(text, code) for code, text in wanted.dataset.title.items()}
    distributions = list(found.objects(subject, DCAT.distribution))
    assert len(distributions) == 5
    schema = URIRef("https://schema.data.gouv.fr/scdl/subventions/2.1.1/")
    assert len(list(found.subjects(DCTERMS.conformsTo, schema))) == 5
    sums = {str(value) for value in found.objects(None, SPDX.checksumValue)}
    assert sums == {wanted.tables[0].snapshot.sha256}
    for url in found.objects(None, DCAT.downloadURL):
        if str(url).startswith(site.base):
            assert site.client.head(str(url)).status_code == 200
    page = site.get(f"/dataset/{wanted.id}", follow_redirects=False)
    assert page.headers["location"] == f"/datasets/{wanted.name}"
    turtle = site.get(f"/dataset/{wanted.id}", headers={"Accept": "text/turtle"})
    assert turtle.headers["location"].endswith(".ttl")


def test_hydra_pages_cover_the_catalogue_once(site):
    url, seen, pages = "/catalog.ttl?limit=3", [], 0
    while url:
        found = graph(site.get(url).text)
        this = next(found.subjects(RDF.type, HYDRA.PartialCollectionView))
        assert int(next(found.objects(None, HYDRA.totalItems))) == len(site.datasets)
        seen += list(found.subjects(RDF.type, DCAT.Dataset))
        url = next((str(one) for one in found.objects(this, HYDRA.next)), None)
        pages += 1
    assert pages == 3
    assert len(seen) == len(set(seen)) == len(site.datasets)


def test_themes_carry_labels_of_three_languages(site):
    found = graph(site.get("/catalog.ttl").text)
    theme = URIRef("http://publications.europa.eu/resource/authority/data-theme/EDUC")
    assert {label.language for label in found.objects(theme, SKOS.prefLabel)} == {"fr", "en", "es"}
