import pytest

from connectors.context import Context
from connectors.http import PoliteSession
from connectors.opendatasoft import OpendatasoftConnector
from federation.errors import FailureCode, HarvestError
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
    assert all(int(r.query["offset"]) + int(r.query["limit"]) < 20 for r in portal.requests)


@pytest.mark.parametrize("count", [20, 250])
def test_beyond_the_bound_the_export_is_read(make, count):
    _, portal, connector = make(count=count, window=20)
    pages, records, _ = walk(connector)
    assert records == ids(range(count))
    assert pages[-1].total == count
    assert [request.path.rsplit("/", 1)[-1] for request in portal.requests] == ["datasets", "json"]
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
