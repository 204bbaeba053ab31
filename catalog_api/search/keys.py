"""Values that are compared in the index: sort keys, folded words, moments, grade bands."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from unicodedata import normalize
from uuid import UUID

#: Between two parts of a key that is looked up by its beginning.
SEPARATOR = "\x1f"
#: Lowest score of each band of a grade.
BANDS = {"80-100": 80, "60-79": 60, "40-59": 40, "0-39": 0}

_CASES = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])")
#: Accents, once letters are apart from them.
_MARKS = re.compile(r"[\u0300-\u036f]+")
_WORDS = re.compile(r"[^\W_]+")
_TITLE = 60  # characters of a title that count in the order of titles
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ].*)?")
_EARLIEST, _LATEST = datetime(1678, 1, 1, tzinfo=UTC), datetime(2262, 1, 1, tzinfo=UTC)


def folded(text: str) -> str:
    """Lower case without accents, ligatures apart: œuvre is oeuvre."""
    if text.isascii():
        return text.lower()
    plain = normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return _MARKS.sub("", plain)


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORDS.findall(folded(text))


@lru_cache(10_000)
def column_key(name: str) -> str:
    """A column's name by its words: `dateConvention` and `Date_convention` are one."""
    return "_".join(words(_CASES.sub(" ", name)))


def rank(dataset_id: str) -> int:
    """A 64-bit number in the order of ids: the first half of a UUID.

    Other texts count by their leading hexadecimal digits.
    """
    try:
        return UUID(dataset_id).int >> 64
    except ValueError:
        digits = ""
        for char in dataset_id.lower().replace("-", "")[:16]:
            if char not in "0123456789abcdef":
                digits += "f" if char > "f" else "0"
                break
            digits += char
        return int(digits.ljust(16, "0"), 16) if digits else 0


def weight(number: int) -> float:
    """A weight of a rank for tantivy's `weight_by_field`: scores differ by up to 0.8 %.

    Equal scores, which are common, then mostly come in one order whatever the segments.
    """
    return float(2 ** (1 + (number >> 48) / 65536 / 128) - 2)


def by_moment(at: datetime | None, dataset_id: str) -> str:
    """A key in the order of moments, to the second; one that is not known is the earliest."""
    seconds = int(at.timestamp()) + 10**11 if at else 0
    return f"{seconds:012d}{dataset_id}"


def by_score(scores: Mapping[str, int], dataset_id: str) -> str:
    """A key in the order of the mean of grades; none is the lowest."""
    mean = sum(scores.values()) / len(scores) if scores else -1
    return f"{round((mean + 1) * 100):05d}{dataset_id}"


def by_title(title: str, dataset_id: str) -> str:
    """A key in the order of titles, whatever their case and accents."""
    return f"{'-'.join(words(title))[:_TITLE]}--{dataset_id}"


def band(score: int) -> str:
    """The band of a grade."""
    return next(name for name, least in BANDS.items() if score >= least)


def moment(text: str) -> datetime | None:
    """An ISO 8601 time, in UTC unless it says otherwise; None when it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def indexable(at: datetime) -> datetime:
    """The nearest moment that the index can hold: 64 bits of nanoseconds around 1970."""
    return min(max(at, _EARLIEST), _LATEST)


def first_day(text: str) -> datetime | None:
    """When a day, a month or a year begins; the earliest moment for an empty text."""
    return _day(text, last=False) if text else _EARLIEST


def last_day(text: str) -> datetime | None:
    """The last day of a month or a year, or the day; the latest moment for an empty text."""
    return _day(text, last=True) if text else _LATEST


def _day(text: str, *, last: bool) -> datetime | None:
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    year = int(found[1])
    month = int(found[2] or (12 if last else 1))
    try:
        day = int(found[3] or (monthrange(year, month)[1] if last else 1))
        at = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    return indexable(at)
