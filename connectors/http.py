"""The one polite session that every connector speaks through.

Guarded transport (`connectors.guard`), pace and connections per host, circuit breaker
(`connectors.hosts`), retries with jittered back-off that honour Retry-After (RFC 9110, 10.2.3),
byte caps and deadlines (`connectors.transfer`). Every failure leaves as a HarvestError.
"""

import os
import time
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from http.client import HTTPException
from secrets import SystemRandom
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from connectors import failures
from connectors.answers import Body, Head, answered_at, asked_wait, head_of, read_json, user_agent
from connectors.failures import HttpFailure
from connectors.guard import GuardedAdapter
from connectors.hosts import Hosts
from connectors.transfer import Transfer
from federation.settings import FederationSettings, Politeness

T = TypeVar("T")

_MAX_REDIRECTS = 5
_MAX_WAIT = 120.0  # seconds: asked for longer, a portal is left to the next run
_JITTER = SystemRandom()
_OK: Container[int] = frozenset({200})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEEP_METHOD = frozenset({307, 308})  # RFC 9110, 15.4: the body is sent again as it is
_SUCCESS = frozenset(range(200, 300))
_NO_HEAD = frozenset({400, 403, 404, 405, 501})  # seen where GET answers well


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is asked; `secrets` are headers that stay with the first host."""

    method: str
    url: str
    params: Mapping[str, Any] | None
    headers: Mapping[str, str]
    secrets: Mapping[str, str]
    body: bytes | None = None

    @property
    def repeatable(self) -> bool:
        """Whether asking twice does no more than asking once (RFC 9110, 9.2.2)."""
        return self.method != "POST"


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _whole(transfer: Transfer) -> Body:
    content = b"".join(transfer.blocks())
    return Body(transfer.url, transfer.response.status_code, transfer.media_type, content)


class PoliteSession:
    """HTTP for one source: no cookies, no netrc, no proxies of the environment.

    Share one `hosts` between the sessions of a process. `backoff_seconds` is the first wait
    between two attempts; it doubles.
    """

    def __init__(
        self,
        settings: FederationSettings,
        politeness: Politeness,
        hosts: Hosts | None = None,
        backoff_seconds: float = 0.5,
    ) -> None:
        self.settings = settings
        self.politeness = politeness
        self.user_agent = user_agent(settings)
        self._own_hosts = hosts is None
        self._hosts = hosts or Hosts()
        self._backoff = backoff_seconds
        self._session = self._requests_session()
        #: The first answer's own clock (RFC 9110, Date), None before one that tells the time.
        self.server_time: datetime | None = None

    def _requests_session(self) -> requests.Session:
        session = requests.Session()
        # With a proxy or netrc of the environment, the guard would not see real addresses.
        session.trust_env = False
        session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
        session.headers["User-Agent"] = self.user_agent
        session.headers["Accept-Encoding"] = "gzip, deflate"
        limiter = self._hosts.limiter(self.politeness)
        session.adapters.clear()
        for scheme in ("http", "https"):
            adapter = GuardedAdapter(scheme, self.settings.network.allow_private, limiter)
            session.mount(f"{scheme}://", adapter)
        return session

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
        """GET an address and give its answer to `consume`, anew at each attempt.

        `secrets` are headers that stay with the first host; `accept` the statuses that are
        answers rather than failures. HarvestError when all attempts failed.
        """
        deadline = monotonic() + self.politeness.deadline_seconds
        cap = self.politeness.max_page_bytes if max_bytes is None else max_bytes
        ask = _Ask(method, url, params, headers or {}, secrets or {}, body)

        def attempt() -> T:
            with self._open(ask) as response:
                if response.status_code not in accept:
                    wait = asked_wait(response)
                    raise failures.of_status(response.status_code, response.url, wait)
                return consume(Transfer(response, response.url, self.politeness, deadline, cap))

        return self._healthy(url, lambda: self._persist(attempt, deadline, ask))

    def _healthy(self, url: str, request: Callable[[], T]) -> T:
        try:
            health = self._hosts.health(urlsplit(url).netloc.lower())
        except ValueError as error:
            raise failures.bad_address(url) from error
        health.check()
        try:
            found = request()
        except HttpFailure as failure:
            health.report(failure)
            raise
        health.report(None)
        return found

    def _persist(self, attempt: Callable[[], T], deadline: float, ask: _Ask) -> T:
        for tries in range(self.politeness.retries):
            try:
                return attempt()
            except HttpFailure as failure:
                wait = self._wait(failure, tries, ask)
                if wait is None or monotonic() + wait > deadline:
                    raise
            time.sleep(wait)
        return attempt()

    def _wait(self, failure: HttpFailure, tries: int, ask: _Ask) -> float | None:
        """Seconds before the next attempt; None where another would not help or be rude."""
        again = failure.again if ask.repeatable else failure.undone
        if not again or (failure.wait or 0.0) > _MAX_WAIT:
            return None
        backoff: float = self._backoff * 2**tries * _JITTER.uniform(0.5, 1.5)
        return max(min(backoff, _MAX_WAIT), failure.wait or 0.0)

    @contextmanager
    def _open(self, ask: _Ask) -> Iterator[requests.Response]:
        """The last answer of a chain of redirects.

        Redirects are followed here, not by requests, which reads the body of each of them whole
        (an endless one too) and forwards X-CKAN-API-Key to other hosts.
        """
        hop = ask
        for _ in range(_MAX_REDIRECTS + 1):
            with self._hosts.slot(urlsplit(hop.url).netloc.lower(), self.politeness):
                response = self._send(hop)
                self.server_time = self.server_time or answered_at(response)
                try:
                    location = response.headers.get("Location")
                    if response.status_code not in _REDIRECTS or not location:
                        yield response
                        return
                finally:
                    response.close()
            if not ask.repeatable and response.status_code not in _KEEP_METHOD:
                raise failures.post_redirected(ask.url)
            target = self._next(response.url, location)
            same = _origin(target) == _origin(ask.url)
            hop = replace(ask, url=target, params=None, secrets=ask.secrets if same else {})
        raise failures.too_many_redirects(ask.url)

    def _next(self, url: str, location: str) -> str:
        try:
            target = urljoin(url, location)
            _origin(target)
        except ValueError as error:
            raise failures.bad_address(url) from error
        return target

    def _send(self, ask: _Ask) -> requests.Response:
        # Not Session.send: it prepares the next hop of a redirect by reading the whole body.
        try:
            request = requests.Request(
                ask.method,
                ask.url,
                headers={**ask.headers, **ask.secrets},
                params=ask.params,
                data=ask.body,
            )
            prepared = self._session.prepare_request(request)
            return self._session.get_adapter(prepared.url or ask.url).send(
                prepared,
                stream=True,
                timeout=self.politeness.timeout_seconds,
                verify=self._session.verify or True,
            )
        except (requests.RequestException, HTTPError, HTTPException, OSError) as error:
            raise failures.of_exception(error, ask.url) from error
        except UnicodeError as error:  # a host name that no name server could hold
            raise failures.bad_address(ask.url) from error

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
        """Close connections, and the hosts' threads where they are this session's own."""
        self._session.close()
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
