"""The behaviour of a published table over its releases: Great Expectations, in a worker of its own.

One suite per table, over a frame of metrics (rows, share of filled cells per column) compared with
earlier releases. It informs and never blocks: whatever fails, the report says "not evaluated".
Importing Great Expectations takes many seconds, hence one long-lived process, started when first
needed, that speaks JSON lines over pipes. Suites, results and Data Docs stay in the folder given.
"""

import os
import select
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from federation import codec
from federation.i18n import Message, msg

_START_SECONDS = 240.0
_CHECK_SECONDS = 60.0
_DOCS_SECONDS = 600.0
_ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is measured of one release: rows, and share of filled cells per column (0 to 1)."""

    rows: int
    completeness: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Release:
    """The metrics of a published release, numbered by its sequence."""

    seq: int
    published_at: datetime
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class TableSeries:
    """A table: its earlier releases, oldest first, and the metrics about to be published."""

    table_id: str
    title: str
    current: Metrics
    releases: tuple[Release, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesResult:
    """One expectation: its type, its column (None for the table), what was seen and expected.

    `success` is None when Great Expectations raised: `exception` then holds its words.
    """

    expectation: str
    column: str | None
    observed: float | None
    low: float | None
    high: float | None
    success: bool | None
    exception: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """Verdict on a series; `success` is None when it was not evaluated, with the reason."""

    table_id: str
    suite: str
    success: bool | None
    results: tuple[SeriesResult, ...] = ()
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What the worker is asked: check a series, or (without one) build the Data Docs."""

    series: TableSeries | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the worker says; `network` counts attempts to open a connection, all refused."""

    report: SeriesReport | None = None
    docs: str | None = None
    error: str | None = None
    network: int = 0


def suite_name(table_id: str) -> str:
    """The name of a table's suite, safe as a file name."""
    return "".join(each if each.isalnum() or each in "-_." else "-" for each in table_id)


class WorkerFailed(Exception):
    """The worker died, kept silent or answered with an error."""


class ExpectationsWorker:
    """The process that holds Great Expectations; use as a context manager.

    Nothing starts before the first `check`. No method raises because of the worker.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._failures = 0
        self._validated = 0
        self.network = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def check(self, series: TableSeries) -> SeriesReport:
        """Compare a table with its earlier releases; "not evaluated" when the worker fails."""
        try:
            answer = self._ask(Request(series), _CHECK_SECONDS)
            if answer.report is None:
                raise WorkerFailed(answer.error or "no report")
        except WorkerFailed as error:
            return _not_evaluated(series, str(error))
        self._validated += 1
        return answer.report

    def build_docs(self) -> Path:
        """The folder of the Data Docs, rebuilt if something was validated since the start."""
        if self._validated:
            try:
                self._ask(Request(), _DOCS_SECONDS)
            except WorkerFailed:
                self._stop()
        return docs_folder(self._folder)

    def close(self) -> None:
        """End the worker."""
        self._stop()

    def _ask(self, request: Request, seconds: float) -> Answer:
        if self._failures >= _ATTEMPTS:
            raise WorkerFailed("the worker failed before")
        try:
            answer = self._exchange(request, seconds)
        except (OSError, ValueError) as error:
            self._failures += 1
            self._stop()
            raise WorkerFailed(type(error).__name__) from error
        self.network = answer.network
        return answer

    def _exchange(self, request: Request, seconds: float) -> Answer:
        process = self._process or self._start()
        assert process.stdin  # noqa: S101 - opened as a pipe
        process.stdin.write(codec.dumps(request) + b"\n")
        process.stdin.flush()
        return codec.loads(Answer, self._line(process, seconds))

    def _start(self) -> "subprocess.Popen[bytes]":
        self._folder.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            [sys.executable, "-m", "quality.expectations_worker", str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._line(self._process, _START_SECONDS)
        return self._process

    def _line(self, process: "subprocess.Popen[bytes]", seconds: float) -> bytes:
        """The next line of the worker; OSError when it is late or gone."""
        assert process.stdout  # noqa: S101 - opened as a pipe
        ready, _, _ = select.select([process.stdout], [], [], seconds)
        if not ready:
            raise TimeoutError
        line = process.stdout.readline()
        if not line:
            raise BrokenPipeError
        return line

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)
        process.kill()
        process.wait()


def _close(pipe: "object") -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]
    except OSError:
        return  # the worker is gone: what was not sent is lost


def docs_folder(folder: Path) -> Path:
    """Where the Data Docs of a folder stand."""
    return folder / "gx" / "uncommitted" / "data_docs" / "local_site"


def _environment() -> dict[str, str]:
    """The environment of the worker: our modules, no cloud, no telemetry, one thread per pool."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GX_")}
    path = os.pathsep.join(each for each in sys.path if each)
    return {**kept, "PYTHONPATH": path, "GX_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}


def _not_evaluated(series: TableSeries, detail: str) -> SeriesReport:
    return SeriesReport(
        table_id=series.table_id,
        suite=suite_name(series.table_id),
        success=None,
        reason=msg(
            "The table was not compared with its earlier releases: the comparison failed "
            "(%(detail)s). Publication is not affected.",
            detail=detail,
        ),
    )
