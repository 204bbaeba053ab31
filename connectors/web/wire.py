"""One request on the wire, and the answer to it before its body is read.

urllib3 without requests above it, which costs as much again and reads the body of each redirect
whole (an endless one too). No cookies, no netrc, no proxies of the environment: with a proxy the
guard would not see real addresses.
"""

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from http.client import HTTPException
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlencode, urljoin

import certifi
from urllib3 import HTTPHeaderDict, HTTPResponse
from urllib3.exceptions import HTTPError
from urllib3.util import Url, make_headers, parse_url
from urllib3.util.ssl_ import create_urllib3_context

from connectors.web import failures
from connectors.web.guard import PORTS, Guard, GuardedPools
from connectors.web.watch import limited
from federation.settings import Politeness

_POOLS = 64  # hosts whose connections are kept; link checks visit many
_DRAINED = 1 << 16  # bytes: reading so little is cheaper than a new connection
_DRAIN_SECONDS = 2.0
_KEEP_METHOD = frozenset({307, 308})  # RFC 9110, 15.4: the body is sent again as it is


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked; `secrets` are headers that stay with the first host."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None

    @property
    def repeatable(self) -> bool:
        """Whether asking twice does no more than asking once (RFC 9110, 9.2.2)."""
        return self.method != "POST"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and headers; `raw` is the body, still to be read."""

    url: str
    raw: HTTPResponse

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.raw.status

    @property
    def headers(self) -> HTTPHeaderDict:
        """The headers, whose names have no case."""
        return self.raw.headers

    def close(self) -> None:
        """Give the connection back where little or nothing is left to read, else hang up."""
        left = self.raw.length_remaining
        untouched = not self.raw.closed and self.raw.tell() == 0
        if untouched and left is not None and left <= _DRAINED:
            self._drain(left)
        self.raw.close()
        self.raw.release_conn()

    def _drain(self, left: int) -> None:
        try:
            if left == 0:
                self.raw.read(decode_content=False)
                return
            with limited(_DRAIN_SECONDS, self.raw.shutdown):
                self.raw.read(decode_content=False)
        except (HTTPError, HTTPException, OSError):
            return  # it is closed all the same


def with_params(url: str, params: Mapping[str, object] | None) -> str:
    """An address with more query parameters; those that are None are left out."""
    given = [(name, value) for name, value in (params or {}).items() if value is not None]
    if not given:
        return url
    base, mark, fragment = url.partition("#")
    joint = "&" if "?" in base else "?"
    return f"{base}{joint}{urlencode(given, doseq=True)}{mark}{fragment}"


@lru_cache(maxsize=256)
def parsed(url: str) -> Url:
    """The parts of a web address, percent-encoded; HttpFailure POLICY where it is none."""
    try:
        parts = parse_url(url.strip())
    except HTTPError as error:
        raise failures.bad_address(url) from error
    if parts.scheme not in PORTS or not parts.host:
        raise failures.bad_address(url)
    return parts


def host_of(parts: Url) -> str:
    """A host, with its port where that is not the scheme's: who is treated as one."""
    scheme, port = parts.scheme or "", parts.port
    usual = port is None or port == PORTS[scheme]
    return str(parts.host) if usual else f"{parts.host}:{port}"


def _origin(parts: Url) -> tuple[str | None, str]:
    return parts.scheme, host_of(parts)


def redirected(ask: Ask, answer: Answer, location: str) -> Ask:
    """Where a redirect leads to; secrets stay with the first host.

    HttpFailure: POLICY for an address that is none, WRONG_FORMAT for a POST that loses its body.
    """
    if not ask.repeatable and answer.status not in _KEEP_METHOD:
        raise failures.post_redirected(ask.url)
    try:
        # Headers are read as Latin-1 while portals write UTF-8 (RFC 9110, 5.5 wants neither).
        target = urljoin(answer.url, location.encode("latin-1").decode("utf-8", "replace"))
    except ValueError as error:
        raise failures.bad_address(answer.url) from error
    same = _origin(parsed(target)) == _origin(parsed(ask.url))
    return replace(ask, url=target, secrets=ask.secrets if same else {})


def _authorities() -> ssl.SSLContext:
    """Trust in the authorities of REQUESTS_CA_BUNDLE, else of certifi; read once a change."""
    path = os.environ.get("REQUESTS_CA_BUNDLE") or certifi.where()
    return _trust(path, Path(path).stat().st_mtime_ns)


@cache
def _trust(path: str, changed: int) -> ssl.SSLContext:
    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    context.check_hostname = True
    if Path(path).is_dir():
        context.load_verify_locations(capath=path)
    else:
        context.load_verify_locations(cafile=path)
    return context


class Wire:
    """Connections of one source; `headers` are sent with every request."""

    def __init__(self, guard: Guard, headers: Mapping[str, str], politeness: Politeness) -> None:
        self.guard = guard
        self._headers = {"Accept-Encoding": "gzip, deflate", "Accept": "*/*", **headers}
        self._politeness = politeness
        self._plain: GuardedPools | None = None
        self._secure: GuardedPools | None = None

    def _pools(self, scheme: str | None) -> GuardedPools:
        if scheme == "http":
            self._plain = self._plain or self._opened()
            return self._plain
        self._secure = self._secure or self._opened(_authorities())
        return self._secure

    def _opened(self, trust: ssl.SSLContext | None = None) -> GuardedPools:
        return GuardedPools(
            self.guard,
            num_pools=_POOLS,
            maxsize=self._politeness.connections,
            ssl_context=trust,
        )

    def send(self, ask: Ask, parts: Url) -> Answer:
        """Send a request; HttpFailure where there is no answer."""
        headers = {**self._headers, **ask.headers, **ask.secrets}
        try:
            if parts.auth:
                headers |= make_headers(basic_auth=unquote(parts.auth))
            pool = self._pools(parts.scheme).connection_from_host(
                parts.host, parts.port, parts.scheme
            )
            raw = pool.urlopen(
                ask.method,
                parts.request_uri,
                body=ask.body,
                headers=headers,
                retries=False,
                redirect=False,
                assert_same_host=False,
                timeout=self._politeness.timeout_seconds,
                preload_content=False,
                decode_content=False,
            )
        except (HTTPError, HTTPException, OSError) as error:
            raise failures.of_exception(error, ask.url) from error
        except ValueError as error:  # a host name, or a header, that cannot be sent
            raise failures.bad_address(ask.url) from error
        return Answer(parts.url, cast(HTTPResponse, raw))

    def close(self) -> None:
        """Close the connections."""
        for pools in (self._plain, self._secure):
            if pools is not None:
                pools.clear()
