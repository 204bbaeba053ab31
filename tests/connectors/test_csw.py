"""A walk over catalogue services that behave, and over those that do not."""

import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.csw.requests import CSW2, CSW3, DCAT, GMD, MDB, Manner, Query
from connectors.csw.service import base_of
from federation import codec
from federation.errors import FailureCode, HarvestError
from federation.harvest import HarvestPage


@pytest.fixture
def csw(stand_in):
    return stand_in("csw")


@pytest.fixture
def catalogue(csw, server, serve, federation):
    """`catalogue(count, page_size, **flags)`: a stand-in, its portal, a maker of connectors."""

    def start(records, page_size=5, settings=None, **flags):
        app = csw.Csw(server, csw.records(records) if isinstance(records, int) else records)
        for name, value in flags.items():
            assert hasattr(app, name)
            setattr(app, name, value)
        portal = serve(app)
        source = {"connector": "csw", "url": portal.url, **(settings or {})}
        source["options"] = {"page_size": page_size, **source.get("options", {})}
        return app, portal, lambda: federation.connector(**source)

    return start


def walk(connector, **how):
    pages, error = [], None
    try:
        pages.extend(connector.pages(**how))
    except HarvestError as failure:
        error = failure
    assert error is None or error.message.render("en")
    for page in pages:
        assert codec.loads(HarvestPage, codec.dumps(page))
    ids = [record.dataset.remote_id for page in pages for record in page.records]
    failures = [(each.remote_id, each.code) for page in pages for each in page.failures]
    return ids, failures, error.code if error else None


def numbered(*numbers):
    return [f"{number:04d}-aaaa" for number in numbers]


ALL = numbered(*range(1, 24))


def test_a_probe_tells_title_version_and_total(catalogue):
    app, _, connector = catalogue(23)
    probe = connector().probe()
    assert (probe.software, probe.version, probe.total) == ("Catalogue de Test", "2.0.2", 23)
    assert probe.incremental
    assert app.pages == 0  # hits only


@pytest.mark.parametrize("size", [2, 5, 11, 22, 23, 24, 100])
def test_every_dataset_comes_once_whatever_the_page(catalogue, size):
    app, _, connector = catalogue(23, size)
    assert walk(connector()) == (ALL, [], None)
    assert {asked["method"] for asked in app.asked[1:]} == {"POST"}
    assert {asked["sort"] for asked in app.asked[1:]} == {"apiso:Identifier"}
    assert {asked["schema"] for asked in app.asked[1:]} == {GMD}


@pytest.mark.parametrize("next_record", ["zero", "beyond", "start", "before", "stuck", "absent"])
def test_next_record_may_be_anything(catalogue, next_record):
    _, _, connector = catalogue(23, next=next_record)
    assert walk(connector()) == (ALL, [], None)


@pytest.mark.parametrize("next_record", ["good", "zero", "absent"])
def test_without_a_total_next_record_or_the_end_decides(catalogue, next_record):
    _, _, connector = catalogue(23, next=next_record, announces="nothing")
    ids, failures, error = walk(connector())
    assert ids == (ALL[:5] if next_record == "zero" else ALL)
    assert (failures, error) == ([], None)


def test_a_server_that_gives_one_record_a_page(catalogue):
    _, _, connector = catalogue(7, max_records=1)
    assert walk(connector()) == (ALL[:7], [], None)


def test_a_server_that_gives_fewer_records_than_asked_for(catalogue):
    _, _, connector = catalogue(23, 20, max_records=4, returned=20)
    assert walk(connector()) == (ALL, [], None)


def test_records_that_take_a_place_and_are_not_shown(catalogue):
    """As GeoNetwork does with what it cannot convert: positions and items differ."""
    hidden = set(ALL[3:6]) | {ALL[12]}
    _, _, connector = catalogue(23, hidden=hidden)
    ids, failures, error = walk(connector())
    assert ids == [each for each in ALL if each not in hidden]
    assert (failures, error) == ([], FailureCode.TRUNCATED)


def test_fewer_than_announced_is_truncated(catalogue):
    _, _, connector = catalogue(23, announces=40)
    assert walk(connector()) == (ALL, [], FailureCode.TRUNCATED)


def test_a_total_that_is_too_small_is_not_believed(catalogue):
    _, _, connector = catalogue(23, announces=3)
    assert walk(connector()) == (ALL, [], None)


def test_the_same_page_for_ever_is_a_loop(catalogue):
    app, _, connector = catalogue(23, ignores_start=True)
    assert walk(connector()) == (ALL[:5], [], FailureCode.PAGING_LOOP)
    assert len(app.asked) < 5


def test_an_empty_catalogue_is_empty_and_a_mute_one_truncated(catalogue):
    assert walk(catalogue(0)[2]()) == ([], [], None)
    assert walk(catalogue(0, announces=12)[2]()) == ([], [], FailureCode.TRUNCATED)


@pytest.mark.parametrize("victims", [[0], [4], [3, 4], [0, 1, 2, 3, 4], [6], [22]])
@pytest.mark.parametrize("flag", ["refuses_beyond", "refuses_sort"])
def test_a_deletion_during_the_walk_hides_nothing(catalogue, victims, flag):
    app, _, connector = catalogue(23, **{flag: True})
    gone = {ALL[victim] for victim in victims}

    def before(number):
        if number == 3:
            for each in gone:
                del app.records[each]

    app.before_page = before
    ids, failures, error = walk(connector())
    assert set(ALL) - gone <= set(ids)
    assert len(ids) == len(set(ids))
    assert (failures, error) == ([], None)


def test_many_deletions_during_the_walk_hide_nothing(catalogue):
    for refuses in (True, False):
        app, _, connector = catalogue(23, refuses_beyond=refuses)
        gone = set(ALL[:10]) | set(ALL[18:])

        def before(number, app=app, gone=gone):
            if number == 4:
                for each in gone:
                    app.records.pop(each, None)

        app.before_page = before
        ids, failures, error = walk(connector())
        assert set(ALL) - gone <= set(ids)
        assert (len(ids), failures, error) == (len(set(ids)), [], None)


def test_a_service_that_refuses_a_page_is_not_at_its_end(catalogue, server):
    app, portal, connector = catalogue(23, settings={"options": {"page_size": 5}})

    def answer(request):
        if app.pages >= 3 and app._asked(request)["start"] > 9:
            return server.Reply(200, app._report("InvalidParameterValue").encode())
        return app(request)

    portal.answer = answer
    ids, failures, error = walk(connector())
    assert (failures, error) == ([], FailureCode.WRONG_FORMAT)
    assert ids == ALL[: len(ids)]


def test_a_service_that_does_not_negotiate(catalogue):
    _, _, connector = catalogue(23, refuses_versions=True)
    assert connector().probe().total == 23
    assert walk(connector()) == (ALL, [], None)


def test_an_insertion_and_an_edit_during_the_walk_repeat_nothing(catalogue, csw):
    app, _, connector = catalogue(23)

    def before(number):
        if number == 3:
            for extra in ("0000-a", "0002-b", "0003-c"):
                app.records[extra] = (csw.gmd(1, name=extra), "2026-03-01")
            app.records[ALL[4]] = (csw.gmd(5, title="Autre titre"), "2026-03-01")

    app.before_page = before
    ids, failures, error = walk(connector())
    assert [each for each in ids if each in ALL] == ALL
    assert (failures, error) == ([], None)


def test_an_order_that_changes_loses_nothing_in_silence(catalogue):
    """Every request in another order: what may have been missed is told."""
    turn = iter(range(1, 1000))

    def shuffled(listed):
        by = next(turn) * 7 % len(listed)
        return listed[by:] + listed[:by]

    app, _, connector = catalogue(40, refuses_sort=True, order=shuffled)
    ids, _, error = walk(connector())
    assert len(ids) == len(set(ids))
    assert error is FailureCode.TRUNCATED or len(ids) == 40
    assert len(app.asked) < 60


def test_a_walk_resumes(catalogue):
    app, _, connector = catalogue(23)
    pages = list(connector().pages())
    cursor = pages[1].cursor
    rest = walk(connector(), cursor=cursor)[0]
    assert [r.dataset.remote_id for page in pages[:2] for r in page.records] + rest == ALL
    del app.records[ALL[1]]
    assert set(walk(connector(), cursor=cursor)[0]) >= set(rest)
    again = catalogue(23, refuses_sort=True)
    cursor = next(iter(again[2]().pages())).cursor
    again[0].asked.clear()
    assert walk(again[2](), cursor=cursor) == (ALL[5:], [], None)
    assert all(asked["sort"] is None for asked in again[0].asked)  # what was learnt is kept


def test_a_walk_begins_anew_where_its_last_record_has_gone(catalogue):
    app, _, connector = catalogue(23)
    pages = iter(connector().pages())
    cursor = next(pages).cursor
    del app.records[ALL[4]]
    ids, failures, error = walk(connector(), cursor=cursor)
    assert (ids, failures, error) == ([each for each in ALL if each != ALL[4]], [], None)


def test_a_lost_guid_is_a_failure_and_a_double_one_too(catalogue, csw):
    records = csw.records(6)
    records["0003-x"] = (csw.gmd(3, name=""), "2026-01-01")
    _, _, connector = catalogue(records, twice=(ALL[1],))
    ids, failures, error = walk(connector())
    assert (ids, error) == (ALL[:6], None)
    assert sorted(code for _, code in failures) == ["duplicate-id", "malformed"]


def test_services_are_no_datasets_and_no_failures(catalogue, csw):
    records = csw.records(9)
    for level in ("service", "application", "featureType"):
        records[f"0004-{level}"] = (csw.gmd(4, level=level, name=f"0004-{level}"), "2026-01-01")
    for level in ("series", "nonGeographicDataset"):
        records[f"0010-{level}"] = (csw.gmd(10, level=level, name=f"0010-{level}"), "2026-01-01")
    _, _, connector = catalogue(records, 3)
    ids, failures, error = walk(connector())
    assert ids == [*ALL[:9], "0010-nonGeographicDataset", "0010-series"]
    assert (failures, error) == ([], None)
    only = {name: record for name, record in records.items() if name.startswith("0004-")}
    del only[ALL[3]]
    assert walk(catalogue(only, 2)[2]()) == ([], [], None)


def refusals(server):
    return {
        "405": server.Reply(405, b"", {"Allow": "GET"}),
        "501": server.Reply(501, b"not here"),
        "html": server.as_html(),
        "html 400": server.as_html(status=400),
        "json": server.as_json({"error": "no"}),
    }


@pytest.mark.parametrize("kind", ["405", "501", "html", "html 400", "json"])
def test_get_where_post_is_refused(catalogue, server, kind):
    app, _, connector = catalogue(23, refuses_post=refusals(server)[kind])
    assert walk(connector()) == (ALL, [], None)
    assert sum(asked["method"] == "POST" for asked in app.asked) == 1
    assert connector().probe().total == 23
    assert walk(
        catalogue(
            3, settings={"select": {"datasets": ALL[1:3]}}, refuses_post=refusals(server)[kind]
        )[2]()
    ) == (ALL[1:3], [], None)


def test_unordered_where_an_order_is_refused(catalogue):
    app, _, connector = catalogue(23, refuses_sort=True)
    assert walk(connector()) == (ALL, [], None)
    assert sum(asked["sort"] is not None for asked in app.asked) == 1


def test_only_what_changed(catalogue):
    app, _, connector = catalogue(23)
    since = datetime(2026, 1, 20, 9, 30, tzinfo=UTC)
    assert walk(connector(), since=since) == (numbered(19, 20, 21, 22, 23), [], None)
    assert {asked["since"] for asked in app.asked[1:]} == {"2026-01-19"}
    app.refuses_post = app.server.Reply(405)
    assert walk(connector(), since=since)[0] == numbered(19, 20, 21, 22, 23)
    assert connector().incremental


@pytest.mark.parametrize("also_unordered", [False, True])
def test_everything_where_dates_are_refused(catalogue, also_unordered):
    _, _, connector = catalogue(23, refuses_dates=True, refuses_sort=also_unordered)
    since = datetime(2026, 1, 20, tzinfo=UTC)
    assert walk(connector(), since=since) == (ALL, [], None)


@pytest.mark.parametrize(
    ("code", "reason"),
    [("NoApplicableCode", FailureCode.SERVER), ("InvalidParameterValue", FailureCode.WRONG_FORMAT)],
)
def test_an_exception_report_tells_its_code_and_no_more(catalogue, code, reason):
    _, _, connector = catalogue(3, exception=code)
    with pytest.raises(HarvestError) as caught:
        list(connector().pages())
    assert caught.value.code is reason
    words = caught.value.message.render("en")
    assert code in words
    assert "secret" not in words
    with pytest.raises(HarvestError):
        connector().probe()


def test_a_selection_is_asked_for_or_checked(catalogue):
    app, _, connector = catalogue(23, settings={"select": {"query": "données 1"}})
    assert walk(connector())[0] == numbered(1, *range(10, 20))
    assert app.asked[-1]["types"] == "gmd:MD_Metadata"
    select = {"datasets": [ALL[4], ALL[2], "no-such"], "exclude": [ALL[4]]}
    ids, failures, error = walk(catalogue(23, settings={"select": select})[2]())
    assert (ids, failures, error) == ([ALL[2]], [("no-such", FailureCode.GONE)], None)
    for select, found in (
        ({"organizations": ["ville de test"]}, ALL),
        ({"organizations": ["autre"]}, []),
        ({"themes": ["environment"]}, ALL),
        ({"tags": ["arbres"], "max_datasets": 7}, ALL[:7]),
        ({"tags": ["budget"]}, []),
    ):
        assert walk(catalogue(23, settings={"select": select})[2]()) == (found, [], None)


def test_an_absence_is_looked_up(catalogue, server):
    app, _, connector = catalogue(3)
    assert connector().absence(ALL[0]) is FailureCode.TRUNCATED
    assert connector().absence("no-such") is FailureCode.GONE
    app.refuses_post = server.Reply(403)
    assert connector().absence(ALL[0]) is FailureCode.WITHDRAWN


def test_a_failing_service_is_not_an_empty_one(catalogue, server):
    app, portal, connector = catalogue(23)
    for reply in (server.Reply(500, b"oops"), server.as_html(), server.Reply(200, b"<a/>")):
        portal.answer = lambda request, reply=reply: reply
        for ask in (lambda: list(connector().pages()), lambda: connector().probe()):
            with pytest.raises(HarvestError):
                ask()
    portal.answer = app


def test_a_broken_page_in_the_middle_is_told_and_get_tried(catalogue, server):
    app, portal, connector = catalogue(23)
    hiccups = []

    def answer(request):
        if request.method == "POST" and app.pages == 2 and not hiccups:
            hiccups.append(request)
            return server.Reply(502)
        return app(request)

    portal.answer = answer
    assert walk(connector()) == (ALL, [], None)
    assert hiccups
    portal.answer = lambda request: app(request) if app.pages < 7 else server.Reply(503)
    ids, _, error = walk(connector())
    assert error is FailureCode.SERVER
    assert ids == ALL[: len(ids)]


def test_the_key_of_a_source_is_sent(catalogue):
    _, portal, connector = catalogue(3, settings={"api_key": "Basic eA=="})
    walk(connector())
    assert {each.headers["authorization"] for each in portal.requests} == {"Basic eA=="}


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">%s]><csw>&z;</csw>""" % b"".join(
    b'<!ENTITY %c "%s">' % (98 + number, b"&%c;" % (97 + number) * 10) for number in range(25)
)
OUTSIDE = b"""<!DOCTYPE r [<!ENTITY e SYSTEM "%s/secret">]><r>&e;</r>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_document_types_are_refused_and_nothing_is_fetched(
    catalogue, server, serve, encoding
):
    other = serve(lambda request: server.Reply(200, b"secret"))
    app, portal, connector = catalogue(5)
    for body in (
        BOMB,
        OUTSIDE % other.url.encode(),
        b'<!-- a --><?p?> <!DOCTYPE r SYSTEM "%s/x.dtd"><r/>' % other.url.encode(),
        b'<!DOCTYPE r PUBLIC "x" "%s/x.dtd"><r/>' % other.url.encode(),
    ):
        sent = body.decode().encode(encoding) if encoding != "utf-8" else body
        reply = server.Reply(200, sent, {"Content-Type": "text/xml"})
        for stage in ("capabilities", "records"):
            portal.answer = lambda request, stage=stage, reply=reply: (
                reply if stage == "capabilities" or request.method == "POST" else app(request)
            )
            begun = time.monotonic()
            with pytest.raises(HarvestError) as caught:
                list(connector().pages())
            assert caught.value.code is FailureCode.POLICY
            assert time.monotonic() - begun < 2
    assert other.requests == []


def test_no_time_is_lost_on_what_stands_before_a_root(catalogue, server):
    _, portal, connector = catalogue(1)
    for body in (b"<??>" * 200_000, b"<!---->" * 200_000 + b"<", b" " * 2_000_000, b"<?" * 500_000):
        portal.answer = lambda request, body=body: server.Reply(200, body)
        begun = time.monotonic()
        with pytest.raises(HarvestError):
            list(connector().pages())
        assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("url", "base"),
    [
        (
            "https://a.example/csw?service=CSW&VERSION=2.0.2&Request=GetCapabilities#x",
            "https://a.example/csw",
        ),
        ("https://a.example/wxs?map=/x.map&service=CSW", "https://a.example/wxs?map=%2Fx.map"),
    ],
)
def test_an_address_may_hold_parameters(url, base):
    assert base_of(url) == base


def test_parameters_of_the_address_stay(catalogue):
    _, portal, connector = catalogue(7)
    source = connector().context.source.url
    assert source == portal.url
    _, portal, _ = catalogue(3)
    _, _, connector = catalogue(3, settings={"url": f"{portal.url}/wxs?map=x&request=GetRecords"})
    assert walk(connector())[0] == ALL[:3]
    assert {each.query["map"] for each in portal.requests} == {"x"}


@pytest.mark.parametrize(
    ("schemas", "types", "schema", "asked"),
    [
        ((GMD, DCAT, CSW2), ("csw:Record", "gmd:MD_Metadata"), GMD, "gmd:MD_Metadata"),
        ((CSW2, MDB), ("csw:Record", "mdb:MD_Metadata"), MDB, "mdb:MD_Metadata"),
        ((MDB,), ("csw:Record",), MDB, "csw:Record"),
        ((CSW2, DCAT), (), DCAT, "csw:Record"),
        ((CSW2,), ("csw:Record",), CSW2, "csw:Record"),
        ((), (), GMD, "gmd:MD_Metadata"),
    ],
)
def test_the_richest_schema_is_asked_for(catalogue, schemas, types, schema, asked):
    app, _, connector = catalogue(2, schemas=schemas, types=types)
    assert walk(connector())[0] == ALL[:2]
    assert (app.asked[-1]["schema"], app.asked[-1]["types"]) == (schema, asked)
    expected = "apiso:Identifier" if asked != "csw:Record" else "dc:identifier"
    assert app.asked[-1]["sort"] == expected


def test_the_settings_choose_a_schema(catalogue):
    app, _, connector = catalogue(2, settings={"options": {"schema": MDB}})
    walk(connector())
    assert app.asked[-1]["schema"] == MDB


def test_what_is_asked_cannot_break_out_of_its_filter():
    nasty = "a%b_c\\d </ogc:Literal> & \" ' \x00"
    for version, literal in (("2.0.2", "ogc:Literal"), ("3.0.0", "fes:Literal")):
        query = Query(version=version, phrase=nasty, since=datetime(2026, 1, 2, tzinfo=UTC))
        body = query.xml(1, Manner()).decode()
        assert r"a\%b\_c\\d &lt;/ogc:Literal&gt; &amp;" in body
        assert body.count(f"</{literal}>") == 2
        assert (CSW3 in body) is (version == "3.0.0")
        constraint = query.parameters(1, Manner(post=False))["constraint"]
        assert constraint.count(f"</{literal}>") == 2
        body = query.xml(1, Manner(ordered=False, dated=False)).decode()
        assert "SortBy" not in body
        assert "2026" not in body


@pytest.mark.parametrize("post", [True, False])
@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("dated", [True, False])
def test_a_manner_is_kept_in_a_cursor(post, ordered, dated):
    manner = Manner(post, ordered, dated)
    assert Manner.read(manner.code) == manner


def listing(csw, server, count, broken=()):
    links = "".join(f'<a href="{number}.xml">{number}</a>' for number in range(1, count + 1))
    page = f'<html><a href="../">up</a><a href="https://example.org/9.xml">x</a>{links}</html>'

    def answer(request):
        if request.path == "/waf/":
            return server.as_html(page)
        number = int(re.search(r"(\d+)\.xml$", request.path)[1])
        if number in broken:
            return server.Reply(200, b"<gmd:cut")
        return server.Reply(200, csw.gmd(number).encode(), {"Content-Type": "text/xml"})

    return answer


def test_a_folder_of_records_is_a_catalogue_too(csw, server, serve, federation):
    portal = serve(listing(csw, server, 30, broken=(7,)))
    source = {"connector": "csw", "url": f"{portal.url}/waf/"}
    assert federation.connector(**source).probe().total == 30
    ids, failures, error = walk(federation.connector(**source))
    assert (len(ids), error) == (29, None)
    assert failures == [(f"{portal.url}/waf/7.xml", FailureCode.MALFORMED)]
    assert all(each.path.startswith("/waf/") for each in portal.requests)
    pages = list(federation.connector(**source).pages())
    rest, _, _ = walk(federation.connector(**source), cursor=pages[0].cursor)
    assert rest == [record.dataset.remote_id for record in pages[1].records]


def test_a_document_of_records_is_a_catalogue_too(csw, server, serve, federation):
    portal = serve(lambda request: server.Reply(200, csw.gmd(4).encode()))
    connector = federation.connector(connector="csw", url=f"{portal.url}/fiche.xml")
    assert connector.probe().total == 1
    assert walk(connector) == (["0004-aaaa"], [], None)


def plain_record(number):
    return (
        '<csw:Record xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/" '
        'xmlns:ows="http://www.opengis.net/ows">'
        f"<dc:identifier>{number:04d}-aaaa</dc:identifier><dc:title>Arbres {number}</dc:title>"
        '<dc:title xml:lang="en">Trees</dc:title><dc:type>dataset</dc:type>'
        "<dc:subject>Environnement</dc:subject><dc:subject>arbres</dc:subject>"
        "<dct:abstract>Les arbres</dct:abstract><dct:modified>2026-01-02</dct:modified>"
        "<dc:rights>Licence Ouverte 2.0</dc:rights><dc:publisher>Ville</dc:publisher>"
        "<dc:language>fre</dc:language><dc:format>CSV</dc:format>"
        '<dc:URI protocol="WWW:DOWNLOAD-1.0-http--download" name="Table">'
        "https://data.example.org/x?id=1</dc:URI>"
        '<dc:URI protocol="OGC:WFS">https://data.example.org/wfs</dc:URI>'
        "<dct:references>https://data.example.org/page</dct:references>"
        "<dct:references>file:///c/x.csv</dct:references>"
        '<ows:BoundingBox crs="urn:x-ogc:def:crs:EPSG:6.11:4326">'
        "<ows:LowerCorner>45.7 4.7</ows:LowerCorner><ows:UpperCorner>45.8 4.9</ows:UpperCorner>"
        "</ows:BoundingBox></csw:Record>"
    )


def test_plain_records(catalogue):
    records = {f"{number:04d}-aaaa": (plain_record(number), "2026-01-02") for number in (1, 2)}
    _, _, connector = catalogue(records, schemas=(CSW2,), types=("csw:Record",))
    (page,) = connector().pages()
    dataset = page.records[0].dataset
    assert dataset.title == {"fr": "Arbres 1", "en": "Trees"}
    assert dataset.description == {"fr": "Les arbres"}
    assert dataset.keywords == {"fr": ("Environnement", "arbres")}
    assert [each.rsplit("/", 1)[-1] for each in dataset.themes] == ["ENVI"]
    assert dataset.licence == "http://spdx.org/licenses/etalab-2.0"
    assert dataset.publisher == "Ville"
    assert dataset.spatial.bbox == (4.7, 45.7, 4.9, 45.8)
    assert dataset.modified == datetime(2026, 1, 2, tzinfo=UTC)
    assert dataset.unmapped == {"url": 1}
    found = [(each.format, each.download_url is not None) for each in dataset.distributions]
    assert found == [("CSV", True), ("WFS", False), ("HTML", False), ("CSV", False)]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_pages_cut_or_changed_raise_harvest_errors_only(csw, server, serve, federation, data):
    app = csw.Csw(server, csw.records(4))
    current = []

    def answer(request):
        reply = app(request)
        return server.Reply(reply.status, current[-1](reply.body), reply.headers)

    size = 12_000
    kind = data.draw(st.sampled_from(["cut", "bytes", "drop"]))
    if kind == "cut":
        end = data.draw(st.integers(0, size))
        current.append(lambda body: body[:end])
    elif kind == "bytes":
        places = data.draw(st.lists(st.integers(0, size), min_size=1, max_size=6))
        value = data.draw(st.binary(min_size=1, max_size=3))

        def changed(body):
            for place in places:
                body = body[:place] + value + body[place + len(value) :]
            return body

        current.append(changed)
    else:
        name = data.draw(st.sampled_from(["gmd:", "gco:", "csw:", "ows:", "numberOf", "Record"]))
        count = data.draw(st.integers(1, 40))
        current.append(lambda body: body.replace(name.encode(), b"x" + name[1:].encode(), count))
    portal = serve(answer)
    connector = federation.connector(connector="csw", url=portal.url, options={"page_size": 2})
    pages, error = [], None
    try:
        pages.extend(connector.pages())
    except HarvestError as failure:
        error = failure
    for page in pages:
        assert codec.loads(HarvestPage, codec.dumps(page))
    assert pages or error
