"""The few connections a host is given, counted over threads, processes and machines.

A slot of a machine is a lock on a file, which the system gives back when the process that holds it
ends, however it ends.
"""

import fcntl
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from secrets import SystemRandom
from threading import Condition
from time import monotonic, sleep
from typing import Protocol

from connectors.web.paces import file_name, opened

_SHORTEST, _LONGEST = 0.005, 0.05  # seconds between two looks at slots that other processes hold
_JITTER = SystemRandom()


class Slots(Protocol):
    """The connections of hosts beyond this process."""

    def take(self, host: str, limit: int) -> Callable[[], None] | None:
        """What gives a slot back; None while all `limit` are taken."""

    def close(self) -> None:
        """Close connections and threads."""


class FileSlots:
    """The slots of one machine: `limit` files per host."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    def take(self, host: str, limit: int) -> Callable[[], None] | None:
        for number in range(limit):
            path = f"{self._folder}/{file_name(host)}.{number}"
            handle = opened(path)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                continue
            return partial(os.close, handle)
        return None

    def close(self) -> None:
        pass


class Gate:
    """Slots of this process first, then of `beyond`: threads wait without asking time and again."""

    def __init__(self, beyond: Slots | None = None) -> None:
        self._beyond = beyond
        self._taken: Counter[str] = Counter()
        self._change = Condition()

    @contextmanager
    def slot(self, host: str, limit: int, deadline: float) -> Iterator[None]:
        """Hold one of `limit` connections to a host; TimeoutError past a monotonic deadline."""
        self._enter(host, limit, deadline)
        try:
            if self._beyond is None:
                yield
                return
            give_back = _taken(self._beyond, host, limit, deadline)
            try:
                yield
            finally:
                give_back()
        finally:
            self._leave(host)

    def _enter(self, host: str, limit: int, deadline: float) -> None:
        with self._change:
            while self._taken[host] >= limit:
                left = deadline - monotonic()
                if left <= 0 or not self._change.wait(left):
                    raise TimeoutError
            self._taken[host] += 1

    def _leave(self, host: str) -> None:
        with self._change:
            self._taken[host] -= 1
            if not self._taken[host]:
                del self._taken[host]
            self._change.notify_all()

    def close(self) -> None:
        """Close what is shared with others."""
        if self._beyond is not None:
            self._beyond.close()


def _taken(slots: Slots, host: str, limit: int, deadline: float) -> Callable[[], None]:
    pause = _SHORTEST
    while (give_back := slots.take(host, limit)) is None:
        if monotonic() > deadline:
            raise TimeoutError
        sleep(pause * _JITTER.uniform(0.5, 1.5))
        pause = min(2 * pause, _LONGEST)
    return give_back
