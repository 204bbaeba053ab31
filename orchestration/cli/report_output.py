"""A report of `partage validate` in the form asked for, on standard output or in a file."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import typer

from federation.errors import PartageError, TableError
from federation.i18n import environment_locale
from orchestration.cli.console import err, out, print_json, say, t
from orchestration.cli.words import printable

if TYPE_CHECKING:
    from orchestration.cli.checked_file import CheckedFile
    from quality.fixing.copy import Fixed

UNREADABLE = 2


class Form(StrEnum):
    """What a report looks like."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    GITHUB = "github"


def show(form: Form, file: Path, checked: "CheckedFile", target: Path | None) -> None:
    """Write the report of a file; exit 2 where `target` cannot be written."""
    write(form, rendered(form, file, checked), target)


def write(form: Form, body: str, target: Path | None) -> None:
    """Write a report to standard output, or to a file; exit 2 where it cannot be written."""
    if target is not None:
        _save(target, body)
    elif form is Form.TEXT:
        out.print(body, markup=False, soft_wrap=True)
    else:
        print_json(body.encode())


def rendered(form: Form, file: Path, checked: "CheckedFile") -> str:
    """The report of a file in the form asked for."""
    from quality.report.render import to_json, to_text

    report, locale = checked.examination.report, environment_locale()
    if form is Form.JSON:
        return orjson.dumps(to_json(report, locale)).decode()
    if form is Form.HTML:
        from quality.report.page import to_html

        table = checked.examination.table
        return to_html(report, locale, name=file.name, table=table, cells=True)
    if form is Form.GITHUB:
        from quality.report.annotations import to_annotations

        return to_annotations(report, file.as_posix(), locale)
    return to_text(report, locale)


def _save(target: Path, body: str) -> None:
    try:
        target.write_text(body + "\n", encoding="utf-8")
    except OSError as error:
        err.print(t("%(file)s cannot be written.", file=str(target)), style="red", markup=False)
        raise typer.Exit(UNREADABLE) from error


def show_refusal(form: Form, file: Path, error: PartageError) -> None:
    """Why a file could not be examined; JSON and annotations on standard output."""
    if form in (Form.JSON, Form.GITHUB):
        print_json(refusal(form, file, error).encode())
    else:
        err.print(say(error.message), style="red", markup=False, soft_wrap=True)


def refusal(form: Form, file: Path, error: PartageError) -> str:
    """Why a file could not be examined, in the form asked for: a plain sentence for people."""
    if form is Form.JSON:
        code = error.code.value if isinstance(error, TableError) else "error"
        body: dict[str, Any] = {
            "valid": False,
            "error": {"code": code, "message": say(error.message)},
        }
        return orjson.dumps(body).decode()
    if form is Form.GITHUB:
        from quality.report.annotations import annotation

        return annotation("error", say(error.message), file=file.as_posix())
    return say(error.message)


def show_fixed(fixed: "Fixed", target: Path, before: int, after: int) -> None:
    """What a corrected copy changes, on stderr: standard output belongs to the report."""
    title = t("Corrected copy: %(file)s", file=str(target))
    err.print(f"\n{printable(title)}", soft_wrap=True)
    for change in fixed.changes:
        err.print(f"  • {printable(say(change.message))}", soft_wrap=True)
    if not fixed.changes:
        err.print("  " + t("Nothing could be corrected without guessing."), soft_wrap=True)
    for message in fixed.left:
        err.print(f"  [yellow]![/yellow] {printable(say(message))}", soft_wrap=True)
    told = t("Errors before: %(before)s; after: %(after)s.", before=before, after=after)
    err.print(f"  {told}", soft_wrap=True, style="bold")
    if after > before:
        more = t("Columns whose names were not those of the schema could not be checked before.")
        err.print(f"  {more}", soft_wrap=True)
