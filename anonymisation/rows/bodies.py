"""Rows that are about a legal person, in a table about persons: their contacts and places stay.

A register of grants, permits or complaints holds companies and associations beside people. Where
whoever the row is about says in words to be a body and nobody else is named, telephone, mailbox,
address and number are the body's: only what is found in them and identifies a person is masked.
"""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from anonymisation.bodies.names import body
from anonymisation.bodies.nobody import nobody, role
from anonymisation.bodies.parties import party
from anonymisation.bodies.register import registered_association, registered_body
from anonymisation.counts import LONGEST_NAME
from anonymisation.decision.plan import TablePlan
from anonymisation.policy.columns import ColumnPlan
from anonymisation.profiling.contradictions import SIGNS

#: Columns that say who a row is about, and what is somebody's only where that is a person.
_WHO = ("person", "beneficiary", "body")
_THEIRS = frozenset(
    {"telephone", "telephone-subject", "email", "address", "home-address", "house-number"}
)
_NUMBERS = frozenset({"identifier", "coordinates"})


def freed(plan: TablePlan) -> dict[str, ColumnPlan]:
    """Columns that belong to who the row is about → how they are planned where that is a body."""
    if not subjects(plan):
        return {}
    return {
        column.name: _public(column)
        for column in plan.columns
        if column.source in ("meaning", "content")
        and column.meaning is not None
        and column.meaning.id in _THEIRS | _NUMBERS | {"contact-person"}
        and column.action not in ("scan", "place")
    }


def _public(column: ColumnPlan) -> ColumnPlan:
    """The plan of a column in rows about a body; who answers for it is still somebody."""
    return column if _contact(column) else replace(column, action="place", entity=None)


def _contact(column: ColumnPlan) -> bool:
    return column.meaning is not None and column.meaning.id == "contact-person"


def a_sign(column: ColumnPlan) -> bool:
    """Whether a column holds what is written over shops, which is no legal name."""
    return bool(SIGNS & column.words) and column.action != "beneficiary"


def subjects(plan: TablePlan) -> tuple[ColumnPlan, ...]:
    """The columns that say who a row is about."""
    return tuple(
        column
        for column in plan.of(*_WHO)
        if not a_sign(column)
        and (
            column.action == "beneficiary"
            or (
                column.meaning is not None
                and (column.meaning.subject or column.meaning.id == "body")
            )
        )
    )


def about_bodies(
    plan: TablePlan, frame: pl.DataFrame, changed: Mapping[str, pl.Series]
) -> pl.Series:
    """Whether each row of a batch is about a body and names no person.

    `changed`: the columns that say who the rows are about, without persons.
    """
    return about(subjects(plan), frame, changed)[1]


def about(
    who: tuple[ColumnPlan, ...], frame: pl.DataFrame, changed: Mapping[str, pl.Series] | None = None
) -> tuple[pl.Series, pl.Series]:
    """Whether each row may be about a person, and whether it is about a body and nobody else."""
    after = changed or {column.name: frame[column.name] for column in who}
    kinds = [_kinds(column, frame, after[column.name]) for column in who]
    told = pl.DataFrame({str(number): kind for number, kind in enumerate(kinds)})
    persons = told.select(pl.any_horizontal(pl.all() == _OTHER)).to_series()
    some = told.select(pl.any_horizontal(pl.all() == _BODY)).to_series()
    return persons, some & ~persons


_NONE, _BODY, _OTHER = "none", "body", "other"


def _kinds(column: ColumnPlan, before: pl.DataFrame, after: pl.Series) -> pl.Series:
    """Whether each cell names a body, nobody, or somebody: what was changed is somebody's.

    A body's name says it is one, or the row holds a number that only bodies have; a name that the
    judge of beneficiaries left is a body's.
    """
    names = list(dict.fromkeys([column.name, *column.companions]))
    rows = before.select(pl.col(names).fill_null("")).with_columns(after.fill_null("").alias(_NEW))
    kinds = {row: _kind(column, *row) for row in rows.unique().iter_rows()}
    return pl.Series([kinds[row] for row in rows.iter_rows()], dtype=pl.String)


#: The column of changed cells, beside those of the batch.
_NEW = "__after"


def _kind(column: ColumnPlan, name: str, *rest: str) -> str:
    *numbers, after = rest
    if not name.strip() or nobody(name) or role(name):
        return _NONE
    if name != after:
        return _OTHER
    judged = column.action == "beneficiary" and any(map(str.isalpha, name))
    if judged or body(name[:LONGEST_NAME]) or any(map(_only_bodies, numbers)):
        return _BODY
    # A number beside names is nobody's.
    return _OTHER if any(map(str.isalpha, name)) and not _coded(name) else _NONE


def _coded(name: str) -> bool:
    return sum(map(str.isdigit, name)) * 2 >= sum(map(str.isalnum, name))


def _only_bodies(number: str) -> bool:
    return registered_body(number) or registered_association(number) or party(number) == "legal"


__all__ = ["a_sign", "about", "about_bodies", "freed", "subjects"]
