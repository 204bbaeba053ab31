"""`partage validate datapackage.json`: the tables of a data package, each beside the others."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import orjson
import typer

from federation.errors import FailureCode, PartageError, SchemaError, TableError
from federation.i18n import environment_locale, msg
from federation.model import SchemaRef
from orchestration.cli.console import err, say
from orchestration.cli.report_output import UNREADABLE, Form, refusal, rendered, write

if TYPE_CHECKING:
    from orchestration.cli.checked_file import CheckedFile
    from orchestration.cli.schema_source import SchemaSource
    from quality.conformity.siblings import Sibling

_INVALID = 1
_MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a package: a file on this disk, and its schema; None for one to recognise."""

    name: str
    file: Path
    schema: SchemaRef | None


def package_of(file: Path) -> Mapping[str, Any] | None:
    """The data package a JSON file is; None for any other file."""
    if file.suffix.lower() != ".json" or not file.is_file() or file.stat().st_size > _MAX_BYTES:
        return None
    try:
        body = json.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    resources = body.get("resources") if isinstance(body, Mapping) else None
    if not isinstance(resources, list) or not resources:
        return None
    whole = all(isinstance(each, Mapping) and "path" in each for each in resources)
    return body if whole else None


def validate_package(
    file: Path,
    body: Mapping[str, Any],
    source: "SchemaSource",
    form: Form,
    report: Path | None,
    folder: Path,
) -> None:
    """Check every table and show one report each; exit 1 one is invalid, 2 one is unreadable.

    SchemaError where the package names a schema that cannot be had, TableError where it names no
    file beside it.
    """
    if form is Form.HTML:
        raise _one_page_per_table(file)
    tables = list(_tables(file, body, source))
    for notice in source.notices:
        err.print(say(notice), style="yellow", markup=False, soft_wrap=True)
    results = [_check(each, tables, source, folder) for each in tables]
    write(form, _together(form, tables, results), report)
    if any(isinstance(each, PartageError) for each in results):
        raise typer.Exit(UNREADABLE)
    if any(_valid(each) is False for each in results):
        raise typer.Exit(_INVALID)


def _check(
    table: Table, tables: list[Table], source: "SchemaSource", folder: Path
) -> "CheckedFile | PartageError":
    from orchestration.cli.checked_file import check_file
    from quality.conformity.siblings import Siblings

    def files() -> list["Sibling"]:
        return [_sibling(each) for each in tables if each is not table]

    own = folder / str(tables.index(table))
    own.mkdir()
    with Siblings(files, source.library, own) as beside:
        try:
            return check_file(table.file, table.schema, source.library, own, beside)
        except PartageError as error:
            return error


def _sibling(table: Table) -> "Sibling":
    from quality.conformity.siblings import Sibling

    return Sibling(lambda: table.file, table.file.name, names=(table.name,), schema=table.schema)


def _tables(file: Path, body: Mapping[str, Any], source: "SchemaSource") -> Iterator[Table]:
    for number, resource in enumerate(body["resources"], start=1):
        path = _beside(file, resource["path"])
        name = str(resource.get("name") or path.stem or number)
        yield Table(name, path, _schema(file, name, resource.get("schema"), source))


def _schema(file: Path, name: str, schema: object, source: "SchemaSource") -> SchemaRef | None:
    """The schema inside the package, beside it, or that the library or the web knows."""
    if schema is None:
        return None
    if isinstance(schema, Mapping):
        return source.library.hold(SchemaRef(f"{file.name}#{name}"), schema)
    if not isinstance(schema, str):
        raise SchemaError(
            msg("The table %(name)s has a schema that is neither an object nor a text.", name=name)
        )
    path = file.parent / schema
    if "://" not in schema and path.suffix == ".json" and path.is_file():
        return source.library.hold_file(_beside(file, schema))
    return source.named(schema)


def _beside(file: Path, path: object) -> Path:
    """The file of a path of the package; TableError unless it stays in the package's folder."""
    root = file.parent.resolve()
    if isinstance(path, str) and "://" not in path and not PurePosixPath(path).is_absolute():
        found = (root / path).resolve()
        if found.is_relative_to(root):
            return file.parent / path
    raise TableError(
        FailureCode.UNSUPPORTED,
        msg(
            "The package %(file)s names “%(path)s”, which is no single file in its folder. "
            "Download the files of the package beside it, and name each by its relative path.",
            file=file.name,
            path=str(path),
        ),
    )


def _valid(result: "CheckedFile | PartageError") -> bool | None:
    return False if isinstance(result, PartageError) else result.examination.report.valid


def _together(form: Form, tables: list[Table], results: list["CheckedFile | PartageError"]) -> str:
    parts = [_part(form, *each) for each in zip(tables, results, strict=True)]
    if form is not Form.JSON:
        return "\n".join(parts)
    lines = [
        {"name": table.name, "file": table.file.as_posix(), **orjson.loads(part)}
        for table, part in zip(tables, parts, strict=True)
    ]
    valid = all(_valid(each) is not False for each in results)
    return orjson.dumps({"valid": valid, "tables": lines}).decode()


def _part(form: Form, table: Table, result: "CheckedFile | PartageError") -> str:
    if isinstance(result, PartageError):
        found = refusal(form, table.file, result)
    else:
        found = rendered(form, table.file, result)
    if form is not Form.TEXT:
        return found
    title = msg("Table %(name)s", name=table.name).render(environment_locale())
    return f"== {title} ==\n{found}\n"


def _one_page_per_table(file: Path) -> TableError:
    return TableError(
        FailureCode.UNSUPPORTED,
        msg(
            "%(file)s describes several tables and a page shows one: choose --format text, json "
            "or github, or check each table by itself.",
            file=file.name,
        ),
    )
