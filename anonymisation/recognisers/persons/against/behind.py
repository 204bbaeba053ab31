"""What stands behind a name and makes it a body's: "Martin et Fils", "Jean Moulin SARL"."""

import re

from anonymisation.lexicon import words
from anonymisation.recognisers.persons.against.vetoes import is_basque_place, speaks_against
from anonymisation.recognisers.persons.words.tokens import Word

_AND_SONS = re.compile(r"\s*(?:&|et\s(?:[Ff]ils|[Cc]ie|[Aa]ssoci)|y\s(?:[Hh]ijos|Asociados))")


def followed_by_organisation(found: list[Word], last: int, text: str) -> bool:
    """Whether a body's word follows: "Martin et Fils", "Dupont Immobilier", "Jean Moulin SARL"."""
    end = found[last - 1].end
    if _AND_SONS.match(text, end, end + 12):
        return True
    if last >= len(found) or text[end : found[last].start].strip(" "):
        return False
    following = found[last]
    if following.folded in words("places_behind") or is_basque_place(following.folded):
        return True
    if following.shape == "particle" and last + 1 < len(found):
        # "Voies Navigables de France"
        return following.folded == "de" and found[last + 1].folded in words("countries")
    if text[following.end : following.end + 1].isdigit():
        return False  # a class: "CE2"
    if following.folded in _HEADS and _named_behind(found, last, text):
        return False
    return following.shape in ("Cap", "UPPER") and speaks_against(following.folded)


#: Bodies that French names behind their word: "Étude Vardon", "Garage du Port".
_HEADS = frozenset(
    """etude cabinet agence garage notaire maitre scp selarl selas sarl pharmacie clinique
    boulangerie restaurant hotel bureau""".split()  # noqa: SIM905
)


def _named_behind(found: list[Word], index: int, text: str) -> bool:
    """Whether a body's word has its own name behind it: what stands before is another's."""
    if index + 1 >= len(found) or text[found[index].end : found[index + 1].start] != " ":
        return False
    return found[index + 1].shape in ("Cap", "UPPER") and found[index].shape == "Cap"


__all__ = ["followed_by_organisation"]
