"""How much a run of words speaks for a person: lists, shapes, surroundings. Scores are 0–1."""

import re
from bisect import bisect_left

from anonymisation.lexicon import firms, initialled, words
from anonymisation.lexicon.vocabulary import is_place
from anonymisation.recognisers.persons.against.behind import followed_by_organisation
from anonymisation.recognisers.persons.against.signs import housed, lettered, signed
from anonymisation.recognisers.persons.against.stage import staged
from anonymisation.recognisers.persons.against.things import thing
from anonymisation.recognisers.persons.against.vetoes import (
    historical_within,
    is_historical,
    suffixed,
    vetoed,
)
from anonymisation.recognisers.persons.against.vietnam import unit_within
from anonymisation.recognisers.persons.words.frames import KIN_WORDS, POSTS, ROLE_WORDS
from anonymisation.recognisers.persons.words.names import (
    is_ambiguous,
    is_first_name,
    is_surname,
    never_in_name,
)
from anonymisation.recognisers.persons.words.runs import run
from anonymisation.recognisers.persons.words.tokens import STARTS, Word, common, once_a_span
from anonymisation.recognisers.persons.words.trades import TRADES


def known(word: Word) -> bool:
    """Whether a word is in a list of names, and no word that ends one."""
    return is_first_name(word.folded) or (
        is_surname(word.folded) and not never_in_name(word.folded)
    )


def named(found: list[Word], first: int, last: int) -> list[Word]:
    """The words of a run, without particles."""
    return [word for word in found[first:last] if word.shape != "particle"]


def shapes(names: list[Word]) -> set[str]:
    """The shapes of these words."""
    return {word.shape for word in names}


def mixed(names: list[Word]) -> bool:
    """Whether one part is in capitals and another not: "Fanta DRAGO"."""
    return shapes(names) == {"Cap", "UPPER"}


def foreign(names: list[Word]) -> bool:
    """Whether a run of words nobody listed may be a name: no everyday word, no acronym."""
    whole = [word for word in names if word.shape != "initial"]
    return bool(whole) and shapes(names) != {"UPPER"} and not any(common(w.folded) for w in whole)


def lone_given(word: Word) -> bool:
    """Whether a capitalised word alone is a given name after a sign that a person follows."""
    return (
        word.shape in ("Cap", "UPPER")
        and len(word.folded) > 2
        and is_first_name(word.folded)
        and word.folded not in words("place_names")
        and not (word.folded in words("brands") and word.folded in firms())
    )


def lone_surname(word: Word) -> bool:
    """Whether a word alone is a surname and no everyday word."""
    return (
        word.shape in ("Cap", "UPPER")
        and is_surname(word.folded)
        and word.folded not in words("plain")
        and word.folded not in words("place_names")
    )


def extent(found: list[Word], index: int, text: str) -> tuple[int, int]:
    """The run of names around a listed one; one comma may part surname and given name."""
    first = index
    while first > 0 and index - first < 3:
        before = found[first - 1]
        gap = text[before.end : found[first].start].strip(" _")
        if gap not in ("", ".", ",", "-") or _ends(before.folded):
            break
        if before.shape == "particle" and first - 2 >= 0 and found[first - 2].shape == "UPPER":
            first -= 1
            continue
        if not _joins(before, gap):
            break
        first -= 1
    while found[first].shape == "particle":
        first += 1
    return first, max(run(found, first, text), run(found, index, text), index + 1)


def _ends(folded: str) -> bool:
    return never_in_name(folded) or folded in words("streets")


def _joins(before: Word, gap: str) -> bool:
    """Whether a word belongs to the name that follows it."""
    if before.shape not in ("UPPER", "Cap", "initial"):
        return False
    if gap == "," and before.shape != "UPPER":
        return lone_surname(before)
    return before.shape != "Cap" or known(before)


def gazetteer_score(names: list[Word]) -> float:
    """Evidence of a run of capitalised words, 0 when there is not enough."""
    if not 2 <= len(names) <= 5 or stands_for_historical(names):
        return 0.0
    given = [word for word in names if is_first_name(word.folded)]
    family = [word for word in names if is_surname(word.folded)]
    distinct = len({word.start for word in given} | {word.start for word in family})
    sure = any(not is_ambiguous(word.folded) for word in given)
    if given and distinct >= 2 and (sure or mixed(names) or any(w not in given for w in family)):
        return 0.7
    if given and mixed(names):
        return 0.7 if sure else 0.45
    if given and sure and any(word.shape == "Cap" for word in names):
        return 0.5
    if given and sure and len(names) == 2:
        return 0.4
    return _initialled(names, family)


def _initialled(names: list[Word], family: list[Word]) -> float:
    """A surname with initials; one that nobody listed needs its full stop."""
    initials = [word for word in names if word.shape == "initial"]
    rest = [word for word in names if word.shape != "initial"]
    if not initials or not rest or len(rest) > 2:
        return 0.0
    if family:
        return 0.5
    dotted = any(word.text.endswith(".") for word in initials)
    if not dotted or any(common(word.folded) or len(word.folded) < 4 for word in rest):
        return 0.0
    # "VARDON F.", "N. Vardon"
    return 0.4 if initials[0] is names[0] or shapes(rest) == {"UPPER"} else 0.0


def carried(text: str, found: list[Word], start: int) -> bool:
    """Whether a word for somebody, with its capital, is part of a place's name: "IES Padre …"."""
    index = bisect_left(found, start, key=STARTS)
    if index >= len(found) or found[index].start != start or text.isupper():
        return False
    if not index or found[index].shape != "Cap":
        return False
    before = found[index - 1]
    if text[before.end : start] != " " and before.folded not in words("streets"):
        return False
    return before.text in _BAND or vetoed(found, index, text, 1)


#: Bands and shops have their article with its capital: "Los Hermanos Vardon".
_BAND = frozenset(("Los", "Las", "Les", "The"))


def stands_for_historical(names: list[Word]) -> bool:
    """Whether an initial with a surname stands for a public figure: "V. Hugo"."""
    return (
        names[0].shape == "initial" and f"{names[0].folded[0]} {names[-1].folded}" in initialled()
    )


def spoken_against(text: str, found: list[Word], first: int, last: int) -> bool:
    """Whether something says that this run of words is no person to hide."""
    return vetoed(found, first, text) or public(text, found, first, last)


@once_a_span
def public(text: str, found: list[Word], first: int, last: int) -> bool:
    """Whether a run names a public figure of the past, or begins the name of a body."""
    names = found[first:last]
    return (
        is_historical(text[names[0].start : names[-1].end])
        or _feast(names)
        or (_vehicle(names) and not _owner(found, first))
        or _holy_town(names)
        or _way(found, first, last)
        or _honoured(text, found, first, last)
        or any(suffixed(word.folded) for word in names)
        or historical_within(names)
        or followed_by_organisation(found, last, text)
        or (thing(text, found, first, last) and not _owner(found, first))
        or staged(text, names[0].start)
        or unit_within(text, found, first, last)
        or housed(text, names[0].start)
        or lettered(text, names)
        or (len(names) > 2 and housed(text, names[1].start))
        or any(signed(text, found, index, last) for index in range(first, last))
    )


#: What stands before a way, and never before a surname.
_TO_A_WAY = frozenset(
    "la el las los en le les sur dans au aux à the on at op in na no nas".split()  # noqa: SIM905
)


#: Streets that are few families' names, and what joins them: "esquina de Calle Sor Juana".
_STREETS = frozenset(("calle", "avenida", "avda", "paseo", "travesia", "glorieta", "callejon"))
_BESIDE = frozenset(("de", "con", "y", "entre", "junto", "esquina", "hasta", "desde"))
#: Ways whose words say other things elsewhere.
_WAYS = frozenset(("calzada", "privada", "rinconada", "costanera", "cuesta", "bajada", "subida"))


def _way(found: list[Word], first: int, last: int) -> bool:
    """Whether a run begins with a way, though its word is a surname: "en la Calle San Vardo"."""
    if first and found[first - 1].folded in _WAYS and found[first - 1].shape == "Cap":
        return True
    if found[first].folded in _STREETS and found[first].shape == "Cap" and last - first > 2:
        honoured = found[first + 1].folded in _HONOURS  # "Calle Fray Vardon"
        return honoured or (first > 0 and found[first - 1].folded in _BESIDE)
    head = first + 1 if last - first > 2 and found[first].shape == "particle" else first
    if last - head < 2 or found[head].folded not in words("streets") | _WAYS:
        return False
    if head > first:
        return found[first].text in _TO_A_WAY
    return first > 0 and found[first - 1].text in _TO_A_WAY


#: Titles that public figures are known by: "Sor Juana Inés de la Cruz".
_HONOURS = frozenset(
    """sor fray san santa santo padre madre don dona saint sainte abbe pere mere soeur frere general
    marechal amiral colonel commandant capitaine president docteur professeur cheikh serigne lalla
    moulay sidi imam emir sultan prince princesse roi reine rey reina principe libertador mariscal
    almirante coronel presidente doctor king queen lord lady sir koning koningin prins""".split()  # noqa: SIM905
)


def _honoured(text: str, found: list[Word], first: int, last: int) -> bool:
    """Whether a run is a public figure's name behind the title that goes with it."""
    if not first or found[first - 1].folded not in _HONOURS:
        return False
    return is_historical(text[found[first - 1].start : found[last - 1].end])


def _feast(names: list[Word]) -> bool:
    """Whether a run begins with what carries a name: "Día de la Virgen de Guadalupe"."""
    return len(names) > 2 and names[0].folded in words("carriers") and names[1].shape == "particle"


def _holy_town(names: list[Word]) -> bool:
    """Whether a run is a town called after a saint: "San Sebastián"."""
    if len(names) < 2 or names[0].folded not in ("san", "santa", "santo", "sao"):
        return False
    return is_place(" ".join(word.folded for word in names))


def _owner(found: list[Word], first: int) -> bool:
    """Whether a word for somebody stands before a make: "la dueña Mercedes"."""
    before = found[first - 1] if first else None
    return (
        before is not None and before.shape == "lower" and bool(_SOMEBODY.fullmatch(before.folded))
    )


_SOMEBODY = re.compile(rf"(?:{ROLE_WORDS}|{KIN_WORDS}|{POSTS}|{TRADES}|dona|don|sra|srta)")


def _vehicle(names: list[Word]) -> bool:
    """Whether a run is a make with its model: "Renault Mégane"."""
    if names[0].folded not in words("makes"):
        return False
    return not any(lone_given(word) or lone_surname(word) for word in names[1:])


#: The year of birth or the age of the first may stand before: "Lina (2015), Noé (2018)".
_LINK = re.compile(
    r"(?:\s?\((?:\d{1,2}\s?(?:ans?|mois|años|jaar)|\d{4})\))?"
    r"\s?(?:,|&|/|et|y|e|and|ou|con|và)\s"
)
#: The longest of these.
_LONGEST = 14


def linked(text: str, start: int, end: int) -> bool:
    """Whether only "and" or a comma stands between two places of a text, an age at most beside."""
    return end - start <= _LONGEST and bool(_LINK.fullmatch(text[start:end]))
