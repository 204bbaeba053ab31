"""What every route asks: the published state, its data, and the search over it.

Routes read nothing else. What the audience may not read (`visibility`) is not there for them:
`reader` hides it, the index leaves it out, and the lake is read here only, after the table.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from dataclasses import field as member
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from tantivy import Query

from catalog_api.query.gathered import Gathered
from catalog_api.query.pool import Workers
from catalog_api.readable import Readable
from catalog_api.render.parts import served
from catalog_api.search import fields
from catalog_api.search import questions as search
from catalog_api.search.index import Hits, SearchIndex
from catalog_api.search.questions import Question
from catalog_api.web import problems
from catalog_api.web.kept import Kept, Page
from federation import clock
from federation.errors import FailureCode, LakeError
from federation.lake import Lake
from federation.published import FederationDocument, Snapshot, StoredDataset, Table
from federation.settings import Queries
from federation.store.history import History
from federation.store.links import Links, LinkState
from federation.store.score_history import ScoreHistory

_FIRST_INDEX = 10.0  # seconds that a first search may wait for the first index
_PAGES = 8_000_000  # bytes of pages of lists
_KEPT = 1.0  # seconds that the federation's document is kept


@dataclass(slots=True, eq=False)
class Catalogue:
    """The published state as routes see it."""

    reader: Readable
    lake: Lake
    index: SearchIndex
    data_docs: Path | None = None
    workers: Workers = member(default_factory=Workers)
    limits: Queries = member(default_factory=Queries)
    gathered: Gathered | None = None
    #: Counts a use (kind, dataset or table) where an address does not tell it: `web.readings`.
    note: Callable[[str, str], None] = lambda _kind, _name: None
    #: First pages are asked for again and again; those of a walk through everything go soon.
    pages: Kept[Page] = member(default_factory=lambda: Kept(_PAGES))
    #: Descriptions by pages, and in other serialisations.
    documents: Kept[bytes] = member(default_factory=Kept)
    _federation: tuple[float, FederationDocument | None] = member(default=(0.0, None))

    def federation(self) -> FederationDocument:
        """The federation; a bare one before the first run."""
        kept, found = self._federation
        now = time.monotonic()
        if found is None or now - kept > _KEPT:
            found = self.reader.federation() or _bare()
            self._federation = (now, found)
        return found

    async def base_url(self) -> str:
        """The catalogue's address, for the event loop: the store is asked in a thread."""
        kept, found = self._federation
        if found is None or time.monotonic() - kept > _KEPT:
            found = await run_in_threadpool(self.federation)
        return found.base_url

    def known_federation(self) -> FederationDocument | None:
        """The federation as last read, without asking the store."""
        return self._federation[1]

    @property
    def has_data_docs(self) -> bool:
        """Whether there are Data Docs to show: they appear with the first run."""
        return self.data_docs is not None and (self.data_docs / "index.html").exists()

    def dataset(self, id_or_name: str) -> StoredDataset:
        """A published dataset; Problem 404, or 410 for one that was withdrawn."""
        stored = self.reader.dataset(id_or_name)
        if stored is None:
            raise problems.no_dataset()
        if stored.withdrawn:
            raise problems.withdrawn(stored)
        return stored

    def table(self, table_id: str) -> tuple[str, Table]:
        """A table whatever its state, with the id of its dataset; Problem 410 once retracted."""
        found = self.reader.table(table_id)
        if found is None:
            reason = self.reader.retracted(table_id)
            raise problems.retracted(reason) if reason else problems.no_table()
        if found[1].reason_code is FailureCode.RETRACTED and not served(found[1]):
            raise problems.retracted(found[1].reason)
        return found

    def snapshot(self, table_id: str) -> tuple[Table, Snapshot, Path]:
        """A published table, its snapshot and a local file of it. The only way to data."""
        _, table = self.table(table_id)
        if not served(table) or table.snapshot is None:
            raise problems.withheld(table.reason)
        return table, table.snapshot, self.file(table.snapshot)

    def file(self, snapshot: Snapshot) -> Path:
        """A local file of a snapshot that was read here; Problem 503 where it cannot be had."""
        try:
            return self.lake.local("public", snapshot.sha256)
        except LakeError as error:
            raise problems.gone_object() from error

    def ask(self, question: Question) -> tuple[Hits, list[StoredDataset]]:
        """One page of search results with their documents."""
        hits = self.find(question)
        return hits, self.reader.datasets(hits.ids)

    @property
    def at_hand(self) -> bool:
        """Whether the store is in this process, and answers in less than a thread is worth."""
        return self.reader.database.sqlite

    @property
    def quick(self) -> bool:
        """Whether search answers at once: its index is there, and the store in this process."""
        return self.at_hand and self.index.wait(0)

    def find(self, question: Question) -> Hits:
        """One page of search results."""
        self.ready()
        homes = search.homes_of(question.filters, self.federation())
        return search.answer(self.index, replace(question, homes=homes))

    def ask_index(self, query: Query, **options: object) -> tuple[Hits, list[StoredDataset]]:
        """The same for a query already made."""
        self.ready()
        hits = self.index.search(query, **options)  # type: ignore[arg-type]
        return hits, self.reader.datasets(hits.ids)

    def listed(self) -> int:
        """How many datasets search finds, copies left out."""
        self.ready()
        return self.index.count(search.once())

    def count(self, query: Query, facet: str, size: int = 10_000) -> dict[str, int]:
        """How many of the datasets that a query matches have each value of a facet."""
        self.ready()
        hits = self.index.search(query, limit=1, facets=(facet,), facet_size=size)
        return dict(hits.facets[facet])

    def resource(self, resource_id: str) -> StoredDataset | None:
        """The dataset that a file or link belongs to, by the id that CKAN clients know it by."""
        query = Query.term_query(fields.schema(), "resource", resource_id, index_option="basic")
        return next(iter(self.ask_index(query, limit=1)[1]), None)

    def links(self, stored: StoredDataset) -> dict[str, LinkState]:
        """The addresses of a dataset by URL, as last checked."""
        known = Links(self.reader.database).of_dataset(stored.id)
        return {state.url: state for state in known}

    @property
    def scores(self) -> ScoreHistory:
        """Grades over the releases: of a dataset that was read here, and means of them all."""
        return ScoreHistory(self.reader.database)

    @property
    def history(self) -> History:
        """Versions over the releases, of what was read here before."""
        return History(self.reader.database)

    def released(self) -> datetime | None:
        """When the newest release was published: no dataset has changed since."""
        newest = self.reader.releases(None, 1)
        return clock.parse(newest[0].published_at) if newest else None

    def state(self) -> tuple[Hashable, ...]:
        """What everything shown depends on, but for the time: it is another after each release.

        Has the index look for a release: what is kept would else be shown without asking it.
        """
        self.index.touch()
        known = self.federation()
        return self.reader.sequence(), self.index.release, self.reader.hidden(), known.base_url

    def ready(self) -> None:
        """Wait for the very first index only; afterwards the current one always answers."""
        if not self.index.wait(_FIRST_INDEX):
            raise problems.not_ready()

    def every(self, city: str | None = None) -> Iterator[StoredDataset]:
        """Every published dataset in order of id, read page by page."""
        after = ""
        while batch := self.reader.page(after, 500, city):
            yield from batch
            after = batch[-1].id


def _bare() -> FederationDocument:
    from federation.model import Contact

    return FederationDocument("partage", {"fr": "partage"}, {}, "", Contact())


async def catalogue_of(request: Request) -> Catalogue:
    """The catalogue of the application that answers (async: needs no thread)."""
    found: Catalogue = request.app.state.catalogue
    return found


Served = Annotated[Catalogue, Depends(catalogue_of)]
