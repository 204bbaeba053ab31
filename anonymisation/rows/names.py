"""A row's own names, wherever else in the row they are written."""

import re

from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.names import never_in_name

_NAME_WORD = re.compile(r"[^\W\d_]{3,}(?:[-'][^\W\d_]+)*")
_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w'’-]+) $")
_AFTER = re.compile(r"^ (?P<word>[^\W\d_][\w'’-]+)")


def without_row_names(text: str, names: tuple[str | None, ...], mask: str) -> str:
    """The text without the capitalised words of these names, and the names beside them."""
    for name in names:
        for word in _NAME_WORD.findall(name or ""):
            if word.casefold() not in text.casefold():
                continue
            found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
            text = found.sub(
                lambda match: mask if match.group()[0].isupper() else match.group(), text
            )
    parts = text.split(mask)
    for index in range(len(parts) - 1):
        parts[index] = _trimmed(parts[index], _BEFORE)
        parts[index + 1] = _trimmed(parts[index + 1], _AFTER)
    return re.sub(
        rf"{re.escape(mask)}(?:[ -]*{re.escape(mask)})+", lambda _match: mask, mask.join(parts)
    )


def _trimmed(part: str, edge: re.Pattern[str]) -> str:
    """Text beside a masked surname, without the rest of that name ("Galo [person] Villacís")."""
    while match := edge.search(part):
        word = match.group("word")
        if not word[0].isupper() or never_in_name(fold(word)):
            break
        part = part[: match.start("word")] if edge is _BEFORE else part[match.end() :]
    return part
