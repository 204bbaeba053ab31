"""Persons as registers file them: a family's name in capitals, then given names, one or two people.

"VARDON Ambre et Solal", "TROUVIGNEC Jean Marie", "CHÂTEAU Nina Lou": bodies mix capitals so only
before a full name ("COLLÈGE Nina Vardon") or a place.
"""

import re
from functools import lru_cache

from anonymisation.bodies.kinds import kind
from anonymisation.lexicon.vocabulary import is_ordinary
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word, tokens

_AND = frozenset({"et", "y", "e", "and", "en", "eta", "i", "va", "ou"})
#: What the second of two is to the first: "VARDON Luc et fils Solal".
_KIN = frozenset("fils fille frere soeur epouse epoux pere mere hijo hija zoon dochter".split())  # noqa: SIM905
#: Families' names, and given names, of those filed together.
_HEADS, _GIVEN = 3, 4


#: How a household is called before its surname.
_HOUSEHOLD = re.compile(
    r"(?i:foyer|famille|m[ée]nage|consorts?|[ée]poux|h[ée]ritiers|succession|indivision|hoirs|fam\."
    r"|familia|hogar|herederos|gezin|household|h[ộo](?: gia đình)?)\s+(?P<name>\S.*)"
)


@lru_cache(maxsize=16_384)
def household(name: str) -> bool:
    """Whether a name is a family's with the word for one: "Foyer VARDON", "Consorts Kerlec".

    "Foyer" alone of them is also a kind of body: there the surname stands in capitals.
    """
    match = _HOUSEHOLD.fullmatch(name)
    found = tokens(match["name"]) if match else []
    if not 1 <= len(found) <= _HEADS or any(word.shape not in ("Cap", "UPPER") for word in found):
        return False
    if fold(name).startswith("foyer") and any(word.shape != "UPPER" for word in found):
        return False
    if any(kind(word.folded) for word in found):
        return False
    capitals = not name.isupper() and all(word.shape == "UPPER" for word in found)
    return capitals or not any(is_ordinary(word.folded) for word in found)


@lru_cache(maxsize=16_384)
def filed(name: str) -> bool:
    """Whether a name is a family's in capitals with two given names, of one person or of two.

    Behind a family's two names one is enough.
    """
    found = tokens(name)
    heads = [word for word in found if word.shape == "UPPER" and word.folded not in _AND]
    behind = found[len(heads) :]
    if not 1 <= len(heads) <= _HEADS or found[: len(heads)] != heads or not _families(heads):
        return False
    given = [word for word in behind if word.folded not in _AND | _KIN]
    joined = sum(word.folded in _AND for word in behind)
    fewest = 1 if len(heads) > 1 and any(is_surname(word.folded) for word in heads) else 2
    if joined > 1 or not fewest <= len(given) <= _GIVEN or behind[-1].folded in _AND:
        return False
    if behind[0].folded in _AND or any(word.shape != "Cap" for word in given):
        return False
    return all(is_first_name(word.folded) for word in given)


def _families(heads: list[Word]) -> bool:
    """Whether words in capitals may be a family's name: none is what bodies are called by."""
    return all(
        len(word.folded) > 1 and (is_surname(word.folded) or not kind(word.folded))
        for word in heads
    ) and any(len(word.folded) > 2 for word in heads)


__all__ = ["filed", "household"]
