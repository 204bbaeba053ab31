"""What the cells of a table show of the country they were written in."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import polars as pl

from anonymisation.lexicon import divisions
from anonymisation.reading.text import fold
from anonymisation.recognisers.contacts.telephone_kinds import phone_entity

#: A country, the kind of evidence, its weight.
Evidence = Iterator[tuple[str, str, float]]
Tongue = Literal["ar", "es"]

#: Weight of a share of the cells, of letters or a language, and of a whole column.
_CELLS, _TONGUE, _COLUMN = 1.5, 2.0, 3.0
#: Cells that must show a sign, and the share of telephones that must fit a plan.
FEWEST, _FIT = 3, 0.7

#: Signs in cells (Rust syntax): international prefix, ending of a host, currency, letters.
_DIAL = {"FR": "33", "BE": "32", "ES": "34", "EC": "593", "MX": "52"}
_DIAL |= {"SN": "221", "TN": "216", "MA": "212", "VN": "84"}
_SIGNS = {
    country: rf"(?:^|[^\w.])(?:\+|00){code}[ .\-(]?[(0-9]|[\w\-]@?\.{country.lower()}(?:$|[^\w.])"
    for country, code in _DIAL.items()
}
_MONEY = {
    "SN": r"(?i)\b\d[\d .]*\s?(?:f\s?cfa|xof|cfa)\b",
    "TN": r"\b\d[\d .,]*\s?(?:DT|TND)\b",
    "MA": r"\b\d[\d .,]*\s?(?:MAD|DH|Dhs?)\b",
    "MX": r"(?i)\b\d[\d .,]*\s?(?:mxn|pesos)\b",
    "VN": r"(?i)\b\d[\d .,]*\s?(?:vnd|đồng|đ)\b",
}
#: Papers, accounts, plates and ways to write a telephone that one country alone has.
_PAPERS = {
    "FR": r"\b[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}\b|\bFR\d\d(?: ?\w{4}){5} ?\w{3}\b",
    "BE": r"\bBE\d\d(?: ?\d{4}){3}\b|\b\d\d\.\d\d\.\d\d-\d{3}[.\-]\d\d\b"
    r"|\b0\d{1,3}/\d\d[. ]?\d\d?[. ]\d\d[. ]?\d?\d?\b",
    "ES": r"\bES\d\d(?: ?\d{4}){5}\b",
    "MX": r"\b[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d\b",
    "SN": r"\b(?:DK|TH|SL|DL|KL|ZG|LG|FK|KD|TC|MT|KF|KG|SD)-\d{4}-[A-Z]{1,2}\b",
    "TN": r"\bTN\d\d(?: ?\d{4}){5}\b|\b\d{1,3} ?(?:TU|TUN|تونس) ?\d{1,4}\b",
    "MA": r"\bMA\d\d(?: ?\d{4}){6}\b|\b\d{1,5}-(?:[A-H]|[أ-ي])-\d{1,2}\b",
    "VN": r"\b\d\d[A-Z]\d?-\d{3}\.\d\d\b",
}
#: Letters that only Vietnamese writes.
_VIETNAMESE = r"[\x{1ea0}-\x{1ef9}ơưđƠƯĐ]"
#: Small words that Spanish writes and French does not, and the share of texts that must hold one.
_SPANISH = r"(?i)[\p{L}\d,;] (?:el|los|las|del|con|por|para|una|y) [\p{L}\d«\"]"
_SPOKEN = 0.15
_ARABIC = r"[\x{0621}-\x{064a}]{3}"
_NUMBER = re.compile(r"[+(]?\d[\d .\-()/]{6,17}")
#: A street named after a town says nothing of where it runs.
_STREET = (
    r"\b(?:rue|avenue|av|bd|boulevard|place|pl|square|allee|quai|impasse|chemin|route|cours|calle|c/"
    r"|plaza|avenida|avda|duong|pho)\.? (?:de la |de l'|des |du |de |d'|del )?"
)


def signs(values: pl.Series) -> Evidence:
    """Prefixes, endings, money, papers and letters in the distinct values of a column."""
    for kind, weight, by_country in (
        ("signs", _CELLS, _SIGNS),
        ("money", _CELLS, _MONEY),
        ("papers", _COLUMN, _PAPERS),
    ):
        for country, sign in by_country.items():
            shown = int(values.str.contains(sign).sum())
            if shown >= FEWEST:
                yield country, kind, weight
                if kind == "papers" and 2 * shown > len(values):
                    yield country, "column", weight
    if int(values.str.contains(_VIETNAMESE).sum()) * 2 > len(values):
        yield "VN", "letters", _TONGUE


def tongue(values: pl.Series) -> Tongue | None:
    """The language of the texts of a column, where it is not France's."""
    found = int(values.str.contains(_SPANISH).sum())
    if found >= max(FEWEST, _SPOKEN * len(values)):
        return "es"
    return "ar" if int(values.str.contains(_ARABIC).sum()) >= FEWEST else None


def places(values: pl.Series) -> Evidence:
    """Provinces and towns of one country, named in several cells that are no streets."""
    folded = [fold(value) for value in values.to_list()]
    for country, pattern in _places().items():
        told = sum(any(match[1] for match in pattern.finditer(value)) for value in folded)
        if told >= FEWEST:
            yield country, "places", _TONGUE


def plans(values: pl.Series, mobile: bool, french: bool) -> Evidence:
    """The plans that the telephones of a column fit; France's first, as its own are the norm.

    `mobile`: the header says so, and no plan's landlines are meant; `french`: no other language
    speaks against France.
    """
    numbers = [value for value in values.to_list() if _NUMBER.fullmatch(value.strip())]
    national = [number for number in numbers if not number.startswith(("+", "00"))]
    if len(national) < FEWEST:
        return
    least = _FIT * len(national)
    trunk = sum(number.lstrip("(").startswith("0") for number in national) >= least
    if french and trunk and _fits(national, "FR", mobile, least):
        yield "FR", "plan", _TONGUE
        return
    for country in _DIAL:
        if country != "FR" and _fits(national, country, mobile, least):
            yield country, "plan", _COLUMN


def _fits(numbers: list[str], country: str, mobile: bool, least: float) -> bool:
    kinds = [phone_entity(number, (country,)) for number in numbers]
    return sum(kind == "PHONE" if mobile else kind is not None for kind in kinds) >= least


@cache
def _places() -> dict[str, re.Pattern[str]]:
    """The places of each country; the first group is empty where a street bears the name."""
    found = {}
    for country, names in divisions().items():
        listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        found[country] = re.compile(rf"{_STREET}(?:{listed})\b|\b({listed})\b")
    return found


__all__ = ["FEWEST", "Evidence", "Tongue", "places", "plans", "signs", "tongue"]
