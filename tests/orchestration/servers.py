"""A loopback file server for one test: paths to handlers, and a log of what was asked."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Site:
    """Paths and what they answer: bytes (with ETag and 304) or a function of the handler."""

    def __init__(self):
        self.paths = {}
        self.asked = []
        self.url = ""

    def answer(self, handler):
        self.asked.append((handler.command, handler.path))
        found = self.paths.get(handler.path)
        if found is None:
            handler.send_error(404)
        elif callable(found):
            found(handler)
        else:
            self._bytes(handler, found)

    def _bytes(self, handler, body):
        etag = f'"{hash(body)}"'
        if handler.headers.get("If-None-Match") == etag:
            handler.send_response(304)
            handler.send_header("ETag", etag)
            handler.end_headers()
            return
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Content-Type", "text/csv; charset=utf-8")
        handler.send_header("ETag", etag)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body)


@contextmanager
def serve():
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self):
            try:
                site.answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_HEAD = do_GET  # noqa: N815 - the name http.server calls

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
