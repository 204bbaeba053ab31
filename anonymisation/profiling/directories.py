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
#: Words of headers of where the public is served, and of bodies that serve nobody but their own.
_SERVED = frozenset(
    """service services guichet guichets accueil permanence horaire horaires ouverture direction
    horario horarios ventanilla atencion oficina loket dienst diensten openingsuren opening
    counter""".split()  # noqa: SIM905
)
_PRIVATE = frozenset(
    """association associations rna club clubs entreprise entreprises societe siret siren adherents
    president commerce enseigne asociacion empresa vereniging bedrijf""".split()  # noqa: SIM905
)
#: Share of numbers of one kind in a column of telephones, and of offices' mailboxes in theirs.
_ALL, _MAILBOXES = 0.9, 0.8


def directory(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile], policy: Policy
) -> tuple[ColumnPlan, ...]:
    """The plan, where rows are about public establishments and about nobody."""
    public = any(_PUBLIC & one.words and one.action == "place" for one in columns)
    served = _services(columns, profiles)
    if not (public or served) or any(_somebody(one, profiles) for one in columns):
        return columns
    basis = policy.basis("directory")
    return tuple(
        replace(one, action="place", source="content", rule=LINES, entity=None, basis=basis)
        if _seat(one) or _lines(one, profiles[one.name], served)
        else one
        for one in columns
    )


def _services(columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]) -> bool:
    """Whether rows are services of a town, with mailboxes of theirs: so are their mobiles."""
    words = frozenset().union(*(one.words for one in columns))
    if not words & _SERVED or words & _PRIVATE:
        return False
    return any(
        profiles[one.name].offices >= _MAILBOXES
        for one in columns
        if one.meaning is not None and one.meaning.id == "email"
    )


def _somebody(column: ColumnPlan, profiles: Mapping[str, ColumnProfile]) -> bool:
    named = (column.subject and not _seat(column)) or column.action == "person"
    return named and profiles[column.name].filled > 0


def _seat(column: ColumnPlan) -> bool:
    homes = column.meaning is not None and column.meaning.id == "home-address"
    return homes and column.source == "meaning" and column.words <= _SEATS | _PUBLIC


def _lines(column: ColumnPlan, profile: ColumnProfile, served: bool) -> bool:
    """Whether a column holds lines of services, or of a country that numbers all alike."""
    lines = column.meaning is not None and column.meaning.id == "telephone"
    alike = profile.share("PHONE", whole=True) >= _ALL and not profile.share("PHONE_FIXED")
    return lines and column.source == "meaning" and (alike or served)


__all__ = ["directory"]
