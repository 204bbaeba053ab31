"""Names typed without capitals: "vu avec mamadou diallo ce matin".

Two listed names side by side, one of which is no everyday word; or a lone given name where a
person must stand. Without capitals a list is all there is: names in no list pass.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_frequent, is_stranger
from anonymisation.reading.text import flat
from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer
from anonymisation.recognisers.conditions.screen import Conditions
from anonymisation.recognisers.contacts.mailboxes import MailboxRecognizer
from anonymisation.recognisers.persons.against.called import sign, uncalled
from anonymisation.recognisers.persons.against.compounds import compound
from anonymisation.recognisers.persons.against.forms import firm_behind
from anonymisation.recognisers.persons.against.offices import in_office
from anonymisation.recognisers.persons.against.signs import housed
from anonymisation.recognisers.persons.against.vetoes import is_historical, vetoed
from anonymisation.recognisers.persons.against.vietnam import no_family, words_of_vietnam
from anonymisation.recognisers.persons.small.extent import GAPS, extent, joined
from anonymisation.recognisers.persons.small.frames import (
    AFTER,
    BEFORE,
    CONJUGATED,
    DERIVED,
    DOES,
    GIVEN,
    MUST,
    OF,
    SIGNED,
    SMALL_HEAD,
)
from anonymisation.recognisers.persons.small.sieve import SIDE_BY_SIDE, telling
from anonymisation.recognisers.persons.small.words import (
    behind,
    clear,
    is_syllable,
    no_name,
    short_name,
    some_name,
    syllables,
)
from anonymisation.recognisers.persons.told import coupled
from anonymisation.recognisers.persons.told.basque import basque
from anonymisation.recognisers.persons.told.households import households
from anonymisation.recognisers.persons.told.joined import joined as beside
from anonymisation.recognisers.persons.told.labelled import labelled
from anonymisation.recognisers.persons.told.pinned import pinned
from anonymisation.recognisers.persons.told.renamed import renamed
from anonymisation.recognisers.persons.told.series import series
from anonymisation.recognisers.persons.told.stated import stated
from anonymisation.recognisers.persons.told.turns import turns
from anonymisation.recognisers.persons.words.landscape import of_the
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word, common, common_said, tokens

_LONE = 0.45


#: Two words joined by a full stop or an underscore, in no address: "bernard.vardon".
_DOTTED = re.compile(r"(?<![\w@./\-])([a-z]{3,})[._]([a-z]{3,})(?![\w@/]|\.\w)")


_FILES = frozenset(
    """pdf csv jpg jpeg png doc docx xls xlsx html php com org
    net odt ods txt xml json zip gouv asso""".split()  # noqa: SIM905 - a list of words is read, not code
)


class SmallNameRecognizer(TextRecognizer):
    """Names of natural persons in small letters."""

    ENTITIES = ("PERSON",)
    NUMBERS_ALIKE = True

    def conditions(self, threshold: float) -> Conditions:
        """Two words side by side; what they are is judged."""
        return Conditions((SIDE_BY_SIDE,), judged=True)

    def worth(self, text: str) -> bool:
        """Whether a text has a given name among its small words, and is not all a mailbox."""
        return not MailboxRecognizer.whole(text) and telling(_quiet(text))

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text, without things and whoever is in office."""
        quiet = _quiet(text)
        simple, hits = flat(quiet), list(self._all(quiet))
        hits += beside(simple, tokens(quiet), hits)
        hits = uncalled(quiet, simple, hits)
        yield from (
            hit
            for hit in hits
            if not words_of_vietnam(quiet, hit.start, hit.end)
            and not in_office(quiet, hit.start, hit.end)
        )

    def _all(self, text: str) -> Iterator[Hit]:
        found = tokens(text)
        simple = flat(text)
        last = 0
        for index, word in enumerate(found):
            if index < last or word.shape != "lower":
                continue
            first, end = extent(found, index, text, simple)
            if end > first:
                last = end
                yield from self._judged(text, simple, found, first, last)
            elif (end := _framed_end(found, index, text, simple)) > index + 1:
                last = end = of_the(found, end, text)
                yield Hit("PERSON", word.start, found[end - 1].end, _LONE)
            elif any(judge(found, index, text, simple) for judge in (_lone_given, _lone_surname)):
                yield Hit("PERSON", word.start, word.end, _LONE)
        yield from _whole(text, simple, found)
        yield from _called(simple, found)
        yield from labelled(text, simple, found, small=True)
        yield from series(text, simple, found, [], small=True)
        yield from coupled.joined(simple, found)
        yield from pinned(text, simple, found, small=True)
        yield from stated(text, simple, found)
        yield from turns(text, simple, found)
        yield from basque(text, simple, found)
        yield from renamed(simple, found)
        yield from households(text, simple, found)
        for match in _DOTTED.finditer(simple):
            if _dotted(*match.groups()) and text[match.start() : match.end()].islower():
                yield Hit("PERSON", match.start(), match.end(), _LONE)

    def _judged(
        self, text: str, simple: str, found: list[Word], first: int, last: int
    ) -> Iterator[Hit]:
        start, end = found[first].start, found[last - 1].end
        placed = _placed(simple, start, end)
        reach = 1 if placed else 4
        if vetoed(found, first, text, reach) or is_historical(text[start:end]):
            return
        if housed(text, start):
            return
        if first > 1 and found[first - 1].folded == "chez" and sign(found[first - 2].folded):
            return
        if firm_behind(text, end) or no_family(text[start:end]):
            return
        if not text.isascii() and all(word.folded in syllables() for word in found[first:last]):
            return
        if last - first > 1:
            yield Hit("PERSON", start, end, LIKELY)
        elif placed:
            yield Hit("PERSON", start, end, _LONE)


#: Fewer words in capitals are a name or a heading by themselves.
_SENTENCE = 4
_LETTERS = re.compile(r"[^\W\d_]+")


def _quiet(text: str) -> str:
    """A sentence in capitals in small letters, other texts as they are."""
    if not text.isupper() or len(_LETTERS.findall(text)) < _SENTENCE:
        return text
    small = text.lower()
    return small if len(small) == len(text) else text


def _framed_end(found: list[Word], index: int, text: str, simple: str) -> int:
    """Index after two to four listed small names, or Vietnamese syllables, where somebody must be.

    The same index when nobody is.
    """
    before = simple[max(0, found[index].start - 40) : found[index].start]
    if not (MUST.search(before) or SIGNED.search(before) or DOES.search(before)):
        return index
    for fits in (is_syllable, some_name):
        end = index
        while end < len(found) and end - index < 4 and fits(found[end].folded):
            if end > index and not joined(found[end - 1], found[end], text):
                break
            end += 1
        sure = any(not is_frequent(word.folded) for word in found[index:end])
        if end - index > 1 and sure and not vetoed(found, index, text):
            return end
    return index


def _lone_given(found: list[Word], index: int, text: str, simple: str) -> bool:
    """A given name that is a word too, where only somebody can stand: "le frère de rose"."""
    word = found[index]
    if len(word.folded) < 3 or not is_first_name(word.folded) or word.folded in words("verbs"):
        return False
    before = simple[max(0, word.start - 40) : word.start]
    return bool(GIVEN.search(before)) and not vetoed(found, index, text, 1)


def _lone_surname(found: list[Word], index: int, text: str, simple: str) -> bool:
    """A surname alone, or a word of no dictionary, where somebody must be named."""
    word = found[index]
    if len(word.folded) < 4 or no_name(word.folded) or _elided(word.folded):
        return False
    if DERIVED.search(word.folded) and not is_surname(word.folded):
        return False
    before = simple[max(0, word.start - 40) : word.start]
    name = word.folded.removesuffix("'s")
    listed, strange = is_surname(name), is_stranger(name)
    if name != word.folded and strange and OF.search(before):
        return not vetoed(found, index, text)
    if compound(name) or (not listed and not strange):
        return False
    must = bool(MUST.search(before))
    if vetoed(found, index, text, 1 if must else 4) or before.endswith(("et fils ", "y hijos ")):
        return False
    if must and strange and not CONJUGATED.search(word.text):
        return before.rstrip()[-3:] != "les" or listed
    if listed and strange and (OF.search(before) or must):
        return True
    head = SMALL_HEAD.match(simple) if len(found) > 1 else None
    headed = head is not None and head.start("name") == word.start
    return strange and headed


def _elided(folded: str) -> bool:
    """Whether a word is no name: a frequent one, alone or behind its elided article."""
    return is_frequent(folded) or folded.startswith(("l'", "qu'", "j'", "c'", "n'", "s'"))


def _whole(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """A cell of small words that begins or ends with a given name, and no everyday word."""
    names = [word for word in found if word.shape != "particle"]
    if not 2 <= len(names) <= 4 or any(char.isdigit() for char in text) or len(text) > 60:
        return
    if any(word.shape != "lower" for word in names) or not _spaced(found, text):
        return
    if not text.isascii() and all(word.folded in syllables() for word in found):
        return
    ends = (names[0].folded, names[-1].folded)
    if not any(is_first_name(word) for word in ends) or is_historical(text):
        return
    given = [word for word in names if is_first_name(word.folded)]
    others = [word for word in names if word not in given]
    if not all(behind(word.folded) or short_name(word.folded) for word in others) or any(
        common(word.folded) or word.folded in words("verbs") for word in names
    ):
        return
    if any(clear(word.folded) for word in given) or any(
        is_stranger(word.folded) for word in others
    ):
        yield Hit("PERSON", found[0].start, found[-1].end, LIKELY)


#: A whole cell: a name of two to four small words, and their telephone.
_CALLED = re.compile(
    r"\W*(?P<name>[a-z]{2,}(?:[ -][a-z]{2,}){1,3})\s?[,:;(/–—-]*\s?(?:tel\.? ?:? ?)?"
    r"(?:\+|00)?\(?\d(?:[ .\-/()]?\d){8,13}\W*"
)


def _called(simple: str, found: list[Word]) -> Iterator[Hit]:
    """Who is reached at a telephone, in a cell of nothing else: "vardon rose - 06 …"."""
    match = _CALLED.fullmatch(simple)
    if match is None or is_historical(match["name"]):
        return
    names = [word for word in found if word.end <= match.end("name") and word.shape != "particle"]
    given = [word for word in names if is_first_name(word.folded)]
    if any(word.shape != "lower" or common_said(word.folded) for word in names):
        return
    others = all(
        is_surname(word.folded) or is_stranger(word.folded) for word in names if word not in given
    )
    sure = any(is_stranger(word.folded) or clear(word.folded) for word in names)
    surnames = any(is_surname(word.folded) for word in names)
    if given and len(names) > 1 and others and (sure or surnames):
        yield Hit("PERSON", match.start("name"), match.end("name"), LIKELY)


def _spaced(found: list[Word], text: str) -> bool:
    """Whether words stand apart by a space, and nothing else stands around them."""
    gaps = [text[one.end : two.start] for one, two in pairwise(found)]
    outside = text[: found[0].start] + text[found[-1].end :]
    return all(gap in GAPS for gap in gaps) and not outside.strip(" .,;!")


def _dotted(left: str, right: str) -> bool:
    """Whether one of two words is a given name and the other no everyday word."""
    if {left, right} & _FILES:
        return False
    return (clear(left) and not no_name(right)) or (clear(right) and not no_name(left))


def _placed(simple: str, start: int, end: int) -> bool:
    """Whether a lone given name stands where a person must, or is joined to one that does."""
    before = simple[max(0, start - 40) : start]
    signed = not simple[end:].strip(" .!") and SIGNED.search(before)
    if BEFORE.search(before) or GIVEN.search(before) or AFTER.match(simple, end) or signed:
        return True
    link = re.search(r"(?:^| )([a-z]+) (?:et|y|and|e) $", before)
    return bool(link and clear(link.group(1)) and BEFORE.search(before[: link.start(1)]))
