"""Retractions: a published table or dataset is taken back everywhere, for good.

One transaction (`taking_back`) takes it from readers. What lies outside the database (snapshots,
raw bytes, folders, the search index) is erased afterwards by whoever asks for `pending`, as often
as needed, until `finished`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select, update

from federation import clock
from federation.model import State
from federation.store import targets
from federation.store.contents import Kind, retracted_since, unreferenced
from federation.store.database import Database
from federation.store.leases import Lease, renew
from federation.store.pages import chunks
from federation.store.schema import dataset, resource, retracted_item, retraction
from federation.store.taking_back import TakingBack, texts_of
from federation.store.targets import Reach, Target


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to be erased outside the database, by kind; `at` and `id` name the retraction."""

    id: str
    at: str
    seq: int
    items: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)

    def of(self, kind: Kind) -> tuple[str, ...]:
        """Values of a kind."""
        return self.items.get(kind, ())


class Retractions:
    """Finds, takes back, and tells what is forbidden and what is still to be erased."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, text: str) -> list[Target]:
        """Datasets and tables of this id, name, portal's own id or address."""
        with self._database.engine.connect() as connection:
            return targets.find(connection, text)

    def reach(self, target: Target) -> Reach:
        """What retracting this target would take back now."""
        with self._database.engine.connect() as connection:
            return targets.reach(connection, target)

    def standing(self, target: Target) -> str | None:
        """When all there is of this target was retracted, None while something is to be."""
        with self._database.engine.connect() as connection:
            return targets.standing(connection, target)

    def retract(self, target: Target, by: str, reason: str) -> Erasure:
        """Take a target back: one transaction. StoreError without a name or a reason."""
        with self._database.writing() as connection:
            reach = targets.reach(connection, target)
            made = TakingBack(connection, reach)
            made.write(target, by, reason)
        return next(each for each in self.pending() if each.id == made.id)

    def pending(self) -> list[Erasure]:
        """What retractions have still to erase outside the database, oldest first."""
        with self._database.engine.connect() as connection:
            rows = connection.execute(
                select(retraction).where(retraction.c.erased.is_(None)).order_by(retraction.c.at)
            ).all()
            return [Erasure(row.id, row.at, row.seq, _items(connection, row.id)) for row in rows]

    def finished(self, erasure: Erasure) -> None:
        """Note that nothing of a retraction is left outside the database."""
        with self._database.writing() as connection:
            connection.execute(
                update(retraction).where(retraction.c.id == erasure.id).values(erased=clock.stamp())
            )

    def since(self, kind: Kind, sha256: str) -> str | None:
        """When a content of this hash was retracted (UTC stamp), None where it never was."""
        with self._database.engine.connect() as connection:
            return retracted_since(connection, kind, sha256)

    def unreferenced(self, snapshots: Iterable[str]) -> list[str]:
        """Those of these snapshots that nothing published, staged or kept refers to."""
        with self._database.engine.connect() as connection:
            return unreferenced(connection, snapshots)

    def lift(self, lease: Lease) -> int:
        """Let retracted datasets of a source come back that have something new to show.

        That is a table whose content passed the gate since; of a dataset without tables, other
        texts. Returns how many.
        """
        with self._database.writing() as connection:
            renew(connection, lease)
            back = _renewed(connection, lease.source_id)
            for part in chunks(back):
                connection.execute(
                    update(dataset).where(dataset.c.id.in_(part)).values(retracted=None)
                )
        return len(back)


def _items(connection: Connection, retraction_id: str) -> dict[Kind, tuple[str, ...]]:
    columns = retracted_item.c
    query = select(columns.kind, columns.value).where(columns.retraction_id == retraction_id)
    found: dict[Kind, list[str]] = {}
    for kind, value in connection.execute(query.order_by(columns.kind, columns.value)):
        found.setdefault(Kind(kind), []).append(value)
    return {kind: tuple(values) for kind, values in found.items()}


def _renewed(connection: Connection, source_id: str) -> list[str]:
    columns = resource.c
    kept = (dataset.c.source_id == source_id) & dataset.c.retracted.is_not(None)
    parts = select(columns.id).where(columns.dataset_id == dataset.c.id, ~columns.removed)
    passed = parts.where((columns.state == State.GATED) | (columns.outcome == State.PUBLISHED))
    back = list(connection.execute(select(dataset.c.id).where(kept, passed.exists())).scalars())
    bare = connection.execute(
        select(dataset.c.id, dataset.c.document).where(kept, ~parts.exists())
    ).all()
    for row in bare:
        if retracted_since(connection, Kind.TEXTS, texts_of(row.document)) is None:
            back.append(row.id)
    return back
