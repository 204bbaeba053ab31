"""What was found in texts that differ in their numbers only.

Ledgers and notes repeat but for dates, sums and telephones, and names of persons and of streets do
not depend on which digits stand beside them, but for the few that patterns know.
"""

import re
from collections.abc import Callable
from functools import lru_cache, partial

from anonymisation.recognisers.base import Hit, TextRecognizer

#: Digits that some pattern knows from others: what a telephone begins with, years, a spelling.
TOLD = re.compile(r"(?<!\d)(?<!\d[ .\-/])0(?:0|(?<=\(0)[67])?|(?:1[89]|20)(?=\d\d(?!\d))|mta3")
_ZEROED = str.maketrans("123456789", "000000000")
#: Texts remembered, and their longest length.
_TEXTS, _LENGTH = 32_768, 400

_Shape = tuple[str, tuple[tuple[int, str], ...]]


@lru_cache(maxsize=256)
def shape(text: str) -> _Shape | None:
    """A text without the digits that say nothing; None for one that has none."""
    zeroed = text.translate(_ZEROED)
    if zeroed == text or len(text) > _LENGTH:
        return None
    return zeroed, tuple((match.start(), match.group()) for match in TOLD.finditer(text))


class Alike:
    """What recognisers found in the texts of one table, by all that they look at."""

    def __init__(self) -> None:
        self._known: dict[tuple[TextRecognizer, tuple[str, ...]], dict[_Shape, list[Hit]]] = {}

    def reader(
        self, recogniser: TextRecognizer, context: tuple[str, ...]
    ) -> Callable[[str], list[Hit]]:
        """What finds a recogniser's hits in texts, reading those only that none seen is like."""
        if not recogniser.NUMBERS_ALIKE:
            return partial(_read, recogniser, context)
        if sum(map(len, self._known.values())) >= _TEXTS:
            self._known.clear()
        return partial(
            _looked_up, self._known.setdefault((recogniser, context), {}), recogniser, context
        )


def _read(recogniser: TextRecognizer, context: tuple[str, ...], text: str) -> list[Hit]:
    return recogniser.hits(text, context)


def _looked_up(
    known: dict[_Shape, list[Hit]],
    recogniser: TextRecognizer,
    context: tuple[str, ...],
    text: str,
) -> list[Hit]:
    seen = shape(text)
    if seen is None:
        return recogniser.hits(text, context)
    found = known.get(seen)
    if found is None:
        found = known[seen] = recogniser.hits(text, context)
    return found


__all__ = ["TOLD", "Alike", "shape"]
