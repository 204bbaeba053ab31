"""Lists of the native API: opaque cursors, pages, and the members of documents that are wanted."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

import orjson
from fastapi import Query, Request
from starlette.responses import Response

from catalog_api.web import problems
from catalog_api.web.bytes_out import array, dumps, members, send

Item = TypeVar("Item")

Cursor = Annotated[
    str | None,
    Query(max_length=200, description="Where the page begins: follow `next`, never make one."),
]
Limit = Annotated[int, Query(ge=1, le=100, description="Entries of a page at most.")]
Fields = Annotated[
    str | None,
    Query(
        max_length=1000,
        description="Members of each document to give, comma-separated; a dot goes inward.",
        examples=["id,title.fr,tables.links.csv"],
    ),
]

_NAMES = re.compile(r"[\w:-]+(?:\.[\w:-]+)*")
#: What a cursor may stand for: ids and numbers.
Place = tuple[str | int, ...]
#: Members wanted, each with those wanted inside it; empty: all of it.
Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Documents of a page, as JSON bytes, and where the next one begins; None on the last."""

    documents: Iterable[bytes]
    following: Place | None


def cursor_of(place: Place) -> str:
    """A cursor for a place, fit for an address."""
    return urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def place_of(cursor: str | None, *kinds: type[str] | type[int]) -> Place | None:
    """The place that a cursor stands for; Problem 422 where it is none of ours."""
    if cursor is None:
        return None
    try:
        found = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (Base64Error, ValueError):
        raise problems.bad_cursor() from None
    if not isinstance(found, list) or [type(one) for one in found] != list(kinds):
        raise problems.bad_cursor()
    if any(isinstance(one, int) and not 0 <= one < 2**31 for one in found):
        raise problems.bad_cursor()
    return tuple(found)


def cut(
    items: Iterable[Item], key: Callable[[Item], str], cursor: str | None, limit: int
) -> tuple[Sequence[Item], Place | None]:
    """A page of what is held in memory, in order of its key, and where the next begins."""
    place = place_of(cursor, str)
    after = place[0] if place else None
    ordered = sorted(items, key=key)
    left = [item for item in ordered if after is None or key(item) > str(after)]
    shown = left[:limit]
    return shown, (key(shown[-1]),) if len(left) > limit else None


def listing(
    request: Request,
    base: str,
    name: str,
    page: Page,
    *,
    fields: str | None = None,
    modified: datetime | None = None,
    more: dict[str, Any] | None = None,
) -> Response:
    """A page as `{name: […], "next": address}`, with a Link header; `more` comes before."""
    following = next_address(request, base, page.following)
    wanted = tree_of(fields)
    body = members(
        *((key, dumps(value)) for key, value in (more or {}).items()),
        ("next", dumps(following)),
        (name, array(_picked(document, wanted) for document in page.documents)),
    )
    return send(request, body, headers=next_link(following), modified=modified)


def next_link(address: str | None) -> dict[str, str]:
    """The header that leads to the page that follows (RFC 8288); none on the last."""
    return {"Link": f'<{address}>; rel="next"'} if address else {}


def next_address(request: Request, base: str, following: Place | None) -> str | None:
    """The address of the page that follows, with all that was asked for."""
    if following is None:
        return None
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    query = urlencode([*pairs, ("cursor", cursor_of(following))])
    return f"{base}{request.url.path}?{query}"


def chosen(document: bytes, fields: str | None) -> bytes:
    """A JSON document with the wanted members only; its own bytes where all are wanted."""
    return _picked(document, tree_of(fields))


def tree_of(fields: str | None) -> Tree:
    """Names separated by commas, as a tree; Problem 422 where they are no names."""
    tree: Tree = {}
    for name in (fields or "").split(","):
        path = name.strip()
        if not path:
            continue
        if not _NAMES.fullmatch(path):
            raise problems.bad_fields()
        _plant(tree, path.split("."))
    return tree


def _plant(tree: Tree, path: list[str]) -> None:
    """Add a path, unless all of what it leads into is wanted already."""
    here = tree
    for name in path[:-1]:
        known = here.get(name)
        if known == {}:
            return
        here = here.setdefault(name, {})
    here[path[-1]] = {}


def _picked(document: bytes, wanted: Tree) -> bytes:
    return dumps(_pick(orjson.loads(document), wanted)) if wanted else document


def _pick(value: Any, wanted: Tree) -> Any:  # noqa: ANN401 - JSON
    if not wanted:
        return value
    if isinstance(value, list):
        return [_pick(one, wanted) for one in value]
    if isinstance(value, dict):
        return {name: _pick(one, wanted[name]) for name, one in value.items() if name in wanted}
    return value
