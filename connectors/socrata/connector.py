"""Socrata (Tyler Data & Insights): one domain of the discovery API.

A full walk goes by id, each page asking for what follows the last id seen (`scroll_id`): edits and
deletions during the walk move nothing. Portals that ignore it are read in windows that overlap. An
incremental walk goes from the last updated on until a whole window is older than `since`. Records
of other domains that the portal republishes (federated) and views of a dataset (filters, charts,
maps) are passed over: the first are their own portal's, the others show the same data.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from connectors.context import Context
from connectors.cursors import Cursor, paging_loop
from connectors.portal import Portal
from connectors.selection import selected
from connectors.socrata import mapping as socrata_mapping
from connectors.socrata.catalog import (
    WINDOW,
    SocrataCatalog,
    ascends,
    descends,
    host,
    identify,
    is_old,
    name,
    portal_address,
)
from connectors.walk import Reader, Walk, check_complete, truncated
from connectors.web.failures import HttpFailure, shown
from connectors.web.http import PoliteSession
from connectors.words.texts import Json, text, whole
from federation.errors import FailureCode, HarvestError
from federation.harvest import Capabilities, HarvestPage, ItemFailure
from federation.i18n import msg

_SCROLL, _OFFSET, _CHANGED, _NAMED = "scroll", "offset", "changed", "named"
_LIMIT, _LARGEST = 100, 1000
_BY_ID = {"order": "dataset_id"}
_BY_UPDATE = {"order": "updatedAt DESC"}
_AT_ONCE = 50  # ids asked for in one request
_ABSENT = msg("The portal does not list this dataset: check select.datasets of the source.")


class SocrataConnector(Portal):
    """One Socrata portal. `window` is the portal's bound on offset + limit."""

    incremental = True

    def __init__(self, context: Context, session: PoliteSession, window: int = WINDOW) -> None:
        super().__init__(context, session)
        self._select = context.source.select
        options, key = context.source.options, context.source.api_key
        self._base = portal_address(context.source.url)
        self._domain = text(options.get("domain")).lower() or host(self._base)
        where = text(options.get("discovery")) or self._base
        self._catalog = SocrataCatalog(session, self._base, self._domain, where, key, window)
        mapper = socrata_mapping.SocrataMapper(context, self._base, self._domain)
        self._reader = Reader(identify, socrata_mapping.facts, mapper.read)
        size = options.get("page_size")
        self._limit = size if isinstance(size, int) and 0 < size <= _LARGEST else _LIMIT
        self._own = self._foreign = 0

    def probe(self) -> Capabilities:
        """Number of assets, federated ones included; HarvestError where this is no Socrata."""
        total = self._catalog.page({**self._query(), "limit": 1}).count
        return Capabilities("Socrata", "Discovery API v1", total, self._limit, incremental=True)

    def pages(
        self, cursor: str | None = None, *, since: datetime | None = None
    ) -> Iterator[HarvestPage]:
        """Every dataset that the settings select, page by page, from a cursor on."""
        place = Cursor.read(cursor, "")
        walk = Walk(self.context, self._reader, kept=place.kept)
        self._own = self._foreign = 0
        if self._select.datasets:
            yield from self._named(walk, place)
        elif place.mode == _OFFSET:
            yield from self._windows(walk, place, _BY_ID)
        elif since and place.mode in {"", _CHANGED} and self._orders_by_update():
            yield from self._windows(walk, place, _BY_UPDATE, since)
        else:
            yield from self._scrolled(walk, place if place.mode == _SCROLL else Cursor(_SCROLL))
        if not place.start and not walk.full:
            self._check_domain()

    def absence(self, remote_id: str) -> FailureCode:
        """GONE, WITHDRAWN (private, hidden from the catalogue), TRUNCATED (still there)."""
        for item in self._catalog.page({"ids": remote_id, "limit": 1}).items:
            if identify(item) == remote_id:
                wanted = selected(self._select, socrata_mapping.facts(item))
                own = socrata_mapping.is_own(item, self._domain)
                return FailureCode.TRUNCATED if own and wanted else FailureCode.GONE
        return self._catalog.absence(remote_id)

    def secrets(self, url: str) -> Mapping[str, str]:
        """The key of the portal, for its own addresses."""
        return self._catalog.secrets if url.startswith(f"{self._base}/") else {}

    def _query(self) -> dict[str, str]:
        return {"q": self._select.query} if self._select.query else {}

    def _orders_by_update(self) -> bool:
        """Whether the portal can list what was updated last first."""
        try:
            answer = self._catalog.page({**self._query(), **_BY_UPDATE, "limit": self._limit})
        except HttpFailure as failure:
            if failure.status != 400:
                raise
            return False
        return descends(answer.items)

    def _scrolled(
        self, walk: Walk, place: Cursor, known: Collection[str] = ()
    ) -> Iterator[HarvestPage]:
        """Page after page in the order of ids; a cursor holds the last id and the total."""
        after, _, told = place.after.partition("/")
        total, ended, count = whole(told), False, place.start
        while not ended:
            answer = self._catalog.scroll(self._query(), after, self._limit)
            if not ascends(answer.items, after):
                yield from self._windows(walk, Cursor(_OFFSET, after, count), _BY_ID)
                return
            count += len(answer.items)
            total = answer.count if total is None else total
            ended = answer.ends(count, self._limit)
            before, after = after, _last(answer.items) or after
            self._check_progress(stuck=before == after and not ended)
            following = Cursor(_SCROLL, f"{after}/{'' if total is None else total}", count)
            fresh = [item for item in answer.items if name(item) not in known]
            yield self._page(walk, fresh, None if ended else following, total)
            if walk.full:
                return
        check_complete(count, total, self.context)

    def _windows(
        self,
        walk: Walk,
        place: Cursor,
        order: Mapping[str, str],
        since: datetime | None = None,
    ) -> Iterator[HarvestPage]:
        """Window after window in an order; with `since`, until a whole window is older."""
        known = set(filter(None, place.after.split(",")))
        query, count, total = {**self._query(), **order}, place.start, None
        anchors, over, ended, idle = frozenset(known), False, False, False
        while not ended:
            found = self._catalog.window(query, place.start, self._limit, known)
            if found is None and since is not None:
                yield from self._scrolled(walk, Cursor(_SCROLL), known)
                return
            if found is None:
                words = truncated(self.context, count, total or count)
                raise HarvestError(FailureCode.TRUNCATED, words)
            answer, start = found
            fresh = answer.unseen(known, anchors)
            position = start + len(answer.items)
            over = since is not None and all(is_old(item, since) for item in answer.items)
            ended = over or answer.ends_at(position, self._limit)
            self._check_progress(stuck=idle and not fresh and not ended)
            idle, anchors = not fresh, frozenset()
            known.update(map(name, fresh))
            count += len(fresh)
            total = total if answer.count is None else answer.count
            place = Cursor(_CHANGED if since else _OFFSET, answer.anchors or place.after, position)
            wanted = [item for item in fresh if since is None or not is_old(item, since)]
            yield self._page(walk, wanted, None if ended else place, None if since else total)
            if walk.full:
                return
        if not over:
            check_complete(count, total, self.context)

    def _check_progress(self, *, stuck: bool) -> None:
        """HarvestError PAGING_LOOP where the portal shows the same again and again."""
        if not stuck:
            return
        self._check_domain()
        raise paging_loop(self.context.source.url)

    def _page(
        self, walk: Walk, found: Sequence[Json], after: Cursor | None, total: int | None
    ) -> HarvestPage:
        """A page of what is the portal's own."""
        own = [item for item in found if socrata_mapping.is_own(item, self._domain)]
        self._own += len(own)
        self._foreign += len(found) - len(own)
        return walk.page(own, self._catalog.url, after, total)

    def _check_domain(self) -> None:
        """HarvestError where everything is another domain's: the portal goes by another name."""
        if self._own or not self._foreign:
            return
        raise HarvestError(
            FailureCode.WRONG_FORMAT,
            msg(
                "%(url)s shows datasets of other portals only, none of %(domain)s: give the name "
                "its datasets are listed under as options.domain of the source.",
                url=shown(self._catalog.url),
                domain=self._domain,
            ),
        )

    def _named(self, walk: Walk, place: Cursor) -> Iterator[HarvestPage]:
        """The datasets that the settings list by id."""
        names = sorted(set(self._select.datasets))
        left = [one for one in names if place.mode != _NAMED or one > place.after]
        for begin in range(0, max(len(left), 1), _AT_ONCE):
            some = left[begin : begin + _AT_ONCE]
            answer = self._catalog.page({"ids": ",".join(some), "limit": max(len(some), 1)})
            found = [item for item in answer.items if identify(item) in some]
            missing = sorted(set(some) - set(map(identify, found)))
            failures = [ItemFailure(one, self._catalog.absence(one), _ABSENT) for one in missing]
            seen = len(names) - len(left) + begin + len(some)
            ended = begin + _AT_ONCE >= len(left)
            page = self._page(walk, found, None if ended else Cursor(_NAMED, some[-1], seen), None)
            yield replace(page, failures=(*failures, *page.failures), total=len(names))
            if walk.full:
                return


def _last(found: Sequence[Json]) -> str:
    """The last id of some records."""
    return next(filter(None, map(identify, reversed(found))), "")
