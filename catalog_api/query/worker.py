"""A worker process: answers questions about the files it is given, and can touch nothing else.

DuckDB runs with external access off save for the job's own files, extensions neither installed nor
loaded, its configuration locked, memory, threads and time bounded. A job that outlives its time is
interrupted; the server kills the process if that fails. Run as `python -m
catalog_api.query.worker`: jobs on standard input, answers on standard output (see `frames`).
"""

import sys
import threading
from collections.abc import Iterator
from typing import Any, BinaryIO

import duckdb
import orjson
import pyarrow as pa

from catalog_api.query import frames
from catalog_api.query.formats import WRITERS, as_features, as_json, dumps
from catalog_api.query.frames import Job

_BATCH = 16_384
_JSON = ("json", "jsonl", "rows")


class TooManyRows(Exception):
    """The result has more rows than the job allows."""


def main() -> None:
    """Answer jobs until the server closes the pipe."""
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    try:
        frames.write(answers, frames.READY)
        answers.flush()
        engine = Engine()
        while frame := frames.read(jobs):
            engine.answer(Job(**orjson.loads(frame[1])), answers)
            answers.flush()
    except BrokenPipeError:  # the server has gone
        sys.stdout = None


class Engine:
    """Answers jobs; the last locked connection stays open, as questions come in series."""

    def __init__(self) -> None:
        self._key: tuple[Any, ...] = ()
        self._connection: duckdb.DuckDBPyConnection | None = None

    def answer(self, job: Job, out: BinaryIO) -> None:
        """One job from HEAD to END, or to ERROR."""
        connection = self._open(job)
        alarm = threading.Timer(job.seconds, connection.interrupt)
        alarm.daemon = True
        alarm.start()
        code = ""
        try:
            _stream(connection, job, out)
        except TooManyRows:
            code = frames.ROWS
        except duckdb.InterruptException:
            code = frames.TIME
        except (duckdb.OutOfMemoryException, MemoryError):
            code = frames.MEMORY
        except duckdb.IOException:
            code = frames.UNREADABLE
        except (duckdb.Error, pa.ArrowException):
            code = frames.INTERNAL
        finally:
            alarm.cancel()
        if code:
            frames.write(out, frames.ERROR, dumps({"code": code}))
            self._close()

    def _open(self, job: Job) -> duckdb.DuckDBPyConnection:
        key = (tuple(job.paths), job.memory, job.threads)
        if self._connection is None or key != self._key:
            self._close()
            self._key, self._connection = key, _locked(job)
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _stream(connection: duckdb.DuckDBPyConnection, job: Job, out: BinaryIO) -> None:
    head: dict[str, Any] = {}
    if job.count is not None:
        ((head["total"],),) = connection.execute(job.count[0], list(job.count[1])).fetchall()
    text, parameters = job.sql, list(job.parameters)
    if job.page is not None:
        head["total"] = _keep(connection, text, parameters)
        text, parameters = "SELECT * FROM kept LIMIT ? OFFSET ?", list(job.page)
    relation = connection.sql(_query(job, text), params=parameters)
    reader = relation.to_arrow_reader(_BATCH)
    chunks = WRITERS[job.format](_capped(reader, job.rows), reader.schema)
    # The first piece before the head: most failures show themselves here, while an error can
    # still be answered as one.
    first = next(chunks, b"")
    frames.write(out, frames.HEAD, dumps(head))
    frames.write(out, frames.DATA, first)
    for chunk in chunks:
        frames.write(out, frames.DATA, chunk)
    frames.write(out, frames.END)


def _keep(connection: duckdb.DuckDBPyConnection, text: str, parameters: list[Any]) -> int:
    """Make a result once, in its order; how many rows it has."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE kept AS {text}", parameters)
    ((total,),) = connection.execute("SELECT count(*) FROM kept").fetchall()
    return int(total)


def _query(job: Job, text: str) -> str:
    if job.format in _JSON:
        return as_json(job.columns, job.types, text)
    if job.format in ("geojson", "items"):
        lon, lat = job.extra["place"]
        identity = job.extra.get("identity")
        return as_features(job.columns, job.types, text, (lon, lat), identity)
    return text


def _capped(reader: Any, most: int) -> Iterator[pa.RecordBatch]:  # noqa: ANN401 - pyarrow
    seen = 0
    for batch in reader:
        seen += batch.num_rows
        if seen > most:
            raise TooManyRows
        yield batch


def _locked(job: Job) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": job.threads,
            "memory_limit": job.memory,
            "max_temp_directory_size": "0MB",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    paths = ", ".join("'" + path.replace("'", "''") + "'" for path in job.paths)
    connection.execute(f"SET allowed_paths = [{paths}]")
    # In this order: the last one makes the others final.
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


if __name__ == "__main__":
    main()
