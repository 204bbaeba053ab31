"""Bank accounts (IBAN, ISO 13616; French RIB) and payment cards (ISO/IEC 7812)."""

import re
from collections.abc import Iterator

from stdnum import iban, luhn

from anonymisation.recognisers.base import (
    LIKELY,
    SURE,
    WEAK,
    Hit,
    ShapeRecognizer,
    TextRecognizer,
    compact,
    compile_all,
)

_BLANKS = re.compile(r"[ \-.]")


class BankAccountRecognizer(TextRecognizer):
    """International bank account number, with or without spaces."""

    ENTITIES = ("IBAN",)
    HEADER = re.compile(r"\b(?:iban|rib|compte bancaire|cuenta bancaria|cuenta|compte)\b")
    CUES = re.compile(r"\b(?:iban|rib|compte|cuenta|account|kontua)\b")
    _START = re.compile(
        r"(?:(?<![A-Za-z0-9])|(?<=IBAN)"
        r"|(?<=iban))[A-Za-z] ?[A-Za-z][ \-]?\d ?\d(?:[ \-.]?[A-Za-z0-9]){10,30}"
    )
    #: The West African union's: country, key, bank, 22 digits; Morocco's and Tunisia's, before
    #: their own 24 and 20 digits. Many bear no right key.
    _UNION = re.compile(
        r"(?<![A-Za-z0-9])(?:(?:BF|BJ|CI|GW|ML|NE|SN|TG)\d{2}[ \-]?(?:[A-Z]{2}"
        r"|[A-Z]\d)(?:[ \-]?\d){22}|MA\d{2}(?:[ \-]?\d){24}|TN\d{2}(?:[ \-]?\d){20})(?!\w)"
    )
    #: A number of the bank's own, behind the word for an account.
    _OWN = re.compile(
        r"(?<!\w)(?:(?i:compte(?: (?:bancaire|courant|[ée]pargne|mobile))?"
        r"|(?:cuenta|cta\.?)(?: (?:de )?(?:bancaria|corriente|ahorros?"
        r"|cte\.?|ah\.?|vista|n[óo]mina))?"
        r"|livret(?: [a-z])?|ccp|libreta(?: de ahorros?)?|conta(?: corrente| poupan[çc]a)?"
        r"|(?:bank )?account|acct\.?"
        r"|rekening(?:nummer)?|t[àa]i kho[ảa]n|stk)|S?TK)\s?(?i:n[°ºo]\.?|nr\.?|num[ée]ro"
        r"|n[úu]mero|no\.|s[ốo])?"
        r"\s?[:#]?\s?(?P<own>\d(?:[ \-]?\d){8,17})(?![\w]|[.,]\d)"
    )
    PATTERNS = (_START, _UNION, _OWN)

    def find(self, text: str) -> Iterator[Hit]:
        for match in self._UNION.finditer(text):
            yield Hit("IBAN", *match.span(), LIKELY)
        for match in self._OWN.finditer(text):
            yield Hit("IBAN", *match.span("own"), LIKELY)
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
            if iban.is_valid(_BLANKS.sub("", run[:end]).upper(), check_country=False):
                return end
        return 0

    @staticmethod
    def _digits_end(run: str) -> int:
        return max(index for index, char in enumerate(run) if char.isdigit()) + 1


def _rib_key(text: str) -> bool:
    """The key of a French account: bank, branch, account, with letters read as digits."""
    table = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
    digits = text.upper().translate(table)
    bank, branch, account, key = digits[:5], digits[5:10], digits[10:21], digits[21:]
    return (89 * int(bank) + 15 * int(branch) + 3 * int(account) + int(key)) % 97 == 0


class FrenchAccountRecognizer(ShapeRecognizer):
    """Account without the letters of an IBAN: 23 characters in France, 24 or 20 elsewhere."""

    ENTITIES = ("IBAN",)
    SHAPES = compile_all(
        (r"\d{5}[ \-.]?\d{5}[ \-.]?[0-9A-Za-z]{11}[ \-.]?\d{2}", LIKELY),
        (r"\d{3}[ \-.]?\d{3}[ \-.]?\d{16}[ \-.]?\d{2}", WEAK),
        # Tunisia: bank, branch, account, key; Spain: bank, branch, key, account
        (r"\d{2}[ \-.]?\d{3}[ \-.]?\d{13}[ \-.]?\d{2}", WEAK),
        (r"\d{4}[ \-.]\d{4}[ \-.]\d{2}[ \-.]\d{10}", WEAK),
    )
    CUES = re.compile(r"\b(?:rib|compte|virement|cuenta|cta|ccc)\b")
    HEADER = re.compile(r"\b(?:rib|compte|cuenta|cta|ccc)\b")

    def check(self, found: str, score: float) -> float | None:
        number = compact(found)
        if len(number) == 23 and _rib_key(number):
            return SURE
        return WEAK


class CardRecognizer(ShapeRecognizer):
    """Payment card number: 13 to 19 digits, Luhn key, a known issuer range."""

    ENTITIES = ("CARD",)
    SHAPES = compile_all(
        (
            r"(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|6(?:011|5\d{2}))([ \-.])\d{4}\1\d{4}\1\d{4}",
            LIKELY,
        ),
        (r"3[47]\d{2}[ \-.]\d{6}[ \-.]\d{5}|3[068]\d{2}[ \-.]\d{6}[ \-.]\d{4}", LIKELY),
        (r"(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|6(?:011|5\d{2}))\d{12}", 0.45),
        (r"3[47]\d{13}", 0.4),
        (r"(?:4\d{3}|5[0-8]\d{2}|6\d{3})(?:[ \-]?\d){9,15}", WEAK),
    )
    CUES = re.compile(r"\b(?:carte|cb|visa|mastercard|tarjeta|card|bancaire|paiement)\b")
    HEADER = re.compile(r"\b(?:carte bancaire|num(?:ero)? carte|cb|tarjeta|card)\b")

    def check(self, found: str, score: float) -> float | None:
        return score if luhn.is_valid(compact(found)) else None


__all__ = ["BankAccountRecognizer", "CardRecognizer", "FrenchAccountRecognizer"]
