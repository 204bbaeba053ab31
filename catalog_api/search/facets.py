"""Counts by facet: what is asked of tantivy, and what its answer says."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import tantivy

from catalog_api.search.fields import FACETS, GRADES, schema
from federation import clock

Counts = list[tuple[str, int]]

#: How long ago the data was updated at most, in days.
UPDATED = {"week": 7, "month": 31, "quarter": 92, "year": 366}
#: Whether the data is as fresh as its declared frequency promises.
FRESHNESS = ("on-time", "late")

#: Every facet there is.
NAMES = (*FACETS, *GRADES, "updated", "freshness")


def aggregations(names: Sequence[str], size: int) -> dict[str, Any]:
    """What to count, as tantivy's aggregations take it."""
    found: dict[str, Any] = {}
    for name in names:
        if name == "updated":
            ago = [_since(days) for days in UPDATED.values()]
            ranges = [{"from": one} for one in ago[:1]]
            ranges += [{"from": b, "to": a} for a, b in pairwise(ago)]
            found[name] = {"range": {"field": name, "ranges": ranges}}
        elif name == "freshness":
            now = _nanoseconds(clock.now())
            ranges = [{"from": now}, {"to": now}]
            found[name] = {"range": {"field": "due", "ranges": ranges}}
        else:
            found[name] = {"terms": {"field": name, "size": size}}
    return found


def counted(answer: Mapping[str, Any], names: Sequence[str]) -> dict[str, Counts]:
    """The counts by facet and value; values that nothing has are left out."""
    found: dict[str, Counts] = {}
    for name in names:
        buckets = answer[name]["buckets"]
        if name == "updated":
            found[name] = _updated(buckets)
        elif name == "freshness":
            by_end = {"on-time" if "from" in one else "late": one["doc_count"] for one in buckets}
            found[name] = [(value, int(by_end.get(value, 0))) for value in FRESHNESS]
        else:
            found[name] = [(str(one["key"]), int(one["doc_count"])) for one in buckets]
        found[name] = [pair for pair in found[name] if pair[1]]
    return found


def _updated(buckets: Sequence[Mapping[str, Any]]) -> Counts:
    """Within a month is also within a quarter."""
    recent = sorted((one for one in buckets if "from" in one), key=lambda one: -one["from"])
    total, found = 0, []
    for name, bucket in zip(UPDATED, recent, strict=False):
        total += int(bucket["doc_count"])
        found.append((name, total))
    return found


def chosen(facet: str, values: Sequence[str]) -> tantivy.Query:
    """Datasets with any of these values of a facet; a value that there is not matches nothing."""
    if facet == "updated":
        return _any([_between("updated", days, True) for days in map(UPDATED.get, values) if days])
    if facet == "freshness":
        known = [value for value in values if value in FRESHNESS]
        return _any([_between("due", 0, value == "on-time") for value in known])
    return tantivy.Query.term_set_query(schema(), facet, list(values))


def _any(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    if not parts:
        return tantivy.Query.empty_query()
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])


def _between(field: str, days: int, later: bool) -> tantivy.Query:
    """A moment that is later than so many days ago, or not."""
    at, kind = clock.now() - timedelta(days=days), tantivy.FieldType.Date
    if later:
        return tantivy.Query.range_query(schema(), field, kind, at, None)
    return tantivy.Query.range_query(schema(), field, kind, None, at, include_upper=False)


def _since(days: int) -> float:
    return _nanoseconds(clock.now() - timedelta(days=days))


def _nanoseconds(at: datetime) -> float:
    return at.timestamp() * 1e9
