"""Which datasets are published and since which release, without reading their documents.

For lists of addresses, feeds and what changed since a moment. `hidden` are ids of datasets that
whoever asks may not read: they are neither listed nor counted.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from federation import clock
from federation.published import StoredDataset
from federation.store.database import Database
from federation.store.listings import Release
from federation.store.originals import no_copy
from federation.store.schema import publication, published_dataset, release

_D = published_dataset.c
_R = release.c
_RELEASE = (_R.seq, _R.source_id, _R.published_at, _R.datasets, _R.tables, _R.withdrawn)


@dataclass(frozen=True, slots=True)
class Outline:
    """A published dataset and the release that last changed it (`at`: ISO 8601, UTC)."""

    id: str
    name: str
    city_id: str
    seq: int
    at: str


class Outlines:
    """Read access to outlines."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _all(self, query: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        with self._database.engine.connect() as connection:
            return connection.execute(query).all()

    def between(
        self,
        first: str,
        last: str | None,
        limit: int,
        *,
        since: int = 0,
        copies: bool = False,
        hidden: Collection[str] = (),
    ) -> list[Outline]:
        """Datasets with `first` < id < `last` (None: no end) in order of id, of releases `since`.

        Copies on other portals are left out, unless `copies`.
        """
        wanted = _listed(since, copies, hidden) & (_D.id > first)
        if last is not None:
            wanted &= _D.id < last
        rows = self._all(
            select(_D.id, _D.name, _D.city_id, _D.seq, _R.published_at)
            .join(release, _R.seq == _D.seq)
            .where(wanted)
            .order_by(_D.id)
            .limit(limit)
        )
        return [Outline(*row) for row in rows]

    def triples(
        self,
        after: str,
        limit: int,
        *,
        since: int = 0,
        copies: bool = False,
        hidden: Collection[str] = (),
    ) -> list[StoredDataset]:
        """Datasets with `after` < id in order of id, of their documents only the triples."""
        columns = (_D.id, _D.name, _D.city_id, _D.source_id, _D.seq, _D.turtle)
        rows = self._all(
            select(*columns, _D.copy_of, _D.copy_evidence)
            .where(_listed(since, copies, hidden), _D.id > after)
            .order_by(_D.id)
            .limit(limit)
        )
        return [StoredDataset(**row._mapping, withdrawn=False) for row in rows]

    def count(self, *, since: int = 0, copies: bool = False, hidden: Collection[str] = ()) -> int:
        """How many there are in all."""
        query = select(func.count()).select_from(published_dataset)
        return int(self._all(query.where(_listed(since, copies, hidden)))[0][0])

    def first_release_since(self, moment: datetime) -> int | None:
        """The first release published at a moment or later; None where there is none."""
        query = select(func.min(_R.seq)).where(_R.published_at >= clock.stamp(moment))
        found = self._all(query)[0][0]
        return None if found is None else int(found)

    def releases_of(self, dataset_id: str, seq: int, limit: int) -> list[Release]:
        """Releases that published a table of a dataset, and release `seq`, newest first."""
        tables = select(publication.c.seq).where(publication.c.dataset_id == dataset_id)
        rows = self._all(
            select(*_RELEASE)
            .where(_R.seq.in_(tables) | (_R.seq == seq))
            .order_by(_R.seq.desc())
            .limit(limit)
        )
        return [Release(*row) for row in rows]

    def releases_of_sources(self, sources: Collection[str], limit: int) -> list[Release]:
        """Releases of some sources, newest first."""
        query = select(*_RELEASE).where(_R.source_id.in_(sources))
        return [Release(*row) for row in self._all(query.order_by(_R.seq.desc()).limit(limit))]


def _listed(since: int, copies: bool, hidden: Collection[str]) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = ~_D.withdrawn
    if since:
        wanted &= _D.seq >= since
    if not copies:
        wanted &= no_copy()
    return wanted & _D.id.not_in(hidden) if hidden else wanted
