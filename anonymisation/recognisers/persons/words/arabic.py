"""Which Arabic words may stand in a name, and where a name of several of them ends."""

import re

from anonymisation.lexicon import arabic as said
from anonymisation.reading.arabic import Word, key, stems

#: Whom streets and towns are called after, by given name and family's.
_PUBLIC = tuple(
    key(name)
    for name in (
        *("محمد الخامس", "محمد السادس", "محمد علي الحامي", "الحسن الثاني", "الحسن الأول"),
        *("الحبيب بورقيبة", "الحبيب ثامر", "الهادي شاكر", "الهادي نويرة", "الطاهر صفر"),
        *("الطاهر الحداد", "علي البلهوان", "فرحات حشاد", "المنصف باي", "عزيزة عثمانة"),
    )
)
#: Words of a name, at most.
_LONGEST = 8
_SPACE = re.compile(r"[ \u00a0]{1,3}")


def joined(text: str, found: list[Word], at: int) -> bool:
    """Whether nothing but a space stands before a word and after the one before."""
    gap = text[found[at - 1].end : found[at].start] if 0 < at < len(found) else ""
    return bool(_SPACE.fullmatch(gap))


def _verb(folded: str) -> bool:
    """Whether a word is "he asks", "she complains", "they want"."""
    plain = folded.removeprefix("و").removeprefix("س")
    for end in ("", "ون", "ان", "ه", "ها", "هم"):
        if plain[:1] in ("ي", "ت") and plain.endswith(end):
            root = plain[1 : len(plain) - len(end)]
            if root in said.VERBS:
                return True
    return False


def no_name(word: Word) -> bool:
    if word.text in ("على", "إلى", "الى") or len(word.key) < 2:
        return True
    return word.key in said.NO_NAME or _verb(word.key)


def given_at(found: list[Word], at: int) -> bool:
    """Whether a given name begins at a word."""
    word = found[at]
    if word.text in ("على", "إلى", "الى"):
        return False
    if word.key in said.GIVEN or (word.key.startswith("عبدال") and len(word.key) > 6):
        return True
    return word.key in ("عبد", "ابو", "ام") or _closed(found, at)


def _closed(found: list[Word], at: int) -> bool:
    return at + 1 < len(found) and found[at + 1].key in said.CLOSING


def unit_end(text: str, found: list[Word], at: int) -> int:
    """The word behind one part of a name, the words that bind it included; `at` where none is."""
    here = at
    while here < len(found) and found[here].key in said.BOUND:
        here += 1
        if here == len(found) or not joined(text, found, here):
            return at
    if here == len(found) or no_name(found[here]):
        return at
    here += 1
    if here < len(found) and joined(text, found, here) and found[here].key in said.CLOSING:
        here += 1
    return here


def name_end(text: str, found: list[Word], at: int) -> int:
    """The word behind a name of two parts or more that begins at a word; `at` where none does."""
    here = unit_end(text, found, at)
    parts, closed = 1, False
    while here > at and here < len(found) and here - at < _LONGEST and joined(text, found, here):
        word = found[here]
        behind = unit_end(text, found, here)
        if behind == here:
            break
        bound = word.key in said.BOUND
        likely = bound or given_at(found, here) or word.key[:2] == "ال" or word.key.endswith("ي")
        if word.key in said.FAMILIES:
            return behind
        if parts > 1 and not likely:
            break
        if closed and not (bound or word.key[:2] == "ال"):
            break
        here, parts = behind, parts + 1
        if not bound and not given_at(found, behind - 1):
            if closed or parts > 2 or word.key[:2] == "ال" or word.key.endswith("ي"):
                break
            closed = True
    return here if parts > 1 else at


def public_name(found: list[Word], at: int, last: int) -> bool:
    """Whether a name is one that streets are called by."""
    return " ".join(word.key for word in found[at:last]).startswith(_PUBLIC)


def thing(word: Word) -> bool:
    """Whether a word is that of a body or of a place rather than somebody's name."""
    return not stems(word.key).isdisjoint(said.BODIES | said.WAYS) and word.key not in said.GIVEN


__all__ = ["given_at", "joined", "name_end", "no_name", "public_name", "thing", "unit_end"]
