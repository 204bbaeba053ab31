"""How much a dataset is used, and what share of the most that counts for.

Uses are counted at the catalogue (`federation.store.readings`): pages shown, files downloaded,
questions about rows. Of one kind at most `DAILY` count on one day, so that a program that asks
every minute does not pass for a crowd. The formula is a choice of this project, and public:
docs/fr/qualite.md.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

#: What is counted.
KINDS = ("page", "download", "query")
#: Uses of one kind that count on one day.
DAILY = 20
#: Days that are looked back, and those that must have been counted among them.
WINDOW = 90
LEAST_DAYS = 30
#: Uses in 30 days from which a dataset is as much in demand as can be.
MOST = 200
_MONTH = 30
_STEPS = 10


@dataclass(frozen=True, slots=True)
class Use:
    """Uses of a dataset by kind, over the `days` counted of the last `WINDOW`."""

    days: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def monthly(self) -> float:
        """Uses in 30 days; 0 where no day was counted."""
        return sum(self.counts.values()) * _MONTH / self.days if self.days else 0.0


def tenths(use: Use) -> int | None:
    """Demand in tenths, 0–10: ln(1 + uses in 30 days) / ln(1 + `MOST`), rounded.

    None as long as fewer than `LEAST_DAYS` days were counted since the dataset was published.
    """
    if use.days < LEAST_DAYS:
        return None
    share = math.log1p(use.monthly) / math.log1p(MOST)
    return min(_STEPS, int(_STEPS * share + 0.5))
