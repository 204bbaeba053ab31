"""What a table looks like, from a bounded sample: values, fill, length, shape of names."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from anonymisation.detection.detector import Detector, Findings
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_place
from anonymisation.profiling.opaque import dated, looked, opaque
from anonymisation.profiling.slots import Slots, learnt
from anonymisation.reading.text import fold, header_words
from anonymisation.recognisers.contacts.mailboxes import private_provider
from anonymisation.recognisers.homes.streets import FRENCH, HISPANIC
from anonymisation.recognisers.persons.words.likeness import organisation_like, person_score
from anonymisation.recognisers.persons.words.names import is_first_name
from anonymisation.recognisers.persons.words.tokens import PARTICLES, common

#: Distinct values looked at per column, and rows read, spread over the file.
SAMPLE_VALUES = 1_000
#: Distinct values of them that are searched for personal data, and their longest, in characters.
SEARCHED, LONGEST = 300, 2_000
SAMPLE_ROWS = 20_000
SLICES = 5
_STREET = re.compile(rf"(?i)(?:{FRENCH}|{HISPANIC})\s+[^\W\d_][^\d,;:]{{2,60}}$")
#: Words from which a value is no name any more.
_FEW = 4
#: Share of capitalised values from which a column may be one of names.
_NAMES = 0.8
#: Words of the mean value of a column in which names may stand between other words.
_TEXT = 3
#: Ordinary words of the shortest sentence, and all its words.
_TOLD = (3, 5)


#: Words on health, disability, diet by belief (RGPD art. 9), in French, Spanish, English, Dutch.
SENSITIVE = (
    r"(?i)\b(?:allerg|asthm|asma\b|diab[eèé]t|[eé]pilep|autis|tdah|handicap|discapacid|trisomi"
    r"|traitement m[eé]dic|m[eé]dicament|medicaci[oó]n|insulin|ventolin|pai\b|aesh\b|mdph\b"
    r"|sans porc|halal|casher|kosher|sin cerdo|s[eé]roposit|cancer|grossesse|enceinte|embaraz"
    r"|d[eé]pressi|psychiatr|psicolog|sp[eé]cialis[eé]e? m[eé]dic|allergie|handicapt|medische)"
)


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """Shares are 0–1 of the distinct filled values of the sample; `words` is their mean count.

    `capitals`: values of letters whose words all begin with a capital. `found`: values that hold
    a kind of personal data; `whole`: those that are hardly anything else. `sensitive`: those
    that speak of somebody's health or beliefs. `flags`: whether all values are a yes, a no or a
    tick; `said`: values of short columns of which every word is a dictionary's or a place's;
    `look`: what the values of a column without a telling name could be (see `opaque.looked`);
    `ancient`: those that are births of more than a century ago; `rows`: rows of the sample, empty
    cells too; `dates`: values that are a date; `streets`: those that are a way without a number;
    `private`: mailboxes at providers of private persons; `given`: values that are a given name;
    `sentences`: values that tell something in several words of the dictionary; `slots`: where
    names stand in them; `officials`: whom its texts name with an elected office; `coded`: values
    with as many digits as letters.
    """

    name: str
    filled: int
    distinct: int
    persons: float
    organisations: float
    names: float
    words: float
    numeric: float
    capitals: float = 0.0
    found: Mapping[str, float] = field(default_factory=dict)
    whole: Mapping[str, float] = field(default_factory=dict)
    sensitive: float = 0.0
    flags: bool = False
    said: float = 0.0
    look: str = ""
    ancient: float = 0.0
    rows: int = 0
    dates: float = 0.0
    streets: float = 0.0
    private: float = 0.0
    given: float = 0.0
    sentences: float = 0.0
    slots: Slots = field(default_factory=Slots)
    coded: float = 0.0
    officials: frozenset[str] = frozenset()

    def share(self, *entities: str, whole: bool = False) -> float:
        """Share of the values that hold, or are, one of these kinds of personal data, at most 1."""
        shares = self.whole if whole else self.found
        return min(1.0, sum(shares.get(entity, 0.0) for entity in entities))


def profile(path: Path, columns: tuple[str, ...], detector: Detector) -> dict[str, ColumnProfile]:
    """Profile the visible columns of a Parquet file of text columns."""
    frame = _sample(path, columns)
    return {column: _column(column, frame[column], detector) for column in columns}


def _sample(path: Path, columns: tuple[str, ...]) -> pl.DataFrame:
    """Rows from the start and from evenly spread places of the file."""
    with pq.ParquetFile(path) as parquet:
        total = parquet.metadata.num_rows
        size = SAMPLE_ROWS if total <= SAMPLE_ROWS else SAMPLE_ROWS // SLICES
        wanted = {
            int(index * max(0, total - size) / (SLICES - 1)) // size for index in range(SLICES)
        }
        parts = []
        for number, batch in enumerate(parquet.iter_batches(size, columns=list(columns))):
            if total <= SAMPLE_ROWS or number in wanted:
                parts.append(pl.DataFrame(pl.from_arrow(batch)))
    empty = pl.DataFrame({column: [] for column in columns}, dict.fromkeys(columns, pl.String))
    return pl.concat(parts) if parts else empty


def _column(name: str, series: pl.Series, detector: Detector) -> ColumnProfile:
    text = series.drop_nulls().str.strip_chars()
    filled = text.filter(text != "")
    values = filled.unique(maintain_order=True)
    distinct = len(values)
    some = values.head(SAMPLE_VALUES).to_list()
    written = [value.title() for value in some] if opaque(name) and _small(some) else some
    scores = [person_score(value) if len(value) <= 80 else 0.0 for value in written]
    count = max(1, len(some))
    words = sum(value.count(" ") + 1 for value in some) / count
    capitals = sum(map(_capitals, written)) / count
    slots, officials = _sentences(name, some, detector) if words >= _TEXT else (Slots(), NOBODY)
    found, whole = _searched(name, values, detector, slots)
    return ColumnProfile(
        name=name,
        filled=len(filled),
        distinct=distinct,
        persons=sum(score >= 0.5 for score in scores) / count,
        organisations=sum(organisation_like(value[:200]) for value in written) / count,
        names=sum(score >= 0.35 for score in scores) / count,
        words=words,
        numeric=sum(not any(char.isalpha() for char in value) for value in some) / count,
        capitals=capitals,
        found=found,
        whole=whole,
        sensitive=int(values.str.contains(SENSITIVE).sum()) / max(1, distinct),
        flags=bool(some) and all(map(_flag, some)),
        said=_said(some) if capitals >= _NAMES else 0.0,
        look=looked(some, min(len(filled), SAMPLE_VALUES)) if opaque(name) else "",
        ancient=sum(map(_ancient, some)) / count if _BIRTHS.search(header_words(name)) else 0.0,
        rows=len(series),
        dates=sum(dated(value) for value in some) / count,
        streets=sum(bool(_STREET.match(value)) for value in some) / count,
        given=sum(is_first_name(fold(value)) for value in some) / count,
        sentences=sum(map(_sentence, some)) / count,
        slots=slots,
        officials=officials,
        coded=sum(map(_coded, some)) / count,
        private=sum(private_provider(value) for value in some if "@" in value) / count,
    )


#: Share of values without a capital that makes a column one of a system that keeps none.
_NO_CAPITALS = 0.9


def _small(some: list[str]) -> bool:
    """Whether a column holds no capitals: its names are told by what they are in capitals."""
    return bool(some) and sum(map(str.islower, some)) >= _NO_CAPITALS * len(some)


NOBODY: frozenset[str] = frozenset()


def _sentences(name: str, some: list[str], detector: Detector) -> tuple[Slots, frozenset[str]]:
    """Where names stand in the texts of a column, and the officials that they name."""
    texts = [value for value in some if len(value) <= LONGEST]
    found = detector.find(pl.Series(texts, dtype=pl.String), name)
    officials = (
        value[one.start : one.end]
        for value, findings in found.items()
        for one in findings
        if one.entity == "OFFICIAL"
    )
    return learnt(texts, found), frozenset(officials)


def _searched(
    name: str, values: pl.Series, detector: Detector, slots: Slots
) -> tuple[dict[str, float], dict[str, float]]:
    """Shares of values that hold each kind of personal data, and of those that are it."""
    some = values.filter(values.str.len_chars() <= LONGEST).head(SEARCHED)
    found: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for value, first in detector.find(some, name).items():
        findings = slots.names(value, first)
        found.update({one.entity for one in findings})
        whole.update(_filling(value, findings))
    count = max(1, len(some))
    return ({key: times / count for key, times in found.items()}), (
        {key: times / count for key, times in whole.items()}
    )


#: Postcode and town, behind an address.
_TOWN = re.compile(r"[\s,;\-–(]*\b\d{4,5}\s+[^\W\d_][^\d,;]*$")


def _filling(value: str, findings: Findings) -> set[str]:
    """Kinds of the findings that are most of a cell."""
    size = len(_TOWN.sub("", value).strip())
    return {one.entity for one in findings if (one.end - one.start) * 2 >= size}


#: Yes, no and ticks, in the languages of the partner cities.
_FLAGS = frozenset(
    """o n oui non yes no y si s x v vrai faux true false verdadero falso ja nee j bai ez sim nao
    co khong naam la 0 1 ok ko ✓ ✔ ✗ ☑ ☐ -""".split()  # noqa: SIM905 - words are read, not code
)


_BIRTHS = re.compile(r"\b(?:nais\w*|nees?|nes?|nac\w*|nasc\w*|birth|born|geb\w*|jaio\w*|sinh)\b")
_YEAR = re.compile(r"(?<!\d)(?P<year>\d{4})(?!\d)")
#: Nobody alive was born before; a fixed year, for a table is judged the same way every day.
_LIVING = 1916


def _ancient(value: str) -> bool:
    found = _YEAR.search(value)
    return found is not None and 0 < int(found["year"]) < _LIVING


def _flag(value: str) -> bool:
    return fold(value).strip() in _FLAGS


def _said(some: list[str]) -> float:
    """Share of short values of which every word is a dictionary's or a place's, and no name."""
    words = [fold(value).split() for value in some if value.count(" ") < _FEW and len(value) < 60]
    return sum(all(map(_ordinary, each)) for each in words) / max(1, len(some))


def _ordinary(folded: str) -> bool:
    word = folded.strip(".,;:()/'")
    return is_place(word) or ((is_ordinary(word) or common(word)) and not is_listed(word))


def _coded(value: str) -> bool:
    return sum(map(str.isdigit, value)) * 2 >= max(1, sum(map(str.isalnum, value)))


def _sentence(value: str) -> bool:
    """Whether several words, none of them a name, a particle or a heading's, tell something."""
    words = value.split()
    if len(words) < _TOLD[1]:
        return False
    small = {fold(word).strip(".,;:()/'") for word in words if word[:1].islower()} - PARTICLES
    return sum(len(word) > 1 and _ordinary(word) for word in small) >= _TOLD[0]


def _capitals(value: str) -> bool:
    words = value.replace("-", " ").replace("'", " ").split()
    return (
        len(value) > 2
        and bool(words)
        and all(word[0].isupper() and word.isalpha() for word in words)
    )
