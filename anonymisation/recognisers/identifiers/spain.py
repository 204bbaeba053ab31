"""Spanish identifiers: DNI and NIE (Real Decreto 1553/2005), NIF K L M, social security, CCC."""

import re

from stdnum.es import ccc, dni, nie, nif

from anonymisation.recognisers.base import (
    LIKELY,
    SURE,
    WEAK,
    ShapeRecognizer,
    compact,
    compile_all,
)


class SpanishIdRecognizer(ShapeRecognizer):
    """Spanish DNI, NIE and NIF of persons without them: digits and a key letter."""

    ENTITIES = ("ES_NIF",)
    SHAPES = compile_all(
        (r"\d{1,2}\.\d{3}\.\d{3} ?[ \-./]? ?[A-Za-z]", LIKELY),
        (r"\d{2} \d{3} \d{3} ?[ \-./]? ?[A-Za-z]", 0.4),
        (r"\d{8} ?[\-./] ?[A-Za-z]", LIKELY),
        (r"\d{7,8} ?[A-Za-z]", WEAK),
        (r"[XYZxyz][ \-.]?\d{1,2}\.?\d{3}\.?\d{2,3} ?[ \-.]? ?[A-Za-z]", LIKELY),
        (r"[KLMklm][ \-.]?\d{7}[ \-.]?[A-Za-z]", WEAK),
    )
    CUES = re.compile(r"\b(?:d\.?n\.?i|n\.?i\.?f|n\.?i\.?e|documento|nan|identidad|ena)\b")
    HEADER = re.compile(r"\b(?:dni|nif|nie|documento|nan|ena|identidad)\b")

    def check(self, found: str, score: float) -> float | None:
        number = compact(found)
        if not (dni.is_valid(number.zfill(9)) or nie.is_valid(number) or _other(number)):
            return WEAK / 2
        return SURE if score >= LIKELY or self.country == "ES" else score


def _other(number: str) -> bool:
    """A NIF of a natural person without DNI: minors, residents abroad, foreigners."""
    return number[0] in "KLM" and bool(nif.is_valid(number))


class SpanishSocialRecognizer(ShapeRecognizer):
    """Spanish social security number: province, 8 digits, key modulo 97 (TGSS)."""

    ENTITIES = ("ES_NSS",)
    SHAPES = compile_all(
        (r"\d{2}([ \-/.])\d{7,8}\1\d{2}", 0.4),
        (r"\d{11,12}", WEAK),
    )
    CUES = re.compile(r"\b(?:nss|naf|seguridad social|afiliacion|s\.?s|gizarte segurantza)\b")
    HEADER = re.compile(r"\b(?:nss|naf|seguridad social|num\w* afiliacion)\b")

    def check(self, found: str, score: float) -> float | None:
        digits = compact(found)
        province, number, key = int(digits[:2]), digits[2:-2], int(digits[-2:])
        if not (1 <= province <= 53 or province == 66):
            return WEAK / 2
        value = int(number)
        base = value + province * 10_000_000 if value < 10_000_000 else int(digits[:-2])
        if base % 97 != key:
            return WEAK / 2
        return SURE if score > WEAK else score


class SpanishAccountRecognizer(ShapeRecognizer):
    """Spanish bank account of before IBAN: 20 digits, two keys."""

    ENTITIES = ("IBAN",)
    SHAPES = compile_all(
        (r"\d{4}[ \-.]?\d{4}[ \-.]?\d{2}[ \-.]?\d{10}", LIKELY),
        (r"\d{4}(?:[ \-]\d{4}){4}", LIKELY),
    )

    def check(self, found: str, score: float) -> float | None:
        return SURE if ccc.is_valid(compact(found)) else None


class HealthCardRecognizer(ShapeRecognizer):
    """Spanish health cards (TIS, CIP): letters and digits, only where they are named."""

    ENTITIES = ("ID_DOCUMENT",)
    SHAPES = compile_all((r"[A-Z]{4} ?\d{10,12}", WEAK), (r"[A-Z]{2,4}\d{6,12}|\d{6,12}", WEAK))
    CUES = re.compile(
        r"\b(?:tarjeta sanitaria|tis|cip|osasun txartela|cartilla)\W*(?:\w{1,3}\W*)?$"
    )
    HEADER = re.compile(r"\b(?:tarjeta sanitaria|tis|cip|osasun txartela)\b")


__all__ = [
    "HealthCardRecognizer",
    "SpanishAccountRecognizer",
    "SpanishIdRecognizer",
    "SpanishSocialRecognizer",
]
