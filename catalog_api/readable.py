"""The published state as one audience may see it: what it may not read is not there.

It has the read methods of the store, each asking `visibility.may_read`. What is hidden is neither
found by id, nor listed, nor counted, nor named as a copy.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from catalog_api.visibility import ANYBODY, AccessBook, AllPublic, Audience, may_read
from federation.i18n import Message
from federation.published import FederationDocument, Member, StoredDataset, Table, Totals
from federation.store.bodies import Bodies, Body
from federation.store.database import Database
from federation.store.listings import (
    CommonTable,
    Listings,
    Release,
    ReleaseChanges,
    SchemaTable,
    SchemaUse,
)
from federation.store.outlines import Outline, Outlines
from federation.store.reader import CatalogReader
from federation.store.withdrawals import Withdrawal, Withdrawals


class Readable:
    """Read access for one audience."""

    def __init__(
        self, store: CatalogReader, book: AccessBook | None = None, audience: Audience = ANYBODY
    ) -> None:
        self._store = store
        self._lists = Listings(store.database)
        self._outlines = Outlines(store.database)
        self._native = Bodies(store.database, "json")
        self._ckan = Bodies(store.database, "ckan")
        self._withdrawals = Withdrawals(store.database)
        self._book = book or AllPublic()
        self._audience = audience

    @property
    def database(self) -> Database:
        """The store itself, for what is known of a dataset that was read here before."""
        return self._store.database

    def hidden(self) -> frozenset[str]:
        """Ids of the datasets that this audience may not read."""
        return frozenset(
            key
            for key, access in self._book.restricted().items()
            if not may_read(self._audience, access)
        )

    # Of the federation

    def federation(self) -> FederationDocument | None:
        """The federation, its cities, partnerships and sources; None before the first run."""
        return self._store.federation()

    def sequence(self) -> int:
        """The newest release number, 0 before the first."""
        return self._store.sequence()

    def totals(self) -> Totals:
        """Counts of datasets, published tables and rows; copies count once."""
        return self._store.totals(self.hidden())

    # Datasets

    def dataset(self, id_or_name: str) -> StoredDataset | None:
        """One dataset by id or name, tombstones included."""
        stored = self._store.dataset(id_or_name)
        hidden = self.hidden()
        return None if stored is None or stored.id in hidden else _apart(stored, hidden)

    def datasets(self, ids: Sequence[str]) -> list[StoredDataset]:
        """The datasets of these ids that are published, in the order asked for."""
        hidden = self.hidden()
        found = self._store.datasets([one for one in ids if one not in hidden])
        return [_apart(one, hidden) for one in found]

    # Documents alone: quick, and None where something may not be read, for a copy may be of it.

    def native(self, ids: Sequence[str]) -> list[Body] | None:
        """Native documents of those of these ids that are published, in the order asked for."""
        return None if self.hidden() else self._native.of(ids)

    def walk(self, after: str, limit: int) -> list[Body] | None:
        """Native documents of datasets with `after` < id in order of id, copies left out."""
        return None if self.hidden() else self._native.following(after, limit)

    def package(self, id_or_name: str) -> Body | None:
        """The CKAN package of a dataset by id or name; also None where none is published."""
        return None if self.hidden() else self._ckan.one(id_or_name)

    def packages(self, ids: Sequence[str]) -> list[Body]:
        """CKAN packages of those of these ids that are published, in the order asked for."""
        hidden = self.hidden()
        return self._ckan.of([one for one in ids if one not in hidden])

    def page(
        self, after: str = "", limit: int = 100, city: str | None = None, *, copies: bool = False
    ) -> list[StoredDataset]:
        """Published datasets in order of id: keyset paging, stable under writes."""
        hidden = self.hidden()
        found = self._store.page(after, limit, city, copies=copies, hidden=hidden)
        return [_apart(one, hidden) for one in found]

    def names(
        self, limit: int | None = None, offset: int = 0, *, copies: bool = False
    ) -> list[str]:
        """Names of the published datasets, sorted."""
        return self._store.names(limit, offset, copies=copies, hidden=self.hidden())

    def same(self, datasets: Sequence[StoredDataset]) -> dict[str, list[Member]]:
        """By original, all that is one with each of these datasets: it first, then its copies."""
        return {key: self._seen(found) for key, found in self._store.same(datasets).items()}

    def alike(self, stored: StoredDataset) -> list[Member]:
        """Datasets of other sources with the same title and publisher, not known to be copies."""
        return self._seen(self._store.alike(stored))

    def _seen(self, members: Sequence[Member]) -> list[Member]:
        hidden = self.hidden()
        return [
            replace(one, copy_of=None) if one.copy_of in hidden else one
            for one in members
            if one.id not in hidden
        ]

    # Outlines

    def outlines(
        self, first: str, last: str | None, limit: int, *, since: int = 0, copies: bool = False
    ) -> list[Outline]:
        """Datasets with `first` < id < `last` in order of id, of releases from `since` on."""
        hidden = self.hidden()
        return self._outlines.between(first, last, limit, since=since, copies=copies, hidden=hidden)

    def triples(
        self, after: str, limit: int, *, since: int = 0, copies: bool = False
    ) -> list[StoredDataset]:
        """Datasets with `after` < id in order of id, of their documents only the triples."""
        hidden = self.hidden()
        found = self._outlines.triples(after, limit, since=since, copies=copies, hidden=hidden)
        return [_apart(one, hidden) for one in found]

    def count(self, *, since: int = 0, copies: bool = False) -> int:
        """How many of them there are in all."""
        return self._outlines.count(since=since, copies=copies, hidden=self.hidden())

    def first_release_since(self, moment: datetime) -> int | None:
        """The first release published at a moment or later; None where there is none."""
        return self._outlines.first_release_since(moment)

    def releases_of(self, stored: StoredDataset, limit: int) -> list[Release]:
        """Releases that changed a dataset that was read here, newest first."""
        return self._outlines.releases_of(stored.id, stored.seq, limit)

    def releases_of_sources(self, sources: Collection[str], limit: int) -> list[Release]:
        """Releases of some sources, newest first."""
        return self._outlines.releases_of_sources(sources, limit)

    # Tables

    def table(self, table_id: str) -> tuple[str, Table] | None:
        """One table with the id of its dataset, whatever its state, unless withdrawn."""
        found = self._store.table(table_id)
        return None if found is None or found[0] in self.hidden() else found

    def retracted(self, table_id: str) -> Message | None:
        """What is told of a table that was taken back and that no dataset lists now."""
        return self._store.retracted(table_id)

    def tables(self, after: str, limit: int) -> list[tuple[str, Table]]:
        """Published tables with the ids of their datasets, in order of id; copies count once."""
        return self._lists.tables(after, limit, self.hidden())

    # Schemas and releases

    def schemas(self) -> list[SchemaUse]:
        """Every schema in use, by id, with how many tables and cities use it."""
        return self._lists.schemas(self.hidden())

    def schema_tables(self, schema_id: str, after: str, limit: int) -> list[SchemaTable]:
        """Published tables of a schema in order of id."""
        return self._lists.schema_tables(schema_id, after, limit, self.hidden())

    def commons(self, schema_id: str) -> list[CommonTable]:
        """Every published table of a schema, by city."""
        return self._lists.commons(schema_id, self.hidden())

    def datasets_by_source(self) -> dict[str, int]:
        """How many datasets each source publishes, copies included."""
        return self._lists.datasets_by_source(self.hidden())

    def releases(self, before: int | None, limit: int, source: str | None = None) -> list[Release]:
        """Releases, newest first."""
        return self._lists.releases(before, limit, source)

    def release(self, seq: int) -> Release | None:
        """One release."""
        found = self._lists.releases(seq + 1, 1)
        return found[0] if found and found[0].seq == seq else None

    def newest_of_sources(self) -> dict[str, Release]:
        """The newest release of each source."""
        return self._lists.newest_of_sources()

    def withdrawals(
        self, after: tuple[int, str], limit: int, *, since: int = 0
    ) -> list[Withdrawal]:
        """Datasets that were withdrawn, in order of release and id, after one of them."""
        return self._withdrawals.by_release(after, limit, since, self.hidden())

    def tombstones(self, after: str, limit: int, *, since: int = 0) -> list[Withdrawal]:
        """The same with `after` < id, in order of id."""
        return self._withdrawals.by_id(after, limit, since, self.hidden())

    def changes(self, seq: int, limit: int) -> ReleaseChanges:
        """What a release changed, as far as nothing later changed it again."""
        return self._lists.changes(seq, limit, self.hidden())


def _apart(stored: StoredDataset, hidden: frozenset[str]) -> StoredDataset:
    """A copy of what may not be read stands by itself."""
    return replace(stored, copy_of=None) if stored.copy_of in hidden else stored
