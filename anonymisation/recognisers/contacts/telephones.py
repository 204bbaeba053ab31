"""Telephone numbers, told apart: a person's line, a landline, a service's.

`PHONE` is a mobile or unknown line, `PHONE_FIXED` a landline, `PHONE_SERVICE` a free or
shared-cost number, or a landline that the words before it give to a service. Telephone plans:
libphonenumber.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers
from stdnum.fr import siren, siret

from anonymisation.reading.text import fold
from anonymisation.recognisers.base import (
    CUE,
    LIKELY,
    WEAK,
    Hit,
    TextRecognizer,
    compact,
)
from anonymisation.recognisers.conditions.patterns import Patterns
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.contacts.lines import behind_a_name, beside_a_counter, line_of
from anonymisation.recognisers.contacts.numbered import (
    CODES,
    enterprise,
    measured,
    numbered,
    registered,
)
from anonymisation.recognisers.contacts.telephone_plans import number_kind

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
_NO_TRUNK = frozenset({"ES", "SN", "TN", "MX", "LU", "CI", "BJ", "TG", "CM", "ML", "PT", "CO"})
#: Of these, those whose mobiles are recognised in one run of nine digits inside a sentence.
_NINE = frozenset({"ES", "SN"})


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
        return None
    if kind in _SERVICE:
        return "PHONE_SERVICE"
    return "PHONE_FIXED" if kind in _FIXED else "PHONE"


@lru_cache(maxsize=16_384)
def _kind(number: str, regions: tuple[str, ...]) -> int | None:
    for region in regions:
        kind = number_kind(number, region)
        if kind is not None:
            return kind
    return None


#: What a column is taken for that holds mailboxes, lines, accounts, plates, each as it comes.
OF_CONTACTS = "telephone immatriculation"
#: Digits in groups, which may number anything.
_GROUPS = 0.3
#: Beyond doubt, even under the header of a code.
_CERTAIN = 0.9
_EDGE = r"(?:(?<![\w+.,])|(?<=[Tt]el)|(?<=[Tt]él)|(?<=TEL)|(?<=[Mm]ob)|(?<=gsm)|(?<=GSM)|(?<=cel))"
_END = r"(?![\w])(?![,/.]\d)"


class TelephoneRecognizer(TextRecognizer):
    """Telephone numbers of the table's country, and international forms of any."""

    ENTITIES = ("PHONE", "PHONE_FIXED", "PHONE_SERVICE")
    HEADER = re.compile(
        r"\b(?:tel\w*|telephones?|portable|mobile|gsm|phone|movil|celular|fijo|fax|contact\w*"
        r"|numero appel|whatsapp|telefonoa|expt tel|urgence|dien thoai|sdt|di dong|hatif|jawal"
        r"|telemovel|num\w* tel\w*)\b|\btel\d"
    )
    AGAINST = CODES
    CUES = re.compile(
        r"(?:\b(?:tel\w*|telephone\w*|portable|port|mobile|mob|gsm|phone|movil|celular|appel\w*"
        r"|joign\w*|contest\w*|repond\w*|answer\w*"
        r"|joindre|joint|contact\w*|comunic\w*|marcar|marque|llamar|llame\w*|numero|rappel\w*|sms|whatsapp|wsp|wpp|fax|ligne"
        r"|telefono|telf|tlf|tfno|tlfno|cel|dien thoai|sdt|dt|lien he|goi|so may|di dong|hatif"
        r"|bel(?:len)?"
        r"|zalo|viber|fono|fixe|domicile|bureau|reach\w*|call)\b|☎|📞|📱)"
    )
    _INTERNATIONAL = re.compile(
        r"(?:(?<![\w.+])|(?<=[Tt]el)|(?<=TEL))\(?(?:\+|00)\s?\(?[1-9]\d{0,2}\)?"
        r"(?:[ .\-/]{0,2}\(?\d{1,12}\)?){1,8}(?![\w])"
    )
    _TRUNK = re.compile(
        rf"(?=[(0]){_EDGE}(?<!\d[.,])\(?0\s?\d{{1,3}}\)?"
        r"(?:[ .\-/_]{1,3}\d{2,4}){2,4}(?![\w])"
    )
    _TRUNK_RUN = re.compile(rf"(?=[(0]){_EDGE}\(?0\d{{1,3}}\)?[ .\-/]{{0,2}}\d{{6,8}}{_END}")
    _CODED = re.compile(
        rf"{_EDGE}(?<!\d-)(?:33|32|34|221|216|212|213|593|52"
        rf"|84)[ .\-]?(?:\(0\))?(?:[ .\-]?\d){{8,10}}{_END}"
    )
    _GROUPED = re.compile(rf"(?<![\w+.,])\(?\d{{1,4}}\)?(?:[ .\-/]{{1,2}}\d{{2,4}}){{2,4}}{_END}")
    _HALVES = re.compile(rf"(?<![\w+.,])\(?\d{{2,3}}\)?[ .\-]\d{{6,7}}{_END}")
    #: Written to be read by people only: "0 6 1 2 …", "06123 45678", the letter O for 0.
    _SPELT = re.compile(
        r"(?=[0Oo])(?:(?<![\w+.,])0(?:[ .\-_]{1,2}\d){9}(?![\w])(?! ?[ .\-_]\d)"
        r"|(?<![\w+.,])0[1-9]\d{3}[ .\-]\d{5}(?!\w)"
        r"|(?<![\w+.,])[0Oo][1-9][ .\-]?(?=[\dOo .\-]*[Oo]|[\d .\-]*$)"
        r"(?:[\dOo][ .\-]?){7}[\dOo](?!\w)"
        r"|(?<![\w+.,])[Oo][1-9](?:[ .\-]?[\dOo]){8}(?!\w)"
        r"|(?<![\w+.,:|*;])0[67](?P<bar>[:|*=~]|[,;] ?)\d{2}(?:(?P=bar)\d{2}){3}"
        r"(?![\w:|*=~])(?!,\d)"
        r"|(?<![\w+.,])[Oo0][67][ .\-]?(?=[\dOo .\-]{0,12}[Il])(?:[\dOoIl][ .\-]?){7}[\dOoIl](?!\w)"
        r"|(?<![\w+.,])0[67](?=[ .\-])(?![ .\-]\d\d[ .\-](?:19|20)\d\d)"
        r"(?:[ .\-]{0,2}\d){8}(?!\w)(?! ?[.\-]?\d))"
    )
    _PLAIN = re.compile(rf"(?<![\w+.,\-/])\d{{8,11}}{_END}(?!-)")
    _MOBILE = re.compile(r"\(?0[67]\)?(?:[ .\-/_:|]{1,3}\d{2,5}){1,4}")
    #: Cut anywhere: a mobile unless the header says that it numbers something else.
    _CUT_MOBILE = re.compile(
        r"\(?0[67]\)?(?=[^\n]*[ .\-/_:|])(?:[ .\-/_:|]{0,3}\d){8}"
        r"|0[ .\-_]{1,2}[67](?:[ .\-_]{1,2}\d){8}"
    )
    #: With the country's code and without the plus sign.
    _CODED_MOBILE = re.compile(r"33[ .\-]?(?:\(0\))?[67](?:[ .\-]?\d){8}")
    _DATES = re.compile(
        r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d{2}(?!\d)"
        r"|(?:19|20)\d{2}[/.\-](?:0[1-9]|1[0-2])[/.\-](?:0[1-9]|[12]\d|3[01])(?!\d)"
    )

    #: What `_GROUPED` finds and `_MOBILE` makes certain.
    _MOBILE_GROUPS = re.compile(r"(?<![\w+.,])\(?0[67]\)?(?:[ .\-/]{1,2}\d{2,4}){2}")

    #: What `_left_out` takes for a mobile.
    _NINE_DIGITS = re.compile(
        r"(?<![\w+.,])[67](?:\d{8}|(?:[ .\-]\d{2}){4}|\d{2}(?:[ .\-]\d{3}){2})(?![\w])"
    )

    _SIEVE = Sieve(_INTERNATIONAL, _TRUNK, _TRUNK_RUN, _SPELT, _CODED, _GROUPED, _HALVES, _PLAIN)
    #: How sure each of these is by itself.
    _BASES = (LIKELY, LIKELY, LIKELY, LIKELY, _GROUPS, _GROUPS, _GROUPS, WEAK)

    regions: tuple[str, ...] = ("FR",)

    #: A mobile of the United Kingdom, as people group it there.
    _BRITISH = re.compile(r"(?<![\w+.,])07\d{3}[ \-]\d{6}(?![\w])(?![.,]\d)")

    #: Right behind a capitalised word, as a name is.
    _BESIDE = re.compile(
        r"[A-ZÀ-Ý][^\W\d_]+\.?\s?[,;:(/–—\-]?\s?\(?[2-9](?:[ .\-]{0,2}\d){8,9}(?!\d)"
    )

    def patterns(self, threshold: float) -> tuple[Patterns, Patterns]:
        """Groups and runs of digits need help where numbers begin with 0."""
        alone: Patterns = (self._INTERNATIONAL, self._TRUNK, self._TRUNK_RUN, self._SPELT)
        alone = (*alone, self._CODED, self._BRITISH, self._BESIDE)
        helped = (self._GROUPED, self._HALVES, self._PLAIN)
        if threshold <= _GROUPS or self.regions[0] in _NO_TRUNK | _NINE:
            return alone + helped, ()
        return (*alone, self._MOBILE_GROUPS, self._NINE_DIGITS), helped

    def serve(self, country: str) -> None:
        super().serve(country)
        self.regions = regions_of(country)

    def hits(self, text: str, context: tuple[str, ...]) -> list[Hit]:
        """Landlines are somebody's in a column of whatever people are reached by."""
        found = super().hits(text, context)
        if OF_CONTACTS not in context:
            return found
        return [one._replace(entity="PHONE") for one in found]

    def find(self, text: str) -> Iterator[Hit]:
        for match in self._BRITISH.finditer(text):
            yield Hit("PHONE", *match.span(), LIKELY)
        certain: set[tuple[int, int]] = set()
        for number, match in self._SIEVE.finditer(text):
            if match.span() in certain:
                continue  # another pattern says nothing else of it
            hit = self._hit(text, match, self._BASES[number])
            if hit:
                if hit.score == _CERTAIN and match.re is not self._CODED:
                    certain.add(match.span())
                yield hit

    def _hit(self, text: str, match: re.Match[str], base: float) -> Hit | None:
        found, start, end = match.group(), *match.span()
        if registered(fold(text[max(0, start - 30) : start])):
            return None
        if (
            self._DATES.match(found)
            or enterprise(found)
            or _part_of_register_number(text, start, end)
        ):
            return None
        entity = phone_entity(_readable(found, match.re is self._CODED), self.regions)
        if entity is None:
            return self._unplanned(text, match, base)
        score = self._score(text, found, match, base)
        if score < LIKELY and self.cued(text, start):
            score += CUE
        elif score > 0 and _of_somebody(text, match):
            score = _CERTAIN if score >= LIKELY else score + CUE
        return Hit(_of_service(entity, text, start, found, self.regions), start, end, score)

    def _unplanned(self, text: str, match: re.Match[str], base: float) -> Hit | None:
        """Shaped like a telephone beyond doubt, though no plan knows the number."""
        found = _zeroed(match.group())
        digits = sum(char.isdigit() for char in found)
        french = "FR" in self.regions
        if french and _OVERSEAS_LINE.fullmatch(compact(found)):
            kind = _of_service("PHONE_FIXED", text, match.start(), found, self.regions)
            return Hit(kind, *match.span(), LIKELY)
        sure = (found.lstrip("(").startswith("+") and 9 <= digits <= 15) or (
            french and digits == 10 and self._MOBILE.fullmatch(found)
        )
        if sure:
            return Hit("PHONE", *match.span(), _CERTAIN)
        cut = french and (self._CUT_MOBILE.fullmatch(found) or self._CODED_MOBILE.fullmatch(found))
        if cut or (base >= LIKELY and 8 <= digits <= 14 and self.cued(text, match.start())):
            return Hit("PHONE", *match.span(), LIKELY)
        return self._beyond(text, match, digits)

    def _beyond(self, text: str, match: re.Match[str], digits: int) -> Hit | None:
        """A number of no plan that is a mobile of France overseas, or said to be a telephone.

        Plans change, and the overseas departments have theirs; the words before a number, or its
        column's header, say what it is as well.
        """
        before = fold(text[max(0, match.start() - 40) : match.start()])
        if not 8 <= digits <= 13 or numbered(before) or measured(text, match.end()):
            return None
        found = _zeroed(match.group())
        if "FR" in self.regions and (
            _OVERSEAS.fullmatch(compact(found)) or _left_out(text, match.group())
        ):
            return Hit("PHONE", *match.span(), 0.4)
        said = _SAID.search(before) or (not found.isdigit() and _of_somebody(text, match))
        return Hit("PHONE", *match.span(), LIKELY if said else WEAK)

    def _score(self, text: str, found: str, match: re.Match[str], base: float) -> float:
        start, end = match.span()
        before = fold(text[max(0, start - 40) : start])
        if found.lstrip("(").startswith("+") or (
            self.regions == ("FR",) and self._MOBILE.fullmatch(found)
        ):
            return _CERTAIN
        unparted = found.isalnum()
        if (base < LIKELY and measured(text, end)) or (
            (base < LIKELY or unparted) and numbered(before)
        ):
            return WEAK / 2 - CUE
        own = self.regions[0]
        if match.re is self._TRUNK_RUN and not _certain(text, found, own):
            return 0.25
        if match.re is self._CODED:
            french = "FR" in self.regions and self._CODED_MOBILE.fullmatch(found)
            return base if found.isdigit() and not french else 0.45
        return self._bare(text, match, base)

    def _bare(self, text: str, match: re.Match[str], base: float) -> float:
        """How sure digits are that begin with neither a 0 nor a country's code."""
        found, own = match.group(), self.regions[0]
        if "FR" in self.regions and _left_out(text, found):
            return 0.4
        if match.re in (self._GROUPED, self._HALVES) and own in _NO_TRUNK:
            return 0.45 if phone_entity(found, (own,)) else base
        if match.re is not self._PLAIN or phone_entity(found, (own,)) != "PHONE":
            return base
        aside = own == "TN" and _ASIDE.search(text[: match.start()])
        run = own in _NINE and len(found) == 9 and len(text) > len(found) + 3
        return 0.4 if aside or run else base


#: Landlines of La Réunion, Mayotte, Guadeloupe, Guyane, Martinique, Saint-Pierre-et-Miquelon, each
#: with a plan of its own in libphonenumber.
_OVERSEAS_LINE = re.compile(r"0(?:26[239]|59[046]|508)\d{6}")
#: A mobile number of France and its overseas departments, whoever holds the block today.
_OVERSEAS = re.compile(r"(?:0033|\+33|0)[67]\d{8}")
#: Words right before a number that say what it is.
_SAID = re.compile(
    r"(?:\b(?:tel\w*|portable|port|mobile|mob|gsm|phone|movil|celular|cel|whatsapp|wsp|wpp|zalo|viber"
    r"|telefono|telf|tlf|tfno|fono|sdt|dt|dien thoai|goi|lien he|hatif|sms|fax"
    r"|joignable|rappeler|appeler|llamar|bel)\b|☎|📞|📱)\W*(?:\w{1,3}\W+)?$"
)
#: A French mobile without its first 0, as spreadsheets leave it.
_LEFT_OUT = re.compile(r"[67]\d{8}|[67](?:[ .\-]\d{2}){4}|[67]\d{2}(?:[ .\-]\d{3}){2}")


def _left_out(text: str, found: str) -> bool:
    """Whether a number in a sentence, or beside another value, is a mobile without its first 0.

    One number in ten has a SIREN's key, as all of those have.
    """
    if not _LEFT_OUT.fullmatch(found) or siren.is_valid(compact(found)):
        return False
    return any(map(str.isalpha, text.replace(found, "", 1)))


#: Set apart in a sentence, after a dash or in brackets.
_ASIDE = re.compile(r"\w\W*[–—\-(,:]\s?$")


#: Letters that stand for digits in a number read from a form.
_TYPED = str.maketrans("OoIl", "0011")


def _zeroed(found: str) -> str:
    """A number with the digit 0 where somebody wrote the letter."""
    return found.translate(_TYPED)


def _readable(found: str, coded: bool) -> str:
    """A number as libphonenumber reads it: "(0)" after a country's code says nothing."""
    plain = re.sub(r"[_,;*|=~:]", " ", _zeroed(found)).replace("(0)", "")
    return f"+{plain}" if coded else plain


def _certain(text: str, found: str, country: str) -> bool:
    """Digits in one run: sure for a mobile, or inside a sentence."""
    digits = re.sub(r"\D", "", found)
    mobile = phone_entity(digits, (country,)) == "PHONE" or digits.startswith(("06", "07"))
    return mobile or len(text) > len(found) + 3


def _of_service(entity: str, text: str, start: int, found: str, regions: tuple[str, ...]) -> str:
    """A landline that the words just before it give to a service."""
    end = start + len(found)
    if entity == "PHONE" and _kind(found, regions) != _UNSURE:
        return entity
    if entity == "PHONE_SERVICE":
        return entity
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if beside_a_counter(before, after):
        return "PHONE_SERVICE"
    return line_of(fold(before[-30:]), fold(after[:30])) or entity


def _of_somebody(text: str, match: re.Match[str]) -> bool:
    """Whether nine or ten digits stand right behind a person's name."""
    digits = sum(char.isdigit() for char in match.group())
    return digits in (9, 10) and behind_a_name(text[max(0, match.start() - 50) : match.start()])


#: How far a service's mailbox may stand from its telephone.
_NEAR = 80

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


__all__ = ["OF_CONTACTS", "TelephoneRecognizer", "phone_entity", "regions_of"]
