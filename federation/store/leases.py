"""Leases: the right of one run to write a source, with a fencing token that only grows."""

import os
import socket
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, select, update

from federation import clock
from federation.errors import LeaseLost
from federation.store.database import Database
from federation.store.schema import source

_LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write a source until it expires; `token` grows at every acquisition."""

    source_id: str
    owner: str
    token: int


class Leases:
    """Takes and gives back sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def acquire(self, source_id: str) -> Lease:
        """Take a source; LeaseLost while another live run holds it."""
        owner = f"{socket.gethostname()}/{os.getpid()}"
        now = clock.now()
        with self._database.writing() as connection:
            row = connection.execute(select(source).where(source.c.id == source_id)).one()._mapping
            held = row["lease_expires"] and row["lease_expires"] > clock.stamp(now)
            if held and _alive(row["lease_owner"]):
                raise LeaseLost(source_id)
            token = int(row["lease_token"]) + 1
            connection.execute(
                update(source)
                .where(source.c.id == source_id)
                .values(
                    lease_owner=owner,
                    lease_token=token,
                    lease_expires=clock.stamp(now + _LEASE),
                )
            )
        return Lease(source_id, owner, token)

    def keep(self, lease: Lease) -> None:
        """Push a lease's end on while its work takes long; LeaseLost where it was taken over."""
        with self._database.writing() as connection:
            renew(connection, lease)

    def release(self, lease: Lease) -> None:
        """Give a source back, unless it was taken over meanwhile."""
        with self._database.writing() as connection:
            connection.execute(
                update(source)
                .where(source.c.id == lease.source_id, source.c.lease_token == lease.token)
                .values(lease_owner=None, lease_expires=None)
            )


def renew(connection: Connection, lease: Lease) -> None:
    """Inside a transaction: check the fencing token and push the expiry on."""
    done = connection.execute(
        update(source)
        .where(source.c.id == lease.source_id, source.c.lease_token == lease.token)
        .values(lease_expires=clock.stamp(clock.now() + _LEASE))
    )
    if done.rowcount != 1:
        raise LeaseLost(lease.source_id)


def _alive(owner: str | None) -> bool:
    """Whether a lease's owner may still run: unknown machines count as alive."""
    host, _, pid = (owner or "").partition("/")
    if host != socket.gethostname() or not pid.isdigit():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return int(pid) != os.getpid()
