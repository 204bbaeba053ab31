"""Foreign keys: values that must stand in another column, or in another table.

As Frictionless has them: compared parsed (1.0 = 1, True = 1), a reference that is wholly empty is
none, NaN equals nothing. What is looked up is kept as two hashes per row of the table referred to,
16 bytes (160 MB for ten million rows).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import polars as pl

from federation.i18n import msg
from federation.model import ROW_NUMBER, Finding, TableFile
from quality.cells.batches import Batch, Rows, key_batches
from quality.cells.reader import ColumnReader
from quality.conformity.keys import NAN, canonical, numbered
from quality.schemas.table_schema import TableSchema

if TYPE_CHECKING:
    from frictionless import Row

FOREIGN_KEY = "foreign-key"
_NUMBERS = ("number", "integer", "year", "boolean")
_TEXTS = ("string", "any")
_HASHES = pl.struct(pl.col("key").hash(0).alias("a"), pl.col("key").hash(1).alias("b"))


@dataclass(frozen=True, slots=True)
class Related:
    """Another table of the same package, under its schema."""

    table: TableFile
    schema: TableSchema


class Tables(Protocol):
    """Other tables of the same package, by the name schemas call them."""

    def get(self, name: str, /) -> Related | None:
        """The table of a name, None where it is not at hand."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table and the readers of its columns."""

    table: TableFile
    readers: tuple[ColumnReader, ...]

    def reader(self, name: str) -> ColumnReader | None:
        """The reader of a field; None where the table has no such column."""
        return next((each for each in self.readers if each.field.name == name), None)


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key that can be checked: columns of the table, and where their values stand.

    `resource` and `names` are the words of the schema; a column that the table referred to does
    not have is None.
    """

    readers: tuple[ColumnReader, ...]
    resource: str
    names: tuple[str, ...]
    source: Source
    columns: tuple[ColumnReader | None, ...]


class ReferenceErrors:
    """The rows of a table whose values are not where a foreign key says."""

    type = FOREIGN_KEY

    def __init__(self, link: Link, numbers: Rows) -> None:
        self.readers = link.readers
        self._link = link
        self._numbers = numbers

    @property
    def numbers(self) -> Rows:
        """All rows in error, in their order."""
        return self._numbers

    def rows_in(self, batch: Batch) -> Rows:
        """The rows of a batch in error."""
        return numbered(self._numbers, batch)

    def add_to(self, row: "Row") -> None:
        """Read the cells of a row, and add the error it has, if any, as Frictionless does."""
        from frictionless import errors

        names = [reader.field.name for reader in self.readers]
        cells = [row[name] for name in names]
        at = int(np.searchsorted(self._numbers, row.row_number))
        if at == len(self._numbers) or self._numbers[at] != row.row_number:
            return
        link = self._link
        note = (
            f'for "{", ".join(names)}": values "{", ".join(map(str, cells))}" not found in the '
            f'lookup table "{link.resource}" as "{", ".join(link.names)}"'
        )
        row.errors.append(
            errors.ForeignKeyError.from_row(
                row,
                note=note,
                field_names=names,
                field_values=cells,
                reference_name=link.resource,
                reference_field_names=list(link.names),
            )
        )


def references(schema: TableSchema, own: Source, related: Tables) -> tuple[list[Link], list[str]]:
    """The foreign keys that can be checked, and the names of the tables that are not at hand."""
    keys = schema.frictionless().foreign_keys if schema.foreign_keys else ()
    return resolved(keys, own, related)


def resolved(
    keys: Iterable[Mapping[str, Any]], own: Source, related: Tables
) -> tuple[list[Link], list[str]]:
    """As `references`, for keys as a schema spells them: lists of fields, and a resource."""
    links: list[Link] = []
    absent: list[str] = []
    for facts in keys:
        resource, names = facts["reference"]["resource"], tuple(facts["reference"]["fields"])
        readers = [own.reader(name) for name in facts["fields"]]
        source = _source(resource, own, related)
        if source is None:
            absent.append(resource)
        elif all(readers):
            there = tuple(reader for reader in readers if reader is not None)
            columns = tuple(source.reader(name) for name in names)
            links.append(Link(there, resource, names, source, columns))
    return links, absent


def _source(resource: str, own: Source, related: Tables) -> Source | None:
    if not resource:
        return own
    found = related.get(resource)
    if found is None:
        return None
    fields: Sequence[Any] = _fields(found)
    return Source(
        found.table, tuple(ColumnReader(number, field) for number, field in enumerate(fields))
    )


def _fields(found: Related) -> Sequence[Any]:
    from frictionless.table.header import Header

    fields = found.schema.frictionless().fields
    header = Header(
        list(found.table.columns), fields=fields, row_numbers=[1], fields_match="partial"
    )
    return header.get_expected_fields()


def reference_errors(own: Source, link: Link) -> ReferenceErrors:
    """The rows of a table that refer to nothing."""
    known = [
        # NaN equals nothing, itself included.
        frame.filter(~pl.col("key").str.contains(NAN, literal=True)).select(_HASHES.alias("key"))
        for frame in _keyed(link.source, link.columns)
    ]
    wrong = [np.empty(0, np.int64)]
    there = pl.concat(known).unique() if known else None
    for frame in _keyed(own, link.readers):
        lost = frame.with_columns(_HASHES.alias("key"))
        if there is not None:
            lost = lost.join(there, on="key", how="anti", maintain_order="left")
        wrong.append(lost[ROW_NUMBER].to_numpy())
    return ReferenceErrors(link, np.concatenate(wrong))


def _keyed(source: Source, readers: Sequence[ColumnReader | None]) -> Iterator[pl.DataFrame]:
    """Row numbers and one text per row that refers to something, in batches."""
    there = {reader.position: reader for reader in readers if reader is not None}
    for frame in key_batches(source.table, list(there)):
        cells = [_tagged(frame, reader) for reader in readers]
        texts = pl.DataFrame({str(number): each for number, each in enumerate(cells)})
        key = texts.select(pl.concat_str(pl.all().fill_null("-"), separator="\0").alias("key"))
        filled = texts.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
        yield pl.DataFrame([frame[ROW_NUMBER], key["key"]]).filter(filled)


def _tagged(frame: pl.DataFrame, reader: ColumnReader | None) -> pl.Series:
    """Texts equal where the values are, whatever the types of two columns; null where empty."""
    if reader is None:
        return pl.repeat(None, len(frame), dtype=pl.String, eager=True)
    kind = reader.field.type
    tag = "n" if kind in _NUMBERS else "s" if kind in _TEXTS else kind
    text = canonical(frame[reader.name], reader)
    return pl.select(pl.format("{}:{}:{}", pl.lit(tag), text.str.len_bytes(), text)).to_series()


def reworded(finding: Finding) -> Finding:
    """The finding with words of its own; its note quotes cells, hence is never published."""
    return replace(
        finding,
        title=msg("Reference to nothing"),
        message=msg(
            "The row refers to another row that does not exist: the value stands nowhere in the "
            "column it must be taken from. Correct it, or add the missing row."
        ),
    )
