"""What is remembered about hosts while sources are harvested: pace, connections, health, rules.

One `Hosts` shared by the sessions of a process keeps two sources on the same host from doubling its
load; a folder does the same for the processes of a machine, a Redis server for several machines. A
host's pace and connections are those of the politeness it is visited with.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from time import monotonic
from types import TracebackType
from typing import Self

from pybreaker import (
    STATE_CLOSED,
    STATE_OPEN,
    CircuitBreaker,
    CircuitBreakerError,
    CircuitMemoryStorage,
)

from connectors.web import failures
from connectors.web.failures import HttpFailure
from connectors.web.paces import FilePaces, MemoryPaces, Paces, unwritable
from connectors.web.robots import Robots
from connectors.web.slots import FileSlots, Gate, Slots

_TRIPS_AFTER = 5  # requests in a row that found the host down
_REST_SECONDS = 60.0
LONGEST_WAIT = 120.0  # seconds: asked for longer, a portal is left to the next run


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
        if opened is None or self._breaker.current_state != STATE_OPEN:
            return
        if datetime.now(UTC) < opened.replace(tzinfo=UTC) + self._rest:
            raise failures.left_alone(self._host)

    def report(self, failure: HttpFailure | None) -> None:
        """Tell how a request ended; None is a success."""
        if failure is None and self._storage.counter == 0 and self._storage.state == STATE_CLOSED:
            return  # success after success: nothing to remember
        with suppress(HttpFailure, CircuitBreakerError):
            self._breaker.call(_raise, failure)


def _shared(folder: Path | None, redis: str | None) -> tuple[Paces, Slots | None]:
    if redis is not None:
        from connectors.web import machines  # heavy, and rarely wanted

        client = machines.connect(redis)
        return machines.RedisPaces(client), machines.RedisSlots(client)
    if folder is None:
        return MemoryPaces(), None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(f"{folder}/.") from error
    return FilePaces(folder), FileSlots(folder)


class Hosts:
    """Paces, connection slots, circuit breakers and robots.txt by host; safe for threads.

    `folder` shares paces and slots with the processes of this machine, `redis` (redis://host:port/0)
    with other machines, and wins; HarvestError INTERNAL where the folder cannot be written to.
    """

    def __init__(
        self,
        rest_seconds: float = _REST_SECONDS,
        *,
        folder: Path | None = None,
        redis: str | None = None,
    ) -> None:
        self._rest = rest_seconds
        self._lock = Lock()
        self._health: dict[str, Health] = {}
        self._paces, beyond = _shared(folder, redis)
        self._gate = Gate(beyond)
        self.robots = Robots()

    @contextmanager
    def turn(
        self, host: str, connections: int, per_second: float, deadline: float
    ) -> Iterator[None]:
        """Hold one of the few connections a host is given, once its pace allows a request.

        `deadline` is on the monotonic clock. HttpFailure THROTTLED where no turn comes before it,
        or where the portal asked to be left alone for long.
        """
        slot = self._gate.slot(host, connections, deadline)
        try:
            slot.__enter__()
        except TimeoutError as error:
            raise failures.crowded(host) from error
        try:
            self._wait(host, per_second, deadline)
            yield
        finally:
            slot.__exit__(None, None, None)

    def _wait(self, host: str, per_second: float, deadline: float) -> None:
        while (wait := self._paces.ask(host, per_second)).seconds > 0:
            if wait.held and wait.seconds > LONGEST_WAIT:
                raise failures.held(host, wait.seconds)
            if monotonic() + wait.seconds > deadline:
                raise failures.crowded(host)
            time.sleep(wait.seconds)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for some time, as it asked: no run asks it anything."""
        self._paces.hold(host, seconds)

    def health(self, host: str) -> Health:
        """The circuit breaker of a host: open after some requests that found it down."""
        with self._lock:
            known = self._health.get(host)
            if known is None:
                known = self._health[host] = Health(host, self._rest)
            return known

    def close(self) -> None:
        """End what is shared with others."""
        self._gate.close()
        self._paces.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
