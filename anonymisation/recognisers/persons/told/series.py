"""Names in a row: "Vardon, Ndiaye et Kerlec n'ont pas renouvelé", "but de nina, rose et loïc".

What one of them is, the others are too: one sure name among three tells all.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_listed, is_place, is_stranger
from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.persons.against.vetoes import speaks_against, vetoed
from anonymisation.recognisers.persons.evidence import public
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name, is_surname
from anonymisation.recognisers.persons.words.runs import run
from anonymisation.recognisers.persons.words.tokens import Word, common_said

#: What parts the members of a row, and what parts the last two.
_COMMA = re.compile(r"\s?,\s")
_AND = re.compile(r",?\s(?:et|y|e|and|en|ou|eta|và|puis|luego|dan)\s|\s?&\s?")
_JOINED = re.compile(r" (?:et|y|e|and|en|ou|eta|và|puis|luego|dan) |&")
#: Several persons are told before their names.
_PLURAL = re.compile(
    r"(?<!\w)(?:familles|consorts|epoux|maries|mesdames|messieurs|mm\.|mmes|freres|soeurs|parents"
    r"|familias|families|veuves|heritiers|agents|eleves|joueurs|benevoles|referente?s"
    r"|animat(?:eurs|rices)|encadrante?s|responsables|deleguee?s|contacts|temoins|voisine?s"
    r"|locataires|proprietaires|conjoints|enfants|filles|fils|cousine?s|collegues"
    r"|intervenante?s|educat(?:eurs|rices)|stagiaires|assesseurs)\s?:? "
)
_SEVERAL = re.compile(rf"{_PLURAL.pattern}$")
_LEAST = 3

Member = tuple[int, int]


def series(
    text: str, simple: str, found: list[Word], hits: list[Hit], small: bool = False
) -> Iterator[Hit]:
    """The members of rows of names: of `small` ones, or of those with capitals."""
    if not _JOINED.search(simple) or not ("," in simple or _PLURAL.search(simple)):
        return
    index = 0
    while index < len(found):
        members = _members(text, found, index)
        plural = _told(simple, found, members)
        row = plural or len(members) >= _LEAST
        told = row and small == (found[members[0][0]].shape == "lower")
        if told and _persons(text, found, members, hits, plural):
            for first, last in members:
                yield Hit("PERSON", found[first].start, found[last - 1].end, LONE)
        index = max(index + 1, members[-1][1] if members else 0)


def _told(simple: str, found: list[Word], members: list[Member]) -> bool:
    start = found[members[0][0]].start if members else 0
    return len(members) > 1 and bool(_SEVERAL.search(simple[max(0, start - 20) : start]))


def _members(text: str, found: list[Word], first: int) -> list[Member]:
    """The members of a row that begins at a word, with "and" before the last; none without."""
    members: list[Member] = []
    while first < len(found):
        last = _member(text, found, first)
        if last == first:
            return []
        members.append((first, last))
        link = _link(text, found, last)
        if link is None:
            return []
        first, closing = link
        if closing:
            end = _member(text, found, first)
            return [*members, (first, end)] if end > first else []
    return []


def _member(text: str, found: list[Word], first: int) -> int:
    """Index after the name that begins at a word; the same index when none does."""
    word = found[first]
    if word.shape == "lower":
        return first + 1 if is_first_name(word.folded) else first
    last = run(found, first, text, 4)
    return last if all(map(_nameable, found[first:last])) else first


def _nameable(word: Word) -> bool:
    if word.shape == "particle":
        return True
    if word.folded in words("brands") or common_said(word.folded):
        return False
    return is_listed(word.folded) or is_stranger(word.folded)


def _link(text: str, found: list[Word], last: int) -> tuple[int, bool] | None:
    """Index of the next member's first word, and whether it is the last member."""
    end = found[last - 1].end
    for index in (last, last + 1):
        if index < len(found):
            gap = text[end : found[index].start]
            if _AND.fullmatch(gap):
                return index, True
            if index == last and _COMMA.fullmatch(gap):
                return index, False
    return None


def _persons(
    text: str, found: list[Word], members: list[Member], hits: list[Hit], plural: bool
) -> bool:
    """Whether a member is surely a person, and nothing says the row is of streets or bodies."""
    first = members[0][0]
    if first and speaks_against(found[first - 1].folded.removesuffix("s")):
        return False  # "rues Vardon, Kerlec et Ndiaye"
    # Whom "référents" tells is no place's, whatever stands before that word.
    reach = 1 if plural else 4
    if vetoed(found, first, text, reach) or any(public(text, found, *member) for member in members):
        return False
    heads = [found[a] for a, _ in members]
    if all(word.shape == "lower" for word in heads):
        return sum(is_clear(word.folded) for word in heads) > 1
    if all(is_place(word.folded) for word in heads):
        return False
    spans = [(found[a].start, found[b - 1].end) for a, b in members]
    return any(_sure(word) for a, b in members for word in found[a:b]) or any(
        hit.start < end and start < hit.end for hit in hits for start, end in spans
    )


def _sure(word: Word) -> bool:
    return is_clear(word.folded) or (is_surname(word.folded) and is_stranger(word.folded))


__all__ = ["series"]
