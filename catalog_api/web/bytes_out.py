"""Responses made of ready bytes, with entity tags and conditional answers (RFC 9110 §13)."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from typing import Any, TypeVar

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from federation import clock
from federation.i18n import Message

JSON = "application/json"
PROBLEM = "application/problem+json"
TURTLE = "text/turtle; charset=utf-8"
CACHE = "public, max-age=0, must-revalidate"
OPEN = {"Access-Control-Allow-Origin": "*"}
#: A date of HTTP is to the second: what changed twice in one would look unchanged.
_SETTLED = timedelta(seconds=2)

Handler = TypeVar("Handler", bound=Callable[..., Any])


def readable(router: APIRouter, path: str, **options: Any) -> Callable[[Handler], Handler]:  # noqa: ANN401 - FastAPI's own options
    """Answer GET, and HEAD without a second entry in the API's description.

    A `summary` given as a message is described in English, and shown on /docs in the reader's
    language.
    """
    if isinstance(summary := options.get("summary"), Message):
        options["summary"] = summary.render("en")

    def register(handler: Handler) -> Handler:
        options.setdefault("response_model", None)
        # Else files of every kind are described as JSON too.
        options.setdefault("response_class", Response)
        router.add_api_route(path, handler, methods=["GET"], **options)
        head = {**options, "include_in_schema": False}
        router.add_api_route(path, handler, methods=["HEAD"], **head)
        return handler

    return register


def etag_of(body: bytes) -> str:
    """A strong entity tag of the bytes."""
    return f'"{sha256(body).hexdigest()[:24]}"'


def not_modified(request: Request, etag: str, modified: datetime | None = None) -> bool:
    """Whether the client already holds this: by tag (weak comparison), else by date."""
    header = request.headers.get("if-none-match")
    if header is not None:
        held = {tag.strip().removeprefix("W/") for tag in header.split(",")}
        return "*" in held or etag in held
    since = request.headers.get("if-modified-since")
    return since is not None and modified is not None and _not_since(modified, since)


def _not_since(modified: datetime, since: str) -> bool:
    try:
        asked = parsedate_to_datetime(since)
    except ValueError:
        return False
    return asked.tzinfo is not None and modified.replace(microsecond=0) <= asked


def dated(modified: datetime | None) -> dict[str, str]:
    """The header that tells when something changed; none where it may yet change this second."""
    if modified is None or clock.now() - modified < _SETTLED:
        return {}
    return {"Last-Modified": format_datetime(modified.astimezone(UTC), usegmt=True)}


def send(
    request: Request,
    body: bytes,
    media_type: str = JSON,
    headers: dict[str, str] | None = None,
    modified: datetime | None = None,
    etag: str | None = None,
) -> Response:
    """The bytes, or 304 when the client has them; `modified` is when they last changed.

    `etag` is theirs where it is known already.
    """
    etag = etag or etag_of(body)
    all_headers = {"ETag": etag, "Cache-Control": CACHE, **OPEN, **dated(modified)}
    all_headers |= headers or {}
    if not_modified(request, etag, modified if "Last-Modified" in all_headers else None):
        return Response(status_code=304, headers=all_headers)
    # Set as a header: given as media type, Starlette would add a charset to some.
    all_headers["Content-Type"] = media_type
    return Response(body, headers=all_headers)


def dumps(value: object) -> bytes:
    """JSON bytes of plain values."""
    return orjson.dumps(value)


def array(documents: Iterable[bytes]) -> bytes:
    """A JSON array of documents that are JSON already."""
    return b"[" + b",".join(documents) + b"]"


def members(*pairs: tuple[str, bytes]) -> bytes:
    """A JSON object of values that are JSON already."""
    # Joined once: a page is large, and each copy of it costs as much as all else here.
    parts = [part for name, value in pairs for part in (b",", dumps(name), b":", value)]
    return b"".join((b"{", *parts[1:], b"}"))
