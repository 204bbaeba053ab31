"""What stands behind a name and makes it a body's: "Martin et Fils", "Jean Moulin SARL"."""

import re

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_stranger
from anonymisation.recognisers.persons.against.vetoes import is_basque_place, speaks_against
from anonymisation.recognisers.persons.words.names import is_first_name
from anonymisation.recognisers.persons.words.tokens import Word

#: In small letters a firm's sons may be somebody's: "Nina Vardon en zoon".
_AND_SONS = re.compile(
    r"\s*(?:&|et\s(?:[Ff]ils|[Cc]ie|[Aa]ssoci)|y\s(?:[Hh]ijos|[Hh]nos|Asociados)|e\sHij[oa]s|e\sFilhos"
    r"|i\sFills|en\sZo(?:on|nen)|and\sSons|(?:[YE]\sHIJ|E\sFILH)[OA]S|ET\sFILS|EN\sZO(?:ON|NEN))"
)


def followed_by_organisation(found: list[Word], last: int, text: str) -> bool:
    """Whether a body's word follows: "Martin et Fils", "Dupont Immobilier", "Jean Moulin SARL"."""
    end = found[last - 1].end
    sons = _AND_SONS.match(text, end, end + 12)
    if sons:
        return not _two(found, last, text, sons.group()) and not _with_sons(found, last, text)
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


def _two(found: list[Word], last: int, text: str, joint: str) -> bool:
    """Whether full names stand on both sides of "&": "Nina Vardon & Luc Kerlec"."""
    if joint.strip() != "&" or last < 2 or last + 1 >= len(found):
        return False
    sides = (found[last - 2 : last], found[last : last + 2])
    if any(word.shape not in ("Cap", "UPPER") for side in sides for word in side):
        return False
    apart = all(text[one.end : two.start] in (" ", "-") for one, two in sides)
    return apart and any(map(_given, sides)) and all(_given(side) or _rare(side) for side in sides)


def _with_sons(found: list[Word], last: int, text: str) -> bool:
    """Whether a son is named behind a father's full name: "Nina Vardon et fils Loïc"."""
    if last < 2 or last + 2 >= len(found) or not _given(found[last - 2 : last]):
        return False
    son = found[last + 2]
    apart = text[found[last + 1].end : son.start] == " "
    return apart and son.shape == "Cap" and is_first_name(son.folded)


def _given(side: list[Word]) -> bool:
    return any(is_first_name(word.folded) for word in side)


def _rare(side: list[Word]) -> bool:
    strange = any(is_stranger(word.folded) for word in side)
    return strange and not any(speaks_against(word.folded) for word in side)


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
