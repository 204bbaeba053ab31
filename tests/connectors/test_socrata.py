"""Socrata: walks that lose nothing, incremental walks, federated records, captured records."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.socrata.catalog import portal_address
from connectors.socrata.connector import SocrataConnector
from connectors.socrata.mapping import is_own
from connectors.web.http import PoliteSession
from connectors.words.licences import licence
from federation import codec
from federation.errors import FailureCode, HarvestError
from federation.harvest import HarvestPage
from federation.model import Contact, Distribution, Origin

LICENCE = "http://publications.europa.eu/resource/authority/licence/"
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"


@pytest.fixture(scope="session")
def socrata(stand_in):
    return stand_in("socrata")


@pytest.fixture
def make(serve, server, socrata, federation):
    """A portal of some records and its connector."""

    def build(count=25, page_size=10, records=None, window=10_000, **source):
        listed = records or [socrata.record(number) for number in range(count)]
        app = socrata.Socrata(server, listed)
        portal = serve(app)
        options = {"page_size": page_size} | source.pop("options", {})
        context = federation.context(connector="socrata", url=portal.url, options=options, **source)
        politeness = context.source.politeness
        session = federation._stack.enter_context(PoliteSession(context.settings, politeness))
        app.window = window
        return app, portal, SocrataConnector(context, session, window)

    return build


def walk(connector, cursor=None, since=None):
    pages = list(connector.pages(cursor, since=since))
    records = [record.dataset.remote_id for page in pages for record in page.records]
    return pages, records, [(f.remote_id, f.code) for page in pages for f in page.failures]


def until(connector):
    """Records of a walk that ends in an error, and its reason."""
    pages = []
    with pytest.raises(HarvestError) as caught:
        pages.extend(connector.pages())
    assert caught.value.message.render("en")
    return [record.dataset.remote_id for page in pages for record in page.records], (
        caught.value.code
    )


@pytest.fixture
def ids(socrata):
    return lambda numbers: [socrata.identifier(number) for number in numbers]


def minute(number):
    """When record `number` was updated, as the stand-in dates it."""
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=number)


# Full walks


@pytest.mark.parametrize("counts_what_is_left", [False, True])
@pytest.mark.parametrize("count", [0, 1, 10, 20, 25])
def test_a_catalogue_is_walked_by_id(make, server, socrata, ids, count, counts_what_is_left):
    app, portal, connector = make(count=count, records=[])
    app.records = [socrata.record(number) for number in range(count)]
    app.counts_what_is_left = counts_what_is_left
    pages, records, failures = walk(connector)
    assert records == ids(range(count))
    assert not failures
    assert {page.total for page in pages} == {count}
    assert pages[-1].cursor is None
    assert all("offset" not in request.query for request in portal.requests)
    asked = portal.requests[0].query
    assert asked["domains"] == asked["search_context"] == "127.0.0.1"


@pytest.mark.parametrize("counts_what_is_left", [False, True])
def test_a_walk_resumes_after_any_page(make, ids, counts_what_is_left):
    app, _, connector = make(count=45)
    app.counts_what_is_left = counts_what_is_left
    pages, records, _ = walk(connector)
    assert records == ids(range(45))
    done = 0
    for page in pages[:-1]:
        done += len(page.records)
        assert walk(connector, page.cursor)[1] == records[done:]


@pytest.mark.parametrize("scrolls", [True, False])
def test_edits_deletions_and_creations_lose_nothing(make, socrata, ids, scrolls):
    app, portal, connector = make(count=60)
    app.ignores_scroll = not scrolls

    def edit(number):
        if number in {3, 4, 5}:
            app.records.pop(0)
            app.records.pop(1)
            app.records.append(socrata.record(100 + number))
            app.records[5]["resource"]["updatedAt"] = "2026-01-01T00:00:00.000Z"

    app.before_page = edit
    _, records, failures = walk(connector)
    assert set(ids([*range(10, 60), 103, 104, 105])) <= set(records)
    assert len(records) == len(set(records))
    assert not failures
    assert any("offset" in request.query for request in portal.requests) is not scrolls


@pytest.mark.parametrize("gone", [5, 15])
def test_many_deletions_where_scrolling_does_not_work(make, ids, gone):
    app, _, connector = make(count=60)
    app.ignores_scroll = True

    def delete(number):
        if number == 6:
            del app.records[:gone]

    app.before_page = delete
    assert set(ids(range(gone, 60))) <= set(walk(connector)[1])


def test_windows_resume(make, ids):
    app, _, connector = make(count=45)
    app.ignores_scroll = True
    pages, records, _ = walk(connector)
    assert records == ids(range(45))
    done = 0
    for page in pages[:-1]:
        done += len(page.records)
        assert walk(connector, page.cursor)[1] == records[done:]


def test_a_portal_with_its_own_limit(make, ids):
    app, _, connector = make(count=45, page_size=20)
    app.allows = 7
    assert walk(connector)[1] == ids(range(45))


def test_fewer_than_announced(make, ids):
    app, _, connector = make()
    app.announces = 60
    assert until(connector) == (ids(range(25)), FailureCode.TRUNCATED)


def test_the_same_page_again_and_again(make, server, ids):
    _, portal, connector = make(count=60)
    first = portal.answer
    page = []

    def answer(request):
        page.append(first(request))
        return page[0]

    portal.answer = answer
    assert until(connector) == (ids(range(10)), FailureCode.PAGING_LOOP)


def test_no_more_than_wanted(make, ids):
    pages, records, _ = walk(make(count=40, select={"max_datasets": 13})[2])
    assert records == ids(range(13))
    assert pages[-1].cursor is None


def test_beyond_the_bound_of_offsets(make, ids):
    """Scrolled; where that does not work either, nothing is pretended."""
    app, portal, connector = make(count=101, window=100)
    assert walk(connector)[1] == ids(range(101))
    assert len(portal.requests) == 11
    app.ignores_scroll = True
    assert until(connector) == (ids(range(100)), FailureCode.TRUNCATED)


# Federated records and views


def test_federated_records_and_views_are_passed_over(make, socrata, ids):
    records = [
        socrata.record(1),
        socrata.record(2, domain="data.state.gov"),
        socrata.record(3, provenance="federated"),
        socrata.record(4, type="federated_href"),
        socrata.record(5, type="filter"),
        socrata.record(6, type="chart"),
        socrata.record(7, type="map"),
        socrata.record(8, type="story"),
        socrata.record(9, type="href"),
        socrata.record(10),
    ]
    pages, found, failures = walk(make(records=records, page_size=4)[2])
    assert found == ids([1, 9, 10])
    assert not failures
    assert pages[-1].total == 10
    link = pages[-1].records[0].dataset.distributions
    assert [(one.remote_id, one.download_url) for one in link] == [("link", None)]
    assert link[0].access_url.endswith(ids([9])[0])


def test_a_page_of_federated_records_only_is_no_loop(make, socrata, ids):
    records = [socrata.record(n, domain="b.gov" if n < 20 else "127.0.0.1") for n in range(25)]
    assert walk(make(records=records)[2])[1] == ids(range(20, 25))


def test_a_portal_of_another_name_is_told(make, socrata, ids):
    records = [socrata.record(number, domain="data.city.gov") for number in range(15)]
    assert until(make(records=records)[2]) == ([], FailureCode.WRONG_FORMAT)
    options = {"domain": "data.city.gov"}
    _, portal, connector = make(records=records, options=options)
    assert walk(connector)[1] == ids(range(15))
    assert portal.requests[0].query["domains"] == "data.city.gov"


def test_another_endpoint_of_the_discovery_api(serve, server, socrata, federation):
    portal = serve(socrata.Socrata(server, [socrata.record(1, domain="data.city.gov")]))
    connector = federation.connector(
        connector="socrata",
        url="https://data.city.gov",
        options={"discovery": f"{portal.url}/api/catalog/v1"},
    )
    dataset = next(connector.pages()).records[0].dataset
    assert dataset.distributions[0].download_url == (
        "https://data.city.gov/api/views/a000-b001/rows.csv?accessType=DOWNLOAD"
    )
    assert dataset.provenance == (Origin("https://data.city.gov", "a000-b001"),)


def test_a_portal_that_knows_datasets_only(make, ids):
    app, portal, connector = make()
    app.kinds = {"dataset"}
    assert walk(connector)[1] == ids(range(25))
    assert portal.requests[-1].query["only"] == "dataset"


# Incremental walks


def test_only_what_changed_is_shown(make, ids):
    _, portal, connector = make(count=300)
    assert connector.incremental
    pages, records, failures = walk(connector, since=minute(285))
    assert records == ids(range(299, 284, -1))
    assert not failures
    assert pages[-1].cursor is None
    assert len(portal.requests) <= 5


@pytest.mark.parametrize(("changes", "most"), [(0, 2), (5, 3), (30, 6)])
def test_requests_follow_changes_not_size(make, changes, most):
    _, portal, connector = make(count=1400)
    assert len(walk(connector, since=minute(1400 - changes))[1]) == changes
    assert len(portal.requests) <= most


def test_an_incremental_walk_resumes(make, ids):
    _, _, connector = make(count=100)
    pages, records, _ = walk(connector, since=minute(60))
    assert records == ids(range(99, 59, -1))
    done = 0
    for page in pages[:-1]:
        done += len(page.records)
        assert walk(connector, page.cursor, since=minute(60))[1] == records[done:]


def test_edits_and_deletions_during_an_incremental_walk(make, socrata, ids):
    app, _, connector = make(count=60)

    def edit(number):
        if number == 4:
            app.records[55]["resource"]["updatedAt"] = "2026-01-01T00:00:00.000Z"
            del app.records[57:60]

    app.before_page = edit
    _, records, failures = walk(connector, since=minute(20))
    assert sorted(records) == ids(range(20, 60))
    assert not failures


@pytest.mark.parametrize("flaw", ["ignores_order", "refuses_order"])
def test_without_an_order_by_update_everything_is_shown(make, ids, flaw):
    app, _, connector = make(count=25)
    setattr(app, flaw, True)
    if flaw == "refuses_order":  # a portal that refuses any order is none that can be walked
        assert until(connector) == ([], FailureCode.WRONG_FORMAT)
    else:
        assert walk(connector, since=minute(20))[1] == ids(range(25))


def test_more_changes_than_offsets_reach(make, ids):
    _, _, connector = make(count=130, window=100)
    _, records, failures = walk(connector, since=minute(0))
    assert sorted(records) == ids(range(130))
    assert not failures


# Selection and absence


def test_datasets_by_id(make, socrata, ids):
    app, _, connector = make(select={"datasets": [*ids([1, 2, 3]), "zzzz-zzzz"]})
    app.private.add(ids([3])[0])
    pages, records, failures = walk(connector)
    assert records == ids([1, 2])
    assert failures == [
        (ids([3])[0], FailureCode.WITHDRAWN),
        ("zzzz-zzzz", FailureCode.GONE),
    ]
    assert pages[0].total == 4


def test_what_is_selected(make, socrata, ids):
    records = [
        socrata.record(1),
        socrata.record(2, attribution="Parks"),
        socrata.record(3, classification={"domain_category": "Transport"}),
        socrata.record(4, classification={"domain_tags": ["roads"]}),
        socrata.record(5, name="Special words"),
    ]
    for select, expected in (
        ({"organizations": ["parks"]}, [2]),
        ({"themes": ["transport"]}, [3]),
        ({"tags": ["Roads"]}, [4]),
        ({"query": "special"}, [5]),
        ({"exclude": ids([1, 2])}, [3, 4, 5]),
    ):
        assert walk(make(records=records, select=select)[2])[1] == ids(expected)


def test_why_a_dataset_is_absent(make, socrata, ids):
    records = [
        socrata.record(1),
        socrata.record(2),
        socrata.record(3),
        socrata.record(4, attribution="Parks"),
        socrata.record(5, domain="data.state.gov"),
    ]
    select = {"organizations": ["Department of Tests"]}
    app, _, connector = make(records=records, select=select)
    app.private.add(ids([2])[0])
    app.hidden.add(ids([3])[0])
    found = [connector.absence(one) for one in ids(range(1, 7))]
    assert found == [
        FailureCode.TRUNCATED,
        FailureCode.WITHDRAWN,
        FailureCode.WITHDRAWN,
        FailureCode.GONE,  # no longer selected
        FailureCode.GONE,  # another portal's
        FailureCode.GONE,
    ]


@pytest.mark.parametrize(("status", "code"), [(403, "auth"), (401, "auth"), (200, "wrong-format")])
def test_a_firewall_does_not_tell_that_a_dataset_is_withdrawn(make, server, status, code):
    _, portal, connector = make()
    inner = portal.answer
    portal.answer = lambda request: (
        server.as_html(status=status) if "/views/" in request.path else inner(request)
    )
    with pytest.raises(HarvestError) as caught:
        connector.absence("zzzz-zzzz")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("html", "wrong-format"),
        ("html 404", "gone"),
        ("captured 403", "auth"),
        ("throttled", "throttled"),
        ("down", "server"),
        ("rows", "wrong-format"),
        ("no results", "wrong-format"),
        ("deep", "wrong-format"),
        ("refused", "wrong-format"),
    ],
)
def test_answers_that_are_none_have_their_reason(serve, server, federation, kind, code):
    secret = {"message": "secret", "error": True}
    answer = {
        "html": lambda: server.as_html(),
        "html 404": lambda: server.as_html(status=404),
        "captured 403": lambda: server.as_json(secret, 403),
        "throttled": lambda: server.as_json({}, 429, **{"Retry-After": "900"}),
        "down": lambda: server.as_json(secret, 500),
        "rows": lambda: server.as_json([{"theme": "Love"}]),
        "no results": lambda: server.as_json({"results": None, "resultSetSize": 3}),
        "deep": lambda: server.Reply(200, b"[" * 100_000),
        "refused": lambda: server.as_json(secret, 400),
    }[kind]
    connector = federation.connector(connector="socrata", url=serve(lambda request: answer()).url)
    for call in (connector.probe, partial(list, connector.pages())):
        with pytest.raises(HarvestError) as caught:
            call()
        assert caught.value.code == code
        assert "secret" not in caught.value.message.render("en")


def test_the_token_goes_to_the_portal(make, serve, server, ids, tmp_path):
    _, portal, connector = make(count=1, api_key="jeton")
    elsewhere = serve(lambda request: server.Reply(200, b"a;b\n1;2\n"))
    dataset = walk(connector)[0][0].records[0].dataset
    assert portal.requests[0].headers["x-app-token"] == "jeton"
    with pytest.raises(HarvestError):
        connector.fetch(dataset.distributions[0], tmp_path)  # the stand-in has no rows
    assert portal.requests[-1].path == f"/api/views/{ids([0])[0]}/rows.csv"
    assert portal.requests[-1].headers["x-app-token"] == "jeton"
    connector.fetch(Distribution("x", download_url=f"{elsewhere.url}/t.csv"), tmp_path)
    assert "x-app-token" not in elsewhere.requests[-1].headers


@pytest.mark.parametrize(
    "url", ["https://data.a.gov", "https://data.a.gov/browse?q=x", "https://data.a.gov/data.json"]
)
def test_addresses(url):
    assert portal_address(url) == "https://data.a.gov"


# Mapping


def metadata(**pairs):
    return [{"key": key.replace("__", "_"), "value": value} for key, value in pairs.items()]


def test_a_record_is_mapped(make, socrata):
    pairs = {
        "Common-Core_Contact-Email": "open@a.gov",
        "Common-Core_Contact-Name": "Open Data",
        "Common-Core_Publisher": "City of A",
        "Update_Update-Frequency": "Twice weekly",
        "Common-Core_Temporal-Applicability": "2014-01-01/2019-12-31",
        "Geo_Geographic-Coverage": "Downtown",
    }
    one = socrata.record(1, classification={"domain_metadata": metadata(**pairs)})
    one["metadata"]["license"] = "Creative Commons Attribution 4.0 International"
    _, portal, connector = make(records=[one])
    found = walk(connector)[0][0].records[0].dataset
    assert found.identifier == "https://127.0.0.1/api/views/a000-b001"
    assert found.title == {"fr": "Dataset 1"}
    assert found.description == {"fr": "A description"}
    assert found.keywords == {"fr": ("trees",)}
    assert [theme.rsplit("/", 1)[1] for theme in found.themes] == ["ENVI"]
    assert found.axes == ("environment",)
    assert found.licence == f"{LICENCE}CC_BY_4_0"
    assert found.publisher == "City of A"
    assert found.contact == Contact("Open Data", "open@a.gov")
    assert found.frequency == f"{FREQUENCY}WEEKLY_2"
    assert found.temporal == ("2014-01-01", "2019-12-31")
    assert found.spatial.label == "Downtown"
    assert found.landing_page == "https://127.0.0.1/d/a000-b001"
    assert found.provenance == (Origin(portal.url, "a000-b001"),)
    assert found.unmapped == {}
    csv, js, geo = found.distributions
    assert csv.download_url == f"{portal.url}/api/views/a000-b001/rows.csv?accessType=DOWNLOAD"
    assert csv.version == "2020-01-01T00:01:00.000Z"
    assert csv.modified == minute(1)
    assert (js.download_url, js.format) == (None, "JSON")
    assert (geo.access_url, geo.format) == (f"{portal.url}/resource/a000-b001.geojson", "GEOJSON")


def test_without_the_date_of_the_rows_there_is_no_version(make, socrata):
    one = socrata.record(1, data_updated_at=None, columns_datatype=["Text"])
    found = walk(make(records=[one])[2])[0][0].records[0].dataset
    assert [file.remote_id for file in found.distributions] == ["rows-csv", "rows-json"]
    assert found.distributions[0].version is None


def test_the_account_that_published_is_not_the_publisher(make, socrata):
    one = socrata.record(1, attribution=None)
    assert walk(make(records=[one])[2])[0][0].records[0].dataset.publisher is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Creative Commons 1.0 Universal (Public Domain Dedication)", "CC0"),
        ("CC0_10", "CC0"),
        ("Creative Commons Attribution | Share Alike 4.0 International", "CC_BYSA_4_0"),
        ("Open Data Commons Attribution License", "ODC_BY"),
        ("UK Open Government Licence v3", "OGL_3_0"),
        ("Canada Open Government Licence", None),
        ("Open Government Licence - City of Toronto", None),
        ("Open Government Licence 2.0 – Canada", None),
        ("See Terms of Use", None),
    ],
)
def test_licences_of_socrata(words, code):
    assert licence([words]) == (f"{LICENCE}{code}" if code else None)


# Captured answers


@pytest.fixture
def captures(shared_portals):
    return shared_portals / "socrata"


def test_every_capture_is_mapped_or_refused(captures, serve, server, federation):
    current = []
    portal = serve(lambda r: server.Reply(*current[0], {"Content-Type": "application/json"}))
    for path in sorted(captures.glob("sodapy__*")):
        current[:] = [(403 if "403" in path.name else 200, path.read_bytes())]
        for kind in ("socrata", "udata", "ckan", "opendatasoft"):
            found, code = until(federation.connector(connector=kind, url=portal.url))
            assert found == []
            if kind == "socrata":
                expected = FailureCode.AUTH if "403" in path.name else FailureCode.WRONG_FORMAT
                assert code is expected, path.name


def captured(folder):
    return json.loads((folder / "sodapy__get_datasets.txt").read_bytes())["results"]


def test_the_captured_catalogue_is_mapped(captures, make):
    """Seven records of six domains: each domain's own are mapped, the others passed over."""
    listed = captured(captures)
    domains = {one["metadata"]["domain"] for one in listed}
    found = {}
    for domain in domains:
        _, _, connector = make(records=listed, page_size=100, options={"domain": domain})
        pages, records, failures = walk(connector)
        assert not failures
        assert pages[0].total == 7
        assert codec.loads(HarvestPage, codec.dumps(pages[0])) == pages[0]
        expected = [one for one in listed if one["metadata"]["domain"] == domain]
        assert len(records) == len(expected)
        found |= {record.dataset.remote_id: record.dataset for record in pages[0].records}
    assert len(found) == 7

    permits = found["msk6-43c6"]
    assert permits.title == {"fr": "Approved Building Permits"}
    assert permits.licence == f"{LICENCE}CC_BY_3_0"
    assert permits.publisher == "Inspectional Services Division"
    assert permits.landing_page == "https://data.cityofboston.gov/d/msk6-43c6"
    assert permits.modified == datetime(2017, 7, 21, 10, 1, 47, tzinfo=UTC)
    assert [file.format for file in permits.distributions] == ["CSV", "JSON", "GEOJSON"]
    assert "Curt" not in str(codec.dumps(permits))

    lottery = found["kwxv-fwze"]
    assert lottery.publisher == "State of New York"
    assert lottery.contact == Contact("Open Data NY", "opendata@its.ny.gov")
    assert lottery.frequency == f"{FREQUENCY}WEEKLY_2"
    assert lottery.unmapped == {"temporal": 1}

    police = found["qccx-65fg"]
    assert police.temporal == ("2014", "2017")
    assert police.frequency == f"{FREQUENCY}ANNUAL"
    assert found["kvz2-j5cj"].temporal == ("2010", None)
    assert found["ic3t-wcy2"].frequency == f"{FREQUENCY}DAILY"
    assert found["qcn7-gc3g"].licence is None
    assert found["qcn7-gc3g"].unmapped["licence"] == 1


def test_no_mutated_record_is_lost_without_a_reason(captures, serve, server, federation, stand_in):
    originals = [
        one | {"metadata": {"domain": "data.ny.gov", "license": "Public Domain"}}
        for one in captured(captures)
    ]
    mutations, current = stand_in("mutations"), []
    portal = serve(
        lambda r: server.as_json({"results": current[0], "resultSetSize": len(current[0])})
    )
    connector = federation.connector(
        connector="socrata", url=portal.url, options={"domain": "data.ny.gov"}
    )

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(mutations.mutated(originals), min_size=1, max_size=4))
    def check(items):
        current[:] = [items]
        told, failed = 0, None
        try:
            for page in connector.pages():
                assert codec.loads(HarvestPage, codec.dumps(page)) == page
                told += len(page.records) + len(page.failures)
        except HarvestError as error:
            failed = error
        expected = sum(is_own(item, "data.ny.gov") for item in items)
        assert failed is not None or told == expected

    check()
