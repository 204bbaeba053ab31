"""What stands behind a label and ends the cell: "Gardien : Nina", "allergie : rose vardon"."""

import re
from collections.abc import Iterator

from anonymisation.lexicon import vietnamese, words
from anonymisation.lexicon.vocabulary import is_stranger
from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.persons.against.vetoes import speaks_against
from anonymisation.recognisers.persons.evidence import public
from anonymisation.recognisers.persons.spans import LONE, person
from anonymisation.recognisers.persons.words.names import (
    is_clear,
    is_first_name,
    is_surname,
    never_in_name,
)
from anonymisation.recognisers.persons.words.tokens import Word

_LABEL = re.compile(r"^\W*[^\W\d_][^:;.!?\n]{1,50}?\s?:\s")
#: The name ends the cell, or what is written of the person does: a date, a number, an age.
_CLOSED = re.compile(r"\s*(?:$|[,(–-]\s?(?:\d|nee?\b|tel|$))")
#: Who works with people, or for them: a given name that is a word too is theirs.
_PEOPLE = re.compile(
    r"(?<!\w)(?:atsem|aesh|avs|arbitre|agente?|gardien(?:ne)?|animat(?:eur|rice)|educat(?:eur|rice)"
    r"|referente?|encadrante?|coach|entraineu(?:r|se)|benevole|intervenante?|professeure?|prof"
    r"|maitre(?:sse)?|instit\w*|nounou|assistante?|secretaire|medecin|infirmiere?|contact"
    r"|responsable|remplacante?|stagiaire|apprentie?|chauffeu(?:r|se)|conduct(?:eur|rice)"
    r"|enfants?|eleve|bebe|prenom|monit(?:eur|rice)|capitaine|tut(?:eur|rice)|monitora?|maestr[oa]"
    r"|teacher|driver|steward|juf|meester)s?(?!\w)"
)
_MOST = 3


def labelled(text: str, simple: str, found: list[Word], small: bool = False) -> Iterator[Hit]:
    """A name that is all a label is followed by: a `small` one, or one with capitals."""
    match = _LABEL.match(simple) if ": " in simple else None
    if match is None:
        return
    first = next((i for i, word in enumerate(found) if word.start >= match.end()), len(found))
    last = first
    while last < len(found) and last - first < _MOST and _part(found[last]):
        if last > first and text[found[last - 1].end : found[last].start] not in (" ", "-"):
            break
        last += 1
    if (
        last == first
        or small != (found[last - 1].shape == "lower")
        or found[first].start != match.end()
    ):
        return
    if not _CLOSED.match(simple, found[last - 1].end) or any(map(_place, found[:first])):
        return
    if _named(found[first:last], match.group()) and not public(text, found, first, last):
        yield person(text, found, first, last, LONE)


def _place(word: Word) -> bool:
    return speaks_against(word.folded) or word.folded in words("carriers")


def _part(word: Word) -> bool:
    if word.shape == "particle":
        return True
    listed = is_first_name(word.folded) or is_surname(word.folded)
    if word.shape == "lower":
        return listed
    return not never_in_name(word.folded) and (
        listed or is_stranger(word.folded) or word.folded in vietnamese("given")
    )


def _named(names: list[Word], label: str) -> bool:
    """Whether words are somebody's name: one is a given name, and nothing else unless it must."""
    if any(is_clear(word.folded) for word in names):
        return True
    if any(word.shape == "lower" for word in names):
        return False
    if len(names) > 1 and all(word.folded in vietnamese("given") for word in names):
        return not "".join(word.text for word in names).isascii()
    return bool(_PEOPLE.search(label)) and any(is_first_name(word.folded) for word in names)


__all__ = ["labelled"]
