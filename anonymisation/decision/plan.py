"""Decide, before any cell is changed: one action per column, and whether rows are about persons.

Own rule, then schema field, then meaning of the header (corrected by the values), then the kind of
finding. A table is *personal* when its rows are about natural persons: then addresses, telephones
and coordinates are theirs too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from anonymisation.decision.sensitive import delicate, sensitive, without_texts
from anonymisation.decision.tributes import tributes
from anonymisation.learned.columns import resembling
from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.policy.rules import OwnRule, RowRule, SchemaPolicy
from anonymisation.profiling.content import by_content, named
from anonymisation.profiling.corrections import (
    as_official,
    meant,
    settled,
    statistics,
)
from anonymisation.profiling.deciders import answering
from anonymisation.profiling.directories import directory
from anonymisation.profiling.offices import crewed, in_office, keeping, mixed, shared
from anonymisation.profiling.registers import kinds, numbered
from anonymisation.profiling.sample import ColumnProfile
from anonymisation.profiling.situations import receiving, situated
from anonymisation.profiling.works import work
from anonymisation.reading.abbreviations import in_spanish
from anonymisation.reading.text import header_words
from federation.model import TableContext

__all__ = ["ColumnPlan", "TablePlan", "plan"]


@dataclass(frozen=True, slots=True)
class TablePlan:
    """The plan of a table: its columns, whether rows are about persons, rows that do not leave."""

    columns: tuple[ColumnPlan, ...]
    personal: bool
    rows: tuple[RowRule, ...] = ()

    def of(self, *actions: str) -> tuple[ColumnPlan, ...]:
        """The columns with one of these actions."""
        return tuple(column for column in self.columns if column.action in actions)


def plan(context: TableContext, policy: Policy, profiles: Mapping[str, ColumnProfile]) -> TablePlan:
    """The plan of a table from its headers, schema and profile."""
    names = tuple(profiles)
    schema = policy.schema(context.schema, names)
    columns = tuple(_column(name, names, context, policy, schema, profiles) for name in names)
    if policy.title_says("officials", context):
        columns = tuple(as_official(column, profiles[column.name], policy) for column in columns)
    columns = tuple(work(statistics(column, columns), columns, profiles) for column in columns)
    columns = situated(tributes(columns, profiles), profiles, policy)
    columns = crewed(in_office(columns, profiles, policy), policy)
    columns = keeping(by_content(columns, profiles, policy), profiles)
    columns = shared(receiving(columns), profiles, policy)
    columns = directory(columns, profiles, policy)
    columns = answering(mixed(columns, profiles, policy), profiles, policy)
    columns = tuple(kinds(numbered(column, names), columns, profiles) for column in columns)
    columns = resembling(columns, profiles, policy)
    personal = _personal(columns, profiles)
    final = tuple(settled(column, columns, profiles, policy, personal) for column in columns)
    children = any(_of_children(column, profiles) for column in final)
    if children:
        final = tuple(delicate(column, profiles[column.name]) for column in final)
    told = policy.title_says("sensitive", context)
    if personal and (told or (sensitive(final, profiles) and not children)):
        final = without_texts(final, profiles)
    return TablePlan(final, personal, policy.row_rules(context, names))


#: Share of the rows that name somebody, from which a table is about persons; fewer are those whom
#: a row happened to concern, and what the other rows say of places is not theirs.
_REGULARLY = 0.25


def _personal(columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]) -> bool:
    """Whether rows are about persons; beside what is sensitive, one named person is enough."""
    if any(
        (column.subject and _regular(profiles[column.name])) or named(column, profiles[column.name])
        for column in columns
    ):
        return True
    return sensitive(columns, profiles) and any(
        (column.subject and profiles[column.name].filled)
        or profiles[column.name].share("PERSON") > _REGULARLY
        for column in columns
    )


def _regular(profile: ColumnProfile) -> bool:
    return profile.filled > _REGULARLY * profile.rows


def _of_children(column: ColumnPlan, profiles: Mapping[str, ColumnProfile]) -> bool:
    minor = column.meaning is not None and column.meaning.minor
    return minor and profiles[column.name].filled > 0


def _column(
    name: str,
    names: tuple[str, ...],
    context: TableContext,
    policy: Policy,
    schema: SchemaPolicy | None,
    profiles: Mapping[str, ColumnProfile],
) -> ColumnPlan:
    action = schema.by_field.get(name.lower()) if schema else None
    # Only a schema's field must keep its type: elsewhere a word says better what was there.
    kind = context.column_types.get(name, "") if action else ""
    own = policy.own_rule(context, names, name)
    if own is not None:
        return replace(_own(name, own, policy), kind=kind)
    if schema is not None and action is not None:
        if action == "keep" and _linked(name, profiles[name]):
            action = "scan"
        found = ColumnPlan(name, action, "schema", schema.basis, rule=schema.schema_id, kind=kind)
        return replace(found, companions=_companions(names, schema))
    words = header_words(name)
    meaning = policy.meaning(name) or policy.meaning(in_spanish(words, map(header_words, names)))
    if meaning is None:
        return ColumnPlan(name, "scan", "none", policy.basis("identify"))
    return meant(name, names, meaning, policy, profiles)


def _linked(name: str, profile: ColumnProfile) -> bool:
    """Whether the addresses of documents name people: ".../008_nina_vardon.pdf"."""
    return "url" in header_words(name).split() and profile.share("PERSON") > 0


def _own(name: str, rule: OwnRule, policy: Policy) -> ColumnPlan:
    return ColumnPlan(
        name,
        rule.action,
        "own",
        policy.basis(rule.basis),
        entity=rule.entity,
        rule=f"{rule.table}:{rule.column}",
        own=rule,
    )


def _companions(names: tuple[str, ...], schema: SchemaPolicy) -> tuple[str, ...]:
    """Columns of a schema's table with the beneficiary's register numbers."""
    return tuple(
        other
        for other in names
        if schema.by_field.get(other.lower()) == "beneficiary_id" or "rna" in other.lower()
    )
