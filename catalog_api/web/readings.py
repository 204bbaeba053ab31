"""Counts what readers use, in memory: a day, a kind, a dataset or table, a number.

Neither address, nor program, nor cookie is looked at, but for a word by which robots name
themselves. What is counted is handed to the store every minute and when the process ends; while
the store cannot be written to it waits here, bounded.
"""

import asyncio
import logging
import re
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from federation.store.readings import Read, Readings, today

logger = logging.getLogger(__name__)

_MINUTE = 60.0  # seconds
#: Counts that wait at most: of a store that cannot be written to.
_MOST = 50_000
_ROBOTS = re.compile(
    rb"bot\b|bot[/_;-]|crawl|spider|slurp|archiver|preview|monitor|uptime|lighthouse|headless", re.I
)
#: Addresses that are uses, what they are, and the part that names the dataset or table: nothing
#: where the answer tells it (`tell`).
_USES = (
    ("page", re.compile(r"/datasets/([^/]+)")),
    ("download", re.compile(r"/api/v1/tables/([^/]+)/(?:versions/\d+/)?data\.(?:csv|parquet)")),
    ("download", re.compile(r"/api/v1/tables/([^/]+)/exports/[^/]+")),
    ("download", re.compile(r"/api/resources/([^/]+)/data/(?:csv|json)/")),
    ("query", re.compile(r"/api/v1/tables/([^/]+)/(?:data|rows)")),
    ("query", re.compile(r"/api/resources/([^/]+)/data/")),
    ("query", re.compile(r"/ogc/collections/([^/]+)/items")),
    ("query", re.compile(r"/api/(?:3/)?action/datastore_search()")),
)
_PREFIXES = (
    *("/datasets/", "/api/v1/tables/", "/api/resources/", "/ogc/collections/"),
    *("/api/3/action/datastore_search", "/api/action/datastore_search"),
)
_METHODS = frozenset({"GET", "POST"})  # CKAN's clients POST what they ask
_TOLD = "partage.used"
#: Where Parquet's first column begins: a reader of some columns asks for ranges from there.
_PARQUET_BEGINS = 4


class Tally:
    """What was used since it was last handed over."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._lock = threading.Lock()
        self._counts: Counter[Read] = Counter()
        self._marked = ""
        self._told = False

    def note(self, kind: str, name: str) -> None:
        """One use of a dataset or table, by id or name."""
        key = (today(), kind, name)
        with self._lock:
            if key in self._counts or len(self._counts) < _MOST:
                self._counts[key] += 1

    def flush(self) -> None:
        """Hand over what was counted; what the store does not take is kept for the next time."""
        day = today()
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts and day == self._marked:
            return
        if self._readings.add(counts, {day, *(one for one, _, _ in counts)}):
            self._marked, self._told = day, False
        else:
            self._keep(counts)

    def _keep(self, counts: Mapping[Read, int]) -> None:
        with self._lock:
            self._counts.update(counts)
        if not self._told:
            logger.warning("counts of use wait: the store cannot be written to")
        self._told = True

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Hand over every minute, and at the end."""
        task = asyncio.create_task(self._every_minute())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])  # whatever became of it, what was counted is handed over
            await run_in_threadpool(self.flush)

    async def _every_minute(self) -> None:
        while True:
            await run_in_threadpool(self.flush)
            await asyncio.sleep(_MINUTE)


class CountsUses:
    """Notes the answers that give a reader what was asked for."""

    def __init__(self, app: ASGIApp, note: Callable[[str, str], None]) -> None:
        self._app = app
        self._note = note

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        use = _use(scope)
        if use is None:
            await self._app(scope, receive, send)
            return

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start" and _given(use[0], message):
                self._used(use[0], use[1] or scope.get(_TOLD, ""))
            await send(message)

        await self._app(scope, receive, counted)

    def _used(self, kind: str, name: str) -> None:
        if name:
            self._note(kind, name)


def tell(scope: Scope, name: str) -> None:
    """Say which dataset or table a request uses where its address does not."""
    scope[_TOLD] = name


def _use(scope: Scope) -> tuple[str, str] | None:
    """What a request would be a use of; None for anything else, and for robots."""
    if scope["type"] != "http" or scope["method"] not in _METHODS:
        return None
    path = scope["path"]
    if not path.startswith(_PREFIXES):
        return None
    found = ((kind, pattern.fullmatch(path)) for kind, pattern in _USES)
    use = next(((kind, match[1]) for kind, match in found if match), None)
    return None if use is None or _is_robot(scope) else use


def _is_robot(scope: Scope) -> bool:
    return any(
        name == b"user-agent" and _ROBOTS.search(value) is not None
        for name, value in scope["headers"]
    )


def _given(kind: str, start: Message) -> bool:
    """Whether an answer gives what was asked for, or its first part."""
    headers = Headers(raw=start["headers"])
    if kind == "page":  # the same address answers programs with statements
        return start["status"] == 200 and headers.get("content-type", "").startswith("text/html")
    return start["status"] == 200 or (start["status"] == 206 and _first(headers))


def _first(headers: Headers) -> bool:
    begins = headers.get("content-range", "").removeprefix("bytes ").partition("-")[0]
    with suppress(ValueError):
        return int(begins) <= _PARQUET_BEGINS
    return False
