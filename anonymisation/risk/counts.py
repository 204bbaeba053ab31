"""Columns of counts that the policy declares: small ones hidden, or noise added to all."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from anonymisation.parquet import BATCH_ROWS, write
from anonymisation.policy.risk import Noise, RiskTable, SmallCells
from anonymisation.risk.outcome import Change
from anonymisation.risk.privacy import noisy
from anonymisation.risk.small_cells import hide_small
from federation.i18n import Message, msg


def protect_counts(path: Path, declared: RiskTable) -> tuple[Change, ...]:
    """Apply the declared operators to the file; only the columns they name are read whole."""
    changes: list[Change] = []
    for cells in declared.small_cells:
        changes += _hidden(path, cells)
    for noise in declared.noise:
        changes += _noised(path, noise)
    return tuple(changes)


def _hidden(path: Path, rule: SmallCells) -> list[Change]:
    frame = _read(path, (rule.column, *rule.within))
    if rule.column not in frame.columns:
        return []
    hidden = hide_small(frame, rule)
    reason = msg(
        "Counts under %(threshold)s are not shown: they would speak of a few persons.",
        threshold=rule.threshold,
    )
    return _replaced(path, frame[rule.column], hidden, "hide-small", reason)


def _noised(path: Path, rule: Noise) -> list[Change]:
    frame = _read(path, (rule.column,))
    if rule.column not in frame.columns:
        return []
    before = frame[rule.column]
    numbers = before.str.strip_chars().cast(pl.Int64, strict=False)
    drawn = iter(noisy(numbers.drop_nulls().to_list(), rule))
    after = pl.Series(
        rule.column,
        # A cell that is no whole number could tell what the noise hides: it is emptied.
        ["" if number is None else str(next(drawn)) for number in numbers.to_list()],
        pl.String,
    )
    reason = msg(
        "Random noise was added to the counts (differential privacy, epsilon %(epsilon)s).",
        epsilon=rule.epsilon,
    )
    return _replaced(path, before, after, "noise", reason)


def _read(path: Path, names: Sequence[str]) -> pl.DataFrame:
    """The columns among these that the file has."""
    held = pl.scan_parquet(path)
    known = held.collect_schema().names()
    wanted = [name for name in dict.fromkeys(names) if name in known]
    return held.select(pl.col(wanted).fill_null("")).collect()


def _replaced(
    path: Path, before: pl.Series, after: pl.Series, rule: str, reason: Message
) -> list[Change]:
    """Put a whole new column in the file; nothing where no cell changes."""
    cells = int((before != after).sum())
    if not cells:
        return []
    fresh = path.with_name(f"{path.name}-counts")
    try:
        write(fresh, _frames(path, after), path)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return [Change(before.name, rule, reason, {rule: cells})]


def _frames(path: Path, column: pl.Series) -> Iterator[pl.DataFrame]:
    start = 0
    with pq.ParquetFile(path) as parquet:
        for batch in parquet.iter_batches(BATCH_ROWS):
            frame = pl.DataFrame(pl.from_arrow(batch))
            yield frame.with_columns(column.slice(start, frame.height))
            start += frame.height
