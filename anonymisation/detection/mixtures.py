"""What a column is whose values have several shapes: codes, or papers of several countries.

One value of such a column tells nothing: ten digits are a telephone, a receipt or an identity
number. All of them together do.
"""

from functools import reduce
from operator import or_

import polars as pl

from anonymisation.reading.text import header_words

#: A code in one piece: digits, capitals, signs between.
_CODE = r"^(?:[A-Z]{0,6}[\-/.]?)?\d[\dA-Z]*(?:[\-/._][\dA-Z]+){0,3}$"
#: Ten digits that read as a telephone of a country whose numbers begin with 0.
_LIKE = r"^[0O][1-9]\d{7,9}$"
#: A telephone as only telephones are written.
_WRITTEN = r"^[+(]|^0\d(?:[ .\-/]\d\d){4}$|^0\d{2,3}[ /]\d"
#: Share of values that are codes, and that cannot be telephones.
_CODES, _OTHERS = 0.95, 0.5
#: Words of headers of telephones, which win over what values look like.
_CALLED = r"\b(?:tel\w*|phone|mobile|portable|gsm|fax|contact\w*|movil|celular|fijo|sdt|whatsapp)\b"


def of_codes(values: pl.Series, header: str) -> bool:
    """Whether some of a column's codes only look like telephones: most are written otherwise."""
    like = values.str.contains(_LIKE)
    if not like.any() or pl.Series([header_words(header)]).str.contains(_CALLED)[0]:
        return False
    if values.str.contains(_WRITTEN).any():
        return False
    codes = values.str.contains(_CODE)
    others = codes & ~like & ~values.str.contains(r"^\d{8,12}$")
    return _share(codes) >= _CODES and _share(others) >= _OTHERS


#: Shapes of identity numbers that no key proves, by country.
_PAPERS = {
    "EC": r"^(?:0[1-9]|1\d|2[0-4]|30)\d{7}-?\d$",
    "MA": r"^[A-Z]{1,2}\d{5,7}$",
    "SN": r"^[12][ \-]?\d{3}[ \-]?\d{4}[ \-]?\d{5}(?:\d{4})?$",
    "TN": r"^[01]\d{7}$",
    "VN": r"^0(?:[0-8]\d|9[0-6])[0-3]\d{8}$",
    "ES": r"^(?:\d{8}|[XYZ]\d{7})-?[A-Z]$",
    "MX": r"^[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d$",
    "BE": r"^\d{2}[.]?[01]\d[.]?[0-3]\d[\- ]?\d{3}[.]?\d{2}$",
    "FR": r"^(?:[12]\d{2}(?:0[1-9]|1[0-2])(?:\d{2}|2[AB])\d{6}(?:\d{2})?|\d{2}[A-Z]{2}\d{5})$",
}
#: Share of values that are one of them, fewest countries, and share that makes one count.
_ALL, _COUNTRIES, _EACH = 0.95, 3, 0.06


def of_papers(values: pl.Series) -> bool:
    """Whether a column holds identity numbers of several countries.

    Chance gives codes of a thing one shape or two, never those of three registers and no other.
    """
    plain = values.str.to_uppercase()
    matched = [plain.str.contains(one) for one in _PAPERS.values()]
    if sum(_share(one) >= _EACH for one in matched) < _COUNTRIES:
        return False
    return _share(reduce(or_, matched)) >= _ALL


#: Numbers of bodies in the registers of the countries above.
_BODIES = {
    "EC": r"^\d{10}001$",
    "MA": r"^00\d{13}$",
    "SN": r"^\d{7}[ \-]?\d[A-Z]\d$",
    "TN": r"^\d{7}[A-Z](?:/?[A-Z]){0,2}(?:/?\d{3})?$",
    "ES": r"^[A-HJNP-SUVW]-?\d{7}-?[0-9A-J]$",
    "MX": r"^[A-ZÑ&]{3}\d{6}[A-Z0-9]{3}$",
    "BE": r"^(?:BE ?)?[01]\d{3}[. ]?\d{3}[. ]?\d{3}$",
}


#: What each country's people number is called, for its recogniser.
_CALLED_AT = {"EC": "cedula", "MA": "cin", "SN": "nin", "TN": "cin", "ES": "dni", "MX": "curp"}


def of_people_and_bodies(values: pl.Series) -> str:
    """What a column is called that holds the numbers of one country's people and of its bodies.

    Either shape alone may be a code's; both together are who holds a permit, who pays.
    """
    plain = values.str.to_uppercase()
    for country, body in _BODIES.items():
        people, bodies = plain.str.contains(_PAPERS[country]), plain.str.contains(body)
        both = people & ~bodies, bodies & ~people
        if min(map(_share, both)) >= _EACH and _share(people | bodies) >= _ALL:
            return _CALLED_AT.get(country, "nrn")
    return ""


#: Numbers in one piece, of which some begin with 0, and most do not or go on with another.
_NUMBER, _ROUND, _COUNTED = r"^\d{8,14}$", r"^0[1-9]", 0.5


def of_numbers(values: pl.Series, header: str) -> bool:
    """Whether a column holds numbers of one length whose beginnings no telephone plan explains."""
    if pl.Series([header_words(header)]).str.contains(_CALLED)[0]:
        return False
    if not values.str.contains(_NUMBER).all() or values.str.len_chars().n_unique() > 1:
        return False
    begun = values.str.starts_with("0")
    return bool(begun.any()) and _share(values.str.contains(_ROUND)) < _COUNTED


#: What people are reached by or known by, as written by nobody for something else.
_REACHED = {
    "mail": r"^[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+$",
    "account": r"^[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}$",
    "plate": r"^(?:[A-HJ-NP-TV-Z]{2}[ \-]?\d{3}[ \-]?[A-HJ-NP-TV-Z]{2}|[A-Z]{3}-\d{3}-[A-Z]"
    r"|\d{4}[ \-]?[BCDFGHJ-NPRSTV-Z]{3}|\d-[A-Z]{3}-\d{3})$",
    "line": r"^(?:[+(]\d[\d .()\-]{7,17}|0\d(?:[ .\-]\d\d){4}|\d{2,3}[ .\-]\d{3}[ .\-]\d{3,4}"
    r"|0\d{9}|[2-9]\d{8,9})$",
}
#: Kinds of them that make a column one, how many values of each, and the share of all of them.
_KINDS, _FEW, _MANY = 3, 2, 0.25


def of_contacts(values: pl.Series) -> bool:
    """Whether a column holds whatever people are reached by: mailboxes, lines, plates, accounts."""
    matched = [values.str.contains(one) for one in _REACHED.values()]
    kinds = sum(int(one.sum()) >= _FEW for one in matched)
    return kinds >= _KINDS and _share(reduce(or_, matched)) >= _MANY


#: Mailboxes, and telephones as any country writes them.
_BOX, _LINE = _REACHED["mail"], r"^[(+]?[\dO][\dO .\-/()_]{6,18}$"
#: How many of either make a column one of both, and the share of all of them.
_EITHER, _NEARLY = 3, 0.9


def of_reached(values: pl.Series) -> bool:
    """Whether a column holds mailboxes and telephones and nothing else: no code is told so."""
    boxes = values.str.contains(_BOX)
    if int(boxes.sum()) < _EITHER:
        return False
    lines = values.str.contains(_LINE) & (values.str.count_matches(r"\d") >= _DIGITS)
    return int(lines.sum()) >= _EITHER and _share(boxes | lines) >= _NEARLY


#: Fewest digits of a telephone.
_DIGITS = 8


def _share(flags: pl.Series) -> float:
    """The share of values for which something holds."""
    return int(flags.sum()) / len(flags)


__all__ = [
    "of_codes",
    "of_contacts",
    "of_numbers",
    "of_papers",
    "of_people_and_bodies",
    "of_reached",
]
