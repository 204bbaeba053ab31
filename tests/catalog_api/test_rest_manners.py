"""Compression, other sites' scripts, and how many requests a client may send."""

import asyncio
import gzip
import shutil
import subprocess
import threading
from contextlib import AsyncExitStack

import httpx
import pytest

from catalog_api.app import create_app
from catalog_api.web.manners import WeakTags
from catalog_api.web.rates import client_of
from federation.settings import Serving

CODINGS = ("zstd", "br", "gzip")


def raw(site, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """An answer and its bytes as they were sent."""
    with site.client.stream("GET", path, headers=headers) as answer:
        return answer, b"".join(answer.iter_raw())


def plain(site, path: str, **headers: str) -> httpx.Response:
    return site.get(path, headers={"Accept-Encoding": "identity", **headers})


def paths(site) -> dict[str, str]:
    table = site.datasets[0].tables[0].id
    return {
        "json": f"/api/v1/datasets/{site.datasets[0].id}",
        "turtle": "/catalog.ttl",
        "csv": f"/api/v1/tables/{table}/data.csv",
        "page": "/datasets",
        "ckan": "/api/3/action/package_search",
        "parquet": f"/api/v1/tables/{table}/data.parquet",
        "xlsx": f"/api/v1/tables/{table}/exports/xlsx",
    }


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("kind", ["json", "turtle", "csv", "page", "ckan"])
def test_texts_are_compressed_as_the_client_accepts(site, kind, coding):
    path = paths(site)[kind]
    whole = plain(site, path)
    assert "content-encoding" not in whole.headers
    assert "Accept-Encoding" in whole.headers["vary"]
    answer, sent = raw(site, path, **{"Accept-Encoding": coding})
    assert answer.headers["content-encoding"] == coding
    assert "Accept-Encoding" in answer.headers["vary"]
    assert len(sent) < len(whole.content)
    if coding == "gzip":
        assert gzip.decompress(sent) == whole.content
    assert answer.headers.get("content-length") in (None, str(len(sent)))


def test_what_is_refused_is_not_used(site):
    answer, _ = raw(site, "/catalog.ttl", **{"Accept-Encoding": "zstd;q=0, gzip;q=0.1"})
    assert answer.headers["content-encoding"] == "gzip"
    answer, _ = raw(site, "/catalog.ttl", **{"Accept-Encoding": "deflate"})
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_files_that_are_compressed_already_are_sent_as_they_are(site, kind):
    answer, sent = raw(site, paths(site)[kind], **{"Accept-Encoding": "zstd, br, gzip"})
    assert "content-encoding" not in answer.headers
    assert sent[:4] in (b"PAR1", b"PK\x03\x04")
    assert answer.headers["etag"].startswith('"')


def test_a_range_is_one_of_the_file_itself(site):
    path = paths(site)["parquet"]
    whole = plain(site, path)
    answer, sent = raw(site, path, **{"Accept-Encoding": "gzip", "Range": "bytes=4-20"})
    assert (answer.status_code, sent) == (206, whole.content[4:21])
    assert "content-encoding" not in answer.headers
    same = plain(site, path, Range="bytes=0-3", **{"If-Range": whole.headers["etag"]})
    assert same.status_code == 206
    date = plain(site, path, Range="bytes=0-3", **{"If-Range": whole.headers["last-modified"]})
    assert date.status_code == 206


@pytest.mark.parametrize("kind", ["json", "turtle", "csv"])
def test_tags_of_what_is_compressed_are_weak_and_still_compare(site, kind):
    path = paths(site)[kind]
    strong = plain(site, path).headers["etag"]
    assert strong.startswith('"')
    for coding in CODINGS:
        answer, _ = raw(site, path, **{"Accept-Encoding": coding})
        weak = answer.headers["etag"]
        assert weak == f"W/{strong}"
        for held in (weak, strong):
            again = site.get(path, headers={"Accept-Encoding": coding, "If-None-Match": held})
            assert (again.status_code, again.content) == (304, b"")
            # The 304 stands for what the client holds, by the same tag.
            assert again.headers["etag"] == held
            assert "Accept-Encoding" in again.headers["vary"]
    assert plain(site, path, **{"If-None-Match": f"W/{strong}"}).status_code == 304


def test_tags_are_weakened_whoever_made_them():
    async def app(scope, receive, send):
        headers = [(b"content-type", b"text/plain"), (b"etag", b'W/"a"')]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def ask():
        transport = httpx.ASGITransport(app=WeakTags(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get("/")

    assert asyncio.run(ask()).headers["etag"] == 'W/"a"'


@pytest.mark.parametrize("path", ["/api/v1/datasets", "/api/3/action/package_list", "/catalog.ttl"])
def test_scripts_of_other_sites_may_read_the_api(site, path):
    origin = {"Origin": "https://carte.example"}
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-mine"}
    answer = site.client.options(path, headers={**origin, **asked})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-headers"] == "x-mine"
    found = site.get(path, headers=origin)
    assert found.headers["access-control-allow-origin"] == "*"
    assert "ETag" in found.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in found.headers
    written = {**origin, "Access-Control-Request-Method": "DELETE"}
    assert site.client.options(path, headers=written).status_code == 400


def test_errors_may_be_read_by_other_sites_and_pages_may_not(site):
    origin = {"Origin": "https://carte.example"}
    missing = site.get("/api/v1/datasets/absent", headers=origin)
    assert missing.headers["access-control-allow-origin"] == "*"
    asked = {**origin, "Access-Control-Request-Method": "GET"}
    page = site.client.options("/datasets", headers=asked)
    assert page.status_code == 405
    assert "access-control-allow-origin" not in page.headers
    assert "access-control-allow-origin" not in site.get("/datasets", headers=origin).headers


# How many requests


def asked(app, *requests, client=("192.0.2.1", 1)):
    """Answers to (path, headers) pairs, from one address."""

    async def ask():
        transport = httpx.ASGITransport(app=app, client=client)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as session:
            return [await session.get(path, headers=headers) for path, headers in requests]

    return asyncio.run(ask())


@pytest.fixture
def limited(state, sample):
    state.publish(*sample(state))

    def make(requests: int = 3, **more):
        serving = Serving(requests_per_minute=requests, **more.pop("serving", {}))
        return create_app(
            state.reader(), state.lake, state.folder / "index", serving=serving, **more
        )

    return make


def test_beyond_the_rate_requests_are_refused_until_the_minute_is_over(limited):
    app = limited(3)
    path = "/api/v1/status?lang=en"
    answers = asked(app, *[(path, {})] * 5)
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    for number, answer in enumerate(answers):
        assert answer.headers["ratelimit-policy"] == '"default";q=3;w=60'
        name, left, seconds = answer.headers["ratelimit"].split(";")
        assert (name, left) == ('"default"', f"r={max(0, 2 - number)}")
        assert 1 <= int(seconds.removeprefix("t=")) <= 60
    refused = answers[-1]
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["access-control-allow-origin"] == "*"
    assert refused.json()["code"] == "too-many-requests"
    assert refused.json()["detail"] == f"Try again in {refused.headers['retry-after']} seconds."
    # Others are not concerned, nor is what watches the node.
    assert asked(app, (path, {}), client=("192.0.2.2", 1))[0].status_code == 200
    assert asked(app, ("/healthz", {}))[0].status_code == 200
    page = asked(app, ("/?lang=en", {}))[0]
    assert (page.status_code, page.headers["content-type"]) == (429, "text/html; charset=utf-8")
    ckan = asked(app, ("/api/3/action/package_list", {}))[0]
    assert (ckan.status_code, ckan.json()["success"]) == (429, False)
    assert ckan.headers["retry-after"]


def test_without_a_limit_nothing_is_told(limited):
    (answer,) = asked(limited(0), ("/api/v1/status", {}))
    assert "ratelimit" not in answer.headers


def test_only_trusted_proxies_are_believed(limited):
    path = "/api/v1/status"
    several = [(path, {"X-Forwarded-For": f"198.51.100.{number}"}) for number in range(4)]
    codes = [answer.status_code for answer in asked(limited(2), *several)]
    assert codes == [200, 200, 429, 429]
    behind = limited(2, serving={"trusted_proxies": ("192.0.2.0/24",)})
    assert {answer.status_code for answer in asked(behind, *several)} == {200}
    # What a client writes before the proxy's own word does not count.
    forged = [(path, {"X-Forwarded-For": f"10.9.9.{n}, 198.51.100.77"}) for n in range(3)]
    assert [answer.status_code for answer in asked(behind, *forged)] == [200, 200, 429]


def test_while_redis_is_away_each_process_counts(limited, caplog):
    app = limited(2, redis="redis://127.0.0.1:1/0")
    answers = asked(app, *[("/api/v1/status", {})] * 3)
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert caplog.text.count("Redis does not answer") == 1


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_whom_a_request_counts_for(host, counted):
    assert client_of({"client": (host, 1)}) == counted
    assert client_of({"client": None}) == ""


@pytest.fixture
def redis_place(tmp_path):
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("needs redis-server: apt-get install redis-server")
    socket_ = tmp_path / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket_), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        while not socket_.exists():
            assert process.poll() is None
            threading.Event().wait(0.01)
        yield f"redis+unix://{socket_}"
    finally:
        process.terminate()
        process.wait()


def test_nodes_that_share_redis_count_together(limited, redis_place):
    nodes = [limited(3, redis=redis_place) for _ in range(2)]

    async def ask(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as session:
            return (await session.get("/api/v1/status")).status_code

    async def by_turns():
        async with AsyncExitStack() as stack:
            for node in nodes:
                await stack.enter_async_context(node.router.lifespan_context(node))
            return [await ask(nodes[number % 2]) for number in range(5)]

    assert asyncio.run(by_turns()) == [200, 200, 200, 429, 429]
