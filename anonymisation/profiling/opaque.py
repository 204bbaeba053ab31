"""Columns whose header says nothing, beside data about persons: codes and places of homes.

A number that identifies somebody may have no check digit, or mix the papers of two countries; a
home may stand in two columns of plain decimals. Such a column does not leave as it is in a table
about persons, unless its values say themselves that they count, date or number something else.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from stdnum.fr import siren, siret

from anonymisation.reading.text import header_words

#: A header of a letter or two, of a numbered column, or of no more than an abbreviation and a
#: number: "c5", "zt6", "champ_3", "col12", "Unnamed: 4".
_OPAQUE = re.compile(
    r"(?:(?:col\w*|champs?|field\w*|var\w*|unnamed|attr\w*|donnees?|data|valeurs?|values?|valor"
    r"|zones?|campos?|datos?|infos?|rubrique|cot|kolom|veld|truong|column\w*|header|entete|[a-z]{1,3})"
    r"\s?\d+(?: \d+)?|(?:col|colonne|champ|field|campo|columna|column|unnamed|valeurs?|values?"
    r"|valor|[a-z]{1,2})|\d*)"
)
#: Abbreviations of what numbers a thing or a place, before a number.
_NEUTRAL = re.compile(
    r"\b(?:n|no|num|nr|ref|doc|dos|lot|cp|id|uid|rna|iso|ean|tva|htva|ht|ttc|nb|age|an|mt|mnt|qte|px)"
    r"\s?\d*$"
)
#: Shares of the values that must look so; distinct values of all; fewest values that prove it.
_NEARLY_ALL, _DIFFERENT, FEWEST = 0.8, 0.8, 8
#: Characters and digits of a code long enough to identify, and its longest.
_LEAST, _DIGITS, _LONGEST = 6, 5, 20
_CODE = re.compile(r"[+(]?(?:[A-Za-z]{1,4}[ .\-/]?)?\d[\dA-Za-z .\-/()]*")
_DATE = re.compile(
    r"(?:\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:\d{4}|\d{2})|(?:19|20)\d{2}[/.\-]\d{1,2}[/.\-]\d{1,2}"
    r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0[1-9]|1[0-2])(?:19|20)\d{2})(?:[T ].*)?"
)
#: Written as references of files are: letters that all share, or the year first.
_DATED = re.compile(
    r"(?:[A-Za-z]{0,5}[ .\-/_]?)?(?:19|20)\d{2}[ .\-/_]\d{1,6}|\d{2}[\-/]\d{3,6}"
    r"|\d{1,6}/(?:20)?[012]\d$"
)
_LITERAL = re.compile(r"[A-Za-z]{2,}|[A-Za-z](?=[\-_/])")
_DECIMAL = re.compile(r"-?\d{1,3}[.,]\d{2,}")
_FINE = re.compile(r"-?\d{1,3}[.,]\d{4,}")
_METRES = re.compile(r"\d{5,8}(?:[.,]\d{1,6})?")
#: Eastings and northings of Lambert-93 and UTM in metres, and the widest that a table's may be.
_EAST, _NORTH, _WIDEST = (100_000, 1_300_000), (1_000_000, 10_000_000), 400_000
#: Widest in degrees that a table of one country may be.
_COUNTRY = 25


def opaque(header: str) -> bool:
    """Whether a header says nothing about its column."""
    words = header_words(header)
    return bool(_OPAQUE.fullmatch(words)) and not _NEUTRAL.search(words)


def looked(values: Sequence[str], filled: int) -> str:
    """What distinct values could be: code, degrees, east, north, or "" when none of these."""
    if len(values) < FEWEST:
        return ""
    if _most(values, _decimal) and _share(values, _FINE.fullmatch) >= 0.5:
        return "degrees" if _near(values, _COUNTRY) else ""
    if _most(values, _METRES.fullmatch) and _near(values, _WIDEST):
        axis = _axis(values)
        if axis:
            return axis
    return "code" if len(values) >= _DIFFERENT * filled and _codes(values) else ""


def _share(values: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(bool(test(value)) for value in values) / len(values)


def _most(values: Sequence[str], test: Callable[[str], object]) -> bool:
    return _share(values, test) >= _NEARLY_ALL


def _decimal(value: str) -> bool:
    return bool(_DECIMAL.fullmatch(value)) and abs(_number(value)) <= 180


def _number(value: str) -> float:
    return float(value.replace(",", "."))


def _numbers(values: Sequence[str]) -> list[float]:
    plain = re.compile(r"-?\d+(?:[.,]\d+)?")
    return sorted(_number(value) for value in values if plain.fullmatch(value))


def _near(values: Sequence[str], widest: float) -> bool:
    """Whether nine numbers in ten lie no further apart; homes far away are few."""
    numbers = _numbers(values)
    edge = len(numbers) // 20
    return bool(numbers) and numbers[-1 - edge] - numbers[edge] <= widest


def _axis(values: Sequence[str]) -> str:
    """The axis in metres of a projection, "" when numbers are too small, too large or a count."""
    numbers = _numbers(values)
    middle = numbers[len(numbers) // 2]
    if _NORTH[0] <= middle < _NORTH[1]:
        return "north"
    return "east" if _EAST[0] <= middle < _EAST[1] else ""


_DAY = re.compile(
    r"(?:(?:0?[1-9]|[12]\d|3[01])[/.\- ](?:0?[1-9]|1[0-2])[/.\- ](?:(?:19|20)\d{2}|\d{2})"
    r"|(?:19|20)\d{2}[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:0?[1-9]|[12]\d|3[01]))"
    r"(?:[T ]\d{1,2}[:hH.]\S*)?"
)


def dated(value: str) -> bool:
    """Whether a value is a day, perhaps with an hour, and nothing else."""
    return bool(_DAY.fullmatch(value))


def _codes(values: Sequence[str]) -> bool:
    if not _most(values, _code) or _most(values, _DATE.fullmatch):
        return False
    return not (
        _most(values, _of_body) or _most(values, _DATED.match) or _series(values) or _count(values)
    )


def _code(value: str) -> bool:
    """Long enough to identify, and made of digits more than of letters."""
    if not _CODE.fullmatch(value) or len(re.findall(r"[A-Za-z]{3,}", value)) > 1:
        return False
    compact = re.sub(r"\W", "", value)
    digits = sum(map(str.isdigit, compact))
    return _LEAST <= len(compact) <= _LONGEST and digits >= max(_DIGITS, len(compact) / 2)


def _of_body(value: str) -> bool:
    digits = re.sub(r"[ .]", "", value)
    return bool(siren.is_valid(digits) or siret.is_valid(digits))


def _series(values: Sequence[str]) -> bool:
    """Numbered one after the other, or behind letters that all share: "D0001", "PC-035-…"."""
    heads = {found.group() if (found := _LITERAL.match(value)) else "" for value in values}
    if len(heads) == 1 and heads != {""}:
        return True
    tails = sorted(int(tail) for tail in map(_digits, values) if tail)
    edge = len(tails) // 10
    middle = tails[edge : len(tails) - edge]
    return bool(middle) and middle[-1] - middle[0] <= 20 * len(tails)


def _digits(value: str) -> str:
    return re.sub(r"\D", "", value)[:18]


def _count(values: Sequence[str]) -> bool:
    """How many or how much: numbers of three lengths or more, or most of them round."""
    if not all(map(str.isdigit, values)):
        return False
    lengths = Counter(len(value) for value in values if not value.startswith("0"))
    sizes = sum(times * 20 > len(values) for times in lengths.values())
    return sizes > 2 or _most(values, lambda value: value.endswith("00"))


__all__ = ["FEWEST", "looked", "opaque"]
