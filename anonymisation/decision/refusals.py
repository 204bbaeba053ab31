"""Reasons for which a table must not be published, before and after its columns are withheld."""

from collections.abc import Mapping
from dataclasses import dataclass

from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.profiling.sample import ColumnProfile
from federation.i18n import Message, msg
from federation.model import TableContext


@dataclass(frozen=True, slots=True)
class _Table:
    """What the reasons are drawn from."""

    columns: tuple[ColumnPlan, ...]
    personal: bool
    context: TableContext
    policy: Policy


def refusals(
    columns: tuple[ColumnPlan, ...],
    personal: bool,
    context: TableContext,
    policy: Policy,
    profiles: Mapping[str, ColumnProfile],
) -> tuple[Message, ...]:
    """Reasons that columns and title give; columns an officer decided on give none."""
    filled = tuple(
        column for column in columns if profiles[column.name].filled and column.source != "own"
    )
    table = _Table(filled, personal, context, policy)
    found = (_special(table), _matter(table))
    return tuple(reason for reason in found if reason is not None)


def _special(table: _Table) -> Message | None:
    names = [column.name for column in table.columns if column.meaning and column.meaning.special]
    if not (table.personal and names):
        return None
    return msg(
        "Column %(column)s holds sensitive data (health, beliefs, social aid) about persons; "
        "remove it at the source or publish totals instead.",
        column=", ".join(names),
    )


def _matter(table: _Table) -> Message | None:
    if not (table.personal and table.policy.title_says("sensitive", table.context)):
        return None
    return msg(
        "Table %(table)s is a file about persons on a sensitive matter (health, social aid); "
        "publish totals instead.",
        table=table.context.name,
    )


def too_little(columns: int, gone: int, policy: Policy) -> Message | None:
    """The reason when too few columns of a table remain."""
    if not gone or columns - gone >= policy.thresholds.useful * columns:
        return None
    return msg(
        "Too little remains: %(withheld)s columns out of %(total)s would be withheld. A data "
        "officer must decide on them.",
        withheld=gone,
        total=columns,
    )
