"""Persons whom a sentence awaits: "identité déclarée Nina Vardon", "indivision entre A, B et C".

A cue says that a name follows; the words behind it say whether it is one. Where only somebody can
stand a surname may be a trade's or a tree's, and a given name one that nobody listed.
"""

import re
from collections.abc import Callable, Iterator

from anonymisation.lexicon import vietnamese
from anonymisation.lexicon.vocabulary import is_stranger
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.against.vetoes import is_historical
from anonymisation.recognisers.persons.evidence import carried, public
from anonymisation.recognisers.persons.spans import LONE, index_at, person
from anonymisation.recognisers.persons.told.sieves import FOLDED
from anonymisation.recognisers.persons.words import awaiting
from anonymisation.recognisers.persons.words.fitness import (
    Names,
    any_surname,
    borne,
    family_name,
    forename,
    full_name,
    given_word,
    one_surname,
    shouted_surname,
    told_word,
    whole_words,
)
from anonymisation.recognisers.persons.words.names import is_clear, is_surname
from anonymisation.recognisers.persons.words.titles import CAPITALISED
from anonymisation.recognisers.persons.words.tokens import Word

_CAPITALS = ("Cap", "UPPER", "initial")
_MOST, _SHORTEST = 6, 4
#: What parts the names of a row.
_NEXT = re.compile(r",? (?:et|y|e|i|en|and|eta) | ?[,;/&] ?")
_COMMA = re.compile(r", ?")
#: What "of" before a name makes of a word for somebody: "la fille de Nina", "le tuteur du Vardon".
_OF = frozenset(("de", "du", "des"))
#: Who signs before the number to call: "Nina Vardon — 06 …".
_SIGNED = re.compile(
    rf"(?:^|[.!?»)] |\n)(?P<name>{CAPITALISED}(?: {CAPITALISED}){{1,2}}) ?[—–,:/(-] ?"
    r"(?:(?i:t[ée]l|port|mob|gsm)\.? ?:? ?)?(?=(?:\+|00)?\(?\d(?:[ .\-/()]?\d){7,12}"
    r"|\d{1,4}(?: ?(?:bis|ter|[A-Da-d]))?,? (?i:rue|av(?:enue)?|bd|boulevard|chemin|impasse"
    r"|all[ée]e|route|quai|place|ruelle|sentier|cit[ée]|r[ée]sidence|lot)\b)"
)
#: What begins given names of the Arab world, and stands for one.
_SERVANT = frozenset(("abd", "abdel", "abdoul", "abdou", "abou"))
#: What ends one surname alone.
_END = re.compile(
    r"\s*(?:$|[,.;:)/&»”\"]|[–—-] |(?:et|y|en|i) "
    r"|(?:restitu|rend|rembours|retourn|encaiss|rejet|devuelt)\w+(?!\w))"
)


def awaited(text: str, simple: str, found: Names) -> Iterator[Hit]:
    """Names that the words before them await."""
    for number, match in _SIEVE.finditer(simple):
        first = index_at(found, match.end())
        if first is not None and not carried(text, found, match.start()):
            _, judge, rows = _CUES[number]
            yield from _row(text, simple, found, first, judge, rows)
    for match in _SIGNED.finditer(text) if any(map(str.isdigit, text)) else ():
        first = index_at(found, match.start("name"))
        if first is not None:
            last = _extent(text, found, first)
            if full_name(found[first:last]) and not public(text, found, first, last):
                yield person(text, found, first, last, LIKELY)


def _row(
    text: str,
    simple: str,
    found: Names,
    first: int,
    judge: Callable[[Names], bool],
    rows: bool,
) -> Iterator[Hit]:
    """The name at a word, and in a row those that "and", a comma or a stroke join to it."""
    index: int | None = first
    while index is not None:
        last = _reversed(text, found, index, _extent(text, found, index))
        names = found[index:last]
        if not names or (judge is full_name and names[0].text in _OF):
            return
        if text.isupper() and judge is forename:
            last, names = index + 1, names[:1]
        if not _stands(text, simple, found, index, last, judge):
            return
        yield person(text, found, index, last, LIKELY if last - index > 1 else LONE)
        joint = _NEXT.match(simple, names[-1].end) if rows else None
        index = index_at(found, joint.end()) if joint else None


def _stands(
    text: str, simple: str, found: Names, first: int, last: int, judge: Callable[[Names], bool]
) -> bool:
    """Whether the words from `first` to `last` are the name that is awaited."""
    names = found[first:last]
    if is_historical(text[names[0].start : names[-1].end]) or not judge(names):
        return False
    if judge is any_surname:
        return True
    lone = sum(word.shape != "particle" or word.folded in _SERVANT for word in names) == 1
    if lone and judge not in _OPEN and not _END.match(simple, names[-1].end):
        return False
    return _bears(names) or shouted_surname(names) or not public(text, found, first, last)


def _bears(names: Names) -> bool:
    """Whether a surname stands behind the given names that somebody has from a public figure."""
    parts = [word.folded for word in names]
    return any(
        is_historical(" ".join(parts[:cut])) and is_surname(parts[-1])
        for cut in range(2, len(parts))
    )


def _extent(text: str, found: Names, first: int) -> int:
    """Index after the words that may be one name's, from a word on."""
    last = index = first
    while index < len(found) and index - first < _MOST:
        word = found[index]
        if index > first and not _touches(text, found, index):
            break
        if word.shape == "lower" and not (index > first and word.folded == "i"):
            break
        index += 1
        last = index if word.shape in _CAPITALS or _syllable(found, first, index - 1) else last
    return last


def _syllable(found: Names, first: int, index: int) -> bool:
    """Whether a particle is Viet Nam's family name behind given ones: "Bich Mac"."""
    word = found[index]
    behind = index > first and found[index - 1].folded in vietnamese("given")
    return behind and word.text[0].isupper() and word.folded in vietnamese("family")


def _touches(text: str, found: Names, index: int) -> bool:
    """Whether a word stands beside the one before it."""
    gap = text[found[index - 1].end : found[index].start]
    return gap in (" ", "-") or (gap == ". " and found[index - 1].shape == "initial")


def _reversed(text: str, found: Names, first: int, last: int) -> int:
    """Index after the given name that a comma parts from surnames: "VARDON KERLEC, NINA"."""
    if not first < last < len(found) or any(is_clear(word.folded) for word in found[first:last]):
        return last
    if not _COMMA.fullmatch(text[found[last - 1].end : found[last].start]):
        return last
    end = _extent(text, found, last)
    if 0 < end - last < _SHORTEST and all(
        word.shape == "particle" or given_word(word) for word in found[last:end]
    ):
        return end
    if end == last:
        return last
    alone = end - last == 1 or found[last + 1].shape != found[last].shape
    return last + 1 if alone and _behind(found[first:last], found[last]) else last


def _behind(surnames: Names, word: Word) -> bool:
    """Whether a word behind surnames and a comma is the given name that goes with them."""
    if given_word(word):
        return True
    named = is_surname(word.folded) or is_stranger(word.folded)
    return len(whole_words(surnames)) > 1 and named and not told_word(word)


def _widowed(names: Names) -> bool:
    """Whether words are a surname, whatever follows it."""
    return borne(names)


#: The cues, each with what must follow and whether several names may, one after the other.
_CUES: tuple[tuple[re.Pattern[str], Callable[[Names], bool], bool], ...] = (
    (awaiting.FULL, full_name, True),
    (awaiting.BETWEEN, one_surname, True),
    (awaiting.ANY, any_surname, True),
    (awaiting.BRACKET, borne, False),
    (awaiting.HOST, borne, False),
    (awaiting.HANDED, one_surname, True),
    (awaiting.WIDOWED, _widowed, False),
    (awaiting.APPOSED, borne, False),
    (awaiting.OWNED, one_surname, False),
    (awaiting.SERVED, one_surname, False),
    (awaiting.GIVEN, forename, False),
    (awaiting.LES, family_name, False),
)
_SIEVE = Sieve(*(cue for cue, _, _ in _CUES), among=FOLDED)
#: Those behind which anything may follow one word alone.
_OPEN = (forename, family_name, _widowed)

__all__ = ["awaited"]
