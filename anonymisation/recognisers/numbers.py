"""Identifiers with a shape, most of them with a check digit (python-stdnum).

Sources: NIR — INSEE, RNIPP; SPI — DGFiP; IBAN — ISO 13616; cards — ISO/IEC 7812; Belgian national
number — royal decree of 3 April 1984; DNI/NIE — Real Decreto 1553/2005; cédula — Registro Civil del
Ecuador. A check digit alone is weak evidence (1 % of random numbers pass a mod-97 key), hence cues.
"""

import ipaddress
import re
from collections.abc import Iterator

from stdnum import iban, luhn
from stdnum.be import nn
from stdnum.ec import ci, ruc
from stdnum.es import dni, nie
from stdnum.fr import nif, nir
from stdnum.mx import curp

from anonymisation.recognisers.base import (
    CUE,
    LIKELY,
    SURE,
    WEAK,
    Hit,
    ShapeRecognizer,
    TextRecognizer,
    compile_all,
)

_SEPARATORS = re.compile(r"[ .\-/]")


def compact(text: str) -> str:
    """Digits and letters only, upper case."""
    return _SEPARATORS.sub("", text).upper()


class NirRecognizer(ShapeRecognizer):
    """French social security number: 13 characters, 2 of key; Corsica 2A and 2B."""

    ENTITIES = ("NIR",)
    NEEDS = (
        r"(?:^|\W)[1-478][ .\-]?\d{2}[ .\-]?\d{2}[ .\-]?(?:\d{2}|2[ABab])[ .\-]?\d{3}[ .\-]?\d{3}"
        r"(?:[ .\-/]{0,3}\d{2})?(?:\W|$)",
    )
    SHAPES = compile_all(
        (
            r"[1-478][ .\-]?\d{2}[ .\-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .\-]?(?:\d{2}|2[ABab])"
            r"[ .\-]?\d{3}[ .\-]?\d{3}(?:[ .\-/]{0,3}\d{2})?",
            WEAK,
        )
    )
    CUES = re.compile(r"\b(?:nir|insee|securite sociale|secu|ss|immatriculation|nss|assure)\b")
    HEADER = re.compile(r"\b(?:nir|secu|securite sociale|num(?:ero)? ss|nss|assure social)\b")

    def check(self, found: str, score: float) -> float | None:
        number = compact(found)
        return SURE if len(number) == 15 and nir.is_valid(number) else score


class SpiRecognizer(ShapeRecognizer):
    """French tax number: 13 digits, the last three a key modulo 511."""

    ENTITIES = ("FR_SPI",)
    NEEDS = (r"(?:^|\W)[0-3]\d[ .]?\d{2}(?:[ .]?\d{3}){3}(?:\W|$)",)
    SHAPES = compile_all((r"[0-3]\d[ .]?\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}", WEAK))
    CUES = re.compile(r"\b(?:spi|fiscal|fiscale|impots?|contribuable|nif|tin)\b")
    HEADER = re.compile(r"\b(?:spi|num(?:ero)? fiscal|identifiant fiscal|nif)\b")

    def check(self, found: str, score: float) -> float | None:
        return score if nif.is_valid(compact(found)) else score / 2


class BankAccountRecognizer(TextRecognizer):
    """International bank account number, with or without spaces."""

    ENTITIES = ("IBAN",)
    NEEDS = (r"(?:^|[^A-Za-z0-9])[A-Za-z]{2}[ \-]?\d{2}(?:[ \-.]?[A-Za-z0-9]){10}", r"\d{2}.*\d{2}")
    HEADER = re.compile(r"\b(?:iban|rib|compte bancaire|cuenta bancaria)\b")
    CUES = re.compile(r"\b(?:iban|rib|compte|cuenta|account)\b")
    _START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ \-]?\d{2}(?:[ \-.]?[A-Za-z0-9]){10,30}")

    def find(self, text: str) -> Iterator[Hit]:
        for match in self._START.finditer(text):
            run = match.group()
            size = self._valid_size(run)
            if size:
                yield Hit("IBAN", match.start(), match.start() + size, SURE)
            elif self.cued(text, match.start()):
                end = self._digits_end(run)
                yield Hit("IBAN", match.start(), match.start() + end, LIKELY)

    @staticmethod
    def _valid_size(run: str) -> int:
        """Characters of the longest prefix that is a valid number, 0 if none."""
        ends = [index + 1 for index, char in enumerate(run) if char.isalnum()]
        for end in reversed(ends[14:34]):
            if iban.is_valid(run[:end].replace(".", "").upper(), check_country=False):
                return end
        return 0

    @staticmethod
    def _digits_end(run: str) -> int:
        return max(index for index, char in enumerate(run) if char.isdigit()) + 1


class CardRecognizer(ShapeRecognizer):
    """Payment card number: 13 to 19 digits, Luhn key, a known issuer range."""

    ENTITIES = ("CARD",)
    NEEDS = (r"(?:^|\W)[2-6]\d{3}(?:[ \-]?\d){11,12}(?:\W|$)",)
    SHAPES = compile_all(
        (r"(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|6(?:011|5\d{2}))([ \-])\d{4}\1\d{4}\1\d{4}", LIKELY),
        (r"3[47]\d{2}[ \-]\d{6}[ \-]\d{5}", LIKELY),
        (r"(?:4\d{3}|5[1-5]\d{2}|6(?:011|5\d{2}))\d{12}", 0.45),
        (r"3[47]\d{13}", WEAK),
    )
    CUES = re.compile(r"\b(?:carte|cb|visa|mastercard|tarjeta|card|bancaire)\b")
    HEADER = re.compile(r"\b(?:carte bancaire|num(?:ero)? carte|cb|tarjeta)\b")

    def check(self, found: str, score: float) -> float | None:
        return score if luhn.is_valid(compact(found)) else None


class IpAddressRecognizer(ShapeRecognizer):
    """IPv4 and IPv6 addresses; section numbers such as 3.1.2.4 need a cue."""

    ENTITIES = ("IP_ADDRESS",)
    NEEDS = (r"\d\.\d{1,3}\.\d|[0-9A-Fa-f]:[0-9A-Fa-f]{0,4}:",)
    SHAPES = compile_all(
        (r"(?<![.\d])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)", LIKELY),
        (r"(?<![:])(?:[0-9A-Fa-f]{1,4}:){2,7}(?::?[0-9A-Fa-f]{1,4}){0,6}(?![:])", LIKELY),
    )
    CUES = re.compile(r"\b(?:ip|adresse ip|ipv4|ipv6)\b")
    HEADER = re.compile(r"\b(?:ip|ipv4|ipv6)\b")

    def check(self, found: str, score: float) -> float | None:
        try:
            address = ipaddress.ip_address(found)
        except ValueError:
            return None
        if address.version == 4:
            return WEAK if max(address.packed) < 32 else score
        return score if found.count(":") > 3 or "::" in found else None


class PlateRecognizer(ShapeRecognizer):
    """Number plates: France (SIV, FNI), Belgium, Spain, Senegal, Ecuador, Morocco, Tunisia."""

    ENTITIES = ("LICENSE_PLATE",)
    NEEDS = (
        r"[A-Z]{2}[ \-]{0,3}\d{3,4}[ \-]{0,3}[A-Z]{1,2}|[a-z]{2}[ \-]?\d{3}[ \-]?[a-z]{2}"
        r"|\d[ \-]?[A-Z]{1,3}[ \-]?\d"
        r"|\d{4}[ \-]?[A-Z]{3}|[A-Z]{3}[ \-]?\d{3}|\d\s?TU",
    )
    _SIV = r"(?:[A-HJ-NP-TV-Z]{2}%s\d{3}%s[A-HJ-NP-TV-Z]{2})"
    SHAPES = compile_all(
        (_SIV % ("-", "-"), LIKELY),
        (_SIV % (" ?-? ?", " ?-? ?"), WEAK),
        (_SIV.lower().replace("\\d", "\\d") % ("[ -]?", "[ -]?"), WEAK),
        (r"\d{1,4}[ \-]?[A-HJ-NP-TV-Z]{1,3}[ \-]?(?:\d{2}|2[AB]|97\d)", WEAK),
        (r"[1-9]-[A-Z]{3}-\d{3}", LIKELY),
        (r"\d{4}[ \-]?[BCDFGHJ-NPRSTV-Z]{3}", WEAK),
        (r"[A-Z]{2}[ \-]?\d{3,4}[ \-]?[A-Z]{1,2}", WEAK),
        (r"[A-Z]{3}[ \-]?\d{3,4}", WEAK),
        (r"\d{1,3}\s?TU\.?N?\s?\d{1,4}", WEAK),
        (r"\d{1,5}[ \-]?[A-Z][ \-]?\d{1,2}", WEAK),
    )
    _WORDS = (
        r"\b(?:immatricul\w*|plaques?|vehicules?|voitures?|automobiles?|scooters?|motos?|camionn\w*"
        r"|camion|fourgons?|utilitaires?|berlines?|cyclomoteurs?|matriculas?|vehiculos?|coches?"
        r"|placas?|motocicletas?|furgonetas?|carros?|plates?|cars?|renault|peugeot|citroen|dacia"
        r"|toyota|volkswagen|ford|seat|fiat|opel|taxi|fourriere|stationne\w*)\b"
    )
    CUES = re.compile(_WORDS)
    HEADER = re.compile(r"\b(?:immatriculations?|plaques?|immat|matriculas?|placas?|plate)\b")


class BelgianNumberRecognizer(ShapeRecognizer):
    """Belgian national register number: 11 digits, key 97."""

    ENTITIES = ("BE_NRN",)
    NEEDS = (r"(?:^|\W)\d{2}[. ]?\d{2}[. ]?\d{2}[\-. ]?\d{3}[. \-]?\d{2}(?:\W|$)",)
    SHAPES = compile_all(
        (r"\d{2}\.\d{2}\.\d{2}[\- ]\d{3}[. \-]\d{2}", LIKELY),
        (r"\d{2}[. ]?\d{2}[. ]?\d{2}[\-. ]?\d{3}[. \-]?\d{2}", WEAK),
    )
    CUES = re.compile(r"\b(?:registre national|niss|nrn|rrn|numero national|rijksregister\w*)\b")
    HEADER = re.compile(r"\b(?:registre national|niss|nrn|rrn|nn|numero national)\b")

    def check(self, found: str, score: float) -> float | None:
        if nn.is_valid(compact(found)):
            return SURE if score >= LIKELY else score
        return WEAK / 2 if score < LIKELY else score


class SpanishIdRecognizer(ShapeRecognizer):
    """Spanish DNI and NIE: seven or eight digits and a key letter."""

    ENTITIES = ("ES_NIF",)
    NEEDS = (r"(?:\d{2}\.?\d{3}\.?\d{3}|[XYZxyz][ \-]?\d{7})[ \-]?[A-Za-z]",)
    SHAPES = compile_all(
        (r"\d{2}\.\d{3}\.\d{3}[ \-]?[A-Za-z]", LIKELY),
        (r"\d{8}-[A-Za-z]", LIKELY),
        (r"\d{8} ?[A-Za-z]", WEAK),
        (r"[XYZxyz][ \-]?\d{7}[ \-]?[A-Za-z]", LIKELY),
    )
    CUES = re.compile(r"\b(?:dni|nif|nie|documento|nan)\b")
    HEADER = re.compile(r"\b(?:dni|nif|nie|documento|nan)\b")

    def check(self, found: str, score: float) -> float | None:
        number = compact(found)
        if not (dni.is_valid(number) or nie.is_valid(number)):
            return WEAK / 2
        return SURE if score >= LIKELY or self.country == "ES" else score


class EcuadorIdRecognizer(ShapeRecognizer):
    """Ecuadorian cédula, and the tax number of a natural person (cédula and 001)."""

    ENTITIES = ("EC_CEDULA",)
    NEEDS = (r"(?:^|\W)\d{9}-?\d(?:00\d)?(?:\W|$)",)
    SHAPES = compile_all((r"\d{9}-\d", LIKELY), (r"\d{10}(?:00\d)?", WEAK))
    CUES = re.compile(
        r"\b(?:cedulas?|c\.? ?i\.?|c\.? ?c\.?|ruc|identidad|identificacion)\W*(?:n\w*\W*)?$"
    )
    HEADER = re.compile(r"\b(?:cedula|ci|ruc|identificacion personal|documento)\b")

    def check(self, found: str, score: float) -> float | None:
        number = compact(found)
        if len(number) == 13:
            natural = int(number[2]) < 6 and ruc.is_valid(number)
            return score if natural else None
        if ci.is_valid(number):
            return SURE if score >= LIKELY else score
        return WEAK / 2


class SenegalIdRecognizer(ShapeRecognizer):
    """Senegalese national identification number: 13 digits beginning with 1 or 2, no key."""

    ENTITIES = ("SN_NIN",)
    NEEDS = (r"(?:^|\W)[12](?:[ \-]?\d){12}(?:\W|$)",)
    SHAPES = compile_all(
        (r"[12][ \-]\d{3}[ \-]\d{4}[ \-]\d{5}", 0.4),
        (r"[12](?:[ \-]?\d){12}", WEAK),
    )
    CUES = re.compile(r"\b(?:nin|cni|cedeao|identite|identification nationale)\b")
    HEADER = re.compile(r"\b(?:nin|cni|cin|num\w* identite)\b")


class CurpRecognizer(ShapeRecognizer):
    """Mexican population key."""

    ENTITIES = ("MX_CURP",)
    NEEDS = (r"[A-Za-z]{4}\d{6}[HMhm][A-Za-z]{5}",)
    SHAPES = compile_all((r"[A-Za-z]{4}\d{6}[HMhm][A-Za-z]{5}[A-Za-z0-9]\d", WEAK))
    CUES = re.compile(r"\bcurp\b")
    HEADER = CUES

    def check(self, found: str, score: float) -> float | None:
        return SURE if curp.is_valid(compact(found)) else score


class DocumentRecognizer(TextRecognizer):
    """Identity papers without a check digit: only after the words that name them."""

    ENTITIES = ("ID_DOCUMENT",)
    NEEDS = (
        r"\d{2}",
        r"(?i)\b(?:cin|cni|cccd|passe?port|pasaporte|carte|pi[eè]ce|permis|titre|dni|c[eé]dula|nin|ine|rpps|allocataire"
        r"|num[eé]ro|s[eé]cu)|n°",
    )
    _NAMED = re.compile(
        r"(?i)\b(?:cin|cni|cccd|passe?port|pasaporte"
        r"|carte (?:nationale )?d.identit[eé](?: nationale)?"
        r"|pi[eè]ce d.identit[eé]|permis de conduire|titre de s[eé]jour|dni"
        r"|c[eé]dula(?: de identidad)?|nin"
        r"|num[eé]ro ine|rpps|num[eé]ro d.allocataire|allocataire(?: caf)?|n° s[eé]cu\w*)"
        r"(?:\s*(?:n[°ºo]\.?|num[eé]ro|n[uú]mero|no\.))?\s*[:#]?\s*"
        r"(?P<id>(?=[A-Z0-9]*[ \-.]?[A-Z0-9]*\d{2})[A-Z0-9](?:[ \-.]?[A-Z0-9]){4,20})"
    )

    def find(self, text: str) -> Iterator[Hit]:
        for match in self._NAMED.finditer(text):
            found = match.group("id")
            tail = re.search(r"[A-Za-z0-9\-.]*\d[A-Za-z]?(?![\s\S]*\d)", found)
            end = match.start("id") + (tail.end() if tail else len(found))
            if sum(char.isdigit() for char in found) >= 4:
                yield Hit("ID_DOCUMENT", match.start("id"), end, LIKELY)


_MONTHS = (
    r"(?:janvier|f[eé]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[eé]cembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
)
DATE = (
    r"(?:\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2,4}|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}"
    rf"|\d{{1,2}}(?:er)?\s+(?:de\s+)?{_MONTHS}\s+(?:de(?:l)?\s+)?\d{{4}})"
)


class BirthDateRecognizer(TextRecognizer):
    """A date after the words of birth."""

    ENTITIES = ("BIRTH_DATE",)
    NEEDS = (
        r"\d",
        r"(?i)\bn[eé]|naissance|nacid|nacimiento|born|birth|\bddn\b|\bd\.n|jaio",
    )
    HEADER = None
    _BORN = re.compile(
        r"(?i)\b(?:n[eé]e?s?(?:[\(.·]e[\).]?)?|naissance|ddn|d\.n\.|nacid[oa]s?(?:\(a\))?|nacimiento|born|"
        r"birth|jaioa?)\b[^\n;]{0,45}?"
        rf"(?<![\d/.\-])(?P<date>{DATE})(?!\d)"
    )

    def find(self, text: str) -> Iterator[Hit]:
        for match in self._BORN.finditer(text):
            yield Hit("BIRTH_DATE", match.start("date"), match.end("date"), LIKELY + CUE / 2)
