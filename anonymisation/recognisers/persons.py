"""Persons named in a text: title, sentence frame, given name with surname — minus vetoes.

A street, school or club named after somebody is not personal data; an elected official in office is
named in public acts (D312-1-3, 3° CRPA) and comes out as `OFFICIAL`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.recognisers import frames
from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer
from anonymisation.recognisers.evidence import (
    extent,
    foreign,
    gazetteer_score,
    known,
    linked,
    lone_given,
    lone_surname,
    mixed,
    named,
    public,
    spoken_against,
)
from anonymisation.recognisers.names import (
    is_clear,
    is_first_name,
    is_surname,
    looks_like_person,
    never_in_name,
    run,
)
from anonymisation.recognisers.offices import in_office
from anonymisation.recognisers.titles import TITLE, TITLE_TAIL
from anonymisation.recognisers.tokens import Word, common, tokens
from anonymisation.recognisers.vetoes import is_historical, street_before, vetoed
from anonymisation.text import flat

#: What a sentence frame adds up to, for one word or for several.
_FRAMED, _LONE = LIKELY, 0.45


class PersonRecognizer(TextRecognizer):
    """Names of natural persons."""

    ENTITIES = ("PERSON", "OFFICIAL")
    NEEDS = (
        r"\p{Lu}|\"\s*:\s*\"|(?i:\b(?:m\.|mr|mme|mlle|sr\.|sra\.|monsieur|madame|se[ñn]or|don"
        r"|do[ñn]a))",
        r"\p{Lu}\.?[\s,;:'_\-]+\p{Lu}|\p{L}[.,;:]?\s+(?:\p{L}{1,3}[\s'])*\p{Lu}"
        r"|\b(?i:m\.|mr|mme|mlle|sr\.|sra\.|monsieur|madame|mademoiselle|señor\w*|don|doña"
        r"|messieurs|mesdames"
        r"|mevr\w*|dhr|meneer|herr|frau|doct\w+|prof\w+|veuve|[ée]poux|[ée]pouse|consorts)\s"
        r"|[:(\p{L}]\s*\p{Lu}|\"\s*:\s*\"|^\W*\p{Lu}\p{L}+,?\s\p{Ll}|\b(?:M|Mme|Mlle|Mr"
        r"|Sra?)\.\p{Lu}|\p{Ll}\p{Lu}\p{Ll}",
    )
    #: An object in a cell: the values of its keys of names, once one of them is a given name.
    _GIVEN_KEY = re.compile(
        r"(?i)\"(?:pr[ée]noms?|first_?name|given_?name|nombres|apellidos?)\"\s*:"
    )
    _KEYED = re.compile(
        r"(?i)\"(?:pr[ée]noms?|nom(?:_?(?:de_?)?famille)?|(?:first|last|given|sur|family)?_?name"
        r"|nombres?|apellidos?)\"\s*:\s*\"(?P<name>[^\"\\]{2,80})\""
    )

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text."""
        yield from self._keyed(text)
        found = tokens(text)
        if not found:
            return
        simple = flat(text)
        hits = [
            *_titled(text, found),
            *_framed(text, simple, found),
            *_listed(text, simple, found),
            *_aided(text, simple, found),
        ]
        yield from hits
        yield from _neighbours(text, found, hits)

    def _keyed(self, text: str) -> Iterator[Hit]:
        if self._GIVEN_KEY.search(text):
            for match in self._KEYED.finditer(text):
                yield Hit("PERSON", match.start("name"), match.end("name"), LIKELY)
        else:
            for match in self._KEYED.finditer(text):
                if looks_like_person(match.group("name")):
                    yield Hit("PERSON", match.start("name"), match.end("name"), LIKELY)


def _hit(text: str, found: list[Word], first: int, last: int, score: float) -> Hit:
    while last < len(found) and _small_given(found, last, text):
        last += 1
    start, end = found[first].start, found[last - 1].end
    return Hit("OFFICIAL" if in_office(text, start, end) else "PERSON", start, end, score)


def _small_given(found: list[Word], index: int, text: str) -> bool:
    """A given name without its capital, behind a name: "Mme DIALLO oumou"."""
    word = found[index]
    together = text[found[index - 1].end : word.start] == " "
    return together and word.shape == "lower" and len(word.folded) > 3 and is_clear(word.folded)


def _index_at(found: list[Word], position: int) -> int | None:
    """Index of the word that starts at a position; words are in order."""
    index = bisect_left(found, position, key=lambda word: word.start)
    return index if index < len(found) and found[index].start == position else None


def _titled(text: str, found: list[Word]) -> Iterator[Hit]:
    for match in TITLE.finditer(text):
        first = _index_at(found, match.end())
        if first is None:
            continue
        last = run(found, first, text)
        if last == first:
            last = _lower_name(found, first, text, match.group())
        if last == first or _no_person(text, found, first, last, match):
            continue
        hit = _hit(text, found, first, last, 0.85)
        # The title goes too: it tells the sex, and half of who it was.
        before = TITLE_TAIL.search(text[max(0, match.start() - 12) : match.start()])
        start = match.start() - len(before.group()) if before else match.start()
        yield Hit(hit.entity, start, hit.end, hit.score)


def _no_person(text: str, found: list[Word], first: int, last: int, title: re.Match[str]) -> bool:
    """Whether a titled name is a street's, a public figure's, or the title none."""
    if title.group("civil"):
        if found[first].text in ("la", "le", "les") and not _one_surname(found[first:last]):
            return True
        return (
            street_before(found, first, text)
            or is_historical(text[title.start() : found[last - 1].end])
            or _place_behind(found, last, text)
        )
    if title.group("si"):
        return not is_first_name(found[first].folded)
    return (
        vetoed(found, first - 1, text)
        or is_historical(text[title.start() : found[last - 1].end])
        or is_historical(text[found[first].start : found[last - 1].end])
    )


def _one_surname(names: list[Word]) -> bool:
    """Whether somebody is named after "Madame la": else it is an office."""
    return any(is_surname(word.folded) for word in names if word.shape != "particle")


def _place_behind(found: list[Word], last: int, text: str) -> bool:
    """Whether a place's word follows: "Doña Casilda parkea"."""
    return (
        last < len(found)
        and text[found[last - 1].end : found[last].start] == " "
        and found[last].folded in words("places_behind")
    )


#: Titles written short stand before a name; "madame" may stand before a verb.
_SHORT = ("mme", "mlle", "mr", "m.", "sr.", "sra.", "srta.")


#: What may follow a surname after "madame": "madame tarvin du 3e".
_ENDED = re.compile(
    r"\s*(?:$|[.,;:(!?]|\s(?:du|de|au|et|a|est|qui|se|ne|n'|m'|nous|habite|vient|dit|veut"
    r"|demande)\b)"
)


def _lower_name(found: list[Word], first: int, text: str, title: str) -> int:
    """A name typed without capitals after a title: "mme dupont"."""
    last = first
    while last < len(found) and last - first < 3:
        word = found[last]
        if last > first and text[found[last - 1].end : word.start] != " ":
            break
        short = last == first and (
            title.strip().lower() in _SHORT or bool(_ENDED.match(text, word.end))
        )
        if not _small_name(word, short):
            break
        last += 1
    while last > first and found[last - 1].shape == "particle":
        last -= 1
    return last


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


def _framed(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    for pattern, judge in _JUDGES:
        for match in pattern.finditer(simple):
            first = _index_at(found, match.end())
            if first is None:
                continue
            last = run(found, first, text)
            names = named(found, first, last)
            if not names or public(text, found, first, last):
                continue
            score = judge(names, match.group())
            trade = text[match.start() :].startswith("Chez ") and match.start() > 0
            loose = pattern is frames.LOOSE
            if score and not (loose and (trade or vetoed(found, first, text))):
                yield _hit(text, found, first, last, score)


def _actor(names: list[Word], _frame: str) -> float:
    """Somebody does, says or owns."""
    if len(names) > 1:
        return _FRAMED if any(map(known, names)) or mixed(names) or foreign(names) else 0.0
    return _LONE if lone_given(names[0]) or lone_surname(names[0]) else 0.0


def _kin(names: list[Word], _frame: str) -> float:
    """Somebody's relative."""
    if len(names) == 1 and names[0].shape == "Cap":
        return _LONE if lone_given(names[0]) or not common(names[0].folded) else 0.0
    return _actor(names, _frame)


def _family(names: list[Word], _frame: str) -> float:
    """A surname alone."""
    if len(names) == 1:
        return 0.0 if common(names[0].folded) or names[0].shape == "initial" else _LONE
    return _actor(names, _frame)


def _first(names: list[Word], _frame: str) -> float:
    """A given name, with or without more."""
    if len(names) == 1:
        return _LONE if lone_given(names[0]) else 0.0
    return _FRAMED if any(is_clear(word.folded) for word in names) or mixed(names) else 0.0


def _aided(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Who receives something, at the end of its name."""
    if not frames.AID.match(simple):
        return
    first = len(found)
    while first > 1 and found[first - 1].shape in ("Cap", "UPPER", "particle"):
        first -= 1
    while first < len(found) and found[first].shape == "particle":
        first += 1
    last = run(found, first, text) if first < len(found) else first
    names = named(found, first, last)
    if last < len(found) or not 2 <= len(names) <= 4 or public(text, found, first, last):
        return
    if any(word.folded in words("place_names") for word in names):
        return
    if any(map(known, names)) or foreign(names):
        yield _hit(text, found, first, last, _LONE)


def _loose(names: list[Word], frame: str) -> float:
    """After a word that stands before anything."""
    if len(names) == 1:
        return _LONE if lone_given(names[0]) and frames.PERSONAL.search(frame) else 0.0
    if names[0].shape == "initial" and gazetteer_score(names):
        return _LONE
    return _FRAMED if any(is_clear(word.folded) for word in names) else 0.0


_JUDGES = (
    (frames.ACTOR, _actor),
    (frames.ROLE, _actor),
    (frames.KIN, _kin),
    (frames.SURNAME_NEXT, _family),
    (frames.FIRST, _first),
    (frames.OWNED, _actor),
    (frames.GIVEN, _actor),
    (frames.LOOSE, _loose),
)


def _listed(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Runs with a listed name, or that a verb of saying follows."""
    index = 0
    while index < len(found):
        word = found[index]
        if word.shape in ("Cap", "UPPER", "initial"):
            first, last, score = _run_at(text, simple, found, index)
            if score and not spoken_against(text, found, first, last):
                yield _hit(text, found, first, last, score)
                index = max(last, index + 1)
                continue
        index += 1


def _run_at(text: str, simple: str, found: list[Word], index: int) -> tuple[int, int, float]:
    """The run of names at a word, and how much speaks for it."""
    word = found[index]
    first, last = index, run(found, index, text)
    score = 0.0
    if known(word) or word.shape == "initial":
        first, last = extent(found, index, text)
        score = gazetteer_score(named(found, first, last))
    if last > first and score < _LONE and frames.AFTER.match(simple, found[last - 1].end):
        score = max(score, _said(named(found, first, last)))
    return first, last, score


def _said(names: list[Word]) -> float:
    """Evidence of a run that a verb of saying follows."""
    if len(names) == 1:
        return _LONE if lone_given(names[0]) and is_clear(names[0].folded) else 0.0
    return _LONE if foreign(names) and len(names) < 5 else 0.0


def _neighbours(text: str, found: list[Word], hits: list[Hit]) -> Iterator[Hit]:
    """Given names joined to a person by "and" or a comma: "Rachid et Samira Haddad"."""
    starts = {hit.start for hit in hits if hit.score >= _LONE}
    ends = {hit.end for hit in hits if hit.score >= _LONE}
    for index, word in enumerate(found):
        if not lone_given(word) or not is_clear(word.folded):
            continue
        last = run(found, index, text)
        end = found[last - 1].end if last > index else word.end
        joined = any(linked(text, end, start) for start in starts if end < start < end + 6) or any(
            linked(text, stop, word.start) for stop in ends if word.start - 6 < stop < word.start
        )
        if joined and not vetoed(found, index, text):
            yield Hit("PERSON", word.start, end, _LONE)


__all__ = ["PersonRecognizer"]
