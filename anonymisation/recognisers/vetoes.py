"""What speaks against a person: a street, a place, a body, a public figure of the past."""

import re
from functools import lru_cache

from anonymisation.lexicon import historical, words
from anonymisation.recognisers.tokens import Word
from anonymisation.text import fold

_HOLY = frozenset({"saint", "sainte", "st", "ste", "saints", "san", "santa", "santo", "notre-dame"})
#: After one of these the words before say nothing any more about what follows.
_BREAKS = frozenset(
    [
        "a",
        "par",
        "avec",
        "pour",
        "contre",
        "chez",
        "que",
        "qui",
        "est",
        "sont",
        "ont",
        "etait",
        "signale",
        "signalee",
        "depuis",
        "selon",
        "sans",
        "vu",
        "por",
        "con",
        "para",
        "segun",
        "by",
        "with",
        "from",
        "que",
        "es",
        "son",
        "fue",
        "according",
        "against",
    ]
)
#: Streets and places in one word, in Dutch and Basque.
SUFFIXED = re.compile(
    r"(?<=[a-z]{3})(?:straat|laan|plein|weg|steenweg|kaai|dreef|brug|park|kalea|plaza|etorbidea)$"
)
#: "Hommage à Georges Brassens"
_HONOURS = frozenset({"hommage", "hommages", "homenaje", "tribute", "homenagem"})
_STOP = re.compile(r"[.;:!?,()\n/|]")
#: The most words between "rue" and the name that it carries.
_REACH = 4


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return words("streets") | words("places") | words("organisations")


@lru_cache(maxsize=65_536)
def speaks_against(folded: str) -> bool:
    """Whether a word before a name says street, place or organisation."""
    return folded in _words()


def vetoed(found: list[Word], first: int, text: str, reach: int = _REACH) -> bool:
    """Whether one of the words before says street, place or organisation."""
    if first and found[first - 1].folded in _HOLY:
        return True
    for index in range(first - 1, max(-1, first - 1 - reach), -1):
        word, after = found[index], found[index + 1]
        if _STOP.search(text[word.end : after.start]):
            return False
        if word.folded in _BREAKS:
            return index > 0 and found[index - 1].folded in _HONOURS
        if word.folded in words("vietnamese_places") and not word.text.isascii():
            return True
        if SUFFIXED.search(word.folded):
            return True
        if speaks_against(word.folded):
            return not _owned(found, index, first)
    return False


def _owned(found: list[Word], index: int, first: int) -> bool:
    """Whether a place is somebody's rather than named after them: "la maison de Jean Dupont"."""
    between = [word.folded for word in found[index + 1 : first]]
    return found[index].folded in words("owned") and (
        between in (["de"], ["del"], ["d"], ["of"], ["du", "travail", "de"], ["travail", "de"])
        or between[-2:] == ["travail", "de"]
    )


@lru_cache(maxsize=65_536)
def is_historical(name: str) -> bool:
    """Whether a full name is a public figure's of the past."""
    return " ".join(re.findall(r"[^\W\d_]+(?:['\-][^\W\d_]+)*", fold(name))) in historical()


def historical_within(names: list[Word]) -> bool:
    """Whether some of these words in a row name a public figure of the past."""
    folded = [word.folded for word in names]
    return any(
        " ".join(folded[first:last]) in historical()
        for first in range(len(folded))
        for last in range(first + 2, len(folded) + 1)
    )


def followed_by_organisation(found: list[Word], last: int, text: str) -> bool:
    """Whether a body's word follows: "Martin et Fils", "Dupont Immobilier", "Jean Moulin SARL"."""
    end = found[last - 1].end
    if re.match(
        r"\s*(?:&|et\s(?:[Ff]ils|[Cc]ie|[Aa]ssoci)|y\s(?:[Hh]ijos|Asociados))", text[end : end + 12]
    ):
        return True
    if last >= len(found) or text[end : found[last].start].strip(" "):
        return False
    following = found[last]
    if following.folded in words("places_behind"):
        return True
    if following.shape == "particle" and last + 1 < len(found):
        # "Voies Navigables de France"
        return following.folded == "de" and found[last + 1].folded in words("countries")
    return following.shape in ("Cap", "UPPER") and speaks_against(following.folded)


def street_before(found: list[Word], first: int, text: str) -> bool:
    """Whether the title is part of a street's name: "rue Monsieur le Prince"."""
    before = found[first - 2].folded if first >= 2 else ""
    return (before in words("streets_number") or before in words("streets_titled")) and text[
        found[first - 2].end : found[first - 1].start
    ] in (" ", " de ", " du ")
