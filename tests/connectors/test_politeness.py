"""What a portal sees of us: POST, HEAD, waits, paces and connections shared by processes."""

import itertools
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from connectors.web.hosts import Hosts
from connectors.web.machines import RedisSlots, connect
from connectors.web.paces import FilePaces, Turn, step
from federation.errors import FailureCode, HarvestError


def failure_of(call):
    with pytest.raises(HarvestError) as caught:
        call()
    assert caught.value.message.render("en")
    return caught.value


def test_a_post_sends_its_body_and_reads_the_answer(federation, serve, server):
    portal = serve(lambda r: server.Reply(200, b"<ok/>", {"Content-Type": "text/xml; a=b"}))
    body = federation.session().post_bytes(
        portal.url, "<é/>".encode(), "application/xml", headers={"Accept": "text/xml"}
    )
    assert (body.content, body.media_type, body.status_code) == (b"<ok/>", "text/xml", 200)
    sent = portal.requests[0]
    assert (sent.method, sent.body) == ("POST", "<é/>".encode())
    assert sent.headers["content-type"] == "application/xml"
    assert sent.headers["accept"] == "text/xml"
    assert sent.headers["user-agent"].startswith("partage/")


@pytest.mark.parametrize(("status", "times"), [(429, 3), (503, 3), (502, 1), (504, 1), (500, 1)])
def test_a_post_is_repeated_only_where_nothing_was_done(federation, serve, server, status, times):
    portal = serve(lambda r: server.as_json({}, status))
    failure_of(lambda: federation.session(retries=2).post_bytes(portal.url, b"x", "text/plain"))
    assert len(portal.requests) == times


def test_a_post_that_broke_off_is_not_repeated(federation, serve, server):
    portal = serve(lambda r: server.Reply(body=b"", raw=True, close=True))
    session = federation.session(retries=3)
    assert failure_of(lambda: session.post_bytes(portal.url, b"x", "text/plain")).transient
    assert len(portal.requests) == 1
    failure_of(lambda: session.get_bytes(portal.url))
    assert len(portal.requests) == 5


@pytest.mark.parametrize("status", [307, 308])
def test_a_post_follows_a_redirect_that_keeps_its_method(federation, serve, server, status):
    def answer(request):
        if request.path == "/there":
            return server.as_json({})
        return server.Reply(status, b"", {"Location": "/there"})

    portal = serve(answer)
    federation.session().post_bytes(portal.url, b"body", "text/plain")
    assert [(r.method, r.body) for r in portal.requests] == [("POST", b"body")] * 2


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_post_follows_no_redirect_that_loses_its_body(federation, serve, server, status):
    portal = serve(lambda r: server.Reply(status, b"", {"Location": "/there"}))
    session = federation.session(retries=2)
    found = failure_of(lambda: session.post_bytes(portal.url, b"x", "text/plain"))
    assert found.code is FailureCode.WRONG_FORMAT
    assert len(portal.requests) == 1


def test_a_post_goes_through_the_guard(federation, serve, server):
    session = federation.session(private=())
    found = failure_of(lambda: session.post_bytes("http://127.0.0.1:9/", b"x", "text/plain"))
    assert found.code is FailureCode.POLICY


def test_a_head_tells_what_is_there(federation, serve, server):
    headers = {
        "Content-Type": "text/csv;charset=utf-8",
        "Content-Length": "1234",
        "ETag": '"a"',
        "Last-Modified": "Mon, 05 Jan 2026 10:00:00 GMT",
    }

    def answer(request):
        if request.path == "/old":
            return server.Reply(301, b"", {"Location": "/new"})
        return server.Reply(200, b"", headers)

    portal = serve(answer)
    found = federation.session().head(f"{portal.url}/old")
    assert found.status == 200
    assert found.url == f"{portal.url}/new"
    assert (found.media_type, found.length, found.etag) == ("text/csv", 1234, '"a"')
    assert found.last_modified == headers["Last-Modified"]
    assert [r.method for r in portal.requests] == ["HEAD", "HEAD"]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 501])
def test_where_head_is_refused_one_byte_is_asked(federation, serve, server, status):
    def answer(request):
        if request.method == "HEAD":
            return server.Reply(status)
        return server.Reply(206, b"x", {"Content-Range": "bytes 0-0/5000"})

    portal = serve(answer)
    found = federation.session().head(portal.url)
    assert (found.status, found.length) == (206, 5000)
    assert portal.requests[1].headers["range"] == "bytes=0-0"


def test_a_head_reads_no_body(federation, serve, server):
    def endless():
        while not portal.stopping.is_set():
            yield b"x" * 65536

    portal = serve(lambda r: server.Reply(405 if r.method == "HEAD" else 200, endless()))
    assert federation.session().head(portal.url).status == 200


@pytest.mark.parametrize(("status", "code"), [(404, "gone"), (403, "auth"), (500, "server")])
def test_a_dead_link_has_its_reason(federation, serve, server, status, code):
    portal = serve(lambda r: server.Reply(status))
    found = failure_of(lambda: federation.session().head(portal.url))
    assert (found.code, found.status) == (code, status)


def test_attempts_are_further_and_further_apart(federation, serve, server):
    times = []

    def answer(request):
        times.append(time.monotonic())
        return server.as_json({}, 503)

    portal = serve(answer)
    failure_of(lambda: federation.session(backoff=0.1, retries=3).get_json(portal.url))
    waits = [after - before for before, after in itertools.pairwise(times)]
    assert len(waits) == 3
    for number, wait in enumerate(waits):
        assert 0.05 * 2**number <= wait <= 0.15 * 2**number + 0.2


def test_the_deadline_covers_all_attempts(federation, serve, server):
    portal = serve(lambda r: server.as_json({}, 503))
    session = federation.session(backoff=0.1, retries=10, deadline_seconds=0.5)
    started = time.monotonic()
    assert failure_of(lambda: session.get_json(portal.url)).code is FailureCode.SERVER
    assert time.monotonic() - started < 0.8
    assert 2 <= len(portal.requests) < 6


def test_a_file_that_is_being_made_is_waited_for(federation, serve, server):
    answers = iter([202, 202, 202, 200])
    portal = serve(lambda r: server.as_json("ready", next(answers)))
    assert federation.session(retries=0).get_json(portal.url) == "ready"


def test_the_wait_of_a_file_that_is_being_made_is_kept(federation, serve, server):
    answers = iter([202, 200])
    portal = serve(lambda r: server.as_json("ready", next(answers), **{"Retry-After": "1"}))
    started = time.monotonic()
    assert federation.session(retries=0).get_json(portal.url) == "ready"
    assert time.monotonic() - started >= 0.9


def test_a_file_that_is_never_made_is_left_to_the_next_run(federation, serve, server):
    portal = serve(lambda r: server.as_json({}, 202))
    session = federation.session(deadline_seconds=0.4)
    found = failure_of(lambda: session.get_bytes(portal.url))
    assert (found.code, found.transient) == (FailureCode.TIMEOUT, True)
    assert "still preparing" in found.message.render("en")
    assert len(portal.requests) > 2


@pytest.mark.parametrize("name", ["X-RateLimit", "RateLimit"])
def test_a_spent_quota_is_waited_for_by_all(federation, serve, server, name):
    spent = {f"{name}-Remaining": "0", f"{name}-Reset": "1"}
    portal = serve(lambda r: server.as_json({}, **(spent if r.path == "/last" else {})))
    with Hosts() as hosts:
        federation.session(hosts=hosts).get_json(f"{portal.url}/last")
        started = time.monotonic()
        federation.session(hosts=hosts).get_json(portal.url)
    assert time.monotonic() - started >= 0.9


def test_a_quota_that_is_not_spent_costs_no_time(federation, serve, server):
    left = {"X-RateLimit-Remaining": "10", "X-RateLimit-Reset": "60"}
    portal = serve(lambda r: server.as_json({}, **left))
    session = federation.session()
    started = time.monotonic()
    session.get_json(portal.url)
    session.get_json(portal.url)
    assert time.monotonic() - started < 1


def test_a_host_that_asked_for_an_hour_is_not_asked_by_others(federation, serve, server):
    portal = serve(lambda r: server.as_json({}, 429, **{"Retry-After": "3000"}))
    with Hosts() as hosts:
        failure_of(lambda: federation.session(hosts=hosts).get_json(portal.url))
        found = failure_of(lambda: federation.session(hosts=hosts).get_json(f"{portal.url}/other"))
    assert found.code is FailureCode.THROTTLED
    assert len(portal.requests) == 1


@pytest.mark.parametrize("status", [200, 204, 304, 404, 500])
def test_connections_are_used_again(federation, serve, server, status):
    """A short answer is read to its end, wanted or not: cheaper than a new connection."""
    body = b"" if status in {204, 304} else b"x" * 2000
    portal = serve(lambda r: server.Reply(status, body))
    session = federation.session()
    for ask in [session.head, session.get_bytes] * 4:
        with suppress(HarvestError):
            ask(portal.url)
    assert len(portal.requests) >= 8
    assert portal.connections == 1


def test_redirects_in_utf8_are_followed(federation, serve, server):
    """http.server writes headers in Latin-1: these bytes are UTF-8."""
    target = "/été".encode().decode("latin-1")

    def answer(request):
        return server.Reply(302, b"", {"Location": target} if request.path == "/" else {})

    portal = serve(answer)
    failure_of(lambda: federation.session().get_bytes(f"{portal.url}/"))
    assert portal.requests[1].path == "/%C3%A9t%C3%A9"


VISITOR = """
import sys, threading
from pathlib import Path
from connectors.web.hosts import Hosts
from connectors.web.http import PoliteSession
from federation.settings import FederationSettings, Politeness

url, place, rate, count = sys.argv[1:]
settings = FederationSettings.model_validate({
    "federation": {"id": "n", "titles": {"fr": "N"}}, "network": {"allow_private": ["127.0.0.1"]},
})
polite = Politeness(requests_per_second=float(rate), retries=0)
shared = {"redis": place} if place.startswith("redis:") else {"folder": Path(place)}

def visit(hosts):
    with PoliteSession(settings, polite, hosts) as session:
        for _ in range(int(count)):
            session.get_bytes(url)

with Hosts(**shared) as hosts:
    threads = [threading.Thread(target=visit, args=(hosts,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def visitors(number, url, place, rate, count):
    """Processes of three threads that each ask `count` times."""
    command = [sys.executable, "-c", VISITOR, url, str(place), str(rate), str(count)]
    return [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _ in range(number)]


@pytest.fixture(params=["folder", "redis"])
def place(request, tmp_path):
    """Where paces and connections are shared."""
    return tmp_path / "hosts" if request.param == "folder" else request.getfixturevalue("redis_url")


class Crowd:
    """Counts the requests under way."""

    def __init__(self, seconds=0.0):
        self.seconds = seconds
        self.times = []
        self.now = self.most = 0
        self.lock = threading.Lock()

    def visit(self):
        with self.lock:
            self.times.append(time.monotonic())
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(self.seconds)
        with self.lock:
            self.now -= 1


def test_processes_share_a_pace(serve, server, place):
    crowd, rate = Crowd(), 20

    def answer(request):
        crowd.visit()
        return server.as_json({})

    portal = serve(answer)
    processes = visitors(2, portal.url, place, rate, 6)
    assert [process.wait(60) for process in processes] == [0, 0]
    assert len(crowd.times) == 36
    times = sorted(crowd.times)
    in_a_second = max(sum(t <= other < t + 1 for other in times) for t in times)
    assert in_a_second <= rate + 1  # one may have left late and arrived beside the next
    assert times[-1] - times[0] >= 35 / rate - 0.1


def test_processes_share_the_connections_of_a_host(serve, server, place):
    crowd = Crowd(seconds=0.08)

    def answer(request):
        crowd.visit()
        return server.as_json({})

    portal = serve(answer)
    processes = visitors(2, portal.url, place, 100, 3)
    assert [process.wait(60) for process in processes] == [0, 0]
    assert len(crowd.times) == 18
    assert crowd.most == 2


def test_processes_share_what_a_portal_asks_for(place):
    shared = {"redis": place} if isinstance(place, str) else {"folder": place}
    with Hosts(**shared) as one, Hosts(**shared) as other:
        one.hold("portal.example", 0.6)
        one.hold("portal.example", 0.1)  # a shorter wait does not end a longer one
        started = time.monotonic()
        with other.turn("elsewhere.example", 1, 100, started + 5):
            assert time.monotonic() - started < 0.3
        with other.turn("portal.example", 1, 100, started + 5):
            assert time.monotonic() - started >= 0.5


def test_a_killed_process_gives_its_connections_back(federation, serve, server, tmp_path):
    hanging = threading.Event()

    def answer(request):
        if request.path == "/hang":
            hanging.wait(20)
        return server.as_json({})

    portal = serve(answer)
    (process,) = visitors(1, f"{portal.url}/hang", tmp_path, 100, 1)
    with Hosts(folder=tmp_path) as hosts:
        session = federation.session(hosts=hosts, deadline_seconds=1.5)
        while len(portal.requests) < 2:
            time.sleep(0.02)
        try:
            assert failure_of(lambda: session.get_json(portal.url)).code is FailureCode.THROTTLED
        finally:
            process.kill()
            process.wait()
            hanging.set()
        assert session.get_json(portal.url) == {}


def test_a_lost_machine_gives_its_connections_back(redis_url):
    held = f"""
import time
from connectors.web.machines import RedisSlots, connect
slots = RedisSlots(connect({redis_url!r}), seconds=1)
assert slots.take("host", 2) and slots.take("host", 2) and slots.take("host", 2) is None
print("held", flush=True)
time.sleep(60)
"""
    command = [sys.executable, "-c", held]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE)
    slots = RedisSlots(connect(redis_url), seconds=1)
    try:
        assert process.stdout.readline() == b"held\n"
        time.sleep(1.5)
        assert slots.take("host", 2) is None, "slots that are held are renewed"
        process.kill()
        time.sleep(1.2)
        assert slots.take("host", 2)
    finally:
        process.kill()
        process.communicate()
        slots.close()


def test_without_its_redis_nothing_is_fetched(federation, serve, server):
    portal = serve(lambda r: server.as_json({}))
    with Hosts(redis="redis://127.0.0.1:9/0") as hosts:
        found = failure_of(lambda: federation.session(hosts=hosts).get_json(portal.url))
    assert found.code is FailureCode.UNREACHABLE
    assert "network.redis" in found.message.render("en")
    assert not portal.requests


def test_a_clock_set_back_stops_nothing(tmp_path):
    paces = FilePaces(tmp_path)
    turn = Turn(full=2_000_000_000, held=2_000_000, written=2_000_000)
    assert step(turn, 1.0, 1_000_000)[1].seconds == 0
    assert paces.ask("h", 1.0).seconds == 0
    assert 0.9 < paces.ask("h", 1.0).seconds <= 1.0
    paces.hold("h", 30)
    assert paces.ask("h", 1.0).held


def test_a_folder_that_cannot_be_written_has_its_reason(tmp_path):
    (tmp_path / "file").write_text("")
    assert failure_of(lambda: Hosts(folder=tmp_path / "file" / "hosts")).code == "internal"


ROBOTS = """
User-agent: *
Disallow: /

User-agent: partage
Disallow: /private
Disallow: /*.zip$
Allow: /private/open
Crawl-delay: 0.5
"""


def robots(server, text=ROBOTS, status=200):
    def answer(request):
        if request.path == "/robots.txt":
            return server.Reply(status, text.encode())
        return server.as_json({})

    return answer


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/data.csv", True),
        ("/private", False),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/a/b.zip", False),
        ("/a/b.zip?x=1", True),
    ],
)
def test_what_robots_txt_forbids_is_not_fetched(federation, serve, server, path, allowed):
    portal = serve(robots(server))
    session = federation.session(robots=True)
    if allowed:
        assert session.get_json(portal.url + path) == {}
    else:
        found = failure_of(lambda: session.get_json(portal.url + path))
        assert found.code is FailureCode.POLICY
        assert "network.robots" in found.message.render("en")
        assert [r.path for r in portal.requests] == ["/robots.txt"]


def test_robots_txt_is_read_once_and_slows_the_pace(federation, serve, server):
    portal = serve(robots(server))
    with Hosts() as hosts:
        started = time.monotonic()
        for path in ("a", "b", "c"):
            federation.session(hosts=hosts, robots=True).get_json(f"{portal.url}/{path}")
    assert time.monotonic() - started >= 1.0
    assert [r.path for r in portal.requests] == ["/robots.txt", "/a", "/b", "/c"]


def test_robots_txt_is_not_asked_for_unless_wanted(federation, serve, server):
    portal = serve(robots(server))
    federation.session().get_json(f"{portal.url}/private")
    assert [r.path for r in portal.requests] == ["/private"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_robots_txt_all_is_allowed(federation, serve, server, status):
    portal = serve(robots(server, status=status))
    assert federation.session(robots=True).get_json(f"{portal.url}/private") == {}


@pytest.mark.parametrize("status", [500, 503])
def test_a_robots_txt_out_of_order_closes_the_host(federation, serve, server, status):
    portal = serve(robots(server, status=status))
    session = federation.session(robots=True)
    for _ in range(2):
        found = failure_of(lambda: session.get_json(portal.url))
        assert found.transient
        assert "robots.txt" in found.message.render("en")
    assert [r.path for r in portal.requests] == ["/robots.txt"]


def test_an_endless_robots_txt_is_read_from_its_beginning(federation, serve, server):
    def answer(request):
        if request.path != "/robots.txt":
            return server.as_json({})
        lines = itertools.repeat(b"# nothing\n" * 1000)
        return server.Reply(200, itertools.chain([b"User-agent: *\nDisallow: /no\n"], lines))

    portal = serve(answer)
    session = federation.session(robots=True)
    assert session.get_json(f"{portal.url}/yes") == {}
    assert failure_of(lambda: session.get_json(f"{portal.url}/no")).code is FailureCode.POLICY


def test_a_redirect_heeds_the_robots_txt_of_its_target(federation, serve, server):
    other = serve(robots(server))

    def answer(request):
        if request.path == "/robots.txt":
            return server.Reply(404)
        return server.Reply(302, b"", {"Location": f"{other.url}/private"})

    portal = serve(answer)
    session = federation.session(robots=True)
    assert failure_of(lambda: session.get_json(portal.url)).code is FailureCode.POLICY
    assert [r.path for r in other.requests] == ["/robots.txt"]
