"""A second, independent scan of what was written, with shapes of its own.

Raw shapes and every check digit (`anonymisation.verification.residues`), on each cell as it is and
in its normal form; and the names and numbers masked elsewhere in the same table. It shares with
detection only the normal form and what tells a functional mailbox from a person's. What it finds
keeps the table from being published.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from anonymisation.counts import SHORTEST_NUMBER
from anonymisation.reading.text import header_words, normalise, normalised
from anonymisation.recognisers.base import CODE_HEADERS
from anonymisation.rows.known import known_names, naming
from anonymisation.verification.residues import ANY, readable

#: What is left out of a number before it is compared with another.
_SEPARATORS = r"[\s.\-/_]"


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked for where: identifiers in `columns`, names masked elsewhere in `texts`.

    Codes of places and bodies (`codes`) may look like number plates. `numbers` are identifiers
    masked elsewhere, in upper case without separators, to be found in no column of `columns`;
    `kept`: the kind that stays in a column of mailboxes or lines of offices; `offices`: cells of a
    column that many people share, how their office is reached.
    """

    columns: tuple[str, ...]
    texts: frozenset[str]
    codes: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str] = frozenset()
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)
    offices: Mapping[str, frozenset[str]] = field(default_factory=dict)


def rescan(path: Path, scope: Scope, batch: int) -> Counter[str]:
    """Residual findings of a written table: entity type → distinct cells, batch by batch."""
    return Counter(one.entity for one in readings(path, scope, batch))


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that can still be read in a cell of a written table."""

    column: str
    cell: str = field(repr=False)
    entity: str


def readings(path: Path, scope: Scope, batch: int) -> Iterator[Reading]:
    """Everything that can still be read, column by column, batch by batch."""
    with pq.ParquetFile(path) as parquet:
        for part in parquet.iter_batches(batch, columns=list(scope.columns)):
            frame = pl.DataFrame(pl.from_arrow(part))
            for column in scope.columns:
                for cell, entity in _column(column, frame[column].drop_nulls().unique(), scope):
                    yield Reading(column, cell, entity)


def _column(name: str, values: pl.Series, scope: Scope) -> Iterator[tuple[str, str]]:
    coded = name in scope.codes or bool(CODE_HEADERS.search(header_words(name)))
    kept = {"LICENSE_PLATE"} if coded else set()
    kept |= scope.kept.get(name, frozenset())
    if offices := scope.offices.get(name):
        values = values.filter(~values.is_in(list(offices)))
    for cell, entity in _numbers(values):
        if entity not in kept:
            yield cell, entity
    for cell in _masked_elsewhere(values, scope.numbers):
        yield cell, "NUMBER"
    if name in scope.texts:
        for cell in _known(values, scope.names):
            yield cell, "PERSON"


def _numbers(values: pl.Series) -> Iterator[tuple[str, str]]:
    suspect = values.str.contains(ANY) | normalised(values).str.contains(ANY)
    for value in values.filter(suspect):
        for entity in residues(value):
            yield value, entity


def residues(value: str) -> Iterator[str]:
    """Entity types of direct identifiers that can be read in a cell.

    As it is written too: a browser's reader sees more than its words (an address in a link).
    """
    normal = normalise(value).normal
    found = set(readable(normal))
    if normal != value:
        found |= set(readable(value))
    yield from sorted(found)


def _masked_elsewhere(values: pl.Series, numbers: frozenset[str]) -> list[str]:
    """Distinct cells where a number masked elsewhere can still be read."""
    wanted = sorted(number for number in numbers if len(number) >= SHORTEST_NUMBER)
    digits = values.filter(values.str.count_matches(r"\d") >= SHORTEST_NUMBER)
    if not wanted or digits.is_empty():
        return []
    bare = normalised(digits).str.replace_all(_SEPARATORS, "").str.to_uppercase()
    return digits.filter(bare.str.contains_any(wanted)).to_list()


def _known(values: pl.Series, names: frozenset[str]) -> Iterator[str]:
    """Cells where a name masked elsewhere can still be read in full."""
    if names:
        for value in naming(values, names):
            yield from (value for _ in islice(known_names(value, names), 1))
