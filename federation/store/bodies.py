"""Ready documents without the rest of what is known of datasets: what most answers are made of.

Each is read in one statement, made once: SQLAlchemy takes longer to build one than SQLite to
answer it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Column, Select, bindparam, exists, select

from federation.store.database import Database
from federation.store.originals import no_copy
from federation.store.schema import published_dataset

_D = published_dataset.c
_Row = tuple[str, bytes, bool]
_COPY = published_dataset.alias("copy")


class Body(NamedTuple):
    """The document of a dataset; `copied` where the dataset is a copy or has copies."""

    id: str
    body: bytes
    copied: bool


class Bodies:
    """Read access to one kind of document, `json`, `ckan` or `turtle`, of what is published."""

    def __init__(self, database: Database, kind: str) -> None:
        self._database = database
        body: Column[bytes] = _D[kind]
        copied = exists().where(_COPY.c.copy_of == _D.id, ~_COPY.c.withdrawn)
        query = select(_D.id, body, _D.copy_of.is_not(None) | copied).where(~_D.withdrawn)
        self._some = query.where(_D.id.in_(bindparam("ids", expanding=True)))
        self._one = query.where((_D.id == bindparam("wanted")) | (_D.name == bindparam("wanted")))
        following = query.where(no_copy(), _D.id > bindparam("after")).order_by(_D.id)
        self._following = following.limit(bindparam("most"))

    def of(self, ids: Sequence[str]) -> list[Body]:
        """Those of these ids that are published, in the order asked for."""
        found = {one.id: one for one in self._read(self._some, {"ids": ids})}
        return [found[wanted] for wanted in ids if wanted in found]

    def one(self, id_or_name: str) -> Body | None:
        """That of one dataset by id or name."""
        found = self._read(self._one, {"wanted": id_or_name})
        return found[0] if found else None

    def following(self, after: str, limit: int) -> list[Body]:
        """Those with `after` < id in order of id; no copies."""
        return self._read(self._following, {"after": after, "most": limit})

    def _read(self, query: Select[*_Row], values: Mapping[str, object]) -> list[Body]:
        with self._database.engine.connect() as connection:
            rows = connection.execute(query, values).all()
        return [Body(*row) for row in rows]
