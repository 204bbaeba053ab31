"""What is remembered about hosts while sources are harvested: pace, connections, health.

One `Hosts` shared by the sessions of a process keeps two sources on the same host from doubling
its load. A host's pace and connections are those of the politeness it is visited with.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from threading import BoundedSemaphore, Lock
from types import TracebackType
from typing import Self

from pybreaker import (
    STATE_CLOSED,
    STATE_OPEN,
    CircuitBreaker,
    CircuitBreakerError,
    CircuitMemoryStorage,
)
from pyrate_limiter import Limiter
from requests_ratelimiter import LimiterAdapter

from connectors.failures import HttpFailure, left_alone
from federation.settings import Politeness

_TRIPS_AFTER = 5  # requests in a row that found the host down
_REST_SECONDS = 60.0


def _says_nothing_about_the_host(error: BaseException) -> bool:
    return not (isinstance(error, HttpFailure) and error.host_down)


def _raise(failure: HttpFailure | None) -> None:
    if failure is not None:
        raise failure


class Health:
    """The circuit breaker of one host.

    Outcomes are told to pybreaker afterwards: `CircuitBreaker.call` holds its lock as long as what
    it calls, which would leave one connection per host.
    """

    def __init__(self, host: str, rest_seconds: float) -> None:
        self._host = host
        self._rest = timedelta(seconds=rest_seconds)
        self._storage = CircuitMemoryStorage(STATE_CLOSED)
        self._breaker = CircuitBreaker(
            fail_max=_TRIPS_AFTER,
            reset_timeout=rest_seconds,
            exclude=[_says_nothing_about_the_host],
            state_storage=self._storage,
            throw_new_error_on_trip=False,
        )

    def check(self) -> None:
        """HttpFailure while the host rests after several failures in a row."""
        opened = self._storage.opened_at
        if self._breaker.current_state != STATE_OPEN or opened is None:
            return
        if datetime.now(UTC) < opened.replace(tzinfo=UTC) + self._rest:
            raise left_alone(self._host)

    def report(self, failure: HttpFailure | None) -> None:
        """Tell how a request ended; None is a success."""
        with suppress(HttpFailure, CircuitBreakerError):
            self._breaker.call(_raise, failure)


class Hosts:
    """Limiters, connection slots and circuit breakers by host; safe for threads."""

    def __init__(self, rest_seconds: float = _REST_SECONDS) -> None:
        self._rest = rest_seconds
        self._lock = Lock()
        self._slots: dict[tuple[str, int], BoundedSemaphore] = {}
        self._health: dict[str, Health] = {}
        self._limiters: dict[float, Limiter] = {}

    def limiter(self, politeness: Politeness) -> Limiter:
        """The limiter of a pace, with one bucket per host."""
        rate = politeness.requests_per_second
        with self._lock:
            if rate not in self._limiters:
                # The adapter knows how to write a fractional rate in whole requests.
                model = LimiterAdapter(per_second=rate)
                self._limiters[rate] = model.limiter
            return self._limiters[rate]

    @contextmanager
    def slot(self, host: str, politeness: Politeness) -> Iterator[None]:
        """Hold one of the few connections a host is given."""
        key = (host, politeness.connections)
        with self._lock:
            slots = self._slots.setdefault(key, BoundedSemaphore(politeness.connections))
        with slots:
            yield

    def health(self, host: str) -> Health:
        """The circuit breaker of a host: open after some requests that found it down."""
        with self._lock:
            return self._health.setdefault(host, Health(host, self._rest))

    def close(self) -> None:
        """Stop the limiters' background threads."""
        for limiter in self._limiters.values():
            limiter.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
