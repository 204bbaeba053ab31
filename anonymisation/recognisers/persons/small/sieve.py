"""Which of many texts can hold a name in small letters, judged on their distinct words."""

import polars as pl

from anonymisation.lexicon.vocabulary import ordinary_words
from anonymisation.recognisers.persons.small.frames import LAST
from anonymisation.recognisers.persons.small.words import needles
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import _PARTICLES

#: Two words side by side, one of which begins with a small letter.
SIDE_BY_SIDE = r"\p{L}{2}[^\p{L}]{1,3}\p{Ll}\p{L}|\p{Ll}\p{L}+[^\p{L}]{1,3}\p{L}{2}"


def telling(folded: pl.Series) -> pl.Series:
    """Indices of the folded texts with a given name, or two strangers side by side.

    A word that begins with a capital bears a "#": it may only stand before a small one.
    """
    split = pl.DataFrame({"word": folded.str.strip_chars().str.split(" ")})
    each = split.with_row_index().explode("word").filter(pl.col("word").is_not_null())
    distinct = each["word"].unique().to_list()
    given = pl.Series([word for word in distinct if word in needles()], dtype=pl.String)
    odd = pl.Series([word for word in distinct if _may_be_strange(word)], dtype=pl.String)
    name = pl.Series([word for word in distinct if is_first_name(_bare(word))], dtype=pl.String)
    strange = pl.col("word").is_in(odd.implode())
    listed = pl.Series([word for word in distinct if is_surname(word)], dtype=pl.String)
    nameable = strange | pl.col("word").is_in(listed.implode())
    before = strange | pl.col("word").is_in(name.implode()) | _particle() | _framing()
    beside = nameable & before.shift(1) & (pl.col("index") == pl.col("index").shift(1))
    opening = strange & (pl.col("index") != pl.col("index").shift(1)).fill_null(True)
    taken = pl.col("word").is_in(name.implode()) & _framing().shift(1)
    told = pl.col("word").is_in(given.implode()) | beside | opening | taken
    return each.filter(told)["index"].unique()


def _particle() -> pl.Expr:
    return pl.col("word").str.strip_prefix("#").is_in(sorted(_PARTICLES))


def _framing() -> pl.Expr:
    """A word that ends a frame: roles are written with what may be left out, so by beginning."""
    last = pl.col("word").str.strip_prefix("#")
    return last.str.contains(rf"^(?:{LAST})$")


def _bare(word: str) -> str:
    return word.removeprefix("#")


def _may_be_strange(word: str) -> bool:
    return len(word) > 2 and "#" not in word and word not in ordinary_words()
