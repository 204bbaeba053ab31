"""OGC API – Records, Part 1 (OGC 20-004r1): pygeoapi, GeoNetwork 4, pycsw, ldproxy and others.

`url` is the address of the API, of one of its catalogues (`…/collections/{id}`) or of the records
themselves (`…/items`, whose own query parameters are kept). No incremental walk: of the standard's
core parameters `datetime` is about the time that the data covers, or about whatever field the
server's operator chose (pygeoapi), and properties are compared for equality only.
"""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote, urlsplit, urlunsplit

from connectors.context import Context
from connectors.ogc_records import mapping as ogc_records_mapping
from connectors.ogc_records.pages import (
    Answer,
    Trail,
    following,
    rebased,
    why_absent,
    with_query,
)
from connectors.portal import Portal
from connectors.walk import Reader, Walk
from connectors.web.answers import read_json
from connectors.web.failures import HttpFailure, shown
from connectors.web.http import PoliteSession
from connectors.words.texts import Json, folded, items, mapping, text
from federation.errors import FailureCode, HarvestError
from federation.harvest import Capabilities, HarvestPage
from federation.i18n import msg

_LIMIT = 100
_ACCEPT = {"Accept": "application/geo+json, application/json;q=0.9"}
_SOFTWARE = "OGC API – Records"


class OgcRecordsConnector(Portal):
    """One catalogue of an OGC API of records."""

    def __init__(self, context: Context, session: PoliteSession) -> None:
        super().__init__(context, session)
        self._url = context.source.url.strip()
        key = context.source.api_key
        self._secrets = {"Authorization": f"Bearer {key.strip()}"} if key else {}
        size = context.source.options.get("page_size")
        self._limit = size if isinstance(size, int) and size > 0 else _LIMIT
        self._found: str | None = None

    def probe(self) -> Capabilities:
        """Number of records; HarvestError where no catalogue of records answers."""
        answer = self._first(1)[1]
        return Capabilities(_SOFTWARE, "Part 1", answer.total, self._limit)

    def pages(
        self, cursor: str | None = None, *, since: datetime | None = None
    ) -> Iterator[HarvestPage]:
        """Every record that the settings select, page by page, from a cursor on."""
        del since
        mapper = ogc_records_mapping.RecordMapper(self.context, self._items())
        reader = Reader(ogc_records_mapping.identify, ogc_records_mapping.facts, mapper.read)
        trail = Trail(Walk(self.context, reader), self._ask)
        yield from trail.pages(self._sized(self._limit), cursor)

    def absence(self, remote_id: str) -> FailureCode:
        """GONE (404, 410), WITHDRAWN (401, 403), TRUNCATED where the record is still shown."""
        parts = urlsplit(self._items())
        url = urlunsplit(parts._replace(path=f"{parts.path}/{quote(remote_id, safe='')}", query=""))

        def is_shown() -> bool:
            return ogc_records_mapping.identify(self._json(url)) == remote_id

        reason = why_absent(is_shown)
        if reason is None:
            raise self._not_records(url)
        return reason

    def _sized(self, limit: int) -> str:
        sized = with_query(self._items(), limit=str(limit))
        query = self.context.source.select.query
        return with_query(sized, q=query) if query else sized

    def _first(self, limit: int) -> tuple[str, Answer]:
        url = self._sized(limit)
        return url, self._ask(url)

    def _ask(self, url: str) -> Answer:
        try:
            found = mapping(self._json(url))
        except HttpFailure as failure:
            # A server may refuse more records at once than it likes, instead of sending fewer.
            smaller = max(1, self._limit // 10)
            if failure.status != 400 or self._limit == smaller or "offset=" in url:
                raise
            self._limit = smaller
            return self._ask(with_query(url, limit=str(smaller)))
        features, total = found.get("features"), found.get("numberMatched")
        if not isinstance(features, list):
            raise self._not_records(url)
        known = total if isinstance(total, int) and not isinstance(total, bool) else None
        return Answer(features, known, following(found.get("links"), url))

    def _json(self, url: str) -> Json:
        return read_json(self.session.get_bytes(url, headers=_ACCEPT, secrets=self._secrets))

    def _items(self) -> str:
        """The address of the catalogue's records."""
        if self._found is None:
            self._found = self._of_path() or self._of_collections()
        return self._found

    def _of_path(self) -> str | None:
        parts = urlsplit(self._url)
        path = parts.path.rstrip("/")
        if path.endswith("/items"):
            return urlunsplit(parts._replace(path=path, fragment=""))
        if path.rsplit("/", 2)[-2:-1] == ["collections"]:
            return urlunsplit(parts._replace(path=f"{path}/items", fragment=""))
        return None

    def _of_collections(self) -> str:
        """The records of the API's only catalogue, or of the one that the settings name."""
        parts = urlsplit(self._url)
        path = parts.path.rstrip("/").removesuffix("/collections") + "/collections"
        url = urlunsplit(parts._replace(path=path, fragment=""))
        listed = mapping(self._json(url)).get("collections")
        if not isinstance(listed, list):
            raise self._not_records(url)
        wanted = text(self.context.source.options.get("collection"))
        found = [each for each in map(mapping, listed) if _holds_records(each, wanted)]
        if len(found) != 1:
            raise self._ambiguous([text(each.get("id")) for each in found] if found else [])
        return self._records_of(found[0], url)

    def _records_of(self, collection: Json, url: str) -> str:
        links = [mapping(link) for link in items(collection.get("links"))]
        named = (link.get("href") for link in links if folded(link.get("rel")) == "items")
        own = f"{quote(text(collection.get('id')), safe='')}/items"
        link = next(filter(None, map(text, named)), "")
        found = rebased(link, f"{url}/{own}") if link else None
        # What the link asks for (a format) is asked for by a header here.
        return found.split("?", 1)[0] if found else f"{url.split('?', 1)[0]}/{own}"

    def _ambiguous(self, names: list[str]) -> HarvestError:
        if not names:
            return self._not_records(self._url)
        message = msg(
            "%(url)s offers several catalogues (%(names)s): name one of them as options.collection "
            "of the source.",
            url=shown(self._url),
            names=", ".join(names[:20]),
        )
        return HarvestError(FailureCode.WRONG_FORMAT, message)

    def _not_records(self, url: str) -> HarvestError:
        message = msg(
            "%(url)s does not answer as an OGC API of records does: check the address and the "
            "connector of the source.",
            url=shown(url),
        )
        return HarvestError(FailureCode.WRONG_FORMAT, message)


def _holds_records(collection: Json, wanted: str) -> bool:
    if wanted:
        return text(collection.get("id")) == wanted
    kind = folded(collection.get("itemType"))
    return kind in {"record", "records"} or folded(collection.get("type")) == "catalog"
