"""Many patterns asked at once which of them may match a text.

RE2 reads the text a single time for all of them, in their loose forms (`loose`): a text where
nothing stands costs one reading, and only the patterns that may match are tried by Python. What
RE2 cannot tell, it lets through.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from typing import Any

from anonymisation.recognisers.conditions.loose import loosened

#: Bytes that RE2 may use for one sieve.
_MEMORY = 24 << 20
#: What loose patterns write in Rust's syntax and RE2 in another; never narrower.
_WRITTEN = (
    (r"[\x00-\x7f&&[^0-9]]", r"\x00-/:-\x7f"),
    (r"[\x00-\x7f&&[^0-9A-Za-z_]]", r"\x00-/:-@\[-^`{-\x7f"),
    (r"[^\s\x1c-\x1f]", r"\x00-\x08\x0e-\x1b!-\x7f"),
    (r"[^[^0-9A-Za-z_]]", r"[0-9A-Za-z_]"),
    (r"\s\x1c-\x1f", r"\s\x0b\x1c-\x1f\x{80}-\x{10ffff}"),
)
#: A digit that is not written 0 to 9.
_OTHER_DIGIT = re.compile(r"[^\D0-9]")


class Sieve:
    """Patterns of Python in order."""

    def __init__(self, *patterns: re.Pattern[str]) -> None:
        self.patterns = patterns

    @cached_property
    def _set(self) -> Any:  # noqa: ANN401 - RE2 ships no types
        re2: Any = import_module("re2")
        options = re2.Options()
        options.max_mem = _MEMORY
        options.log_errors = False  # it would write pieces of patterns, and lets all through
        made = re2.Set.SearchSet(options)
        for pattern in self.patterns:
            made.Add(_for_re2(loosened((pattern,))))
        made.Add("")  # matches every text: without it RE2 has not read to the end
        made.Compile()
        return made

    def passing(self, text: str) -> list[int]:
        """Indices of the patterns that may match a text, in order."""
        last = len(self.patterns)
        if not text.isascii() and _OTHER_DIGIT.search(text):
            return list(range(last))  # no normal form: loose patterns know plain digits only
        try:
            met = self._set.Match(text)
        except UnicodeEncodeError:  # half a character that no file in UTF-8 holds
            met = None
        if not met or last not in met:
            return list(range(last))
        return sorted(index for index in met if index != last) if len(met) > 1 else []

    def finditer(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Every match of every pattern, with the pattern's index, pattern by pattern."""
        for index in self.passing(text):
            for match in self.patterns[index].finditer(text):
                yield index, match


def _for_re2(loose: str) -> str:
    for rust, written in _WRITTEN:
        loose = loose.replace(rust, written)
    # A class within a class is Rust's own: RE2 would read something else.
    return "" if "&&" in loose or "[[" in loose or "[^[" in loose else loose


__all__ = ["Sieve"]
