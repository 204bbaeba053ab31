"""Reading what CKAN clients send: numbers as texts, lists as JSON, words or repeated keys."""

from collections.abc import Mapping
from typing import Any, overload

import orjson

_MOST = 2**31 - 1


class NotThere(Exception):
    """The object asked for is not published; the text says what kind of object."""


class Refused(Exception):
    """A value that an action cannot use."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field)
        self.field = field
        self.reason = reason


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


def texts(values: Mapping[str, Any], key: str) -> list[str]:
    """A list of texts: a list, a JSON list in a text, or one text."""
    found = values.get(key)
    if isinstance(found, str) and found.lstrip().startswith("[") and "TO" not in found:
        try:
            found = orjson.loads(found)
        except orjson.JSONDecodeError:
            found = [found]
    several = found if isinstance(found, list) else [found]
    return [one for one in several if isinstance(one, str) and one]


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
