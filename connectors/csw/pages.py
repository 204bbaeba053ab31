"""From page to page of a catalogue that people edit meanwhile, by the position of records.

Each page begins with the last record of the page before. If it does not, records have moved
(one was deleted): the walk goes back until a page begins with something seen, so that nothing is
passed over. Positions are counted here: `nextRecord` is 0, too small, too large or absent on real
servers, and decides only where a server does not tell how many records there are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from connectors.context import Context
from connectors.csw.answers import Answer, Refused
from connectors.csw.records import Record, RecordReader
from connectors.cursors import Cursor, paging_loop
from connectors.walk import check_complete
from connectors.web.failures import shown
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

_MAX_RETURNS = 20  # a catalogue without a stable order would be walked back and forth


@dataclass(frozen=True, slots=True)
class Step:
    """The records of a page not seen before; `after` resumes behind them, None at the end.

    `repeated` are names of records that the catalogue lists a second time.
    """

    records: Sequence[Record]
    repeated: Sequence[str]
    after: Cursor | None
    total: int | None


@dataclass(frozen=True, slots=True)
class _Page:
    records: Sequence[Record]
    begin: int  # position of the first record, from 0
    total: int | None
    next: int | None
    returned: bool = False
    refusal: Refused | None = None


class Pager:
    """One walk over positions; `ask(position)` gives the page from a position (from 0) on.

    `restarted` tells that the place to resume at was no longer there: it began anew.
    """

    def __init__(
        self, ask: Callable[[int], Answer], reader: RecordReader, context: Context, place: Cursor
    ) -> None:
        self._ask = ask
        self._reader = reader
        self._context = context
        self._mode = place.mode
        self._position = place.start
        self._last = place.after
        self._seen = {place.after} if place.after else set()
        self._counted = place.start
        self._resuming = bool(place.after)
        self._before: _Page | None = None
        self._grown = 0
        self._returns = 0
        self._pages = 0
        self.restarted = False

    def steps(self) -> Iterator[Step]:
        """Page by page; HarvestError PAGING_LOOP, or TRUNCATED after the last page."""
        total, ended = None, False
        while not ended:
            page = self._next()
            fresh, repeated = self._sorted_out(page)
            self._check_loop(page, fresh)
            self._advance(page, fresh)
            self._counted += len(fresh) + len(repeated)
            self._grown += max(0, (page.total or 0) - (total or page.total or 0))
            total, ended = page.total, self._ended(page, fresh)
            after = Cursor(self._mode, self._last, self._position)
            yield Step(fresh, repeated, None if ended else after, total)
        if self._returns > _MAX_RETURNS:
            raise _unordered(self._context)
        # What was added behind our back is for the next walk: nobody knew it, none can miss it.
        check_complete(self._counted + self._grown, total, self._context)

    def _next(self) -> _Page:
        """The next page, joined to what was seen."""
        if not self._last:
            return self._page(self._position)
        page = self._overlapping()
        if self._joined(page):
            self._resuming = False
            return page
        return self._from_start() if self._resuming else self._back(page)

    def _overlapping(self) -> _Page:
        """The page that begins with the last record of the page before."""
        begin = max(0, self._position - 1)
        try:
            return self._page(begin)
        except Refused as refusal:
            if begin == 0:
                raise
            # Some services refuse a place behind their end: where it has moved, records have gone.
            return _Page((), begin, begin, None, refusal=refusal)

    def _from_start(self) -> _Page:
        """Begin anew: the record to resume at has gone."""
        self._resuming, self.restarted = False, True
        self._seen, self._counted, self._position = set(), 0, 0
        return self._page(0)

    def _back(self, page: _Page) -> _Page:
        """Go back, a page at a time, to one that begins with something seen."""
        size = max(len(self._before.records) if self._before else 0, 10)
        refusal, place = page.refusal, page.begin
        while page.begin > 0 and self._returns < _MAX_RETURNS and not self._joined(page):
            self._returns += 1
            page = self._page(max(0, page.begin - size), returned=True)
            if refusal is not None and (page.total is None or page.total > place):
                raise refusal
        if page.begin > 0 and not self._joined(page):
            self._returns = _MAX_RETURNS + 1
        return page

    def _page(self, begin: int, *, returned: bool = False) -> _Page:
        self._pages += 1
        found = self._ask(begin)
        records = [self._reader.read(each) for each in found.records]
        total = found.total
        if total is not None and total < begin + len(records) and records:
            total = None  # a server that cannot count
        return _Page(records, begin, total, found.next, returned)

    def _joined(self, page: _Page) -> bool:
        if self._returns > _MAX_RETURNS:
            return True
        if page.records:
            return page.records[0].name in self._seen
        return page.total is None or page.total >= self._position

    def _sorted_out(self, page: _Page) -> tuple[list[Record], list[str]]:
        """Records not seen before, and names of those listed twice.

        What a page begins with, and what is seen on the way back, was merely shown again.
        """
        fresh: list[Record] = []
        repeated: list[str] = []
        for record in page.records:
            if record.name not in self._seen:
                self._seen.add(record.name)
                fresh.append(record)
            elif fresh and not page.returned:
                repeated.append(record.name)
        return fresh, repeated

    def _advance(self, page: _Page, fresh: Sequence[Record]) -> None:
        position = page.begin + len(page.records)
        stuck = not fresh and not page.returned and position <= self._position
        self._position = position
        self._before = page
        if stuck:
            self._last = ""  # one record a page: the next one does not overlap
        elif page.records:
            self._last = page.records[-1].name

    def _check_loop(self, page: _Page, fresh: Sequence[Record]) -> None:
        before = self._before
        again = (
            before is not None
            and not fresh
            and not page.returned
            and len(page.records) > 1
            and page.records[0].name == before.records[0].name
        )
        if again or self._pages > self._context.source.politeness.max_pages:
            raise paging_loop(self._context.source.url)

    def _ended(self, page: _Page, fresh: Sequence[Record]) -> bool:
        if not page.records:
            return True
        if page.total is not None:
            return self._position >= page.total
        return page.next == 0 or not fresh


def _unordered(context: Context) -> HarvestError:
    return HarvestError(
        FailureCode.TRUNCATED,
        msg(
            "The catalogue %(url)s changes its order while it is read: datasets may have been "
            "missed, and nothing is considered deleted. The next run tries again; tell its "
            "operator if it lasts.",
            url=shown(context.source.url),
        ),
    )
