"""A second, independent scan of what was written, with shapes of its own.

Raw shapes and every check digit (`anonymisation.residues`), on each cell as it is and in its normal
form; and the names and numbers masked elsewhere in the same table. It shares with detection only
the normal form and what tells a functional mailbox from a person's. What it finds keeps the table
from being published.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from anonymisation.known import known_names, naming
from anonymisation.recognisers.base import CODE_HEADERS
from anonymisation.residues import ANY, readable
from anonymisation.text import header_words, normalise, normalised

#: What is left out of a number before it is compared with another.
_SEPARATORS = r"[\s.\-/_]"
#: A masked number shorter than this may be another number's part.
SHORTEST_NUMBER = 8


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked for where: identifiers in `columns`, names masked elsewhere in `texts`.

    Codes of places and bodies (`codes`) may look like number plates. `numbers` are identifiers
    masked elsewhere, in upper case without separators, to be found in no column of `columns`.
    """

    columns: tuple[str, ...]
    texts: frozenset[str]
    codes: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str] = frozenset()


def rescan(path: Path, scope: Scope, batch: int) -> Counter[str]:
    """Residual findings of a written table: entity type → distinct cells, batch by batch."""
    residual: Counter[str] = Counter()
    with pq.ParquetFile(path) as parquet:
        for part in parquet.iter_batches(batch, columns=list(scope.columns)):
            frame = pl.DataFrame(pl.from_arrow(part))
            for column in scope.columns:
                residual.update(_column(column, frame[column].drop_nulls().unique(), scope))
    return residual


def _column(name: str, values: pl.Series, scope: Scope) -> Iterator[str]:
    coded = name in scope.codes or bool(CODE_HEADERS.search(header_words(name)))
    for entity in _numbers(values):
        if entity != "LICENSE_PLATE" or not coded:
            yield entity
    yield from ["NUMBER"] * _masked_elsewhere(values, scope.numbers)
    if name in scope.texts:
        yield from _known(values, scope.names)


def _numbers(values: pl.Series) -> Iterator[str]:
    suspect = values.str.contains(ANY) | normalised(values).str.contains(ANY)
    for value in values.filter(suspect):
        yield from residues(value)


def residues(value: str) -> Iterator[str]:
    """Entity types of direct identifiers that can be read in a cell.

    As it is written too: a browser's reader sees more than its words (an address in a link).
    """
    normal = normalise(value).normal
    found = set(readable(normal))
    if normal != value:
        found |= set(readable(value))
    yield from sorted(found)


def _masked_elsewhere(values: pl.Series, numbers: frozenset[str]) -> int:
    """Distinct cells where a number masked elsewhere can still be read."""
    wanted = sorted(number for number in numbers if len(number) >= SHORTEST_NUMBER)
    if not wanted or values.is_empty():
        return 0
    bare = normalised(values).str.replace_all(_SEPARATORS, "").str.to_uppercase()
    return int(bare.str.contains_any(wanted).sum())


def _known(values: pl.Series, names: frozenset[str]) -> Iterator[str]:
    """Cells where a name masked elsewhere can still be read in full."""
    if names:
        for value in naming(values, names):
            yield from ("PERSON" for _ in islice(known_names(value, names), 1))
