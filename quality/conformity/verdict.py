"""A file that was read, against what its publisher says or what it looks like.

A table is judged by a Table Schema, GeoJSON by a JSON Schema, a table of a data package by the
schema of the member it is.
"""

from dataclasses import replace
from pathlib import Path

import polars as pl

from federation.errors import SchemaError
from federation.model import Examination, SchemaRef, TableFile
from quality.conformity.examine import examine
from quality.conformity.references import Tables
from quality.conformity.remarks import decimal_commas
from quality.reading.limits import ReadLimits
from quality.schemas.library import SchemaLibrary
from quality.schemas.recognition import member_of, recognise_document

_SAMPLE = 50


def judge_file(
    path: Path,
    parsed: TableFile,
    *,
    declared: SchemaRef | None,
    library: SchemaLibrary,
    out: Path,
    limits: ReadLimits | None = None,
    related: Tables | None = None,
) -> Examination:
    """The examination of the file at `path`, read beforehand as `parsed`, written to `out`.

    With `declared` None the schema is recognised, or none is used. One that the library does not
    hold is a warning of the report. `related` are the tables beside it, as `examine` takes them.
    SchemaError where a data package does not tell which of its
    tables this one is; TableError where GeoJSON cannot be read as such.
    """
    kind = _kind(declared, library)
    if declared is not None and kind == "jsonschema":
        return _document(path, parsed, declared, library, out, limits)
    if declared is None and parsed.source.kind == "geojson":
        found = recognise_document(parsed.columns, library=library)
        if found is not None:
            judged = _document(path, parsed, found[0], library, out, limits)
            report = replace(judged.report, declared=False, confidence=found[1])
            return replace(judged, report=report)
    if declared is not None and kind == "datapackage":
        declared = member_of(declared, parsed.columns, _sample(parsed), library=library)
    return _table(parsed, declared, library, out, related)


def _kind(declared: SchemaRef | None, library: SchemaLibrary) -> str:
    try:
        return library.kind(declared) if declared is not None else "tableschema"
    except SchemaError:
        return "tableschema"  # `examine` says that it is not held, and goes on


def _document(
    path: Path,
    parsed: TableFile,
    ref: SchemaRef,
    library: SchemaLibrary,
    out: Path,
    limits: ReadLimits | None,
) -> Examination:
    from quality.documents.examination import examine_document

    return examine_document(path, parsed, library.json_schema(ref), out=out, limits=limits)


def _table(
    parsed: TableFile,
    ref: SchemaRef | None,
    library: SchemaLibrary,
    out: Path,
    related: Tables | None,
) -> Examination:
    found = examine(parsed, declared=ref, library=library, out=out, related=related)
    used = found.report.schema
    remarks = decimal_commas(parsed, library.load(used) if used is not None else None)
    return replace(found, report=replace(found.report, warnings=(*found.report.warnings, *remarks)))


def _sample(parsed: TableFile) -> list[dict[str, str]]:
    return pl.scan_parquet(parsed.path).select(parsed.columns).head(_SAMPLE).collect().to_dicts()
