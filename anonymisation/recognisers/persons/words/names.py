"""What kind of name a word is."""

from functools import lru_cache

from anonymisation.lexicon import ambiguous_names, everyday, first_names, surnames, words
from anonymisation.lexicon.vocabulary import is_place

#: Given names that begin compound ones: "Jean-Loup", "Anne-Lise".
_COMPOUNDED = frozenset(
    [
        "jean",
        "marie",
        "anne",
        "pierre",
        "paul",
        "louis",
        "charles",
        "luis",
        "juan",
        "jose",
        "maria",
        "ana",
    ]
)


@lru_cache(maxsize=65_536)
def is_first_name(folded: str) -> bool:
    """Whether a folded word is a given name, compound ones included."""
    if folded in first_names():
        return True
    parts = [part for part in folded.split("-") if part]
    if len(parts) < 2:
        return False
    return all(part in first_names() for part in parts) or (
        parts[0] in _COMPOUNDED and len(parts) == 2 and not is_place(folded)
    )


@lru_cache(maxsize=65_536)
def is_surname(folded: str) -> bool:
    """Whether a folded word is a common surname, or one of two joined by a hyphen."""
    return folded in surnames() or any(
        part in surnames() for part in folded.split("-") if len(part) > 2 and "-" in folded
    )


def is_ambiguous(folded: str) -> bool:
    """Whether a given name is also a word."""
    return folded in ambiguous_names()


@lru_cache(maxsize=65_536)
def is_clear(folded: str) -> bool:
    """Whether a word is a given name and nothing else."""
    return len(folded) > 2 and is_first_name(folded) and folded not in everyday()


_TITLES = frozenset(
    [
        "m",
        "mm",
        "mme",
        "mmes",
        "mlle",
        "mlles",
        "mr",
        "mrs",
        "ms",
        "sr",
        "sra",
        "srta",
        "sres",
        "dr",
        "dra",
        "me",
        "pr",
        "dn",
        "dna",
        "vve",
        "veuve",
    ]
)


@lru_cache(maxsize=65_536)
def never_in_name(folded: str) -> bool:
    """Words that end a run of names unless they are themselves common names."""
    if folded in _TITLES:
        return True
    if folded in words("not_names"):
        return folded not in {
            "janvier",
            "fevrier",
            "avril",
            "juillet",
            "dimanche",
            "jeudi",
            "abril",
            "petit",
            "blanc",
            "domingo",
            "julio",
            "pape",
            "marechal",
        }
    if folded in first_names() or folded in surnames():
        return False
    head, _, rest = folded.partition("'")
    said = rest if head in _ELIDED else folded
    return any(said in words(section) for section in ("organisations", "functions", "places"))


#: Articles that lose their vowel: "l'école" is a school.
_ELIDED = frozenset(("l", "d", "qu"))

__all__ = ["is_ambiguous", "is_clear", "is_first_name", "is_surname", "never_in_name"]
