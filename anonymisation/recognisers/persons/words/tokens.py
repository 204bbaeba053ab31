"""The words of a text as a person detector sees them: place, folded form, shape.

Names glued together come apart: "DUPONT_Jean", "KONATE-Aminata", "JeanDupuis".
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from itertools import pairwise
from operator import attrgetter
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from anonymisation.lexicon import everyday, everyday_words, first_names, surnames, words
from anonymisation.lexicon.vocabulary import is_stranger
from anonymisation.reading.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*\.?")
PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "d",
        "van",
        "den",
        "der",
        "ben",
        "bent",
        "bint",
        "el",
        "al",
        "von",
        "da",
        "do",
        "dos",
        "das",
        "y",
        "e",
        "ait",
        "ould",
        "oulad",
        "mint",
        "bin",
        "abou",
        "abdel",
        "ibn",
        "san",
        "ter",
        "ten",
        "zu",
        "di",
        "della",
        "del",
        "las",
        "los",
        "mac",
        "mc",
        "o",
        "t",
        "n",
    ]
)
#: What may stand between two words of one name.
GAPS = frozenset(("", " ", "  ", ".", ". ", "_", " . ", "-", ".-"))


class Word(NamedTuple):
    """A word with its place; `shape` is Cap, UPPER, initial, particle or lower."""

    text: str
    folded: str
    start: int
    end: int
    shape: str


#: Where words begin and end, for searches among the words of a text: both rise with them.
STARTS, ENDS = attrgetter("start"), attrgetter("end")
P = ParamSpec("P")
V = TypeVar("V")


class Words(list[Word]):
    """The words of a text, with what was judged of them: each way to tell a name asks the same."""

    __slots__ = ("judged",)

    def __init__(self, found: Iterable[Word]) -> None:
        super().__init__(found)
        self.judged: dict[tuple[Any, ...], Any] = {}


def once_a_span(
    judge: Callable[[str, list[Word], int, int], V],
) -> Callable[[str, list[Word], int, int], V]:
    """A judgement of a span of a text's words, made once for each."""

    @wraps(judge)
    def judged(text: str, found: list[Word], first: int, last: int) -> V:
        if not isinstance(found, Words):
            return judge(text, found, first, last)
        key = (judge, first, last)
        if key not in found.judged:
            found.judged[key] = judge(text, found, first, last)
        made: V = found.judged[key]
        return made

    return judged


def once_a_word(
    judge: Callable[Concatenate[list[Word], int, str, P], V],
) -> Callable[Concatenate[list[Word], int, str, P], V]:
    """A judgement of what begins at a word of a text, made once for each."""

    @wraps(judge)
    def judged(found: list[Word], first: int, text: str, /, *more: P.args, **named: P.kwargs) -> V:
        if named or not isinstance(found, Words):
            return judge(found, first, text, *more, **named)
        key = (judge, first, more)
        if key not in found.judged:
            found.judged[key] = judge(found, first, text, *more, **named)
        made: V = found.judged[key]
        return made

    return judged


def tokens(text: str) -> Words:
    """The words of a text."""
    return Words(_tokens(text) if len(text) <= _SHORT else _tokens.__wrapped__(text))


#: Texts up to this length are remembered, while several recognisers read them.
_SHORT = 2_000


@lru_cache(maxsize=64)
def _tokens(text: str) -> tuple[Word, ...]:
    found: list[Word] = []
    letters = 0
    for match in _WORD.finditer(text):
        start, raw = match.start(), match.group()
        if text[match.end() : match.end() + 1] == "-" and _DATED.match(text, match.end()):
            continue
        if len(raw) > 1 and raw.isupper() and _of_code(text, start, match.end()):
            continue
        letters += len(raw) == 1
        for bare, folded, first, last, shape in _words(raw):
            found.append(Word(bare, folded, start + first, start + last, shape))
    # Of letters that stand apart, all but the first and the last are words of one letter.
    spaced = letters > 1 and _SPACED.search(text)
    return tuple(_closed(text, found) if spaced else found)


#: The year and the number of a reference, in a text of any letters: "reg-2024-00123".
_DATED = re.compile(r"-\d{4}-\d{3}")
#: A number with a letter inside, glued to the letters of a register: "REGISTRO24e00012345678".
_NUMBERED = re.compile(r"\d\d[A-Za-z]\d{6}")


#: Letters of the longest word that opens a reference.
_OPENS = 5


def _of_code(text: str, start: int, end: int) -> bool:
    """Whether capitals are a reference's: "PAT-2025-00012", "621/UBND-MT", "REGAGE24e0001"."""
    behind = text[end : end + 4]
    if behind.isalnum() and behind[:2].isdigit() and not behind.isdigit():
        return True
    if text[end : end + 1].isdigit() and _NUMBERED.match(text, end):
        return True
    if text[end : end + 1] in ("-", "/", "_") and text[end + 1 : end + 3].isdigit():
        return end - start <= _OPENS
    return (
        text[start - 1 : start] == "/"
        and text[start - 2 : start - 1].isdigit()
        and "-" in (text[start:end])
    )


#: "V A R D O N"
_SPACED = re.compile(r"(?<!\w)[^\W\d_a-zà-ÿ](?: [^\W\d_a-zà-ÿ]){3,}(?!\w)")


def _closed(text: str, found: list[Word]) -> list[Word]:
    """The words, letters that stand apart joined into one."""
    for match in _SPACED.finditer(text):
        letters = match.group().replace(" ", "")
        whole = Word(letters, fold(letters), *match.span(), "UPPER")
        before = [word for word in found if word.end <= match.start()]
        found = [*before, whole, *(word for word in found if word.start >= match.end())]
    return found


@lru_cache(maxsize=65_536)
def _words(raw: str) -> tuple[Word, ...]:
    """The parts of a written word, with their places in it."""
    bare = raw.rstrip(".") if len(raw.rstrip(".")) > 1 else raw
    cuts = _cuts(bare) if len(bare) >= 6 else ()
    if not cuts:
        return (_word(bare, 0),)
    edges = [0, *cuts, len(bare)]
    parts = [(bare[first:last], first) for first, last in pairwise(edges)]
    return tuple(_word(part.strip("-"), at + part.startswith("-")) for part, at in parts)


def _word(bare: str, start: int) -> Word:
    return Word(bare, fold(bare).rstrip("."), start, start + len(bare), _shape(bare))


_CAMEL = re.compile(r"(?<=[a-zà-ÿ])[A-ZÀ-Þ]|(?<=[A-ZÀ-Þ]{3})[A-ZÀ-Þ](?=[a-zà-ÿ])")


#: Titles whose space is forgotten: "MmeVardon".
_TITLES = frozenset(("Mme", "Mlle", "Mr", "Mrs", "Sra"))


@lru_cache(maxsize=65_536)
def _cuts(word: str) -> tuple[int, ...]:
    """Where a word of glued names comes apart; nowhere as a rule."""
    if "-" in word and not _CAMEL.search(word):
        parts = word.split("-")
        return (len(parts[0]),) if len(parts) == 2 and _pair(*parts) else ()
    if word.isupper() or word.islower() or word[1:].islower():
        return ()
    cut = _CAMEL.search(word)
    if cut is None:
        return ()
    if word[: cut.start()] in _TITLES:
        return (cut.start(),)
    return (cut.start(),) if _glued(word[: cut.start()], word[cut.start() :]) else ()


def _pair(left: str, right: str) -> bool:
    """Surname and given name joined by a hyphen, told by capitals or by the lists."""
    one, other = fold(left), fold(right)
    if min(len(one), len(other)) < 3:
        return False
    listed = (one in first_names(), other in first_names())
    if {_shape(left), _shape(right)} == {"UPPER", "Cap"} or (left.isupper() and right.isupper()):
        if left.isupper() != right.isupper():
            return any(listed) or (is_stranger(one) and is_stranger(other))
        return listed.count(True) == 1
    return (one in first_names() and other in surnames() and other not in first_names()) or (
        one in surnames() and one not in first_names() and other in first_names()
    )


def _glued(left: str, right: str) -> bool:
    """Two names without a space: one is a given name, the other is no everyday word."""
    one, other = fold(left), fold(right)
    if min(len(one), len(other)) < 3 or not other.replace("-", "").isalpha():
        return False
    if min(len(one), len(other)) > 3 and is_stranger(one) and is_stranger(other):
        return True
    return any(
        set(given.split("-")) <= first_names() and given not in everyday() and not common(rest)
        for given, rest in ((one, other), (other, one))
    )


@lru_cache(maxsize=65_536)
def _shape(word: str) -> str:
    letters = word.replace("-", "").replace("'", "").rstrip(".")
    if len(letters) == 1:
        # "À" is a preposition, no initial.
        return "initial" if letters.isupper() and letters != "À" else "lower"
    if fold(letters) in PARTICLES and not (letters.isupper() and len(letters) > 3):
        return "particle"
    if letters.isupper():
        return "UPPER"
    if word[0].isupper() or re.match(r"[dlDLnN]'[^\W\d_a-zà-ÿœ]", word):
        return "Cap"
    return "lower"


_SAID = ("streets", "places", "organisations", "functions", "not_names")


@lru_cache(maxsize=65_536)
def common_said(folded: str) -> bool:
    """Whether a folded word, or its singular, says street, place, body, function or the like."""
    return any(form in words(section) for form in _forms(folded) for section in _SAID)


@lru_cache(maxsize=65_536)
def common(folded: str) -> bool:
    """Whether a folded word is one of everyday texts (or its plural), and no name we know."""
    if folded in first_names() or folded in surnames():
        return False
    return common_said(folded) or any(form in everyday_words() for form in _forms(folded))


def _forms(folded: str) -> tuple[str, ...]:
    return (folded, folded[:-1]) if folded[-1:] in "sx" and len(folded) > 4 else (folded,)
