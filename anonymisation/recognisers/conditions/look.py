"""Many texts at once, and what the conditions of several recognisers ask about them, asked once."""

import re
from functools import cached_property

import polars as pl

from anonymisation.reading.text import FLAT
from anonymisation.recognisers.conditions.loose import fewest_digits, loosened

_DIGITS = list("123456789")
#: Texts are told apart by their shape (digits as 0) when so many share one on average.
_SHARED = 4
#: Fewer texts are read by Python's patterns: to build Rust's machine would take longer.
SMALL = 1_000
#: Letters that no decomposition simplifies, as `text.fold` writes them.
_LETTERS = {"đ": "d", "ł": "l", "ø": "o", "ı": "i", "œ": "oe", "æ": "ae", "ŋ": "ng", "ß": "ss"}


class Look:
    """Normal forms of the distinct values of a column. Rows of it are Boolean series."""

    def __init__(self, texts: pl.Series) -> None:
        self.texts = texts

    def rows(self, value: bool = True) -> pl.Series:
        """All rows, or none."""
        return pl.repeat(value, len(self.texts), dtype=pl.Boolean, eager=True)

    @cached_property
    def digits(self) -> pl.Series:
        """How many digits stand in each text."""
        return self.texts.str.count_matches("[0-9]")

    @cached_property
    def zeroed(self) -> pl.Series:
        """The texts with 0 for every digit."""
        return self.texts.str.replace_many(_DIGITS, ["0"] * len(_DIGITS))

    @cached_property
    def folded(self) -> pl.Series:
        """The texts as `text.fold` writes them."""
        decomposed = self.texts.str.normalize("NFKD").str.replace_all(r"\p{M}+", "")
        return decomposed.str.to_lowercase().str.replace_many(
            list(_LETTERS), list(_LETTERS.values())
        )

    @cached_property
    def shapes(self) -> tuple[pl.Series, pl.Series] | None:
        """The distinct zeroed texts and each text's index among them; None when they are many."""
        found = self.zeroed.unique().rename("shape")
        if len(found) * _SHARED > len(self.texts):
            return None
        numbered = found.to_frame().with_row_index("number")
        places = pl.DataFrame({"shape": self.zeroed}).join(
            numbered, on="shape", how="left", maintain_order="left"
        )
        return found, places["number"]

    def containing(self, rows: pl.Series, pattern: str) -> pl.Series:
        """Those of some rows that match an expression (Rust syntax)."""
        return _narrowed(rows, self.texts, pattern)

    def meeting(self, rows: pl.Series, patterns: tuple[re.Pattern[str], ...]) -> pl.Series:
        """Those of some rows in which one of some patterns of Python may match."""
        if not patterns:
            return self.rows(False)
        digits = min(map(fewest_digits, patterns))
        rows = rows & (self.digits >= digits) if digits else rows
        index = rows.arg_true()
        if len(index) > SMALL:
            return _narrowed(rows, self.texts, loosened(patterns))
        texts = self.texts.gather(index).to_list()
        met = [any(pattern.search(text) for pattern in patterns) for text in texts]
        return self.rows(False).scatter(index.filter(pl.Series(met, dtype=pl.Boolean)), True)

    def shaped(self, patterns: tuple[re.Pattern[str], ...]) -> pl.Series:
        """The same for all rows; codes and numbers are told by their shapes first."""
        if len(self.texts) <= SMALL:
            return self.rows()
        rows = self.digits >= min(map(fewest_digits, patterns))
        if rows.any() and self.shapes is not None:
            shapes, number = self.shapes
            rows = rows & shapes.str.contains(loosened(patterns, zeroed=True)).gather(number)
        return _narrowed(rows, self.texts, loosened(patterns))

    def only(self, rows: pl.Series) -> "Look":
        """A look at some of the rows."""
        return self if rows.all() else Look(self.texts.filter(rows))

    def flatly(self, rows: pl.Series, pattern: str) -> pl.Series:
        """Those of some rows whose text, in small letters without accents, matches."""
        index = rows.arg_true()
        if not len(index):
            return rows
        flat = self.texts.gather(index).str.replace_many(list(FLAT), list(FLAT.values()))
        return self.rows(False).scatter(index.filter(flat.str.contains(pattern)), True)

    def cued(self, rows: pl.Series, cues: re.Pattern[str] | None) -> pl.Series:
        """Those of some rows in which a cue may stand before a finding."""
        if cues is None:
            return self.rows(False)
        if not rows.any():
            return rows
        return _narrowed(rows, self.folded, loosened((cues,), pieces=True))


def _narrowed(rows: pl.Series, texts: pl.Series, pattern: str) -> pl.Series:
    """Those of some rows whose text matches; other texts are not read."""
    index = rows.arg_true()
    if not len(index):
        return rows
    if len(index) == len(texts):
        return texts.str.contains(pattern)
    met = texts.gather(index).str.contains(pattern)
    return rows.clear(len(rows)).fill_null(False).scatter(index.filter(met), True)


__all__ = ["Look"]
