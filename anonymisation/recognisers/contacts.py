"""E-mail addresses and telephone numbers, told apart: a person's, or a service's.

`EMAIL` is a named mailbox, `EMAIL_FUNCTIONAL` a generic one (contact@, mairie@) or a body's own;
`PHONE` is a mobile or unknown line, `PHONE_FIXED` a landline, `PHONE_SERVICE` a free or
shared-cost number. Telephone plans: libphonenumber. D312-1-3 (CRPA) and the IRVE schema ask for
generic contacts.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import phonenumbers
from stdnum.fr import siren, siret

from anonymisation.lexicon import first_names, surnames, words
from anonymisation.recognisers.base import CUE, LIKELY, WEAK, Hit, TextRecognizer
from anonymisation.recognisers.numbers import compact
from anonymisation.text import fold

_SPLIT = re.compile(r"[._+\-\d']+")


@cache
def _organisation_words() -> frozenset[str]:
    short = {"r", "av", "as", "es", "us", "sa", "sc", "ac", "rc", "fc", "tc", "cc", "ec", "la"}
    found = words("generic_mailboxes") | words("organisations") | words("places")
    return frozenset(word for word in found if word not in short)


@lru_cache(maxsize=16_384)
def functional(address: str) -> bool:
    """Whether a mailbox belongs to a service or an organisation rather than to a person."""
    mailbox, _, domain = fold(address).partition("@")
    parts = [part for part in _SPLIT.split(mailbox) if part]
    if not parts:
        return False
    if parts[0] in words("generic_mailboxes") or mailbox in words("generic_mailboxes"):
        return True
    if any(part in _organisation_words() for part in parts):
        return not _named(parts)
    host = domain.split(".")[0]
    if len(mailbox) >= 4 and (_squash(mailbox) == _squash(host) or mailbox in host.split("-")):
        return True
    return _compound(mailbox) and not _named(parts)


def _squash(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _named(parts: list[str]) -> bool:
    """A given name, or a surname, stands in the mailbox."""
    return any(part in first_names() or part in surnames() for part in parts if len(part) > 2)


def _compound(mailbox: str) -> bool:
    """A generic word glued to others: "mairiedelille", "secretariatgeneral", "clubjudo"."""
    return any(
        mailbox.startswith(word) for word in words("generic_mailboxes") if len(word) >= 6
    ) or mailbox.startswith(("asso", "mairie", "ecole", "club"))


class MailboxRecognizer(TextRecognizer):
    """E-mail addresses, after "[at]" was undone; a well-known provider may lack its ending."""

    ENTITIES = ("EMAIL", "EMAIL_FUNCTIONAL")
    NEEDS = ("@",)
    _EMAIL = re.compile(
        r"(?<![A-Za-z0-9À-ÿ._%+'\-])[A-Za-z0-9À-ÿ_%+][A-Za-z0-9À-ÿ._%+'\-]{0,63}\s?@\s?"
        r"(?:[A-Za-z0-9À-ÿ](?:[A-Za-z0-9À-ÿ\-]{0,62})(?:\.[A-Za-z0-9À-ÿ\-]{2,63}){1,5}"
        r"|(?i:gmail|hotmail|yahoo|outlook|wanadoo|orange|laposte|icloud)\b)"
        r"|\"[^\"@\n]{1,64}\"@[A-Za-z0-9À-ÿ\-]{1,63}(?:\.[A-Za-z0-9À-ÿ\-]{2,63}){1,5}"
    )

    def find(self, text: str) -> Iterator[Hit]:
        for match in self._EMAIL.finditer(text):
            address = match.group().replace(" ", "")
            entity = "EMAIL_FUNCTIONAL" if functional(address) else "EMAIL"
            yield Hit(entity, match.start(), match.end(), LIKELY)


#: Regions a table may mention besides its own country.
_NEIGHBOURS = {
    "FR": ("FR",),
    "BE": ("BE", "FR"),
    "ES": ("ES", "FR"),
    "SN": ("SN", "FR"),
    "EC": ("EC",),
    "LU": ("LU", "FR", "BE"),
    "CH": ("CH", "FR"),
}
_FIXED = {
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.VOIP,  # 09 in France: subscribers of a box, mostly bodies
}
_SERVICE = {
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.SHARED_COST,
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.UAN,
}


@lru_cache(maxsize=65_536)
def phone_entity(number: str, regions: tuple[str, ...]) -> str | None:
    """The entity type of a number as written, None when no plan knows it."""
    for region in regions:
        try:
            parsed = phonenumbers.parse(number, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            kind = phonenumbers.number_type(parsed)
            if kind in _SERVICE:
                return "PHONE_SERVICE"
            return "PHONE_FIXED" if kind in _FIXED else "PHONE"
    return None


class TelephoneRecognizer(TextRecognizer):
    """Telephone numbers of the table's country, and international forms of any."""

    ENTITIES = ("PHONE", "PHONE_FIXED", "PHONE_SERVICE")
    NEEDS = (
        r"(?:\+|00)\s?\(?[1-9]|(?:^|\W)\d{8,11}(?:\W|$)|\d[ .\-/()_]{1,3}\d{1,5}[ .\-/()_]{1,3}\d",
        r"(?:\d\D{0,3}){7}",
    )
    HEADER = re.compile(
        r"\b(?:tel\w*|telephones?|portable|mobile|gsm|phone|movil|celular|fijo|fax|contact\w*"
        r"|numero appel|whatsapp|telefonoa|expt tel|urgence)\b|\btel\d"
    )
    CUES = re.compile(
        r"(?:\b(?:tel\w*|telephone\w*|portable|mobile|gsm|phone|movil|celular|appel\w*|joign\w*|joindre"
        r"|joint|contact\w*|llamar|numero|rappel\w*|sms|whatsapp|fax|ligne|telefono|cel)\b|☎|📞)"
    )
    _INTERNATIONAL = re.compile(
        r"(?<![\w.+])(?:\+|00)\s?\(?[1-9]\d{0,2}\)?(?:[ .\-/]?\(?\d{1,5}\)?){2,8}(?![\w])"
    )
    _FRENCH = re.compile(
        r"(?<![\w+])(?<!\d[.,])\(?0\s?[1-9]\)?(?:([ .\-/_]{0,3})\d{2}(?:\1\d{2}){3}"
        r"|\d{2}([ .\-])\d{3}\2\d{3}|\d{2}([ .\-])\d{2}(?:\3\d{2}){2})(?![\w])"
    )
    _GROUPED = re.compile(r"(?<![\w+.,])\(?\d{2,4}\)?(?:[ .\-/]{1,2}\d{2,4}){2,4}(?![\w,])")
    _PLAIN = re.compile(r"(?<![\w+.,\-/])\d{8,11}(?![\w,\-/])")

    regions: tuple[str, ...] = ("FR",)

    def serve(self, country: str) -> None:
        super().serve(country)
        known = country in phonenumbers.SUPPORTED_REGIONS
        self.regions = _NEIGHBOURS.get(country, (country,) if known else ("FR",))

    def find(self, text: str) -> Iterator[Hit]:
        for pattern, base in (
            (self._INTERNATIONAL, LIKELY),
            (self._FRENCH, LIKELY),
            (self._GROUPED, 0.3),
            (self._PLAIN, WEAK),
        ):
            if pattern is self._FRENCH and "FR" not in self.regions:
                continue
            for match in pattern.finditer(text):
                hit = self._hit(text, match.start(), match.end(), base)
                if hit:
                    yield hit

    def _hit(self, text: str, start: int, end: int, base: float) -> Hit | None:
        found = text[start:end]
        if _part_of_register_number(text, start, end):
            return None
        entity = phone_entity(found, self.regions)
        if entity is None:
            cued = base >= LIKELY and self.cued(text, start)
            return Hit("PHONE", start, end, base) if cued else None
        score = base
        if found.isdigit() and base >= LIKELY and not _certain(text, found):
            score = 0.25
        if score < LIKELY and self.cued(text, start):
            score += CUE
        return Hit(entity, start, end, score)


def _certain(text: str, found: str) -> bool:
    """Digits in one run: sure for a mobile, or inside a sentence."""
    return found.startswith(("06", "07", "00")) or len(text) > len(found) + 3


_AROUND = re.compile(r"\d(?:[ .\-]?\d)*")


def _part_of_register_number(text: str, start: int, end: int) -> bool:
    """Whether the digits belong to a SIREN or SIRET, written with spaces."""
    offset = max(0, start - 20)
    for match in _AROUND.finditer(text, offset, end + 20):
        if match.start() > start:
            return False
        if match.end() >= end:
            digits = compact(match.group())
            if len(digits) == 14:
                return bool(siret.is_valid(digits))
            named = "siren" in fold(text[offset:start])
            return len(digits) == 9 and named and bool(siren.is_valid(digits))
    return False


__all__ = ["MailboxRecognizer", "TelephoneRecognizer", "functional", "phone_entity"]
