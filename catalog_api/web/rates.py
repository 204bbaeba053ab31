"""How many requests one client may send in a minute, told in the headers of every answer.

`RateLimit-Policy` and `RateLimit` are those of draft-ietf-httpapi-ratelimit-headers, `Retry-After`
that of RFC 9110. Counting is the library `limits`': in this process, or in Redis, which several
processes share. While Redis does not answer each process counts for itself: a catalogue that can
be read matters more than an exact count.
"""

import ipaddress
import logging
import time
from collections.abc import Callable

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError
from limits.util import WindowStats
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalog_api.web import problems
from catalog_api.web.problems import Problem

logger = logging.getLogger(__name__)

Respond = Callable[[Request, Problem, dict[str, str]], Response]

_NAME = '"default"'
_MINUTE = 60
#: Files of the pages, and what watches that the node lives.
_FREE = ("/static/", "/healthz")
_PATIENCE = 0.5  # seconds that Redis has to answer
_REST = 30.0  # seconds that it is left alone after it did not
#: What a household or an office holds of IPv6.
_NETWORK = 64


class Counter:
    """Requests of each client in the minute that runs."""

    def __init__(self, requests: int, redis: str | None = None) -> None:
        self.item = RateLimitItemPerMinute(requests)
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._redis = _redis(redis) if redis else None
        self._shared = FixedWindowRateLimiter(self._redis) if self._redis else None
        self._rests_until = 0.0

    async def hit(self, client: str) -> tuple[bool, WindowStats]:
        """Count one request: whether it may pass, and what is left until when."""
        if self._shared is not None and time.monotonic() >= self._rests_until:
            try:
                return await self._hit(self._shared, client)
            except StorageError:
                logger.warning("rate limit: Redis does not answer, each process counts alone")
                self._rests_until = time.monotonic() + _REST
        return await self._hit(self._own, client)

    async def close(self) -> None:
        """Give back the connections to Redis."""
        if self._redis is not None:
            await self._redis.bridge.get_connection().aclose()  # type: ignore[attr-defined]

    async def _hit(self, limiter: FixedWindowRateLimiter, client: str) -> tuple[bool, WindowStats]:
        passes = await limiter.hit(self.item, client)
        return passes, await limiter.get_window_stats(self.item, client)


def _redis(address: str) -> RedisStorage:
    return RedisStorage(
        f"async+{address}",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="partage-rates",
        socket_timeout=_PATIENCE,
        socket_connect_timeout=_PATIENCE,
    )


class RateLimit:
    """Refuses with 429 what goes beyond; `respond` gives a problem the shape of its address."""

    def __init__(self, app: ASGIApp, counter: Counter, respond: Respond) -> None:
        self._app = app
        self._counter = counter
        self._respond = respond
        self._policy = f"{_NAME};q={counter.item.amount};w={_MINUTE}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_FREE):
            await self._app(scope, receive, send)
            return
        passes, left = await self._counter.hit(client_of(scope))
        seconds = max(1, round(left.reset_time - time.time()))
        headers = {
            "RateLimit-Policy": self._policy,
            "RateLimit": f"{_NAME};r={left.remaining};t={seconds}",
        }

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        if passes:
            await self._app(scope, receive, counted)
            return
        refusal = self._respond(
            Request(scope), problems.too_many(seconds), {"Retry-After": str(seconds)}
        )
        await refusal(scope, receive, counted)


def client_of(scope: Scope) -> str:
    """Whom a request is counted for: an IPv4 address, or the /64 network of an IPv6 one."""
    host = str((scope.get("client") or ("",))[0])
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host[:60]
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    network = ipaddress.ip_network((address.packed, _NETWORK), strict=False)
    return str(network.network_address)
