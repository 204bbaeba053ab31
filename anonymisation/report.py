"""The report of one table, as JSON and as a few lines of text; never any cell content."""

from typing import Any

from federation import codec
from federation.i18n import Message, msg
from federation.model import AnonymisationReport, Verdict


def to_json(report: AnonymisationReport, locale: str) -> dict[str, Any]:
    """JSON-ready; messages are rendered in a language (fr, en, es)."""
    plain: dict[str, Any] = codec.plain(report)
    plain["reasons"] = [reason.render(locale) for reason in report.reasons]
    for column, decision in zip(plain["columns"], report.columns, strict=True):
        column["reason"] = decision.reason.render(locale)
    return plain


def to_text(report: AnonymisationReport, locale: str) -> str:
    """The verdict, why, and one line per column that was not kept as it was."""
    lines = [_verdict(report).render(locale)]
    lines += [f"- {reason.render(locale)}" for reason in report.reasons]
    lines += [
        f"  {column.column}: {column.action} ({column.cells_changed})"
        f" - {column.reason.render(locale)}"
        for column in report.columns
        if column.action != "keep"
    ]
    return "\n".join(lines)


def _verdict(report: AnonymisationReport) -> Message:
    if report.verdict is Verdict.PASS:
        return msg(
            "Published: %(changed)s cells changed out of %(scanned)s.",
            changed=report.cells_changed,
            scanned=report.cells_scanned,
        )
    return msg("In quarantine: nothing is published until a data officer has decided.")
