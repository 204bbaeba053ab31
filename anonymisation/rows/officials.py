"""Officials whom a table names in a column of theirs or with their office, and elsewhere without.

Minutes name the rapporteur in a column and in what was decided, the mayor once with the word and
then by name: the name is as public there (CRPA D312-1-3, 3°). Only a full name counts, written
alike but for its order, capitals and title.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from anonymisation.decision.plan import TablePlan
from anonymisation.detection.detector import Findings
from anonymisation.reading.named import name_words

#: Rows read, and names kept in mind.
_SAMPLE, _MOST = 20_000, 2_000
_LIST = re.compile(r"[;/\n|]|, (?=(?:M|Mme|Mlle)\b)")
Names = frozenset[frozenset[str]]


def officials(path: Path, plan: TablePlan, told: Iterable[str] = ()) -> Names:
    """The full names of officials, each as the set of its folded words.

    Those in columns of theirs, and those that `told`, pieces of texts, name with their office.
    """
    columns = [one.name for one in plan.of("official")]
    cells: list[str] = list(told)
    if columns:
        rows = pl.scan_parquet(path).select(columns).head(_SAMPLE).collect()
        filled = [rows[name].drop_nulls().rename("cell") for name in columns]
        cells += pl.concat(filled).unique().to_list()
    found = (name_words(part) for cell in cells for part in _LIST.split(cell))
    named = {words for words in found if len(words) > 1}
    return frozenset(named) if len(named) <= _MOST else frozenset()


def without_officials(text: str, findings: Findings, names: Names) -> Findings:
    """The findings in a text but for the full names of these officials."""
    if not names:
        return findings
    return tuple(
        one
        for one in findings
        if one.entity != "PERSON" or name_words(text[one.start : one.end]) not in names
    )


__all__ = ["Names", "officials", "without_officials"]
