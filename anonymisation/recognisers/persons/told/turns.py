"""Persons that a turn of phrase awaits, whatever their name means and however it is typed.

"le placier Vardon", "assurée par kerlec", "blessé léger : Roy", "cours de yoga de Nina", "Nina 8
ans : j'ai aimé": what stands before, or right behind, is said of nobody but a person. In small
letters a word must be rare or a given name; with its capital it may be a trade's or a tree's too.
"""

import re
from collections.abc import Callable, Iterator

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_listed, is_place
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.against.vetoes import is_historical
from anonymisation.recognisers.persons.evidence import carried, public
from anonymisation.recognisers.persons.spans import LONE, index_at, person
from anonymisation.recognisers.persons.told.bearers import (
    Lone,
    anything,
    bears,
    called,
    double_name,
    small_name,
    small_words,
    whole_name,
    young,
)
from anonymisation.recognisers.persons.told.sieves import FOLDED
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word
from anonymisation.recognisers.persons.words.trades import TRADES

#: Who works: one name is enough, behind a word in small letters.
_TRADE = re.compile(
    rf"(?<![\w'-])(?<!rue )(?<!rue du )(?<!rue de la )(?<!place du )(?:l')?"
    rf"(?:{TRADES})"
    r"(?:,? (?:nommee?|appelee?|remplacante?|titulaire|volante?|llamad[oa]))?(?: ?: ?|, | )"
)
#: By whom what only somebody does was done.
_BY = re.compile(
    r"(?<!\w)(?:assur|remplac|conduit|sign|rempli|trouv|surpris|mordu|insult|agress|frapp|bouscul"
    r"|temoign|recuper|ramen|gard|remarqu|declar|rapport|racont|note|vu|aperc|entendu|ecrit|redig"
    r"|tenu|prete|cueilli|soign|accompagn|heberg|veill|renvers|percut|bless|griff|depos|dirig"
    r"|encadr"
    r"|anim|fait|faite)(?:e|es|ee|ees|s|ue|u|te|i|ie)? (?:benevolement )?par "
)
#: Who was hurt, drove or fled, behind what is said of them and a colon.
_HURT = re.compile(
    r"(?<!\w)(?:bless|impliqu|verbalis|interpell|alcoolis|conduct|pilot|passag|pieton|cyclist"
    r"|decede|indemn|choqu|victim|hospitalis|transport|herid[oa]|lesionad[oa]|gewond"
    r"|injured)\w{0,6}"
    r"(?: (?:leger|grave|legerement|gravement|serieusement|leve|grave|graves|licht|zwaar)e?s?)? ?: "
)
#: Several whom an accident or a quarrel brings together: each behind a comma or "et".
_THOSE = re.compile(
    r"(?<!\w)(?:conduct(?:eurs|rices)|automobilistes|motards|cyclistes|pietons|belligerants"
    r"|protagonistes|antagonistes|temoins|victimes|mis en cause|conductores|implicados|testigos"
    r"|bestuurders|getuigen|drivers|witnesses) ?:? ?"
    r"(?=[^\W\d_][\w'-]+(?: [^\W\d_][\w'-]+)?,? (?:et|y|en|and) [^\W\d_])"
)
#: Several who live, sell or sue beside each other: towns and bodies stand behind these too.
_SEVERAL = re.compile(
    r"(?<!\w)(?:requerants|plaignants|demandeurs|acquereurs|vendeurs|bailleurs|preneurs|garants"
    r"|colocataires|coproprietaires|colotis|(?:co)?indivisaires|cautions|mandants|heriti(?:ers"
    r"|eres)"
    r"|riverain(?:e)?s|voisine?s|locataires|proprietaires|occupants|contrevenants|suspects|parrains"
    r"|demandantes|denunciantes|vecin[oa]s|propietari[oa]s|inquilin[oa]s|herederos|comprador(?:es"
    r"|as)"
    r"|vendedor(?:es|as)|buren|huurders|eigenaars|verkopers|kopers|erfgenamen|neighbours|tenants"
    r"|owners|buyers|sellers|heirs|condutores|vizinhos|testemunhas) ?:? ?"
    r"(?=[^\W\d_][\w'-]+(?: [^\W\d_][\w'-]+)?,? (?:et|y|en|and) [^\W\d_])"
)
#: A household, by its one surname.
_FAMILY = re.compile(
    r"(?<!sainte )(?<!label )(?<![\w'-])"
    r"(?:(?:la|une|cette|de|par|avec|contre|pour|[–—-]|,|:) famille|^famille"
    r"|(?:domicile|chez|adresse|logement|appartement|maison) (?:personnelle? )?"
    r"(?:du |de la |le |la )?(?:vice-)?president(?:e)?) "
)
#: Lessons, by who gives them.
_LESSON = re.compile(
    r"(?<!\w)(?:cours|ateliers?|stages?|seances?|lecons?|clases?|taller|lessons?)"
    r"(?: (?:de|d')? ?\w{3,15}){1,2} (?:de |d'|par |avec |con |by |with )"
)
#: Whose house is pulled down, sealed, sold or burnt.
_HOUSE = re.compile(
    r"(?<!\w)(?:demolition|peril|sinistre|incendie|vente|rachat|acquisition|rehabilitation"
    r"|raccordement|expulsion|squat|effondrement|deconstruction|desamiantage|branchement|clôture)"
    r"(?: de la)? (?:maison|propriete|ferme|grange|immeuble|batisse|parcelle|hangar|villa) "
)
#: The dead, children in somebody's care, whoever is fetched or called.
_GIVEN = re.compile(
    r"(?<!\w)(?:r\.?i\.?p\.?|repose en paix|descanse en paz|d\.e\.p\.|q\.e\.p\.d\.|adieu|rust zacht"
    r"|(?:garde|residence|visite|droit de visite|tutelle|curatelle|pension)"
    r"(?: (?:alternee|exclusive|partagee|provisoire|principale))? (?:de|d')|divorcee? (?:de|d')"
    r"|(?:re)?(?:chercher|recuperer|deposer|emmener|ramener|coucher|nourrir) |recoger a|dejar a"
    r"|(?:llam(?:en|ar|e|ad)|avis(?:en|ar|e|ad)|bus(?:quen|car)|truquin|liguem) (?:a|por|para) "
    r"|pregunt(?:en|ar|e) por |habl(?:en|ar|e) con |bel(?:len)? (?:met )?|ophalen van "
    r"|maternite (?:de|d'))\s?"
)
#: Who says what they are, or is called so, by the letter of a given name and a surname.
_LETTER = re.compile(
    r"(?<!\w)(?:je suis|moi|c'est|nommee?|denommee?|soussignee?|signee?|chez|avec|contre|par"
    r"|mme|m\.|mlle|contact|voir|soy|i am|appeler|joindre|prevenir) (?=[a-z]\. ?[^\W\d_]{3})"
)
#: Whose, or of whom, before a full name in small letters that may be words.
_WHOSE = re.compile(
    r"(?<!\w)(?:appart(?:ient|enant|enait|iennent) (?:en indivision )?(?:a|aux)"
    r"|indivision (?:a|entre)"
    r"|(?:suggestion|demande|plainte|reclamation|courrier|requete|proposition|voisine?|lot voisin"
    r"|finca|place|emplacement|stand|banc|etal) (?:de|d')|partage entre (?:les )?(?:heritiers )?"
    r"|qu'a|pertenece a|propiedad de|(?:arrendatari[oa]|propietari[oa]|duen[oa])"
    r" (?:actual|saliente|anterior)?) ?"
)
#: Who begins a sentence and asks, refuses, or is away, in small letters.
_SUBJECT = re.compile(
    r"(?:^|[.!?;:] )(?=(?:[^\W\d_]{3,}[ -]){1,3}"
    r"(?:ne (?:veut|souhaite|peut|repond|vient|voit)|n'a |n'est "
    r"|sollicite|demande|reclame|souhaite|signale|conteste|refuse|habite|se plaint|s'est "
    r"|(?:est )?en (?:arret|conge|formation|vacances)|(?:est )?(?:absente?|malade)"
    r"|pide|solicita|reclama|avisa))"
)
#: How old somebody is, or what only a person bears, behind one name or more at the start.
_AGED = re.compile(
    r"(?:^|[.!?;:–-] )(?=[^\W\d_]{3,}(?:-[^\W\d_]+)?,? \d{1,2} ans(?! (?:apres|d')))"
)
#: Two given names that begin what they sign.
_BOTH = re.compile(
    r"^(?P<one>[^\W\d_]{3,}) ?(?:&|\+|et|y|and) ?(?P<two>[^\W\d_]{3,})(?= ?(?:[–—-] |[,:(]|$))"
)

#: Two small words, in either order, before what only a person bears.
_BEARS = re.compile(
    r"(?<![\w'-])(?=(?:[^\W\d_]{3,}(?:-[^\W\d_]+)?,? ){1,2}?[^\W\d_]{3,}(?:-[^\W\d_]+)?"
    r"(?:,? \(?(?:nee? (?:le|en|a) |nacid[oa] |cni|cin|dni|nie|nir|curp|c\.i\.|cel\.|gsm|tel\.? )"
    r"|,? (?:epouse|veuve|demeurant|domiciliee?|agee? de|enceinte)(?!\w)| ?/ ?\d\d[./]\d\d|"
    r" n° ?\d ?\d\d))"
)

_CAPITALS = ("Cap", "UPPER", "initial")
_MOST = 4
Judge = Callable[[list[Word]], bool]


def turns(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Names that a turn of phrase awaits."""
    for _, match in _SIEVE.finditer(simple):
        if match.re is _BOTH:
            yield from _both(text, match)
            continue
        first = index_at(found, match.end())
        if first is None or carried(text, found, match.start()) or _way(simple, match):
            continue
        if match.re in _ROWS:
            yield from _row(text, simple, found, first, match.re)
        else:
            yield from _named(text, simple, found, first, match.re)


def _named(
    text: str, simple: str, found: list[Word], first: int, cue: re.Pattern[str]
) -> Iterator[Hit]:
    """The name at a word, if it is one that a turn of phrase awaits."""
    last = _extent(text, found, first)
    names = found[first:last] or small_words(simple, found, first, cue is _BEARS)
    if not names or not _stands(text, simple, names, cue):
        return
    score = LIKELY if len(names) > 1 else LONE
    if last == first:
        yield Hit("PERSON", names[0].start, names[-1].end, score)
    elif cue is _AGED or not public(text, found, first, last):
        yield person(text, found, first, last, score)


def _row(
    text: str, simple: str, found: list[Word], first: int, cue: re.Pattern[str]
) -> Iterator[Hit]:
    """The name at a word, and those that "and" or a comma joins to it."""
    index: int | None = first
    while index is not None:
        hit = next(_named(text, simple, found, index, cue), None)
        if hit is None:
            if index != first and (word := _given_last(simple, found, index)):
                yield Hit("PERSON", word.start, word.end, LONE)
            return
        yield hit
        joint = _JOINT.match(simple, hit.end)
        index = index_at(found, joint.end()) if joint else None


def _given_last(simple: str, found: list[Word], index: int) -> Word | None:
    """One given name that is a word too, where the row ends: "tenue par nina et rose."."""
    word = found[index]
    return word if is_first_name(word.folded) and _ROW_END.match(simple, word.end) else None


#: What joins the names of a row, and what ends one.
_JOINT = re.compile(
    r",? (?:et|y|e|en|and|eta|i) |, (?!(?:et|y|e|en|and|puis|donc|mais) )| ?/ ?| ?& ?"
)
_ROW_END = re.compile(r"\s*(?:$|[.,;:)!?/])")


def _way(simple: str, cue: re.Match[str]) -> bool:
    """Whether a way is called after whoever a trade tells: "square du lieutenant Vardon"."""
    if cue.re is not _TRADE:
        return False
    *_, way, last = ("", "", *simple[max(0, cue.start() - _REACH) : cue.start()].split())
    named = last in ("du", "de", "des", "la", "del") or cue.group().startswith("l'")
    if named:
        return way in words("streets") or last in words("streets")
    return last in words("streets") and last not in _DONE


#: Ways whose word says what somebody does as well: "passage infirmière Nina".
_DONE = frozenset(("passage", "cours", "place", "route", "montee", "descente", "pont"))
#: How far before a trade a way is looked for.
_REACH = 30


def _both(text: str, match: re.Match[str]) -> Iterator[Hit]:
    """Two given names side by side."""
    for part in ("one", "two"):
        if not is_clear(match[part]) or not text[match.start(part)].isupper():
            return
    yield Hit("PERSON", *match.span("one"), LONE)
    yield Hit("PERSON", *match.span("two"), LONE)


def _extent(text: str, found: list[Word], first: int) -> int:
    """Index after the capitalised words that touch each other, from a word on."""
    last = index = first
    while index < len(found) and index - first < _MOST:
        word = found[index]
        gap = text[found[index - 1].end : word.start] if index > first else " "
        if gap not in (" ", "-", "") and not (gap == ". " and found[index - 1].shape == "initial"):
            break
        led = index > first and found[index - 1].shape == "particle"  # "Van der Velde"
        small = word.shape == "particle" and text[word.start].islower() and not led
        if word.shape == "lower" or small:
            break
        index += 1
        last = index
    return last


def _stands(text: str, simple: str, names: list[Word], cue: re.Pattern[str]) -> bool:
    """Whether words are the name that a turn of phrase awaits."""
    if len(names) > 1 and is_historical(text[names[0].start : names[-1].end]):
        return False
    lone, full = _JUDGES[cue]
    whole = [word for word in names if word.shape != "particle"] or names
    if whole[0].shape not in _CAPITALS:
        return small_name(simple, names, lone)
    if text.isupper():
        return False  # read again in small letters
    if len(whole) == 1 and (len(names) == 1 or cue in (_THOSE, _SEVERAL)):  # "De Brévent"
        return lone is not None and lone(whole[0])
    return full(names)


def _driver(word: Word) -> bool:
    """Whether one word may be who drove: a surname that speaks of something else too."""
    return anything(word) or is_surname(word.folded) or word.folded in words("surname_words")


def _neighbour(word: Word) -> bool:
    """Whether one word is a surname, where towns and bodies stand as well."""
    return bears(word) and (is_listed(word.folded) or not is_place(word.folded))


def _none(_names: list[Word]) -> bool:
    """No name of several words: those with their capitals are told elsewhere."""
    return False


#: What one word must be behind each, and what several must.
_JUDGES: dict[re.Pattern[str], tuple[Lone | None, Judge]] = {
    _TRADE: (bears, double_name),
    _BY: (bears, double_name),
    _HURT: (anything, whole_name),
    _THOSE: (_driver, whole_name),
    _SEVERAL: (_neighbour, whole_name),
    _FAMILY: (anything, whole_name),
    _LESSON: (young, whole_name),
    _HOUSE: (bears, whole_name),
    _GIVEN: (called, whole_name),
    _LETTER: (None, whole_name),
    _WHOSE: (None, whole_name),
    _SUBJECT: (called, _none),
    _AGED: (called, _none),
    _BEARS: (None, whole_name),
}
#: Those behind which several stand, one after the other.
_ROWS = (_THOSE, _SEVERAL, _BY)
_SIEVE = Sieve(*_JUDGES, _BOTH, among=FOLDED)

__all__ = ["turns"]
