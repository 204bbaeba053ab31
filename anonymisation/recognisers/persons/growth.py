"""The whole of a name: its other parts beside a finding, and the same parts further on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_place, is_stranger
from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.persons.against.vetoes import vetoed
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.words.landscape import of_the
from anonymisation.recognisers.persons.words.names import (
    is_clear,
    is_first_name,
    is_surname,
    never_in_name,
)
from anonymisation.recognisers.persons.words.titles import TITLE
from anonymisation.recognisers.persons.words.tokens import (
    ENDS,
    STARTS,
    Word,
    common_said,
    once_a_span,
)

#: Particles that begin a surname, when they are written with a capital.
_LEADING = frozenset(("Van", "Von", "Ben", "Aït", "Ait", "Ould", "Mac", "Mc", "Da", "Dos", "Di"))
#: The most words that a finding grows by on one side.
_MOST = 4
#: Shortest part of a name that is looked for elsewhere in its cell.
_LEAST = 4
#: Shorter words in capitals are acronyms rather.
_LONG = 5


def grown(text: str, found: list[Word], hit: Hit) -> Hit:
    """A finding with the names and particles that touch it on either side."""
    left, right = _reach(text, found, hit.start, hit.end)
    return Hit(hit.entity, left, right, hit.score)


@once_a_span
def _reach(text: str, found: list[Word], left: int, right: int) -> tuple[int, int]:
    """Where the whole of a name begins and ends, from the place of a part."""
    start, end = bisect_left(found, left, key=STARTS), bisect_left(found, right, key=STARTS)
    first, last = _leftmost(text, found, start), _rightmost(text, found, end)
    if end - start == 1 and last == end and _surname_of(text, found, start):
        last += 1
    return (
        found[first].start if first < start else left,
        found[last - 1].end if last > end else right,
    )


def _leftmost(text: str, found: list[Word], first: int) -> int:
    """Index of the first word of the names that end just before a word."""
    best = index = first
    if index and first < len(found) and _addressed(text, found, first):
        return first
    while 0 < index < len(found) and first - index < _MOST:
        if text[found[index - 1].end : found[index].start] != " ":
            break
        index -= 1
        if found[index].shape == "particle":
            best = index if _led(text, found, index) else best
            continue
        same = _same_capitals(text, found, index, first)
        if not (_part(found[index]) or same) or vetoed(found, index, text):
            break
        best = index
    return best


def _addressed(text: str, found: list[Word], first: int) -> bool:
    """Whether a civil title follows a sentence's first word: "Atendió Sra. Nina Vardon"."""
    before = found[first - 1]
    if before.shape != "Cap" or is_listed(before.folded):
        return False
    begins = not text[: before.start].strip() or bool(_ENDED.search(text, 0, before.start))
    title = TITLE.match(text, found[first].start) if begins else None
    return title is not None and bool(title["civil"])


#: The end of a sentence, and what stands before its next word.
_ENDED = re.compile(r"[.;:!?\n]\s*[-–]?\s*\Z")


def _led(text: str, found: list[Word], index: int) -> bool:
    """Whether a particle begins a surname: it has a capital, or capitals before others."""
    particle = found[index].text
    shouted = particle.isupper() and len(particle) > 1 and found[index + 1].shape == "UPPER"
    return particle in _LEADING or (shouted and not text.isupper())


def _same_capitals(text: str, found: list[Word], index: int, first: int) -> bool:
    """Whether a word in capitals stands beside a name in capitals, in a text of small letters."""
    if first >= len(found) or text.isupper():
        return False
    word = found[index]
    both = word.shape == found[first].shape == "UPPER"
    return both and len(word.folded) >= _LONG and not common_said(word.folded)


def _rightmost(text: str, found: list[Word], last: int) -> int:
    """Index after the last word of the names that begin just after a word."""
    best = index = _closing(text, found, last)
    while 0 < index < len(found) and index - last < _MOST:
        if _second_surname(text, found, index):
            best = index = index + 1
            continue
        if _linked(text, found, index):
            best = index = index + 2
            continue
        if text[found[index - 1].end : found[index].start] != " ":
            break
        index += 1
        if found[index - 1].shape == "particle":
            continue
        if not _part(found[index - 1]) and not _hailing(text, found, index - 1):
            break
        best = index
    return best


def _closing(text: str, found: list[Word], last: int) -> int:
    """Index after what closes a name in a way of its own; the same where nothing does."""
    if not 0 < last < len(found):
        return last
    if _given_behind(text, found, last, last):
        return last + 1
    spaced = text[found[last - 1].end : found[last].start] == " "
    if spaced and found[last].text.islower() and found[last - 1].text.islower():
        return _small_behind(text, found, last)
    return last


def _small_behind(text: str, found: list[Word], index: int) -> int:
    """Index after surnames in small letters: "doña nina vardon del valle"."""
    if found[index].folded in _TOWNS and index + 1 < len(found):
        behind = found[index + 1]
        spaced = text[found[index].end : behind.start] == " "
        if spaced and is_surname(behind.folded) and is_stranger(behind.folded):
            return index + 2
    return of_the(found, index, text)


#: How a sentence goes on behind a given name that closes a reversed one.
_ON = re.compile(r"\s?(?:$|[,.;:()]|(?:en|de|por|con|que|a|y|vive|calle|c/|al|el|dom)(?![\w'-]))")


def _given_behind(text: str, found: list[Word], last: int, index: int) -> bool:
    """Whether a comma and a given name close two surnames: "Vardon Kerlec, Nina en …"."""
    if index != last or index < 2 or text[found[index - 1].end : found[index].start] != ", ":
        return False
    word, before = found[index], found[index - 2 : index]
    if word.shape != before[1].shape or not is_first_name(word.folded):
        return False
    if any(one.shape != word.shape or common_said(one.folded) for one in before):
        return False
    if not any(is_surname(one.folded) for one in before):
        return False
    return not any(is_clear(one.folded) for one in before) and bool(
        _ON.match(text[word.end : word.end + 8].lower())
    )


#: Large towns that Spain's families are called by: "Nina Madrid Vardon".
_TOWNS = frozenset("madrid sevilla cuenca barcelona bilbao guayaquil quito".split())  # noqa: SIM905


def _hailing(text: str, found: list[Word], index: int) -> bool:
    """Whether a town's name is a surname: another follows, or one stands before it and no verb."""
    shape = found[index].shape
    shouted = shape == "UPPER" and text.isupper()
    if found[index].folded not in _TOWNS or not (shape == "Cap" or shouted):
        return False
    behind = index + 1 < len(found) and text[found[index].end : found[index + 1].start] == " "
    if behind and found[index + 1].shape in ("Cap", "UPPER"):
        return is_surname(found[index + 1].folded)
    return index > 1 and is_surname(found[index - 1].folded) and found[index - 2].shape == "Cap"


def _surname_of(text: str, found: list[Word], index: int) -> bool:
    """Whether the capitalised word behind a given name alone is its surname: "Nadège Lille"."""
    if index + 1 >= len(found) or not is_clear(found[index].folded):
        return False
    following = found[index + 1]
    spaced = text[found[index].end : following.start] == " "
    if spaced and _MISTYPED.fullmatch(following.text):
        return True
    return (
        spaced
        and following.shape in ("Cap", "UPPER")
        and len(following.folded) > 2
        and (
            is_place(following.folded)
            or not common_said(following.folded)
            or (following.shape == "Cap" and is_surname(following.folded))
        )
    )


#: A capital one letter too late: "kErlec".
_MISTYPED = re.compile(r"[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,}")


def _linked(text: str, found: list[Word], index: int) -> bool:
    """Whether Catalonia's "i" and another surname stand behind a name: "Vardon i Kerlec"."""
    if found[index].text != "i" or index + 1 >= len(found):
        return False
    behind = found[index + 1]
    spaced = text[found[index - 1].end : behind.start] == " i "
    told = is_listed(behind.folded) or not common_said(behind.folded)
    return spaced and behind.shape in ("Cap", "UPPER") and told and not is_clear(behind.folded)


#: A double surname with its hyphen spaced: "VARDON - KERLEC".
_HYPHENS = (" - ", " – ", "- ", " -")


def _second_surname(text: str, found: list[Word], last: int) -> bool:
    """Whether a hyphen and another surname stand behind a name."""
    word = found[last]
    if text[found[last - 1].end : word.start] not in _HYPHENS or never_in_name(word.folded):
        return False
    if word.shape == "particle":
        return (
            last + 1 < len(found)
            and text[word.end : found[last + 1].start] == " "
            and (found[last + 1].shape in ("Cap", "UPPER") and is_listed(found[last + 1].folded))
        )
    if word.shape == "lower":
        return is_listed(word.folded) and is_stranger(word.folded)
    return word.shape in ("Cap", "UPPER") and (
        is_stranger(word.folded) or (is_listed(word.folded) and not is_ordinary(word.folded))
    )


def _part(word: Word) -> bool:
    """Whether a word beside a name is another part of it."""
    if word.shape not in ("Cap", "UPPER") or never_in_name(word.folded):
        return False
    if word.shape == "UPPER" and len(word.folded) < _LONG:
        return is_listed(word.folded) and not is_ordinary(word.folded)
    return is_stranger(word.folded) or (word.shape == "Cap" and is_listed(word.folded))


def repeated(text: str, found: list[Word], hits: list[Hit]) -> Iterator[Hit]:
    """Parts of the names found, where they stand again in the text, alone."""
    inside = {
        index
        for first, last in {(hit.start, hit.end) for hit in hits if hit.entity == "PERSON"}
        for index in range(
            bisect_left(found, first, key=STARTS), bisect_right(found, last, key=ENDS)
        )
    }
    parts = {found[index].folded for index in inside}
    sure = {part for part in parts if len(part) >= _LEAST and (is_stranger(part) or is_clear(part))}
    for index, word in enumerate(found):
        if word.folded in sure and index not in inside and not vetoed(found, index, text):
            yield Hit("PERSON", word.start, word.end, LONE)
