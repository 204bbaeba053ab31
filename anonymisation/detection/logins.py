"""Columns of accounts: a family's name with an initial, a given name with a number.

One word of small letters that no dictionary has may be anything; a column of them in which half
hold a person's name and a letter or a number more is one of logins, whatever its header says.
"""

import re

import polars as pl

from anonymisation.lexicon import first_names, surnames
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_place

#: How accounts are written.
_LOGIN = r"^[a-z][a-z0-9]{2,24}(?:[._\-][a-z0-9]{1,20}){0,2}$"
#: Share of values that are written so, and of those that hold a person's name and more.
_WRITTEN, _PERSONS = 0.9, 0.5
#: Distinct values below which they prove nothing.
_FEWEST = 8
#: Letters of a name, and the most that are added to it.
_NAME, _ADDED = 4, 3


def of_logins(values: pl.Series) -> bool:
    """Whether a column's values are accounts of persons."""
    written = values.filter(values.str.contains(_LOGIN))
    if len(written) < _WRITTEN * len(values) or written.n_unique() < _FEWEST:
        return False
    distinct = written.unique().to_list()
    return sum(map(_account, distinct)) >= _PERSONS * len(distinct)


def _account(value: str) -> bool:
    """Whether a word is a person's name with letters or digits more."""
    parts = re.findall(r"[a-z]+", value)
    if len(parts) > 1 or any(map(str.isdigit, value)):
        return any(map(_known, parts)) and not all(map(is_ordinary, parts))
    if is_ordinary(value) or is_place(value) or is_listed(value):
        return False
    added = range(1, _ADDED + 1)
    return any(_known(value[cut:]) for cut in added[:2]) or any(
        _known(value[:-cut]) for cut in added
    )


def _known(part: str) -> bool:
    return len(part) >= _NAME and (part in first_names() or part in surnames())


__all__ = ["of_logins"]
