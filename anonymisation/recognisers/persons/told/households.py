"""Heirs and children behind their one surname: "indivision Vardon : Nina et leur mère Clara".

The surname says whose they are; each that follows is a given name, alone or with its surname, in
capitals or not, and "et leur mère" goes on to one more.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon.vocabulary import is_stranger
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.spans import LONE, index_at
from anonymisation.recognisers.persons.told.sieves import FOLDED
from anonymisation.recognisers.persons.words.fitness import any_surname, given_word
from anonymisation.recognisers.persons.words.frames import KIN_WORDS
from anonymisation.recognisers.persons.words.names import is_surname
from anonymisation.recognisers.persons.words.tokens import Word, common_said

#: Those of one surname, which stands before the sign that they follow.
_HOUSE = re.compile(
    r"(?<![\w'-])(?:indivision|hoirie|hoirs|consorts|succession|fratrie|famille|foyer|menage"
    r"|heritiers"
    r"|heritieres|enfants|freres|soeurs|herencia|herederos(?: de)?|familia|hermanos|sucesion|gezin"
    r"|familie"
    r"|erfgenamen|kinderen|estate|heirs|family|children|heranca|herdeiros|gia dinh|nha)"
    r" (?:de |d'|du |van )?(?P<name>[^\W\d_][\w'-]{1,25}(?: [^\W\d_][\w'-]{1,25}){0,2}) ?(?:[:(]"
    r"|[–—-] ) ?"
)
#: What goes from one to the next.
_NEXT = re.compile(
    rf",? ?(?:,|;|/|&|et|y|e|en|and|va|puis)(?: (?:leurs?|sa|son|ses|sus?|hun|haar|zijn|their|his"
    rf"|her|seus?|suas?)"
    rf" (?:{KIN_WORDS}|moeder|vader|broer|zus|zoon|dochter|mother|father|brother|sister|son"
    rf"|daughter),?)? "
)
#: What may stand behind one: her age, what he is.
_ASIDE = re.compile(r" ?\([^()]{1,30}\)| (?:\d{1,2} (?:ans|mois|anos|jaar|years))")
_MOST = 4


def households(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """The members of a household or of an estate, one after the other."""
    for _, match in _SIEVE.finditer(simple):
        hits = list(_members(text, simple, found, match.end()))
        if len(hits) > 1:
            yield from hits
            names = [
                word for word in found if match.start("name") <= word.start < match.end("name")
            ]
            if any_surname(names):
                yield Hit("PERSON", *match.span("name"), LONE)


def _members(text: str, simple: str, found: list[Word], position: int) -> Iterator[Hit]:
    first = index_at(found, position)
    while first is not None:
        last = _extent(text, found, first)
        if last == first:
            return
        end = found[last - 1].end
        yield Hit("PERSON", found[first].start, end, LIKELY if last - first > 1 else LONE)
        aside = _ASIDE.match(simple, end)
        joint = _NEXT.match(simple, aside.end() if aside else end)
        first = index_at(found, joint.end()) if joint else None


def _extent(text: str, found: list[Word], first: int) -> int:
    """Index after a given name and the surname beside it; the same where none begins."""
    word = found[first]
    strange = word.shape != "lower" and len(word.folded) > 2 and is_stranger(word.folded)
    if not given_word(word) and (not strange or common_said(word.folded)):
        return first
    last = first + 1
    while last < len(found) and last - first < _MOST:
        behind = found[last]
        if text[found[last - 1].end : behind.start] != " ":
            break
        if behind.shape in ("lower", "particle") and not _family(behind):
            break
        last += 1
    return last


def _family(word: Word) -> bool:
    """Whether a small word behind a given name is its surname: listed, or of no dictionary."""
    folded = word.folded
    return len(folded) > 2 and (is_surname(folded) or is_stranger(folded))


_SIEVE = Sieve(_HOUSE, among=FOLDED)

__all__ = ["households"]
