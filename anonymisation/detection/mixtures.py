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


def _share(flags: pl.Series) -> float:
    """The share of values for which something holds."""
    return int(flags.sum()) / len(flags)


__all__ = ["of_codes", "of_papers"]
