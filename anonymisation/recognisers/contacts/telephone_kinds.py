"""What kind of line a number is: a person's, a landline, a service's.

`PHONE` is a mobile or unknown line, `PHONE_FIXED` a landline, `PHONE_SERVICE` a free or
shared-cost number, or a landline that the words before it give to a service. Telephone plans:
libphonenumber.
"""

import re
from functools import lru_cache

import phonenumbers

from anonymisation.reading.text import fold
from anonymisation.recognisers.contacts.answering import of_reception, of_somebody_told
from anonymisation.recognisers.contacts.duty import of_duty
from anonymisation.recognisers.contacts.lines import beside_a_counter, line_of
from anonymisation.recognisers.contacts.telephone_plans import number_kind
from anonymisation.recognisers.persons.words.names import is_first_name

#: Regions a table may mention besides its own country, which comes first.
_FRENCH_TOO = ("BE", "ES", "SN", "TN", "MA", "LU", "CH", "DZ", "CI", "ML", "CM", "BJ", "TG")
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
_UNSURE = phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE
#: Countries whose numbers begin without 0: any group of digits may look like one.
NO_TRUNK = frozenset(
    {"ES", "SN", "TN", "MX", "LU", "CI", "BJ", "TG", "CM", "ML", "PT", "CO", "PE", "BF", "NE"}
)
#: Of these, those whose mobiles are recognised in one run of nine digits inside a sentence.
NINE = frozenset({"ES", "SN", "PE"})
#: A given name in brackets behind a line: whose it is.
_NAMED_BEHIND = re.compile(r"\s?,?\s?\([^\W\d_][^\W\d_'\-]{2,20}(?:-[^\W\d_]+)?\)")
#: How far a service's mailbox may stand from its telephone.
_NEAR = 80


def regions_of(country: str) -> tuple[str, ...]:
    """The telephone plans to read numbers of a country with (ISO 3166-1 alpha-2)."""
    if country not in phonenumbers.SUPPORTED_REGIONS:
        return ("FR",)
    return (country, "FR") if country in _FRENCH_TOO else (country,)


@lru_cache(maxsize=65_536)
def phone_entity(number: str, regions: tuple[str, ...]) -> str | None:
    """The entity type of a number as written, None when no plan knows it."""
    kind = _kind(number, regions)
    if kind is None:
        return "PHONE" if _pocket(number, regions[0]) else None
    if kind in _SERVICE:
        return "PHONE_SERVICE"
    return "PHONE_FIXED" if kind in _FIXED else "PHONE"


#: Mobiles by their length and first digits, whatever block their plan has opened by now.
_POCKET = {
    "BE": re.compile(r"04\d{8}"),
    "EC": re.compile(r"09\d{8}"),
    "ES": re.compile(r"[67]\d{8}"),
    "MA": re.compile(r"0[67]\d{8}"),
    "PE": re.compile(r"9\d{8}"),
    "SN": re.compile(r"7\d{8}"),
    "TN": re.compile(r"[2459]\d{7}"),
    "VN": re.compile(r"0[35789]\d{8}"),
}


def _pocket(number: str, country: str) -> bool:
    """Whether a number has the form of a country's mobiles."""
    form = _POCKET.get(country)
    return form is not None and bool(form.fullmatch(re.sub(r"[\s().\-/]", "", number)))


@lru_cache(maxsize=16_384)
def _kind(number: str, regions: tuple[str, ...]) -> int | None:
    for region in regions:
        kind = number_kind(number, region)
        if kind is not None:
            return kind
    return None


#: How landlines begin, whatever block their plan has opened by now.
_LANDLINE = {
    "BE": re.compile(r"0(?!4)\d{8}"),
    "EC": re.compile(r"0[2-7]\d{7}"),
    "ES": re.compile(r"[89]\d{8}"),
    "FR": re.compile(r"0[1-589]\d{8}"),
    "MA": re.compile(r"05\d{8}"),
    "SN": re.compile(r"33\d{7}"),
    "VN": re.compile(r"02\d{8,9}"),
}


def of_unplanned(text: str, start: int, end: int, country: str) -> str:
    """The entity type of a number that no plan knows: a service's where it is given as one."""
    form = _LANDLINE.get(country)
    digits = re.sub(r"\D", "", text[start:end])
    # A prefix between brackets is a landline's everywhere.
    if (form is not None and form.fullmatch(digits)) or text.startswith("(0", start):
        before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        return "PHONE_SERVICE" if beside_a_counter(before, after) else "PHONE"
    return on_duty(text, start, end)


#: Behind a number, that of a desk at its exchange: no home has one.
_EXTENSION = re.compile(
    r"(?i)\s?[,\-(]?\s?(?:ext(?:ensi[oó]n|\.)?|anexo|ramal|poste|interno|int\.|toestel"
    r"|máy lẻ|may le)"
    r"\s?:?\s?\d{1,5}(?!\d)"
)


def on_duty(text: str, start: int, end: int) -> str:
    """The entity type of a mobile: a service's where whoever is on duty has it."""
    duty = of_duty(text[max(0, start - _NEAR) : start], text[end : end + _NEAR])
    return "PHONE_SERVICE" if duty else "PHONE"


#: Words that make a number a mobile's, whatever the plan of the table's country says of it.
_MOBILE_SAID = re.compile(
    r"\b(?:celular|movil|telefono movil|portable|gsm|mobile|whatsapp|wsp|di dong|telemovel)"
    r"\W{0,3}(?:n[°o]?\W{0,2})?$"
)
_CHAT_BEHIND = re.compile(r"(?i)\s?\(?(?:whats?app|wsp|wpp)\b")


def _said_mobile(text: str, start: int, end: int) -> bool:
    before = fold(text[max(0, start - 30) : start])
    return bool(_MOBILE_SAID.search(before) or _CHAT_BEHIND.match(text, end))


def of_service(entity: str, text: str, start: int, found: str, regions: tuple[str, ...]) -> str:
    """A landline that the words just before it give to a service."""
    end = start + len(found)
    if entity == "PHONE" and on_duty(text, start, end) != entity:
        return "PHONE_SERVICE"
    if _EXTENSION.match(text, end):
        return "PHONE_SERVICE"
    mobile = entity == "PHONE" and _kind(found, regions) != _UNSURE
    if mobile or entity == "PHONE_SERVICE":
        return entity
    if entity == "PHONE_FIXED" and _said_mobile(text, start, end):
        return on_duty(text, start, end)
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _NAMED_BEHIND.match(after) and is_first_name(fold(after.strip(" ,(").partition(")")[0])):
        return "PHONE"
    if of_somebody_told(before):
        return "PHONE"
    if beside_a_counter(before, after) or of_reception(before, found):
        return "PHONE_SERVICE"
    return line_of(fold(before[-30:]), fold(after[:30])) or entity


__all__ = ["NINE", "NO_TRUNK", "of_service", "of_unplanned", "phone_entity", "regions_of"]
