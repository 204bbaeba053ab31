"""Walks over portals: pages, cursors and disappearances.

The cursor is saved with the page it ends, so an interrupted walk goes on where it stopped.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, literal, select, update

from federation import clock, codec
from federation.errors import FailureCode
from federation.model import Dataset, Distribution, State
from federation.store.database import Database
from federation.store.leases import Lease, renew
from federation.store.schema import dataset, resource, source, transition

#: SQLite allows 32,766 parameters in a statement; stay far below.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk over a source's datasets: when it began, and where to go on."""

    sweep: str
    cursor: str | None
    run_id: str


@dataclass(frozen=True, slots=True)
class HarvestedDataset:
    """A dataset of a page, its table-shaped distributions first, ready to be stored."""

    dataset: Dataset
    tables: tuple[Distribution, ...]
    raw_sha256: str | None


def dataset_id(federation_id: str, source_id: str, remote_id: str) -> str:
    """A UUID (version 5) that stays the same over runs and machines."""
    space = uuid.uuid5(uuid.NAMESPACE_URL, f"partage:{federation_id}:{source_id}")
    return str(uuid.uuid5(space, remote_id))


def resource_id(parent: str, remote_id: str) -> str:
    """A UUID (version 5) stable inside its dataset."""
    return str(uuid.uuid5(uuid.UUID(parent), remote_id))


class Walks:
    """Stores what a walk over a source's portal finds."""

    def __init__(self, database: Database, federation_id: str) -> None:
        self._database = database
        self._federation_id = federation_id

    def begin(self, lease: Lease, run_id: str, resume_within: timedelta) -> Walk:
        """Start a walk, or go on with one that was interrupted not long ago."""
        with self._database.writing() as connection:
            renew(connection, lease)
            row = connection.execute(
                select(source.c.cursor, source.c.sweep).where(source.c.id == lease.source_id)
            ).one()
            oldest = clock.stamp(clock.now() - resume_within)
            resumed = row.cursor is not None and row.sweep is not None and row.sweep > oldest
            walk = Walk(
                row.sweep if resumed else clock.stamp(), row.cursor if resumed else None, run_id
            )
            connection.execute(
                update(source)
                .where(source.c.id == lease.source_id)
                .values(sweep=walk.sweep, cursor=walk.cursor, last_run=run_id)
            )
        return walk

    def commit_page(
        self,
        lease: Lease,
        walk: Walk,
        city_id: str,
        datasets: Sequence[HarvestedDataset],
        cursor: str | None,
    ) -> None:
        """Store one page and the cursor after it, in one transaction."""
        with self._database.writing() as connection:
            renew(connection, lease)
            for item in datasets:
                self._upsert(connection, lease.source_id, city_id, walk, item)
            connection.execute(
                update(source).where(source.c.id == lease.source_id).values(cursor=cursor)
            )

    def known_hashes(self, source_id: str, remote_ids: Sequence[str]) -> dict[str, str]:
        """Document hashes of datasets already stored, by remote id."""
        found: dict[str, str] = {}
        with self._database.engine.connect() as connection:
            for part in _chunks(remote_ids):
                query = select(dataset.c.remote_id, dataset.c.document_hash).where(
                    dataset.c.source_id == source_id, dataset.c.remote_id.in_(part)
                )
                found.update({row[0]: row[1] for row in connection.execute(query)})
        return found

    def _upsert(
        self,
        connection: Connection,
        source_id: str,
        city_id: str,
        walk: Walk,
        item: HarvestedDataset,
    ) -> None:
        identifier = dataset_id(self._federation_id, source_id, item.dataset.remote_id)
        body = codec.dumps(item.dataset)
        digest = codec.digest(body)
        values: dict[str, Any] = {
            "last_seen": walk.sweep,
            "missing_since": None,
            "withdrawn": False,
        }
        known = connection.execute(
            select(dataset.c.document_hash).where(dataset.c.id == identifier)
        ).scalar()
        if known != digest:
            values |= {"document": body, "document_hash": digest, "raw_sha256": item.raw_sha256}
        if known is None:
            values |= {
                "id": identifier,
                "source_id": source_id,
                "city_id": city_id,
                "remote_id": item.dataset.remote_id,
                "first_seen": walk.sweep,
            }
            connection.execute(insert(dataset).values(values))
        else:
            connection.execute(update(dataset).where(dataset.c.id == identifier).values(values))
        if known != digest:
            _upsert_resources(connection, source_id, identifier, item.tables)

    def vanished(self, source_id: str, walk: Walk) -> tuple[int, int]:
        """How many datasets of a source the walk did not see, and how many it knew in all."""
        with self._database.engine.connect() as connection:
            rows = connection.execute(
                select(dataset.c.last_seen).where(
                    dataset.c.source_id == source_id, ~dataset.c.withdrawn
                )
            ).scalars()
            seen = [last_seen == walk.sweep for last_seen in rows]
        return seen.count(False), len(seen)

    def end(self, lease: Lease, walk: Walk, withdraw_before: str | None) -> int:
        """Close a complete walk; datasets missing since before a moment are withdrawn.

        Returns the number withdrawn. With None nothing is marked missing: the brake is on.
        """
        owned = dataset.c.source_id == lease.source_id
        unseen = owned & (dataset.c.last_seen != walk.sweep) & ~dataset.c.withdrawn
        with self._database.writing() as connection:
            renew(connection, lease)
            connection.execute(
                update(source).where(source.c.id == lease.source_id).values(cursor=None, sweep=None)
            )
            if withdraw_before is None:
                return 0
            connection.execute(
                update(dataset)
                .where(unseen & dataset.c.missing_since.is_(None))
                .values(missing_since=walk.sweep)
            )
            gone = unseen & (dataset.c.missing_since <= withdraw_before)
            _record_withdrawal(connection, walk, gone)
            done = connection.execute(update(dataset).where(gone).values(withdrawn=True))
            return int(done.rowcount)


def _record_withdrawal(connection: Connection, walk: Walk, gone: ColumnElement[bool]) -> None:
    """The last step of the resources of datasets that are about to be withdrawn."""
    chosen = resource.c.dataset_id.in_(select(dataset.c.id).where(gone)) & ~resource.c.removed
    steps = select(
        resource.c.id,
        literal(walk.run_id),
        literal(clock.stamp()),
        literal(State.WITHDRAWN.value),
        resource.c.content_sha256,
        literal(FailureCode.GONE.value),
    ).where(chosen)
    columns = ["resource_id", "run_id", "at", "state", "input_hash", "reason_code"]
    connection.execute(insert(transition).from_select(columns, steps))
    connection.execute(update(resource).where(chosen).values(state=State.WITHDRAWN))


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _upsert_resources(
    connection: Connection, source_id: str, parent: str, tables: Sequence[Distribution]
) -> None:
    known = set(
        connection.execute(select(resource.c.id).where(resource.c.dataset_id == parent)).scalars()
    )
    kept: set[str] = set()
    for position, item in enumerate(tables):
        identifier = resource_id(parent, item.remote_id)
        kept.add(identifier)
        values = {
            "position": position,
            "url": item.download_url or item.access_url,
            "format": item.format,
            "schema_id": _schema_text(item),
            "version": item.version,
            "removed": False,
        }
        if identifier in known:
            connection.execute(update(resource).where(resource.c.id == identifier).values(values))
            continue
        values |= {
            "id": identifier,
            "dataset_id": parent,
            "source_id": source_id,
            "remote_id": item.remote_id,
            "state": State.DISCOVERED,
        }
        connection.execute(insert(resource).values(values))
    gone = known - kept
    if gone:
        connection.execute(update(resource).where(resource.c.id.in_(gone)).values(removed=True))


def _schema_text(item: Distribution) -> str | None:
    if item.schema is None:
        return None
    return f"{item.schema.id}@{item.schema.version}" if item.schema.version else item.schema.id
