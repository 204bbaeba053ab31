"""Time limits that a drip of bytes cannot defeat.

A socket's timeout starts anew with each byte received: a portal that sends one byte now and then
holds a reader for ever (slow-loris). A limit here shuts the socket down from another thread: one
for the whole process, as a timer of its own for each request costs more than the request.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from itertools import count
from threading import Event, Lock, Thread
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Self

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

_FALLBACK = 30.0  # seconds, where a connection was made without a time limit
_GLANCE = 0.05  # seconds between two looks at what is under way: how late a cut may come


class _Watchdog:
    """Cuts what is late; sleeps while nothing is under way.

    Whoever takes an entry out of `_entries`, the one who ends or the thread who cuts, decides:
    what has ended is never cut, so that its connection can serve again.
    """

    def __init__(self) -> None:
        self._entries: dict[int, tuple[float, Callable[[], None]]] = {}
        self._numbers = count()
        self._work = Event()
        self._starting = Lock()
        self._thread: Thread | None = None

    def watch(self, deadline: float, cut: Callable[[], None]) -> int:
        number = next(self._numbers)
        self._entries[number] = (deadline, cut)
        if not self._work.is_set():
            self._work.set()
        if self._thread is None or not self._thread.is_alive():  # never so twice, save after fork
            self._start()
        return number

    def ended(self, number: int) -> bool:
        """Whether it ended in time."""
        return self._entries.pop(number, None) is not None

    def _start(self) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while self._work.wait():
            if not self._entries:
                self._work.clear()
                if not self._entries:  # else one came between the two: look again
                    continue
                self._work.set()
            now = monotonic()
            for number, (deadline, cut) in list(self._entries.items()):
                if deadline <= now and self._entries.pop(number, None) is not None:
                    with suppress(OSError, ValueError, RuntimeError):  # closed: nothing to cut
                        cut()
            sleep(_GLANCE)


_WATCHDOG = _Watchdog()


class limited:  # noqa: N801 - used as a statement: with limited(…)
    """Call `cut` from another thread after `seconds`; then TimeoutError, however it ended."""

    __slots__ = ("_cut", "_number", "_seconds")

    def __init__(self, seconds: float, cut: Callable[[], None]) -> None:
        self._seconds = seconds
        self._cut = cut
        self._number = -1

    def __enter__(self) -> Self:
        self._number = _WATCHDOG.watch(monotonic() + self._seconds, self._cut)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if _WATCHDOG.ended(self._number):
            return
        if error is None or isinstance(error, OSError | HTTPException | HTTPError):
            raise TimeoutError from error


class Watched(HTTPConnection):
    """Bounds the whole time of the TLS handshake, and of the status line and headers."""

    _twin: socket.socket | None = None

    def _seconds(self) -> float:
        return float(self.timeout) if isinstance(self.timeout, int | float) else _FALLBACK

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        # TLS takes the socket over (detach): a duplicate still reaches the connection.
        self._twin = sock.dup()
        return sock

    def _cut(self) -> None:
        if self._twin is not None:
            self._twin.shutdown(socket.SHUT_RDWR)

    def connect(self) -> None:
        try:
            with limited(self._seconds(), self._cut):
                super().connect()
        finally:
            if self._twin is not None:
                self._twin.close()
                self._twin = None

    def getresponse(self) -> BaseHTTPResponse:  # type: ignore[override] # as urllib3 does
        sock: Any = self.sock
        with limited(self._seconds(), lambda: sock.shutdown(socket.SHUT_RDWR)):
            return super().getresponse()


class WatchedTls(Watched, HTTPSConnection):
    """The same over TLS."""
