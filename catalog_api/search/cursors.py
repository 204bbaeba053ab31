"""Cursors: where a page of results ended, as opaque text.

A cursor holds the last result's place in its order, hence works however deep, and skips or repeats
nothing while the results themselves do not change.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

import orjson

_KEY = re.compile(r"[\w-]{1,200}")


class BadCursor(ValueError):
    """A text that is no cursor, or that of another order."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """After which result: its sort key; for relevance its score, its rank, and its position."""

    sort: str
    key: str = ""
    score: float = 0.0
    rank: int = 0
    position: int = 0


def write(cursor: Cursor) -> str:
    """The cursor as text fit for an address."""
    if cursor.key:
        values: list[object] = [cursor.sort, cursor.key]
    else:
        values = [cursor.sort, cursor.score, cursor.rank, cursor.position]
    return urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


def read(text: str) -> Cursor:
    """The cursor that was written; BadCursor for anything else."""
    try:
        values = orjson.loads(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
    except ValueError as error:
        raise BadCursor from error
    match values:
        case [str(sort), str(key)] if _KEY.fullmatch(key):
            return Cursor(sort, key)
        case ["relevance", float(score), int(rank), int(position)] if 0 <= position < 1 << 31:
            return Cursor("relevance", "", score, rank, position)
    raise BadCursor
