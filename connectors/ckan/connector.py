"""CKAN 2.x and DKAN: the action API.

Walks by `id`, each page asking for what follows the last id seen (keyset paging): edits and
deletions during the walk move nothing, and what is edited behind the walk is newer than its start,
hence part of the next incremental one. Offset paging, which changes do move, is for portals that
ignore the filter. When the search index is down, the list of names and one `package_show` each
still work.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from connectors.ckan import mapping as ckan_mapping
from connectors.ckan.actions import CkanActions, CkanRefusal, not_ckan
from connectors.ckan.search import (
    KEYSET,
    OFFSET,
    Answer,
    CkanSearch,
    follows,
    ids,
    is_dataset,
    is_hidden,
    outdated,
)
from connectors.ckan.showcases import Showcases
from connectors.context import Context
from connectors.cursors import Cursor, Progress
from connectors.portal import Portal
from connectors.selection import selected
from connectors.walk import Reader, Walk, check_complete
from connectors.web.failures import HttpFailure
from connectors.web.http import PoliteSession
from connectors.words.texts import Json, mapping, text
from federation.errors import FailureCode, HarvestError
from federation.harvest import Capabilities, HarvestPage, ItemFailure
from federation.i18n import msg

_LIST = "list"
_ROWS = 100
_SHOWN_AT_ONCE = 50
_SEARCH_IS_DOWN = frozenset({FailureCode.SERVER, FailureCode.GONE, FailureCode.WRONG_FORMAT})
#: Reasons that concern one dataset, as the walk goes on; CKAN answers 403 for private and deleted.
_ITEM_REASONS = {
    FailureCode.GONE: FailureCode.GONE,
    FailureCode.AUTH: FailureCode.WITHDRAWN,
    FailureCode.WITHDRAWN: FailureCode.WITHDRAWN,
    FailureCode.SERVER: FailureCode.SERVER,
    FailureCode.WRONG_FORMAT: FailureCode.WRONG_FORMAT,
}
_HIDDEN = msg(
    "The portal shows this dataset as private or deleted: it is not taken. Nothing is to be done, "
    "unless its publisher means it to be public."
)
_DISTANT = datetime(2200, 1, 1, tzinfo=UTC)


class CkanConnector(Portal):
    """One CKAN or DKAN portal."""

    incremental = True

    def __init__(self, context: Context, session: PoliteSession) -> None:
        super().__init__(context, session)
        self._select = context.source.select
        self._api = CkanActions(context.source.url, session, context.source.api_key)
        shown = context.source.options.get("showcases") is True
        self._showcases = Showcases(self._api) if shown else None
        mapper = ckan_mapping.CkanMapper(context, self._api.address, self._showcases)
        self._reader = Reader(ckan_mapping.identify, ckan_mapping.facts, mapper.read)
        rows = context.source.options.get("page_size")
        self._rows = rows if isinstance(rows, int) and 0 < rows <= 1000 else _ROWS

    def probe(self) -> Capabilities:
        """Version, and number of datasets; HarvestError where this is no CKAN."""
        try:
            status = mapping(self._api.call("status_show"))
        except HarvestError as error:
            if error.code not in _SEARCH_IS_DOWN:
                raise
            status = {}  # DKAN has no such action
        try:
            total = self._search(None).page(Cursor(OFFSET), rows=0).count
            # No dataset is that new: any found is shown in spite of the bound.
            dated = self._search(_DISTANT).page(Cursor(OFFSET), rows=0).count == 0
        except HarvestError as error:
            if error.code not in _SEARCH_IS_DOWN:
                raise
            total, dated = len(self._names()), False
        version = text(status.get("ckan_version")) or None
        software = "CKAN" if version else "CKAN API"
        return Capabilities(software, version, total, self._rows, incremental=dated)

    def pages(
        self, cursor: str | None = None, *, since: datetime | None = None
    ) -> Iterator[HarvestPage]:
        """Every dataset that the settings select, page by page, from a cursor on.

        With `since` those that say they are older are left out, whether or not the portal can.
        """
        place = Cursor.read(cursor, _LIST if self._select.datasets else KEYSET)
        walk = Walk(self.context, self._reader, kept=place.kept)
        if place.mode == _LIST:
            yield from self._listed(walk, place, since)
            return
        search = self._search(since)
        try:
            first = search.page(place)
        except HarvestError as error:
            resumed = bool(place.start)
            if resumed or self._select.query or error.code not in _SEARCH_IS_DOWN:
                raise
            yield from self._listed(walk, Cursor(_LIST), since, search_failed=error)
            return
        yield from self._searched(walk, search, place, first, since)

    def absence(self, remote_id: str) -> FailureCode:
        """GONE (404), WITHDRAWN (403: CKAN's word for private and deleted), TRUNCATED (shown).

        HarvestError where something else than CKAN refuses, such as a firewall with a web page.
        """
        try:
            item = self._show(remote_id)
        except HttpFailure as failure:
            if failure.code in {FailureCode.GONE, FailureCode.WITHDRAWN}:
                return failure.code
            if isinstance(failure, CkanRefusal):
                return FailureCode.WITHDRAWN
            raise
        if item == []:  # DKAN
            return FailureCode.GONE
        if not ckan_mapping.identify(item):
            raise not_ckan(self._api.url("package_show"), 200)
        return FailureCode.WITHDRAWN if is_hidden(item) else FailureCode.TRUNCATED

    def _search(self, since: datetime | None) -> CkanSearch:
        return CkanSearch(self._api, self._select, self._rows, since)

    def _searched(
        self,
        walk: Walk,
        search: CkanSearch,
        place: Cursor,
        answer: Answer,
        since: datetime | None,
    ) -> Iterator[HarvestPage]:
        progress = Progress(self.context.source.url)
        while True:
            if place.mode == KEYSET and not follows(answer.items, place.after):
                place = replace(place, mode=OFFSET, after="")
                answer = search.page(place)
            progress.check(ids(answer.items))
            after, total = _next(place, answer)
            yield self._page(walk, answer.items, "package_search", after, total, since)
            if after is None or walk.full:
                break
            place, answer = _turn(search, after)
        if not walk.full:
            check_complete(place.start + len(answer.items), total, self.context)

    def _page(
        self,
        walk: Walk,
        items: Sequence[Json],
        action: str,
        after: Cursor | None,
        total: int | None,
        since: datetime | None,
        failures: Sequence[ItemFailure] = (),
    ) -> HarvestPage:
        """A page without what is no dataset, older than asked for, or not for everybody."""
        current = [item for item in items if is_dataset(item) and not outdated(item, since)]
        found = [item for item in current if not is_hidden(item)]
        hidden = [self._hidden(item) for item in current if is_hidden(item)]
        failed = (*failures, *filter(None, hidden))
        page = walk.page(found, self._api.url(action), after, total, failed)
        silent = self._showcases is not None and self._showcases.silent
        return replace(page, reuses_untold=True) if silent else page

    def _hidden(self, item: Json) -> ItemFailure | None:
        name = ckan_mapping.identify(item)
        if not name or not selected(self._select, ckan_mapping.facts(item)):
            return None
        return ItemFailure(name, FailureCode.WITHDRAWN, _HIDDEN)

    def _names(self) -> list[str]:
        if self._select.datasets:
            return sorted(set(self._select.datasets))
        names = self._api.call("package_list")
        # Anything but names read as "no datasets" would look like the deletion of all of them.
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise not_ckan(self._api.url("package_list"), 200)
        return sorted({text(name) for name in names} - {""})

    def _listed(
        self,
        walk: Walk,
        place: Cursor,
        since: datetime | None,
        search_failed: HarvestError | None = None,
    ) -> Iterator[HarvestPage]:
        """Dataset by dataset, in the order of names."""
        try:
            names = self._names()
        except HarvestError as error:
            raise search_failed or error from error
        left = [name for name in names if name > place.after]
        for begin in range(0, max(len(left), 1), _SHOWN_AT_ONCE):
            some = left[begin : begin + _SHOWN_AT_ONCE]
            found, failures = self._show_all(some)
            ended = begin + _SHOWN_AT_ONCE >= len(left)
            passed = len(names) - len(left) + begin + len(some)
            after = None if ended else Cursor(_LIST, some[-1], passed)
            yield self._page(walk, found, "package_show", after, len(names), since, failures)
            if walk.full:
                return

    def _show_all(self, names: Sequence[str]) -> tuple[list[Json], list[ItemFailure]]:
        found, failures, error = [], [], None
        for name in names:
            try:
                found.append(self._show(name))
            except HarvestError as failure:
                if failure.code not in _ITEM_REASONS:
                    raise
                error = failure
                reason = _ITEM_REASONS[failure.code]
                failures.append(ItemFailure(name, reason, failure.message))
        all_failed = len(names) > 1 and not found
        if error is not None and all_failed and error.code is not FailureCode.GONE:
            raise error  # not one dataset of many: the action itself does not work
        return found, failures

    def _show(self, name: str) -> Json:
        result = self._api.call("package_show", id=name)
        # DKAN answers a list of one.
        return result[0] if isinstance(result, list) and result else result


def _turn(search: CkanSearch, place: Cursor) -> tuple[Cursor, Answer]:
    """The next answer; by offset where the portal cannot filter by id."""
    try:
        return place, search.page(place)
    except HarvestError as error:
        if place.mode != KEYSET or error.code not in _SEARCH_IS_DOWN:
            raise
    place = replace(place, mode=OFFSET, after="")
    return place, search.page(place)


def _next(place: Cursor, answer: Answer) -> tuple[Cursor | None, int | None]:
    """The place after a page, None at the end; and how many datasets there are in all."""
    passed = place.start + len(answer.items)
    total = answer.count
    if total is not None and place.mode == KEYSET:
        total += place.start  # the count is that of what follows the last id
    ended = not answer.items or (total is not None and passed >= total)
    known = list(filter(None, ids(answer.items)))
    after = known[-1] if known and place.mode == KEYSET else ""
    return (None if ended else Cursor(place.mode, after, passed)), total
