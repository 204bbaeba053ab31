import copy
import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.ogc_records import mapping as ogc_records_mapping
from connectors.ogc_records.connector import OgcRecordsConnector
from connectors.ogc_records.mapping import RecordMapper
from connectors.ogc_records.pages import Answer, Trail
from connectors.walk import Reader, Walk
from federation import codec
from federation.errors import FailureCode, HarvestError
from federation.harvest import HarvestPage

KIND = "ogc-records"


@pytest.fixture(scope="module")
def ogc(stand_in):
    return stand_in("ogc_records")


def walk(connector, cursor=None):
    """Records by id, failures, and the error that ended the walk."""
    records, failures, error = [], [], None
    try:
        for page in connector.pages(cursor):
            assert codec.loads(HarvestPage, codec.dumps(page)) == page
            records += [record.dataset for record in page.records]
            failures += page.failures
    except HarvestError as ended:
        error = ended
    return records, failures, error


def names(records):
    return sorted(each.remote_id for each in records)


def catalogue(ogc, server, count, **flags):
    app = ogc.OgcRecords(server, [ogc.record(number) for number in range(count)])
    for name, value in flags.items():
        setattr(app, name, value)
    return app


@pytest.mark.parametrize(
    "path", ["", "/", "/collections", "/collections/cat", "/collections/cat/items"]
)
def test_every_address_of_an_api_is_understood(ogc, server, serve, federation, path):
    portal = serve(catalogue(ogc, server, 3))
    connector = federation.connector(connector=KIND, url=portal.url + path)
    assert connector.probe().total == 3
    records, failures, error = walk(connector)
    assert (len(records), failures, error) == (3, [], None)


def test_the_query_of_an_items_address_is_kept(ogc, server, serve, federation):
    portal = serve(catalogue(ogc, server, 25, max_limit=10))
    url = f"{portal.url}/collections/cat/items?type=dataset"
    records, _, _ = walk(federation.connector(connector=KIND, url=url, select={"query": "eau"}))
    assert len(records) == 25
    assert all(request.query["type"] == "dataset" for request in portal.requests)
    assert all(request.query["q"] == "eau" for request in portal.requests)


def test_the_catalogue_is_named_where_there_are_several(ogc, server, serve, federation):
    app = ogc.OgcRecords(server, [ogc.record(1)], collections=("cat", "autre"))
    portal = serve(app)
    with pytest.raises(HarvestError) as caught:
        federation.connector(connector=KIND, url=portal.url).probe()
    assert caught.value.code is FailureCode.WRONG_FORMAT
    assert "cat, autre" in caught.value.message.render("en")
    named = federation.connector(connector=KIND, url=portal.url, options={"collection": "cat"})
    assert named.probe().total == 1


def test_an_api_without_records_is_refused(ogc, server, serve, federation):
    portal = serve(ogc.OgcRecords(server, [], collections=()))
    with pytest.raises(HarvestError) as caught:
        federation.connector(connector=KIND, url=portal.url).probe()
    assert caught.value.code is FailureCode.WRONG_FORMAT


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 25, 30])
def test_a_walk_shows_everything_once(ogc, server, serve, federation, limit):
    portal = serve(catalogue(ogc, server, 25, max_limit=limit))
    records, failures, error = walk(federation.connector(connector=KIND, url=portal.url))
    assert (failures, error) == ([], None)
    assert names(records) == [f"fiche-{number:04d}" for number in range(25)]


def test_a_server_that_refuses_large_pages_is_asked_for_small_ones(ogc, server, serve, federation):
    portal = serve(catalogue(ogc, server, 25, max_limit=10, refuses_limits=True))
    records, failures, error = walk(federation.connector(connector=KIND, url=portal.url))
    assert (len(records), failures, error) == (25, [], None)


def test_links_to_another_host_lead_back_to_the_source(ogc, server, serve, federation):
    app = catalogue(ogc, server, 25, max_limit=10, host="http://10.1.2.3:5000")
    records, failures, error = walk(federation.connector(connector=KIND, url=serve(app).url))
    assert (len(records), failures, error) == (25, [], None)


DELETED = {
    "one already shown": [3],
    "the last one shown": [9],
    "several": [0, 1, 2, 8, 9],
    "a whole page": list(range(10)),
    "one not yet shown": [15],
    "shown and not shown": [5, 9, 10, 11, 24],
}


@pytest.mark.parametrize("which", DELETED)
@pytest.mark.parametrize("before", [2, 3])
def test_deletions_in_mid_walk_lose_nothing(ogc, server, serve, federation, which, before):
    app = catalogue(ogc, server, 45, max_limit=10)
    gone = {f"fiche-{number:04d}" for number in DELETED[which]}

    def edit(number):
        if number == before:
            app.records = [each for each in app.records if each["id"] not in gone]

    app.before_page = edit
    records, failures, error = walk(federation.connector(connector=KIND, url=serve(app).url))
    assert (failures, error) == ([], None)
    left = {f"fiche-{number:04d}" for number in range(45)} - gone
    assert left <= set(names(records))
    assert len(records) == len(set(names(records)))


def test_edits_and_additions_in_mid_walk_lose_and_repeat_nothing(ogc, server, serve, federation):
    app = catalogue(ogc, server, 45, max_limit=10)

    def edit(number):
        if number in {2, 4}:  # newest first, as some servers sort
            moved = app.records.pop(-1)
            new = [ogc.record(1000 * number + each) for each in range(9)]
            app.records = [*new, moved, *app.records]

    app.before_page = edit
    records, failures, error = walk(federation.connector(connector=KIND, url=serve(app).url))
    assert error is None
    assert failures == []
    assert len(records) == len(set(names(records)))
    missing = {f"fiche-{number:04d}" for number in range(45)} - set(names(records))
    assert missing <= {"fiche-0044", "fiche-0043"}  # moved to where the walk had been


EDITS = st.lists(
    st.tuples(
        st.integers(1, 12),  # before which page
        st.booleans(),  # remove, else insert
        st.integers(0, 60),  # where
        st.integers(1, 6),  # how many
    ),
    max_size=8,
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS, size=st.integers(2, 7), count=st.integers(0, 30))
def test_whatever_is_edited_in_mid_walk_what_stays_is_shown_once(
    federation, ogc, edits, size, count
):
    """A walk over a list in memory whose pages overlap (those of one record cannot)."""
    listed = [ogc.record(number) for number in range(count)]
    stays, asked = {each["id"] for each in listed}, 0

    def ask(url):
        nonlocal asked
        asked += 1
        for number, (before, removes, where, many) in enumerate(edits):
            if before == asked and removes:
                stays.difference_update(each["id"] for each in listed[where : where + many])
                del listed[where : where + many]
            elif before == asked:
                new = [ogc.record(1000 + 10 * number + each) for each in range(many)]
                listed[where:where] = new
        query = dict(parse_qsl(urlsplit(url).query))
        start = int(query.get("offset", 0))
        after = start + size
        following = f"https://x.example/items?offset={after}" if after < len(listed) else None
        return Answer(listed[start:after], len(listed), following)

    context = federation.context(connector=KIND, url="https://x.example")
    mapper = RecordMapper(context, "https://x.example/items")
    walk = Walk(
        context, Reader(ogc_records_mapping.identify, ogc_records_mapping.facts, mapper.read)
    )
    pages, ended = [], []
    try:
        pages.extend(Trail(walk, ask).pages("https://x.example/items", None))
    except HarvestError as error:
        ended.append(error.code)
    assert ended in ([], [FailureCode.TRUNCATED])  # what was added behind the walk is announced
    shown = [record.dataset.remote_id for page in pages for record in page.records]
    assert [failure for page in pages for failure in page.failures] == []
    assert len(shown) == len(set(shown))
    assert stays <= set(shown)


def test_a_killed_walk_resumes_behind_its_last_page_although_records_were_deleted(
    ogc, server, serve, federation
):
    app = catalogue(ogc, server, 45, max_limit=10)
    portal = serve(app)
    pages = federation.connector(connector=KIND, url=portal.url).pages()
    first, second = next(pages), next(pages)
    del app.records[5], app.records[2]
    before = len(portal.requests)
    records, failures, error = walk(
        federation.connector(connector=KIND, url=portal.url), second.cursor
    )
    assert (failures, error) == ([], None)
    had = {record.dataset.remote_id for page in (first, second) for record in page.records}
    assert {each["id"] for each in app.records} <= had | set(names(records))
    assert len(portal.requests) - before <= 6


def test_max_datasets_ends_a_walk(ogc, server, serve, federation):
    portal = serve(catalogue(ogc, server, 45, max_limit=10))
    records, _, error = walk(
        federation.connector(connector=KIND, url=portal.url, select={"max_datasets": 12})
    )
    assert (len(records), error) == (12, None)


@pytest.mark.parametrize("flags", [{"ignores_offset": True}, {"repeats_next": 10}])
def test_pages_that_repeat_are_refused(ogc, server, serve, federation, flags):
    portal = serve(catalogue(ogc, server, 45, max_limit=10, **flags))
    _, _, error = walk(federation.connector(connector=KIND, url=portal.url))
    assert error.code is FailureCode.PAGING_LOOP
    assert len(portal.requests) < 12


def test_a_list_that_ends_early_is_truncated(ogc, server, serve, federation):
    portal = serve(catalogue(ogc, server, 25, announces=50))
    records, _, error = walk(federation.connector(connector=KIND, url=portal.url))
    assert (len(records), error.code) == (25, FailureCode.TRUNCATED)


def test_an_empty_catalogue_has_no_records(ogc, server, serve, federation):
    portal = serve(catalogue(ogc, server, 0))
    assert walk(federation.connector(connector=KIND, url=portal.url)) == ([], [], None)


def test_a_record_listed_twice_is_kept_once_and_said_so(ogc, server, serve, federation):
    app = catalogue(ogc, server, 25, max_limit=10)
    app.records.insert(17, copy.deepcopy(app.records[4]))
    records, failures, error = walk(federation.connector(connector=KIND, url=serve(app).url))
    assert (len(records), error) == (25, None)
    assert [(each.remote_id, each.code) for each in failures] == [
        ("fiche-0004", FailureCode.DUPLICATE_ID)
    ]


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("html", FailureCode.WRONG_FORMAT),
        ("denied", FailureCode.AUTH),
        ("features", FailureCode.WRONG_FORMAT),
        ("list", FailureCode.WRONG_FORMAT),
    ],
)
def test_other_answers_are_refused_with_a_reason(server, serve, federation, reply, code):
    replies = {
        "html": server.as_html(),
        "denied": server.as_json({"code": "Forbidden"}, 403),
        "features": server.as_json({"features": {"0": {}}}),
        "list": server.as_json([1, 2]),
    }
    portal = serve(lambda request: replies[reply])
    for path in ("", "/collections/cat/items"):
        connector = federation.connector(connector=KIND, url=portal.url + path)
        with pytest.raises(HarvestError) as caught:
            connector.probe()
        assert caught.value.code is code
        assert walk(connector)[2].code is code


def test_why_a_record_is_no_longer_listed(ogc, server, serve, federation):
    portal = serve(catalogue(ogc, server, 3))
    connector = federation.connector(connector=KIND, url=portal.url)
    assert connector.absence("fiche-0001") is FailureCode.TRUNCATED
    assert connector.absence("fiche-9999") is FailureCode.GONE
    closed = serve(lambda request: server.as_json({}, 403))
    url = f"{closed.url}/collections/cat"
    closed_connector = federation.connector(connector=KIND, url=url)
    assert closed_connector.absence("fiche-0001") is FailureCode.WITHDRAWN
    other = serve(lambda request: server.as_json({"id": "autre"}))
    with pytest.raises(HarvestError):
        federation.connector(connector=KIND, url=f"{other.url}/collections/cat").absence("x")


FULL = {
    "id": "urn:fiche:1",
    "type": "Feature",
    "time": {"interval": ["2015-01-01T00:00:00Z", ".."], "resolution": "P1D"},
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[7, 43], [8, 43], [8, 44], [7, 44], [7, 43]]],
    },
    "properties": {
        "type": "dataset",
        "title": "Arbres d'alignement",
        "description": "Les <b>arbres</b> des rues",
        "language": {"code": "fr"},
        "resourceLanguages": [{"code": "fr"}, {"code": "oc"}],
        "keywords": ["arbres", {"name": "rues"}],
        "themes": [
            {"concepts": [{"id": "environment"}, {"id": "zzz"}], "scheme": "https://example.org/t"}
        ],
        "created": "2024-01-01T00:00:00Z",
        "updated": "2024-05-06T07:08:09Z",
        "externalIds": [{"scheme": "https://doi.org", "value": "10.1234/arbres"}],
        "license": "CC-BY-4.0",
        "contacts": [
            {"name": "A", "organization": "Atelier", "roles": ["processor"]},
            {
                "organization": "Ville de Test",
                "roles": ["publisher", "pointOfContact"],
                "emails": [{"value": "opendata@example.org"}],
                "links": [{"href": "https://example.org/contact", "type": "text/html"}],
            },
        ],
    },
    "links": [
        {"rel": "self", "href": "https://api.example.org/x"},
        {"rel": "license", "href": "https://creativecommons.org/licenses/by/4.0/"},
        {"rel": "service", "href": "https://wms.example.org/?x", "type": "application/xml"},
        {
            "rel": "enclosure",
            "href": "https://data.example.org/arbres.csv",
            "type": "text/csv",
            "title": "CSV",
            "length": 12,
            "updated": "2024-05-01T00:00:00Z",
        },
        {"rel": "alternate", "href": "https://example.org/arbres.html", "type": "text/html"},
        {"rel": "item", "href": "ftp://example.org/a"},
        {"rel": "bizarre", "href": "https://example.org/a"},
    ],
}


def test_a_record_is_mapped_field_by_field(federation):
    context = federation.context(connector=KIND, id="geo", url="https://api.example.org")
    found = RecordMapper(context, "https://api.example.org/collections/cat/items?x=1").read(FULL)
    assert found.remote_id == "urn:fiche:1"
    assert found.identifier == "10.1234/arbres"
    assert found.title == {"fr": "Arbres d'alignement"}
    assert found.description == {"fr": "Les arbres des rues"}
    assert found.keywords == {"fr": ("arbres", "rues")}
    assert [theme[-4:] for theme in found.themes] == ["ENVI"]
    assert found.axes == ("environment",)
    assert found.languages == ("fr", "oc")
    assert found.licence.endswith("/CC_BY_4_0")
    assert found.licence_label == "CC-BY-4.0"
    assert found.publisher == "Ville de Test"
    assert found.contact.email == "opendata@example.org"
    assert found.contact.url == "https://example.org/contact"
    assert found.landing_page == "https://example.org/arbres.html"
    assert found.spatial.bbox == (7, 43, 8, 44)
    assert found.temporal == ("2015-01-01", None)
    assert found.issued.year == 2024
    assert found.modified.isoformat() == "2024-05-06T07:08:09+00:00"
    assert found.provenance[-1].url == "https://api.example.org/collections/cat/items"
    file, service = found.distributions
    assert (file.format, file.byte_size, file.media_type) == ("CSV", 12, "text/csv")
    assert file.download_url == "https://data.example.org/arbres.csv"
    assert file.modified.month == 5
    assert (service.access_url, service.download_url) == ("https://wms.example.org/?x", None)
    assert found.unmapped == {"theme": 1, "url": 1, "link": 1}


def test_a_title_in_several_languages_stays_so(federation, ogc):
    title = {"fr": "Arbres", "en": "Trees"}
    context = federation.context(connector=KIND)
    found = RecordMapper(context, "https://x.example/items").read(ogc.record(1, title=title))
    assert found.title == title


def captures(shared_portals):
    return sorted((shared_portals / "ogc-records").glob("*.json"))


def test_every_capture_is_mapped(shared_portals, server, serve, federation):
    current = []
    portal = serve(lambda request: server.as_json(current[0]))
    for path in captures(shared_portals):
        current[:] = [json.loads(path.read_bytes())]
        url = f"{portal.url}/collections/cat/items"
        records, failures, error = walk(federation.connector(connector=KIND, url=url))
        assert len(records) == len(current[0]["features"])
        assert error.code is FailureCode.PAGING_LOOP  # the server shows one page for ever
        assert {each.code for each in failures} <= {FailureCode.DUPLICATE_ID}
    assert records[0].title == {"fr": "Jeu 0"}
    assert records[0].identifier == "r0"
    assert records[4].modified.isoformat() == "2024-01-05T00:00:00+00:00"


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
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
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_mutated_records_are_mapped_or_refused_one_by_one(federation, server, serve, ogc, data):
    features = [FULL, ogc.record(1), ogc.record(2)]
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.sampled_from([p for p in places_of(features) if p]))
        features = put(features, place, data.draw(ANYTHING))
    body = {"type": "FeatureCollection", "features": features, "numberMatched": len(features)}
    body = json.loads(json.dumps(body).replace("Infinity", "1e999").replace("NaN", "null"))
    page = server.as_json(body)
    portal = mutated_portal(federation, serve, server)
    portal["page"] = page
    records, failures, error = walk(portal["connector"]())
    assert error is None or error.code is FailureCode.WRONG_FORMAT
    if error is None:
        assert len(records) + len(failures) == len(features)


PORTALS = {}


def mutated_portal(federation, serve, server):
    """One server for all examples of a test run."""
    key = id(federation)
    if key not in PORTALS:
        PORTALS.clear()
        found = PORTALS[key] = {}
        url = f"{serve(lambda request: found['page']).url}/collections/cat/items"
        found["connector"] = lambda: federation.connector(connector=KIND, url=url)
    return PORTALS[key]


def test_it_is_not_incremental():
    assert OgcRecordsConnector.incremental is False
