"""Lists of the published state beside its datasets: schemas in use, releases, what they changed.

`hidden` are ids of datasets that whoever asks may not read: they are neither listed nor counted.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, func, select

from federation import codec
from federation.model import State, Texts
from federation.published import Snapshot, Table
from federation.store.database import Database
from federation.store.schema import publication, published_dataset, published_table, release

_D = published_dataset.c
_T = published_table.c
_R = release.c
_P = publication.c


@dataclass(frozen=True, slots=True)
class SchemaUse:
    """A data schema with the published tables and the cities that use it; copies count once."""

    id: str
    tables: int
    cities: int


@dataclass(frozen=True, slots=True)
class SchemaTable:
    """A published table of a schema, and its dataset; `valid` is None where it was not judged."""

    id: str
    dataset_id: str
    dataset_name: str
    city_id: str
    title: Texts
    version: str | None
    rows: int
    valid: bool | None
    schema_title: Texts


@dataclass(frozen=True, slots=True)
class CommonTable:
    """A published table as a part of its schema's commons; `conforming` counts its rows that do."""

    id: str
    dataset_name: str
    city_id: str
    snapshot: Snapshot
    conforming: int


@dataclass(frozen=True, slots=True)
class Release:
    """A release of a source; `published_at` is ISO 8601 in UTC. Counts are of what it changed."""

    seq: int
    source_id: str
    published_at: str
    datasets: int
    tables: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class ChangedDataset:
    """A dataset that is still as a release left it: published, or withdrawn by it."""

    id: str
    name: str
    city_id: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ChangedTable:
    """Content that a release published, whatever came after; the SHA-256 is of its snapshot."""

    id: str
    dataset_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReleaseChanges:
    """What a release changed."""

    datasets: tuple[ChangedDataset, ...]
    tables: tuple[ChangedTable, ...]


class Listings:
    """Read access to lists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _all(self, query: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        with self._database.engine.connect() as connection:
            return connection.execute(query).all()

    def schemas(self, hidden: Collection[str] = ()) -> list[SchemaUse]:
        """Every schema in use, by id."""
        rows = self._all(
            select(_T.schema_id, func.count(), func.count(_D.city_id.distinct()))
            .join(published_dataset, _D.id == _T.dataset_id)
            .where(_shown(hidden), _T.schema_id.is_not(None))
            .group_by(_T.schema_id)
            .order_by(_T.schema_id)
        )
        return [SchemaUse(*row) for row in rows]

    def schema_tables(
        self, schema_id: str, after: str, limit: int, hidden: Collection[str] = ()
    ) -> list[SchemaTable]:
        """Published tables of a schema in order of id; page with `after`."""
        rows = self._all(
            select(_T.id, _T.dataset_id, _D.name, _D.city_id, _T.rows, _T.document)
            .join(published_dataset, _D.id == _T.dataset_id)
            .where(_shown(hidden), _T.schema_id == schema_id, _T.id > after)
            .order_by(_T.id)
            .limit(limit)
        )
        return [_schema_table(row) for row in rows]

    def tables(
        self, after: str, limit: int, hidden: Collection[str] = ()
    ) -> list[tuple[str, Table]]:
        """Published tables with the ids of their datasets, in order of id; copies count once."""
        rows = self._all(
            select(_T.dataset_id, _T.document)
            .join(published_dataset, _D.id == _T.dataset_id)
            .where(_shown(hidden), _T.id > after)
            .order_by(_T.id)
            .limit(limit)
        )
        return [(row.dataset_id, codec.loads(Table, row.document)) for row in rows]

    def commons(self, schema_id: str, hidden: Collection[str] = ()) -> list[CommonTable]:
        """Every published table of a schema, by city and id; copies count once."""
        rows = self._all(
            select(_T.id, _D.name, _D.city_id, _T.document)
            .join(published_dataset, _D.id == _T.dataset_id)
            .where(_shown(hidden), _T.schema_id == schema_id)
            .order_by(_D.city_id, _T.id)
        )
        found = ((row, codec.loads(Table, row.document)) for row in rows)
        return [
            CommonTable(row.id, row.name, row.city_id, table.snapshot, _conforming(table))
            for row, table in found
            if table.snapshot is not None
        ]

    def datasets_by_source(self, hidden: Collection[str] = ()) -> dict[str, int]:
        """How many datasets each source publishes, copies included."""
        rows = self._all(
            select(_D.source_id, func.count())
            .where(~_D.withdrawn, _D.id.not_in(hidden))
            .group_by(_D.source_id)
        )
        return {row[0]: row[1] for row in rows}

    def releases(self, before: int | None, limit: int, source: str | None = None) -> list[Release]:
        """Releases, newest first; page with `before`."""
        query = select(*_RELEASE).order_by(_R.seq.desc()).limit(limit)
        if before is not None:
            query = query.where(_R.seq < before)
        if source is not None:
            query = query.where(_R.source_id == source)
        return [Release(*row) for row in self._all(query)]

    def newest_of_sources(self) -> dict[str, Release]:
        """The newest release of each source that has one."""
        newest = select(func.max(_R.seq)).group_by(_R.source_id)
        rows = self._all(select(*_RELEASE).where(_R.seq.in_(newest)))
        return {row.source_id: Release(*row) for row in rows}

    def changes(self, seq: int, limit: int, hidden: Collection[str] = ()) -> ReleaseChanges:
        """What a release changed: at most `limit` datasets and as many tables, by id."""
        datasets = self._all(
            select(_D.id, _D.name, _D.city_id, _D.withdrawn)
            .where(_D.seq == seq, _D.id.not_in(hidden))
            .order_by(_D.id)
            .limit(limit)
        )
        # A snapshot that nobody may have any more is not named either.
        still = select(_T.id).where(_T.id == _P.resource_id).exists()
        tables = self._all(
            select(_P.resource_id, _P.dataset_id, _P.snapshot_sha256)
            .where(_P.seq == seq, _P.dataset_id.not_in(hidden), still)
            .order_by(_P.resource_id)
            .limit(limit)
        )
        return ReleaseChanges(
            tuple(ChangedDataset(*row) for row in datasets),
            tuple(ChangedTable(*row) for row in tables),
        )


_RELEASE = (_R.seq, _R.source_id, _R.published_at, _R.datasets, _R.tables, _R.withdrawn)


def _shown(hidden: Collection[str]) -> ColumnElement[bool]:
    """Published tables of datasets that are no copies."""
    return (
        (_T.state == State.PUBLISHED) & ~_D.withdrawn & _D.copy_of.is_(None) & _D.id.not_in(hidden)
    )


def _schema_table(row: Any) -> SchemaTable:  # noqa: ANN401 - a row
    document = orjson.loads(row.document)
    judged = document.get("quality") or {}
    return SchemaTable(
        id=row.id,
        dataset_id=row.dataset_id,
        dataset_name=row.name,
        city_id=row.city_id,
        title=document.get("title") or {},
        version=(document.get("schema") or {}).get("version"),
        rows=row.rows,
        valid=judged.get("valid"),
        schema_title=judged.get("schema_title") or {},
    )


def _conforming(table: Table) -> int:
    """Rows marked as conforming: all of them where the report tells of none that does not."""
    rows = table.snapshot.rows if table.snapshot else 0
    return min(table.quality.conforming_rows, rows) if table.quality else rows
