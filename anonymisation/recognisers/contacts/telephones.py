"""Telephone numbers in texts and columns, told by how they are written and what stands around."""

import re
from collections.abc import Iterator

from anonymisation.reading.text import fold
from anonymisation.recognisers.base import CUE, LIKELY, WEAK, Hit, TextRecognizer, compact
from anonymisation.recognisers.conditions.patterns import Patterns
from anonymisation.recognisers.contacts import written
from anonymisation.recognisers.contacts.lines import behind_a_name
from anonymisation.recognisers.contacts.numbered import (
    CODES,
    called_so,
    enterprise,
    measured,
    numbered,
    registered,
)
from anonymisation.recognisers.contacts.references import grouped, paper, piece
from anonymisation.recognisers.contacts.telephone_kinds import (
    NINE,
    NO_TRUNK,
    of_service,
    of_unplanned,
    phone_entity,
    regions_of,
)

#: What a column is taken for that holds mailboxes, lines, accounts, plates, each as it comes.
OF_CONTACTS = "telephone immatriculation"
#: Digits in groups, which may number anything.
_GROUPS = 0.3
#: Where tables hold numbers of the Belgian register of enterprises.
_ENTERPRISING = ("BE", "FR", "LU")
#: Beyond doubt, even under the header of a code.
_CERTAIN = 0.9


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
        r"|joindre|joint|contact\w*|comunic\w*|marcar|marque|llam\w+|o al|numero|rappel\w*|sms"
        r"|whatsapp|wsp|wpp|fax|ligne"
        r"|telefono|telf|tlf|tfno|tlfno|cel|dien thoai|sdt|dt|lien he|goi|so may|di dong|hatif"
        r"|bel(?:len)?"
        r"|(?:orange|moov|mobile|airtel|mtn) (?:money|cash)|mobicash"
        r"|zalo|viber|fono|fixe|domicile|bureau|reach\w*|call|trucar|trucada|deitu|chamar|chame"
        r"|bellen|ligar|(?:ال)?(?:هاتف|جوال|موبايل|نقال|اتصال|محمول|بورتابل|واتساب|فاكس)(?:ي|ه|ها|نا|هم)?)\b|☎|📞|📱)"
    )
    #: How sure each pattern of the sieve is by itself.
    _BASES = (LIKELY, LIKELY, LIKELY, LIKELY, _GROUPS, _GROUPS, _GROUPS, WEAK)

    regions: tuple[str, ...] = ("FR",)

    def patterns(self, threshold: float) -> tuple[Patterns, Patterns]:
        """Groups and runs of digits need help where numbers begin with 0."""
        alone: Patterns = (written.INTERNATIONAL, written.TRUNK, written.TRUNK_RUN, written.SPELT)
        alone = (*alone, written.CODED, written.BRITISH, written.BESIDE)
        helped = (written.GROUPED, written.HALVES, written.PLAIN)
        if threshold <= _GROUPS or self.regions[0] in NO_TRUNK | NINE:
            return alone + helped, ()
        return (*alone, written.MOBILE_GROUPS, written.NINE_DIGITS), helped

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
        for match in written.BRITISH.finditer(text):
            yield Hit("PHONE", *match.span(), LIKELY)
        certain: set[tuple[int, int]] = set()
        for number, match in written.SIEVE.finditer(text):
            if any(one <= match.start() and match.end() <= end for one, end in certain):
                continue  # another pattern says nothing else of it, nor of a part
            hit = self._hit(text, match, self._BASES[number])
            if hit:
                if hit.score == _CERTAIN and match.re is not written.CODED:
                    certain.add(match.span())
                yield hit

    def _hit(self, text: str, match: re.Match[str], base: float) -> Hit | None:
        found, start, end = match.group(), *match.span()
        if registered(fold(text[max(0, start - 30) : start])) or paper(text, start, end):
            return None
        if (
            written.DATES.match(found)
            or grouped(text, start, found)
            or piece(text, start, end)
            or (self.country in _ENTERPRISING and enterprise(found))
            or (
                not written.ABROAD.match(found)
                and written.part_of_register_number(text, start, end)
            )
        ):
            return None
        entity = phone_entity(written.readable(found, match.re is written.CODED), self.regions)
        if entity is None:
            hit = self._unplanned(text, match, base)
            if hit is None or hit.entity != "PHONE":
                return hit
            return hit._replace(entity=of_unplanned(text, start, end, self.regions[0]))
        score = self._score(text, found, match, base)
        if score < LIKELY and self.cued(text, start):
            score += CUE
        elif score > 0 and _of_somebody(text, match):
            score = _CERTAIN if score >= LIKELY else score + CUE
        return Hit(of_service(entity, text, start, found, self.regions), start, end, score)

    def _unplanned(self, text: str, match: re.Match[str], base: float) -> Hit | None:
        """Shaped like a telephone beyond doubt, though no plan knows the number."""
        found = written.zeroed(match.group())
        digits = sum(char.isdigit() for char in found)
        french = "FR" in self.regions
        if french and written.OVERSEAS_LINE.fullmatch(compact(found).strip("()")):
            kind = of_service("PHONE_FIXED", text, match.start(), found, self.regions)
            return Hit(kind, *match.span(), LIKELY)
        abroad = found.lstrip("(").startswith("+") or written.ABROAD.match(found.lstrip("("))
        sure = (abroad and 9 <= digits <= 15) or (
            french and digits == 10 and written.MOBILE.fullmatch(found)
        )
        if sure:
            return Hit("PHONE", *match.span(), _CERTAIN)
        cut = french and (
            written.CUT_MOBILE.fullmatch(found) or written.CODED_MOBILE.fullmatch(found)
        )
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
        found = written.zeroed(match.group())
        if "FR" in self.regions and (
            written.OVERSEAS.fullmatch(compact(found)) or written.left_out(text, match.group())
        ):
            return Hit("PHONE", *match.span(), 0.4)
        said = written.SAID.search(before) or (not found.isdigit() and _of_somebody(text, match))
        return Hit("PHONE", *match.span(), LIKELY if said else WEAK)

    def _score(self, text: str, found: str, match: re.Match[str], base: float) -> float:
        start, end = match.span()
        before = fold(text[max(0, start - 40) : start]) + "(" * found.startswith("(")
        if found.lstrip("(").startswith("+"):
            return _CERTAIN
        if called_so(before):
            return WEAK / 2 - CUE
        if self.regions == ("FR",) and written.MOBILE.fullmatch(found):
            return _CERTAIN
        unparted = found.isalnum()
        if (base < LIKELY and measured(text, end)) or (
            (base < LIKELY or unparted) and numbered(before)
        ):
            return WEAK / 2 - CUE
        own = self.regions[0]
        if match.re is written.TRUNK_RUN and not _certain(text, found, own):
            return 0.25
        if match.re is written.CODED:
            french = "FR" in self.regions and written.CODED_MOBILE.fullmatch(found)
            return base if found.isdigit() and not french else 0.45
        return self._bare(text, match, base)

    def _bare(self, text: str, match: re.Match[str], base: float) -> float:
        """How sure digits are that begin with neither a 0 nor a country's code."""
        found, own = match.group(), self.regions[0]
        if "FR" in self.regions and written.left_out(text, found):
            return 0.4
        if match.re in (written.GROUPED, written.HALVES) and own in NO_TRUNK:
            return 0.45 if phone_entity(found, (own,)) else base
        if match.re is not written.PLAIN or phone_entity(found, (own,)) != "PHONE":
            return base
        aside = own in ("TN", "MX") and written.ASIDE.search(text[: match.start()])
        run = own in NINE and len(found) == 9 and len(text) > len(found) + 3
        at = own in NO_TRUNK and written.AT.search(text[max(0, match.start() - 8) : match.start()])
        return 0.4 if aside or run or at else base


def _certain(text: str, found: str, country: str) -> bool:
    """Digits in one run: sure for a mobile, or inside a sentence."""
    digits = re.sub(r"\D", "", found)
    mobile = phone_entity(digits, (country,)) == "PHONE" or digits.startswith(("06", "07"))
    return mobile or len(text) > len(found) + 3


#: Eight digits as they are read out, in groups alike.
_EIGHT = re.compile(r"[2-9]\d(?:([ .\-])\d{2}\1\d{2}\1\d{2}|([ .\-])\d{3}\2\d{3})")


def _of_somebody(text: str, match: re.Match[str]) -> bool:
    """Whether nine or ten digits, or eight in groups, stand right behind a person's name."""
    found = match.group()
    digits = sum(char.isdigit() for char in found)
    grouped = digits == 8 and _EIGHT.fullmatch(found.strip("()")) is not None
    before = text[max(0, match.start() - 50) : match.start()]
    return (grouped or digits in (9, 10)) and behind_a_name(before)


__all__ = ["OF_CONTACTS", "TelephoneRecognizer"]
