"""The fingerprint of a table: the same for the same cells, however the file is written.

Encoding, separator, quotes, line ends, file format, order of rows and of columns make no
difference, nor do spaces around cells and Unicode forms: a copy saved anew is still the same table.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from federation import codec
from federation.model import TableFile

_PARQUET = b"PAR1"
_BATCH = 20_000  # rows
_SEPARATOR = "\x1f"
_SIZE = 16  # bytes of the digest of a row
_MODULUS = 1 << (8 * _SIZE)


def fingerprint(table: TableFile) -> str:
    """SHA-256, hexadecimal, of names of columns, number of rows and the sum of their digests.

    Reads the table in parts. A sum does not depend on the order, and counts rows that are twice.
    """
    columns = sorted(table.columns, key=_name)
    total, rows = 0, 0
    for part in _parts(table.path, columns):
        lines = _lines(part, columns)
        rows += len(lines)
        total += sum(map(_digest, lines))
    names = [_name(column) for column in columns]
    return codec.digest(codec.dumps([names, rows, f"{total % _MODULUS:x}"]))


def _parts(path: Path, columns: list[str]) -> Iterator[pl.DataFrame]:
    """The table in parts that fit in memory, all cells text: Parquet, or a stream of Arrow."""
    with path.open("rb") as file:
        parquet = file.read(len(_PARQUET)) == _PARQUET
    batches = _row_groups(path, columns) if parquet else _stream(path)
    for batch in batches:
        frame = pl.DataFrame(pl.from_arrow(batch))
        yield frame.select(pl.col(columns).cast(pl.String))


def _row_groups(path: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as source:
        yield from source.iter_batches(_BATCH, columns=columns)


def _stream(path: Path) -> Iterator[pa.RecordBatch]:
    with pa.OSFile(str(path)) as file, pa.ipc.open_stream(file) as stream:
        yield from stream


def _name(column: str) -> str:
    return " ".join(column.casefold().split())


def _lines(frame: pl.DataFrame, columns: list[str]) -> list[str]:
    cells = [pl.col(name).fill_null("").str.strip_chars().str.normalize("NFC") for name in columns]
    if not cells:
        return [""] * frame.height
    joined = frame.select(pl.concat_str(cells, separator=_SEPARATOR).alias("line"))
    return joined["line"].to_list()


def _digest(line: str) -> int:
    return int.from_bytes(hashlib.blake2b(line.encode(), digest_size=_SIZE).digest())
