"""Directories of public establishments: where they are and how to call them is public.

"Domicilio" is a school's seat there, and where a country's numbers do not tell a mobile from a
landline (Mexico), the telephones of such a table are the schools'.
"""

from collections.abc import Mapping
from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.profiling.offices import LINES
from anonymisation.profiling.sample import ColumnProfile

#: Words of headers of what towns run, in columns of places.
_PUBLIC = frozenset(
    """ecole ecoles escuela escuelas esc plantel colegio college lycee school escola skola
    bibliotheque biblioteca library mediatheque museo musee museum hospital hopital equipement
    equipements equipamiento etablissement establecimiento instalacion mercado gymnase piscine
    creche mairie comisaria truong institucion polideportivo""".split()  # noqa: SIM905
)
#: Headers of seats that are homes elsewhere.
_SEATS = frozenset({"domicilio", "domicile", "direccion"})
#: Share of numbers of one kind in a column of telephones.
_ALL = 0.9


def directory(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile], policy: Policy
) -> tuple[ColumnPlan, ...]:
    """The plan, where rows are about public establishments and about nobody."""
    public = any(_PUBLIC & one.words and one.action == "place" for one in columns)
    if not public or any(_somebody(one, profiles) for one in columns):
        return columns
    basis = policy.basis("directory")
    return tuple(
        replace(one, action="place", source="content", rule=LINES, entity=None, basis=basis)
        if _seat(one) or _lines(one, profiles[one.name])
        else one
        for one in columns
    )


def _somebody(column: ColumnPlan, profiles: Mapping[str, ColumnProfile]) -> bool:
    named = (column.subject and not _seat(column)) or column.action == "person"
    return named and profiles[column.name].filled > 0


def _seat(column: ColumnPlan) -> bool:
    homes = column.meaning is not None and column.meaning.id == "home-address"
    return homes and column.source == "meaning" and column.words <= _SEATS | _PUBLIC


def _lines(column: ColumnPlan, profile: ColumnProfile) -> bool:
    """Whether a column holds telephones of a country that numbers all lines alike."""
    lines = column.meaning is not None and column.meaning.id == "telephone"
    alike = profile.share("PHONE", whole=True) >= _ALL and not profile.share("PHONE_FIXED")
    return lines and column.source == "meaning" and alike


__all__ = ["directory"]
