"""Persons told by the title before them: "Mme Vardon", "Dr N. Vardon"."""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_stranger
from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.against.forms import firm_behind
from anonymisation.recognisers.persons.against.signs import signed
from anonymisation.recognisers.persons.against.things import light, offered, shop
from anonymisation.recognisers.persons.against.vetoes import (
    is_basque_place,
    is_historical,
    vetoed,
)
from anonymisation.recognisers.persons.against.ways import place_named, street_before
from anonymisation.recognisers.persons.spans import index_at, person
from anonymisation.recognisers.persons.told.sieves import WRITTEN
from anonymisation.recognisers.persons.words.names import (
    is_clear,
    is_first_name,
    is_surname,
    never_in_name,
)
from anonymisation.recognisers.persons.words.runs import LANDSCAPE, run
from anonymisation.recognisers.persons.words.titles import TITLE, TITLE_TAIL
from anonymisation.recognisers.persons.words.tokens import Word, common

_SIEVE = Sieve(TITLE, among=WRITTEN)


def titled(text: str, found: list[Word]) -> Iterator[Hit]:
    """Names after titles, the titles included."""
    for _, match in _SIEVE.finditer(text):
        first = index_at(found, match.end())
        if first is None:
            continue
        last = run(found, first, text)
        if last == first:
            last = _behind_a_letter(text, found, first)
        if last == first:
            last = _lower_name(found, first, text, match.group())
        last = _called(text, found, _second(found, first, last, text))
        if last == first and match.group("civil"):
            last = _any_word(found, first)
        if last == first or _no_person(text, found, first, last, match):
            continue
        hit = person(text, found, first, last, 0.85)
        # The title goes too: it tells the sex, and half of who it was.
        before = TITLE_TAIL.search(text[max(0, match.start() - 12) : match.start()])
        start = match.start() - len(before.group()) if before else match.start()
        yield Hit(hit.entity, start, hit.end, hit.score)


def _behind_a_letter(text: str, found: list[Word], first: int) -> int:
    """Index after the name that a letter opens, which is a word too: "Dr A Diop", "Ms Ó Riain"."""
    second = first + 1
    if len(found[first].text) > 1 or not found[first].text.isupper() or second == len(found):
        return first
    if text[found[first].end : found[second].start] != " ":
        return first
    last = run(found, second, text)
    return last if last > second else first


def _called(text: str, found: list[Word], last: int) -> int:
    """Index after a particle with its capital that closes a name: "M. Tran Van", "Mme Van"."""
    if last == len(found) or found[last].text not in _CLOSING:
        return last
    before = found[last - 1].end if last else 0
    return last + (text[before : found[last].start].endswith(" "))


#: Particles that are names by themselves in Viet Nam, the Maghreb and Senegal.
_CLOSING = frozenset(("Van", "Ben", "Aït", "Ait", "Ould", "VAN", "BEN", "AIT"))


def _any_word(found: list[Word], first: int) -> int:
    """Index after a word with its capital that is no office: who bears a civil title has a name."""
    word = found[first]
    office = word.folded in words("functions") or len(word.folded) < _SHORTEST
    named = word.shape in ("Cap", "UPPER") and not office
    taken = word.folded in words("not_names") and word.folded not in words("surname_words")
    return first + 1 if named and not taken else first


def _second(found: list[Word], first: int, last: int, text: str) -> int:
    """Index after a surname that could be a place or a word too, behind one given name.

    "Mme Nina SAINT-VARD" in capitals, "mme nina château," in small letters where the name ends.
    """
    if last != first + 1 or last == len(found) or not is_clear(found[first].folded):
        return last
    given, word = found[first], found[last]
    if text[given.end : word.start].strip(" ") or text[given.end : word.start] == "":
        return last
    if word.shape == "UPPER" and given.shape == "Cap":
        sainted = word.folded in _SAINTS and text[word.end : word.end + 1] == "-"
        return last + 2 if sainted and last + 1 < len(found) else last
    small = word.shape == given.shape == "lower" and len(word.folded) >= _SHORTEST
    if not small or not _CLOSED.match(text, word.end):
        return last
    if word.folded in words("surname_words"):
        return last + 1
    borne = is_surname(word.folded) or is_stranger(word.folded)
    return last + (borne and not never_in_name(word.folded))


#: What begins a town's name that is a family's as well.
_SAINTS = frozenset(("saint", "sainte", "st", "ste"))
#: Where a name of small letters ends.
_CLOSED = re.compile(r"\s*(?:$|[.,;:)(/])")
#: Shortest word of the dictionary that is somebody's name behind a title.
_SHORTEST = 4


def _no_person(text: str, found: list[Word], first: int, last: int, title: re.Match[str]) -> bool:
    """Whether a titled name is a street's, a public figure's, or the title none."""
    if title.group("civil"):
        if _HONOURED.search(text, max(0, title.start() - 40), title.end()):
            return True
        if _STAGED.search(text, max(0, title.start() - 40), title.start()):
            return True
        sign = shop(text, found, first) or signed(text, found, first, last)
        if sign or offered(text, title.end(), title.group("civil")):
            return True
        if found[first].text in _ARTICLES and not _one_surname(found[first:last]):
            return True
        return (
            street_before(found, first, text)
            or is_historical(text[title.start() : found[last - 1].end])
            or _place_behind(found, last, text)
        )
    if title.group("learned") and light(text, title.start(), title.group("learned")):
        return True
    if title.group("si"):
        folded = found[first].folded
        return not (is_first_name(folded) or (is_surname(folded) and is_stranger(folded)))
    small = title.group()[:2] in ("ma", "Me") and found[first].shape == "lower"
    return (
        # "maître d'œuvre", "maître nageur"
        (small and not is_stranger(found[first].folded))
        or (vetoed(found, first - 1, text) and not place_named(found, first - 1, text))
        or is_historical(text[title.start() : found[last - 1].end])
        or is_historical(text[found[first].start : found[last - 1].end])
        or firm_behind(text, found[last - 1].end)
    )


#: Spain's honorific behind what carries a name: "parque Doña Casilda".
_HONOURED = re.compile(
    r"(?i)(?<!\w)(?:estatua|parque|monumento|busto|plaza|puente|fuente|jard[ií]n|colegio|teatro"
    r"|instituto|alameda|mercado|pante[oó]n|capilla)\s(?:de(?:dicad[oa] a)? |del? |a )?do[nñ]a?\s?$"
)
#: A work called by its hero: "spectacle « Madame Vardon »".
_STAGED = re.compile(
    r"(?i)(?<!\w)(?:spectacles?|pi[èe]ce|th[ée][âa]tre|com[ée]die|op[ée]ra|film|cin[ée]ma"
    r"|projection"
    r"|roman|livre|album|bd|manga|conte|lecture|concert|exposition|ballet|atelier|obra|pel[ií]cula"
    r"|libro|play|movie|book|novel|toneelstuk|boek) ?:? ?[«“\"]\s?\Z"
)
#: Articles before an office as before a surname: "madame le maire", "mme le goff".
_ARTICLES = ("la", "le", "les")


def _one_surname(names: list[Word]) -> bool:
    """Whether somebody is named after "Madame la": else it is an office."""
    return any(
        is_surname(word.folded) or is_stranger(word.folded)
        for word in names
        if word.shape != "particle"
    )


def _place_behind(found: list[Word], last: int, text: str) -> bool:
    """Whether a place's word follows: "Doña Casilda parkea"."""
    return (
        last < len(found)
        and text[found[last - 1].end : found[last].start] == " "
        and (found[last].folded in words("places_behind") or is_basque_place(found[last].folded))
    )


#: Titles written short stand before a name; "madame" may stand before a verb.
_SHORT = ("mme", "mlle", "mr", "m.", "sr.", "sra.", "srta.")


#: What may follow a surname after "madame": "madame tarvin du 3e".
_ENDED = re.compile(
    r"\s*(?:$|[.,;:(!?]|\s(?:du|de|au|et|a|est|qui|se|ne|n'|m'|nous|habite|vient|dit|veut"
    r"|demande)\b)"
)


#: What only somebody does, behind a surname typed small: "monsieur vardon signale que".
_DOES = re.compile(
    r"\s(?:signale|demande|dit|refuse|conteste|souhaite|rappelle|appelle|propose|insiste|precise"
    r"|précise|affirme|estime|constate|remercie|explique|indique|informe|s'est|s'inqui|spreekt"
    r"|belt|vraagt|meldt|woont|weigert|komt|dice|pide|solicita|llama|avisa|vive|reclama)\b"
)


def _lower_name(found: list[Word], first: int, text: str, title: str) -> int:
    """A name typed without capitals after a title: "mme dupont"."""
    last = first
    while last < len(found) and last - first < _SMALL:
        word = found[last]
        if last > first and text[found[last - 1].end : word.start] not in (" ", "  ", "\xa0"):
            break
        led = last == first or found[last - 1].shape == "particle"
        if word.shape == "particle" and led and word.folded in (_LED if last == first else _THEN):
            last += 1
            continue
        begun = last > first and found[last - 1].shape != "particle"
        if title.strip() in ("M", "m"):
            short = not begun and is_stranger(word.folded)
        else:
            short = not begun and (
                title.strip().lower() in _SHORT
                or title.strip().lower().rstrip(".") in _SHORT
                or bool(_ENDED.match(text, word.end))
                or bool(_DOES.match(text, word.end))
            )
        # "don … salgado plaza": a second surname that is a place's word.
        second = last - first > 2 and word.folded in LANDSCAPE
        if not _small_name(word, short) and not second:
            break
        last += 1
    while last > first and found[last - 1].shape == "particle":
        last -= 1
    return last


#: The most words of a name typed small: two given names and two surnames.
_SMALL = 4
#: Particles that begin a surname typed small: "madame da costa".
_LED = frozenset(("da", "dos", "do", "di", "van", "von", "ben", "ait", "el", "de", "le"))
#: Those that may follow one: "mme de la varde", "mr van der kerle".
_THEN = frozenset(("la", "der", "den", "de", "las", "los"))


def _small_name(word: Word, short: bool) -> bool:
    if never_in_name(word.folded) or common(word.folded):
        return False
    listed = is_first_name(word.folded) or is_surname(word.folded)
    return listed or (
        short
        and word.shape == "lower"
        and len(word.folded) > 2
        and word.folded not in words("verbs")
    )
