"""A row's own names, wherever else in the row they are written."""

import re

from anonymisation.lexicon import vietnamese, words
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.against.localities import NAMED_AFTER
from anonymisation.recognisers.persons.against.offices import in_office
from anonymisation.recognisers.persons.against.vetoes import vetoed
from anonymisation.recognisers.persons.words.names import never_in_name
from anonymisation.recognisers.persons.words.tokens import Word, tokens

_NAME_WORD = re.compile(r"[^\W\d_]{3,}(?:[-'][^\W\d_]+)*")
#: A name of several words with their capitals.
_WHOLE = re.compile(
    r"[A-ZÀ-Ý][\w'’-]+(?: (?:(?:de|del|de la|da|dos|van|von|ben|el|le) )?[A-ZÀ-Ý][\w'’-]+){1,4}"
)
_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w'’-]+) $")
_AFTER = re.compile(r"^ (?P<word>[^\W\d_][\w'’-]+)")


def without_row_names(text: str, names: tuple[str | None, ...], mask: str) -> str:
    """The text without the capitalised words of these names, and the names beside them.

    Somebody else in office may have the same given name, and stays: "el alcalde Loïc Vardon".
    """
    own = {fold(word) for name in names for word in _NAME_WORD.findall(name or "")}
    for name in names:
        if name and (syllables := _syllables(name)):
            text = _without_syllables(text, syllables, mask)
            continue
        for word in _NAME_WORD.findall(name or ""):
            if word.casefold() not in text.casefold():
                continue
            found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
            text = found.sub(
                lambda match: (
                    mask
                    if match.group()[0].isupper() and not _another(match, own)
                    else match.group()
                ),
                text,
            )
    if all(not name or _syllables(name) for name in names):
        return text
    parts = text.split(mask)
    for index in range(len(parts) - 1):
        parts[index] = _trimmed(parts[index], _BEFORE)
        parts[index + 1] = _trimmed(parts[index + 1], _AFTER)
    return re.sub(
        rf"{re.escape(mask)}(?:[ -]*{re.escape(mask)})+", lambda _match: mask, mask.join(parts)
    )


def _another(match: re.Match[str], own: set[str]) -> bool:
    """Whether a word is part of the whole name of somebody in office who is not these."""
    for whole in _WHOLE.finditer(match.string):
        if whole.start() <= match.start() < whole.end():
            words = {fold(word) for word in _NAME_WORD.findall(whole.group())}
            return len(words & own) == 1 and in_office(match.string, *whole.span())
    return False


def _trimmed(part: str, edge: re.Pattern[str]) -> str:
    """Text beside a masked surname, without the rest of that name ("Galo [person] Villacís")."""
    while match := edge.search(part):
        word = match.group("word")
        if not word[0].isupper() or never_in_name(fold(word)):
            break
        part = part[: match.start("word")] if edge is _BEFORE else part[match.end() :]
    return part


def _syllables(name: str) -> tuple[str, ...]:
    """The folded syllables of a Vietnamese name; none where it is not one.

    Half the country shares "Nguyễn", "Văn" and "Thị": no syllable alone is anybody's.
    """
    parts = tuple(word.folded for word in tokens(name))
    titles = words("vietnamese_titles")
    while parts and parts[0] in titles and parts[0] not in vietnamese("family"):
        parts = parts[1:]
    known = vietnamese("family") | vietnamese("given") | vietnamese("behind")
    # Marks tell it; a name in plain letters has a family's syllable first.
    told = not name.isascii() or (len(parts) > 2 and parts[0] in vietnamese("family"))
    return parts if told and len(parts) > 1 and known.issuperset(parts) else ()


def _without_syllables(text: str, name: tuple[str, ...], mask: str) -> str:
    """The text without a Vietnamese name, two of its syllables at least, or one with a title."""
    found = tokens(text)
    spans: list[tuple[int, int]] = []
    first = 0
    while first < len(found):
        last = _run(found, first, text)
        if last > first and _of(found, first, last, name, text):
            spans.append((found[first].start, found[last - 1].end))
        first = max(last, first + 1)
    for start, end in reversed(spans):
        text = text[:start] + mask + text[end:]
    return text


def _run(found: list[Word], first: int, text: str) -> int:
    """The end of the syllables with capitals that begin here."""
    last = first
    while last < len(found) and found[last].text[0].isupper():
        if last > first and text[found[last - 1].end : found[last].start] != " ":
            break
        last += 1
    return last


def _of(found: list[Word], first: int, last: int, name: tuple[str, ...], text: str) -> bool:
    """Whether syllables in a row are this name, its end, or the given one behind a title."""
    run = tuple(word.folded for word in found[first:last])
    if run[0] in words("vietnamese_titles") and len(run) > 1 and run != name:
        run = run[1:]
        first += 1
    if len(run) == 1:
        before = found[first - 1] if first else None
        titled = before is not None and before.folded in words("vietnamese_titles")
        told = titled and before is not None and before.text.lower() not in NAMED_AFTER
        return told and run[0] == name[-1]
    whole = len(run) <= len(name) and (name[-len(run) :] == run or name[: len(run)] == run)
    return whole and not vetoed(found, first, text)


__all__ = ["without_row_names"]
