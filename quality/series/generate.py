"""The expectations of a table, drawn from its earlier releases, its schema and its frequency.

They are Great Expectations' own, as it writes them, and may be checked with it on the table
itself; three are ours (`quality.series.model`): the PSI, freshness, and rules between columns.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from quality.series import bands
from quality.series.metrics import QUANTILES, ColumnMetrics, Metrics
from quality.series.model import FRESH, PSI, RULE, Expectation, TableSeries

_YEARS = re.compile(r"(19|20)\d\d(?:[-/].*)?")
#: An integer column with so many distinct values holds identifiers, not quantities.
_IDENTIFYING, _SOME = 0.95, 20
_LOW, _HIGH = QUANTILES[0], QUANTILES[-1]


def generated(series: TableSeries) -> list[Expectation]:
    """Everything that can honestly be expected of the release about to be published."""
    earlier = [release.metrics for release in series.releases]
    return [*_table(series, earlier), *_columns(series.current, earlier), *_rules(series, earlier)]


def expectation(kind: str, **kwargs: Any) -> Expectation:  # noqa: ANN401 - JSON
    """An expectation without its meta; nothing is written for an absent bound."""
    return {"type": kind, "kwargs": {key: value for key, value in kwargs.items() if value != {}}}


def _table(series: TableSeries, earlier: Sequence[Metrics]) -> Iterator[Expectation]:
    low, high = bands.volume([release.rows for release in earlier])
    limits = {"min_value": low} | ({} if high is None else {"max_value": high})
    yield expectation("expect_table_row_count_to_be_between", **limits)
    if earlier and earlier[-1].completeness:
        names = sorted(earlier[-1].completeness)
        yield expectation("expect_table_columns_to_match_set", column_set=names, exact_match=False)
    if series.age_allowed is not None and series.freshness is not None:
        yield expectation(FRESH, max_age_days=series.age_allowed)


def _columns(current: Metrics, earlier: Sequence[Metrics]) -> Iterator[Expectation]:
    for name in sorted(earlier[-1].completeness) if earlier else ():
        if name not in current.completeness:
            continue
        shares = [each.completeness[name] for each in earlier if name in each.completeness]
        low, _ = bands.share(shares, current.rows)
        if low:  # else anything would do
            yield expectation(
                "expect_column_proportion_of_non_null_values_to_be_between",
                column=name,
                min_value=low,
            )
        known = [each.columns[name] for each in earlier if name in each.columns]
        now = current.columns.get(name)
        if known and now is not None and known[-1].filled and now.filled:
            yield from _distinct(name, known, now)
            yield from _figures(name, known, now)
            yield from _drift(name, earlier, now)


def _distinct(
    name: str, known: Sequence[ColumnMetrics], now: ColumnMetrics
) -> Iterator[Expectation]:
    known = [each for each in known if each.filled]
    if known[-1].counts is not None:
        low, high = bands.count([each.distinct for each in known])
        yield expectation(
            "expect_column_unique_value_count_to_be_between",
            column=name,
            min_value=low,
            max_value=high,
        )
        return
    shares = [min(1.0, each.distinct / each.filled) for each in known]
    share = bands.share(shares, now.filled, early=0.25, late=0.1)
    if share != (0, 1):
        yield expectation(
            "expect_column_proportion_of_unique_values_to_be_between",
            column=name,
            min_value=share[0],
            max_value=share[1],
        )


def _figures(
    name: str, known: Sequence[ColumnMetrics], now: ColumnMetrics
) -> Iterator[Expectation]:
    """Bands of the mean, the median and the outer quantiles of a quantity."""
    numbers = [each.numbers for each in known if each.numbers is not None]
    if not numbers or now.numbers is None or not _quantity(known[-1]) or not _quantity(now):
        return
    spread = numbers[-1].quantiles[-1] - numbers[-1].quantiles[0]
    low, high = bands.figure([each.mean for each in numbers], spread)
    yield expectation(
        "expect_column_mean_to_be_between", column=name, min_value=low, max_value=high
    )
    middle = QUANTILES.index(0.5)
    low, high = bands.figure([each.quantiles[middle] for each in numbers], spread)
    yield expectation(
        "expect_column_median_to_be_between", column=name, min_value=low, max_value=high
    )
    outer = [[each.quantiles[at] for each in numbers] for at in (0, -1)]
    ranges = [list(bands.figure(values, spread)) for values in outer]
    yield expectation(
        "expect_column_quantile_values_to_be_between",
        column=name,
        quantile_ranges={"quantiles": [_LOW, _HIGH], "value_ranges": ranges},
    )


def _quantity(column: ColumnMetrics) -> bool:
    """Whether numbers measure something: years go up by themselves, identifiers mean nothing."""
    numbers = column.numbers
    if numbers is None or column.type == "year":
        return False
    if column.type != "integer":
        return True
    if numbers.minimum >= 1900 and numbers.maximum <= 2100:
        return False
    return column.filled < _SOME or column.distinct < _IDENTIFYING * column.filled


def _drift(name: str, earlier: Sequence[Metrics], now: ColumnMetrics) -> Iterator[Expectation]:
    found = _categories(name, earlier, now) or _bins(name, earlier, now)
    if found is None:
        return
    partition, limits = found
    # What no earlier release held gets half a case among as many as were seen.
    holdout = {"tail_weight_holdout": 0.001} if "values" in partition else {}
    kinds = ("expect_column_kl_divergence_to_be_less_than", PSI)
    for kind, limit in zip(kinds, limits, strict=True):
        yield expectation(kind, column=name, partition_object=partition, threshold=limit, **holdout)


def _categories(
    name: str, earlier: Sequence[Metrics], now: ColumnMetrics
) -> tuple[dict[str, Any], bands.Band] | None:
    before = bands.pooled_values(earlier, name)
    if before is None or now.counts is None or min(sum(before.values()), now.filled) < bands.CELLS:
        return None
    if all(_YEARS.fullmatch(value) for value in before):
        return None
    weights = bands.weights(list(before.values()))
    classes = len(before.keys() | now.counts.keys())
    limits = bands.drift_limits(classes, sum(before.values()), now.filled)
    values = [value == "true" for value in before] if now.type == "boolean" else list(before)
    return {"values": values, "weights": weights}, limits


def _bins(
    name: str, earlier: Sequence[Metrics], now: ColumnMetrics
) -> tuple[dict[str, Any], bands.Band] | None:
    before, numbers = bands.pooled_bins(earlier, name), now.numbers
    if before is None or numbers is None or not _quantity(now) or before.edges != numbers.edges:
        return None
    if min(sum(before.counts), now.filled) < bands.CELLS:
        return None
    below, *inside, above = bands.weights(before.counts)
    limits = bands.drift_limits(len(before.counts), sum(before.counts), now.filled)
    edges = list(before.edges)
    return {"bins": edges, "weights": inside, "tail_weights": [below, above]}, limits


def _rules(series: TableSeries, earlier: Sequence[Metrics]) -> Iterator[Expectation]:
    for rule in series.rules:
        measured = series.current.rules.get(rule.text)
        if measured is None:
            continue
        shares = [each.rules[rule.text].share for each in earlier if rule.text in each.rules]
        mostly = bands.share(shares, measured.applies)[0] if shares else 0.9
        yield expectation(RULE, rule=rule.plain(), mostly=mostly)
