"""Responses made of ready bytes, with entity tags and conditional answers (RFC 9110 §13)."""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any, TypeVar

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

JSON = "application/json"
TURTLE = "text/turtle; charset=utf-8"
CACHE = "public, max-age=0, must-revalidate"
OPEN = {"Access-Control-Allow-Origin": "*"}

Handler = TypeVar("Handler", bound=Callable[..., Any])


def readable(router: APIRouter, path: str, **options: Any) -> Callable[[Handler], Handler]:  # noqa: ANN401 - FastAPI's own options
    """Answer GET, and HEAD without a second entry in the API's description."""

    def register(handler: Handler) -> Handler:
        options.setdefault("response_model", None)
        router.add_api_route(path, handler, methods=["GET"], **options)
        head = {**options, "include_in_schema": False}
        router.add_api_route(path, handler, methods=["HEAD"], **head)
        return handler

    return register


def etag_of(body: bytes) -> str:
    """A strong entity tag of the bytes."""
    return f'"{blake2b(body, digest_size=12).hexdigest()}"'


def not_modified(request: Request, etag: str) -> bool:
    """Whether the client already holds this entity (If-None-Match, weak comparison)."""
    header = request.headers.get("if-none-match", "")
    held = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return "*" in held or etag in held


def send(
    request: Request,
    body: bytes,
    media_type: str = JSON,
    headers: dict[str, str] | None = None,
) -> Response:
    """The bytes, or 304 when the client has them."""
    etag = etag_of(body)
    all_headers = {"ETag": etag, "Cache-Control": CACHE, **OPEN, **(headers or {})}
    if not_modified(request, etag):
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
    return b"{" + b",".join(dumps(name) + b":" + value for name, value in pairs) + b"}"
