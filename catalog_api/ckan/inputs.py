"""Reading what CKAN clients send: numbers as texts, lists as JSON, words or repeated keys."""

import re
from collections.abc import Mapping
from typing import Any, overload
from urllib.parse import parse_qsl

import orjson

_MOST = 2**31 - 1
_FORM = "application/x-www-form-urlencoded"


class NotThere(Exception):
    """The object asked for is not published; the text says what kind of object."""


class Refused(Exception):
    """A value that an action cannot use."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field)
        self.field = field
        self.reason = reason


class Unreadable(Exception):
    """A body that is no JSON object; the text is what CKAN says of it."""


def of_pairs(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Parameters by name; a repeated one is a list, as CKAN reads it."""
    values: dict[str, Any] = {}
    for key, value in pairs:
        known = values.get(key)
        if known is None:
            values[key] = value
        else:
            values[key] = [*known, value] if isinstance(known, list) else [known, value]
    return values


def of_body(body: bytes, media_type: str) -> dict[str, Any]:
    """What a body says: JSON whatever its media type, or a form. Unreadable where it is neither."""
    if not body.strip():
        return {}
    try:
        values = orjson.loads(body)
    except orjson.JSONDecodeError:
        if media_type.partition(";")[0].strip().lower() != _FORM:
            raise Unreadable("Error decoding JSON data.") from None
        return of_pairs(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    if not isinstance(values, dict):
        raise Unreadable("Request data JSON decoded must be a dictionary.")
    return values


def word(values: Mapping[str, Any], key: str) -> str:
    """A text; empty when absent."""
    found = values.get(key)
    if isinstance(found, list):
        found = found[-1] if found else None
    if found is None:
        return ""
    if isinstance(found, str | int | float):
        return str(found)
    raise Refused(key, "Must be a text")


def needed(values: Mapping[str, Any], *keys: str) -> str:
    """A text that must be there, under one of some names. Refused names the first."""
    found = next(filter(None, (word(values, key) for key in keys)), "")
    if not found:
        raise Refused(keys[0], "Missing value")
    return found


def texts(values: Mapping[str, Any], key: str) -> list[str]:
    """A list of texts: a list, a JSON list in a text, or one text."""
    found = values.get(key)
    if isinstance(found, str) and found.lstrip().startswith("["):
        try:
            found = orjson.loads(found)
        except orjson.JSONDecodeError:
            found = [found]
    several = found if isinstance(found, list) else [found]
    return [one for one in several if isinstance(one, str) and one]


def names(values: Mapping[str, Any], key: str) -> list[str]:
    """A list of names, however it is written: JSON, Python, words with commas between them."""
    return [name for text in texts(values, key) for name in re.findall(r"[\w.:\-]+", text)]


def flag(values: Mapping[str, Any], key: str, default: bool) -> bool:
    """A yes or no, written in any of the usual ways."""
    found = values.get(key)
    return default if found is None else str(found).lower() in ("true", "1", "yes", "t", "on")


@overload
def number(values: Mapping[str, Any], key: str, default: int, least: int = 0) -> int: ...


@overload
def number(values: Mapping[str, Any], key: str, default: None, least: int = 0) -> int | None: ...


def number(values: Mapping[str, Any], key: str, default: int | None, least: int = 0) -> int | None:
    """A whole number of at least `least`."""
    found = word(values, key)
    if not found:
        return default
    try:
        read = int(found)
    except ValueError:
        raise Refused(key, "Invalid integer") from None
    if not least <= read <= _MOST:
        raise Refused(key, "Must be a natural number")
    return read
