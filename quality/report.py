"""The report of an examination for its readers: without cells for the public, as text, as JSON.

The JSON keeps the shape French cities know from Validata: `valid, stats, warnings, errors[title,
message, type, tags, rowNumber, fieldName, fieldNumber, cell]`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from federation.i18n import msg, pick
from federation.model import Finding, QualityReport

#: Frictionless notes that only hold facts of the schema or row numbers; others may quote cells.
_SAFE_NOTES = frozenset({"type-error", "constraint-error", "unique-error", "primary-key"})
_SHOWN = 50


def public(report: QualityReport) -> QualityReport:
    """The report as it may be published: no cell, no note that could quote one."""
    return replace(
        report,
        errors=tuple(_public(each) for each in report.errors),
        warnings=tuple(_public(each) for each in report.warnings),
    )


def _public(finding: Finding) -> Finding:
    note = finding.note if finding.type in _SAFE_NOTES else None
    return replace(finding, cell=None, note=note)


def to_json(report: QualityReport, locale: str) -> dict[str, Any]:
    """The report as JSON-ready values, cells included: for the officer who holds the file."""
    return {
        "valid": report.valid,
        "schema": str(report.schema) if report.schema else None,
        "schemaDeclared": report.declared,
        "confidence": report.confidence,
        "stats": _stats(report),
        "completeness": dict(report.completeness),
        "columnTypes": dict(report.column_types),
        "warnings": [_finding(each, locale) for each in report.warnings],
        "errors": [_finding(each, locale) for each in report.errors],
        "engine": report.engine,
    }


def _stats(report: QualityReport) -> dict[str, Any]:
    source = report.source
    return {
        "rows": report.rows,
        "fields": len(report.columns),
        "conformingRows": report.conforming_rows,
        "errors": report.error_total,
        "errorsByType": dict(report.error_counts),
        "warnings": len(report.warnings),
        "format": source.kind,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "sheet": source.sheet,
        "headerRow": source.header_line,
    }


def _finding(finding: Finding, locale: str) -> dict[str, Any]:
    shown: Mapping[str, Any] = {
        "title": finding.title.render(locale),
        "message": finding.message.render(locale),
        "type": finding.type,
        "tags": list(finding.tags),
        "rowNumber": finding.row,
        "fieldName": finding.field,
        "fieldNumber": finding.field_number,
        "cell": finding.cell,
    }
    return dict(shown)


def to_text(report: QualityReport, locale: str) -> str:
    """The report as lines for a terminal: verdict, numbers, warnings, the first errors."""
    lines = [_verdict(report, locale), *_numbers(report, locale)]
    for title, findings in (
        (msg("Warnings:"), report.warnings),
        (msg("Errors:"), report.errors[:_SHOWN]),
    ):
        if findings:
            lines += ["", title.render(locale)]
            lines += [_line(each, locale) for each in findings]
    left = report.error_total - min(len(report.errors), _SHOWN)
    if left > 0:
        lines += ["", msg("… and %(count)s more errors.", count=left).render(locale)]
    return "\n".join(lines)


def _verdict(report: QualityReport, locale: str) -> str:
    if report.schema is None:
        return msg(
            "No schema: none was given and the column names match none. Only the structure of "
            "the file was checked."
        ).render(locale)
    title = pick(report.schema_title, locale)
    about = {"title": title, "schema": str(report.schema)}
    if report.valid:
        return msg("Valid: the table conforms to “%(title)s” (%(schema)s).", **about).render(locale)
    return msg(
        "Not valid: %(errors)s errors against “%(title)s” (%(schema)s).",
        errors=report.error_total,
        **about,
    ).render(locale)


def _numbers(report: QualityReport, locale: str) -> list[str]:
    lines = [
        msg(
            "%(rows)s rows, %(columns)s columns, %(good)s rows without error.",
            rows=report.rows,
            columns=len(report.columns),
            good=report.conforming_rows,
        ).render(locale)
    ]
    if report.schema is not None and not report.declared:
        lines.append(
            msg(
                "The schema was recognised by the column names (confidence %(percent)s %%).",
                percent=round(report.confidence * 100),
            ).render(locale)
        )
    return lines


def _line(finding: Finding, locale: str) -> str:
    message = finding.message.render(locale)
    if finding.row is None:
        return f"- {message}"
    return "- " + msg("Row %(row)s: %(message)s", row=finding.row, message=message).render(locale)
