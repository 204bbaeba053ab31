"""Ordinary words of six languages, and places: what a capitalised word need not be a name for.

The words are pyspellchecker's frequency lists (MIT), folded; lists that hold family names among
their rare words (English, Portuguese, Dutch) count only from a frequency on. About 300,000 words:
one second of CPU and 40 MB, once per process, when the first word is asked for.
"""

import gzip
from functools import cache, lru_cache
from importlib.resources import files

import orjson
import polars as pl

from anonymisation.lexicon import exonyms, first_names, surnames, words

#: Language → lowest frequency that counts.
_LEAST = {"fr": 0, "es": 0, "en": 300, "pt": 200, "nl": 200, "eu": 10}
#: A word without one of these is an abbreviation: "Cdt", "rdv".
_VOWELS = frozenset("aeiouy")
_ODD = {"đ": "d", "ł": "l", "ø": "o", "ı": "i", "œ": "oe", "æ": "ae"}
#: Language → lowest frequency of a word that one reads every day.
_FREQUENT = {"fr": 90, "es": 90, "en": 1000, "pt": 1000, "nl": 1000, "eu": 50}


@cache
def _dictionaries() -> tuple[frozenset[str], frozenset[str]]:
    """Folded words of the dictionaries, and those that one reads every day; each is read once."""
    ordinary: list[str] = []
    frequent: list[str] = []
    for language, least in _LEAST.items():
        packed = (files("spellchecker") / "resources" / f"{language}.json.gz").read_bytes()
        counts: dict[str, int] = orjson.loads(gzip.decompress(packed))
        often = _FREQUENT[language]
        ordinary += [word for word, count in counts.items() if count > least]
        frequent += [word for word, count in counts.items() if count > often]
    return _folded(ordinary), _folded(frequent)


def ordinary_words() -> frozenset[str]:
    """Folded ordinary words, in Latin letters."""
    return _dictionaries()[0]


def _frequent_words() -> frozenset[str]:
    return _dictionaries()[1]


def _folded(found: list[str]) -> frozenset[str]:
    folded = (
        pl.Series(found).str.normalize("NFKD").str.replace_all(r"\p{M}+", "").str.to_lowercase()
    )
    return frozenset(folded.str.replace_many(list(_ODD), list(_ODD.values())).unique())


@cache
def _toponyms() -> frozenset[str]:
    text = (files("anonymisation.lexicon") / "toponyms.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#")) | exonyms()


@lru_cache(maxsize=65_536)
def is_ordinary(folded: str) -> bool:
    """Whether a folded word is one of a dictionary; with an elision or a hyphen, by its parts."""
    if folded in ordinary_words() or folded in words("brands"):
        return True
    head, _, rest = folded.rpartition("'")
    if head and len(rest) == 1:  # "resident's", but no elision: "Guivarc'h"
        return rest == "s" and is_ordinary(head)
    parts = rest.split("-")
    return parts != [folded] and all(part in ordinary_words() for part in parts if len(part) > 1)


@lru_cache(maxsize=65_536)
def is_frequent(folded: str) -> bool:
    """Whether a folded word is one that one reads every day."""
    head, _, rest = folded.rpartition("'")
    return folded in _frequent_words() or (
        bool(head) and len(rest) > 1 and rest in _frequent_words()
    )


@lru_cache(maxsize=65_536)
def is_place(folded: str) -> bool:
    """Whether a folded name, of one word or several, is a town's or a country's."""
    return folded.replace("-", " ") in _toponyms()


@lru_cache(maxsize=65_536)
def is_stranger(folded: str) -> bool:
    """Whether a word is in no dictionary and no list of places: a name, as far as one can tell."""
    spoken = len(folded) > 2 and not _VOWELS.isdisjoint(folded)
    return spoken and not is_ordinary(folded) and not is_place(folded)


@lru_cache(maxsize=65_536)
def is_listed(folded: str) -> bool:
    """Whether a word is in a list of given names or of surnames."""
    return folded in first_names() or folded in surnames()


__all__ = ["is_frequent", "is_listed", "is_ordinary", "is_place", "is_stranger", "ordinary_words"]
