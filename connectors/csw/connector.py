"""CSW 2.0.2 and 3.0 (GeoNetwork, pycsw, Géoplateforme), and folders of ISO records.

Records come as ISO 19139, ISO 19115-3, DCAT or plain Dublin Core, whichever is the richest that
the service offers (option `schema`: the URI of another one; option `version`: 3.0.0). Services,
applications and the like, which a catalogue lists beside datasets, are passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from connectors.context import Context
from connectors.csw import listing
from connectors.csw.answers import Answer, Described, Refused, answer_of, described, root_of
from connectors.csw.pages import Pager, Step
from connectors.csw.records import READER, Item, RecordReader
from connectors.csw.requests import DCAT, Manner, Query
from connectors.csw.service import CswService
from connectors.cursors import Cursor
from connectors.iso.xml import is_page, wrong_format
from connectors.portal import Portal
from connectors.walk import Walk
from connectors.web.answers import Body
from connectors.web.http import PoliteSession
from federation.errors import FailureCode, HarvestError
from federation.harvest import Capabilities, HarvestPage, ItemFailure
from federation.i18n import msg

_BY_ID = "by-id"
_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class _Found:
    """What answers at a source's address: a service, a document of records, or a folder."""

    query: Query | None = None
    told: Described = field(default_factory=Described)
    document: Answer | None = None
    files: tuple[str, ...] = ()


class CswConnector(Portal):
    """One catalogue service; a folder or a document of ISO records does too."""

    incremental = True

    def __init__(self, context: Context, session: PoliteSession) -> None:
        super().__init__(context, session)
        self._service = CswService(context, session)
        self._reader = RecordReader(context, self._service.address)

    def probe(self) -> Capabilities:
        """Title, version and number of records; HarvestError where there are none."""
        found = self._open()
        if found.files:
            return Capabilities("ISO 19139", None, len(found.files), None)
        if found.document is not None:
            total = found.document.total
            return Capabilities("ISO 19139", None, len(found.document.records) or total, None)
        query = found.query or Query()
        total = self._service.page(query, 1, hits=True).total
        return Capabilities(
            found.told.software or "CSW",
            found.told.version or query.version,
            total,
            query.size,
            incremental=True,
        )

    def pages(
        self, cursor: str | None = None, *, since: datetime | None = None
    ) -> Iterator[HarvestPage]:
        """Every dataset that the settings select, page by page, from a cursor on.

        Where the service refuses to filter by date, `since` is ignored.
        """
        found = self._open()
        place = Cursor.read(cursor, "")
        walk = Walk(self.context, READER, kept=place.kept)
        if found.files:
            yield from listing.pages(found.files, self.session, self._reader, walk, place)
        elif found.query is not None and self._chooses(found.query):
            yield from self._by_id(walk, place, found.query)
        else:
            yield from self._walked(walk, place, found, since)

    def absence(self, remote_id: str) -> FailureCode:
        """GONE, TRUNCATED where the record is still there, WITHDRAWN where it is refused."""
        found = self._open()
        if found.query is None or found.query.schema == DCAT:
            return FailureCode.GONE  # an RDF dataset's id is not that of its record
        try:
            there = self._service.record(found.query, remote_id).records
        except HarvestError as error:
            if error.code is not FailureCode.AUTH:
                raise
            return FailureCode.WITHDRAWN
        return FailureCode.TRUNCATED if there else FailureCode.GONE

    def _chooses(self, query: Query) -> bool:
        """Whether chosen records can be asked for by their ids."""
        return bool(self.context.source.select.datasets) and query.schema != DCAT

    def _open(self) -> _Found:
        body = self._service.opening()
        if is_page(body):
            return self._folder(body)
        try:
            root = root_of(body)
        except Refused:  # some services do not know how to negotiate a version
            root = root_of(self._service.opening(negotiate=False))
        told = described(root)
        if told is not None:
            return _Found(self._service.query(told), told)
        document = answer_of(root)
        if document is None:
            raise wrong_format(body)
        return _Found(document=document)

    def _folder(self, body: Body) -> _Found:
        files = listing.links(body, self.context.source.url)
        if not files:
            raise wrong_format(body)
        return _Found(files=files)

    def _walked(
        self, walk: Walk, place: Cursor, found: _Found, since: datetime | None
    ) -> Iterator[HarvestPage]:
        if found.query is not None:
            query = replace(found.query, since=since)
            if place.mode:
                self._service.settle(Manner.read(place.mode))
            ask = partial(self._ask, query)
        else:
            document = found.document or Answer(())
            ask = partial(_whole, document)
        pager = Pager(ask, self._reader, self.context, place)
        for step in pager.steps():
            if pager.restarted:
                walk.kept, pager.restarted = 0, False
            yield self._page(walk, step)
            if walk.full:
                return

    def _ask(self, query: Query, position: int) -> Answer:
        return self._service.page(query, position + 1)

    def _page(self, walk: Walk, step: Step) -> HarvestPage:
        items = [item for record in step.records for item in record.items]
        failures = [failure for record in step.records for failure in record.failures]
        failures += [
            ItemFailure(each, FailureCode.DUPLICATE_ID, _DUPLICATE) for each in step.repeated
        ]
        after = step.after and replace(step.after, mode=self._service.manner.code)
        return walk.page(items, self._service.address, after, step.total, failures)

    def _by_id(self, walk: Walk, place: Cursor, query: Query) -> Iterator[HarvestPage]:
        """The chosen datasets, one by one, in the order of their ids."""
        names = sorted(set(self.context.source.select.datasets))
        left = [each for each in names if each > place.after]
        for begin in range(0, max(len(left), 1), _AT_ONCE):
            some = left[begin : begin + _AT_ONCE]
            items, failures = self._chosen(query, some)
            ended = begin + _AT_ONCE >= len(left)
            shown = len(names) - len(left) + begin + len(some)
            after = None if ended else Cursor(_BY_ID, some[-1], shown)
            yield walk.page(items, self._service.address, after, len(names), failures)
            if walk.full:
                return

    def _chosen(self, query: Query, names: list[str]) -> tuple[list[Item], list[ItemFailure]]:
        items: list[Item] = []
        failures: list[ItemFailure] = []
        for each in names:
            found = self._service.record(query, each).records
            items += [item for one in found for item in self._reader.read(one).items]
            if not found:
                failures.append(ItemFailure(each, FailureCode.GONE, _GONE))
        return items, failures


def _whole(document: Answer, position: int) -> Answer:
    """A document as the only page of a catalogue."""
    return document if position == 0 else Answer((), document.total)


_DUPLICATE = msg(
    "The portal lists this dataset twice under the same identifier: the first one was kept."
)
_GONE = msg(
    "The catalogue has no record with this identifier: check select.datasets of the source."
)
