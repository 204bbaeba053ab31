"""One name alone: a given name in a sentence, any name where only a person can stand.

A capital inside a sentence says that a word is a proper noun; what stands before says whose.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import firms, words
from anonymisation.lexicon.vocabulary import is_ordinary, is_place, is_stranger
from anonymisation.reading.text import flat
from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.persons.against.signs import shop
from anonymisation.recognisers.persons.against.vetoes import is_historical, vetoed
from anonymisation.recognisers.persons.evidence import public
from anonymisation.recognisers.persons.spans import LONE, person
from anonymisation.recognisers.persons.told import around
from anonymisation.recognisers.persons.words.names import (
    is_clear,
    is_first_name,
    is_surname,
    never_in_name,
)
from anonymisation.recognisers.persons.words.tokens import Word, common_said

#: How many characters before a word are read.
_REACH = 40
#: Shortest word of no dictionary that is taken for a name: in capitals acronyms are shorter.
_LEAST, _LEAST_UPPER = 4, 6
_INITIALS, _PAIR = 3, 2
_CAPITALS = ("Cap", "UPPER")


def alone(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Capitalised words without another beside them that name somebody."""
    if not any(word.shape == "lower" and len(word.folded) > 2 for word in found):
        return
    for index, word in enumerate(found):
        if word.shape not in _CAPITALS or _beside(found, index, text):
            continue
        before = simple[max(0, word.start - _REACH) : word.start]
        after = simple[word.end : word.end + _REACH]
        if _is_name(word, before, after, index) and not _against(text, found, index):
            yield person(text, found, index, index + 1, LONE)


def _beside(found: list[Word], index: int, text: str) -> bool:
    """Whether another capitalised word touches this one: runs are weighed elsewhere."""
    after = index + 1
    if (
        after < len(found)
        and found[after].shape in _CAPITALS
        and text[found[index].end : found[after].start] in (" ", "-", "'", "’")
    ):
        return True
    before = index - 1
    return (
        before > 0
        and found[before].shape in _CAPITALS
        and text[found[before].end : found[index].start] in (" ", "-", "'", "’")
    )


def _is_name(word: Word, before: str, after: str, index: int) -> bool:
    """Whether a word names somebody, after what stands before and behind it."""
    if not (around.WRITTEN.search(before) if index else around.OPENING.match(after)):
        return False
    if _nobody(word):
        return False
    if around.WITH.search(before) and not (_sure(word) or is_first_name(word.folded)):
        return False
    if around.MUST.search(before) or around.WITH_ME.match(after):
        named = word.shape == "Cap" and _worded(word)
        return _any_name(word) or named or (_shouted(word) and bool(around.HOLDER.search(before)))
    if _filed(word, before) or _tells(word, before, after):
        return True
    if around.DONE.search(before) or (around.FOR.search(before) and around.CLOSED.match(after)):
        return _sure(word) or _stranger(word) or _given(word, before, index)
    if index == 0 and _double(word):
        return True
    return (bool(around.OF.search(before)) and _sure(word)) or _given(word, before, index)


#: Firms and cooperatives in one word: "Coopvardon".
_FIRM = re.compile(
    r"(?:coop|cootra|cooagr|coomul|cootax|cooser|coofin|electro|hidro|petro|agroin|agroso|fede(?:ca|ga|ar)|empo)"
    r"[a-z]{3,}$"
)


def _nobody(word: Word) -> bool:
    """Whether a word is no name wherever it stands."""
    return (
        (word.shape == "Cap" and not _person_word(word))
        or len(word.folded) < _PAIR
        or never_in_name(word.folded)
        or word.folded in words("brands")
        or _FIRM.match(word.folded) is not None
        or word.folded.startswith(("saint-", "sainte-", "san-", "santa-"))
    )


def _filed(word: Word, before: str) -> bool:
    """Whose file, bill or letter it is, named without "of": "dossier VARDON"."""
    if not around.FILE.search(before):
        return False
    if word.shape == "UPPER":
        return _any_name(word) or (_worded(word) and len(word.folded) >= _LEAST)
    own = bool(around.OWN_FILE.search(before))
    return _sure(word) or (own and (_stranger(word) or _worded(word)))


def _tells(word: Word, before: str, after: str) -> bool:
    """Whether what stands around a word says that somebody is named, whatever else it means."""
    given = is_first_name(word.folded)
    if _trigram(word) and around.SAID.match(after):
        return True
    if (around.SENT.search(before) or (around.BECOMES.match(after) and word.shape == "UPPER")) and (
        _sure(word) or _stranger(word)
    ):
        return True
    if given and (
        around.ACTS.match(after) or around.POST.match(after) or around.GIVEN_TO.search(before)
    ):
        return True
    shouted = word.shape == "UPPER" and _stranger(word) and word.folded not in firms()
    if (_sure(word) or shouted) and around.ACTS.match(after):
        return True
    if before.endswith("les ") and around.THEY.match(after):
        return word.shape == "Cap" and (_worded(word) or _stranger(word))
    closed = bool(around.END.match(after))
    return (
        (
            _any_name(word)
            and bool(around.APPOSED.search(before))
            and bool(around.COMMA.match(after))
        )
        or (
            closed
            and bool(around.SENTENCE_END.search(before))
            and (_any_name(word) or _worded(word))
        )
        or (
            bool(around.NUMBERED.search(before))
            and bool(around.PLAYED.match(after))
            and _person_word(word)
        )
    )


def _trigram(word: Word) -> bool:
    """Whether letters in capitals are somebody's initials: no acronym that is known or spoken."""
    return (
        word.shape == "UPPER"
        and len(word.folded) == _INITIALS
        and not set("aeiouy") & set(word.folded)
        and word.folded not in words("acronyms")
        and word.folded not in words("brands")
    )


def _double(word: Word) -> bool:
    """Whether a word is two surnames joined: "Ba-Traoré"."""
    parts = word.folded.split("-")
    return len(parts) == _PAIR and all(map(is_surname, parts)) and is_stranger(word.folded)


def _worded(word: Word) -> bool:
    """Whether a word is a surname too."""
    return is_surname(word.folded) or word.folded in words("surname_words")


def _person_word(word: Word) -> bool:
    return is_stranger(word.folded) or is_first_name(word.folded) or _worded(word)


def _shouted(word: Word) -> bool:
    """Whether a word of the dictionary in capitals is somebody's surname: no sign of a thing."""
    return (
        word.shape == "UPPER"
        and len(word.folded) >= _LEAST
        and is_ordinary(word.folded)
        and (not common_said(word.folded))
    )


def _any_name(word: Word) -> bool:
    """Any listed name, or a word of no dictionary."""
    listed = is_first_name(word.folded) or is_surname(word.folded)
    return (listed and not common_said(word.folded)) or _stranger(word)


def _sure(word: Word) -> bool:
    """A surname of the lists that is no word and no town."""
    return is_surname(word.folded) and is_stranger(word.folded) and len(word.folded) > 2


def _stranger(word: Word) -> bool:
    least = _LEAST if word.shape == "Cap" else _LEAST_UPPER
    return len(word.folded) >= least and is_stranger(word.folded)


def _given(word: Word, before: str, index: int) -> bool:
    """A given name: one that is a word too needs a place where the capital means something."""
    if len(word.folded) < 3 or not is_first_name(word.folded):
        return False
    if word.folded in words("place_names") or is_place(word.folded):
        return False
    if is_clear(word.folded):
        return True
    return (
        index > 0
        and bool(around.INSIDE.search(before))
        and word.shape == "Cap"
        and not around.ARTICLES.search(before)
    )


_ACCORDING = frozenset(
    """van don bao phan quyet quy y ke cong thong ket de yeu luat dieu nghi ho bien giay chi lich
    nguoi nhu toi""".split()  # noqa: SIM905
)


def _against(text: str, found: list[Word], index: int) -> bool:
    """Whether a street, a body or a town is named, or somebody else's word."""
    after = found[index].end
    if text[after : after + 1] in ("-", "_", "/", "@") or text[found[index].start - 1 :][:1] == "@":
        return True
    if around.ANIMAL.search(flat(text[max(0, found[index].start - _REACH) : found[index].start])):
        return True
    if text[max(0, found[index].start - 1) : found[index].start] in ("/", "_", "@", "#", "."):
        return True
    following = found[index + 1].folded if index + 1 < len(found) else ""
    if found[index].folded == "theo" and following in _ACCORDING:
        return True  # Viet Nam's "according to", no Théo
    if following == "del" and shop(found[index].folded):
        return True  # "Limpiezas del Norte S.A."
    opened = index == 1 and is_historical(text[found[0].start : after])
    return opened or vetoed(found, index, text) or public(text, found, index, index + 1)


__all__ = ["alone"]
