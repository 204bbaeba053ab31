"""What the verification can still read is masked, cell by cell; a column that it cannot clear goes.

Detection and verification have shapes of their own: where the second sees more, the name, the
sentence or, where that is not enough, the whole cell is replaced by a typed word and the column is
read again. A table is never lost to one of its cells, nor a long text to one of its names.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from anonymisation.operators import placeholder
from anonymisation.parquet import BATCH_ROWS, write
from anonymisation.rows.known import known_names, without_names
from anonymisation.verification.rescan import Reading, Scope, readings, residues

#: Distinct cells of one column that are masked so, at most, and their share of its filled cells:
#: beyond, detection failed there.
MOST, SHARE = 10_000, 0.2


@dataclass(frozen=True, slots=True)
class Mended:
    """Cells masked by column, and the columns that must not leave."""

    cells: Mapping[str, int]
    withheld: frozenset[str]


def mend(path: Path, scope: Scope, batch: int, language: str, filled: Mapping[str, int]) -> Mended:
    """Rewrite a table without the cells in which the verification reads something.

    `filled`: filled cells by column.
    """
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for one in readings(path, scope, batch):
        if len(words[one.column]) <= MOST:
            words[one.column].setdefault(one.cell, _mended(one, scope, language))
    much = {
        column
        for column, cells in words.items()
        if len(cells) > min(MOST, max(1, SHARE * filled.get(column, 0)))
    }
    few = {column: cells for column, cells in words.items() if column not in much}
    counts = _rewrite(path, few)
    left = {one.column for one in readings(path, scope, batch)}
    kept = {column: count for column, count in counts.items() if column not in left}
    return Mended(kept, frozenset(left | much))


#: Between two sentences.
_SENTENCES = re.compile(r"((?<=[.!?;])\s+)")


def _mended(one: Reading, scope: Scope, language: str) -> str:
    """A cell without what can be read in it: its names, its sentence, or all of the cell."""
    mask = placeholder(one.entity, language)
    if one.entity == "NUMBER":
        return mask
    pieces = [
        mask if any(residues(piece)) else piece
        for piece in _SENTENCES.split(without_names(one.cell, scope.names, mask))
    ]
    text = "".join(pieces)
    left = any(residues(text)) or any(known_names(text, scope.names))
    return mask if left or (len(pieces) == 1 and one.entity != "PERSON") else text


def _rewrite(path: Path, words: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """Replace whole cells, whole file or not at all; cells replaced by column."""
    counts = dict.fromkeys(words, 0)
    fresh = path.with_name(f"{path.name}-mended")
    try:
        write(fresh, _frames(path, words, counts), path)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return counts


def _frames(
    path: Path, words: Mapping[str, Mapping[str, str]], counts: dict[str, int]
) -> Iterator[pl.DataFrame]:
    with pq.ParquetFile(path) as parquet:
        for batch in parquet.iter_batches(BATCH_ROWS):
            frame = pl.DataFrame(pl.from_arrow(batch))
            for column, cells in words.items():
                counts[column] += int(frame[column].is_in(list(cells)).sum())
                masked = frame[column].replace(list(cells), list(cells.values()))
                frame = frame.with_columns(masked.alias(column))
            yield frame
