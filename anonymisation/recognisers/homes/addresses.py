"""Postal addresses: a number with a street, in the word orders of the partner cities.

`ADDRESS` has signs of a home around it (domicile, residing at, flat number); `ADDRESS_PUBLIC` has
none: works, equipment, a shop. Which of the two a table publishes is the policy's matter.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from anonymisation.reading.text import fold
from anonymisation.recognisers.base import LIKELY, REACH, Hit, TextRecognizer
from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.conditions.screen import Conditions
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.homes.dwellings import PATTERNS as DWELLINGS
from anonymisation.recognisers.homes.dwellings import dwellings
from anonymisation.recognisers.homes.numbering import MONTHS, counted
from anonymisation.recognisers.homes.streets import CLOSED, FRENCH, HISPANIC, street_name_end
from anonymisation.recognisers.homes.surroundings import HOME, SEAT, behind, seated, signed

_SUFFIX = r"(?:\s?(?:bis|ter|quater)\b|\s?[A-Da-d]\b)?"
_UNIT = (
    r"(?:appartement|appart|appt?|apt|apto|b[aâ]t(?:iment)?|bloc|bloque|imm(?:euble)?"
    r"|esc(?:alier|alera)?|porte"
    r"|[eé]tage|logement|piso|planta|puerta|pta|dpto|departamento|depto|bo[iî]te|bte|bus|lote"
    r"|lot|edificio|edif"
    r"|torre|int(?:erior)?|casa|mz|hall|entr[eé]e)"
)
_COMPLEMENT = (
    rf"(?:\s*[,\-–/]?\s*\(?{_UNIT}\b\.?\s*(?:n[°º]\s*)?(?:[A-Z]{{0,2}}\d{{1,4}}[A-Za-z]?"
    rf"|[A-Z]{{1,2}})\b\)?"
    r"|\s*[,\-–]?\s*\d{1,2}\s?(?:[eè]me|er|[ºª°eoa]|\.)\s?[\-,]?\s*(?:[eé]tage|gauche|droite"
    r"|[A-Z]\b|iz[dq]\w*\.?|dcha?\w*\.?|drch\w*"
    r"|ezk\w*\.?|esk\w*\.?|piso|puerta)"
    r"|\s*[,\-–]?\s*\d{1,2}\s?(?:[rntèéeº°ªoa]|er)\.?\s?[\-,]?\s?\d{1,2}\s?[aªrº]\b"
    r"|\s*,?\s*(?:rez[- ]de[- ]chauss[eé]e|rdc\b|bajo\b|planta baja|entresuelo)"
    r"|\s*[,]?\s*\d{1,2}\s?[\-ºª°]\s?[A-D]\b|\s?/\s?\d{1,3}[A-Z]?\b(?!/))"
)

#: Where people give two streets rather than a number.
_CROSSINGS = frozenset({"EC", "MX", "SN"})
_TWO_NAMES = re.compile(r"[^\W\d_]\s(?:y|e)\s(?:[A-Z]\w*\.?\s)?[A-ZÀ-Ý]")
#: The first Saturday, the second quarter: no house's number, told behind the place.
_NTH = (
    r"(?i:er|[eèé]re|[eèé]me|e|nde?)\s+(?i:lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?"
    r"|dimanches?|week-?ends?|semaines?|quinzaines?|mois|trimestres?|semestres?|jours?|[ée]ditions?"
    r"|janv|f[ée]v|mars|avril|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)"
)
#: A right over land is no way: "servitude de passage".
_RIGHT = re.compile(r"(?i)(?:servitude|droit)s? de\s$")


class AddressRecognizer(TextRecognizer):
    """A street with its number, or a dwelling in a district."""

    ENTITIES = ("ADDRESS", "ADDRESS_PUBLIC")
    NUMBERS_ALIKE = True
    _NUMBER_FIRST = re.compile(
        rf"(?i)(?<![\w/.])(?<!\d-)\d{{1,4}}{_SUFFIX}(?:\s?(?:[-/à]"
        rf"|et)\s?\d{{1,4}}{_SUFFIX})?\s*,?\s*"
        rf"(?:(?:de\s+la|de\s+l'|du|des|de)\s+)?{FRENCH}(?=[\s'])"
    )
    _STREET_FIRST = re.compile(rf"(?i)(?<![\w\-])(?:{FRENCH}(?=\s)|{HISPANIC}(?=[\s/]|(?<=[/.])))")
    #: The same without look-arounds inside: an abbreviation may touch what follows.
    _WAY = re.compile(rf"(?i)(?<![\w\-])(?:{FRENCH}(?=\s)|{HISPANIC}(?=[\s/])|[^\W\d_]{{1,5}}[/.])")
    _TAIL = re.compile(
        r"\s*,?\s*(?:\(?(?i:n\.?[°ºo]?\.?|num\.?|n[uú]m(?:ero)?\.?|nro\.?|#|n[uú]mero|num[eé]ro"
        r"|no\.|au|zk\.?)\s*)?"
        r"(?!\d{4,5}\s+[A-ZÀ-Ý])(?!\d\d?/\d\d?\s\d\d?[:hH])(?!(?:19|20)\d{2}\b)"
        r"(?!\d{2}(?:[ .\-]\d{2}){3})(?:(?:N|S|E|Oe|OE|O|W)\s?\d{1,3}\s?[A-Z]?\s?-\s?\d{1,4}"
        r"|\d{1,4}(?:\s?-\s?\d{1,4}(?!\s?[ºª°oa]\b))?(?!\d))"
        rf"(?:\s?[A-Da-d]\b|\s?bis\b|\s?ter\b)?(?![\d€%]|/\d{{2}}/|\s?(?:m|km|h|j|euros|€|m2|ha)\b"
        rf"|[.,]\d|\s+{MONTHS}|{_NTH})"
    )
    #: In Quito the number alone tells where along the street a house is.
    _QUITO = re.compile(r"(?i)\s+(?:N|S|E|OE|O)\d{1,3}[A-Z]?\s?-\s?\d{1,4}")
    _CROSS = re.compile(
        r"\s*,?\s*(?:y|e|esq(?:uina|\.)?(?:\s+con)?|con|angle|x|entre)\s+(?=[A-ZÀ-Ý0-9])"
    )
    #: "rue 10 x 15", "rue 22 angle 31" in Dakar; "Calle 60 x 57 y 59" in Mérida.
    _GRID = re.compile(
        r"(?i)(?<!\w)(?:rue|calle|av\.?"
        r"|avenue)\s+(?:[A-Z]{1,3}[ \-])?\d{1,3}[A-Z]?\s*(?:n[°ºo]\.?\s*\d{1,4}\s*)?"
        r"(?:x|angle|par|entre)\s*(?:rue\s+)?\d{1,3}[A-Z]?(?:\s*(?:y|et)\s*\d{1,3}[A-Z]?)?\b"
        r"|(?<!\w)rue\s+(?-i:[A-Z]{1,2})[ \-]\d{1,3}\b"
    )
    _BASQUE = re.compile(
        r"(?<![\w\-])(?:[A-ZÀ-Ý][^\W\d_]{0,24}[\s\-]){1,4}(?i:kalea?|etorbidea|hiribidea"
        r"|enparantza|plazatxoa"
        r"|plaza|bidea|pasealekua|zeharkalea|kalezarra|zumarkalea|zumardia|ibilbidea"
        r"|errepidea)\s*,?\s*(?:(?:z/?k|[Nn][°o]"
        r"|zenb)\.?\s*)?\d{1,4}(?:\s?[A-D]\b)?"
    )
    _DUTCH = re.compile(
        r"(?<![\w\-])(?:[A-Z][\w'\-]{0,40}\s){0,3}[A-Z]?[\w'\-]{0,40}(?:straat|laan|steenweg|weg"
        r"|plein|lei"
        r"|dreef|kaai|markt|baan"
        r"|hof|dijk|vest|singel|gracht|park"
        r"|berg|(?<=\s)(?:Straat|Laan|Markt|Plein|Kaai|Baan|Weg|Dreef|Vest|Dijk"
        r"|Hof))\s*,?\s*(?:nr\.?\s*)?\d{1,4}[A-Za-z]?\b(?!\s?(?:km|m|€|%|/\d+/))"
    )
    #: Streets without names, told by their quarter: "quartier Médina rue 22".
    _QUARTER = re.compile(
        r"(?i:\b(?:quartier|cit[eé]|hlm|m[eé]dina|hay|douar|derb"
        r"|lotissement)),?\s+(?:[A-ZÀ-Ý0-9][\w'\-]*\s?){0,4},?\s*"
        r"(?i:rue)\s+(?:[Nn][°o]\s?)?\d{1,3}\b"
    )
    #: A street whose whole name is its kind.
    _GREAT = re.compile(
        rf"(?i)(?<![\w/.])\d{{1,4}}{_SUFFIX}\s*,?\s*(?:grande?[ -]rue|grand'?[ -]?rue"
        rf"|grand[- ]place)\b"
        r"|(?<![\w\-])(?:grand[- ]place|grand[- ]rue|grote markt|place communale)\s?,?\s?"
        r"(?:n[°º]\s?)?\d{1,4}(?:\s?/\s?\d{1,3})?"
        r"(?=\s?(?:$|[,;:.)(]|[–—-]\s|b(?:te|o[iî]te|us)?\b|\d{4}\s))"
    )
    _GRAN_VIA = re.compile(
        r"(?i)\bgran v[ií]a(?:\s+(?:de\s+)?(?!n[°º]"
        r"|\d)[^\W\d_]+){0,5}\s*,?\s*(?:n[°ºo]\.?\s*)?\d{1,4}\b"
    )
    _VILLA = re.compile(
        r"(?:(?i:sicap|cit[eé]|hlm|parcelles assainies|quartier|unit[eé]|keur|mermoz|ouakam"
        r"|yoff)[^,;.\n]{0,40},?\s*)?"
        r"(?i:\bvilla)\s*(?i:n[°ºo]\.?\s*|num[eé]ro\s*)?\d{1,5}[A-Z]?\b"
        r"|(?i:parcelles assainies|sicap|hlm)[^,;.\n]{0,25}?(?i:n[°ºo]\.?\s*"
        r"|(?<!\w)u\w*\s?\d+[ ,]+(?:n[°ºo]\.?\s*)?)\d{1,5}\b"
    )
    #: After words of a home, a number with a name is an address, whatever the way is called.
    _AT_HOME = re.compile(
        r"(?i:\b(?:domicili[eé]e?s?|domiciliad[oa]s?|demeurant|habit(?:e|ant|ent)|r[eé]sid(?:e"
        r"|ant|ente?)"
        r"|vive|reside|adresse|direcci[oó]n|domicilio|domicile)\s*:?\s*(?:au|[aà]|en|el|la|est"
        r"|es)?\s*:?\s*"
        rf"(?:n[°º]\s*)?)(?P<home>\d{{1,4}}{_SUFFIX},?\s+(?:[A-ZÀ-Ý][\w'\-]+)(?:\s(?:[A-ZÀ-Ý][\w'\-]+|de|du|des|la|le|l'))"
        r"{0,3})|(?i:\b(?:domicili\w+|demeurant|log[ée]e?s?|habit(?:e|ant|ent)|r[eé]sid(?:e|ant"
        r"|ente?))\s+(?:au|à)?\s*)"
        r"(?P<place>(?:(?i:lieu[- ]dit|hameau(?:\sde)?|ferme(?:\sde)?|village(?:\sde)?|cit[eé]"
        r"|caser[ií]o|douar|aldea)|(?i:lot|parcelle|concession)\s\d{1,4}[A-Z]?,)\s+[A-ZÀ-Ý][\w'\-]+(?:\s[A-ZÀ-Ý][\w'\-]+){0,3})"
    )
    _EXTRA = re.compile(rf"(?i){_COMPLEMENT}{{1,4}}")
    #: Before the street: "Bât B, appt 12, 4 rue …".
    _BEFORE = re.compile(
        rf"(?i)(?:(?<!\w){_UNIT}\.?\s*(?:n[°º]\s*)?[A-Z0-9]{{1,4}}\s*[,\-–]?\s*){{1,3}}$"
    )
    _UNITS = Sieve(_BEFORE)
    #: Letter boxes at a post office.
    _BOX = re.compile(
        r"(?<!\w)(?:B\.?\s?P\.?|(?i:bo[iî]te postale|p\.?\s?o\.?\s?box|postbus"
        r"|apartado(?: (?:de correos|postal))?|casilla postal|apdo\.?|h[oò]m th[uư]))"
        r"\s?(?:[nN][°ºo]\.?\s?)?\d{1,6}(?:[\-./]\d{1,5}){0,2}(?![\w])"
        # "BP 123 XY" is a plate.
        r"(?!\s[A-HJ-NP-TV-Z]{2}\s*(?:$|[,.;)]))"
    )
    #: Viet Nam gives a number and a name, and alleys by their numbers.
    _VIET = re.compile(
        r"(?<![\w/,.\-])(?!(?:19|20)\d{2}\s)\d{1,4}[A-Z]?(?:/\d{1,4}[A-Z]?){0,3}\s+"
        r"(?!(?i:ng[àa]y|th[áa]ng|n[ăa]m|gi[ờo]|ph[úu]t|tu[ầa]n|ng[ưu][ờo]i|h[ộo]|l[ầa]n)\b)"
        r"(?:(?i:ki[eệ]t|ng[oõ]|h[eẻ]m|ng[aá]ch|[dđ][uư][oờ]ng"
        r"|ph[oố])\s+(?:\d{1,4}(?:/\d{1,4})*\s+)?)?"
        r"(?:(?i:[dđ][uư][oờ]ng)\s+)?[A-ZĐÀ-Ý\u1ea0-\u1ef9][^\W\d_]*(?:\s[A-ZĐÀ-Ý\u1ea0-\u1ef9][^\W\d_]*){1,3}"
    )

    #: After words of a home, a number and a name, in small letters as well.
    _VIET_HOME = re.compile(
        r"(?i:(?:tr[uú]|ng[uụ]|c[uư] tr[uú])(?: t[aạ]i)?|s[oố]ng(?: m[oộ]t m[iì]nh)?"
        r" (?:[oở]|t[aạ]i)|nh[aà] (?:[oở]|s[oố]|t[aạ]i)|[dđ][iị]a ch[iỉ]) ?:? (?:(?i:s[oố]) )?"
        r"(?P<home>\d{1,4}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?){0,3},? "
        # Streets that are called by a day: "3 Tháng 2".
        r"(?:[^\W\d_]{2,}(?: [^\W\d_]{2,}){1,4}|\d{1,2} (?i:th[áa]ng) "
        r"(?:\d{1,2}|(?i:m[ộo]t|hai|ba|t[ưu]|n[ăa]m|s[áa]u|b[ảa]y|t[áa]m|ch[íi]n|m[ưu][ờo]i))(?!\w)))"
    )

    PATTERNS = (
        _VIET_HOME,
        _NUMBER_FIRST,
        _BASQUE,
        _DUTCH,
        _GREAT,
        _GRAN_VIA,
        _VILLA,
        _GRID,
        _QUARTER,
        _AT_HOME,
        _BOX,
        _VIET,
        *DWELLINGS,
    )

    def conditions(self, threshold: float) -> Conditions:
        """One of the patterns, or a way's word; with a number, where crossings are no addresses."""
        plain = super().conditions(threshold)
        way = f"(?:{loosened((self._WAY,))})"
        numbered = way if self.country in _CROSSINGS else rf"{way}[\s\S]*[0-9]"
        return replace(plain, also=(numbered,))

    def find(self, text: str) -> Iterator[Hit]:
        spans = sorted({*self._spans(text), *dwellings(text)})
        for start, end, flat in spans:
            extra = self._EXTRA.match(text, end)
            stop = extra.end() if extra else end
            before = self._UNITS.search(text[max(0, start - 40) : start])
            first = start - len(before.group()) if before else start
            flat = flat or bool(extra) or bool(before)
            seat = not flat and seated(text, first)
            entity = SEAT if seat else self._entity(text, first, stop, flat)
            yield Hit(entity, first, stop, LIKELY)

    _SIEVE = Sieve(
        _NUMBER_FIRST,
        _STREET_FIRST,
        _AT_HOME,
        _BASQUE,
        _DUTCH,
        _GRAN_VIA,
        _VILLA,
        _GRID,
        _GREAT,
        _QUARTER,
        _BOX,
        _VIET,
        _VIET_HOME,
    )

    def _spans(self, text: str) -> Iterator[tuple[int, int, bool]]:
        for _, match in self._SIEVE.finditer(text):
            if match.re is self._NUMBER_FIRST:
                end = street_name_end(text, match.end())
                if end > match.end() and not counted(text, match.start()):
                    yield match.start(), end, False
            elif match.re is self._STREET_FIRST:
                stop = self._named_first(text, match)
                if stop:
                    yield match.start(), stop, False
            else:
                yield from self._told(match)

    def _told(self, match: re.Match[str]) -> Iterator[tuple[int, int, bool]]:
        """Addresses that are the whole of a pattern, or stand behind words of a home."""
        if match.re in (self._VIET, self._VIET_HOME) and self.country != "VN":
            return
        named = match.groupdict()
        kind = next((one for one in ("home", "place") if named.get(one)), None)
        yield (*match.span(kind or 0), kind is not None)

    def _named_first(self, text: str, match: re.Match[str]) -> int:
        """Where a street with its number behind the name ends, 0 without any."""
        if _RIGHT.search(text, max(0, match.start() - 15), match.start()):
            return 0
        end = street_name_end(text, match.end())
        if end == match.end() and not self._QUITO.match(text, end):
            return 0
        return self._street_end(text, match.end(), end)

    def _street_end(self, text: str, start: int, end: int) -> int:
        """Where a street with its number ends, 0 without any; a crossing is a number too."""
        tail = self._own_tail(text, end)
        crossed = self.country in _CROSSINGS and _TWO_NAMES.search(text, start, end)
        end = tail.end() if tail else end
        crossing = self._CROSS.match(text, end) if self.country in _CROSSINGS else None
        if crossing:
            way = self._STREET_FIRST.match(text, crossing.end())
            other = street_name_end(text, way.end() if way else crossing.end())
            if other > crossing.end():
                last = self._TAIL.match(text, other)
                return last.end() if last else other
        return end if tail or crossed else 0

    def _own_tail(self, text: str, end: int) -> re.Match[str] | None:
        """The number behind a street's name, unless of the next street or the next sentence."""
        if text[end - 1 : end] == "." and CLOSED.search(text, max(0, end - 20), end):
            return None
        tail = self._TAIL.match(text, end)
        digit = re.compile(r"\d").search(text, end, tail.end()) if tail else None
        return None if digit and self._NUMBER_FIRST.match(text, digit.start()) else tail

    def _entity(self, text: str, start: int, end: int, flat: bool) -> str:
        around = fold(text[max(0, start - REACH) : start])
        home = flat or HOME.search(around) or behind(text, end)
        return "ADDRESS" if home or signed(text, start, end) else "ADDRESS_PUBLIC"


__all__ = ["AddressRecognizer"]
