"""Tables about persons on a sensitive matter: what tells of it does not leave, the rest may.

Health, beliefs, social aid (RGPD art. 9, CRPA L311-6): a column that says so is withheld by its
meaning; so are the texts of its table, and those of a table whose title says so, for whatever they
tell is told of somebody.
Without names, births and addresses, what remains is nobody's any more.
"""

from collections.abc import Mapping
from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.profiling.content import TEXT
from anonymisation.profiling.sample import ColumnProfile

#: The rules of columns that are sensitive by their name, or by the title of their table.
SPECIAL, MATTER = "special", "sensitive-matter"
#: Meanings of columns of texts.
_TEXTS = frozenset({"text", "note"})
#: Share of sentences from which any column is one.
_SENTENCES = 0.2


def sensitive(columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]) -> bool:
    """Whether a column of a table tells of somebody's health, beliefs or aid."""
    return any(
        column.action == SPECIAL and column.source != "own" and profiles[column.name].filled
        for column in columns
    )


def without_texts(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]
) -> tuple[ColumnPlan, ...]:
    """The plan of a table on a sensitive matter, whose texts stay behind."""
    return tuple(
        replace(column, action="withhold", rule=MATTER)
        if _text(column, profiles[column.name])
        else column
        for column in columns
    )


def _text(column: ColumnPlan, profile: ColumnProfile) -> bool:
    if column.action != "scan" or column.source in ("own", "schema"):
        return False
    named = column.meaning is not None and column.meaning.id in _TEXTS
    return (named and profile.words >= TEXT) or profile.sentences > _SENTENCES


__all__ = ["MATTER", "SPECIAL", "sensitive", "without_texts"]
