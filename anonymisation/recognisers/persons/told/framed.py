"""Persons told by the words before them: "signalé par", "propriétaire :", "famille"."""

import re
from collections.abc import Iterator

from anonymisation.lexicon import firms, words
from anonymisation.lexicon.vocabulary import is_stranger
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.against.vetoes import vetoed
from anonymisation.recognisers.persons.evidence import (
    carried,
    foreign,
    gazetteer_score,
    known,
    lone_given,
    lone_surname,
    mixed,
    named,
    public,
)
from anonymisation.recognisers.persons.spans import LONE, index_at, person
from anonymisation.recognisers.persons.told.receipts import led_place
from anonymisation.recognisers.persons.told.sieves import FOLDED
from anonymisation.recognisers.persons.words import frames
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name
from anonymisation.recognisers.persons.words.runs import run
from anonymisation.recognisers.persons.words.tokens import Word, common

#: What a sentence frame adds up to, for several words.
_FRAMED = LIKELY


def framed(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Names after sentence frames."""
    for number, match in _SIEVE.finditer(simple):
        if match.re is frames.PAIRED:
            for part in ("name", "given"):
                yield Hit("PERSON", *match.span(part), LONE)
            continue
        first = index_at(found, match.end())
        if first is None:
            continue
        last = run(found, first, text)
        names = named(found, first, last)
        if _of_a_place(match.group(), found[first]) or carried(text, found, match.start()):
            continue
        if not names or public(text, found, first, last) or _denied(simple, match):
            continue
        score = _JUDGES[number][1](names, match.group())
        trade = text[match.start() :].startswith("Chez ") and match.start() > 0
        loose = match.re is frames.LOOSE
        if score and not (loose and (trade or vetoed(found, first, text))):
            yield person(text, found, first, last, score)


#: Behind a verb that "ne" denies.
_DENIED = re.compile(r"\w+(?: \w+)? (?:pas|plus|jamais|rien|que|guere|point|aucune?)\b")


def _denied(simple: str, frame: re.Match[str]) -> bool:
    """Whether "ne" denies a verb rather than says "née" without accents: "NE VIENT PLUS"."""
    return frame.group().strip() == "ne" and bool(_DENIED.match(simple, frame.end()))


def _of_a_place(frame: str, word: Word) -> bool:
    """Whether families are a place's, or a work somebody's: "aux familles de Vardon"."""
    if frame.strip() in ("auteur", "auteure", "autrice"):
        return word.text in ("du", "des")
    return frame.strip() == "familles" and word.text in ("de", "du", "des")


def _actor(names: list[Word], frame: str) -> float:
    """Somebody does, says or owns; after a label with its colon a stranger alone is enough."""
    if len(names) == 1 and frame.rstrip()[-1:] in (":", "="):
        word = names[0]
        if len(word.folded) > 3 and is_stranger(word.folded):
            return LONE
    if len(names) > 1:
        return _FRAMED if any(map(known, names)) or mixed(names) or foreign(names) else 0.0
    return LONE if lone_given(names[0]) or lone_surname(names[0]) else 0.0


def _kin(names: list[Word], _frame: str) -> float:
    """Somebody's relative."""
    if len(names) == 1 and names[0].shape == "Cap":
        return LONE if lone_given(names[0]) or not common(names[0].folded) else 0.0
    return _actor(names, _frame)


def _family(names: list[Word], _frame: str) -> float:
    """A surname alone."""
    if len(names) == 1:
        return 0.0 if common(names[0].folded) or names[0].shape == "initial" else LONE
    return _actor(names, _frame)


def _first(names: list[Word], frame: str) -> float:
    """A given name, with or without more; a stranger after a word of kin."""
    if len(names) == 1:
        if frames.KINSHIP.match(frame) and names[0].shape == "Cap" and _relative(names[0], frame):
            return LONE
        return LONE if lone_given(names[0]) else 0.0
    return _FRAMED if any(is_clear(word.folded) for word in names) or mixed(names) else 0.0


def _relative(word: Word, frame: str) -> bool:
    """Whether a word of kin names its person: a stranger, or a given name that is a town's too."""
    if is_stranger(word.folded):
        return True
    return is_first_name(word.folded) and " " not in frame.strip(" ,:(")


#: What is lent to a body or built: the place behind it has a name, and nobody receives anything.
_WORKS = re.compile(
    r"(?<!\w)(?:collectivites?|travaux|chantiers?|maitrise d'oeuvre|refection|rehabilitation"
    r"|obras?|colectividad|werken|works)(?!\w)"
)


#: Somebody is helped to have works done at home: "aide travaux maison Nina Vardon".
_HELPED = re.compile(r"\W*(?:aides?|primes?|bourses?|secours|subventions?|ayudas?|subsidios?)\b")


def aided(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Who receives something, at the end of its name."""
    if not frames.AID.match(simple):
        return
    first = _receiver(text, found)
    last = run(found, first, text) if first < len(found) else first
    names = named(found, first, last)
    if last == len(found) and len(names) == 1 and _lone_receiver(names[0], text, found, first):
        yield person(text, found, first, last, LONE)
        return
    if last < len(found) or not 2 <= len(names) <= 4 or public(text, found, first, last):
        return
    if "(" in text[found[first].start : found[last - 1].end]:
        return  # "rue Vardon (Kerlec)": a street and its town
    if any(word.folded in words("place_names") for word in names):
        return
    works = _WORKS.search(simple) and not _HELPED.match(simple) and vetoed(found, first, text)
    works = works or led_place(simple, found, first)
    if not works and (any(map(known, names)) or foreign(names)):
        yield person(text, found, first, last, LONE)


def _receiver(text: str, found: list[Word]) -> int:
    """Index of the first of the capitalised words that end a text."""
    first = len(found)
    while first > 1 and found[first - 1].shape in ("Cap", "UPPER", "particle"):
        first -= 1
    while first < len(found) and found[first].shape == "particle":
        first += 1
    if first + 2 < len(found) and found[first].folded in words("acronyms") and text != text.upper():
        first += 1  # "aide BAFA Nina Vardon"
    return first


def _lone_receiver(word: Word, text: str, found: list[Word], first: int) -> bool:
    """Whether one word is who receives: a given name, or a word of no dictionary."""
    if word.shape != "Cap" or not first or vetoed(found, first, text):
        return False
    if public(text, found, first, first + 1):
        return False
    return lone_given(word) or (len(word.folded) > 3 and is_stranger(word.folded))


def _loose(names: list[Word], frame: str) -> float:
    """After a word that stands before anything."""
    if len(names) == 1:
        told = lone_given(names[0]) or _sure_surname(names[0])
        return LONE if told and frames.PERSONAL.search(frame) else 0.0
    if names[0].shape == "initial" and gazetteer_score(names):
        return LONE
    return _FRAMED if any(is_clear(word.folded) for word in names) else 0.0


def _sure_surname(word: Word) -> bool:
    """Whether one word is a surname of the lists, and nothing of a dictionary, a town or a firm."""
    taken = word.folded in firms() or word.folded in words("brands")
    return lone_surname(word) and is_stranger(word.folded) and not taken


_JUDGES = (
    (frames.ACTOR, _actor),
    (frames.ROLE, _actor),
    (frames.KIN, _kin),
    (frames.SURNAME_NEXT, _family),
    (frames.FIRST, _first),
    (frames.OWNED, _actor),
    (frames.GIVEN, _actor),
    (frames.LOOSE, _loose),
)
_SIEVE = Sieve(*(pattern for pattern, _ in _JUDGES), frames.PAIRED, among=FOLDED)
