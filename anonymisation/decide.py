"""Decide, after all cells were seen: columns withheld, tables refused, and what the report says."""

from collections.abc import Mapping

from anonymisation.plan import ColumnPlan, TablePlan
from anonymisation.policy import Policy
from anonymisation.transform import ColumnCount
from federation.i18n import Message, msg
from federation.model import ColumnDecision

#: The report's word for each planned action (see `ColumnDecision.action`).
_WORDS = {
    "person": "mask",
    "mask": "mask",
    "beneficiary": "mask",
    "body": "mask",
    "beneficiary_id": "redact",
    "house": "redact",
    "year": "generalise",
    "area": "generalise",
    "grid": "generalise",
    "drop": "drop",
    "withhold": "withhold",
    "special": "withhold",
}


def withheld(plan: TablePlan, counts: Mapping[str, ColumnCount], policy: Policy) -> frozenset[str]:
    """Columns that do not leave: dropped by rule, or with findings that no rule covers."""
    return frozenset(
        column.name
        for column in plan.columns
        if (
            column.action in ("drop", "withhold", "special")
            and column.source in ("own", "meaning", "schema")
        )
        or _unresolved(column, counts[column.name], policy)
        or _dense(column, counts[column.name], plan, policy)
    )


def _unresolved(column: ColumnPlan, count: ColumnCount, policy: Policy) -> bool:
    """A column nobody gave a meaning to, where persons or homes are more than an accident.

    Identifiers with a sure shape are masked one by one; names and streets are not found surely
    enough where they are the column's whole content. A kind of finding without rule withholds too.
    """
    if any(entity not in policy.entities for entity in count.entities):
        return True
    if column.source != "none" or not count.filled:
        return False
    found = max(count.with_person, count.with_address)
    if count.filled < policy.thresholds.min_rows:
        return found > count.filled / 2
    return found / count.filled >= policy.thresholds.unknown_share


def _dense(column: ColumnPlan, count: ColumnCount, plan: TablePlan, policy: Policy) -> bool:
    """A long free text so full of persons that masking each one cannot be trusted."""
    if (
        column.action != "scan"
        or column.source == "own"
        or count.filled < policy.thresholds.min_rows
    ):
        return False
    long = count.words / count.filled >= policy.thresholds.dense_words
    share = count.with_person / count.filled
    return long and plan.personal and share >= policy.thresholds.dense_text


def refusals_after(plan: TablePlan, gone: frozenset[str], policy: Policy) -> list[Message]:
    """Reasons to refuse the whole table once columns are withheld."""
    left = [column for column in plan.columns if column.name not in gone]
    if plan.columns and gone and len(left) < policy.thresholds.useful * len(plan.columns):
        return [
            msg(
                "Too little remains: %(withheld)s columns out of %(total)s would be "
                "withheld. A data "
                "officer must decide on them.",
                withheld=len(gone),
                total=len(plan.columns),
            )
        ]
    return []


def decisions(
    plan: TablePlan, counts: Mapping[str, ColumnCount], policy: Policy
) -> tuple[ColumnDecision, ...]:
    """What is reported per column."""
    gone = withheld(plan, counts, policy)
    return tuple(
        _decision(column, counts[column.name], column.name in gone) for column in plan.columns
    )


def _decision(column: ColumnPlan, count: ColumnCount, gone: bool) -> ColumnDecision:
    return ColumnDecision(
        column=column.name,
        action=_word(column, count, gone),
        reason=_reason(column, count, gone),
        legal_basis=column.basis,
        entities=dict(count.entities),
        cells_changed=0 if gone else count.changed,
    )


def _word(column: ColumnPlan, count: ColumnCount, gone: bool) -> str:
    if column.action == "drop":
        return "drop"
    if gone:
        return "withhold"
    if not count.changed:
        return "keep"
    return _WORDS.get(column.action, "mask")


def _reason(column: ColumnPlan, count: ColumnCount, gone: bool) -> Message:
    if column.source == "own":
        return msg("The federation's own rule decides for this column.")
    if gone and column.source == "none":
        return msg(
            "Personal data was found and no rule covers this column; a data officer must add one."
        )
    if gone:
        return msg("This column is so full of personal data that masking cannot be trusted.")
    if column.source == "schema":
        return msg("The rule of the schema's field decides for this column.")
    if column.source in ("meaning", "content") and column.meaning is not None:
        return msg("The meaning of the column's name decides.")
    if count.changed:
        return msg("Personal data found in the cells was masked piece by piece.")
    return msg("No personal data was found.")
