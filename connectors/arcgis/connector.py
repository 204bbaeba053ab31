"""ArcGIS Hub: its search API, which follows OGC API – Records; the older API (v3) where it answers.

The search API is described at developers.arcgis.com/hub/services/search and
`{hub}/api/search/definition`: 100 items at once at most, a window of 10,000. How it sorts, and
filters by date, is how Esri's own client does (github.com/Esri/hub.js, searchOgcItems). A portal
that refuses to sort or to filter is asked without: then a walk shows more, never less.
"""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from connectors.arcgis import mapping as arcgis_mapping
from connectors.context import Context
from connectors.ogc_records.pages import (
    Answer,
    Trail,
    following,
    rebased,
    why_absent,
    with_query,
)
from connectors.portal import Portal
from connectors.walk import Reader, Walk, truncated
from connectors.web.failures import HttpFailure, shown
from connectors.web.http import PoliteSession
from connectors.words.texts import Json, mapping, text
from federation.errors import FailureCode, HarvestError
from federation.harvest import Capabilities, HarvestPage
from federation.i18n import msg

_SEARCH, _OLD = "/api/search/v1/collections/dataset/items", "/api/v3/datasets"
_SIZE, _MAX_SIZE = 20, 100  # twenty datasets weigh up to 2 MB
_WINDOW = 10_000
_FAR = 4_102_444_800_000  # 2100-01-01 in milliseconds: BETWEEN wants an end
_ORDER = "properties.created"  # an edit does not move a dataset to another page
_REFUSED = frozenset({400, 422, 500})


def portal_address(url: str) -> str:
    """The address of a hub without the path of its API or pages."""
    parts = urlsplit(url.strip())
    path = parts.path
    for ending in ("/api/", "/search", "/datasets"):
        path = path.split(ending, 1)[0] if ending in path else path
    return urlunsplit((parts.scheme, parts.netloc, path.rstrip("/"), "", ""))


class ArcgisConnector(Portal):
    """One site of ArcGIS Hub."""

    incremental = True

    def __init__(self, context: Context, session: PoliteSession) -> None:
        super().__init__(context, session)
        self._base = portal_address(context.source.url)
        size = context.source.options.get("page_size")
        self._size = min(size, _MAX_SIZE) if isinstance(size, int) and size > 0 else _SIZE
        self._refined = True
        mapper = arcgis_mapping.ItemMapper(context, self._base)
        self._reader = Reader(
            arcgis_mapping.identify, arcgis_mapping.facts, mapper.read, arcgis_mapping.raw
        )

    def probe(self) -> Capabilities:
        """Number of datasets; HarvestError where this is no hub."""
        url, answer = self._open(None)
        version = "Search v1" if _SEARCH in url else "v3"
        return Capabilities("ArcGIS Hub", version, answer.total, self._size, self._refined)

    def pages(
        self, cursor: str | None = None, *, since: datetime | None = None
    ) -> Iterator[HarvestPage]:
        """Every dataset that the settings select, page by page, from a cursor on."""
        opened = {} if cursor else dict([self._open(since)])
        first = next(iter(opened), self._address(since))

        def ask(url: str) -> Answer:
            return opened.pop(url, None) or self._ask(url)

        walk = Walk(self.context, self._reader)
        yield from Trail(walk, ask, arcgis_mapping.public).pages(first, cursor)

    def absence(self, remote_id: str) -> FailureCode:
        """GONE (404), WITHDRAWN (no longer public), TRUNCATED where Hub still shows it."""
        url = f"{self._base}{_SEARCH}/{quote(remote_id, safe='')}"
        found: list[Json] = []

        def is_shown() -> bool:
            found.append(self.session.get_json(url))
            return arcgis_mapping.identify(found[0]) == remote_id

        reason = why_absent(is_shown)
        if reason is None:
            raise self._not_hub(url)
        hidden = reason is FailureCode.TRUNCATED and not arcgis_mapping.is_public(found[0])
        return FailureCode.WITHDRAWN if hidden else reason

    def _address(self, since: datetime | None, *, refined: bool = True) -> str:
        """Where the list of datasets begins; unrefined: neither sorted nor cut by date."""
        parameters = {"limit": str(self._size)}
        if refined:
            parameters["sortBy"] = _ORDER
        if refined and since is not None:
            parameters["filter"] = f"(modified BETWEEN {int(since.timestamp() * 1000)} AND {_FAR})"
        if self.context.source.select.query:
            parameters["q"] = self.context.source.select.query
        return with_query(f"{self._base}{_SEARCH}{self._own_query()}", **parameters)

    def _own_query(self) -> str:
        """What the address in the settings asks for, such as an organisation's id."""
        parts = urlsplit(self.context.source.url.strip())
        return f"?{parts.query}" if parts.query and _SEARCH in parts.path else ""

    def _open(self, since: datetime | None) -> tuple[str, Answer]:
        """Where the list begins in the way that this hub understands, and its first page."""
        url = self._address(since)
        try:
            return url, self._ask(url)
        except HttpFailure as failure:
            if failure.status in _REFUSED:
                self._refined = False
                url = self._address(since, refined=False)
                return url, self._ask(url)
            if failure.code is not FailureCode.GONE:
                raise
            return self._open_old(failure)

    def _open_old(self, failure: HttpFailure) -> tuple[str, Answer]:
        url = with_query(f"{self._base}{_OLD}", **{"page[size]": str(self._size)})
        self._refined = False
        try:
            return url, self._ask(url)
        except HttpFailure:
            raise failure from None

    def _ask(self, url: str) -> Answer:
        try:
            found = mapping(self.session.get_json(url))
        except HttpFailure as failure:
            words = dict(parse_qsl(urlsplit(url).query)).get("startindex", "")
            start = int(words) if words.isdecimal() and len(words) < 12 else 0
            if failure.status in _REFUSED and start + self._size > _WINDOW:
                told = truncated(self.context, start - 1, _WINDOW)
                raise HarvestError(FailureCode.TRUNCATED, told) from failure
            raise
        features = found.get("features")
        if isinstance(features, list):
            total = _count(found.get("numberMatched"))
            return Answer(features, total, following(found.get("links"), url))
        if isinstance(found.get("data"), list) and "meta" in found:
            return _old_answer(found, url)
        raise self._not_hub(url)

    def _not_hub(self, url: str) -> HarvestError:
        message = msg(
            "%(url)s does not answer as ArcGIS Hub does: check the address and the connector of "
            "the source.",
            url=shown(url),
        )
        return HarvestError(FailureCode.WRONG_FORMAT, message)


def _count(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _old_answer(found: Json, url: str) -> Answer:
    """A page of the older API: JSON:API, whose pages are numbered."""
    listed, meta = found["data"], mapping(found.get("meta"))
    total = _count(mapping(meta.get("stats")).get("totalCount"))
    named = text(mapping(found.get("links")).get("next")) or text(meta.get("next"))
    if named:
        return Answer(listed, total, rebased(named, url))
    number = dict(parse_qsl(urlsplit(url).query)).get("page[number]", "1")
    page = int(number) if number.isdecimal() else 1
    if not listed or total is None or page * len(listed) >= total:
        return Answer(listed, total)
    return Answer(listed, total, with_query(url, **{"page[number]": str(page + 1)}))
