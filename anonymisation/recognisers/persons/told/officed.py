"""Surnames that are an office or a day as well: "Mme Nina Sénateur", "M. Vendredi, 3 rue Haute".

Elsewhere such a word ends a name: "Nina Vardon Maire de Kerlec". It is somebody's where it stands
right behind a title and a given name, or where a home, an account or a birth follows it.
"""

import re
from collections.abc import Iterator

from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.against.offices import in_office
from anonymisation.recognisers.persons.told.sieves import FOLDED
from anonymisation.recognisers.persons.words.names import is_first_name

_OFFICE = (
    r"(?:maires?|senateur|tresorier|ministre|consul|prefet|bailli|prevot|echevin|syndic|gouverneur"
    r"|ambassadeur|conseiller|chancelier|notaire|alcalde|regidor)"
)
_DAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|fevrier|mars|avril|juin"
    r"|juillet|aout|septembre|octobre|novembre|decembre|noel|toussaint|paques)"
)
_TITLE = r"(?:mme|mlle|mr|m|monsieur|madame|mademoiselle)\.? "
_GIVEN = r"(?:[^\W\d_]{2,14}(?:-[^\W\d_]{2,14})?|[a-z]\.)"
#: What closes a name: no "de Kerlec", no "adjoint".
_CLOSED = (
    r"(?=\s?(?:$|[,;:.)(/]|[–—-] |c/|le \d|au \d|a |(?:et|ou|contre|tel|qui|compte|iban|rib|nee?)\b"
    r"|\d))"
)
#: A title, a given name or its letter, and the surname.
_TITLED = re.compile(
    rf"(?<![\w'-])(?P<whole>{_TITLE}{_GIVEN} (?:{_OFFICE}|{_DAY}))(?![\w'-]){_CLOSED}"
)
#: A title and the surname first: "M. TRÉSORIER Luc".
_INVERTED = re.compile(
    rf"(?<![\w'-])(?P<whole>{_TITLE}(?:{_OFFICE}|{_DAY}) (?P<given>{_GIVEN}))(?![\w'-])"
)
#: A title and the surname alone, where only somebody can stand.
_ALONE = re.compile(
    rf"(?<![\w'-])(?P<whole>{_TITLE}(?:{_OFFICE}|{_DAY}))"
    r"(?=,? (?:demeurant|domicilie|habitant|residant|nee? |compte|iban|rib\b|tel\b|\d)"
    r"| \((?:maire|adjoint|conseill|elue?\b|\d))"
    rf"|(?<![\w'-])(?:au profit de|au nom de|au benefice de|a l'ordre de|appartenant a|verse a"
    rf"|indemnisation) (?P<paid>{_TITLE}(?:{_OFFICE}|{_DAY})){_CLOSED}"
    rf"|(?<![\w'-])(?P<day>{_TITLE}{_DAY})(?![\w'-]){_CLOSED}"
)
#: Beside somebody: "Luc Vardon et Nina Sénateur", in either order.
_BESIDE = re.compile(
    rf"(?:(?<=[\w.] et )|(?<=m'appelle ))(?P<whole>{_GIVEN} (?:{_OFFICE}|{_DAY}))"
    rf"(?=\s?(?:$|[,;(]|et j))"
)
_SIEVE = Sieve(_TITLED, _INVERTED, _ALONE, _BESIDE, among=FOLDED)
#: More than a title with its given name adds up to.
_SCORE = 0.86


def officed(text: str, simple: str) -> Iterator[Hit]:
    """Names whose surname is an office or a day."""
    for _, match in _SIEVE.finditer(simple):
        part = match.lastgroup or "whole"
        start, end = match.span("whole" if part == "given" else part)
        if _fits(text, match, start, end):
            kind = "OFFICIAL" if in_office(text, start, end) else "PERSON"
            yield Hit(kind, start, end, _SCORE)


def _fits(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the words are written as a name, with a given name where one is awaited."""
    parts = text[start:end].split()
    if len(parts) == 1 or not all(part[0].isupper() for part in parts[1:]):
        return False
    if match.re is _ALONE:
        return True
    given = match["given"] if match.re is _INVERTED else match["whole"].split()[-2]
    if match.re is _BESIDE and not parts[0][0].isupper():
        return False
    return given.endswith(".") or is_first_name(given)


__all__ = ["officed"]
