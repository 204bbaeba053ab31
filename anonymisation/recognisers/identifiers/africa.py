"""Identifiers of Senegal, Tunisia and Morocco: shapes without a key, hence header or cue."""

import re

from anonymisation.recognisers.base import (
    IDENTITY,
    WEAK,
    ShapeRecognizer,
    compact,
    compile_all,
)

_PAPER = r"nin|cni|cedeao|carte (?:nationale|biometrique|d identite|d'identite|identite)"


class SenegalIdRecognizer(ShapeRecognizer):
    """Senegalese identification number: sex (1, 2), centre, year of birth, five digits.

    13 digits, or 17 on the regional card; a year of birth in its place makes it likely.
    """

    ENTITIES = ("SN_NIN",)
    SHAPES = compile_all(
        (r"[12][ \-.]\d{3}[ \-.]\d{4}[ \-.]\d{5}(?:[ \-.]\d{1,4})?", 0.4),
        (r"[12](?:[ \-.]?\d){16}", WEAK),
        (r"[12](?:[ \-.]?\d){12}", WEAK),
    )
    CUES = re.compile(rf"\b(?:{_PAPER}|identite|identification nationale)\b")
    HEADER = re.compile(rf"\b(?:nin|cni|cin|cedeao|{IDENTITY})\b")

    def check(self, found: str, score: float) -> float | None:
        born = 1900 <= int(compact(found)[4:8]) <= 2030
        if not born:
            return WEAK / 2
        return 0.4 if self.country == "SN" and score < 0.4 else score


class TunisiaIdRecognizer(ShapeRecognizer):
    """Tunisian identity card: 8 digits, the first 0 or 1."""

    ENTITIES = ("TN_CIN",)
    SHAPES = compile_all((r"[01]\d[ .\-]?\d{3}[ .\-]?\d{3}", WEAK))
    CUES = re.compile(
        r"\b(?:c\.?i\.?n|carte|identite|bitaqa\w*|taarif|التعريف|تعريف|ب ?\.? ?ت ?\.? ?و)\b"
        r"|\b[وبلف]?(?:ال)?بطاق(?:ة|ه|ت(?:ه|ها|ي|ك|هم|هن|نا|كم)?)\b"
    )
    HEADER = re.compile(
        rf"\b(?:cin|c i n|bitaqa\w*|taarif|{IDENTITY})\b|ب[ ._]?ت[ ._]?و|بطاقة|التعريف|تعريف"
    )


class MoroccoIdRecognizer(ShapeRecognizer):
    """Moroccan identity card: one or two letters, five to seven digits."""

    ENTITIES = ("MA_CIN",)
    SHAPES = compile_all((r"[A-Za-z]{1,2}[ \-]?\d{5,7}", WEAK))
    CUES = re.compile(
        r"\b(?:c\.?i\.?n\.?e?|carte|identite|bitaqa\w*|titulaire de la"
        r"|[وبلف]?(?:ال)?بطاق(?:ة|ه|ت(?:ه|ها|ي|ك|هم|هن|نا|كم)?)|التعريف)\W*(?:\w{1,9}\W*){0,3}$"
        # Its bearer stands between: "CIN marocaine Nina Vardon AB123456".
        r"|\bcine?(?: marocaine?)?(?: [a-z][a-z'-]{1,24}){2,4},? (?:n[°o] ?)?$"
    )
    HEADER = re.compile(
        rf"\b(?:cin|cine|c i n|c i n e|bitaqa\w*|{IDENTITY})\b|ب[ ._]?ت[ ._]?و|بطاقة|التعريف|تعريف"
    )


__all__ = ["MoroccoIdRecognizer", "SenegalIdRecognizer", "TunisiaIdRecognizer"]
