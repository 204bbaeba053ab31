"""When the next request to a host may leave: a token bucket for all who ask that host.

The bucket is pyrate-limiter's, of one token: requests leave evenly, at most one per interval. Its
state is kept in memory for one process, or in a folder, one locked file per host, for all
processes of a machine (`connectors.web.machines`: for several machines). A portal that asks to be
left alone for some time is left alone by all of them.
"""

import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import time_ns
from typing import NamedTuple, Protocol

from pyrate_limiter import Decision, Rate, TokenBucket

from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

LONGEST_HOLD = 3600.0  # seconds: then one request asks again
BUCKET = TokenBucket()
_INTERVAL = 1_000_000_000  # milliseconds: long, so that any rate is a whole number over it
_STEPPED_BACK = 1000  # milliseconds: written so far ahead of now, the clock was set back since
_STATE = struct.Struct("<qqq")


class Wait(NamedTuple):
    """Seconds until one may ask again; `held` where the portal itself asked for it."""

    seconds: float
    held: bool = False


GO = Wait(0.0)


class Paces(Protocol):
    """Keeps the pace of hosts."""

    def ask(self, host: str, per_second: float) -> "Wait":
        """GO where a request may leave now (it is then counted), else how long to wait."""

    def hold(self, host: str, seconds: float) -> None:
        """Let no request leave for some time, LONGEST_HOLD at most."""

    def close(self) -> None:
        """Close connections and threads."""


@lru_cache(maxsize=256)
def rate(per_second: float) -> Rate:
    """The bucket's rate."""
    return Rate(max(1, round(per_second * _INTERVAL / 1000)), _INTERVAL, burst=1)


class Turn(NamedTuple):
    """State of a host: when the bucket is full again (µs), held until (ms), written at (ms)."""

    full: int = 0
    held: int = 0
    written: int = 0


def now_ms() -> int:
    """The wall clock, the only one that outlives a process and a restart, in milliseconds."""
    return time_ns() // 1_000_000


def _current(turn: Turn, now: int) -> Turn:
    return Turn() if turn.written > now + _STEPPED_BACK else turn


def step(turn: Turn, per_second: float, now: int) -> tuple[Turn, Wait]:
    """The state after one more request was asked for, and how long it waits."""
    turn = _current(turn, now)
    if turn.held > now:
        return turn, Wait((turn.held - now) / 1000, held=True)
    state, decision = BUCKET.step([rate(per_second)], (turn.full,), now, 1)
    if decision.allowed:
        return Turn(int(state[0]), 0, now), GO
    return turn, wait_of(decision)


def wait_of(decision: Decision) -> Wait:
    """How long the bucket makes a request wait."""
    return GO if decision.allowed else Wait((decision.retry_after_ms or 1) / 1000)


def held(turn: Turn, seconds: float, now: int) -> Turn:
    """The state of a host that is left alone for some time from now."""
    turn = _current(turn, now)
    until = now + int(1000 * min(seconds, LONGEST_HOLD))
    return Turn(turn.full, max(turn.held, until), now)


class MemoryPaces:
    """The paces of one process."""

    def __init__(self) -> None:
        self._turns: dict[str, Turn] = {}
        self._lock = Lock()

    def ask(self, host: str, per_second: float) -> Wait:
        with self._lock:
            turn, wait = step(self._turns.get(host, Turn()), per_second, now_ms())
            self._turns[host] = turn
        return wait

    def hold(self, host: str, seconds: float) -> None:
        with self._lock:
            self._turns[host] = held(self._turns.get(host, Turn()), seconds, now_ms())

    def close(self) -> None:
        pass


@lru_cache(maxsize=1024)
def file_name(host: str) -> str:
    """The name of a host as a file's: legible, and different for different hosts."""
    legible = "".join(letter if letter.isalnum() or letter in ".-" else "_" for letter in host)
    return f"{legible[:60]}-{sha256(host.encode()).hexdigest()[:16]}"


def opened(path: str) -> int:
    """A file of the shared folder, made where absent; HarvestError INTERNAL where it cannot be."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise unwritable(path) from error


def unwritable(path: str) -> HarvestError:
    """The shared folder cannot be written to."""
    return HarvestError(
        FailureCode.INTERNAL,
        msg(
            "A file could not be written to the folder %(folder)s: is the disk full?",
            folder=Path(path).parent.name,
        ),
    )


class FilePaces:
    """The paces of one machine: a small file per host, locked for the time of a look."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    @contextmanager
    def _locked(self, host: str) -> Iterator[int]:
        path = f"{self._folder}/{file_name(host)}.pace"
        handle = opened(path)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield handle
        except OSError as error:
            raise unwritable(path) from error
        finally:
            os.close(handle)  # and the lock with it

    def ask(self, host: str, per_second: float) -> Wait:
        with self._locked(host) as handle:
            before = _read(handle)
            turn, wait = step(before, per_second, now_ms())
            if turn != before:
                os.pwrite(handle, _STATE.pack(*turn), 0)
        return wait

    def hold(self, host: str, seconds: float) -> None:
        with self._locked(host) as handle:
            os.pwrite(handle, _STATE.pack(*held(_read(handle), seconds, now_ms())), 0)

    def close(self) -> None:
        pass


def _read(handle: int) -> Turn:
    content = os.pread(handle, _STATE.size, 0)
    return Turn(*_STATE.unpack(content)) if len(content) == _STATE.size else Turn()
