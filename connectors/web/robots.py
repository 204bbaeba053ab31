"""What the robots.txt of a host allows (RFC 9309), where network.robots asks to heed it.

Wildcards and the longest match are protego's. A host without robots.txt (4xx) allows everything,
one that cannot say (5xx) nothing; Crawl-delay, which no standard describes, lowers the pace.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from urllib.parse import urlsplit

from protego import Protego

from connectors.web import failures
from connectors.web.failures import HttpFailure
from connectors.web.transfer import Transfer

_READ = 500 * 1024  # bytes: a parser reads at least so much (RFC 9309, 2.5)
_KEPT = 24 * 3600.0  # seconds: the longest a copy may serve (RFC 9309, 2.4)
_KEPT_FAILURE = 300.0
_SLOWEST = 1 / 60  # requests per second, whatever Crawl-delay asks


def start_of(transfer: Transfer) -> str:
    """The part of a robots.txt that is heeded; empty where there is none."""
    if transfer.status != 200:
        return ""
    read = bytearray()
    for block in transfer.blocks():
        read += block
        if len(read) >= _READ:
            break
    return bytes(read[:_READ]).decode("utf-8-sig", "replace")


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    rules: Protego
    failure: HttpFailure | None = None


class Robots:
    """The rules of the hosts visited; share one between sessions. Safe for threads."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()
        self._reading: dict[str, Lock] = {}

    def rate(self, url: str, agent: str, per_second: float, read: Callable[[str], str]) -> float:
        """The pace at which an address may be fetched, in requests per second.

        `read` gives the text at an address. HttpFailure: POLICY where it is forbidden, SERVER
        where the rules cannot be read, or why they could not be asked for.
        """
        rules = self._rules(url, read)
        if not rules.can_fetch(url, agent):
            raise failures.robots_refuse(url)
        delay = rules.crawl_delay(agent)
        return per_second if not delay else min(per_second, max(1 / delay, _SLOWEST))

    def _rules(self, url: str, read: Callable[[str], str]) -> Protego:
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}/robots.txt"
        with self._lock:
            reading = self._reading.setdefault(address, Lock())
        with reading:  # one request for it, however many threads
            kept = self._kept.get(address)
            if kept is None or kept.until < monotonic():
                kept = self._kept[address] = _asked(address, read)
        if kept.failure is not None:
            raise kept.failure.with_traceback(None)
        return kept.rules


def _asked(address: str, read: Callable[[str], str]) -> _Kept:
    try:
        return _Kept(monotonic() + _KEPT, Protego.parse(read(address)))
    except HttpFailure as failure:
        status = failure.status
        if status is not None and status >= 500:
            failure = failures.robots_unreadable(address, status)
        return _Kept(monotonic() + _KEPT_FAILURE, Protego.parse(""), failure)
