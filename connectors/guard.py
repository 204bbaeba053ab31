"""The adapter every request goes through: no private address, a pinned IP, a steady pace.

requests-hardened resolves the name, refuses addresses that are not public and connects to the very
address it checked (no rebinding between check and use); TLS still verifies the name. It knows one
exception only, the whole loopback, so hosts of `network.allow_private` pass beside it here.
requests-ratelimiter keeps the pace of each host.
"""

from typing import Any
from urllib.parse import urlsplit

from pyrate_limiter import Limiter
from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from requests_hardened.ip_filter_adapter import IPFilterAdapter  # type: ignore[import-untyped]
from requests_ratelimiter import LimiterMixin

from connectors.watch import POOLS

_PORTS = {"http": 80, "https": 443}


def allowed(url: str, allow_private: tuple[str, ...]) -> bool:
    """Whether an address is listed as `host` or `host:port`, with or without brackets for IPv6."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    port = parts.port or _PORTS.get(parts.scheme)
    names = {host, f"[{host}]", f"{host}:{port}", f"[{host}]:{port}"}
    return any(entry.lower() in names for entry in allow_private)


class GuardedAdapter(LimiterMixin, IPFilterAdapter):  # type: ignore[misc] # untyped base
    """Transport of one scheme, for one source's pace and one federation's list of hosts."""

    def __init__(self, scheme: str, allow_private: tuple[str, ...], limiter: Limiter) -> None:
        self._allow_private = allow_private
        super().__init__(is_https_proto=scheme == "https", limiter=limiter)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as requests
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def build_connection_pool_key_attributes(
        self,
        request: PreparedRequest,
        verify: bool | str,
        cert: str | tuple[str, str] | None = None,
    ) -> tuple[Any, Any]:
        """Where to connect to: the checked address, or the name as it stands when listed."""
        if allowed(request.url or "", self._allow_private):
            return HTTPAdapter.build_connection_pool_key_attributes(self, request, verify, cert)
        found: tuple[Any, Any] = super().build_connection_pool_key_attributes(request, verify, cert)
        return found
