"""Persons whom their place tells, whatever their name means: "foyer Vardon", "élève Nina Pont".

Surnames are towns, trades and things too. Right behind a word for somebody, or right before what
only somebody is, a name is one: what the dictionary says of it, and what stands off, do not count.
"""

import re
from collections.abc import Callable, Iterator

from anonymisation.lexicon import ambiguous_names, firms, words
from anonymisation.lexicon.vocabulary import is_frequent, is_listed, is_place, is_stranger
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.against.vetoes import is_historical, speaks_against, vetoed
from anonymisation.recognisers.persons.evidence import carried, public
from anonymisation.recognisers.persons.spans import LONE, index_at, person
from anonymisation.recognisers.persons.told.sieves import FOLDED
from anonymisation.recognisers.persons.told.signing import CLOSING, closing
from anonymisation.recognisers.persons.words.frames import KIN_WORDS, POSTS, ROLE_WORDS
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name, is_surname
from anonymisation.recognisers.persons.words.posts import LEASE, POST
from anonymisation.recognisers.persons.words.tokens import Word

#: Words for one person or several, what they do, and to whom something is given.
_SOMEBODY = re.compile(
    rf"(?<![\w'-])(?:(?:{POSTS}|{ROLE_WORDS}|{KIN_WORDS}|representante?)s?"
    r"(?: (?:presume|suppose|identifie|declare|concerne|legal|principal|sortant|entrant|suppleant"
    r"|presunt[oa]|identificad[oa]|vermoedelijke)e?s?)?"
    r"(?: (?:du |de la |de l'|del |de )(?:groupe|equipe|collectif|convoi|camp|campement|chantier"
    r"|projet|secteur|site|dossier|lot|equipo|grupo|cuadrilla|obra|ploeg))?(?: ?: ?| )"
    r"|(?:il |elle )?s'agit (?:de |d')|(?:portrait|parents|fratrie|temoignage) (?:de |d')"
    r"|privee? \(|(?:m|mr|mme|mlle|monsieur|madame|mademoiselle)\.? (?!l[ea] (?:maire|presid|pref))"
    r"|en presence (?:de |d')|au (?:benefice|profit|nom) (?:de |d')|ester en justice contre "
    r"|(?:decern|attribu|confi|accord|vers|consent|remis|octroy|delivr|rembours|notifi|ced|vend"
    r"|lou)"
    r"(?:e|i|u|ie|ue)?e?s? (?:[^.;:!?,]{0,30} )?(?:a|par) |chez |par |contre |se disant )"
)
#: A household, told by one surname: homes for many are called so too.
_HOUSE = re.compile(r"(?<![\w'-])(?:foyers?|menages?|hogar|gezin) ")
#: Families, who somebody is married to, who is on patrol, who was found to own: any name.
_FAMILY = re.compile(
    r"(?<![\w'-])(?:(?:hoirs|indivision|consorts|epoux|fratrie|ep\.|vve|fam\.:?|cts\.?|flia\.) "
    r"|foyer (?=[^\W\d_]+, \d)|chez (?=[^\W\d_]+, \d)"
    r"|(?:foyer|menage) (?=[^\W\d_]+ (?:sinistr|relog|endett|evacu|expuls|suivi|accompagn)e?e?s?\b)"
    r"|(?:proprietaire|detent(?:eur|rice)|auteur|contrevenante?) "
    r"(?:identifie|connu|presume|declare)e? ?: ?)"
)
_RANK = re.compile(r"(?<![\w'-])(?:bcp|gpm|gbp|asvp|brigadier(?:-chef)?(?: principal)?) ")
#: Whose relative, or pupils: a given name is enough.
_WHOSE = re.compile(
    rf"(?<![\w'-])(?:(?:{KIN_WORDS}|parents?) (?:de |d')"
    r"|(?:les )?(?:eleves|enfants|jumeaux|jumelles) )"
)
#: Who holds, owes or owns, by one surname: what is said of them may stand between.
_HOLDER = re.compile(
    r"(?<![\w'-])(?:(?:co)?proprietaires?|usag(?:er|ere)|detent(?:eur|rice)|petitionnaire|redevable"
    r"|locataires?|concessionnaire|occupante?|riveraine?|debit(?:eur|rice)|coureu(?:r|se)"
    r"|joueu(?:r|se)|proprietari[oa]|propietari[oa]|eigenaar)"
    r"(?: (?:identifie|connu|declare|presume|riverain|concerne|indivis|actuel|sortant|entrant"
    r"|contacte|defaillant|identificad[oa]|conocid[oa])e?s?)? ?:? "
)
#: Who complains, is put out, leaves or is left something: the name follows without "of".
_FILED = re.compile(
    r"(?<![\w'-])(?:reclamation|rdv|rendez-vous|expulsion|plainte|doleance|legs|succession|recours"
    r"|inhumation|exhumation|curatelle|tutelle|obseques|queja|reclamo|desahucio|cita|klacht"
    r"|afspraak|complaint|eviction) "
)
#: Who is a child, or drives: a given name alone, whatever town it is too.
_ONE_GIVEN = re.compile(
    r"(?<![\w'-])(?:enfant|eleve|bebe|conduct(?:eur|rice)|chauffeur|chauffeuse|nin[oa]|nen[ea]"
    r"|alumn[oa]|kind|leerling|pupil) "
)
#: What only somebody is, right behind the name.
_STATUS = re.compile(
    r",? \(?(?:(?:licencie|domicilie|retraite|divorce|marie|pacse|indigent|decede|heberge)"
    r"(?:e|\(e\)|·e|\.e)?s?(?!\w)|celibataire|veu(?:f|ve)(?!\w)"
    r"|nee?(?:\(e\)|·e|\.e)? (?:le|en|a|\d)"
    r"|demeurant|agee?(?:\(e\))? de \d|benevole(?!\w)|usuf|nue?[- ]prop|professeure? des ecoles"
    r"|maitre d'(?:oe|œ)uvre|agente? (?:d'accueil|technique|administrati|municipal|territorial|de)"
    r"|stagiaire(?!\w)|dossard|ep\. |epouse )"
)
_CAPITAL = re.compile(r",? Marie [A-ZÀ-Ý]")
#: How old somebody is; places have an age as well.
_AGE = re.compile(r",? \(?\d{1,2} ans(?! d')")
#: What one of several owes or receives, in a text of debts or of aid.
_AMOUNT = re.compile(r" ?\(\d[\d .,]* ?(?:€|eur)")
_OWED = re.compile(
    r"(?<!\w)(?:non-?valeurs?|irrecouvrables?|remises? gracieuses?|debit(?:eurs|rices)|redevables?"
    r"|creances?|impayes?|degrevements?|secours|bourses?|aides? individuelles?|morosos|deudores)"
)
#: What one surname must end at, and what joins the next.
_CLOSED = re.compile(
    r"\s*(?:$|[,.;:()]|/(?! ?\d)|(?:et|y|en) |(?:ok|ko|(?:absent|inform|prevenu|avis|avert|joint"
    r"|contact|injoignable|present|rappel|refus|accept|signal|suit|intervien|recu|recepti|confirm"
    r"|verbalis|bless|remplac|mut|convoqu|affirm|declar|demand|pretend|contest|expliqu|menac"
    r"|insult|dice|dijo|says|zegt)[a-z]{0,6}|dit|nie|d'accord)(?!\w))"
)
_NEXT = re.compile(r",? (?:et|y|en) | ?[,/] ?")
_OF, _AND = frozenset(("de", "du", "des")), frozenset(("et", "y", "en", "ou", "and"))
_MOST, _SHORTEST = 5, 4
#: Whether one word alone is a name.
Judge = Callable[[Word], bool]


def pinned(text: str, simple: str, found: list[Word], small: bool = False) -> Iterator[Hit]:
    """Names that the words beside them tell; in a text of small letters, the `small` ones."""
    if small != text.islower():
        return
    for _, match in _SIEVE.finditer(simple):
        first = index_at(found, match.end())
        if first is not None and not carried(text, found, match.start()):
            lone = _LONE.get(match.re)
            yield from _row(text, simple, found, first, lone)
    behind = () if small else _BEHIND.passing(simple)
    if any(index != _LETTER for index in behind):
        yield from _before(text, simple, found)
    if _LETTER in behind:
        yield from closing(text, simple, found, _family)


def _row(
    text: str, simple: str, found: list[Word], first: int, lone: Judge | None
) -> Iterator[Hit]:
    """A name at a word, and those that "and" joins to it."""
    index: int | None = first
    while index is not None:
        last = _span(text, found, index)
        if not _told(text, simple, found, index, last, lone):
            return
        yield person(text, found, index, last, LIKELY if last - index > 1 else LONE)
        joint = _NEXT.match(simple, found[last - 1].end)
        index = index_at(found, joint.end()) if joint else None


def _told(
    text: str, simple: str, found: list[Word], first: int, last: int, lone: Judge | None
) -> bool:
    """Whether the words from `first` to `last` are somebody's name where one is awaited."""
    names = found[first:last]
    if not names or public(text, found, first, last):
        return False
    if lone is None and names[0].text in _OF:
        return False  # "Les Amis de Nina Vardon" is a club
    if _full(names):
        return True
    whole = [word for word in names if word.shape != "particle"]
    if lone is None or len(whole) != 1 or not lone(whole[0]):
        return False
    return lone in _OPEN or bool(_CLOSED.match(simple, names[-1].end))


def _span(text: str, found: list[Word], first: int) -> int:
    """Index after the words that may be one name's, from a word on."""
    last = index = first
    while index < len(found) and index - first < _MOST:
        word = found[index]
        if index > first and text[found[index - 1].end : word.start] not in (" ", "-"):
            break
        small = text.islower() and _small(word)
        if word.folded in _AND or (word.shape == "lower" and not small):
            break
        index += 1
        last = index if word.shape != "particle" else last
    return last


def _small(word: Word) -> bool:
    """Whether a word without its capital may be a name's: a letter with its point, a rare word."""
    if len(word.folded) == 1:
        return word.text.endswith(".")
    return _surname(word) and not is_frequent(word.folded)


def _full(names: list[Word]) -> bool:
    """Whether words are a given name, or its letter, with a surname of any kind."""
    whole = [word for word in names if word.shape not in ("particle", "initial")]
    whole = [word for word in whole if len(word.folded) > 1]
    if not whole or not all(_given(word) or _surname(word) for word in whole):
        return False
    if any(len(word.folded) == 1 for word in names):
        return all(map(_surname, whole))
    clear = any(is_clear(word.folded) for word in whole)
    family = [word for word in whole if is_listed(word.folded) or is_stranger(word.folded)]
    given = any(map(_given, whole))
    return len(whole) > 1 and given and (clear or len(family) > 0)


def _given(word: Word) -> bool:
    return is_first_name(word.folded) or word.folded in ambiguous_names()


def _surname(word: Word) -> bool:
    """Whether a word may be a surname, whatever else it means."""
    folded = word.folded
    if is_surname(folded) or folded in words("surname_words"):
        return True
    if speaks_against(folded) or folded in words("functions"):
        return False
    return is_stranger(folded) or is_place(folded)


def _one(word: Word) -> bool:
    """Whether one word alone is a surname: no brand, no town, no acronym, no given name."""
    folded = word.folded.replace("-l'", "-")
    if folded in words("brands") or folded in firms() or folded in words("acronyms"):
        return False
    if folded in words("surname_words") or is_surname(folded):
        return word.shape != "lower" or not is_frequent(folded)
    return len(folded) >= _SHORTEST and is_stranger(folded) and not is_first_name(folded)


def _family(word: Word) -> bool:
    """Whether one word is a household's name: homes for many are called by plain words."""
    return _one(word) and (is_surname(word.folded) or is_stranger(word.folded))


def _any(word: Word) -> bool:
    """Whether one word may be a surname at all: it has its capital, and says no body or place."""
    told = speaks_against(word.folded) or word.folded in words("functions")
    named = word.folded in words("surname_words") or is_listed(word.folded)
    return _one(word) or (word.shape != "lower" and (named or not told))


def _forename(word: Word) -> bool:
    """Whether one word is a given name, or of no dictionary."""
    if word.shape == "lower" or len(word.folded) < _SHORTEST:
        return False
    return is_first_name(word.folded) or (is_stranger(word.folded) and word.shape == "Cap")


def _first_name(word: Word) -> bool:
    """Whether one word with its capital is a given name that nobody says every day."""
    return word.shape == "Cap" and is_first_name(word.folded) and not is_frequent(word.folded)


def _before(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Names before what only somebody is, has reached or owes."""
    owed = _OWED.search(simple) is not None
    for index, word in enumerate(found):
        end = word.end
        status = _STATUS.match(simple, end)
        # "collège Nina Vardon, Marie Kerlec": another's given name, and nobody who is married.
        other = status is not None and _CAPITAL.match(text, end) is not None
        known = (status and not other) or (owed and _AMOUNT.match(simple, end))
        aged = known or _AGE.match(simple, end)
        if not aged or word.shape not in ("Cap", "UPPER"):
            continue
        first = _start(text, found, index)
        names = found[first : index + 1]
        if not _full(names) or is_historical(text[names[0].start : end]):
            continue
        if not (vetoed(found, first, text) and not known) and not public(
            text, found, first, index + 1
        ):
            yield person(text, found, first, index + 1, LIKELY)


def _start(text: str, found: list[Word], index: int) -> int:
    """Index of the first word of the name that ends at a word."""
    first = index
    while first and index - first < _MOST - 1:
        before = found[first - 1]
        if text[before.end : found[first].start] not in (" ", "-") or before.shape == "lower":
            break
        if before.shape != "particle" and not (_given(before) or _surname(before)):
            break
        first -= 1
    while found[first].shape == "particle":
        first += 1
    return first


#: What one word alone must be, behind each of these.
_LONE: dict[re.Pattern[str], Judge] = {
    _HOUSE: _family,
    _HOLDER: _one,
    _FAMILY: _any,
    _RANK: _any,
    _WHOSE: _forename,
    _FILED: _one,
    POST: _one,
    LEASE: _one,
    _ONE_GIVEN: _first_name,
}
#: Those behind which anything may follow.
_OPEN = (_any, _forename, _first_name)
_SIEVE = Sieve(_SOMEBODY, *_LONE, among=FOLDED)
#: What stands behind a name; the first closes a letter.
_BEHIND, _LETTER = Sieve(CLOSING, _STATUS, _AGE, _AMOUNT, among=FOLDED), 0

__all__ = ["pinned"]
