"""Where somebody lives, without a street: cadastral parcels, precise coordinates.

Alone they are a place; beside a person they are a home. The policy's `personal` says which.
"""

import re
from collections.abc import Iterator

from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer


class ParcelRecognizer(TextRecognizer):
    """Cadastral parcels in a text: France "section AB n° 123", Spain's 20 characters."""

    ENTITIES = ("PARCEL",)
    _SECTION = r"(?:\d{3}\s?)?[A-Z]{1,2}\s?(?:n[°ºo]\.?\s*)?\d{1,4}"
    _NAMED = re.compile(
        r"(?:(?i:parcelles?|cadastr[eé]e?s?|section|r[eé]f(?:[eé]rences?)?\.? cad\w*))"
        r"(?:\s+(?i:cadastr[eé]e?s?|cadastrales?|section|sise|num[eé]ro|n[°ºo]\.?|n)\b\.?)*\s*:?\s*"
        rf"(?P<id>{_SECTION}(?:\s*(?:,|et|/)\s*{_SECTION})*)(?!\w)"
    )
    _SPAIN = re.compile(r"(?<!\w)\d{7}[A-Z]{2}\d{4}[A-Z](?:\d{4}[A-Z]{2})?(?!\w)")
    _TITLE = re.compile(
        r"(?<!\w)(?:(?i:titre foncier)"
        r"|TF)\s*(?:n[°ºo]\.?\s*)?:?\s*(?P<id>\d{2,6}(?:\s?/\s?[A-Z]{1,3}|\s?/\s?\d{1,2})?)(?!\w)"
    )

    PATTERNS = (_NAMED, _SPAIN, _TITLE)

    def find(self, text: str) -> Iterator[Hit]:
        for pattern in (self._NAMED, self._TITLE):
            for match in pattern.finditer(text):
                yield Hit("PARCEL", match.start("id"), match.end("id"), LIKELY)
        for match in self._SPAIN.finditer(text):
            yield Hit("PARCEL", match.start(), match.end(), LIKELY)


class CoordinatesRecognizer(TextRecognizer):
    """A pair of degrees with four decimals or more, or degrees, minutes and seconds (WGS 84)."""

    ENTITIES = ("COORDINATES",)
    _PAIR = re.compile(
        r"(?<![\d.,])-?\d{1,2}[.,]\d{4,}\s?°?\s?[NSns]?\s?(?:[,;/| ]|lon(?:gitude|g)?\W"
        r"|lat(?:itude)?\W|y\b){1,6}\s?-?\d{1,3}[.,]\d{4,}(?:\s?°?\s?[EWOewo]\b)?(?![\d])"
    )
    _SECONDS = re.compile(
        r"(?<!\d)\d{1,2}\s?°\s?\d{1,2}\s?['′]\s?\d{1,2}(?:[.,]\d+)?\s?(?:\"|″|''"
        r"|'')?\s?[NSns][ ,;/]{0,3}"
        r"\d{1,3}\s?°\s?\d{1,2}\s?['′]\s?\d{1,2}(?:[.,]\d+)?\s?(?:\"|″|''|'')?\s?[EWOewo]"
    )

    PATTERNS = (_PAIR, _SECONDS)

    def find(self, text: str) -> Iterator[Hit]:
        for pattern in self.PATTERNS:
            for match in pattern.finditer(text):
                yield Hit("COORDINATES", match.start(), match.end(), LIKELY)


__all__ = ["CoordinatesRecognizer", "ParcelRecognizer"]
