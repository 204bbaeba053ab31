"""Reuses as a source last told of them: kept while its portal fails to tell."""

from collections.abc import Sequence

from sqlalchemy import select

from federation import codec
from federation.model import Dataset, Reuses
from federation.store.database import Database
from federation.store.pages import chunks
from federation.store.schema import dataset


def known_reuses(
    database: Database, source_id: str, remote_ids: Sequence[str]
) -> dict[str, Reuses]:
    """Reuses of datasets already stored, by remote id; those never told of are not there."""
    found: dict[str, Reuses] = {}
    with database.engine.connect() as connection:
        for part in chunks(remote_ids):
            query = select(dataset.c.remote_id, dataset.c.document).where(
                dataset.c.source_id == source_id, dataset.c.remote_id.in_(part)
            )
            for remote_id, document in connection.execute(query):
                reuses = codec.loads(Dataset, document).reuses
                if reuses is not None:
                    found[remote_id] = reuses
    return found
