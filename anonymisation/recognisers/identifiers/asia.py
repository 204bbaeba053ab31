"""Identifiers of Viet Nam and Cambodia: shapes without a key, hence header or cue."""

import re

from anonymisation.recognisers.base import (
    IDENTITY,
    WEAK,
    ShapeRecognizer,
    compact,
    compile_all,
)

#: Codes of the provinces of Viet Nam run from 001 to 096.
_LAST_PROVINCE = 96
_PAPER = (
    r"cccd|cmnd|cmt|can cuoc(?: cong dan)?|chung minh (?:nhan dan|thu)|dinh danh(?: ca nhan)?"
    r"|giay to|so dinh danh|id card|khmer id|identity"
)


class VietnamIdRecognizer(ShapeRecognizer):
    """Vietnamese citizen card (CCCD, 12 digits: province, century and sex, year) or CMND (9)."""

    ENTITIES = ("VN_CCCD",)
    SHAPES = compile_all(
        (r"0\d{2}(?:[ .]?\d{3}){3}|0\d{3}(?:[ \-]\d{4}){2}", WEAK),
        (r"\d{3}(?:[ .]?\d{3}){2}", WEAK),
    )
    CUES = re.compile(rf"\b(?:{_PAPER})\b")
    HEADER = re.compile(rf"\b(?:{_PAPER}|{IDENTITY})\b")

    def check(self, found: str, score: float) -> float | None:
        number = compact(found)
        if len(number) == 9:
            return score
        if not 1 <= int(number[:3]) <= _LAST_PROVINCE or int(number[3]) > 3:
            return WEAK / 2
        return 0.4 if self.country == "VN" else score


__all__ = ["VietnamIdRecognizer"]
