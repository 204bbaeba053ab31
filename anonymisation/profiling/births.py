"""Days that spread over the years as births do, under a header that says no more than "date"."""

import re
from collections.abc import Sequence

from anonymisation.profiling.opaque import FEWEST, dated

#: Words of a header that say nothing of which day a column holds.
_ANY_DAY = frozenset(
    """date dates dt dat d jour ref reference fecha fec f dia day datum dag data ngay info infos
    champ valeur""".split()  # noqa: SIM905
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_WRITTEN = re.compile(r"\d{1,2}(?:er)? (?:de )?[^\W\d_]{3,10}\.? (?:de )?(?:19|20)\d{2}")
#: Years between the first and the last births of a table, a tenth left out at either end; days of
#: a service's work are of a few years.
_SPREAD = 25
#: Share of values that are a day with its year in full.
_NEARLY_ALL = 0.9


def spread_as_births(values: Sequence[str]) -> bool:
    """Whether distinct values are days of as many years as people's births are."""
    days = [value for value in values if dated(value) or _WRITTEN.fullmatch(value)]
    years = sorted(int(found.group()) for day in days if (found := _YEAR.search(day)))
    if len(years) < max(FEWEST, _NEARLY_ALL * len(values)):
        return False
    edge = len(years) // 10
    return years[-1 - edge] - years[edge] >= _SPREAD


def any_day(words: frozenset[str]) -> bool:
    """Whether the words of a header leave open which day a column holds."""
    return words <= _ANY_DAY


__all__ = ["any_day", "spread_as_births"]
