"""Connections to public addresses only: a name is resolved and judged, its address connected to.

A name is resolved when a connection is made and never in between (no rebinding between check and
use); TLS verifies the name, not the address. A connection kept alive leads where it was judged to.
requests-hardened knows which networks are not public; hosts of `network.allow_private` pass it.
"""

import ipaddress
import socket
from typing import Any

from requests_hardened.ip_filter import (  # type: ignore[import-untyped]
    InvalidIPAddress,
    get_ip_address,
)
from urllib3 import PoolManager
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NameResolutionError

from connectors.web.watch import Watched, WatchedTls

PORTS = {"http": 80, "https": 443}


class PrivateAddress(HTTPError):
    """A name that leads into a private network."""


class Guard:
    """Which addresses may be connected to; `allow_private` are `host` or `host:port`."""

    def __init__(self, allow_private: tuple[str, ...]) -> None:
        self._allowed = frozenset(entry.lower() for entry in allow_private)
        self._allow_loopback = False

    def allowed(self, host: str, port: int) -> bool:
        """Whether a host is listed, with or without its port, or brackets for IPv6."""
        names = {host, f"[{host}]", f"{host}:{port}", f"[{host}]:{port}"}
        return not self._allowed.isdisjoint(names)

    def address(self, host: str, port: int) -> str:
        """Where to connect to for a host; PrivateAddress, or socket.gaierror."""
        if self.allowed(host.lower(), port):
            return host
        try:
            address, _ = get_ip_address(host, port, allow_loopback=self._allow_loopback)
        except InvalidIPAddress as error:
            raise PrivateAddress from error
        if not address.is_loopback and _unusable(address):
            raise PrivateAddress
        return str(address)


def _unusable(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Ranges that requests-hardened leaves out: unassigned ones, ::a.b.c.d, fec0::/10."""
    local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return local or address.is_reserved or address.is_unspecified


class _Guarded(Watched):
    guard: Guard

    def _new_conn(self) -> socket.socket:
        name = self.host
        try:
            self._dns_host = self.guard.address(name.strip("[]"), self.port)
            return super()._new_conn()
        except socket.gaierror as error:
            raise NameResolutionError(name, self, error) from error
        finally:
            self._dns_host = name


class _GuardedTls(_Guarded, WatchedTls):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded
    guard: Guard

    def _new_conn(self) -> Any:  # noqa: ANN401 - as urllib3
        connection = super()._new_conn()
        connection.guard = self.guard  # type: ignore[attr-defined]
        return connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTls
    guard: Guard

    def _new_conn(self) -> Any:  # noqa: ANN401 - as urllib3
        connection = super()._new_conn()
        connection.guard = self.guard  # type: ignore[attr-defined]
        return connection


class GuardedPools(PoolManager):
    """urllib3's pools of connections, each made under a guard."""

    def __init__(self, guard: Guard, **options: Any) -> None:  # noqa: ANN401 - as urllib3
        super().__init__(**options)
        self._guard = guard
        self.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}

    def _new_pool(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:  # noqa: ANN401
        pool = super()._new_pool(*args, **kwargs)
        pool.guard = self._guard  # type: ignore[attr-defined]
        return pool
