"""Patterns in the syntax of RE2, many of them asked at once."""

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

#: Bytes that RE2 may use for one set of patterns.
MEMORY = 24 << 20
#: Texts of which a set remembers what they met, and their longest length.
_REMEMBERED, _SHORT = 8_192, 40
Patterns = tuple[re.Pattern[str], ...]


class PatternSet:
    """Patterns in RE2's syntax; tells which of them match somewhere in a text."""

    def __init__(self, patterns: Iterable[str]) -> None:
        re2: Any = import_module("re2")  # ships no types
        options = re2.Options()
        options.max_mem = MEMORY
        options.log_errors = False  # it would write pieces of patterns, and lets all through
        self._set = re2.Set.SearchSet(options)
        self.size = 0
        for pattern in patterns:
            if self._set.Add(pattern) != self.size:
                raise ValueError(pattern)
            self.size += 1
        self._set.Add("")  # matches every text: without it RE2 has not read to the end
        self._set.Compile()
        self.every = tuple(range(self.size))
        self._known: dict[str, tuple[int, ...]] = {}

    def met(self, text: str) -> tuple[int, ...]:
        """Indices of the patterns that may match a text, in order."""
        try:
            found = self._set.Match(text.encode())
        except UnicodeEncodeError:  # half a character that no file in UTF-8 holds
            return self.every
        if not found or self.size not in found:
            return self.every
        return tuple(sorted(found)[:-1]) if len(found) > 1 else ()

    def recalled(self, text: str) -> tuple[int, ...]:
        """The same, remembered for short texts: codes and sums have few forms, digits as 0."""
        if len(text) > _SHORT:
            return self.met(text)
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[text] = self.met(text)
        return found


__all__ = ["PatternSet", "Patterns"]
