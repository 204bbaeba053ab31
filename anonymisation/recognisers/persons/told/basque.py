"""Names before the Basque country's Mr and Mrs: "Nina Vardon jauna"."""

import re
from collections.abc import Iterator

from anonymisation.lexicon.vocabulary import is_frequent
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.persons.spans import person
from anonymisation.recognisers.persons.words.fitness import told_word
from anonymisation.recognisers.persons.words.names import is_surname
from anonymisation.recognisers.persons.words.tokens import Word

_TITLE = re.compile(r"(?<=\w) (?=(?:jaun|andre)(?:ak?|ei?|ari|aren|arekin|entzat|arentzat)(?!\w))")
_MOST = 5


def basque(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """The words before a title that stands behind the name, with capitals or without."""
    if " jaun" not in simple and " andre" not in simple:
        return
    for match in _TITLE.finditer(simple):
        last = next((i for i, word in enumerate(found) if word.start == match.end()), 0)
        first = last
        while first > 0 and last - first < _MOST and _joined(text, found, first, last):
            first -= 1
        if first < last and not any(map(told_word, found[first:last])):
            yield person(text, found, first, last, LIKELY)


def _joined(text: str, found: list[Word], first: int, last: int) -> bool:
    """Whether the word before an index may be a part of the name that ends behind it."""
    word = found[first - 1]
    gap = text[word.end : found[first].start]
    if gap not in (" ", "-") and not (gap == ", " and last - first == 1 and first < _MOST):
        return False
    small = word.shape == "lower" and word.folded != "i"
    return not small or is_surname(word.folded) or not is_frequent(word.folded)


__all__ = ["basque"]
