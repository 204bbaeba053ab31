"""Decide, before any cell is changed: one action per column, and whether rows are about persons.

Own rule, then schema field, then meaning of the header (corrected by the values), then the kind of
finding. A table is *personal* when its rows are about natural persons: then addresses, telephones
and coordinates are theirs too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from anonymisation.policy import ColumnAction, Meaning, OwnRule, Policy, SchemaPolicy
from anonymisation.profile import ColumnProfile
from anonymisation.text import header_words
from federation.i18n import Message, msg
from federation.model import TableContext

#: Share of numeric values above which a column counts rather than names.
MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What will be done with a column. `source` is own, schema, meaning, content or none."""

    name: str
    action: ColumnAction
    source: str
    basis: str
    meaning: Meaning | None = None
    entity: str | None = None
    companions: tuple[str, ...] = ()

    @property
    def subject(self) -> bool:
        """Whether the column says who the row is about."""
        personal = self.action in ("person", "mask", "year", "area")
        return personal and self.meaning is not None and self.meaning.subject


@dataclass(frozen=True, slots=True)
class TablePlan:
    """The plan of a table, and the reasons for which it must not be published at all."""

    columns: tuple[ColumnPlan, ...]
    personal: bool
    refusals: tuple[Message, ...] = ()


def plan(context: TableContext, policy: Policy, profiles: Mapping[str, ColumnProfile]) -> TablePlan:
    """The plan of a table from its headers, schema and profile."""
    names = tuple(profiles)
    schema = policy.schema(context.schema, names)
    columns = tuple(_column(name, names, context, policy, schema, profiles) for name in names)
    if policy.title_says("officials", context):
        columns = tuple(_as_official(column, policy) for column in columns)
    columns = tuple(_work(_statistics(column, columns), names) for column in columns)
    personal = any(column.subject and profiles[column.name].filled for column in columns)
    settled = tuple(_settle(column, columns, personal) for column in columns)
    refusals = _refusals(settled, personal, context, policy, profiles)
    return TablePlan(settled, personal, refusals)


def _column(
    name: str,
    names: tuple[str, ...],
    context: TableContext,
    policy: Policy,
    schema: SchemaPolicy | None,
    profiles: Mapping[str, ColumnProfile],
) -> ColumnPlan:
    own = policy.own_rule(context.name, name)
    if own is not None:
        return _own(name, own, policy)
    action = schema.by_field.get(name.lower()) if schema else None
    if schema is not None and action is not None:
        companions = tuple(
            other
            for other in names
            if schema.by_field.get(other.lower()) == "beneficiary_id" or "rna" in other.lower()
        )
        return ColumnPlan(name, action, "schema", schema.basis, companions=companions)
    meaning = policy.meaning(name)
    if meaning is None:
        return ColumnPlan(name, "scan", "none", policy.basis("identify"))
    return _meant(name, names, meaning, policy, profiles)


def _own(name: str, rule: OwnRule, policy: Policy) -> ColumnPlan:
    return ColumnPlan(name, rule.action, "own", policy.basis(rule.basis))


def _meant(
    name: str,
    names: tuple[str, ...],
    meaning: Meaning,
    policy: Policy,
    profiles: Mapping[str, ColumnProfile],
) -> ColumnPlan:
    found = ColumnPlan(
        name, meaning.action, "meaning", policy.basis(meaning.basis), meaning, meaning.entity
    )
    if meaning.action in ("name", "person", "beneficiary") and profiles[name].numeric > MOSTLY:
        # "nombre", "enfant": how many, not who.
        count = next(item for item in policy.meanings if item.id == "count")
        return replace(found, action="scan", meaning=count, entity=None)
    if meaning.action == "name":
        return _ambiguous(found, names, policy, profiles)
    if meaning.action == "beneficiary":
        return replace(found, companions=_registers(names))
    return found


def _ambiguous(
    found: ColumnPlan, names: tuple[str, ...], policy: Policy, profiles: Mapping[str, ColumnProfile]
) -> ColumnPlan:
    """A bare "nom": a person's beside "prénom", or when its values are names of persons."""
    beside = any(
        _means(policy, other, "first-name", "surname") for other in names if other != found.name
    )
    profile = profiles[found.name]
    share = policy.thresholds.person_column
    look = profile.persons >= share and profile.persons > profile.organisations
    if beside or look:
        surname = next(item for item in policy.meanings if item.id == "surname")
        return replace(found, action="person", source="content", meaning=surname)
    return replace(found, action="scan")


def _means(policy: Policy, header: str, *ids: str) -> bool:
    meaning = policy.meaning(header)
    return meaning is not None and meaning.id in ids


def _registers(names: tuple[str, ...]) -> tuple[str, ...]:
    """Columns with a register number of the row's body, not of who pays."""
    payer = ("attribuant", "coll", "financeur", "acheteur", "collectivite")
    return tuple(
        name
        for name in names
        if any(
            word in header_words(name).split()
            for word in ("siret", "siren", "rna", "ninea", "ruc", "cif", "bce")
        )
        and not any(word in header_words(name).split() for word in payer)
    )


def _as_official(column: ColumnPlan, policy: Policy) -> ColumnPlan:
    """In a table of elected officials the names stay; their homes, numbers and births do not."""
    if column.action in ("person", "name") and column.source != "own":
        return replace(column, action="official", basis=policy.basis("officials"))
    return column


def _statistics(column: ColumnPlan, columns: tuple[ColumnPlan, ...]) -> ColumnPlan:
    """A table of given names with counts (births by year) names nobody."""
    if column.meaning is None or column.meaning.id != "first-name" or column.action != "person":
        return column
    counted = any(other.meaning is not None and other.meaning.id == "count" for other in columns)
    others = any(other.subject and other is not column for other in columns)
    return replace(column, action="keep", source="content") if counted and not others else column


#: Headers of a table of works: an author who published is named by right.
_WORKS = frozenset(
    {"titre", "isbn", "editeur", "cote", "oeuvre", "oeuvres", "titulo", "obra", "title"}
)


def _work(column: ColumnPlan, names: tuple[str, ...]) -> ColumnPlan:
    """Authors stay beside the titles of their works."""
    if column.meaning is None or column.meaning.id != "author" or column.action != "person":
        return column
    works = any(_WORKS & set(header_words(name).split()) for name in names if name != column.name)
    return replace(column, action="keep", source="content") if works else column


_PERSONAL: dict[ColumnAction, ColumnAction] = {
    "address": "area",
    "contact": "mask",
    "house": "house",
    "grid": "grid",
}
_PUBLIC: dict[ColumnAction, ColumnAction] = {
    "address": "place",
    "house": "scan",
    "grid": "scan",
    "special": "scan",
}


def _settle(column: ColumnPlan, columns: tuple[ColumnPlan, ...], personal: bool) -> ColumnPlan:
    """Actions that depend on whether rows are about persons."""
    if column.source in ("own", "schema"):
        return column
    if column.action == "house" and not any(
        other.action in ("address", "place", "area") for other in columns
    ):
        return replace(column, action="scan")
    return replace(
        column, action=(_PERSONAL if personal else _PUBLIC).get(column.action, column.action)
    )


def _refusals(
    columns: tuple[ColumnPlan, ...],
    personal: bool,
    context: TableContext,
    policy: Policy,
    profiles: Mapping[str, ColumnProfile],
) -> tuple[Message, ...]:
    filled = [
        column for column in columns if profiles[column.name].filled and column.source != "own"
    ]
    reasons = []
    special = [column.name for column in filled if column.meaning and column.meaning.special]
    minors = [column.name for column in filled if column.meaning and column.meaning.minor]
    if personal and special:
        reasons.append(
            msg(
                "Column %(column)s holds sensitive data (health, beliefs, social aid) "
                "about persons; "
                "remove it at the source or publish totals instead.",
                column=", ".join(special),
            )
        )
    if minors:
        reasons.append(
            msg(
                "Column %(column)s names children; remove it at the source or publish totals "
                "instead.",
                column=", ".join(minors),
            )
        )
    if personal and policy.title_says("sensitive", context):
        reasons.append(
            msg(
                "Table %(table)s is a file about persons on a sensitive matter (health, "
                "social aid); "
                "publish totals instead.",
                table=context.name,
            )
        )
    return tuple(reasons)
