"""The tables that readers see of a city: what another table of that city could be joined with."""

from sqlalchemy import select

from federation import codec
from federation.published import Snapshot
from federation.store.database import Database
from federation.store.schema import dataset, published_table, resource


def city_snapshots(database: Database, city_id: str, besides: str) -> list[Snapshot]:
    """Snapshots of a city's published tables, except that of the resource `besides`."""
    shown = published_table.c.snapshot_sha256
    query = (
        select(resource.c.snapshot, shown)
        .join(dataset, dataset.c.id == resource.c.dataset_id)
        .join(published_table, published_table.c.id == resource.c.id)
        .where(
            dataset.c.city_id == city_id,
            resource.c.id != besides,
            resource.c.snapshot.is_not(None),
            shown.is_not(None),
        )
        .order_by(resource.c.id)
    )
    with database.engine.connect() as connection:
        rows = [(codec.loads(Snapshot, row[0]), row[1]) for row in connection.execute(query)]
    # A snapshot that is not yet published is not what readers could join with.
    return [snapshot for snapshot, sha256 in rows if snapshot.sha256 == sha256]
