"""The way through a catalogue: pages of mapped records, failures set apart, loops refused."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from connectors.context import Context
from connectors.cursors import Cursor, paging_loop
from connectors.provenance import is_own
from connectors.selection import Facts, selected
from connectors.web.failures import shown
from connectors.words.texts import Json
from federation.errors import FailureCode, HarvestError
from federation.harvest import HarvestedRecord, HarvestPage, ItemFailure, RawRecord
from federation.i18n import Message, msg
from federation.model import Dataset

#: Datasets that may go missing between two pages because people edit the catalogue meanwhile.
_TOLERATED = 2
_TOLERATED_SHARE = 0.02
#: Bytes of an id: PostgreSQL's indexes hold no longer ones, and no portal has them.
_LONGEST_ID = 2000


#: What reading a record of any shape may raise.
_UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


def as_json(item: Json) -> tuple[bytes, str]:
    """The raw record of an item that came as JSON."""
    return json.dumps(item, sort_keys=True).encode("ascii"), "application/json"


@dataclass(frozen=True, slots=True)
class Reader:
    """How one portal's items are read: their id ("" = none), their facts, and their mapping.

    `raw` gives an item's own bytes and their media type, the same ones for the same item.
    """

    identify: Callable[[Json], str]
    facts: Callable[[Json], Facts]
    read: Callable[[Json], Dataset]
    raw: Callable[[Json], tuple[bytes, str]] = as_json


@dataclass(slots=True)
class Walk:
    """One walk: remembers what was seen, hence is used once.

    `kept` counts the records taken so far, those before a resumed cursor included.
    """

    context: Context
    reader: Reader
    kept: int = 0
    _seen: set[str] = field(default_factory=set)
    _pages: int = 0

    @property
    def full(self) -> bool:
        """Whether the source's `select.max_datasets` is reached."""
        limit = self.context.source.select.max_datasets
        return limit is not None and self.kept >= limit

    def page(
        self,
        items: Sequence[Json],
        url: str,
        after: Cursor | None,
        total: int | None,
        failures: Iterable[ItemFailure] = (),
    ) -> HarvestPage:
        """Map one page; `after` is where the next one begins, None after the last.

        HarvestError PAGING_LOOP where the portal shows again what it already showed.
        """
        self._check_progress(items)
        records: list[HarvestedRecord] = []
        failed = list(failures)
        for item in items:
            if self.full:
                break
            outcome = self._record(item, url)
            if isinstance(outcome, HarvestedRecord):
                records.append(outcome)
                self.kept += 1
            elif outcome is not None:
                failed.append(outcome)
        ended = after is None or self.full
        cursor = None if ended or after is None else replace(after, kept=self.kept).write()
        return HarvestPage(tuple(records), tuple(failed), cursor, total)

    def _check_progress(self, items: Sequence[Json]) -> None:
        self._pages += 1
        ids = [self._name(item) for item in items]
        again = bool(ids) and all(name in self._seen for name in ids)
        if again or self._pages > self.context.source.politeness.max_pages:
            raise paging_loop(self.context.source.url)

    def _name(self, item: Json) -> str:
        """The id of an item, or one derived from its content where it has none."""
        return self._id(item) or "unnamed-" + self._digest(item)

    def _id(self, item: Json) -> str:
        """The id of an item; "" where it has none, or one that is none."""
        found = self.reader.identify(item)
        return found if len(found.encode("utf-8", "replace")) <= _LONGEST_ID else ""

    def _digest(self, item: Json) -> str:
        return hashlib.sha256(self.reader.raw(item)[0]).hexdigest()[:16]

    def _record(self, item: Json, url: str) -> HarvestedRecord | ItemFailure | None:
        name, raw = self._name(item), RawRecord(*self.reader.raw(item), url)
        if name in self._seen:
            return ItemFailure(name, FailureCode.DUPLICATE_ID, _DUPLICATE)
        self._seen.add(name)
        if not self._id(item):
            return ItemFailure(name, FailureCode.MALFORMED, _MALFORMED, raw)
        try:
            if not selected(self.context.source.select, self.reader.facts(item)):
                return None
            dataset = self.reader.read(item)
        except _UNREADABLE:
            return ItemFailure(name, FailureCode.MAPPING, _MAPPING, raw)
        if is_own(dataset, self.context):
            return ItemFailure(name, FailureCode.POLICY, _OWN)
        return HarvestedRecord(dataset, raw)


_DUPLICATE = msg(
    "The portal lists this dataset twice under the same identifier: the first one was kept."
)
_MALFORMED = msg(
    "The portal lists something here that is not a dataset with an identifier: tell its operator."
)
_MAPPING = msg(
    "The description of this dataset could not be understood: its raw record was kept; tell the "
    "maintainers of partage."
)
_OWN = msg(
    "This dataset was published by this very federation: it is not harvested back. Its origin is "
    "already harvested."
)


def check_complete(seen: int, total: int | None, context: Context) -> None:
    """HarvestError TRUNCATED where a portal shows clearly fewer datasets than it announces.

    Raised after the last page: what was read is good, but what is absent may still exist.
    """
    some = seen > 0 or total == 0
    if total is None or (some and total - seen <= max(_TOLERATED, total * _TOLERATED_SHARE)):
        return
    raise HarvestError(FailureCode.TRUNCATED, truncated(context, seen, total))


def truncated(context: Context, seen: int, total: int) -> Message:
    """The words for a catalogue that ends too early."""
    return msg(
        "The catalogue %(url)s announces %(total)s datasets and shows %(seen)s: nothing is "
        "considered deleted. The next run tries again; tell its operator if it lasts.",
        url=shown(context.source.url),
        total=total,
        seen=seen,
    )
