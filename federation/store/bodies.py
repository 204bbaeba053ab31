"""Ready documents of datasets by id, in one statement: what a page of search results is made of."""

from collections.abc import Sequence

from sqlalchemy import Column, bindparam, exists, select

from federation.store.database import Database
from federation.store.schema import published_dataset

_D = published_dataset.c
_COPY = published_dataset.alias("copy")


class Bodies:
    """Read access to one kind of document: `json`, `ckan` or `turtle`."""

    def __init__(self, database: Database, kind: str = "json") -> None:
        self._database = database
        body: Column[bytes] = _D[kind]
        copied = exists().where(_COPY.c.copy_of == _D.id, ~_COPY.c.withdrawn)
        # Made once: SQLAlchemy takes longer to build a statement than SQLite to answer it.
        self._query = select(_D.id, body, _D.copy_of.is_not(None) | copied).where(
            _D.id.in_(bindparam("ids", expanding=True)), ~_D.withdrawn
        )

    def alone(self, ids: Sequence[str]) -> dict[str, bytes] | None:
        """Documents by id of those that are published; None where one is a copy or has copies."""
        with self._database.engine.connect() as connection:
            rows = connection.execute(self._query, {"ids": ids}).all()
        return None if any(row[2] for row in rows) else {row[0]: row[1] for row in rows}
