"""`partage validate` and `partage anonymise`: one file, no federation, no store, no Dagster."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import orjson
import typer

from federation.errors import FailureCode, PartageError, TableError
from federation.i18n import environment_locale, msg
from federation.model import Anonymised, Examination, TableContext, Verdict
from orchestration.cli.console import err, out, print_json, say, t
from orchestration.cli.export import write_table

_UNREADABLE = 2
_INVALID = 1
_QUARANTINED = 3


def validate(
    file: Annotated[Path, typer.Argument(help=t("The file to check."))],
    schema: Annotated[
        str | None,
        typer.Option("--schema", help=t("The schema, for example subventions; else recognised.")),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help=t("Print one JSON object on standard output."))
    ] = False,
) -> None:
    """One file against a schema: exit 0 valid, 1 invalid, 2 unreadable."""
    from quality.report import to_json, to_text

    with tempfile.TemporaryDirectory(prefix="partage-") as folder:
        found = _examined(file, schema, Path(folder), json=json)
        report = found.report
    locale = environment_locale()
    if json:
        print_json(orjson.dumps(to_json(report, locale)))
    else:
        out.print(to_text(report, locale), markup=False, soft_wrap=True)
    if report.valid is False:
        raise typer.Exit(_INVALID)


def _examined(file: Path, schema: str | None, folder: Path, *, json: bool) -> Examination:
    from quality.examine import examine
    from quality.reading import read_table
    from quality.schemas import SchemaLibrary

    try:
        if not file.is_file():
            raise TableError(
                FailureCode.GONE,
                msg("%(file)s does not exist or is no file; check its name.", file=str(file)),
            )
        library = SchemaLibrary()
        declared = library.get(schema).ref if schema else None
        table = read_table(
            file,
            file_name=file.name,
            media_type=None,
            declared_format=None,
            out=folder / "parsed.parquet",
        )
        return examine(table, declared=declared, library=library, out=folder / "examined.parquet")
    except PartageError as error:
        _unreadable(error, json=json)
        raise typer.Exit(_UNREADABLE) from error


def _unreadable(error: PartageError, *, json: bool) -> None:
    if json:
        code = error.code.value if isinstance(error, TableError) else "error"
        body = {"valid": False, "error": {"code": code, "message": say(error.message)}}
        print_json(orjson.dumps(body))
    else:
        err.print(say(error.message), style="red", markup=False, soft_wrap=True)


def anonymise(
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
        found = _examined(file, schema, Path(folder), json=False)
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
    if result.table is None:
        return
    try:
        write_table(result.table, out_file, found.report.source.delimiter or ",")
    except OSError as error:
        err.print(t("%(file)s cannot be written.", file=str(out_file)), style="red")
        sys.stderr.flush()
        raise typer.Exit(_UNREADABLE) from error
