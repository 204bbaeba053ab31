"""Rows of a result as files: CSV, TSV, JSON, JSON Lines, GeoJSON, Parquet, XLSX. Runs in a worker.

Each writer takes Arrow batches and gives chunks of bytes; memory does not grow with rows, except
for what a format must hold (XLSX goes through a private temporary file).
"""

import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import orjson
import pyarrow as pa
from pyarrow import compute, csv, parquet

_CHUNK = 1 << 18


def write_csv(
    batches: Iterable[pa.RecordBatch], schema: pa.Schema, delimiter: str = ","
) -> Iterator[bytes]:
    """CSV as RFC 4180 writes it (CRLF, quotes where needed), with a header line."""
    yield _csv(pa.Table.from_batches([], schema), delimiter, header=True)
    for batch in batches:
        yield _csv(batch, delimiter, header=False)


def _csv(part: Any, delimiter: str, *, header: bool) -> bytes:  # noqa: ANN401 - pyarrow has no types
    sink = io.BytesIO()
    options = csv.WriteOptions(
        include_header=header, eol="\r\n", quoting_style="needed", delimiter=delimiter
    )
    csv.write_csv(part, sink, options)
    return sink.getvalue()


def write_lines(batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """One JSON object a line, from a single column of JSON texts."""
    for batch in batches:
        if batch.num_rows:
            yield b"\n".join(_texts(batch.column(0))) + b"\n"


def write_array(batches: Iterable[pa.RecordBatch], head: bytes, tail: bytes) -> Iterator[bytes]:
    """A JSON array between `head` and `tail`, from a single column of JSON texts."""
    yield head
    first = True
    for batch in batches:
        if batch.num_rows:
            yield (b"" if first else b",\n") + b",\n".join(_texts(batch.column(0)))
            first = False
    yield tail


def _texts(column: Any) -> list[bytes]:  # noqa: ANN401 - pyarrow has no types
    found: list[bytes] = compute.cast(column, pa.binary()).to_pylist()
    return found


def write_parquet(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[bytes]:
    """Parquet, row group by row group."""
    sink = _Chunks()
    with parquet.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as out:
        for batch in batches:
            out.write_batch(batch)
            yield from sink.taken()
    yield from sink.taken()


class _Chunks(io.RawIOBase):
    """A file that is only written to; what was written is taken away piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._position = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - any buffer
        part = bytes(data)
        self._parts.append(part)
        self._position += len(part)
        return len(part)

    def taken(self) -> Iterator[bytes]:
        parts, self._parts = self._parts, []
        yield from parts


def write_xlsx(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[bytes]:
    """A workbook of one sheet. Texts stay texts: no cell is a formula or a link."""
    import xlsxwriter

    with tempfile.TemporaryFile() as file:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
            "default_date_format": "yyyy-mm-dd",
        }
        with xlsxwriter.Workbook(file, options) as book:
            sheet = book.add_worksheet()
            for place, name in enumerate(schema.names):
                sheet.write_string(0, place, name)
            for number, row in enumerate(_rows(batches), 1):
                for place, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, place, value)
        file.seek(0)
        while part := file.read(_CHUNK):
            yield part


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


Writer = Callable[[Iterable[pa.RecordBatch], pa.Schema], Iterator[bytes]]

WRITERS: Mapping[str, Writer] = {
    "csv": write_csv,
    # The same with tabulators; a cell that holds one stands between quotes.
    "tsv": partial(write_csv, delimiter="\t"),
    "json": lambda batches, _: write_array(batches, b"[", b"]\n"),
    "jsonl": lambda batches, _: write_lines(batches),
    "geojson": lambda batches, _: write_array(
        batches, b'{"type":"FeatureCollection","features":[\n', b"\n]}\n"
    ),
    "rows": lambda batches, _: write_array(batches, b"[", b"]"),
    "items": lambda batches, _: write_array(batches, b"[", b"]"),
    "parquet": write_parquet,
    "xlsx": write_xlsx,
}


def as_json(columns: tuple[str, ...], types: tuple[str, ...], sql: str) -> str:
    """A query of one column: each row of `sql` as a JSON object.

    Numbers that JSON cannot hold (NaN, infinities) become null.
    """
    fields = ", ".join(
        f"{_quoted(name)} := {_finite(name, kind)}"
        for name, kind in zip(columns, types, strict=True)
    )
    return f"SELECT CAST(to_json(struct_pack({fields})) AS VARCHAR) FROM ({sql})"  # noqa: S608


def as_features(
    columns: tuple[str, ...],
    types: tuple[str, ...],
    sql: str,
    place: tuple[str, str],
    identity: str | None = None,
) -> str:
    """A query of one column: each row of `sql` as a GeoJSON feature (RFC 7946).

    `place` are the columns of longitude and latitude (degrees, WGS 84); a row without them has a
    null geometry. `identity` is the column that tells features apart.
    """
    lon, lat = (f"TRY_CAST({_quoted(name)} AS DOUBLE)" for name in place)
    good = f"{lon} BETWEEN -180 AND 180 AND {lat} BETWEEN -90 AND 90"
    point = f"struct_pack(\"type\" := 'Point', coordinates := [{lon}, {lat}])"
    fields = ", ".join(
        f"{_quoted(name)} := {_finite(name, kind)}"
        for name, kind in zip(columns, types, strict=True)
    )
    named = f"id := {_quoted(identity)}, " if identity else ""
    feature = (
        f"struct_pack(\"type\" := 'Feature', {named}"
        f"geometry := CASE WHEN {good} THEN {point} END, properties := struct_pack({fields}))"
    )
    return f"SELECT CAST(to_json({feature}) AS VARCHAR) FROM ({sql})"  # noqa: S608


def _finite(name: str, kind: str) -> str:
    column = _quoted(name)
    return f"CASE WHEN isfinite({column}) THEN {column} END" if kind == "number" else column


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def dumps(value: object) -> bytes:
    """JSON bytes of a frame."""
    return orjson.dumps(value, default=str)
