"""Ways right before a name that is theirs, and whether they have one already."""

import re

from anonymisation.lexicon import words
from anonymisation.recognisers.persons.against.localities import nowhere
from anonymisation.recognisers.persons.words.tokens import Word, common, common_said

#: What saints are called by, who stand in a way's name.
HOLY = frozenset({"saint", "sainte", "st", "ste", "saints", "san", "santa", "santo", "notre-dame"})
#: Ways that Spain shortens with a stroke: "C/ Nina Vardon".
_SLASHED = frozenset(("c", "av", "avd", "avda", "pl", "pza", "ctra", "cl"))


def slashed(found: list[Word], index: int, text: str) -> bool:
    """Whether a word and the stroke behind it are a way: no "c/" of small letters, "contra"."""
    gap = text[found[index].end : found[index + 1].start]
    return gap in ("/", "/ ") and found[index].folded in _SLASHED and found[index].text[0] == "C"


_NUMBER = re.compile(r" (?:[Nn]° ?)?\d{1,4} ")


def place_named(found: list[Word], index: int, text: str) -> bool:
    """Whether a street or place before a word has its name already: "rue Jean Jaurès Dr".

    "rue du Docteur" and "avenue Général Docteur" have none yet; a number is a name: "lot 3 Dr".
    """
    if index and _NUMBER.fullmatch(text[found[index - 1].end : found[index].start]):
        return True
    ways, first = words("streets") | words("places"), index
    while first and text[found[first - 1].end : found[first].start] == " ":
        word = found[first - 1]
        if word.folded in ways:
            break
        if word.shape not in ("Cap", "UPPER", "particle", "initial"):
            return False
        first -= 1
    names = [word.folded for word in found[first:index] if word.shape != "particle"]
    begun = first > 0 and found[first - 1].folded in ways
    return begun and any(_proper(name) for name in names)


def _proper(folded: str) -> bool:
    return not (common_said(folded) or common(folded) or folded in HOLY)


def street_before(found: list[Word], first: int, text: str) -> bool:
    """Whether the title is part of a street's name: "rue Monsieur le Prince"."""
    before = found[first - 2].folded if first >= 2 else ""
    if first > 2 and nowhere(found[first - 2], found[first - 3].folded):
        return False
    if first >= 2 and slashed(found, first - 2, text):
        return True
    return (before in words("streets_number") or before in words("streets_titled")) and text[
        found[first - 2].end : found[first - 1].start
    ] in (" ", " de ", " du ")


__all__ = ["HOLY", "place_named", "slashed", "street_before"]
