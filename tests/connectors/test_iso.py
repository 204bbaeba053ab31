"""ISO 19139 and ISO 19115-3 records in DCAT-AP terms; captured ones replayed over HTTP."""

import dataclasses
import warnings
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from connectors.csw.requests import DCAT, GMD
from connectors.iso import records as iso
from connectors.iso import themes as iso_themes
from connectors.iso.mapping import IsoMapper
from connectors.iso.xml import canonical, parse
from connectors.web.answers import Body
from federation import codec
from federation.errors import HarvestError
from federation.harvest import HarvestPage

EU = "http://publications.europa.eu/resource/authority/"

HEAD = """<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd"
 xmlns:gco="http://www.isotc211.org/2005/gco" xmlns:gmx="http://www.isotc211.org/2005/gmx"
 xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"""


def text(words, **locales):
    groups = "".join(
        f'<gmd:textGroup><gmd:LocalisedCharacterString locale="#{locale}">{each}'
        "</gmd:LocalisedCharacterString></gmd:textGroup>"
        for locale, each in locales.items()
    )
    free = f"<gmd:PT_FreeText>{groups}</gmd:PT_FreeText>" if groups else ""
    return f"<gco:CharacterString>{words}</gco:CharacterString>{free}"


def anchor(words, address):
    return f'<gmx:Anchor xlink:href="{address}">{words}</gmx:Anchor>'


def code(kind, value):
    return f'<gmd:{kind} codeList="x#{kind}" codeListValue="{value}"/>'


def locale(name, value):
    return (
        f'<gmd:locale><gmd:PT_Locale id="{name}"><gmd:languageCode>{code("LanguageCode", value)}'
        "</gmd:languageCode></gmd:PT_Locale></gmd:locale>"
    )


def link(url, protocol="", name="", function=""):
    return (
        f"<gmd:onLine><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>{url}</gmd:URL></gmd:linkage>"
        f"<gmd:protocol>{text(protocol)}</gmd:protocol><gmd:name>{text(name)}</gmd:name>"
        f"<gmd:function>{code('CI_OnLineFunctionCode', function)}</gmd:function>"
        "</gmd:CI_OnlineResource></gmd:onLine>"
    )


def record(about="", links="", extra="", language="fre", name="r-1"):
    return (
        f"{HEAD}<gmd:fileIdentifier>{text(name)}</gmd:fileIdentifier>"
        f"<gmd:language>{code('LanguageCode', language)}</gmd:language>{extra}"
        f"<gmd:identificationInfo><gmd:MD_DataIdentification>{about}"
        "</gmd:MD_DataIdentification></gmd:identificationInfo><gmd:distributionInfo>"
        f"<gmd:MD_Distribution>{links}</gmd:MD_Distribution></gmd:distributionInfo>"
        "</gmd:MD_Metadata>"
    )


def transfer(*links):
    inner = "".join(links)
    return (
        "<gmd:transferOptions><gmd:MD_DigitalTransferOptions>"
        f"{inner}</gmd:MD_DigitalTransferOptions></gmd:transferOptions>"
    )


def citation(inner):
    return f"<gmd:citation><gmd:CI_Citation>{inner}</gmd:CI_Citation></gmd:citation>"


@pytest.fixture
def read(federation):
    """`read(xml, **source)`: the dataset of a record."""

    def reader(words, address="https://geo.example.org/geonetwork/srv/fre/csw", **source):
        body = Body(address, 200, "text/xml", words if isinstance(words, bytes) else words.encode())
        context = federation.context(connector="csw", url=address, **source)
        return IsoMapper(context, address).read(parse(body))

    return reader


def test_every_language_is_kept(read):
    keywords = (
        "<gmd:descriptiveKeywords><gmd:MD_Keywords><gmd:keyword>"
        f"{text('arbres', EN='trees', CA='arbres (ca)')}</gmd:keyword>"
        f"<gmd:keyword>{text('budget')}</gmd:keyword></gmd:MD_Keywords></gmd:descriptiveKeywords>"
    )
    only = (
        "<gmd:PT_FreeText><gmd:textGroup><gmd:LocalisedCharacterString locale='#EN'>About"
        "</gmd:LocalisedCharacterString></gmd:textGroup></gmd:PT_FreeText>"
    )
    found = read(
        record(
            citation(f"<gmd:title>{text('Titre', EN='Title', CA='Títol')}</gmd:title>")
            + f"<gmd:abstract>{only}</gmd:abstract>"
            + keywords,
            extra=locale("EN", "eng") + locale("CA", "cat") + locale("XX", "zzz-unknown"),
        )
    )
    assert found.title == {"fr": "Titre", "en": "Title", "ca": "Títol"}
    assert found.description == {"en": "About"}
    assert found.keywords == {
        "fr": ("arbres", "budget"),
        "en": ("trees",),
        "ca": ("arbres (ca)",),
    }
    assert found.languages == ("fr", "en", "ca")
    assert found.unmapped == {"language": 1}


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        (f"<gmd:code>{text('https://x.example/1')}</gmd:code>", "https://x.example/1"),
        (f"<gmd:code>{anchor('one', 'https://x.example/2')}</gmd:code>", "https://x.example/2"),
        (
            f"<gmd:code>{text('abc')}</gmd:code><gmd:codeSpace>{text('https://x.example/')}"
            "</gmd:codeSpace>",
            "https://x.example/abc",
        ),
        (
            f"<gmd:code>{text('abc')}</gmd:code><gmd:codeSpace>{text('FR-1')}</gmd:codeSpace>",
            "FR-1:abc",
        ),
        (
            f"<gmd:code>{text('8d1f8c1e-7f0b-4a51-9a35-3a4f6f0f2a11')}</gmd:code>",
            "8d1f8c1e-7f0b-4a51-9a35-3a4f6f0f2a11",
        ),
        (f"<gmd:code>{text('1')}</gmd:code>", "r-1"),
        (f"<gmd:code>{text('EPSG:2154')}</gmd:code>", "r-1"),
        ("", "r-1"),
    ],
)
def test_the_identifier_of_the_resource(read, identifier, expected):
    wrapped = (
        f"<gmd:identifier><gmd:MD_Identifier>{identifier}</gmd:MD_Identifier></gmd:identifier>"
    )
    found = read(record(citation(f"<gmd:title>{text('T')}</gmd:title>{wrapped}")))
    assert (found.remote_id, found.identifier) == ("r-1", expected)
    lost = read(record(citation(wrapped), name=""))
    assert lost.remote_id == ("" if expected == "r-1" else expected)


def constraint(words):
    return (
        "<gmd:resourceConstraints><gmd:MD_LegalConstraints><gmd:otherConstraints>"
        f"{words}</gmd:otherConstraints></gmd:MD_LegalConstraints></gmd:resourceConstraints>"
    )


@pytest.mark.parametrize(
    ("words", "uri", "lost"),
    [
        (text("Licence Ouverte 2.0"), "http://spdx.org/licenses/etalab-2.0", 0),
        (
            anchor("CC BY", "https://creativecommons.org/licenses/by/4.0/"),
            f"{EU}licence/CC_BY_4_0",
            0,
        ),
        (anchor("Licence", "https://spdx.org/licenses/ODbL-1.0.html"), f"{EU}licence/ODC_BL", 0),
        (text("Usage libre"), None, 1),
        (
            anchor(
                "Pas de restriction",
                "http://inspire.ec.europa.eu/metadata-codelist/"
                "LimitationsOnPublicAccess/noLimitations",
            ),
            None,
            0,
        ),
    ],
)
def test_licences(read, words, uri, lost):
    found = read(record(constraint(words)))
    assert found.licence == uri
    assert found.unmapped.get("licence", 0) == lost
    assert bool(found.licence_label) is bool(uri or lost)
    open_to_all = f"{EU}access-right/PUBLIC"
    assert found.access_rights == (open_to_all if "noLimitations" in words else None)


def extent(inner):
    return f"<gmd:extent><gmd:EX_Extent>{inner}</gmd:EX_Extent></gmd:extent>"


def bounds(west, south, east, north):
    sides = zip(
        ("westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude"),
        (west, south, east, north),
        strict=True,
    )
    inner = "".join(
        f"<gmd:{name}><gco:Decimal>{value}</gco:Decimal></gmd:{name}>" for name, value in sides
    )
    return (
        "<gmd:geographicElement><gmd:EX_GeographicBoundingBox>"
        f"{inner}</gmd:EX_GeographicBoundingBox></gmd:geographicElement>"
    )


def polygon(inner, system):
    return (
        "<gmd:geographicElement><gmd:EX_BoundingPolygon><gmd:polygon>"
        f'<gml:Polygon srsName="{system}"><gml:exterior><gml:LinearRing>{inner}</gml:LinearRing>'
        "</gml:exterior></gml:Polygon></gmd:polygon></gmd:EX_BoundingPolygon>"
        "</gmd:geographicElement>"
    )


POSITIONS = "<gml:posList>45 4 45 5 46 5 46 4 45 4</gml:posList>"


@pytest.mark.parametrize(
    ("inner", "box", "lost"),
    [
        (bounds(4, 45, 5, 46), (4, 45, 5, 46), 0),
        (bounds("4,5", 45, 5, 46), (4.5, 45, 5, 46), 0),
        (bounds(4, 45, 5, 46) + bounds(1, 44, 2, 45), (1, 44, 5, 46), 0),
        (bounds(5, 45, 4, 46), None, 1),
        (bounds("", "", "", ""), None, 1),
        (polygon(POSITIONS, "urn:ogc:def:crs:EPSG::4326"), (4, 45, 5, 46), 0),
        (polygon(POSITIONS, "http://www.opengis.net/def/crs/EPSG/0/4326"), (4, 45, 5, 46), 0),
        (
            polygon("<gml:pos>4 45 7</gml:pos><gml:pos>5 46 8</gml:pos>", "EPSG:4326"),
            (4, 45, 5, 46),
            0,
        ),
        (polygon("<gml:coordinates>4,45 5,46</gml:coordinates>", "EPSG:4326"), (4, 45, 5, 46), 0),
        (polygon("<gml:pos>4 45</gml:pos><gml:pos>5 46</gml:pos>", ""), (4, 45, 5, 46), 0),
        (polygon("<gml:posList>700000 6600000 700100 6600100</gml:posList>", "EPSG:2154"), None, 1),
        (
            bounds(5, 45, 4, 46) + polygon(POSITIONS, "urn:ogc:def:crs:EPSG::4326"),
            (4, 45, 5, 46),
            0,
        ),
    ],
)
def test_places(read, inner, box, lost):
    found = read(record(extent(inner)))
    assert (found.spatial.bbox if found.spatial else None) == box
    assert found.unmapped.get("spatial", 0) == lost


def test_places_have_names_and_codes(read):
    geographic = (
        "<gmd:geographicElement><gmd:EX_GeographicDescription><gmd:geographicIdentifier>"
        "<gmd:MD_Identifier><gmd:code>"
        + anchor("Lyon", "http://id.insee.fr/geo/commune/69123")
        + "</gmd:code></gmd:MD_Identifier></gmd:geographicIdentifier>"
        "</gmd:EX_GeographicDescription></gmd:geographicElement>"
    )
    found = read(record(extent(geographic))).spatial
    assert (found.label, found.codes) == ("Lyon", ("http://id.insee.fr/geo/commune/69123",))


def period(inner):
    return extent(
        "<gmd:temporalElement><gmd:EX_TemporalExtent><gmd:extent>"
        f"{inner}</gmd:extent></gmd:EX_TemporalExtent></gmd:temporalElement>"
    )


@pytest.mark.parametrize(
    ("inner", "expected", "lost"),
    [
        (
            "<gml:TimePeriod><gml:beginPosition>2019</gml:beginPosition>"
            "<gml:endPosition>2020-06-30</gml:endPosition></gml:TimePeriod>",
            ("2019", "2020-06-30"),
            0,
        ),
        (
            "<gml:TimePeriod><gml:beginPosition>2019-01-01T00:00:00</gml:beginPosition>"
            "<gml:endPosition indeterminatePosition='now'/></gml:TimePeriod>",
            ("2019-01-01", None),
            0,
        ),
        (
            "<gml:TimePeriod><gml:begin><gml:TimeInstant><gml:timePosition>2019</gml:timePosition>"
            "</gml:TimeInstant></gml:begin></gml:TimePeriod>",
            ("2019", None),
            0,
        ),
        (
            "<gml:TimeInstant><gml:timePosition>2019</gml:timePosition></gml:TimeInstant>",
            ("2019", "2019"),
            0,
        ),
        ("<gml:TimePeriod><gml:beginPosition>jadis</gml:beginPosition></gml:TimePeriod>", None, 1),
    ],
)
def test_periods(read, inner, expected, lost):
    found = read(record(period(inner)))
    assert found.temporal == expected
    assert found.unmapped.get("temporal", 0) == lost


def dated(kind, value):
    return (
        f"<gmd:date><gmd:CI_Date><gmd:date><gco:Date>{value}</gco:Date></gmd:date>"
        f"<gmd:dateType>{code('CI_DateTypeCode', kind)}</gmd:dateType></gmd:CI_Date></gmd:date>"
    )


def test_dates(read):
    stamp = "<gmd:dateStamp><gco:DateTime>2026-05-06T10:00:00+02:00</gco:DateTime></gmd:dateStamp>"
    all_kinds = dated("creation", "2018-01-01") + dated("publication", "2019-02-03")
    found = read(record(citation(all_kinds), extra=stamp))
    assert found.issued == datetime(2019, 2, 3, tzinfo=UTC)
    assert found.modified == datetime(2026, 5, 6, 8, tzinfo=UTC)
    revised = dated("revision", "2020-01-01") + dated("revision", "2021-01-01")
    found = read(record(citation(revised), extra=stamp))
    assert (found.issued, found.modified) == (None, datetime(2021, 1, 1, tzinfo=UTC))
    assert read(record(citation(dated("creation", "2018-01-01")))).issued.year == 2018
    assert read(record(citation(dated("publication", "2009-00-00")))).unmapped == {"date": 1}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("continual", "CONT"),
        ("daily", "DAILY"),
        ("weekly", "WEEKLY"),
        ("fortnightly", "BIWEEKLY"),
        ("monthly", "MONTHLY"),
        ("quarterly", "QUARTERLY"),
        ("biannually", "ANNUAL_2"),
        ("annually", "ANNUAL"),
        ("biennially", "BIENNIAL"),
        ("semimonthly", "MONTHLY_2"),
        ("asNeeded", "IRREG"),
        ("irregular", "IRREG"),
        ("notPlanned", "NEVER"),
        ("unknown", "UNKNOWN"),
        ("periodic", None),
    ],
)
def test_frequencies_of_the_code_list(read, value, expected):
    found = read(
        record(
            "<gmd:resourceMaintenance><gmd:MD_MaintenanceInformation>"
            "<gmd:maintenanceAndUpdateFrequency>"
            f"{code('MD_MaintenanceFrequencyCode', value)}</gmd:maintenanceAndUpdateFrequency>"
            "</gmd:MD_MaintenanceInformation></gmd:resourceMaintenance>"
        )
    )
    assert found.frequency == (f"{EU}frequency/{expected}" if expected else None)
    assert found.unmapped == ({} if expected else {"frequency": 1})


def party(name, role, email="", person=""):
    return (
        f"<gmd:pointOfContact><gmd:CI_ResponsibleParty><gmd:individualName>{text(person)}"
        f"</gmd:individualName><gmd:organisationName>{text(name)}</gmd:organisationName>"
        "<gmd:contactInfo><gmd:CI_Contact><gmd:address><gmd:CI_Address>"
        f"<gmd:electronicMailAddress>{text(email)}</gmd:electronicMailAddress></gmd:CI_Address>"
        f"</gmd:address></gmd:CI_Contact></gmd:contactInfo><gmd:role>{code('CI_RoleCode', role)}"
        "</gmd:role></gmd:CI_ResponsibleParty></gmd:pointOfContact>"
    )


def test_organisations_and_no_persons(read):
    found = read(
        record(
            party("Prestataire", "processor", "p@x.example")
            + party("Métropole", "owner")
            + party("Service données", "pointOfContact", "donnees@x.example", "Camille Personne")
        )
    )
    assert found.publisher == "Métropole"
    assert (found.contact.name, found.contact.email) == ("Service données", "donnees@x.example")
    assert "Camille" not in repr(found)
    alone = read(record(party("", "pointOfContact", "camille@x.example", "Camille Personne")))
    assert (alone.publisher, alone.contact) == (None, None)
    mailbox = read(record(party("", "pointOfContact", "sig@x.example")))
    assert mailbox.contact.email == "sig@x.example"
    assert read(record(party("Ville", "owner", "a b"))).contact.email is None


def theme(words, thesaurus, address=""):
    inner = anchor(words, address) if address else text(words)
    return (
        f"<gmd:descriptiveKeywords><gmd:MD_Keywords><gmd:keyword>{inner}</gmd:keyword>"
        f"<gmd:thesaurusName><gmd:CI_Citation><gmd:title>{text(thesaurus)}</gmd:title>"
        "</gmd:CI_Citation></gmd:thesaurusName></gmd:MD_Keywords></gmd:descriptiveKeywords>"
    )


def topic(value):
    return (
        f"<gmd:topicCategory><gmd:MD_TopicCategoryCode>{value}</gmd:MD_TopicCategoryCode>"
        "</gmd:topicCategory>"
    )


@pytest.mark.parametrize(
    ("about", "expected", "lost"),
    [
        (topic("transportation"), ["TRAN"], 0),
        (topic("inlandWaters") + topic("health"), ["ENVI", "HEAL"], 0),
        (topic("nonsense"), [], 1),
        (theme("Réseaux de transport", "GEMET - INSPIRE themes, version 1.0"), ["TRAN"], 0),
        (theme("Lugares protegidos", "Temas INSPIRE"), ["ENVI"], 0),
        (theme("x", "y", "http://inspire.ec.europa.eu/theme/er"), ["ENER"], 0),
        (theme("n'importe quoi", "GEMET - INSPIRE themes, version 1.0"), [], 1),
        (theme("x", "Data theme", f"{EU}data-theme/GOVE"), ["GOVE"], 0),
        (theme("transport", "GEMET"), [], 0),
    ],
)
def test_themes(read, about, expected, lost):
    found = read(record(about))
    assert [each.rsplit("/", 1)[-1] for each in found.themes] == expected
    assert found.unmapped.get("theme", 0) == lost
    assert bool(found.axes) is bool(expected)


def test_every_inspire_theme_is_known_by_its_names():
    assert len(iso_themes._INSPIRE) == 34
    for key, row in iso_themes._INSPIRE.items():
        eu, *names = row.split("|")
        assert len(names) == 3, key
        assert iso_themes.inspire("", f"http://inspire.ec.europa.eu/theme/{key}").endswith(eu)
        for name in names:
            assert iso_themes.inspire(name.upper()).endswith(eu)


def test_links(read):
    found = read(
        record(
            links=transfer(
                link("https://x.example/a.csv", "WWW:DOWNLOAD-1.0-http--download", "A"),
                link("https://x.example/get?id=1", "WWW:DOWNLOAD:application/json", "B"),
                link("https://x.example/c", "text/csv", "C"),
                link("https://x.example/d.zip", "", "D"),
                link("https://x.example/e", "", "E", "download"),
                link(
                    "https://x.example/wfs?service=WFS&amp;request=GetCapabilities",
                    "OGC:WFS-2.0.0-http-get-capabilities",
                    "ville:arbres",
                ),
                link("https://x.example/wfs", "OGC:WFS", "ville:bancs"),
                link("https://x.example/wms?", "OGC:WMS", "Fond de plan"),
                link(
                    "https://x.example/catalog.search#/metadata/1",
                    "WWW:DOWNLOAD-1.0-http--download",
                    "Fiche",
                ),
                link("https://x.example/page.aspx", "WWW:LINK-1.0-http--link", "Page"),
                link("\\\\serveur\\dossier", "", "Intranet"),
                link("https://x.example/a.csv", "WWW:DOWNLOAD-1.0-http--download", "A"),
                link("https://x.example/f", "http://www.opengis.net/def/x.y/z", "F"),
                link("", "", "nothing"),
            )
        )
    )
    rows = [
        (next(iter(e.title.values())), e.format, bool(e.download_url)) for e in found.distributions
    ]
    assert rows == [
        ("A", "CSV", True),
        ("B", "JSON", True),
        ("C", "CSV", True),
        ("D", "ZIP", True),
        ("E", None, True),
        ("ville:arbres", "WFS", False),
        ("ville:bancs", "WFS", False),
        ("Fond de plan", "WMS", False),
        ("Fiche", "HTML", False),
        ("Page", "HTML", False),
        ("Intranet", "HTML", False),
        ("F", "HTML", False),
    ]
    assert found.distributions[-2].access_url == ""
    assert found.unmapped == {"url": 1}
    ids = [each.remote_id for each in found.distributions]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("wfs", "kind"), [("geojson", "GEOJSON"), ("csv", "CSV")])
def test_a_layer_is_a_file_where_the_settings_say_so(read, wfs, kind):
    words = record(
        links=transfer(
            link(
                "https://x.example/wfs?map=a&amp;service=WFS&amp;REQUEST=GetCapabilities",
                "OGC:WFS",
                "ville:arbres",
            ),
            link("https://x.example/wfs", "OGC:WFS", "Toutes les couches"),
        )
    )
    named, unnamed = read(words, options={"wfs": wfs}).distributions
    assert named.format == kind
    assert named.access_url.endswith("REQUEST=GetCapabilities")
    assert named.download_url.startswith(
        "https://x.example/wfs?map=a&service=WFS&version=2.0.0&request=GetFeature"
        "&typeNames=ville%3Aarbres&outputFormat="
    )
    assert (unnamed.format, unnamed.download_url) == ("WFS", None)


def test_the_only_declared_format_is_that_of_the_only_file(read):
    declared = (
        "<gmd:distributionFormat><gmd:MD_Format><gmd:name>" + text("CSV") + "</gmd:name>"
        "</gmd:MD_Format></gmd:distributionFormat>"
    )
    file = link("https://x.example/get?id=1", "WWW:DOWNLOAD-1.0-http--download", "A")
    page = link("https://x.example/", "WWW:LINK-1.0-http--link", "B")
    found = read(record(links=declared + transfer(file, page)))
    assert [each.format for each in found.distributions] == ["CSV", "HTML"]


def test_landing_pages(read):
    assert read(record()).landing_page == ("https://geo.example.org/geonetwork/srv/api/records/r-1")
    assert read(record(), "https://geo.example.org/csw").landing_page is None
    told = f"<gmd:dataSetURI>{text('https://x.example/fiche')}</gmd:dataSetURI>"
    assert read(record(extra=told)).landing_page == "https://x.example/fiche"


def test_what_this_federation_published_is_told(read):
    own = "https://noeud.example.org/jeux/1"
    identifier = (
        f"<gmd:identifier><gmd:MD_Identifier><gmd:code>{text(own)}</gmd:code>"
        "</gmd:MD_Identifier></gmd:identifier>"
    )
    assert [each.url for each in read(record(citation(identifier))).provenance] == [
        own,
        "https://geo.example.org/geonetwork/srv/fre/csw",
    ]


MDB_RECORD = """<mdb:MD_Metadata xmlns:mdb="http://standards.iso.org/iso/19115/-3/mdb/2.0"
 xmlns:mcc="http://standards.iso.org/iso/19115/-3/mcc/1.0"
 xmlns:cit="http://standards.iso.org/iso/19115/-3/cit/2.0"
 xmlns:mri="http://standards.iso.org/iso/19115/-3/mri/1.0"
 xmlns:lan="http://standards.iso.org/iso/19115/-3/lan/1.0"
 xmlns:gex="http://standards.iso.org/iso/19115/-3/gex/1.0"
 xmlns:mco="http://standards.iso.org/iso/19115/-3/mco/1.0"
 xmlns:mmi="http://standards.iso.org/iso/19115/-3/mmi/1.0"
 xmlns:mrd="http://standards.iso.org/iso/19115/-3/mrd/1.0"
 xmlns:gcx="http://standards.iso.org/iso/19115/-3/gcx/1.0"
 xmlns:gco="http://standards.iso.org/iso/19115/-3/gco/1.0"
 xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink">
<mdb:metadataIdentifier><mcc:MD_Identifier><mcc:code><gco:CharacterString>m-1</gco:CharacterString>
</mcc:code></mcc:MD_Identifier></mdb:metadataIdentifier>
<mdb:defaultLocale><lan:PT_Locale id="FR"><lan:language>
<lan:LanguageCode codeList="x" codeListValue="fre"/></lan:language></lan:PT_Locale>
</mdb:defaultLocale>
<mdb:metadataScope><mdb:MD_MetadataScope><mdb:resourceScope>
<mcc:MD_ScopeCode codeList="x" codeListValue="{scope}"/></mdb:resourceScope></mdb:MD_MetadataScope>
</mdb:metadataScope>
<mdb:dateInfo><cit:CI_Date><cit:date><gco:DateTime>2026-03-04T05:06:07Z</gco:DateTime></cit:date>
<cit:dateType><cit:CI_DateTypeCode codeList="x" codeListValue="revision"/></cit:dateType>
</cit:CI_Date></mdb:dateInfo>
<mdb:otherLocale><lan:PT_Locale id="EN"><lan:language>
<lan:LanguageCode codeList="x" codeListValue="eng"/></lan:language></lan:PT_Locale>
</mdb:otherLocale>
<mdb:metadataLinkage><cit:CI_OnlineResource><cit:linkage>
<gco:CharacterString>https://geo.example.org/fiche/m-1</gco:CharacterString></cit:linkage>
</cit:CI_OnlineResource></mdb:metadataLinkage>
<mdb:identificationInfo><mri:MD_DataIdentification>
<mri:citation><cit:CI_Citation><cit:title><gco:CharacterString>Arbres</gco:CharacterString>
<lan:PT_FreeText><lan:textGroup>
<lan:LocalisedCharacterString locale="#EN">Trees</lan:LocalisedCharacterString></lan:textGroup>
</lan:PT_FreeText></cit:title>
<cit:date><cit:CI_Date><cit:date><gco:Date>2020-01-02</gco:Date></cit:date><cit:dateType>
<cit:CI_DateTypeCode codeList="x" codeListValue="publication"/></cit:dateType>
</cit:CI_Date></cit:date><cit:identifier><mcc:MD_Identifier><mcc:code>
<gcx:Anchor xlink:href="https://geo.example.org/id/1">1</gcx:Anchor></mcc:code></mcc:MD_Identifier>
</cit:identifier></cit:CI_Citation></mri:citation>
<mri:abstract><gco:CharacterString>Les arbres</gco:CharacterString></mri:abstract>
<mri:pointOfContact><cit:CI_Responsibility><cit:role>
<cit:CI_RoleCode codeList="x" codeListValue="owner"/></cit:role><cit:party><cit:CI_Organisation>
<cit:name><gco:CharacterString>Métropole</gco:CharacterString></cit:name><cit:contactInfo>
<cit:CI_Contact><cit:address><cit:CI_Address><cit:electronicMailAddress>
<gco:CharacterString>geo@x.example</gco:CharacterString></cit:electronicMailAddress>
</cit:CI_Address></cit:address></cit:CI_Contact></cit:contactInfo>
<cit:individual><cit:CI_Individual><cit:name><gco:CharacterString>Camille Personne
</gco:CharacterString></cit:name></cit:CI_Individual></cit:individual>
</cit:CI_Organisation></cit:party></cit:CI_Responsibility></mri:pointOfContact>
<mri:topicCategory><mri:MD_TopicCategoryCode>environment</mri:MD_TopicCategoryCode>
</mri:topicCategory>
<mri:extent><gex:EX_Extent><gex:geographicElement><gex:EX_GeographicBoundingBox>
<gex:westBoundLongitude><gco:Decimal>4</gco:Decimal></gex:westBoundLongitude>
<gex:eastBoundLongitude><gco:Decimal>5</gco:Decimal></gex:eastBoundLongitude>
<gex:southBoundLatitude><gco:Decimal>45</gco:Decimal></gex:southBoundLatitude>
<gex:northBoundLatitude><gco:Decimal>46</gco:Decimal></gex:northBoundLatitude>
</gex:EX_GeographicBoundingBox></gex:geographicElement><gex:temporalElement>
<gex:EX_TemporalExtent><gex:extent><gml:TimePeriod gml:id="t"><gml:beginPosition>2019
</gml:beginPosition><gml:endPosition>2020</gml:endPosition></gml:TimePeriod></gex:extent>
</gex:EX_TemporalExtent></gex:temporalElement></gex:EX_Extent></mri:extent>
<mri:resourceMaintenance><mmi:MD_MaintenanceInformation><mmi:maintenanceAndUpdateFrequency>
<mmi:MD_MaintenanceFrequencyCode codeList="x" codeListValue="annually"/>
</mmi:maintenanceAndUpdateFrequency></mmi:MD_MaintenanceInformation></mri:resourceMaintenance>
<mri:descriptiveKeywords><mri:MD_Keywords><mri:keyword><gco:CharacterString>arbre
</gco:CharacterString></mri:keyword></mri:MD_Keywords></mri:descriptiveKeywords>
<mri:resourceConstraints><mco:MD_LegalConstraints><mco:reference><cit:CI_Citation><cit:title>
<gco:CharacterString>Licence Ouverte 2.0</gco:CharacterString></cit:title></cit:CI_Citation>
</mco:reference></mco:MD_LegalConstraints></mri:resourceConstraints>
</mri:MD_DataIdentification></mdb:identificationInfo>
<mdb:distributionInfo><mrd:MD_Distribution><mrd:distributionFormat><mrd:MD_Format>
<mrd:formatSpecificationCitation><cit:CI_Citation><cit:title>
<gco:CharacterString>CSV</gco:CharacterString></cit:title></cit:CI_Citation>
</mrd:formatSpecificationCitation></mrd:MD_Format></mrd:distributionFormat>
<mrd:transferOptions><mrd:MD_DigitalTransferOptions><mrd:onLine><cit:CI_OnlineResource><cit:linkage>
<gco:CharacterString>https://x.example/get?id=1</gco:CharacterString></cit:linkage><cit:protocol>
<gco:CharacterString>WWW:DOWNLOAD-1.0-http--download</gco:CharacterString></cit:protocol>
</cit:CI_OnlineResource></mrd:onLine></mrd:MD_DigitalTransferOptions></mrd:transferOptions>
</mrd:MD_Distribution></mdb:distributionInfo></mdb:MD_Metadata>"""


def test_iso_19115_3_says_the_same(read):
    found = read(MDB_RECORD.format(scope="dataset"))
    assert dataclasses.replace(found, distributions=(), provenance=()) == dataclasses.replace(
        found,
        distributions=(),
        provenance=(),
        remote_id="m-1",
        identifier="https://geo.example.org/id/1",
        title={"fr": "Arbres", "en": "Trees"},
        description={"fr": "Les arbres"},
        keywords={"fr": ("arbre",)},
        themes=(f"{EU}data-theme/ENVI",),
        languages=("fr", "en"),
        licence="http://spdx.org/licenses/etalab-2.0",
        licence_label="Licence Ouverte 2.0",
        publisher="Métropole",
        landing_page="https://geo.example.org/fiche/m-1",
        frequency=f"{EU}frequency/ANNUAL",
        temporal=("2019", "2020"),
        issued=datetime(2020, 1, 2, tzinfo=UTC),
        modified=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        unmapped={},
    )
    assert found.spatial.bbox == (4, 45, 5, 46)
    assert found.contact.email == "geo@x.example"
    assert "Camille" not in repr(found)
    (file,) = found.distributions
    assert (file.format, file.download_url) == ("CSV", "https://x.example/get?id=1")


def test_iso_19115_3_over_http(stand_in, server, serve, federation):
    csw = stand_in("csw")
    records = {
        "m-1": (MDB_RECORD.format(scope="dataset"), "2026-03-04"),
        "m-2": (MDB_RECORD.format(scope="service").replace("m-1", "m-2"), "2026-03-04"),
    }
    mdb = "http://standards.iso.org/iso/19115/-3/mdb/2.0"
    portal = serve(csw.Csw(server, records, (mdb,), ("mdb:MD_Metadata",)))
    (page,) = federation.connector(connector="csw", url=portal.url).pages()
    assert [each.dataset.remote_id for each in page.records] == ["m-1"]
    assert page.total == 2


def test_a_raw_record_is_the_same_wherever_it_stands():
    alone = parse(Body("", 200, "text/xml", record().encode()))
    inside = f'<a xmlns="http://a" xmlns:z="http://z"><!-- c -->{record()}</a>'
    element = parse(Body("", 200, "text/xml", inside.encode()))[0]
    assert canonical(alone) == canonical(element)
    assert etree.tostring(parse(Body("", 200, "", canonical(alone))))
    relative = parse(Body("", 200, "text/xml", b'<a xmlns="x/y"><b/></a>'))
    assert b"<b" in canonical(relative)


def captured_records(folder):
    for path in sorted(folder.glob("*.xml")):
        for each in etree.parse(path).iter(f"{{{GMD}}}MD_Metadata"):
            yield path.name, etree.tostring(each, with_tail=False)


def test_owslib_reads_the_same_from_captured_records(shared_portals, read):
    """OWSLib, which reads one language of a record, agrees where both tell something."""
    from owslib.iso import MD_Metadata

    seen = 0
    for name, words in captured_records(shared_portals / "csw"):
        found = read(words)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            other = MD_Metadata(etree.fromstring(words))
        about = other.identification[0]
        assert found.remote_id == other.identifier, name
        if hasattr(about, "title") and about.title:
            assert about.title.strip() in found.title.values(), name
        if getattr(about, "abstract", None):
            assert "".join(about.abstract.split())[:60] in "".join(
                "".join(found.description.values()).split()
            ), name
        if getattr(about, "bbox", None) and found.spatial and found.spatial.bbox:
            box = about.bbox
            west, south, east, north = map(float, (box.minx, box.miny, box.maxx, box.maxy))
            assert found.spatial.bbox == (west, south, east, north), name
        if other.distribution:
            urls = {each.url for each in other.distribution.online if each.url}
            ours = " ".join(each.remote_id for each in found.distributions)
            assert all(url in ours for url in urls), name
        names = {each.organization for each in (*other.contact, *about.contact)}
        assert found.publisher in names or found.publisher not in {None, ""}, name
        seen += 1
    assert seen >= 12


def outcome(connector):
    pages, error = [], None
    try:
        pages.extend(connector.pages())
    except HarvestError as failure:
        error = failure
    assert error is None or error.message.render("en")
    for page in pages:
        assert codec.loads(HarvestPage, codec.dumps(page))
    records = [record.dataset for page in pages for record in page.records]
    failures = [failure for page in pages for failure in page.failures]
    return records, failures, error.code.value if error else None


@pytest.mark.parametrize("kind", ["as a document", "behind every request"])
def test_every_captured_body_is_read_or_refused(
    shared_portals, stand_in, serve, server, federation, kind
):
    """Each capture as the only thing an address answers: mapped, or refused with a reason."""
    module = stand_in("csw")
    app = module.Csw(server, {})
    current, found = [], {}

    def answer(request):
        if kind == "as a document" or app._asked(request)["request"] != "GetCapabilities":
            return server.Reply(200, current[0], {"Content-Type": "application/xml"})
        return app(request)

    portal = serve(answer)
    paths = sorted(p for p in (shared_portals / "csw").iterdir() if p.suffix in {".xml", ".html"})
    assert len(paths) >= 14
    for path in paths:
        current[:] = [path.read_bytes()]
        found[path.name] = outcome(federation.connector(connector="csw", url=portal.url))
    summary = {
        name: (len(records), [each.code.value for each in failures], code)
        for name, (records, failures, code) in found.items()
    }
    single = (1, [], None)
    alone = [name for name, row in summary.items() if row == single]
    assert len(alone) == 6  # four records, a GetRecordById…
    page = "udata__geonetwork-iso19139-page-1.xml"
    whole = (2, [], "truncated" if kind == "as a document" else "paging-loop")
    assert summary[page] == whole
    assert summary["udata__geonetwork-dcat-page-1.xml"] == whole
    assert summary["OWSLib__inspire-getrecords-response.xml"][0] == 0  # two services
    assert summary["ckanext-spatial__index.html"][2] in {None, "wrong-format"}


def test_captured_pages_make_one_catalogue(shared_portals, serve, server, stand_in, federation):
    """The three captured pages of six records, in ISO 19139 and in DCAT."""
    by_schema = {GMD: "iso19139", DCAT: "dcat"}
    app = stand_in("csw").Csw(server, {}, schemas=(GMD, DCAT))

    def answer(request):
        asked = app._asked(request)
        if asked["request"] == "GetCapabilities" or asked["hits"]:
            return app(request)
        first = (asked["start"] - 1) // 2 * 2 + 1
        elements, matched = [], None
        for page in (first, first + 2):
            name = f"udata__geonetwork-{by_schema[asked['schema']]}-page-{page}.xml"
            path = shared_portals / "csw" / name
            if path.exists():
                results = etree.parse(path).find(".//{*}SearchResults")
                elements += list(results)
                matched = results.get("numberOfRecordsMatched")
        elements = elements[asked["start"] - first :][: asked["max"]]
        root = etree.fromstring(
            f'<csw:GetRecordsResponse xmlns:csw="{stand_in("csw").CSW}"><csw:SearchResults '
            f'numberOfRecordsMatched="{matched}"/></csw:GetRecordsResponse>'
        )
        root[0].extend(elements)
        return server.Reply(200, etree.tostring(root), {"Content-Type": "application/xml"})

    portal = serve(answer)
    for schema, licences in ((GMD, 6), (DCAT, 2)):
        connector = federation.connector(
            connector="csw", url=portal.url, options={"schema": schema, "page_size": 2}
        )
        records, failures, error = outcome(connector)
        assert (len(records), failures, error) == (6, [], None), schema
        assert len({each.remote_id for each in records}) == 6
        assert all(each.title for each in records)
        assert sum(each.licence is not None for each in records) == licences
        assert sum(bool(each.distributions) for each in records) >= 5
    iso_page = federation.connector(connector="csw", url=portal.url, options={"page_size": 2})
    first = next(iter(iso_page.pages())).records[0].dataset
    assert first.remote_id == "fr-120066022-ldd-56fce164-04b2-41ae-be87-9f256f39dd44"
    assert first.title == {"fr": "Plan local d'urbanisme de la commune de Cartigny"}
    assert first.identifier == (
        "http://catalogue.geo-ide.developpement-durable.gouv.fr/"
        "fr-120066022-orphan-residentifier-140d31c6-643d-42a9-85df-2737a118e144"
    )
    assert first.licence == "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
    assert first.contact.email == "ddtm-sap-bsig@somme.gouv.fr"
    assert first.issued == datetime(2017, 10, 7, tzinfo=UTC)
    assert first.themes == (f"{EU}data-theme/REGI",)
    assert first.unmapped == {"spatial": 1}  # its west lies east of its east


class Document(list):
    """What an address answers: the last of some replies."""

    url = ""


@pytest.fixture
def document(serve):
    found = Document()
    found.url = serve(lambda request: found[-1]).url
    return found


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_mutated_document_loses_no_record_in_silence(
    document, server, stand_in, federation, data
):
    csw = stand_in("csw")
    count = 3
    app = csw.Csw(server, csw.records(2))
    app.records["0003-mdb"] = (MDB_RECORD.format(scope="dataset"), "2026-01-01")
    body = app._results(list(app.records), 1, count, count).encode()
    root = etree.fromstring(body)
    elements = list(root.iter(etree.Element))
    for _ in range(data.draw(st.integers(1, 12))):
        victim = elements[data.draw(st.integers(0, len(elements) - 1))]
        act = data.draw(st.sampled_from(["drop", "empty", "text", "rename", "attribute", "twice"]))
        _mutate(victim, act, data)
    items = len(root.findall(".//{*}SearchResults/*"))
    document.append(server.Reply(200, etree.tostring(root), {"Content-Type": "text/xml"}))
    records, failures, error = outcome(federation.connector(connector="csw", url=document.url))
    if error not in {None, "truncated"}:
        assert error in {"wrong-format", "server", "gone"}
        return
    found = root.find(".//{*}SearchResults")
    left_out = sum(
        not iso.is_dataset(each)
        for each in (found if found is not None else [root])
        if iso.is_record(each)
    )
    alone = found is None
    assert len(records) + len(failures) + left_out == (1 if alone else items)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_mutated_capture_is_read_or_refused(document, server, shared_portals, federation, data):
    paths = sorted((shared_portals / "csw").glob("*.xml"))
    body = data.draw(st.sampled_from(paths)).read_bytes()
    act = data.draw(st.sampled_from(["cut", "bytes", "drop", "elements"]))
    place = data.draw(st.integers(0, len(body)))
    if act == "cut":
        body = body[:place]
    elif act == "bytes":
        some = data.draw(st.binary(min_size=1, max_size=4))
        body = body[:place] + some + body[place + len(some) :]
    elif act == "drop":
        body = body[:place] + body[place + data.draw(st.integers(1, 300)) :]
    else:
        root = etree.fromstring(body)
        elements = list(root.iter(etree.Element))
        for _ in range(20):
            victim = elements[data.draw(st.integers(0, len(elements) - 1))]
            _mutate(victim, data.draw(st.sampled_from(["drop", "empty", "text", "rename"])), data)
        body = etree.tostring(root)
    document.append(server.Reply(200, body, {"Content-Type": "text/xml"}))
    connector = federation.connector(connector="csw", url=document.url)
    records, failures, error = outcome(connector)
    count = body.count(b"fileIdentifier>") or body.count(b"CatalogRecord ") or 1
    assert len(records) + len(failures) <= max(count, 1) * 3
    assert error is None or records or failures or error != "internal"


def _mutate(victim, act, data):
    parent = victim.getparent()
    if parent is None:
        return
    if act in {"drop", "empty", "twice"}:
        _change_elements(parent, victim, act)
    elif act == "text":
        strange = ["", "9" * 400, "NaN", "-", "http://[::1", "é" * 50, "2026-99-99"]
        victim.text = data.draw(st.sampled_from(strange))
    elif act == "rename":
        victim.tag = data.draw(st.sampled_from(["x", "{http://y}z", "{http://y}PT_FreeText"]))
    else:
        for name in victim.attrib:
            victim.set(name, data.draw(st.sampled_from(["", "x", "service", "é"])))


def _change_elements(parent, victim, act):
    if act == "drop":
        parent.remove(victim)
    elif act == "twice":
        parent.append(etree.fromstring(etree.tostring(victim)))
    else:
        victim[:] = []
        victim.text = None
