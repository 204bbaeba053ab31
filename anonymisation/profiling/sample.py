"""What a table looks like, from a bounded sample: values, fill, length, shape of names."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from anonymisation.bodies.parties import party
from anonymisation.detection.detector import Detector, Findings
from anonymisation.profiling.births import spread_as_births
from anonymisation.profiling.delicate import SENSITIVE
from anonymisation.profiling.opaque import dated, looked, opaque
from anonymisation.profiling.slots import Slots, learnt
from anonymisation.profiling.values import (
    BIRTHS,
    is_ancient,
    is_capitalised,
    is_coded,
    is_flag,
    is_headed,
    is_sentence,
    said_share,
)
from anonymisation.reading.named import name_words
from anonymisation.reading.text import fold, header_words
from anonymisation.recognisers.contacts.mailboxes import functional, private_provider
from anonymisation.recognisers.homes.streets import FRENCH, HISPANIC
from anonymisation.recognisers.persons.words.likeness import organisation_like, person_score
from anonymisation.recognisers.persons.words.names import is_first_name

#: Distinct values looked at per column, and rows read, spread over the file.
SAMPLE_VALUES = 1_000
#: Distinct values of them that are searched for personal data, and their longest, in characters.
SEARCHED, LONGEST = 300, 2_000
SAMPLE_ROWS = 20_000
SLICES = 5
_STREET = re.compile(rf"(?i)(?:{FRENCH}|{HISPANIC})\s+[^\W\d_][^\d,;:]{{2,60}}$")
#: Share of capitalised values from which a column may be one of names.
_NAMES = 0.8
#: Words of the mean value of a column in which names may stand between other words.
_TEXT = 3


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
    with as many digits as letters; `again`: how often each name of a person comes, on average;
    `births`: whether its days spread over the years as births do; `offices`: share of the filled
    cells that are mailboxes of offices; `headed`: values whose first word is a dictionary's, as
    that of a thing with a name is ("Lampe Oscar"); `parties`: whether all values are a register's
    words for natural and legal persons; `once`: share of the filled cells whose value stands
    nowhere else.
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
    again: float = 1.0
    births: bool = False
    offices: float = 0.0
    headed: float = 0.0
    officials: frozenset[str] = frozenset()
    parties: bool = False
    once: float = 0.0

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
    capitals = sum(map(is_capitalised, written)) / count
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
        flags=bool(some) and all(map(is_flag, some)),
        said=said_share(some) if capitals >= _NAMES else 0.0,
        look=looked(some, min(len(filled), SAMPLE_VALUES)) if opaque(name) else "",
        ancient=sum(map(is_ancient, some)) / count if BIRTHS.search(header_words(name)) else 0.0,
        rows=len(series),
        dates=sum(dated(value) for value in some) / count,
        streets=sum(bool(_STREET.match(value)) for value in some) / count,
        given=sum(is_first_name(fold(value)) for value in some) / count,
        sentences=sum(map(is_sentence, some)) / count,
        slots=slots,
        officials=officials,
        coded=sum(map(is_coded, some)) / count,
        again=_again(
            filled, [value for value, score in zip(some, scores, strict=True) if score >= 0.5]
        ),
        births=spread_as_births(some),
        offices=_offices(filled),
        headed=sum(map(is_headed, some)) / count,
        parties=len(some) > 1 and all(map(party, some)),
        once=int(filled.is_unique().sum()) / max(1, len(filled)),
        private=sum(private_provider(value) for value in some if "@" in value) / count,
    )


def _again(filled: pl.Series, names: list[str]) -> float:
    """How often a person comes in a column, on average, however the name is written."""
    persons = {name_words(name) for name in names}
    return int(filled.is_in(names).sum()) / len(persons) if persons else 1.0


def _offices(filled: pl.Series) -> float:
    """Share of the filled cells that are a mailbox of an office, and nothing else."""
    counted = filled.filter(filled.str.contains("@")).value_counts(name="__times")
    theirs = [" " not in value and functional(value) for value in counted[filled.name]]
    times = counted["__times"].filter(pl.Series(map(bool, theirs), dtype=pl.Boolean))
    return int(times.sum()) / max(1, len(filled))


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
