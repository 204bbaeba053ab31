"""How fresh a table is; how old it may be is told by `federation.frequency`.

Great Expectations has no such check.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quality.series.metrics import Metrics

MODIFIED, CONTENT = "modified", "content"


@dataclass(frozen=True, slots=True)
class Freshness:
    """The newest sign of life of a table, and what it is: a column's name, or one of two words.

    `modified`: the date the portal gives; `content`: the day a new content was seen here.
    """

    newest: date
    evidence: str


def freshness(
    current: Metrics,
    earlier: Sequence[Metrics],
    modified: datetime | None,
    today: date,
) -> Freshness | None:
    """The newest date of the table, else the portal's date; a content that changed is today's.

    A portal may renew its date without the data having changed, hence dates of the data first.
    """
    if earlier and earlier[-1].sha256 and earlier[-1].sha256 != current.sha256:
        return Freshness(today, CONTENT)
    dates = {name: each.newest for name, each in current.columns.items() if each.newest}
    if dates:
        name = max(dates, key=lambda each: dates[each])
        return Freshness(dates[name], name)
    return Freshness(modified.date(), MODIFIED) if modified else None
