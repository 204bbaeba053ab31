"""Many patterns asked at once which of them may match a text.

A text where nothing stands costs one reading by RE2, and only the patterns that may match are tried
by Python. Sieves through which the same texts pass are asked together.
"""

import re
from collections.abc import Iterator

from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.conditions.patterns import PatternSet

#: A digit that is not written 0 to 9.
_OTHER_DIGIT = re.compile(r"[^\D0-9]")


class Together:
    """Sieves that the same texts pass, one after the other: RE2 reads a text once for all."""

    def __init__(self) -> None:
        self._patterns: list[re.Pattern[str]] = []
        self._set: PatternSet | None = None
        self._last: tuple[str, tuple[int, ...]] = ("", ())

    def add(self, patterns: tuple[re.Pattern[str], ...]) -> int:
        """Take in the patterns of one more sieve; the place of its first."""
        self._set = None
        self._patterns += patterns
        return len(self._patterns) - len(patterns)

    def met(self, text: str) -> tuple[int, ...]:
        """Places of all patterns that may match a text, in order."""
        if self._set is None:
            self._set = PatternSet(loosened((pattern,)) for pattern in self._patterns)
            self._last = ("", self._set.every)
        last, found = self._last
        if text == last:
            return found
        if not text.isascii() and _OTHER_DIGIT.search(text):
            found = self._set.every  # no normal form: loose patterns know plain digits only
        else:
            found = self._set.met(text)
        self._last = (text, found)
        return found


_NOTHING: tuple[tuple[int, re.Match[str]], ...] = ()


class Sieve:
    """Patterns of Python in order; `among` others that the same texts pass."""

    def __init__(self, *patterns: re.Pattern[str], among: Together | None = None) -> None:
        self.patterns = patterns
        self._among = among or Together()
        self._first = self._among.add(patterns)
        self._places = range(self._first, self._first + len(patterns))

    def passing(self, text: str) -> tuple[int, ...]:
        """Indices of the patterns that may match a text, in order."""
        met = self._among.met(text)
        if not met:
            return met
        first, places = self._first, self._places
        return tuple([place - first for place in met if place in places])

    def finditer(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Every match of every pattern, with the pattern's index, pattern by pattern."""
        may = self.passing(text)
        return self._matches(text, may) if may else iter(_NOTHING)

    def _matches(self, text: str, may: tuple[int, ...]) -> Iterator[tuple[int, re.Match[str]]]:
        for index in may:
            for match in self.patterns[index].finditer(text):
                yield index, match

    def search(self, text: str) -> re.Match[str] | None:
        """The first match of the first pattern that has one."""
        searched = (self.patterns[index].search(text) for index in self.passing(text))
        return next((match for match in searched if match), None)


__all__ = ["Sieve", "Together"]
