"""Lists of udata read in overlapping windows, so that nothing is lost while people edit.

udata pages by number. A deletion between two pages moves what follows to the left, and whatever
stood at the border would be skipped without a trace. So each window begins a little before the end
of the last one: as long as it shows something that was already shown, nothing lies between the two.
A window that shows nothing known begins too late: it is taken again further back, and the walk goes
on from there, through what is known, to what is new. So only a window that joins and reaches the
total told with it is the end: then all that stood there all along was shown. Page numbers give
multiples of the page size only, hence a page size is chosen that has a multiple in the right place.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from connectors.udata.api import Answer, UdataApi, too_much
from connectors.walk import as_json
from connectors.words.texts import Json, mapping, text
from federation.errors import FailureCode, HarvestError

SMALLEST = 10  # datasets at once, when a portal cannot bear more
LARGEST = 1000
_OVERLAP = 2  # datasets shown again, at least


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive datasets of a list, from position `start` to before `end`.

    `total` is the length of the list, None where untold; `retaken` tells that this window begins
    further back than where the last one ended.
    """

    items: Sequence[Json]
    start: int
    end: int
    total: int | None
    retaken: bool = False

    @property
    def whole(self) -> bool:
        """Whether it holds as many datasets as were asked for."""
        return len(self.items) >= self.end - self.start

    @property
    def last(self) -> bool:
        """Whether the list ends here."""
        if self.total is not None:
            return self.end >= self.total
        return not self.whole


def name(item: Json) -> str:
    """What an item is recognised by: its id, else its content."""
    return text(mapping(item).get("id")) or as_json(item)[0].decode("ascii")


def page_around(position: int, size: int) -> tuple[int, int]:
    """Number and size of the page that begins before a position and goes furthest beyond it."""
    aim = max(position - _OVERLAP, 0)

    def end(one: int) -> int:
        return aim // one * one + one

    best = max(range(max(size // 2, 1), size + 1), key=end) if position > 0 else size
    if end(best) <= position:
        best = next(one for one in count(size + 1) if end(one) > position)
    return aim // best + 1, best


class UdataWindows:
    """Windows of at most about `size` datasets; less where the portal cannot bear so many."""

    def __init__(self, api: UdataApi, size: int) -> None:
        self.api = api
        self.size = size

    def at(self, filters: Mapping[str, str], position: int, known: Collection[str] = ()) -> Window:
        """The window around a position that shows something known; the first one, if need be."""
        back = 0
        while True:
            found = self._at(filters, max(position - back, 0), retaken=back > 0)
            if found.start == 0 or not known or any(name(item) in known for item in found.items):
                return found
            back = max(2 * back, self.size)

    def _at(self, filters: Mapping[str, str], position: int, *, retaken: bool) -> Window:
        while True:
            number, size = page_around(position, self.size)
            answer = self._page(filters, number, size)
            if answer is None:
                continue
            if answer.size is not None and answer.size < min(size, self.size):
                self.size = answer.size  # the portal has its own limit
                continue
            start = (number - 1) * (answer.size or size)
            end = start + max(answer.size or size, len(answer.items))
            return Window(answer.items, start, end, answer.total, retaken)

    def _page(self, filters: Mapping[str, str], number: int, size: int) -> Answer | None:
        """A page; None where it was too much at once: `size` is halved then."""
        url = self.api.url("datasets")
        try:
            return self.api.page(url, **filters, page=number, page_size=size)
        except HarvestError as failure:
            if number > 1 and failure.code is FailureCode.GONE:
                return Answer((), None, None)  # udata has no page beyond the last one
            if not too_much(failure) or self.size <= SMALLEST:
                raise
        self.size = max(self.size // 2, SMALLEST)
        return None
