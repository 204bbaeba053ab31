"""How far a name in small letters reaches, from one word that tells it."""

import re

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_frequent, is_ordinary, is_place
from anonymisation.recognisers.persons.small.frames import (
    AFTER,
    BEFORE,
    CONJUGATED,
    LABEL,
    PRESENTS,
    TAKEN,
)
from anonymisation.recognisers.persons.small.words import (
    behind,
    clear,
    half,
    no_name,
    strange,
    sure_surname,
)
from anonymisation.recognisers.persons.words.landscape import of_the
from anonymisation.recognisers.persons.words.names import is_first_name
from anonymisation.recognisers.persons.words.runs import LANDSCAPE
from anonymisation.recognisers.persons.words.tokens import Word

GAPS = (" ", "_", "-")


def extent(found: list[Word], index: int, text: str, simple: str) -> tuple[int, int]:
    """The small name that a word belongs to; empty when it tells nothing."""
    word = found[index]
    parts = [part for part in word.folded.split("-") if part]
    if any(map(clear, (word.folded, *parts))):
        return _around(found, index, text, simple)
    if strange(word.folded) and _pair_of_strangers(found, index, text, simple):
        return _from_given(found, index, text), _strangers_end(found, index, text)
    if index and sure_surname(word.folded) and _everyday_given(found, index, text, simple):
        return index - 1, index + 1
    if is_first_name(word.folded) and not no_name(word.folded):
        return index, _two_surnames(found, index, simple)
    return index, index


def _two_surnames(found: list[Word], index: int, simple: str) -> int:
    """Index after the surnames behind a Spanish given name that is a word too; else the same."""
    end = _second(found, index, index + 1, simple)
    if end - index < 3 or not strange(found[end - 1].folded):
        return index
    return end


def _pair_of_strangers(found: list[Word], index: int, text: str, simple: str) -> bool:
    """Two small words of no dictionary where a person may stand: "par zephyrin sepiquin"."""
    after = _strangers_end(found, index, text)
    first = _from_given(found, index, text)
    if after - first < 2:
        return False
    before = simple[max(0, found[first].start - 12) : found[first].start]
    if TAKEN.search(before) or AFTER.match(simple, found[after - 1].end):
        return True
    others = [*found[:first], *found[after:]]
    return bool(others) and all(_told(word) for word in others)


def _told(word: Word) -> bool:
    """Whether a word is one of a dictionary, or too short to tell."""
    return word.shape == "particle" or len(word.folded) < 3 or is_ordinary(word.folded)


def _from_given(found: list[Word], index: int, text: str) -> int:
    """Index of a given name of any kind right before a word; else the same index."""
    if not index or not joined(found[index - 1], found[index], text):
        return index
    return index - 1 if is_first_name(found[index - 1].folded) else index


def _strangers_end(found: list[Word], index: int, text: str) -> int:
    after = index + 1
    while (
        after < len(found)
        and after - index < 7
        and joined(found[after - 1], found[after], text)
        and (
            found[after].shape == "particle"
            or strange(found[after].folded)
            or _listed_name(found, after)
        )
    ):
        after += 1
    while found[after - 1].shape == "particle":
        after -= 1
    return after


def _listed_name(found: list[Word], index: int) -> bool:
    return found[index].shape == "lower" and half(found[index].folded)


def _around(found: list[Word], index: int, text: str, simple: str) -> tuple[int, int]:
    """The listed small words around a given name."""
    first, last = _first(found, index, text, simple), index + 1
    while (after := _next(found, last, text)) > last:
        last = after
    if last > index + 1:
        last = of_the(found, last, text)
    if last == index + 1 and first == index and _presented(found, index, text, simple):
        last += 1
    return first, _second(found, first, last, simple)


#: Spain and America bear two surnames, which are words as often as not.
_SPANISH = re.compile(r"(?<!\w)(?:el|los|las|del|con|por|una|calle|hay)(?!\w)")
_CLOSED = re.compile(r"\s*(?:$|[,.;:()])")
_SURNAMES = 4


def _second(found: list[Word], first: int, last: int, simple: str) -> int:
    """Index after the surnames that close a Spanish name: "nina nube vardón laguna."."""
    if last >= len(found) or not _SPANISH.search(simple):
        return last
    end, strangers = last, last - first > 1
    while end < len(found) and end - last < _SURNAMES and _worded(found, end, simple):
        strangers = strangers or behind(found[end].folded)
        end += 1
    closed = bool(_CLOSED.match(simple, found[end - 1].end))
    return end if strangers and closed else last


def _worded(found: list[Word], index: int, simple: str) -> bool:
    """Whether a word that a space parts from a name may be one of its surnames."""
    word = found[index]
    if simple[found[index - 1].end : word.start] != " " or word.shape != "lower":
        return False
    told = no_name(word.folded) or CONJUGATED.search(word.text)
    return len(word.folded) > 2 and not told


def _first(found: list[Word], index: int, text: str, simple: str) -> int:
    """Index of the first small word of the name that a given name belongs to."""
    first = index
    while (
        first > 0
        and joined(found[first - 1], found[first], text)
        and (half(found[first - 1].folded) or strange(found[first - 1].folded))
    ):
        first -= 1
    if first < index or not index:
        return first
    sign = _everyday_given(found, index, text, simple) or _labelled(found, index - 1, text, simple)
    return index - 1 if sign else index


def _next(found: list[Word], last: int, text: str) -> int:
    """Index after the next part of a name, a particle with what follows it; else the same."""
    if last >= len(found) or not joined(found[last - 1], found[last], text):
        return last
    after = last + 1
    if found[last].shape != "particle":
        return after if behind(found[last].folded) or _landscape(found, last) else last
    while (
        after < len(found)
        and after - last < 3
        and joined(found[after - 1], found[after], text)
        and found[after].shape == "particle"
    ):
        after += 1
    if after < len(found) and joined(found[after - 1], found[after], text):
        return after + 1 if behind(found[after].folded) else last
    return last


def _landscape(found: list[Word], last: int) -> bool:
    """Whether a landscape's or a town's word is the surname behind a sure given name."""
    folded = found[last].folded
    town = folded in words("surname_words") and is_place(folded) and not is_frequent(folded)
    return (folded in LANDSCAPE or town) and clear(found[last - 1].folded)


def _everyday_given(found: list[Word], index: int, text: str, simple: str) -> bool:
    """A given name that is also a word, before a sure name, after a sign: "llamó rosa quishpe"."""
    before = found[index - 1]
    return (
        joined(before, found[index], text)
        and is_first_name(before.folded)
        and bool(BEFORE.search(simple[max(0, before.start - 40) : before.start]))
    )


def _presented(found: list[Word], index: int, text: str, simple: str) -> bool:
    """Any word behind a sure given name where somebody gives their name: "moi regine vaulier"."""
    after = index + 1
    return (
        after < len(found)
        and joined(found[index], found[after], text)
        and len(found[after].folded) > 3
        and not no_name(found[after].folded)
        and bool(PRESENTS.search(simple[max(0, found[index].start - 40) : found[index].start]))
    )


def _labelled(found: list[Word], index: int, text: str, simple: str) -> bool:
    """Any word between a label and a sure given name: "nom : bourdin michel"."""
    word = found[index]
    return (
        joined(word, found[index + 1], text)
        and not no_name(word.folded)
        and bool(LABEL.search(simple[max(0, word.start - 40) : word.start]))
    )


def joined(left: Word, right: Word, text: str) -> bool:
    return (
        text[left.end : right.start] in GAPS
        and left.shape in ("lower", "particle")
        and right.shape in ("lower", "particle")
    )
