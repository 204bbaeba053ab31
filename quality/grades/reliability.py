"""Reliability: whether the data is what it says, whole, steady and on time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from federation.frequency import age_allowed
from federation.grades import Component
from federation.i18n import Message, counted, msg
from federation.model import QualityReport, State
from federation.published import Table
from quality.grades.subject import Subject, newest

#: Errors of the header after which no row can be trusted.
_HEADER = frozenset({"missing-label", "duplicate-label", "unmatched-header"})
#: What the check of a series says of age: freshness is a component of its own.
_AGE = "expect_table_to_be_fresh"
_UNREADABLE = frozenset({State.REJECTED, State.FAILED})
#: States in which nothing is known of the file yet.
_NOT_TRIED = frozenset({State.DISCOVERED, State.FETCHED})
#: Parts that a late table's loss of freshness is looked at in.
_STEPS = 10


def components(subject: Subject) -> Iterator[Component]:
    """The components of the grade."""
    yield _conformity(subject)
    yield _reading(subject)
    yield _completeness(subject)
    yield _stability(subject)
    yield _freshness(subject)


def review(subject: Subject) -> date | None:
    """The day when age alone will have lowered the grade; None where it never does."""
    allowed, last = age_allowed(subject.dataset.frequency), newest(subject)
    if allowed is None or last is None or subject.out_of_reach:
        return None
    age, step = (subject.now - last).days, max(1, allowed // _STEPS)
    if age >= 2 * allowed:
        return None
    later = allowed - age + 1 if age <= allowed else step
    return subject.now.date() + timedelta(days=later)


def _conformity(subject: Subject) -> Component:
    name, weight = "conformity", 40
    judged = [
        table.quality
        for table in subject.tables
        if table.quality is not None and table.quality.valid is not None
    ]
    if not judged:
        why = msg("No data schema is known for this data: its conformity cannot be judged.")
        return Component(name, weight, None, why)
    value = sum(map(_conforming, judged)) / len(judged)
    why = msg("%(share)s %% of the rows conform to their schema.", share=_percent(value))
    if any(_HEADER.intersection(report.error_counts) for report in judged):
        why = msg(
            "The header of a table does not fit its schema; %(share)s %% of the rows conform.",
            share=_percent(value),
        )
    action = msg("Correct the rows and columns that the quality report of each table lists.")
    return Component(name, weight, value, why, action)


def _conforming(report: QualityReport) -> float:
    if _HEADER.intersection(report.error_counts):
        return 0.0
    if not report.rows:
        return 1.0 if report.valid else 0.0
    return min(1.0, max(0.0, report.conforming_rows / report.rows))


def _reading(subject: Subject) -> Component:
    name, weight = "reading", 10
    tried = [table for table in subject.tables if table.state not in _NOT_TRIED]
    if not tried:
        return Component(name, weight, None, msg("No file of this dataset was read as a table."))
    bad = sum(table.state in _UNREADABLE for table in tried)
    why: Message = msg("All files announced as tables could be read (%(all)s).", all=len(tried))
    if bad:
        why = msg("Files that could not be read: %(bad)s of %(all)s.", bad=bad, all=len(tried))
    action = msg("Replace the files that cannot be read: the page of each table says why.")
    return Component(name, weight, 1 - bad / len(tried), why, action)


def _completeness(subject: Subject) -> Component:
    name, weight = "completeness", 20
    shares = [
        share
        for table in subject.tables
        if table.quality is not None
        for share in table.quality.completeness.values()
    ]
    if not shares:
        return Component(name, weight, None, msg("No table of this dataset has cells to count."))
    value = min(1.0, max(0.0, sum(shares) / len(shares)))
    why = msg("%(share)s %% of the cells are filled.", share=_percent(value))
    action = msg("Fill the cells that are empty, or take out the columns nobody fills.")
    return Component(name, weight, value, why, action)


def _stability(subject: Subject) -> Component:
    name, weight = "stability", 15
    verdicts = [held for table in subject.published for held in _verdicts(table)]
    if not verdicts:
        why = msg("No table was compared with an earlier release yet.")
        return Component(name, weight, None, why)
    value = sum(verdicts) / len(verdicts)
    why = msg(
        "Comparisons with earlier releases as expected: %(good)s of %(all)s.",
        good=sum(verdicts),
        all=len(verdicts),
    )
    action = msg(
        "Check what changed so much since the release before: rows or columns may be missing."
    )
    return Component(name, weight, value, why, action)


def _verdicts(table: Table) -> Iterator[bool]:
    """What the check of the series found, where there was an earlier release to compare with."""
    report: Any = table.series or {}
    if not report.get("releases"):
        return
    for result in report.get("results") or ():
        if result.get("expectation") != _AGE and isinstance(result.get("success"), bool):
            yield result["success"]


def _freshness(subject: Subject) -> Component:
    name, weight = "freshness", 15
    allowed, last = age_allowed(subject.dataset.frequency), newest(subject)
    if allowed is None:
        why = msg("No frequency of update is announced that could be kept.")
        return Component(name, weight, None, why)
    if last is None:
        return Component(name, weight, None, msg("No date of modification is known."))
    age = max(0, (subject.now - last).days)
    value = 1.0 if age <= allowed else max(0.0, 2 - age / allowed)
    why = counted(
        "The data is %(n)s day old; at the frequency announced it may be %(allowed)s.",
        "The data is %(n)s days old; at the frequency announced it may be %(allowed)s.",
        age,
        allowed=allowed,
    )
    action = msg("Update the data, or announce the frequency at which it really changes.")
    return Component(name, weight, value, why, action)


def _percent(share: float) -> int:
    """A share as a whole percentage that says 100 only of the whole."""
    return 100 if share >= 1 else min(99, round(100 * share))
