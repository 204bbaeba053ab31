"""Why each column of a table is published as it is: the report in words, for people who decide.

`explain` makes the data of `partage anonymise --explain` and of a review page from a report and the
officer's rules; it holds no cell content.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anonymisation.policy.rules import OwnRule
from anonymisation.reporting.words import OPERATORS, SOURCES, word
from federation.findings import ACTIONS, ENTITIES
from federation.i18n import Message, msg
from federation.model import AnonymisationReport, ColumnDecision, Verdict
from federation.risk import Risk


@dataclass(frozen=True, slots=True)
class Count:
    """A kind of finding or an operator: its short name, its words, how many cells."""

    name: str
    label: Message
    cells: int


@dataclass(frozen=True, slots=True)
class ColumnExplanation:
    """One column: what was decided (`action`), by whom (`source`, `rule`), why, on what ground.

    `by` and `officer` are the name and reason that a data officer wrote with an own rule.
    """

    column: str
    action: str
    decision: Message
    reason: Message
    source: str
    decider: Message
    rule: str
    legal_basis: str
    cells_changed: int
    entities: tuple[Count, ...]
    operators: tuple[Count, ...]
    by: str | None = None
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One table: the verdict and why, then column by column."""

    report: AnonymisationReport
    verdict: Message
    columns: tuple[ColumnExplanation, ...]


def explain(report: AnonymisationReport, own: Sequence[OwnRule] = ()) -> Explanation:
    """The report in words; `own` are the rules of the policy in force."""
    rules = {f"{rule.table}:{rule.column}": rule for rule in own}
    columns = tuple(_column(one, rules.get(one.rule)) for one in report.columns)
    return Explanation(report, verdict(report), columns)


def verdict(report: AnonymisationReport) -> Message:
    """The verdict as a sentence."""
    if report.verdict is not Verdict.PASS:
        return msg("In quarantine: nothing is published until a data officer has decided.")
    if report.released_by:
        return msg(
            "Released by %(officer)s in spite of the reasons below: %(changed)s cells changed out "
            "of %(scanned)s.",
            officer=report.released_by,
            changed=report.cells_changed,
            scanned=report.cells_scanned,
        )
    return msg(
        "Published: %(changed)s cells changed out of %(scanned)s.",
        changed=report.cells_changed,
        scanned=report.cells_scanned,
    )


def _column(one: ColumnDecision, rule: OwnRule | None) -> ColumnExplanation:
    rule = rule if one.source == "own" else None
    return ColumnExplanation(
        column=one.column,
        action=one.action,
        decision=word(ACTIONS, one.action),
        reason=one.reason,
        source=one.source,
        decider=word(SOURCES, one.source or "none"),
        rule=one.rule,
        legal_basis=one.legal_basis or "",
        cells_changed=one.cells_changed,
        entities=_counts(one.entities, ENTITIES),
        operators=_counts(one.operators, OPERATORS),
        by=rule.by if rule else None,
        officer=rule.reason if rule else None,
    )


def _counts(cells: Mapping[str, int], words: Mapping[str, Message]) -> tuple[Count, ...]:
    """Most frequent first."""
    ordered = sorted(cells.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Count(name, word(words, name), number) for name, number in ordered if number)


def to_json(explanation: Explanation, locale: str) -> dict[str, Any]:
    """JSON-ready, sentences in a language (fr, en, es); names are those of the public API."""
    report = explanation.report
    return {
        "verdict": str(report.verdict),
        "sentence": explanation.verdict.render(locale),
        "reasons": [reason.render(locale) for reason in report.reasons],
        "releasedBy": report.released_by,
        "rows": report.rows,
        "rowsSuppressed": report.rows_suppressed,
        "cellsScanned": report.cells_scanned,
        "cellsChanged": report.cells_changed,
        "entities": dict(report.entities),
        "residual": dict(report.residual),
        "risk": {"before": _risk(report.risk_before), "after": _risk(report.risk_after)},
        "columns": [_column_json(one, locale) for one in explanation.columns],
        "policy": {"version": report.policy_version, "sha256": report.policy_hash},
        "input": report.input_hash,
        "engine": report.engine,
    }


def _column_json(one: ColumnExplanation, locale: str) -> dict[str, Any]:
    return {
        "column": one.column,
        "action": one.action,
        "decision": one.decision.render(locale),
        "reason": one.reason.render(locale),
        "source": one.source,
        "decidedBy": one.decider.render(locale),
        "rule": one.rule,
        "legalBasis": one.legal_basis,
        "officer": {"by": one.by, "reason": one.officer} if one.by or one.officer else None,
        "cellsChanged": one.cells_changed,
        "entities": [_count_json(count, locale) for count in one.entities],
        "operators": [_count_json(count, locale) for count in one.operators],
    }


def _count_json(count: Count, locale: str) -> dict[str, Any]:
    return {"name": count.name, "label": count.label.render(locale), "cells": count.cells}


def _risk(risk: Risk | None) -> dict[str, Any] | None:
    if risk is None:
        return None
    return {
        "quasiIdentifiers": list(risk.quasi_identifiers),
        "sensitive": list(risk.sensitive),
        "k": risk.k,
        "threshold": risk.threshold,
        "l": risk.l,
        "t": risk.t,
        "alone": risk.alone,
        "below": risk.below,
        "linkable": risk.linkable,
    }
