"""Words that no dictionary has and that are nobody's name, told by how they are made.

A prefix before an everyday word ("vidéoprotection"), a quarter by its hyphens ("Hauts-de-Vardon"),
letters without vowels ("CSPS").
"""

import re
from functools import lru_cache

from anonymisation.lexicon import surnames
from anonymisation.lexicon.vocabulary import is_ordinary
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word

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
    r"-(?:de|du|des|la|les|l|le|sur|sous|en|lez|aux?|saint|sainte)-|-[dl]'|-(?:sur|sous|les|lez|en)-"
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
#: Words that begin towns' names and no double surname.
_TOWNS = frozenset(
    """bourg chateau chateauneuf villeneuve villers villiers viller neuville mont pont port roche
    rochefort isle ile puy ker plou fort val vaux mesnil champ chapelle eglise ferte motte tour
    castel castelnau puerto villa villar aldea puebla""".split()  # noqa: SIM905
)
_VOWELS = frozenset("aeiouy")
_SHORTEST = 3


def place_shaped(word: Word) -> bool:
    """Whether a word is a quarter's by its hyphens, or an acronym without vowels."""
    if "-" in word.folded and word.shape in ("Cap", "UPPER"):
        return _joined(word.folded)
    spoken = not _VOWELS.isdisjoint(word.folded)
    return word.shape == "UPPER" and len(word.folded) >= _SHORTEST and not spoken


@lru_cache(maxsize=65_536)
def _joined(folded: str) -> bool:
    """Whether what hyphens join is a place's name rather than a family's."""
    head, _, tail = folded.partition("-")
    if is_first_name(head) or is_first_name(folded):
        return False
    if _JOINTS.search(folded) and head not in surnames():
        return True
    return head in _HEADS and not is_surname(tail)


def quarter(name: str) -> bool:
    """Whether a whole name of one word is a quarter's or a town's: "Hauts-de-Vardon"."""
    return bool(_HYPHENED.fullmatch(name)) and _joined(fold(name))


def town(name: str) -> bool:
    """Whether a whole name of one word begins as towns' names do: "Bourg-Vardon"."""
    head = fold(name).partition("-")[0]
    return bool(_HYPHENED.fullmatch(name)) and head in _TOWNS and not is_surname(head)


#: Words that hyphens join, and no other letters: in small letters too.
_HYPHENED = re.compile(r"[^\W\d_][\w'’]*(?:-[\w'’]+)+")


__all__ = ["compound", "place_shaped", "quarter", "town"]
