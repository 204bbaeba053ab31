"""The report of an examination for its readers: without cells for the public, as text, as JSON.

The JSON keeps the shape French cities know from Validata: `valid, stats, warnings, errors[title,
message, type, tags, rowNumber, fieldName, fieldNumber, cell]`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from federation.i18n import Message, counted, msg, pick
from federation.model import Finding, QualityReport
from quality.report.grouping import Group, groups
from quality.report.reading_words import reading

#: Frictionless notes that only hold facts of the schema or row numbers; others may quote cells.
_SAFE_NOTES = frozenset({"type-error", "constraint-error", "unique-error", "primary-key"})
_SHOWN = 50  # faults, each with its rows


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
        "reading": [each.render(locale) for each in reading(report.source)],
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
        "compression": source.compression,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "quote": source.quote,
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
    """The report as lines for a terminal: verdict, numbers, what was read, warnings, errors."""
    return "\n".join(
        each.render(locale) if isinstance(each, Message) else each
        for each in _lines(report, locale)
    )


def _lines(report: QualityReport, locale: str) -> Iterator[Message | str]:
    yield verdict(report, locale)
    yield from numbers(report)
    yield ""
    yield msg("What was read:")
    yield from (f"- {each.render(locale)}" for each in reading(report.source))
    for title, findings in (
        (msg("Errors:"), report.errors),
        (msg("Warnings:"), report.warnings),
    ):
        if findings:
            yield ""
            yield title
            yield from (_line(each, locale) for each in groups(findings)[:_SHOWN])
            if findings is report.errors:
                yield from _left(report)


def _left(report: QualityReport) -> Iterator[Message]:
    """Errors beyond those told."""
    told = groups(report.errors)[:_SHOWN]
    left = report.error_total - sum(each.count for each in told)
    if left > 0:
        yield msg("… and %(count)s more errors.", count=left)


def verdict(report: QualityReport, locale: str) -> Message:
    """Valid, not valid, or no schema: the first sentence of a report."""
    if report.schema is None:
        return msg(
            "No schema: none was given and the column names match none. Only the structure of "
            "the file was checked."
        )
    title = pick(report.schema_title, locale)
    about = {"title": title, "schema": str(report.schema)}
    if report.valid:
        return msg("Valid: the table conforms to “%(title)s” (%(schema)s).", **about)
    return counted(
        "Not valid: %(n)s error against “%(title)s” (%(schema)s).",
        "Not valid: %(n)s errors against “%(title)s” (%(schema)s).",
        report.error_total,
        **about,
    )


def numbers(report: QualityReport) -> tuple[Message, ...]:
    """How large the table is, and how sure the schema."""
    size = msg(
        "%(rows)s, %(columns)s, %(good)s.",
        rows=counted("%(n)s row", "%(n)s rows", report.rows),
        columns=counted("%(n)s column", "%(n)s columns", len(report.columns)),
        good=counted("%(n)s row without error", "%(n)s rows without error", report.conforming_rows),
    )
    if report.schema is None or report.declared:
        return (size,)
    sure = msg(
        "The schema was recognised by the column names (confidence %(percent)s %%).",
        percent=round(report.confidence * 100),
    )
    return size, sure


def _line(group: Group, locale: str) -> str:
    told = f"- {group.message.render(locale)}"
    if not group.cells:
        return told
    cells = ", ".join(group.cells)
    where = msg("(In a spreadsheet: %(cells)s.)", cells=cells)
    return f"{told} {where.render(locale)}"
