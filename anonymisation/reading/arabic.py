"""Words in Arabic letters: folded over their spellings, with what is glued before them.

Hamza, ta marbuta and alef maqsura are written in several ways, and "and", "to", "with" and the
article stand in one word with what follows: "وللسيدة" is "and to the lady".
"""

import re
from functools import lru_cache
from typing import NamedTuple

from anonymisation.reading.text import fold

#: A letter of a word, vowel signs and the stroke that lengthens words included.
LETTER = "[\u0621-\u0652\u0671-\u06d3]"
_WORD = re.compile(f"{LETTER}+")
_SPELT = str.maketrans({"ة": "ه", "ى": "ي", "ـ": "", "ٱ": "ا", "ک": "ك", "ی": "ي", "گ": "ك"})


class Word(NamedTuple):
    """A word with its place and its folded spelling."""

    text: str
    key: str
    start: int
    end: int


@lru_cache(maxsize=16_384)
def key(word: str) -> str:
    """A word, or several, as all its spellings fold."""
    return fold(word).translate(_SPELT)


def words(text: str) -> list[Word]:
    """The words in Arabic letters of a text."""
    return [Word(one.group(), key(one.group()), *one.span()) for one in _WORD.finditer(text)]


@lru_cache(maxsize=16_384)
def stems(folded: str) -> frozenset[str]:
    """What a folded word may be without the small words and the article glued before it."""
    found = {folded}
    if folded[:1] in ("و", "ف"):
        found.add(folded[1:])
    for one in tuple(found):
        if one[:2] == "لل":
            found.update((one[2:], f"ل{one[2:]}"))
        if one[:1] in ("ب", "ل", "ك"):
            found.add(one[1:])
    found.update([one[2:] for one in found if one[:2] == "ال"])
    return frozenset(one for one in found if len(one) > 1)


def keys(listed: str) -> frozenset[str]:
    """A list of words as they fold."""
    return frozenset(map(key, listed.split()))


__all__ = ["LETTER", "Word", "key", "keys", "stems", "words"]
