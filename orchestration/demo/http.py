"""One loopback HTTP server per portal: requests in, answers out, no cookies, no log.

A portal is anything that turns a `Request` into an `Answer`. The server adds what every portal
shares: HEAD, Content-Length, conditional GET (RFC 9110, section 13) and quiet endings.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

HOST = "127.0.0.1"
MAX_BODY = 1_000_000
_IDLE_SECONDS = 30

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Request:
    """A request as portals see it; the query keeps repeated parameters, body is raw bytes."""

    method: str
    path: str
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    body: bytes = b""

    def last(self, name: str, default: str = "") -> str:
        """The last value of a query parameter."""
        return self.query.get(name, (default,))[-1]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; `headers` hold validators (ETag, Last-Modified) where a portal has them."""

    body: bytes
    media_type: str
    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


class Portal(Protocol):
    """What a server needs from a portal."""

    def answer(self, request: Request) -> Answer:
        """The answer to one request; called from several threads at once."""


def json_answer(
    value: object, status: int = HTTPStatus.OK, media_type: str = "application/json"
) -> Answer:
    """A value as UTF-8 JSON."""
    return Answer(json.dumps(value, ensure_ascii=False).encode(), media_type, status)


def html_answer(title: str, status: int = HTTPStatus.OK) -> Answer:
    """A page for people: what a browser finds at addresses that are no API."""
    page = f"<!doctype html>\n<meta charset='utf-8'>\n<title>{title}</title>\n<h1>{title}</h1>\n"
    return Answer(page.encode(), "text/html; charset=utf-8", status)


def not_found() -> Answer:
    """The page of an address that holds nothing."""
    return html_answer("404", HTTPStatus.NOT_FOUND)


def file_answer(path: Path, modified: datetime) -> Answer:
    """A file with its validators, as static servers send it; `modified` is timezone-aware."""
    body = path.read_bytes()
    stamp = modified.astimezone(UTC).replace(microsecond=0)
    headers = {
        "ETag": f'"{sha256(body).hexdigest()[:20]}"',
        "Last-Modified": format_datetime(stamp, usegmt=True),
    }
    media_type = MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
    return Answer(body, media_type, headers=headers)


def unchanged(answer: Answer, conditions: Mapping[str, str]) -> bool:
    """Whether the client's copy is current (RFC 9110: the ETag decides, else the date).

    `conditions` are the request's headers by their usual names.
    """
    etag = answer.headers.get("ETag")
    if etag and "If-None-Match" in conditions:
        given = {tag.strip().removeprefix("W/") for tag in conditions["If-None-Match"].split(",")}
        return bool(given & {etag, "*"})
    modified = answer.headers.get("Last-Modified")
    if modified and "If-Modified-Since" in conditions:
        return _not_after(modified, conditions["If-Modified-Since"])
    return False


def _not_after(modified: str, since: str) -> bool:
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):  # an unreadable date is ignored, as RFC 9110 asks
        return False


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    portal: Portal

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is ordinary; anything else is a fault to be seen."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "partage-demo"
    sys_version = ""
    timeout = _IDLE_SECONDS
    # Head and body in one packet: apart, each answer waits 40 ms for an acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._reply(b"")

    def do_HEAD(self) -> None:
        self._reply(b"")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            self.close_connection = True
            self._send(html_answer("413", HTTPStatus.REQUEST_ENTITY_TOO_LARGE))
            return
        self._reply(self.rfile.read(int(length)))

    def _reply(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        values = parse_qs(parts.query, keep_blank_values=True)
        query = {name: tuple(given) for name, given in values.items()}
        request = Request(self.command, unquote(parts.path), query, body)
        answer = self.server.portal.answer(request)
        if unchanged(answer, dict(self.headers.items())):
            answer = Answer(b"", "", HTTPStatus.NOT_MODIFIED, answer.headers)
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the demonstration has one terminal."""


class PortalServer:
    """A bound port; `url` is known before the portal exists, so that it can write its links."""

    def __init__(self, port: int = 0) -> None:
        self._server = _Server((HOST, port), _Handler)
        self.url = f"http://{HOST}:{self._server.server_address[1]}"

    @contextmanager
    def serving(self, portal: Portal) -> Iterator[None]:
        """Answer in the background until the block ends, then free the port."""
        self._server.portal = portal
        thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._server.shutdown()
            thread.join()
            self.close()

    def close(self) -> None:
        """Free the port of a server that was never started."""
        self._server.server_close()


def aware(value: datetime | str) -> datetime:
    """A moment with a time zone, UTC where none is written."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
