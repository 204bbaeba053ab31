"""From words to a finding: which words make it up, and whose name it is."""

from bisect import bisect_left

from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.persons.against.offices import in_office
from anonymisation.recognisers.persons.words.names import is_clear
from anonymisation.recognisers.persons.words.tokens import Word, once_a_span

#: What a sign adds up to for one word alone: just enough.
LONE = 0.45


def person(text: str, found: list[Word], first: int, last: int, score: float) -> Hit:
    """The finding of a run of words: a person, or somebody in a public office."""
    while last < len(found) and _small_given(found, last, text):
        last += 1
    return Hit(_entity(text, found, first, last), found[first].start, found[last - 1].end, score)


@once_a_span
def _entity(text: str, found: list[Word], first: int, last: int) -> str:
    official = in_office(text, found[first].start, found[last - 1].end)
    return "OFFICIAL" if official else "PERSON"


def _small_given(found: list[Word], index: int, text: str) -> bool:
    """A given name without its capital, behind a name: "Mme DIALLO oumou"."""
    word = found[index]
    together = text[found[index - 1].end : word.start] == " "
    return together and word.shape == "lower" and len(word.folded) > 3 and is_clear(word.folded)


def index_at(found: list[Word], position: int) -> int | None:
    """Index of the word that starts at a position; words are in order."""
    index = bisect_left(found, position, key=lambda word: word.start)
    return index if index < len(found) and found[index].start == position else None
