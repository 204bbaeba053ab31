"""Which texts can hold a name in small letters, judged on their distinct words."""

import re
from functools import lru_cache

from anonymisation.lexicon.vocabulary import ordinary_words
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.small.frames import LAST
from anonymisation.recognisers.persons.small.words import needles
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import PARTICLES

#: Two words side by side, one of which begins with a small letter, or both in capitals.
SIDE_BY_SIDE = (
    r"\p{L}{2}[^\p{L}]{1,3}\p{Ll}\p{L}|\p{Ll}\p{L}+[^\p{L}]{1,3}\p{L}{2}"
    r"|\p{Lu}{2}[^\p{L}]{1,3}\p{Lu}"
)
#: What one word is. A name that no word is, by itself enough; a word of no dictionary; one that
#: may be a name's; a given name; what stands before a name in small letters.
NEEDLE, STRANGE, NAMEABLE, GIVEN, BEFORE, FRAME = 1, 2, 4, 8, 16, 32
_WORDS = re.compile(r"[^\W\d_]+")
_LAST = re.compile(rf"(?:{LAST})")


def telling(text: str) -> bool:
    """Whether a text has a given name, or two strangers side by side, in small letters.

    A word that begins with a capital may only stand before a small one.
    """
    before = None
    for word in _WORDS.findall(text):
        if len(word) == 1:
            continue  # the letter of a given name: "l'agent n. vardon"
        kind = _kind(word)
        if kind & NEEDLE or (before is None and kind & STRANGE):
            return True
        if before is not None and (
            (kind & NAMEABLE and before & BEFORE) or (kind & GIVEN and before & FRAME)
        ):
            return True
        if before is not None and before & STRANGE and word in _DOES:
            return True
        before = kind
    return False


#: What only somebody does, behind a word of no dictionary: "vardon refuse de payer".
_DOES = frozenset(
    "refuse refusent conteste insiste niega weigert recusa refuses".split()  # noqa: SIM905
)


@lru_cache(maxsize=262_144)
def _kind(word: str) -> int:
    folded = fold(word)
    small = not word[0].isupper()
    strange = small and len(folded) > 2 and folded not in ordinary_words()
    given, frame = (
        is_first_name(folded),
        bool(_LAST.fullmatch(folded) or _LAST.fullmatch(folded.removesuffix("s"))),
    )
    return (
        NEEDLE * (small and folded in needles())
        | STRANGE * strange
        | NAMEABLE * (strange or (small and is_surname(folded)))
        | GIVEN * given
        | BEFORE * (strange or given or folded in PARTICLES or frame)
        | FRAME * frame
    )
