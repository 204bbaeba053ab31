import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.dcat.connector import DcatConnector
from connectors.dcat_us import catalogue as dcat_us
from connectors.walk import Walk
from federation import codec
from federation.errors import FailureCode, HarvestError
from federation.harvest import HarvestPage

URL = "https://data.example.org/data.json"
ITEM = "99731bb0369848169d98f31ce83fb0e2"


def read(federation, *records, **source):
    """Datasets and failures of a catalogue, as a walk hands them on."""
    context = federation.context(connector="dcat", url=URL, **source)
    listed = dcat_us.items({"dataset": list(records)})
    shown, failures = dcat_us.public(listed, URL)
    page = Walk(context, dcat_us.reader(context, URL)).page(shown, URL, None, None, failures)
    assert codec.loads(HarvestPage, codec.dumps(page)) == page
    return [record.dataset for record in page.records], page.failures


def one(federation, **fields):
    datasets, failures = read(federation, {"title": "Arbres", "identifier": "a1", **fields})
    assert failures == ()
    return datasets[0]


def dcat(federation, url):
    """The connector that reads such files."""
    context = federation.context(connector="dcat", url=url, id="ville")
    return DcatConnector(context, federation.session(retries=0, requests_per_second=1000))


def walk(connector):
    records, failures, error = [], [], None
    try:
        for page in connector.pages():
            assert codec.loads(HarvestPage, codec.dumps(page)) == page
            records += [record.dataset for record in page.records]
            failures += page.failures
    except HarvestError as ended:
        error = ended
    return records, failures, error


FULL = {
    "@type": "dcat:Dataset",
    "identifier": "https://data.example.org/api/views/abcd-1234",
    "title": "Arbres",
    "description": "<p>Les <b>arbres</b></p>",
    "keyword": ["arbres", "rues"],
    "modified": "2024-05-06",
    "issued": "2020-01-02T03:04:05.000Z",
    "publisher": {
        "name": "Espaces verts",
        "subOrganizationOf": {"name": "Ville de Test", "subOrganizationOf": {"name": "Métropole"}},
    },
    "contactPoint": {"fn": "Open data", "hasEmail": "mailto:opendata@example.org"},
    "accessLevel": "public",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "spatial": "7.1,43.6,7.3,43.8",
    "temporal": "2015-01-01/2020-12-31",
    "accrualPeriodicity": "R/P1Y",
    "language": ["fr-FR"],
    "theme": ["Environment", "zzz"],
    "landingPage": "https://data.example.org/d/abcd-1234",
    "isPartOf": "serie-1",
    "conformsTo": "https://schema.data.gouv.fr/schemas/scdl/subventions/2.1.1",
    "distribution": [
        {
            "@type": "dcat:Distribution",
            "title": "Table",
            "downloadURL": "https://data.example.org/abcd-1234.csv?accessType=DOWNLOAD",
            "mediaType": "text/csv",
            "byteSize": "12",
        },
        {"accessURL": "https://data.example.org/page", "mediaType": "text/html"},
        {"accessURL": "ftp://data.example.org/x"},
    ],
}


def test_a_dataset_of_version_1_is_mapped_field_by_field(federation):
    found = one(federation, **FULL)
    assert found.remote_id == found.identifier == FULL["identifier"]
    assert found.title == {"fr": "Arbres"}
    assert found.description == {"fr": "Les arbres"}
    assert found.keywords == {"fr": ("arbres", "rues")}
    assert [theme[-4:] for theme in found.themes] == ["ENVI"]
    assert found.axes == ("environment",)
    assert found.languages == ("fr",)
    assert found.licence.endswith("/CC_BY_4_0")
    assert found.licence_label == FULL["license"]
    assert found.access_rights.endswith("/access-right/PUBLIC")
    assert found.publisher == "Espaces verts"
    assert (found.contact.name, found.contact.email) == ("Open data", "opendata@example.org")
    assert found.landing_page == FULL["landingPage"]
    assert found.frequency.endswith("/ANNUAL")
    assert found.spatial.bbox == (7.1, 43.6, 7.3, 43.8)
    assert found.temporal == ("2015-01-01", "2020-12-31")
    assert found.issued.isoformat() == "2020-01-02T03:04:05+00:00"
    assert found.modified.isoformat() == "2024-05-06T00:00:00+00:00"
    assert found.provenance[-1].url == URL
    table, page, broken = found.distributions
    assert table.download_url == FULL["distribution"][0]["downloadURL"]
    assert (table.format, table.byte_size) == ("CSV", 12)
    assert str(table.schema) == "scdl/subventions 2.1.1"
    assert (page.format, page.download_url) == ("HTML", None)
    assert broken.access_url == ""
    assert found.unmapped == {"theme": 1, "isPartOf": 1, "url": 1}


def test_a_dataset_of_version_3_is_mapped_field_by_field(shared_portals, federation):
    path = shared_portals / "dcat-us" / "datagov-harvester__complete_example.json"
    value = json.loads(path.read_bytes())
    assert dcat_us.is_dcat_us(value)
    (datasets, failures) = read(federation, *dcat_us.items(value))
    assert failures == ()
    found = datasets[0]
    assert found.remote_id == "NCDC-CLIMATE-OBS-2024"
    assert found.title == {"en": "National Climate Observations 2024"}
    assert found.publisher == "National Climate Data Center"
    assert found.contact.email == "climate-support@example.gov"
    assert found.landing_page == "https://example.gov/datasets/climate-2024"
    assert found.frequency.endswith("/DAILY")
    assert found.temporal == ("2024-01-01", "2024-12-31")
    assert found.spatial.bbox == (-125, 24, -66, 50)
    assert found.spatial.codes == ("https://example.gov/locations/usa",)
    assert found.modified.isoformat() == "2024-06-01T00:00:00+00:00"
    csv, as_json = found.distributions
    assert (csv.remote_id, csv.format) == ("https://example.gov/distributions/climate-csv", "CSV")
    assert csv.byte_size == 524288000
    assert csv.access_url == "https://example.gov/data/climate/2024"
    assert as_json.download_url.endswith("2024.json")
    assert found.unmapped["schema"] == 1


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"identifier": "a1"}, "a1"),
        ({"identifier": {"@id": "https://x.example/1"}}, "https://x.example/1"),
        ({"identifier": {"notation": "N1", "schemaAgency": "A"}}, "N1"),
        ({"identifier": f"https://www.arcgis.com/home/item.html?id={ITEM}"}, ITEM),
        (
            {"identifier": f"https://www.arcgis.com/home/item.html?id={ITEM}&sublayer=4"},
            f"{ITEM}_4",
        ),
        ({"identifier": f"https://hub.example.org/datasets/{ITEM}_0"}, f"{ITEM}_0"),
        ({"@id": "https://x.example/2"}, "https://x.example/2"),
        ({"landingPage": f"https://hub.example.org/datasets/{ITEM}_2"}, f"{ITEM}_2"),
        ({"identifier": {"@type": "Identifier"}, "title": ""}, ""),
        ({"@id": "_:b0", "title": None}, ""),
        (None, ""),
        ("a1", ""),
    ],
)
def test_identity(fields, name):
    assert dcat_us.identify(fields) == name


def test_without_an_identifier_one_is_derived_from_title_and_publisher():
    record = {"title": "Arbres", "publisher": {"name": "Ville"}}
    name = dcat_us.identify(record)
    assert name.startswith("derived-")
    assert dcat_us.identify({**record, "description": "autre"}) == name
    assert dcat_us.identify({**record, "title": "Bancs"}) != name
    assert dcat_us.identify({**record, "publisher": {"name": "Région"}}) != name


def test_an_arcgis_dataset_keeps_its_identity_when_addresses_change(federation):
    before = one(
        federation,
        identifier=f"https://www.arcgis.com/home/item.html?id={ITEM}&sublayer=0",
        landingPage="https://old.example.org/datasets/arbres",
    )
    after = one(
        federation,
        identifier=f"https://hub.example.org/datasets/ville::{ITEM}_0",
        landingPage="https://hub.example.org/datasets/arbres-2",
    )
    assert before.remote_id == after.remote_id == f"{ITEM}_0"
    assert before.identifier == after.identifier


@pytest.mark.parametrize(
    "fields",
    [
        {"accessLevel": "non-public"},
        {"accessLevel": "restricted public"},
        {"accessLevel": "Non-Public"},
        {
            "accessRights": "http://publications.europa.eu/resource/authority/access-right/"
            "NON_PUBLIC"
        },
    ],
)
def test_what_is_not_public_is_withdrawn_with_a_reason(federation, fields):
    hidden = {"title": "Agents", "identifier": "a2", **fields}
    datasets, failures = read(federation, {"title": "Arbres", "identifier": "a1"}, hidden)
    assert [each.remote_id for each in datasets] == ["a1"]
    assert [(each.remote_id, each.code) for each in failures] == [("a2", FailureCode.WITHDRAWN)]
    assert failures[0].message.render("en")
    context = federation.context(connector="dcat")
    with pytest.raises(ValueError, match="public"):
        dcat_us.reader(context, URL).read(hidden)


@pytest.mark.parametrize(
    ("value", "box", "label", "codes", "lost"),
    [
        ("-123.4,41.9,-120.4,43.4", (-123.4, 41.9, -120.4, 43.4), None, (), 0),
        ([7, 43, 8, 44], (7, 43, 8, 44), None, (), 0),
        ("United States", None, "United States", (), 0),
        ('{"type": "Point", "coordinates": [7, 43]}', (7, 43, 7, 43), None, (), 0),
        ("https://www.geonames.org/2990440", None, None, ("https://www.geonames.org/2990440",), 0),
        ({"prefLabel": "Nice", "bbox": "7,43,8,44"}, (7, 43, 8, 44), "Nice", (), 0),
        ([{"@id": "_:b"}, "Nice"], None, "Nice", (), 0),
        ("999,0,0,0", None, None, (), 1),
        ({"a": 1}, None, None, (), 1),
        (None, None, None, (), 0),
    ],
)
def test_places(federation, value, box, label, codes, lost):
    found = one(federation, spatial=value)
    place = found.spatial
    assert (place.bbox if place else None) == box
    assert (place.label if place else None) == label
    assert (place.codes if place else ()) == codes
    assert found.unmapped.get("spatial", 0) == lost


@pytest.mark.parametrize(
    ("value", "expected", "lost"),
    [
        ("2015-01-01/2020-12-31", ("2015-01-01", "2020-12-31"), 0),
        ("2015/2020", ("2015", "2020"), 0),
        ("2015-01-01T00:00:00Z/P1Y", ("2015-01-01", None), 0),
        ("2015-01-01/..", ("2015-01-01", None), 0),
        ("R/2015-01-01/P1Y", ("2015-01-01", None), 0),
        ({"startDate": "2015-01-01", "endDate": "2016"}, ("2015-01-01", "2016"), 0),
        ("hier", None, 1),
        ("hier/demain", None, 1),
    ],
)
def test_periods(federation, value, expected, lost):
    found = one(federation, temporal=value)
    assert found.temporal == expected
    assert found.unmapped.get("temporal", 0) == lost


def test_a_repeating_date_of_change_is_a_frequency(federation):
    found = one(federation, modified="R/P1D")
    assert (found.modified, found.unmapped) == (None, {})
    assert found.frequency.endswith("/DAILY")


def test_files_of_one_address_are_kept_apart(federation):
    url = "https://x.example/a.csv"
    files = [{"downloadURL": url, "format": name} for name in ("CSV", "SHP", "SHP")]
    found = one(federation, distribution=files).distributions
    assert [each.remote_id for each in found] == [url, f"{url}#SHP", f"{url}#SHP-2"]


def test_lists_that_php_wrote_as_objects_are_lists(federation):
    value = {"dataset": {"0": {"title": "A"}, "3": {"title": "B"}}, "conformsTo": "DCAT-US 3.0"}
    assert dcat_us.is_dcat_us(value)
    assert [item["title"] for item in dcat_us.items(value)] == ["A", "B"]
    files = {"0": {"downloadURL": "https://x.example/a.csv"}}
    assert len(one(federation, distribution=files).distributions) == 1


def test_the_only_file_of_version_1_0_stands_in_the_dataset(federation):
    found = one(federation, accessURL="https://x.example/a.csv", format="text/csv")
    assert [each.download_url for each in found.distributions] == ["https://x.example/a.csv"]


def test_members_of_series_and_inner_catalogues_are_datasets():
    value = {
        "catalog": [{"dataset": [{"title": "A", "identifier": "a"}]}],
        "dataset": [{"title": "B", "identifier": "b"}],
        "datasetSeries": [
            {
                "seriesMember": [{"title": "C", "identifier": "c"}],
                "first": {"title": "B", "identifier": "b"},
                "last": {"title": "C", "identifier": "c"},
            }
        ],
    }
    assert [item["identifier"] for item in dcat_us.items(value)] == ["b", "a", "c"]


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "x",
        {"test_data": []},
        {"@graph": [], "dataset": []},
        {"dataset": "https://example.org"},
        {"success": True, "result": {}},
    ],
)
def test_other_values_are_not_dcat_us(value):
    assert not dcat_us.is_dcat_us(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"next": "/data.json?page=2"}, "https://data.example.org/data.json?page=2"),
        ({"nextPage": "?page=2"}, "https://data.example.org/data.json?page=2"),
        ({"links": {"next": "https://intern/x?page=2"}}, "https://data.example.org/x?page=2"),
        (
            {"links": [{"rel": "next", "href": "data.json?p=2"}]},
            "https://data.example.org/data.json?p=2",
        ),
        ({"view": {"next": {"@id": "?p=2"}}}, "https://data.example.org/data.json?p=2"),
        ({"next": "ftp://x"}, None),
        ({"next": "https://[x"}, None),
        ({"next": None, "links": [{"rel": "self", "href": "x"}]}, None),
        ({}, None),
    ],
)
def test_the_next_page(value, expected):
    assert dcat_us.next_page(value, URL) == expected


def captures(shared_portals):
    return sorted((shared_portals / "dcat-us").glob("*.*"))


def test_every_capture_is_mapped_or_refused(shared_portals, server, serve, federation):
    current, found = [], {}
    portal = serve(lambda request: server.Reply(200, current[0]))
    for path in captures(shared_portals):
        if path.suffix == ".csv":
            continue
        current[:] = [path.read_bytes()]
        records, failures, error = walk(dcat(federation, f"{portal.url}/data.json"))
        assert records or failures or error, path.name
        found[path.name.removeprefix("datagov-harvester__")] = records, failures, error
        if path.suffix == ".json" and error is None:
            total = len(dcat_us.items(json.loads(path.read_bytes())))
            assert len(records) + len(failures) == total, path.name
    assert found["decode_error.xml"][2] is not None
    assert found["valid_iso1.xml"][2] is not None
    philadelphia, failures, error = found["dcatus_with_none.json"]
    assert (len(philadelphia), failures, error) == (402, [], None)
    first = philadelphia[0]
    assert first.remote_id == "2009-2012-police-advisory-commission-complaints"
    assert first.publisher == "City of Philadelphia"
    assert first.spatial.label == "Philadelphia, Pennsylvania"
    assert [each.format for each in first.distributions] == ["CSV", "SHP", "GEOJSON", "API", "HTML"]
    assert len({each.remote_id for each in first.distributions}) == 5
    assert first.unmapped == {"licence": 1}
    (oakland,) = found["dcatus_bad_license_uri.json"][0]
    assert oakland.remote_id == ITEM
    assert oakland.licence is None
    assert "<" not in oakland.licence_label
    third = [each.remote_id for each in found["dcatus3_0.json"][0]]
    assert third[2:] == ["https://example.gov/datasets/three", "NCDC-CLIMATE-OBS-2024"]
    assert len(found["dcatus3_0_series_with_members.json"][0]) == 2
    (cftc,) = found["dcatus_no_identifier.json"][0]
    assert cftc.remote_id.startswith("derived-")
    (klamath,) = found["dcatus_long_description.json"][0]
    assert klamath.spatial.bbox == (-123.425204, 41.972926, -120.483416, 43.490807)
    assert klamath.modified.isoformat() == "2020-11-17T00:00:00+00:00"


def test_home_made_formats_are_read_as_far_as_they_are_dcat_us(
    shared_portals, server, serve, federation
):
    current = []
    portal = serve(lambda request: server.Reply(200, current[0]))
    other = shared_portals / "other"
    current[:] = [(other / "the_od_bods__Dumfries_and_Galloway_Council.json").read_bytes()]
    records, failures, error = walk(dcat(federation, f"{portal.url}/data.json"))
    assert (len(records), failures, error) == (31, [], None)
    assert records[0].title == {"fr": "Secondary School Roll"}
    assert records[0].licence.endswith("/OGL_3_0")
    assert records[0].contact.email == "opendata@dumgal.gov.uk"
    assert records[0].distributions[1].format == "CSV"
    assert records[0].distributions[1].download_url
    current[:] = [(other / "the_od_bods__get_json_data.json").read_bytes()]
    assert walk(dcat(federation, f"{portal.url}/data.json"))[2].message.render("en")


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "[[", '{"a": [1]}', "non-public", "https://[", "R/P", "9" * 30]),
    st.text(max_size=12),
    st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=3)), max_size=3),
    st.dictionaries(st.text(max_size=4), st.one_of(st.none(), st.text(max_size=3)), max_size=2),
)


def places_of(value, path=()):
    """Every place of a JSON value."""
    yield path
    if not isinstance(value, dict | list):
        return
    for key, member in value.items() if isinstance(value, dict) else enumerate(value):
        yield from places_of(member, (*path, key))


def put(value, path, new):
    """A copy of a JSON value with another value at a place."""
    if not path:
        return new
    copied = copy.copy(value)
    copied[path[0]] = put(value[path[0]], path[1:], new)
    return copied


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_mutated_datasets_are_mapped_or_refused_one_by_one(shared_portals, federation, data):
    path = shared_portals / "dcat-us" / "datagov-harvester__complete_example.json"
    third = json.loads(path.read_bytes())
    found = [FULL, {"title": "Bancs", "identifier": "b"}, third]
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.sampled_from([p for p in places_of(found) if p]))
        found = put(found, place, data.draw(ANYTHING))
    datasets, failures = read(federation, *found)
    assert len(datasets) + len(failures) == len(found)
    value = {"dataset": found, "next": data.draw(ANYTHING), "links": data.draw(ANYTHING)}
    dcat_us.is_dcat_us(value)
    dcat_us.next_page(value, URL)
    dcat_us.is_dcat_us(third | {"dataset": data.draw(ANYTHING), "conformsTo": data.draw(ANYTHING)})


_HEAD = '{"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", "dataset": '


@pytest.mark.parametrize(
    ("body", "names", "failed"),
    [
        (_HEAD + '[{"identifier": "a", "title": "t", "x": NaN}]}', ["a"], 0),
        (_HEAD + '[{"identifier": "a", "title": "t\\ud800"}]}', ["a"], 0),
        ('[{"identifier": "a", "title": "t", "accessLevel": "public"}, null]', ["a"], 1),
    ],
    ids=["NaN", "lone surrogate", "null in a list of version 1.0"],
)
def test_one_strange_value_does_not_hide_the_catalogue(
    federation, serve, server, body, names, failed
):
    portal = serve(lambda request: server.Reply(200, body.encode(), {}))
    pages = list(dcat(federation, portal.url).pages())
    assert [record.dataset.remote_id for page in pages for record in page.records] == names
    assert sum(len(page.failures) for page in pages) == failed
    assert all(codec.dumps(page) for page in pages)
