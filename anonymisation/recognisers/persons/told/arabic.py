"""Names in Arabic letters, which have no capitals: told by what stands around them.

A title, a word that somebody's name follows, or behind it a home, a birth or a card; the name
begins with a given name, but for those behind titles and the surest words.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import arabic as said
from anonymisation.reading.arabic import LETTER, Word, keys, stems, words
from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer
from anonymisation.recognisers.persons.against.arabic import (
    any_office,
    office_before,
    office_behind,
)
from anonymisation.recognisers.persons.words.arabic import (
    given_at,
    joined,
    name_end,
    no_name,
    public_name,
    thing,
    unit_end,
)

#: Short words and forms of verbs that are letters of a family's name elsewhere.
_GLUED = keys("ملك سلمت تسليم الاتصال اتصال إسناد رخصة وصل شهادة منحة تابع تابعة راجع راجعة إعلام")
_AFTER_CUE = re.compile(r"\s*[:،]?\s+|\s*:\s*")
#: A title at the beginning of a name.
_TITLED = re.compile(
    rf"(?:ال)?(?:سيدة|سيد|دكتورة|دكتور|أستاذة|أستاذ|استاذة|استاذ|مهندسة|مهندس|حاجة|حاج)(?!{LETTER})\s*"
)
#: A number, and somebody between brackets behind it.
_BRACKET = re.compile(r"\d\s?\(\s?$")


class ArabicNameRecognizer(TextRecognizer):
    """Given name and family name, written in Arabic; a title goes too."""

    ENTITIES = ("PERSON", "OFFICIAL")
    PATTERNS = (re.compile(rf"{LETTER}{{2,}}[\s:،(]+{LETTER}{{2,}}"),)

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text, first to last."""
        found = words(text)
        if len(found) < 2:
            return
        offices = any_office(text)
        at = 0
        while at < len(found):
            name = _titled(text, found, at) or _told(text, found, at, offices)
            if name is None:
                at += 1
                continue
            start, last = name
            yield _hit(text, start, found[last - 1].end, offices)
            at = last
            for start, last in _coupled(text, found, at):
                yield _hit(text, start, found[last - 1].end, offices)
                at = last


def _hit(text: str, start: int, end: int, offices: bool) -> Hit:
    """Somebody, or somebody in office: the name alone, which is theirs elsewhere too."""
    if offices and (office_before(text, start) or office_behind(text, end)):
        title = _TITLED.match(text, start, end)
        return Hit("OFFICIAL", title.end() if title else start, end, LIKELY)
    return Hit("PERSON", start, end, LIKELY)


def _way_before(text: str, found: list[Word], at: int, also: frozenset[str]) -> bool:
    """Whether a public place's noun stands before a word, an adjective between them or none."""
    if at and joined(text, found, at):
        head = stems(found[at - 1].key)
        if not head.isdisjoint(said.WAYS | also):
            return True
        far = at > 1 and found[at - 1].key[:2] == "ال" and joined(text, found, at - 1)
        return far and not stems(found[at - 2].key).isdisjoint(said.WAYS | also)
    return False


def _titled(text: str, found: list[Word], at: int) -> tuple[int, int] | None:
    """Where a name with its title begins in the text, and the word behind it."""
    first = at + 1
    if first >= len(found) or not _AFTER_CUE.fullmatch(text[found[at].end : found[first].start]):
        return None
    kinds = stems(found[at].key)
    vocative = found[at].key in ("سيدي", "وسيدي")
    saint = vocative or not kinds.isdisjoint(said.SAINTS)
    if not (saint or not kinds.isdisjoint(said.TITLES | said.ROLES)):
        return None
    if _called_after(text, found, at, saint=saint):
        return None
    if not _bearer(found, first, role=not kinds.isdisjoint(said.ROLES), given=vocative):
        return None
    last = name_end(text, found, first)
    if last == first and not vocative:
        last = unit_end(text, found, first)
    sides = (word.key.removeprefix("ال") in said.SIDES for word in found[first + 1 : last])
    if last == first or (saint and any(sides)):
        return None
    return _beginning(found, at, first), last


def _called_after(text: str, found: list[Word], at: int, *, saint: bool) -> bool:
    """Whether a title is in the name of a public place; a saint's, in that of a body as well.

    "The quarter" has no name behind it, "quarter" has.
    """
    if not saint and at and found[at - 1].key[:2] == "ال":
        return False
    return _way_before(text, found, at, said.BODIES if saint else frozenset())


def _bearer(found: list[Word], first: int, *, role: bool, given: bool) -> bool:
    """Whether a word behind a title may be a name's."""
    word = found[first]
    if given and not given_at(found, first):
        return False
    plain = word.key.removeprefix("ال")
    if no_name(word) or thing(word) or plain in said.OF_ROLES:
        return word.key in said.GIVEN and not no_name(word)
    # "The owner of the car": what is owned has the article.
    return not (role and word.key[:2] == "ال" and word.key not in said.GIVEN)


def _beginning(found: list[Word], at: int, first: int) -> int:
    """A name begins with its title; where more than "and" is glued before that, behind it."""
    glued = found[at].key
    if not stems(glued).isdisjoint(said.ROLES - said.PRIVATE):
        return found[first].start
    if glued[:1] == "و" and glued[1:].removeprefix("ال") in said.TITLES:
        return found[at].start + 1
    if glued[:1] in ("ل", "ب", "ك", "ف"):
        return found[first].start
    return found[at].start


def _told(text: str, found: list[Word], at: int, offices: bool) -> tuple[int, int] | None:
    """Where a name that words around it tell begins in the text, and the word behind it."""
    if no_name(found[at]) or (thing(found[at]) and found[at].key not in said.GIVEN):
        return None
    given = given_at(found, at)
    cue = _cue(text, found, at)
    if not given:
        return _glued(text, found, at) or (_framed(text, found, at) if cue == "strong" else None)
    last = name_end(text, found, at)
    if last == at and _kin(text, found, at):
        return found[at].start, at + 1
    if last == at or public_name(found, at, last):
        return None
    start = found[at].start
    if cue:
        private = not stems(found[at - 1].key).isdisjoint(said.PRIVATE)
        return (found[at - 1].start if private else start), last
    public = offices and (office_before(text, start) or office_behind(text, found[last - 1].end))
    if _way_before(text, found, at, said.BODIES) and not public:
        return None
    if public or _BRACKET.search(text[max(0, start - 6) : start]):
        return start, last
    return (start, last) if _behind(text, found, last) else None


def _cue(text: str, found: list[Word], at: int) -> str:
    """How sure the word before one says that somebody is named: "", "told" or "strong"."""
    if not at or not _AFTER_CUE.fullmatch(text[found[at - 1].end : found[at].start]):
        return ""
    before = stems(found[at - 1].key)
    if not before.isdisjoint(said.STRONG):
        return "strong"
    if not before.isdisjoint(said.BEFORE):
        return "told"
    owned = at > 1 and found[at - 1].key[:2] == "ال" and joined(text, found, at - 1)
    return "told" if owned and not stems(found[at - 2].key).isdisjoint(said.OWNERS) else ""


#: A telephone behind a name: "على الرقم", "هاتفه", the number itself.
_LINE = re.compile(
    r"\s?[:،(]?\s?(?:(?:على|عبر|ب)?\s?(?:ال)?(?:رقم|هاتف|جوال|نقال|محمول)(?:ه|ها)?(?!\w)|\+?\d{6,8})"
)


def _kin(text: str, found: list[Word], at: int) -> bool:
    """Whether a given name alone is that of somebody's kin, who is reached by telephone."""
    if not at or stems(found[at - 1].key).isdisjoint(said.KIN) or not joined(text, found, at):
        return False
    return _LINE.match(text, found[at].end) is not None


def _behind(text: str, found: list[Word], last: int) -> bool:
    """Whether the words behind a name tell what only somebody has."""
    if last >= len(found) or not re.fullmatch(
        r"[ ،,(]{1,3}", text[found[last - 1].end : found[last].start]
    ):
        return False
    kinds = stems(found[last].key)
    if not kinds.isdisjoint(said.BEHIND):
        return True
    # Parted or not, a card and a telephone are whose name they follow.
    if not kinds.isdisjoint(_THEIRS):
        return True
    has = not kinds.isdisjoint({"صاحب", "صاحبه", "حامل", "حامله"})
    return has and last + 1 < len(found) and not stems(found[last + 1].key).isdisjoint(said.CARDS)


def _framed(text: str, found: list[Word], at: int) -> tuple[int, int] | None:
    """A name that no list knows, between a sure word and what closes it."""
    if found[at].key[:2] == "ال" or found[at].key in said.OF_ROLES:
        return None
    last = name_end(text, found, at)
    if last == at or last >= len(found) or thing(found[last - 1]):
        return None
    called = stems(found[at - 1].key)
    day = not called.isdisjoint(_SUMMONED) and found[last].key in said.DAYS
    return (found[at].start, last) if day or _behind(text, found, last) else None


_THEIRS = keys("بطاقة بطاقته بطاقتها هاتفه هاتفها جواله جوالها هاتف الهاتف")
_SUMMONED = keys("استدعاء إعلام إشعار إنذار إخطار")


def _glued(text: str, found: list[Word], at: int) -> tuple[int, int] | None:
    """A name with "to" or "of" glued before it."""
    word = found[at]
    if word.key[:1] not in ("ل", "ب") or word.key[1:] not in said.GIVEN or not at:
        return None
    if not joined(text, found, at) or stems(found[at - 1].key).isdisjoint(_GLUED):
        return None
    last = name_end(text, found, at)
    return (word.start + 1, last) if last > at else None


def _coupled(text: str, found: list[Word], at: int) -> Iterator[tuple[int, int]]:
    """Names that "and" binds to one found: "فلان وفلان"."""
    while 0 < at < len(found) and re.fullmatch(
        r"[ ،]{1,3}", text[found[at - 1].end : found[at].start]
    ):
        word = found[at]
        if word.key[:1] != "و" or word.key in said.GIVEN or word.key[1:] not in said.GIVEN:
            return
        last = name_end(text, found, at)
        if last == at:
            return
        yield word.start + 1, last
        at = last


__all__ = ["ArabicNameRecognizer"]
