"""Names masked in one place of a table, recognised in another."""

from collections.abc import Iterator

import polars as pl

from anonymisation.recognisers.persons.against.vetoes import vetoed
from anonymisation.recognisers.persons.words.tokens import tokens

#: A name is two to four words.
_SIZES = (2, 3, 4)


def naming(values: pl.Series, names: frozenset[str]) -> pl.Series:
    """The values that hold one of these folded names, as a first look in polars sees it."""
    folded = (
        values.str.normalize("NFKD")
        .str.replace_all(r"\p{M}+", "")
        .str.to_lowercase()
        .str.replace_many(["đ", "ł", "ø", "ı", "œ", "æ"], ["d", "l", "o", "i", "oe", "ae"])
        .str.replace_all(r"[^\p{L}]+", " ")
    )
    return values.filter(folded.str.contains_any(sorted(names)))


def known_names(text: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Spans of folded names in a text, except where they name a street, a place or a body."""
    found = tokens(text)
    parts = [(part, word) for word in found for part in word.folded.replace("'", "-").split("-")]
    for first in range(len(parts)):
        for size in _SIZES:
            some = parts[first : first + size]
            if len(some) == size and " ".join(part for part, _ in some) in names:
                start, end = some[0][1].start, some[-1][1].end
                if not _in_link(text, start, end) and not vetoed(
                    found, found.index(some[0][1]), text
                ):
                    yield start, end


def _in_link(text: str, start: int, end: int) -> bool:
    """Whether a span is a piece of a URL or of a file name."""
    return text[max(0, start - 1) : start] in tuple("/-_=") or text[end : end + 1] in tuple("/-_=")


def without_names(text: str, names: frozenset[str], mask: str) -> str:
    """The text with these names replaced."""
    for start, end in sorted(set(known_names(text, names)), reverse=True):
        text = text[:start] + mask + text[end:]
    return text
