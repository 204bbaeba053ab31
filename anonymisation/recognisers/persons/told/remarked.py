"""One name in the margin of a thing: a lost card, a beast, a family that complains, what is paid.

"Carte Vitale 1 85…, nom Vardon", "le chien de Kerlec (l'enfant Nina)", "Vardon père et fils
menacent", "Vacation cantine - Vardon", "AB-123-CD (nina vardon)", "née vardon": the words and the
numbers beside say that nothing but somebody's name can stand there.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_frequent, is_place, is_stranger
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.told.bearers import anything, bears, small_pair, whole_name
from anonymisation.recognisers.persons.told.sieves import FOLDED
from anonymisation.recognisers.persons.words.names import is_surname, never_in_name
from anonymisation.recognisers.persons.words.tokens import Word, common_said

_ONE = r"[^\W\d_][\w'-]{1,24}"
_LED = r"(?:(?:le|la|de|da|du|el|van|ben|ait|mac|mc|saint) )?"
#: Papers that one person bears.
_PAPER = (
    r"(?:carte(?: (?:d'identite|nationale|vitale|de (?:sejour|resident|lect\w+|transport)|d'\w+"
    r"|bancaire|bleue|grise|etudiante?))?|cni|cin|passeport|permis(?: de conduire)?|titre de sejour"
    r"|recepisse|vitale|attestation|ordonnance|livret|badge|pass|tarjeta|carnet?|dni|nie|pasaporte"
    r"|cedula|licencia|identiteitskaart|rijbewijs|paspoort|card|passport|licence|cartao)"
)
#: A paper with its number, then its name in brackets or behind the word for one.
_BORNE = re.compile(
    rf"(?<!\w){_PAPER}(?!\w)[^.;:()\n]{{0,40}}?[a-z]{{0,3}}\d(?:[ .-]?[\da-z]){{4,16}}"
    rf"(?:,? \((?P<held>{_LED}{_ONE}(?: {_ONE}){{0,2}})\)"
    rf"|,? (?:au )?noms?(?: de)? ?:? (?P<named>{_LED}{_ONE}(?: {_ONE}){{0,2}}))(?=\s*(?:$|[.,;)(]))"
)
#: A beast, and whose child is named with it.
_BEAST = re.compile(
    r"(?<!\w)(?:chiens?|chiennes?|chats?|chattes?|coqs?|poules?|chevaux|cheval|poneys?|moutons?"
    r"|chevres?|perros?|gatos?|gallos?|honden|hond|katten|kat|dogs?|cats?) "
    rf"(?:de |d'|del |van |of )(?P<owner>{_LED}{_ONE}) "
    r"\((?:l'|le |la |les |leurs? |son |sa |ses |el |su |hijo |het |the )?"
    r"(?:enfants?|fils|fille|pere|mere|frere|soeur|famille|maison|voisine?|dame|monsieur|hij[oa]"
    r"|padre|madre|kind|zoon|dochter|son|daughter)"
)
#: A family by two of it, and what only people do.
_FAMILY = re.compile(
    rf"(?:^|(?<=[.!?:;»\n])\s*|, )(?P<family>{_LED}{_ONE}) (?:pere|mere|freres?) et "
    r"(?:fils|filles?|soeurs?) (?:menac|se plai|refus|habit|vivent|insult|reclam|contest|demand"
    r"|proteste|exig|s'oppos|signal|hurl|agress|dis|affirm"
    r"|ont (?:menac|insult|agress|refus|frapp|port))"
)
#: What one person is paid for, and who it is at the end.
_PAID = re.compile(
    r"^\W*(?:vacations?|heures? (?:sup\w*|complementaires?)|indemnites? (?:stage|de stage|km"
    r"|kilometriques?|de mission|regie|d'astreinte)|astreintes?|gratifications?|stages?|cachets?"
    r"|piges?|remb\w*\.? frais|frais (?:de )?(?:deplacement|mission)|babysitting"
    r"|horas extras?|dietas|gratificacion|overuren|overtime)(?!\w)"
    rf"[^;:()\n]{{0,70}} [–—-] (?P<paid>{_LED}{_ONE})\W*$"
)
#: Who drives, in small letters, behind a plate.
_DRIVES = re.compile(
    r"(?<![\w-])(?:[a-z]{2}[ -]?\d{3}[ -]?[a-z]{2}|\d{1,4}[ -]?[a-z]{2,3}[ -]?\d{2}"
    r"|[1-9]-[a-z]{3}-\d{3}"
    rf"|\d{{4}}[ -]?[a-z]{{3}}) \((?P<drives>{_ONE} {_ONE}(?: {_ONE})?)\)"
)
#: Who somebody was before she married, in small letters.
_MAIDEN = re.compile(
    r"(?<=[\w.]) nee? (?P<maiden>[^\W\d_]{4,25}(?:-[^\W\d_]{3,25})?)(?=\s*(?:$|[,;.)]))"
)


#: Whose paper it is, between the word for it and the number: "CIN marocaine Nina Vardon AB123456".
_BEARER = re.compile(
    rf"(?<!\w){_PAPER} (?:[a-z]{{4,12}} )?(?:de |d'|au nom de )?(?:m\.? |mme )?"
    rf"(?P<bearer>{_LED}{_ONE}(?: {_ONE}){{1,3}}),? (?:n[°o] ?)?"
    rf"[a-z]{{0,3}}\d(?:[ .-]?[\da-z]){{4,16}}(?!\w)"
)


def remarked(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Names in the margins of things."""
    for number, match in _SIEVE.finditer(simple):
        group = match.lastgroup or ""
        start, end = match.span(group)
        inside = [word for word in found if start <= word.start and word.end <= end]
        if inside and _JUDGES[number](inside, text):
            yield Hit("PERSON", start, end, LIKELY if len(inside) > 1 else LONE)


def _held(names: list[Word], text: str) -> bool:
    """Whether words are whose paper it is: a full name, or a surname alone."""
    if any(word.shape == "lower" for word in names):
        return len(names) in (2, 3) and small_pair([word.folded for word in names], bears)
    whole = [word for word in names if word.shape != "particle"]
    if len(whole) > 1:
        return whole_name(names) or all(map(_borne, whole))
    return len(whole) == 1 and _borne(whole[0])


def _bearer(names: list[Word], text: str) -> bool:
    """Whether words between a paper and its number are a name, and nothing else."""
    return all(word.shape != "lower" for word in names) and _held(names, text)


def _borne(word: Word) -> bool:
    """Whether one word with its capital is a surname of any kind, no office and no body."""
    return word.shape in ("Cap", "UPPER") and bears(word) and word.folded not in words("countries")


def _owner(names: list[Word], text: str) -> bool:
    """Whether one word is whose beast it is: a household's, whatever it means."""
    return names[-1].shape in ("Cap", "UPPER") and anything(names[-1])


def _family(names: list[Word], text: str) -> bool:
    """Whether one word is a family's, in small letters where it is a surname or strange."""
    last = names[-1]
    if last.shape != "lower":
        return bears(last) or (last.shape == "UPPER" and not text.isupper() and anything(last))
    return _small(last)


def _small(word: Word) -> bool:
    """Whether a word of small letters is a surname, or in no dictionary."""
    if never_in_name(word.folded) or common_said(word.folded) or is_frequent(word.folded):
        return False
    return is_surname(word.folded) or is_stranger(word.folded)


def _paid(names: list[Word], text: str) -> bool:
    """Whether the last word is who is paid: a surname, and no town's that nobody bears."""
    last = names[-1]
    placed = is_place(last.folded) and not is_surname(last.folded)
    return last.shape in ("Cap", "UPPER") and not text.isupper() and bears(last) and not placed


def _drives(names: list[Word], text: str) -> bool:
    return len(names) > 1 and small_pair([word.folded for word in names], bears)


def _maiden(names: list[Word], text: str) -> bool:
    return names[0].shape == "lower" and len(names) == 1 and _small(names[0])


#: What tells a family in words that are no names otherwise: for a first look at texts with their
#: accents, in RE2's syntax.
SIGNS = r"(?i:(?:p[eè]re|m[eè]re|fr[eè]res?) et (?:fils|filles?|s(?:œ|oe)urs?) [a-z])"
_JUDGES = (_held, _owner, _family, _paid, _drives, _maiden, _bearer)
_SIEVE = Sieve(_BORNE, _BEAST, _FAMILY, _PAID, _DRIVES, _MAIDEN, _BEARER, among=FOLDED)

__all__ = ["SIGNS", "remarked"]
