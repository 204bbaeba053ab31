"""Many patterns asked at once which of them may match a text.

A text where nothing stands costs one reading by RE2, and only the patterns that may match are tried
by Python.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.conditions.patterns import PatternSet

#: A digit that is not written 0 to 9.
_OTHER_DIGIT = re.compile(r"[^\D0-9]")


class Sieve:
    """Patterns of Python in order."""

    def __init__(self, *patterns: re.Pattern[str]) -> None:
        self.patterns = patterns

    @cached_property
    def _set(self) -> PatternSet:
        return PatternSet(loosened((pattern,)) for pattern in self.patterns)

    def passing(self, text: str) -> tuple[int, ...]:
        """Indices of the patterns that may match a text, in order."""
        if not text.isascii() and _OTHER_DIGIT.search(text):
            return self._set.every  # no normal form: loose patterns know plain digits only
        return self._set.met(text)

    def finditer(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Every match of every pattern, with the pattern's index, pattern by pattern."""
        for index in self.passing(text):
            for match in self.patterns[index].finditer(text):
                yield index, match

    def search(self, text: str) -> re.Match[str] | None:
        """The first match of the first pattern that has one."""
        searched = (self.patterns[index].search(text) for index in self.passing(text))
        return next((match for match in searched if match), None)


__all__ = ["Sieve"]
