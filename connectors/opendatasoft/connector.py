"""Opendatasoft: Explore API v2.1.

`/catalog/datasets` serves 100 datasets at once and refuses `offset + limit` of 10,000 and more; the
catalogue export has no such bound and the same order. Beyond the bound the export is read as a
stream from disk: ODSQL compares texts for equality only, so there is no keyset to page by.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from itertools import islice
from typing import TextIO

from connectors.context import Context
from connectors.cursors import Cursor, Progress
from connectors.opendatasoft import mapping as opendatasoft_mapping
from connectors.opendatasoft.array import array_items
from connectors.opendatasoft.catalogue import Catalogue, Query, is_restricted, outdated
from connectors.portal import Portal
from connectors.selection import selected
from connectors.walk import Reader, Walk, check_complete, truncated
from connectors.web.failures import HttpFailure, shown
from connectors.web.http import PoliteSession
from connectors.words.texts import Json, mapping
from federation.errors import FailureCode, HarvestError
from federation.harvest import Capabilities, HarvestPage, ItemFailure
from federation.i18n import msg

_OFFSET, _EXPORT, _NAMED = "offset", "export", "named"
_LIMIT = 100
_WINDOW = 10_000
_SUFFIXES = ("/api/explore/v2.1", "/api/v2", "/explore", "/api")
_ITEM_REASONS = {
    FailureCode.GONE: FailureCode.GONE,
    FailureCode.AUTH: FailureCode.WITHDRAWN,
    FailureCode.WITHDRAWN: FailureCode.WITHDRAWN,
    FailureCode.SERVER: FailureCode.SERVER,
}
_RESTRICTED = msg(
    "The portal shows this dataset to some users only: it is not taken. Nothing is to be done, "
    "unless its publisher means it to be public."
)


def portal_address(url: str) -> str:
    """The address of a portal without the path of its API or pages."""
    base = url.strip().rstrip("/")
    for suffix in _SUFFIXES:
        base = base.removesuffix(suffix)
    return base.rstrip("/")


class OpendatasoftConnector(Portal):
    """One Opendatasoft portal. `window` is the portal's bound on offset + limit."""

    incremental = True

    def __init__(self, context: Context, session: PoliteSession, window: int = _WINDOW) -> None:
        super().__init__(context, session)
        self._select = context.source.select
        self._base = portal_address(context.source.url)
        key = context.source.api_key
        self._secrets = {"Authorization": f"Apikey {key.strip()}"} if key else {}
        api = f"{self._base}/api/explore/v2.1/catalog"
        self._catalogue = Catalogue(api, session, self._secrets, window)
        self._mapper = opendatasoft_mapping.OpendatasoftMapper(context, self._base)
        self._reader = Reader(
            opendatasoft_mapping.identify, opendatasoft_mapping.facts, self._mapper.read
        )
        size = context.source.options.get("page_size")
        limit = size if isinstance(size, int) and 0 < size <= _LIMIT else _LIMIT
        self._limit = min(limit, window - 1)

    def probe(self) -> Capabilities:
        """Number of datasets; HarvestError where this is no Opendatasoft portal."""
        _, total = self._catalogue.query(self._select, None).page(0, 1)
        return Capabilities("Opendatasoft", "Explore v2.1", total, self._limit, incremental=True)

    def pages(
        self, cursor: str | None = None, *, since: datetime | None = None
    ) -> Iterator[HarvestPage]:
        """Every dataset that the settings select, page by page, from a cursor on.

        With `since` those whose stamps are all older are left out, whether or not the portal can.
        """
        place = Cursor.read(cursor, _NAMED if self._select.datasets else _OFFSET)
        walk = Walk(self.context, self._reader, kept=place.kept)
        query = self._catalogue.query(self._select, since)
        if place.mode == _NAMED:
            yield from self._named(walk, place, since)
        elif place.mode == _EXPORT:
            yield from self._exported(walk, query, place, None, since)
        else:
            yield from self._offset(walk, query, place, since)

    def absence(self, remote_id: str) -> FailureCode:
        """GONE (404), WITHDRAWN (401, 403, or shown to some users only), TRUNCATED (shown)."""
        try:
            item = self._catalogue.one(remote_id)
        except HttpFailure as failure:
            reason = _ITEM_REASONS.get(failure.code)
            if reason in {FailureCode.GONE, FailureCode.WITHDRAWN}:
                return reason
            raise
        if not opendatasoft_mapping.identify(item):
            raise HarvestError(FailureCode.WRONG_FORMAT, self._catalogue.stranger())
        return FailureCode.WITHDRAWN if is_restricted(item) else FailureCode.TRUNCATED

    def secrets(self, url: str) -> Mapping[str, str]:
        """The key of the portal, for its own addresses."""
        return self._secrets if url.startswith(f"{self._base}/") else {}

    def _offset(
        self, walk: Walk, query: Query, place: Cursor, since: datetime | None
    ) -> Iterator[HarvestPage]:
        start, progress = place.start, Progress(self.context.source.url)
        while True:
            found, total = query.page(start, self._limit)
            if start == 0 and total is not None and total >= self._catalogue.window:
                yield from self._exported(walk, query, Cursor(_EXPORT), total, since)
                return
            progress.check(map(opendatasoft_mapping.identify, found))
            start += len(found)
            ended = not found or (total is not None and start >= total)
            after = None if ended else Cursor(_OFFSET, "", start)
            yield self._page(walk, found, "datasets", after, total, since)
            if ended or walk.full:
                break
        if not walk.full:
            check_complete(start, total, self.context)

    def _page(
        self,
        walk: Walk,
        items: Sequence[Json],
        path: str,
        after: Cursor | None,
        total: int | None,
        since: datetime | None,
        failures: Sequence[ItemFailure] = (),
    ) -> HarvestPage:
        """A page without what is older than asked for, or shown to some users only."""
        current = [item for item in items if not outdated(item, since)]
        found = [item for item in current if not is_restricted(item)]
        hidden = [self._restricted(item) for item in current if is_restricted(item)]
        self._learn_formats(found)
        failed = (*failures, *filter(None, hidden))
        return walk.page(found, f"{self._catalogue.api}/{path}", after, total, failed)

    def _learn_formats(self, found: Sequence[Json]) -> None:
        """Ask once which exports the portal offers: they are the same for all its datasets."""
        if self._mapper.formats is not None:
            return
        named = (each for each in found if mapping(each).get("has_records"))
        name = next(filter(None, map(opendatasoft_mapping.identify, named)), None)
        if name is not None:
            self._mapper.formats = self._catalogue.formats(name)

    def _restricted(self, item: Json) -> ItemFailure | None:
        name = opendatasoft_mapping.identify(item)
        if not name or not selected(self._select, opendatasoft_mapping.facts(item)):
            return None
        return ItemFailure(name, FailureCode.WITHDRAWN, _RESTRICTED)

    def _exported(
        self,
        walk: Walk,
        query: Query,
        place: Cursor,
        total: int | None,
        since: datetime | None,
    ) -> Iterator[HarvestPage]:
        """Pages of the whole export; a resumed walk reads past what it has had."""
        passed = place.start
        address = shown(f"{self._catalogue.api}/exports/json")
        with self._export(query, total) as handle:
            stream = islice(array_items(handle, address), passed, None)
            ahead = list(islice(stream, self._limit))
            while True:
                found, ahead = ahead, list(islice(stream, self._limit))
                passed += len(found)
                after = Cursor(_EXPORT, "", passed) if ahead else None
                yield self._page(walk, found, "exports/json", after, total, since)
                if not ahead or walk.full:
                    break
        if not walk.full:
            check_complete(passed, total, self.context)

    @contextmanager
    def _export(self, query: Query, total: int | None) -> Iterator[TextIO]:
        with ExitStack() as stack:
            try:
                yield stack.enter_context(query.export())
            except HttpFailure as failure:
                if failure.status not in {400, 404}:
                    raise
                window = self._catalogue.window
                words = truncated(self.context, window, total or window)
                raise HarvestError(FailureCode.TRUNCATED, words) from failure

    def _named(self, walk: Walk, place: Cursor, since: datetime | None) -> Iterator[HarvestPage]:
        """The datasets that the settings list by id, each asked for by itself."""
        names = sorted(set(self._select.datasets))
        left = [name for name in names if name > place.after]
        for begin in range(0, max(len(left), 1), self._limit):
            some = left[begin : begin + self._limit]
            found, failures = self._show_all(some)
            ended = begin + self._limit >= len(left)
            passed = len(names) - len(left) + begin + len(some)
            after = None if ended else Cursor(_NAMED, some[-1], passed)
            yield self._page(walk, found, "datasets", after, len(names), since, failures)
            if walk.full:
                return

    def _show_all(self, names: Sequence[str]) -> tuple[list[Json], list[ItemFailure]]:
        found, failures = [], []
        for name in names:
            try:
                found.append(self._catalogue.one(name))
            except HarvestError as error:
                if error.code not in _ITEM_REASONS:
                    raise
                failures.append(ItemFailure(name, _ITEM_REASONS[error.code], error.message))
        return found, failures
