"""Publication: rendered documents are staged in batches, then one transaction makes them public.

Readers see the whole old release of a source or the whole new one. The transaction checks the
lease's fencing token and takes the next release number while it writes alone, so numbers are
visible in their order. Running it again after a crash at any point converges.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select, update

from federation import clock, codec
from federation.errors import FailureCode
from federation.i18n import Message, msg
from federation.model import AnonymisationReport, Dataset, QualityReport, State
from federation.published import Rendered, Snapshot, Table
from federation.slugs import slug
from federation.store.database import Database
from federation.store.harvest import Lease, renew
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


@dataclass(frozen=True, slots=True)
class ResourceResult:
    """A resource as its dataset is rendered: the outcome of its last content."""

    id: str
    remote_id: str
    position: int
    state: State
    outcome: State | None
    reason_code: FailureCode | None
    reason: Message | None
    snapshot: Snapshot | None
    quality: QualityReport | None
    anonymisation: AnonymisationReport | None
    content_sha256: str | None
    skip_key: str | None
    last_changed: str | None


@dataclass(frozen=True, slots=True)
class DatasetToRender:
    """A dataset whose published documents are absent or out of date."""

    id: str
    name: str | None
    city_id: str
    source_id: str
    dataset: Dataset
    first_published: str | None
    render_key: str
    resources: tuple[ResourceResult, ...]


@dataclass(frozen=True, slots=True)
class StagedTable:
    """A table with what the publication history keeps of it."""

    table: Table
    content_sha256: str | None
    skip_key: str | None
    metrics: bytes | None


@dataclass(frozen=True, slots=True)
class StagedDataset:
    """A rendered dataset about to be published."""

    id: str
    name: str
    city_id: str
    source_id: str
    render_key: str
    rendered: Rendered
    tables: tuple[StagedTable, ...]


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

    def outdated(self, source_id: str, versions: str) -> list[str]:
        """Ids of datasets whose published documents differ from what is now known.

        `versions` names everything else a document depends on: policy, engines, renderer.
        """
        keys = self._render_keys(source_id, versions)
        with self._database.engine.connect() as connection:
            rows = connection.execute(
                select(dataset.c.id, dataset.c.published_hash).where(
                    dataset.c.source_id == source_id, ~dataset.c.withdrawn
                )
            )
            return [row.id for row in rows if row.published_hash != keys[row.id]]

    def load(self, source_id: str, ids: Sequence[str], versions: str) -> list[DatasetToRender]:
        """Datasets to render, with their resources in order."""
        keys = self._render_keys(source_id, versions, ids)
        with self._database.engine.connect() as connection:
            found = connection.execute(select(dataset).where(dataset.c.id.in_(ids))).all()
            parts = connection.execute(
                select(resource)
                .where(resource.c.dataset_id.in_(ids), ~resource.c.removed)
                .order_by(resource.c.position)
            ).all()
        by_dataset: dict[str, list[ResourceResult]] = {}
        for part in parts:
            by_dataset.setdefault(part.dataset_id, []).append(_result(part._mapping))
        return [
            DatasetToRender(
                id=row.id,
                name=row.name,
                city_id=row.city_id,
                source_id=row.source_id,
                dataset=codec.loads(Dataset, row.document),
                first_published=row.first_published,
                render_key=keys[row.id],
                resources=tuple(by_dataset.get(row.id, ())),
            )
            for row in found
        ]

    def reserve_name(self, lease: Lease, dataset_id: str, title: str, city_id: str) -> str:
        """Give a dataset its readable unique name, for good."""
        wanted = slug(f"{city_id} {title}", 90)
        with self._database.writing() as connection:
            renew(connection, lease)
            taken = connection.execute(
                select(dataset.c.id).where(dataset.c.name == wanted, dataset.c.id != dataset_id)
            ).first()
            name = wanted if taken is None else f"{wanted}-{dataset_id[:8]}"
            connection.execute(update(dataset).where(dataset.c.id == dataset_id).values(name=name))
        return name

    def history(self, resource_id: str, limit: int = 10) -> list[tuple[int, str, bytes]]:
        """Release number, time and metrics of a table's last releases, newest first."""
        columns = publication.c
        with self._database.engine.connect() as connection:
            rows = connection.execute(
                select(columns.seq, columns.published_at, columns.metrics)
                .where(columns.resource_id == resource_id, columns.metrics.is_not(None))
                .order_by(columns.seq.desc())
                .limit(limit)
            )
            return [(row.seq, row.published_at, row.metrics) for row in rows]

    def series(self, table_id: str) -> Mapping[str, Any] | None:
        """The series check that a table is shown with."""
        with self._database.engine.connect() as connection:
            body = connection.execute(
                select(published_table.c.document).where(published_table.c.id == table_id)
            ).scalar()
        return codec.loads(Table, body).series if body else None

    def clear_stage(self, source_id: str) -> None:
        """Forget what an interrupted run had rendered."""
        with self._database.writing() as connection:
            _clear(connection, source_id)

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

    def publish(self, lease: Lease, run_id: str) -> Released:
        """Make everything staged for a source public, and its withdrawals: one transaction."""
        source_id = lease.source_id
        with self._database.writing() as connection:
            renew(connection, lease)
            gone = _withdrawn_ids(connection, source_id)
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
            _move_datasets(connection, source_id, seq, at)
            _move_tables(connection, source_id)
            _entomb(connection, gone, seq)
            _clear(connection, source_id)
        return Released(seq, staged, tables, len(gone))

    def _render_keys(
        self, source_id: str, versions: str, ids: Sequence[str] | None = None
    ) -> dict[str, str]:
        """Per dataset, a hash of all that its documents depend on."""
        datasets = select(dataset.c.id, dataset.c.document_hash).where(
            dataset.c.source_id == source_id, ~dataset.c.withdrawn
        )
        parts = (
            select(
                resource.c.dataset_id,
                resource.c.id,
                resource.c.outcome,
                resource.c.state,
                resource.c.skip_key,
                resource.c.reason_code,
                resource.c.notice_code,
                resource.c.position,
            )
            .where(resource.c.source_id == source_id, ~resource.c.removed)
            .order_by(resource.c.dataset_id, resource.c.position)
        )
        if ids is not None:
            datasets = datasets.where(dataset.c.id.in_(ids))
            parts = parts.where(resource.c.dataset_id.in_(ids))
        texts: dict[str, list[str]] = {}
        with self._database.engine.connect() as connection:
            for row in connection.execute(datasets):
                texts[row.id] = [versions, row.document_hash]
            for part in connection.execute(parts):
                if part.dataset_id in texts:
                    texts[part.dataset_id].append(_resource_key(part._mapping))
        return {key: codec.digest("|".join(text).encode()) for key, text in texts.items()}


def _resource_key(row: Mapping[Any, Any]) -> str:
    """What a resource contributes to the documents of its dataset.

    A failed check of something that already has an outcome changes nothing that is shown.
    """
    shown = State.PUBLISHED if row["state"] == State.GATED else row["outcome"] or row["state"]
    reason = row["notice_code"] or ("" if row["outcome"] else row["reason_code"] or "")
    return f"{row['id']}:{shown}:{row['skip_key'] or ''}:{reason}"


def _result(row: Mapping[Any, Any]) -> ResourceResult:
    code = row["notice_code"] or row["reason_code"]
    reason = row["notice"] or row["reason"]
    return ResourceResult(
        id=row["id"],
        remote_id=row["remote_id"],
        position=row["position"],
        state=State(row["state"]),
        outcome=State(row["outcome"]) if row["outcome"] else None,
        reason_code=FailureCode(code) if code else None,
        reason=codec.loads(Message, reason) if reason else None,
        snapshot=codec.loads(Snapshot, row["snapshot"]) if row["snapshot"] else None,
        quality=codec.loads(QualityReport, row["quality"]) if row["quality"] else None,
        anonymisation=(
            codec.loads(AnonymisationReport, row["anonymisation"]) if row["anonymisation"] else None
        ),
        content_sha256=row["content_sha256"],
        skip_key=row["skip_key"],
        last_changed=row["last_changed"],
    )


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
    }


def _withdrawn_ids(connection: Connection, source_id: str) -> list[str]:
    """Published datasets of a source that its portal no longer has."""
    query = (
        select(published_dataset.c.id)
        .join(dataset, dataset.c.id == published_dataset.c.id)
        .where(dataset.c.source_id == source_id, dataset.c.withdrawn)
        .where(~published_dataset.c.withdrawn)
    )
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
            ).where(_new_publications(source_id)),
        )
    )


def _move_datasets(connection: Connection, source_id: str, seq: int, at: str) -> None:
    columns = staged_dataset.c
    owned = columns.source_id == source_id
    ids = select(columns.id).where(owned)
    connection.execute(delete(published_dataset).where(published_dataset.c.id.in_(ids)))
    names = [column.name for column in columns if column.name != "render_key"]
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


def _entomb(connection: Connection, ids: Sequence[str], seq: int) -> None:
    """Leave a tombstone without documents; the tables are no longer served."""
    if not ids:
        return
    reason = msg("The portal it came from no longer offers this dataset.")
    connection.execute(
        update(published_dataset)
        .where(published_dataset.c.id == bindparam("gone"))
        .values(
            withdrawn=True,
            seq=seq,
            reason=codec.dumps(reason),
            json=b"",
            ckan=b"",
            turtle=b"",
            search=b"",
        ),
        [{"gone": identifier} for identifier in ids],
    )
    connection.execute(
        delete(published_table).where(published_table.c.dataset_id == bindparam("gone")),
        [{"gone": identifier} for identifier in ids],
    )
    connection.execute(
        update(dataset).where(dataset.c.id == bindparam("gone")).values(published_hash=None),
        [{"gone": identifier} for identifier in ids],
    )


def _clear(connection: Connection, source_id: str) -> None:
    connection.execute(delete(staged_table).where(staged_table.c.source_id == source_id))
    connection.execute(delete(staged_dataset).where(staged_dataset.c.source_id == source_id))


def batches(ids: Sequence[str], size: int = 200) -> Iterator[Sequence[str]]:
    """Ids in groups that one statement can hold."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
