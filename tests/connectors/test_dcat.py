"""The walk through DCAT catalogues, against a real server on loopback."""

from datetime import UTC, datetime

import pytest

from federation import codec
from federation.errors import FailureCode, HarvestError
from federation.harvest import HarvestPage

FORMS = ("turtle", "xml", "json-ld", "nt", "trig")


@pytest.fixture
def dcat(stand_in):
    return stand_in("dcat")


@pytest.fixture
def portal(dcat, server, serve, federation):
    """`portal(numbers, form, per_page)`: the application, its server, a connector to it."""

    def start(datasets, form="turtle", per_page=100, **source):
        some = [dcat.dataset(each) if isinstance(each, int) else each for each in datasets]
        app = dcat.Dcat(server, some, form, per_page)
        running = serve(app)
        address = {"connector": "dcat", "url": f"{running.url}/catalog"}
        return app, running, lambda: federation.connector(**(address | source))

    return start


def ids(pages):
    return [record.dataset.remote_id for page in pages for record in page.records]


def walk(connector, cursor=None, **how):
    """Pages, and the error that ended the walk."""
    pages = []
    try:
        pages.extend(connector.pages(cursor, **how))
    except HarvestError as error:
        return pages, error
    return pages, None


def uris(dcat, numbers):
    return [dcat.dataset(number)["uri"] for number in numbers]


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_every_serialisation_is_walked_by_pages(portal, dcat, form, old):
    app, running, connect = portal(range(1, 8), form, 3)
    app.old_hydra = old
    pages, error = walk(connect())
    assert error is None
    assert sorted(ids(pages)) == uris(dcat, range(1, 8))
    assert [len(page.records) for page in pages] == [3, 3, 1]
    assert {page.total for page in pages} == {7}
    assert pages[-1].cursor is None
    assert len(running.requests) == 3
    assert running.requests[0].headers["accept"].startswith("text/turtle")
    record = pages[0].records[0]
    assert set(record.dataset.title) == {"fr", "en"}
    assert record.raw.media_type == "application/n-triples"
    assert record.dataset.remote_id.encode() in record.raw.body


def test_the_same_dataset_gives_the_same_bytes_in_every_serialisation(portal):
    raws = set()
    for form in FORMS:
        _, _, connect = portal([4], form)
        (page,) = connect().pages()
        raws.add(page.records[0].raw.body)
    assert len(raws) == 1
    assert b"_:b" in raws.pop()


@pytest.mark.parametrize(
    "media_type", ["application/octet-stream", "text/plain", "text/html", "application/xml", ""]
)
@pytest.mark.parametrize("form", FORMS)
def test_a_wrong_header_does_not_matter(portal, form, media_type):
    app, _, connect = portal([1], form)
    app.media_type = media_type
    pages, error = walk(connect())
    assert error is None
    assert len(ids(pages)) == 1


def test_a_killed_walk_resumes_after_each_page(portal, dcat):
    app, _, connect = portal(range(1, 8), "xml", 3)
    whole = ids(connect().pages())
    (first, second, third), _ = walk(connect())
    assert ids([first]) + ids(connect().pages(first.cursor)) == whole
    assert ids([first, second]) + ids(connect().pages(second.cursor)) == whole
    assert ids([third]) == whole[6:]
    app.datasets.append(dcat.dataset(9))
    assert len(ids(connect().pages(second.cursor))) == 2


def test_a_large_page_is_handed_on_in_parts_and_resumes_in_its_middle(portal):
    _, running, connect = portal(range(250), "nt", 1000)
    pages, error = walk(connect())
    assert error is None
    assert [len(page.records) for page in pages] == [84, 84, 82]
    assert len(running.requests) == 1
    for number in (1, 2):
        cursor = pages[number - 1].cursor
        assert ids(pages[:number]) + ids(connect().pages(cursor)) == ids(pages)


def test_the_settings_limit_what_is_taken(portal):
    _, running, connect = portal(range(9), per_page=3, select={"max_datasets": 4})
    pages, error = walk(connect())
    assert error is None
    assert len(ids(pages)) == 4
    assert pages[-1].cursor is None
    assert len(running.requests) == 2


@pytest.mark.parametrize(
    "select",
    [
        {"organizations": ["ville"]},
        {"organizations": ["https://portail.example.org/org/1"]},
        {"themes": ["TRAN"]},
        {"tags": ["Vélo"]},
        {"datasets": ["https://portail.example.org/dataset/1"]},
    ],
)
def test_selection_by_names_uris_and_codes(portal, select):
    _, _, connect = portal([1], select=select)
    assert ids(connect().pages())
    others = {name: ["nothing"] for name in select}
    _, _, connect = portal([1], select=others)
    assert not ids(connect().pages())


@pytest.mark.parametrize("literal", [False, True])
def test_a_next_link_that_names_the_wrong_host_is_followed_on_ours(portal, dcat, literal):
    app, running, connect = portal(range(5), per_page=2)
    app.host, app.literal_links = "http://internal:8080", literal
    pages, error = walk(connect())
    assert error is None
    assert sorted(ids(pages)) == uris(dcat, range(5))
    assert {request.headers["host"] for request in running.requests} == {
        running.url.removeprefix("http://")
    }


@pytest.mark.parametrize("back_to", [1, 2, 3])
def test_pages_that_go_round_end_the_walk(portal, back_to):
    app, running, connect = portal(range(9), per_page=3)
    app.announces = 50
    app.next_of = {3: back_to}
    pages, error = walk(connect())
    assert len(ids(pages)) == 9
    assert error.code is FailureCode.PAGING_LOOP
    assert len(running.requests) <= 4


def test_a_new_address_for_the_same_page_ends_the_walk(portal, server, serve, federation):
    app, _, _ = portal(range(3))
    number = iter(range(1, 1000))

    def answer(request):
        app.next_of = {page: next(number) + 1 for page in (int(request.query.get("page", 1)),)}
        request.query.pop("page", None)
        app.next_of = {1: next(iter(app.next_of.values()))}
        app.announces = 1000
        return app(request)

    running = serve(answer)
    connector = federation.connector(connector="dcat", url=f"{running.url}/catalog")
    pages, error = walk(connector)
    assert error.code is FailureCode.PAGING_LOOP
    assert len(ids(pages)) == 3


def test_empty_pages_without_end_end_the_walk(server, serve, federation):
    seen = []

    def answer(request):
        seen.append(request)
        body = (
            "@prefix h: <http://www.w3.org/ns/hydra/core#> . @prefix d: "
            f"<http://www.w3.org/ns/dcat#> . <c> a d:Catalog ; h:view [ h:next <?p={len(seen)}> ] ."
        )
        return server.Reply(200, body.encode(), {"Content-Type": "text/turtle"})

    running = serve(answer)
    connector = federation.connector(connector="dcat", url=running.url, politeness={"max_pages": 7})
    _, error = walk(connector)
    assert error.code is FailureCode.PAGING_LOOP
    assert len(seen) <= 8


def test_a_last_page_that_names_itself_is_the_last(portal):
    app, _, connect = portal(range(5), per_page=3)
    app.next_of = {2: 2}
    pages, error = walk(connect())
    assert error is None
    assert len(ids(pages)) == 5
    assert pages[-1].cursor is None


def test_fewer_datasets_than_announced_are_a_truncated_catalogue(portal):
    app, _, connect = portal(range(5))
    app.announces = 60
    pages, error = walk(connect())
    assert len(ids(pages)) == 5
    assert error.code is FailureCode.TRUNCATED
    app.services = 55  # they count as members of the collection too
    assert walk(connect())[1] is None


def test_an_empty_catalogue_that_announces_some_is_truncated(portal):
    app, _, connect = portal([])
    app.announces = 3
    assert walk(connect())[1].code is FailureCode.TRUNCATED
    app.announces = 0
    assert walk(connect()) == ([HarvestPage((), (), None, 0)], None)


def test_datasets_listed_without_description_are_failures_of_theirs(portal):
    app, _, connect = portal(range(5), per_page=2)
    lost = "https://portail.example.org/dataset/perdu"
    app.mentions = [lost, "https://portail.example.org/dataset/4"]
    pages, error = walk(connect())
    assert error is None
    failures = [failure for page in pages for failure in page.failures]
    assert [failure.remote_id for failure in failures] == [lost]
    assert len(ids(pages)) == 5
    assert codec.loads(HarvestPage, codec.dumps(pages[-1])) == pages[-1]


def test_a_dataset_met_twice_is_taken_once(portal, dcat):
    app, _, connect = portal([1, 2, 3], per_page=2)
    app.datasets = [*app.datasets, dcat.dataset(1)]
    pages, error = walk(connect())
    assert error is None
    assert sorted(ids(pages)) == uris(dcat, (1, 2, 3))
    failures = [failure.code for page in pages for failure in page.failures]
    assert failures == [FailureCode.DUPLICATE_ID]


def test_a_dataset_that_slides_onto_the_last_page_is_no_loop(portal, dcat):
    app, _, connect = portal(range(1, 8), per_page=3)
    pages = connect().pages()
    found = [next(pages), next(pages)]
    app.datasets = [dcat.dataset(9), *app.datasets[:-1]]  # all move by one, the last one goes
    found += pages
    assert sorted(ids(found)) == uris(dcat, range(1, 7))
    assert [failure.code for failure in found[-1].failures] == [FailureCode.DUPLICATE_ID]


def test_blank_datasets_are_named_by_identifier_or_by_content(portal, dcat):
    some = [
        dcat.dataset(1, uri="", identifier="equipements-2024"),
        dcat.dataset(2, uri=""),
        dcat.dataset(3, uri=""),
    ]
    first = sorted(ids(portal(some)[2]().pages()))
    again = sorted(ids(portal(some[::-1], "xml")[2]().pages()))
    assert first == again
    assert first[0] == "equipements-2024"
    assert all(name.startswith("unnamed-") for name in first[1:])
    assert len(set(first)) == 3


def test_closed_datasets_are_left_out_and_said_so(portal, dcat):
    some = [dcat.dataset(1), dcat.dataset(2, access="NON_PUBLIC"), dcat.dataset(3, access="PUBLIC")]
    pages, error = walk(portal(some)[2]())
    assert error is None
    assert sorted(ids(pages)) == uris(dcat, (1, 3))
    (failure,) = pages[0].failures
    assert (failure.remote_id, failure.code) == (some[1]["uri"], FailureCode.WITHDRAWN)


def test_only_changes_are_asked_for_where_the_settings_say_so(portal, dcat):
    some = [dcat.dataset(1), dcat.dataset(2, modified="2025-05-05T00:00:00")]
    since = datetime(2025, 1, 1, tzinfo=UTC)
    _, running, connect = portal(some, options={"modified_since": True})
    assert connect().incremental
    assert connect().probe().incremental
    assert ids(connect().pages(since=since)) == [some[1]["uri"]]
    assert running.requests[-1].query["modified_since"] == "2025-01-01T00:00:00"
    _, running, connect = portal(some)
    assert not connect().incremental
    assert len(ids(connect().pages(since=since))) == 2
    assert "modified_since" not in running.requests[-1].query


def test_a_probe_tells_serialisation_and_number(portal):
    app, _, connect = portal(range(7), "xml", 3)
    probe = connect().probe()
    assert (probe.software, probe.version, probe.total, probe.page_size) == (
        "DCAT",
        "RDF/XML",
        7,
        3,
    )
    app.announces, app.per_page = False, 100
    assert connect().probe().total == 7


def test_pages_of_one_catalogue_may_change_their_serialisation(portal, dcat):
    app, _, connect = portal(range(5), "xml", 3)
    pages = connect().pages()
    found = ids([next(pages)])
    app.form, app.media_type = "turtle", "text/turtle"
    assert sorted(found + ids(pages)) == uris(dcat, range(5))


def answering(serve, server, federation, body, media_type="text/turtle", **source):
    content = body if isinstance(body, bytes) else body.encode()
    running = serve(lambda request: server.Reply(200, content, {"Content-Type": media_type}))
    return federation.connector(**({"connector": "dcat", "url": running.url} | source))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<!DOCTYPE html><html><body>Bienvenue</body></html>", FailureCode.WRONG_FORMAT),
        ("", FailureCode.WRONG_FORMAT),
        ("nom;code\nx;1\n", FailureCode.WRONG_FORMAT),
        ('{"id": "1", "name": "a"}', FailureCode.WRONG_FORMAT),
        ('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>', "wrong-format"),
        ("<http://a.org/1> <http://purl.org/dc/terms/title> 'x' .", FailureCode.WRONG_FORMAT),
        ("@prefix d: <http://www.w3.org/ns/dcat#> . <a> a d:Dataset ", FailureCode.MALFORMED),
    ],
)
def test_what_is_no_catalogue_is_refused_with_a_reason(serve, server, federation, body, code):
    connector = answering(serve, server, federation, body, "text/plain")
    pages, error = walk(connector)
    assert (pages, error.code) == ([], code)
    assert error.message.render("en")
    with pytest.raises(HarvestError):
        connector.probe()


def test_a_damaged_second_page_fails_the_source(portal):
    app, _, connect = portal(range(5), "nt", 3)
    whole = app.document

    def cut(found, page, request):
        return whole(found, page, request)[: -40 if page == 2 else None]

    app.document = cut
    pages, error = walk(connect())
    assert len(ids(pages)) == 3
    assert error.code is FailureCode.MALFORMED


def test_a_page_beyond_the_cap_is_refused(portal):
    _, _, connect = portal(range(100), politeness={"max_page_bytes": 10_000})
    assert walk(connect())[1].code is FailureCode.TOO_LARGE


def test_data_json_is_read_as_dcat_us(serve, server, federation):
    one = {
        "@type": "dcat:Dataset",
        "identifier": "abc",
        "title": "Pistes",
        "accessLevel": "public",
        "distribution": [{"downloadURL": "https://example.org/a.csv", "mediaType": "text/csv"}],
    }
    profile = "https://project-open-data.cio.gov/v1.1/schema"
    context = f"{profile}/catalog.jsonld"
    for body in (
        {"conformsTo": profile, "dataset": [one]},
        {"@context": context, "conformsTo": profile, "dataset": [one]},
        [one],
    ):
        reply = server.as_json(body)
        connector = answering(serve, server, federation, reply.body, "application/json")
        assert connector.probe().version == "DCAT-US"
        (page,) = connector.pages()
        (record,) = page.records
        assert record.dataset.remote_id == "abc"
        assert record.raw.media_type == "application/json"


@pytest.mark.parametrize(
    "hop",
    [
        "dct:provenance [ dct:identifier 'x' ; prov:wasAttributedTo <urn:partage:node:noeud> ]",
        "dct:provenance [ dct:identifier 'x' ; dct:source <https://noeud.example.org/dataset/1> ]",
        "prov:wasDerivedFrom <https://noeud.example.org/dataset/1>",
        "dct:source <https://noeud.example.org/dataset/1>",
    ],
)
def test_what_came_from_here_is_not_taken_back(serve, server, federation, hop):
    body = (
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
        f"<http://b.org/1> a dcat:Dataset ; {hop} . <http://b.org/2> a dcat:Dataset ."
    )
    pages, error = walk(answering(serve, server, federation, body))
    assert error is None
    assert ids(pages) == ["http://b.org/2"]
    assert [failure.code for failure in pages[0].failures] == [FailureCode.POLICY]


def test_the_key_of_a_portal_is_sent_as_authorization(portal):
    _, running, connect = portal([1], api_key="secret")
    assert ids(connect().pages())
    assert running.requests[0].headers["authorization"] == "secret"
