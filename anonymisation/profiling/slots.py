"""Slots: places in the sentences of one column that names fill, learnt from the names found there.

What one tool exports or one hand types repeats its sentences. Where several names were found
between the same words, what else stands between these words is a name too, listed or not. This is
wrapper induction by bootstrapping (Brin 1998, "Extracting patterns and relations from the world
wide web").
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from anonymisation.bodies.names import body
from anonymisation.detection.detector import Findings, Found, merged
from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_place
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.against.vetoes import is_historical, speaks_against
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.words.tokens import PARTICLES, common, common_said

#: Different names that a slot must have held, and how many for each thing that was no name.
LEAST, RATIO = 3, 1.5
#: Fewest values, and share of all, in which a word is no name any more.
_CELLS, _SHARE = 8, 0.5
#: Words of the longest name that fills a slot, and the longest text that is looked through.
_LONGEST, _TEXT = 5, 4_000
#: Before the first word of a cell and behind the last; instead of any number; of whatever follows.
_START, _END, _NUMBER, _ANY = "^", "$", "#", ""
#: Articles before what is no person, with or without their capital, and those that are elided.
_ARTICLES = frozenset(
    """la las los el les le un une una uno unos unas des du del al au aux het een the an o os as
    um uma els na""".split()  # noqa: SIM905
)
_ELIDED = ("l'", "l’", "d'un", "qu'")
#: Before the first word of a sentence.
_FULL_STOPS = frozenset((_START, ".", "!", "?", ";", "…"))
_PIECE = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


class _Piece(NamedTuple):
    """A word, number or sign of a text, with its place."""

    said: str
    start: int
    end: int
    capital: bool


class Slot(NamedTuple):
    """The two pieces before a name, and the one behind it; "" for any, behind a capitalised run."""

    before: tuple[str, str]
    behind: str


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of one column: what may stand behind a name, by what stands before it.

    `labels`: words like a name that most cells repeat: a prefix of numbers, a kind of thing.
    """

    behind: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.behind or self.labels)

    def names(self, text: str, found: Findings) -> Findings:
        """The findings in a text with the names that its slots hold."""
        if self.labels:
            found = tuple(one for one in found if not _label(text, one, self.labels))
        if not self.behind:
            return found
        pieces = _pieces(text)
        more = [
            Found("PERSON", start, end, LONE)
            for start, end, _ in _filling(text, pieces, self.behind)
            if not _taken(found, start, end)
        ]
        return merged(found, tuple(more)) if more else found


def learnt(values: list[str], findings: Mapping[str, Findings]) -> Slots:
    """The slots of a column, from some of its values and what was found in them."""
    labels = _labels(len(values), findings)
    held: defaultdict[Slot, set[str]] = defaultdict(set)
    read = {value: _pieces(value) for value in values}
    for value, found in findings.items():
        for slot, name in _held(value, read.get(value, []), found):
            held[slot].add(name)
    likely = {slot: names for slot, names in held.items() if len(names) >= LEAST}
    if not likely:
        return Slots(labels=labels)
    others: defaultdict[Slot, set[str]] = defaultdict(set)
    behind = _by_left(likely)
    for value, pieces in read.items():
        found = findings.get(value, ())
        for start, end, around in _filling(value, pieces, behind):
            if not _taken(found, start, end):
                for slot in around:
                    others[slot].add(fold(value[start:end]))
    kept = _by_left(slot for slot in likely if _holds(likely[slot], others[slot]))
    return Slots(kept, labels)


def _labels(total: int, findings: Mapping[str, Findings]) -> frozenset[str]:
    """Words found as lone names in most values: nobody is in each row of a table."""
    times: Counter[str] = Counter()
    for value, found in findings.items():
        lone = (one for one in found if one.entity == "PERSON" and one.score <= LONE)
        times.update({value[one.start : one.end] for one in lone})
    least = max(_CELLS, total * _SHARE)
    return frozenset(said for said, number in times.items() if number >= least)


def _label(text: str, one: Found, labels: frozenset[str]) -> bool:
    lone = one.entity == "PERSON" and one.score <= LONE
    return lone and text[one.start : one.end] in labels


def _holds(names: set[str], others: set[str]) -> bool:
    return len(names) >= RATIO * len(others - names)


def _by_left(slots: Iterable[Slot]) -> dict[tuple[str, str], frozenset[str]]:
    behind: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for slot in slots:
        behind[slot.before].add(slot.behind)
    return {before: frozenset(each) for before, each in behind.items()}


def _pieces(text: str) -> list[_Piece]:
    if len(text) > _TEXT:
        return []
    return [
        _Piece(
            _NUMBER if raw[0].isdigit() else fold(raw), match.start(), match.end(), raw[0].isupper()
        )
        for match in _PIECE.finditer(text)
        for raw in (match.group(),)
    ]


def _before(pieces: list[_Piece], first: int) -> tuple[str, str]:
    one = pieces[first - 2].said if first > 1 else _START
    return (one, pieces[first - 1].said if first else _START)


def _behind(pieces: list[_Piece], last: int) -> str:
    return pieces[last].said if last < len(pieces) else _END


def _slots(pieces: list[_Piece], first: int, last: int) -> Iterator[Slot]:
    """What stands around some pieces, where it says something: a word is in it."""
    before, behind = _before(pieces, first), _behind(pieces, last)
    if before[1] in _FULL_STOPS:
        # A sentence may begin with anything; a name that begins it is told by the word behind.
        if behind[:1].isalpha() and _run(pieces, first) == last:
            yield Slot(before, behind)
        return
    told = any(map(str.isalpha, (before[0][:1], before[1][:1])))
    if told or behind[:1].isalpha():
        yield Slot(before, behind)
    if told and _run(pieces, first) == last:
        yield Slot(before, _ANY)


def _held(text: str, pieces: list[_Piece], found: Findings) -> Iterator[tuple[Slot, str]]:
    """The slots around the names that were found in a text."""
    starts = {piece.start: place for place, piece in enumerate(pieces)}
    ends = {piece.end: place + 1 for place, piece in enumerate(pieces)}
    for one in found:
        first, last = starts.get(one.start), ends.get(one.end)
        if one.entity == "PERSON" and first is not None and last is not None:
            for slot in _slots(pieces, first, last):
                yield slot, fold(text[one.start : one.end])


def _run(pieces: list[_Piece], first: int) -> int:
    """Behind the last of the capitalised words that begin at a piece, particles between them."""
    last = first
    for place in range(first, min(len(pieces), first + _LONGEST)):
        piece = pieces[place]
        if piece.capital:
            last = place + 1
        elif last == first or not _inside(pieces, first, place):
            break
    return last


def _inside(pieces: list[_Piece], first: int, place: int) -> bool:
    """Whether a small piece may stand inside a name: a particle, the point of an initial."""
    said = pieces[place].said
    return said in PARTICLES or (said == "." and _part(pieces, first, place))


def _filling(
    text: str, pieces: list[_Piece], behind: Mapping[tuple[str, str], frozenset[str]]
) -> Iterator[tuple[int, int, tuple[Slot, ...]]]:
    """What fills slots in a text and may be a name: start, end, the slots that it fills."""
    for first in range(len(pieces)):
        before = _before(pieces, first)
        wanted = behind.get(before, frozenset())
        for last in _ends(pieces, first) if wanted else ():
            around = tuple(slot for slot in _slots(pieces, first, last) if slot.behind in wanted)
            if not around:
                continue
            start, end = pieces[first].start, pieces[last - 1].end
            if _nameable(text[start:end]):
                yield start, end, around
            break


def _ends(pieces: list[_Piece], first: int) -> Iterator[int]:
    """Behind which pieces a name that begins at one may end."""
    for last in range(first + 1, min(len(pieces), first + _LONGEST) + 1):
        if not _part(pieces, first, last - 1):
            return
        yield last


def _part(pieces: list[_Piece], first: int, place: int) -> bool:
    """Whether a piece may be one of a name: a word, or the point of an initial."""
    said = pieces[place].said
    initial = said == "." and place > first and len(pieces[place - 1].said) == 1
    return said[0].isalpha() or initial


def _taken(found: Findings, start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in found)


def _nameable(text: str) -> bool:
    """Whether words may be somebody's name: no body, place, function, worthy or plain words."""
    said = _WORD.findall(text)
    folded = [word for word in map(fold, said) if word not in PARTICLES]
    if not folded or is_historical(text) or body(text) or _led(text, said):
        return False
    if any(common_said(word) and not is_listed(word) for word in folded):
        return False
    if any((is_ordinary(word) or common(word)) and not is_listed(word) for word in folded):
        return False
    return not all(is_place(word) for word in folded)


def _led(text: str, said: list[str]) -> bool:
    """Whether words begin as a place or a thing does: "la Ronda de", "Calle Vardon", "La …"."""
    first = next((word for word in said if fold(word) not in PARTICLES), said[0])
    small = [word for word in said if word.islower() and fold(word) not in PARTICLES]
    if len(small) < len(said) and any(not is_listed(fold(word)) for word in small):
        return text != text.lower()  # "Pompes funèbres Vardon", "poulet Duc de"
    led = any(fold(said[0]).startswith(article) for article in _ELIDED)
    if led or (fold(said[0]) in _ARTICLES and text != text.lower()):
        return True
    more = len(said) > 1 and fold(first) != fold(said[-1])
    return more and (fold(first) in words("streets") or speaks_against(fold(first)))


__all__ = ["Slots", "learnt"]
