"""Words that no dictionary has and that are nobody's name, told by how they are made.

A prefix before an everyday word ("vidéoprotection"), a quarter by its hyphens ("Hauts-de-Vardon"),
letters without vowels ("CSPS").
"""

import re
from functools import lru_cache

from anonymisation.lexicon import surnames
from anonymisation.lexicon.vocabulary import is_ordinary
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word, tokens

_PREFIX = re.compile(
    r"(?:video|peri|para|auto|tele|micro|photo|radio|cyber|multi|inter|intra|extra|anti|pluri|poly|bio|eco"
    r"|geo|hydro|electro|thermo|moto|velo|covoi|co|re|pre|post|sous|sur|super|hyper|mini|maxi|mega"
    r"|non|semi|demi|trans|ultra|agro|socio|psycho|medico|ortho|kine|audio|visio|data|web|e)-?"
    r"(?P<rest>[a-z]{5,})"
)


@lru_cache(maxsize=65_536)
def compound(folded: str) -> bool:
    """Whether a word is a prefix with an everyday word, and no name of the lists."""
    match = _PREFIX.fullmatch(folded)
    if match is None or is_first_name(folded) or is_surname(folded):
        return False
    return is_ordinary(match["rest"]) and not is_surname(match["rest"])


#: What joins the parts of a place's name, and what its first part is.
_JOINTS = re.compile(
    r"-(?:de|du|des|la|les|l|le|sur|sous|en|lez|aux?|saint|sainte)-|-(?:sur|sous|les|lez|en)-"
)
_HEADS = frozenset(
    [
        "belle",
        "beau",
        "haut",
        "haute",
        "hauts",
        "hautes",
        "bas",
        "basse",
        "vieux",
        "vieille",
        "neuf",
        "neuve",
    ]
)
_VOWELS = frozenset("aeiouy")
_SHORTEST = 3


def place_shaped(word: Word) -> bool:
    """Whether a word is a quarter's by its hyphens, or an acronym without vowels."""
    head, hyphen, tail = word.folded.partition("-")
    if hyphen and word.shape in ("Cap", "UPPER"):
        if is_first_name(head) or is_first_name(word.folded):
            return False
        joined = bool(_JOINTS.search(word.folded)) and head not in surnames()
        return joined or (head in _HEADS and not is_surname(tail))
    spoken = not _VOWELS.isdisjoint(word.folded)
    return word.shape == "UPPER" and len(word.folded) >= _SHORTEST and not spoken


def quarter(name: str) -> bool:
    """Whether a whole name of one word is a quarter's: "Hauts-de-Vardon"."""
    if "-" not in name or " " in name:
        return False
    found = tokens(name)
    return len(found) == 1 and place_shaped(found[0])


__all__ = ["compound", "place_shaped", "quarter"]
