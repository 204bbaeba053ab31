"""The report of one table, as JSON and as a few lines of text; never any cell content."""

from collections.abc import Iterator
from typing import Any

from anonymisation.reporting.explain import verdict
from anonymisation.reporting.words import word
from federation import codec
from federation.findings import ACTIONS
from federation.i18n import Message, msg
from federation.model import AnonymisationReport, ColumnDecision


def to_json(report: AnonymisationReport, locale: str) -> dict[str, Any]:
    """JSON-ready; messages are rendered in a language (fr, en, es)."""
    plain: dict[str, Any] = codec.plain(report)
    plain["reasons"] = [reason.render(locale) for reason in report.reasons]
    for column, decision in zip(plain["columns"], report.columns, strict=True):
        column["reason"] = decision.reason.render(locale)
    return plain


def to_text(report: AnonymisationReport, locale: str) -> str:
    """The verdict, why, and one line per column that was not kept as it was."""
    lines = [verdict(report).render(locale)]
    lines += [f"- {reason.render(locale)}" for reason in report.reasons]
    lines += [message.render(locale) for message in facts(report)]
    lines += [
        "  " + _told(column).render(locale) for column in report.columns if column.action != "keep"
    ]
    return "\n".join(lines)


def _told(column: ColumnDecision) -> Message:
    return msg(
        "%(column)s: %(decision)s (cells: %(cells)s). %(reason)s",
        column=column.column,
        decision=word(ACTIONS, column.action),
        cells=column.cells_changed,
        reason=column.reason,
    )


def facts(report: AnonymisationReport) -> Iterator[Message]:
    """What else happened to the table as a whole: rows taken out, the risk before and after."""
    if report.rows_suppressed:
        yield msg(
            "%(rows)s rows out of %(total)s were taken out.",
            rows=report.rows_suppressed,
            total=report.rows,
        )
    before, after = report.risk_before, report.risk_after
    if before is not None and after is not None:
        yield msg(
            "Rows that share the same %(columns)s: at least %(after)s together (%(before)s before, "
            "%(threshold)s wanted).",
            columns=", ".join(after.quasi_identifiers or before.quasi_identifiers),
            before=before.k,
            after=after.k,
            threshold=after.threshold,
        )
