"""What every answer is sent with: compression, and leave for any site to read the API.

Compression is starlette-compress's, of texts only: Parquet and XLSX are compressed already, and a
range is one of the file as it is. An entity tag names the bytes before compression: of what was
may be compressed for a client it is sent as a weak one (RFC 9110 §8.8.1), which `If-None-Match`
compares all the same.
"""

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from catalog_api.web.paths import for_programs

#: Bytes under which compression gains nothing.
_LEAST = 1000
_TYPES = (
    "application/n-triples",
    "application/problem+json",
    "application/x-ndjson",
    "text/csv",
    "text/turtle",
)
_CODINGS = ("zstd", "br", "gzip", "*")
_EXPOSED = (
    *("Accept-Ranges", "Content-Disposition", "Content-Range", "ETag", "Last-Modified", "Link"),
    *("RateLimit", "RateLimit-Policy", "Retry-After"),
)
_DAY = 86_400


def compress(app: FastAPI) -> None:
    """Compress answers, as the client accepts."""
    for kind in _TYPES:
        add_compress_type(kind)
    app.add_middleware(
        CompressMiddleware, minimum_size=_LEAST, zstd_level=3, brotli_quality=3, gzip_level=4
    )
    app.add_middleware(WeakTags)


def open_to_scripts(app: FastAPI) -> None:
    """Let the scripts of any site read the API."""
    app.add_middleware(OpenToScripts)


class WeakTags:
    """Weakens the tags of what is compressed for this client, and of the 304 that stands for it.

    The type decides, not the size, so that HEAD has the tag of GET.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        accepted, held = asked.get("accept-encoding", ""), asked.get("if-none-match", "")
        compresses = any(coding in accepted for coding in _CODINGS)

        async def weakened(message: Message) -> None:
            if message["type"] == "http.response.start":
                mark = _told if message["status"] == 304 else _weaken
                mark(MutableHeaders(scope=message), compresses, held)
            await send(message)

        await self._app(scope, receive, weakened)


def _weaken(headers: MutableHeaders, compresses: bool, _held: str) -> None:
    if not _is_text(headers):
        return
    _vary(headers)
    etag = headers.get("etag", "")
    if compresses and etag.startswith('"'):
        headers["etag"] = f"W/{etag}"


def _told(headers: MutableHeaders, compresses: bool, held: str) -> None:
    """A 304 has the tag that the client holds."""
    _vary(headers)
    etag = headers.get("etag", "")
    if compresses and etag.startswith('"') and f"W/{etag}" in held:
        headers["etag"] = f"W/{etag}"


def _vary(headers: MutableHeaders) -> None:
    if "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")


def _is_text(headers: MutableHeaders) -> bool:
    """Whether an answer is of a type that is compressed."""
    kind = headers.get("content-type", "").partition(";")[0]
    return kind.startswith("text/") or kind.endswith(("json", "xml", "n-triples"))


class OpenToScripts:
    """Cross-origin answers, preflights included, of the addresses that programs read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
            allow_headers=["*"],
            expose_headers=_EXPOSED,
            max_age=_DAY,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        programs = scope["type"] == "http" and for_programs(scope["path"])
        await (self._open if programs else self._app)(scope, receive, send)
