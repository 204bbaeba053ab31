"""One file against one schema, whatever the schema describes: a table, a document, a package."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from federation.errors import FailureCode, TableError
from federation.i18n import msg
from federation.model import Examination, SchemaRef, TableFile

if TYPE_CHECKING:
    from quality.conformity.references import Tables
    from quality.schemas.library import SchemaLibrary
    from quality.schemas.table_schema import TableSchema


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file once read and examined; `schema` is None for documents and where none was found."""

    examination: Examination
    parsed: TableFile
    schema: "TableSchema | None" = None


def check_file(
    file: Path,
    wanted: SchemaRef | None,
    library: "SchemaLibrary",
    folder: Path,
    beside: "Tables | None" = None,
) -> CheckedFile:
    """Read and examine a file; working tables go to `folder`, `beside` are the tables around it.

    `wanted` is a reference the library answers to, None for a schema to be recognised.
    TableError and SchemaError, GONE where there is no such file.
    """
    from quality.conformity.verdict import judge_file
    from quality.reading.reader import read_table

    if not file.is_file():
        raise TableError(
            FailureCode.GONE,
            msg("%(file)s does not exist or is no file; check its name.", file=str(file)),
        )
    parsed = read_table(
        file,
        file_name=file.name,
        media_type=None,
        declared_format=None,
        out=folder / "parsed.parquet",
    )
    found = judge_file(
        file,
        parsed,
        declared=wanted,
        library=library,
        out=folder / "examined.parquet",
        related=beside,
    )
    used = found.report.schema
    tabular = used is not None and library.kind(used) == "tableschema"
    return CheckedFile(found, parsed, library.load(used) if used and tabular else None)
