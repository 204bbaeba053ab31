"""A second, independent scan of what was written, with shapes of its own.

Raw shapes and every check digit, on the normal form of each cell; and the names masked elsewhere in
the same table. It shares with detection only the normal form and what tells a functional mailbox
from a person's. What it finds keeps the table from being published.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
from stdnum import iban, luhn
from stdnum.be import nn
from stdnum.es import dni
from stdnum.fr import nir

from anonymisation.known import known_names, naming
from anonymisation.recognisers.contacts import functional
from anonymisation.text import normalise, normalised

_COMPACT = re.compile(r"[\s.\-/]")
#: One of these stands in every cell with a residue: a cheap first look.
_ANY = (
    r"@|[\[({]\s?(?i:at|arobase|arroba|chez)\s?[\])}]|arob|arrob|(?:\d[ .\-/]?){15}"
    r"|(?:\d[ .\-/]?){5}2[ABab]"
    r"|0[67][ .\-]|33[ .]?[67]|\d{2}\.\d{2}\.\d{2}-|\d{8}-[A-Z]|[A-Z]{2}-\d{3}-[A-Z]{2}"
    r"|[A-Za-z]{2}\d{2}[ \-]?[A-Za-z0-9]{4}[ \-]?[A-Za-z0-9]{4}"
)
_EMAIL = re.compile(
    r"(?<![\w.+'\-])[\w.+'\-]{1,64}\s?@\s?[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}"
    r"|[\w.+'\-]{64}@[\w\-]{1,63}\."
)
_NIR = re.compile(
    r"(?<!\w)(?<!\d[.,])[1-478](?:[ .\-/]?\d){4}[ .\-/]?(?:\d|2[ABab]"
    r"|\d[ABab])(?:[ .\-/]?[\dABab]){9,10}(?!\w)"
)
_IBAN = re.compile(
    r"(?<!\w)[A-Z]{2}\d{2}(?:[ \-]?[A-Z0-9]{4}){2,7}(?:[ \-]?[A-Z0-9]{1,3})?(?!\w)", re.IGNORECASE
)
_CARD = re.compile(r"(?<!\w)(?:4\d{3}|5[1-5]\d{2})([ \-])\d{4}\1\d{4}\1\d{4}(?!\w)")
_MOBILE = re.compile(
    r"(?<![\w.])(?:\+33[ .]?|0033[ .]?|0)[67](?P<s>[ .\-])\d{2}(?:(?P=s)\d{2}){3}(?!\w)"
)
_BELGIAN = re.compile(r"(?<!\w)\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?!\w)")
_DNI = re.compile(r"(?<!\w)\d{8}-[A-Z](?!\w)")
_SIV = re.compile(r"(?<![\w-])[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked for where: identifiers in `columns`, names masked elsewhere in `texts`.

    Codes of places and bodies (`codes`) may look like number plates.
    """

    columns: tuple[str, ...]
    texts: frozenset[str]
    codes: frozenset[str]
    names: frozenset[str]


def rescan(path: Path, scope: Scope, batch: int) -> Counter[str]:
    """Residual findings of a written table: entity type → distinct cells, batch by batch."""
    residual: Counter[str] = Counter()
    with pq.ParquetFile(path) as parquet:
        for part in parquet.iter_batches(batch, columns=list(scope.columns)):
            frame = pl.DataFrame(pl.from_arrow(part))
            for column in scope.columns:
                values = frame[column].drop_nulls().unique()
                found = _numbers(values)
                if column in scope.codes:
                    found = (entity for entity in found if entity != "LICENSE_PLATE")
                residual.update(found)
                if column in scope.texts:
                    residual.update(_known(values, scope.names))
    return residual


def _numbers(values: pl.Series) -> Iterator[str]:
    for value in values.filter(normalised(values).str.contains(_ANY)):
        yield from residues(value)


def residues(value: str) -> Iterator[str]:
    """Entity types of direct identifiers that can be read in a cell."""
    text = normalise(value).normal
    for entity, shape, real in _CHECKS:
        if any(real(found.group()) for found in shape.finditer(text)):
            yield entity


def _personal_mailbox(found: str) -> bool:
    return not functional(re.sub(r"\s", "", found))


def _valid_nir(found: str) -> bool:
    number = _COMPACT.sub("", found).upper()
    return len(number) == 15 and bool(nir.is_valid(number))


def _valid_iban(found: str) -> bool:
    return bool(iban.is_valid(_COMPACT.sub("", found), check_country=False))


#: Entity type, shape, and what tells a real one from a look-alike.
_CHECKS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("EMAIL", _EMAIL, _personal_mailbox),
    ("NIR", _NIR, _valid_nir),
    ("IBAN", _IBAN, _valid_iban),
    ("CARD", _CARD, lambda found: bool(luhn.is_valid(_COMPACT.sub("", found)))),
    ("PHONE", _MOBILE, lambda _found: True),
    ("BE_NRN", _BELGIAN, lambda found: bool(nn.is_valid(_COMPACT.sub("", found)))),
    ("ES_NIF", _DNI, lambda found: bool(dni.is_valid(found.replace("-", "")))),
    ("LICENSE_PLATE", _SIV, lambda _found: True),
)


def _known(values: pl.Series, names: frozenset[str]) -> Iterator[str]:
    """Cells where a name masked elsewhere can still be read in full."""
    if names:
        for value in naming(values, names):
            yield from ("PERSON" for _ in islice(known_names(value, names), 1))
