"""Text as detectors read it: Unicode NFKC, plain spaces, "[at]" undone, with a map back.

Detection runs on `Text.normal`; spans are brought back to the original with `Text.span`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_CLUSTER = re.compile(r"[\s\S][\u0300-\u036f\u20d0-\u20ff]*")
#: Zero-width characters, soft hyphen, byte order mark, bidirectional marks.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\ufeff"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_AT = r"\s?[\[({<]\s?(?:at|arobase|arroba|chez|@|a)\s?[\])}>]\s?|\s(?:arobase|arroba)\s"
_DOT = r"(?<=\w)\s?[\[({<]\s?(?:dot|point|punto|\.)\s?[\])}>]\s?(?=\w)"
AT_PATTERN = f"(?i:{_AT})"
DOT_PATTERN = f"(?i:{_DOT})"
_UNDO = re.compile(f"(?P<at>{AT_PATTERN})|(?P<dot>{DOT_PATTERN})")
#: What makes a text need more than itself; one linear search per value.
NEEDS_WORK = rf"[^\x00-\x7fÀ-ÖØ-öø-ÿŒœŸ’‘–—…€«»°]|[\xa0\xad]|{AT_PATTERN}|{DOT_PATTERN}"
_NEEDS_WORK = re.compile(NEEDS_WORK)
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'"})


@dataclass(frozen=True, slots=True)
class Text:
    """A cell with its normal form; `offsets[i]` is where `normal[i]` starts in `original`."""

    original: str
    normal: str
    offsets: tuple[int, ...] | None = None  # None: the same positions

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Positions in the original of a span of the normal form, end excluded."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end]


def normalise(value: str) -> Text:
    """The normal form of a cell, with positions kept."""
    if not _NEEDS_WORK.search(value):
        return Text(value, value.translate(_APOSTROPHES))
    chars: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(value):
        for char in _normal_cluster(match.group()):
            chars.append(char)
            offsets.append(match.start())
    offsets.append(len(value))
    return _undo_at("".join(chars), offsets, value)


def _normal_cluster(cluster: str) -> str:
    if cluster in _INVISIBLE:
        return ""
    if cluster in _SPACES:
        return " "
    return unicodedata.normalize("NFKC", cluster).translate(_APOSTROPHES)


def _undo_at(text: str, offsets: list[int], original: str) -> Text:
    """Replace "[at]" by "@" and "[point]" by "."."""
    chars: list[str] = []
    places: list[int] = []
    last = 0
    for match in _UNDO.finditer(text):
        chars.append(text[last : match.start()])
        places.extend(offsets[last : match.start()])
        chars.append("@" if match.lastgroup == "at" else ".")
        places.append(offsets[match.start()])
        last = match.end()
    chars.append(text[last:])
    places.extend(offsets[last:])
    return Text(original, "".join(chars), tuple(places))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without accents; lengths may change."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Ý])|(?<=[A-Z])(?=[A-Z][a-zà-ÿ])")
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def header_words(header: str) -> str:
    """A header as folded words: "DateNaissance_Demandeur" → "date naissance demandeur"."""
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFKC", header))
    return _NOT_WORD.sub(" ", fold(spaced)).strip()
