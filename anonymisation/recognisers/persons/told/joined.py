"""Names beside one that is told: "Nina Vardon et clara rocher", "NUBE VARDON (C.I. 01…)".

Who stands behind "and" and somebody is somebody, typed small as well; whoever bears the number of
an identity is a person, whatever the words of the name mean.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.persons.against.vetoes import speaks_against
from anonymisation.recognisers.persons.spans import LONE, index_at, person
from anonymisation.recognisers.persons.told.bearers import bears, small_pair, small_words
from anonymisation.recognisers.persons.words.tokens import Word

_AND = re.compile(r"(?:,? (?:et|y|and|e|en|i|ou|puis)|,| ?/| &) (?:(?:de|a|d') ?)?(?=[^\W\d_]{3})")
#: The number of an identity, behind its name.
_IDENTITY = re.compile(
    r",? \(?(?:con |titulaire de la |portador(?:a)? de )?(?:cccd|cmnd|cni|cin|dni|nie|nif|curp"
    r"|c\.? ?i\.?|cedula|ho chieu|n[°o] ?(?:secu|nir|ss))(?: ?: ?| n° ?| )[a-z]{0,2} ?\d{3}"
)
_MOST = 4


def joined(simple: str, found: list[Word], hits: list[Hit]) -> Iterator[Hit]:
    """The small names behind "and", or a comma, and somebody."""
    for hit in hits:
        link = _AND.match(simple, hit.end) if hit.entity == "PERSON" else None
        first = index_at(found, link.end()) if link else None
        if first is None or found[first].shape != "lower":
            continue
        names = small_words(simple, found, first, inverted=False)
        if len(names) in (2, 3) and small_pair([word.folded for word in names], bears):
            yield Hit("PERSON", names[0].start, names[-1].end, LONE)


def identified(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Who bears the number of an identity."""
    for last, word in enumerate(found):
        if word.shape not in ("Cap", "UPPER") or not _IDENTITY.match(simple, word.end):
            continue
        first = last
        while first and last - first < _MOST - 1 and _part(text, found, first - 1):
            first -= 1
        if first < last:
            yield person(text, found, first, last + 1, LIKELY)


def _part(text: str, found: list[Word], index: int) -> bool:
    """Whether a word is part of the name that goes on behind it."""
    word = found[index]
    if text[word.end : found[index + 1].start] != " " or word.shape not in ("Cap", "UPPER"):
        return False
    return not speaks_against(word.folded) and word.folded not in words("functions")


__all__ = ["identified", "joined"]
