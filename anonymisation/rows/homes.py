"""Homes in a column of streets: house numbers stand where a row is about a person, and only there.

The register of a counter says where an applicant lives, and of companies and associations no more
than the street. The header ("secteur", "zone") does not tell; that no body's row has a number does.
"""

import re
from dataclasses import replace
from pathlib import Path

import polars as pl

from anonymisation.counts import ColumnCount
from anonymisation.decision.plan import TablePlan
from anonymisation.operators.addresses import commune
from anonymisation.policy.columns import KEPT, ColumnPlan
from anonymisation.policy.rules import ColumnAction
from anonymisation.rows.bodies import about, subjects

#: Rows read; rows about persons with a number, and rows about bodies, that prove it.
_SAMPLE, _LEAST = 20_000, 5
#: Share of the rows about persons that have a number, and of those about bodies that may.
_SOME, _NONE = 0.2, 0.05
#: Meanings of columns of places; others say that a place is a home, or is none.
_PLACES = frozenset({"place", "event-place", "address"})
_ACTIONS = frozenset({"place", "keep", "area", "mask", "scan"})
#: The rule of such a column.
HOMES = "party-home"
#: A house's number before its street, behind it, or with its sign; no day that a street is named
#: after.
_NUMBERED = re.compile(
    r"(?:^|,)\s*\d{1,4}(?:\s?[A-Za-z]\b|\s?(?:bis|ter|quater)\b)?[\s,]+(?!(?:de|d)\b)[^\W\d_]{2,}"
    r"|[^\W\d_]{3,}[^\d]*?[\s,]+(?!1[89]\d\d|20\d\d)\d{1,4}(?:\s?[A-Za-z]\b|-\d+)?\s*(?:,|$)"
    r"|\b[nN][°º]\s?\d|#\s?\d|\bN\d+-\d"
)


def with_homes(path: Path, plan: TablePlan) -> TablePlan:
    """The plan, where columns of places hold the homes of the persons that rows are about."""
    who = subjects(plan)
    some = [column.name for column in plan.columns if _place(column)]
    if not who or not some:
        return plan
    wanted = {*some, *(column.name for column in who)}
    wanted |= {other for column in who for other in column.companions}
    rows = pl.read_parquet(path, columns=sorted(wanted), n_rows=_SAMPLE)
    persons, bodies = about(who, rows)
    found = frozenset(name for name in some if _theirs(rows[name], persons, bodies))
    columns = (_home(one) if one.name in found else one for one in plan.columns)
    return replace(plan, columns=tuple(columns))


def _home(column: ColumnPlan) -> ColumnPlan:
    # Whoever is named where homes were told already goes with them; places bear names.
    action: ColumnAction = "place" if column.action in KEPT else "scan"
    return replace(column, action=action, source="content", rule=HOMES, entity=None)


def _place(column: ColumnPlan) -> bool:
    if column.source in ("own", "schema") or column.action not in _ACTIONS:
        return False
    if column.action == "scan":
        return column.source == "none"
    return column.meaning is not None and column.meaning.id in _PLACES


def _theirs(cells: pl.Series, persons: pl.Series, bodies: pl.Series) -> bool:
    filled = cells.fill_null("").str.strip_chars() != ""
    numbered = pl.Series([bool(cell and _NUMBERED.search(cell)) for cell in cells])
    lived = int((persons & numbered).sum())
    others = int((bodies & filled).sum())
    return (
        lived >= max(_LEAST, _SOME * int((persons & filled).sum()))
        and others >= _LEAST
        and int((bodies & numbered).sum()) <= _NONE * others
    )


def without_numbered(
    after: pl.DataFrame,
    plan: TablePlan,
    counts: dict[str, ColumnCount],
    mask: str,
) -> pl.DataFrame:
    """The batch where the homes in columns of places are no more than their communes."""
    for name in (column.name for column in plan.columns if column.rule == HOMES):
        new = pl.Series(name, [_hidden(cell, mask) for cell in after[name]], pl.String)
        changed = int((new.fill_null("") != after[name].fill_null("")).sum())
        if changed:
            counts[name].operators["area"] += changed
            counts[name].entities["ADDRESS"] += changed
            after = after.with_columns(new)
    return after


def _hidden(cell: str | None, mask: str) -> str | None:
    return commune(cell, mask) if cell and _NUMBERED.search(cell) else cell


__all__ = ["with_homes", "without_numbered"]
