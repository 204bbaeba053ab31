"""Direct identifiers as they can be read in a cell: shapes of their own, apart from detection's.

Every check digit, and the raw shapes that are nothing else. Stricter where a shape alone is proof,
blind where only a header or a cue would tell.
"""

import re
from collections.abc import Callable, Iterator

import phonenumbers
from stdnum import iban, luhn
from stdnum.be import nn
from stdnum.ec import ci
from stdnum.es import ccc, dni, nie
from stdnum.fr import nir
from stdnum.mx import curp, rfc

from anonymisation.reading.text import fold
from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.contacts.duty import of_duty
from anonymisation.recognisers.contacts.mailboxes import functional
from anonymisation.recognisers.contacts.numbered import numbered
from anonymisation.recognisers.contacts.references import coded
from anonymisation.recognisers.identifiers.bank import of_account, public
from anonymisation.recognisers.identifiers.vehicles import of_fleet

_COMPACT = re.compile(r"[\s.\-/_]")
_EMAIL = re.compile(
    r"(?<![\w.+'\-])[\w.+'\-]{1,64}\s?(?:@|%40)\s?[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}"
    r"|[\w.+'\-]{64}@[\w\-]{1,63}\."
)
_NIR = re.compile(
    r"(?<!\w)(?<!\d[.,])[1-478](?:[ .\-/_]?\d){4}[ .\-/_]?(?:\d|2[ABab]"
    r"|\d[ABab])(?:[ .\-/_]?[\dABab]){9,10}(?!\w)"
)
_NIR_GROUPS = re.compile(
    r"(?<!\w)(?<!\d[.,])[12][ .]\d{2}[ .](?:0[1-9]|1[0-2])[ .](?:\d{2}"
    r"|2[ABab])[ .]\d{3}[ .]\d{3}(?!\w)"
)
_IBAN = re.compile(
    r"(?<!\w)[A-Z]{2}\d{2}(?:[ \-]?[A-Z0-9]{4}){2,7}(?:[ \-]?[A-Z0-9]{1,3})?(?!\w)", re.IGNORECASE
)
_CCC = re.compile(r"(?<!\w)\d{4}[ \-]\d{4}[ \-]\d{2}[ \-]\d{10}(?!\w)")
_CARD = re.compile(r"(?<!\w)(?:4\d{3}|5[1-5]\d{2})([ \-])\d{4}\1\d{4}\1\d{4}(?!\w)")
_MOBILE = re.compile(
    r"(?<![\w.])(?:\+33[ .]?|0033[ .]?|0)[67](?P<s>[ .\-])\d{2}(?:(?P=s)\d{2}){3}(?!\w)"
)
_ABROAD = re.compile(r"(?<![\w.+])(?:\+|00)[1-9]\d{0,2}(?:[ .\-]?\d{1,4}){2,6}(?!\w)")
_BELGIAN = re.compile(r"(?<!\w)\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?!\w)")
_DNI = re.compile(r"(?<!\w)(?:\d{8} ?[.\-] ?[A-Za-z]|\d{1,2}\.\d{3}\.\d{3}[ \-]?[A-Za-z])(?!\w)")
_NIE = re.compile(r"(?<!\w)[XYZxyz][ \-.]?\d{7}[ \-.]?[A-Za-z](?!\w)")
_CEDULA = re.compile(r"(?<![\w\-])\d{9}-\d(?![\w\-])")
_CURP = re.compile(r"(?<!\w)[A-Za-z]{4}\d{6}[HMXhmx][A-Za-z]{5}[A-Za-z0-9]\d(?!\w)")
_RFC = re.compile(r"(?<!\w)[A-Za-zÑñ&]{4}\d{6}[A-Za-z0-9]{3}(?!\w)")
_SIV = re.compile(r"(?<![\w-])[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}(?![\w-])")
_MAC = re.compile(r"(?<![\w:])[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}(?![\w:])")
_CHAT = re.compile(r"(?i)wa\.me/\+?\d{8,15}|facebook\.com/profile\.php\?id=\d{5,}")


def _bare(found: str) -> str:
    return _COMPACT.sub("", found).upper()


def _personal_mailbox(found: str) -> bool:
    return not functional(re.sub(r"\s", "", found).replace("%40", "@"))


def _valid_nir(found: str) -> bool:
    number = _bare(found)
    return len(number) == 15 and bool(nir.is_valid(number))


def _valid_iban(found: str) -> bool:
    return bool(iban.is_valid(_bare(found), check_country=False))


def _mobile_abroad(found: str) -> bool:
    try:
        number = phonenumbers.parse(f"+{re.sub(r'[^0-9]', '', found).lstrip('0')}")
    except phonenumbers.NumberParseException:
        return False
    mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    return mobile and phonenumbers.is_valid_number(number)


def _always(_found: str) -> bool:
    return True


#: Entity type, shape, and what tells a real one from a look-alike.
_CHECKS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("EMAIL", _EMAIL, _personal_mailbox),
    ("NIR", _NIR, _valid_nir),
    ("NIR", _NIR_GROUPS, _always),
    ("IBAN", _IBAN, _valid_iban),
    ("IBAN", _CCC, lambda found: bool(ccc.is_valid(_bare(found)))),
    ("CARD", _CARD, lambda found: bool(luhn.is_valid(_bare(found)))),
    ("PHONE", _MOBILE, _always),
    ("PHONE", _ABROAD, _mobile_abroad),
    ("BE_NRN", _BELGIAN, lambda found: bool(nn.is_valid(_bare(found)))),
    ("ES_NIF", _DNI, lambda found: bool(dni.is_valid(_bare(found).replace(" ", "").zfill(9)))),
    ("ES_NIF", _NIE, lambda found: bool(nie.is_valid(_bare(found)))),
    ("EC_CEDULA", _CEDULA, lambda found: bool(ci.is_valid(_bare(found)))),
    ("MX_CURP", _CURP, lambda found: bool(curp.is_valid(found.upper()))),
    ("MX_RFC", _RFC, lambda found: bool(rfc.is_valid(found, validate_check_digits=True))),
    ("LICENSE_PLATE", _SIV, _always),
    ("MAC_ADDRESS", _MAC, _always),
    ("HANDLE", _CHAT, _always),
)


#: What every normal form with a residue matches: a first look at whole columns (Rust syntax).
ANY = loosened(tuple(shape for _, shape, _ in _CHECKS))

#: Words of things numbered like a vehicle.
_NUMBERED = re.compile(
    r"\b(?:lot|march[eé]|r[eé]f|r[eé]f[eé]rence|article|mod[eè]le|armoire|dossier|code|c[oó]digo"
    r"|expediente|commande|produit|borne|section|parcelle|bon|devis|facture)\W*(?:n[°o]?\W*)?$",
    re.IGNORECASE,
)


#: How far around a telephone its duty is told.
_NEAR = 80


def _is_thing(entity: str, text: str, start: int, end: int) -> bool:
    """Whether the words around a shape make it a thing's or a public body's."""
    if entity == "IBAN":
        return public(text, start)
    if entity == "CARD":
        return of_account(text, start)
    if entity == "NIR":
        slip = not _valid_nir(text[start:end]) and numbered(fold(text[max(0, start - 40) : start]))
        return slip or coded(text, start, end)
    if entity == "PHONE":
        return of_duty(text[max(0, start - _NEAR) : start], text[end : end + _NEAR])
    if entity != "LICENSE_PLATE":
        return False
    return bool(_NUMBERED.search(text[max(0, start - 20) : start])) or of_fleet(text, start, end)


def readable(text: str) -> Iterator[str]:
    """Entity types of direct identifiers that can be read in a text, each once."""
    seen = set()
    for entity, shape, real in _CHECKS:
        if entity not in seen and any(
            real(found.group()) and not _is_thing(entity, text, *found.span())
            for found in shape.finditer(text)
        ):
            seen.add(entity)
            yield entity


__all__ = ["ANY", "readable"]
