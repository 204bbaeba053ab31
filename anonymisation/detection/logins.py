"""Columns of accounts: a family's name with an initial, a given name with a number.

One word of small letters that no dictionary has may be anything; a column of them in which half
hold a person's name and a letter or a number more is one of logins, whatever its header says.
Machines and numbers of staff, in capitals, sign in beside them and prove nothing either way.
"""

import re

import polars as pl

from anonymisation.lexicon import first_names, surnames
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_place

#: How accounts are written.
_LOGIN = r"^[a-z][a-z0-9]{2,24}(?:[._\-][a-z0-9]{1,20}){0,2}$"
#: Files are written so too.
_FILE = (
    r"\.(?:pdf|jpe?g|png|gif|tiff?|docx?|xlsx?|csv|txt|zip|odt|ods|pptx?|html?|xml|json|mp[34])$"
)
#: How machines sign in, and staff by their number: "IMPORT_WS", "AG0269".
_CAPITALS = r"^[A-Z][A-Z0-9_\-]{1,24}$"
#: Share of values that are written so, of those that hold a person's name and more, and of words
#: of the dictionary that may stand among them.
_WRITTEN, _PERSONS, _WORDS = 0.9, 0.35, 0.1
#: Distinct values below which they prove nothing.
_FEWEST = 8
#: Letters of a name, and the most that are added to it.
_NAME, _ADDED = 4, 3
#: Digits behind a word that is nobody's name: what people call themselves, "papillon089".
_NUMBERED = re.compile(r"[a-z]{4,}\d{2,4}$")
#: Share of such words that those with a name may have beside them.
_CHOSEN = 0.3


def of_logins(values: pl.Series) -> bool:
    """Whether a column's values are accounts of persons."""
    small = values.filter(~values.str.contains(_CAPITALS))
    written = small.filter(small.str.contains(_LOGIN) & ~small.str.contains(_FILE))
    if len(written) < _WRITTEN * len(small) or written.n_unique() < _FEWEST:
        return False
    distinct = written.unique().to_list()
    if sum(map(_word, distinct)) > _WORDS * len(distinct):
        return False
    named = sum(map(_account, distinct))
    chosen = sum(1 for one in distinct if _NUMBERED.match(one) and not _account(one))
    return named >= _PERSONS * (len(distinct) - min(chosen, _CHOSEN * len(distinct)))


def _account(value: str) -> bool:
    """Whether a word is a person's name with letters or digits more."""
    parts = re.findall(r"[a-z]+", value)
    if len(parts) > 1 or any(map(str.isdigit, value)):
        known = any(_known(part) or _initialled(part) for part in parts)
        return known and not all(map(is_ordinary, parts))
    if is_ordinary(value) or is_place(value) or is_listed(value):
        return False
    added = range(1, _ADDED + 1)
    return any(_known(value[cut:]) for cut in added[:2]) or any(
        _known(value[:-cut]) for cut in added
    )


def _word(value: str) -> bool:
    return value.isalpha() and (is_ordinary(value) or is_place(value))


def _initialled(part: str) -> bool:
    """Whether a part is an initial glued to a name that is no end of a word."""
    return len(part) > _NAME and _known(part[1:]) and not is_ordinary(part)


def _known(part: str) -> bool:
    return len(part) >= _NAME and (part in first_names() or part in surnames())


__all__ = ["of_logins"]
