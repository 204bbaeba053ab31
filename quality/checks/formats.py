"""Formats of one column: frformat's (SIRET, SIREN, codes…), the nomenclature of acts, phones.

Sources: frformat and python-stdnum for identifiers, INSEE and La Poste for codes; the Actes
nomenclature of the Interior ministry; libphonenumber for phones.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from federation.i18n import Message, msg
from quality.cells.batches import Mask, where
from quality.cells.reader import ColumnReader
from quality.checks.base import Quick, RowCheck, Values

#: Names of older schemas → names of today.
ALIASES = {
    "french-siret-value": "siret",
    "french-siren-value": "siren",
    "nomenclature-actes-value": "nomenclature-acte",
}
#: The SIREN of La Poste, a digit per line.
_LA_POSTE = np.array([[int(digit)] for digit in "356000000"], np.uint8)


@cache
def _kinds() -> Mapping[str, Any]:
    """Check name (kebab case) → class of frformat."""
    import frformat

    kinds = {_kebab(kind.__name__): kind for kind in frformat.all_formats}
    kinds.pop("coordonnees-gps-francaises")  # takes two numbers: see `gps_check`
    return {**kinds, "code-rna": frformat.CodeRNA}


@cache
def _tester(kind: str) -> Callable[[str], bool] | None:
    """The test of a text; None for a format that does not exist."""
    import stdnum.fr.siren
    import stdnum.fr.siret

    known: Mapping[str, Callable[[str], bool]] = {
        "siret": stdnum.fr.siret.is_valid,
        "siren": stdnum.fr.siren.is_valid,
    }
    if kind in known:
        return known[kind]
    if kind == "nomenclature-acte":
        return _act
    if kind not in _kinds():
        return None
    is_valid: Callable[[str], bool] = _instance(_kinds()[kind]).is_valid
    return is_valid


def _instance(kind: Any) -> Any:  # noqa: ANN401 - frformat's classes are made at run time
    import frformat

    try:
        return kind()
    except TypeError:
        return kind(frformat.Millesime.M2024)


def _kebab(name: str) -> str:
    """CodeCommuneInsee → code-commune-insee, CodePaysISO2 → code-pays-iso2."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name)
    return spaced.lower()


def _act(value: str) -> bool:
    import frformat

    # frformat alone lets “Finances localesX” pass, without the oblique.
    return "/" in value and frformat.NomenclatureActe().is_valid(value)


def format_check(name: str, params: Mapping[str, Any]) -> RowCheck | None:
    """A check of one column against a named format; None if the name is none of ours."""
    kind = ALIASES.get(name, name)
    kind = kind if "-" in kind else _kebab(kind)
    is_valid = _tester(kind)
    if is_valid is None:
        return None
    column = params["column"]
    return RowCheck(
        type=kind,
        columns=(column,),
        test=lambda values: is_valid(str(values[0])),
        title=_TITLES.get(kind, msg("Wrong code")),
        message=_words(kind, column),
        quick=_QUICK.get(kind),
    )


_TITLES = {
    "siret": msg("Wrong SIRET number"),
    "siren": msg("Wrong SIREN number"),
    "nomenclature-acte": msg("Outside the nomenclature of acts"),
    "code-postal": msg("Unknown postal code"),
    "code-commune-insee": msg("Unknown municipality code"),
}
_WORDS = {
    "siret": msg(
        "The column “%(column)s” expects a SIRET number: 14 digits without space, the last one a "
        "check digit. Copy it again from annuaire-entreprises.data.gouv.fr; if a spreadsheet "
        "changed it (2.13E+13), give the column the format Text first."
    ),
    "siren": msg(
        "The column “%(column)s” expects a SIREN number: 9 digits without space, the last one a "
        "check digit. Copy it again from annuaire-entreprises.data.gouv.fr."
    ),
    "nomenclature-acte": msg(
        "The column “%(column)s” expects a family of the nomenclature of acts, an oblique and a "
        "subject, without space around the oblique: “Finances locales/Subventions”."
    ),
    "code-postal": msg("The column “%(column)s” expects a French postal code, like “35000”."),
    "code-commune-insee": msg(
        "The column “%(column)s” expects the INSEE code of a municipality, like “35238”: it is not "
        "the postal code."
    ),
}


def _words(kind: str, column: str) -> Message:
    known = _WORDS.get(kind)
    if known is not None:
        return msg(known.msgid, column=column)
    return msg(
        "The column “%(column)s” expects a value of the official list “%(format)s”. Check it "
        "against that list.",
        column=column,
        format=kind,
    )


def _luhn(width: int) -> Callable[[Sequence[ColumnReader]], Quick | None]:
    """SIRET or SIREN numbers that certainly pass: plain digits with the right Luhn keys."""

    def build(readers: Sequence[ColumnReader]) -> Quick | None:
        return lambda batch: _keyed(readers[0].column(batch).values, width)

    return build


def _keyed(cells: pl.Series, width: int) -> Mask:
    proven = np.zeros(len(cells), np.bool_)
    right = (cells.str.len_bytes() == width).to_numpy()
    some = cells if right.all() else where(cells, right)
    if not len(some):
        return proven
    # Side by side in memory, a row of bytes per cell: the arithmetic is on whole columns.
    bytes_ = np.frombuffer(_joined(some), np.uint8).reshape(-1, width)
    digits = np.ascontiguousarray(bytes_.T) - np.uint8(48)
    good = digits.max(axis=0) <= 9
    good &= _has_key(digits) & _has_key(digits[:9])
    if width == 14:
        # The SIRETs of La Poste have another key: left to python-stdnum.
        good &= (digits[:9] != _LA_POSTE).any(axis=0)
    proven[right] = good
    return proven


def _joined(cells: pl.Series) -> bytes:
    """The bytes of all cells, one after the other."""
    text: str = cells.str.join("").item()
    return text.encode()


def _has_key(digits: "np.ndarray[Any, np.dtype[np.uint8]]") -> Mask:
    """ISO/IEC 7812-1: every second digit from the right doubled, its digits added.

    `digits` has a line per position and a column per number, of fourteen digits at most.
    """
    total = np.zeros(digits.shape[1], np.uint8)  # at most 14 × 9
    for back, line in enumerate(reversed(digits)):
        total += line
        if back % 2:
            total += line
            total -= np.multiply(line > 4, 9, dtype=np.uint8)
    found: Mask = total % 10 == 0
    return found


_QUICK = {"siret": _luhn(14), "siren": _luhn(9)}


def phone_check(params: Mapping[str, Any]) -> RowCheck:
    """A French number, a French short number, or an international one with its prefix."""
    column = params["column"]
    return RowCheck(
        type="phone-number-value",
        columns=(column,),
        test=_is_phone,
        title=msg("Wrong telephone number"),
        message=msg(
            "The column “%(column)s” expects a telephone number: ten digits, like “01 23 45 67 89” "
            "or with the country prefix, like “+33 1 23 45 67 89”.",
            column=column,
        ),
    )


def _is_phone(values: Values) -> bool:
    import phonenumbers

    text = str(values[0])
    for region in ("FR", None):
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
        if region and phonenumbers.is_valid_short_number_for_region(number, region):
            return True
    return False


_YEARS = re.compile(r"([0-9]{4})/([0-9]{4})\Z")


def year_interval_check(params: Mapping[str, Any]) -> RowCheck:
    """AAAA/AAAA, two years that differ and increase; one year alone if `allow-year-only`."""
    column = params["column"]
    alone = str(params.get("allow-year-only", "")).lower() in ("yes", "true")

    def test(values: Values) -> bool:
        text = str(values[0])
        if alone and re.fullmatch(r"[0-9]{4}", text):
            return True
        years = _YEARS.match(text)
        return bool(years) and int(years[1]) < int(years[2])  # type: ignore[index]

    shape = msg("2024 or 2024/2025") if alone else msg("2024/2025")
    return RowCheck(
        type="year-interval-value",
        columns=(column,),
        test=test,
        title=msg("Wrong period of years"),
        message=msg(
            "The column “%(column)s” expects %(shape)s: four digits for each year, the first one "
            "before the second.",
            column=column,
            shape=shape,
        ),
    )


def gps_check(params: Mapping[str, Any]) -> RowCheck:
    """A position inside the bounding boxes of metropolitan or overseas France."""
    column = params["column"]
    return RowCheck(
        type="french-gps-coordinates",
        columns=(column,),
        test=_in_france,
        title=msg("Position outside France"),
        message=msg(
            "The position of the column “%(column)s” is outside France, mainland and overseas. "
            "Check that longitude and latitude, in degrees, are not swapped.",
            column=column,
        ),
    )


def _in_france(values: Values) -> bool:
    import frformat

    place = values[0]
    if isinstance(place, str):
        place = place.strip("[] ").split(",")
    try:
        longitude, latitude = (float(each) for each in place)
    except (TypeError, ValueError):
        return False
    return bool(frformat.CoordonneesGPSFrancaises.is_valid(longitude, latitude))
