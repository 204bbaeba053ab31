"""Whether words where only somebody can stand are a name, with capitals or without.

With its capital a name may be a trade's, a tree's or a landscape's. In small letters one word must
be rare or a given name, and of two one is a given name.
"""

import re
from collections.abc import Callable

from anonymisation.lexicon import firms, words
from anonymisation.lexicon.vocabulary import is_frequent, is_listed, is_place, is_stranger
from anonymisation.recognisers.persons.against.vetoes import speaks_against
from anonymisation.recognisers.persons.small.frames import CONJUGATED, DERIVED
from anonymisation.recognisers.persons.small.words import clear, no_name
from anonymisation.recognisers.persons.words.fitness import full_name, told_word
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name, is_surname
from anonymisation.recognisers.persons.words.runs import LANDSCAPE
from anonymisation.recognisers.persons.words.tokens import Word, common_said

#: Whether one word alone will do.
Lone = Callable[[Word], bool]
#: The most words of a small name.
_MOST = 4
#: What may close one small word, and what may follow a name's first word otherwise.
_CLOSED = re.compile(
    r"\s*(?:$|[,.;:()/]|(?:et|y|en|a|au|aux|contre|qui|se|le|la|les|l'|dans|sur|ce|cette|pour"
    r"|depuis"
    r"|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ne|n'|est|sont|ont|al|por|el"
    r"|absente?|op)(?!\w))"
)


def small_words(simple: str, found: list[Word], first: int, inverted: bool) -> list[Word]:
    """The small words that may be a name, from a word on: its letter, then one to three."""
    names: list[Word] = []
    for word in found[first : first + _MOST]:
        gap = simple[names[-1].end : word.start] if names else ""
        letter = len(word.folded) == 1 and not names and word.text.endswith(".")
        if gap not in ("", " ", "-", ", ")[: 4 if inverted else 3] or word.shape not in (
            "lower",
            "particle",
        ):
            break
        if not letter and (no_name(word.folded) or len(word.folded) < _LEAST or _verb(word)):
            break
        names.append(word)
    return names


#: Shorter small words are no names.
_LEAST = 3


def _verb(word: Word) -> bool:
    return word.folded in words("verbs") or bool(CONJUGATED.search(word.text))


def small_name(simple: str, names: list[Word], lone: Lone | None) -> bool:
    """Whether small words are a name: a pair with a given name, or one rare word where it ends."""
    parts = [word.folded for word in names]
    if len(parts[0]) == 1:
        return len(parts) > 1 and (is_surname(parts[1]) or is_stranger(parts[1]))
    if len(parts) > 1 and (small_pair(parts, lone) or (lone is None and _surnames(parts))):
        return True
    if lone is None or not _CLOSED.match(simple, names[0].end) or len(parts) > 1:
        return False
    if lone is anything:
        return parts[0] not in _HOMES and (_rare(parts[0]) or _bearable(parts[0]))
    given = is_clear(parts[0]) and not no_name(parts[0])
    return given or (lone is not called and _rare(parts[0]))


def small_pair(parts: list[str], lone: Lone | None) -> bool:
    """Whether small words are a given name with a surname; behind a trade both may be words."""
    if not any(map(is_first_name, parts[:2])):
        return False
    if any(clear(part) or _rare(part) for part in parts) and not all(map(is_frequent, parts)):
        return True
    return lone is bears and (is_surname(parts[-1]) or is_surname(parts[0]))


def _surnames(parts: list[str]) -> bool:
    """Whether small words are a surname with a rare word."""
    return any(map(is_surname, parts)) and any(map(_rare, parts)) and not any(map(_known, parts))


def _known(folded: str) -> bool:
    return is_frequent(folded) and not is_listed(folded)


def _bearable(folded: str) -> bool:
    """Whether a small word may be a household's surname though it is a word: "dauphin"."""
    return is_surname(folded) or folded in words("surname_words") or not is_frequent(folded)


#: What a family is said to be.
_HOMES = frozenset(
    """nombreuse monoparentale recomposee elargie nucleaire homoparentale heureuse adoptive royale
    noble entiere complete seule proche separee relogee sinistree endeuillee precaire migrante
    syrienne ukrainienne afghane numerosa monoparental extensa acogedora politique botanique
    d'accueil""".split()  # noqa: SIM905 - a list of words is read, not code
)


def _rare(folded: str) -> bool:
    """Whether a small word is no everyday one: in no dictionary, nor made of a verb."""
    return len(folded) > _LEAST and is_stranger(folded) and not DERIVED.search(folded)


def _taken(word: Word) -> bool:
    """Whether a word is a body's, a firm's, a place's or an office's."""
    folded = word.folded
    brand = (folded in words("brands") or folded in firms()) and not is_surname(folded)
    return brand or (told_word(word) and not is_clear(folded)) or folded in words("acronyms")


def bears(word: Word) -> bool:
    """Whether one capitalised word is a surname, or a given name, of any kind."""
    folded = word.folded
    if _taken(word) or len(folded) < _LEAST:
        return False
    if is_listed(folded) or folded in words("surname_words"):
        return True
    return (is_stranger(folded) and word.shape == "Cap") or (
        len(folded) > 4 and is_stranger(folded)
    )


def anything(word: Word) -> bool:
    """Whether one capitalised word may be a surname at all."""
    return not _taken(word) and not speaks_against(word.folded) and word.shape != "initial"


def called(word: Word) -> bool:
    """Whether one capitalised word is a given name and no town."""
    return word.shape == "Cap" and is_clear(word.folded) and not is_place(word.folded)


def young(word: Word) -> bool:
    """Whether one capitalised word is a given name, or in no dictionary."""
    strange = word.shape == "Cap" and len(word.folded) > _LEAST and is_stranger(word.folded)
    return called(word) or strange


def whole_name(names: list[Word]) -> bool:
    """Whether words are a full name; a surname that is a town's or a word goes before its given."""
    whole = [word for word in names if word.shape in ("Cap", "UPPER")]
    if full_name(names):
        return True
    if len(whole) != 2 or any(map(_common, whole)):
        return False
    return is_clear(whole[1].folded) or is_clear(whole[0].folded)


def _common(word: Word) -> bool:
    return speaks_against(word.folded) or word.folded in words("acronyms")


#: Spain's two surnames behind a given name may all be words: only a full name is so long.
_THREE = 3


def _body_word(whole: list[Word]) -> bool:
    """Whether one of two words says a body or is read every day beside another that is a name."""
    return any(speaks_against(word.folded) or word.shape == "UPPER" for word in whole) or any(
        is_frequent(word.folded) and not is_listed(word.folded) for word in whole
    )


def double_name(names: list[Word]) -> bool:
    """Whether words are a full name, or two surnames."""
    whole = [word for word in names if word.shape in ("Cap", "UPPER")]
    if whole_name(names):
        return True
    if len(whole) == _THREE == len(names):
        return is_first_name(whole[0].folded) and not any(map(_common, whole[:2]))
    if not 0 < len(whole) < _LEAST or any(common_said(word.folded) for word in whole[:-1]):
        return False
    fits = [bears(word) or word.folded in LANDSCAPE for word in whole]
    return all(fits) or (any(fits) and not any(map(_taken, whole)) and not _body_word(whole))


__all__ = [
    "Lone",
    "anything",
    "bears",
    "called",
    "double_name",
    "small_name",
    "small_pair",
    "small_words",
    "whole_name",
    "young",
]
