"""What the assessment found and changed, and how the report says it. No cell content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from federation.i18n import Message
from federation.model import AnonymisationReport, ColumnDecision
from federation.risk import Risk

#: Actions that the report already calls a change; risk only adds its operators to them.
_PRECISE = frozenset({"keep", ""})


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one column: operator → cells, over what the plan had done."""

    column: str
    rule: str
    reason: Message
    operators: Mapping[str, int]

    @property
    def cells(self) -> int:
        """Cells changed."""
        return sum(self.operators.values())


@dataclass(frozen=True, slots=True)
class Outcome:
    """Risk before and after (None: nothing to judge), changes, reasons for a quarantine."""

    before: Risk | None = None
    after: Risk | None = None
    changes: tuple[Change, ...] = ()
    reasons: tuple[Message, ...] = ()
    rows_suppressed: int = 0

    def reported(self, report: AnonymisationReport) -> AnonymisationReport:
        """The report with the risk, its changes and the rows left out."""
        columns = self.told(report.columns)
        more = sum(one.cells_changed for one in columns) - sum(
            one.cells_changed for one in report.columns
        )
        return replace(
            report,
            columns=columns,
            cells_changed=report.cells_changed + more,
            rows_suppressed=report.rows_suppressed + self.rows_suppressed,
            risk_before=self.before,
            risk_after=self.after,
        )

    def told(self, columns: Sequence[ColumnDecision]) -> tuple[ColumnDecision, ...]:
        """The decisions of the plan with these changes."""
        changed = {change.column: change for change in self.changes}
        return tuple(
            _told(one, changed[one.column]) if one.column in changed else one for one in columns
        )


def _told(one: ColumnDecision, change: Change) -> ColumnDecision:
    """A column that was kept is now generalised by the risk rule; another one is still what it was.

    A cell that the plan and the risk both changed counts once: the larger number is kept.
    """
    operators = dict(one.operators)
    for name, cells in change.operators.items():
        operators[name] = operators.get(name, 0) + cells
    cells = max(one.cells_changed, change.cells)
    if one.action not in _PRECISE:
        return replace(one, operators=operators, cells_changed=cells)
    emptied = set(change.operators) <= {"empty", "hide-small"}
    return replace(
        one,
        action="redact" if emptied else "generalise",
        reason=change.reason,
        cells_changed=cells,
        source="risk",
        rule=change.rule,
        operators=operators,
    )
