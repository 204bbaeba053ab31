"""Texts too long to be read at once, in pieces that overlap.

A few patterns cost the square of a text's length: a hostile cell of some megabytes would hold a
table for hours, and no time-out can stop a pattern. In pieces the cost grows with the length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Characters of the longest text that is read at once.
LONGEST = 20_000
#: Characters that a piece shares with the next: what begins in the first half is the piece's own.
SHARED = 2_000
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of a text from `start` on; what begins in [`first`, `last`) is its own."""

    start: int
    text: str
    first: int
    last: int

    def owns(self, at: int) -> bool:
        """Whether what begins at a position of the text is told by this piece."""
        return self.first <= at < self.last


def windows(text: str) -> Iterator[Window]:
    """The pieces of a text, cut at spaces where it has any."""
    start = first = 0
    while True:
        end = _cut(text, start + LONGEST)
        if end >= len(text):
            yield Window(start, text[start:], first, len(text))
            return
        last = end - SHARED // 2
        yield Window(start, text[start:end], first, last)
        start, first = _cut(text, end - SHARED), last


def _cut(text: str, at: int) -> int:
    """The first space in the quarter of the shared part from a position on, or the position."""
    space = _SPACE.search(text, at, at + SHARED // 4)
    return space.start() if space else at


__all__ = ["LONGEST", "Window", "windows"]
