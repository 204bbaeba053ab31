"""Names masked in one place of a table, recognised in another."""

from collections.abc import Iterator

import polars as pl

from anonymisation.recognisers.persons.against.vetoes import vetoed
from anonymisation.recognisers.persons.words.tokens import Word, tokens

#: What stands before a name.
_TITLES = frozenset(
    "m mr mme mlle monsieur madame mademoiselle dr me sr sra d don dona".split()  # noqa: SIM905
)
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
                if _begun(some, parts[first + size :]):
                    continue
                start, end = some[0][1].start, some[-1][1].end
                if not _in_link(text, start, end) and not vetoed(
                    found, found.index(some[0][1]), text
                ):
                    yield start, end


def _begun(some: list[tuple[str, Word]], behind: list[tuple[str, Word]]) -> bool:
    """Whether a title and one name are how another's name begins: "M. Paul", "M. Paul K."."""
    if len(some) > 2 or some[0][0] not in _TITLES or not behind:
        return False
    follows = behind[0][1]
    return follows.start - some[-1][1].end == 1 and follows.shape in ("Cap", "UPPER")


def _in_link(text: str, start: int, end: int) -> bool:
    """Whether a span is a piece of a URL or of a file name."""
    return text[max(0, start - 1) : start] in tuple("/-_=") or text[end : end + 1] in tuple("/-_=")


def without_names(text: str, names: frozenset[str], mask: str) -> str:
    """The text with these names replaced."""
    for start, end in reversed(_apart(sorted(set(known_names(text, names))))):
        text = text[:start] + mask + text[end:]
    return text


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans, those that overlap as one: a name is also known with its title."""
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            start, end = apart[-1][0], max(end, apart.pop()[1])
        apart.append((start, end))
    return apart
