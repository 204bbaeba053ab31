"""What one value of a column looks like: a tick, a sentence, a thing with a name."""

import re

from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_place
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.titles import TITLE
from anonymisation.recognisers.persons.words.tokens import PARTICLES, common

#: Words from which a value is no name any more.
_FEW = 4
#: Ordinary words of the shortest sentence, and all its words.
_TOLD = (3, 5)
#: Letters of the shortest word that says what a thing is.
_WORD = 3

#: Letters of an acronym of a kind of body.
_ACRONYM = range(2, 5)

#: Yes, no and ticks, in the languages of the partner cities.
_FLAGS = frozenset(
    """o n oui non yes no y si s x v vrai faux true false verdadero falso ja nee j bai ez sim nao
    co khong naam la 0 1 ok ko ✓ ✔ ✗ ☑ ☐ -""".split()  # noqa: SIM905 - words are read, not code
)


#: Words of headers of births.
BIRTHS = re.compile(r"\b(?:nais\w*|nees?|nes?|nac\w*|nasc\w*|birth|born|geb\w*|jaio\w*|sinh)\b")
_YEAR = re.compile(r"(?<!\d)(?P<year>\d{4})(?!\d)")
#: Nobody alive was born before; a fixed year, for a table is judged the same way every day.
_LIVING = 1916


def is_ancient(value: str) -> bool:
    """Whether a value is a birth of more than a century ago."""
    found = _YEAR.search(value)
    return found is not None and 0 < int(found["year"]) < _LIVING


def is_flag(value: str) -> bool:
    """Whether a value is a yes, a no or a tick."""
    return fold(value).strip() in _FLAGS


def said_share(some: list[str]) -> float:
    """Share of short values of which every word is a dictionary's or a place's, and no name."""
    words = [fold(value).split() for value in some if value.count(" ") < _FEW and len(value) < 60]
    return sum(all(map(_is_ordinary_word, each)) for each in words) / max(1, len(some))


def _is_ordinary_word(folded: str) -> bool:
    word = folded.strip(".,;:()/'")
    return is_place(word) or ((is_ordinary(word) or common(word)) and not is_listed(word))


def is_coded(value: str) -> bool:
    """Whether a value has as many digits as letters."""
    return sum(map(str.isdigit, value)) * 2 >= max(1, sum(map(str.isalnum, value)))


def is_sentence(value: str) -> bool:
    """Whether several words, none of them a name, a particle or a heading's, tell something."""
    words = value.split()
    if len(words) < _TOLD[1]:
        return False
    small = {fold(word).strip(".,;:()/'") for word in words if word[:1].islower()} - PARTICLES
    return sum(len(word) > 1 and _is_ordinary_word(word) for word in small) >= _TOLD[0]


def is_capitalised(value: str) -> bool:
    """Whether a value is letters, and all its words begin with a capital."""
    words = value.replace("-", " ").replace("'", " ").split()
    return (
        len(value) > 2
        and bool(words)
        and all(word[0].isupper() and word.isalpha() for word in words)
    )


def is_headed(value: str) -> bool:
    """Whether the first of several words is a dictionary's, or an acronym: "Lampe Oscar"."""
    first, _, rest = value.partition(" ")
    word = fold(first)
    if rest and first.isupper() and len(first) in _ACRONYM and not is_listed(word):
        return True
    named = first.isupper() or not word.isalpha() or len(word) < _WORD or TITLE.match(value)
    return bool(rest) and not named and is_ordinary(word) and not is_listed(word)


__all__ = [
    "BIRTHS",
    "is_ancient",
    "is_capitalised",
    "is_coded",
    "is_flag",
    "is_headed",
    "is_sentence",
    "said_share",
]
