"""Both reports of a table in the reader's language, as plain values. Never any cell content."""

from typing import Any

from federation.model import AnonymisationReport, Finding, QualityReport


def quality(report: QualityReport, locale: str) -> dict[str, Any]:
    """The quality report. `completeness` is the share of filled cells, 0–1, per column."""
    schema = report.schema
    return {
        "valid": report.valid,
        "schema": {"id": schema.id, "version": schema.version} if schema else None,
        "declared": report.declared,
        "confidence": report.confidence,
        "rows": report.rows,
        "conformingRows": report.conforming_rows,
        "errorTotal": report.error_total,
        "errorCounts": dict(report.error_counts),
        "errors": [finding(found, locale) for found in report.errors],
        "warnings": [finding(found, locale) for found in report.warnings],
        "completeness": dict(report.completeness),
        "columnTypes": dict(report.column_types),
        "source": {
            "kind": report.source.kind,
            "encoding": report.source.encoding,
            "delimiter": report.source.delimiter,
            "sheet": report.source.sheet,
            "headerLine": report.source.header_line,
        },
        "engine": report.engine,
    }


def finding(found: Finding, locale: str) -> dict[str, Any]:
    """One error or warning; `row` is the line in the source, header = 1."""
    return {
        "type": found.type,
        "title": found.title.render(locale),
        "message": found.message.render(locale),
        "row": found.row,
        "field": found.field,
        "fieldNumber": found.field_number,
    }


def anonymisation(report: AnonymisationReport, locale: str) -> dict[str, Any]:
    """The anonymisation report; `releasedBy` is the officer who let the table pass despite it."""
    return {
        "verdict": str(report.verdict),
        "reasons": [reason.render(locale) for reason in report.reasons],
        "rows": report.rows,
        "cellsScanned": report.cells_scanned,
        "cellsChanged": report.cells_changed,
        "entities": dict(report.entities),
        "residual": dict(report.residual),
        "columns": [
            {
                "column": found.column,
                "action": found.action,
                "reason": found.reason.render(locale),
                "legalBasis": found.legal_basis,
                "entities": dict(found.entities),
                "cellsChanged": found.cells_changed,
            }
            for found in report.columns
        ],
        "policy": {"version": report.policy_version, "sha256": report.policy_hash},
        "input": report.input_hash,
        "engine": report.engine,
        "releasedBy": report.released_by,
    }
