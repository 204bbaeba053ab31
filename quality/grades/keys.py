"""Columns that identify something the same way everywhere, so that tables can be joined on them.

Recognised by name only: official identifiers of companies, associations, municipalities, schools,
addresses, charging points. Words of French, English and Spanish.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

#: Identifier → forms of its column, folded and without separators, whole or at a word's border.
_WORDS = {
    "SIRET": "siret",
    "SIREN": "siren",
    "RNA": "rna waldec",
    "INSEE": "insee codeinsee codecommune codcom depcom cog",
    "UAI": "uai rne",
    "FINESS": "finess",
    "LEI": "lei",
    "VAT": "tva vatnumber cif",
    "BCE": "bce kbo numerobce",
    "NIS": "nis nis5 codenis codeins",
    "INE": "ine codigoine codine codigomunicipio",
    "NUTS": "nuts nuts3 lau",
    "BAN": "cleinterop uidadresse idban",
    "IRVE": "idpdcitinerance idstationitinerance",
    "OSM": "osmid",
    "EAN": "ean ean13 gtin",
    "CPV": "cpv codecpv",
}
_KEYS = {word: key for key, words in _WORDS.items() for word in words.split()}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTS = re.compile(r"[^a-z0-9]+")


def keys(columns: Iterable[str]) -> tuple[str, ...]:
    """Names of the identifiers among columns, sorted."""
    return tuple(sorted({key for column in columns for key in _of(column)}))


def _of(column: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", _CAMEL.sub("_", column)).encode("ascii", "ignore")
    parts = [part for part in _PARTS.split(plain.decode().lower()) if part]
    pairs = ["".join(pair) for pair in pairwise(parts)]
    words = [*parts, *pairs, "".join(parts)]
    return {_KEYS[word] for word in words if word in _KEYS}
