"""Whoever is said to be born: "seul, NINA BUREAU né le 3 mai" - the words before are the name."""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.persons.evidence import public
from anonymisation.recognisers.persons.spans import person
from anonymisation.recognisers.persons.words.names import is_clear
from anonymisation.recognisers.persons.words.tokens import Word

_BORN = re.compile(
    r",?\s(?:ne(?:e|\(e\))?\s(?:le|en|a|au|aux)\s|\(?(?:nee?|ne\(e\))\s\d|nacid[oa]\s(?:el|en)|born\s(?:on"
    r"|in)"
    r"|geboren\s(?:op|te)|nascid[oa]\s(?:a|em))"
)
#: What stands in every text that tells a birth, for a first look.
_CUES = (" ne", "(ne", "nacid", "born", "geboren", "nascid")
_MOST = 3
_CAPITALS = ("Cap", "UPPER")


def born(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Two or three capitalised words, one of them a given name, before a birth."""
    if not any(cue in simple for cue in _CUES):
        return
    for match in _BORN.finditer(simple):
        last = next((i + 1 for i, word in enumerate(found) if word.end == match.start()), 0)
        first = last
        while first > 0 and last - first < _MOST and _joined(text, found, first, last):
            first -= 1
        names = found[first:last]
        given = any(is_clear(word.folded) for word in names)
        if given and not public(text, found, first, last):
            yield person(text, found, first, last, LIKELY)


def _joined(text: str, found: list[Word], first: int, last: int) -> bool:
    word = found[first - 1]
    beside = first == last or text[word.end : found[first].start] == " "
    return beside and word.shape in _CAPITALS and word.folded not in words("functions")


__all__ = ["born"]
