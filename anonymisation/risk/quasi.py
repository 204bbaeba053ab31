"""Which columns could tell who a row is about, and which ones would then be learnt.

Declared in the policy, else inferred from headers where the rows are about natural persons. Persons
whose names the law publishes (elected officials) are not hidden: their tables are not judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from anonymisation.decision.plan import TablePlan
from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.policy.risk import Hierarchy, QuasiKind, RiskTable
from anonymisation.reading.text import header_words
from anonymisation.risk.generalise import Needs
from federation.model import TableContext

#: Types of a schema that no band, month or word can be written in.
_STRICT = frozenset({"integer", "number", "date", "datetime", "time", "year", "boolean"})
#: A column that the plan has already made coarser costs less to make coarser still.
_TOUCHED = 0.25
_COARSER = frozenset({"year", "month", "band", "area", "street", "department", "grid"})
#: Actions whose cells say nothing about a person any more, or that the law publishes.
_SILENT = frozenset(
    {"person", "mask", "redact", "house", "official", "beneficiary", "beneficiary_id", "body"}
    | {"pseudonymise", "contact"}
)


@dataclass(frozen=True, slots=True)
class Quasi:
    """A quasi-identifier: its kind's id ("" when only declared), how it is made coarser."""

    name: str
    kind: str
    hierarchy: Hierarchy | None  # None: guessed from the values
    typed: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Roles:
    """Who is who in a table; `required` are the declared sensitive columns."""

    quasi: tuple[Quasi, ...]
    candidates: tuple[str, ...]  # sensitive if they have few values
    required: tuple[str, ...]
    declared: RiskTable | None


def declared(policy: Policy, context: TableContext, columns: tuple[str, ...]) -> RiskTable | None:
    """What the policy says of a table, the federation's own words first."""
    schema = policy.schema(context.schema, columns)
    for table in policy.risk.tables:
        if table.covers(context.name, schema, context.country):
            return table
    return None


def roles(
    plan: TablePlan, shown: Sequence[str], policy: Policy, context: TableContext
) -> Roles | None:
    """The roles of the columns that leave, None where there is nothing to judge."""
    said = declared(policy, context, tuple(column.name for column in plan.columns))
    columns = [column for column in plan.columns if column.name in frozenset(shown)]
    if said is not None and said.exempt:
        return None
    if said is not None and said.quasi_identifiers is not None:
        quasi = _declared(columns, said.quasi_identifiers, policy)
    elif plan.personal and not _named_by_law(plan, policy, context):
        quasi = _inferred(columns, policy)
    else:
        quasi = ()
    if not quasi:
        return None
    taken = {one.name for one in quasi}
    required = tuple(
        column.name
        for column in columns
        if said is not None and _among(column.name, said.sensitive) and column.name not in taken
    )
    others = tuple(
        column.name
        for column in columns
        if column.name not in taken and column.action not in _SILENT
    )
    return Roles(quasi, () if required else others, required, said)


def needs(policy: Policy, found: Roles) -> Needs:
    """What every class of rows must hold in a table; l and t of declared columns only."""
    base, said = policy.risk.thresholds, found.declared
    k = said.k if said is not None and said.k is not None else base.k
    if not found.required or said is None:
        return Needs(k)
    least = said.l if said.l is not None else base.l
    apart = said.t if said.t is not None else base.t
    return Needs(k, least, apart, found.required)


def kind_of(policy: Policy, name: str, action: str = "") -> QuasiKind | None:
    """The kind of quasi-identifier that a header speaks of."""
    words = header_words(name)
    return next((kind for kind in policy.risk.kinds if kind.matches(words, action)), None)


def _among(name: str, names: Sequence[str]) -> bool:
    return name.lower() in {one.lower() for one in names}


def _declared(
    columns: Sequence[ColumnPlan], names: Sequence[str], policy: Policy
) -> tuple[Quasi, ...]:
    return tuple(
        _quasi(column, kind_of(policy, column.name, column.action))
        for column in columns
        if _among(column.name, names)
    )


def _inferred(columns: Sequence[ColumnPlan], policy: Policy) -> tuple[Quasi, ...]:
    """Attributes of the person, and what else tells a row apart beside enough of them."""
    kinds = [
        (column, kind)
        for column in columns
        if column.action not in _SILENT
        and not column.exempt
        and (kind := kind_of(policy, column.name, column.action)) is not None
    ]
    attributes = len({kind.id for _, kind in kinds if not kind.beside})
    return tuple(_quasi(column, kind) for column, kind in kinds if kind.beside <= attributes)


def _quasi(column: ColumnPlan, kind: QuasiKind | None) -> Quasi:
    typed = column.kind in _STRICT
    weight = _TOUCHED if column.action in _COARSER else 1.0
    if kind is None:
        return Quasi(column.name, "", None, typed, weight)
    return Quasi(column.name, kind.id, kind.hierarchy, typed, weight)


def _named_by_law(plan: TablePlan, policy: Policy, context: TableContext) -> bool:
    """Whether the persons of the rows keep their names: officials, and nobody hidden beside."""
    if policy.title_says("officials", context):
        return True
    officials = any(column.action == "official" for column in plan.columns)
    hidden = any(column.action in ("person", "mask") and column.subject for column in plan.columns)
    return officials and not hidden
