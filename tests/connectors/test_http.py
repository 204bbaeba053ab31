import gzip
import itertools
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from connectors.web.answers import answered_at, asked_wait
from connectors.web.hosts import Hosts
from connectors.web.http import PoliteSession
from federation.errors import FailureCode, HarvestError


def code_of(call):
    with pytest.raises(HarvestError) as caught:
        call()
    assert caught.value.message.render("en")
    return caught.value.code


def test_json_is_read_and_the_agent_says_who_asks(federation, serve, server):
    portal = serve(lambda request: server.as_json({"a": [1]}))
    assert federation.session().get_json(f"{portal.url}/x", {"q": "é"}) == {"a": [1]}
    sent = portal.requests[0]
    assert sent.query == {"q": "é"}
    assert sent.headers["user-agent"].startswith("partage/")
    assert "https://noeud.example.org; opendata@example.org" in sent.headers["user-agent"]


def test_a_web_page_is_no_json(federation, serve, server):
    portal = serve(lambda request: server.as_html())
    assert code_of(lambda: federation.session().get_json(portal.url)) is FailureCode.WRONG_FORMAT


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "wrong-format"),
        (401, "auth"),
        (403, "auth"),
        (404, "gone"),
        (410, "gone"),
        (429, "throttled"),
        (451, "withdrawn"),
        (500, "server"),
        (503, "server"),
    ],
)
def test_each_status_has_its_reason(federation, serve, server, status, code):
    portal = serve(lambda request: server.as_json({"secret": "body"}, status))
    with pytest.raises(HarvestError) as caught:
        federation.session().get_json(f"{portal.url}/a?key=hush")
    assert caught.value.code == code
    words = caught.value.message.render("en")
    assert "hush" not in words
    assert "secret" not in words


def test_no_cookie_is_kept(federation, serve, server):
    portal = serve(lambda request: server.as_json({}, **{"Set-Cookie": "a=b"}))
    session = federation.session()
    session.get_json(portal.url)
    session.get_json(portal.url)
    assert "cookie" not in portal.requests[1].headers


def test_proxies_of_the_environment_are_ignored(federation, serve, server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    portal = serve(lambda request: server.as_json({"ok": 1}))
    assert federation.session().get_json(portal.url) == {"ok": 1}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:80/",
        "http://localhost:1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://127.1/",
        "http://0/",
        "http://user:password@127.0.0.1/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[fd00:ec2::254]/",
        "http://[::]/",
        "http://[::127.0.0.1]/",
        "http://[::a9fe:a9fe]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b:1::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:7f00:1::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://192.0.0.192/",
        "https://127.0.0.1/",
    ],
)
def test_private_addresses_are_refused(federation, url):
    session = federation.session(private=())
    assert code_of(lambda: session.get_bytes(url)) is FailureCode.POLICY


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "gopher://x/",
        "no address",
        "http://",
        "http://[x",
    ],
)
def test_only_web_addresses_are_followed(federation, url):
    assert code_of(lambda: federation.session().get_bytes(url)) is FailureCode.POLICY


def test_a_port_may_be_allowed_alone(federation, serve, server):
    portal = serve(lambda request: server.as_json(1))
    other = serve(lambda request: server.as_json(2))
    session = federation.session(private=(f"127.0.0.1:{portal.port}",))
    assert session.get_json(portal.url) == 1
    assert code_of(lambda: session.get_json(other.url)) is FailureCode.POLICY
    assert not other.requests


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/", "http://2130706433/", "http://[::ffff:7f00:1]/"]
)
def test_a_redirect_to_a_private_address_is_refused(federation, serve, server, target):
    portal = serve(lambda request: server.Reply(302, b"", {"Location": target}))
    assert code_of(lambda: federation.session().get_bytes(portal.url)) is FailureCode.POLICY


def test_a_redirect_to_another_local_port_is_refused(federation, serve, server):
    inside = serve(lambda request: server.as_json("internal"))
    portal = serve(lambda request: server.Reply(302, b"", {"Location": inside.url}))
    session = federation.session(private=(f"127.0.0.1:{portal.port}",))
    assert code_of(lambda: session.get_bytes(portal.url)) is FailureCode.POLICY
    assert not inside.requests


def test_a_redirect_to_a_file_is_refused(federation, serve, server):
    portal = serve(lambda request: server.Reply(302, b"", {"Location": "file:///etc/passwd"}))
    assert code_of(lambda: federation.session().get_bytes(portal.url)) is FailureCode.POLICY


def test_endless_redirects_end(federation, serve, server):
    portal = serve(lambda request: server.Reply(302, b"", {"Location": "/again"}))
    assert code_of(lambda: federation.session().get_bytes(portal.url)) is FailureCode.WRONG_FORMAT
    assert len(portal.requests) == 6


def test_the_body_of_a_redirect_is_not_read(federation, serve, server):
    def answer(request):
        if request.path == "/there":
            return server.as_json("here")
        return server.Reply(302, itertools.repeat(b"x" * 65536), {"Location": "/there"})

    assert federation.session().get_json(serve(answer).url) == "here"


def test_a_key_stays_with_its_host(federation, serve, server):
    other = serve(lambda request: server.as_json("other"))

    def answer(request):
        target = "/second" if request.path == "/" else other.url
        return server.Reply(302, b"", {"Location": target})

    portal = serve(answer)
    secrets = {"X-CKAN-API-Key": "k", "Authorization": "k"}
    assert federation.session().get_json(f"{portal.url}/", secrets=secrets) == "other"
    assert [r.headers.get("x-ckan-api-key") for r in portal.requests] == ["k", "k"]
    assert "x-ckan-api-key" not in other.requests[0].headers
    assert "authorization" not in other.requests[0].headers


def test_it_is_tried_again_when_that_may_help(federation, serve, server):
    answers = iter([503, 502, 200])
    portal = serve(lambda request: server.as_json("ok", next(answers)))
    assert federation.session(retries=2).get_json(portal.url) == "ok"


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_it_is_not_tried_again_when_that_cannot_help(federation, serve, server, status):
    portal = serve(lambda request: server.as_json({}, status))
    code_of(lambda: federation.session(retries=3).get_json(portal.url))
    assert len(portal.requests) == 1


@pytest.mark.parametrize("form", ["seconds", "date", "reset"])
def test_the_wait_a_portal_asks_for_is_kept(federation, serve, server, form):
    soon = datetime.now(UTC) + timedelta(seconds=2)
    headers = {
        "seconds": {"Retry-After": "1"},
        "date": {"Retry-After": format_datetime(soon, usegmt=True)},
        "reset": {"X-RateLimit-Reset": soon.isoformat()},
    }[form]
    times = []

    def answer(request):
        times.append(time.monotonic())
        return server.as_json("ok", 429 if len(times) == 1 else 200, **headers)

    assert federation.session(retries=1).get_json(serve(answer).url) == "ok"
    assert times[1] - times[0] >= 0.9


def test_a_portal_that_asks_for_an_hour_is_left_alone(federation, serve, server):
    portal = serve(lambda request: server.as_json({}, 429, **{"Retry-After": "3600"}))
    started = time.monotonic()
    code = code_of(lambda: federation.session(retries=3).get_json(portal.url))
    assert code is FailureCode.THROTTLED
    assert len(portal.requests) == 1
    assert time.monotonic() - started < 2


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def test_a_host_that_is_down_is_left_alone_for_a_while(federation):
    url = f"http://127.0.0.1:{free_port()}/"
    settings = federation.settings({})
    politeness = settings.cities[0].sources[0].politeness
    with Hosts(rest_seconds=0.4) as hosts, PoliteSession(settings, politeness, hosts) as session:
        for _ in range(5):
            with pytest.raises(HarvestError, match="cannot be reached"):
                session.get_bytes(url)
        with pytest.raises(HarvestError, match="left alone") as caught:
            session.get_bytes(url)
        assert caught.value.code is FailureCode.UNREACHABLE
        assert caught.value.transient
        time.sleep(0.5)
        with pytest.raises(HarvestError, match="cannot be reached"):
            session.get_bytes(url)
        with pytest.raises(HarvestError, match="left alone"):  # one trial is enough to tell
            session.get_bytes(url)


def test_files_that_are_gone_do_not_condemn_their_host(federation, serve, server):
    portal = serve(lambda r: server.as_json({}, 200 if r.path == "/ok" else 404))
    session = federation.session()
    for _ in range(7):
        code_of(lambda: session.get_json(portal.url))
    assert session.get_json(f"{portal.url}/ok") == {}


def test_a_host_that_does_not_answer(federation, serve, server):
    def answer(request):
        portal.stopping.wait(5)
        return server.as_json({})

    portal = serve(answer)
    session = federation.session(timeout_seconds=0.3)
    assert code_of(lambda: session.get_bytes(portal.url)) is FailureCode.TIMEOUT


def drip(portal_box, blocks, pause=0.05):
    for block in blocks:
        yield block
        if portal_box[0].stopping.wait(pause):
            return


def test_headers_that_drip_are_cut(federation, serve, server):
    box = []
    line = b"HTTP/1.1 200 OK\r\n"
    endless = itertools.chain([line], itertools.repeat(b"X"))
    box.append(serve(lambda r: server.Reply(body=drip(box, endless), raw=True)))
    session = federation.session(timeout_seconds=0.5)
    started = time.monotonic()
    assert code_of(lambda: session.get_bytes(box[0].url)) is FailureCode.TIMEOUT
    assert time.monotonic() - started < 3


def test_a_body_that_drips_is_cut_by_its_rate(federation, serve, server):
    box = []
    endless = itertools.repeat(b"x")
    box.append(serve(lambda r: server.Reply(body=drip(box, endless))))
    session = federation.session(timeout_seconds=0.5, min_bytes_per_second=1000)
    started = time.monotonic()
    assert code_of(lambda: session.get_bytes(box[0].url)) is FailureCode.TIMEOUT
    assert time.monotonic() - started < 3


def test_a_body_that_drips_in_one_line_is_cut_by_the_deadline(federation, serve, server):
    """A chunk size that never ends: no byte of the body ever comes out."""
    box = []
    start = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;"
    endless = itertools.chain([start], itertools.repeat(b"a"))
    box.append(serve(lambda r: server.Reply(body=drip(box, endless), raw=True)))
    session = federation.session(deadline_seconds=0.6, min_bytes_per_second=0)
    started = time.monotonic()
    assert code_of(lambda: session.get_bytes(box[0].url)) is FailureCode.TIMEOUT
    assert time.monotonic() - started < 3


def test_an_endless_body_is_cut_by_its_size(federation, serve, server):
    portal = serve(lambda r: server.Reply(body=itertools.repeat(b"x" * 65536)))
    session = federation.session(max_page_bytes=1_000_000)
    assert code_of(lambda: session.get_bytes(portal.url)) is FailureCode.TOO_LARGE


def test_a_gzip_bomb_is_refused(federation, serve, server):
    packed = gzip.compress(b"0" * 50_000_000)
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    portal = serve(lambda r: server.Reply(200, packed, headers))
    session = federation.session(max_page_bytes=100_000_000)
    assert code_of(lambda: session.get_bytes(portal.url)) is FailureCode.DECOMPRESSION


def test_an_honest_gzip_is_read(federation, serve, server):
    packed = gzip.compress(b'{"a": 1}')
    portal = serve(lambda r: server.Reply(200, packed, {"Content-Encoding": "gzip"}))
    assert federation.session().get_json(portal.url) == {"a": 1}


def test_a_broken_gzip_has_its_reason(federation, serve, server):
    portal = serve(lambda r: server.Reply(200, b"not gzip at all", {"Content-Encoding": "gzip"}))
    assert code_of(lambda: federation.session().get_bytes(portal.url)) is FailureCode.MALFORMED


def test_a_body_that_breaks_off_is_tried_again(federation, serve, server):
    count = itertools.count()

    def answer(request):
        if next(count) == 0:
            return server.Reply(200, iter([b"[1, "]), {"Content-Length": "100"})
        return server.as_json([1, 2])

    assert federation.session(retries=1).get_json(serve(answer).url) == [1, 2]


@pytest.mark.parametrize("name", ["127.0.0.1", "ip6-is-not-needed.localhost"])
def test_the_checked_address_is_the_one_connected_to(federation, serve, server, monkeypatch, name):
    """The name resolves once, to an address that is checked; a second answer is never asked for."""
    asked, resolve = [], socket.getaddrinfo

    def getaddrinfo(host, port, *args, **kwargs):
        asked.append(host)
        return resolve("127.0.0.1" if host == name else host, port, *args, **kwargs)

    portal = serve(lambda r: server.as_json(r.headers["host"]))
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    session = federation.session(private=())
    url = f"http://{name}:{portal.port}/"
    assert code_of(lambda: session.get_json(url)) is FailureCode.POLICY
    asked.clear()
    session._guard._allow_loopback = True  # as if the address were public
    assert session.get_json(url) == f"{name}:{portal.port}"
    assert asked == [name, "127.0.0.1"]


def test_a_name_that_turns_private_later_is_refused(federation, serve, server, monkeypatch):
    """A connection kept alive leads where it was judged to; a new one is judged anew."""
    addresses, resolve = ["127.0.0.1", "10.1.2.3"], socket.getaddrinfo

    def getaddrinfo(host, *args, **kwargs):
        return resolve(addresses.pop(0) if host == "turns.example" else host, *args, **kwargs)

    def answer(request):
        return server.as_json({}, **({"Connection": "close"} if request.path == "/last" else {}))

    portal = serve(answer)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    session = federation.session(private=())
    session._guard._allow_loopback = True  # as if the first address were public
    for path in ("first", "kept", "last"):
        session.get_json(f"http://turns.example:{portal.port}/{path}")
    assert addresses == ["10.1.2.3"]
    url = f"http://turns.example:{portal.port}/again"
    assert code_of(lambda: session.get_json(url)) is FailureCode.POLICY
    assert len(portal.requests) == 3


@pytest.fixture
def certificate(tmp_path):
    """A self-signed certificate and key for localhost, in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize("pinned", [True, False])
def test_tls_is_verified_by_name(federation, serve, server, monkeypatch, certificate, pinned):
    portal = serve(lambda r: server.as_json("over tls"), certificate)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    resolve = socket.getaddrinfo
    monkeypatch.setattr(  # localhost may be ::1 first, where nothing listens
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: resolve(
            "127.0.0.1" if host == "localhost" else host, *rest, **more
        ),
    )
    session = federation.session(private=() if pinned else ("localhost", "127.0.0.1"))
    session._guard._allow_loopback = pinned
    assert session.get_json(f"https://localhost:{portal.port}/") == "over tls"
    assert code_of(lambda: session.get_json(f"https://127.0.0.1:{portal.port}/")) is FailureCode.TLS


def test_an_unknown_authority_is_refused(federation, serve, server, certificate):
    portal = serve(lambda r: server.as_json("over tls"), certificate)
    session = federation.session()
    assert code_of(lambda: session.get_json(f"https://127.0.0.1:{portal.port}/")) is FailureCode.TLS


def test_plain_http_where_tls_is_expected(federation, serve, server):
    portal = serve(lambda r: server.as_json({}))
    url = portal.url.replace("http:", "https:")
    assert code_of(lambda: federation.session().get_bytes(url)) is FailureCode.TLS


def test_a_tls_handshake_that_never_comes_is_cut(federation):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        stop = threading.Event()

        def drip_handshake():
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"\x16\x03\x03\x40\x00")  # a record of 16 kB, byte by byte
                while not stop.wait(0.1):
                    try:
                        connection.sendall(b"\x02")
                    except OSError:
                        return

        thread = threading.Thread(target=drip_handshake)
        thread.start()
        session = federation.session(timeout_seconds=0.6)
        started = time.monotonic()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
        code = code_of(lambda: session.get_bytes(url))
        elapsed = time.monotonic() - started
        stop.set()
        thread.join()
    assert code is FailureCode.TIMEOUT
    assert elapsed < 3


def test_the_pace_is_kept(federation, serve, server):
    portal = serve(lambda r: server.as_json({}))
    session = federation.session(requests_per_second=4)
    started = time.monotonic()
    for _ in range(6):
        session.get_json(portal.url)
    assert time.monotonic() - started > 0.9


def test_no_more_connections_than_allowed(federation, serve, server):
    lock, now, most = threading.Lock(), [0], [0]

    def answer(request):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.1)
        with lock:
            now[0] -= 1
        return server.as_json({})

    portal = serve(answer)
    session = federation.session(connections=2)
    threads = [threading.Thread(target=session.get_json, args=(portal.url,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] == 2


@pytest.mark.parametrize(
    "moment",
    ["Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "Mon, 01 Jan 2026 00:00:00 +99999999999999"],
)
def test_a_clock_beyond_all_years_tells_no_time(federation, serve, server, moment):
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": moment}
    session = federation.session()
    assert answered_at({"Date": moment}) is None
    assert session.get_json(serve(lambda request: server.as_json("ok", **headers)).url) == "ok"


def test_a_wait_without_end_is_a_refusal_like_another(federation, serve, server):
    portal = serve(lambda request: server.as_json({}, 429, **{"Retry-After": "9" * 400}))
    session = federation.session(retries=1)
    assert code_of(lambda: session.get_json(portal.url)) is FailureCode.THROTTLED
    assert code_of(lambda: session.get_json(portal.url)) is FailureCode.THROTTLED
    assert asked_wait({"Retry-After": "9" * 400}) < float("inf")
