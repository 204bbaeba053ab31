"""Which partner country a table speaks of, where nobody said it.

A file that comes alone has no city. Its own words tell: register names in the headers, the plan
that its telephones fit, prefixes, endings of mailboxes, currencies, letters of the language.
Several kinds of evidence must agree, and France's own speaks against them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import polars as pl

from anonymisation.detection.shapes import implied
from anonymisation.reading.text import header_words
from anonymisation.recognisers.contacts.telephones import phone_entity

#: Rows and distinct values per column that are looked at.
_ROWS, _VALUES = 2_000, 200
#: What the evidence must weigh, and how many times more than France's.
_LEAST, _TIMES = 3.0, 2.0
#: Weight of a header's word, of a share of the cells, and of a whole column.
_WORD, _CELLS, _COLUMN = 2.0, 1.5, 3.0
#: Most that header words weigh together.
_WORDS_MOST = 4.0
#: Cells that must show a sign, and the share of telephones that must fit a plan.
_FEWEST, _FIT = 3, 0.7

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
    r"|importe|monto|estado|calle|solicitante|notas)\b"
)
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
#: Letters that only Vietnamese writes.
_VIETNAMESE = r"[\x{1ea0}-\x{1ef9}ơưđƠƯĐ]"
#: Numbers of one country's register, told by the values of a whole column.
_NUMBERS = {"nir": "FR", "spi": "FR", "nrn": "BE", "dni": "ES", "cedula": "EC", "nin": "SN"}
_NUMBERS |= {"cccd": "VN"}
_TELEPHONE = re.compile(
    r"\b(?:tel\w*|telephones?|portable|mobile|gsm|phone|movil|celular|contacts?|sdt|dien thoai"
    r"|hatif|whatsapp|num\w* tel\w*)\b|\btel\d"
)
_POCKET = re.compile(r"\b(?:portable|mobile|gsm|movil|celular|sdt|di dong|jawal)\b")
_NUMBER = re.compile(r"[+(]?\d[\d .\-()/]{6,17}")


def country_of(path: Path, columns: Sequence[str]) -> str | None:
    """The country of a table in a Parquet file of text columns; None where France is as likely.

    Answers an ISO 3166-1 alpha-2 code.
    """
    heaviest: dict[tuple[str, str], float] = {}
    frame = pl.read_parquet(path, columns=list(columns), n_rows=_ROWS)
    evidence = list(_by_headers(columns))
    for column in columns:
        values = frame[column].drop_nulls()
        values = values.filter(values.str.strip_chars() != "").unique(maintain_order=True)
        evidence += _by_values(column, values.head(_VALUES))
    for country, kind, weight in evidence:
        heaviest[country, kind] = max(weight, heaviest.get((country, kind), 0.0))
    return _clear(heaviest)


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


_Evidence = Iterator[tuple[str, str, float]]


def _by_headers(columns: Iterable[str]) -> _Evidence:
    words = [header_words(column) for column in columns]
    for country, pattern in _HEADERS_OF.items():
        told = sum(bool(pattern.search(word)) for word in words)
        if told:
            yield country, "words", min(told * _WORD, _WORDS_MOST)
    if sum(bool(_SPANISH.search(word)) for word in words) >= _FEWEST:
        for country in ("ES", "EC", "MX"):
            yield country, "language", _WORD / 2


def _by_values(column: str, values: pl.Series) -> _Evidence:
    if values.is_empty():
        return
    for kind, signs in (("signs", _SIGNS), ("money", _MONEY)):
        for country, sign in signs.items():
            if int(values.str.contains(sign).sum()) >= _FEWEST:
                yield country, kind, _CELLS
    if int(values.str.contains(_VIETNAMESE).sum()) * 2 > len(values):
        yield "VN", "letters", _WORD
    number = _NUMBERS.get(implied(values, ""))
    if number:
        yield number, "numbers", _COLUMN
    if _TELEPHONE.search(header_words(column)):
        yield from _by_plan(values, bool(_POCKET.search(header_words(column))))


def _by_plan(values: pl.Series, mobile: bool) -> _Evidence:
    """The plans that the telephones of a column fit; France's first, as its own are the norm.

    `mobile`: the header says so, and no plan's landlines are meant.
    """
    numbers = [value for value in values.to_list() if _NUMBER.fullmatch(value.strip())]
    national = [number for number in numbers if not number.startswith(("+", "00"))]
    if len(national) < _FEWEST:
        return
    least = _FIT * len(national)
    if sum(number.lstrip("(").startswith("0") for number in national) >= least and _fits(
        national, "FR", mobile, least
    ):
        yield "FR", "plan", _WORD
        return
    for country in _DIAL:
        if country != "FR" and _fits(national, country, mobile, least):
            yield country, "plan", _COLUMN


def _fits(numbers: list[str], country: str, mobile: bool, least: float) -> bool:
    kinds = [phone_entity(number, (country,)) for number in numbers]
    return sum(kind == "PHONE" if mobile else kind is not None for kind in kinds) >= least


__all__ = ["country_of"]
