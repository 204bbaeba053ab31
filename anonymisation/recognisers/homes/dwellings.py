"""Homes told without a street: villa, lot, block, flat, district, in the words of each country.

"Sicap Liberté 6, villa n° 45", "Mz 12 solar 5, Cdla. Alborada", "Hay Riad, imm. 12, appt 4",
"số 12 ngõ 34, phường Bùi Thị Xuân": a run of parts, one of which is a dwelling with its number.
"""

import re
from collections.abc import Iterator

from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.homes import plain
from anonymisation.recognisers.homes.hamlets import PATTERNS as HAMLETS
from anonymisation.recognisers.homes.hamlets import hamlets
from anonymisation.recognisers.homes.numbering import counted

_VALUE = (
    r"(?:[A-Za-z]{0,2}[ \-]?\d{1,5}[A-Za-z]{0,2}(?:/\d{1,4}[A-Za-z]?){0,3}"
    r"|(?-i:[A-Z]{1,2}))(?![\w])"
)
_NO = r"(?:\s*(?:n[°ºo]\.?|num[eé]ro|nro\.?|#|no\.))?"
#: Parts with a number that are somebody's door.
_DOOR = (
    r"(?:villa|appt?|appart(?:ement)?|apt|apto|depto|dpto|dept|departamento|puerta|pta|porte"
    r"|casa|logement|chambre"
    r"|maison|solar|sl|lote|lt|lot|parcelle|interior|int|exterior|ext|so nha|số nhà|số|so|can ho"
    r"|căn hộ|phòng|nhà"
    r"|duplex|studio|bte|bo[iî]te|bus)"
)
#: Parts with a number that hold several.
_BLOCK = (
    r"(?:mz|mza|mzn|manzana|bloc|bloque|block|bl|imm(?:euble)?|b[aâ]t(?:iment)?|b[aâ]timent|tour"
    r"|torre"
    r"|esc(?:alier|alera)?|entr[eé]e|[eé]tage|piso|planta|unit[eé]|u(?=\s?\d)|secteur|sector"
    r"|zone|[iî]lot|tranche|etapa"
    r"|supermanzana|sm|ngõ|ngách|hẻm|kiệt|ngo|ngach|hem|kiet|tổ|to dan pho|tổ dân phố|lô|tầng"
    r"|đội|ấp)"
)
#: Districts and estates, with a name.
_DISTRICT = (
    r"(?:cit[eé]|hay|quartier|r[eé]sidence|r[eé]s|sicap|hlm|parcelles assainies|cdla|ciudadela"
    r"|colonia|col"
    r"|barrio|bo|urb|urbanizaci[oó]n|fracc|fraccionamiento|conjunto(?: habitacional"
    r"| residencial)?|cond"
    r"|condominio|derb|douar|lotissement|lot|keur|cooperativa|coop|residencial|unidad habitacional"
    r"|edificio|edif|phường|quận|huyện|xã|thị xã|thị trấn|thôn|khu phố|khu đô thị|khu|kp|phố|đường"
    r"|chung cư|tòa nhà|toà nhà|phuong|quan|huyen|xa|thon|khu pho|pho|duong|chung cu|toa nha|TP"
    r"|avenue|av|rue|boulevard|bd|calle|avda|lieu-dit)"
)
#: A full stop behind a whole word ends a sentence: the number behind it is another thing's.
_NAME_WORD = (
    r"(?:[A-ZÀ-ÝĐ][\w'’\-]{0,3}\.(?:[\w'’\-]{1,3}\.?)*|[A-ZÀ-ÝĐ][\w'’\-]*(?:\.(?=\w)[\w'’\-]+)*"
    r"|\d{1,3}(?!\d)|de|du|des|la|le|les|el|los|las|al|d'|l'|y)"
)
_NAME = rf"(?-i:{_NAME_WORD}(?:\s{_NAME_WORD}){{0,4}})"
_NUMBERED = rf"(?:{_DOOR}|{_BLOCK}|n[°º]|#)\.?{_NO}\s*:?\s?{_VALUE}"
_ORDINAL = (
    r"(?:\d{1,2}\s?(?:[eè]me|er|[ºª°eoa])\s*(?:[eé]tage|gauche|droite|piso|iz[dq]\w*|dcha?\w*"
    r"|drch\w*|[A-D]\b)"
    r"|rez[- ]de[- ]chauss[eé]e|rdc\b|bajo\b|planta baja)"
)
_DISTRICTS = (
    rf"(?:{_DISTRICT}\.?\s+{_NAME}|P\.\s?(?:\d{{1,2}}|{_NAME})|Q\.\s?(?:\d{{1,2}}|{_NAME}))"
)
_PART = rf"(?<![\w])(?:{_NUMBERED}|{_ORDINAL}|{_DISTRICTS})"
_SEPARATOR = r"(?:\s*[,;\-–/]\s*|\s+|\s+y\s+)"
_RUN = re.compile(rf"(?i){_PART}(?:{_SEPARATOR}{_PART}){{1,7}}")
_HAS_DOOR = re.compile(
    rf"(?i)(?<!\w)(?:{_DOOR}|mz|mza|manzana|imm|immeuble|bloc|ngõ|ngách|hẻm|hem|ngo|n[°º]"
    rf"|#)\.?{_NO}\s*:?\s?{_VALUE}"
)
#: A flat is always a home.
_FLAT = re.compile(
    r"(?i)(?<!\w)(?:appt?|appart\w*|apt|apto|depto|dpto|departamento|logement|can ho|căn hộ|int"
    r"|interior|villa)\b"
)
#: A run of these alone is a tender's lots or the rooms of a building.
_PLACED = re.compile(
    rf"(?i)(?<!\w)(?:{_DISTRICTS}|villa|solar|mz|mza|manzana|số|so nha|ngõ|hẻm|imm)"
)
_VIETNAM = re.compile(
    rf"(?<![\w/])(?i:số\s+|so\s+)?\d{{1,4}}[A-Z]?(?:/\d{{1,4}}[A-Z]?){{0,3}},?\s+"
    rf"(?:(?i:đường|phố|duong|pho|ngõ|hẻm)\s+{_NAME}"
    rf"|(?:[A-ZĐÀ-Ý][^\W\d_]+\s?){{2,4}}(?=,?\s*(?i:phường|p\.|quận|q\.|phuong|quan|tp\.?)\s?))"
    rf"(?:{_SEPARATOR}{_PART}){{0,6}}"
)
#: England's order: the number, a name with capitals, the kind of way.
_ENGLISH = re.compile(
    # "AB 123 CD avenue" is a plate before a street.
    r"(?<![\w/.,\-])(?!(?<=[A-Z]{2} )\d{3} [A-Z]{2} )\d{1,4}[A-Za-z]?,? (?:[A-Z][\w'’]+ ){1,3}"
    r"(?i:street|st|road|rd|lane|avenue|ave|drive|close|hill|way|crescent|gardens?|terrace|row|mews"
    r"|grove|walk|court|rise)(?![\w'’\-])"
)
#: A house along a numbered road: "144 RN2", "45 bis RT1 lieu-dit Vardon".
_ROADSIDE = re.compile(
    r"(?<![\w/.,\-])\d{1,4}(?:\s?(?:bis|ter|quater)|\s?[A-D])?,?\s(?:RN|RD|RT|RP|RR)\s?\d{1,4}[A-Z]?"
    rf"(?![\w\-])(?:,?\s(?:(?i:lieu[- ]dit|quartier|pk|village)\s)?(?:{_NAME}|\d{{1,3}}))?"
)
#: Quito's numbers are nobody else's: "Vardon N25-170 y calle Larga".
_GRIDDED = re.compile(
    r"(?<![\w\-])(?:[A-ZÀ-Ý][\w'\-]*\.?\s){1,4}(?:N|S|E|Oe|OE|O|W)\d{1,3}[A-Z]?-\d{1,4}(?![\w\-])"
    rf"(?:\sy\s(?:(?i:calle|av\.?|avenida|pasaje)\s)?{_NAME})?"
)
#: An alley's number before the house's and a street's name: "K152/12 Trần Phú".
_KIET = re.compile(
    r"(?<![\w/])K\d{1,4}(?:/\d{1,4}[A-Z]?){1,3},?\s(?:(?i:đường|phố|duong|pho|đ\.)\s)?"
    r"[A-ZĐÀ-Ý\u1ea0-\u1ef9][^\W\d_]*(?:\s[A-ZĐÀ-Ý\u1ea0-\u1ef9][^\W\d_]*){1,3}"
    r"(?:,?\s(?:(?i:phường|xã|quận|huyện|phuong|xa|quan|huyen)|P\.|Q\.)\s?"
    r"(?:\d{1,2}|[A-ZĐÀ-Ý\u1ea0-\u1ef9][^\W\d_]*(?:\s[A-ZĐÀ-Ý\u1ea0-\u1ef9][^\W\d_]*){0,2})){0,2}"
)
#: The number of a title to land follows, or of a paper with its lots.
_LAND = re.compile(
    r"(?<!\w)(?:TF|(?i:titre (?:foncier|de propri[ée]t[ée])|avenants?|march[ée]s?|accords?-cadres?"
    r"|arr[êe]t[ée]s?|d[ée]lib[ée]rations?|d[ée]cisions?|decretos?|besluit"
    r"|contrats?|conventions?|adendas?|addendum|contratos?|licitaci[oó]n|concurso|contracts?"
    r"|tender|opdracht|bestek))\s?:?\s?$"
)
#: A short line behind whom somebody calls in Viet Nam: "đã gọi Công an phường Vardon số 1022".
_DIALLED = re.compile(r"(?i)(?<!\w)(?:gọi|goi|tổng đài|hotline)(?:\s[^\W\d_]+){0,6}\s$")
_SHORT = re.compile(r"(?i)\ss[ốo]\s\d{3,4}$")


def dwellings(text: str) -> Iterator[tuple[int, int, bool]]:
    """Spans of dwellings, end excluded, and whether each is a flat or a house of its own."""
    for _, match in _SIEVE.finditer(text):
        found = match.group()
        if match.re is plain.FIRST and counted(text, match.start()):
            continue
        if match.re in plain.PATTERNS:
            yield plain.span(text, match)
        elif match.re in HAMLETS:
            yield from hamlets(text, match)
        elif match.re in _WITHOUT_A_DOOR:
            yield match.start(), match.end(), False
        elif (
            _SHORT.search(found)
            and _DIALLED.search(text, max(0, match.start() - 50), match.start())
        ) or _LAND.search(text, max(0, match.start() - 24), match.start()):
            continue
        elif _HAS_DOOR.search(found) and _PLACED.search(found):
            yield match.start(), match.end(), bool(_FLAT.search(found))


#: Every such address is a match of one of these.
_WITHOUT_A_DOOR = (_VIETNAM, _ENGLISH, _ROADSIDE, _GRIDDED, _KIET)
PATTERNS = (_RUN, *_WITHOUT_A_DOOR, *plain.PATTERNS, *HAMLETS)
_SIEVE = Sieve(*PATTERNS)

__all__ = ["PATTERNS", "dwellings"]
