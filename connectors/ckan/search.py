"""CKAN's search, page after page in the order of ids: its query, its answers, what it may ignore.

A page asks for the ids that follow the last one seen (keyset paging), which edits and deletions
move nothing of, or for an offset, which they do. `metadata_modified` bounds an incremental walk;
portals that refuse the bound or ignore it answer more than was asked for.
Source: CKAN 2.12 API guide, package_search; Solr reference guide, "The Standard Query Parser".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from connectors.ckan.actions import CkanActions, not_ckan
from connectors.cursors import Cursor
from connectors.web.failures import HttpFailure
from connectors.words.texts import Json, folded, mapping, text
from federation.settings import Selection

KEYSET, OFFSET = "keyset", "offset"
_REFUSED = frozenset({400, 409, 500})
_NOT_DATASETS = frozenset({"harvest", "showcase"})  # package types of common extensions
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
#: CKAN writes UTC without a zone, DKAN the portal's own time: it may lie that much behind.
_ZONELESS = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of search results; `count` is the number of all that match, None where untold."""

    items: Sequence[Json]
    count: int | None


class CkanSearch:
    """The selected datasets of one portal, `rows` at once, those changed `since` only.

    `since` is honoured where the portal can; see `outdated` for what comes nevertheless.
    """

    def __init__(
        self, api: CkanActions, select: Selection, rows: int, since: datetime | None = None
    ) -> None:
        self._api = api
        self._select = select
        self._rows = rows
        self._since = since

    def page(self, place: Cursor, rows: int | None = None) -> Answer:
        """What follows a place; HarvestError where search does not work."""
        try:
            return self._ask(place, rows)
        except HttpFailure as failure:
            if self._since is None or failure.status not in _REFUSED:
                raise
        self._since = None  # a portal that knows no range of dates
        return self._ask(place, rows)

    def _ask(self, place: Cursor, rows: int | None) -> Answer:
        filters = self._filters(place)
        parameters = {
            "q": self._select.query or "*:*",
            "sort": "id asc",
            "rows": self._rows if rows is None else rows,
            "start": place.start if place.mode == OFFSET else 0,
        }
        if filters:
            parameters["fq"] = " AND ".join(filters)
        result = mapping(self._api.call("package_search", **parameters))
        count, found = result.get("count"), result.get("results")
        listed = list(found.values()) if isinstance(found, dict) else found
        if not isinstance(listed, list):
            raise not_ckan(self._api.url("package_search"), 200)
        return Answer(listed, count if isinstance(count, int) else None)

    def _filters(self, place: Cursor) -> list[str]:
        select = self._select
        wanted = (
            ("organization", select.organizations),
            ("groups", select.themes),
            ("tags", select.tags),
        )
        filters = [_any_of(field, values) for field, values in wanted if values]
        if self._since is not None:
            stamp = self._since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            filters.append(f"metadata_modified:[{stamp} TO *]")
        if place.mode == KEYSET and place.after:
            filters.append(f"id:{{{_term(place.after)} TO *}}")
        return filters


def ids(found: Iterable[Json]) -> list[str]:
    """The ids of datasets, "" for what has none."""
    return [text(mapping(item).get("id")) for item in found]


def follows(found: Sequence[Json], after: str) -> bool:
    """Whether ids ascend from the last one on: the portal honours both sort and filter."""
    known = list(filter(None, ids(found)))
    return not known or (known[0] > after and all(left <= right for left, right in pairwise(known)))


def is_dataset(item: Json) -> bool:
    """Whether a package is a dataset, not a harvest source or a showcase."""
    return text(mapping(item).get("type")) not in _NOT_DATASETS


def is_hidden(item: Json) -> bool:
    """Whether a dataset is private or deleted, as those who hold a key may see it.

    DKAN writes `private: true` of datasets that everybody sees: there it says nothing.
    """
    record = mapping(item)
    state, private = text(record.get("state")), record.get("private")
    dkan = state == "Active"  # CKAN writes it small
    is_private = private is True or folded(private) == "true"
    return (is_private and not dkan) or folded(state) == "deleted"


def outdated(item: Json, since: datetime | None) -> bool:
    """Whether a dataset surely has not changed since a moment; doubt is no.

    Only stamps in CKAN's form count, those without a zone with fourteen hours to spare. DKAN's, in
    another form, do not move with every change.
    """
    stamp = text(mapping(item).get("metadata_modified"))
    if since is None or not _ISO.match(stamp):
        return False
    try:
        found = datetime.fromisoformat(stamp)
    except ValueError:
        return False
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC) < since - _ZONELESS
    return found < since


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _any_of(field: str, values: Iterable[str]) -> str:
    return f"{field}:(" + " OR ".join(map(_quoted, values)) + ")"


def _term(value: str) -> str:
    """An id as a term of a Solr range."""
    return value if re.fullmatch(r"[A-Za-z0-9_-]+", value) else _quoted(value)
