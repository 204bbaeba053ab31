"""Which datasets a page of the catalogue shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from catalog_api.catalogue import Catalogue
from federation.published import StoredDataset
from federation.store.withdrawals import Withdrawal


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for; `since` is `told` as a moment."""

    after: str
    limit: int
    copies: bool = False
    since: datetime | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The datasets of a page and those withdrawn, `last` being the id of the last of either.

    `last` is None where no more follow; `total` is how many datasets there are in all.
    """

    datasets: Sequence[StoredDataset] = ()
    withdrawn: Sequence[Withdrawal] = ()
    last: str | None = None
    total: int = 0


def select(catalogue: Catalogue, wanted: Selection) -> Shown:
    """One page, in order of id, of each dataset its triples only.

    Where changes since a moment are wanted, what was withdrawn since then has its place too.
    """
    first, reader = 0, catalogue.reader
    gone: list[Withdrawal] = []
    if wanted.since is not None:
        newest = reader.first_release_since(wanted.since)
        if newest is None:
            return Shown()
        first = newest
        gone = reader.tombstones(wanted.after, wanted.limit + 1, since=first)
    found = reader.triples(wanted.after, wanted.limit + 1, since=first, copies=wanted.copies)
    total = _count(catalogue, reader.sequence(), reader.hidden(), first, wanted.copies)
    ids = sorted([*(one.id for one in found), *(one.id for one in gone)])
    last = ids[wanted.limit - 1] if len(ids) > wanted.limit else None
    return Shown(
        [one for one in found if last is None or one.id <= last],
        [one for one in gone if last is None or one.id <= last],
        last,
        total,
    )


@lru_cache(maxsize=64)
def _count(
    catalogue: Catalogue, _sequence: int, _hidden: frozenset[str], first: int, copies: bool
) -> int:
    """How many there are: counted once per release, for that reads them all."""
    return catalogue.reader.count(since=first, copies=copies)
