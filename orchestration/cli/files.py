"""`partage validate` and `partage anonymise`: one file, no federation, no store, no Dagster."""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from federation.errors import FailureCode, PartageError, TableError
from federation.i18n import environment_locale, msg
from federation.model import Anonymised, Examination, TableContext, Verdict
from orchestration.cli.console import err, place, say, t, told
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
    """One file against a schema: exit 0 valid, 1 invalid, 2 unreadable."""
    form = Form.JSON if json else form
    with told(UNREADABLE), tempfile.TemporaryDirectory(prefix="partage-") as folder:
        try:
            checked = _checked(context, file, schema, Path(folder))
            show(form, file, checked, report)
            if fix is not None:
                _fix(file, checked, fix, Path(folder))
        except PartageError as error:
            show_refusal(form, file, error)
            raise typer.Exit(UNREADABLE) from error
    if checked.examination.report.valid is False:
        raise typer.Exit(_INVALID)


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
    from quality.examine import examine
    from quality.fixing import fix
    from quality.library import SchemaLibrary
    from quality.reading import read_table

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


def anonymise(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=t("The file to anonymise."))],
    out_file: Annotated[Path, typer.Option("--out", help=t("Where to write the result."))],
    schema: Annotated[
        str | None,
        typer.Option("--schema", help=t("The schema, for example subventions; else recognised.")),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help=t("Where to write the report, as JSON."))
    ] = None,
) -> None:
    """One file, gate included: exit 0 written, 3 quarantined and nothing written, 2 unreadable."""
    locale = environment_locale()
    with tempfile.TemporaryDirectory(prefix="partage-") as folder:
        try:
            found = _checked(context, file, schema, Path(folder)).examination
        except PartageError as error:
            show_refusal(Form.TEXT, file, error)
            raise typer.Exit(UNREADABLE) from error
        result = _anonymised(found, file, Path(folder))
        if result.table is not None:
            _write(result, found, out_file)
    from anonymisation.report import to_json, to_text

    if report is not None:
        report.write_bytes(orjson.dumps(to_json(result.report, locale), option=orjson.OPT_INDENT_2))
    err.print(to_text(result.report, locale), markup=False, soft_wrap=True)
    if result.report.verdict is not Verdict.PASS:
        raise typer.Exit(_QUARANTINED)


def _anonymised(found: Examination, file: Path, folder: Path) -> Anonymised:
    import anonymisation
    from anonymisation.policy import Policy

    context = TableContext(
        name=file.name,
        schema=found.report.schema,
        column_types=found.report.column_types,
        country=os.environ.get("PARTAGE_COUNTRY", "FR"),
    )
    return anonymisation.anonymise(
        found.table, context=context, policy=Policy.load(None), out=folder / "safe.parquet"
    )


def _write(result: Anonymised, found: Examination, out_file: Path) -> None:
    from orchestration.cli.export import write_table

    if result.table is None:
        return
    try:
        write_table(result.table, out_file, found.report.source.delimiter or ",")
    except OSError as error:
        err.print(t("%(file)s cannot be written.", file=str(out_file)), style="red")
        sys.stderr.flush()
        raise typer.Exit(UNREADABLE) from error
