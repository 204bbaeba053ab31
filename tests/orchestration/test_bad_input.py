"""Sources that are down, slow, lying or endless: a reason each, and the others go on."""

import gzip
import io
import socket
import time
import zipfile

import pytest

from federation.errors import FailureCode
from federation.model import State

GOOD = b"essence;hauteur\nTilleul;9\nPlatane;15\n"


@pytest.fixture
def listed(federate, site, tmp_path):
    """A federation over a list of addresses, one good file among them."""

    def listed(*paths, politeness=None, **more):
        site.paths["/bon.csv"] = GOOD
        lines = "".join(f"{site.url}{path},{path.strip('/')}\n" for path in ("/bon.csv", *paths))
        (tmp_path / "liste.csv").write_text("url,title\n" + lines)
        source = {"id": "liste", "connector": "files", "url": "liste.csv"}
        quick = {"retries": 0, "timeout_seconds": 2, "requests_per_second": 1000}
        source["politeness"] = {**quick, **(politeness or {})}
        return federate(source, **more)

    return listed


def answer(body, media_type="text/csv", **headers):
    def respond(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return respond


def endless(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/csv")
    handler.end_headers()
    for _ in range(5000):
        handler.wfile.write(b"a;b\n" * 4096)


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/csv")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(300):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.1)


def redirect(target):
    def respond(handler):
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return respond


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("arbres.csv", b"0" * 60_000_000)
    return buffer.getvalue()


CASES = {
    "html": (answer(b"<!doctype html><html><body>Erreur</body></html>"), FailureCode.WRONG_FORMAT),
    "zip-bomb": (answer(bomb(), "application/zip"), FailureCode.DECOMPRESSION),
    "gzip-bomb": (
        answer(gzip.compress(b"0" * 60_000_000), Content_Encoding="gzip"),
        FailureCode.DECOMPRESSION,
    ),
    "huge-line": (answer(b"a;b\n" + b"x" * 10_000_000 + b";1\n"), FailureCode.LINE_TOO_LONG),
    "empty": (answer(b""), FailureCode.EMPTY),
    "metadata-address": (redirect("http://169.254.169.254/latest/meta-data"), FailureCode.POLICY),
    "file-scheme": (redirect("file:///etc/passwd"), FailureCode.POLICY),
    "endless": (endless, FailureCode.TOO_LARGE),
    "slow": (drip, FailureCode.TIMEOUT),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_has_its_reason_and_the_good_one_is_published(case, listed, site):
    respond, code = CASES[case]
    name = f"/{case}.zip" if case == "zip-bomb" else f"/{case}.csv"
    site.paths[name] = respond
    federation = listed(
        name, politeness={"max_file_bytes": 15_000_000, "min_bytes_per_second": 1000}
    )
    (tally,) = federation.run()
    assert tally.error is None
    assert tally.seen == 2
    assert tally.published == 1
    assert tally.rejected + tally.failed == 1
    (problem,) = tally.problems
    assert problem.code == code, problem.message.render("en")
    assert len(problem.message.render("en")) > 30
    tables = federation.tables()
    assert tables["bon.csv"].state is State.PUBLISHED
    assert tables[name.strip("/")].reason_code == code
    assert tables[name.strip("/")].snapshot is None


def test_a_private_address_is_refused_unless_it_is_listed(listed, site):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        site.paths["/interne.csv"] = redirect(f"http://127.0.0.1:{port}/secret.csv")
        host = site.url.removeprefix("http://")
        federation = listed("/interne.csv", network={"allow_private": [host]})
        (tally,) = federation.run()
    assert [problem.code for problem in tally.problems] == [FailureCode.POLICY]
    assert tally.published == 1


def test_a_source_that_is_down_does_not_stop_the_others(federate, folder, site):
    (folder / "bon.csv").write_bytes(GOOD)
    down = {
        "id": "panne",
        "connector": "ckan",
        "url": "http://127.0.0.1:9/data",
        "politeness": {"retries": 0, "timeout_seconds": 1},
    }
    lying = {"id": "menteur", "connector": "opendatasoft", "url": site.url}
    site.paths["/"] = answer(b"<html>Bienvenue</html>", "text/html")
    federation = federate(down, lying, {"id": "fichiers", "connector": "files", "url": "fichiers"})
    first, second, third = federation.run()
    assert first.error_code is FailureCode.UNREACHABLE
    assert second.error_code is not None
    assert third.error is None
    assert third.published == 1


def test_what_was_published_survives_a_source_that_goes_down(listed, site):
    federation = listed()
    federation.run()
    site.paths.clear()
    (tally,) = federation.run()
    assert tally.failed == 1
    assert federation.tables()["bon.csv"].state is State.PUBLISHED
    site.paths["/bon.csv"] = GOOD
    (tally,) = federation.run()
    assert (tally.unchanged, tally.release) == (1, None)
