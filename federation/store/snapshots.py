"""The snapshots that tables are shown with: which objects of the public lake readers depend on."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from federation import codec
from federation.model import State
from federation.published import Snapshot
from federation.store.database import Database
from federation.store.schema import dataset, publication, published_table, resource


@dataclass(frozen=True, slots=True)
class ShownSnapshot:
    """A published table's snapshot, as it was recorded when it was made.

    `superseded` where it is of another content than the last one had, which was not publishable.
    """

    resource_id: str
    source_id: str
    url: str
    snapshot: Snapshot
    superseded: bool


#: The last content had of a resource is one that was published with a snapshot of it.
_SAME_CONTENT = (
    select(publication.c.seq)
    .join(published_table, published_table.c.id == publication.c.resource_id)
    .where(
        publication.c.resource_id == resource.c.id,
        publication.c.content_sha256 == resource.c.content_sha256,
        publication.c.snapshot_sha256 == published_table.c.snapshot_sha256,
    )
    .correlate(resource)
    .exists()
)


class Snapshots:
    """Reads what the store recorded of snapshots; knows nothing of the lake."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def shown(self, source_id: str | None = None) -> Sequence[ShownSnapshot]:
        """Snapshots of the published tables of a source, or of all of them."""
        query = (
            select(
                resource.c.id,
                resource.c.source_id,
                resource.c.url,
                (resource.c.notice_code.is_not(None) & ~_SAME_CONTENT).label("superseded"),
                resource.c.snapshot,
            )
            .join(dataset, dataset.c.id == resource.c.dataset_id)
            .where(
                resource.c.outcome == State.PUBLISHED,
                resource.c.snapshot.is_not(None),
                ~resource.c.removed,
                ~dataset.c.withdrawn,
                dataset.c.retracted.is_(None),
            )
            .order_by(resource.c.source_id, resource.c.url)
        )
        if source_id is not None:
            query = query.where(resource.c.source_id == source_id)
        with self._database.engine.connect() as connection:
            return [
                ShownSnapshot(
                    row.id,
                    row.source_id,
                    row.url,
                    codec.loads(Snapshot, row.snapshot),
                    bool(row.superseded),
                )
                for row in connection.execute(query)
            ]

    def replaced(self, source_id: str) -> list[str]:
        """Datasets with a table that passed the gate with another snapshot than readers see.

        The same content, done again, may give other bytes under the same versions.
        """
        query = (
            select(resource.c.dataset_id, resource.c.snapshot, published_table.c.snapshot_sha256)
            .join(published_table, published_table.c.id == resource.c.id)
            .where(
                resource.c.source_id == source_id,
                resource.c.state == State.GATED,
                resource.c.snapshot.is_not(None),
                published_table.c.snapshot_sha256.is_not(None),
            )
        )
        with self._database.engine.connect() as connection:
            rows = connection.execute(query).all()
        return sorted(
            {
                row.dataset_id
                for row in rows
                if codec.loads(Snapshot, row.snapshot).sha256 != row.snapshot_sha256
            }
        )
