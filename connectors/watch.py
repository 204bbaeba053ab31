"""Time limits that a drip of bytes cannot defeat.

A socket's timeout starts anew with each byte received: a portal that sends one byte now and then
holds a reader for ever (slow-loris). A limit here shuts the socket down from another thread.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from threading import Event, Timer

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

_FALLBACK = 30.0  # seconds, where a connection was made without a time limit


@contextmanager
def limited(seconds: float, cut: Callable[[], None]) -> Iterator[None]:
    """Call `cut` from another thread after `seconds`; then TimeoutError, however it ended."""
    late = Event()

    def stop() -> None:
        late.set()
        with suppress(OSError, ValueError, RuntimeError):  # closed meanwhile: nothing to cut
            cut()

    timer = Timer(max(seconds, 0.0), stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, HTTPException, HTTPError) as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
    if late.is_set():
        raise TimeoutError


class _Watched(HTTPConnection):
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
        sock = self.sock
        with limited(self._seconds(), lambda: sock.shutdown(socket.SHUT_RDWR)):
            return super().getresponse()


class _WatchedTls(_Watched, HTTPSConnection):
    """The same over TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Watched


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedTls


POOLS = {"http": _Pool, "https": _TlsPool}
