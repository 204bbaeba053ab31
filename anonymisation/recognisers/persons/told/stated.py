"""Persons that a whole turn of phrase states: who signs, refuses, is warned, is called so.

The words around leave no other reading, so that a name may be typed small, be a word as well, or
stand in no list: "signé vardon", "kerlec refuse de payer", "06 … (nina)", "affaire Lê et autres".
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import firms, words
from anonymisation.lexicon.vocabulary import is_frequent, is_ordinary, is_place, is_stranger
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.against.offices import in_office
from anonymisation.recognisers.persons.against.vetoes import speaks_against
from anonymisation.recognisers.persons.evidence import public
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.told.sieves import FOLDED
from anonymisation.recognisers.persons.words.frames import KIN_WORDS
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname, never_in_name
from anonymisation.recognisers.persons.words.tokens import Word, common_said

_W = r"[^\W\d_]{2,}(?:['’-][^\W\d_]{2,})*"
_BEGIN = r"(?:^|[,;:.!?/(–-] ?)\s?"
_CLOSED = r"(?=\s?(?:[,;.)(/]|$|[–-] ))"
_SIGNED = re.compile(
    r"(?<!\w)(?:(?:contre)?signee?s?(?: par)?"
    r"|(?:vise|annote|relu|corrige|note|verifie|redige)e?s? par"
    r"|firma(?:d[oa])?(?: por)?|anotad[oa] por|revisad[oa] por|signat per|getekend(?: door)?"
    rf"|ondertekend door|assinado por|signed(?: by)?) "
    rf"(?P<name>(?:[a-z]\. ?)?{_W}(?: {_W}){{0,3}}){_CLOSED}"
)
_ACTS = re.compile(
    rf"{_BEGIN}(?P<name>{_W}(?: {_W}){{0,2}}) (?:(?:refuse|conteste|s'oppose|insiste"
    r"|ne repond|se niega|weigert|recusa|refuses)"
    r" (?:de |d'|a |le |la |l'|les |que |pas |plus |om |to |te |tot )"
    r"|a deja (?:une? |recu |paye |eu ))"
)
_WARNED = re.compile(
    rf"{_BEGIN}(?P<name>{_W}) (?:prevenue?|avisee?|informee?|alertee?|contactee?|avertie?|rappelee?"
    r"|relancee?|avisad[oa]|informad[oa]|verwittigd|gebeld) "
    r"(?:ce jour|ce matin|cet apres|ce soir|le \d|hier|a \d|el \d|hoy|vandaag|op \d|today)"
)
_STANDBY = re.compile(
    rf"(?<!\w)(?:astreinte|garde|permanence|guardia|wachtdienst) ?: (?P<name>{_W}) "
    rf"(?:puis|et|ensuite|/|luego|y|dan|en) (?P<other>{_W})(?!\w)"
)
_MAYBE = re.compile(
    r"(?<!\w)(?:peut-etre|sans doute|probablement|quizas?|tal vez|misschien|maybe|perhaps|talvez) "
    rf"(?P<name>{_W}) (?:ou|o|of|or) (?P<other>{_W}){_CLOSED}"
)
_PHONED = re.compile(rf"(?:\d[ .\-/]?){{8,14}}\s?\((?P<name>{_W}(?: {_W})?)\)")
_BYNAME = re.compile(
    r"(?<![\w-])(?<!lieu )(?:dit(?:e|\(e\))?|alias|surnommee?|apodad[oa]|conocid[oa] como"
    rf"|bijgenaamd|aka|conegu(?:t|da) com) [\"«“] ?(?P<name>{_W}(?: {_W})?) ?[\"»”]"
)
_ASIDE = re.compile(
    rf"\((?:(?:et|y|and|en|e) (?P<name>{_W})|(?P<other>{_W}) (?:de son prenom|de prenom))\)"
)
_OTHERS = re.compile(
    r"(?<!\w)(?:affaire|dossier|recours|requete|contentieux|litige|creances?|caso|zaak) "
    rf"(?P<name>{_W}) (?:et|y|en|and) (?:autres?|consorts|otros|anderen|others)(?!\w)"
)
#: A relative in brackets: whatever the word means, it is a name.
_RELATED = re.compile(rf"\((?P<name>{_W}), (?:(?:son|sa|su|le|la|el) )?(?:{KIN_WORDS})\)")
#: Whose land or whose heirs: the law's words, before a name that may be any word.
_LAND = re.compile(
    r"(?<!\w)(?:(?:le|du|au|les|des|aux) (?:fonds|heritiers|hoirs|consorts)"
    r"|heritiers|hoirs|consorts|(?:deces|reversion) (?:aux )?ayants?[ -]droits?) "
    rf"(?P<name>{_W}){_CLOSED}"
)
#: Those who inherit together, where a child is placed, between whom land is sold, maiden names.
_HEIRS = re.compile(
    rf"(?<!\w)(?:heritiers|hoirs|consorts|indivision|succession) (?P<name>{_W}) {{1,2}}et "
    rf"(?P<other>{_W}){_CLOSED}"
    rf"|(?<!\w)famille {{1,2}}d'accueil (?P<host>{_W}(?: {_W}){{0,3}}){_CLOSED}"
    rf"|(?<!\w)nee (?P<maiden>{_W}){_CLOSED}"
    rf"|(?<!\w)(?:preemption|alienation|dia)\W{{1,3}}vente (?P<seller>{_W}(?: {_W})?) / "
    rf"(?P<buyer>{_W}(?: {_W})?){_CLOSED}"
)
#: Elders are called so on West Africa's markets: "vieux Vardon garde la place".
_ELDER = re.compile(
    rf"(?:^|[.;:!] )(?:vieux|vieille|doyenne?|tonton|tantie?|tata|maman|papa) (?P<name>{_W}) "
    r"(?:garde|tient|vend|occupe|surveille|vient|paie|doit|refuse|demande|reste|remplace)\b"
)
#: Who works alone, before the word for it; who says what they are called; a given name apart.
_SOLE = re.compile(
    rf"(?P<name>{_W} (?:(?:el|de|ben|da|van) )?(?:{_W}|[a-z]\.))"
    r"(?= (?:\(|[–—-] )?(?:(?:micro|auto)-?entrepre(?:neur|neuse|nant)"
    r"|entrepreneu(?:r|se) individuel(?:le)?)\b)"
    rf"|(?<!\w)(?:je m'appelle|me llamo|mi nombre es|ik heet|my name is|o meu nome e) "
    rf"(?P<other>{_W} {_W})(?=\s?(?:[,;.]|$|(?:et|y|en|and|e) ))"
)
_APART = re.compile(
    rf"(?<!\w)(?:mme|mlle|mr?|monsieur|madame)\.? {_W}(?: {_W})?, (?P<name>{_W})"
    r"(?=,? (?:demeurant|domicilie|habitant|residant|nee? ))"
)
_NUISANCE = re.compile(
    r"(?<!\w)(?:parking|stationnement|depots?|travaux|chantier|feux?|bruits?|aparcamiento|obras"
    r"|parkeren) (?:sauvages?|genants?|abusifs?|illega(?:l|ux)|interdits?|nocturnes?|ilegal(?:es)?"
    r"|indebid[oa]|non autorises?) (?:de|par|van) "
    rf"(?P<name>(?:[a-z]\. ?)?{_W}(?: {_W}){{0,2}}?)"
    r"(?= (?:devant|sur|au|a|rue|chez|frente|voor)\b|[,.;]|$)"
)
_KEPT_FROM = re.compile(
    r"(?<!\w)(?:confi|remett|laiss|rend|donn)(?:er|re|ee?|iee?) (?:l'enfant |les enfants )?a "
    rf"(?P<name>{_W} {_W})(?= \(|[,.;]|$)"
)
_POST = re.compile(
    r"(?<!\w)(?:aesh|avs|atsem|enseignante?|instit|professeur|educ|animat(?:eur|rice)|infirmiere?"
    r"|nounou|assmat|maestr[oa]|tutora?|juf|meester|teacher) ?: "
    rf"(?P<name>{_W} {_W}(?: {_W})?){_CLOSED}"
)
_KIN = re.compile(rf"(?<!\w)(?:{KIN_WORDS}) \((?P<name>{_W}(?: {_W}){{1,3}})\)")
_AGAINST = re.compile(
    rf": (?P<name>{_W}) (?:contre|c/|contra|tegen|vs\.?) (?P<other>{_W}){_CLOSED}"
)
_BETWEEN = re.compile(
    rf"(?<!\w)(?:entre|between|tussen) (?P<name>{_W} {_W}) (?:et|y|and|en|e) "
    rf"(?P<other>{_W} {_W}){_CLOSED}"
)
_NAMED = re.compile(
    r"(?<!\w)(?:llamad[oa]|(?:un|une) certaine?|un tal|una tal|prenommee?|named|genaamd"
    rf"|chamad[oa]|sonnette|interphone|boite aux lettres|buzon|timbre|bel) [«“\"]? ?"
    rf"(?P<name>{_W})(?: ?[»”\"]|{_CLOSED})"
)
#: A child with its age, or a relative in brackets: "la petite Nina, 6 ans", "la mère (Nina)".
_CHILD = re.compile(
    rf"(?<!\w)(?:(?:le|la|un|une) (?:petite?|jeune) (?P<name>{_W})"
    r"(?=, \d|,? (?:\d{1,2} ans|et)|,)"
    rf"|(?:{KIN_WORDS}|elle|lui) ?(?:\(|: )(?P<other>{_W})[),])"
)
_PAID = re.compile(
    r"(?<!\w)(?:frais de (?:depl(?:acements?)?\.?|mission)|note de frais|remb(?:oursement)?\.?"
    r"(?: de)?(?: frais)?|indemnites?|salaire|paie|avance|bourse|secours|aide|prime|allocation|beca"
    r"|ayuda|toelage|beurs)(?: (?!mission)[a-z]+){0,3}? "
    rf"(?P<name>{_W} (?:(?:el|de|ben|da|van) )?{_W})"
    r"(?= (?:mission|compte|iban|rib|dossier|licence|cuenta|rekening)\b"
    r"|, (?:licence|nee?|compte|dossier))"
)

#: What children do all day: "nina a mordu Loïc", "Nina & Loïc se sont sauvés", "loïc pleure".
_DAILY = re.compile(
    r"(?:^|[.!?;:«“\"(–] ?)\s?"
    rf"(?P<name>{_W})(?: ?(?:&|et|y|and|en) (?P<other>{_W}))? "
    r"(?:(?:a|ont) (?:mordu|griffe|tape|frappe|pousse|pince|crache|vomi|pleure|boude|bien mange"
    r"|peu mange|bien dormi|mal dormi|fait pipi|fait la sieste|aide (?:les|un|une|a))"
    r"|pleure(?:nt)? |sera (?:absente?|recuper|a la sieste)|est (?:recupere|venue? sans)"
    r"|se sont (?:battu|sauve|dispute|echappe|mordu|tape)|s'est (?:battu|sauve|echappe|fait mordre)"
    r"|(?:ha )?mordido a |mordio a |llora |beet |huilt |bit |cried )"
)
_GIVEN = (_PHONED, _BYNAME, _ASIDE, _NAMED, _CHILD, _DAILY, _APART)
_FULL = (_KEPT_FROM, _POST, _BETWEEN, _PAID, _KIN, _SOLE)
_LOOSE = (_SIGNED, _ACTS, _WARNED, _STANDBY, _MAYBE, _OTHERS, _NUISANCE, _AGAINST)
_ANY = (_OTHERS, _LAND, _RELATED, _HEIRS, _ELDER)
_SIEVE = Sieve(*_GIVEN, *_FULL, *_LOOSE, *_ANY[1:], among=FOLDED)


def stated(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Names that the words around them state."""
    for _, match in _SIEVE.finditer(simple):
        for part in match.re.groupindex:
            if match[part] is None:
                continue
            start, end = match.span(part)
            names = [word for word in found if start <= word.start and word.end <= end]
            if names and _fits(text, found, names, match.re):
                full = match.re in _FULL
                kind = "OFFICIAL" if in_office(text, names[0].start, end) else "PERSON"
                yield Hit(kind, names[0].start, end, LIKELY if full else LONE)


def _fits(text: str, found: list[Word], names: list[Word], pattern: re.Pattern[str]) -> bool:
    """Whether words may be a name after what was said before them."""
    whole = [word for word in names if word.shape not in ("particle", "initial")]
    if pattern is _SOLE:
        return all(word.shape != "lower" for word in whole) and any(map(_telling, whole))
    if pattern in _ANY:
        heir = pattern in (_HEIRS, _ELDER)
        return _heir(names[-1], text) if heir else _any_word(names[0], text)
    if pattern in _FULL and all(word.shape in ("Cap", "UPPER") for word in whole):
        return _full(whole)
    if not whole or names[0].shape == "particle" or any(map(_never, _long(whole))):
        return False
    if pattern in _GIVEN:
        if whole[0].shape in ("Cap", "UPPER") and any(_surname(pattern, word) for word in whole):
            return True
        return is_first_name(whole[0].folded) and (
            whole[0].shape != "lower" or not common_said(whole[0].folded)
        )
    if pattern in _FULL:
        return len(whole) > 1 and any(is_first_name(word.folded) for word in whole)
    first = found.index(names[0])
    return not public(text, found, first, first + len(names)) and any(map(_telling, whole))


def _long(whole: list[Word]) -> list[Word]:
    """The words that tell something, where several stand: no syllable of two or three letters."""
    return [word for word in whole if len(word.folded) >= _LEAST] or whole


def _surname(pattern: re.Pattern[str], word: Word) -> bool:
    """Whether a surname will do: on a bell, or of somebody young whom a report names."""
    return pattern in _TOLD and any(
        is_surname(part) or is_stranger(part) for part in (word.folded, *word.folded.split("-"))
    )


def _any_word(word: Word, text: str) -> bool:
    """Whether a word with its capital names somebody: in capitals only a surname does."""
    if not word.text[0].isupper() or speaks_against(word.folded):
        return False
    return is_surname(word.folded) if text.isupper() else word.folded not in words("functions")


def _heir(word: Word, text: str) -> bool:
    """Whether a word names a family: with a capital almost any does, else a surname or none."""
    if word.folded in words("functions"):
        return False
    small = word.shape == "lower" or len(word.folded) < _LEAST
    if never_in_name(word.folded) and (small or not is_surname(word.folded)):
        return False
    if word.shape != "lower" and not text.isupper():
        return True
    return is_surname(word.folded) or is_stranger(word.folded) or is_place(word.folded)


def _full(whole: list[Word]) -> bool:
    """Whether capitalised words are a full name: one is listed, and none is a body's."""
    listed = any(is_first_name(word.folded) or is_surname(word.folded) for word in whole)
    return len(whole) > 1 and listed and not any(speaks_against(word.folded) for word in whole)


def _never(word: Word) -> bool:
    """Whether a word is in nobody's name."""
    folded = word.folded
    if never_in_name(folded) or speaks_against(folded) or folded in words("verbs"):
        return True
    if folded in firms() or folded in words("brands") or folded in words("acronyms"):
        return True
    if folded in words("functions") or (common_said(folded) and word.shape != "Cap"):
        return True
    listed = is_first_name(folded) or is_surname(folded)
    return not listed and (is_ordinary(folded) or is_frequent(folded) or len(folded) < _LEAST)


#: Those whose name may be a surname, or stand in no list.
_TOLD = (_NAMED, _CHILD, _BYNAME, _DAILY, _APART)
#: Shorter words of no list are abbreviations.
_LEAST = 4


def _telling(word: Word) -> bool:
    """Whether a word is a name rather than a word, or a surname of the lists."""
    return is_stranger(word.folded) or is_surname(word.folded) or is_first_name(word.folded)


__all__ = ["stated"]
