"""Answers made by workers: whole or streamed, ended at once when the client goes away."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from fastapi import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from catalog_api.query.frames import Job
from catalog_api.query.pool import Workers

Value = TypeVar("Value")


class ClientLeft(Exception):
    """The client closed the connection before the answer was ready."""


async def collect(request: Request, workers: Workers, job: Job) -> tuple[Mapping[str, Any], bytes]:
    """Head and whole body of a small answer. ClientLeft where nobody waits for it any more."""

    async def ask() -> tuple[Mapping[str, Any], bytes]:
        async with workers.run(job) as result:
            return result.head, b"".join([part async for part in result.body])

    return await _while_connected(request.receive, ask())


class Export(Response):
    """A file streamed from a worker; nothing is sent before its first piece is there."""

    def __init__(self, workers: Workers, job: Job, headers: Mapping[str, str]) -> None:
        super().__init__(headers=headers)
        # Sent in chunks: its length is not known before.
        self.raw_headers = [pair for pair in self.raw_headers if pair[0] != b"content-length"]
        self._workers, self._job = workers, job

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file; ends with the connection."""
        with suppress(ClientLeft):
            await _while_connected(receive, self._send(send))

    async def _send(self, send: Send) -> None:
        async with self._workers.run(self._job, export=True) as result:
            start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send(start)
            async for part in result.body:
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _while_connected(receive: Receive, work: Coroutine[Any, Any, Value]) -> Value:
    """The value of `work`, which is cancelled as soon as the client leaves."""
    async with _task(work) as working, _task(_left(receive)) as leaving:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientLeft
        return working.result()


@asynccontextmanager
async def _task(work: Coroutine[Any, Any, Value]) -> AsyncIterator["asyncio.Task[Value]"]:
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait((task,))


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
