"""Helpers of the quality tests: real files, small tables, a full Frictionless run to compare."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from federation.model import Examination, SchemaRef, TableFile
from quality.conformity.examine import examine
from quality.reading.csv_dialect import detect
from quality.reading.encoding import as_utf8
from quality.reading.reader import ReadLimits, read_table
from quality.schemas import SchemaLibrary, TableSchema, shipped

SHARED = Path(__file__).parents[2].parent / "shared"


@pytest.fixture(scope="session")
def real_tables() -> Path:
    folder = SHARED / "real" / "tables"
    if not folder.is_dir():
        pytest.skip(
            f"needs ../shared beside the repository (put the reference material there): {folder}"
        )
    return folder


@pytest.fixture
def read(tmp_path):
    """Read bytes or a file as `read_table` does."""

    def _read(source, name: str = "table.csv", limits: ReadLimits | None = None) -> TableFile:
        path = source
        if isinstance(source, bytes):
            path = tmp_path / name
            path.write_bytes(source)
        return read_table(
            path,
            file_name=name if isinstance(source, bytes) else source.name,
            media_type=None,
            declared_format=None,
            out=tmp_path / "read.parquet",
            limits=limits,
        )

    return _read


class OneSchema(SchemaLibrary):
    """A library that also holds one schema of the test's own, under the id `test/own`."""

    def __init__(self, schema: TableSchema) -> None:
        super().__init__()
        self._own = replace(schema, ref=SchemaRef("test/own", "1"))

    def find(self, name):
        return SchemaRef("test/own") if name == "test/own" else super().find(name)

    def load(self, ref):
        return self._own if ref.id == "test/own" else super().load(ref)


@pytest.fixture
def judge(tmp_path, read):
    """Examine bytes, a file or a table against a schema (by name or value; None: recognised)."""

    def _judge(source, schema: TableSchema | str | None = None, name="table.csv") -> Examination:
        table = source if isinstance(source, TableFile) else read(source, name)
        library, declared = shipped(), None
        if isinstance(schema, str):
            declared = shipped().find(schema) or SchemaRef(schema)
        elif schema is not None:
            library, declared = OneSchema(schema), SchemaRef("test/own")
        return examine(table, declared=declared, library=library, out=tmp_path / "examined.parquet")

    return _judge


@pytest.fixture
def make_schema(tmp_path):
    """A schema from a descriptor, read from a file as a city's own would be."""

    def _make(*fields, **rest) -> TableSchema:
        path = tmp_path / "own.json"
        path.write_text(json.dumps({"fields": list(fields), **rest}), "utf-8")
        return shipped().get(str(path))

    return _make


def frictionless_errors(path: Path, table: TableFile, schema: TableSchema, *, spaced=False):
    """Row and cell errors of a full run of Frictionless with our encoding and dialect."""
    from frictionless import Dialect, formats
    from frictionless.resources import TableResource

    source = table.source
    control = formats.CsvControl(
        delimiter=source.delimiter, quote_char='"', skip_initial_space=spaced, double_quote=True
    )
    dialect = Dialect(header_rows=[source.header_line], controls=[control])
    resource = TableResource(
        path=path.name,
        basepath=str(path.parent),
        encoding=source.encoding,
        format="csv",
        dialect=dialect,
        schema=schema.frictionless(),
    )
    report = resource.validate(limit_errors=10**9)
    return [
        (each.type, each.row_number, getattr(each, "field_number", None), each.note, cell(each))
        for task in report.tasks
        for each in task.errors
        if "#row" in each.tags
    ]


def cell(error):
    return getattr(error, "cell", None)


def our_errors(examination: Examination):
    return [
        (each.type, each.row, each.field_number, each.note or "", each.cell)
        for each in examination.report.errors
        if each.row is not None
    ]


@pytest.fixture
def same_errors(tmp_path):
    """Assert that an examination found what Frictionless finds; gives Frictionless's errors."""

    def _same(path, table, examination, schema):
        with as_utf8(path, ReadLimits(), tmp_path) as text:
            spaced = detect(text.path, text.start).skip_space
        theirs = frictionless_errors(path, table, schema, spaced=spaced)
        assert our_errors(examination) == theirs[:1000]
        counts = Counter(examination.report.error_counts)
        for each in examination.report.errors:
            if each.row is None:
                counts.pop(each.type, None)
        assert counts == Counter(each[0] for each in theirs)
        return theirs

    return _same
