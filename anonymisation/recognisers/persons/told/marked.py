"""Names told by signs around them: «alias "Bibou"», "(Nina, 4 ans)", "mon nom s'écrit VARDON".

And by the mark of who trades under their own name, as the law wants it: "EI Nina Vardon".
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_place, is_stranger
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.against.vetoes import is_historical, speaks_against
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.told.sieves import FOLDED, WRITTEN
from anonymisation.recognisers.persons.words.frames import KIN_WORDS
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name
from anonymisation.recognisers.persons.words.titles import CAPITALISED
from anonymisation.recognisers.persons.words.tokens import Word, common, common_said

#: A name of up to four words.
_NAME = (
    rf"(?:(?:de|du|el|ben|da|dos|van|von) )?{CAPITALISED}"
    rf"(?: (?:(?:de|du|el|ben|da|dos|van|la) )?{CAPITALISED}){{0,3}}"
)
_OPEN, _CLOSE = r"[«“\"'‘]\s?", r"\s?[»”\"'’]"
_FRIENDS = rf"(?:{KIN_WORDS}|amie?|copain|copine|camarade|voisine?|collegue|fiancee?)"
#: Up to four words between quotation marks.
_NICK = r"[^\W\d_][^\W\d_ '’\-]{1,20}(?:[ -][^\W\d_ '’\-]{1,15}){0,3}"
#: What somebody is called by their own people.
_ALIAS = re.compile(
    r"(?<!\w)(?i:alias|surnomm[ée]e?|surnom|sobriquet|a\.?k\.?a\.?|apodad[oa]|apodo|bijgenaamd)"
    rf"\s?:?\s(?:{_OPEN}(?P<quoted>{_NICK}){_CLOSE}|(?P<name>{CAPITALISED}))"
    # Places and works are "dits" so too: somebody must be named before.
    r"|(?<!\w)(?i:MM?\.|Mr|Mme|Mlle|monsieur|madame|nomm[ée]e?|d[ée]nomm[ée]e?|sieur|individu"
    rf"|certaine?)\s[^\n.;:«“\"»()]{{2,40}}?\s(?i:dite?)\s{_OPEN}(?P<byname>{_NICK}){_CLOSE}"
)
#: A name between quotation marks, and whose it is behind it.
_FRIEND = re.compile(
    rf"{_OPEN}(?P<name>[^\W\d_]{{3,20}}){_CLOSE},? (?:un|une|son|sa|mon|ma|leur|su|mi|una)"
    rf" (?:(?:vieil|vieille|grande?|jeune|petite?|bon|bonne) )?{_FRIENDS}(?!\w)"
)
#: Somebody with their age, between brackets.
_AGED = re.compile(
    rf"(?P<sign>\(|, |; |/ ?| et )(?P<name>{CAPITALISED})(?: {CAPITALISED})?,? ?[(:]? ?"
    rf"\d{{1,2}} ?(?:ans?|mois|años|jaar)(?!\w)"
)
#: Whom a relative is, between brackets behind what they are.
_BRACKETED = re.compile(
    rf"(?<!\w){_FRIENDS}(?: [^\s.;:!?()]+){{0,4}} \((?P<name>[^\W\d_]{{3,20}})\)"
)
#: How somebody is called, and how not.
_SPELT = re.compile(
    r"(?<!\w)(?i:(?:mon|son|leur|notre|votre|ton) (?:vrai |bon )?(?:pr[ée])?nom"
    r"(?: de famille| de naissance| de jeune fille| d['’]usage| marital)?"
    r" (?:s['’][ée]crit|s['’]orthographie|est|c['’]est)|changement de nom (?:en|pour)"
    r"|nom de famille (?:est|s['’][ée]crit)|(?:mi|su) (?:apellido|nombre) (?:es|se escribe)"
    r"|(?:my|his|her) (?:sur|last |first )?name is)"
    rf"(?: bien)?\s?:?\s(?:{_OPEN})?(?P<name>{_NAME})"
    rf"(?:[»”\", ]{{1,3}}(?i:(?:et |mais )?(?:pas|non(?: pas)?)|au lieu de"
    rf"|[àa] la place de|y no|not) [«“\"]?\s?(?P<other>{_NAME}))?"
)
#: Viet Nam's family name that folds to an article, behind whoever bears it.
_LE = re.compile(
    r"(?<!\w)(?i:MM?\.?|Mme|Mlle|Mr|monsieur|madame|fils|fille|fr[èe]re|s(?:oe|œ)ur|m[èe]re"
    r"|p[èe]re|mari|femme"
    r"|famille|consorts|[ée]poux|[ée]pouse|voisine?|locataire|dossier)\s(?P<name>L[Êê])(?!\w)"
)
#: Who trades under their own name; since 2022 the letters must stand beside it.
_SOLE = (
    r"(?:EI|E\.I\.|EIRL|(?i:auto-?entrepreneu(?:r|se)|micro-?entrepreneu(?:r|se)"
    r"|entreprise individuelle|entrepreneu(?:r|se) individuel(?:le)?))"
)
_TRADER = re.compile(
    rf"(?<![\w.]){_SOLE}\s?:?\s(?P<behind>{CAPITALISED}(?:[ -]{CAPITALISED}){{1,3}})(?!\w)"
    rf"|(?<!\w)(?P<before>{CAPITALISED}(?: {CAPITALISED}){{1,3}}),? ?[(–-]? ?{_SOLE}(?!\w)"
)


#: Given names of several who ask something with others of their kind.
_OTHERS = re.compile(
    r"(?<![\w'-])(?P<one>[a-z][a-z'-]+(?: [a-z][a-z'-]+)?) (?:y|e|i|et|and|en)"
    r" (?P<two>[a-z][a-z'-]+(?: [a-z][a-z'-]+)?) (?:y|e|i|et|and|en|ainsi que|con) "
    r"(?:otr[oa]s|l[oa]s demas|d'autres|les autres|plusieurs|vari[oa]s|other|several|andere|altres"
    r"|outr[oa]s) (?:padres|madres|familias|vecin[oa]s|alumn[oa]s|usuari[oa]s|companer[oa]s|parents"
    r"|peres|meres|familles|voisine?s|habitante?s|riveraine?s|locataires|usagers|collegues"
    r"|famil(?:ies|y)|neighbou?rs|residents|tenants|ouders|buren|bewoners|pais|vizinh[oa]s|pares"
    r"|mares|veins)(?!\w)"
)


#: What a text with such a name matches, whatever its words are.
SIGNS = loosened((_ALIAS, _SPELT, _LE))
#: Few texts match one of these: those of texts as written, those of texts in small letters.
_WRITTEN, _FOLDED = (
    Sieve(_ALIAS, _AGED, _SPELT, _LE, _TRADER, among=WRITTEN),
    Sieve(_FRIEND, _BRACKETED, _OTHERS, among=FOLDED),
)


def marked(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Names that signs around them tell."""
    written = [match for _, match in _WRITTEN.finditer(text)]
    folded = [match for _, match in _FOLDED.finditer(simple)]
    if not (written or folded):
        return
    starts = {word.start: word for word in found}
    for match in written:
        if match.re is _TRADER:
            yield from _trading(match, found)
        elif match.re is _AGED:
            yield from _aged(match, starts)
        else:
            yield from _called(match, starts)
    for match in folded:
        if match.re is _OTHERS:
            yield from _joining(match, found)
            continue
        word = starts.get(match.start("name"))
        if word is not None and _somebody(word):
            yield Hit("PERSON", *match.span("name"), LONE)


def _joining(match: re.Match[str], found: list[Word]) -> Iterator[Hit]:
    """Two given names, a day or a virtue elsewhere, before the others who ask with them."""
    pairs = []
    for group in ("one", "two"):
        start, end = match.span(group)
        given = [
            word
            for word in found
            if start <= word.start < end and word.shape != "lower" and is_first_name(word.folded)
        ]
        pairs += [(given[0].start, end)] if given else []
    if len(pairs) > 1:
        for first, last in pairs:
            yield Hit("PERSON", first, last, LIKELY)


def _called(match: re.Match[str], starts: dict[int, Word]) -> Iterator[Hit]:
    """A name that is spelt, or by which somebody's own people call them."""
    for group in match.groupdict():
        if match[group] and not _against(match[group], match.start(group), starts):
            yield Hit("PERSON", *match.span(group), LIKELY)


def _aged(match: re.Match[str], starts: dict[int, Word]) -> Iterator[Hit]:
    """A child, by their given name and their age."""
    word = starts.get(match.start("name"))
    given = word is not None and is_first_name(word.folded)
    if given and (match["sign"] == "(" or not is_place(match["name"].lower())):
        yield Hit("PERSON", *match.span("name"), LONE)


def _trading(match: re.Match[str], found: list[Word]) -> Iterator[Hit]:
    """Who trades under their own name."""
    group = "behind" if match["behind"] else "before"
    if _trades(match[group], match.start(group), found):
        yield Hit("PERSON", *match.span(group), LIKELY)


def _somebody(word: Word) -> bool:
    """Whether a word alone may be somebody's name where one is told."""
    if word.shape not in ("Cap", "UPPER") or common_said(word.folded):
        return False
    return is_first_name(word.folded) or (len(word.folded) > 3 and is_stranger(word.folded))


def _against(name: str, start: int, starts: dict[int, Word]) -> bool:
    """Whether words name a body, a place's kind or a public figure."""
    first = starts.get(start)
    if first is None or is_historical(name):
        return True
    office = speaks_against(first.folded) or first.folded in words("brands")
    return office and not is_listed(first.folded)


#: A given name that is nothing else, with any one word: whoever trades so is no firm.
_PAIR = 2


def _trades(name: str, start: int, found: list[Word]) -> bool:
    """Whether two words or more are the name of somebody who trades."""
    end = start + len(name)
    names = [word for word in found if start <= word.start and word.end <= end]
    whole = [word for word in names if word.shape not in ("particle", "initial")]
    worded = [word for word in whole if word.folded not in words("surname_words")]
    if not whole or any(word.folded in words("brands") or common(word.folded) for word in worded):
        return False
    if any(is_ordinary(word.folded) and not is_listed(word.folded) for word in worded):
        return any(is_clear(word.folded) for word in whole) and len(whole) == _PAIR
    return any(is_first_name(word.folded) or is_stranger(word.folded) for word in whole)


__all__ = ["SIGNS", "marked"]
