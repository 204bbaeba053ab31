"""Resources and their state machine: each step recorded, unchanged ones touched in batches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from federation import clock, codec
from federation.errors import TRANSIENT, FailureCode
from federation.i18n import Message
from federation.model import AnonymisationReport, Dataset, State, Verdict
from federation.store.database import Database
from federation.store.leases import Lease, renew
from federation.store.pages import chunks
from federation.store.schema import dataset, resource, transition


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A table-shaped resource as the pipeline sees it."""

    id: str
    source_id: str
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
    notice_code: str | None = None
    beside: str | None = None  # what its last examination looked at: `pipeline.beside`


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


class Resources:
    """Reads and moves the table-shaped resources of a source."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, source_id: str, *, states: Iterable[State] = ()) -> list[ResourceRow]:
        """Resources of a source's living datasets, by state."""
        wanted = list(states)
        query = _living(source_id)
        if wanted:
            query = query.where(resource.c.state.in_(wanted))
        with self._database.engine.connect() as connection:
            return [_resource(row._mapping) for row in connection.execute(query)]

    def of_datasets(self, ids: Sequence[str]) -> list[ResourceRow]:
        """Resources of these datasets, those that were withdrawn left out."""
        found: list[ResourceRow] = []
        with self._database.engine.connect() as connection:
            for part in chunks(ids):
                rows = connection.execute(_all_living().where(resource.c.dataset_id.in_(part)))
                found += [_resource(row._mapping) for row in rows]
        return found

    def looking(self, source_id: str) -> list[ResourceRow]:
        """Resources of a source whose last examination looked at files beside them."""
        query = _living(source_id).where(resource.c.beside.is_not(None))
        with self._database.engine.connect() as connection:
            return [_resource(row._mapping) for row in connection.execute(query)]

    def ask_again(self, lease: Lease, ids: Sequence[str], mark: str) -> None:
        """Make files due whose bytes are needed again; `mark` stands for what they looked at.

        It unsettles them until they are examined; what is shown of them stays as it is.
        """
        if not ids:
            return
        with self._database.writing() as connection:
            renew(connection, lease)
            for part in chunks(ids):
                connection.execute(
                    update(resource).where(resource.c.id.in_(part)).values(due=True, beside=mark)
                )

    def count_due(self, source_id: str) -> int:
        """How many files of a source are to be asked for."""
        query = select(func.count()).select_from(_living(source_id, due=True).subquery())
        with self._database.engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def due(self, source_id: str, *, batch: int = 500) -> Iterator[ResourceRow]:
        """The files of a source that are to be asked for, a batch in memory at a time.

        What is recorded meanwhile changes nothing of what is still to come.
        """
        after = ""
        while True:
            query = _living(source_id, due=True).where(resource.c.id > after).limit(batch)
            with self._database.engine.connect() as connection:
                rows = [_resource(row._mapping) for row in connection.execute(query)]
            yield from rows
            if len(rows) < batch:
                return
            after = rows[-1].id

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

    def awaited(self) -> frozenset[str]:
        """SHA-256 of contents that were fetched and are still to be read."""
        query = select(resource.c.content_sha256).where(
            resource.c.state.in_((State.FETCHED, State.PARSED)),
            resource.c.content_sha256.is_not(None),
        )
        with self._database.engine.connect() as connection:
            return frozenset(str(value) for value in connection.execute(query).scalars())

    def whereabouts(self, ids: Sequence[str]) -> dict[str, tuple[str, State]]:
        """By id, source and state of those of these resources whose dataset still lives."""
        columns = (resource.c.id, resource.c.source_id, resource.c.state)
        found: dict[str, tuple[str, State]] = {}
        with self._database.engine.connect() as connection:
            for part in chunks(ids):
                query = (
                    select(*columns)
                    .join(dataset, dataset.c.id == resource.c.dataset_id)
                    .where(resource.c.id.in_(part), ~resource.c.removed, ~dataset.c.withdrawn)
                )
                rows = connection.execute(query).all()
                found.update({row.id: (row.source_id, State(row.state)) for row in rows})
        return found

    def title(self, dataset_id: str) -> str:
        """A dataset's title as harvested, in its first language; empty when unknown."""
        with self._database.engine.connect() as connection:
            body = connection.execute(
                select(dataset.c.document).where(dataset.c.id == dataset_id)
            ).scalar()
        texts = codec.loads(Dataset, body).title if body else {}
        return next(iter(texts.values()), "")

    def refused(self, source_id: str, limit: int) -> list[tuple[str, FailureCode, Message]]:
        """Addresses of files whose last content was not published, with the reason."""
        query = (
            select(resource.c.url, resource.c.notice_code, resource.c.notice)
            .join(dataset, dataset.c.id == resource.c.dataset_id)
            .where(
                resource.c.source_id == source_id,
                resource.c.notice_code.is_not(None),
                ~resource.c.removed,
                ~dataset.c.withdrawn,
            )
            .order_by(resource.c.url)
            .limit(limit)
        )
        with self._database.engine.connect() as connection:
            return [
                (row.url, FailureCode(row.notice_code), codec.loads(Message, row.notice))
                for row in connection.execute(query)
                if row.notice
            ]

    def gate_records(self, source_id: str) -> tuple[int, list[str]]:
        """Resources about to be published: how many, and those without a gate that passed."""
        query = select(resource.c.id, resource.c.anonymisation).where(
            resource.c.source_id == source_id, resource.c.state == State.GATED
        )
        with self._database.engine.connect() as connection:
            rows = connection.execute(query).all()
        return len(rows), [row.id for row in rows if not _passed(row.anonymisation)]

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
                    due=False,
                ),
                [{"checked": identifier} for identifier in resource_ids],
            )


def _all_living() -> Select[Any]:
    return (
        select(*(resource.c[name] for name in _FIELDS))
        .join(dataset, dataset.c.id == resource.c.dataset_id)
        .where(~resource.c.removed, ~dataset.c.withdrawn)
        .order_by(resource.c.id)
    )


def _living(source_id: str, *, due: bool = False) -> Select[Any]:
    query = _all_living().where(resource.c.source_id == source_id)
    return query.where(resource.c.due) if due else query


def _resource(row: Mapping[Any, Any]) -> ResourceRow:
    values = {name: row[name] for name in _FIELDS}
    values["state"] = State(values["state"])
    values["outcome"] = State(values["outcome"]) if values["outcome"] else None
    return ResourceRow(**values)


def _passed(report: bytes | None) -> bool:
    if not report:
        return False
    found = codec.loads(AnonymisationReport, report)
    return found.verdict is Verdict.PASS and all(
        (found.input_hash, found.policy_hash, found.engine)
    )


def _again(change: Change) -> bool:
    """Whether the next run is to ask for the file again, though nothing says that it changed."""
    undecided = "skip_key" in change.values and change.values["skip_key"] is None
    passing = change.reason_code in TRANSIENT or change.reason_code is FailureCode.INTERNAL
    return undecided or passing


def _advance(connection: Connection, change: Change, at: str) -> None:
    values: dict[str, Any] = {**change.values, "state": change.state, "last_checked": at}
    values["due"] = _again(change)
    reason = codec.dumps(change.reason) if change.reason else None
    if change.state is State.FAILED:
        values |= {"reason_code": change.reason_code, "reason": reason}
    else:
        values |= {"reason_code": None, "reason": None}
    if change.state in _CONTENT_OUTCOMES:
        values |= {"notice_code": change.reason_code, "notice": reason, "last_changed": at}
    connection.execute(update(resource).where(resource.c.id == change.resource_id).values(values))
