import json
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.ckan.actions import CkanActions
from connectors.ckan.search import is_dataset, outdated
from connectors.ckan.showcases import Showcases
from federation import codec
from federation.errors import FailureCode, HarvestError
from federation.harvest import HarvestPage
from federation.model import Distribution


@pytest.fixture(scope="session")
def mutations(stand_in):
    return stand_in("mutations")


@pytest.fixture
def make(serve, server, ckan, federation):
    """A portal of some datasets and its connector."""

    def build(count=25, prefix="", page_size=10, select=None, datasets=None, **source):
        found = datasets or [ckan.dataset(number) for number in range(count)]
        app = ckan.Ckan(server, found, prefix)
        portal = serve(app)
        options = {"page_size": page_size} | source.pop("options", {})
        connector = federation.connector(
            url=portal.url + prefix, options=options, select=select or {}, **source
        )
        return app, portal, connector

    return build


def walk(connector, cursor=None):
    pages = list(connector.pages(cursor))
    records = [record.dataset.remote_id for page in pages for record in page.records]
    failures = [(each.remote_id, each.code) for page in pages for each in page.failures]
    return pages, records, failures


def ids(numbers):
    return [f"{number:04d}-aaaa" for number in numbers]


def test_a_whole_catalogue_is_walked_by_id(make):
    _app, portal, connector = make()
    pages, records, failures = walk(connector)
    assert records == ids(range(25))
    assert not failures
    assert [page.total for page in pages] == [25, 25, 25]
    assert [page.cursor is None for page in pages] == [False, False, True]
    assert {request.query["start"] for request in portal.requests} == {"0"}
    assert pages[0].records[0].raw.media_type == "application/json"
    assert b"jeu-0" in pages[0].records[0].raw.body


def test_an_empty_catalogue_is_one_empty_page(make, ckan, serve, server, federation):
    portal = serve(ckan.Ckan(server, []))
    pages, records, _ = walk(federation.connector(url=portal.url))
    assert len(pages) == 1
    assert pages[0].cursor is None
    assert pages[0].total == 0
    assert not records


@pytest.mark.parametrize("suffix", ["", "/", "/api/3", "/api/3/action", "/api"])
def test_the_base_path_is_kept(make, federation, suffix):
    _, portal, _ = make(prefix="/data")
    connector = federation.connector(url=f"{portal.url}/data{suffix}")
    assert walk(connector)[1] == ids(range(25))
    assert all(request.path.startswith("/data/api/3/action/") for request in portal.requests)


def test_a_walk_resumes_after_any_page(make):
    _, _, connector = make()
    pages, records, _ = walk(connector)
    for number, page in enumerate(pages[:-1], start=1):
        assert walk(connector, page.cursor)[1] == records[number * 10 :]


def test_a_deletion_during_the_walk_hides_nothing(make):
    app, _, connector = make()
    app.before_search = lambda number: app.datasets.pop("0003-aaaa", None) if number == 2 else None
    assert walk(connector)[1] == ids(range(25))


def test_offset_paging_where_the_filter_is_ignored(make):
    app, _, connector = make()
    app.ignores_fq = True
    _, records, failures = walk(connector)
    assert records == ids(range(25))
    assert not failures


def test_a_server_that_caps_rows_is_walked_to_its_end(make):
    app, _, connector = make(page_size=100)
    app.rows_max = 7
    assert walk(connector)[1] == ids(range(25))


def test_endless_paging_is_stopped(make):
    app, _, connector = make()
    app.ignores_fq = app.ignores_start = True
    seen = []
    with pytest.raises(HarvestError) as caught:
        seen.extend(connector.pages())
    assert caught.value.code is FailureCode.PAGING_LOOP
    assert sum(len(page.records) for page in seen) == 10
    assert all(page.cursor for page in seen)


def test_ever_new_pages_are_stopped_by_the_cap(make):
    _, _, connector = make(politeness={"max_pages": 2})
    with pytest.raises(HarvestError) as caught:
        list(connector.pages())
    assert caught.value.code is FailureCode.PAGING_LOOP


@pytest.mark.parametrize("ignores_fq", [True, False])
def test_fewer_datasets_than_announced_are_told_after_the_last_page(make, ignores_fq):
    app, _, connector = make()
    app.announces, app.ignores_fq = 40, ignores_fq
    seen = []
    with pytest.raises(HarvestError) as caught:
        seen.extend(connector.pages())
    assert caught.value.code is FailureCode.TRUNCATED
    assert sum(len(page.records) for page in seen) == 25
    assert seen[-1].cursor is None


def test_a_dataset_listed_twice_fails_once(make, ckan):
    twice = [ckan.dataset(1), ckan.dataset(2), ckan.dataset(3)]
    app, _, connector = make(datasets=twice)
    app.datasets = {"a": twice[0], "b": twice[1], "c": twice[1], "d": twice[2]}
    _, records, failures = walk(connector)
    assert records == ids([1, 2, 3])
    assert failures == [("0002-aaaa", FailureCode.DUPLICATE_ID)]


def test_what_is_no_dataset_is_set_apart(serve, server, federation):
    listed = ["text", {"title": "no id"}, None, {"id": "ok", "name": "ok", "resources": "odd"}]
    result = {"success": True, "result": {"count": 4, "results": listed}}
    portal = serve(lambda request: server.as_json(result))
    _, records, failures = walk(federation.connector(url=portal.url))
    assert records == ["ok"]
    assert [code for _, code in failures] == [FailureCode.MALFORMED] * 3
    assert len({name for name, _ in failures}) == 3


@pytest.mark.parametrize("dkan", [True, False])
def test_without_search_datasets_are_shown_one_by_one(make, dkan):
    app, _, connector = make()
    app.search_is_down, app.lists_on_show = True, dkan
    app.private = {"0004-aaaa"}
    pages, records, failures = walk(connector)
    assert sorted(records) == ids(number for number in range(25) if number != 4)
    assert failures == [("jeu-4", FailureCode.WITHDRAWN)]
    assert pages[-1].cursor is None
    assert connector.probe().total == 25


def test_showing_one_by_one_resumes(make, ckan):
    app, _, connector = make(count=60)
    app.search_is_down = True
    pages, records, _ = walk(connector)
    assert len(pages) == 2
    assert walk(connector, pages[0].cursor)[1] == records[50:]


def test_a_dataset_that_goes_while_shown_is_gone(make):
    app, _portal, connector = make(count=3)
    app.search_is_down = True
    names = app._package_list({})
    app._package_list = lambda query: names
    del app.datasets["0001-aaaa"]
    assert walk(connector)[2] == [("jeu-1", FailureCode.GONE)]


def test_a_query_is_never_replaced_by_everything(make):
    app, _, connector = make(select={"query": "budget"})
    app.search_is_down = True
    with pytest.raises(HarvestError) as caught:
        list(connector.pages())
    assert caught.value.code is FailureCode.SERVER


def test_datasets_are_selected_by_name(make):
    app, _portal, connector = make(select={"datasets": ["jeu-3", "0005-aaaa", "absent", "jeu-7"]})
    app.private = {"0007-aaaa"}
    _, records, failures = walk(connector)
    assert sorted(records) == ids([3, 5])
    assert sorted(failures) == [("absent", FailureCode.GONE), ("jeu-7", FailureCode.WITHDRAWN)]


def test_datasets_are_selected_by_organization_tag_and_exclusion(make, ckan):
    def org(name):
        return {"name": name, "title": name.title()}

    listed = [ckan.dataset(n, organization=org("voirie" if n % 2 else "parcs")) for n in range(8)]
    select = {"organizations": ["voirie"], "exclude": ["jeu-3"], "tags": ["budget"]}
    app, portal, connector = make(datasets=listed, select=select)
    assert walk(connector)[1] == ids([1, 5, 7])
    assert 'organization:("voirie")' in portal.requests[0].query["fq"]
    app.ignores_fq = True
    assert walk(connector)[1] == ids([1, 5, 7])


def test_no_more_datasets_than_wanted(make):
    _, _, connector = make(select={"max_datasets": 13})
    pages, records, _ = walk(connector)
    assert len(records) == 13
    assert pages[-1].cursor is None
    assert len(walk(connector, pages[0].cursor)[1]) == 3


def test_links_only_for_formats_not_wanted(make):
    _, _, connector = make(count=1, select={"formats": ["xlsx"]})
    distribution = next(connector.pages()).records[0].dataset.distributions[0]
    assert distribution.download_url is None
    assert distribution.access_url


DENIED = {"__type": "Authorization Error", "message": "Access denied"}
ABSENT = {"__type": "Not Found Error", "message": "Not found"}


def answers(server, kind):
    return {
        "html": lambda: server.as_html(),
        "html 404": lambda: server.as_html(status=404),
        "refused": lambda: server.as_json({"success": False}),
        "no result": lambda: server.as_json({"success": True}),
        "bare string": lambda: server.as_json("Bad request", 400),
        "socrata": lambda: server.as_json({"error": "secret body", "message": "x"}),
        "denied": lambda: server.as_json({"error": {"__type": "Authorization Error"}}, 403),
        "bad query": lambda: server.as_json({"error": {"__type": "Validation Error"}}, 409),
        "down": lambda: server.as_json({"error": {"__type": "Search Error"}}, 500),
        "deep": lambda: server.Reply(200, b"[" * 100_000),
        "gateway": lambda: server.as_html(status=502),
        "html 403": lambda: server.as_html(status=403),
        "legal": lambda: server.as_html(status=451),
        "hidden": lambda: server.as_json({"success": False, "error": DENIED}, 403),
        "absent": lambda: server.as_json({"success": False, "error": ABSENT}, 404),
        "absent in 200": lambda: server.as_json({"success": False, "error": ABSENT}),
        "empty list": lambda: server.as_json({"success": True, "result": []}),
        "something": lambda: server.as_json({"success": True, "result": "a dataset"}),
    }[kind]()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("html", "wrong-format"),
        ("html 404", "gone"),
        ("refused", "wrong-format"),
        ("no result", "wrong-format"),
        ("bare string", "wrong-format"),
        ("socrata", "wrong-format"),
        ("denied", "auth"),
        ("bad query", "wrong-format"),
        ("down", "server"),
        ("deep", "wrong-format"),
        ("gateway", "server"),
    ],
)
def test_answers_that_are_none_have_their_reason(serve, server, federation, kind, code):
    portal = serve(lambda request: answers(server, kind))
    connector = federation.connector(url=portal.url)
    for call in (connector.probe, partial(list, connector.pages())):
        with pytest.raises(HarvestError) as caught:
            call()
        assert caught.value.code == code
        assert "secret" not in caught.value.message.render("en")
        assert len(caught.value.message.render("en")) < 500


def test_the_key_goes_to_the_portal_only(make):
    _, portal, connector = make(count=1, api_key="clé-secrète".encode("ascii", "ignore").decode())
    walk(connector)
    assert portal.requests[0].headers["x-ckan-api-key"] == "cl-secrte"
    assert portal.requests[0].headers["user-agent"].startswith("partage/")


def test_a_probe_tells_version_and_number(make):
    found = make()[2].probe()
    assert (found.software, found.version, found.total) == ("CKAN", "2.12.0", 25)


def test_a_file_is_fetched(make, serve, server, tmp_path):
    files = serve(lambda request: server.Reply(200, b"a;b\n1;2\n"))
    distribution = Distribution("r", download_url=f"{files.url}/t.csv")
    found = make()[2].fetch(distribution, tmp_path)
    assert found.path.read_bytes() == b"a;b\n1;2\n"


@pytest.mark.parametrize(
    "extras",
    [
        [{"key": "harvest_dataset_url", "value": "https://noeud.example.org/dataset/x"}],
        [{"key": "partage_provenance", "value": '[{"url": "https://a.org", "node": "noeud"}]'}],
    ],
)
def test_our_own_records_are_not_harvested_back(make, ckan, extras):
    listed = [ckan.dataset(1), ckan.dataset(2, extras=extras)]
    _, records, failures = walk(make(datasets=listed)[2])
    assert records == ids([1])
    assert failures == [("0002-aaaa", FailureCode.POLICY)]


@pytest.mark.parametrize("result", [[], ["a"], {}, {"count": 0}, {"results": "none"}, 1, None])
def test_a_strange_answer_is_never_an_empty_catalogue(serve, server, federation, result):
    """Read as empty, it would withdraw every dataset of the source."""

    def answer(request):
        listed = request.path.endswith("package_list")
        return server.as_json({"success": True, "result": [{}] if listed else result})

    with pytest.raises(HarvestError) as caught:
        list(federation.connector(url=serve(answer).url).pages())
    assert caught.value.code is FailureCode.WRONG_FORMAT


def test_one_dataset_announced_and_none_shown(serve, server, federation):
    result = {"success": True, "result": {"count": 1, "results": []}}
    portal = serve(lambda request: server.as_json(result))
    with pytest.raises(HarvestError) as caught:
        list(federation.connector(url=portal.url).pages())
    assert caught.value.code is FailureCode.TRUNCATED


# Incremental

SINCE = datetime(2026, 3, 1, tzinfo=UTC)
NEW, OLD = "2026-03-01T10:00:00.000001", "2026-02-01T10:00:00.000001"


def changed(connector, since=SINCE, cursor=None):
    pages = list(connector.pages(cursor, since=since))
    records = [record.dataset.remote_id for page in pages for record in page.records]
    failures = [(each.remote_id, each.code) for page in pages for each in page.failures]
    return pages, records, failures


@pytest.fixture
def aged(make, ckan):
    """A portal of 40 datasets of which every third is new."""

    def build(**source):
        listed = [
            ckan.dataset(n, metadata_modified=OLD if n % 3 else NEW, type="dataset")
            for n in range(40)
        ]
        return make(datasets=listed, **source)

    return build


NEWER = [n for n in range(40) if n % 3 == 0]


def test_an_incremental_walk_asks_for_what_changed(aged):
    _, portal, connector = aged(page_size=5)
    pages, records, failures = changed(connector)
    assert records == ids(NEWER)
    assert not failures
    assert len(portal.requests) == len(pages) == 3
    filters = [request.query["fq"] for request in portal.requests]
    assert filters[0] == "metadata_modified:[2026-03-01T00:00:00Z TO *]"
    assert filters[1] == filters[0] + " AND id:{0012-aaaa TO *}"
    assert connector.incremental
    assert connector.probe().incremental


def test_the_moment_is_said_in_utc(aged):
    _, portal, connector = aged()
    changed(connector, SINCE.astimezone(timezone(timedelta(hours=5, minutes=30))))
    assert portal.requests[0].query["fq"] == "metadata_modified:[2026-03-01T00:00:00Z TO *]"


def test_an_incremental_walk_resumes_after_any_page(aged):
    _, _, connector = aged(page_size=5)
    pages, records, _ = changed(connector)
    for number, page in enumerate(pages[:-1], start=1):
        assert changed(connector, cursor=page.cursor)[1] == records[number * 5 :]


@pytest.mark.parametrize("status", [400, 409, 500])
def test_a_portal_that_refuses_dates_is_walked_whole(aged, status):
    app, portal, connector = aged()
    app.refuses_dates = status
    pages, records, failures = changed(connector)
    assert records == ids(NEWER)
    assert not failures
    assert pages[-1].cursor is None
    assert pages[-1].total == 40
    assert sum("fq" not in request.query for request in portal.requests) == 1
    asked = [request.query.get("fq", "") for request in portal.requests[1:]]
    assert not any("metadata_modified" in fq for fq in asked)
    assert not connector.probe().incremental


@pytest.mark.parametrize("what", ["ignores_dates", "ignores_fq"])
def test_a_portal_that_ignores_dates_is_walked_whole(aged, what):
    app, _, connector = aged()
    setattr(app, what, True)
    pages, records, failures = changed(connector)
    assert records == ids(NEWER)
    assert not failures
    assert pages[-1].total == 40
    assert not connector.probe().incremental


@pytest.mark.parametrize("search_is_down", [True, False])
def test_listed_one_by_one_older_datasets_are_left_out(aged, search_is_down):
    app, _, connector = aged(select={} if search_is_down else {"datasets": ["jeu-3", "jeu-4"]})
    app.search_is_down = search_is_down
    expected = NEWER if search_is_down else [3]
    assert sorted(changed(connector)[1]) == ids(expected)


@pytest.mark.parametrize(
    ("stamp", "kept"),
    [
        ("2026-02-28T23:59:59Z", False),
        ("2026-03-01T00:00:00Z", True),
        ("2026-03-01T01:00:00+02:00", False),
        ("2026-02-28T09:00:00", False),
        ("2026-02-28T11:00:00.5", True),  # maybe the portal's own time
        ("2026-01-01 00:00:00", True),  # DKAN: it stands still
        ("01/01/2020 - 10:00", True),
        ("2020-99-99T00:00", True),
        ("", True),
        (None, True),
        ({"a": 1}, True),
    ],
)
def test_only_what_is_surely_older_is_left_out(make, ckan, stamp, kept):
    app, _, connector = make(datasets=[ckan.dataset(1, metadata_modified=stamp)])
    app.ignores_fq = True
    assert changed(connector)[1] == (ids([1]) if kept else [])


def test_the_same_page_of_older_datasets_again_and_again(make, ckan):
    app, _, connector = make(datasets=[ckan.dataset(n, metadata_modified=OLD) for n in range(40)])
    app.ignores_fq = app.ignores_start = True
    with pytest.raises(HarvestError) as caught:
        changed(connector)
    assert caught.value.code is FailureCode.PAGING_LOOP


def test_an_edit_behind_the_walk_is_found_by_the_next(aged):
    app, _, connector = aged(page_size=5)
    begun = SINCE + timedelta(days=1)

    def edit(number):
        if number == 3:
            app.datasets["0001-aaaa"]["metadata_modified"] = "2026-03-02T00:00:01"
            app.datasets["0038-aaaa"]["metadata_modified"] = "2026-03-02T00:00:01"

    app.before_search = edit
    assert changed(connector)[1] == sorted([*ids(NEWER), *ids([38])])
    app.before_search = lambda number: None
    assert changed(connector, begun)[1] == ids([1, 38])


# Hidden and absent datasets


@pytest.mark.parametrize(
    "fields", [{"private": True}, {"private": "True"}, {"state": "deleted"}, {"state": "Deleted"}]
)
def test_private_and_deleted_datasets_in_lists_are_set_apart(make, ckan, fields):
    listed = [ckan.dataset(1), ckan.dataset(2, **fields), ckan.dataset(3, private=False)]
    _, records, failures = walk(make(datasets=listed, api_key="k")[2])
    assert records == ids([1, 3])
    assert failures == [("0002-aaaa", FailureCode.WITHDRAWN)]


def test_pages_of_private_datasets_only(make, ckan):
    listed = [ckan.dataset(n, private=n < 20) for n in range(25)]
    pages, records, failures = walk(make(datasets=listed)[2])
    assert records == ids(range(20, 25))
    assert len(failures) == 20
    assert [bool(page.cursor) for page in pages] == [True, True, False]


def test_hidden_datasets_that_are_not_selected_are_no_failure(make, ckan):
    listed = [ckan.dataset(1), ckan.dataset(2, private=True)]
    _, records, failures = walk(make(datasets=listed, select={"exclude": ["jeu-2"]})[2])
    assert (records, failures) == (ids([1]), [])


def test_dkan_says_private_of_public_datasets(make, ckan):
    listed = [ckan.dataset(1, private=True, state="Active", type="Dataset")]
    assert walk(make(datasets=listed)[2])[1] == ids([1])


@pytest.mark.parametrize("dkan", [True, False])
def test_absence_is_told_apart(make, ckan, dkan):
    listed = [ckan.dataset(n, state="active") for n in range(5)]
    listed[3]["state"] = "deleted"
    listed[4]["private"] = True
    app, _, connector = make(datasets=listed)
    app.private, app.lists_on_show = {"0001-aaaa"}, dkan
    found = [connector.absence(name) for name in ids(range(6))]
    assert [code.value for code in found] == [
        *("truncated", "withdrawn", "truncated", "withdrawn", "withdrawn", "gone"),
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("html", "wrong-format"),
        ("html 403", "auth"),
        ("html 404", FailureCode.GONE),
        ("refused", "wrong-format"),
        ("bare string", "wrong-format"),
        ("denied", FailureCode.WITHDRAWN),
        ("hidden", FailureCode.WITHDRAWN),
        ("absent", FailureCode.GONE),
        ("absent in 200", FailureCode.GONE),
        ("empty list", FailureCode.GONE),
        ("something", "wrong-format"),
        ("down", "server"),
        ("gateway", "server"),
        ("legal", FailureCode.WITHDRAWN),
        ("deep", "wrong-format"),
    ],
)
def test_absence_is_never_guessed(serve, server, federation, kind, expected):
    portal = serve(lambda request: answers(server, kind))
    connector = federation.connector(url=portal.url)
    if isinstance(expected, FailureCode):
        assert connector.absence("x") is expected
        return
    with pytest.raises(HarvestError) as caught:
        connector.absence("x")
    assert caught.value.code == expected


# Another node of partage


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": "Trees", "title_translated": {"en": "Trees"}}, {"en": "Trees"}),
        ({"title": "Trees", "title_translated": '{"en": "Trees"}'}, {"en": "Trees"}),
        (
            {"title": "Arbres", "title_translated": {"en": "Trees"}},
            {"en": "Trees", "fr": "Arbres"},
        ),
        ({"title": "Trees", "title_translated": {"fr": "", "en": "Trees"}}, {"en": "Trees"}),
        ({"title": "Arbres", "title_translated": {"??": "Trees"}}, {"fr": "Arbres"}),
    ],
)
def test_a_plain_title_is_no_translation_of_itself(make, ckan, fields, title):
    pages, _, _ = walk(make(datasets=[ckan.dataset(1, **fields)])[2])
    assert pages[0].records[0].dataset.title == title


def test_of_a_table_in_two_forms_one_is_taken(make, ckan):
    hops = '[{"url": "https://autre.example.org/dataset/x", "identifier": "x", "node": "autre"}]'
    link = {"id": "l", "format": "JSON", "url": "https://a.org/j", "resource_type": "documentation"}
    forms = [
        {"id": "t", "format": "CSV", "url": "https://a.org/t/data.csv", "resource_type": "file"},
        {
            "id": "p",
            "format": "PARQUET",
            "url": "https://a.org/t/data.parquet",
            "derived_from": "t",
        },
        link,
    ]
    extras = [{"key": "partage_provenance", "value": hops}]
    listed = [ckan.dataset(1, resources=forms, extras=extras), ckan.dataset(2, resources=forms)]
    pages, _, _ = walk(make(datasets=listed)[2])
    node, other = (record.dataset for record in pages[0].records)
    assert [each.remote_id for each in node.distributions] == ["t", "l"]
    assert [bool(each.download_url) for each in node.distributions] == [True, False]
    assert [hop.node for hop in node.provenance] == ["autre", None]
    assert [each.remote_id for each in other.distributions] == ["t", "p", "l"]


@pytest.mark.parametrize("sources", [("a", ""), ("a", "b"), ("b", "a"), ("x", "y")])
def test_a_form_of_itself_or_in_a_circle_is_taken(make, ckan, sources):
    extras = [{"key": "partage_provenance", "value": '[{"url": "https://a.org", "node": "n"}]'}]
    forms = [
        {"id": name, "format": "CSV", "url": f"https://a.org/{name}.csv", "derived_from": source}
        for name, source in zip("ab", sources, strict=True)
    ]
    pages, _, _ = walk(make(datasets=[ckan.dataset(1, resources=forms, extras=extras)])[2])
    assert len(pages[0].records[0].dataset.distributions) == 2


# Mutated captures


@pytest.fixture
def fuzzed(serve, server, federation):
    """Walk a portal whose search gives some answer: items told of, and the reason it ended."""
    current = []

    def answer(request):
        return server.as_json(current[0])

    connector = federation.connector(url=serve(answer).url, politeness={"max_pages": 3})

    def walked(body):
        current[:] = [body]
        told, reason = 0, None
        try:
            for page in connector.pages(since=SINCE):
                told += len(page.records) + len(page.failures)
                assert codec.loads(HarvestPage, codec.dumps(page)) == page
        except HarvestError as error:
            reason = error.code
        return told, reason

    return walked


def captured(folder):
    """Datasets of captured answers, one by one."""
    found = []
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_bytes())
        for key in ("body", "result", "results"):
            content = content.get(key, content) if isinstance(content, dict) else content
        listed = content if isinstance(content, list) else [content]
        found += [item for item in listed[:2] if isinstance(item, dict) and "resources" in item]
    return found


@pytest.mark.parametrize("folder", ["ckan", "ckan_live"])
def test_no_mutated_dataset_is_lost_without_a_reason(shared_portals, fuzzed, mutations, folder):
    originals = captured(shared_portals / folder)
    assert len(originals) >= 3

    @settings(max_examples=60, deadline=None)
    @given(st.lists(mutations.mutated(originals), min_size=1, max_size=4))
    def check(items):
        expected = sum(is_dataset(item) and not outdated(item, SINCE) for item in items)
        body = {"success": True, "result": {"count": len(items), "results": items}}
        assert fuzzed(body) == (expected, None)

    check()


def test_a_mutated_answer_never_ends_in_anything_unexpected(shared_portals, fuzzed, mutations):
    items = captured(shared_portals / "ckan_live")[:3]
    body = {"success": True, "result": {"count": len(items), "results": items}}

    @settings(max_examples=40, deadline=None)
    @given(mutations.mutated([body], most=3))
    def check(mutant):
        told, reason = fuzzed(mutant)
        assert told >= 0
        assert reason is None or reason in FailureCode

    check()


def reuses(connector):
    pages = list(connector.pages())
    return [record.dataset.reuses for page in pages for record in page.records]


def test_showcases_are_counted_where_the_source_asks_for_them(make):
    app, portal, connector = make(count=3, options={"showcases": True})
    app.showcases = {"carte": ids([0, 1]), "article": ids([1]), "vide": []}
    found = reuses(connector)
    assert [each.count for each in found] == [1, 2, 0]
    assert found[1].url == f"{portal.url}/dataset/showcases/jeu-1"
    asked = [request for request in portal.requests if "showcase" in request.path]
    assert len(asked) == 4, "once per showcase, not per dataset"


def test_a_portal_without_showcases_is_harvested_all_the_same(make):
    _, _, connector = make(count=3, options={"showcases": True})
    assert reuses(connector) == [None, None, None]
    app, portal, connector = make(count=3, options={"showcases": True})
    app.showcases = {"carte": ids([0, 1]), "perdue": None}  # the second one cannot be read
    assert reuses(connector) == [None, None, None], "a part would be taken for the whole"
    _, portal, connector = make(count=3)
    assert reuses(connector) == [None, None, None]
    assert not [request for request in portal.requests if "showcase" in request.path]


def untold(connector):
    return [page.reuses_untold for page in connector.pages()]


def test_a_failure_to_tell_of_showcases_is_not_their_absence(make):
    """What was known then stays; a portal without the extension has none."""
    app, _, connector = make(count=3, options={"showcases": True})
    assert untold(connector) == [False], "the extension is not there"
    app, _, connector = make(count=3, options={"showcases": True})
    app.showcases = {"carte": ids([0, 1])}
    assert untold(connector) == [False]
    app, _, connector = make(count=3, options={"showcases": True})
    app.showcases = {"carte": ids([0, 1]), "perdue": None}
    assert untold(connector) == [True]
    app, _, connector = make(count=3)
    app.showcases = {"perdue": None}
    assert untold(connector) == [False], "nobody asked for them"


def test_a_portal_slow_to_tell_of_showcases_is_not_waited_for(make):
    app, portal, connector = make(count=3)
    app.showcases = {"carte": ids([0, 1]), "article": ids([1])}
    api = CkanActions(portal.url, connector.session)
    hasty = Showcases(api, patience=0)
    assert hasty.of(ids([0])[0], "jeu-0") is None
    assert hasty.silent
    assert Showcases(api).of(ids([0])[0], "jeu-0").count == 1
