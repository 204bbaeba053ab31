"""CKAN 2.x and DKAN: the action API.

Walks by `id`, each page asking for what follows the last id seen (keyset paging): edits and
deletions during the walk move nothing. Offset paging, which they do move, is for portals that
ignore the filter. When the search index is down, the list of names and one `package_show` each
still work.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from connectors import ckan_mapping
from connectors.ckan_actions import CkanActions, not_ckan
from connectors.context import Context
from connectors.cursors import Cursor
from connectors.download import download
from connectors.http import PoliteSession
from connectors.texts import Json, mapping, text
from connectors.walk import Reader, Walk, check_complete
from federation.errors import FailureCode, HarvestError
from federation.model import Capabilities, Distribution, Fetched, HarvestPage, ItemFailure

_KEYSET, _OFFSET, _LIST = "keyset", "offset", "list"
_ROWS = 100
_SHOWN_AT_ONCE = 50
_SEARCH_IS_DOWN = frozenset({FailureCode.SERVER, FailureCode.GONE, FailureCode.WRONG_FORMAT})
#: Reasons that concern one dataset, as the walk goes on; CKAN answers 403 for private and deleted.
_ITEM_REASONS = {
    FailureCode.GONE: FailureCode.GONE,
    FailureCode.AUTH: FailureCode.WITHDRAWN,
    FailureCode.SERVER: FailureCode.SERVER,
    FailureCode.WRONG_FORMAT: FailureCode.WRONG_FORMAT,
}
_NOT_DATASETS = frozenset({"harvest", "showcase"})  # package types of common extensions


@dataclass(frozen=True, slots=True)
class _Answer:
    items: Sequence[Json]
    count: int | None


def _ids(found: Iterable[Json]) -> list[str]:
    return [text(mapping(item).get("id")) for item in found]


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _any_of(field: str, values: Iterable[str]) -> str:
    return f"{field}:(" + " OR ".join(map(_quoted, values)) + ")"


class CkanConnector:
    """One CKAN or DKAN portal."""

    def __init__(self, context: Context, session: PoliteSession) -> None:
        self._context = context
        self._session = session
        self._select = context.source.select
        self._api = CkanActions(context.source.url, session, context.source.api_key)
        mapper = ckan_mapping.CkanMapper(context, self._api.address)
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
            total = self._search(Cursor(_OFFSET), rows=0).count
        except HarvestError as error:
            if error.code not in _SEARCH_IS_DOWN:
                raise
            total = len(self._names())
        version = text(status.get("ckan_version")) or None
        return Capabilities("CKAN" if version else "CKAN API", version, total, self._rows)

    def pages(self, cursor: str | None = None) -> Iterator[HarvestPage]:
        """Every dataset that the settings select, page by page, from a cursor on."""
        place = Cursor.read(cursor, _LIST if self._select.datasets else _KEYSET)
        walk = Walk(self._context, self._reader, kept=place.kept)
        if place.mode == _LIST:
            yield from self._listed(walk, place)
            return
        try:
            first = self._search(place)
        except HarvestError as error:
            resumed = bool(place.start)
            if resumed or self._select.query or error.code not in _SEARCH_IS_DOWN:
                raise
            yield from self._listed(walk, Cursor(_LIST), search_failed=error)
            return
        yield from self._searched(walk, place, first)

    def fetch(
        self,
        distribution: Distribution,
        folder: Path,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Fetched:
        """Download a file into a folder, unless it has not changed."""
        url = distribution.download_url or distribution.access_url
        return download(self._session, url, folder, etag=etag, last_modified=last_modified)

    def _searched(self, walk: Walk, place: Cursor, answer: _Answer) -> Iterator[HarvestPage]:
        while True:
            if place.mode == _KEYSET and not _follows(answer.items, place.after):
                place = replace(place, mode=_OFFSET, after="")
                answer = self._search(place)
            after, total = self._next(place, answer)
            found = [item for item in answer.items if _is_dataset(item)]
            yield walk.page(found, self._api.url("package_search"), after, total)
            if after is None or walk.full:
                break
            place, answer = self._turn(after)
        if not walk.full:
            check_complete(place.start + len(answer.items), total, self._context)

    def _turn(self, place: Cursor) -> tuple[Cursor, _Answer]:
        """The next answer; by offset where the portal cannot filter by id."""
        try:
            return place, self._search(place)
        except HarvestError as error:
            if place.mode != _KEYSET or error.code not in _SEARCH_IS_DOWN:
                raise
        place = replace(place, mode=_OFFSET, after="")
        return place, self._search(place)

    def _next(self, place: Cursor, answer: _Answer) -> tuple[Cursor | None, int | None]:
        """The place after a page, None at the end; and how many datasets there are in all."""
        shown = place.start + len(answer.items)
        total = answer.count
        if total is not None and place.mode == _KEYSET:
            total += place.start  # the count is that of what follows the last id
        ended = not answer.items or (total is not None and shown >= total)
        ids = list(filter(None, _ids(answer.items)))
        after = ids[-1] if ids and place.mode == _KEYSET else ""
        return (None if ended else Cursor(place.mode, after, shown)), total

    def _search(self, place: Cursor, rows: int | None = None) -> _Answer:
        filters = self._filters()
        if place.mode == _KEYSET and place.after:
            filters.append(f"id:{{{_term(place.after)} TO *}}")
        parameters = {
            "q": self._select.query or "*:*",
            "sort": "id asc",
            "rows": self._rows if rows is None else rows,
            "start": place.start if place.mode == _OFFSET else 0,
        }
        if filters:
            parameters["fq"] = " AND ".join(filters)
        result = mapping(self._api.call("package_search", **parameters))
        count, found = result.get("count"), result.get("results")
        listed = list(found.values()) if isinstance(found, dict) else found
        if not isinstance(listed, list):
            raise not_ckan(self._api.url("package_search"), 200)
        return _Answer(listed, count if isinstance(count, int) else None)

    def _filters(self) -> list[str]:
        select = self._select
        wanted = (
            ("organization", select.organizations),
            ("groups", select.themes),
            ("tags", select.tags),
        )
        return [_any_of(field, values) for field, values in wanted if values]

    def _names(self) -> list[str]:
        if self._select.datasets:
            return sorted(set(self._select.datasets))
        names = self._api.call("package_list")
        # Anything but names read as "no datasets" would look like the deletion of all of them.
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise not_ckan(self._api.url("package_list"), 200)
        return sorted({text(name) for name in names} - {""})

    def _listed(
        self, walk: Walk, place: Cursor, search_failed: HarvestError | None = None
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
            url = self._api.url("package_show")
            shown = len(names) - len(left) + begin + len(some)
            after = None if ended else Cursor(_LIST, some[-1], shown)
            yield walk.page(found, url, after, len(names), failures)
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


def _term(value: str) -> str:
    """An id as a term of a Solr range."""
    return value if re.fullmatch(r"[A-Za-z0-9_-]+", value) else _quoted(value)


def _follows(found: Sequence[Json], after: str) -> bool:
    """Whether ids ascend from the last one on: the portal honours both sort and filter."""
    ids = list(filter(None, _ids(found)))
    return not ids or (ids[0] > after and all(left <= right for left, right in pairwise(ids)))


def _is_dataset(item: Json) -> bool:
    return mapping(item).get("type") not in _NOT_DATASETS
