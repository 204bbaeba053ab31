"""What worker processes and this node's server say to each other: frames on pipes.

A frame is one byte of kind, four bytes of length (big endian), and that many bytes. A job is a
frame too. A worker begins with READY, and answers a job with HEAD (JSON), any number of DATA, then
END, or ERROR (JSON with a code) in place of any of them.
"""

import struct
from dataclasses import dataclass, field
from typing import Any, BinaryIO

READY, HEAD, DATA, END, ERROR, JOB = b"R", b"H", b"D", b"E", b"X", b"J"
HEADER = struct.Struct(">cI")

#: Why a job failed.
TIME, MEMORY, ROWS, UNREADABLE, INTERNAL = "time", "memory", "rows", "unreadable", "internal"


@dataclass(frozen=True, slots=True)
class Job:
    """One question for a worker.

    `paths` are the only files it may read. `format` is a name of `catalog_api.query.formats`;
    `columns` and `types` are those of the result, in order. `seconds` bound its time, `rows` the
    rows of its result; `extra` is what a format needs besides. The whole is counted by `count`, a
    statement of its own, or as it is made where only some of it is wanted: `page`, how many rows
    after how many.
    """

    paths: tuple[str, ...]
    sql: str
    parameters: tuple[Any, ...]
    format: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    seconds: float
    rows: int
    memory: str = "256MB"
    threads: int = 2
    count: tuple[str, tuple[Any, ...]] | None = None
    page: tuple[int, int] | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def write(stream: BinaryIO, kind: bytes, body: bytes = b"") -> None:
    """Write one frame."""
    stream.write(HEADER.pack(kind, len(body)))
    stream.write(body)


def read(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """One frame; None at the end of the stream."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    kind, length = HEADER.unpack(header)
    return kind, stream.read(length)
