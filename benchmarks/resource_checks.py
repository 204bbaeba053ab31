"""What it costs to ask a portal whether 10,000 unchanged files have changed.

Method: a server in its own process on loopback answers 304 to every conditional GET and counts
them. In one run, the same 10,000 requests by two threads on two connections through
`connectors.web.download` (guard, pace, connection slots, circuit breaker, limits), with paces in
memory, shared through a folder (as `partage run` does), and through Redis where redis-server is
there; and, as peers, bare `requests.Session` and bare urllib3. The pace is set so high that no
time is spent waiting, which costs no processor time. Processor time is that of this process,
without the server's. Target: at most 1 ms of it per check, exactly one request each. Peak memory is
that of the process so far.
"""

import asyncio
import multiprocessing
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path

import requests
import urllib3

from benchmarks.memory import peak_mb
from connectors.web.download import download
from connectors.web.hosts import Hosts
from connectors.web.http import PoliteSession
from federation.settings import FederationSettings, Politeness

CHECKS = 10_000
THREADS = 2
ETAG = '"a1b2c3"'
_UNCHANGED = (
    b"HTTP/1.1 304 Not Modified\r\nDate: Sun, 22 Nov 2026 10:00:00 GMT\r\nServer: nginx\r\n"
    b'Last-Modified: Mon, 05 Jan 2026 10:00:00 GMT\r\nETag: "a1b2c3"\r\n'
    b"Connection: keep-alive\r\n\r\n"
)
_SENT = (
    b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\nContent-Type: text/csv\r\n"
    b'ETag: "a1b2c3"\r\n\r\nnom;total\nFives;12\n'
)


class _Portal(asyncio.Protocol):
    """Answers each request head with one write; bodies are never sent to it."""

    requests = 0
    connections = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        _Portal.connections += 1
        self._transport = transport
        self._waiting = b""

    def data_received(self, data: bytes) -> None:
        *heads, self._waiting = (self._waiting + data).split(b"\r\n\r\n")
        for head in heads:
            _Portal.requests += 1
            known = b'\r\nif-none-match: "a1b2c3"' in head.lower()
            self._transport.write(_UNCHANGED if known else _SENT)  # type: ignore[attr-defined]


def _portal(told: Connection) -> None:
    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(_Portal, "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        while True:
            await asyncio.to_thread(told.recv)
            told.send((_Portal.requests, _Portal.connections))
            _Portal.requests = _Portal.connections = 0

    with suppress(EOFError):  # the benchmark has ended
        asyncio.run(serve())


@contextmanager
def portal() -> Iterator[tuple[str, Callable[[], tuple[int, int]]]]:
    """The address of a server in its own process, and what it has seen since last asked."""
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_portal, args=(there,), daemon=True)
    process.start()
    port = here.recv()

    def seen() -> tuple[int, int]:
        here.send("?")
        found: tuple[int, int] = here.recv()
        return found

    try:
        yield f"http://127.0.0.1:{port}", seen
    finally:
        process.terminate()
        process.join()


def _settings() -> FederationSettings:
    return FederationSettings.model_validate(
        {
            "federation": {"id": "mesure", "titles": {"fr": "Mesure"}},
            "network": {"allow_private": ["127.0.0.1"]},
        }
    )


@contextmanager
def ours(hosts: Hosts, folder: Path) -> Iterator[Callable[[str], bool]]:
    # Beyond what settings accept: the benchmark measures work, not waiting.
    politeness = Politeness().model_copy(update={"requests_per_second": 1e6})
    with hosts, PoliteSession(_settings(), politeness, hosts) as session:
        yield lambda url: download(session, url, folder, etag=ETAG).not_modified


@contextmanager
def redis_server(folder: Path) -> Iterator[str | None]:
    """The address of a Redis server, None where the machine has none."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen([*command, "--dir", str(folder)], stdout=subprocess.DEVNULL)
    try:
        time.sleep(1)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def bare_requests() -> Iterator[Callable[[str], bool]]:
    with requests.Session() as session:

        def check(url: str) -> bool:
            return session.get(url, headers={"If-None-Match": ETAG}).status_code == 304

        yield check


@contextmanager
def bare_urllib3() -> Iterator[Callable[[str], bool]]:
    with urllib3.PoolManager(maxsize=THREADS) as pool:
        yield lambda url: pool.request("GET", url, headers={"If-None-Match": ETAG}).status == 304


def measure(base: str, check: Callable[[str], bool], count: int) -> tuple[float, float]:
    """Processor and wall seconds of `count` checks."""
    urls = (f"{base}/dataset/{number}/resource-{number}.csv" for number in range(count))
    with ThreadPoolExecutor(THREADS) as threads:
        started, processor = time.monotonic(), time.process_time()
        unchanged = sum(threads.map(check, urls))
        spent = time.process_time() - processor, time.monotonic() - started
    if unchanged != count:
        raise SystemExit(f"{unchanged} of {count} answered 304")
    return spent


def report(
    title: str,
    opened: AbstractContextManager[Callable[[str], bool]],
    base: str,
    seen: Callable[[], tuple[int, int]],
    count: int,
) -> None:
    """Measure one way of asking, after some requests that open its connections."""
    with opened as check:
        seen()
        measure(base, check, 50)
        _, connections = seen()
        processor, wall = measure(base, check, count)
        asked, reopened = seen()
    print(
        f"{title}: {processor / count * 1000:.3f} ms CPU per check, {count / wall:.0f} per "
        f"second, {asked / count:.2f} requests per check, {connections + reopened} connections, "
        f"peak {peak_mb()} MB",
        flush=True,
    )
    if asked != count:
        raise SystemExit("not exactly one request per file")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CHECKS
    with tempfile.TemporaryDirectory(prefix="partage-bench-") as name, portal() as (base, seen):
        folder = Path(name)
        ways = [
            ("partage, paces in memory", ours(Hosts(), folder)),
            ("partage, shared by a folder", ours(Hosts(folder=folder / "hosts"), folder)),
            ("bare requests.Session", bare_requests()),
            ("bare urllib3", bare_urllib3()),
        ]
        for title, opened in ways:
            report(title, opened, base, seen, count)
        with redis_server(folder) as redis:
            if redis is not None:
                opened = ours(Hosts(redis=redis), folder)
                report("partage, shared by Redis", opened, base, seen, count)
    print("target: at most 1 ms of processor time per check")


if __name__ == "__main__":
    main()
