"""What the values of a whole column say they are, where its name says nothing.

One number of 13 digits proves little; a column in which nearly all have the shape and the key of
an identity number proves it. The answer is a header word that recognisers know.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import phonenumbers
import polars as pl
from stdnum import luhn
from stdnum.be import nn
from stdnum.ec import ci
from stdnum.es import dni
from stdnum.fr import nif

from anonymisation.detection.logins import of_logins
from anonymisation.detection.mixtures import (
    of_codes,
    of_contacts,
    of_numbers,
    of_papers,
    of_people_and_bodies,
    of_reached,
)
from anonymisation.reading.text import header_words
from anonymisation.recognisers.base import compact
from anonymisation.recognisers.contacts.telephones import OF_CONTACTS
from anonymisation.recognisers.identifiers.web import OF_LOGINS

#: Distinct filled values below which a column proves nothing, and how many are looked at.
FEWEST, SAMPLE = 8, 400
#: Beginnings of numbers that are people's, from several places, and of no one thing.
_WAYS = 6
#: Share of the values that must have the shape and pass the check.
SHARE = 0.9
#: The same where a key proves them, among papers of other places.
_AMONG = 0.25
#: Columns named so hold codes of bodies, places or things, whatever they look like.
_CODES = re.compile(
    r"\b(?:siret|siren|rna|uai|insee|ean|isbn|gtin|id|identifiant|code|codes|ref|reference|numero"
    r"|uid|uuid|montant|total|date|ruc|nit|cif|lat|lon|x|y|longitude|latitude|population|nb"
    r"|nombre)\b"
)

#: Headers that say nothing about their column.
_OPAQUE = re.compile(
    r"^(?:(?:col\w*|champ|field|var\w*|unnamed|attribut\w*|donnee|valeur|value|zone|campo|dato"
    r"|info|x|y|[a-z])"
    r"(?:\s?\d*|\s[a-z])|\d*)$"
)
_DATE = (
    r"^(?:\d{1,2}[/.\- \\]\d{1,2}[/.\- \\](?:\d{4}|\d{2})|(?:19|20)\d{2}-\d{2}-\d{2}"
    r"|[0-3]\d[01]\d(?:19|20)\d{2}"
    r"|\d{1,2}(?:er)?[ \-](?i:jan|f[eé]v|mar|avr|mai|jui|ao|sep|oct|nov|d[eé]c|ene|feb|abr|may"
    r"|jun|jul|ago|dic)[\p{L}.]*"
    r"[ \-]\d{2,4}"
    r"|(?i:premier|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze"
    r"|quinze|seize|vingt|trente|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce"
    r"|trece|catorce|quince|veint\w*|treinta|dieci\w*)[\p{L} \-]{0,30} \d{2,4})$"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A header word, the shape of its values (Rust syntax, whole value), and a check of one."""

    word: str
    pattern: str
    check: Callable[[str], bool]
    #: Whether a code's name speaks against it: the check alone is not proof enough.
    shy: bool = False
    #: Only under a header that says nothing.
    opaque: bool = False
    share: float = SHARE
    #: Share of those of this shape that must pass the check, beside that of all values.
    sure: float = 0.0
    #: Only where they begin in many ways: one thing's codes begin alike.
    various: bool = False


def _born(value: str) -> bool:
    return 1900 <= int(compact(value)[4:8]) <= 2030


def _subscriber(value: str) -> bool:
    """A French number without its first 0; register numbers have a Luhn key, and others do not."""
    try:
        number = phonenumbers.parse(compact(value), "FR")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


_YEAR = re.compile(r"(?:19|20)\d{2}(?!\d)|\d{2}$")


def _long_ago(value: str) -> bool:
    """A day of a living person's birth, told from the days of a register: before 2016."""
    found = _YEAR.search(value)
    if found is None:
        return False
    year = int(found.group())
    return 1915 <= year <= 2015 or year < 100


def _always(_value: str) -> bool:
    return True


def _keyed(word: str, pattern: str, valid: Callable[[str], bool]) -> Shape:
    """Numbers with a key: chance does not give it to some among others, time after time."""
    return Shape(word, pattern, lambda value: bool(valid(compact(value))), share=_AMONG, sure=SHARE)


_SHAPES = (
    Shape("nir", r"^[12]\d{2}(?:0[1-9]|1[0-2])(?:\d{2}|2[ABab])\d{6}(?:\d{2})?$", _always),
    _keyed("spi", r"^[0-3]\d(?:[ .]?\d){11}$", nif.is_valid),
    _keyed("nrn", r"^\d{6}[ .\-]?\d{3}[ .\-]?\d{2}$", nn.is_valid),
    _keyed("dni", r"^\d{7,8}[ \-]?[A-Za-z]$", lambda value: dni.is_valid(value.zfill(9))),
    _keyed("cedula", r"^\d{9}-?\d$", ci.is_valid),
    Shape("nin", r"^[12][ \-]?\d{3}[ \-]?(?:19|20)\d{2}[ \-]?\d{5}$", _born),
    Shape("cccd", r"^0(?:[0-8]\d|9[0-6])[0-3]\d{8}$", _always, shy=True),
    Shape(
        "immatriculation",
        r"^(?i:[A-HJ-NP-TV-Z]{2}[ .\-]?\d{3}[ .\-]?[A-HJ-NP-TV-Z]{2}"
        r"|\d{1,4}[ \-]?[A-HJ-NP-TV-Z]{2,3}[ \-]?(?:\d{2}|2[AB]|97\d))$",
        _always,
        shy=True,
    ),
    Shape("cin", r"^(?i:[A-Z]{1,2})[ \-]?\d{5,6}$", _always, opaque=True, various=True),
    Shape("date naissance", _DATE, _long_ago, opaque=True, share=0.6),
    Shape("telephone", r"^[67](?:[ .]?\d){8}$", _subscriber, shy=True, share=0.75),
    Shape("telephone", r"^[1-79](?:[ .]?\d){8}$", _subscriber, shy=True),
    Shape("telephone", r"^7[05678][ .]?\d{3}[ .]?\d{2}[ .]?\d{2}$", _always, shy=True),
)


def implied(values: pl.Series, header: str) -> str:
    """The word for what nearly all distinct values of a column are, "" when they say nothing."""
    filled = values.drop_nulls().head(SAMPLE).str.strip_chars()
    filled = filled.filter(filled != "")
    if len(filled) < FEWEST:
        return ""
    opaque = _OPAQUE.match(header_words(header)) is not None
    proven = next((one.word for one in _SHAPES if one.sure and _fits(one, filled, header)), "")
    if proven:
        return proven
    if not opaque and of_codes(filled, header):
        return "reference"
    if of_logins(filled):
        return OF_LOGINS
    if of_papers(filled):
        return "identite nationale"
    told = of_people_and_bodies(filled) or (_told(filled, header) if _shaped(filled) else "")
    if not told and not _CODES.search(header_words(header)) and of_reached(filled):
        return "telephone"
    if told or opaque:
        return told or (OF_CONTACTS if of_contacts(filled) else "")
    return "reference" if of_numbers(filled, header) else ""


def _told(values: pl.Series, header: str) -> str:
    """The word of the first shape that a column's values have."""
    fitting = (one.word for one in _SHAPES if _fits(one, values, header))
    return next(fitting, "") or _mixed(values, header)


#: A telephone as people write it, and one that is nothing else.
_DIALLED = r"^[(+]?[\dO][\dO .\-/()_]{7,18}$"
_SURELY = r"^(?:(?:\+|00)[1-9]\d[\d .\-/()]{7,}|[(]?0[67][ .\-/)]{0,2}(?:\d[ .\-/]?){7}\d)$"
#: Share of the telephones that must be nothing else, and of the values that must be telephones.
_SURE, _SOME = 0.6, 0.25


def _mixed(values: pl.Series, header: str) -> str:
    """A column of contacts whose telephones are written in many ways: the odd ones are too."""
    dialled = values.filter(values.str.contains(_DIALLED))
    if len(dialled) < max(FEWEST, _SOME * len(values)):
        return ""
    if len(dialled) >= SHARE * len(values) and _one_plan(dialled):
        return "telephone"
    if _CODES.search(header_words(header)):
        return ""
    return "telephone" if dialled.str.contains(_SURELY).sum() >= _SURE * len(dialled) else ""


#: Telephones with the plus sign that tell the country of the others.
_ABROAD, _WITNESSES = r"^(?:\+|00)[1-9]\d", 3


def _one_plan(values: pl.Series) -> bool:
    """Whether some telephones have a country's code and the others fit its plan, all written so."""
    told = values.filter(values.str.contains(_ABROAD)).to_list()
    codes = Counter(_parsed(one, None) for one in told)
    if len(told) < _WITNESSES or len(told) * 10 < len(values):
        return False
    region = codes.most_common(1)[0][0]
    fit = sum(_parsed(one, region) == region for one in values.to_list())
    return bool(region) and fit >= SHARE * len(values)


def _parsed(value: str, region: str | None) -> str | None:
    """The region in whose plan a number as written is valid."""
    plain = re.sub(r"^00", "+", value)
    try:
        number = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException:
        return None
    return (
        phonenumbers.region_code_for_number(number)
        if phonenumbers.is_valid_number(number)
        else None
    )


#: Any of the shapes, and the smallest share that any of these rules asks for.
_ANY = "|".join(f"(?:{one.pattern})" for one in _SHAPES) + f"|(?:{_DIALLED})"
_LEAST = _SOME


def _shaped(values: pl.Series) -> bool:
    """A first look: whether enough values have any of the shapes."""
    return int(values.str.contains(_ANY).sum()) >= _LEAST * len(values)


def _fits(shape: Shape, values: pl.Series, header: str) -> bool:
    shaped = values.filter(values.str.contains(shape.pattern))
    if len(shaped) < shape.share * len(values):
        return False
    if shape.opaque and not _OPAQUE.match(header_words(header)):
        return False
    if shape.shy and _code_like(header, shaped):
        return False
    if shape.various and shaped.str.slice(0, 2).n_unique() < _WAYS:
        return False
    least = max(shape.share * len(values), shape.sure * len(shaped), FEWEST * bool(shape.sure))
    return sum(map(shape.check, shaped.to_list())) >= least


def _code_like(header: str, values: pl.Series) -> bool:
    """Whether the column is one of codes: by its name, by a Luhn key, or numbered in sequence."""
    if _CODES.search(header_words(header)):
        return True
    digits = [re.sub(r"\D", "", value) for value in values.to_list()]
    luhned = sum(bool(one) and luhn.is_valid(one) for one in digits) / len(digits)
    alike = len({one[:4] for one in digits}) ** 2 < len(digits)
    return luhned > 0.5 or alike
