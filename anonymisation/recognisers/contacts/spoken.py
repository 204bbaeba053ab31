"""Telephone numbers written in words, in part at least: "zéro six, douze, 34, cinquante-six"."""

import re
from collections.abc import Iterator

from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer

_UNITS = (
    r"(?:z[eé]ro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
    r"|seize|vingts?|trente|quarante|cinquante|soixante|septante|octante|nonante|cent|et"
    r"|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce"
    r"|dieci\w+|veinti?\w*|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|y)"
)
_PART = rf"(?:{_UNITS}|\d{{1,2}})"
_BETWEEN = r"[ ,.;/\-]{1,3}"


class SpokenTelephoneRecognizer(TextRecognizer):
    """A number told: a zero and its first digit in words, then four numbers at least."""

    ENTITIES = ("PHONE",)
    _TOLD = re.compile(
        rf"(?i)(?<!\w)(?:z[eé]ro|cero|0){_BETWEEN}(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf"
        rf"|seis|siete|nueve){_BETWEEN}(?:{_PART}{_BETWEEN}){{3,11}}{_PART}(?!\w)"
    )
    #: Spain's and Mexico's numbers, digit by digit.
    _DIGITS = re.compile(
        r"(?i)(?<!\w)(?:(?:cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)[ ,.\-]{1,2}){8,9}"
        r"(?:cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)(?!\w)"
    )
    NEEDS = (
        r"(?i)(?:z[eé]ro|cero|(?:^|[^0-9A-Za-z_])0)[ ,.;/\-]{1,3}[a-z]{2,6}[ ,.;/\-]"
        r"|(?:cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)[ ,.\-]{1,2}"
        r"(?:cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)",
    )

    def find(self, text: str) -> Iterator[Hit]:
        for pattern in (self._TOLD, self._DIGITS):
            for match in pattern.finditer(text):
                yield Hit("PHONE", match.start(), match.end(), LIKELY)


__all__ = ["SpokenTelephoneRecognizer"]
