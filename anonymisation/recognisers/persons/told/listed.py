"""A cell that is a list of names and nothing else: "Vardon ; Kerlec", "Nina, Loïc (CM2)".

Who came along, who is on duty, who is absent: one name that is surely somebody's tells the
others, where every piece may be a name.
"""

import re
from collections.abc import Iterator, Sequence

from anonymisation.lexicon import firms, words
from anonymisation.lexicon.vocabulary import is_place, is_stranger
from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.persons.against.vetoes import is_historical, speaks_against
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word, common_said, tokens

#: What parts the names of a list, and what a class, a group or a role adds behind the last one.
_CLASS = r"\([A-Z]{2}\d?(?:[ /-][A-Z]{2}\d?)?\)"
_MARK = re.compile(rf"\s*(?:{_CLASS}\s*)?(?:[;/+&|,]|(?<=\s)(?:[-–]|et|y|and|en|e)(?=\s))\s*")
_TAIL = re.compile(
    r"\s*\((?:[A-Z]{2}\d?(?:[ /-][A-Z]{2}\d?)?|toute la journée|matin|après-midi|à confirmer"
    r"|mañana|tarde|\d{1,2} ans)\)\s*$"
)
#: The longest list, and the most words of one name.
_LONGEST, _MOST = 160, 5
#: The words among the marks.
_JOINTS = frozenset(("et", "y", "and", "en", "e"))
#: One in so many must be sure, where a mark stands that parts persons more often than things.
_SHARE = 3
_STRONG = re.compile(r"[;/+&|]")


def listed(text: str, found: list[Word]) -> Iterator[Hit]:
    """The names of a cell that is a list of them."""
    if len(text) > _LONGEST:
        return
    end = _TAIL.search(text) if text.rstrip().endswith(")") else None
    stop = end.start() if end else len(text)
    pieces, names = ([], []) if _sentence(found, stop) else _read(text, stop)
    classed = end is not None or re.search(_CLASS, text) is not None
    if len(pieces) < (2 if ";" in text or "+" in text or "&" in text or classed else 3):
        return
    initialled = all(map(_initialled, names))
    if not (initialled or all(map(_name, names))) or is_historical(text):
        return
    strong = classed or _STRONG.search(text) is not None
    told = _known if initialled else _sure if strong else _given
    sure = sum(any(map(told, one)) for one in names)
    if sure * (_SHARE if strong else 2) >= len(names) and not _elsewhere(names):
        for first, last in pieces:
            yield Hit("PERSON", first, last, LONE)


def _read(text: str, end: int) -> tuple[list[tuple[int, int]], list[list[Word]]]:
    """The pieces with their words; none once one of them, the first most often, is no name."""
    pieces: list[tuple[int, int]] = []
    names: list[list[Word]] = []
    for first, last in _pieces(text, end):
        pieces.append((first, last))
        names.append(tokens(text[first:last]))
        if not (_initialled(names[-1]) or _name(names[-1])):
            return [], []
    return pieces, names


def _sentence(found: list[Word], end: int) -> bool:
    """Whether a word in small letters, and no initial anywhere, tells a sentence from a list."""
    small = any(
        word.shape == "lower" and word.folded not in _JOINTS and word.end <= end for word in found
    )
    return small and not _initialled(found)


def _initialled(names: list[Word]) -> bool:
    return any(word.shape == "initial" for word in names)


def _pieces(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Where each of the pieces between the marks begins and ends."""
    start = len(text) - len(text.lstrip())
    for match in _MARK.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, len(text[:end].rstrip())


def _name(names: list[Word]) -> bool:
    """Whether a piece may be a name: listed words and strangers, none of a body or a thing."""
    whole = [word for word in names if word.shape != "particle"]
    if not 0 < len(whole) <= _MOST or names[0].text in ("La", "Le", "Les", "Saint", "Sainte"):
        return False
    civil = {"UPPER", "Cap"} <= {word.shape for word in whole}
    return all(word.shape == "initial" or _part(word, civil) for word in whole)


def _part(word: Word, civil: bool) -> bool:
    """Whether a word may be a name's; in capitals a stranger needs another: "KERLEC Nina"."""
    folded = word.folded
    if word.shape == "lower" or folded in words("brands") or folded in firms():
        return False
    if is_first_name(folded) or is_surname(folded) or folded in words("surname_words"):
        return True
    stranger = len(folded) > 3 and is_stranger(folded) and (civil or word.text != word.text.upper())
    return stranger and not common_said(folded) and not speaks_against(folded)


def _sure(word: Word) -> bool:
    """Whether a word is a name and nothing else: a stranger that a list has."""
    return is_clear(word.folded) or (is_surname(word.folded) and is_stranger(word.folded))


def _known(word: Word) -> bool:
    """Whether a word is a listed surname, or of no dictionary: enough where all have initials."""
    return len(word.folded) > 1 and (is_surname(word.folded) or is_stranger(word.folded))


def _given(word: Word) -> bool:
    """Whether a word is a given name and nothing else: commas part anything."""
    return is_clear(word.folded)


def _elsewhere(names: Sequence[list[Word]]) -> bool:
    """Whether the pieces are rather towns."""
    return sum(is_place(" ".join(word.folded for word in one)) for one in names) * 2 > len(names)


__all__ = ["listed"]
