"""Which texts can name a person, judged on their words.

Columns have far fewer words than texts. Each distinct word is judged once, by the predicates that
the detection of persons uses itself; a text passes when its words could add up to a name: a listed
one, a word that is in no list of everyday words behind another, two capitalised words, a title.
"""

from functools import lru_cache

from anonymisation.lexicon.vocabulary import is_ordinary, is_stranger
from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.persons.evidence import known
from anonymisation.recognisers.persons.words.titles import TITLE
from anonymisation.recognisers.persons.words.tokens import Word, common, tokens

#: What a piece of text between spaces holds. A name must be listed; a word is *capable* when it is
#: capitalised and no everyday word, *strange* when it is in no dictionary. `OTHER`: the same, of
#: another word of the piece than its first.
WORD, LISTED, CAPABLE, CAP, UPPER, STRANGE = 1, 2, 4, 8, 16, 32
OTHER = 64
_CAPITAL = ("Cap", "UPPER", "initial")
#: The names in an object written as JSON, or a title: no word need be judged.
TITLED = rf'"[^!-~]*:[^!-~]*"|{loosened((TITLE,))}'
_ZEROED = str.maketrans("123456789", "000000000")


def capable(text: str) -> bool:
    """Whether the words of a text may name a person, by what they are and how they follow."""
    head = tail = 0
    begun = False
    for piece in text.translate(_ZEROED).split(" "):
        bits = judge(piece)
        if not bits:
            continue
        own, others = bits % OTHER, bits // OTHER
        if begun:
            tail |= own | others
        else:
            begun, head, tail = True, own, others
        if _enough(head, tail):
            return True
    return bool(head & STRANGE and tail)  # "VARDON prévenu"


def _enough(head: int, tail: int) -> bool:
    """Whether words add up to a name: `head` is what the first one is, `tail` the others."""
    return bool(
        (head | tail) & LISTED
        or tail & CAPABLE
        or (head & CAPABLE and tail & (CAP | UPPER))
        or tail & (CAP | UPPER) == (CAP | UPPER)
    )


@lru_cache(maxsize=262_144)
def judge(piece: str) -> int:
    """What the words of a piece of text without spaces are; 0 when it has none."""
    found = tokens(piece)
    if not found:
        return 0
    others = 0
    for word in found[1:]:
        others |= _kind(word)
    return _kind(found[0]) | others * OTHER


def _kind(word: Word) -> int:
    if word.shape not in _CAPITAL:
        return WORD
    if known(word):
        return WORD | LISTED
    shape = UPPER if word.shape == "UPPER" else CAP
    if word.shape == "initial":
        return WORD | CAP | UPPER
    if is_stranger(word.folded) or (shape == UPPER and not is_ordinary(word.folded)):
        return WORD | shape | CAPABLE | STRANGE
    return WORD | shape | (0 if common(word.folded) else CAPABLE)


__all__ = ["TITLED", "capable", "judge"]
