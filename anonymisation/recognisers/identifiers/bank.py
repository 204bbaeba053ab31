"""Bank accounts (IBAN, ISO 13616; French RIB) and payment cards (ISO/IEC 7812)."""

import re
from collections.abc import Iterator

from stdnum import iban, luhn

from anonymisation.reading.text import fold
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
#: The State's bank in France, where public accountants have their accounts.
_TREASURY = re.compile(r"(?i)FR\d{2}10071")
#: Who keeps the money of a public body, and what may stand before the number.
_PUBLIC = re.compile(
    r"\b(?:tresor(?: public)?|tresorerie|regie|regisseu(?:r|se)|sgc|service de gestion comptable"
    r"|d[dr]fip|dgfip|comptable public|agent comptable|recette (?:municipale|perception)|paierie"
    r"|perception|tesoreria|tesoro publico|caja municipal|recaudacion|agencia tributaria"
    r"|gemeentekas|stadskas|gemeenteontvanger|financieel beheerder|receveur|tresoreria"
    r"|tesouraria|tesouro|diruzaintza|udal kutxa|ogasuna|kho bac|treasury|treasurer"
    r"|cashier'?s office|khazina|qabada)"
    r"(?P<between>(?:\W+[a-z'’]{1,14}){0,6}\W*)$"
)
#: Whom money goes to, or comes from: the account is theirs.
_PAID = re.compile(
    r"\b(?:vir\w*|vers\w*|rembours\w*|restitu\w*|rejet\w*|prelev\w*|mme|mr?|monsieur|madame"
    r"|usag\w*|parents?|pere|mere|debiteu\w*|famille|beneficiaire|tiers|agent|son|sa|mon|ma|leur"
    r"|devol\w*|reintegr\w*|abon\w*|transf\w*|sra?|titular|su|mi|terugbet\w*|storten|refund\w*"
    r"|pay\w*|pag\w*)\b"
)


#: A fine or a tax, and where it is to be paid: to whoever levies it.
_LEVIED = re.compile(
    r"(?<!\w)(?:amendes?|sanctions?|taxes?|redevances?|contraventions?|droits? de place"
    r"|multas?|tasas?|sancion(?:es)?|coimas?|taxas?|(?:gas-)?boetes?|retributies?|belastingen"
    r"|belasting|heffing(?:en)?|fines?|penalty)(?!\w)"
    r"(?P<said>[^.;!?]{0,40}?)(?<!\w)(?:a (?:verser|payer|regler|acquitter|virer)|payables?|a pagar"
    r"|a ingresar|te (?:betalen|storten)|to be paid|payable)"
    r"(?P<where>(?:\W+[a-z'’°]{1,8}){1,4}\W*)$"
)
#: A fine that is given back, or paid by somebody's account.
_BACK = re.compile(
    r"\b(?:rembours\w*|restitu\w*|rendue?s?|annul\w*|trop|indu\w*|devol\w*|devuel\w*|reintegr\w*"
    r"|terug\w*|refund\w*|reimburs\w*|son|sa|leur|mon|ma|su|mi|zijn|haar|his|her|m|mme|mr|depuis"
    r"|desde|vanaf|from|par|por|door|by)\b"
)


def _levied(before: str) -> bool:
    """Whether folded words before an account say that a fine or a tax is to be paid there."""
    found = _LEVIED.search(before)
    return found is not None and not _BACK.search(found["said"] + " " + found["where"])


def public(text: str, start: int) -> bool:
    """Whether an account is a public body's: at the State's bank, or behind its accountant."""
    if _TREASURY.match(_BLANKS.sub("", text[start : start + 20])):
        return True
    before = fold(text[max(0, start - 90) : start])
    found = _PUBLIC.search(before)
    if _levied(before):
        return True
    return found is not None and not _PAID.search(found["between"])


#: The beginning of an account, whose groups look like a card's.
_ACCOUNT = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ \-.]?\d{4}){0,4}[ \-.]?$")


def of_account(text: str, start: int) -> bool:
    """Whether digits go on with an international account's."""
    return bool(_ACCOUNT.search(text, max(0, start - 30), start))


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
        r"|[A-Z]\d)(?:[ .\-]?\d){22}|(?i:ma)\d{2}(?:[ .\-]?\d){24}"
        r"|(?i:tn)\d{2}(?:[ .\-]?\d){20})(?!\w)"
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
    #: Where money is sent: "transferir a 014650…", "virer sur 00123456789".
    _SENT = re.compile(
        r"(?i)(?<!\w)(?:transf(?:erir|iere|erido|[ée]rer|er)|deposit(?:ar|e|ado|ed)?"
        r"|depósit[oe]|abonar|consignar|consigne|girar|ingresar|ingreso|virer|virement|verser"
        r"|vers[ée]e?|rembourser|storten|gestort|overmaken|overschrijven|creditar|ingressar"
        r"|abonament|pay|chuyển (?:khoản|tiền)|chuyen (?:khoan|tien)|nộp tiền)\s"
        r"(?:(?:a|à|al|en|sur|vers|op|naar|to|into|vào|vao|đến|den|para|por|la|el|le|son|su|mi|sa"
        r"|na|no|n[°º]|stk|compte|cuenta|cta\.?|rekening|account|conta|clabe)\s){1,4}"
        r":?\s?(?P<sent>\d(?:[ \-]?\d){9,23})(?![\w]|[.,]\d|\s?(?:€|\$|euros?|dh|fcfa))"
    )
    PATTERNS = (_START, _UNION, _OWN, _SENT)

    def find(self, text: str) -> Iterator[Hit]:
        """Accounts that are no public body's."""
        return (hit for hit in self._every(text) if not public(text, hit.start))

    def _every(self, text: str) -> Iterator[Hit]:
        for match in self._UNION.finditer(text):
            yield Hit("IBAN", *match.span(), LIKELY)
        for match in self._OWN.finditer(text):
            yield Hit("IBAN", *match.span("own"), LIKELY)
        for match in self._SENT.finditer(text):
            yield Hit("IBAN", *match.span("sent"), LIKELY)
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
    HEADER = re.compile(
        r"\b(?:carte bancaire|num(?:ero)? carte|cb(?! (?:doc|ouvrage|livre|exempl|article|produit))"
        r"|tarjeta|card)\b"
    )
    #: Bar codes have the same key.
    AGAINST = re.compile(
        r"\b(?:cb (?:doc|ouvrage|livre|exempl|article|produit)\w*|codes? ?barres?|bar ?codes?"
        r"|codigos? de barras|streepjescode|ean|gtin|exemplaires?|ejemplar(?:es)?)\b"
    )

    def check(self, found: str, score: float) -> float | None:
        return score if luhn.is_valid(compact(found)) else None

    def find(self, text: str) -> Iterator[Hit]:
        """Findings that are no part of an account."""
        for hit in super().find(text):
            if not of_account(text, hit.start):
                yield hit


__all__ = [
    "BankAccountRecognizer",
    "CardRecognizer",
    "FrenchAccountRecognizer",
    "of_account",
    "public",
]
