"""udata: walks that lose nothing, incremental walks, organisations, and captured datasets."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from connectors.udata.api import portal_address
from connectors.udata.windows import page_around
from connectors.words.licences import ETALAB_1, ETALAB_2
from federation import codec
from federation.errors import FailureCode, HarvestError
from federation.harvest import Capabilities, HarvestPage
from federation.model import Contact, Origin, SchemaRef, Spatial

CAPTURE = "udata__results.json"
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
LICENCE = "http://publications.europa.eu/resource/authority/licence/"


@pytest.fixture(scope="session")
def udata(stand_in):
    return stand_in("udata")


@pytest.fixture
def make(serve, server, udata, federation):
    """A portal of some datasets and its connector."""

    def build(count=25, page_size=10, datasets=None, organizations=(), path="", **source):
        listed = datasets or [udata.dataset(number) for number in range(count)]
        app = udata.Udata(server, listed, organizations)
        portal = serve(app)
        options = {"page_size": page_size} | source.pop("options", {})
        url = f"{portal.url}{path}"
        connector = federation.connector(connector="udata", url=url, options=options, **source)
        return app, portal, connector

    return build


def walk(connector, cursor=None, since=None):
    pages = list(connector.pages(cursor, since=since))
    records = [record.dataset.remote_id for page in pages for record in page.records]
    return pages, records, [(f.remote_id, f.code) for page in pages for f in page.failures]


def until(connector, **how):
    """Records of a walk that ends in an error, and its reason."""
    pages = []
    with pytest.raises(HarvestError) as caught:
        pages.extend(connector.pages(**how))
    assert caught.value.message.render("en")
    return [record.dataset.remote_id for page in pages for record in page.records], (
        caught.value.code
    )


@pytest.fixture
def ids(udata):
    return lambda numbers: [udata.identifier(number) for number in numbers]


def day(number):
    return datetime(2021, 1, 1, tzinfo=UTC) + timedelta(days=number)


# Full walks


@pytest.mark.parametrize("size", [10, 23, 100])
def test_a_portal_is_walked_in_the_order_of_creation(make, ids, size):
    pages, records, failures = walk(make(page_size=size, count=230)[2])
    assert records == ids(range(230))
    assert not failures
    assert {page.total for page in pages} == {230}
    assert [bool(page.cursor) for page in pages] == [True] * (len(pages) - 1) + [False]


@pytest.mark.parametrize("count", [0, 1, 10, 11])
def test_small_portals(make, udata, server, serve, federation, ids, count):
    app = udata.Udata(server, [udata.dataset(number) for number in range(count)])
    connector = federation.connector(connector="udata", url=serve(app).url)
    pages, records, _ = walk(connector)
    assert records == ids(range(count))
    assert pages[-1].cursor is None


@pytest.mark.parametrize("size", [10, 16, 50, 100, 1000])
def test_windows_overlap_and_go_on(size):
    position, pages = 0, 0
    while position < 30_000:
        number, one = page_around(position, size)
        start = (number - 1) * one
        assert start <= max(position - 2, 0)
        assert start + one > position
        position, pages = start + one, pages + 1
    if size >= 100:
        assert pages <= 1.2 * 30_000 / size


def test_a_walk_resumes_after_any_page(make, ids):
    _, _, connector = make(count=45)
    pages, records, _ = walk(connector)
    assert records == ids(range(45))
    done = 0
    for page in pages[:-1]:
        done += len(page.records)
        assert walk(connector, page.cursor)[1] == records[done:]
    assert walk(connector, "not a cursor")[1] == records


def test_a_walk_resumes_although_the_last_ones_were_deleted(make, udata, ids):
    app, _, connector = make(count=60)
    page = next(connector.pages())
    for number in (7, 8, 9):
        del app.datasets[udata.identifier(number)]
    resumed = walk(connector, page.cursor)[1]
    assert set(ids(range(10, 60))) <= set(resumed)


@pytest.mark.parametrize("gone", [1, 3, 12, 35])
def test_deletions_during_a_walk_lose_nothing(make, udata, ids, gone):
    app, _, connector = make(count=100)

    def delete(number):
        if number == 7:  # all of them were shown
            for each in range(gone):
                app.datasets.pop(udata.identifier(each))

    app.before_list = delete
    _, records, failures = walk(connector)
    assert sorted(records) == ids(range(100))
    assert not failures


def test_a_deletion_hidden_by_a_creation_loses_nothing(make, udata, ids):
    """The total stays the same: it tells nothing."""
    app, _, connector = make(count=40)

    def swap(number):
        if number in {2, 3, 4}:
            app.datasets.pop(udata.identifier(number))
            app.datasets[udata.identifier(100 + number)] = udata.dataset(100 + number)

    app.before_list = swap
    records = walk(connector)[1]
    assert set(ids(range(5, 40))) <= set(records)
    assert set(ids((102, 103, 104))) <= set(records)
    assert len(records) == len(set(records))


def test_edits_and_publications_during_a_walk_are_harmless(make, udata, ids):
    old = [udata.dataset(number, private=True) for number in range(2)]
    app, _, connector = make(datasets=old + [udata.dataset(number) for number in range(2, 50)])

    def publish(number):
        if number == 3:
            for one in ids(range(2)):
                app.datasets[one]["private"] = False
        app.datasets[udata.identifier(20)]["last_update"] = f"2026-01-0{number}T00:00:00+00:00"

    app.before_list = publish
    _, records, failures = walk(connector)
    assert sorted(set(records) - set(ids(range(2)))) == ids(range(2, 50))
    assert not failures


def test_random_deletions_and_creations_lose_nothing(server, serve, udata, federation):
    """Whatever happens between two pages, what stood there all along is shown."""
    acts = st.lists(st.tuples(st.integers(0, 59), st.booleans()), min_size=0, max_size=12)

    @settings(
        max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.lists(acts, max_size=8))
    @example([[], [], [], [(2, False), (3, False), (4, False)], [], [(0, False), (1, False)]])
    def check(plan):
        app.datasets = {one["id"]: one for one in map(udata.dataset, range(60))}
        app.lists, gone = 0, set()

        def act(number):
            for target, add in plan[number - 1] if number <= len(plan) else ():
                gone.add(udata.identifier(target))
                app.datasets.pop(udata.identifier(target), None)
                if add:
                    new = udata.dataset(200 + 100 * number + target)
                    app.datasets[new["id"]] = new

        app.before_list = act
        records = walk(connector)[1]
        assert {udata.identifier(number) for number in range(60)} - gone <= set(records)
        assert len(records) == len(set(records))

    app = udata.Udata(server, [])
    connector = federation.connector(
        connector="udata", url=serve(app).url, options={"page_size": 10}
    )
    check()


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize(("times", "code"), [(5, None), (99, FailureCode.TRUNCATED)])
def test_only_deletions_that_never_cease_end_a_walk(make, udata, ids, hidden, times, code):
    """Whatever a page goes on from is deleted before the next one; the total may stay."""
    app, _, connector = make(count=300)
    original, records, created, ended, left = app._list, [], [], None, 0

    def answer(version, query):
        nonlocal left
        start = (int(query["page"]) - 1) * int(query["page_size"])
        shown = [one for one in sorted(app.datasets) if one in records]
        for one in shown[start:] if left else ():
            del app.datasets[one]
            if hidden:
                new = udata.dataset(400 + len(created))
                created.append(new["id"])
                app.datasets[new["id"]] = new
        left = 0
        return original(version, query)

    app._list = answer
    try:
        for page in connector.pages():
            records += [record.dataset.remote_id for record in page.records]
            left = len(records) >= 200 and times
            times -= bool(left)
    except HarvestError as error:
        ended = error.code
    assert ended == code
    assert len(records) == len(set(records))
    whole = [*ids(range(300)), *created]
    assert set(records) == set(ids(range(len(records))) if code else whole)


def test_fewer_than_announced(make, ids):
    app, _, connector = make()
    app.announces = 60
    assert until(connector) == (ids(range(25)), FailureCode.TRUNCATED)


def test_a_list_that_stops_early(make, ids):
    app, _, connector = make(count=80)
    app.announces, app.stops_at = 80, 40
    assert until(connector) == (ids(range(40)), FailureCode.TRUNCATED)


def test_the_same_page_again_and_again(make, ids):
    app, _, connector = make(count=80)
    app.ignores_page = True
    assert until(connector) == (ids(range(10)), FailureCode.PAGING_LOOP)


def test_a_portal_without_orders(make, udata, ids):
    app, portal, connector = make(count=30)
    app.sorts = {"title": lambda each: each["title"]}
    app.sorts["created"] = None
    del app.sorts["created"]
    original = app._list
    app._list = lambda version, query: original(version, {"sort": "title"} | query)
    assert sorted(walk(connector)[1]) == ids(range(30))
    assert "sort" not in portal.requests[-1].query


@pytest.mark.parametrize("bears", [40, 10])
def test_too_much_at_once_is_halved(make, ids, bears):
    app, portal, connector = make(count=90, page_size=80)
    app.bears = bears
    assert walk(connector)[1] == ids(range(90))
    sizes = [int(request.query["page_size"]) for request in portal.requests]
    assert sizes[:2] == [80, 40]
    assert max(sizes[sizes.index(bears) :]) <= bears


def test_a_gateway_that_bears_nothing(make):
    app, _, connector = make()
    app.bears = 5
    assert until(connector) == ([], FailureCode.SERVER)


def test_a_portal_with_its_own_limit(make, ids):
    app, portal, connector = make(count=90, page_size=80)
    app.allows = 25
    assert walk(connector)[1] == ids(range(90))
    assert len(portal.requests) <= 8


def test_no_more_than_wanted(make, ids):
    pages, records, _ = walk(make(count=60, select={"max_datasets": 13})[2])
    assert records == ids(range(13))
    assert pages[-1].cursor is None


def test_a_dataset_listed_twice_in_a_page_is_told(make, udata, server):
    app, _, connector = make(count=5)
    twice = [*app.datasets.values(), app.datasets[udata.identifier(2)]]
    app._list = lambda version, query: server.as_json({"data": twice, "total": 6})
    _, records, failures = walk(connector)
    assert len(records) == 5
    assert failures == [(udata.identifier(2), FailureCode.DUPLICATE_ID)]


# Incremental walks


def changed(udata, number, when):
    return udata.dataset(number, last_update=when.isoformat())


def test_only_what_changed_is_shown(make, udata, ids):
    datasets = [udata.dataset(number) for number in range(200)]
    datasets += [changed(udata, number, day(number)) for number in range(200, 215)]
    _, portal, connector = make(datasets=datasets, page_size=10)
    assert connector.incremental
    pages, records, failures = walk(connector, since=day(200))
    assert records == ids(range(214, 199, -1))
    assert not failures
    assert pages[-1].cursor is None
    # Changes, what is older, what is newest: two windows, one and one, and their overlaps.
    assert len(portal.requests) <= 5


@pytest.mark.parametrize(("changes", "most"), [(0, 2), (5, 3), (30, 7)])
def test_requests_follow_changes_not_size(make, udata, changes, most):
    datasets = [udata.dataset(number) for number in range(2000)]
    for number in range(changes):
        datasets[number * 60]["last_update"] = day(number).isoformat()
    _, portal, connector = make(datasets=datasets, page_size=10)
    assert len(walk(connector, since=day(0))[1]) == changes
    assert len(portal.requests) <= most


def test_a_new_dataset_with_old_files_is_shown(make, udata, ids):
    """What is newly harvested keeps the dates of its files."""
    new = udata.dataset(50)
    new["internal"]["created_at_internal"] = day(3).isoformat()
    new["created_at"] = "2012-01-01T00:00:00+00:00"
    datasets = [*(udata.dataset(number) for number in range(40)), new]
    assert walk(make(datasets=datasets)[2], since=day(1))[1] == ids([50])


def test_what_changed_and_is_new_is_shown_once(make, udata, ids):
    new = changed(udata, 50, day(5))
    new["internal"]["created_at_internal"] = day(5).isoformat()
    datasets = [*(udata.dataset(number) for number in range(40)), new]
    _, records, failures = walk(make(datasets=datasets)[2], since=day(1))
    assert (records, failures) == (ids([50]), [])


def test_edits_during_an_incremental_walk_lose_nothing(make, udata, ids):
    datasets = [changed(udata, number, day(number)) for number in range(60)]
    app, _, connector = make(datasets=datasets)

    def edit(number):
        if number == 2:  # what was shown moves up, what is deleted moves others
            app.datasets[udata.identifier(57)]["last_update"] = day(500).isoformat()
            for each in (59, 58, 55):
                app.datasets.pop(udata.identifier(each), None)

    app.before_list = edit
    _, records, failures = walk(connector, since=day(-1))
    assert sorted(records) == ids(range(60))
    assert not failures


def test_an_incremental_walk_resumes(make, udata):
    datasets = [changed(udata, number, day(number)) for number in range(50)]
    _, _, connector = make(datasets=datasets)
    pages, records, _ = walk(connector, since=day(20))
    assert len(records) == 30
    done = 0
    for page in pages[:-1]:
        done += len(page.records)
        assert set(records[done:]) <= set(walk(connector, page.cursor, since=day(20))[1])


def test_an_older_portal_sorts_by_last_modification(make, udata, ids):
    datasets = [udata.dataset(number) for number in range(40)]
    datasets[7]["last_modified"] = day(9).isoformat()
    app, portal, connector = make(datasets=datasets)
    del app.sorts["last_update"]
    app.sorts["last_modified"] = lambda each: each["last_modified"]
    assert walk(connector, since=day(1))[1] == ids([7])
    assert len(portal.requests) <= 4


def test_a_portal_that_cannot_sort_by_date_is_walked_whole(make, udata, ids):
    app, _, connector = make(count=40)
    del app.sorts["last_update"]
    assert walk(connector, since=day(1))[1] == ids(range(40))


def test_a_portal_that_ignores_the_order_is_walked_whole(make, udata, ids):
    datasets = [udata.dataset(number) for number in range(40)]
    datasets[30]["last_update"] = day(9).isoformat()
    app, _, connector = make(datasets=datasets)
    app.ignores_sort = True
    assert ids([30])[0] in walk(connector, since=day(1))[1]


# Version 2


def test_version_2_reads_the_files_of_each_dataset(make, udata, ids):
    many = [udata.dataset(9)["resources"][0] | {"id": f"r{number}"} for number in range(230)]
    datasets = [udata.dataset(1), udata.dataset(2, resources=many), udata.dataset(3, resources=[])]
    _, portal, connector = make(datasets=datasets, options={"api": 2})
    pages, records, failures = walk(connector)
    assert (records, failures) == (ids([1, 2, 3]), [])
    found = [record.dataset for record in pages[0].records]
    assert [len(one.distributions) for one in found] == [1, 230, 0]
    assert {request.path.split("/")[2] for request in portal.requests} == {"2"}
    assert connector.probe().version == "API v2"


def test_a_dataset_whose_files_are_not_all_told_is_left_alone(make, udata, ids):
    datasets = [udata.dataset(1), udata.dataset(2, resources=[])]
    app, _, connector = make(datasets=datasets, options={"api": 2})
    app.hides_resources = 1
    _, records, failures = walk(connector)
    assert (records, failures) == (ids([2]), [(ids([1])[0], FailureCode.TRUNCATED)])


@pytest.mark.parametrize(("status", "code"), [(403, FailureCode.AUTH), (500, FailureCode.SERVER)])
def test_files_that_nobody_may_list(make, server, status, code):
    """Each dataset taken for withdrawn would be the end of all of them."""
    _, portal, connector = make(options={"api": 2})
    inner = portal.answer
    portal.answer = lambda request: (
        server.as_html(status=status) if "/resources/" in request.path else inner(request)
    )
    assert until(connector) == ([], code)


# Selection


@pytest.fixture
def towns(udata):
    return [
        udata.organization(1, "Ville de Lille", acronym="VDL"),
        udata.organization(2, "Roubaix"),
    ]


@pytest.fixture
def national(make, udata, towns):
    """A national portal: every third dataset is Lille's, every third Roubaix's."""
    others = udata.organization(9, "Ministère")
    datasets = [
        udata.dataset(number, organization=[*towns, others][number % 3]) for number in range(60)
    ]
    return partial(make, datasets=datasets, organizations=[*towns, others])


@pytest.mark.parametrize("name", ["ville-de-lille", "Ville de Lille", "VDL", "id", "old-slug"])
def test_an_organisation_by_any_of_its_names(national, towns, udata, ids, name):
    name = towns[0]["id"] if name == "id" else name
    app, portal, connector = national(select={"organizations": [name]})
    app.former_slugs["old-slug"] = "ville-de-lille"
    app.organizations[0]["name"] = "Ville de Lille" if name != "VDL" else "VDL, Ville de Lille"
    assert walk(connector)[1] == ids(range(0, 60, 3))
    assert connector.probe().total == 20
    assert portal.requests[-1].query["organization"] == towns[0]["id"]


def test_several_organisations(national, ids):
    _, _, connector = national(select={"organizations": ["ville-de-lille", "roubaix"]})
    pages, records, failures = walk(connector)
    assert sorted(records) == ids(number for number in range(60) if number % 3 < 2)
    assert not failures
    assert connector.probe().total == 40
    for number, page in enumerate(pages[:-1]):
        left = [record.dataset.remote_id for one in pages[number + 1 :] for record in one.records]
        assert walk(connector, page.cursor)[1] == left


@pytest.mark.parametrize(
    "path",
    [
        "/fr/organizations/ville-de-lille/",
        "/organizations/ville-de-lille",
        "/organizations/ville-de-lille/datasets?page=2#x",
        "/api/1/organizations/ville-de-lille/catalog.xml",
    ],
)
def test_the_page_of_an_organisation_is_a_source(national, ids, path):
    assert walk(national(path=path)[2])[1] == ids(range(0, 60, 3))


def test_an_organisation_that_nobody_knows(national):
    connector = national(select={"organizations": ["lomme"]})[2]
    assert until(connector) == ([], FailureCode.GONE)
    with pytest.raises(HarvestError):
        connector.probe()


@pytest.mark.parametrize(
    ("url", "address", "organization"),
    [
        ("https://www.data.gouv.fr", "https://www.data.gouv.fr", None),
        ("https://www.data.gouv.fr/fr/", "https://www.data.gouv.fr", None),
        ("https://www.data.gouv.fr/fr/datasets/", "https://www.data.gouv.fr", None),
        ("https://www.data.gouv.fr/api/1/", "https://www.data.gouv.fr", None),
        ("https://data.public.lu/api/2/datasets/?q=x", "https://data.public.lu", None),
        ("https://a.org/portail/fr/organizations/b/", "https://a.org/portail", "b"),
        ("https://a.org/api/1/organizations/b/", "https://a.org", "b"),
    ],
)
def test_addresses(url, address, organization):
    assert portal_address(url) == (address, organization)


def test_words_and_tags_are_asked_for(make, udata, ids):
    datasets = [
        udata.dataset(1, title="Budget primitif", tags=["action-publique"]),
        udata.dataset(2, title="Budget primitif"),
        udata.dataset(3, tags=["action-publique"]),
    ]
    select = {"query": "primitif", "tags": ["Action publique"]}
    _, portal, connector = make(datasets=datasets, select=select)
    assert walk(connector)[1] == ids([1])
    asked = portal.requests[0].query
    assert (asked["q"], asked["tag"]) == ("primitif", "action-publique")


def test_any_of_several_tags_and_themes(make, udata, ids):
    datasets = [
        udata.dataset(1, tags=["a"], badges=[{"kind": "hvd"}]),
        udata.dataset(2, tags=["b"], badges=[{"kind": "spd"}]),
        udata.dataset(3, tags=["c"], badges=[{"kind": "hvd"}]),
    ]
    select = {"tags": ["a", "b"], "themes": ["HVD"]}
    assert walk(make(datasets=datasets, select=select)[2])[1] == ids([1])


def test_datasets_by_id_or_slug(make, udata, ids):
    _, _, connector = make(
        datasets=[
            udata.dataset(1),
            udata.dataset(2),
            udata.dataset(3, private=True),
            udata.dataset(4, deleted="2026-01-01T00:00:00+00:00"),
            udata.dataset(5, archived="2026-01-01T00:00:00+00:00"),
        ],
        select={"datasets": ["jeu-1", *ids([2, 3, 4, 5]), "absent"]},
    )
    pages, records, failures = walk(connector)
    assert sorted(records) == ids([1, 2])
    assert dict(failures) == {
        "absent": FailureCode.GONE,
        ids([3])[0]: FailureCode.GONE,
        ids([4])[0]: FailureCode.GONE,
        ids([5])[0]: FailureCode.WITHDRAWN,
    }
    assert pages[0].total == 6


def test_many_named_datasets_resume(make, ids):
    _, _, connector = make(count=70, select={"datasets": ids(range(70))})
    pages, records, _ = walk(connector)
    assert records == ids(range(70))
    assert walk(connector, pages[0].cursor)[1] == records[50:]


def test_what_is_hidden_counts_as_withdrawn(make, server, udata, ids):
    """A key shows private datasets too: they are not the public's."""
    datasets = [udata.dataset(1), udata.dataset(2, private=True), udata.dataset(3, archived="2026")]
    app, portal, connector = make(datasets=datasets, api_key="clef")
    app._matches = lambda dataset, query: True
    _, records, failures = walk(connector)
    assert records == ids([1])
    assert failures == [(one, FailureCode.WITHDRAWN) for one in ids([2, 3])]
    assert portal.requests[0].headers["x-api-key"] == "clef"


# Absence


def test_why_a_dataset_is_absent(make, udata, ids, towns):
    when = "2026-01-01T00:00:00+00:00"
    other = udata.organization(7, "Autre")
    datasets = [
        udata.dataset(1, organization=towns[0]),
        udata.dataset(2, organization=towns[0], private=True),
        udata.dataset(3, organization=towns[0], deleted=when),
        udata.dataset(4, organization=towns[0], archived=when),
        udata.dataset(5, organization=other),
    ]
    _, _, connector = make(
        datasets=datasets, organizations=[*towns, other], path="/fr/organizations/ville-de-lille/"
    )
    found = [connector.absence(one) for one in ids(range(1, 7))]
    assert found == [
        FailureCode.TRUNCATED,  # still there
        FailureCode.GONE,  # private: udata says 404
        FailureCode.GONE,
        FailureCode.WITHDRAWN,
        FailureCode.GONE,  # somebody else's now
        FailureCode.GONE,
    ]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("html", "wrong-format"),
        ("html 404", "gone"),
        ("forbidden", "auth"),
        ("unauthorised", "auth"),
        ("throttled", "throttled"),
        ("down", "server"),
        ("list", "wrong-format"),
        ("no data", "wrong-format"),
        ("ckan", "wrong-format"),
        ("deep", "wrong-format"),
        ("number", "wrong-format"),
    ],
)
def test_answers_that_are_none_have_their_reason(serve, server, federation, kind, code):
    answer = {
        "html": lambda: server.as_html(),
        "html 404": lambda: server.as_html(status=404),
        "forbidden": lambda: server.as_html(status=403),
        "unauthorised": lambda: server.as_json({"message": "secret"}, 401),
        "throttled": lambda: server.as_json({}, 429, **{"Retry-After": "900"}),
        "down": lambda: server.as_json({"message": "secret"}, 500),
        "list": lambda: server.as_json([1]),
        "no data": lambda: server.as_json({"data": None, "total": 3}),
        "ckan": lambda: server.as_json({"success": True, "result": {"results": []}}),
        "deep": lambda: server.Reply(200, b"[" * 100_000),
        "number": lambda: server.as_json(3),
    }[kind]
    connector = federation.connector(connector="udata", url=serve(lambda request: answer()).url)
    for call in (connector.probe, partial(list, connector.pages())):
        with pytest.raises(HarvestError) as caught:
            call()
        assert caught.value.code == code
        assert "secret" not in caught.value.message.render("en")
    if code != "gone":
        with pytest.raises(HarvestError):
            connector.absence("x")


def test_a_throttled_portal_is_asked_again_after_the_time_it_asks_for(make, server, ids):
    _, portal, connector = make(politeness={"retries": 1})
    inner, refused = portal.answer, []

    def answer(request):
        if not refused:
            refused.append(request)
            return server.as_json({}, 429, **{"Retry-After": "0"})
        return inner(request)

    portal.answer = answer
    assert walk(connector)[1] == ids(range(25))
    assert refused


# Mapping


@pytest.fixture
def mapped(make):
    """The one dataset of a portal, mapped."""

    def read(dataset, **source):
        pages, _, failures = walk(make(datasets=[dataset], **source)[2])
        assert not failures
        return pages[0].records[0].dataset

    return read


def test_a_dataset_is_mapped(mapped, udata):
    square = [[[3.0, 50.6], [3.1, 50.6], [3.1, 50.7], [3.0, 50.7], [3.0, 50.6]]]
    found = mapped(
        udata.dataset(
            1,
            acronym="BAN",
            access_type="open_with_account",
            license="odc-odbl",
            frequency="update_cont",
            page="https://www.data.gouv.fr/datasets/jeu-1/",
            tags=["velo", "mobilite", "budget"],
            temporal_coverage={"start": "2019-01-01T00:00:00+00:00", "end": "2023-12-31"},
            spatial={
                "zones": ["fr:commune:59350", "country:fr"],
                "geom": {"type": "Polygon", "coordinates": square},
                "granularity": "fr:commune",
            },
            contact_points=[
                {"name": "Éditeur", "email": "x@example.org", "role": "publisher"},
                {"name": "Opendata", "email": "o@example.org", "role": "contact"},
            ],
        )
    )
    assert found.title == {"fr": "Jeu de données 1"}
    assert found.description == {"fr": "Une *description*"}
    assert found.keywords == {"fr": ("velo", "mobilite", "budget", "BAN")}
    assert [theme.rsplit("/", 1)[1] for theme in found.themes] == ["TRAN", "ECON"]
    assert found.licence == f"{LICENCE}ODC_BL"
    assert found.licence_label == "odc-odbl"
    assert found.access_rights.endswith("/access-right/PUBLIC")
    assert found.frequency == f"{FREQUENCY}CONT"
    assert found.publisher == "Ville de Test"
    assert found.contact == Contact("Opendata", "o@example.org")
    assert found.landing_page == "https://www.data.gouv.fr/datasets/jeu-1/"
    assert found.temporal == ("2019-01-01", "2023-12-31")
    assert found.spatial == Spatial(
        (3.0, 50.6, 3.1, 50.7),
        {"type": "Polygon", "coordinates": square},
        ("59350", "country:fr"),
    )
    assert found.unmapped == {}
    (file,) = found.distributions
    assert file.checksum == file.version == f"sha1:{1:040x}"
    assert (file.format, file.media_type, file.byte_size) == ("CSV", "text/csv", 10)
    assert file.download_url == "https://static.example.org/1.csv"


@pytest.fixture
def all_mapped(make, udata):
    """Datasets that differ in one field, mapped."""

    def read(field, values):
        datasets = [udata.dataset(n, **{field: value}) for n, value in enumerate(values)]
        pages, _, failures = walk(make(datasets=datasets, page_size=100)[2])
        assert not failures
        return [record.dataset for page in pages for record in page.records]

    return read


def test_frequencies(all_mapped):
    expected = {
        "punctual": "IRREG",
        "irregular": "IRREG",
        "unknown": "UNKNOWN",
        "quarterly": "QUARTERLY",
        "daily_2": "DAILY_2",
        "as_needed": "IRREG",
        "fourTimesADay": "CONT",
        "fortnighly": "BIWEEKLY",
        "weekly_5": "OTHER",
    }
    full = {"id": "annual_2", "label": "Semestrielle"}
    found = [one.frequency for one in all_mapped("frequency", [*expected, full])]
    assert found == [FREQUENCY + code for code in (*expected.values(), "ANNUAL_2")]


def test_licences(all_mapped):
    expected = [
        ("lov2", ETALAB_2, "lov2", 0),
        ("fr-lo", ETALAB_1, "fr-lo", 0),
        ("cc-by", f"{LICENCE}CC_BY", "cc-by", 0),
        ({"id": "odc-by", "title": "ODC"}, f"{LICENCE}ODC_BY", "odc-by", 0),
        ("mobility-licence", None, "mobility-licence", 1),
        ("other-open", None, "other-open", 1),
        ("notspecified", None, None, 0),
        (None, None, None, 0),
    ]
    found = all_mapped("license", [word for word, *_ in expected])
    told = [(one.licence, one.licence_label, one.unmapped.get("licence", 0)) for one in found]
    assert told == [tuple(rest) for _, *rest in expected]


def test_the_licence_of_the_source_where_none_is_told(mapped, udata):
    assert mapped(udata.dataset(1, license="notspecified"), licence="lov2").licence == ETALAB_2


def test_a_person_publishes_what_has_no_organisation(mapped, udata):
    owner = {"first_name": "Camille", "last_name": "Martin"}
    assert mapped(udata.dataset(1, organization=None, owner=owner)).publisher == "Camille Martin"


def resource(**fields):
    return {"id": "r", "title": "T", "url": "https://a.org/t.csv", "format": "csv", **fields}


def test_which_files_are_downloaded_and_known_by_their_checksum(mapped, udata):
    kinds = {
        ("main", "file"): (True, True),
        ("update", "remote"): (True, False),
        ("other", "remote"): (True, False),
        ("documentation", "file"): (False, True),
        ("api", "remote"): (False, False),
        ("code", "remote"): (False, False),
    }
    told = {"checksum": {"type": "sha256", "value": "ab"}, "extras": {"analysis:checksum": "cd"}}
    files = [resource(id=kind, type=kind, filetype=where, **told) for kind, where in kinds]
    found = mapped(udata.dataset(1, resources=files)).distributions
    assert [(bool(one.download_url), one.version == "sha256:ab") for one in found] == list(
        kinds.values()
    )
    assert {one.access_url for one in found} == {"https://a.org/t.csv"}
    assert {one.version for one in found} == {"sha256:ab", None}


def test_schemas(all_mapped):
    page = "https://schema.data.gouv.fr/schemas/etalab/schema-irve-statique/2.3.0/s.json"
    expected = [
        ({"name": "scdl/budget", "version": "0.8"}, SchemaRef("scdl/budget", "0.8"), 0),
        ({"name": None, "url": None, "version": None}, None, 0),
        (None, None, 0),
        ({"name": "something else"}, None, 1),
        ({"url": page}, SchemaRef("etalab/schema-irve-statique", "2.3.0"), 0),
    ]
    found = all_mapped("resources", [[resource(schema=one)] for one, *_ in expected])
    told = [(one.distributions[0].schema, one.unmapped.get("schema", 0)) for one in found]
    assert told == [tuple(rest) for _, *rest in expected]


def test_the_schema_of_a_dataset_is_that_of_its_only_table(mapped, udata):
    files = [resource(), resource(id="d", type="documentation", format="pdf")]
    declared = {"name": "scdl/deliberations"}
    found = mapped(udata.dataset(1, resources=files, schema=declared)).distributions
    assert [file.schema for file in found] == [SchemaRef("scdl/deliberations"), None]


@pytest.mark.parametrize(
    ("harvest", "identifier", "origin"),
    [
        (
            {"backend": "CKAN", "domain": "trouver.datasud.fr", "remote_id": "0c5a",
             "remote_url": "https://trouver.datasud.fr/dataset/lignes"},
            "0c5a",
            Origin("https://trouver.datasud.fr", "0c5a"),
        ),
        (
            {"backend": "ODS", "domain": "data.lille.fr", "remote_id": "arbres",
             "remote_url": "https://data.lille.fr/explore/dataset/arbres/"},
            "arbres@data.lille.fr",
            Origin("https://data.lille.fr", "arbres"),
        ),
        (
            {"backend": "dcat", "domain": "a.org", "remote_id": "https://a.org/d/7",
             "dct_identifier": "urn:7", "uri": "https://a.org/d/7"},
            "urn:7",
            Origin("https://a.org", "https://a.org/d/7"),
        ),
    ],
)  # fmt: skip
def test_where_a_dataset_was_harvested_from(mapped, udata, harvest, identifier, origin):
    found = mapped(udata.dataset(1, harvest=harvest))
    assert found.identifier == identifier
    assert found.provenance[0] == origin
    assert found.provenance[-1].identifier == udata.identifier(1)


@pytest.mark.parametrize(
    "harvest",
    [
        {"domain": "noeud.example.org", "remote_id": "x"},
        {"domain": "a.org", "uri": "https://noeud.example.org/datasets/x", "remote_id": "x"},
        {"remote_url": "https://noeud.example.org/datasets/x", "remote_id": "x"},
    ],
)
def test_our_own_records_are_not_harvested_back(make, udata, ids, harvest):
    datasets = [udata.dataset(1), udata.dataset(2, harvest=harvest)]
    _, records, failures = walk(make(datasets=datasets)[2])
    assert (records, failures) == (ids([1]), [(ids([2])[0], FailureCode.POLICY)])


# Captured datasets


def captured(folder):
    """The datasets of the capture as version 1 of the API answers them."""
    for each in json.loads((folder / "udata" / CAPTURE).read_bytes())["datasets"]:
        yield {
            **each["dataset"],
            "organization": each["organization"],
            "resources": each["resources"],
        }


def test_the_capture_itself_is_refused(shared_portals, serve, server, federation):
    body = (shared_portals / "udata" / CAPTURE).read_bytes()
    portal = serve(lambda r: server.Reply(200, body, {"Content-Type": "application/json"}))
    for kind in ("udata", "socrata", "ckan", "opendatasoft"):
        found, code = until(federation.connector(connector=kind, url=portal.url))
        assert (found, code) == ([], FailureCode.WRONG_FORMAT)


def test_every_captured_dataset_is_mapped(shared_portals, make):
    datasets = list(captured(shared_portals))
    for each in datasets:
        each["internal"] = {"created_at_internal": each["created_at_internal"]}
    _, _, connector = make(datasets=datasets, page_size=100)
    pages, records, failures = walk(connector)
    assert len(records) == 15
    assert not failures
    assert codec.loads(HarvestPage, codec.dumps(pages[0])) == pages[0]
    by_id = {record.dataset.remote_id: record.dataset for record in pages[0].records}
    assert sum(len(one.distributions) for one in by_id.values()) == 99

    charge = by_id["6164085521df2138379e8854"]
    assert charge.title["fr"].startswith("Mairie de Montluel - Borne de recharge")
    assert charge.publisher == "Mairie de Montluel (IRVE)"
    assert charge.frequency == f"{FREQUENCY}IRREG"
    assert charge.identifier == "6164085521df2138379e8854"
    (file,) = charge.distributions
    assert file.schema == SchemaRef("etalab/schema-irve-statique", "2.2.0")
    assert (file.format, file.byte_size) == ("CSV", 1501)
    assert file.version.startswith("sha1:")

    homes = by_id["5fa9901b0d72fc70afa686ec"]
    assert homes.identifier == "bailleurs_sociaux_region@opendata.caissedesdepots.fr"
    assert homes.provenance[0] == Origin(
        "https://opendata.caissedesdepots.fr", "bailleurs_sociaux_region"
    )
    assert [file.version for file in homes.distributions] == [None] * 3
    assert [file.format for file in homes.distributions] == ["PDF", "JSON", "CSV"]

    sirene = by_id["5b7ffc618b4c4169d30727e0"]
    assert sirene.temporal == ("1973-01-01", "2023-12-31")
    assert sirene.frequency == f"{FREQUENCY}MONTHLY"
    assert sirene.modified is not None
    assert sirene.distributions[0].download_url is None  # documentation

    bus = by_id["612904755f59b6818346ea4d"]
    assert bus.provenance[0] == Origin(
        "https://trouver.datasud.fr", "0c5ad935-272e-4d9e-b0db-cdcb1a5309b8"
    )
    assert all(one.unmapped.get("frequency", 0) == 0 for one in by_id.values())
    assert codec.loads(Capabilities, codec.dumps(connector.probe())) == connector.probe()


def test_no_mutated_dataset_is_lost_without_a_reason(
    shared_portals, serve, server, federation, stand_in
):
    originals = list(captured(shared_portals))
    for each in originals:
        each["resources"] = each["resources"][:3]
        each["organization"].pop("members", None)
    mutations, current = stand_in("mutations"), []
    portal = serve(lambda r: server.as_json({"data": current[0], "total": len(current[0])}))
    connector = federation.connector(connector="udata", url=portal.url)

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
        assert failed is not None or told == len(items)

    check()


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [({"reuses": 3, "views": 9}, 3), ({"reuses": 0}, 0), ({}, None), (None, None),
     ({"reuses": "many"}, None), ({"reuses": True}, None), ({"reuses": -1}, None)],
)  # fmt: skip
def test_reuses_are_those_the_portal_counts(mapped, udata, metrics, expected):
    found = mapped(udata.dataset(1, metrics=metrics))
    assert (found.reuses.count if found.reuses else None) == expected
    if expected:
        assert found.reuses.url == found.landing_page
