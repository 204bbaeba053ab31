"""Harvest side of the store: leases, pages, resources and their state machine.

Everything an interrupted run needs to go on is here: the cursor is saved with the page it ends,
and a resource's state says which stage is next.
"""

import os
import socket
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from federation import clock, codec
from federation.errors import FailureCode, LeaseLost
from federation.i18n import Message
from federation.model import AnonymisationReport, Dataset, Distribution, State, Verdict
from federation.published import FederationDocument
from federation.store.database import Database
from federation.store.schema import (
    dataset,
    federation_document,
    resource,
    source,
    transition,
)

_LEASE = timedelta(minutes=10)
#: SQLite allows 32,766 parameters in a statement; stay far below.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write a source until it expires; `token` grows at every acquisition."""

    source_id: str
    owner: str
    token: int


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk over a source's datasets: when it began, and where to go on."""

    sweep: str
    cursor: str | None


@dataclass(frozen=True, slots=True)
class HarvestedDataset:
    """A dataset of a page, its table-shaped distributions first, ready to be stored."""

    dataset: Dataset
    tables: tuple[Distribution, ...]
    raw_sha256: str | None


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A table-shaped resource as the pipeline sees it."""

    id: str
    dataset_id: str
    remote_id: str
    position: int
    url: str
    format: str | None
    schema_id: str | None
    version: str | None
    fetched_version: str | None
    state: State
    outcome: State | None
    etag: str | None
    last_modified: str | None
    content_sha256: str | None
    content_bytes: int | None
    media_type: str | None
    file_name: str | None
    skip_key: str | None


#: States that say what became of a content, as opposed to of one attempt to fetch it.
_CONTENT_OUTCOMES = frozenset({State.REJECTED, State.QUARANTINED, State.GATED})

_FIELDS = tuple(ResourceRow.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Change:
    """A step of a resource through the state machine; `values` are columns of `resource`."""

    resource_id: str
    state: State
    values: Mapping[str, Any]
    reason_code: FailureCode | None = None
    reason: Message | None = None
    input_hash: str | None = None
    versions: str | None = None


def dataset_id(federation_id: str, source_id: str, remote_id: str) -> str:
    """A UUID (version 5) that stays the same over runs and machines."""
    space = uuid.uuid5(uuid.NAMESPACE_URL, f"partage:{federation_id}:{source_id}")
    return str(uuid.uuid5(space, remote_id))


def resource_id(parent: str, remote_id: str) -> str:
    """A UUID (version 5) stable inside its dataset."""
    return str(uuid.uuid5(uuid.UUID(parent), remote_id))


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


class HarvestState:
    """Writes of the harvest, examination and anonymisation of one federation."""

    def __init__(self, database: Database, federation_id: str) -> None:
        self._database = database
        self._federation_id = federation_id

    # The federation and its sources

    def describe(self, document: FederationDocument) -> None:
        """Publish the federation's own description and make sure each source has its row."""
        body = codec.dumps(document)
        with self._database.writing() as connection:
            stored = connection.execute(select(federation_document.c.document)).scalar()
            if stored is None:
                connection.execute(insert(federation_document).values(id=1, document=body))
            elif stored != body:
                connection.execute(update(federation_document).values(document=body))
            known = set(connection.execute(select(source.c.id)).scalars())
            fresh = [{"id": item.id} for item in document.sources if item.id not in known]
            if fresh:
                connection.execute(insert(source), fresh)

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

    def release(self, lease: Lease) -> None:
        """Give a source back, unless it was taken over meanwhile."""
        with self._database.writing() as connection:
            connection.execute(
                update(source)
                .where(source.c.id == lease.source_id, source.c.lease_token == lease.token)
                .values(lease_owner=None, lease_expires=None)
            )

    # Walking a portal

    def begin_walk(self, lease: Lease, run_id: str, resume_within: timedelta) -> Walk:
        """Start a walk, or go on with one that was interrupted not long ago."""
        with self._database.writing() as connection:
            renew(connection, lease)
            row = connection.execute(
                select(source.c.cursor, source.c.sweep).where(source.c.id == lease.source_id)
            ).one()
            oldest = clock.stamp(clock.now() - resume_within)
            resumed = row.cursor is not None and row.sweep is not None and row.sweep > oldest
            walk = Walk(row.sweep, row.cursor) if resumed else Walk(clock.stamp(), None)
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

    def end_walk(self, lease: Lease, walk: Walk, withdraw_before: str | None) -> int:
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
            done = connection.execute(
                update(dataset)
                .where(unseen & (dataset.c.missing_since <= withdraw_before))
                .values(withdrawn=True)
            )
            return int(done.rowcount)

    # Resources

    def resources(
        self, source_id: str, *, states: Iterable[State] = (), sweep: str | None = None
    ) -> list[ResourceRow]:
        """Resources of a source's living datasets, by state, or of datasets seen in a walk."""
        query = (
            select(*(resource.c[name] for name in _FIELDS))
            .join(dataset, dataset.c.id == resource.c.dataset_id)
            .where(
                resource.c.source_id == source_id,
                ~resource.c.removed,
                ~dataset.c.withdrawn,
            )
            .order_by(resource.c.id)
        )
        wanted = list(states)
        if wanted:
            query = query.where(resource.c.state.in_(wanted))
        if sweep is not None:
            query = query.where(dataset.c.last_seen == sweep)
        with self._database.engine.connect() as connection:
            return [_resource(row._mapping) for row in connection.execute(query)]

    def advance(self, lease: Lease, run_id: str, changes: Sequence[Change]) -> None:
        """Move resources through the state machine, each step recorded, in one transaction."""
        if not changes:
            return
        at = clock.stamp()
        with self._database.writing() as connection:
            renew(connection, lease)
            for change in changes:
                _advance(connection, change, at)
            steps = [
                {
                    "resource_id": change.resource_id,
                    "run_id": run_id,
                    "at": at,
                    "state": change.state,
                    "input_hash": change.input_hash,
                    "versions": change.versions,
                    "reason_code": change.reason_code,
                }
                for change in changes
                if change.state is not State.UNCHANGED
            ]
            if steps:
                connection.execute(insert(transition), steps)

    def title(self, dataset_id: str) -> str:
        """A dataset's title as harvested, in its first language; empty when unknown."""
        with self._database.engine.connect() as connection:
            body = connection.execute(
                select(dataset.c.document).where(dataset.c.id == dataset_id)
            ).scalar()
        texts = codec.loads(Dataset, body).title if body else {}
        return next(iter(texts.values()), "")

    def gate_records(self, source_id: str) -> tuple[int, list[str]]:
        """Resources about to be published: how many, and those without a gate that passed."""
        query = select(resource.c.id, resource.c.anonymisation).where(
            resource.c.source_id == source_id, resource.c.state == State.GATED
        )
        with self._database.engine.connect() as connection:
            rows = connection.execute(query).all()
        return len(rows), [row.id for row in rows if not _passed(row.anonymisation)]

    def tally(self, source_id: str) -> bytes | None:
        """The counts that the last run of a source left."""
        with self._database.engine.connect() as connection:
            found: bytes | None = connection.execute(
                select(source.c.totals).where(source.c.id == source_id)
            ).scalar()
        return found

    def touch(self, lease: Lease, resource_ids: Sequence[str]) -> None:
        """Record, in one statement per batch, that resources were checked and are unchanged."""
        if not resource_ids:
            return
        with self._database.writing() as connection:
            renew(connection, lease)
            connection.execute(
                update(resource)
                .where(resource.c.id == bindparam("checked"))
                .values(
                    state=State.UNCHANGED,
                    last_checked=clock.stamp(),
                    reason_code=None,
                    reason=None,
                ),
                [{"checked": identifier} for identifier in resource_ids],
            )

    # Outcome of a run

    def save_tally(
        self,
        source_id: str,
        tally: bytes,
        *,
        error: tuple[FailureCode, Message] | None = None,
        done: bool = False,
    ) -> None:
        """Keep the counts of a run between its stages; `done` when the last one has ended."""
        values: dict[str, Any] = {"totals": tally}
        if done and error is None:
            values |= {
                "last_success": clock.stamp(),
                "failures": 0,
                "last_error": None,
                "last_error_code": None,
            }
        elif done and error is not None:
            values |= {
                "failures": source.c.failures + 1,
                "last_error_code": error[0],
                "last_error": codec.dumps(error[1]),
            }
        with self._database.writing() as connection:
            connection.execute(update(source).where(source.c.id == source_id).values(values))


def renew(connection: Connection, lease: Lease) -> None:
    """Inside a transaction: check the fencing token and push the expiry on."""
    done = connection.execute(
        update(source)
        .where(source.c.id == lease.source_id, source.c.lease_token == lease.token)
        .values(lease_expires=clock.stamp(clock.now() + _LEASE))
    )
    if done.rowcount != 1:
        raise LeaseLost(lease.source_id)


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _resource(row: Mapping[Any, Any]) -> ResourceRow:
    values = {name: row[name] for name in _FIELDS}
    values["state"] = State(values["state"])
    values["outcome"] = State(values["outcome"]) if values["outcome"] else None
    return ResourceRow(**values)


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


def _passed(report: bytes | None) -> bool:
    if not report:
        return False
    found = codec.loads(AnonymisationReport, report)
    return found.verdict is Verdict.PASS and bool(found.input_hash)


def _advance(connection: Connection, change: Change, at: str) -> None:
    values: dict[str, Any] = {**change.values, "state": change.state, "last_checked": at}
    reason = codec.dumps(change.reason) if change.reason else None
    if change.state is State.FAILED:
        values |= {"reason_code": change.reason_code, "reason": reason}
    else:
        values |= {"reason_code": None, "reason": None}
    if change.state in _CONTENT_OUTCOMES:
        values |= {"notice_code": change.reason_code, "notice": reason, "last_changed": at}
    connection.execute(update(resource).where(resource.c.id == change.resource_id).values(values))
