"""Names typed without capitals: "vu avec mamadou diallo ce matin".

Two listed names side by side, one of which is no everyday word; or a lone given name where a
person must stand. Without capitals a list is all there is: names in no list pass.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import polars as pl

from anonymisation.lexicon import everyday, first_names, surnames, vietnamese, words
from anonymisation.lexicon.vocabulary import (
    is_frequent,
    is_listed,
    is_ordinary,
    is_stranger,
    ordinary_words,
)
from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer
from anonymisation.recognisers.coupled import children, sides
from anonymisation.recognisers.frames import KIN_WORDS, ROLE, ROLE_WORDS
from anonymisation.recognisers.look import Look
from anonymisation.recognisers.names import is_first_name, is_surname, never_in_name
from anonymisation.recognisers.tokens import _PARTICLES, Word, common, tokens
from anonymisation.recognisers.vetoes import is_historical, vetoed
from anonymisation.text import flat

_LONE = 0.45
#: Where a person must stand, though only one word is written.
_BEFORE = re.compile(
    r"(?<!\w)(?:avec|selon|d'apres|vu|voir|appele|rappele|rappeler|appeler|contacter|joindre"
    r"|prevenir|merci a|remercier|chez"
    r"|parle a|telephone a|message a|demande a|dit a|j'ai eu|je suis|m'appelle|bonjour|con"
    r"|segun|llamo|soy|with|spoke to|i am|com|falei com|c'est|contact|(?:msg|message|mot|rdv|rv)"
    r" (?:pour|avec|de)|merci|bravo|salut|coucou|s'appelle|nommee?|surnommee?"
    rf"|(?:{ROLE_WORDS}|{KIN_WORDS}|copain|copine|camarade|docteur|dr|veuve)"
    r"(?: (?:aine|ainee|cadet|cadette|majeure?|mineure?|unique))?)"
    r",? $"
)
#: Where a surname alone must stand, listed or of no dictionary.
_MUST = re.compile(
    rf"(?<!\w)(?:chez|avec|contre|voir|vu|appeler|rappeler|contacter|joindre|prevenir|contact"
    rf"|s'appelle|nommee?|met|bij|with|(?:{ROLE_WORDS}|{KIN_WORDS}|famille|consorts|docteur|dr"
    r"|copain|copine|camarade|veuve|copropriete|succession|les)) $"
)
#: The last words of both, for a first look.
_ROLE_END = (
    rf"chez|avec|contre|voir|vu|r?appeler|contacter|joindre|prevenir|contact|appelle|nommee?|met|bij"
    rf"|with|{ROLE_WORDS}|{KIN_WORDS}|famille|consorts|docteur|dr|copain|copine|camarade|veuve"
    r"|copropriete|succession|enfants?|jum(?:eaux|elles)|cordialement|merci|les|de|a|par|pour|van|door|por|para|del?|quartier"
)
#: Verbs of Spain and Portugal that no dictionary lists: "la vecina rompió".
_CONJUGATED = re.compile(r"(?:ó|ió|aron|ieron|aba|aban|ando|iendo|ou|eu|iu)$")
#: A good-bye before a name, or whoever does something to somebody.
_DOES = re.compile(r"(?<!\w)(?:cordialement|merci|bonjour|par|signe ?:?),? $")
#: What a surname that is no word stands after.
_OF = re.compile(r"(?<!\w)(?:de|a|par|pour|van|door|por|para|del?) $")
#: A note of small letters that begins with somebody's name: "vardon : impayes".
_SMALL_HEAD = re.compile(r"^\W*(?P<name>[a-z]{5,}) ?: ")
_LABEL = re.compile(rf"{ROLE.pattern}$")
_AFTER = re.compile(
    r",? ?(?:au |tel\.? |gsm )?(?:0\d|\+\d{2})[\d .\-/]{7}"
    r"| (?:a (?:r?appele|dit|demande|signale|confirme|repondu)|r?appellera?|nous |m'a |s'est "
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
def _needles() -> frozenset[str]:
    """Names that are no everyday words, as they stand in a folded text."""
    return frozenset(
        name for name in first_names() | surnames() if _clear(name) or _sure_surname(name)
    )


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


#: Two words side by side, one of which begins with a small letter.
_SIDE_BY_SIDE = r"\p{L}{2}[^\p{L}]{1,3}\p{Ll}\p{L}|\p{Ll}\p{L}+[^\p{L}]{1,3}\p{L}{2}"


def _telling(folded: pl.Series) -> pl.Series:
    """Indices of the folded texts with a given name, or two strangers side by side.

    A word that begins with a capital bears a "#": it may only stand before a small one.
    """
    split = pl.DataFrame({"word": folded.str.strip_chars().str.split(" ")})
    each = split.with_row_index().explode("word").filter(pl.col("word").is_not_null())
    distinct = each["word"].unique().to_list()
    given = pl.Series([word for word in distinct if word in _needles()], dtype=pl.String)
    odd = pl.Series([word for word in distinct if _may_be_strange(word)], dtype=pl.String)
    name = pl.Series([word for word in distinct if is_first_name(_bare(word))], dtype=pl.String)
    strange = pl.col("word").is_in(odd.implode())
    listed = pl.Series([word for word in distinct if is_surname(word)], dtype=pl.String)
    telling = strange | pl.col("word").is_in(listed.implode())
    before = strange | pl.col("word").is_in(name.implode()) | _particle() | _framing()
    beside = telling & before.shift(1) & (pl.col("index") == pl.col("index").shift(1))
    opening = strange & (pl.col("index") != pl.col("index").shift(1)).fill_null(True)
    told = pl.col("word").is_in(given.implode()) | beside | opening
    return each.filter(told)["index"].unique()


def _particle() -> pl.Expr:
    return pl.col("word").str.strip_prefix("#").is_in(sorted(_PARTICLES))


def _framing() -> pl.Expr:
    """A word that ends a frame: roles are written with what may be left out, so by beginning."""
    last = pl.col("word").str.strip_prefix("#")
    return last.str.contains(rf"^(?:{_ROLE_END})$")


def _bare(word: str) -> str:
    return word.removeprefix("#")


def _may_be_strange(word: str) -> bool:
    return len(word) > 2 and "#" not in word and word not in ordinary_words()


class SmallNameRecognizer(TextRecognizer):
    """Names of natural persons in small letters."""

    ENTITIES = ("PERSON",)

    def meeting(self, look: Look, told: bool, threshold: float) -> pl.Series:
        """Texts with a given name among their small words."""
        normal = look.texts
        small = normal.str.contains(_SIDE_BY_SIDE)
        if not small.any():
            return small
        folded = (
            normal.filter(small)
            .str.normalize("NFKD")
            .str.replace_all(r"\p{M}+", "")
            .str.replace_all(r"(^|[^\p{L}])(\p{Lu})", "${1}#${2}")
            .str.to_lowercase()
            .str.replace_all(r"[^\p{L}#]+", " ")
        )
        return pl.repeat(False, len(normal), dtype=pl.Boolean, eager=True).scatter(
            small.arg_true().gather(_telling(folded)), True
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
            elif (end := _framed_end(found, index, text, simple)) > index + 1:
                last = end
                yield Hit("PERSON", word.start, found[end - 1].end, _LONE)
            elif _lone_surname(found, index, text, simple):
                yield Hit("PERSON", word.start, word.end, _LONE)
        yield from _whole(text, simple, found)
        yield from children(simple)
        yield from sides(simple, found)
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
        if not text.isascii() and all(word.folded in _syllables() for word in found[first:last]):
            return
        if last - first > 1:
            yield Hit("PERSON", start, end, LIKELY)
        elif placed:
            yield Hit("PERSON", start, end, _LONE)


def _framed_end(found: list[Word], index: int, text: str, simple: str) -> int:
    """Index after two to four listed small names, or Vietnamese syllables, where somebody must be.

    The same index when nobody is.
    """
    before = simple[max(0, found[index].start - 40) : found[index].start]
    if not (_MUST.search(before) or _SIGNED.search(before) or _DOES.search(before)):
        return index
    for fits in (_syllable, _some_name):
        end = index
        while end < len(found) and end - index < 4 and fits(found[end].folded):
            if end > index and not _joined(found[end - 1], found[end], text):
                break
            end += 1
        sure = any(not is_frequent(word.folded) for word in found[index:end])
        if end - index > 1 and sure and not vetoed(found, index, text):
            return end
    return index


def _syllable(folded: str) -> bool:
    return folded in _syllables()


def _some_name(folded: str) -> bool:
    """A listed name of any kind, that ends no name and is no verb."""
    return is_listed(folded) and not _no_name(folded) and len(folded) > 1


def _lone_surname(found: list[Word], index: int, text: str, simple: str) -> bool:
    """A surname alone, or a word of no dictionary, where somebody must be named."""
    word = found[index]
    if len(word.folded) < 4 or _no_name(word.folded) or is_frequent(word.folded):
        return False
    before = simple[max(0, word.start - 40) : word.start]
    listed, strange = is_surname(word.folded), is_stranger(word.folded)
    if not listed and not strange:
        return False
    must = bool(_MUST.search(before))
    if vetoed(found, index, text) or before.endswith(("et fils ", "y hijos ")):
        return False
    if must and strange and not _CONJUGATED.search(word.text):
        return before.rstrip()[-3:] != "les" or listed
    if listed and strange and (_OF.search(before) or must):
        return True
    head = _SMALL_HEAD.match(simple)
    return strange and head is not None and head.start("name") == word.start


def _whole(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """A cell of small words that begins or ends with a given name, and no everyday word."""
    names = [word for word in found if word.shape != "particle"]
    if not 2 <= len(names) <= 4 or any(char.isdigit() for char in text) or len(text) > 60:
        return
    if any(word.shape != "lower" for word in names) or not _spaced(found, text):
        return
    if not text.isascii() and all(word.folded in _syllables() for word in found):
        return
    ends = (names[0].folded, names[-1].folded)
    if not any(is_first_name(word) for word in ends) or is_historical(text):
        return
    given = [word for word in names if is_first_name(word.folded)]
    others = [word for word in names if word not in given]
    if not all(_behind(word.folded) or _short_name(word.folded) for word in others) or any(
        common(word.folded) or word.folded in words("verbs") for word in names
    ):
        return
    if any(_clear(word.folded) for word in given) or any(
        is_stranger(word.folded) for word in others
    ):
        yield Hit("PERSON", found[0].start, found[-1].end, LIKELY)


def _short_name(folded: str) -> bool:
    return len(folded) == 2 and is_surname(folded)


def _spaced(found: list[Word], text: str) -> bool:
    """Whether words stand apart by a space, and nothing else stands around them."""
    gaps = [text[one.end : two.start] for one, two in pairwise(found)]
    outside = text[: found[0].start] + text[found[-1].end :]
    return all(gap in _GAPS for gap in gaps) and not outside.strip(" .,;!")


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    """Vietnamese words written small are words before they are names: "hoàn thành"."""
    return vietnamese("given") | vietnamese("family")


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
    if _strange(word.folded) and _pair_of_strangers(found, index, text, simple):
        return _from_given(found, index, text), _strangers_end(found, index, text)
    if index and _sure_surname(word.folded) and _everyday_given(found, index, text, simple):
        return index - 1, index + 1
    return index, index


#: Words that persons stand after.
_TAKEN = re.compile(
    r"(?<!\w)(?:par|avec|chez|contre|de|pour|a|por|con|para|contra|by|with|from|to|for|van|met"
    r"|door|voor|aan|moi|suis|soy|am|is|c'est|bonjour|hola|hello|dag|cordialement|merci|cdt"
    rf"|{ROLE_WORDS}|{KIN_WORDS}|docteur|dr|s'appelle),? $"
)


def _pair_of_strangers(found: list[Word], index: int, text: str, simple: str) -> bool:
    """Two small words of no dictionary where a person may stand: "par zephyrin sepiquin"."""
    after = _strangers_end(found, index, text)
    first = _from_given(found, index, text)
    if after - first < 2:
        return False
    before = simple[max(0, found[first].start - 12) : found[first].start]
    if _TAKEN.search(before) or _AFTER.match(simple, found[after - 1].end):
        return True
    others = [*found[:first], *found[after:]]
    return bool(others) and all(_told(word) for word in others)


def _told(word: Word) -> bool:
    """Whether a word is one of a dictionary, or too short to tell."""
    return word.shape == "particle" or len(word.folded) < 3 or is_ordinary(word.folded)


def _from_given(found: list[Word], index: int, text: str) -> int:
    """Index of a given name of any kind right before a word; else the same index."""
    if not index or not _joined(found[index - 1], found[index], text):
        return index
    return index - 1 if is_first_name(found[index - 1].folded) else index


def _strangers_end(found: list[Word], index: int, text: str) -> int:
    after = index + 1
    while (
        after < len(found)
        and after - index < 7
        and _joined(found[after - 1], found[after], text)
        and (
            found[after].shape == "particle"
            or _strange(found[after].folded)
            or _listed_name(found, after)
        )
    ):
        after += 1
    while found[after - 1].shape == "particle":
        after -= 1
    return after


def _listed_name(found: list[Word], index: int) -> bool:
    return found[index].shape == "lower" and _name(found[index].folded)


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
        and (_name(found[first - 1].folded) or _strange(found[first - 1].folded))
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
        return after if _behind(found[last].folded) else last
    while (
        after < len(found)
        and after - last < 3
        and _joined(found[after - 1], found[after], text)
        and found[after].shape == "particle"
    ):
        after += 1
    if after < len(found) and _joined(found[after - 1], found[after], text):
        return after + 1 if _behind(found[after].folded) else last
    return last


@lru_cache(maxsize=65_536)
def _behind(folded: str) -> bool:
    """Whether a small word after a sure given name is the rest of it."""
    if _name(folded) or _family(folded) or _strange(folded):
        return True
    return len(folded) > 3 and not is_frequent(folded) and not _no_name(folded)


@lru_cache(maxsize=65_536)
def _strange(folded: str) -> bool:
    """Whether a small word is in no dictionary."""
    return len(folded) > 3 and is_stranger(folded) and not _no_name(folded)


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
