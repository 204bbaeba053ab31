"""The catalogue's read side: what is published now, as ready bytes.

Each call is one read transaction, hence sees one whole release of every source.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select

from federation import codec
from federation.i18n import Message
from federation.published import (
    FederationDocument,
    SearchDocument,
    StoredDataset,
    Table,
    Totals,
)
from federation.store.database import Database
from federation.store.schema import (
    federation_document,
    published_dataset,
    published_table,
    release,
)

_D = published_dataset.c


def _stored(row: Row[Any], *, search: bool = False) -> StoredDataset:
    """A row; its search document is decoded only for whoever needs it."""
    found = row._mapping
    return StoredDataset(
        id=found["id"],
        name=found["name"],
        city_id=found["city_id"],
        source_id=found["source_id"],
        seq=found["seq"],
        withdrawn=found["withdrawn"],
        reason=codec.loads(Message, found["reason"]) if found["reason"] else None,
        json=found["json"],
        ckan=found["ckan"],
        turtle=found["turtle"],
        search=codec.loads(SearchDocument, found["search"]) if search and found["search"] else None,
    )


class CatalogReader:
    """Read access to the published state."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _all(self, query: Select[Any]) -> Sequence[Any]:
        with self._database.engine.connect() as connection:
            return connection.execute(query).all()

    def federation(self) -> FederationDocument | None:
        """The federation, its cities, partnerships and sources; None before the first run."""
        rows = self._all(select(federation_document.c.document))
        return codec.loads(FederationDocument, rows[0][0]) if rows else None

    def sequence(self) -> int:
        """The newest release number, 0 before the first; grows in commit order."""
        return int(self._all(select(func.coalesce(func.max(release.c.seq), 0)))[0][0])

    def dataset(self, id_or_name: str) -> StoredDataset | None:
        """One dataset by id or name, tombstones included."""
        rows = self._all(
            select(published_dataset).where((_D.id == id_or_name) | (_D.name == id_or_name))
        )
        return _stored(rows[0]) if rows else None

    def datasets(self, ids: Sequence[str]) -> list[StoredDataset]:
        """The datasets of these ids that are published, in the order asked for."""
        rows = self._all(select(published_dataset).where(_D.id.in_(ids), ~_D.withdrawn))
        found = {row._mapping["id"]: _stored(row) for row in rows}
        return [found[wanted] for wanted in ids if wanted in found]

    def changed_since(self, seq: int, limit: int = 1000, after: str = "") -> list[StoredDataset]:
        """Datasets and tombstones of releases later than `seq`, by id; page with `after`."""
        query = select(published_dataset).where(_D.seq > seq, _D.id > after)
        rows = self._all(query.order_by(_D.id).limit(limit))
        return [_stored(row, search=True) for row in rows]

    def page(
        self, after: str = "", limit: int = 100, city: str | None = None
    ) -> list[StoredDataset]:
        """Published datasets in order of id: keyset paging, stable under writes."""
        query = select(published_dataset).where(~_D.withdrawn, _D.id > after)
        if city is not None:
            query = query.where(_D.city_id == city)
        rows = self._all(query.order_by(_D.id).limit(limit))
        return [_stored(row, search=True) for row in rows]

    def names(self, limit: int | None = None, offset: int = 0) -> list[str]:
        """Names of the published datasets, sorted."""
        query = select(_D.name).where(~_D.withdrawn).order_by(_D.name).offset(offset)
        return [row[0] for row in self._all(query.limit(limit) if limit is not None else query)]

    def table(self, table_id: str) -> tuple[str, Table] | None:
        """One table with the id of its dataset, whatever its state, unless withdrawn."""
        columns = published_table.c
        query = select(columns.dataset_id, columns.document).where(columns.id == table_id)
        rows = self._all(query)
        return (rows[0][0], codec.loads(Table, rows[0][1])) if rows else None

    def totals(self) -> Totals:
        """Counts of datasets, published tables and rows."""
        by_city = self._all(
            select(_D.city_id, func.count()).where(~_D.withdrawn).group_by(_D.city_id)
        )
        columns = published_table.c
        tables = self._all(
            select(func.count(), func.coalesce(func.sum(columns.rows), 0)).where(
                columns.state == "published"
            )
        )[0]
        return Totals(
            datasets=sum(row[1] for row in by_city),
            tables=tables[0],
            rows=int(tables[1]),
            by_city={row[0]: row[1] for row in by_city},
        )
