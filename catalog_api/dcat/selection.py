"""Which datasets a page of the catalogue shows."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from catalog_api.catalogue import Catalogue
from catalog_api.web.problems import Problem
from federation.i18n import msg
from federation.published import StoredDataset


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
    """The datasets of a page, whether more follow, and how many there are in all."""

    datasets: list[StoredDataset]
    more: bool
    total: int


def moment(told: str) -> datetime | None:
    """A moment of ISO 8601, a day standing for its beginning in UTC; Problem 422 otherwise."""
    if not told:
        return None
    try:
        # A plus sign that was not escaped comes as a space.
        found = datetime.fromisoformat(told.strip().replace(" ", "+"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        text = msg("modified_since must be a day or a moment of ISO 8601, such as 2026-01-31.")
        raise Problem(422, "invalid-parameter", text) from error


def select(catalogue: Catalogue, wanted: Selection) -> Shown:
    """One page, in order of id, of each dataset its triples only."""
    first = 0
    if wanted.since is not None:
        newest = catalogue.reader.first_release_since(wanted.since)
        if newest is None:
            return Shown([], False, 0)
        first = newest
    found = catalogue.reader.triples(
        wanted.after, wanted.limit + 1, since=first, copies=wanted.copies
    )
    hidden, sequence = catalogue.reader.hidden(), catalogue.reader.sequence()
    total = _count(catalogue, sequence, hidden, first, wanted.copies)
    return Shown(found[: wanted.limit], len(found) > wanted.limit, total)


@lru_cache(maxsize=64)
def _count(
    catalogue: Catalogue, _sequence: int, _hidden: frozenset[str], first: int, copies: bool
) -> int:
    """How many there are: counted once per release, for that reads them all."""
    return catalogue.reader.count(since=first, copies=copies)
