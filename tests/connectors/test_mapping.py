import csv
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.ckan import mapping as ckan_mapping
from connectors.files import entries
from connectors.opendatasoft import mapping as opendatasoft_mapping
from connectors.walk import Reader, Walk
from connectors.words import formats, licences, vocabularies
from connectors.words.dates import moment, period
from connectors.words.declared import schema_ref
from connectors.words.licences import licence
from connectors.words.places import spatial
from connectors.words.texts import keywords, language, languages, multilingual, prose, text
from federation import codec
from federation.harvest import HarvestPage
from federation.model import SchemaRef

EU = licences.EU


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("lov2", licences.ETALAB_2),
        ("etalab-2.0", licences.ETALAB_2),
        ("Licence Ouverte v2.0 (Etalab)", licences.ETALAB_2),
        ("Licence Ouverte / Open Licence version 2.0", licences.ETALAB_2),
        ("Licence ouverte", licences.ETALAB_2),
        ("https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
         licences.ETALAB_2),
        ("https://spdx.org/licenses/etalab-2.0.html", licences.ETALAB_2),
        ("fr-lo", licences.ETALAB_1),
        ("Licence Ouverte v1.0", licences.ETALAB_1),
        ("http://www.etalab.gouv.fr/pages/Licence_ouverte_Open_licence-5899923.html",
         licences.ETALAB_1),
        ("odc-odbl", EU + "ODC_BL"),
        ("Open Database License (ODbL)", EU + "ODC_BL"),
        ("http://opendatacommons.org/licenses/odbl/1.0/", EU + "ODC_BL"),
        ("ODbL-1.0", EU + "ODC_BL"),
        ("odc-by", EU + "ODC_BY"),
        ("odc-pddl", EU + "ODC_PDDL"),
        ("PDDL-1.0", EU + "ODC_PDDL"),
        ("cc-zero", EU + "CC0"),
        ("CC0-1.0", EU + "CC0"),
        ("Creative Commons CCZero", EU + "CC0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", EU + "CC0"),
        ("cc-by", EU + "CC_BY"),
        ("CC BY 4.0", EU + "CC_BY_4_0"),
        ("CC-BY-SA-3.0", EU + "CC_BYSA_3_0"),
        ("cc-by-sa", EU + "CC_BYSA"),
        ("cc-by-nc-nd-4.0", EU + "CC_BYNCND_4_0"),
        ("https://creativecommons.org/licenses/by-nc-sa/4.0/deed.fr", EU + "CC_BYNCSA_4_0"),
        ("Creative Commons Attribution Share-Alike 4.0", EU + "CC_BYSA_4_0"),
        ("Creative Commons Attribution – Partage dans les mêmes conditions 4.0",
         EU + "CC_BYSA_4_0"),
        ("Creative Commons Reconocimiento 4.0", EU + "CC_BY_4_0"),
        ("uk-ogl", EU + "OGL_3_0"),
        ("Open Government Licence 2.0", EU + "OGL_2_0"),
        ("dl-de/by-2-0", EU + "DLDE_BY_2_0"),
        ("gfdl", EU + "GNU_FDL"),
        (EU + "CC_BYND_2_5", EU + "CC_BYND_2_5"),
        ("notspecified", None),
        ("other-open", None),
        ("Tous droits réservés", None),
        ("creative commons", None),
        (None, None),
        (12, None),
        ([], None),
    ],
)  # fmt: skip
def test_licences(words, expected):
    assert licence((words,)) == expected


def test_licences_and_words_are_those_of_the_eu_lists(shared_portals):
    def codes(name):
        path = shared_portals.parents[1] / "standards" / "vocab" / name
        with path.open(encoding="utf-8") as handle:
            return {row["uri"] for row in csv.DictReader(handle)}

    known = codes("eu_licence.csv")
    versions = ("", " 1.0", " 2.0", " 2.5", " 3.0", " 4.0")
    kinds = ("", "-sa", "-nd", "-nc", "-nc-sa", "-nc-nd")
    made = {licence((f"cc-by{kind}{v}",)) for kind in kinds for v in versions}
    made |= {EU + code for _, code in licences._PATTERNS}
    assert len(made) > 36
    assert made <= known
    assert {vocabularies.THEME + code for code in vocabularies._CODES} == {
        uri for uri in codes("eu_data_theme.csv") if not uri.endswith("/OP_DATPRO")
    }
    assert {vocabularies.FREQUENCY + c for c in vocabularies._FREQUENCIES} <= codes(
        "eu_frequency.csv"
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Environnement", "ENVI"),
        ("Mobilité et transports", "TRAN"),
        ("Medio ambiente", "ENVI"),
        ("Culture, patrimoine", "EDUC"),
        ("Administration, Government, Public finances, Citizenship", "GOVE"),
        ("Ver\u00adwalt\u00adung", "GOVE"),
        ("http://publications.europa.eu/resource/authority/data-theme/HEAL", "HEAL"),
        ("TRAN", "TRAN"),
        ("Finances", "ECON"),
        ("Urbanisme", "REGI"),
        ("https://example.org/uri/theme1", None),
        ("Divers", None),
    ],
)
def test_themes(words, code):
    assert vocabularies.theme(words) == (code and vocabularies.THEME + code)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Annuelle", "ANNUAL"),
        ("monthly", "MONTHLY"),
        ("R/P1Y", "ANNUAL"),
        ("P3M", "QUARTERLY"),
        ("http://publications.europa.eu/resource/authority/frequency/DAILY", "DAILY"),
        ("Temps réel", "CONT"),
        ("notPlanned", "NEVER"),
        ("semestral", "ANNUAL_2"),
        ("parfois", None),
        (None, None),
    ],
)
def test_frequencies(words, code):
    assert vocabularies.frequency(words) == (code and vocabularies.FREQUENCY + code)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-01-02T03:04:05.678901", datetime(2026, 1, 2, 3, 4, 5, 678901, UTC)),
        ("2026-01-02T03:04:05+02:00", datetime(2026, 1, 2, 1, 4, 5, 0, UTC)),
        ("2019-09-30 22:00:00", datetime(2019, 9, 30, 22, tzinfo=UTC)),
        ("2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, 0, UTC)),
        ("mar, 10/12/2019 - 09:23", datetime(2019, 12, 10, 9, 23, tzinfo=UTC)),
        ("Date changed  jeu, 19/12/2019 - 03:00", datetime(2019, 12, 19, 3, tzinfo=UTC)),
        ("22.09.2004", datetime(2004, 9, 22, tzinfo=UTC)),
        ("12/25/2020", datetime(2020, 12, 25, tzinfo=UTC)),
        ("2019", datetime(2019, 1, 1, tzinfo=UTC)),
        ("2019-07", datetime(2019, 7, 1, tzinfo=UTC)),
        (1577836800000, datetime(2020, 1, 1, tzinfo=UTC)),
        ("0000-00-00", None),
        ("99/99/2020", None),
        ("hier", None),
        ("0001-01-01T00:00:00+23:00", None),
        ("", None),
        (None, None),
        ({}, None),
    ],
)
def test_dates(words, expected):
    assert moment(words) == expected


def test_periods():
    assert period('["1982"]', "1986") == ("1982", "1986")
    assert period("2020-01-05T00:00", None) == ("2020-01-05", None)
    assert period("jadis", "") is None


@pytest.mark.parametrize(
    ("value", "box"),
    [
        ('{"type":"Polygon","coordinates":[[[3,50],[3,51],[4,51],[3,50]]]}', (3, 50, 4, 51)),
        ({"type": "Point", "coordinates": [3.5, 50.5, 12]}, (3.5, 50.5, 3.5, 50.5)),
        (
            {
                "type": "GeometryCollection",
                "geometries": [{"type": "Point", "coordinates": [1, 2]}],
            },
            (1, 2, 1, 2),
        ),
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}, (1, 2, 1, 2)),
        ("POLYGON((3 50, 4 50, 4 51, 3 51, 3 50))", (3, 50, 4, 51)),
        ("ENVELOPE(3, 4, 51, 50)", (3, 50, 4, 51)),
        ("3,50,4,51", (3, 50, 4, 51)),
        ([3, 50, 4, 51], (3, 50, 4, 51)),
        ("4,50,3,51", None),
        ("3,50,4,99", None),
        ({"type": "Point", "coordinates": [float("nan"), 2]}, None),
        ({"type": "Point", "coordinates": [10**400, 2]}, None),
        ({"type": "Point", "coordinates": "odd"}, None),
        ("Lille", None),
        (None, None),
    ],
)
def test_places(value, box):
    found = spatial(value)
    assert (found.bbox if found else None) == box


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("scdl/subventions", SchemaRef("scdl/subventions")),
        ("scdl/subventions@2.1.1", SchemaRef("scdl/subventions", "2.1.1")),
        ("https://schema.data.gouv.fr/scdl/subventions/2.1.1/schema.json",
         SchemaRef("scdl/subventions", "2.1.1")),
        ("https://schema.data.gouv.fr/schemas/etalab/schema-bal/latest/schema.json",
         SchemaRef("etalab/schema-bal")),
        ("https://schema.data.gouv.fr/etalab/schema-irve-statique/latest.html",
         SchemaRef("etalab/schema-irve-statique")),
        ("https://gitlab.com/opendatafrance/scdl/deliberations/raw/v2.1.3/schema.json",
         SchemaRef("scdl/deliberations", "2.1.3")),
        ("https://raw.githubusercontent.com/etalab/schema-bal/v1.3.1/schema.json",
         SchemaRef("etalab/schema-bal", "1.3.1")),
        ({"name": "etalab/schema-irve", "version": "2.0.0"},
         SchemaRef("etalab/schema-irve", "2.0.0")),
        ('{"name": "etalab/schema-irve"}', SchemaRef("etalab/schema-irve")),
        ({"name": None, "url": "https://schema.data.gouv.fr/scdl/prenoms/1.1.3"},
         SchemaRef("scdl/prenoms", "1.1.3")),
        (["Standard 1", "scdl/prenoms"], SchemaRef("scdl/prenoms")),
        ("Standard 1", None),
        ({"fields": []}, None),
        (None, None),
    ],
)  # fmt: skip
def test_declared_schemas(value, expected):
    assert schema_ref(value) == expected


@pytest.mark.parametrize(
    ("declared", "media_type", "url", "expected"),
    [
        ("csv", None, None, "CSV"),
        (".csv", None, None, "CSV"),
        ("text/csv", None, None, "CSV"),
        ("Shapefile", None, None, "SHP"),
        ("CSV (zip)", None, None, "CSV"),
        ("http://publications.europa.eu/resource/authority/file-type/XLSX", None, None, "XLSX"),
        ("https://www.iana.org/assignments/media-types/text/csv", None, None, "CSV"),
        ("", "application/vnd.geo+json", None, "GEOJSON"),
        (None, None, "https://x.org/a/b.csv.gz?x=1", "CSV"),
        (None, None, "https://x.org/a/b.zip", "ZIP"),
        (None, None, "https://x.org/v1.2/table", None),
        ("???", None, "https://x.org/a.ods", "ODS"),
        (None, None, None, None),
        ({}, 3, "http://[x", None),
    ],
)
def test_formats(declared, media_type, url, expected):
    assert formats.short_format(declared, media_type, url) == expected


def test_languages():
    assert language("http://publications.europa.eu/resource/authority/language/FRA") == "fr"
    assert language("Français") == "fr"
    assert language("eng") == "en"
    assert language("xx") is None
    assert languages("en,es,ca") == ("en", "es", "ca")
    assert languages(["fre", "nonsense", "fr"]) == ("fr",)


def test_texts_stay_multilingual():
    both = {"en": "Trees", "fr": "Arbres", "zz": "?"}
    assert multilingual((both, "Ignored"), "fr") == {"en": "Trees", "fr": "Arbres"}
    assert multilingual(('{"en": "Trees"}', "Arbres"), "fr") == {"en": "Trees", "fr": "Arbres"}
    assert multilingual((None, "Arbres"), "fr") == {"fr": "Arbres"}
    found = keywords([{"name": "Oaks"}], {"es": ["Robles"], "en": ["Oaks", "Oaks"]}, "en")
    assert found == {"es": ("Robles",), "en": ("Oaks",)}


def test_texts_are_clean():
    assert text("a\x00b\ud800") == "ab?"
    assert prose("<p>Un &amp; deux</p><ul><li>trois</li></ul>") == "Un & deux\ntrois"
    assert prose("1 < 2 and 3 > 2") == "1 < 2 and 3 > 2"


SAMPLES = ["2020-01-01", "{}", "[1]", "http://[", "https://x.org/a.csv", "lov2", "fr"]
KEYS = ["id", "name", "title", "key", "value", "url", "coordinates", "type", "fr"]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON = st.recursive(
    SCALARS | st.sampled_from(SAMPLES),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=12,
)
CKAN_FIELDS = [
    "name",
    "title",
    "title_translated",
    "notes",
    "tags",
    "tags_translated",
    "groups",
    "theme",
    "language",
    "license_id",
    "license_url",
    "organization",
    "publisher",
    "contact",
    "maintainer",
    "author_email",
    "frequency",
    "spatial",
    "spatial_coverage",
    "temporal_coverage",
    "temporal_start",
    "modified",
    "extras",
    "resources",
    "conforms_to",
    "harvest_url",
    "partage_provenance",
    "state",
    "type",
    "private",
]
ODS_FIELDS = [
    "metas",
    "has_records",
    "data_visible",
    "attachments",
    "alternative_exports",
    "default.title",
]


def reads(federation, reader, item):
    page = Walk(federation.context(), reader).page([item], "https://x.org", None, None)
    assert len(page.records) == 1, page.failures
    assert codec.loads(HarvestPage, codec.dumps(page)).records


ROUNDS = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@ROUNDS
@given(fields=st.dictionaries(st.sampled_from(CKAN_FIELDS), JSON))
def test_no_ckan_dataset_is_beyond_reading(federation, fields):
    mapper = ckan_mapping.CkanMapper(federation.context(), "https://x.org")
    reader = Reader(ckan_mapping.identify, ckan_mapping.facts, mapper.read)
    reads(federation, reader, {**fields, "id": "x"})


@ROUNDS
@given(fields=st.dictionaries(st.sampled_from(ODS_FIELDS), JSON), default=JSON)
def test_no_opendatasoft_dataset_is_beyond_reading(federation, fields, default):
    mapper = opendatasoft_mapping.OpendatasoftMapper(federation.context(), "https://x.org")
    reader = Reader(opendatasoft_mapping.identify, opendatasoft_mapping.facts, mapper.read)
    metas = fields.get("metas") or {"default": default}
    reads(federation, reader, {**fields, "metas": metas, "dataset_id": "x"})


@ROUNDS
@given(fields=st.dictionaries(st.sampled_from(["title", "files", "themes", "schema"]), JSON))
def test_no_entry_is_beyond_reading(federation, fields):
    mapper = entries.EntryMapper(federation.context(), "urn:x")
    reads(federation, Reader(entries.identify, entries.facts, mapper.read), {**fields, "id": "x"})


def test_a_full_record_is_mapped(federation):
    record = {
        "id": "1",
        "name": "subventions",
        "identifier": "https://ville.fr/id/1",
        "title": "Subventions",
        "title_translated": {"en": "Grants"},
        "notes": "<p>Versées</p>",
        "license_title": "Licence inconnue",
        "maintainer": "Service données",
        "maintainer_email": "donnees@ville.fr",
        "groups": [{"title": "Finances"}, {"title": "Divers"}],
        "extras": [
            {"key": "frequency", "value": "annuelle"},
            {"key": "spatial", "value": "partout"},
            {"key": "issued", "value": "jadis"},
            {"key": "harvest_dataset_url", "value": "https://region.fr/dataset/9"},
        ],
        "metadata_created": "2026-01-01T00:00:00",
        "conforms_to": "scdl/subventions",
        "resources": [
            {"id": "a", "url": "/files/a.csv", "size": "12", "format": "csv"},
            {"id": "b", "url": "https://ville.fr/b.pdf", "format": "PDF"},
            {"id": "b", "url": "https://ville.fr/c.pdf"},
            {"id": "d", "url": "notes.txt"},
            {"id": "e", "url": "https://ville.fr/e.csv", "state": "deleted"},
        ],
    }
    context = federation.context(title={"fr": "Portail"})
    found = ckan_mapping.CkanMapper(context, "https://data.ville.fr/x").read(record)
    assert found.identifier == "https://ville.fr/id/1"
    assert found.title == {"fr": "Subventions", "en": "Grants"}
    assert found.description == {"fr": "Versées"}
    assert (found.licence, found.licence_label) == (None, "Licence inconnue")
    assert found.contact.email == "donnees@ville.fr"
    assert found.landing_page == "https://data.ville.fr/x/dataset/subventions"
    assert found.frequency == vocabularies.FREQUENCY + "ANNUAL"
    assert found.issued == datetime(2026, 1, 1, tzinfo=UTC)
    assert [hop.url for hop in found.provenance] == [
        "https://region.fr/dataset/9",
        "https://data.ville.fr/x",
    ]
    assert [d.remote_id for d in found.distributions] == ["a", "b", "d"]
    first = found.distributions[0]
    assert first.download_url == "https://data.ville.fr/files/a.csv"
    assert (first.byte_size, first.media_type) == (12, "text/csv")
    assert first.schema == SchemaRef("scdl/subventions")
    assert found.distributions[1].schema is None
    assert found.distributions[2].access_url == ""
    assert found.unmapped == {
        "theme": 1, "licence": 1, "spatial": 1, "date": 1, "resource id": 1, "url": 1,
    }  # fmt: skip


def test_the_settings_name_schemas_and_licence(federation, ckan):
    schemas = {"r1": "scdl/prenoms", "jeu-2": "scdl/budget", "3.csv": "etalab/schema-bal"}
    context = federation.context(schemas=schemas, licence="CC BY 4.0")
    mapper = ckan_mapping.CkanMapper(context, "https://x.org")

    def read(number, **fields):
        return mapper.read(ckan.dataset(number, **fields))

    assert read(1).distributions[0].schema == SchemaRef("scdl/prenoms")
    assert read(2).distributions[0].schema == SchemaRef("scdl/budget")
    assert read(3).distributions[0].schema == SchemaRef("etalab/schema-bal")
    assert read(4).distributions[0].schema is None
    assert read(4).licence == licences.ETALAB_2
    assert read(4, license_id=None).licence == EU + "CC_BY_4_0"


def test_lists_nested_without_end_are_no_text():
    nested = "mot"
    for _ in range(700):
        nested = [nested]
    assert text(nested) == ""
    assert text([["a"], "b"]) == "a, b"


@pytest.mark.parametrize(
    "words", [f"scdl/{'a' * 300}", f"https://schema.data.gouv.fr/etalab/{'a' * 300}/1.0.0"]
)
def test_a_schema_whose_name_has_no_end_is_none(words):
    assert schema_ref(words) is None
    assert schema_ref(f"scdl/budget@{'1' * 300}") == SchemaRef("scdl/budget")


def test_an_id_that_no_index_can_hold_is_none(federation):
    def read(item):
        raise RecursionError

    reader = Reader(lambda item: item, lambda item: None, read)
    page = Walk(federation.context(), reader).page(["é" * 1001, "é" * 1000], "", None, None)
    assert [len(failure.remote_id) for failure in page.failures] == [24, 1000]
    assert [failure.code for failure in page.failures] == ["malformed", "mapping"]


@pytest.mark.parametrize("depth", [7, 250, 251])
def test_a_geometry_no_deeper_than_a_geometry_is_kept(depth):
    nested = 1.5
    for _ in range(depth):
        nested = [nested]
    found = spatial({"type": "LineString", "coordinates": [[1, 2], [3, 4], nested]})
    assert (found.bbox, found.geometry) == ((1, 2, 3, 4), None)
    assert codec.dumps(found)


def test_a_geometry_of_no_type_keeps_its_box():
    found = spatial({"type": ["Point"], "coordinates": [1, 2]})
    assert (found.bbox, found.geometry) == ((1, 2, 1, 2), None)
