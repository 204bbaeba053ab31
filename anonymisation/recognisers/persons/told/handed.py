"""Whom a thing passes from and to: "emplacement repris de Vardon par Kerlec", "de Vardon à Roux".

Two names say who had it and who has it now. Towns and bodies hand things on as well: both must be
surnames, and no place's that nobody bears.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon.vocabulary import is_listed, is_place, is_stranger
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.evidence import public
from anonymisation.recognisers.persons.spans import LONE, index_at
from anonymisation.recognisers.persons.told.bearers import bears, whole_name
from anonymisation.recognisers.persons.told.sieves import FOLDED
from anonymisation.recognisers.persons.words.tokens import Word

#: A name of one word or two, with what leads it.
_NAME = r"(?:(?:le|la|de|da|du|el|van|ben|ait) )?[^\W\d_][\w'-]{2,24}(?: [^\W\d_][\w'-]{1,24})?"
_HANDED = re.compile(
    r"(?<!\w)(?:pass(?:e|ee?s?|ent|ation|era)|transf(?:er\w*|ert)|ced\w{1,3}|cession|mutation"
    r"|reprise"
    r"|changement|substitution|permutation|echange\w{0,2}|traspas\w{1,3}|transferid[oa]"
    r"|ces[io]\w{1,2}"
    r"|cambio|permuta|transferred|passed|moved|assigned|overgedragen|overdracht|overgegaan|wissel"
    r"|passou|transferencia)"
    rf"(?: [^\W\d_'-]+){{0,4}}? (?:de |d'|from |van |entre |between )(?P<one>{_NAME}) (?:a"
    rf"|au profit de|vers|et"
    rf"|to|aan|naar|para|por|par|y|en|and) (?P<other>{_NAME})(?=\s*(?:$|[.,;:()/]| (?:le|depuis"
    rf"|a compter|suite"
    r"|pour|el|desde|on|since|op|sinds|en)\b))"
)


def handed(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Who had a thing, and who has it now."""
    for _, match in _SIEVE.finditer(simple):
        sides = [_side(text, found, *match.span(part)) for part in ("one", "other")]
        if all(sides):
            for side in sides:
                score = LIKELY if len(side) > 1 else LONE
                yield Hit("PERSON", side[0].start, side[-1].end, score)


def _side(text: str, found: list[Word], start: int, end: int) -> list[Word]:
    """The words of a name with their capitals; none where they are a place's or a body's."""
    first = index_at(found, start)
    inside = [word for word in found if start <= word.start and word.end <= end]
    while inside and inside[-1].shape not in ("Cap", "UPPER"):
        inside.pop()
    whole = [word for word in inside if word.shape != "particle"]
    if first is None or not whole or any(word.shape == "lower" for word in inside):
        return []
    if public(text, found, first, first + len(inside)):
        return []
    if len(whole) > 1:
        return inside if whole_name(inside) else []
    return inside if _borne(whole[0]) else []


def _borne(word: Word) -> bool:
    """Whether one word is a surname, and no town that nobody is called after."""
    named = is_listed(word.folded) or is_stranger(word.folded)
    return named and bears(word) and (is_listed(word.folded) or not is_place(word.folded))


_SIEVE = Sieve(_HANDED, among=FOLDED)

__all__ = ["handed"]
