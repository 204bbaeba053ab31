import gzip
import hashlib
import itertools

import pytest

from connectors.web.download import download, file_name
from federation.errors import FailureCode, HarvestError

CSV = b"nom;ville\r\nMarie;Lille\r\n"


def test_a_file_is_kept_with_its_hash(federation, serve, server, tmp_path):
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "ETag": '"v1"',
        "Last-Modified": "Mon, 05 Jan 2026 10:00:00 GMT",
        "Content-Disposition": "attachment; filename*=UTF-8''budget%20%C3%A9t%C3%A9.csv",
    }
    portal = serve(lambda r: server.Reply(200, CSV, headers))
    found = download(federation.session(), f"{portal.url}/f/1", tmp_path)
    assert found.path.read_bytes() == CSV
    assert found.path.parent == tmp_path
    assert found.sha256 == hashlib.sha256(CSV).hexdigest()
    assert found.size == len(CSV)
    assert found.media_type == "text/csv"
    assert found.file_name == "budget été.csv"
    assert (found.etag, found.last_modified) == ('"v1"', "Mon, 05 Jan 2026 10:00:00 GMT")
    assert not found.not_modified


def test_what_has_not_changed_is_not_sent_again(federation, serve, server, tmp_path):
    def answer(request):
        if request.headers.get("if-none-match") == '"v1"':
            return server.Reply(304, b"", {"ETag": '"v1"'})
        return server.Reply(200, CSV, {"ETag": '"v1"'})

    portal, session = serve(answer), federation.session()
    first = download(session, portal.url, tmp_path)
    second = download(session, portal.url, tmp_path, etag=first.etag)
    assert second.not_modified
    assert second.path is None
    assert second.etag == '"v1"'
    assert len(list(tmp_path.iterdir())) == 1


def test_the_date_is_a_condition_too(federation, serve, server, tmp_path):
    date = "Mon, 05 Jan 2026 10:00:00 GMT"

    def answer(request):
        known = request.headers.get("if-modified-since") == date
        return server.Reply(304 if known else 200, b"" if known else CSV, {"Last-Modified": date})

    found = download(federation.session(), serve(answer).url, tmp_path, last_modified=date)
    assert found.not_modified
    assert found.last_modified == date


def refused(call, folder):
    with pytest.raises(HarvestError) as caught:
        call()
    assert not list(folder.iterdir()), "a partial file was left behind"
    return caught.value.code


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html></html>",
        b"\xef\xbb\xbf\n  <HTML lang='fr'><body>Connexion",
        b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C'>",
        b"<!-- page --><html>" + b"x" * 5000,
    ],
)
def test_a_web_page_named_csv_is_refused(federation, serve, server, tmp_path, page):
    portal = serve(lambda r: server.Reply(200, page, {"Content-Type": "text/csv"}))
    call = lambda: download(federation.session(), f"{portal.url}/data.csv", tmp_path)  # noqa: E731
    assert refused(call, tmp_path) is FailureCode.WRONG_FORMAT


def test_a_table_that_mentions_html_is_kept(federation, serve, server, tmp_path):
    body = b"titre;texte\n1;<html>\n"
    portal = serve(lambda r: server.Reply(200, body))
    assert download(federation.session(), portal.url, tmp_path).path.read_bytes() == body


@pytest.mark.parametrize("body", [b"", b" \r\n\n"])
def test_an_empty_file_is_refused(federation, serve, server, tmp_path, body):
    portal = serve(lambda r: server.Reply(200, body))
    call = lambda: download(federation.session(), portal.url, tmp_path)  # noqa: E731
    assert refused(call, tmp_path) is FailureCode.EMPTY


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_too_large_is_refused(federation, serve, server, tmp_path, announced):
    body = b"x" * 200_000 if announced else itertools.repeat(b"x" * 65536)
    portal = serve(lambda r: server.Reply(200, body))
    session = federation.session(max_file_bytes=100_000)
    assert refused(lambda: download(session, portal.url, tmp_path), tmp_path) is (
        FailureCode.TOO_LARGE
    )


def test_a_bomb_is_refused(federation, serve, server, tmp_path):
    packed = gzip.compress(b"a;b\n" * 10_000_000)
    portal = serve(lambda r: server.Reply(200, packed, {"Content-Encoding": "gzip"}))
    session = federation.session(max_ratio=50)
    assert refused(lambda: download(session, portal.url, tmp_path), tmp_path) is (
        FailureCode.DECOMPRESSION
    )


def test_an_interrupted_file_is_fetched_anew(federation, serve, server, tmp_path):
    count = itertools.count()

    def answer(request):
        if next(count) == 0:
            return server.Reply(200, iter([CSV[:5]]), {"Content-Length": str(len(CSV))})
        return server.Reply(200, CSV)

    found = download(federation.session(retries=1), serve(answer).url, tmp_path)
    assert found.path.read_bytes() == CSV
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_written_has_its_reason(federation, serve, server, tmp_path):
    portal = serve(lambda r: server.Reply(200, CSV))
    with pytest.raises(HarvestError) as caught:
        download(federation.session(), portal.url, tmp_path / "absent")
    assert caught.value.code is FailureCode.INTERNAL
    assert str(tmp_path) not in caught.value.message.render("en")


@pytest.mark.parametrize(
    ("url", "disposition", "name"),
    [
        ("https://x.org/a/b%20c.csv?d=1", None, "b c.csv"),
        ("https://x.org/", None, None),
        ("https://x.org/a", 'attachment; filename="../../etc/passwd"', "passwd"),
        ("https://x.org/a", 'attachment; filename="C:\\\\temp\\\\t.csv"', "t.csv"),
        ("https://x.org/a.csv", "attachment", "a.csv"),
    ],
)
def test_names_of_files(url, disposition, name):
    assert file_name(url, disposition) == name


@pytest.mark.parametrize(
    ("known", "sent", "unchanged"),
    [
        ({"etag": '"v1"'}, {"ETag": '"v1"'}, True),
        ({"etag": '"v1"'}, {"ETag": 'W/"v1"'}, True),
        ({"etag": '"v1"'}, {"ETag": '"v2"'}, False),
        ({"etag": '"v1"', "last_modified": "a"}, {"ETag": '"v2"', "Last-Modified": "a"}, False),
        ({"last_modified": "a"}, {"Last-Modified": "a"}, True),
        ({"last_modified": "a"}, {"Last-Modified": "b"}, False),
        ({"last_modified": "a"}, {}, False),
    ],
)
def test_a_server_that_ignores_conditions(
    federation, serve, server, tmp_path, known, sent, unchanged
):
    """Its headers are enough: the body is left where it is."""
    portal = serve(lambda r: server.Reply(200, CSV, sent))
    found = download(federation.session(), portal.url, tmp_path, **known)
    assert found.not_modified is unchanged
    assert bool(list(tmp_path.iterdir())) is not unchanged
    assert len(portal.requests) == 1


def big(server, length, body=CSV, head=200):
    """A large file whose publisher gives no validator."""

    def answer(request):
        if request.method == "HEAD":
            return server.Reply(head, b"", {"Content-Length": str(length)})
        return server.Reply(200, body)

    return answer


def test_a_large_file_of_the_same_length_is_not_asked_for(federation, serve, server, tmp_path):
    portal = serve(big(server, 60_000_000))
    session = federation.session()
    found = download(session, portal.url, tmp_path, known_bytes=60_000_000)
    assert found.not_modified
    assert [r.method for r in portal.requests] == ["HEAD"]
    assert portal.requests[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "sizes", [{"known_bytes": 59_999_999}, {"declared_bytes": 60_000_000}, {"known_bytes": 10**9}]
)
def test_a_large_file_of_another_length_is_fetched(federation, serve, server, tmp_path, sizes):
    portal = serve(big(server, 60_000_000))
    found = download(federation.session(), portal.url, tmp_path, **sizes)
    assert found.path.read_bytes() == CSV
    assert [r.method for r in portal.requests] == ["HEAD", "GET"]


def test_a_large_file_with_a_validator_costs_one_request(federation, serve, server, tmp_path):
    portal = serve(lambda r: server.Reply(304))
    download(federation.session(), portal.url, tmp_path, etag='"a"', known_bytes=10**9)
    assert [r.method for r in portal.requests] == ["GET"]


def test_a_small_file_of_the_same_length_is_compared_by_its_bytes(
    federation, serve, server, tmp_path
):
    portal = serve(big(server, len(CSV)))
    found = download(federation.session(), portal.url, tmp_path, known_bytes=len(CSV))
    assert found.sha256 == hashlib.sha256(CSV).hexdigest()
    assert [r.method for r in portal.requests] == ["GET"]


def test_a_file_too_large_is_refused_before_any_byte(federation, serve, server, tmp_path):
    portal = serve(big(server, 60_000_000))
    session = federation.session(max_file_bytes=55_000_000)
    call = lambda: download(session, portal.url, tmp_path, declared_bytes=50_000_000)  # noqa: E731
    assert refused(call, tmp_path) is FailureCode.TOO_LARGE
    assert [r.method for r in portal.requests] == ["HEAD"]


@pytest.mark.parametrize("status", [405, 500])
def test_where_head_fails_the_file_is_fetched(federation, serve, server, tmp_path, status):
    portal = serve(big(server, 60_000_000, head=status))
    found = download(federation.session(), portal.url, tmp_path, declared_bytes=60_000_000)
    assert found.path.read_bytes() == CSV


def test_headers_that_no_database_holds_are_dropped(federation, serve, server, tmp_path):
    headers = {"ETag": '"a\0b"', "Last-Modified": "\0", "Content-Type": "text/\0csv"}
    portal = serve(lambda request: server.Reply(200, CSV, headers))
    found = download(federation.session(), portal.url, tmp_path)
    assert (found.etag, found.last_modified, found.media_type) == (None, None, None)
    assert found.size == len(CSV)
