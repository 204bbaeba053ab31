"""DCAT catalogues: RDF in any serialisation, and the data.json of DCAT-US.

The address of the source is the catalogue itself. Its pages follow each other by Hydra; a page of
thousands of datasets is handed on in parts, so that a walk may resume in its middle. What a
catalogue lists without describing it is a failure of that dataset, not of the catalogue.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from connectors.context import Context
from connectors.cursors import Cursor, paging_loop
from connectors.dcat.pages import Page, PageReader
from connectors.portal import Portal
from connectors.walk import Walk, check_complete
from connectors.web.failures import shown
from connectors.web.http import PoliteSession
from federation.errors import FailureCode, HarvestError
from federation.harvest import Capabilities, HarvestPage, ItemFailure
from federation.i18n import msg

_ACCEPT = (
    "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, "
    "application/n-triples;q=0.7, application/trig;q=0.7, application/json;q=0.5, */*;q=0.1"
)
_MODE = "page"
_PART = 100  # datasets handed on at once
_DUPLICATE = msg(
    "The portal lists this dataset twice under the same identifier: the first one was kept."
)
_UNDESCRIBED = msg(
    "The catalogue lists this dataset and does not describe it: tell its operator. It is not "
    "considered deleted."
)


class DcatConnector(Portal):
    """One catalogue in RDF or DCAT-US.

    `incremental` where the settings say `options: {modified_since: true}`, for portals that
    understand this parameter as ckanext-dcat does.
    """

    def __init__(self, context: Context, session: PoliteSession) -> None:
        super().__init__(context, session)
        self._address = context.source.url.strip()
        self._reader = PageReader(context, self._address)
        self.incremental = context.source.options.get("modified_since") is True
        key = context.source.api_key
        self._secrets = {"Authorization": key.strip()} if key else {}

    def probe(self) -> Capabilities:
        """Serialisation and number of datasets; HarvestError where this is no catalogue."""
        page = self.load(self._address, set())
        total = page.shown if page.total is None else page.total
        size = page.shown if page.next else None
        return Capabilities("DCAT", page.form, total, size, self.incremental)

    def pages(
        self, cursor: str | None = None, *, since: datetime | None = None
    ) -> Iterator[HarvestPage]:
        """Every dataset that the settings select, from a cursor on."""
        place = Cursor.read(cursor, _MODE)
        visit = _Visit(self, place)
        yield from visit.pages(place.after or self._start(since))

    def load(self, url: str, visited: set[str]) -> Page:
        """The page at an address, new to the walk; HarvestError where it is no catalogue."""
        visited.add(url)
        body = self.session.get_bytes(url, headers={"Accept": _ACCEPT}, secrets=self._secrets)
        page = self._reader.read(body, visited)
        if not page.is_catalogue:
            message = msg(
                "%(url)s is RDF that describes no dataset and no catalogue: check the address of "
                "the source.",
                url=shown(url),
            )
            raise HarvestError(FailureCode.WRONG_FORMAT, message)
        return page

    def _start(self, since: datetime | None) -> str:
        if since is None or not self.incremental:
            return self._address
        parts = urlsplit(self._address)
        query = parse_qsl(parts.query, keep_blank_values=True)
        query.append(("modified_since", since.strftime("%Y-%m-%dT%H:%M:%S")))
        return urlunsplit(parts._replace(query=urlencode(query)))


@dataclass(slots=True)
class _Visit:
    """One walk through a catalogue, from a place on; used once."""

    connector: DcatConnector
    place: Cursor
    _visited: set[str] = field(default_factory=set)
    _listed: dict[str, None] = field(default_factory=dict)
    _described: set[str] = field(default_factory=set)
    _others: set[str] = field(default_factory=set)
    _total: int | None = None

    def pages(self, url: str) -> Iterator[HarvestPage]:
        """The pages from an address on, each in one or more parts."""
        context = self.connector.context
        before, offset = self.place.start, _offset(self.place)
        page = self._load(url)
        walk = Walk(context, page.reader, kept=self.place.kept)
        while True:
            walk.reader, page = page.reader, self._only_new(page, before)
            yield from self._parts(walk, page, url, before, offset)
            before, offset = before + page.shown, 0
            if walk.full:
                return
            if self._ended(page, before):
                break
            url = str(page.next)
            page = self._load(url)
        check_complete(self._seen(before), self._total, context)

    def _load(self, url: str) -> Page:
        if url in self._visited:
            raise paging_loop(self.connector.context.source.url)
        page = self.connector.load(url, self._visited)
        self._total = page.total if page.total is not None else self._total
        self._listed.update(dict.fromkeys(page.listed))
        self._others.update(page.others)
        return page

    def _only_new(self, page: Page, before: int) -> Page:
        """The page, `shown` being what is new on it.

        One that shows nothing new is a loop, or a last page that datasets slid onto.
        """
        names = [*map(page.reader.identify, page.items)]
        names += [failure.remote_id for failure in page.failures]
        new = set(names) - self._described
        self._described |= new
        page = replace(page, shown=len(new))
        if new or not names:
            return page
        if not self._ended(page, before):
            raise paging_loop(self.connector.context.source.url)
        again = (ItemFailure(name, FailureCode.DUPLICATE_ID, _DUPLICATE) for name in names)
        return replace(page, items=(), failures=tuple(again))

    def _ended(self, page: Page, shown_so_far: int) -> bool:
        """Whether a page is the last one; a last one that names itself as the next is, too."""
        if page.next is None:
            return True
        return (
            page.next in self._visited and self._total is not None and (shown_so_far >= self._total)
        )

    def _seen(self, shown_so_far: int) -> int:
        """Members of the collection met so far: services and the like may count as such."""
        if self._total is None or shown_so_far >= self._total:
            return shown_so_far
        return min(shown_so_far + len(self._others) + len(self._missing()), self._total)

    def _missing(self) -> list[str]:
        """Datasets listed and nowhere described; unknown where the walk began in the middle."""
        if self.place.after:
            return []
        return [name for name in self._listed if name not in self._described]

    def _parts(
        self, walk: Walk, page: Page, url: str, before: int, offset: int
    ) -> Iterator[HarvestPage]:
        items = page.items[offset:]
        count = max(ceil(len(items) / _PART), 1)
        size = max(ceil(len(items) / count), 1)
        last = self._ended(page, before + page.shown)
        after_page = None if last else Cursor(_MODE, str(page.next), before + page.shown)
        total = self._total if self._total is not None or not last else before + page.shown
        for part in range(count):
            done = (part + 1) * size
            ended = part == count - 1
            after = after_page if ended else Cursor(f"{_MODE}:{offset + done}", url, before)
            failures = page.failures if ended else ()
            if ended and last:
                failures = (*failures, *self._undescribed(walk))
            yield walk.page(items[part * size : done], url, after, total, failures)
            if walk.full:
                return

    def _undescribed(self, walk: Walk) -> tuple[ItemFailure, ...]:
        if walk.full:
            return ()
        return tuple(
            ItemFailure(name, FailureCode.MALFORMED, _UNDESCRIBED) for name in self._missing()
        )


def _offset(place: Cursor) -> int:
    """How many datasets of a page were handed on before its walk was interrupted."""
    number = place.mode.partition(":")[2]
    return int(number) if number.isdecimal() else 0
