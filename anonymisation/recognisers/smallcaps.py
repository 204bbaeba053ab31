"""Names typed without capitals: "vu avec mamadou diallo ce matin".

Two listed names side by side, one of which is no everyday word; or a lone given name where a
person must stand. Without capitals a list is all there is: names in no list pass.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import polars as pl

from anonymisation.lexicon import everyday, first_names, surnames, words
from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer
from anonymisation.recognisers.frames import ROLE
from anonymisation.recognisers.names import is_first_name, is_surname, never_in_name
from anonymisation.recognisers.tokens import Word, common, tokens
from anonymisation.recognisers.vetoes import is_historical, vetoed
from anonymisation.text import flat

_LONE = 0.45
#: Where a person must stand, though only one word is written.
_BEFORE = re.compile(
    r"(?<!\w)(?:avec|selon|d'apres|vu|voir|appele|rappele|rappeler|appeler|contacter|joindre"
    r"|prevenir|merci a|remercier|chez"
    r"|parle a|telephone a|message a|demande a|dit a|j'ai eu|je suis|m'appelle|bonjour|con"
    r"|segun|llamo|soy|with|spoke to|i am|com|falei com) $"
)
_LABEL = re.compile(rf"{ROLE.pattern}$")
_AFTER = re.compile(
    r" (?:a (?:r?appele|dit|demande|signale|confirme|repondu)|r?appellera?|nous |m'a |s'est "
    r"|est (?:re)?(?:passe|venu)|dice|llamo|called|said)"
)
_GAPS = (" ", "_", "-")
#: A name at the end of a letter: "… merci colette".
_SIGNED = re.compile(
    r"(?:merci|cordialement|cdt|cdlt|bien a vous|salutations|bonne (?:journee|soiree)|saludos"
    r"|gracias|regards|thanks|obrigad[oa])[ ,.!;-]+$"
)
#: Two words joined by a full stop or an underscore, in no address: "bernard.vardon".
_DOTTED = re.compile(r"(?<![\w@./\-])([a-z]{3,})[._]([a-z]{3,})(?![\w@/]|\.\w)")
_FILES = frozenset(
    [
        "pdf",
        "csv",
        "jpg",
        "jpeg",
        "png",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "html",
        "php",
        "com",
        "org",
        "net",
        "odt",
        "ods",
        "txt",
        "xml",
        "json",
        "zip",
        "gouv",
        "asso",
    ]
)


@lru_cache(maxsize=1)
def _needles() -> pl.Series:
    """Names that are no everyday words, as they stand in a folded text."""
    found = {name for name in first_names() | surnames() if _clear(name) or _sure_surname(name)}
    return pl.Series(sorted(found), dtype=pl.String)


@lru_cache(maxsize=65_536)
def _clear(folded: str) -> bool:
    """Whether a small word is a given name and nothing else."""
    if len(folded) < 4 or not is_first_name(folded) or folded in everyday():
        return False
    return not _no_name(folded)


@lru_cache(maxsize=65_536)
def _no_name(folded: str) -> bool:
    return never_in_name(folded) or common(folded) or folded in words("verbs")


@lru_cache(maxsize=65_536)
def _name(folded: str) -> bool:
    """Whether a small word may be the other half of a name."""
    return (
        len(folded) > 2
        and (is_first_name(folded) or is_surname(folded))
        and folded not in everyday()
        and not _no_name(folded)
    ) or (
        len(folded) == 2 and is_surname(folded) and folded in ("ba", "ka", "ly", "sy", "lo", "aw")
    )


class SmallNameRecognizer(TextRecognizer):
    """Names of natural persons in small letters."""

    ENTITIES = ("PERSON",)

    def meeting(self, normal: pl.Series) -> pl.Series:
        """Texts with a given name among their small words."""
        small = normal.str.contains(r"\p{Ll}{2,}[ _\-]\p{Ll}{2,}")
        if not small.any():
            return small
        folded = (
            normal.filter(small)
            .str.normalize("NFKD")
            .str.replace_all(r"\p{M}+", "")
            .str.replace_all(r"\p{Lu}", "#")
            .str.replace_all(r"[^\p{L}#]+", " ")
        )
        met = (
            pl.DataFrame({"text": folded.str.strip_chars().str.split(" ")})
            .with_row_index()
            .explode("text")
            .filter(pl.col("text").is_in(_needles().implode()))["index"]
            .unique()
        )
        return pl.repeat(False, len(normal), dtype=pl.Boolean, eager=True).scatter(
            small.arg_true().gather(met), True
        )

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text."""
        found = tokens(text)
        simple = flat(text)
        last = 0
        for index, word in enumerate(found):
            if index < last or word.shape != "lower":
                continue
            first, end = _extent(found, index, text, simple)
            if end > first:
                last = end
                yield from self._judged(text, simple, found, first, last)
        for match in _DOTTED.finditer(simple):
            if _dotted(*match.groups()) and text[match.start() : match.end()].islower():
                yield Hit("PERSON", match.start(), match.end(), _LONE)

    def _judged(
        self, text: str, simple: str, found: list[Word], first: int, last: int
    ) -> Iterator[Hit]:
        start, end = found[first].start, found[last - 1].end
        if vetoed(found, first, text) or is_historical(text[start:end]):
            return
        if last - first > 1:
            yield Hit("PERSON", start, end, LIKELY)
        elif _placed(simple, start, end):
            yield Hit("PERSON", start, end, _LONE)


def _dotted(left: str, right: str) -> bool:
    """Whether one of two words is a given name and the other no everyday word."""
    if {left, right} & _FILES:
        return False
    return (_clear(left) and not _no_name(right)) or (_clear(right) and not _no_name(left))


def _extent(found: list[Word], index: int, text: str, simple: str) -> tuple[int, int]:
    """The small name that a word belongs to; empty when it tells nothing."""
    word = found[index]
    parts = [part for part in word.folded.split("-") if part]
    if any(map(_clear, (word.folded, *parts))):
        return _around(found, index, text, simple)
    if index and _sure_surname(word.folded) and _everyday_given(found, index, text, simple):
        return index - 1, index + 1
    return index, index


@lru_cache(maxsize=65_536)
def _sure_surname(folded: str) -> bool:
    return (
        len(folded) > 3 and is_surname(folded) and folded not in everyday() and not _no_name(folded)
    )


def _placed(simple: str, start: int, end: int) -> bool:
    """Whether a lone given name stands where a person must, or is joined to one that does."""
    before = simple[max(0, start - 40) : start]
    signed = not simple[end:].strip(" .!") and _SIGNED.search(before)
    if _BEFORE.search(before) or _AFTER.match(simple, end) or signed:
        return True
    link = re.search(r"(?:^| )([a-z]+) (?:et|y|and|e) $", before)
    return bool(link and _clear(link.group(1)) and _BEFORE.search(before[: link.start(1)]))


def _around(found: list[Word], index: int, text: str, simple: str) -> tuple[int, int]:
    """The listed small words around a given name."""
    first, last = _first(found, index, text, simple), index + 1
    while (after := _next(found, last, text)) > last:
        last = after
    if last == index + 1 and first == index and _presented(found, index, text, simple):
        last += 1
    return first, last


def _first(found: list[Word], index: int, text: str, simple: str) -> int:
    """Index of the first small word of the name that a given name belongs to."""
    first = index
    while (
        first > 0
        and _joined(found[first - 1], found[first], text)
        and _name(found[first - 1].folded)
    ):
        first -= 1
    if first < index or not index:
        return first
    sign = _everyday_given(found, index, text, simple) or _labelled(found, index - 1, text, simple)
    return index - 1 if sign else index


def _next(found: list[Word], last: int, text: str) -> int:
    """Index after the next part of a name, a particle with what follows it; else the same."""
    if last >= len(found) or not _joined(found[last - 1], found[last], text):
        return last
    after = last + 1
    if found[last].shape != "particle":
        word = found[last].folded
        return after if _name(word) or _family(word) else last
    if after < len(found) and _joined(found[last], found[after], text):
        return after + 1 if _family(found[after].folded) else last
    return last


@lru_cache(maxsize=65_536)
def _family(folded: str) -> bool:
    """A listed surname after a sure given name: it may be an everyday word ("sophie martin")."""
    return len(folded) > 2 and is_surname(folded) and not _no_name(folded)


def _everyday_given(found: list[Word], index: int, text: str, simple: str) -> bool:
    """A given name that is also a word, before a sure name, after a sign: "llamó rosa quishpe"."""
    before = found[index - 1]
    return (
        _joined(before, found[index], text)
        and is_first_name(before.folded)
        and bool(_BEFORE.search(simple[max(0, before.start - 40) : before.start]))
    )


#: Where somebody gives their name: the two words that follow are it.
_PRESENTS = re.compile(
    rf"(?:(?<!\w)(?:je suis|moi|m'appelle|me nomme|me llamo|soy|my name is|i am|llamar a"
    rf"|{'{'}_SIGNS{'}'})[ ,.!]+|{ROLE.pattern})$"
)


def _presented(found: list[Word], index: int, text: str, simple: str) -> bool:
    """Any word behind a sure given name where somebody gives their name: "moi regine vaulier"."""
    after = index + 1
    return (
        after < len(found)
        and _joined(found[index], found[after], text)
        and len(found[after].folded) > 3
        and not _no_name(found[after].folded)
        and bool(_PRESENTS.search(simple[max(0, found[index].start - 40) : found[index].start]))
    )


def _labelled(found: list[Word], index: int, text: str, simple: str) -> bool:
    """Any word between a label and a sure given name: "nom : bourdin michel"."""
    word = found[index]
    return (
        _joined(word, found[index + 1], text)
        and not _no_name(word.folded)
        and bool(_LABEL.search(simple[max(0, word.start - 40) : word.start]))
    )


def _joined(left: Word, right: Word, text: str) -> bool:
    return (
        text[left.end : right.start] in _GAPS
        and left.shape in ("lower", "particle")
        and right.shape in ("lower", "particle")
    )
