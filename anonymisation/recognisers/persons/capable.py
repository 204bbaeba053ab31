"""Which of many texts can name a person, judged on their distinct words.

A column has far fewer words than texts. Each distinct word is judged once, by the predicates that
the detection of persons uses itself; a text passes when its words could add up to a name: a listed
one, a word that is in no list of everyday words behind another, two capitalised words, a title.
"""

from functools import lru_cache

import polars as pl

from anonymisation.lexicon.vocabulary import is_stranger
from anonymisation.recognisers.conditions.look import Look
from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.persons.evidence import known
from anonymisation.recognisers.persons.words.frames import AFTER, HEADED
from anonymisation.recognisers.persons.words.titles import TITLE
from anonymisation.recognisers.persons.words.tokens import Word, common, tokens

#: What a piece of text between spaces holds. A name must be listed; a word is *capable* when it is
#: capitalised and no everyday word. `OTHER_…`: in another word of the piece than its first.
WORD, LISTED, CAPABLE, CAP, UPPER = 1, 2, 4, 8, 16
OTHER = 32
_CAPITAL = ("Cap", "UPPER", "initial")
#: The names in an object written as JSON.
_KEYED = r'"\s*:\s*"'


def capable(look: Look, rows: pl.Series) -> pl.Series:
    """Those of some rows whose words may name a person."""
    index = rows.arg_true()
    if not len(index):
        return rows
    some = look if len(index) == len(rows) else look.only(rows)
    sure = some.containing(some.rows(), f"{_KEYED}|{loosened((TITLE,))}")
    named = sure | _by_words(some, sure)
    return look.rows(False).scatter(index.filter(named), True)


def _by_words(look: Look, sure: pl.Series) -> pl.Series:
    """Rows whose words are enough by themselves."""
    bits = _bits(look)
    head, tail = pl.col("head"), pl.col("tail")
    both = CAP | UPPER
    enough = (
        ((head | tail) & LISTED > 0)
        | (tail & CAPABLE > 0)
        | ((head & CAPABLE > 0) & (tail & both > 0))
        | ((tail & both) == both)
    )
    rows = look.rows(False).scatter(bits.filter(enough)["row"], True)
    alone = bits.filter(~enough & (head & CAPABLE > 0))["row"]
    lone = look.rows(False).scatter(alone, True) & ~sure
    return rows | look.flatly(lone, loosened((AFTER, HEADED)))


def _bits(look: Look) -> pl.DataFrame:
    """For each row with words: what its first word is (`head`), and the others (`tail`)."""
    pieces = pl.DataFrame({"piece": look.zeroed.str.split(" ")}).with_row_index("row")
    pieces = pieces.explode("piece", empty_as_null=True)
    distinct = pieces["piece"].unique().drop_nulls()
    judged = pl.Series([judge(piece) for piece in distinct.to_list()], dtype=pl.Int32)
    judgements = pl.DataFrame({"piece": distinct, "bits": judged}).filter(pl.col("bits") > 0)
    found = pieces.join(judgements, on="piece", maintain_order="left")
    first = pl.col("row").is_first_distinct()
    own, others = pl.col("bits") % OTHER, pl.col("bits") // OTHER
    found = found.with_columns(
        head=pl.when(first).then(own).otherwise(0),
        tail=others | pl.when(first).then(0).otherwise(own),
    )
    return found.group_by("row").agg(pl.col("head").bitwise_or(), pl.col("tail").bitwise_or())


@lru_cache(maxsize=262_144)
def judge(piece: str) -> int:
    """What the words of a piece of text without spaces are; 0 when it has none."""
    found = tokens(piece)
    if not found:
        return 0
    others = 0
    for word in found[1:]:
        others |= _kind(word)
    return _kind(found[0]) | others * OTHER


def _kind(word: Word) -> int:
    if word.shape not in _CAPITAL:
        return WORD
    if known(word):
        return WORD | LISTED
    shape = UPPER if word.shape == "UPPER" else CAP
    if word.shape == "initial":
        return WORD | CAP | UPPER
    strange = not common(word.folded) or is_stranger(word.folded)
    return WORD | shape | (CAPABLE if strange else 0)


__all__ = ["capable", "judge"]
