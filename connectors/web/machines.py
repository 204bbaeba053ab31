"""Paces and connections that several machines share through a Redis server (network.redis).

The bucket is pyrate-limiter's, as in `connectors.web.paces`, computed inside Redis; slots are
locks of redis-py that expire where the machine that holds them is lost. Time is Redis's own: the
clocks of machines differ. Without its server, nothing is fetched: the machines could not keep
their promise.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from time import monotonic, time
from typing import cast

from pyrate_limiter import RedisStateStore
from redis import Redis
from redis.exceptions import LockError, RedisError
from redis.lock import Lock as RedisLock

from connectors.web.paces import BUCKET, LONGEST_HOLD, Wait, rate, wait_of
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

_PREFIX = "partage"
_SECONDS = 5.0  # an answer of Redis takes no longer
_SLOT_SECONDS = 30.0  # a lost machine's slots are free after that
_CLOCK_SECONDS = 60.0  # between two comparisons of the clocks


def connect(url: str) -> Redis:
    """A client of a server; HarvestError UNREACHABLE where the address cannot be read."""
    try:
        return Redis.from_url(url, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS)
    except ValueError as error:
        raise _lost() from error


def _lost() -> HarvestError:
    return HarvestError(
        FailureCode.UNREACHABLE,
        msg(
            "The Redis server of network.redis cannot be reached, and paces are shared through "
            "it: nothing was fetched. Start it, or correct its address in federation.yaml."
        ),
    )


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise _lost() from error


class _Clock:
    """Redis's wall clock, asked for once in a while."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._ahead = 0.0
        self._asked = -_CLOCK_SECONDS

    def now(self) -> int:
        """Milliseconds."""
        if monotonic() - self._asked > _CLOCK_SECONDS:
            seconds, micro = cast(tuple[int, int], self._redis.time())
            self._ahead = seconds + micro / 1e6 - time()
            self._asked = monotonic()
        return int(1000 * (time() + self._ahead))


class RedisPaces:
    """The paces of all machines."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._clock = _Clock(redis)
        self._buckets: dict[str, RedisStateStore] = {}

    def _bucket(self, host: str) -> RedisStateStore:
        known = self._buckets.get(host)
        if known is None:
            store = RedisStateStore(self._redis, f"{_PREFIX}:pace:{host}")
            known = self._buckets.setdefault(host, store)
        return known

    def ask(self, host: str, per_second: float) -> Wait:
        with _reached():
            held = self._held(host)
            if held > 0:
                return Wait(held / 1000, held=True)
            decision = self._bucket(host).check(  # type: ignore[no-untyped-call]
                BUCKET, [rate(per_second)], self._clock.now(), 1
            )
        return wait_of(decision)

    def _held(self, host: str) -> int:
        """Milliseconds that a host is left alone for."""
        return cast(int, self._redis.pttl(f"{_PREFIX}:held:{host}"))

    def hold(self, host: str, seconds: float) -> None:
        wanted = int(1000 * min(seconds, LONGEST_HOLD))
        with _reached():
            if wanted > max(0, self._held(host)):
                self._redis.set(f"{_PREFIX}:held:{host}", "1", px=wanted)

    def close(self) -> None:
        self._redis.close()


class RedisSlots:
    """The slots of all machines: `limit` locks per host, renewed by a thread while held."""

    def __init__(self, redis: Redis, seconds: float = _SLOT_SECONDS) -> None:
        self._redis = redis
        self._seconds = seconds
        self._held: set[RedisLock] = set()
        self._guard = Lock()
        self._stop = Event()
        self._thread: Thread | None = None

    def take(self, host: str, limit: int) -> Callable[[], None] | None:
        for number in range(limit):
            lock = self._redis.lock(
                f"{_PREFIX}:slot:{host}:{number}",
                timeout=self._seconds,
                blocking=False,
                thread_local=False,
            )
            with _reached():
                if not lock.acquire():
                    continue
            with self._guard:
                self._held.add(lock)
                self._start()
            return lambda: self._give_back(lock)
        return None

    def _give_back(self, lock: RedisLock) -> None:
        with self._guard:
            self._held.discard(lock)
        with suppress(RedisError, LockError):  # it expires by itself
            lock.release()

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._renew, name="slots", daemon=True)
            self._thread.start()

    def _renew(self) -> None:
        while not self._stop.wait(self._seconds / 3):
            with self._guard:
                held = list(self._held)
            for lock in held:
                with suppress(RedisError, LockError):  # given back, or tried again next time
                    lock.reacquire()

    def close(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._redis.close()
