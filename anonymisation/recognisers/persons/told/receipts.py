"""Who is paid, refunded or charged, at the end of what a payment is for.

"Remb. caution salle Vauban – Nina Vardon", "Prime vélo BOIS Nina, 12 rue …", "Restitution
consignation N. Vardon": what is written before says why, and the name of a hall in it is no other
person's. A full name alone tells, or a letter with its surname.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import firms, words
from anonymisation.lexicon.vocabulary import is_stranger
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.persons.against.signs import signed
from anonymisation.recognisers.persons.against.vetoes import historical_within, speaks_against
from anonymisation.recognisers.persons.evidence import stands_for_historical
from anonymisation.recognisers.persons.spans import person
from anonymisation.recognisers.persons.words.fitness import full_name
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word, common_said

#: What a payment to somebody, or from somebody, begins with.
_PAID = re.compile(
    r"\W*(?:(?:aides?|primes?|bourses?|allocations?|cheques?|secours|abonnements?|remises?"
    r"|exonerations?"
    r"|remb(?:oursements?|ts?)?|cautions?|restitutions?|consignations?|annulations?|degrevements?"
    r"|depots? de garantie|trop[- ]percus?|avoirs?|indemni(?:tes?|sations?)"
    r"|dedommagements?|sinistres?"
    r"|franchises?|regularisations?|echeanciers?|mensualisations?|resiliations?|acomptes?|arrhes"
    r"|prets?|avances?|frais|vacations?|gratifications?|salaires?|paies?|soldes?|loyers?"
    r"|redevances?"
    r"|impayes?|titres? de recettes?|factures?|relances?|prise en charge|ravalement|becas?|bonos?"
    r"|ayudas?|subsidios?|primas?|devoluci(?:on|ones)|fianzas?|reembolsos?|indemnizacion(?:es)?"
    r"|siniestros?|refunds?|grants?|deposits?|toelagen?|beurs|beurzen|premies?|terugbetaling(?:en)?"
    r"|waarborg|bolsas?|reembolso|devolucao|caucao|ajuts?|fianca)(?!\w))"
)
#: What may follow who is paid: an end, an address, an account, what it is for.
_ENDED = re.compile(
    r"\s*(?:$|[,;(/–—]|- |\d|(?:dpu|rib|iban|n°|no |compte|dossier|ref|facture|titre|appt|bat|lot"
    r"|rue|av|avenue|bd|chemin|allee|place|impasse|rte|route|quai)(?!\w))"
)
#: What ends the purpose: a dash, a comma, a plate.
_DASH = re.compile(r"(?: [–—-] |, ?|: ?)$")
_PLATE = re.compile(r"\d[ -]?[a-z]{0,3}(?:[ -]\d{2,3})? $|[a-z]{2}-?\d{3}-?[a-z]{2} $")
_CAPITALS = ("Cap", "UPPER", "initial")
_MOST = 4


def receipts(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Who a payment is for, where the text begins with one."""
    if text.isupper() or not _PAID.match(simple):
        return
    index = 1
    while index < len(found):
        last = _extent(text, found, index)
        first = _start(simple, found, index, last)
        ends = first is not None and _ENDED.match(simple, found[last - 1].end)
        # "Becas Sor Nina" is a programme.
        if first is not None and ends and not signed(text, found, first + 1, last):
            yield person(text, found, first, last, LIKELY)
        index = max(last, index + 1)


def _extent(text: str, found: list[Word], first: int) -> int:
    """Index after the capitalised words that touch each other, from a word on."""
    index = first
    while index < len(found) and found[index].shape in (*_CAPITALS, "particle"):
        if index > first and text[found[index - 1].end : found[index].start] not in (
            " ",
            "-",
            ". ",
        ):
            break
        if found[index].shape == "particle" and found[index].text.islower() and index == first:
            break
        index += 1
    while index > first and (found[index - 1].shape == "particle" or _code(found, first, index)):
        index -= 1
    return index


def _code(found: list[Word], first: int, last: int) -> bool:
    """Whether the last word of a run is a short code behind a name: "N. Vardon DPU"."""
    word = found[last - 1]
    short = word.shape == "UPPER" and len(word.folded) <= _MOST and last - first > 1
    return short and not is_surname(word.folded) and found[last - 2].shape == "Cap"


def _start(simple: str, found: list[Word], first: int, last: int) -> int | None:
    """Index of the first word of the name that ends a run of capitalised words; None without."""
    before = simple[max(0, found[first].start - 14) : found[first].start]
    free = bool(_DASH.search(before) or _PLATE.search(before))
    for start in range(max(first, last - _MOST), last - 1):
        names = found[start:last]
        if not _named(names) or any(_body(word) for word in names):
            continue
        if historical_within(names) or stands_for_historical(names):
            return None
        if led_place(simple, found, start):
            return None
        if start > first or free or not _of_place(found, start):
            return start
    return None


def _of_place(found: list[Word], first: int) -> bool:
    """Whether a place stands before a run, which may be its name: "caution salle Nina Vardon"."""
    return any(speaks_against(word.folded) for word in found[max(0, first - _MOST) : first])


#: A place has its article where it is meant itself: "présenté au lycée Nina Vardon".
_ARTICLED = re.compile(r"(?<!\w)(?:a la|a l'|aux?|par l[ea]|avec l[ea]|dans l[ea]) $")


#: Where somebody may live, and is helped to.
_HOMES = frozenset(
    """maison maisons residence foyer logement immeuble batiment ferme casa domicile hlm chambre
    site lieu quartier secteur association asso club""".split()  # noqa: SIM905 - words, no code
)


def led_place(simple: str, found: list[Word], first: int) -> bool:
    """Whether a school or a home with its article stands right before a name, which is its own."""
    before = found[first - 1]
    if simple[before.end : found[first].start] != " " or not speaks_against(before.folded):
        return False
    if before.folded in _HOMES:
        return False
    return bool(_ARTICLED.search(simple, max(0, before.start - 8), before.start))


def _body(word: Word) -> bool:
    """Whether a word says a place, a body or a firm."""
    folded = word.folded
    if is_clear(folded) or is_surname(folded):
        return False
    # A town, or a word, stands as a surname before its given name.
    return folded in words("organisations") or folded in words("acronyms") or folded in firms()


def _named(names: list[Word]) -> bool:
    """Whether words are a letter and a surname, or a full name whose surname may be any word."""
    whole = [word for word in names if word.shape in ("Cap", "UPPER") and len(word.folded) > 1]
    if len(whole) == 1:
        dotted = any(word.shape == "initial" and word.text.endswith(".") for word in names)
        surname = is_surname(whole[0].folded) or is_stranger(whole[0].folded)
        return dotted and names[0].shape == "initial" and surname
    if len(whole) != len(names) or not is_clear(whole[0].folded):
        return (len(whole) == 2 and _given_behind(*whole)) or full_name(names)
    return full_name(names) or (len(whole) == 2 and not common_said(whole[1].folded))


def _given_behind(surname: Word, given: Word) -> bool:
    """Whether a given name stands behind its surname; one that is a word, behind capitals."""
    told = surname.shape == "UPPER" and given.shape == "Cap" and is_first_name(given.folded)
    return is_clear(given.folded) or told


__all__ = ["led_place", "receipts"]
