"""udata (data.gouv.fr, data4tunisia.org, data.public.lu): whole portals and organisations on them.

A full walk goes by date of creation, which no edit changes and where new datasets come last. An
incremental walk goes twice from the newest on, until a whole window is older than `since`: by last
update, then by date of creation, as what a portal newly harvests may carry old dates. Last update
is that of the files: an edit of the description alone waits for the next full walk. Windows overlap
(`connectors.udata.windows`): what they show again is passed over in silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from connectors.context import Context
from connectors.cursors import Cursor, paging_loop
from connectors.portal import Portal
from connectors.selection import Facts, selected
from connectors.udata import mapping as udata_mapping
from connectors.udata.api import UdataApi, not_udata, portal_address
from connectors.udata.items import ABSENT, UdataItems
from connectors.udata.lists import CHANGED_FIRST, NEWEST_FIRST, OLDEST_FIRST, DatasetList, Progress
from connectors.udata.organizations import resolve
from connectors.udata.windows import LARGEST, SMALLEST, UdataWindows, Window, name
from connectors.walk import Reader, Walk, check_complete, truncated
from connectors.web.failures import HttpFailure
from connectors.web.http import PoliteSession
from connectors.words.texts import Json, folded, mapping, text
from federation.errors import FailureCode, HarvestError
from federation.harvest import Capabilities, HarvestPage

_NAMED = "named"
_SIZE = 100
_AT_ONCE = 50  # datasets asked for one by one between two pages
_ANCHORS = 3  # ids kept in a cursor: any one of them tells where to go on
_RETURNS = 5  # times that deletions may set a walk back before it shows anything new


class UdataConnector(Portal):
    """One udata portal, or some organisations of it."""

    incremental = True

    def __init__(self, context: Context, session: PoliteSession) -> None:
        super().__init__(context, session)
        self._select = context.source.select
        address, page = portal_address(context.source.url)
        self._asked = (page,) if page else self._select.organizations
        self._known: Mapping[str, tuple[str, ...]] | None = None
        options = context.source.options
        version = 2 if text(options.get("api")) == "2" else 1
        self._api = UdataApi(address, session, context.source.api_key, version)
        size = options.get("page_size")
        if not isinstance(size, int) or not SMALLEST <= size <= LARGEST:
            size = _SIZE
        self._windows = UdataWindows(self._api, size)
        mapper = udata_mapping.UdataMapper(context, address)
        self._items = UdataItems(self._api, self._select, self._facts)
        self._reader = Reader(udata_mapping.identify, self._facts, mapper.read)

    def probe(self) -> Capabilities:
        """Number of datasets; HarvestError where this is no udata portal."""
        url = self._api.url("datasets")
        totals = [self._api.page(url, **one, page_size=1).total for one in self._filters()]
        told = [total for total in totals if total is not None]
        total = sum(told) if len(told) == len(totals) else None
        version = f"API v{self._api.version}"
        return Capabilities("udata", version, total, self._windows.size, incremental=True)

    def pages(
        self, cursor: str | None = None, *, since: datetime | None = None
    ) -> Iterator[HarvestPage]:
        """Every dataset that the settings select, page by page, from a cursor on."""
        place = Cursor.read(cursor, "")
        walk = Walk(self.context, self._reader, kept=place.kept)
        if self._select.datasets:
            yield from self._named(walk, place)
            return
        lists = self._lists(since)
        names = [one.name for one in lists]
        begin = names.index(place.mode) if place.mode in names else 0
        start = place if place.mode in names else Cursor(names[0])
        yield from self._listed(walk, lists[begin:], start)

    def absence(self, remote_id: str) -> FailureCode:
        """GONE (404, 410, no longer selected), WITHDRAWN (archived, deleted), TRUNCATED (shown)."""
        url = self._api.url("datasets", remote_id)
        try:
            item = self._api.get(url)
        except HttpFailure as failure:
            if failure.code in ABSENT:
                return failure.code
            raise
        if not udata_mapping.identify(item):
            raise not_udata(url)
        if udata_mapping.is_hidden(item):
            return FailureCode.WITHDRAWN
        return FailureCode.TRUNCATED if self._is_selected(item) else FailureCode.GONE

    def _organizations(self) -> Mapping[str, tuple[str, ...]]:
        if self._known is None:
            self._known = resolve(self._api, self._asked)
        return self._known

    def _facts(self, item: Json) -> Facts:
        return udata_mapping.facts(item, lambda one: self._organizations().get(one, ()))

    def _is_selected(self, item: Json) -> bool:
        owner = text(mapping(mapping(item).get("organization")).get("id"))
        of_page = not self._asked or owner in self._organizations()
        return of_page and selected(self._select, self._facts(item))

    def _filters(self) -> list[dict[str, str]]:
        """The queries whose answers together hold what is selected: one per organisation."""
        common = {"q": self._select.query} if self._select.query else {}
        if len(self._select.tags) == 1:  # several would have to be met all at once
            common["tag"] = folded(self._select.tags[0]).replace(" ", "-")
        owners = self._organizations()
        return [{**common, "organization": owner} for owner in owners] or [common]

    def _lists(self, since: datetime | None) -> list[DatasetList]:
        filters = self._filters()
        changed = self._changed(filters[0], since) if since else None
        if changed is None:  # also where the portal cannot sort by what changed last
            return [DatasetList(OLDEST_FIRST, one) for one in filters]
        others = [DatasetList(changed.order, one, since) for one in filters[1:]]
        newest = [DatasetList(NEWEST_FIRST, one, since) for one in filters]
        return [changed, *others, *newest]

    def _changed(self, filters: Mapping[str, str], since: datetime) -> DatasetList | None:
        for order in CHANGED_FIRST:
            found = DatasetList(order, filters, since)
            try:
                found.first = self._windows.at(found.query, 0)
            except HttpFailure as failure:
                if failure.status != 400:
                    raise
                continue
            if order.honoured(found.first.items):
                return found
        return None

    def _listed(
        self, walk: Walk, lists: Sequence[DatasetList], place: Cursor
    ) -> Iterator[HarvestPage]:
        known: set[str] = set()  # shown by any of the lists
        for number, one in enumerate(lists):
            following = Cursor(lists[number + 1].name) if number + 1 < len(lists) else None
            total = len(lists) == 1 and one.since is None
            yield from self._walked(walk, one, place, following, known, tell_total=total)
            if walk.full or following is None:
                return
            place = following

    def _walked(
        self,
        walk: Walk,
        one: DatasetList,
        place: Cursor,
        following: Cursor | None,
        known: set[str],
        *,
        tell_total: bool,
    ) -> Iterator[HarvestPage]:
        anchors = set(filter(None, place.after.split(",")))
        one.shown.update(anchors)
        progress, ended = Progress(place.start), False
        while not ended:
            window = self._window(one, place.start)
            fresh = one.unseen(window, anchors)
            progress.add(window, len(fresh))
            ended = one.is_over(window) or progress.stopped
            if not (fresh or ended):
                self._check_progress(window, progress)
            wanted = [item for item in fresh if name(item) not in known and not one.is_old(item)]
            known.update(map(name, wanted))
            place = Cursor(one.name, _anchors(window) or place.after, window.end)
            total = window.total if tell_total else None
            yield self._page(walk, wanted, following if ended else place, total)
            if walk.full:
                return
            one.shown.update(map(name, fresh))
            anchors = set()
        if one.since is None:
            check_complete(progress.seen(window), window.total, self.context)

    def _window(self, one: DatasetList, position: int) -> Window:
        if one.first is not None and position == 0:
            return one.first
        try:
            return self._windows.at(one.query, position, one.shown)
        except HttpFailure as failure:
            if failure.status != 400 or not one.sorted or one.since is not None:
                raise
        one.sorted = False  # a portal that knows no such order
        return self._windows.at(one.query, position, one.shown)

    def _check_progress(self, window: Window, progress: Progress) -> None:
        """HarvestError PAGING_LOOP or TRUNCATED where windows without news lead nowhere."""
        if progress.is_loop(window):
            raise paging_loop(self.context.source.url)
        if progress.returns > _RETURNS:
            seen = progress.seen(window)
            message = truncated(self.context, seen, window.total or seen)
            raise HarvestError(FailureCode.TRUNCATED, message)

    def _page(
        self, walk: Walk, found: Sequence[Json], after: Cursor | None, total: int | None
    ) -> HarvestPage:
        """A page of mapped datasets; those that cannot be used are set apart."""
        usable, failures = self._items.complete(found)
        return walk.page(usable, self._api.url("datasets"), after, total, failures)

    def _named(self, walk: Walk, place: Cursor) -> Iterator[HarvestPage]:
        """The datasets that the settings list by id or slug, each asked for by itself."""
        names = sorted(set(self._select.datasets))
        left = [one for one in names if place.mode != _NAMED or one > place.after]
        for begin in range(0, max(len(left), 1), _AT_ONCE):
            some = left[begin : begin + _AT_ONCE]
            found, failures = self._items.show(some)
            seen = len(names) - len(left) + begin + len(some)
            ended = begin + _AT_ONCE >= len(left)
            after = None if ended else Cursor(_NAMED, some[-1], seen)
            page = self._page(walk, found, after, len(names))
            yield replace(page, failures=(*failures, *page.failures))
            if walk.full:
                return


def _anchors(window: Window) -> str:
    """The last ids of a window, to be found again by the next one."""
    ids = [udata_mapping.identify(item) for item in window.items]
    return ",".join(filter(None, ids[-_ANCHORS:]))
