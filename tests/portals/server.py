"""A real HTTP server on loopback whose every answer is one Python function."""

import json
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit


@dataclass
class Request:
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    method: str = "GET"
    body: bytes = b""


@dataclass
class Reply:
    """`body` is bytes, or an iterable of bytes sent as they come, until the client hangs up."""

    status: int = 200
    body: bytes | Iterable[bytes] = b""
    headers: dict[str, str] = field(default_factory=dict)
    raw: bool = False  # the body is the whole answer, status line included
    close: bool = False  # hang up after it


def as_json(value, status=200, **headers) -> Reply:
    return Reply(
        status, json.dumps(value).encode(), {"Content-Type": "application/json", **headers}
    )


def as_html(text="<!DOCTYPE html><html><body>Bienvenue</body></html>", status=200) -> Reply:
    return Reply(status, text.encode(), {"Content-Type": "text/html; charset=utf-8"})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two writes

    def setup(self):
        super().setup()
        self.server.portal.connections += 1

    def log_message(self, *args):
        pass

    def do_GET(self):
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        length = int(headers.get("content-length", 0))
        body = self.rfile.read(length) if length else b""
        request = Request(parts.path, query, headers, self.command, body)
        portal = self.server.portal
        portal.requests.append(request)
        try:
            self._send(portal.answer(request))
        except OSError:
            self.close_connection = True

    do_POST = do_GET  # noqa: N815 - the name http.server calls
    do_HEAD = do_GET  # noqa: N815

    def _send(self, reply):
        self.close_connection = self.close_connection or reply.close
        if not reply.raw:
            self._send_head(reply)
        if self.command == "HEAD":
            return
        if isinstance(reply.body, bytes):
            self.wfile.write(reply.body)
            return
        self.close_connection = True
        for block in reply.body:
            self.wfile.write(block)
            self.wfile.flush()

    def _send_head(self, reply):
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not isinstance(reply.body, bytes):
            self.send_header("Connection", "close")
        elif "Content-Length" not in reply.headers and reply.status not in {204, 304}:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    portal: "Portal"

    def handle_error(self, request, client_address):
        pass  # clients of these tests hang up on purpose


class Portal:
    """Serves `answer(request)`; `requests` remembers what was asked. TLS with a `certificate`."""

    def __init__(self, answer: Callable[[Request], Reply], certificate: Path | None = None) -> None:
        self.answer = answer
        self.requests: list[Request] = []
        self.connections = 0
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.portal = self
        if certificate is not None:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(certificate)
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
