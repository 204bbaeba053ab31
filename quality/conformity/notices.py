"""Warnings about a table as a whole, whatever its schema says of its columns."""

from collections.abc import Sequence

from federation.errors import SchemaError
from federation.i18n import counted, msg
from federation.model import Finding
from quality.words.findings import HEADER_TAGS, ROW_TAGS

NO_ROWS = Finding(
    type="no-rows",
    title=msg("No rows"),
    message=msg("The table has column names and no row below them: is the file complete?"),
    tags=("#table",),
)


def ragged(count: int, first: int | None, width: int) -> Finding:
    """Rows whose cells are not as many as the column names."""
    return Finding(
        type="ragged-rows",
        title=msg("Rows of another width"),
        message=counted(
            "%(n)s row does not have %(width)s cells like the header: row %(first)s. Often a "
            "separator or a line break stands inside a text that is not between double quotes: "
            "open the file in a spreadsheet, correct it and export again.",
            "%(n)s rows do not have %(width)s cells like the header; the first one is row "
            "%(first)s. Often a separator or a line break stands inside a text that is not between "
            "double quotes: open the file in a spreadsheet, correct it and export again.",
            count,
            width=width,
            first=first,
        ),
        row=first,
        tags=ROW_TAGS,
    )


def undeclared(error: SchemaError) -> Finding:
    """The schema that the publisher declares cannot be used."""
    return Finding(
        type="declared-schema",
        title=msg("Declared schema not used as such"),
        message=error.message,
        tags=HEADER_TAGS,
    )


def astray(count: int, first: int, columns: Sequence[str], resource: str) -> Finding:
    """Rows that lead nowhere by a link that the schema says in words and does not impose."""
    return Finding(
        type="reference-warning",
        title=msg("Rows without their counterpart"),
        message=counted(
            "%(n)s row, row %(first)s, has a %(columns)s that stands nowhere in the table "
            "%(resource)s of the same dataset. Complete that table, or correct the identifier; "
            "the schema does not impose it, and the row stays valid.",
            "%(n)s rows, the first one row %(first)s, have a %(columns)s that stands nowhere "
            "in the table %(resource)s of the same dataset. Complete that table, or correct the "
            "identifiers; the schema does not impose it, and the rows stay valid.",
            count,
            first=first,
            columns=", ".join(columns),
            resource=resource,
        ),
        row=first,
        field=columns[0] if len(columns) == 1 else None,
        tags=ROW_TAGS,
    )


def unlinked(tables: Sequence[str]) -> Finding:
    """Foreign keys of the schema that lead to tables that are not at hand."""
    return Finding(
        type="check-error",
        title=msg("Links to other tables not checked"),
        message=msg(
            "The schema links this table to others (foreign keys). The links to %(tables)s are "
            "not checked, because these tables were not given with this one.",
            tables=", ".join(sorted(set(tables))),
        ),
        tags=HEADER_TAGS,
    )
