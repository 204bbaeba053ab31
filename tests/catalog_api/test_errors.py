"""Every error path has its one shape, and never a traceback."""

import asyncio
import logging

import httpx
import pytest

from catalog_api.app import create_app
from federation.lake import LocalLake

_NATIVE = [
    ("GET", "/api/v1/datasets/absent", 404),
    ("GET", "/api/v1/datasets/retire", 410),
    ("GET", "/api/v1/tables/absent", 404),
    ("GET", "/api/v1/tables/absent/quality", 404),
    ("GET", "/api/v1/tables/absent/data.csv", 404),
    ("GET", "/api/v1/cities/absent", 404),
    ("GET", "/api/v1/absent", 404),
    ("GET", "/api/v1/datasets?limit=0", 422),
    ("GET", "/api/v1/datasets?limit=a", 422),
    ("GET", "/api/v1/datasets?offset=-1", 422),
    ("GET", "/api/v1/datasets?offset=10001", 422),
    ("GET", "/api/v1/datasets?sort=name", 422),
    ("GET", "/api/v1/datasets?q=" + "a" * 1001, 422),
    ("POST", "/api/v1/datasets", 405),
    ("DELETE", "/api/v1/tables/absent", 405),
    ("GET", "/dataset/absent.ttl", 404),
    ("GET", "/dataset/retire.ttl", 410),
    ("GET", "/catalog.ttl?limit=5000", 422),
    ("GET", "/api/v1/datasets/%00%ff", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), _NATIVE)
def test_native_errors_have_one_shape(site, method, path, status):
    answer = site.client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) - {"detail"} == {"type", "title", "status", "instance", "code"}
    assert problem["status"] == status
    assert problem["type"] == f"{site.base}/docs#{problem['code']}"
    assert problem["title"]
    assert problem["instance"] == httpx.URL(path).raw_path.decode().partition("?")[0]
    assert "Traceback" not in answer.text


_WRONG = (
    ("datasets?limit=0", "limit must be at least 1."),
    ("datasets?limit=101", "limit must be at most 100."),
    ("datasets?limit=a", "limit takes a whole number."),
    ("datasets?distance=a", "distance takes a number, with a point for decimals."),
    ("datasets?sort=up", "sort takes one of: relevance, modified, quality, title, id."),
    ("datasets?copies=yes", "copies takes one of: all."),
    ("datasets?q=" + "a" * 1001, "q must have at most 1000 characters."),
    ("datasets?limit=0&offset=-1", "Look at: limit, offset."),
    ("tables/x/exports/doc", "format takes one of: csv, tsv, json, jsonl, geojson, parquet, xlsx."),
    ("releases/x", "release takes a whole number."),
)


@pytest.mark.parametrize(("asked", "detail"), _WRONG)
def test_what_a_parameter_takes_is_told(site, asked, detail):
    query = "&" if "?" in asked else "?"
    answer = site.get(f"/api/v1/{asked}{query}lang=en")
    assert (answer.status_code, answer.json()["detail"]) == (422, detail)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/api/v1/", "/api/v1"),
        ("/api/v1/datasets/?limit=2&q=a%20b", "/api/v1/datasets?limit=2&q=a%20b"),
        ("/ogc/collections/", "/ogc/collections"),
        ("/api/v1//evil.example/", "/api/v1//evil.example"),
    ],
)
def test_a_slash_too_many_is_left_out(site, asked, found):
    answer = site.get(asked, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, found)
    # CKAN's clients follow no redirects.
    assert site.get("/api/3/action/package_list/").status_code == 404


def test_assistants_do_not_wait_for_nothing(site):
    """Without sessions a stream would stay open for ever: the protocol then wants 405."""
    answer = site.get("/mcp", headers={"Accept": "text/event-stream"})
    assert answer.status_code == 405
    assert "POST" in answer.headers["allow"]


def test_a_tombstone_tells_the_reason(site):
    error = site.get("/api/v1/datasets/retire?lang=en").json()
    assert error["code"] == "withdrawn"
    assert error["detail"] == "The city's portal no longer has this dataset."


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/absent", 404),
        ("/datasets/absent", 404),
        ("/datasets/retire", 410),
        ("/cities/absent", 404),
        ("/datasets?start=-1", 422),
        ("/static/absent.css", 404),
        ("/rapports/absent.html", 404),
        ("/dataset/absent", 404),
    ],
)
def test_pages_tell_errors_readably(site, path, status):
    answer = site.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<main" in answer.text
    assert str(status) in answer.text


@pytest.mark.parametrize("words", ["(", ":", '"', "a AND", "*", "\\", "🚲", "a\x00b", "é" * 500])
def test_odd_words_never_break_the_search(site, words):
    for path in ("/api/v1/datasets", "/datasets"):
        assert site.get(path, params={"q": words}).status_code == 200


class _BrokenLake(LocalLake):
    """A lake whose disk fails in a way nobody foresaw."""

    def local(self, zone, sha256):
        raise ZeroDivisionError("jean.dupont@lille.example")


async def _ask(app, path):
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        return await client.get(path)


def _published(state, sample):
    found = sample(state)
    state.publish(*found)
    return found[0]


def test_a_lost_snapshot_is_told_as_unavailable(state, sample):
    table = _published(state, sample).tables[0]
    state.lake.delete("public", table.snapshot.sha256)
    app = create_app(state.reader(), state.lake, state.folder / "index")
    answer = asyncio.run(_ask(app, f"/api/v1/tables/{table.id}/data.csv"))
    assert answer.status_code == 503
    assert answer.json()["code"] == "data-unavailable"
    assert answer.headers["retry-after"]


def test_the_unforeseen_is_a_numbered_500_and_its_text_is_not_logged(state, sample, caplog):
    table = _published(state, sample).tables[0]
    lake = _BrokenLake(state.lake.root)
    app = create_app(state.reader(), lake, state.folder / "index")
    with caplog.at_level(logging.DEBUG):
        answer = asyncio.run(_ask(app, f"/api/v1/tables/{table.id}/rows?lang=en"))
        page = asyncio.run(_ask(app, "/datasets/lille-subventions-versees"))
    assert answer.status_code == 500
    error = answer.json()
    assert error["code"] == "internal-error"
    number = error["detail"].rstrip(".").rsplit(" ", 1)[-1]
    assert number in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "dupont" not in caplog.text + answer.text + page.text
    assert page.status_code == 500
    assert page.headers["content-type"].startswith("text/html")
