"""A JSON array of any length, item by item, in constant memory."""

import json
from collections.abc import Iterator
from typing import TextIO

from connectors.words.texts import Json
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

_READ = 1 << 16  # characters
_MAX_ITEM = 20_000_000  # characters of one item
_DECODER = json.JSONDecoder()


def _broken(shown: str) -> HarvestError:
    return HarvestError(
        FailureCode.MALFORMED,
        msg(
            "%(url)s should be a list in JSON and is not, or breaks off: the next run tries again; "
            "tell its operator if it lasts.",
            url=shown,
        ),
    )


def array_items(handle: TextIO, shown: str) -> Iterator[Json]:
    """The items of the array that a text file holds; `shown` names it in errors.

    HarvestError MALFORMED where the file is no array, breaks off, or holds an item too large.
    """
    window = handle.read(_READ).lstrip("\ufeff").lstrip()
    if not window.startswith("["):
        raise _broken(shown)
    window = window[1:]
    while True:
        window = window.lstrip(" \t\r\n,")
        if window.startswith("]"):
            return
        try:
            item, end = _DECODER.raw_decode(window)
        except RecursionError as error:
            raise _broken(shown) from error
        except ValueError:
            end = len(window)
        if end < len(window):  # at the very end a number could still go on
            yield item
            window = window[end:]
            continue
        more = handle.read(max(_READ, len(window)))
        if not more or len(window) > _MAX_ITEM:
            raise _broken(shown)
        window += more
