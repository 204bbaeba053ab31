"""A table is examined: against its schema when it has one, for its structure when not.

Header policy and custom checks follow Validata; cells and rows follow Frictionless 5.21 exactly,
by proof where a proof is cheap and by Frictionless itself where not. Everything is streamed.
"""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from federation.errors import SchemaError
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
from quality.cells.batches import Batch, Mask, batches, dictionaries, truths
from quality.checks import registry
from quality.conformity import notices
from quality.conformity.headers import HeaderVerdict, check_header, structure
from quality.conformity.judge import LIMIT, Judge
from quality.conformity.links import linked
from quality.conformity.profile import Profile
from quality.conformity.references import Tables
from quality.reading.writer import labels_of, parquet_writer
from quality.schemas import SchemaLibrary, TableSchema
from quality.schemas.recognition import recognise

_SAMPLE = 50
_DICTIONARY = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True, slots=True)
class _Choice:
    schema: TableSchema | None
    declared: bool = False
    confidence: float = 0.0
    warnings: tuple[Finding, ...] = ()


def examine(
    table: TableFile,
    *,
    declared: SchemaRef | None,
    library: SchemaLibrary,
    out: Path,
    related: Tables | None = None,
) -> Examination:
    """Judge a table as `read_table` wrote it; the table with its `CONFORMS` column goes to `out`.

    The schema is the declared one, else the one the header is recognised by, else none: then
    `valid` is None and every row conforms. An error of the header makes no row conform: a row
    without its required columns cannot enter the commons. A declared schema or version that is
    not held is a warning, never an exception. `related` are the other tables of the same package by
    name, where foreign keys are looked up; a key whose table is not there is a warning, and so
    are the rows that lead nowhere by a link that the schema does not impose.
    """
    choice = _choose(table, declared, library)
    labels = labels_of(table)
    header = _header(table, labels, choice.schema)
    checks, unknown = registry.build(choice.schema.checks) if choice.schema else ((), ())
    judge = None
    if choice.schema is not None and (fields := header.fields) is not None:
        present = frozenset(field.name for field in fields)
        checks, torn = registry.applicable(checks, present)
        header = replace(header, errors=(*header.errors, *torn))
        judge = Judge(table, choice.schema, fields, checks, related or {})
    examined = _Pass(table, header, judge, choice.schema is not None).run(out)
    links = linked(judge, choice.schema, library, related or {}) if judge else ()
    warnings = (
        *choice.warnings,
        *unknown,
        *header.warnings,
        *examined.remarks,
        *links,
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
        warning = notices.undeclared(error)
    if known is None or not any(
        each.id == known.id and each.kind == "tableschema" for each in library.list()
    ):
        return None, (warning,)
    return library.load(SchemaRef(known.id)), (warning,)


def _sample(table: TableFile) -> list[dict[str, str]]:
    for batch in batches(table):
        rows = np.arange(min(_SAMPLE, batch.rows))
        texts = [column.cells(rows).to_list() for column in batch.columns]
        return [dict(zip(table.columns, cells, strict=True)) for cells in zip(*texts, strict=True)]
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
        repeating = dictionaries(self._table)
        schema = self._schema(frozenset(repeating))
        with parquet_writer(out, schema, repeating, packed=True) as writer:
            for batch in batches(self._table):
                self._see_ragged(batch)
                self.profile.see(batch)
                good = truths(self._judged(batch))
                judged = batch.arrow.append_column(CONFORMS, pa.chunked_array([good]))
                writer.write_table(judged.cast(schema))
        return self

    def _schema(self, repeating: frozenset[str]) -> pa.Schema:
        texts = [
            pa.field(name, _DICTIONARY if name in repeating else pa.string(), nullable=False)
            for name in self._table.columns
        ]
        hidden = ((ROW_NUMBER, pa.int64()), (CONFORMS, pa.bool_()))
        return pa.schema([*texts, *(pa.field(*each, nullable=False) for each in hidden)])

    def _judged(self, batch: Batch) -> Mask:
        good = np.full(batch.rows, not self._doomed)
        if self._judge is not None:
            good &= self._judge.conforms(batch)
        self.conforming += int(good.sum())
        return good

    def _see_ragged(self, batch: Batch) -> None:
        if batch.widths is None:
            return
        ragged = np.flatnonzero(batch.widths != len(batch.columns))
        self._first_ragged = self._first_ragged or int(batch.numbers[ragged[0]])
        self._ragged += len(ragged)

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """A table without rows; rows of another width, where no schema makes them errors."""
        if not self.profile.rows:
            return (notices.NO_ROWS,)
        if self._judge is not None or not self._ragged:
            return ()
        return (notices.ragged(self._ragged, self._first_ragged, len(self._table.columns)),)


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
