"""Tables about persons on a sensitive matter: what tells of it does not leave, the rest may.

Health, beliefs, social aid (RGPD art. 9, CRPA L311-6): a column that says so is withheld by its
meaning; so are the texts of its table, and those of a table whose title says so, for whatever they
tell is told of somebody.
Without names, births and addresses, what remains is nobody's any more.

Where children are, cells that tell of their health or beliefs do not leave whatever their column.
"""

from collections.abc import Mapping
from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.profiling.content import TEXT
from anonymisation.profiling.delicate import codes
from anonymisation.profiling.sample import ColumnProfile

#: The rules of columns that are sensitive by their name, or by the title of their table.
SPECIAL, MATTER = "special", "sensitive-matter"
#: Meanings of columns of texts.
_TEXTS = frozenset({"text", "note"})
#: Words of headers of what children eat.
_DIETS = frozenset("regime regimes menu repas diete dieta dieet diet".split())  # noqa: SIM905
#: Share of sentences from which any column is one.
_SENTENCES = 0.2
#: Share of texts on the health of children from which their whole column does not leave, and of
#: codes from which a column is one of diets.
_MOSTLY, _SOME = 0.5, 0.25


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
    return (_texts(column) and profile.words >= TEXT) or profile.sentences > _SENTENCES


def _texts(column: ColumnPlan) -> bool:
    """Whether a column is one of texts by its name."""
    return column.meaning is not None and column.meaning.id in _TEXTS


def mostly(profile: ColumnProfile) -> bool:
    """Whether most of what a column says is on health or beliefs."""
    return profile.sensitive >= _MOSTLY


def delicate(column: ColumnPlan, profile: ColumnProfile) -> ColumnPlan:
    """A column of a table on children, which does not let out cells on their health or beliefs.

    Of a few codes, some of which tell ("sans porc", "PAI"), those leave that tell nothing.
    """
    if column.action == SPECIAL and column.source == "meaning" and column.words & _DIETS:
        coded = codes(profile.distinct, profile.filled, profile.words)
        return replace(column, action="scan", delicate="codes") if coded else column
    if column.action != "scan" or column.source == "own":
        return column
    coded = profile.sensitive >= _SOME and codes(profile.distinct, profile.filled, profile.words)
    coded = coded and not _texts(column)
    return replace(column, delicate="codes" if coded else "texts")


__all__ = ["MATTER", "SPECIAL", "delicate", "mostly", "sensitive", "without_texts"]
