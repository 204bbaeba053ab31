"""Belgian identifiers: national register and BIS numbers (royal decree of 3 April 1984), card."""

import re

from stdnum.be import bis, nn

from anonymisation.recognisers.base import (
    LIKELY,
    SURE,
    WEAK,
    ShapeRecognizer,
    compact,
    compile_all,
)


class BelgianNumberRecognizer(ShapeRecognizer):
    """Belgian national register or BIS number: 11 digits, key 97."""

    ENTITIES = ("BE_NRN",)
    SHAPES = compile_all(
        (r"\d{2}\.\d{2}\.\d{2} ?[\-. /] ?\d{3} ?[. \-/] ?\d{2}", LIKELY),
        (r"\d{2}([./\- ])\d{2}\1\d{2}[\-./ ]{1,3}\d{3}[. \-/]{1,3}\d{2}", 0.3),
        (r"\d{6}[ \-.]\d{3}[ \-.]\d{2}", 0.3),
        (r"\d{2}[. ]?\d{2}[. ]?\d{2}[\-. ]?\d{3}[. \-]?\d{2}", WEAK),
    )
    CUES = re.compile(
        r"\b(?:registre national|niss|insz|nrn|rrn|rn|numero national|rijksreg\w*|bis"
        r"|reg(?:istre)?\.? ?nat(?:ional)?"
        r"|n national)\b"
    )
    HEADER = re.compile(
        r"\b(?:registre national|niss|insz|nrn|rrn|nn|numero national|rijksregister\w*)\b"
    )

    def check(self, found: str, score: float) -> float | None:
        number = compact(found)
        if not (nn.is_valid(number) or bis.is_valid(number)):
            return score if score >= LIKELY else WEAK / 2
        return SURE if score > WEAK else self._plain(score)

    def _plain(self, score: float) -> float:
        """Eleven digits in a row: 1 % of numbers have the key, fewer a date of birth too."""
        return LIKELY if self.country == "BE" else score


class BelgianCardRecognizer(ShapeRecognizer):
    """Number printed on a Belgian identity card: 12 digits, the last two modulo 97."""

    ENTITIES = ("ID_DOCUMENT",)
    SHAPES = compile_all((r"\d{3}-\d{7}-\d{2}", 0.3), (r"\d{12}", 0.0))
    CUES = re.compile(r"\b(?:carte|identite|eid|identiteitskaart|cni)\b")
    HEADER = re.compile(r"\b(?:carte identite|cni|eid|identiteitskaart|num\w* carte)\b")

    def check(self, found: str, score: float) -> float | None:
        digits = compact(found)
        right = (int(digits[:10]) % 97 or 97) == int(digits[10:])
        if not right:
            return None
        # A structured bank communication has the same key (+++123/4567/89012+++), other groups.
        return LIKELY if score else WEAK


__all__ = ["BelgianCardRecognizer", "BelgianNumberRecognizer"]
