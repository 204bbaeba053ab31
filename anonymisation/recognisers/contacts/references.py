"""References of papers whose digits look like a telephone.

"Dossier BC 06 …", "oficio OF-09…", "devis 07.../L3": what parts them from a telephone is what
touches the digits, whatever language the sentence is in. A telephone has blanks around it, or a
word that says that it is one.
"""

import re

from anonymisation.lexicon.vocabulary import is_ordinary
from anonymisation.reading.text import fold
from anonymisation.recognisers.contacts.numbered import lettered, numbered
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname

#: Letters glued before the digits: an office's or a paper's, with or without a number of its own.
_GLUED = re.compile(r"(?<![\w@.])(?P<mark>[a-z]{1,5}\d{0,4}|\d{0,4}[a-z]{1,4})[\-/_]\(?$")
#: A code with its first number: "CDE-2291-34264".
_SERIES = re.compile(r"(?<![\w@.])[a-z]{2,5}[\-/_]\d{2,6}[\-/_]$")
#: Letters that are glued to telephones.
_DIALLED = re.compile(
    r"(?:t|tf?|tph?|ph|p|m|f|g|c|w|wa|tel\d?|telf|tlf|tfno|fono|fon|phone|port|mob|gsm|cel|cell|movil"
    r"|fax|fixe|dom|perso|sms|wsp|wpp|wapp|zalo|viber|sdt|dd|dt|call|appel|num|no|nro|nr|bel|ligne"
    r"|pro|fr|be|es|sn|ma|tn|ec|mx|vn|pt|lu|ch)\d?"
)
#: One letter that stands for no word of telephones: a contract's, a bill's.
_LETTER = re.compile(r"[^tpmgw\W\d_]")
#: An item's mark glued behind: "/L3".
_ITEM = re.compile(r"[/\-][A-Za-z]{1,3}\d{1,4}(?![\w@])")
#: Codes that clerks write before the numbers of papers: orders, deliveries, works, purchases.
_CODE = re.compile(
    r"(?<![\w.'’\-])(?:bc|bdc|bl|br|bt|bi|ot|dict|ej|cde|cmd|fac|fact|fra|rar|lrar|doss|dde|dossiernr"
    r"|ped|oc|bb|nf|proc|esp|albara|mapa|dce|ref|pv)\.?\s?(?:n[°o]\.?\s?)?:?\s?$"
)
#: Permits: kind, department, town, year, number: "PC 059 014 24 B0217".
_PERMIT = re.compile(
    r"(?<![\w.'’\-])(?:pc|pcmi|pa|pd|dp|dpmi|cu[ab]?|at|daact|doc|dia|aot|ap|daet)"
    r"[ .\-]?(?:n[°o]\.?\s?)?(?:\d{2}[\dab][ .\-]?)?$"
)
_COUNTED = re.compile(r"0?\d{2} ?\d{3} ?\d{2}(?!\d)|0\d{2} \d{2} [\da-z]?\d{4,5}", re.IGNORECASE)
#: A period as data tables write it (ISO 8601): two days and a stroke.
_PERIOD = re.compile(
    r"(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?:T[\d:]+)?\s?/\s?(?:19|20)\d{2}-\d{2}-\d{2}"
)
#: Characters of a period before a finding inside it.
_HALF = 22
#: Four digits in front: a group of the same number, as cards have.
_GROUP = re.compile(r"(?<!\d)\d{4}[ \-]$")


def paper(text: str, start: int, end: int) -> bool:
    """Whether what touches digits shaped like a telephone makes them a paper's."""
    if _ITEM.match(text, end) or period(text, start, end):
        return True
    written = text[max(0, start - 24) : start]
    before = fold(written)
    if not before:
        return False
    glued = _GLUED.search(before)
    if glued and _LETTER.fullmatch(glued["mark"]) and lettered(before[: glued.start()]):
        return True
    if glued and _marks(glued["mark"], capitals=bool(_CAPITALS.search(written))):
        return True
    if _SERIES.search(before) or _CODE.search(before):
        return True
    return bool(_PERMIT.search(before) and _COUNTED.match(text, start))


def _marks(mark: str, *, capitals: bool) -> bool:
    """Whether letters glued to a number are an office's rather than a name or a word."""
    letters = re.sub(r"\d", "", mark)
    if _DIALLED.fullmatch(mark):
        return False
    if len(letters) < _WORD or (capitals and len(letters) == _WORD):
        return True
    return not (is_first_name(letters) or is_surname(letters) or is_ordinary(letters))


#: Letters glued to a number, all capitals.
_CAPITALS = re.compile(r"(?<![^\W\d_])[A-ZÀ-Ý]+\d*[\-/_]\(?$")
#: Fewest letters of a name or a word: "Luc/06…".
_WORD = 3


def period(text: str, start: int, end: int) -> bool:
    """Whether a finding lies in a period of two days."""
    if "/" not in text[max(0, start - _HALF) : end + _HALF]:
        return False
    near = _PERIOD.finditer(text, max(0, start - _HALF), end + _HALF)
    return any(one.start() < end and start < one.end() for one in near)


#: A number in the groups of a French social security number, longer or shorter by its last group.
_AS_NIR = re.compile(
    r"(?<![\w.,])[1-478](?P<s>[ .\-])\d{2}(?P=s)\d{2}(?P=s)(?:\d{2}|2[ABab])(?P=s)\d{3}(?P=s)\d{3}"
    r"(?:[ .\-]\d{1,4})?(?!\w)"
)
#: Groups of four digits, twelve digits or more: an account's, a card's, a meter's.
_FOURS = re.compile(r"(?<![\w.,+])\d{4}(?P<s>[ \-])\d{4}(?:(?P=s)\d{4})+(?:(?P=s)\d{1,3})?(?!\w)")
#: Digits and a hyphen on either side of a number that has no other sign between its groups.
_HYPHENS = re.compile(r"\d+(?:-\d+)+")
_PAIRS = re.compile(r"(?:^|-)0\d(?:-\d\d){4}(?:-|$)")
#: Most digits of a flat's or a house's number before a telephone.
_DOOR = 3
#: Farthest that a longer number begins before a piece of it.
_LONGER = 28


def piece(text: str, start: int, end: int) -> bool:
    """Whether digits are a piece of a longer number in groups: nobody is called by a part of it.

    Two telephones side by side are none, nor is one behind the number of a house or a flat.
    """
    if not any(map(str.isdigit, text[max(0, start - 2) : start] + text[end : end + 2])):
        return False
    since = max(0, start - _LONGER)
    for shape in (_AS_NIR, _FOURS, _HYPHENS):
        for one in shape.finditer(text, since, end + _LONGER):
            longer = one.start() < start or end < one.end()
            if longer and one.start() <= start and end <= one.end():
                if shape is _HYPHENS and numbered(fold(text[since : one.start()])):
                    return True
                rest = sum(map(str.isdigit, one.group())) - sum(map(str.isdigit, text[start:end]))
                return shape is not _HYPHENS or (rest > _DOOR and not _several(one.group()))
    return False


def _several(chain: str) -> bool:
    """Whether groups between hyphens are telephones one behind the other, or one abroad."""
    return bool(_PAIRS.search(chain)) or chain.startswith("00")


#: Digits and letters on both sides of a hyphen: the middle of a longer code.
_BEFORE, _AFTER = re.compile(r"\d{4,}[\-_]$"), re.compile(r"[\-_][A-Za-z]{2}(?![\w])")


def coded(text: str, start: int, end: int) -> bool:
    """Whether a number stands in the middle of a longer code: "059-2159…-2025…_032-DE"."""
    if not start or not _AFTER.match(text, end):
        return False
    return bool(_BEFORE.search(text, max(0, start - 24), start))


def grouped(text: str, start: int, found: str) -> bool:
    """Whether "00…" is the second group of a card's number rather than a country's code."""
    return found.startswith("00") and bool(_GROUP.search(text, max(0, start - 6), start))


__all__ = ["coded", "grouped", "paper", "period", "piece"]
