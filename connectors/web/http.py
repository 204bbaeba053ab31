"""The one polite session that every connector speaks through.

Guarded connections (`guard`), pace and connections per host, circuit breaker and robots.txt
(`hosts`), retries with jittered back-off that honour Retry-After (RFC 9110, 10.2.3) and spent
quotas, byte caps and deadlines (`transfer`). Every failure leaves as a HarvestError.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar

from connectors.web import failures
from connectors.web.answers import (
    Body,
    Head,
    answered_at,
    asked_wait,
    head_of,
    read_json,
    spent_wait,
    user_agent,
)
from connectors.web.failures import HttpFailure
from connectors.web.guard import Guard
from connectors.web.hosts import Hosts
from connectors.web.patience import Patience
from connectors.web.robots import start_of
from connectors.web.transfer import Transfer
from connectors.web.wire import Answer, Ask, Wire, host_of, parsed, redirected, with_params
from federation.settings import FederationSettings, Politeness

T = TypeVar("T")

_MAX_REDIRECTS = 5
_LULL = 1.0  # seconds without requests after a 429 that names no time
_OK: Container[int] = frozenset({200})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SUCCESS = frozenset(range(200, 300))
_NO_HEAD = frozenset({400, 403, 404, 405, 501})  # seen where GET answers well
_ROBOTS = frozenset(range(200, 429)) | frozenset(range(430, 500))


def _whole(transfer: Transfer) -> Body:
    content = b"".join(transfer.blocks())
    return Body(transfer.url, transfer.status, transfer.media_type, content)


def _refusal(answer: Answer) -> HttpFailure:
    wait = asked_wait(answer.headers)
    if answer.status == 202:
        return failures.preparing(answer.url, wait)
    return failures.of_status(answer.status, answer.url, wait)


class PoliteSession:
    """HTTP for one source: no cookies, no netrc, no proxies of the environment.

    Share one `hosts` between the sessions of a process. `backoff_seconds` is the first wait
    between two attempts; it doubles. `robots` overrides network.robots (a webhook is no crawl).
    """

    def __init__(
        self,
        settings: FederationSettings,
        politeness: Politeness,
        hosts: Hosts | None = None,
        backoff_seconds: float = 0.5,
        robots: bool | None = None,
    ) -> None:
        self.settings = settings
        self.politeness = politeness
        self.user_agent = user_agent(settings)
        self._own_hosts = hosts is None
        self._hosts = hosts or Hosts()
        self._patience = Patience(politeness.retries, backoff_seconds)
        self._robots = settings.network.robots if robots is None else robots
        self._guard = Guard(settings.network.allow_private)
        self._wire = Wire(self._guard, {"User-Agent": self.user_agent}, politeness)
        #: The first answer's own clock (RFC 9110, Date), None before one that tells the time.
        self.server_time: datetime | None = None

    def fetch(
        self,
        url: str,
        consume: Callable[[Transfer], T],
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
        accept: Container[int] = _OK,
        max_bytes: int | None = None,
        method: str = "GET",
        body: bytes | None = None,
    ) -> T:
        """Ask an address and give its answer to `consume`, anew at each attempt.

        `secrets` are headers that stay with the first host; `accept` the statuses that are
        answers rather than failures. HarvestError when all attempts failed.
        """
        ask = Ask(with_params(url, params), method, headers or {}, secrets or {}, body)
        return self._fetch(ask, consume, accept, max_bytes, self._robots)

    def _fetch(
        self,
        ask: Ask,
        consume: Callable[[Transfer], T],
        accept: Container[int],
        max_bytes: int | None,
        robots: bool,
    ) -> T:
        deadline = monotonic() + self.politeness.deadline_seconds
        cap = self.politeness.max_page_bytes if max_bytes is None else max_bytes

        def attempt() -> T:
            with self._open(ask, deadline, robots) as answer:
                if answer.status not in accept:
                    raise _refusal(answer)
                return consume(Transfer(answer, self.politeness, deadline, cap))

        health = self._hosts.health(host_of(parsed(ask.url)))
        health.check()
        try:
            found = self._patience.run(attempt, deadline, ask.repeatable)
        except HttpFailure as failure:
            health.report(failure)
            raise
        health.report(None)
        return found

    @contextmanager
    def _open(self, ask: Ask, deadline: float, robots: bool) -> Iterator[Answer]:
        """The last answer of a chain of redirects, each hop as guarded as the first."""
        hop = ask
        for _ in range(_MAX_REDIRECTS + 1):
            parts = parsed(hop.url)
            host, rate = host_of(parts), self._rate(hop, robots)
            with self._hosts.turn(host, self.politeness.connections, rate, deadline):
                answer = self._wire.send(hop, parts)
                try:
                    self._heed(answer, host)
                    location = answer.headers.get("Location")
                    if answer.status not in _REDIRECTS or not location:
                        yield answer
                        return
                finally:
                    answer.close()
            hop = redirected(ask, answer, location)
        raise failures.too_many_redirects(ask.url)

    def _rate(self, ask: Ask, robots: bool) -> float:
        pace = self.politeness.requests_per_second
        if not robots:
            return pace
        product = self.user_agent.partition("/")[0].split()
        agent = product[0] if product else "partage"
        return self._hosts.robots.rate(ask.url, agent, pace, self._read_robots)

    def _read_robots(self, url: str) -> str:
        return self._fetch(Ask(url), start_of, _ROBOTS, None, robots=False)

    def _heed(self, answer: Answer, host: str) -> None:
        """Remember what an answer says to all who ask this host: its clock, a spent quota."""
        self.server_time = self.server_time or answered_at(answer.headers)
        if answer.status == 429:
            wait = asked_wait(answer.headers)
            self._hosts.hold(host, _LULL if wait is None else wait)
        elif (wait := spent_wait(answer.headers)) is not None:
            self._hosts.hold(host, wait)

    def get_bytes(
        self,
        url: str,
        params: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
        accept: Container[int] = _OK,
        max_bytes: int | None = None,
    ) -> Body:
        """A whole answer of at most `max_bytes` (default: politeness.max_page_bytes)."""
        return self.fetch(
            url,
            _whole,
            params=params,
            headers=headers,
            secrets=secrets,
            accept=accept,
            max_bytes=max_bytes,
        )

    def post_bytes(
        self,
        url: str,
        body: bytes,
        media_type: str,
        *,
        headers: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
        accept: Container[int] = _SUCCESS,
        max_bytes: int | None = None,
    ) -> Body:
        """POST a body and read the answer whole, as `get_bytes` does.

        Sent again only where it surely was not acted upon: 429, 503, or no connection at all.
        Only redirects that keep the method (307, 308) are followed; WRONG_FORMAT for the others.
        """
        return self.fetch(
            url,
            _whole,
            headers={"Content-Type": media_type, **(headers or {})},
            secrets=secrets,
            accept=accept,
            max_bytes=max_bytes,
            method="POST",
            body=body,
        )

    def head(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
    ) -> Head:
        """Whether an address answers, and with what, without its body; HarvestError if not.

        Where HEAD is refused, a GET of one byte is closed after its headers.
        """
        given = headers or {}
        try:
            return self.fetch(
                url, head_of, headers=given, secrets=secrets, accept=_SUCCESS, method="HEAD"
            )
        except HttpFailure as failure:
            if failure.status not in _NO_HEAD:
                raise
        return self.fetch(
            url,
            head_of,
            headers={**given, "Range": "bytes=0-0"},
            secrets=secrets,
            accept=_SUCCESS | {416},  # an empty file has no first byte
        )

    def get_json(
        self,
        url: str,
        params: Mapping[str, Any] | None = None,
        *,
        secrets: Mapping[str, str] | None = None,
        max_bytes: int | None = None,
    ) -> Any:  # noqa: ANN401 - JSON
        """A JSON answer; WRONG_FORMAT where the portal sends anything else, such as a web page."""
        body = self.get_bytes(
            url,
            params,
            headers={"Accept": "application/json"},
            secrets=secrets,
            max_bytes=max_bytes,
        )
        return read_json(body)

    def close(self) -> None:
        """Close connections, and what is remembered of hosts where it is this session's own."""
        self._wire.close()
        if self._own_hosts:
            self._hosts.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
