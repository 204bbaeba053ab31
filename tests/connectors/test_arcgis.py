import copy
import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.arcgis import connector as arcgis
from connectors.arcgis import ids as arcgis_ids
from connectors.arcgis import mapping as arcgis_mapping
from connectors.arcgis.mapping import ItemMapper
from federation import codec
from federation.errors import FailureCode, HarvestError
from federation.harvest import HarvestPage

KIND = "arcgis"


@pytest.fixture(scope="module")
def hub(stand_in):
    return stand_in("arcgis")


def walk(connector, cursor=None, since=None):
    """Records, failures, and the error that ended the walk."""
    records, failures, error = [], [], None
    try:
        for page in connector.pages(cursor, since=since):
            assert codec.loads(HarvestPage, codec.dumps(page)) == page
            records += [record.dataset for record in page.records]
            failures += page.failures
    except HarvestError as ended:
        error = ended
    return records, failures, error


def site(hub, server, count, **flags):
    app = hub.Arcgis(server, [hub.item(number) for number in range(1, count + 1)])
    for name, value in flags.items():
        setattr(app, name, value)
    return app


ITEM = "549c194eaec6427cb9b93808d7a2afda"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (ITEM, ITEM),
        (f"{ITEM}_12", f"{ITEM}_12"),
        (ITEM.upper(), ITEM),
        (f"https://www.arcgis.com/home/item.html?id={ITEM}", ITEM),
        (f"https://www.arcgis.com/home/item.html?id={ITEM}&sublayer=15", f"{ITEM}_15"),
        (f"https://data.example.org/datasets/{ITEM}_0.csv?outSR=1", f"{ITEM}_0"),
        (f"https://data.example.org/datasets/ville::{ITEM}_0/explore", f"{ITEM}_0"),
        (f"https://data.example.org/api/download/v1/items/{ITEM}/csv?layers=3", f"{ITEM}_3"),
        (f"https://opendata.arcgis.com/api/v3/datasets/{ITEM}_0/downloads/data", f"{ITEM}_0"),
        (f"https://data.example.org/page?id={ITEM}", None),
        (f"https://data.example.org/datasets/{ITEM}abc", None),
        ("https://data.example.org/datasets/ville::arbres", None),
        ("https://[bad/datasets/", None),
        ("arbres", None),
        (None, None),
    ],
)
def test_item_ids_are_found_in_addresses(value, expected):
    assert arcgis_ids.hub_id(value) == expected


def test_the_address_of_an_item_is_the_same_for_every_site():
    assert arcgis_ids.hub_id(arcgis_ids.uri(f"{ITEM}_7")) == f"{ITEM}_7"
    assert arcgis_ids.uri(ITEM) == f"https://www.arcgis.com/home/item.html?id={ITEM}"


@pytest.mark.parametrize(
    "path", ["", "/", "/search?collection=Dataset", "/datasets", "/api/v3/datasets", arcgis._SEARCH]
)
def test_every_address_of_a_hub_is_understood(hub, server, serve, federation, path):
    portal = serve(site(hub, server, 3))
    connector = federation.connector(connector=KIND, url=portal.url + path)
    probe = connector.probe()
    assert (probe.software, probe.version, probe.total) == ("ArcGIS Hub", "Search v1", 3)
    assert probe.incremental


def test_a_walk_shows_everything_once_in_a_stable_order(hub, server, serve, federation):
    portal = serve(site(hub, server, 45))
    connector = federation.connector(connector=KIND, url=f"{portal.url}/search")
    records, failures, error = walk(connector)
    assert (failures, error) == ([], None)
    assert [each.remote_id for each in records] == [f"{n:032x}_0" for n in range(1, 46)]
    assert all(request.query["sortBy"] == "properties.created" for request in portal.requests)
    assert len(portal.requests) == 3


def test_deletions_in_mid_walk_lose_nothing(hub, server, serve, federation):
    app = site(hub, server, 45)
    pages = federation.connector(connector=KIND, url=serve(app).url).pages()
    found = [record.dataset.remote_id for record in next(pages).records]
    del app.items[19], app.items[3]
    left = {each["id"] for each in app.items}
    found += [record.dataset.remote_id for page in pages for record in page.records]
    assert left <= set(found)
    assert len(found) == len(set(found))


def test_only_what_changed_is_asked_for(hub, server, serve, federation):
    app = site(hub, server, 45)
    connector = federation.connector(connector=KIND, url=serve(app).url)
    since = datetime.fromtimestamp(1_760_000_000.040, UTC)
    records, failures, error = walk(connector, since=since)
    assert (failures, error) == ([], None)
    assert [each.remote_id for each in records] == [f"{n:032x}_0" for n in range(40, 46)]


def test_a_hub_that_cannot_sort_or_filter_shows_everything(hub, server, serve, federation):
    portal = serve(site(hub, server, 45, refuses_sort=True))
    connector = federation.connector(connector=KIND, url=portal.url)
    assert connector.probe().incremental is False
    records, _, error = walk(connector, since=datetime(2026, 1, 1, tzinfo=UTC))
    assert (len(records), error) == (45, None)


def test_the_older_api_is_read_where_the_search_api_is_absent(hub, server, serve, federation):
    portal = serve(site(hub, server, 45, old=True))
    connector = federation.connector(connector=KIND, url=portal.url)
    assert connector.probe().version == "v3"
    records, failures, error = walk(connector)
    assert (len(records), failures, error) == (45, [], None)
    page = next(iter(connector.pages()))
    records, _, error = walk(federation.connector(connector=KIND, url=portal.url), page.cursor)
    assert (len(records), error) == (25, None)


def test_beyond_the_window_of_the_search_nothing_is_taken_for_deleted(
    hub, server, serve, federation, monkeypatch
):
    monkeypatch.setattr(arcgis, "_WINDOW", 60)
    portal = serve(site(hub, server, 100, window=60))
    records, _, error = walk(federation.connector(connector=KIND, url=portal.url))
    assert error.code is FailureCode.TRUNCATED
    assert len(records) >= 40


def test_items_shared_with_some_people_only_are_set_apart(hub, server, serve, federation):
    app = hub.Arcgis(server, [hub.item(1), hub.item(2, access="org"), hub.item(3)])
    records, failures, error = walk(federation.connector(connector=KIND, url=serve(app).url))
    assert (len(records), error) == (2, None)
    assert [(each.remote_id, each.code) for each in failures] == [
        (f"{2:032x}_0", FailureCode.WITHDRAWN)
    ]
    context = federation.context(connector=KIND)
    with pytest.raises(ValueError, match="public"):
        ItemMapper(context, "https://x.example").read(hub.item(2, access="org"))


def test_why_a_dataset_is_no_longer_listed(hub, server, serve, federation):
    app = hub.Arcgis(server, [hub.item(1), hub.item(2, access="private")])
    connector = federation.connector(connector=KIND, url=serve(app).url)
    assert connector.absence(f"{1:032x}_0") is FailureCode.TRUNCATED
    assert connector.absence(f"{2:032x}_0") is FailureCode.WITHDRAWN
    assert connector.absence(f"{3:032x}_0") is FailureCode.GONE


def test_a_file_that_is_being_prepared_is_waited_for(hub, server, serve, federation, tmp_path):
    app = site(hub, server, 1)
    connector = federation.connector(connector=KIND, url=serve(app).url)
    file = walk(connector)[0][0].distributions[0]
    app.preparing = 2
    fetched = connector.fetch(file, tmp_path)
    assert fetched.path.read_bytes().startswith(b"essence,hauteur")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("html", FailureCode.WRONG_FORMAT),
        ("denied", FailureCode.AUTH),
        ("absent", FailureCode.GONE),
        ("else", FailureCode.WRONG_FORMAT),
        ("down", FailureCode.SERVER),
    ],
)
def test_other_answers_are_refused_with_a_reason(server, serve, federation, reply, code):
    replies = {
        "html": server.as_html(),
        "denied": server.as_json({}, 403),
        "absent": server.as_json({}, 404),
        "else": server.as_json({"results": []}),
        "down": server.as_json({}, 503),
    }
    connector = federation.connector(connector=KIND, url=serve(lambda r: replies[reply]).url)
    assert walk(connector)[2].code is code


def test_a_list_that_ends_early_is_truncated(hub, server, serve, federation):
    portal = serve(site(hub, server, 5, announces=50))
    records, _, error = walk(federation.connector(connector=KIND, url=portal.url))
    assert (len(records), error.code) == (5, FailureCode.TRUNCATED)


def test_an_empty_site_has_no_datasets(hub, server, serve, federation):
    portal = serve(site(hub, server, 0))
    assert walk(federation.connector(connector=KIND, url=portal.url)) == ([], [], None)


def read(federation, item):
    context = federation.context(connector=KIND, url="https://data.example.org")
    return ItemMapper(context, "https://data.example.org").read(item)


def test_an_item_is_mapped_field_by_field(federation, hub):
    found = read(federation, hub.item(1, orgContactEmail="mailto:sig@example.org"))
    name = f"{1:032x}"
    assert found.remote_id == f"{name}_0"
    assert found.identifier == f"https://www.arcgis.com/home/item.html?id={name}&sublayer=0"
    assert found.title == {"fr": "Jeu 1"}
    assert found.description == {"fr": "Une description"}
    assert found.keywords == {"fr": ("arbres",)}
    assert found.themes[0].endswith("/ENVI")
    assert found.languages == ("fr",)
    assert found.licence.endswith("/CC_BY_4_0")
    assert found.licence_label == "CC BY"
    assert found.publisher == "Ville de Test"
    assert found.contact.email == "sig@example.org"
    assert found.landing_page == f"https://data.example.org/datasets/{name}_0"
    assert found.spatial.bbox == (7.1, 43.6, 7.3, 43.8)
    assert found.issued.year == 2023
    assert found.modified.year == 2025
    table, shapes, service = found.distributions
    assert table.download_url == (
        f"https://data.example.org/api/download/v1/items/{name}/csv?layers=0"
    )
    assert (table.format, shapes.format, service.format) == ("CSV", "GEOJSON", "ARCGIS")
    assert shapes.download_url is None
    assert service.access_url.endswith("/FeatureServer/0")
    assert found.unmapped == {}


@pytest.mark.parametrize(
    ("fields", "formats"),
    [
        ({"type": "Table"}, ["CSV", "ARCGIS"]),
        ({"type": "CSV", "url": None}, ["CSV"]),
        ({"type": "Microsoft Excel", "url": None}, ["XLSX"]),
        ({"type": "PDF", "url": None}, ["PDF"]),
        ({"type": "Web Map", "url": None}, []),
        ({"type": "Feature Layer", "downloadable": False}, ["ARCGIS"]),
        ({"type": "Document Link", "url": "https://example.org/a.pdf"}, ["PDF"]),
        ({"type": "Document Link", "url": "https://[bad"}, []),
    ],
)
def test_every_type_of_item_has_its_files(federation, hub, fields, formats):
    found = read(federation, hub.item(1, **fields)).distributions
    assert [each.format for each in found] == formats


def test_a_service_of_several_layers_offers_no_table(federation, hub):
    service = "https://services.arcgis.com/x/arcgis/rest/services/j/FeatureServer"
    item = hub.item(1, type="Feature Service", url=service)
    item["id"] = f"{1:032x}"
    assert [each.format for each in read(federation, item).distributions] == ["ARCGIS"]
    item["properties"]["typeKeywords"] = ["Singlelayer"]
    found = read(federation, item).distributions
    assert [each.format for each in found] == ["CSV", "GEOJSON", "ARCGIS"]


@pytest.mark.parametrize(
    ("extent", "box"),
    [
        ("[[7.1, 43.6], [7.3, 43.8]]", (7.1, 43.6, 7.3, 43.8)),
        ("7.1,43.6,7.3,43.8", (7.1, 43.6, 7.3, 43.8)),
        (
            {"coordinates": [[7.1, 43.6], [7.3, 43.8]], "type": "envelope"},
            (7.1, 43.6, 7.3, 43.8),
        ),
        (
            {
                "xmin": 7.1,
                "ymin": 43.6,
                "xmax": 7.3,
                "ymax": 43.8,
                "spatialReference": {"wkid": 4326},
            },
            (7.1, 43.6, 7.3, 43.8),
        ),
        (
            {
                "xmin": 1.0,
                "ymin": 2.0,
                "xmax": 3.0,
                "ymax": 4.0,
                "spatialReference": {"wkid": 27700},
            },
            None,
        ),
        ([[184648.8, 619786.8], [310075.2, 710532.4]], None),
        ("ici", None),
    ],
)
def test_extents_are_boxes_in_degrees_or_counted(federation, hub, extent, box):
    found = read(federation, hub.item(1, extent=extent))
    assert (found.spatial.bbox if found.spatial else None) == box
    assert found.unmapped.get("spatial", 0) == (0 if box else 1)


def test_an_absent_extent_is_nothing_lost(federation, hub):
    for extent in (None, [], "", [[], []]):
        assert read(federation, hub.item(1, extent=extent)).unmapped == {}


def captured(shared_portals):
    return sorted((shared_portals / "arcgis").glob("*.json"))


def test_every_capture_is_mapped(shared_portals, server, serve, federation):
    current, found = [], {}
    portal = serve(lambda request: server.Reply(200, current[0]))
    for path in captured(shared_portals):
        current[:] = [path.read_bytes()]
        connector = federation.connector(connector=KIND, url=portal.url)
        records, failures, error = walk(connector)
        assert len(records) == len(json.loads(path.read_bytes())["data"])
        assert failures == []
        found[path.name] = records, error
    assert found["the_od_bods__south_ayrshire.json"] == ([], None)
    records, error = found["the_od_bods__renfrew.json"]
    assert error.code is FailureCode.PAGING_LOOP  # the server shows one page for ever
    by_id = {each.remote_id: each for each in records}
    assert len(by_id) == 20
    first = by_id["15c9fe9deaaf405ca361cd632cc7cfba_0"]
    assert first.title == {"en": "Mid year 2018 population estimate"}
    assert "<" not in first.description["en"]
    assert first.licence.endswith("/OGL_3_0")
    assert first.publisher == "Renfrewshire Council"
    assert first.contact.email == "gis@renfrewshire.gov.uk"
    assert first.modified.isoformat() == "2019-07-24T13:20:32+00:00"
    assert first.distributions[0].download_url.endswith(
        "/api/download/v1/items/15c9fe9deaaf405ca361cd632cc7cfba/csv?layers=0"
    )
    assert by_id["efc491c10f6e42c9a22fb4177b30582e_0"].spatial is None
    stations = by_id["b0b58021aad34051a5f14ea4b68dfd34_0"]
    assert stations.spatial.bbox == (-4.6159, 55.7872, -4.3988, 55.9245)
    web_map = by_id["a4f0ac4f0fed458cad272614796a3e2e"]
    assert web_map.distributions == ()
    assert by_id["c4da80dc344046a29b32ed23b8b769ef_3"].unmapped["licence"] == 1


def test_samples_of_cells_are_left_out_of_raw_records(shared_portals):
    (path,) = (shared_portals / "arcgis").glob("*renfrew.json")
    item = json.loads(path.read_bytes())["data"][0]
    assert b'"Renfrewshire"' in json.dumps(item["attributes"]["statistics"]).encode()
    body, kind = arcgis_mapping.raw(item)
    assert kind == "application/json"
    assert "statistics" not in json.loads(body)["attributes"]
    assert json.loads(body)["attributes"]["name"] == item["attributes"]["name"]


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "[[", '{"a": [1]}', "public", "https://[", "9" * 30]),
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


def samples(shared_portals, hub):
    """Two captured items without their longest fields, and one of the search API."""
    (path,) = (shared_portals / "arcgis").glob("*renfrew.json")
    heavy = {"statistics", "fields", "layer", "layers", "server", "advancedQueryCapabilities"}
    found = []
    for item in json.loads(path.read_bytes())["data"][2:4]:
        fields = {key: value for key, value in item["attributes"].items() if key not in heavy}
        found.append({**item, "attributes": fields})
    return [*found, hub.item(1)]


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_mutated_items_are_mapped_or_refused_one_by_one(
    shared_portals, federation, server, serve, hub, data
):
    if not PORTALS or PORTALS[0] is not federation:
        box = {}
        url = serve(lambda request: server.as_json(box["body"])).url
        PORTALS[:] = [federation, box, federation.connector(connector=KIND, url=url)]
        PORTALS.append(samples(shared_portals, hub))
    _, box, connector, found = PORTALS
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.sampled_from([p for p in places_of(found) if p]))
        found = put(found, place, data.draw(ANYTHING))
    stats = {"totalCount": len(found)}
    box["body"] = {"data": found, "meta": {"stats": stats}}
    records, failures, error = walk(connector)
    assert error is None
    assert len(records) + len(failures) == len(found)


PORTALS = []
