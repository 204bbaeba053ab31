import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.context import Context
from connectors.opendatasoft.catalogue import outdated
from connectors.opendatasoft.connector import OpendatasoftConnector
from connectors.opendatasoft.mapping import OpendatasoftMapper
from connectors.web.http import PoliteSession
from federation import codec
from federation.errors import FailureCode, HarvestError
from federation.harvest import HarvestPage
from federation.model import Distribution


@pytest.fixture
def make(serve, server, opendatasoft, federation):
    """A portal of some datasets and its connector, with a small bound on offset + limit."""

    def build(count=25, window=10_000, page_size=10, select=None, datasets=None, **source):
        listed = datasets or [opendatasoft.dataset(number) for number in range(count)]
        app = opendatasoft.Opendatasoft(server, listed, window)
        portal = serve(app)
        context = federation.context(
            connector="opendatasoft",
            url=portal.url,
            options={"page_size": page_size},
            select=select or {},
            **source,
        )
        politeness = context.source.politeness
        session = federation._stack.enter_context(PoliteSession(context.settings, politeness))
        assert isinstance(context, Context)
        return app, portal, OpendatasoftConnector(context, session, window)

    return build


def walk(connector, cursor=None):
    pages = list(connector.pages(cursor))
    records = [record.dataset.remote_id for page in pages for record in page.records]
    return pages, records, [(f.remote_id, f.code) for page in pages for f in page.failures]


def ids(numbers):
    return [f"jeu-{number:05d}" for number in numbers]


def test_a_catalogue_is_walked_in_order(make):
    pages, records, failures = walk(make()[2])
    assert records == ids(range(25))
    assert not failures
    assert [page.total for page in pages] == [25] * 3
    assert [bool(page.cursor) for page in pages] == [True, True, False]


@pytest.mark.parametrize("window", [10_000, 20])
def test_a_walk_resumes_after_any_page(make, window):
    _, _, connector = make(window=window)
    pages, records, _ = walk(connector)
    assert records == ids(range(25))
    for number, page in enumerate(pages[:-1], start=1):
        assert walk(connector, page.cursor)[1] == records[number * 10 :]


def test_the_bound_is_never_passed(make):
    _, portal, connector = make(count=19, window=20)
    assert walk(connector)[1] == ids(range(19))
    pages = [r.query for r in portal.requests if r.path.endswith("/datasets")]
    assert all(int(query["offset"]) + int(query["limit"]) < 20 for query in pages)


@pytest.mark.parametrize("count", [20, 250])
def test_beyond_the_bound_the_export_is_read(make, count):
    _, portal, connector = make(count=count, window=20)
    pages, records, _ = walk(connector)
    assert records == ids(range(count))
    assert pages[-1].total == count
    asked = [request.path.rsplit("/", 1)[-1] for request in portal.requests]
    assert asked == ["datasets", "json", "exports"]
    assert portal.requests[1].query["limit"] == "-1"


def test_beyond_the_bound_without_export_nothing_is_pretended(make):
    app, _, connector = make(count=30, window=20)
    app.exports = False
    with pytest.raises(HarvestError) as caught:
        list(connector.pages())
    assert caught.value.code is FailureCode.TRUNCATED


def test_a_portal_that_cannot_order(make):
    app, _, connector = make()
    app.orders = False
    assert walk(connector)[1] == ids(range(25))


def test_fewer_than_announced(make):
    app, _, connector = make()
    app.announces = 60
    pages = []
    with pytest.raises(HarvestError) as caught:
        pages.extend(connector.pages())
    assert caught.value.code is FailureCode.TRUNCATED
    assert sum(len(page.records) for page in pages) == 25
    assert pages[-1].cursor is None


def test_a_broken_export_fails_and_keeps_what_was_read(serve, server, opendatasoft, make):
    app, portal, connector = make(count=30, window=20)
    whole = server.as_json(app._ordered()).body
    inner = portal.answer
    portal.answer = lambda request: (
        server.Reply(200, whole[:-2000], {"Content-Type": "application/json"})
        if request.path.endswith("exports/json")
        else inner(request)
    )
    pages = []
    with pytest.raises(HarvestError) as caught:
        pages.extend(connector.pages())
    assert caught.value.code is FailureCode.MALFORMED
    assert pages
    assert all(page.cursor for page in pages)


def test_datasets_are_selected(make, opendatasoft):
    listed = [opendatasoft.dataset(n, publisher="Voirie" if n % 2 else "Parcs") for n in range(6)]
    select = {"organizations": ["Voirie"], "exclude": ["jeu-00003"], "query": "records_count > 1"}
    _, portal, connector = make(datasets=listed, select=select)
    assert walk(connector)[1] == ids([1, 5])
    assert portal.requests[0].query["where"] == '(publisher="Voirie") and (records_count > 1)'


def test_datasets_are_selected_by_id(make):
    _, _, connector = make(select={"datasets": ["jeu-00003", "absent"]})
    _, records, failures = walk(connector)
    assert records == ids([3])
    assert failures == [("absent", FailureCode.GONE)]


@pytest.mark.parametrize(
    ("body", "code"),
    [({"results": {}}, "wrong-format"), ([1], "wrong-format"), ("x", "wrong-format")],
)
def test_what_is_no_opendatasoft(serve, server, federation, body, code):
    portal = serve(lambda request: server.as_json(body))
    connector = federation.connector(connector="opendatasoft", url=portal.url)
    for call in (connector.probe, lambda: list(connector.pages())):
        with pytest.raises(HarvestError) as caught:
            call()
        assert caught.value.code == code


def test_the_key_does_not_follow_files_elsewhere(make, serve, server, tmp_path):
    files = serve(lambda request: server.Reply(200, b"a;b\n1;2\n"))
    _, portal, connector = make(count=1, api_key="k")
    walk(connector)
    assert portal.requests[0].headers["authorization"] == "Apikey k"
    connector.fetch(Distribution("r", download_url=f"{files.url}/a.csv"), tmp_path)
    assert "authorization" not in files.requests[0].headers


def test_a_dataset_is_mapped(make, opendatasoft):
    origin = {
        "source_domain": "data",
        "source_domain_address": "data.region.fr",
        "source_domain_title": "Région",
        "source_dataset": "arbres",
    }
    listed = [opendatasoft.dataset(1, **origin), opendatasoft.dataset(2, theme=["Zzz"])]
    listed[1]["attachments"] = [
        {"id": "notice_pdf", "title": "notice.pdf", "mimetype": "application/pdf"}
    ]
    _, portal, connector = make(datasets=listed)
    first, second = (record.dataset for record in next(connector.pages()).records)
    assert first.identifier == "arbres@data.region.fr"
    assert [hop.url for hop in first.provenance] == ["https://data.region.fr", portal.url]
    assert first.description == {"fr": "Une description"}
    assert first.licence == "http://spdx.org/licenses/etalab-2.0"
    assert first.themes[0].endswith("/ENVI")
    csv, link = first.distributions
    assert csv.format == "CSV"
    assert csv.download_url.endswith("/exports/csv?delimiter=%3B&use_labels=true")
    assert csv.modified.isoformat() == "2026-02-04T04:05:06+00:00"
    assert link.download_url is None
    assert second.identifier == f"jeu-00002@127.0.0.1:{portal.port}"
    assert second.unmapped == {"theme": 1}
    assert second.distributions[2].format == "PDF"
    assert "/attachments/notice_pdf/" in second.distributions[2].download_url


# Incremental

SINCE = datetime(2026, 3, 1, tzinfo=UTC)
NEW, OLD = "2026-03-01T10:00:00+00:00", "2026-02-01T10:00:00+00:00"
NEWER = [n for n in range(40) if n % 3 == 0]


def changed(connector, since=SINCE, cursor=None):
    pages = list(connector.pages(cursor, since=since))
    records = [record.dataset.remote_id for page in pages for record in page.records]
    return pages, records, [(f.remote_id, f.code) for page in pages for f in page.failures]


@pytest.fixture
def aged(make, opendatasoft):
    """A portal of 40 datasets of which every third has new records, or a new description."""

    def build(**source):
        listed = [
            opendatasoft.dataset(
                n,
                modified=OLD,
                data_processed=OLD if n % 3 or n % 2 else NEW,
                metadata_processed=OLD if n % 3 or not n % 2 else NEW,
            )
            for n in range(40)
        ]
        return make(datasets=listed, **source)

    return build


@pytest.mark.parametrize("window", [10_000, 12])
def test_an_incremental_walk_asks_for_what_changed(aged, window):
    _, portal, connector = aged(page_size=5, window=window)
    pages, records, failures = changed(connector)
    assert records == ids(NEWER)
    assert not failures
    assert [page.total for page in pages] == [len(NEWER)] * 3
    stamp = "date'2026-03-01T00:00:00Z'"
    names = ("modified", "data_processed", "metadata_processed")
    clause = " or ".join(f"{name} >= {stamp}" for name in names)
    listed = [request for request in portal.requests if not request.path.endswith("/exports")]
    assert {request.query["where"] for request in listed} == {f"({clause})"}
    for number, page in enumerate(pages[:-1], start=1):
        assert changed(connector, cursor=page.cursor)[1] == records[number * 5 :]


@pytest.mark.parametrize("window", [10_000, 30])
def test_a_portal_that_refuses_dates_is_walked_whole(aged, window):
    app, _, connector = aged(window=window)
    app.knows_dates = False
    pages, records, failures = changed(connector)
    assert records == ids(NEWER)
    assert not failures
    assert pages[-1].total == 40
    assert pages[-1].cursor is None
    assert changed(connector, cursor=pages[1].cursor)[1] == [
        name for name in records if name >= "jeu-00020"
    ]


def test_a_portal_that_knows_neither_dates_nor_order(aged):
    app, _, connector = aged()
    app.knows_dates = app.orders = False
    assert changed(connector)[1] == ids(NEWER)


def test_older_datasets_of_the_settings_are_left_out(aged):
    _, _, connector = aged(select={"datasets": ["jeu-00003", "jeu-00004"]})
    assert changed(connector)[1] == ids([3])


@pytest.mark.parametrize(
    ("stamps", "kept"),
    [
        ({"metadata_processed": OLD, "data_processed": OLD}, False),
        ({"metadata_processed": OLD, "data_processed": None}, False),
        ({"metadata_processed": OLD, "data_processed": "long ago"}, True),
        ({"metadata_processed": OLD, "data_processed": NEW}, True),
        ({"metadata_processed": None, "data_processed": OLD}, True),
        ({"metadata_processed": {"a": 1}, "data_processed": OLD}, True),
    ],
)
def test_only_what_is_surely_older_is_left_out(make, opendatasoft, stamps, kept):
    app, _, connector = make(datasets=[opendatasoft.dataset(1, modified=OLD, **stamps)])
    app.knows_dates = False
    assert changed(connector)[1] == (ids([1]) if kept else [])


def test_the_same_page_of_older_datasets_again_and_again(make, opendatasoft):
    listed = [
        opendatasoft.dataset(n, modified=OLD, data_processed=OLD, metadata_processed=OLD)
        for n in range(40)
    ]
    app, portal, connector = make(datasets=listed)
    app.knows_dates = False
    inner = portal.answer

    def stuck(request):
        request.query["offset"] = "0"
        return inner(request)

    portal.answer = stuck
    with pytest.raises(HarvestError) as caught:
        changed(connector)
    assert caught.value.code is FailureCode.PAGING_LOOP


# Hidden and absent datasets


def test_restricted_datasets_are_set_apart(make, opendatasoft):
    listed = [opendatasoft.dataset(n) for n in range(3)]
    listed[0]["visibility"], listed[1]["visibility"] = "domain", "restricted"
    _, records, failures = walk(make(datasets=listed, api_key="k")[2])
    assert records == ids([0, 2])
    assert failures == [("jeu-00001", FailureCode.WITHDRAWN)]


def test_absence_is_told_apart(make, opendatasoft):
    listed = [opendatasoft.dataset(n) for n in range(4)]
    listed[3]["visibility"] = "restricted"
    app, _, connector = make(datasets=listed)
    app.refused = {"jeu-00001": 403, "jeu-00002": 401}
    found = [connector.absence(name).value for name in ids(range(5))]
    assert found == ["truncated", "withdrawn", "withdrawn", "withdrawn", "gone"]
    app.refused = {"jeu-00001": 500, "jeu-00002": 429}
    for name, code in (("jeu-00001", "server"), ("jeu-00002", "throttled")):
        with pytest.raises(HarvestError) as caught:
            connector.absence(name)
        assert caught.value.code == code


def test_something_else_that_answers_is_no_absence(serve, server, federation):
    portal = serve(lambda request: server.as_json({"hello": "world"}))
    with pytest.raises(HarvestError) as caught:
        federation.connector(connector="opendatasoft", url=portal.url).absence("jeu")
    assert caught.value.code is FailureCode.WRONG_FORMAT


# Throttling


def throttled(serve, server, opendatasoft, wait):
    """A portal that refuses its second request, with a header that tells when to come again."""
    app = opendatasoft.Opendatasoft(server, [opendatasoft.dataset(n) for n in range(3)])
    answers = []

    def answer(request):
        answers.append(request)
        if len(answers) == 2:
            body = {"errorcode": 10002, "error": "Too many requests"}
            return server.as_json(body, 429, **{"X-RateLimit-Reset": wait()})
        return app(request)

    return serve(answer)


def test_a_quota_that_is_renewed_soon_is_waited_for(serve, server, opendatasoft, federation):
    soon = lambda: (datetime.now(UTC) + timedelta(seconds=1)).isoformat(sep=" ")  # noqa: E731
    portal = throttled(serve, server, opendatasoft, soon)
    connector = federation.connector(
        connector="opendatasoft",
        url=portal.url,
        options={"page_size": 1},
        politeness={"retries": 1},
    )
    assert walk(connector)[1] == ids(range(3))


def test_a_quota_that_is_renewed_tomorrow_ends_the_walk(serve, server, opendatasoft, federation):
    portal = throttled(serve, server, opendatasoft, lambda: "2099-01-01 00:00:00+00:00")
    connector = federation.connector(
        connector="opendatasoft",
        url=portal.url,
        options={"page_size": 1},
        politeness={"retries": 3},
    )
    with pytest.raises(HarvestError) as caught:
        walk(connector)
    assert caught.value.code is FailureCode.THROTTLED
    assert len(portal.requests) == 2


# Exports


def fields(*listed):
    return [
        {"name": name, "label": label, "type": kind, "annotations": marks}
        for name, label, kind, marks in listed
    ]


PLAIN = fields(("siret", "siret", "text", {}), ("jour", "jour", "date", {}), ("n", "n", "int", {}))


def distributions(make, opendatasoft, formats=("csv", "json", "parquet"), listed=PLAIN, **more):
    one = opendatasoft.dataset(1, **more.pop("metas", {})) | {"fields": listed}
    app, portal, connector = make(datasets=[one], **more)
    app.formats = formats
    pages, _, _ = walk(connector)
    return pages[0].records[0].dataset.distributions, portal


def shape(found):
    return [(each.remote_id, each.format, bool(each.download_url)) for each in found]


def test_parquet_is_the_table_where_it_says_the_same(make, opendatasoft):
    found, portal = distributions(make, opendatasoft)
    assert shape(found) == [("records", "PARQUET", True), ("records-json", "JSON", False)]
    assert found[0].download_url.endswith("/datasets/jeu-00001/exports/parquet")
    assert found[0].version == "2026-02-04T04:05:06+00:00 parquet"
    assert sum(request.path.endswith("/exports") for request in portal.requests) == 1


CSV = [("records", "CSV", True), ("records-parquet", "PARQUET", False)]


@pytest.mark.parametrize(
    "listed",
    [
        fields(("nom", "Nom", "text", {})),
        fields(("nom", "nom", "text", {"multivalued": [","]})),
        fields(("mois", "mois", "date", {"timeserie_precision": ["month"]})),
        fields(("vu", "vu", "datetime", {})),
        fields(("lieu", "lieu", "geo_point_2d", {}), ("nom", "nom", "text", {})),
        [],
        [None, 3, "a", {}],
    ],
)
def test_csv_is_the_table_where_parquet_says_it_otherwise(make, opendatasoft, listed):
    found, _ = distributions(make, opendatasoft, listed=listed)
    assert shape(found)[:2] == CSV
    assert found[0].download_url.endswith("/exports/csv?delimiter=%3B&use_labels=true")


@pytest.mark.parametrize(
    "more",
    [
        {"select": {"formats": ["csv"]}},
        {"schemas": {"jeu-00001": "scdl/prenoms"}},
        {"metas": {"conforms_to": "x"}, "select": {"formats": ["CSV", "JSON"]}},
    ],
)
def test_csv_is_the_table_where_a_schema_or_the_settings_say_so(make, opendatasoft, more):
    found, _ = distributions(make, opendatasoft, **more)
    assert (found[0].remote_id, found[0].format) == ("records", "CSV")


def test_a_declared_schema_is_that_of_csv(make, opendatasoft):
    one = opendatasoft.dataset(1) | {"fields": PLAIN}
    one["metas"]["dcat"] = {"conforms_to": "https://schema.data.gouv.fr/scdl/prenoms/1.1.3"}
    app, _, connector = make(datasets=[one])
    app.formats = ("csv", "parquet")
    found = next(connector.pages()).records[0].dataset.distributions
    assert shape(found)[:2] == CSV
    assert str(found[0].schema) == "scdl/prenoms 1.1.3"


def test_technical_names_allow_parquet(opendatasoft, federation):
    context = federation.context(connector="opendatasoft", options={"use_labels": False})
    listed = fields(("nom", "Nom de la voie", "text", {}))
    mapper = OpendatasoftMapper(context, "https://data.example.org")
    mapper.formats = frozenset({"csv", "parquet"})
    found = mapper.read(opendatasoft.dataset(1) | {"fields": listed}).distributions
    assert found[0].format == "PARQUET"


def test_without_parquet_csv_is_all(make, opendatasoft):
    for formats in ((), ("csv", "json")):
        found, _ = distributions(make, opendatasoft, formats=formats)
        assert shape(found) == [("records", "CSV", True), ("records-json", "JSON", False)]


def test_a_portal_that_does_not_tell_its_formats(make, opendatasoft, server):
    app, portal, connector = make(datasets=[opendatasoft.dataset(1) | {"fields": PLAIN}])
    for answer in (server.as_html(), server.as_json([1]), server.as_html(status=500)):
        portal.answer = lambda request, answer=answer: (
            answer if request.path.endswith("/exports") else app(request)
        )
        connector._mapper.formats = None
        assert walk(connector)[0][0].records[0].dataset.distributions[0].format == "CSV"
    portal.answer = lambda request: (
        server.as_json({}, 429) if request.path.endswith("/exports") else app(request)
    )
    connector._mapper.formats = None
    with pytest.raises(HarvestError) as caught:
        walk(connector)
    assert caught.value.code is FailureCode.THROTTLED


@pytest.mark.parametrize(
    ("metas", "hops"),
    [
        ({"source_domain": "data.a.fr", "source_dataset": "x"}, ["https://data.a.fr"]),
        ({"source_domain": "agglo", "source_dataset": "x"}, ["https://agglo.opendatasoft.com"]),
        (
            {"source_domain": "b", "source_domain_address": "data.b.fr", "source_dataset": "x"},
            ["https://data.b.fr"],
        ),
        ({"parent_domain": "data.c.fr", "federated": True}, []),
        ({"source_domain": None, "source_dataset": "x", "federated": True}, []),
        ({"source_domain": ["a"], "source_dataset": {"x": 1}}, []),
    ],
)
def test_origin_of_federated_datasets(make, opendatasoft, metas, hops):
    _, portal, connector = make(datasets=[opendatasoft.dataset(1, **metas)])
    dataset = next(connector.pages()).records[0].dataset
    assert [hop.url for hop in dataset.provenance] == [*hops, portal.url]
    if hops:
        assert dataset.identifier == f"x@{hops[0].removeprefix('https://')}"
        assert json.loads(next(connector.pages()).records[0].raw.body)["dataset_id"]


# Mutated captures


@pytest.fixture
def fuzzed(serve, server, federation):
    """Walk a portal that gives some answer: items told of, and the reason it ended."""
    current = []

    def answer(request):
        if request.path.endswith("/exports"):
            return server.as_json({"links": [{"rel": "parquet"}]})
        # Half a surrogate pair is no JSON text (RFC 8259, 8.2): the page is refused as a whole.
        body = json.dumps(current[0]).replace("\\ud800", "?")
        return server.Reply(200, body.encode(), {"Content-Type": "application/json"})

    connector = federation.connector(
        connector="opendatasoft", url=serve(answer).url, politeness={"max_pages": 3}
    )

    def walked(body):
        current[:] = [body]
        told, reason = 0, None
        try:
            for page in connector.pages(since=datetime(2020, 1, 1, tzinfo=UTC)):
                told += len(page.records) + len(page.failures)
                assert codec.loads(HarvestPage, codec.dumps(page)) == page
        except HarvestError as error:
            reason = error.code
        return told, reason

    return walked


@pytest.fixture
def originals(shared_portals):
    folder = shared_portals / "ods"
    listed = json.loads((folder / "ods_example__datasets_v2_1.json").read_bytes())["results"]
    return [*listed, json.loads((folder / "ods_example__dataset_v2_1.json").read_bytes())]


def test_no_mutated_dataset_is_lost_without_a_reason(originals, fuzzed, stand_in):
    since = datetime(2020, 1, 1, tzinfo=UTC)

    @settings(max_examples=80, deadline=None)
    @given(st.lists(stand_in("mutations").mutated(originals), min_size=1, max_size=4))
    def check(items):
        expected = sum(not outdated(item, since) for item in items)
        assert fuzzed({"total_count": len(items), "results": items}) == (expected, None)

    check()


def test_a_mutated_answer_never_ends_in_anything_unexpected(originals, fuzzed, stand_in):
    body = {"total_count": len(originals), "results": originals}

    @settings(max_examples=60, deadline=None)
    @given(stand_in("mutations").mutated([body], most=3))
    def check(mutant):
        told, reason = fuzzed(mutant)
        assert told >= 0
        assert reason is None or reason in FailureCode

    check()
