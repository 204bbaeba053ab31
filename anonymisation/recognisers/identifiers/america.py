"""Identifiers of Ecuador (Registro Civil, SRI), Mexico (RENAPO, SAT, INE, IMSS), Peru (SUNAT)."""

import re
from collections.abc import Iterator
from datetime import date

from stdnum import luhn
from stdnum.ec import ci, ruc
from stdnum.mx import curp, rfc
from stdnum.pe import ruc as peru

from anonymisation.recognisers.base import (
    IDENTITY,
    LIKELY,
    SURE,
    WEAK,
    Hit,
    ShapeRecognizer,
    compact,
    compile_all,
)
from anonymisation.recognisers.contacts.numbered import CODES
from anonymisation.recognisers.contacts.references import paper


class EcuadorIdRecognizer(ShapeRecognizer):
    """Ecuadorian cédula, and the tax number of a natural person (cédula and 001)."""

    ENTITIES = ("EC_CEDULA",)
    #: One number in ten has the key.
    AGAINST = CODES
    SHAPES = compile_all(
        (r"\d{9}(?: ?- ?| )\d(?:[ \-]?00\d)?", LIKELY),
        (r"\d{3} \d{3} \d{3} \d|\d{2}\.\d{8}", 0.3),
        (r"\d{2}[ .]\d{3}[ .]\d{4}[ \-]?\d", 0.3),
        (r"\d{10}(?:[ \-]?00\d)?", WEAK),
    )
    CUES = re.compile(
        r"\b(?:cedulas?|ce[dul]{2,4}a|c\.? ?i\.?|c\. ?c\.|ced|ruc|identidad|identificacion"
        r"|portador\w*"
        r"|documento)(?!\w)\W*(?:\w{1,10}\W+){0,3}$"
    )
    HEADER = re.compile(
        rf"\b(?:cedula|ced|ci|cc|ruc|identificacion|documento|identidad|{IDENTITY})\b"
    )

    def check(self, found: str, score: float) -> float | None:
        number = compact(found)
        if len(number) == 13:
            natural = int(number[2]) < 6 and ruc.is_valid(number)
            return self._own(score) if natural else None
        if not ci.is_valid(number):
            return WEAK / 2
        return SURE if score > WEAK else self._own(score)

    def _own(self, score: float) -> float:
        return max(score, LIKELY) if self.country == "EC" else score

    def find(self, text: str) -> Iterator[Hit]:
        """Findings that no letters of a paper touch: "oficio OF-09…"."""
        for hit in super().find(text):
            if not paper(text, hit.start, hit.end):
                yield hit


class PeruTaxRecognizer(ShapeRecognizer):
    """Peruvian tax number (RUC) of a natural person: 10, 15 or 17 first; a company's has 20."""

    ENTITIES = ("ID_DOCUMENT",)
    AGAINST = CODES
    SHAPES = compile_all((r"1[057]\d{9}", WEAK))
    CUES = re.compile(r"\bruc\b\W*(?:\w{1,10}\W+){0,2}$")
    HEADER = re.compile(r"\bruc\b")

    def check(self, found: str, score: float) -> float | None:
        return LIKELY if self.country == "PE" and peru.is_valid(compact(found)) else score


class CurpRecognizer(ShapeRecognizer):
    """Mexican population key."""

    ENTITIES = ("MX_CURP",)
    SHAPES = compile_all(
        (r"[A-Za-z]{4}[ \-]?\d{6}[ \-]?[HMXhmx][ \-]?[A-Za-z]{5}[ \-]?[A-Za-z0-9]\d", WEAK)
    )
    CUES = re.compile(r"\bcurp\b")
    HEADER = re.compile(rf"\b(?:curp|{IDENTITY})\b")

    def check(self, found: str, score: float) -> float | None:
        return SURE if curp.is_valid(compact(found)) else LIKELY


class RfcRecognizer(ShapeRecognizer):
    """Mexican tax number of a natural person: four letters, a date, three characters.

    A legal person's has three letters: it is not looked for.
    """

    ENTITIES = ("MX_RFC",)
    SHAPES = compile_all((r"[A-ZÑ&a-zñ]{4}[ \-]?\d{6}[ \-]?[A-Za-z0-9]{3}", WEAK))
    CUES = re.compile(r"\brfc\b")
    HEADER = CUES

    def check(self, found: str, score: float) -> float | None:
        number = compact(found)
        if rfc.is_valid(number, validate_check_digits=True):
            return SURE
        if not rfc.is_valid(number):
            return WEAK / 2
        return LIKELY if self.country == "MX" else score


class ElectorRecognizer(ShapeRecognizer):
    """Mexican voter key (clave de elector): six letters, date, state, sex, three digits."""

    ENTITIES = ("ID_DOCUMENT",)
    SHAPES = compile_all((r"[A-Za-z]{6} ?\d{8} ?[HMhm] ?\d{3}", LIKELY))
    CUES = re.compile(r"\b(?:clave|elector|ine|ife)\b")
    HEADER = re.compile(r"\b(?:clave elector|clave de elector|ine|ife)\b")

    def check(self, found: str, score: float) -> float | None:
        digits = re.sub(r"\D", "", found)
        try:
            date(2000, int(digits[2:4]), int(digits[4:6]))
        except ValueError:
            return None
        return score


class MexicanSocialRecognizer(ShapeRecognizer):
    """Mexican social security number (IMSS): 11 digits, Luhn; only where it is named."""

    ENTITIES = ("ID_DOCUMENT",)
    SHAPES = compile_all((r"\d{2}[ \-]?\d{2}[ \-]?\d{2}[ \-]?\d{4}[ \-]?\d", WEAK))
    CUES = re.compile(r"\b(?:nss|imss|seguro social|seguridad social|afiliacion)\b")
    HEADER = re.compile(r"\b(?:nss|imss|seguro social|seguridad social)\b")

    def check(self, found: str, score: float) -> float | None:
        return score if luhn.is_valid(compact(found)) else WEAK / 2


_WEIGHTS = (3, 7, 1)


class ClabeRecognizer(ShapeRecognizer):
    """Mexican bank account (CLABE): 18 digits, key of weights 3, 7, 1 (Banco de México)."""

    ENTITIES = ("IBAN",)
    SHAPES = compile_all((r"\d{3}[ \-]?\d{3}[ \-]?\d{11}[ \-]?\d", WEAK))
    CUES = re.compile(r"\b(?:clabe|cuenta|transferencia|interbancaria|banco)\b")
    HEADER = re.compile(r"\b(?:clabe|cuenta)\b")

    def check(self, found: str, score: float) -> float | None:
        digits = [int(char) for char in compact(found)]
        total = sum(digit * _WEIGHTS[index % 3] % 10 for index, digit in enumerate(digits[:17]))
        if (10 - total % 10) % 10 != digits[17]:
            return WEAK / 2
        return LIKELY if self.country == "MX" else score


__all__ = [
    "ClabeRecognizer",
    "CurpRecognizer",
    "EcuadorIdRecognizer",
    "ElectorRecognizer",
    "MexicanSocialRecognizer",
    "PeruTaxRecognizer",
    "RfcRecognizer",
]
