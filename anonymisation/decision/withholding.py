"""Decide, after all cells were seen: columns withheld, and what the report says of each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from anonymisation.counts import ColumnCount
from anonymisation.decision.plan import TablePlan
from anonymisation.decision.sensitive import MATTER, SPECIAL, mostly
from anonymisation.learned.columns import RESEMBLES
from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.policy.rules import WITHHELD
from anonymisation.profiling.content import DIRECT, TEXT, name_shaped
from anonymisation.profiling.sample import ColumnProfile
from federation.i18n import Message, msg
from federation.model import ColumnDecision

#: The report's word for each planned action (see `ColumnDecision.action`).
_WORDS = {
    "beneficiary_id": "redact",
    "house": "redact",
    "redact": "redact",
    "year": "generalise",
    "month": "generalise",
    "band": "generalise",
    "street": "generalise",
    "area": "generalise",
    "department": "generalise",
    "grid": "generalise",
    "pseudonymise": "pseudonymise",
}
#: Rules that no file names: they hold for findings in columns without a rule.
UNKNOWN, DENSE, SHAPES = "unknown-column", "dense-text", "findings"
BESIDE, RESIDUE, SENSITIVE = "beside-persons", "residue", "sensitive-text"


@dataclass(frozen=True, slots=True)
class Decided:
    """The columns that do not leave, each with the name of the rule that keeps it."""

    gone: Mapping[str, str]
    columns: tuple[ColumnDecision, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """What decisions on one column need to know of the others."""

    plan: TablePlan
    counts: Mapping[str, ColumnCount]
    profiles: Mapping[str, ColumnProfile]
    policy: Policy

    @property
    def persons_in_most_rows(self) -> bool:
        """Whether a column that no schema rules has one person's data in half of its cells."""
        return any(
            max((count.entities[entity] for entity in DIRECT), default=0) * 2 > count.filled > 0
            for column in self.plan.columns
            if column.source != "schema" and (count := self.counts[column.name])
        )


def decided(
    plan: TablePlan,
    counts: Mapping[str, ColumnCount],
    policy: Policy,
    profiles: Mapping[str, ColumnProfile],
) -> Decided:
    """The decision on every column, from the plan and from what was found in the cells."""
    table = _Table(plan, counts, profiles, policy)
    gone = {column.name: rule for column in plan.columns if (rule := _withholding(column, table))}
    columns = tuple(
        _decision(column, counts[column.name], gone.get(column.name)) for column in plan.columns
    )
    return Decided(gone, columns)


def _withholding(column: ColumnPlan, table: _Table) -> str | None:
    """The rule for which a column does not leave: the officer's, the field's, or what was found."""
    if column.action in WITHHELD:
        return column.rule or column.action
    if column.exempt or column.source == "own":
        return None
    count, policy = table.counts[column.name], table.policy
    if _to_review(count, policy) or _unresolved(column, count, table):
        return UNKNOWN
    if column.delicate == "texts" and mostly(table.profiles[column.name]):
        return SENSITIVE
    if table.persons_in_most_rows and _name_shaped(column, table.profiles[column.name]):
        return BESIDE
    return DENSE if _dense(column, count, table.plan, policy) else None


def _name_shaped(column: ColumnPlan, profile: ColumnProfile) -> bool:
    """A column without a rule whose values could be names, most of them different."""
    return column.source == "none" and name_shaped(profile)


def _to_review(count: ColumnCount, policy: Policy) -> bool:
    """Whether a kind of finding has no rule, or one that asks for a review."""
    rules = [policy.entities.get(entity) for entity in count.entities]
    return any(rule is None or rule.action == "review" for rule in rules)


def _unresolved(column: ColumnPlan, count: ColumnCount, table: _Table) -> bool:
    """A column whose sample said nothing, where persons or homes are more than an accident.

    Names and streets are not found surely enough where they are the column's whole content; in a
    text they are found by what is around.
    """
    if column.source != "none" or not count.filled or count.mean_words >= TEXT:
        return False
    homes = count.with_address if table.plan.personal else count.entities["ADDRESS"]
    found, limits = max(count.with_person, homes), table.policy.thresholds
    if count.filled < limits.min_rows:
        return found > count.filled / 2
    return found / count.filled >= limits.unknown_share


def _dense(column: ColumnPlan, count: ColumnCount, plan: TablePlan, policy: Policy) -> bool:
    """A long free text so full of persons that masking each one cannot be trusted."""
    few = count.filled < policy.thresholds.min_rows
    if column.action != "scan" or column.source == "own" or few:
        return False
    long = count.mean_words >= policy.thresholds.dense_words
    share = count.with_person / count.filled
    return long and plan.personal and share >= policy.thresholds.dense_text


def _decision(column: ColumnPlan, count: ColumnCount, gone: str | None) -> ColumnDecision:
    return ColumnDecision(
        column=column.name,
        action=_word(column, count, gone),
        reason=_reason(column, count, gone),
        legal_basis=column.basis,
        entities=dict(count.entities),
        cells_changed=0 if gone else count.changed,
        source=column.source,
        rule=gone or column.rule or (SHAPES if count.changed else ""),
        operators={_word(column, count, gone): count.filled} if gone else dict(count.operators),
    )


def _word(column: ColumnPlan, count: ColumnCount, gone: str | None) -> str:
    if column.action == "drop":
        return "drop"
    if gone:
        return "withhold"
    if not count.changed:
        return "keep"
    return _WORDS.get(column.action, "mask")


#: Why a column is withheld, by rule.
_GONE = {
    UNKNOWN: msg(
        "Personal data was found and no rule covers this column; a data officer must add one."
    ),
    BESIDE: msg(
        "No rule covers this column and its values may be names, beside data about persons; a data "
        "officer must decide."
    ),
    RESIDUE: msg("Personal data could still be read in this column after masking."),
    SENSITIVE: msg("This text tells of the health or beliefs of children; it cannot be published."),
    **dict.fromkeys(
        (SPECIAL, MATTER),
        msg(
            "This column tells of the health, beliefs or social aid of persons; publish totals "
            "instead."
        ),
    ),
}
_TOO_FULL = msg("This column is so full of personal data that masking cannot be trusted.")


def _said(column: ColumnPlan) -> Message | None:
    """What decided, when it was not what was found in the cells."""
    if column.source == "schema":
        return msg("The rule of the schema's field decides for this column.")
    if column.rule == RESEMBLES:
        return msg("Columns like it, in tables labelled by hand, decide.")
    if column.source == "content":
        return msg("What the column's cells hold decides, beside the other columns.")
    if column.source == "meaning" and column.meaning is not None:
        return msg("The meaning of the column's name decides.")
    return None


def _reason(column: ColumnPlan, count: ColumnCount, gone: str | None) -> Message:
    if column.source == "own":
        return msg("The federation's own rule decides for this column.")
    if gone:
        return _GONE.get(gone, _TOO_FULL)
    if count.operators["review"]:
        return msg(
            "Natural persons are masked; %(cells)s cells name sole traders and stay masked until "
            "a data officer decides.",
            cells=count.operators["review"],
        )
    said = _said(column)
    if said is not None:
        return said
    if count.changed:
        return msg("Personal data found in the cells was masked piece by piece.")
    return msg("No personal data was found.")


def read_again(found: Decided, masked: Mapping[str, int], gone: Collection[str]) -> Decided:
    """The decisions after the verification: cells it had masked, by column, columns it withheld."""
    columns = tuple(
        _again(one, masked.get(one.column, 0), one.column in gone) for one in found.columns
    )
    return Decided({**found.gone, **dict.fromkeys(gone, RESIDUE)}, columns)


def _again(one: ColumnDecision, masked: int, gone: bool) -> ColumnDecision:
    if gone:
        return replace(one, action="withhold", reason=_GONE[RESIDUE], rule=RESIDUE, cells_changed=0)
    if not masked:
        return one
    operators = {**one.operators, "mask": one.operators.get("mask", 0) + masked}
    return replace(
        one,
        action="mask" if one.action == "keep" else one.action,
        cells_changed=one.cells_changed + masked,
        operators=operators,
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
