"""Addresses are checked on real servers, gently; broken ones are shown with what to do."""

import asyncio
import json
import threading
import time
from datetime import UTC, datetime, timedelta

import dagster as dg
import httpx
import pytest
from sqlalchemy import select

from catalog_api.app import create_app
from federation import clock
from federation.errors import FailureCode
from federation.store import CatalogReader
from federation.store.links import Links, replace_uses
from federation.store.schema import dataset
from federation.taxonomy import next_step
from orchestration.definitions import build_definitions
from orchestration.link_job import build_link_asset
from orchestration.pipeline.link_health import LinkRun, check_links
from orchestration.pipeline.progress import Silent
from orchestration.resources import FederationResource

POLITE = {"retries": 0, "timeout_seconds": 2}


class Site:
    """A server of documents: a status by path, and who was there at the same time."""

    def __init__(self, server):
        self._server = server
        self.statuses = {}
        self.no_head = False
        self.slow = 0.0
        self.robots = None
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()

    def __call__(self, request):
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self.slow)
        with self._lock:
            self._now -= 1
        if request.path == "/robots.txt":
            status = 404 if self.robots is None else 200
            return self._server.Reply(status, self.robots or b"", {"Content-Type": "text/plain"})
        if self.no_head and request.method == "HEAD":
            return self._server.Reply(405)
        return self._server.Reply(self.statuses.get(request.path, 200), b"%PDF-1.7")


@pytest.fixture
def site(portals):
    server = portals("server")
    found = Site(server)
    with server.Portal(found) as portal:
        found.url, found.requests = portal.url, portal.requests
        yield found


@pytest.fixture
def gather(federate, tmp_path):
    """A federation whose only source is a list of these addresses, harvested."""

    def gather(*urls, **more):
        (tmp_path / "liste.csv").write_text("url,format\n" + "".join(f"{u},PDF\n" for u in urls))
        source = {"id": "liste", "connector": "files", "url": "liste.csv", "politeness": POLITE}
        federation = federate(source, **more)
        assert federation.harvest("liste").error is None
        return federation

    return gather


def check(federation, **how):
    with federation.open() as workspace:
        return check_links(workspace, **how)


def states(federation):
    with federation.open() as workspace:
        links = Links(workspace.database)
        return links.summary("liste"), {each.url: each for each in links.broken("liste")}


def test_each_address_is_asked_once_and_its_status_kept(gather, site):
    site.statuses = {"/gone.pdf": 404, "/moved.pdf": 410, "/broken.pdf": 500}
    names = ("ok", "gone", "moved", "broken")
    federation = gather(*(f"{site.url}/{name}.pdf" for name in names))
    site.requests.clear()
    assert check(federation) == LinkRun(checked=4, answering=1, broken=3)
    heads = [each.path for each in site.requests if each.method == "HEAD"]
    assert sorted(heads) == sorted(f"/{name}.pdf" for name in names)
    totals, broken = states(federation)
    assert (totals.answering, totals.broken, totals.unchecked) == (1, 3, 0)
    found = {url.rsplit("/", 1)[1]: (each.status, each.code) for url, each in broken.items()}
    assert found == {
        "gone.pdf": (404, FailureCode.GONE),
        "moved.pdf": (410, FailureCode.GONE),
        "broken.pdf": (500, FailureCode.SERVER),
    }
    site.requests.clear()
    assert check(federation) == LinkRun()
    assert site.requests == []


def test_an_address_that_refuses_head_still_answers(gather, site):
    site.no_head = True
    federation = gather(f"{site.url}/a.pdf")
    assert check(federation) == LinkRun(checked=1, answering=1)


def test_an_address_closed_to_robots_is_not_called_broken(gather, site):
    federation = gather(
        f"{site.url}/closed.pdf",
        f"{site.url}/open.pdf",
        network={"allow_private": ["127.0.0.1"], "robots": True},
    )
    site.robots = b"User-agent: *\nDisallow: /closed.pdf\n"
    assert check(federation) == LinkRun(checked=1, answering=1, postponed=1)
    totals, broken = states(federation)
    assert (totals.answering, totals.unchecked, broken) == (1, 1, {})
    assert check(federation) == LinkRun()
    assert "/closed.pdf" not in [each.path for each in site.requests if each.method == "HEAD"]


def test_a_private_address_is_not_contacted(gather, site):
    federation = gather(f"{site.url}/a.pdf", network={"allow_private": ["127.0.0.1:1"]})
    site.requests.clear()
    assert check(federation) == LinkRun(checked=1, broken=1)
    assert site.requests == []
    (state,) = states(federation)[1].values()
    assert state.code is FailureCode.POLICY


def test_a_host_that_is_down_is_left_alone_and_the_others_go_on(gather, site):
    dead = [f"http://127.0.0.1:9/{number}.pdf" for number in range(12)]
    alive = [f"{site.url}/{number}.pdf" for number in range(12)]
    federation = gather(*dead, *alive)
    assert check(federation) == LinkRun(checked=15, answering=12, broken=3, postponed=9)
    now = clock.now()
    assert check(federation, now=now + timedelta(hours=13)) == LinkRun(checked=12, answering=12)
    assert check(federation, now=now + timedelta(hours=26)).postponed == 9


def test_a_host_that_asks_for_rest_is_not_called_broken(gather, site):
    site.statuses = {f"/{number}.pdf": 429 for number in range(20)}
    federation = gather(*(f"{site.url}/{number}.pdf" for number in range(20)))
    site.requests.clear()
    assert check(federation) == LinkRun(postponed=20)
    assert len(site.requests) <= 2
    totals, broken = states(federation)
    assert (totals.unchecked, broken) == (20, {})


def test_a_host_is_asked_one_thing_at_a_time(gather, site):
    federation = gather(*(f"{site.url}/{number}.pdf" for number in range(10)))
    site.slow, site.most = 0.03, 0
    assert check(federation).answering == 10
    assert site.most == 1


def test_at_most_so_many_are_checked(gather, site):
    federation = gather(*(f"{site.url}/{number}.pdf" for number in range(5)))
    assert check(federation, limit=2).checked == 2
    assert check(federation).checked == 3


def test_the_command_checks_and_shows_what_is_broken(gather, site):
    site.statuses = {"/gone.pdf": 404}
    federation = gather(f"{site.url}/gone.pdf", f"{site.url}/ok.pdf")
    before = json.loads(federation.ask("links", "--json"))
    assert before["checked"] is None
    assert before["sources"][0]["unchecked"] == 2
    found = json.loads(federation.here("links", "--check", "--json").stdout)
    assert found["checked"] == {"checked": 2, "answering": 1, "broken": 1, "postponed": 0}
    (source,) = found["sources"]
    (link,) = source.pop("links")
    assert source == {"source_id": "liste", "answering": 1, "broken": 1, "unchecked": 0}
    assert (link["url"], link["status"], link["code"]) == (f"{site.url}/gone.pdf", 404, "gone")
    assert link["next_step"] == next_step(FailureCode.GONE).render("fr")
    waited = datetime.fromisoformat(link["next_check"]) - datetime.fromisoformat(link["checked"])
    assert waited == timedelta(hours=12)
    shown = federation.ask("links", "--source", "liste", language="en")
    assert f"{site.url}/gone.pdf" in shown
    assert "404" in shown
    assert shown.count(next_step(FailureCode.GONE).render("en")) == 1
    assert "liste" in federation.ask("links", "--source", "absente", code=1)


# The schedule


def definitions(federation):
    resource = FederationResource(file=str(federation.file), home=str(federation.home))
    return build_definitions(federation.settings(), resource)


def test_links_are_checked_on_their_own_schedule(gather, site):
    federation = gather(f"{site.url}/a.pdf")
    (schedule,) = definitions(federation).get_repository_def().schedule_defs
    assert schedule.cron_schedule == "30 3 * * *"
    assert schedule.job_name == "link_health"
    repository = definitions(federation).get_repository_def()
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_schedule_context(
            instance=instance,
            scheduled_execution_time=datetime(2026, 3, 2, 2, 30, tzinfo=UTC),
            repository_def=repository,
        )
        (request,) = schedule.evaluate_tick(context).run_requests
    assert request.run_key == "link_health@2026-03-02T02:30:00+00:00"


def test_no_schedule_where_none_is_wanted(gather, site):
    federation = gather(f"{site.url}/a.pdf", links={"schedule": None})
    assert list(definitions(federation).get_repository_def().schedule_defs) == []


def test_the_job_leaves_totals_and_no_event_per_address(gather, site):
    def events(count):
        site.statuses = {"/0.pdf": 404}
        federation = gather(*(f"{site.url}/{number}.pdf" for number in range(count)))
        result = definitions(federation).resolve_job_def("link_health").execute_in_process()
        (made,) = result.get_asset_materialization_events()
        metadata = made.materialization.metadata
        return len(result.all_events), {name: metadata[name].value for name in metadata}

    few, totals = events(2)
    assert totals == {"checked": 2, "answering": 1, "broken": 1, "postponed": 0}
    many, _ = events(30)
    assert many == few


def test_a_job_that_breaks_says_no_more_than_a_sentence(gather, site, tmp_path):
    federation = gather(f"{site.url}/a.pdf")
    with federation.open() as workspace:
        resource = FederationResource(file=str(federation.file), home=str(federation.home))
        resource.lend(workspace, Silent())
        with workspace.database.writing() as connection:
            connection.exec_driver_sql("DROP TABLE link_use")
        result = dg.materialize(
            [build_link_asset()], resources={"federation": resource}, raise_on_error=False
        )
    assert not result.success
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    assert failure.step_failure_data.user_failure_data.metadata["reason"].value == "internal"


# The catalogue


def catalogue(workspace):
    """`catalogue(workspace)(path)`: what the catalogue answers."""
    reader = CatalogReader(workspace.database)
    app = create_app(reader, workspace.lake, workspace.home / "index")

    async def get(path):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://catalogue") as client:
            return await client.get(path)

    return reader, lambda path: asyncio.run(get(path))


def test_the_catalogue_tells_the_health_of_what_it_shows(gather, site):
    site.statuses = {"/gone.pdf": 404}
    urls = [f"{site.url}/{name}.pdf" for name in ("gone", "ok")]
    federation = gather(*urls)
    federation.run()
    with federation.open() as workspace:
        reader, get = catalogue(workspace)
        names = {json.loads(reader.dataset(n).json)["links"][0]["url"]: n for n in reader.names()}

        def asked(url):
            answer = get(f"/api/v1/datasets/{names[url]}/links")
            assert answer.status_code == 200
            (link,) = answer.json()["links"]
            return link

        before = asked(urls[0])
        assert (before["answers"], before["status"], before["checked"]) == (None, None, None)
        check_links(workspace)
        gone, fine = asked(urls[0]), asked(urls[1])
        assert (gone["answers"], gone["status"], gone["code"]) == (False, 404, "gone")
        assert gone["since"] == gone["checked"]
        assert (fine["answers"], fine["status"], fine["code"]) == (True, 200, None)
        assert get("/api/v1/datasets/absent/links").status_code == 404


def test_the_address_of_a_clear_copy_is_checked_and_never_shown(federate, portals, tmp_path):
    server = portals("server")
    table = "date;objet\n2025-01-02;Réclamation de Mme Zénobie Vanhoutte (zv@orange.fr)\n".encode()
    reply = server.Reply(200, table, {"Content-Type": "text/csv"})
    with server.Portal(lambda request: reply) as portal:
        (tmp_path / "liste.csv").write_text(f"url,format\n{portal.url}/plaintes.csv,CSV\n")
        source = {"id": "liste", "connector": "files", "url": "liste.csv", "politeness": POLITE}
        federation = federate(source)
        federation.run()
        with federation.open() as workspace:
            assert check_links(workspace).answering == 1
            reader, get = catalogue(workspace)
            (name,) = reader.names()
            answer = get(f"/api/v1/datasets/{name}/links")
    assert answer.json() == {"links": []}


def test_what_a_harvest_adds_to_a_host_at_rest_does_not_stay_due(gather, site):
    site.statuses = {"/a.pdf": 429}
    federation = gather(f"{site.url}/a.pdf")

    class Meanwhile(Silent):
        """A harvest that stores two more addresses of the host, one after each batch."""

        turns = 0

        def advance(self, source_id, stage, count):
            self.turns += 1
            assert self.turns < 9
            urls = [f"{site.url}/{name}.pdf" for name in "abc"[: self.turns + 1]]
            with workspace.database.writing() as connection:
                (one,) = connection.execute(select(dataset.c.id)).scalars()
                replace_uses(connection, "liste", {one: urls})

    with federation.open() as workspace:
        assert check_links(workspace, progress=Meanwhile()) == LinkRun(postponed=3)
        assert Links(workspace.database).due(10) == []
