"""Small words as parts of names: without capitals a list is all there is."""

from functools import lru_cache

from anonymisation.lexicon import everyday, first_names, surnames, vietnamese, words
from anonymisation.lexicon.vocabulary import is_frequent, is_listed, is_ordinary, is_stranger
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname, never_in_name
from anonymisation.recognisers.persons.words.tokens import common


@lru_cache(maxsize=1)
def needles() -> frozenset[str]:
    """Names that are no everyday words, as they stand in a folded text."""
    return frozenset(
        name for name in first_names() | surnames() if clear(name) or sure_surname(name)
    )


@lru_cache(maxsize=65_536)
def clear(folded: str) -> bool:
    """Whether a small word is a given name and nothing else."""
    if len(folded) < 4 or not is_first_name(folded) or folded in everyday():
        return False
    return not no_name(folded)


@lru_cache(maxsize=65_536)
def no_name(folded: str) -> bool:
    return never_in_name(folded) or common(folded) or folded in words("verbs")


@lru_cache(maxsize=65_536)
def half(folded: str) -> bool:
    """Whether a small word may be the other half of a name."""
    return (
        len(folded) > 2
        and (is_first_name(folded) or is_surname(folded))
        and folded not in everyday()
        and not no_name(folded)
    ) or (
        len(folded) == 2 and is_surname(folded) and folded in ("ba", "ka", "ly", "sy", "lo", "aw")
    )


def is_syllable(folded: str) -> bool:
    return folded in syllables()


def some_name(folded: str) -> bool:
    """A listed name of any kind, that ends no name and is no verb."""
    return is_listed(folded) and not no_name(folded) and len(folded) > 1


def short_name(folded: str) -> bool:
    return len(folded) == 2 and is_surname(folded)


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """Vietnamese words written small are words before they are names: "hoàn thành"."""
    return vietnamese("given") | vietnamese("family")


@lru_cache(maxsize=65_536)
def sure_surname(folded: str) -> bool:
    return (
        len(folded) > 3 and is_surname(folded) and folded not in everyday() and not no_name(folded)
    )


@lru_cache(maxsize=65_536)
def behind(folded: str) -> bool:
    """Whether a small word after a sure given name is the rest of it."""
    if half(folded) or family(folded) or strange(folded):
        return True
    return len(folded) > 3 and not is_frequent(folded) and not no_name(folded)


@lru_cache(maxsize=65_536)
def strange(folded: str) -> bool:
    """Whether a small word is in no dictionary."""
    if len(folded) <= _SHORT or not is_stranger(folded) or no_name(folded):
        return False
    return not _several(folded)


#: Shorter words are no strangers, in small letters.
_SHORT = 3


def _several(folded: str) -> bool:
    """Whether a word is the plural of an everyday one: dictionaries lack many, "estudiantes"."""
    if is_listed(folded) or len(folded) <= _LONG:
        return False
    return (folded.endswith("s") and is_ordinary(folded[:-1])) or (
        folded.endswith("es") and is_ordinary(folded[:-2])
    )


#: Shorter plurals may be surnames: "Cabrillos".
_LONG = 9


@lru_cache(maxsize=65_536)
def family(folded: str) -> bool:
    """A listed surname after a sure given name: it may be an everyday word ("sophie martin")."""
    return len(folded) > 2 and is_surname(folded) and not no_name(folded)
