"""Which partner country a table speaks of, where nobody said it.

A file that comes alone has no city. Its own words tell: register names in the headers, the plan
that its telephones fit, prefixes, endings of mailboxes, currencies, letters of the language.
Several kinds of evidence must agree, and France's own speaks against them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from anonymisation.detection.shapes import implied
from anonymisation.profiling.country_signs import (
    FEWEST,
    Evidence,
    Tongue,
    places,
    plans,
    signs,
    tongue,
)
from anonymisation.reading.text import header_words

#: Rows and distinct values per column that are looked at.
_ROWS, _VALUES = 2_000, 200
#: What the evidence must weigh, and how many times more than France's.
_LEAST, _TIMES = 3.0, 2.0
#: Weight of a header's word, and of a whole column.
_WORD, _COLUMN = 2.0, 3.0
#: Most that header words weigh together.
_WORDS_MOST = 4.0

#: Registers, papers and divisions of one country, as header words.
_HEADERS = {
    "FR": r"siret|siren|rna|insee|code insee|epci|naf|nir|caf|cadastre|num\w* allocataire|rpps|uai",
    "BE": r"niss|insz|nrn|rrn|rijksregister\w*|gemeente|naam|straatnaam|bce|kbo|btw|postcode",
    "ES": r"dni|nif|cif|nie|izena|abizen\w*|helbide\w*|nan|comunidad autonoma|codigo ine",
    "EC": r"cedula|ruc|ruc cedula|parroquia|celular|sri|canton",
    "MX": r"curp|rfc|colonia|clabe|imss|ine|clave elector|delegacion|alcaldia|municipio|ejido",
    "SN": r"ninea|nin|cedeao|titre foncier|quartier|cni",
    "TN": r"gouvernorat|delegation|imada|cin|baladi\w*",
    "MA": r"cine|cnie|cin|ice|douar|prefecture|wilaya|caidat",
    "VN": r"cccd|cmnd|so cccd|ho (?:va )?ten|dia chi|sdt|ngay sinh|ghi chu|mst|phuong|quan"
    r"|xa|huyen",
}
_HEADERS_OF = {country: re.compile(rf"\b(?:{words})\b") for country, words in _HEADERS.items()}
#: Headers in Spanish, whatever the country.
_SPANISH = re.compile(
    r"\b(?:nombres?|apellidos?|direccion|domicilio|telefono|correo|fecha|observacion\w*|beneficiari\w*"
    r"|importe|monto|estado|calle|solicitante|notas|expediente|expte|interesad\w|asunto|obra|autor"
    r"|contratista|colonia|folio|titular|vecin\w|codigo|denominacion|ubicacion|especie|tutor)\b"
)
#: Where a language is spoken.
_SPEAKING: dict[Tongue, tuple[str, ...]] = {"es": ("ES", "EC", "MX"), "ar": ("MA", "TN")}
#: Numbers of one country's register, told by the values of a whole column.
_NUMBERS = {"nir": "FR", "spi": "FR", "nrn": "BE", "dni": "ES", "cedula": "EC", "nin": "SN"}
_NUMBERS |= {"cccd": "VN"}
_TELEPHONE = re.compile(
    r"\b(?:tel\w*|telephones?|portable|mobile|gsm|phone|movil|celular|contacts?|sdt|dien thoai"
    r"|hatif|whatsapp|num\w* tel\w*)\b|\btel\d"
)
_POCKET = re.compile(r"\b(?:portable|mobile|gsm|movil|celular|sdt|di dong|jawal)\b")
#: Where somebody was born or comes from is not where the table does.
_BORN = re.compile(
    r"\b(?:nai?ss?\w*|nee?|origine\w*|provenance|nationalite|nac\w*|destinations?)\b"
)


def country_of(path: Path, columns: Sequence[str]) -> str | None:
    """The country of a table in a Parquet file of text columns; None where France is as likely.

    Answers an ISO 3166-1 alpha-2 code. A table in Spanish that names no country is Spain's.
    """
    frame = pl.read_parquet(path, columns=list(columns), n_rows=_ROWS)
    read = {column: _distinct(frame[column]) for column in columns}
    tongues: set[Tongue] = {found for values in read.values() if (found := tongue(values))}
    if _spanish(columns):
        tongues.add("es")
    evidence = list(_by_headers(columns))
    for spoken in tongues:
        evidence += [(country, "language", _WORD / 2) for country in _SPEAKING[spoken]]
    for column, values in read.items():
        evidence += _by_values(column, values, french=not tongues)
    heaviest: dict[tuple[str, str], float] = {}
    for country, kind, weight in evidence:
        heaviest[country, kind] = max(weight, heaviest.get((country, kind), 0.0))
    france = any(country == "FR" for country, _ in heaviest)
    return _clear(heaviest) or ("ES" if tongues == {"es"} and not france else None)


def _distinct(column: pl.Series) -> pl.Series:
    values = column.drop_nulls()
    values = values.filter(values.str.strip_chars() != "").unique(maintain_order=True)
    return values.head(_VALUES)


def _clear(heaviest: dict[tuple[str, str], float]) -> str | None:
    """The country that two kinds of evidence name, and no other as much."""
    weights, kinds = Counter[str](), Counter[str]()
    for (country, _kind), weight in heaviest.items():
        weights[country] += weight  # type: ignore[assignment]
        kinds[country] += 1
    france = weights.pop("FR", 0)
    ranked = weights.most_common(2)
    if not ranked or ranked[0][1] < _LEAST or kinds[ranked[0][0]] < 2:
        return None
    best, weight = ranked[0]
    others = ranked[1][1] if len(ranked) > 1 else 0
    return best if weight > france * _TIMES and weight > others else None


def _by_headers(columns: Iterable[str]) -> Evidence:
    words = [header_words(column) for column in columns]
    for country, pattern in _HEADERS_OF.items():
        told = sum(bool(pattern.search(word)) for word in words)
        if told:
            yield country, "words", min(told * _WORD, _WORDS_MOST)


def _spanish(columns: Iterable[str]) -> bool:
    return sum(bool(_SPANISH.search(header_words(column))) for column in columns) >= FEWEST


def _by_values(column: str, values: pl.Series, french: bool) -> Evidence:
    if values.is_empty():
        return
    yield from signs(values)
    header = header_words(column)
    if not _BORN.search(header):
        yield from places(values)
    number = _NUMBERS.get(implied(values, ""))
    if number:
        yield number, "numbers", _COLUMN
    if _TELEPHONE.search(header):
        yield from plans(values, bool(_POCKET.search(header)), french=french)


__all__ = ["country_of"]
