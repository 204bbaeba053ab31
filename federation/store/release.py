"""Publication: rendered documents are staged in batches, then one transaction makes them public.

Readers see the whole old release of a source or the whole new one. The transaction checks the
lease's fencing token and takes the next release number while it writes alone, so numbers are
visible in their order. Running it again after a crash at any point converges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal, select, update

from federation import clock, codec
from federation.model import State
from federation.published import Rendered, Table
from federation.store import copies, graves, scores, versions
from federation.store.database import Database
from federation.store.leases import Lease, renew
from federation.store.schema import (
    dataset,
    publication,
    published_dataset,
    published_table,
    release,
    resource,
    staged_dataset,
    staged_table,
)
from federation.store.scores import StagedScore
from federation.store.taking_back import hold_back
from federation.store.versions import StagedVersion
from federation.versions import Kind, judgement


@dataclass(frozen=True, slots=True)
class StagedTable:
    """A table with what the publication history keeps of it.

    `difference` is that of its data from its newest version, packed.
    """

    table: Table
    content_sha256: str | None
    skip_key: str | None
    metrics: bytes | None
    difference: bytes | None = None


@dataclass(frozen=True, slots=True)
class StagedDataset:
    """A rendered dataset about to be published; `version` where it says something new."""

    id: str
    name: str
    city_id: str
    source_id: str
    render_key: str
    rendered: Rendered
    tables: tuple[StagedTable, ...]
    score: StagedScore | None = None
    version: StagedVersion | None = None


@dataclass(frozen=True, slots=True)
class Released:
    """What a release changed. `seq` is None when there was nothing to publish."""

    seq: int | None
    datasets: int = 0
    tables: int = 0
    withdrawn: int = 0


class Publisher:
    """Moves a source's current release."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def clear_stage(self, source_id: str) -> None:
        """Forget what an interrupted run had rendered."""
        with self._database.writing() as connection:
            clear_staged(connection, source_id)

    def stage(self, lease: Lease, ready: Sequence[StagedDataset]) -> None:
        """Store rendered documents beside the published ones, invisible to readers."""
        if not ready:
            return
        with self._database.writing() as connection:
            renew(connection, lease)
            connection.execute(insert(staged_dataset), [_dataset_row(item) for item in ready])
            tables = [_table_row(item, table) for item in ready for table in item.tables]
            if tables:
                connection.execute(insert(staged_table), tables)
            graded = ((item.id, item.source_id, item.city_id, item.score) for item in ready)
            scores.stage(connection, graded)

    def publish(self, lease: Lease, run_id: str) -> Released:
        """Make everything staged for a source public, and its withdrawals: one transaction."""
        with self._database.writing() as connection:
            renew(connection, lease)
            return release_source(connection, lease.source_id, run_id)


def release_source(connection: Connection, source_id: str, run_id: str) -> Released:
    """Inside a transaction that writes alone: the next release of a source, if it has changes."""
    hold_back(connection, source_id)
    gone = graves.to_withdraw(connection, source_id)
    staged = connection.execute(
        select(func.count()).where(staged_dataset.c.source_id == source_id)
    ).scalar_one()
    _settle(connection, source_id)
    if not staged and not gone:
        return Released(None)
    at = clock.stamp()
    seq = connection.execute(select(func.coalesce(func.max(release.c.seq), 0))).scalar_one()
    seq += 1
    tables = _count_new_tables(connection, source_id)
    connection.execute(
        insert(release).values(
            seq=seq,
            source_id=source_id,
            run_id=run_id,
            published_at=at,
            datasets=staged,
            tables=tables,
            withdrawn=len(gone),
        )
    )
    _record_publications(connection, source_id, seq, at)
    versions.record(connection, source_id, seq, at)
    affected = [*_staged_ids(connection, source_id), *gone]
    affected += sorted(copies.mates(connection, affected))
    _move_datasets(connection, source_id, seq, at)
    _move_tables(connection, source_id)
    graves.entomb(connection, gone, seq)
    versions.entomb(connection, gone, seq, at, Kind.WITHDRAWN)
    scores.settle(connection, source_id, seq, gone)
    copies.recompute(connection, affected, seq)
    clear_staged(connection, source_id)
    return Released(seq, staged, tables, len(gone))


def _dataset_row(item: StagedDataset) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": item.name,
        "city_id": item.city_id,
        "source_id": item.source_id,
        "render_key": item.render_key,
        "json": item.rendered.json,
        "ckan": item.rendered.ckan,
        "turtle": item.rendered.turtle,
        "search": codec.dumps(item.rendered.search),
        **versions.staged_columns(item.version, item.rendered.json),
    }


def _table_row(item: StagedDataset, staged: StagedTable) -> dict[str, Any]:
    table = staged.table
    return {
        "id": table.id,
        "dataset_id": item.id,
        "source_id": item.source_id,
        "state": table.state,
        "schema_id": table.schema.id if table.schema else None,
        "snapshot_sha256": table.snapshot.sha256 if table.snapshot else None,
        "rows": table.snapshot.rows if table.snapshot else 0,
        "document": codec.dumps(table),
        "content_sha256": staged.content_sha256,
        "skip_key": staged.skip_key,
        "metrics": staged.metrics,
        "judged": judgement(table.anonymisation),
        "snapshot": codec.dumps(table.snapshot) if table.snapshot else None,
        "difference": staged.difference,
    }


def _staged_ids(connection: Connection, source_id: str) -> list[str]:
    query = select(staged_dataset.c.id).where(staged_dataset.c.source_id == source_id)
    return list(connection.execute(query).scalars())


def _settle(connection: Connection, source_id: str) -> None:
    """Resources that passed the gate are published by this transaction."""
    connection.execute(
        update(resource)
        .where(resource.c.source_id == source_id, resource.c.state == State.GATED)
        .values(state=State.PUBLISHED, outcome=State.PUBLISHED)
    )


def _new_publications(source_id: str) -> Any:  # noqa: ANN401 - a SQL condition
    """Staged tables whose content and snapshot were never published before.

    A table without a skip key is only shown again: an earlier release holds its content.
    """
    same = (
        select(publication.c.seq)
        .where(
            publication.c.resource_id == staged_table.c.id,
            publication.c.skip_key == staged_table.c.skip_key,
            publication.c.snapshot_sha256 == staged_table.c.snapshot_sha256,
        )
        .exists()
    )
    return (
        (staged_table.c.source_id == source_id)
        & staged_table.c.snapshot_sha256.is_not(None)
        & staged_table.c.skip_key.is_not(None)
        & ~same
    )


def _count_new_tables(connection: Connection, source_id: str) -> int:
    query = select(func.count()).select_from(staged_table).where(_new_publications(source_id))
    return int(connection.execute(query).scalar_one())


def _record_publications(connection: Connection, source_id: str, seq: int, at: str) -> None:
    columns = staged_table.c
    fingerprint = select(resource.c.table_sha256).where(resource.c.id == columns.id)
    connection.execute(
        insert(publication).from_select(
            [
                "seq",
                "resource_id",
                "source_id",
                "dataset_id",
                "content_sha256",
                "snapshot_sha256",
                "skip_key",
                "metrics",
                "published_at",
                "table_sha256",
            ],
            select(
                literal(seq),
                columns.id,
                columns.source_id,
                columns.dataset_id,
                columns.content_sha256,
                columns.snapshot_sha256,
                columns.skip_key,
                columns.metrics,
                literal(at),
                fingerprint.scalar_subquery(),
            ).where(_new_publications(source_id)),
        )
    )


def _move_datasets(connection: Connection, source_id: str, seq: int, at: str) -> None:
    columns = staged_dataset.c
    owned = columns.source_id == source_id
    ids = select(columns.id).where(owned)
    connection.execute(delete(published_dataset).where(published_dataset.c.id.in_(ids)))
    names = [column.name for column in columns if column.name in published_dataset.c]
    connection.execute(
        insert(published_dataset).from_select(
            [*names, "seq", "withdrawn"],
            select(*(columns[name] for name in names), literal(seq), literal(False)).where(owned),
        )
    )
    key = select(columns.render_key).where(columns.id == dataset.c.id).scalar_subquery()
    connection.execute(
        update(dataset)
        .where(dataset.c.id.in_(ids))
        .values(
            published_hash=key,
            last_changed=at,
            first_published=func.coalesce(dataset.c.first_published, at),
        )
    )


def _move_tables(connection: Connection, source_id: str) -> None:
    parents = select(staged_dataset.c.id).where(staged_dataset.c.source_id == source_id)
    connection.execute(delete(published_table).where(published_table.c.dataset_id.in_(parents)))
    names = [column.name for column in published_table.c]
    connection.execute(
        insert(published_table).from_select(
            names,
            select(*(staged_table.c[name] for name in names)).where(
                staged_table.c.source_id == source_id
            ),
        )
    )


def clear_staged(connection: Connection, source_id: str) -> None:
    """Forget what was rendered of a source and not published."""
    scores.clear(connection, source_id)
    connection.execute(delete(staged_table).where(staged_table.c.source_id == source_id))
    connection.execute(delete(staged_dataset).where(staged_dataset.c.source_id == source_id))
