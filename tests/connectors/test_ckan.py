from functools import partial

import pytest

from federation.errors import FailureCode, HarvestError
from federation.model import Distribution


@pytest.fixture
def make(serve, server, ckan, federation):
    """A portal of some datasets and its connector."""

    def build(count=25, prefix="", page_size=10, select=None, datasets=None, **source):
        found = datasets or [ckan.dataset(number) for number in range(count)]
        app = ckan.Ckan(server, found, prefix)
        portal = serve(app)
        options = {"page_size": page_size}
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
