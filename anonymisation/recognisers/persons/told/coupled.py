"""Names joined to other names: couples, children one after the other, both sides of a quarrel.

Who stands beside a person after "and" is a person too, whatever the list says of the name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from anonymisation.lexicon import vietnamese, words
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_stranger
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.against.vetoes import vetoed
from anonymisation.recognisers.persons.evidence import named, public
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.told.sieves import FOLDED
from anonymisation.recognisers.persons.words.names import is_first_name
from anonymisation.recognisers.persons.words.runs import run
from anonymisation.recognisers.persons.words.tokens import ENDS, STARTS, Word, common_said

_CAPITALS = ("Cap", "UPPER", "initial")
#: What joins two persons.
_AND = re.compile(r"\s?(?:et|y|and|e|en|ou|und|eta|và|&|/|-)\s|\s?[/&]\s?")
#: What is said of the first between brackets: "Nina Vardon (06 …) et Loïc Kerlec".
_ASIDE = re.compile(r"\s?\([^()]{1,60}\),?\s(?:et|y|and|e|en|eta|i)\s")
#: Children are named one after the other, in capitals or not.
_CHILDREN = re.compile(
    r"(?<!\w)(?:enfants?|fils|filles?|jumeaux|jumelles|freres?|s(?:oe|œ)urs?|petits-enfants"
    r"|hij[oa]s?"
    r"|parents|temoins|presents|epoux|maries|padres|ouders|herman[oa]s?|filh[oa]s?|kinderen"
    r"|children|seme-alabak)"
    r"(?: mineurs?| aines?| ainees?| sont)?(?:\s?[:,(]?\s|\s?\()(?:de )?"
    r"(?P<names>[^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?(?:\s?\(?\d{1,2} (?:ans|mois|anos|jaar)\)?)?"
    r"(?:(?:, ?| et | y | e | and | en )[^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?"
    r"(?:\s?\(?\d{1,2} (?:ans|mois|anos|jaar)\)?)?)+)(?![\w'])"
)
_ONE = re.compile(r"[^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?")
_SMALL = frozenset(("et", "and", "en", "ans", "mois", "anos", "jaar"))
#: The two sides of a case, at the start of a note: "Vardon / Kerlec : bornage".
_SIDES = re.compile(
    r"^\W*(?P<one>[^\W\d_][\w'’ -]{2,30}?) ?(?:/|c/|contre|vs\.?|x(?= )) ?(?P<other>[^\W\d_]"
    r"[\w'’ -]{2,30}?) ?(?:[:,(–-] |$)"
)
#: Somebody is sued, or sues: "affaire Vardon c/ commune".
_CASE = re.compile(
    r"(?<!\w)(?:affaire|contentieux|litige|recours|requete|dossier|proces|aff\.|expertise"
    r"|assignation"
    r"|refere|instance|procedure|jugement|pourvoi|appel|transaction|protocole)"
    r"(?: (?:judiciaire|amiable|administrati(?:f|ve)|civile?|penale?|transactionnel))?\s"
    r"(?P<one>[^\W\d_][\w'’ -]{1,30}?)\s(?:c/|contre|vs\.?|/)\s?"
)
#: Both sides of what divides or joins two: "divorce en cours Vardon / Kerlec", "litige A c/ B".
_BETWEEN = re.compile(
    r"(?<!\w)(?:divorce|separation|litige|conflit|contentieux|bornage|partage|mediation|dette"
    r"|indivision|mitoyennete|divorcio|litigio|deslinde|echtscheiding|geschil|dispute)"
    r"(?: (?:en cours|amiable|de voisinage|entre|entre voisins))?\s?:? "
    r"(?P<one>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?) ?(?:/|c/|contre|vs\.?|x(?= )) ?"
    r"(?P<other>[^\W\d_][\w'’-]+)"
)


def coupled(text: str, simple: str, found: list[Word], hits: list[Hit]) -> Iterator[Hit]:
    """Names that others beside them tell, those already found among `hits`."""
    yield from joined(simple, found)
    yield from _pair(text, found)
    for hit in tuple(hits):
        if hit.score >= LONE and hit.entity == "PERSON":
            yield from _before(text, found, hit)
    asked: set[int] = set()
    for hit in hits:  # and of those that this finds: the list grows, but each end is asked once
        if hit.score >= LONE and hit.entity == "PERSON" and hit.end not in asked:
            asked.add(hit.end)
            yield from _behind(text, found, hit)


def joined(simple: str, found: list[Word]) -> Iterator[Hit]:
    """Children in a row, and both sides of a case, whatever else was found."""
    may = _SIEVE.passing(simple)
    if 0 in may:
        yield from _children(simple)
    if 1 in may or 2 in may:
        yield from _sides(simple, found)
    if 3 in may:
        yield from _between(simple, found)


def _children(simple: str) -> Iterator[Hit]:
    """Given names in a row, one of them listed; strangers go with them."""
    for match in _CHILDREN.finditer(simple):
        start = match.start("names")
        spans = [one.span() for one in _ONE.finditer(match["names"]) if one.group() not in _SMALL]
        names = [(a, b, match["names"][a:b]) for a, b in spans]
        if any(is_first_name(name) for *_, name in names):
            for first, last, name in names:
                if is_first_name(name) or is_stranger(name):
                    yield Hit("PERSON", start + first, start + last, LONE)


#: Who sues as a public body, without more: "affaire commune c/ Vardon".
_PARTIES = frozenset(
    """commune ville mairie departement region metropole agglomeration communaute syndicat etat
    prefecture prefet ministere ccas ayuntamiento municipio alcaldia estado gemeente stad
    council""".split()  # noqa: SIM905
)


def _sides(simple: str, found: list[Word]) -> Iterator[Hit]:
    """Who stands on both sides of a case."""
    match = _SIDES.match(simple)
    if match is not None:
        parts = [_words(found, *match.span(part)) for part in ("one", "other")]
        if all(map(_nameable, parts)) and any(map(_telling, parts)):
            for part in ("one", "other"):
                yield Hit("PERSON", *match.span(part), LONE)
    for match in _CASE.finditer(simple):
        named_words = _words(found, *match.span("one"))
        if not named_words or named_words[0].folded in words("legal_forms") | _PARTIES:
            continue
        if all(word.shape in (*_CAPITALS, "particle") for word in named_words):
            yield Hit("PERSON", *match.span("one"), LONE)


def _between(simple: str, found: list[Word]) -> Iterator[Hit]:
    """Who is divided from whom, wherever it is said."""
    for match in _BETWEEN.finditer(simple):
        parts = [_words(found, *match.span(part)) for part in ("one", "other")]
        capital = all(word.shape != "lower" for part in parts for word in part)
        if capital and any(map(_nameable, parts)) and all(map(_family, parts)):
            for part in ("one", "other"):
                yield Hit("PERSON", *match.span(part), LONE)


def _words(found: list[Word], start: int, end: int) -> list[Word]:
    return [word for word in found if start <= word.start and word.end <= end]


def _nameable(part: list[Word]) -> bool:
    """Whether words may be a name: none of a dictionary but listed ones, none of a body."""
    whole = [word for word in part if word.shape != "particle"]
    return 0 < len(whole) <= 4 and all(
        not common_said(word.folded) and (is_listed(word.folded) or is_stranger(word.folded))
        for word in whole
    )


def _family(part: list[Word]) -> bool:
    """Whether words may be a family's name, a trade's or a tree's too: "Forestier"."""
    return _nameable(part) or (
        len(part) == 1 and (is_listed(part[0].folded) or part[0].folded in words("surname_words"))
    )


def _telling(part: list[Word]) -> bool:
    return any(is_stranger(word.folded) and len(word.folded) > 3 for word in part)


def _pair(text: str, found: list[Word]) -> Iterator[Hit]:
    """Two names joined by "and" in a cell of nothing else: "Nina et Loïc"."""
    if not 2 <= len(found) <= 9:
        return
    first = run(found, 0, text)
    if not 0 < first < len(found):
        return
    link = index_after(found, first, text)
    if link is None or run(found, link, text) != len(found):
        return
    sides = (named(found, 0, first), named(found, link, len(found)))
    if not all(map(_person_like, sides)) or not any(
        is_first_name(word.folded) for side in sides for word in side
    ):
        return
    if public(text, found, 0, first) or public(text, found, link, len(found)):
        return
    yield Hit("PERSON", found[0].start, found[first - 1].end, LIKELY)
    yield Hit("PERSON", found[link].start, found[-1].end, LIKELY)


def index_after(found: list[Word], last: int, text: str) -> int | None:
    """Index of the word behind "and", where a run of names ends; None when something else does."""
    end = found[last - 1].end
    for index in (last, last + 1):
        if index < len(found) and _AND.fullmatch(text[end : found[index].start]):
            return index
    return None


def _person_like(names: list[Word]) -> bool:
    return bool(names) and all(map(_part_like, names))


def _part_like(word: Word) -> bool:
    """Whether a word may be part of a name: a surname that is a word as well may too."""
    if word.shape not in _CAPITALS:
        return False
    if word.folded in words("surname_words"):
        return True
    listed = word.shape == "initial" or is_listed(word.folded) or not is_ordinary(word.folded)
    return listed and not common_said(word.folded)


def _behind(text: str, found: list[Word], hit: Hit) -> Iterator[Hit]:
    """The capitalised name behind a person and "and"."""
    last = bisect_right(found, hit.end, key=ENDS)
    if not last or found[last - 1].end != hit.end:
        return
    first = index_after(found, last, text)
    if first is None and (aside := _ASIDE.match(text, hit.end)):
        first = bisect_left(found, aside.end(), key=STARTS)
        first = first if first < len(found) and found[first].start == aside.end() else None
    if first is None or found[first].shape not in _CAPITALS:
        return
    end = run(found, first, text)
    names = named(found, first, end)
    telling = any(is_stranger(word.folded) or _given(word.folded) for word in names)
    fits = _person_like(names) or _ends_list(text, names)
    if telling and fits and not public(text, found, first, end):
        yield Hit("PERSON", found[first].start, found[end - 1].end, LONE)


def _ends_list(text: str, names: list[Word]) -> bool:
    """Whether one given name that is a word too ends what is said: "à Nina Vardon et An."."""
    lone = len(names) == 1 and _given(names[0].folded)
    return lone and not text[names[0].end :].lstrip(" ")[:1].isalnum()


def _given(folded: str) -> bool:
    return is_first_name(folded) or folded in vietnamese("given")


def _before(text: str, found: list[Word], hit: Hit) -> Iterator[Hit]:
    """A name alone before "and" and a person, at the start of what is said or inside it."""
    index = bisect_left(found, hit.start, key=STARTS)
    if not 0 < index < len(found) or found[index].start != hit.start:
        return
    if _AND.fullmatch(text[found[index - 1].end : hit.start]) is None:
        index -= 1  # "and" is a word of its own, where it is no particle
    word = found[index - 1] if index > 0 else None
    if word is None or word.shape != "Cap" or _AND.fullmatch(text[word.end : hit.start]) is None:
        return
    if index > 1 and found[index - 2].shape in _CAPITALS and _touches(text, found[index - 2], word):
        return
    told = is_first_name(word.folded) or (len(word.folded) > 4 and is_stranger(word.folded))
    against = vetoed(found, index - 1, text) or public(text, found, index - 1, index)
    if told and _person_like([word]) and not against:
        yield Hit("PERSON", word.start, word.end, LONE)


def _touches(text: str, left: Word, right: Word) -> bool:
    return text[left.end : right.start] in (" ", "-")


#: Few texts match one of these: one look tells.
_SIEVE = Sieve(_CHILDREN, _SIDES, _CASE, _BETWEEN, among=FOLDED)

__all__ = ["coupled", "joined"]
