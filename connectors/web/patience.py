"""How often, and after which waits, a request that failed is sent again."""

import time
from collections.abc import Callable
from secrets import SystemRandom
from time import monotonic
from typing import TypeVar

from connectors.web.failures import HttpFailure
from connectors.web.hosts import LONGEST_WAIT

T = TypeVar("T")

_PREPARING_SECONDS = 300.0  # that a file which a portal makes first (202) is waited for
_JITTER = SystemRandom()


class Patience:
    """Jittered back-off that doubles from `first_seconds`, and the waits that portals ask for."""

    def __init__(self, retries: int, first_seconds: float) -> None:
        self._retries = retries
        self._first = first_seconds

    def run(self, attempt: Callable[[], T], deadline: float, repeatable: bool) -> T:
        """Try until it succeeds, or another attempt would not help, be rude, or end too late.

        `deadline` is on the monotonic clock. What is not `repeatable` (RFC 9110, 9.2.2) is sent
        again only where the portal surely did nothing with it. HttpFailure: the last one.
        """
        tries, started = 0, monotonic()
        while True:
            try:
                return attempt()
            except HttpFailure as failure:
                preparing = failure.status == 202
                end = min(deadline, started + _PREPARING_SECONDS) if preparing else deadline
                enough = tries >= self._retries and not preparing
                wait = None if enough else self._wait(failure, tries, repeatable)
                if wait is None or monotonic() + wait > end:
                    raise
            tries += 1
            time.sleep(wait)

    def _wait(self, failure: HttpFailure, tries: int, repeatable: bool) -> float | None:
        again = failure.again if repeatable else failure.undone
        asked = failure.wait or 0.0
        if not again or asked > LONGEST_WAIT:
            return None
        backoff: float = self._first * 2 ** min(tries, 10) * _JITTER.uniform(0.5, 1.5)
        return max(min(backoff, LONGEST_WAIT), asked)
