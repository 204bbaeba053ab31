"""Bands drawn from earlier releases: wide after one or two, mean ± k standard deviations after.

Few releases say little. With one or two, a band is relative and wide. From three on it is where a
further release falls 99.7 times in 100 when nothing changes: about four standard deviations after
ten releases, more after fewer (Student's law, at most ten). It is never narrower than a floor, so
that a series that never moved may move a little. Shares are also given the room that chance takes
among so few cells.
"""

import math
import statistics
from collections.abc import Mapping, Sequence

from quality.series.metrics import Metrics, Numbers

#: Releases from which the spread is measured, and standard deviations allowed by their number:
#: t(n − 1, 99.865 %) · √(1 + 1/n), between 4 and 10. No more than ten releases are looked at.
ENOUGH = 3
_DEVIATIONS = {3: 10.0, 4: 10.0, 5: 7.26, 6: 5.95, 7: 5.25, 8: 4.8, 9: 4.51, 10: 4.29}
_DRAWN = 3.0  # standard deviations of a share drawn at random
#: Releases whose distributions are added up as the one to compare with.
POOLED = 5
#: Divergence of a distribution beyond chance, in nats (KL), and the usual alarm of the PSI.
KL_LIMIT, PSI_LIMIT = 0.1, 0.25
#: Cells below which a distribution says nothing.
CELLS = 30

Band = tuple[float, float]


def volume(rows: Sequence[int]) -> tuple[int, int | None]:
    """Rows expected, both ends included; a first release only must not be empty."""
    if not rows:
        return 1, None
    if len(rows) < ENOUGH:
        return max(1, int(min(rows) * 0.5)), max(1, int(max(rows) * 2))
    low, high = _around(rows, floor=0.2 * statistics.fmean(rows))
    return max(1, math.floor(low)), max(1, math.ceil(high))


def share(values: Sequence[float], cells: int, *, early: float = 0.10, late: float = 0.05) -> Band:
    """A share between 0 and 1, with the room that chance takes among so many cells."""
    middle = statistics.fmean(values)
    drawn = max(middle * (1 - middle), 0) / max(cells, 1)
    chance = _DRAWN * math.sqrt(drawn * (1 + 1 / len(values)))
    if len(values) < ENOUGH:
        room = max(early, chance)
        low, high = min(values) - room, max(values) + room
    else:
        low, high = _around(values, floor=max(late, chance))
    return _short(max(0.0, low)), _short(min(1.0, high))


def count(values: Sequence[int]) -> tuple[int, int]:
    """Distinct values of an enumeration: two or three more or fewer are always right."""
    if len(values) < ENOUGH:
        room = max(3.0, 0.5 * max(values))
        low, high = min(values) - room, max(values) + room
    else:
        low, high = _around(values, floor=max(2.0, 0.2 * statistics.fmean(values)))
    return max(1, math.floor(low)), math.ceil(high)


def figure(values: Sequence[float], spread: float) -> Band:
    """A mean, a median or a quantile; `spread`: the column's own, from its 5 % to its 95 %."""
    size = max(abs(value) for value in values)
    if len(values) < ENOUGH:
        room = 0.5 * max(size, spread)
        return _short(min(values) - room), _short(max(values) + room)
    low, high = _around(values, floor=max(0.2 * size, 0.1 * spread))
    return _short(low), _short(high)


def _around(values: Sequence[float], *, floor: float) -> Band:
    middle, spread = statistics.fmean(values), statistics.stdev(values)
    room = max(deviations(len(values)) * spread, floor)
    return middle - room, middle + room


def deviations(releases: int) -> float:
    """How many standard deviations are allowed after so many releases."""
    return _DEVIATIONS.get(releases, 4.0)


def _short(value: float) -> float:
    """Six significant digits: a person reads and edits these."""
    return float(f"{value:.6g}")


def pooled_values(earlier: Sequence[Metrics], column: str) -> dict[str, int] | None:
    """Counts of an enumeration over the last releases; None if it was none in one of them."""
    found: dict[str, int] = {}
    for release in earlier[-POOLED:]:
        measured = release.columns.get(column)
        if measured is None or measured.counts is None:
            return None
        for value, times in measured.counts.items():
            found[value] = found.get(value, 0) + times
    return found or None


def pooled_bins(earlier: Sequence[Metrics], column: str) -> Numbers | None:
    """The histogram of the last releases, those that share the edges of the latest."""
    known = [each.columns[column].numbers for each in earlier[-POOLED:] if column in each.columns]
    last = known[-1] if known else None
    if last is None or not last.counts:
        return None
    same = [each for each in known if each is not None and each.edges == last.edges]
    counts = tuple(sum(each) for each in zip(*(one.counts for one in same), strict=True))
    return Numbers(last.minimum, last.maximum, last.mean, last.quantiles, last.edges, counts)


def weights(counts: Sequence[int]) -> list[float]:
    """Shares of counts, half a case added to each so that what was not seen is not impossible."""
    total = sum(counts) + 0.5 * len(counts)
    return [(each + 0.5) / total for each in counts]


def drift_limits(classes: int, before: int, now: int) -> Band:
    """How far two samples of these sizes may diverge: the KL limit, and the PSI limit.

    Were both drawn from one distribution, 2·n·KL would follow a chi-squared law of classes − 1
    degrees, n being before·now/(before + now): its 99.9 % point is added to the limits.
    """
    size = before * now / max(before + now, 1)
    chance = _chi_squared(max(classes - 1, 1)) / (2 * max(size, 1))
    return _short(KL_LIMIT + chance), _short(PSI_LIMIT + 2 * chance)


def _chi_squared(degrees: int) -> float:
    """Its 99.9 % point (Wilson and Hilferty, 1931: within 2 % from two degrees on)."""
    part = 2 / (9 * degrees)
    return float(degrees * (1 - part + 3.0902 * math.sqrt(part)) ** 3)


def kept_edges(earlier: Sequence[Metrics]) -> Mapping[str, tuple[float, ...]]:
    """Bins by column, those of the latest release, unless a third of its cells fell outside."""
    found: dict[str, tuple[float, ...]] = {}
    for name, measured in earlier[-1].columns.items() if earlier else ():
        numbers = measured.numbers
        if numbers is None or not numbers.counts:
            continue
        outside = numbers.counts[0] + numbers.counts[-1]
        if outside * 3 <= sum(numbers.counts):
            found[name] = numbers.edges
    return found
