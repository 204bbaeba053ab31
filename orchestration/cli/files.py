"""`partage validate` and `partage anonymise`: one file, no federation, no store, no Dagster."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from federation.errors import FailureCode, PartageError, TableError
from federation.i18n import msg
from federation.model import Verdict
from orchestration.cli.anonymised_file import (
    anonymise_file,
    show_json,
    show_summary,
    show_table,
    write_report,
    write_result,
)
from orchestration.cli.console import err, place, say, t, told
from orchestration.cli.package import package_of, validate_package
from orchestration.cli.private import private_folder
from orchestration.cli.report_output import UNREADABLE, Form, show, show_fixed, show_refusal

if TYPE_CHECKING:
    from orchestration.cli.checked_file import CheckedFile

_INVALID = 1
_QUARANTINED = 3


def validate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=t("The file to check."))],
    schema: Annotated[
        str | None,
        typer.Option(
            "--schema",
            help=t(
                "The schema: a name such as subventions, an id of schema.data.gouv.fr, a web "
                "address or a file; else recognised."
            ),
        ),
    ] = None,
    form: Annotated[
        Form,
        typer.Option("--format", help=t("text, json, html (a page to read) or github.")),
    ] = Form.TEXT,
    json: Annotated[bool, typer.Option("--json", help=t("The same as --format json."))] = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", help=t("Write the report to this file instead of showing it.")),
    ] = None,
    fix: Annotated[
        Path | None,
        typer.Option(
            "--fix",
            help=t("Write a copy (CSV) where what leaves no doubt is corrected; tell each change."),
        ),
    ] = None,
) -> None:
    """One file, or a datapackage.json: exit 0 valid, 1 invalid, 2 unreadable."""
    form = Form.JSON if json else form
    with told(UNREADABLE), private_folder() as folder:
        try:
            if schema is None and (package := package_of(file)) is not None:
                _validate_package(context, file, package, form, report, fix, folder)
                return
            checked = _checked(context, file, schema, folder)
            show(form, file, checked, report)
            if fix is not None:
                _fix(file, checked, fix, folder)
        except PartageError as error:
            show_refusal(form, file, error)
            raise typer.Exit(UNREADABLE) from error
    if checked.examination.report.valid is False:
        raise typer.Exit(_INVALID)


def _validate_package(
    context: typer.Context,
    file: Path,
    body: Mapping[str, Any],
    form: Form,
    report: Path | None,
    fix: Path | None,
    folder: Path,
) -> None:
    from orchestration.cli.schema_source import SchemaSource

    if fix is not None:
        raise _several_tables(file)
    with SchemaSource(place(context)) as source:
        validate_package(file, body, source, form, report, folder)


def _checked(context: typer.Context, file: Path, schema: str | None, folder: Path) -> "CheckedFile":
    from orchestration.cli.checked_file import check_file
    from orchestration.cli.schema_source import SchemaSource

    with SchemaSource(place(context)) as source:
        wanted = source.named(schema) if schema else None
        for notice in source.notices:
            err.print(say(notice), style="yellow", markup=False, soft_wrap=True)
        return check_file(file, wanted, source.library, folder)


def _fix(file: Path, checked: "CheckedFile", target: Path, folder: Path) -> None:
    """Write the corrected copy, examine it in its turn, and tell what changed."""
    from quality.conformity.examine import examine
    from quality.fixing.copy import fix
    from quality.reading.reader import read_table
    from quality.schemas.library import SchemaLibrary

    before = checked.examination.report
    if checked.schema is None and before.schema is not None:
        raise _no_table(str(before.schema))
    if target.exists() and target.samefile(file):
        raise _same_file(target)
    fixed = fix(checked.parsed, checked.schema, target)
    copy = read_table(
        target,
        file_name=target.name,
        media_type="text/csv",
        declared_format=None,
        out=folder / "copy.parquet",
    )
    library = SchemaLibrary()
    declared = library.take(checked.schema) if checked.schema else None
    after = examine(copy, declared=declared, library=library, out=folder / "copied.parquet").report
    show_fixed(fixed, target, before.error_total, after.error_total)


def _several_tables(file: Path) -> TableError:
    return TableError(
        FailureCode.UNSUPPORTED,
        msg(
            "%(file)s describes several tables: --fix corrects one at a time. Give it the file "
            "of the table.",
            file=file.name,
        ),
    )


def _no_table(schema: str) -> TableError:
    return TableError(
        FailureCode.UNSUPPORTED,
        msg(
            "The schema %(schema)s describes a JSON document: --fix only corrects tables. Correct "
            "the file in the tool it was exported from.",
            schema=schema,
        ),
    )


def _same_file(target: Path) -> TableError:
    return TableError(
        FailureCode.INTERNAL,
        msg(
            "The corrected copy would replace the file itself. Give --fix another name than "
            "%(file)s.",
            file=str(target),
        ),
    )


class Shape(StrEnum):
    """What `partage anonymise` tells."""

    TEXT = "text"
    JSON = "json"


def anonymise(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=t("The file to anonymise."))],
    target: Annotated[
        Path | None, typer.Argument(metavar="OUT", help=t("Where to write the result."))
    ] = None,
    out_file: Annotated[
        Path | None, typer.Option("--out", help=t("Where to write the result."))
    ] = None,
    schema: Annotated[
        str | None,
        typer.Option("--schema", help=t("The schema, for example subventions; else recognised.")),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option("--policy", help=t("The administration's file of decisions (YAML).")),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help=t("Tell what was decided for each column, and why.")),
    ] = False,
    form: Annotated[
        Shape, typer.Option("--format", help=t("The decisions as text or json."))
    ] = Shape.TEXT,
    report: Annotated[
        Path | None, typer.Option("--report", help=t("Where to write the report, as JSON."))
    ] = None,
    internal: Annotated[
        bool,
        typer.Option(
            "--internal",
            help=t("For use inside the administration only: pseudonyms are allowed."),
        ),
    ] = False,
    dataset: Annotated[
        str | None,
        typer.Option(
            "--dataset",
            help=t("With --internal: whose pseudonyms; else the file's name without extension."),
        ),
    ] = None,
) -> None:
    """One file, gate included: exit 0 passed, 3 quarantined and nothing written, 2 unreadable."""
    goal = target or out_file
    explain = explain or form is Shape.JSON
    _sensible(file, goal, told_only=explain or report is not None)
    with told(UNREADABLE), private_folder() as folder:
        try:
            found = _checked(context, file, schema, folder).examination
            whose = (dataset or file.stem) if internal else None
            result = anonymise_file(found, file, folder, policy=policy, dataset=whose)
        except PartageError as error:
            show_refusal(Form.TEXT, file, error)
            raise typer.Exit(UNREADABLE) from error
        if goal is not None:
            write_result(result, found, goal)
    if report is not None:
        write_report(result, report)
    if form is Shape.JSON:
        show_json(result)
    else:
        show_table(result) if explain else show_summary(result)
    if result.anonymised.report.verdict is not Verdict.PASS:
        raise typer.Exit(_QUARANTINED)


def _sensible(file: Path, target: Path | None, *, told_only: bool) -> None:
    """The result has a place of its own, or is only told."""
    if target is None and not told_only:
        raise typer.BadParameter(
            t("Name the file to write, or ask for --explain to see the decisions only.")
        )
    if target is not None and target.exists() and file.exists() and target.samefile(file):
        raise typer.BadParameter(
            t("The result would replace %(file)s itself; give another name.", file=str(file))
        )
