"""A table is examined: against its schema when it has one, for its structure when not.

Header policy and custom checks follow Validata; cells and rows follow Frictionless 5.21 exactly,
by proof where a proof is cheap and by Frictionless itself where not. Everything is streamed.
"""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from federation.errors import SchemaError
from federation.i18n import msg
from federation.model import (
    CONFORMS,
    ROW_NUMBER,
    Examination,
    Finding,
    QualityReport,
    SchemaRef,
    TableFile,
)
from quality import ENGINE
from quality.batches import batches
from quality.checks import registry
from quality.findings import HEADER_TAGS, ROW_TAGS
from quality.headers import HeaderVerdict, check_header, structure
from quality.judge import LIMIT, Judge
from quality.profile import Profile
from quality.recognition import recognise
from quality.schemas import SchemaLibrary, TableSchema
from quality.writer import WIDTH, labels_of

_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class _Choice:
    schema: TableSchema | None
    declared: bool = False
    confidence: float = 0.0
    warnings: tuple[Finding, ...] = ()


def examine(
    table: TableFile, *, declared: SchemaRef | None, library: SchemaLibrary, out: Path
) -> Examination:
    """Judge a table as `read_table` wrote it; the table with its `CONFORMS` column goes to `out`.

    The schema is the declared one, else the one the header is recognised by, else none: then
    `valid` is None and every row conforms. An error of the header makes no row conform: a row
    without its required columns cannot enter the commons. A declared schema or version that is
    not held is a warning, never an exception.
    """
    choice = _choose(table, declared, library)
    labels = labels_of(table)
    header = _header(table, labels, choice.schema)
    checks, notices = registry.build(choice.schema.checks) if choice.schema else ((), ())
    judge = None
    if choice.schema is not None and (fields := header.fields) is not None:
        present = frozenset(field.name for field in fields)
        checks, torn = registry.applicable(checks, present)
        header = replace(header, errors=(*header.errors, *torn))
        judge = Judge(table, choice.schema, fields, checks)
    examined = _Pass(table, header, judge, choice.schema is not None).run(out)
    warnings = (
        *choice.warnings,
        *notices,
        *header.warnings,
        *examined.remarks,
        *_limits(choice),
    )
    report = _report(table, choice, header, judge, examined, warnings)
    return Examination(table=replace(table, path=out, rows=examined.profile.rows), report=report)


def _choose(table: TableFile, declared: SchemaRef | None, library: SchemaLibrary) -> _Choice:
    warnings: tuple[Finding, ...] = ()
    if declared is not None:
        schema, warnings = _declared(declared, library)
        if schema is not None:
            return _Choice(schema, declared=True, confidence=1.0, warnings=warnings)
    found = recognise(table.columns, _sample(table), library=library)
    if found is None:
        return _Choice(None, warnings=warnings)
    return _Choice(library.load(found[0]), confidence=found[1], warnings=warnings)


def _declared(
    ref: SchemaRef, library: SchemaLibrary
) -> tuple[TableSchema | None, tuple[Finding, ...]]:
    """The schema a publisher names; the latest version where theirs is not held."""
    known = library.find(ref.id)
    version = ref.version or (known.version if known else None)
    try:
        if known is None:
            return library.get(ref.id), ()
        return library.load(SchemaRef(known.id, version)), ()
    except SchemaError as error:
        warning = _notice("declared-schema", error)
    if known is None or not any(
        each.id == known.id and each.kind == "tableschema" for each in library.list()
    ):
        return None, (warning,)
    return library.load(SchemaRef(known.id)), (warning,)


def _notice(kind: str, error: SchemaError) -> Finding:
    return Finding(
        type=kind,
        title=msg("Declared schema not used as such"),
        message=error.message,
        tags=HEADER_TAGS,
    )


def _sample(table: TableFile) -> list[dict[str, str]]:
    for frame in batches(table):
        head = frame.head(_SAMPLE).select(map(str, range(len(table.columns))))
        head.columns = list(table.columns)
        return head.to_dicts()
    return []


def _header(table: TableFile, labels: tuple[str, ...], schema: TableSchema | None) -> HeaderVerdict:
    if schema is None:
        return HeaderVerdict(warnings=structure(labels, table.source))
    return check_header(labels, table.columns, schema, table.source)


class _Pass:
    """The one pass over the table: judge, profile, write."""

    def __init__(
        self, table: TableFile, header: HeaderVerdict, judge: Judge | None, checked: bool
    ) -> None:
        self._table = table
        self._judge = judge
        self._doomed = checked and bool(header.errors)
        self.profile = Profile(table.columns, judge.readers if judge else None)
        self.conforming = 0
        self._ragged = 0
        self._first_ragged: int | None = None

    def run(self, out: Path) -> "_Pass":
        schema = pl.DataFrame(schema=self._schema()).to_arrow().schema
        with pq.ParquetWriter(out, schema, compression="lz4") as writer:
            for frame in batches(self._table):
                self._see_ragged(frame)
                self.profile.see(frame)
                writer.write_table(self._judged(frame).to_arrow().cast(schema))
        return self

    def _schema(self) -> dict[str, type[pl.DataType]]:
        columns: dict[str, type[pl.DataType]] = dict.fromkeys(self._table.columns, pl.String)
        return {**columns, ROW_NUMBER: pl.Int64, CONFORMS: pl.Boolean}

    def _judged(self, frame: pl.DataFrame) -> pl.DataFrame:
        good = pl.repeat(value=True, n=len(frame), dtype=pl.Boolean, eager=True)
        if self._judge is not None:
            good = self._judge.conforms(frame)
        if self._doomed:
            good = pl.repeat(value=False, n=len(frame), dtype=pl.Boolean, eager=True)
        self.conforming += int(good.sum())
        names = dict(
            zip(map(str, range(len(self._table.columns))), self._table.columns, strict=True)
        )
        kept = frame.select(*names, ROW_NUMBER).rename(names)
        return kept.with_columns(good.alias(CONFORMS))

    def _see_ragged(self, frame: pl.DataFrame) -> None:
        ragged = frame[WIDTH].is_not_null()
        if ragged.any():
            first = frame[ROW_NUMBER].filter(ragged)[0]
            self._first_ragged = self._first_ragged or first
            self._ragged += int(ragged.sum())

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """A table without rows; rows of another width, where no schema makes them errors."""
        if not self.profile.rows:
            return (_NO_ROWS,)
        if self._judge is not None or not self._ragged:
            return ()
        return (_ragged(self._ragged, self._first_ragged, len(self._table.columns)),)


_NO_ROWS = Finding(
    type="no-rows",
    title=msg("No rows"),
    message=msg("The table has column names and no row below them: is the file complete?"),
    tags=("#table",),
)


def _ragged(count: int, first: int | None, width: int) -> Finding:
    return Finding(
        type="ragged-rows",
        title=msg("Rows of another width"),
        message=msg(
            "%(count)s rows do not have %(width)s cells like the header; the first one is row "
            "%(first)s. Often a separator or a line break stands inside a text that is not between "
            "double quotes: open the file in a spreadsheet, correct it and export again.",
            count=count,
            width=width,
            first=first,
        ),
        row=first,
        tags=ROW_TAGS,
    )


def _limits(choice: _Choice) -> tuple[Finding, ...]:
    """What the schema asks for and partage does not check."""
    if choice.schema is None or not choice.schema.foreign_keys:
        return ()
    return (
        Finding(
            type="check-error",
            title=msg("Links to other tables not checked"),
            message=msg(
                "The schema links this table to others (foreign keys): the links are not checked, "
                "because a table is examined alone."
            ),
            tags=HEADER_TAGS,
        ),
    )


def _report(
    table: TableFile,
    choice: _Choice,
    header: HeaderVerdict,
    judge: Judge | None,
    examined: _Pass,
    warnings: tuple[Finding, ...],
) -> QualityReport:
    counts = Counter(error.type for error in header.errors)
    counts.update(judge.counts if judge else {})
    errors = (*header.errors, *(judge.errors if judge else ()))
    schema = choice.schema
    return QualityReport(
        rows=examined.profile.rows,
        columns=table.columns,
        source=table.source,
        schema=schema.ref if schema else None,
        schema_title=schema.titles if schema else {},
        declared=choice.declared,
        confidence=choice.confidence,
        valid=None if schema is None else not counts,
        errors=errors[:LIMIT],
        warnings=warnings,
        error_counts=dict(counts),
        error_total=counts.total(),
        conforming_rows=examined.conforming,
        completeness=examined.profile.completeness(),
        column_types=examined.profile.types(),
        engine=ENGINE,
    )
