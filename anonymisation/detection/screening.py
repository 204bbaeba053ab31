"""Which recognisers must read a value as it stands in a cell."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from anonymisation.reading.text import NEEDS_WORK, Text, apostrophes, normalise
from anonymisation.recognisers import recognisers
from anonymisation.recognisers.base import TextRecognizer
from anonymisation.recognisers.conditions.screen import Conditions, Screen

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer

#: A tag whose attribute holds a mailbox or a number: the normal form is what a reader sees, and
#: no condition is asked of it.
IN_TAG = re.compile(r"<[^<>]*(?:@|%40|\d{6})")
#: The same as `NEEDS_WORK` for texts whose digits are written 0: "&#64;", "%40".
_ODD = rf"{NEEDS_WORK}|%[0-9]|&#"
#: Texts that a recogniser without conditions reads: with letters, or numbers of some length.
_READABLE = r"[\p{L}@]|(?:[0-9][^0-9]*){6}|[0-9]\.[0-9]"


class _Foreign:
    """A recogniser of Presidio's own or of a user: it reads whatever is readable."""

    def __init__(self, recogniser: "EntityRecognizer") -> None:
        self.recogniser = recogniser

    def conditions(self, threshold: float) -> Conditions:
        return Conditions((_READABLE,))

    def worth(self, text: str) -> bool:
        return True


class Screening:
    """The recognisers of a country, each with its conditions."""

    def __init__(self, which: "tuple[EntityRecognizer, ...]", threshold: float) -> None:
        self._which = which
        self._foreign = not all(isinstance(one, TextRecognizer) for one in which)
        asked = [one if isinstance(one, TextRecognizer) else _Foreign(one) for one in which]
        self._screen = Screen(asked, threshold, (_ODD,))

    def told(self, headers: tuple[str, ...]) -> frozenset[int]:
        """The recognisers, by their numbers, that one of some headers speaks for."""
        return frozenset(
            index
            for index, one in enumerate(self._which)
            if isinstance(one, TextRecognizer) and any(map(one.header_tells, headers))
        )

    def read(self, value: str, told: frozenset[int]) -> "tuple[Text, tuple[EntityRecognizer, ...]]":
        """The normal form of a value, made once, and the recognisers that must read it."""
        if "<" in value and IN_TAG.search(value):
            return normalise(value), self._which
        plain = apostrophes(value)
        met = self._screen.met(plain)
        if met and met[0] == 0:  # no normal form
            text = normalise(value)
            met = self._screen.met(text.normal)
            found = self._screen.chosen(text.normal, met, told)
        else:
            found = self._screen.chosen(plain, met, told)
            if not found:
                return _CLEAN
            # Letters decoded twice may hold an apostrophe of the typographic kind.
            text = Text(value, plain) if plain == value else normalise(value)
        if not self._foreign:
            return text, cast("tuple[EntityRecognizer, ...]", found)
        return text, tuple(one.recogniser if isinstance(one, _Foreign) else one for one in found)


#: A text that nobody need read.
_CLEAN: "tuple[Text, tuple[EntityRecognizer, ...]]" = (Text("", ""), ())


def screening(country: str, threshold: float, model: str | None) -> Screening:
    """The screening of a country, made once."""
    return _made(recognisers(country, model), threshold)


_made = lru_cache(maxsize=4)(Screening)


__all__ = ["IN_TAG", "Screening", "screening"]
