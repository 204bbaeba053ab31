"""Worker processes of this node, handed out one job at a time.

A worker that is left half-way (its client went away, its time is over) is killed and another one
takes its place: nothing of a hostile or abandoned question stays. Exports never take the last
worker, so that short questions are answered meanwhile.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from catalog_api.query import frames
from catalog_api.query.frames import Job
from catalog_api.web import problems
from catalog_api.web.problems import Problem
from federation.i18n import Message, msg

#: Seconds that a question waits for a free worker; beyond, the client is asked to come back.
_WAIT = 10.0
#: Seconds that a new worker may take to be ready.
_START = 60.0
#: Seconds beyond its own limit after which a worker is killed.
_GRACE = 2.0

_FAILURES: Mapping[str, tuple[int, str, Message]] = {
    frames.TIME: (
        503,
        "query-too-long",
        msg("The question took too long and was stopped. Ask for fewer rows, or filter more."),
    ),
    frames.MEMORY: (
        503,
        "query-too-large",
        msg("The question needs too much memory and was stopped. Group by fewer values."),
    ),
    frames.ROWS: (
        422,
        "too-many-rows",
        msg("The result has too many rows for this format. Filter more, or choose CSV."),
    ),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker answers: `total` rows where counted, then pieces of the body."""

    head: Mapping[str, Any]
    body: AsyncIterator[bytes]


@dataclass(slots=True, eq=False)
class _Worker:
    """A worker process and its pipes."""

    process: asyncio.subprocess.Process

    async def send(self, job: Job) -> None:
        stdin = _pipe(self.process.stdin)
        body = orjson.dumps(asdict(job))
        stdin.write(frames.HEADER.pack(frames.JOB, len(body)) + body)
        await stdin.drain()

    async def receive(self) -> tuple[bytes, bytes]:
        stdout = _pipe(self.process.stdout)
        kind, length = frames.HEADER.unpack(await stdout.readexactly(frames.HEADER.size))
        return kind, await stdout.readexactly(length)

    async def killed(self) -> bool:
        """Whether a signal ended it, once its pipe is closed."""
        with suppress(TimeoutError):
            return await asyncio.wait_for(self.process.wait(), _GRACE) < 0
        return False

    async def end(self) -> None:
        """Kill it, and read what is left in its pipes so that they are closed."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.communicate()


def _pipe(stream: Any) -> Any:  # noqa: ANN401 - reader or writer
    if stream is None:
        raise RuntimeError("no pipe")
    return stream


@dataclass(slots=True)
class Workers:
    """At most `size` worker processes, started when first needed."""

    size: int = 2
    _idle: list[_Worker] = field(default_factory=list)
    _free: asyncio.Semaphore = field(init=False)
    _exports: asyncio.Semaphore = field(init=False)
    _closed: bool = False

    def __post_init__(self) -> None:
        self._free = asyncio.Semaphore(self.size)
        self._exports = asyncio.Semaphore(max(1, self.size - 1))

    @asynccontextmanager
    async def run(self, job: Job, *, export: bool = False) -> AsyncIterator[Result]:
        """Give a job to a worker. Problem 503 where none is free or starts, or the job fails.

        The body may be left unread: leaving the context ends the job.
        """
        async with _turn(self._exports if export else None), _turn(self._free):
            worker = await self._take()
            done = False
            try:
                async with asyncio.timeout(job.seconds + _GRACE) as deadline:
                    await worker.send(job)
                    head = await self._head(worker)
                    state = _State()
                    yield Result(head, _body(worker, state))
                    done = state.ended
                    deadline.reschedule(None)
            except TimeoutError as error:
                raise _problem(frames.TIME) from error
            except _Failed as failure:
                done = True
                raise _problem(failure.code) from failure
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                # The kernel ends who takes too much memory, and DuckDB itself where none is left.
                raise _problem(frames.MEMORY if await worker.killed() else "") from error
            finally:
                await asyncio.shield(self._give_back(worker, healthy=done))

    async def close(self) -> None:
        """End every idle worker."""
        self._closed = True
        idle, self._idle = self._idle, []
        for worker in idle:
            await worker.end()

    async def _head(self, worker: _Worker) -> Mapping[str, Any]:
        kind, body = await worker.receive()
        found: dict[str, Any] = orjson.loads(body)
        if kind == frames.ERROR:
            raise _Failed(str(found["code"]))
        return found

    async def _take(self) -> _Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.process.returncode is None:
                return worker
        return await _start()

    async def _give_back(self, worker: _Worker, *, healthy: bool) -> None:
        if healthy and not self._closed and worker.process.returncode is None:
            self._idle.append(worker)
        else:
            await worker.end()


@dataclass(slots=True)
class _State:
    ended: bool = False


class _Failed(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def _body(worker: _Worker, state: _State) -> AsyncIterator[bytes]:
    while True:
        kind, body = await worker.receive()
        if kind == frames.END:
            state.ended = True
            return
        if kind == frames.ERROR:
            # Too late for an answer of its own: the body stays unfinished, and the client sees it.
            raise _Failed(str(orjson.loads(body)["code"]))
        yield body


async def _start() -> _Worker:
    """A new worker; of the environment it gets the search path only, no secrets."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "catalog_api.query.worker",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        limit=1 << 20,
    )
    worker = _Worker(process)
    try:
        await asyncio.wait_for(worker.receive(), _START)
    except BaseException as error:
        await asyncio.shield(worker.end())
        if isinstance(error, asyncio.IncompleteReadError | ConnectionError | TimeoutError):
            # The machine is too busy, or has no memory left: the question has no part in it.
            raise _busy() from error
        raise
    return worker


@asynccontextmanager
async def _turn(semaphore: asyncio.Semaphore | None) -> AsyncIterator[None]:
    if semaphore is None:
        yield
        return
    try:
        await asyncio.wait_for(semaphore.acquire(), _WAIT)
    except TimeoutError as error:
        raise _busy() from error
    try:
        yield
    finally:
        semaphore.release()


def _busy() -> Problem:
    return Problem(
        503, "busy", msg("Many questions are being answered. Try again in a few seconds.")
    )


def _problem(code: str) -> Problem:
    if code in _FAILURES:
        status, name, message = _FAILURES[code]
        return Problem(status, name, message)
    return problems.gone_object()
