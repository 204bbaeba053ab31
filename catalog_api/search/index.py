"""The search index of this node: found, refreshed and rebuilt from the published state.

Refreshing goes by release number, so a node that was down catches up. A lost, damaged or
outdated index is built anew in another folder while the old one answers. One writer at a time
per folder: another process that refreshes it is waited for, not fought.
"""

import fcntl
import json
import logging
import shutil
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import tantivy
from sqlalchemy.exc import SQLAlchemyError

from catalog_api.search import entries, keys, words
from catalog_api.search import fields as index_schema
from catalog_api.search.pages import Hits, Order, Wanted, how_many, page
from federation.store.reader import CatalogReader

__all__ = ["Hits", "IndexNotReady", "SearchIndex"]

logger = logging.getLogger(__name__)

_HEAP = 64_000_000  # bytes, of the writer
_PAUSE = 1.0  # seconds between two looks at the release number
_BATCH = 500  # datasets read from the store at once


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where the index stands: format version, federation, folder and release number."""

    version: int
    federation: str
    folder: str
    seq: int


class SearchIndex:
    """Search over the published datasets."""

    def __init__(
        self,
        reader: CatalogReader,
        folder: Path,
        forget: Callable[[str], None] | None = None,
        hidden: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self._reader = reader
        self._forget = forget
        self._hidden = hidden
        self._drop: Callable[[], None] | None = None
        self._seen: int | None = None
        self._root = folder
        self._index: tantivy.Index | None = None
        self._mark: _Mark | None = None
        self._ready = threading.Event()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="search-refresh")
        self._pending = False
        self._looked = 0.0
        folder.mkdir(parents=True, exist_ok=True)

    def when_taken_back(self, drop: Callable[[], None]) -> None:
        """Have something done, in the background, once this node learns of a retraction."""
        self._drop = drop

    # Keeping up

    def touch(self) -> None:
        """Ask for a refresh in the background, at most one per second; never waits."""
        now = time.monotonic()
        with self._lock:
            if self._pending or now - self._looked < _PAUSE:
                return
            self._pending, self._looked = True, now
        self._worker.submit(self._refresh_quietly)

    @property
    def release(self) -> int:
        """The release that it shows; 0 before the first."""
        return self._mark.seq if self._mark else 0

    def wait(self, seconds: float) -> bool:
        """Whether the index can answer; waits for the first one to be built."""
        self.touch()
        return self._ready.wait(seconds)

    def close(self) -> None:
        """Stop the background task."""
        self._worker.shutdown(wait=True)

    def _refresh_quietly(self) -> None:
        try:
            self.refresh()
        except (SQLAlchemyError, OSError, ValueError) as error:
            # The old index goes on answering; the next request asks again.
            logger.warning("search index not refreshed: %s", type(error).__name__)
        finally:
            with self._lock:
                self._pending = False

    def refresh(self) -> int:
        """Bring the index to the newest release; returns its number. Not for request threads."""
        with _turn(self._root):
            target = self._reader.sequence()
            self._drop_pages(target)
            federation = self._reader.federation()
            owner = federation.id if federation else ""
            mark = self._current(owner)
            if mark is None or mark.seq > target or mark.federation != owner:
                self._forget_snapshots(0)
                self._rebuild(owner, target)
            elif mark.seq < target and self._reader.retracted_since(mark.seq):
                # What is only taken out of an index lies in its files until they are merged.
                self._forget_snapshots(mark.seq)
                self._rebuild(owner, target)
            elif mark.seq < target:
                self._update(mark, target)
            self._ready.set()
            return target

    def _forget_snapshots(self, seq: int) -> None:
        """Erase this node's copies of the snapshots taken back since a release."""
        if self._forget is not None:
            for sha256 in self._reader.retracted_snapshots(seq):
                self._forget(sha256)

    def _drop_pages(self, target: int) -> None:
        """Have this process drop what it keeps in memory, once something was taken back.

        Not by the mark: another process that shares the folder may have moved that on.
        """
        if self._seen == target:
            return
        since = 0 if self._seen is None or target < self._seen else self._seen
        if self._reader.retracted_since(since):
            entries.tag_keys.cache_clear()
            keys.column_key.cache_clear()
            if self._drop is not None:
                self._drop()
        self._seen = target  # last: what fails above is tried again

    def _current(self, owner: str) -> _Mark | None:
        """Where the index on disk stands, taken up anew if another process moved it on.

        None if it is absent, damaged, outdated or out of step: it must be rebuilt.
        """
        found = self._read_mark()
        if found is None or found.federation != owner:
            return None
        if self._index is not None and found == self._mark:
            return found
        try:
            index = tantivy.Index.open(str(self._root / found.folder))
            index_schema.register(index)
            documents = index.searcher().num_docs
        except (ValueError, OSError):
            logger.warning("search index damaged: it is rebuilt")
            return None
        totals = self._reader.totals()
        if found.seq >= self._reader.sequence() and documents != totals.datasets + totals.copies:
            return None
        self._index, self._mark = index, found
        return found

    def _read_mark(self) -> _Mark | None:
        try:
            mark = _Mark(**json.loads((self._root / "mark.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None
        return mark if mark.version == index_schema.VERSION else None

    def _write_mark(self, mark: _Mark) -> None:
        partial = self._root / f".mark-{uuid4().hex}"
        values = {name: getattr(mark, name) for name in _Mark.__slots__}
        partial.write_text(json.dumps(values))
        partial.replace(self._root / "mark.json")
        self._mark = mark

    def _rebuild(self, owner: str, target: int) -> None:
        folder = f"index-{uuid4().hex}"
        path = self._root / folder
        path.mkdir()
        index = tantivy.Index(index_schema.schema(), path=str(path))
        index_schema.register(index)
        with _writing(index) as writer:
            self._apply(writer, 0, fresh=True)
        self._index = index
        self._write_mark(_Mark(index_schema.VERSION, owner, folder, target))
        for old in self._root.glob("index-*"):
            if old.name != folder:
                shutil.rmtree(old, ignore_errors=True)

    def _update(self, mark: _Mark, target: int) -> None:
        index = self.opened()
        try:
            with _writing(index) as writer:
                self._apply(writer, mark.seq)
        except ValueError:
            logger.warning("search index cannot be written to: it is rebuilt")
            self._rebuild(mark.federation, target)
            return
        self._write_mark(_Mark(mark.version, mark.federation, mark.folder, target))

    def _apply(self, writer: tantivy.IndexWriter, seq: int, *, fresh: bool = False) -> None:
        """Replace every dataset of later releases; tombstones only take out."""
        after = ""
        while batch := self._reader.changed_since(seq, _BATCH, after):
            for stored in batch:
                if not fresh:
                    writer.delete_documents_by_term("id", stored.id)
                if not stored.withdrawn and stored.search:
                    writer.add_document(entries.document(stored, stored.search))
            after = batch[-1].id

    # Answering

    def opened(self) -> tantivy.Index:
        """The index that answers now; IndexNotReady before the first one is built."""
        if self._index is None:
            raise IndexNotReady
        return self._index

    def parse(self, text: str) -> tantivy.Query:
        """A query in tantivy's own syntax; never fails on odd punctuation."""
        return words.parsed(self.opened(), text)

    def visible(self, query: tantivy.Query) -> tantivy.Query:
        """What a query matches and may be read: the rest is neither found nor counted."""
        return index_schema.without(query, self._hidden())

    def page(self, query: tantivy.Query, wanted: Wanted) -> Hits:
        """One page of results."""
        return page(self.opened(), self.visible(query), wanted)

    def count(self, query: tantivy.Query) -> int:
        """How many datasets match."""
        return how_many(self.opened().searcher(), self.visible(query))

    def search(
        self,
        query: tantivy.Query,
        *,
        limit: int,
        offset: int = 0,
        order: Order | None = None,
        facets: Sequence[str] = (),
        facet_size: int = 50,
    ) -> Hits:
        """The same, with the page said by name."""
        return self.page(query, Wanted(limit, offset, order, None, facets, facet_size))


class IndexNotReady(Exception):
    """The first index is still being built."""


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """The only refresh of this folder, among threads and processes: the others wait.

    A rebuild takes away the folders of earlier ones, and would take one that is being written.
    """
    with (folder / "refresh.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield  # closing the file gives the lock back, as does the end of the process


@contextmanager
def _writing(index: tantivy.Index) -> Iterator[tantivy.IndexWriter]:
    """A writer that commits at the end and gives the folder back."""
    writer = index.writer(_HEAP, 1)
    try:
        yield writer
        writer.commit()
        index.reload()  # what is committed is found before segments are merged
    finally:
        writer.wait_merging_threads()
