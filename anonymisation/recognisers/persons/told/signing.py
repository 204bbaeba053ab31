"""Who wrote a letter, by one surname at its end.

"… mon tel 06 …, VARDON", "Merci. VARDON 12 rue …".
"""

import re
from collections.abc import Callable, Iterator

from anonymisation.lexicon import words
from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.persons.spans import LONE, index_at, person
from anonymisation.recognisers.persons.words.names import is_surname
from anonymisation.recognisers.persons.words.tokens import Word

#: Whether one word alone is a household's name.
Judge = Callable[[Word], bool]
_SHORTEST = 4
#: The end of a letter: who wrote it, behind a number to call or before an address.
CLOSING = re.compile(
    r"(?:\d(?:[ .]?\d{2}){4}|@[\w.\-]+\.[a-z]{2,4}),? "
    r"(?P<last>[^\W\d_]{4,}(?:-[^\W\d_]{3,})?)\s*$"
    r"|[a-z]{2}[.!?] (?P<living>[^\W\d_]{3,}(?:-[^\W\d_]{3,})?),? \d{1,4}(?: ?(?:bis|ter|[a-d]))?,?"
    r" (?:rue|avenue|av\.|boulevard|bd|chemin|allee|place|impasse|route|quai|calle|avenida)(?!\w)"
)


def closing(text: str, simple: str, found: list[Word], family: Judge) -> Iterator[Hit]:
    """A surname that closes a letter."""
    for match in CLOSING.finditer(simple):
        first = index_at(found, match.start(match.lastgroup or "last"))
        if first is not None and _writes(text, found[first], family):
            yield person(text, found, first, first + 1, LONE)


def _writes(text: str, word: Word, family: Judge) -> bool:
    """Whether a word may be who wrote a letter: in capitals, a surname that is a word as well."""
    if word.shape == "UPPER" and not text.isupper():
        listed = is_surname(word.folded) or word.folded in words("surname_words")
        return listed or (len(word.folded) > _SHORTEST and family(word))
    parted = text[word.end : word.end + 1] != " " or is_surname(word.folded)
    return word.shape != "lower" and parted and len(word.folded) >= _SHORTEST and family(word)


__all__ = ["CLOSING", "closing"]
