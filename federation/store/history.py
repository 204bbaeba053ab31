"""Reads the history: versions of datasets and of tables, newest first.

A version has the number of the release that brought it (`seq`) for its address; that never changes
its meaning. Whether somebody may read a dataset at all is asked before, by whoever reads here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select

from federation import codec
from federation.differences import Difference
from federation.i18n import Message
from federation.published import Snapshot, Table
from federation.store.database import Database
from federation.store.pages import chunks
from federation.store.schema import dataset_version, published_table, table_version
from federation.versions import Changes, Facts, Kind, unpack, unpack_bytes

_D = dataset_version.c
_T = table_version.c


@dataclass(frozen=True, slots=True)
class DatasetVersion:
    """A version of a dataset, or its tombstone with the reason. `at` is ISO 8601 in UTC."""

    seq: int
    number: int
    kind: Kind
    at: str
    changes: Changes | None
    reason: Message | None


@dataclass(frozen=True, slots=True)
class TableVersion:
    """A version of a table. Once `retracted` (UTC stamp) nothing of its content is left.

    `erased` is when its data was given up; `judged` tells under which policy, by which engine the
    gate let it pass. `difference` is that from the version before, None where there is none.
    """

    id: str
    dataset_id: str
    seq: int
    number: int
    at: str
    sha256: str | None
    rows: int | None
    judged: str | None
    erased: str | None
    retracted: str | None
    snapshot: Snapshot | None
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the history has of a dataset: its last number, its last words, whether it is gone."""

    number: int
    facts: Facts | None
    changes: Changes | None
    gone: bool


class History:
    """Read access to versions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _all(self, query: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        with self._database.engine.connect() as connection:
            return connection.execute(query).all()

    def of_dataset(
        self, dataset_id: str, before: int | None = None, limit: int = 20
    ) -> list[DatasetVersion]:
        """Versions and tombstones of a dataset, newest first; page with `before`, a `seq`."""
        query = select(*_SHORT).where(_D.dataset_id == dataset_id)
        if before is not None:
            query = query.where(_D.seq < before)
        return [_dataset(row) for row in self._all(query.order_by(_D.seq.desc()).limit(limit))]

    def dataset(self, dataset_id: str, seq: int) -> tuple[DatasetVersion, bytes | None] | None:
        """The version that a release brought, with the JSON document as it was."""
        query = select(*_SHORT, _D.document).where(_D.dataset_id == dataset_id, _D.seq == seq)
        rows = self._all(query)
        if not rows:
            return None
        body = rows[0].document
        return _dataset(rows[0]), unpack_bytes(body) if body else None

    def of_table(
        self, table_id: str, before: int | None = None, limit: int = 20
    ) -> list[TableVersion]:
        """Versions of a table, newest first; page with `before`, a `seq`."""
        query = select(table_version).where(_T.resource_id == table_id)
        if before is not None:
            query = query.where(_T.seq < before)
        return [_table(row) for row in self._all(query.order_by(_T.seq.desc()).limit(limit))]

    def table(self, table_id: str, seq: int) -> TableVersion | None:
        """The version of a table that a release brought."""
        query = select(table_version).where(_T.resource_id == table_id, _T.seq == seq)
        rows = self._all(query)
        return _table(rows[0]) if rows else None

    def known(self, ids: Sequence[str]) -> dict[str, Known]:
        """What the history has of these datasets, by id; nothing of those it does not know."""
        found: dict[str, Known] = {}
        for part in chunks(ids):
            said = {row.dataset_id: row for row in self._all(_last_words(part))}
            for row in self._all(_last_rows(part)):
                words = said.get(row.dataset_id)
                found[row.dataset_id] = Known(
                    row.number,
                    unpack(Facts, words.facts) if words else None,
                    unpack(Changes, words.changes) if words else None,
                    row.kind != Kind.PUBLISHED,
                )
        return found

    def snapshots(self, datasets: Sequence[str]) -> dict[str, Snapshot]:
        """By table, the content of its newest version, where it was not taken back."""
        found: dict[str, Snapshot] = {}
        for part in chunks(datasets):
            newest = select(_T.resource_id, func.max(_T.number).label("number"))
            last = newest.where(_T.dataset_id.in_(part)).group_by(_T.resource_id).subquery()
            rows = self._all(
                select(_T.resource_id, _T.snapshot_sha256, _T.snapshot, published_table.c.document)
                .join(last, (last.c.resource_id == _T.resource_id) & (last.c.number == _T.number))
                .outerjoin(published_table, published_table.c.id == _T.resource_id)
                .where(_T.snapshot_sha256.is_not(None))
            )
            for row in rows:
                if snapshot := _content(row):
                    found[row.resource_id] = snapshot
        return found


_SHORT = (_D.seq, _D.number, _D.kind, _D.published_at, _D.changes, _D.reason)


def _last_words(ids: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """The newest version of each of these datasets that still says something."""
    newest = (
        select(_D.dataset_id, func.max(_D.seq).label("seq"))
        .where(_D.dataset_id.in_(ids), _D.facts.is_not(None))
        .group_by(_D.dataset_id)
        .subquery()
    )
    return select(_D.dataset_id, _D.facts, _D.changes).join(
        newest, (newest.c.dataset_id == _D.dataset_id) & (newest.c.seq == _D.seq)
    )


def _last_rows(ids: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """The newest row of each of these datasets, tombstones included."""
    newest = (
        select(_D.dataset_id, func.max(_D.seq).label("seq"))
        .where(_D.dataset_id.in_(ids))
        .group_by(_D.dataset_id)
        .subquery()
    )
    return select(_D.dataset_id, _D.number, _D.kind).join(
        newest, (newest.c.dataset_id == _D.dataset_id) & (newest.c.seq == _D.seq)
    )


def _content(row: Row[Any]) -> Snapshot | None:
    """The snapshot of a version; contents older than the history are told by their table."""
    if row.snapshot:
        return codec.loads(Snapshot, row.snapshot)
    shown = codec.loads(Table, row.document).snapshot if row.document else None
    return shown if shown and shown.sha256 == row.snapshot_sha256 else None


def _dataset(row: Row[Any]) -> DatasetVersion:
    return DatasetVersion(
        row.seq,
        row.number,
        Kind(row.kind),
        row.published_at,
        unpack(Changes, row.changes) if row.changes else None,
        codec.loads(Message, row.reason) if row.reason else None,
    )


def _table(row: Row[Any]) -> TableVersion:
    return TableVersion(
        row.resource_id,
        row.dataset_id,
        row.seq,
        row.number,
        row.published_at,
        row.snapshot_sha256,
        row.rows,
        row.judged,
        row.erased,
        row.retracted,
        codec.loads(Snapshot, row.snapshot) if row.snapshot else None,
        unpack(Difference, row.difference) if row.difference else None,
    )
