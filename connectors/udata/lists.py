"""What a walk of udata goes through: lists of datasets, each with an order and a bound in time.

Source: udata, `udata/core/dataset/api.py` (DatasetApiParser.sorts).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from connectors.udata.windows import Window, name
from connectors.words.dates import moment
from connectors.words.texts import Json, mapping

_CREATED = ("created_at_internal", "created_at")
_UNORDERED_SHARE = 0.1  # of neighbours that may stand the wrong way round


@dataclass(frozen=True, slots=True)
class Order:
    """A sorting of datasets, and the fields that hold the date it sorts by."""

    sort: str
    dates: tuple[str, ...]

    def date(self, item: Json) -> datetime | None:
        """The date an item is sorted by, None where it tells none."""
        record = mapping(item)
        fields = {**mapping(record.get("internal")), **record}
        return next(filter(None, (moment(fields.get(one)) for one in self.dates)), None)

    def honoured(self, found: Sequence[Json]) -> bool:
        """Whether items stand from the newest to the oldest: the portal does sort them."""
        dates = list(filter(None, map(self.date, found)))
        wrong = sum(left < right for left, right in pairwise(dates))
        return bool(dates or not found) and wrong <= len(dates) * _UNORDERED_SHARE


OLDEST_FIRST = Order("created", _CREATED)
NEWEST_FIRST = Order("-created", _CREATED)
#: udata sorts by last update since 2025 only; before, some versions by last modification.
CHANGED_FIRST = (
    Order("-last_update", ("last_update",)),
    Order("-last_modified", ("last_modified",)),
)


@dataclass(slots=True)
class DatasetList:
    """One list to be walked, and what it has shown so far; used once.

    `filters` are query parameters. With `since`, only what is dated at or after it is wanted, and
    the order goes from the newest on. `first` is its first window, where that was already read.
    """

    order: Order
    filters: Mapping[str, str]
    since: datetime | None = None
    first: Window | None = None
    sorted: bool = True
    shown: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """What cursors call it."""
        return f"{self.order.sort} {self.filters.get('organization', '')}".strip()

    @property
    def query(self) -> Mapping[str, str]:
        """Its query parameters."""
        return {**self.filters, **({"sort": self.order.sort} if self.sorted else {})}

    def is_old(self, item: Json) -> bool:
        """Whether an item is dated before the bound; one without date is not."""
        date = self.order.date(item) if self.since else None
        return date is not None and self.since is not None and date < self.since

    def is_over(self, window: Window) -> bool:
        """Whether nothing wanted follows a window."""
        return window.last or (bool(window.items) and all(map(self.is_old, window.items)))

    def unseen(self, window: Window, anchors: Collection[str] = ()) -> list[Json]:
        """The items of a window that this list had not shown before it.

        After a resumption, `anchors` are the last ids shown before: what stands up to them was
        shown too, though nobody remembers it.
        """
        met = [place for place, item in enumerate(window.items) if name(item) in anchors]
        later = window.items[met[-1] + 1 :] if met else window.items
        return [item for item in later if name(item) not in self.shown]


@dataclass(slots=True)
class Progress:
    """How a walk through a list gets on; `count` is how many datasets the list has shown.

    The other two count since the last new dataset: windows taken again further back, and windows
    with less in them than asked for.
    """

    count: int
    returns: int = 0
    short: int = 0

    def add(self, window: Window, fresh: int) -> None:
        """Take note of a window and of how many new datasets it shows."""
        if fresh:
            self.count, self.returns, self.short = self.count + fresh, 0, 0
            return
        self.returns += window.retaken
        self.short += not window.whole

    @property
    def stopped(self) -> bool:
        """Whether the list shows its end before its announced total, twice."""
        return self.short > 1

    def is_loop(self, window: Window) -> bool:
        """Whether a window without news is beyond all that was shown: it cannot be what it says.

        After deletions the walk goes back, and windows without news are no loop until there.
        """
        return window.whole and window.start >= self.count

    def seen(self, window: Window) -> int:
        """How much of the list as it stands was shown, up to the end of a window.

        The count alone would hide a loss behind what was deleted since.
        """
        return min(self.count, window.start + len(window.items))
