"""Which published documents are out of date, and what they are rendered from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from federation import codec
from federation.errors import FailureCode
from federation.i18n import Message
from federation.model import AnonymisationReport, Dataset, QualityReport, State
from federation.published import Snapshot, Table
from federation.slugs import slug
from federation.store.database import Database
from federation.store.leases import Lease, renew
from federation.store.pages import chunks
from federation.store.schema import dataset, publication, published_table, resource
from federation.store.snapshots import Snapshots


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


class Documents:
    """Compares what is known of datasets with what readers see."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def outdated(self, source_id: str, versions: str) -> list[str]:
        """Ids of datasets whose published documents differ from what is now known.

        `versions` names everything else a document depends on: policy, engines, renderer.
        """
        keys = self._render_keys(source_id, versions)
        replaced = frozenset(Snapshots(self._database).replaced(source_id))
        with self._database.engine.connect() as connection:
            rows = connection.execute(
                select(dataset.c.id, dataset.c.published_hash).where(
                    dataset.c.source_id == source_id,
                    ~dataset.c.withdrawn,
                    dataset.c.retracted.is_(None),
                )
            )
            return [
                row.id for row in rows if row.published_hash != keys[row.id] or row.id in replaced
            ]

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

    def reserve_names(self, lease: Lease, wanted: Mapping[str, str]) -> dict[str, str]:
        """Give datasets their readable unique names, for good: from id and text to name by id."""
        slugs = {identifier: slug(text, 90) for identifier, text in wanted.items()}
        names: dict[str, str] = {}
        with self._database.writing() as connection:
            renew(connection, lease)
            taken = _taken(connection, sorted(set(slugs.values())))
            for identifier, name in slugs.items():
                unique = f"{name}-{identifier[:8]}" if name in taken else name
                taken.add(unique)
                names[identifier] = unique
            rows = [{"which": key, "given": name} for key, name in names.items()]
            if rows:
                connection.execute(_NAME, rows)
        return names

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


_NAME = update(dataset).where(dataset.c.id == bindparam("which")).values(name=bindparam("given"))


def _taken(connection: Connection, names: Sequence[str]) -> set[str]:
    taken: set[str] = set()
    for part in chunks(names):
        query = select(dataset.c.name).where(dataset.c.name.in_(part))
        taken.update(name for name in connection.execute(query).scalars() if name)
    return taken


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


def batches(ids: Sequence[str], size: int = 200) -> Iterator[Sequence[str]]:
    """Ids in groups that one statement can hold."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
