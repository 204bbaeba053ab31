"""Names told by what stands right behind or before them: a telephone, an engraving, an absence.

"Nina 06 …", "voir Kerlec au 06 …", "la gardienne N. Lille", "gourmette gravée « Nina 3/4/2015 »",
"équipe Vardon/Kerlec", "propriété VARDON".
"""

import re
from collections.abc import Iterable, Iterator

from anonymisation.lexicon import ambiguous_names, words
from anonymisation.lexicon.vocabulary import is_listed, is_place, is_stranger
from anonymisation.reading.text import fold
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.contacts.numbered import numbered
from anonymisation.recognisers.persons.against.vetoes import speaks_against
from anonymisation.recognisers.persons.evidence import public
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.told.sieves import WRITTEN
from anonymisation.recognisers.persons.words.frames import ROLE_WORDS
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name, is_surname
from anonymisation.recognisers.persons.words.titles import CAPITALISED
from anonymisation.recognisers.persons.words.tokens import Word, common

#: What may lead a name in capitals, and a word of one.
_LED = r"DE|DU|LE|LA|VAN|EL|BEN|DA|DOS|OULD|A[IÏ]T"
_UPPER = r"[^\W\d_a-zß-öø-ÿ]{3,}(?:['’\-][^\W\d_a-zß-öø-ÿ]+)*"
_NAME = rf"(?P<name>(?:{CAPITALISED}\.? ){{0,3}}{CAPITALISED})"
_PHONE = r"(?:\+|00)?\(?\d(?:[ .\-/()]?\d){8,13}"
#: A whole cell: who is called, and where.
_CALLED = re.compile(rf"\W*{_NAME}(?:\s?[:,;(–/-]+\s?|\s)(?:(?i:t[ée]l)\.?\s?:?\s?)?{_PHONE}\W*")
#: Before a number of its own, with a telephone behind.
_PARTS_OF_HOUSES = frozenset("appt appart apto depto piso bloc batiment etage porte".split())  # noqa: SIM905
#: Who is to be called, in a text.
_TO_CALL = re.compile(
    rf"(?i:\b(?:(?:r?appeler|joindre|contacter|prévenir|aviser|voir(?: avec)?|demander"
    rf"|llamar a|bellen|call|aupr[èe]s de)|(?:contacts?|r[ée]f[ée]rente?s?|interlocut(?:eur|rice)"
    rf"|personne [àa] (?:joindre|contacter|pr[ée]venir)|contacto|contactpersoon|encargad[oa])"
    rf"(?: (?:sur (?:place|site)|chantier|technique|en la obra|ter plaatse"
    rf"|on site))? ?:)) {_NAME},?(?:\s(?:au|al|on|op)|\s?[:(,])?\s?\(?{_PHONE}"
)
#: An initial with a word behind a role: nothing else is written so.
_INITIAL = re.compile(
    rf"(?<!\w)(?i:{ROLE_WORDS}|secr[ée]taire|tr[ée]sori[eè]re?|vice-pr[ée]sidente?"
    rf"|entra[iî]neu(?:r|se)|[ée]ducat(?:eur|rice)|animat(?:eur|rice)|monit(?:eur|rice)|contact"
    rf"|voir|sign[ée]e?)\s?:?\s"
    rf"(?P<name>(?:[^\W\d_a-zß-öø-ÿ]\.[ -]?){{1,2}}"
    rf"(?:(?:de|du|d['’]|le|la|el|ben|van) ?)?{CAPITALISED})"
)
#: Somebody is away.
_AWAY = re.compile(
    rf"(?<![\w.] )(?<![\w'’\-])(?<!^)(?P<name>{CAPITALISED}) "
    r"(?:(?:est )?(?:en (?:arr[eê]t|cong[ée]s?|formation|vacances|RTT|r[ée]cup\w*)"
    r"|absente?|malade|injoignable|indisponible)|(?:is )?(?:on leave|off sick)"
    r"|está de (?:baja|vacaciones))(?!\w)"
)
#: What is written on a thing is whose it is.
_WRITTEN = re.compile(
    r"(?i:grav[ée]e?s?|marqu[ée]e?s?|brod[ée]e?s?|floqu[ée]e?s?|inscri(?:te?s?|ption)|[ée]tiquet\w+"
    r"|engraved|marked|labelled|grabad[oa]s?|marcad[oa]s?|gegraveerd)"
    r"(?: (?:brod|cous|coll|nominativ|grav|marqu|inscri|bordad|cosid)\w+)?"
    r"(?: (?:au nom de|au pr[ée]nom de?|with|con|a nombre de))?\s?:?\s?[«“\"'‘]?\s?"
    r"(?P<name>[^\W\d_]+(?:-[^\W\d_]+)?(?: [^\W\d_]+(?:-[^\W\d_]+)?)?)"
    rf"(?: ?(?:&|\+|et|y|and|en|♥|❤) ?(?P<other>{CAPITALISED}))?"
)
#: Two who serve together, two families.
_PAIR = re.compile(
    rf"(?<!\w)(?i:[ée]quipe|bin[oô]me|rel[èe]ve|astreinte|patrouille|[ée]quipage|mariage|noces"
    rf"|pacs|agents)\s:?\s?"
    rf"(?P<one>{CAPITALISED}) ?[/&+–-] ?(?P<other>{CAPITALISED})(?!\w)"
)
#: A family's goods, and families in Dutch and English.
_HOUSE = re.compile(
    rf"(?<!\w)(?i:indivision|propri[ée]t[ée]|hoirie|gezin|famille|host family:?"
    rf"|(?<!répond )(?<!répondant )au nom de"
    rf"|(?:bo[iî]te(?: aux lettres)?|sonnette|interphone|compteur|bail|contrat|box)(?: est)? au nom"
    rf")\s"
    rf"(?P<name>(?:(?:[Dd]e|[Dd]u|[Dd]['’]|[Ll][ea]|[Vv]an|[Ee]l|[Bb]en|[Aa][iï]t"
    rf"|[Dd][ao]s?|[Oo]uld|Mac|{_LED}|the)[ ]?)?{CAPITALISED})(?!\w)"
    rf"|(?<!\w)(?i:s[ée]pultures?|concession|caveau|tombes?|columbarium)"
    r"(?: (?i:abandonn[ée]es?|familiale?|perp[ée]tuelle?|trentenaire|cinquantenaire|temporaire"
    r"|double|n° ?\d+))?"
    rf" (?P<grave>(?:(?:{_LED}) )?{_UPPER})(?!\w)"
    rf"|(?<=[a-zé,] )(?i:ferme|exploitation|hangar|haie|champ|terrain|mur|[ée]table|serres?"
    rf"|chez les|terres) (?P<farm>(?:(?:{_LED}) )?{_UPPER})(?!\w)"
    rf"|(?<!\w)maison (?P<named>{CAPITALISED})\W*$"
    rf"|\b[Tt]he (?P<family>{CAPITALISED}) (?:family|household)\b"
)


def reached(text: str, found: list[Word]) -> Iterator[Hit]:
    """Names told by what touches them."""
    for number in _SIEVE.passing(text):
        yield from _WAYS[number](text, found)


def _called(text: str, found: list[Word]) -> Iterator[Hit]:
    """Who stands before a telephone, alone in a cell."""
    whole = _CALLED.fullmatch(text)
    if whole:
        yield from _callers(text, found, (whole,))


def _to_call(text: str, found: list[Word]) -> Iterator[Hit]:
    """Who stands before a telephone, after a verb."""
    if not _CALLED.fullmatch(text):
        yield from _callers(text, found, _TO_CALL.finditer(text))


def _callers(text: str, found: list[Word], matches: Iterable[re.Match[str]]) -> Iterator[Hit]:
    for match in matches:
        parts = [fold(part) for part in re.split(r"[\s.]+", match["name"]) if part]
        label = match["name"].isupper() and not any(map(is_listed, parts))
        called = [part for part in parts if not _country(part)]
        if label or any(map(_office, called)) or not any(map(_alone, parts)):
            continue
        if len(parts) == 1 and (parts[0] in _PARTS_OF_HOUSES or numbered(f"{parts[0]} ")):
            continue  # "Bon 0478/228510", "Appt 12 06 12 …"
        if not _against(text, found, match, "name"):
            yield Hit("PERSON", *match.span("name"), LONE)


def _initials(text: str, found: list[Word]) -> Iterator[Hit]:
    """An initial with a surname, behind a role."""
    for match in _INITIAL.finditer(text):
        if not _against(text, found, match, "name"):
            yield Hit("PERSON", *match.span("name"), LIKELY)


def _away(text: str, found: list[Word]) -> Iterator[Hit]:
    """Who is away."""
    for match in _AWAY.finditer(text):
        if _alone(match["name"]) and not _against(text, found, match, "name"):
            yield Hit("PERSON", *match.span("name"), LONE)


def _owners(text: str, _found: list[Word]) -> Iterator[Hit]:
    """Whose a thing is, by what is written on it."""
    for match in _WRITTEN.finditer(text):
        parts = [fold(part) for part in match["name"].split()]
        if match["other"] and match["name"].istitle() and _alone(match["other"]):
            yield Hit("PERSON", *match.span("name"), LONE)
            yield Hit("PERSON", *match.span("other"), LONE)
            continue
        if not all(is_first_name(part) or is_surname(part) for part in parts):
            continue
        given = is_clear(parts[0]) or (len(parts) > 1 and any(map(is_clear, parts)))
        if given or (len(parts) > 1 and not any(map(common, parts))):
            yield Hit("PERSON", *match.span("name"), LONE)


def _pairs(text: str, _found: list[Word]) -> Iterator[Hit]:
    """Two who serve together, two families."""
    for match in _PAIR.finditer(text):
        both = match.group("one", "other")
        if any(map(_surname, both)) and not any(_office(fold(one)) for one in both):
            yield Hit("PERSON", *match.span("one"), LONE)
            yield Hit("PERSON", *match.span("other"), LONE)


def _houses(text: str, found: list[Word]) -> Iterator[Hit]:
    """Families by their goods."""
    for match in _HOUSE.finditer(text):
        group = match.lastgroup or "name"
        last = fold(re.split(r"[ '’]", match[group])[-1])
        sure = group in ("name", "grave", "farm") or (is_surname(last) and not is_place(last))
        if sure and _surname(last) and not _against(text, found, match, group):
            yield Hit("PERSON", *match.span(group), LONE)


def _office(folded: str) -> bool:
    """Whether a word is a service's, a place's or a firm's, and no name."""
    taken = speaks_against(folded) or folded in words("brands") or folded in words("functions")
    return taken and not is_listed(folded)


def _alone(word: str) -> bool:
    folded = fold(word)
    return len(folded) > 2 and (is_first_name(folded) or _surname(folded) or _country(folded))


def _country(folded: str) -> bool:
    """Whether somebody is called as a country is: nobody calls the country."""
    return folded in words("countries") and folded in ambiguous_names()


def _surname(word: str) -> bool:
    """Whether a word may be a family's: a listed name, or a word of no dictionary."""
    folded = fold(word)
    if len(folded) < 3 or _office(folded):
        return False
    return (is_listed(folded) and not common(folded)) or (len(folded) > 3 and is_stranger(folded))


def _against(text: str, found: list[Word], match: re.Match[str], group: str) -> bool:
    """Whether these words name a public figure, a body or a thing."""
    start, end = match.span(group)
    inside = [index for index, word in enumerate(found) if start <= word.start and word.end <= end]
    return bool(inside) and public(text, found, inside[0], inside[-1] + 1)


#: A lone name before a telephone, in no list and of no dictionary, is told by nothing else.
SIGNS = loosened((_CALLED,))
#: Few texts match one of these, and each is slow to try: one look tells which.
_SIEVE = Sieve(_CALLED, _TO_CALL, _INITIAL, _AWAY, _WRITTEN, _PAIR, _HOUSE, among=WRITTEN)
_WAYS = (_called, _to_call, _initials, _away, _owners, _pairs, _houses)

__all__ = ["SIGNS", "reached"]
