"""Persons in columns that a schema reserves for something else: a sign of shifted cells.

The name of a beneficiary one column too far to the left stands where the schema has a body or a
code. What such a column is for is read from the rows without conformity error; a whole cell that
names a natural person in a row *with* errors, in a column where right rows name none, is masked.
"""

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from anonymisation.counts import ColumnCount, Masked
from anonymisation.decision.plan import TablePlan
from anonymisation.policy.columns import KEPT, given_names
from anonymisation.recognisers.persons.words.likeness import organisation_like, person_score
from federation.model import CONFORMS

#: From this score a whole cell names a natural person (see `person_score`).
_PERSON = 0.8
#: Right rows needed to know what a column is for, and the share of persons that it may not reach.
_ENOUGH = 3
_NONE = 0.02
_SAMPLE = 20_000


def stranger(value: str) -> bool:
    """Whether a whole cell names a natural person."""
    return len(value) <= 80 and person_score(value) >= _PERSON and not organisation_like(value)


def guarded(path: Path, plan: TablePlan) -> frozenset[str]:
    """Schema columns that stay, where right rows name no natural person."""
    columns = [
        one.name
        for one in plan.columns
        if one.source == "schema" and one.action in KEPT and not given_names(one)
    ]
    if not columns or CONFORMS not in pq.read_schema(path).names:
        return frozenset()
    rows = pl.scan_parquet(path).filter(pl.col(CONFORMS)).select(columns).head(_SAMPLE).collect()
    return frozenset(name for name in columns if _impersonal(rows[name]))


def _impersonal(values: pl.Series) -> bool:
    filled = values.drop_nulls().str.strip_chars()
    counted = filled.filter(filled != "").value_counts(name="__times")
    named = [stranger(value) for value in counted[values.name]]
    persons = counted.filter(pl.Series(named, dtype=pl.Boolean))
    total = int(counted["__times"].sum())
    return total >= _ENOUGH and int(persons["__times"].sum()) <= _NONE * total


def without_strangers(
    frame: pl.DataFrame,
    columns: frozenset[str],
    counts: dict[str, ColumnCount],
    masked: Masked,
    mask: str,
) -> pl.DataFrame:
    """The batch where rows with errors name nobody in these columns."""
    wrong = frame.filter(~pl.col(CONFORMS).fill_null(True)) if columns else frame.clear()
    for column in sorted(columns) if len(wrong) else ():
        found = [
            value for value in wrong[column].drop_nulls().unique().to_list() if stranger(value)
        ]
        if not found:
            continue
        for value in found:
            masked.add("PERSON", value)
        times = int(wrong[column].is_in(found).sum())
        counts[column].entities["PERSON"] += times
        counts[column].operators["mask"] += times
        here = ~pl.col(CONFORMS).fill_null(True) & pl.col(column).is_in(found)
        frame = frame.with_columns(
            pl.when(here).then(pl.lit(mask)).otherwise(pl.col(column)).alias(column)
        )
    return frame
