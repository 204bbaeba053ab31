"""What RDF says of a dataset, in the terms of the model; profiles of several countries."""

from datetime import UTC, datetime

import pytest

from connectors.dcat.mapping import DcatMapper, datasets, facts, identify
from connectors.rdf.reading import read_graph
from connectors.selection import selected
from federation import codec
from federation.errors import HarvestError
from federation.model import Contact, Dataset, Origin, SchemaRef
from federation.settings import Selection

ARCGIS = "https://www.arcgis.com/home/item.html?id=0645deebb7604f5b82a5d1bbbfc444c8&sublayer=15"
ADDRESS = "https://portail.example.org/catalog.ttl"
EU = "http://publications.europa.eu/resource/authority/"
PREFIXES = "".join(
    f"@prefix {name}: <{space}> .\n"
    for name, space in {
        "adms": "http://www.w3.org/ns/adms#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcatap": "http://data.europa.eu/r5r/",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "locn": "http://www.w3.org/ns/locn#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "http://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "time": "http://www.w3.org/2006/time#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }.items()
)


@pytest.fixture
def read(federation):
    """`read(properties, more)`: the dataset that some Turtle describes."""
    mapper = DcatMapper(federation.context(connector="dcat", url=ADDRESS), ADDRESS)

    def parse(properties="", more="", subject="<http://a.org/1>"):
        text = (
            f"{PREFIXES}{subject} a dcat:Dataset {';' if properties else ''} {properties} .\n{more}"
        )
        items = datasets(read_graph(text.encode(), "text/turtle", ADDRESS))
        found = mapper.read(items[0])
        assert codec.loads(Dataset, codec.dumps(found)) == found
        return found

    return parse


def test_every_language_is_kept(read):
    found = read(
        'dct:title "Été"@fr, "Summer"@en-GB, "Udala"@eu ; dct:description "<p>a</p>"@fr, "b"@en ;'
        'dcat:keyword "vélo"@fr, "bike"@en, "bike"@en, "nu"'
    )
    assert found.title == {"fr": "Été", "en": "Summer", "eu": "Udala"}
    assert found.description == {"fr": "a", "en": "b"}
    assert found.keywords == {"fr": ("nu", "vélo"), "en": ("bike",)}


def test_machine_translations_come_after_what_people_wrote(read):
    found = read('dct:title "maschinell"@de-t-en-t0-mtec, "von Hand"@de')
    assert found.title == {"de": "von Hand"}


def test_texts_without_language_are_in_the_one_that_is_declared(read):
    assert read('dct:title "x"').title == {"fr": "x"}
    assert read(f'dct:title "x" ; dct:language <{EU}language/DEU>').title == {"de": "x"}
    several = f'dct:title "x" ; dct:language <{EU}language/DEU>, <{EU}language/ENG>'
    assert read(several).title == {"fr": "x"}
    catalogue = f"<http://a.org/c> a dcat:Catalog ; dct:language <{EU}language/SPA> ."
    assert read('dct:title "x"', catalogue).title == {"es": "x"}


def test_a_title_is_never_missing(read):
    assert read("").title == {"fr": "http://a.org/1"}
    assert read('rdfs:label "étiquette"').title == {"fr": "étiquette"}


@pytest.mark.parametrize(
    ("properties", "subject", "remote_id", "identifier"),
    [
        ("", "<http://a.org/1>", "http://a.org/1", "http://a.org/1"),
        ('dct:identifier "7"', "<http://a.org/1>", "http://a.org/1", "http://a.org/1"),
        (
            'dct:identifier "http://b.org/x"',
            "<http://a.org/1>",
            "http://a.org/1",
            "http://b.org/x",
        ),
        ('dct:identifier "7"', "[]", "7", "7"),
        ('dct:identifier "7"', "<#d1>", "7", f"{ADDRESS}#d1"),
        ("", "<#d1>", f"{ADDRESS}#d1", f"{ADDRESS}#d1"),
        ('dct:identifier "7"', "<http://a.org/.well-known/genid/b1>", "7", "7"),
        (
            f'dct:identifier "{ARCGIS}"',
            "<http://hub.org/maps/old-title>",
            "0645deebb7604f5b82a5d1bbbfc444c8_15",
            ARCGIS,
        ),
    ],
)
def test_ids(read, properties, subject, remote_id, identifier):
    found = read(properties, subject=subject)
    assert (found.remote_id, found.identifier) == (remote_id, identifier)


@pytest.mark.parametrize(
    ("licence", "code"),
    [
        (f"<{EU}licence/CC_BY_4_0>", f"{EU}licence/CC_BY_4_0"),
        ("<https://creativecommons.org/licenses/by-sa/4.0/>", f"{EU}licence/CC_BYSA_4_0"),
        ('"Licence Ouverte 2.0"', "http://spdx.org/licenses/etalab-2.0"),
        ('[ a dct:LicenseDocument ; dct:title "ODbL" ]', f"{EU}licence/ODC_BL"),
        ("<http://dcat-ap.de/def/licenses/dl-by-de/2.0>", f"{EU}licence/DLDE_BY_2_0"),
    ],
)
def test_licences_of_datasets_and_of_distributions(read, licence, code):
    assert read(f"dct:license {licence}").licence == code
    assert read(f"dct:rights {licence}").licence == code
    part = f"dcat:distribution [ dct:license {licence} ; dcat:accessURL <http://a.org/f> ]"
    found = read(part)
    assert found.licence == found.distributions[0].licence == code
    assert not found.unmapped


def test_different_licences_are_those_of_the_files(read):
    found = read(
        f"dcat:distribution [ dct:license <{EU}licence/CC0> ; dcat:accessURL <http://a.org/f> ],"
        ' [ dct:license "maison" ; dcat:accessURL <http://a.org/g> ]'
    )
    assert found.licence is None
    assert "maison" in found.licence_label
    assert {part.licence for part in found.distributions} == {f"{EU}licence/CC0", None}
    assert found.unmapped["licence"] == 1


def test_themes(read):
    found = read(
        f"dcat:theme <{EU}data-theme/TRAN>, <http://datos.gob.es/kos/sector-publico/sector/salud>,"
        ' [ skos:prefLabel "Mobilité"@fr ], "Environnement", <http://eurovoc.europa.eu/100154> ;'
        "dcatap:hvdCategory <http://data.europa.eu/bna/c_ac64a52d>"
    )
    codes = [uri.rsplit("/", 1)[-1] for uri in found.themes]
    assert codes == ["HEAL", "TRAN", "ENVI", "c_ac64a52d"]
    assert "mobility" in found.axes
    assert found.unmapped == {"theme": 1}


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ('[ foaf:name "Ville"@fr, "City"@en ]', "Ville"),
        ('"Ville"', "Ville"),
        ("<http://a.org/org>", "http://a.org/org"),
        ('[ skos:prefLabel "Mairie" ]', "Mairie"),
        ("[]", None),
    ],
)
def test_publishers(read, agent, name):
    assert read(f"dct:publisher {agent}").publisher == name


@pytest.mark.parametrize(
    ("card", "contact"),
    [
        (
            '[ vcard:fn "S" ; vcard:hasEmail <mailto:od@a.org> ; vcard:hasURL <http://a.org> ]',
            Contact("S", "od@a.org", "http://a.org"),
        ),
        ('[ vcard:fn "S" ; vcard:hasEmail "od@a.org" ]', Contact("S", "od@a.org")),
        ("[ vcard:hasEmail [ vcard:hasValue <mailto:od@a.org> ] ]", Contact(None, "od@a.org")),
        ('"od@a.org"', Contact(None, "od@a.org")),
        ('[ vcard:fn "S" ; vcard:hasEmail <http://ask us at od@a.org please> ]', Contact("S")),
        ('[ vcard:fn "A" ], [ vcard:hasEmail "b@a.org" ]', Contact(None, "b@a.org")),
    ],
)
def test_contacts(read, card, contact):
    assert read(f"dcat:contactPoint {card}").contact == contact


def test_an_empty_contact_is_counted_and_a_publishers_mailbox_stands_in(read):
    found = read("dcat:contactPoint [] ; dct:publisher [ foaf:mbox <mailto:od@a.org> ]")
    assert found.contact == Contact(None, "od@a.org")
    assert found.unmapped == {"contact": 1}


BOX = (7.0, 43.6, 7.3, 43.8)
WKT = "POLYGON((7.0 43.6,7.3 43.6,7.3 43.8,7.0 43.8,7.0 43.6))"
SWAPPED = "POLYGON((43.6 7.0,43.6 7.3,43.8 7.3,43.8 7.0,43.6 7.0))"
GML = (
    "<gml:Envelope srsName='%s'><gml:lowerCorner>%s</gml:lowerCorner>"
    "<gml:upperCorner>%s</gml:upperCorner></gml:Envelope>"
)


@pytest.mark.parametrize(
    "place",
    [
        f'[ dcat:bbox "{WKT}"^^geo:wktLiteral ]',
        f'[ locn:geometry "{WKT}"^^geo:wktLiteral ]',
        f'[ locn:geometry [ geo:asWKT "{WKT}" ] ]',
        f'[ dcat:bbox "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> {WKT}"^^geo:wktLiteral ]',
        f'[ dcat:bbox "<http://www.opengis.net/def/crs/EPSG/0/4326> {SWAPPED}"^^geo:wktLiteral ]',
        '[ locn:geometry "'
        + GML % ("http://www.opengis.net/def/crs/EPSG/0/4326", "43.6 7.0", "43.8 7.3")
        + '"^^geo:gmlLiteral ]',
        '[ locn:geometry "' + GML % ("CRS84", "7.0 43.6", "7.3 43.8") + '"^^geo:gmlLiteral ]',
        '[ locn:geometry \'{"type": "Polygon", "coordinates": '
        "[[[7,43.6],[7.3,43.6],[7.3,43.8],[7,43.6]]]}' ]",
        '"7.0,43.6,7.3,43.8"',
        f'[ dcat:bbox "n\'importe quoi" ; locn:geometry "{WKT}" ]',
    ],
)
def test_boxes(read, place):
    found = read(f"dct:spatial {place}")
    assert found.spatial.bbox == BOX
    assert "spatial" not in found.unmapped


@pytest.mark.parametrize(
    "place",
    [
        '[ dcat:bbox "POLYGON((1000000 6000000,1000001 6000000,1000001 6000001))" ]',
        '[ dcat:bbox "<http://www.opengis.net/def/crs/EPSG/0/2154> POLYGON((7 43,8 43,8 44))" ]',
        '[ locn:geometry "<gml:Point>" ]',
        f'[ dcat:bbox "POINT({"1" * 100_000} 2)" ]',
        "[]",
    ],
)
def test_places_that_say_nothing_are_counted(read, place):
    found = read(f"dct:spatial {place}")
    assert found.spatial is None
    assert found.unmapped == {"spatial": 1}


def test_places_with_codes_and_names(read):
    found = read(
        'dct:spatial <http://id.insee.fr/geo/commune/06088>, [ skos:prefLabel "Nice"@fr ;'
        'dct:identifier "06088" ; dcat:centroid "POINT(7.2 43.7)"^^geo:wktLiteral ]'
    )
    assert found.spatial.codes == ("http://id.insee.fr/geo/commune/06088", "06088")
    assert found.spatial.label == "Nice"
    assert found.spatial.bbox == (7.2, 43.7, 7.2, 43.7)


@pytest.mark.parametrize(
    ("period", "ends"),
    [
        ("[ dcat:startDate '2020-01-01'^^xsd:date ; dcat:endDate '2021' ]", ("2020-01-01", "2021")),
        ("[ schema:startDate '2020-01-01T10:00:00' ]", ("2020-01-01", None)),
        (
            "[ time:hasBeginning [ time:inXSDDate '2020-01-01' ] ;"
            " time:hasEnd [ time:inXSDDateTime '2020-12-31T00:00:00Z' ] ]",
            ("2020-01-01", "2020-12-31"),
        ),
        ("'2020-01-01/2020-12-31'", ("2020-01-01", "2020-12-31")),
        ("'start=2019; end=2020; scheme=W3C-DTF;'", ("2019", "2020")),
        ("<http://reference.data.gov.uk/id/year/2012>", ("2012", "2012")),
        ("[ dcat:startDate '2020' ], [ dcat:endDate '2024' ]", ("2020", "2024")),
    ],
)
def test_periods(read, period, ends):
    found = read(f"dct:temporal {period}")
    assert found.temporal == ends
    assert not found.unmapped


def test_bad_dates_are_counted(read):
    found = read(
        "dct:issued 'hier' ; dct:modified 'demain', '2024-01-02' ;"
        "dct:temporal [ dcat:startDate '2020-13-77' ; dcat:endDate '2021' ], 'jadis'"
    )
    assert found.issued is None
    assert found.modified == datetime(2024, 1, 2, tzinfo=UTC)
    assert found.temporal == (None, "2021")
    assert found.unmapped == {"date": 3}
    assert read("dct:temporal 'jadis'").unmapped == {"temporal": 1}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (f"<{EU}frequency/ANNUAL>", "ANNUAL"),
        ("<http://purl.org/cld/freq/daily>", "DAILY"),
        ("<http://purl.org/linked-data/sdmx/2009/code#freq-M>", "MONTHLY"),
        ("'hebdomadaire'", "WEEKLY"),
        ("[ rdf:value [ a time:DurationDescription ; time:years 1.0 ] ]", "ANNUAL"),
        ("[ rdf:value [ time:months '3' ] ]", "QUARTERLY"),
        ("[ rdfs:label 'mensuel'@fr ]", "MONTHLY"),
    ],
)
def test_frequencies(read, words, code):
    assert read(f"dct:accrualPeriodicity {words}").frequency == f"{EU}frequency/{code}"


def test_an_unknown_frequency_is_counted(read):
    assert read("dct:accrualPeriodicity 'parfois'").unmapped == {"frequency": 1}


def test_a_distribution(read):
    (part,) = read(
        "dcat:distribution <http://a.org/1/f>",
        "<http://a.org/1/f> a dcat:Distribution ; dct:title 'Fichier'@fr, 'File'@en ;"
        "dcat:accessURL <http://a.org/page> ; dcat:downloadURL <http://a.org/f.csv> ;"
        f"dct:format <{EU}file-type/CSV> ; dct:modified '2024-01-02T00:00:00Z'^^xsd:dateTime ;"
        "dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ;"
        "dct:conformsTo <https://schema.data.gouv.fr/scdl/subventions/2.1.1> ;"
        "dcat:byteSize 1234.0 ;"
        "spdx:checksum [ spdx:checksumValue 'AB12'^^xsd:hexBinary ] .",
    ).distributions
    assert part.remote_id == "http://a.org/1/f"
    assert part.title == {"fr": "Fichier", "en": "File"}
    assert (part.access_url, part.download_url) == ("http://a.org/page", "http://a.org/f.csv")
    assert (part.format, part.media_type, part.byte_size) == ("CSV", "text/csv", 1234)
    assert part.modified == datetime(2024, 1, 2, tzinfo=UTC)
    assert part.schema == SchemaRef("scdl/subventions", "2.1.1")
    assert part.checksum == part.version == "ab12"


@pytest.mark.parametrize(
    ("properties", "name", "media_type"),
    [
        ("dct:format 'csv'", "CSV", "text/csv"),
        ("dct:format [ rdfs:label 'XLS' ; rdf:value 'application/vnd.ms-excel' ]", "XLS", None),
        ("dcat:mediaType 'application/json'", "JSON", "application/json"),
        ("dcat:mediaType [ rdfs:label 'text/csv' ]", "CSV", "text/csv"),
        (
            "dcat:packageFormat <https://www.iana.org/assignments/media-types/application/zip>",
            "ZIP",
            "application/zip",
        ),
        (f"dct:format <{EU}file-type/GEOJSON>", "GEOJSON", "application/geo+json"),
    ],
)
def test_formats(read, properties, name, media_type):
    (part,) = read(
        f"dcat:distribution [ dcat:accessURL <http://a.org/f> ; {properties} ]"
    ).distributions
    assert part.format == name
    assert media_type in {None, part.media_type}


def test_which_addresses_are_files(read):
    found = read(
        "dcat:landingPage <http://a.org/page> ; dcat:distribution"
        " [ dcat:accessURL <http://a.org/f> ; dct:format 'CSV' ],"
        " [ dcat:accessURL <http://a.org/page> ; dct:format 'CSV' ],"
        " [ dcat:accessURL 'http://a.org/w' ; dct:format 'WMS' ],"
        " [ dcat:accessService [ dcat:endpointURL <http://a.org/api> ] ],"
        " [ dcat:accessURL <mailto:x@a.org> ], [ dct:title 'rien' ]"
    )
    parts = [(part.access_url, part.download_url or "") for part in found.distributions]
    assert sorted(parts) == [
        ("", ""),
        ("", ""),
        ("http://a.org/api", ""),
        ("http://a.org/f", "http://a.org/f"),
        ("http://a.org/page", ""),
        ("http://a.org/w", ""),
    ]
    assert found.unmapped == {"url": 3}
    assert found.landing_page == "http://a.org/page"
    assert len({part.remote_id for part in found.distributions}) == 6


def test_the_schema_of_a_dataset_is_that_of_its_only_table(read):
    table = "[ dcat:accessURL <http://a.org/f.csv> ; dct:format 'CSV' ]"
    note = "[ dcat:accessURL <http://a.org/f.pdf> ; dct:format 'PDF' ]"
    page = "https://schema.data.gouv.fr/scdl/deliberations"
    schema = f"dct:conformsTo [ dct:title 'x' ; foaf:page '{page}' ]"
    found = read(f"{schema} ; dcat:distribution {table}, {note}")
    schemas = {part.format: part.schema for part in found.distributions}
    assert schemas == {"CSV": SchemaRef("scdl/deliberations"), "PDF": None}
    twice = read(f"{schema} ; dcat:distribution {table}, {table.replace('f.csv', 'g.csv')}")
    assert [part.schema for part in twice.distributions] == [None, None]
    assert read("dct:conformsTo 'une règle'").unmapped == {"schema": 1}
    assert not read("dct:conformsTo <http://www.opengis.net/def/crs/EPSG/0/4326>").unmapped


def test_the_order_of_a_document_means_nothing(read):
    parts = [
        "dcat:contactPoint [ vcard:hasEmail 'a@a.org' ]",
        "dcat:contactPoint [ vcard:hasEmail 'b@a.org' ]",
        "dct:title 'un'@fr",
        "dct:title 'deux'@fr",
        f"dcat:theme <{EU}data-theme/TRAN>",
        f"dcat:theme <{EU}data-theme/ENVI>",
        "dcat:distribution [ dcat:accessURL <http://a.org/f> ; dct:title 'f' ]",
        "dcat:distribution [ dcat:accessURL <http://a.org/f> ; dct:title 'g' ]",
        "dcat:distribution [ dct:title 'h' ]",
        "dcat:distribution <http://a.org/z>",
    ]
    assert read(" ; ".join(parts)) == read(" ; ".join(reversed(parts)))


def test_the_entry_of_the_catalogue_stands_in_for_a_missing_date(read):
    record = (
        "<http://a.org/r> a dcat:CatalogRecord ; <http://xmlns.com/foaf/0.1/primaryTopic>"
        " <http://a.org/1> ; dct:modified '2023-03-03' ."
    )
    assert read("", record).modified == datetime(2023, 3, 3, tzinfo=UTC)
    assert read("dct:modified '2024-04-04'", record).modified.year == 2024


def test_the_chain_of_origins(read):
    found = read(
        "prov:wasDerivedFrom <https://autre.example.org/d/1>, <https://portail.example.org/x> ;"
        "dct:source 'un texte' ; adms:identifier [ skos:notation 'https://tiers.example.org/9' ]"
    )
    assert [hop.url for hop in found.provenance] == [
        "https://autre.example.org/d/1",
        "https://portail.example.org/x",
        "https://tiers.example.org/9",
        ADDRESS,
    ]
    assert found.provenance[-1] == Origin(ADDRESS, "http://a.org/1")


def test_the_chain_that_another_node_wrote_keeps_its_order(read):
    hops = [
        ("https://b.org/d", "d-b", "urn:partage:node:b", 2),
        ("https://ville.org", "d-v", "", 1),
    ]
    statements = ", ".join(
        f"[ a dct:ProvenanceStatement ; schema:position {place} ; dct:identifier '{name}' ;"
        f" foaf:page <{url}> ; dct:title 'T'"
        + (f" ; prov:wasAttributedTo <{node}> ]" if node else " ]")
        for url, name, node, place in hops
    )
    derived = ", ".join(f"<{url}>" for url, *_ in hops)
    found = read(f"dct:provenance {statements}, 'un texte' ; prov:wasDerivedFrom {derived}")
    assert found.provenance[:-1] == (
        Origin("https://ville.org", "d-v", "T"),
        Origin("https://b.org/d", "d-b", "T", "b"),
    )


def test_closed_datasets_are_never_read(read):
    for words in (
        f"<{EU}access-right/NON_PUBLIC>",
        f"<{EU}access-right/RESTRICTED>",
        "'restricted'",
    ):
        with pytest.raises(ValueError, match="public"):
            read(f"dct:accessRights {words}")
    assert read(f"dct:accessRights <{EU}access-right/PUBLIC>").access_rights == (
        f"{EU}access-right/PUBLIC"
    )
    assert read("dct:accessRights 'sur inscription'").access_rights == "sur inscription"
    assert read("").access_rights is None


def test_facts_are_names_uris_and_words():
    text = PREFIXES + (
        f"<http://a.org/1> a dcat:Dataset ; dct:identifier '7' ; dcat:theme <{EU}data-theme/TRAN> ;"
        "dct:publisher [ foaf:name 'Ville' ] ; dcat:keyword 'Vélo'@fr, 'Bike'@en ."
    )
    (item,) = datasets(read_graph(text.encode(), "", ADDRESS))
    found = facts(item)
    assert set(found.ids) == {"http://a.org/1", "7"}
    assert found.organizations == ("Ville",)
    assert set(found.tags) == {"Vélo", "Bike"}
    assert selected(Selection(themes=("tran",), tags=("bike",), datasets=("7",)), found)
    assert not selected(Selection(exclude=("7",)), found)


def test_what_is_a_dataset():
    text = PREFIXES + (
        "<http://a.org/c> a dcat:Catalog ; dct:title 'c' ; dcat:catalog <http://a.org/c2> ;"
        " dcat:dataset <http://a.org/2>, <http://a.org/absent> .\n"
        "<http://a.org/c2> a dcat:Catalog, dcat:Dataset ; dcat:dataset <http://a.org/1> .\n"
        "<http://a.org/1> a dcat:Dataset .\n<http://a.org/2> dct:title 'sans classe' .\n"
        "<http://a.org/s> a dcat:DatasetSeries . <http://a.org/s2> a dcat:DatasetSeries ;"
        " dcat:distribution [ dcat:accessURL <http://a.org/f> ] .\n"
        "<http://a.org/api> a dcat:DataService ; dct:title 'api' ."
    )
    found = map(identify, datasets(read_graph(text.encode(), "", ADDRESS)))
    assert sorted(found) == ["http://a.org/1", "http://a.org/2", "http://a.org/s2"]


@pytest.fixture
def captured(shared_portals, federation):
    """`captured(name)`: datasets of a captured file, by id."""
    mapper = DcatMapper(federation.context(connector="dcat", url=ADDRESS), ADDRESS)

    def load(name):
        graph = read_graph((shared_portals / "dcat" / name).read_bytes(), "", ADDRESS)
        return {identify(item): mapper.read(item) for item in datasets(graph)}

    return load


def only(found):
    (one,) = found.values()
    return one


def test_germany(captured):
    one = only(captured("ckanext-dcat__dataset_gov_de.rdf"))
    assert one.title == {"de": "Liefer- und Abholservices (Gastronomie)"}
    assert one.licence == f"{EU}licence/CC0"
    assert one.spatial.bbox == (11.9936, 54.0486, 12.3045, 54.2466)
    assert one.publisher == "Hanse- und Universitätsstadt Rostock"
    assert one.contact.email == "geodienste@rostock.de"
    assert one.modified.isoformat() == "2024-05-08T04:11:24.309486+00:00"
    table = next(part for part in one.distributions if part.format == "CSV")
    assert (table.byte_size, table.checksum[:8]) == (60744, "7cc6d258")
    assert any(uri.startswith("http://data.europa.eu/bna/") for uri in one.themes)
    assert not one.unmapped


def test_spain(captured):
    one = only(captured("ckanext-dcat__dataset_gob_es.ttl"))
    assert set(one.title) == {"es"}
    assert one.frequency == f"{EU}frequency/ANNUAL"
    assert one.themes == (f"{EU}data-theme/EDUC",)
    assert one.publisher == "Ayuntamiento de Madrid"
    assert (
        one.identifier == "https://datos.madrid.es/egob/catalogo/300676-0-deporte-encuesta-escuelas"
    )
    (part,) = one.distributions
    assert (part.format, part.byte_size) == ("XLS", 43008)
    assert part.download_url.endswith("deporte-encuesta-escuelas.xlsx")


def test_italy(captured):
    found = captured("ckanext-dcatapit__catalog_dati_unibo.rdf")
    assert len(found) == 12
    one = found["https://dati.unibo.it/dataset/8cbba6bd-1686-4828-b223-6f4dab477434"]
    assert one.title == {"en": "Degree programmes", "it": "Corsi di studio"}
    assert one.licence == f"{EU}licence/CC_BY_3_0"
    assert one.licence_label == "CC BY 3.0 IT"
    assert len(one.distributions) == 15
    assert {part.format for part in one.distributions} == {"CSV"}


def test_switzerland(captured):
    found = captured("ckanext-dcatapchharves__catalog.xml")
    assert set(found) == {
        "346252@bundesamt-fur-statistik-bfs",
        "346266@bundesamt-fur-statistik-bfs",
    }
    one = found["346252@bundesamt-fur-statistik-bfs"]
    assert set(one.title) == {"fr", "de"}
    assert set(one.keywords) == {"de", "fr", "en", "it", "rm"}
    assert one.temporal == ("1894-01-01", "1894-12-31")
    assert one.spatial.label == "Schweiz"


def test_sweden(captured):
    one = only(captured("DCAT-AP-SE__rekommenderat.rdf"))
    assert one.title == {"sv": "Bibliotek i Sverige", "en": "Libraries in Sweden"}
    assert one.licence == f"{EU}licence/CC0"
    assert one.temporal == ("2010-01-01", "2012-01-01")
    assert one.spatial.codes == ("http://sws.geonames.org/2661886",)
    assert [part.format for part in one.distributions] == ["CSV", "JSON"]


def test_geonetwork_in_france(captured):
    one = only(captured("udata__series.xml"))
    assert one.spatial.bbox == (1.4, 50.0, 2.36, 51.1)
    assert one.temporal == ("2008-01-01", "2014-01-30")
    assert one.modified.year == 2025  # the catalogue's own entry tells
    beach = only(captured("udata__geonetwork.xml"))
    assert beach.frequency == f"{EU}frequency/CONT"
    assert beach.unmapped["theme"] == 12


def test_catalan_stays_catalan(captured):
    one = only(captured("ckanext-dcat__dataset_multilingual.ttl"))
    assert one.title["ca"] == "Conjunt de dades de prova DCAT"
    assert set(one.description) == set(one.keywords) == {"ca", "en", "es"}
    assert one.languages == ("ca", "en", "es")


def test_blank_nodes_and_bad_geometries(captured):
    found = captured("udata__bnodes.xml")
    assert set(found) == {
        "1",
        "https://portail.example.org/dataset-2",
        "https://portail.example.org/dataset-3",
    }
    assert found["1"].description == {"en": "Dataset 1 description"}
    assert found["1"].unmapped["spatial"] == 1
    third = found["https://portail.example.org/dataset-3"]
    assert third.distributions[0].schema == SchemaRef("etalab/schema-irve-statique", "2.2.0")


def test_bad_dates_of_a_real_portal(captured):
    one = only(captured("ckanext-dcatapchharves__dataset-datetimes-bad.xml"))
    assert one.temporal == ("1990-01-01", "2015-01-02")
    assert one.unmapped["date"] > 5


def test_a_broken_capture_names_its_line(captured):
    with pytest.raises(HarvestError, match="line 154"):
        captured("ckanext-dcat__dataset.ttl")
