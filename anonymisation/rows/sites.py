"""Places of works and events stay, except where they are the home that the same row hides.

A permit's ground is public; when it is where the applicant lives, its house number would give the
masked home back.
"""

import re

import polars as pl

from anonymisation.counts import ColumnCount
from anonymisation.decision.plan import TablePlan
from anonymisation.operators.addresses import street
from anonymisation.reading.text import fold

#: What a house number and its street are compared by.
_NUMBERED = re.compile(r"\d{1,5}.*?[^\W\d_]{3,}.*")
_BREAK = re.compile(r",\s*(?=\d{4,5}\b)|\s(?=\d{4,5}\s+[^\W\d_])")


def without_homes(
    before: pl.DataFrame,
    after: pl.DataFrame,
    plan: TablePlan,
    counts: dict[str, ColumnCount],
    mask: str,
) -> pl.DataFrame:
    """The batch where no place of a row is its home; `before` holds the addresses as they were."""
    homes = [column.name for column in plan.of("area")]
    sites = [column.name for column in plan.of("place") if column.rule == "site-address"]
    for site in sites if homes else ():
        rows = zip(
            after[site].to_list(),
            before.select(homes).iter_rows(),
            after.select(homes).iter_rows(),
            strict=True,
        )
        new = [_public(place, were, are, mask) for place, were, are in rows]
        changed = sum(1 for old, one in zip(after[site].to_list(), new, strict=True) if old != one)
        if changed:
            counts[site].operators["street"] += changed
            after = after.with_columns(pl.Series(site, new, pl.String))
    return after


def _public(
    place: str | None, were: tuple[str | None, ...], are: tuple[str | None, ...], mask: str
) -> str | None:
    """A place without its number where a home that was hidden is the same."""
    here = _key(place or "")
    hidden = (_key(home or "") for home, shown in zip(were, are, strict=True) if home != shown)
    same = here and any(home and (home in here or here in home) for home in hidden)
    return street(place, mask) if place and same else place


def _key(address: str) -> str:
    """Number and street of an address, "" without a number."""
    found = _NUMBERED.search(fold(_BREAK.split(address.strip())[0]))
    return re.sub(r"[\W_]+", "", found.group()) if found else ""


__all__ = ["without_homes"]
