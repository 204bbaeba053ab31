"""Text as detectors read it, with a map back to the original.

Unicode NFKC, plain digits and spaces, Latin letters for look-alikes, "[at]" undone, wrongly decoded
letters restored, markup as a reader sees it. Detection runs on `Text.normal`; spans are brought
back to the original with `Text.span`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from anonymisation.reading.disguises import (
    LOST,
    MARKUP,
    MAY_BE,
    TWICE,
    decoded,
    latinised,
    restored,
    unmarked,
)
from anonymisation.reading.glued import MAY_BE_GLUED, parted

#: Characters nobody sees that are neither formats nor controls: fillers, variation selectors.
_INVISIBLE = re.compile(
    r"[\u0300-\u036f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u20d0-\u20ff\u2800\u3164"
    r"\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_CLUSTER = re.compile(
    rf"(?P<markup>{MARKUP})|(?P<twice>{TWICE})|(?P<lost>{LOST})"
    r"|[\s\S][\u0300-\u036f\u20d0-\u20ff]*"
)
_AROUND_AT = r"[\[({<]\s?(?:at|arobase|arroba|chez|@|a)\s?[\])}>]"
_AROUND_DOT = r"[\[({<]\s?(?:dot|point|punto|\.)\s?[\])}>]"
_ENTITY_AT = r"&commat;|&#0*64;|&#x0*40;|%40"
_HOSTS = (
    r"(?:gmail|hotmail|yahoo|outlook|live|icloud|orange|wanadoo|free|sfr|laposte|bbox|proton\w*)\b"
)
_ENDS = r"(?:com|fr|org|net|es|be|eu|info|sn|ec|ca|ch)\b"
#: "señor(a)" is both of them; in a mailbox a host stands behind.
_A_HOST = rf"\(a\)(?=\s?(?:{_HOSTS}|[\w\-]{{2,}}(?:\.\w|\s?{_AROUND_DOT}|\s(?:point|punto|dot)\s)))"
_AT = rf"\s?(?:(?!\(a\)){_AROUND_AT}|{_A_HOST})\s?|\s(?:arobase|arroba)\s"
_AT += rf"|\sat\s(?={_HOSTS})|{_ENTITY_AT}"
_DOT = rf"(?<=\w)\s?{_AROUND_DOT}\s?(?=\w)|\s(?:point|punto|dot)\s(?={_ENDS})"
#: Digits parted by a line end or by several spaces belong together.
_GAP = r"(?<=\d)(?:[^\S\r\n]*[\r\n]\s*|\s{2,})(?=\d)|&nbsp;|&#160;"
_UNDO = re.compile(f"(?i:(?P<at>{_AT})|(?P<dot>{_DOT})|(?P<gap>{_GAP}))")
#: Dashes, middle dots and underscores between digits are read as hyphens.
_DASH = re.compile(r"(?<=\d)[\u2010-\u2015\u2212\u00b7\u2022\u2219_](?=\d)")
#: What makes a text need more than itself, never stricter than the above; Python and Rust syntax.
NEEDS_WORK = (
    r"[^\x20-\x7e\n\rÀ-ÖØ-öø-ÿŒœŸ’‘–—…€«»°]"
    rf"|(?i:{_AROUND_AT}|{_AROUND_DOT}|\s(?:arobase|arroba|at|point|punto|dot)\s|{_ENTITY_AT}"
    rf"|&nbsp;|&#160;)"
    rf"|{MAY_BE}|\d(?:[–—_]|\s*[\r\n]\s*|\s{{2,}})\d|{MAY_BE_GLUED}"
)
_NEEDS_WORK = re.compile(NEEDS_WORK.replace(r"\p{L}", r"[^\W\d_]").replace(r"\x{fffd}", "\ufffd"))
#: The stroke that Arabic glues to a number or to Latin letters: "at 12, rue …" in one word.
_STROKE = re.compile(r"\u0640(?=[0-9A-Za-zÀ-ÿ])")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'"})


@dataclass(frozen=True, slots=True)
class Text:
    """A cell with its normal form; `starts[i]` and `ends[i]` bound `normal[i]` in `original`."""

    original: str
    normal: str
    starts: tuple[int, ...] | None = None  # None: the same positions
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Positions in the original of a span of the normal form, end excluded."""
        if self.starts is None or self.ends is None or end <= start:
            return start, end
        return self.starts[start], self.ends[end - 1]


def apostrophes(value: str) -> str:
    """A text with plain apostrophes only."""
    return value if value.isascii() else value.translate(_APOSTROPHES)


def normalise(value: str) -> Text:
    """The normal form of a cell, with positions kept."""
    if not _NEEDS_WORK.search(value):
        return Text(value, apostrophes(value))
    chars: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _CLUSTER.finditer(value):
        for char in _normal_cluster(match.group(), match.lastgroup):
            chars.append(char)
            spans.append(match.span())
    normal = _STROKE.sub(" ", latinised("".join(chars)))
    return _undo(*parted(_DASH.sub("-", normal), spans), value)


def normalised(values: pl.Series) -> pl.Series:
    """The normal forms of many cells."""
    plain = values.str.replace_all("[’‘]", "'")
    odd = values.str.contains(NEEDS_WORK)
    if not odd.any():
        return plain
    return plain.scatter(odd.arg_true(), [normalise(value).normal for value in values.filter(odd)])


_KINDS = {"markup": unmarked, "twice": decoded, "lost": restored}


@lru_cache(maxsize=65_536)
def _normal_cluster(cluster: str, kind: str | None) -> str:
    if kind is not None:
        cluster = _KINDS[kind](cluster)
    composed = _INVISIBLE.sub("", unicodedata.normalize("NFKC", cluster))
    return "".join(map(_plain, composed)).translate(_APOSTROPHES)


def _plain(char: str) -> str:
    """A character as ASCII writes it: any digit, space or full stop; nothing for an unseen one."""
    if char in "\r\n":
        return char
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "Zs" or char == "\t":
        return " "
    if kind in ("Cc", "Cf"):
        return ""
    return _SIGNS.get(char, char)


#: A full stop and a hyphen as others print them.
_SIGNS = {"\u3002": ".", "\u2010": "-"}


_UNDONE = {"at": "@", "dot": ".", "gap": " "}


def _undo(text: str, spans: list[tuple[int, int]], original: str) -> Text:
    """Replace "[at]" by "@", "[point]" by ".", and wide gaps between digits by one space."""
    chars: list[str] = []
    places: list[tuple[int, int]] = []
    last = 0
    for match in _UNDO.finditer(text):
        chars.append(text[last : match.start()])
        places.extend(spans[last : match.start()])
        chars.append(_UNDONE[match.lastgroup or ""])
        places.append((spans[match.start()][0], spans[match.end() - 1][1]))
        last = match.end()
    chars.append(text[last:])
    places.extend(spans[last:])
    starts, ends = tuple(one[0] for one in places), tuple(one[1] for one in places)
    return Text(original, "".join(chars), starts, ends)


#: Letters that no decomposition simplifies.
_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "œ": "oe", "æ": "ae", "ŋ": "ng"})


#: Characters whose folded forms are remembered, at most.
_REMEMBERED = 16_384


class _Folds(dict[int, str]):
    """What each character becomes: nothing around it matters."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code)).casefold().translate(_LETTERS)
        found = "".join(char for char in decomposed if not unicodedata.combining(char))
        if len(self) < _REMEMBERED:
            self[code] = found
        return found


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Lower case without accents; lengths may change."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def _flat_letters() -> dict[str, str]:
    found = {}
    for letter in map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))):
        folded = fold(letter)
        if len(folded) == 1 and folded != letter:
            found[letter] = folded
    return found


#: Latin letters and what `flat` makes of them.
FLAT = _flat_letters()
_FLAT = str.maketrans(FLAT)


def flat(text: str) -> str:
    """Lower case without accents, Latin letters only; positions stay the same."""
    return text.lower() if text.isascii() else text.translate(_FLAT)


_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Ý])|(?<=[A-Z])(?=[A-Z][a-zà-ÿ])")
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def header_words(header: str) -> str:
    """A header as folded words: "DateNaissance_Demandeur" → "date naissance demandeur"."""
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFKC", header))
    return _NOT_WORD.sub(" ", fold(spaced)).strip()
