"""Sources that federation.yaml no longer lists: what readers still see of them, and its withdrawal.

Nothing but a person's word ends them: a line lost from the file must not empty the catalogue.
Unlike a retraction this forbids nothing: a source that is listed again comes back with its ids.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, false, func, inspect, select, update

from federation import clock
from federation.errors import FailureCode
from federation.store import audit
from federation.store.database import Database
from federation.store.leases import Lease, renew
from federation.store.release import Released, clear_staged, release_source
from federation.store.schema import dataset, published_dataset, source
from federation.store.walks import withdraw

#: What the audit log calls it.
ACTION = "withdraw"


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A source that the file no longer lists, and how many datasets of it readers still see."""

    source_id: str
    datasets: int


class UnlistedSources:
    """Finds them, and takes what they published out of the catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def published(self, listed: Collection[str]) -> Sequence[Unlisted]:
        """Sources with published datasets that are none of those `listed`, by id.

        A store without tables publishes nothing.
        """
        shown = published_dataset.c
        query = (
            select(shown.source_id, func.count())
            .where(~shown.withdrawn)
            .group_by(shown.source_id)
            .order_by(shown.source_id)
        )
        with self._database.engine.connect() as connection:
            if not inspect(connection).has_table(published_dataset.name):
                return ()
            rows = connection.execute(query).all()
        return [Unlisted(row[0], int(row[1])) for row in rows if row[0] not in listed]

    def known(self, source_id: str) -> bool:
        """Whether the store has ever harvested a source of this id."""
        with self._database.engine.connect() as connection:
            query = select(source.c.id).where(source.c.id == source_id)
            return connection.execute(query).first() is not None

    def left(self, source_id: str) -> int:
        """How many datasets of a source are not withdrawn, or are still shown although they are."""
        shown = published_dataset.c
        query = (
            select(func.count())
            .select_from(dataset.outerjoin(published_dataset, shown.id == dataset.c.id))
            .where(dataset.c.source_id == source_id)
            .where(~dataset.c.withdrawn | (shown.withdrawn == false()))
        )
        with self._database.engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def withdraw(self, lease: Lease, run_id: str, by: str, reason: str) -> Released:
        """Leave tombstones of all datasets of a source: one transaction with its audit entry.

        StoreError without a name or a reason, LeaseLost where a run has taken the source over.
        """
        with self._database.writing() as connection:
            renew(connection, lease)
            clear_staged(connection, lease.source_id)
            count = _close(connection, lease.source_id, run_id)
            released = release_source(connection, lease.source_id, run_id)
            details = {"run": run_id, "datasets": str(count), "release": str(released.seq or "")}
            audit.append(connection, audit.Entry(ACTION, lease.source_id, by, reason, details))
        return released


def _close(connection: Connection, source_id: str, run_id: str) -> int:
    """Mark every dataset as withdrawn by the federation; should it come back, walk it whole."""
    present = (dataset.c.source_id == source_id) & ~dataset.c.withdrawn
    connection.execute(
        update(dataset)
        .where(present)
        .values(missing_code=FailureCode.SOURCE_WITHDRAWN, missing_since=clock.stamp())
    )
    connection.execute(
        update(source)
        .where(source.c.id == source_id)
        .values(watermark_key=None, cursor=None, sweep=None, withdrawal_confirmed=None)
    )
    return withdraw(connection, run_id, present)
