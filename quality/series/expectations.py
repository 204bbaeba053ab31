"""The behaviour of a published table over its releases: Great Expectations, in a worker of its own.

A suite per table (`quality.series.suite`) is drawn from its history, judged on metrics, and kept
with its results and Data Docs in the folder given. It informs and never blocks: whatever fails, the
report says that the table could not be checked. Importing Great Expectations takes many seconds,
hence one long-lived process, started when first needed, that speaks JSON lines over pipes.
"""

import os
import select
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from federation import clock, codec
from federation.i18n import Message, msg
from quality.series.generate import generated
from quality.series.model import (
    Answer,
    Check,
    Request,
    SeriesReport,
    SeriesResult,
    TableSeries,
    suite_name,
)
from quality.series.suite import SuiteUnreadable, load_suite, renewed, save_suite

_START_SECONDS = 240.0
_CHECK_SECONDS = 60.0
_DOCS_SECONDS = 600.0
_ATTEMPTS = 2


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
        """Renew the suite of a table, and judge the release about to be published by it."""
        try:
            suite = renewed(load_suite(self._folder, series.table_id), generated(series))
            save_suite(suite, series.title)
        except SuiteUnreadable:
            return _not_checked(series, _unreadable(series.table_id))
        except OSError as error:
            return _not_checked(series, _failed(type(error).__name__))
        check = Check(
            table_id=series.table_id,
            title=series.title,
            expectations=suite.expectations,
            current=series.current,
            freshness=series.freshness,
            today=clock.now().date(),
            snapshot=series.snapshot,
        )
        try:
            answer = self._ask(Request(check), _CHECK_SECONDS)
            if answer.results is None:
                raise WorkerFailed(answer.error or "no results")
        except WorkerFailed as error:
            return _not_checked(series, _failed(str(error)))
        self._validated += 1
        return SeriesReport(
            table_id=series.table_id,
            suite=suite_name(series.table_id),
            success=verdict(answer.results),
            results=answer.results,
            releases=len(series.releases),
        )

    def build_docs(self) -> Path:
        """The folder of the Data Docs, with the pages of what was checked since the start."""
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
            [sys.executable, "-m", "quality.series.worker", str(self._folder)],
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
    return folder / "docs"


def _environment() -> dict[str, str]:
    """The environment of the worker: our modules, no cloud, no telemetry, one thread per pool."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GX_")}
    path = os.pathsep.join(each for each in sys.path if each)
    return {**kept, "PYTHONPATH": path, "GX_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}


def verdict(results: tuple[SeriesResult, ...]) -> bool | None:
    """False when something is unusual, None when something could not be checked, else True."""
    seen = {each.success for each in results}
    return False if False in seen else None if None in seen else True


def _not_checked(series: TableSeries, reason: Message) -> SeriesReport:
    return SeriesReport(
        table_id=series.table_id,
        suite=suite_name(series.table_id),
        success=None,
        reason=reason,
        releases=len(series.releases),
    )


def _failed(detail: str) -> Message:
    return msg(
        "The table was not compared with its earlier releases: the comparison failed "
        "(%(detail)s). Publication is not affected.",
        detail=detail,
    )


def _unreadable(table_id: str) -> Message:
    return msg(
        "The table was not compared with its earlier releases: the file suites/%(name)s.json of "
        "the expectations folder is no longer a valid suite. Correct it, or delete it to have it "
        "drawn up again.",
        name=suite_name(table_id),
    )
