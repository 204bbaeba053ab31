"""The examination of a JSON document that a JSON Schema describes: as `examine`, by feature."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from federation.model import CONFORMS, ROW_NUMBER, Examination, QualityReport, TableFile
from quality import ENGINE
from quality.documents.check import DocumentVerdict, check_document
from quality.reading.limits import ReadLimits
from quality.schemas.json_schema import JsonSchema

#: JSON Schema type → how its text is read where every cell allows it.
_CASTS: Mapping[str, pl.Expr] = {
    "integer": pl.col("cell").cast(pl.Int64, strict=False),
    "number": pl.col("cell").cast(pl.Float64, strict=False),
    "date": pl.col("cell").str.to_date("%Y-%m-%d", strict=False),
}


def examine_document(
    path: Path,
    table: TableFile,
    schema: JsonSchema,
    *,
    out: Path,
    limits: ReadLimits | None = None,
) -> Examination:
    """Judge the file at `path`, read beforehand as `table`; the examined table goes to `out`.

    There `__row` is the number of the feature or record, first = 1, as in the findings.
    TableError and SchemaError as `check_document`.
    """
    verdict = check_document(path, schema, out.parent, limits)
    seen = _Seen(table, schema)
    seen.write(verdict, out)
    report = QualityReport(
        rows=seen.rows,
        columns=table.columns,
        source=table.source,
        schema=schema.ref,
        schema_title=schema.titles,
        declared=True,
        confidence=1.0,
        valid=not verdict.counts,
        errors=tuple(verdict.errors),
        error_counts=dict(verdict.counts),
        error_total=verdict.counts.total(),
        conforming_rows=seen.conforming,
        completeness={name: seen.filled[name] / max(seen.rows, 1) for name in table.columns},
        column_types=seen.types,
        engine=ENGINE,
    )
    return Examination(table=replace(table, path=out, rows=seen.rows), report=report)


class _Seen:
    """One pass over the table: numbered anew, marked, and looked at."""

    def __init__(self, table: TableFile, schema: JsonSchema) -> None:
        self._table = table
        self.rows = self.conforming = 0
        self.filled: Counter[str] = Counter()
        self.types = {name: _type(schema, name) for name in table.columns}

    def write(self, verdict: DocumentVerdict, out: Path) -> None:
        shape: dict[str, type[pl.DataType]] = dict.fromkeys(self._table.columns, pl.String)
        empty = pl.DataFrame(schema={**shape, ROW_NUMBER: pl.Int64, CONFORMS: pl.Boolean})
        schema = empty.to_arrow().schema
        bad = pl.Series(sorted(verdict.bad), dtype=pl.Int64)
        with pq.ParquetFile(self._table.path) as source, pq.ParquetWriter(out, schema) as writer:
            for group in range(source.num_row_groups):
                names = [*self._table.columns, ROW_NUMBER]
                frame = pl.DataFrame(source.read_row_group(group, columns=names).select(names))
                self._see(frame)
                judged = _judged(frame, bad, broken=verdict.broken)
                self.conforming += int(judged[CONFORMS].sum())
                writer.write_table(judged.to_arrow().cast(schema))

    def _see(self, frame: pl.DataFrame) -> None:
        self.rows += len(frame)
        for name in self._table.columns:
            filled = frame[name].filter(frame[name].str.strip_chars() != "")
            self.filled[name] += len(filled)
            wanted = _CASTS.get(self.types[name])
            if wanted is not None and _nulls(filled, wanted):
                self.types[name] = "string"


def _nulls(cells: pl.Series, wanted: pl.Expr) -> bool:
    return bool(cells.alias("cell").to_frame().select(wanted).to_series().null_count())


def _type(schema: JsonSchema, name: str) -> str:
    field = schema.field(name)
    return field.type if field is not None and field.type in _CASTS else "string"


def _judged(frame: pl.DataFrame, bad: pl.Series, *, broken: bool) -> pl.DataFrame:
    # A table read from JSON numbers its first record 2, as if a header stood above it.
    number = pl.col(ROW_NUMBER) - 1
    return frame.with_columns(
        number.alias(ROW_NUMBER),
        (~number.is_in(bad.implode()) & (not broken)).alias(CONFORMS),
    )
