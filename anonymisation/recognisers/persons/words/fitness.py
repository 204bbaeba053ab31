"""Whether words where a name is awaited are one: a full name, a surname alone, a given name."""

from anonymisation.lexicon import ambiguous_names, firms, vietnamese, words
from anonymisation.lexicon.vocabulary import is_frequent, is_listed, is_place, is_stranger
from anonymisation.recognisers.persons.against.vetoes import speaks_against
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word, common_said

_SHORTEST, _LONG = 4, 6
Names = list[Word]


def whole_words(names: Names) -> Names:
    return [word for word in names if word.shape in ("Cap", "UPPER") and len(word.folded) > 1]


def given_word(word: Word) -> bool:
    return is_first_name(word.folded) or word.folded in ambiguous_names()


def told_word(word: Word) -> bool:
    """Whether a word says a place, a body, an office or a brand, and is nobody's surname."""
    folded = word.folded
    if is_listed(folded) or folded in words("surname_words"):
        return False
    return common_said(folded) or folded in words("brands") or folded in words("acronyms")


def full_name(names: Names) -> bool:
    """Whether words are a given name with a surname of any kind, or two of no dictionary."""
    whole = whole_words(names)
    if len(whole) < 2 or " ".join(word.folded for word in whole) in firms():
        return _initialled(names)
    if _vietnamese(whole):
        return True
    if shouted_surname(whole):
        return True
    told = [word for word in whole if told_word(word)]
    if len(whole) == 2 and told == whole[:1] and given_word(told[0]):
        return is_surname(whole[1].folded)  # "France Vardon", but "France Travail"
    if told and not (len(whole) == 2 and any(is_clear(word.folded) for word in whole)):
        return False
    others = [word for word in whole if not is_first_name(word.folded)]
    if any(map(given_word, whole)):
        return not others or any(_surname(word) for word in others)
    strange = [word for word in whole if is_stranger(word.folded) or is_surname(word.folded)]
    mixed = {word.shape for word in whole} == {"Cap", "UPPER"}
    return len(strange) == len(whole) and (mixed or any(is_surname(w.folded) for w in whole))


def shouted_surname(whole: Names) -> bool:
    """Whether given names stand beside surnames in capitals, whatever these mean: "PONT Nina"."""
    given = [word for word in whole if word.shape == "Cap"]
    family = [word for word in whole if word.shape == "UPPER"]
    if not given or not family or not all(map(given_word, given)):
        return False
    taken = words("brands") | words("acronyms")
    if any(len(word.folded) < _SHORTEST or word.folded in taken for word in family):
        return False
    sure = len(family) > 1 and is_surname(family[-1].folded)
    return sure or not any(speaks_against(word.folded) for word in family)


def _initialled(names: Names) -> bool:
    """Whether words are a letter with its point and a surname: "N. Vardon"."""
    whole = whole_words(names)
    letters = any(word.shape == "initial" and word.text.endswith(".") for word in names)
    return letters and len(whole) == 1 and _surname(whole[0]) and not told_word(whole[0])


def _surname(word: Word) -> bool:
    """Whether a word beside a given name may be a surname: nothing that one reads every day."""
    folded = word.folded
    listed = is_listed(folded) or folded in words("surname_words") or is_place(folded)
    return listed or not is_frequent(folded)


def _vietnamese(whole: Names) -> bool:
    """Whether syllables are a Vietnamese name, the family's first or last."""
    syllables = vietnamese("family") | vietnamese("given")
    parts = [word.folded.split("-")[0] for word in whole]  # "Nhu VO-KERLEC": two family names
    if not all(part in syllables for part in parts):
        return False
    return not vietnamese("family").isdisjoint((parts[0], parts[-1]))


def any_surname(names: Names) -> bool:
    """Whether words are surnames at all, where nothing but a name is written."""
    whole = whole_words(names)
    if not whole or len(whole) > _SHORTEST:
        return False
    return not any(told_word(word) or word.folded in firms() for word in whole)


def one_surname(names: Names) -> bool:
    """Whether words are one surname, or a full name, where bodies stand as well."""
    whole = whole_words(names)
    if len(whole) > 1:
        return full_name(names)
    if not whole or told_word(whole[0]) or whole[0].folded in firms():
        return False
    word = whole[0]
    if word.folded in words("surname_words") or is_surname(word.folded):
        return not is_place(word.folded) or word.shape == "UPPER"
    least = _LONG if word.shape == "UPPER" else _SHORTEST
    return len(word.folded) >= least and is_stranger(word.folded)


def forename(names: Names) -> bool:
    """Whether words begin with a given name: listed, of no dictionary, or a syllable."""
    whole = whole_words(names)
    if not whole or whole[0] is not names[0] or len(whole) > _SHORTEST:
        return False
    word = whole[0]
    shouted = word.shape == "UPPER" and given_word(word)
    if not (word.shape == "Cap" or shouted) or speaks_against(word.folded):
        return len(whole) > 1 and full_name(names)
    known = (
        given_word(word)
        or word.folded in vietnamese("given")
        or word.folded in vietnamese("family")
    )
    return known or (len(word.folded) > 2 and is_stranger(word.folded))


def family_name(names: Names) -> bool:
    """Whether words are a family's surnames behind "les": listed, or without a plural's end."""
    whole = whole_words(names)
    if not whole or len(whole) > 2 or any(map(told_word, whole)):
        return False
    if any(
        word.folded in firms() or (is_place(word.folded) and not is_surname(word.folded))
        for word in whole
    ):
        return False
    return all(map(_household, whole))


def _household(word: Word) -> bool:
    folded = word.folded
    if is_surname(folded):
        return word.shape == "Cap" or len(folded) >= _SHORTEST
    if folded.endswith(("s", "x", "z")) or len(folded) < _SHORTEST:
        return False
    if folded in words("surname_words"):
        return True
    return is_stranger(folded) and (word.shape == "Cap" or len(folded) >= _LONG)


def borne(names: Names) -> bool:
    """Whether words are a surname, a town's too, where only who somebody is can stand."""
    whole = whole_words(names)
    if len(whole) != 1:
        return one_surname(names)
    folded = whole[0].folded
    return one_surname(names) or is_surname(folded) or folded in words("surname_words")


__all__ = [
    "Names",
    "any_surname",
    "borne",
    "family_name",
    "forename",
    "full_name",
    "given_word",
    "one_surname",
    "shouted_surname",
    "told_word",
    "whole_words",
]
