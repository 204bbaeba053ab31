"""A report as GitHub annotations: `::error file=…,line=…,title=…::message`, one line each.

Source: docs.github.com, "Workflow commands for GitHub Actions". The line is the row of the table,
the column that of the cell: exact in a CSV file without line breaks inside its cells. No cell
content: annotations are public.
"""

from collections.abc import Iterator

from federation.i18n import msg
from federation.model import Finding, QualityReport
from quality.documents.findings import FEATURE_TAGS
from quality.report.render import verdict

#: Formats of which a row is a line.
_LINES = ("csv",)


def to_annotations(report: QualityReport, file: str, locale: str) -> str:
    """Every finding as an annotation of `file`, errors first, then the verdict as a notice."""
    lines = [
        *(_finding("error", each, report, file, locale) for each in report.errors),
        *(_finding("warning", each, report, file, locale) for each in report.warnings),
    ]
    left = report.error_total - len(report.errors)
    if left > 0:
        more = msg("… and %(count)s more errors.", count=left).render(locale)
        lines.append(annotation("error", more, file=file))
    said = verdict(report, locale).render(locale)
    return "\n".join([*lines, annotation("notice", said, file=file)])


def annotation(level: str, message: str, **properties: object) -> str:
    """One workflow command, escaped; properties that are None are left out."""
    given = ",".join(
        f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None
    )
    return f"::{level} {given}::{_data(message)}"


def _finding(level: str, found: Finding, report: QualityReport, file: str, locale: str) -> str:
    in_lines = report.source.kind in _LINES and not report.source.compression
    message = " ".join(_sentences(found, locale, in_lines=in_lines))
    return annotation(
        level,
        message,
        file=file,
        line=found.row if in_lines else None,
        col=found.field_number if in_lines and found.row else None,
        title=found.title.render(locale),
    )


def _sentences(found: Finding, locale: str, *, in_lines: bool) -> Iterator[str]:
    message = found.message.render(locale)
    if found.row is None or in_lines:
        yield message
    elif FEATURE_TAGS[-1] in found.tags:
        told = msg("Object number %(row)s of the file: %(message)s", row=found.row, message=message)
        yield told.render(locale)
    else:
        yield msg("Row %(row)s: %(message)s", row=found.row, message=message).render(locale)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
