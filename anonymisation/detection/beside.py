"""What findings of one text say of each other: whose street it is, whose telephone, whose birth.

A street beside a person is their home, unless it is a facility's. A landline is a keeper's own
where somebody is named whom to call, or from whom the keys come. A day right behind a person's name
is their birth, the number of a business there that of a sole trader.
"""

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from anonymisation.reading.text import fold
from anonymisation.recognisers.contacts.mailboxes import private_provider
from anonymisation.recognisers.homes.surroundings import facility

if TYPE_CHECKING:
    from anonymisation.detection.detector import Found

#: Findings that tell nobody.
_NOBODY = frozenset(
    [
        "ADDRESS",
        "ADDRESS_PUBLIC",
        "OFFICIAL",
        "EMAIL_FUNCTIONAL",
        "PHONE_FIXED",
        "PHONE_SERVICE",
        "LICENSE_PLATE",
        "IP_ADDRESS",
        "COORDINATES",
        "PARCEL",
    ]
)
_LANDLINES = ("PHONE_FIXED", "PHONE_SERVICE")


def settled(found: "list[Found]", text: str) -> "list[Found]":
    """Findings of a text in order, streets and landlines given to whom they belong."""
    if len(found) > 1:
        found.sort(key=lambda one: one.start)
        found = _lines(_homes(found, text), text)
    if all(one.entity != "PERSON" for one in found):
        return found  # what follows is theirs
    if _DATED.search(text):
        found = _births(found, text)
    if _CARDED.search(text):
        found = _cards(found, text)
    return _traders(found, text) if _REGISTERED.search(text) else found


#: A day right behind a name and before what else is told, of somebody who could be grown up.
_DATED = re.compile(
    r"(?:,| ?[/|;–—])? ?\(?(?P<day>(?:[0-3]?\d[/.\-][01]?\d[/.\-](?P<year>(?:19|20)\d{2})"
    r"|(?<=\()[0-3]?\d[/.\- ][01]?\d[/.\- ](?P<bare>(?:19|20)?\d{2})(?=\))"
    r"|(?P<first>(?:19|20)\d{2})-[01]\d-[0-3]\d"
    r"|(?<=\()[0-3]?\d(?:er)? (?:de )?[^\W\d_]{3,10}\.? (?:de )?(?P<said>(?:19|20)\d{2})))"
    r"(?=[,);]|\s[\-–—/|]\s|$)"
)
_BORN = range(1916, 2016)


def _births(found: "list[Found]", text: str) -> "list[Found]":
    """The findings with the days right behind a person's name, which are their births."""
    more = []
    dated = [(one, _DATED.match(text, one.end)) for one in found if one.entity == "PERSON"]
    listed = sum(_bracketed(match, text) for _, match in dated) > 1
    for one, match in dated:
        if match is None or not (_year(match) in _BORN or (listed and _bracketed(match, text))):
            continue
        start, end = match.span("day")
        more.append(replace(one, entity="BIRTH_DATE", start=start, end=end))
    return _joined(found, more)


def _bracketed(day: re.Match[str] | None, text: str) -> bool:
    """Whether a day stands in brackets: two persons with one each are two births."""
    return day is not None and text[day.start("day") - 1] == "("


def _year(day: re.Match[str]) -> int:
    """The year of a day; of two digits, of this century where somebody lately born has it."""
    told = int(day["year"] or day["first"] or day["said"] or day["bare"])
    return told if told > 99 else told + (2000 if told < _RECENT else 1900)


#: Years of two digits below which this century's is meant.
_RECENT = 30


#: The number of a card right behind a name, each between strokes: "Nina Vardon / AB123456 / …".
_CARDED = re.compile(
    r"\s?(?P<stroke>[/|;])\s?(?P<card>[A-Z]{1,2} ?\d{5,7}|[01]\d{7}|\d{7,8}-?[A-Z]|\d{9}-?\d"
    r"|\d{12,13})(?=\s?(?P=stroke)|\s?$)"
)


def _cards(found: "list[Found]", text: str) -> "list[Found]":
    """The findings with the numbers that stand between strokes right behind a person's name."""
    more = []
    for one in found:
        match = _CARDED.match(text, one.end) if one.entity == "PERSON" else None
        if match is not None:
            start, end = match.span("card")
            more.append(replace(one, entity="ID_DOCUMENT", start=start, end=end))
    return _joined(found, more)


#: The number of a business in a text, and the legal forms of those that are nobody's name.
_REGISTERED = re.compile(
    r"(?i)\bsire[nt]\b\W{0,3}(?:n[°o]\s?)?(?P<number>\d(?:[ .]?\d){8,13})(?!\d)"
)
_LEGAL = re.compile(
    r"\b(?:sarl|sas|sasu|eurl|sci|scop|scic|sa|snc|gaec|earl|association|societe|cooperative"
    r"|etablissements?|ets|entreprise)\b"
)
#: Who trades under their own name, whatever stands between.
_SOLE = re.compile(
    r"\b(?:e\.? ?i\.?(?: ?r\.? ?l\.?)?|entrepreneure? individuel(?:le)?|entreprise individuelle"
    r"|auto-? ?entrepr\w+|micro-? ?entrepr\w+|profession liberale|artisane? a son compte"
    r"|autonom[oa]|freelance|zelfstandige|sole trader|eenmanszaak"
    r"|trabajador(?:a)? por cuenta propia)(?!\w)"
)
#: How far behind a name the number of a trade stands, and with words that say whose it is.
_TRADED, _FAR = 60, 160


def _traders(found: "list[Found]", text: str) -> "list[Found]":
    """The findings with the business numbers right behind a person, who trades under their name."""
    more = []
    for match in _REGISTERED.finditer(text):
        trader = _trader(found, text, match.start())
        if trader is not None:
            start, end = match.span("number")
            more.append(replace(trader, entity="ID_DOCUMENT", start=start, end=end))
    return _joined(found, more)


def _trader(found: "list[Found]", text: str, number: int) -> "Found | None":
    """The person whose business number begins somewhere: right before, or a sole trader's."""
    before = [one for one in found if one.end <= number]
    names = [one for one in before if one.entity == "PERSON" and number <= one.end + _FAR]
    if not names:
        return None
    between = fold(text[names[-1].end : number])
    sole = _SOLE.search(between)
    right = names[-1] is before[-1] and len(between) <= _TRADED
    legal = _LEGAL.search(_SOLE.sub(" ", between))
    return names[-1] if (sole or right) and not legal else None


def _joined(found: "list[Found]", more: "list[Found]") -> "list[Found]":
    """The findings in order, with those of others that overlap none of them."""
    free = [one for one in more if not any(a.start < one.end and one.start < a.end for a in found)]
    return sorted([*found, *free], key=lambda one: one.start)


def _homes(found: "list[Found]", text: str) -> "list[Found]":
    if not any(one.entity not in _NOBODY for one in found):
        return found
    return [
        replace(one, entity="ADDRESS")
        if one.entity == "ADDRESS_PUBLIC" and not _of_facility(one, found, text)
        else one
        for one in found
    ]


def _of_facility(street: "Found", found: "list[Found]", text: str) -> bool:
    """Whether a facility is named right before a street, and nobody between."""
    ends = [one.end for one in found if one.end <= street.start and one.entity not in _NOBODY]
    return facility(text, max(ends, default=0), street.start)


#: Who is called, who holds the keys, who watches, in the words before and between.
_KEEPER = re.compile(
    r"\b(?:prevenir|avertir|alerter|aviser|gardiens?|gardiennes?|concierges?|cles?|clefs?|astreintes?"
    r"|alarmes?|absence|logee?s?|urgences?|avisar|llaves?|conserjes?|porter[oa]s?|guardas?"
    r"|guardes[ae]s?|vigilantes?|urgencias?|notify|warn|keys?|keyholders?|caretakers?|janitors?"
    r"|on call|emergency|verwittig\w*|verwittigen|waarschuw\w*|sleutels?|huisbewaarders?"
    r"|conciergewoning|nood\w*|chaves?|porteir[oa]s?|zelador\w*|bao ve|chia khoa|khan cap)\b"
)
#: Bodies that a landline between would be of.
_OFFICE = re.compile(
    r"\b(?:mairie|standard|accueil|secretariat|services?|guichet|police|pompiers|gendarmerie"
    r"|samu|ecole|creche|bibliotheque|mediatheque|piscine|musee|prefecture|direction|agence"
    r"|societe|entreprise|sarl|sas|ayuntamiento|oficina|centralita|policia|bomberos|town hall"
    r"|reception|office|gemeente|politie|brandweer|camara|bombeiros|ubnd|cong an)\b"
)
#: How far before the name its words are looked for, and how far behind it the number stands.
_BEFORE, _BEHIND = 50, 90


def _lines(found: "list[Found]", text: str) -> "list[Found]":
    """Landlines of keepers, and of who gives a private mailbox beside, are somebody's."""
    if not any(one.entity in _LANDLINES for one in found):
        return found
    pairs = list(pairwise(found))
    beside = {id(line) for one, line in pairs if _together(one, line, text)}
    beside |= {id(line) for line, one in pairs if _answered(line, one, text)}
    return [
        replace(one, entity="PHONE")
        if one.entity in _LANDLINES and (id(one) in beside or _kept(one, found, text))
        else one
        for one in found
    ]


def _together(one: "Found", line: "Found", text: str) -> bool:
    """Whether a landline stands right behind a private mailbox, or behind somebody's name."""
    if line.entity != "PHONE_FIXED":
        return False
    between = text[one.end : line.start]
    if one.entity == "PERSON":
        before = fold(text[max(0, one.start - _BEFORE) : one.start])
        return bool(_TOUCHING.fullmatch(between)) and not _OFFICE.search(before)
    mailbox = one.entity == "EMAIL" and len(between) <= 3
    return mailbox and private_provider(text[one.start : one.end])


#: What stands between a line and the mailbox of who has both.
_AND_MAIL = re.compile(
    r"[\s,;:/|(\-–—]{0,3}(?:(?:et|ou|y|o|e|and|or|en|of)\s)?"
    r"(?:e-?mail|mail|mel|m[ée]l|courriel|correo|adresse)?[\s:=]{0,3}",
    re.IGNORECASE,
)


def _answered(line: "Found", one: "Found", text: str) -> bool:
    """Whether a private mailbox stands right behind a landline: both are one person's."""
    if line.entity != "PHONE_FIXED" or one.entity != "EMAIL":
        return False
    between = text[line.end : one.start]
    return bool(_AND_MAIL.fullmatch(between)) and private_provider(text[one.start : one.end])


#: Signs alone, or the word for a telephone.
_TOUCHING = re.compile(
    r"[\s,;:(/\-–—]{0,4}(?:(?i:t[ée]l[ée]?f?(?:phone|ono)?|tlf|fixe|fijo)\b)?[\s.:]{0,3}"
)


#: Where the sentence that names somebody ends.
_NEXT = re.compile(r"[.!?;]\s")


def _kept(line: "Found", found: "list[Found]", text: str) -> bool:
    """Whether a landline follows the name of a keeper, other findings between or not."""
    names = [
        one
        for one in found
        if one.entity == "PERSON" and one.end <= line.start <= one.end + _BEHIND
    ]
    if not names:
        return False
    name = names[-1]
    between = fold(text[name.end : line.start])
    said = _NEXT.split(between)[0]  # another sentence speaks of another keeper
    around = f"{fold(text[max(0, name.start - _BEFORE) : name.start])} {said}"
    return bool(_KEEPER.search(around)) and not _OFFICE.search(between)


__all__ = ["settled"]
