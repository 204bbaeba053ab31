"""French identifiers of persons: NIR (INSEE, RNIPP), SPI (DGFiP), INE (education)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from stdnum.fr import nif, nir

from anonymisation.reading.text import fold
from anonymisation.recognisers.base import (
    LIKELY,
    SURE,
    WEAK,
    Hit,
    ShapeRecognizer,
    compact,
    compile_all,
)
from anonymisation.recognisers.contacts.numbered import numbered
from anonymisation.recognisers.contacts.references import coded

_BODY = (
    r"[1-478]{s}\d{{2}}{s}(?:0[1-9]|1[0-2]|[2-9]\d){s}(?:\d{{2}}|2[ABab]|\d[ABab])"
    r"{s}\d{{3}}{s}\d{{3}}"
)
_KEY = r"(?:[ .\-/]{0,3}(?:\(?(?i:cl[eé])?\s?:?\s?)?\d{2}\)?)"


@lru_cache(maxsize=64)
def _valid_nir(number: str) -> bool:
    """Asked for each shape that a number has."""
    return bool(nir.is_valid(number))


#: Characters of a number with its key.
_WHOLE = 15
#: Another number right behind: the first one has no key then.
_MORE = re.compile(r"[ .\-]\d")
#: A last group that no key is: the number is longer, or shorter, than any person's.
_LONGER = re.compile(r"[ .\-](?:\d|\d{3,4})(?![\w])(?![ .\-]?\d)")


class NirRecognizer(ShapeRecognizer):
    """French social security number: 13 characters, 2 of key; Corsica 2A and 2B.

    Sure with its key; likely in its own groups of digits (1 85 05 78 006 084); weak in one run.
    """

    ENTITIES = ("NIR",)
    SHAPES = (
        *compile_all(
            (_BODY.format(s=r"[ .\-]") + rf"{_KEY}?", LIKELY),
            (_BODY.format(s=r"[ .\-/_]?") + rf"{_KEY}?", WEAK),
            # Grouped in a way of its own: only with a right key.
            (
                r"[1-478](?:[ .\-/_]?\d){4}[ .\-/_]?(?:\d[ .\-/_]?\d|2 ?[ABab])(?:[ .\-/_]?\d){8}",
                0.0,
            ),
            # Every digit apart.
            (r"[12](?:[ .\-]\d){2}[ .\-](?:0[ .\-][1-9]|1[ .\-][0-2])(?:[ .\-][\dABab]){8}", 0.4),
        ),
    )
    CUES = re.compile(
        r"\b(?:nir|nirpp|insee|securite sociale|secu|ss|n ss|nss|assure\w*|vitale|cpam|"
        r"immatriculation sociale)\b"
    )
    HEADER = re.compile(
        r"\b(?:nir|secu|securite sociale|num(?:ero)? ss|n ss|nss|assure social|num(?:ero)? assure"
        r"|insee personne|carte vitale)\b"
    )

    def check(self, found: str, score: float) -> float | None:
        number = re.sub(r"[^\dABab]", "", re.sub(r"(?i)cl[eé]", "", found)).upper()
        if len(number) == 15 and _valid_nir(number):
            return SURE
        return score or None

    def find(self, text: str) -> Iterator[Hit]:
        """Findings without those that the words before make a paper's, and the key nobody's."""
        for hit in super().find(text):
            if coded(text, hit.start, hit.end):
                continue
            before = text[max(0, hit.start - 40) : hit.start]
            if hit.score >= SURE or not before or not self._of_a_paper(text, hit, fold(before)):
                yield hit

    @staticmethod
    def _of_a_paper(text: str, hit: Hit, before: str) -> bool:
        whole = sum(char.isalnum() for char in text[hit.start : hit.end]) == _WHOLE
        if whole:
            return not _MORE.match(text, hit.end) and numbered(before)
        return bool(_LONGER.match(text, hit.end)) and numbered(before)


class SpiRecognizer(ShapeRecognizer):
    """French tax number: 13 digits, the last three a key modulo 511."""

    ENTITIES = ("FR_SPI",)
    SHAPES = compile_all(
        (r"[0-3]\d[ .\-]\d{2}[ .\-]\d{3}[ .\-]\d{3}[ .\-]\d{3}", 0.3),
        (r"[0-3]\d[ .\-]?\d{2}[ .\-]?\d{3}[ .\-]?\d{3}[ .\-]?\d{3}", WEAK),
        # Grouped from the left
        (r"[0-3]\d[ .\-]\d{3}[ .\-]\d{3}[ .\-]\d{3}[ .\-]\d{2}", WEAK),
        (r"[0-3]\d[ .\-]\d{3}[ .\-]\d{3}[ .\-]\d{2}[ .\-]\d{3}", WEAK),
    )
    CUES = re.compile(
        r"\b(?:spi|fiscal|fiscale|impots?|(?:non[- ])?imposition|imposable|revenus?|contribuable"
        r"|quotient familial|qf|nif|tin|dgfip)\b"
    )
    HEADER = re.compile(r"\b(?:spi|num\w* fiscal\w*|identifiant fiscal|n fiscal|nif|tin)\b")

    def check(self, found: str, score: float) -> float | None:
        valid = bool(nif.is_valid(compact(found)))
        if valid and score > WEAK:
            return LIKELY
        return score if valid else WEAK / 2


class PupilRecognizer(ShapeRecognizer):
    """French pupil and student number (INE): 11 characters, no public key."""

    ENTITIES = ("ID_DOCUMENT",)
    SHAPES = compile_all((r"\d{9}[A-Za-z]{2}", WEAK), (r"\d{10}[A-Za-z]|\d[A-Z0-9]{9}\d", WEAK))
    CUES = re.compile(r"\b(?:ine|ine rnie|bea|identifiant national eleve|etudiant)\b")
    HEADER = re.compile(r"\b(?:ine|inne|identifiant national eleve)\b")


class HealthWorkerRecognizer(ShapeRecognizer):
    """French health professional number (RPPS): 11 digits, Luhn; only where it is named."""

    ENTITIES = ("ID_DOCUMENT",)
    SHAPES = compile_all((r"[18]\d{10}", WEAK))
    CUES = re.compile(r"\b(?:rpps|adeli)\b")
    HEADER = re.compile(r"\b(?:rpps|adeli)\b")


__all__ = ["HealthWorkerRecognizer", "NirRecognizer", "PupilRecognizer", "SpiRecognizer"]
