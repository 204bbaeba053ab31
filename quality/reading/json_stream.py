"""The records of a JSON text, one at a time, in memory bounded by the largest record.

Python's decoder reads one value from a buffer; the buffer slides over the file. Recognised around
the records: nothing (a list, or JSON Lines), or an object that holds the list under `results`,
`records`, `data`, `features`, `items`, `rows` or inside `result`.
"""

import json
import re
from collections.abc import Iterator
from typing import IO, Any

from federation.errors import FailureCode, TableError
from federation.i18n import msg
from quality.reading.encoding import Text
from quality.reading.limits import ReadLimits, line_too_long

_LISTS = ("results", "records", "features", "data", "items", "rows")
_WRAPPERS = ("result",)
_BLOCK = 1 << 18
_SPACE = re.compile(r"[ \t\r\n]*")
_END = ""


class Spelled(float):
    """A number that remembers how it was written (1.50, 1E3, 12345678901234567890)."""

    text: str

    def __new__(cls, text: str) -> "Spelled":
        number = super().__new__(cls, text)
        number.text = text
        return number


def records_of(text: Text, limits: ReadLimits) -> Iterator[Any]:
    """The elements of the list of records; ValueError where the text is no JSON.

    TableError: UNSUPPORTED when there is no list, LINE_TOO_LONG for a record over the limit.
    """
    with text.path.open(encoding="utf-8") as handle:
        handle.seek(text.start)
        stream = _Stream(handle, limits)
        if stream.peek() == "[":
            yield from stream.elements()
        elif stream.peek() == "{":
            yield from _of_object(stream)
        elif stream.peek() != _END:
            raise ValueError


def _of_object(stream: "_Stream") -> Iterator[Any]:
    """An object is a wrapper of the list, or the first line of JSON Lines."""
    first: dict[str, Any] = {}
    for key in stream.members():
        following = stream.peek()
        if key in _LISTS and following == "[":
            yield from stream.elements()
            return
        if key in _WRAPPERS and following == "{":
            yield from _of_object(stream)
            return
        first[key] = stream.value()
    if stream.peek() != "{" and not _is_record(first):
        raise _no_list()
    yield first
    while stream.peek() != _END:
        yield stream.value()


def _is_record(item: dict[str, Any]) -> bool:
    """A lone object of plain values is a table of one row; a document is not."""
    return all(not isinstance(value, dict | list) for value in item.values())


def _no_list() -> TableError:
    return TableError(
        FailureCode.UNSUPPORTED,
        msg(
            "The JSON file holds no list of records. Publish a list of objects, one per row, at "
            "the top level or under “results”, “records”, “data” or “features”."
        ),
    )


class _Stream:
    """A buffer that slides over the text; positions move forward only."""

    def __init__(self, handle: IO[str], limits: ReadLimits) -> None:
        self._handle = handle
        self._limit = max(limits.max_line_bytes, _BLOCK) * 10
        self._buffer = ""
        self._at = 0
        self._decoder = json.JSONDecoder(parse_float=Spelled, parse_int=_integer)

    def _more(self) -> bool:
        """Drop what was read and append a block; False at the end of the text."""
        block = self._handle.read(max(_BLOCK, len(self._buffer) - self._at))
        self._buffer = self._buffer[self._at :] + block
        self._at = 0
        if len(self._buffer) > self._limit:
            raise line_too_long(self._limit)
        return bool(block)

    def peek(self) -> str:
        """The next character that is not white space, empty at the end."""
        while True:
            self._at = _SPACE.match(self._buffer, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return _END

    def take(self, expected: str) -> bool:
        """Step over a character if it comes next."""
        if self.peek() != expected:
            return False
        self._at += 1
        return True

    def value(self) -> Any:  # noqa: ANN401 - any JSON
        """The next value, whole."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError:
                if not self._more():
                    raise
                continue
            # A number at the end of the buffer may go on in the next block.
            if end < len(self._buffer) or not self._more():
                self._at = end if end <= len(self._buffer) else len(self._buffer)
                return value

    def elements(self) -> Iterator[Any]:
        """The elements of the list that comes next."""
        self.take("[")
        if self.take("]"):
            return
        while True:
            yield self.value()
            if self.take(","):
                continue
            if self.take("]"):
                return
            raise ValueError

    def members(self) -> Iterator[str]:
        """The keys of the object that comes next; read each value before going on."""
        self.take("{")
        if self.take("}"):
            return
        while True:
            key = self.value()
            if not isinstance(key, str) or not self.take(":"):
                raise ValueError
            yield key
            if self.take(","):
                continue
            if self.take("}"):
                return
            raise ValueError


def _integer(text: str) -> int | Spelled:
    # Python refuses to convert very long integers; a cell only needs their spelling.
    return int(text) if len(text) < 300 else Spelled(text)
