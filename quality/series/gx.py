"""Great Expectations at work on metrics. Only the worker's process imports this module.

An expectation is asked which metrics it needs; where all of them were measured
(`quality.series.metrics`), it judges those figures and no cell is read. Any other expectation of
the data officer's is validated by Great Expectations itself on the anonymised snapshot.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas  # type: ignore[import-untyped]
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.expectations.expectation import Expectation as GXExpectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

from quality.series import gx_own  # registers our own expectations
from quality.series.gx_data import OnData
from quality.series.metrics import QUANTILES, ColumnMetrics, Metrics
from quality.series.model import Check

#: Neither lists of cells nor their places: only figures.
FORMAT = {"result_format": "BASIC", "partial_unexpected_count": 0}


_REMEMBERED: dict[int, tuple[Any, Any]] = {}


def remember_configurations() -> None:
    """Have an expectation work out its configuration once, not about fifty times per verdict.

    Seven tenths of a verdict's time go there (GX 1.24). An expectation does not change while it is
    judged; the verdicts are compared with those of Great Expectations left alone in the tests.
    """
    kind: Any = GXExpectation
    worked_out = kind.configuration.fget

    def configuration(self: Any) -> Any:  # noqa: ANN401 - untyped library
        if id(self) not in _REMEMBERED:
            _REMEMBERED[id(self)] = (self, worked_out(self))
        return _REMEMBERED[id(self)][1]

    kind.configuration = property(configuration)


class NotMeasured(Exception):
    """A metric that was not measured: the table itself must be read."""


def judge(check: Check) -> list[ExpectationValidationResult]:
    """Every expectation of a check, in order. What raises is a result with its exception."""
    known = Known(check)
    on_data = OnData(check.snapshot, FORMAT)
    results: list[Any] = []
    for each in check.expectations:
        configuration = ExpectationConfiguration(
            type=each["type"],
            kwargs=dict(each["kwargs"]),
            meta=dict(each.get("meta") or {}),
        )
        results.append(_judged(configuration, known, on_data))
    _REMEMBERED.clear()
    return results


def _judged(configuration: Any, known: "Known", on_data: OnData) -> Any:  # noqa: ANN401 - untyped
    try:
        expectation = configuration.to_domain_obj()
        try:
            metrics = known.answers(expectation)
        except NotMeasured:
            return on_data.validate(configuration)
        return expectation.metrics_validate(
            metrics=metrics, runtime_configuration={"result_format": dict(FORMAT)}
        )
    except Exception as error:  # noqa: BLE001 - whatever an expectation raises is its result
        return ExpectationValidationResult(
            success=False,
            expectation_config=configuration,
            result={},
            exception_info={
                "raised_exception": True,
                "exception_message": type(error).__name__,
                "exception_traceback": None,
            },
        )


class Known:
    """The metrics of a release, as Great Expectations names them."""

    def __init__(self, check: Check) -> None:
        self._metrics: Metrics = check.current
        self._check = check

    def answers(self, expectation: Any) -> dict[Any, Any]:  # noqa: ANN401 - untyped library
        """All that an expectation needs, by metric id; NotMeasured if one is missing."""
        wanted = expectation.get_validation_dependencies(
            runtime_configuration={"result_format": dict(FORMAT)}
        ).metric_configurations
        return {each.id: self._value(each) for each in wanted.values()}

    def _value(self, wanted: Any) -> Any:  # noqa: ANN401 - untyped library
        domain, values = (
            {key: each for key, each in kwargs.items() if each is not None}
            for kwargs in (wanted.metric_domain_kwargs, wanted.metric_value_kwargs)
        )
        column = domain.pop("column", None)
        domain.pop("batch_id", None)
        if domain:  # conditions on rows, pairs of columns
            raise NotMeasured
        if column is None:
            return self._of_table(wanted.metric_name, values)
        found = self._metrics.columns.get(column)
        if found is None:
            raise NotMeasured
        return self._of_column(wanted.metric_name, values, found)

    def _of_table(self, name: str, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any metric
        match name:
            case "table.row_count":
                return self._metrics.rows
            case "table.columns":
                return list(self._metrics.completeness)
            case gx_own.RULE_METRIC:
                return self._metrics.rules.get(values["rule"])
            case gx_own.AGE_METRIC:
                return self._age(values.get("date_column"))
            case _:
                raise NotMeasured

    def _age(self, column: str | None) -> int | None:
        today, newest = self._check.today, self._newest(column)
        return (today - newest).days if today and newest else None

    def _newest(self, column: str | None) -> date | None:
        if column is not None:
            found = self._metrics.columns.get(column)
            return found.newest if found else None
        return self._check.freshness.newest if self._check.freshness else None

    def _of_column(self, name: str, values: Mapping[str, Any], found: ColumnMetrics) -> Any:  # noqa: ANN401 - any metric
        rows = max(self._metrics.rows, 1)
        match name:
            case "column.non_null_proportion":
                return found.filled / rows
            case "column_values.nonnull.count":
                return found.filled
            case "column.distinct_values.count":
                return found.distinct
            case "column.unique_proportion":
                return found.distinct / found.filled if found.filled else 0
            case "column.value_counts" if found.counts is not None:
                return _counts(found.type, found.counts)
            case _:
                return _of_numbers(name, values, found)


def _counts(kind: str, counts: Mapping[str, int]) -> Any:  # noqa: ANN401 - a series of pandas
    index = [value == "true" for value in counts] if kind == "boolean" else list(counts)
    return pandas.Series(list(counts.values()), index=index, name="count")


def _of_numbers(name: str, values: Mapping[str, Any], found: ColumnMetrics) -> Any:  # noqa: ANN401
    numbers = found.numbers
    if numbers is None:
        raise NotMeasured
    plain = {"column.mean": numbers.mean, "column.min": numbers.minimum}
    plain |= {"column.max": numbers.maximum, "column.median": numbers.quantiles[2]}
    if name in plain:
        return plain[name]
    if name == "column.quantile_values":
        return [_quantile(numbers.quantiles, each) for each in values["quantiles"]]
    if name == "column.histogram" and tuple(values["bins"]) == numbers.edges:
        return list(numbers.counts[1:-1])
    if name == "column_values.between.count" and numbers.counts:
        if values == {"max_value": numbers.edges[0], "strict_max": True}:
            return numbers.counts[0]
        if values == {"min_value": numbers.edges[-1], "strict_min": True}:
            return numbers.counts[-1]
    raise NotMeasured


def _quantile(known: Sequence[float], wanted: float) -> float:
    if wanted not in QUANTILES:
        raise NotMeasured
    return known[QUANTILES.index(wanted)]


def raised(result: Any) -> str | None:  # noqa: ANN401 - untyped library
    """The name of what an expectation raised; its words may quote cells and are left out.

    `exception_info` has two shapes: a plain record, or one record per metric.
    """
    info = result.exception_info
    if not info:
        return None
    records = [info] if "raised_exception" in info else list(info.values())
    found = [each for each in records if each.get("raised_exception")]
    if not found:
        return None
    traceback = (found[0].get("exception_traceback") or "").strip().splitlines()
    last = traceback[-1] if traceback else str(found[0].get("exception_message") or "")
    name = last.split(":")[0].rsplit(".", 1)[-1].strip()
    return name if name.isidentifier() else "Exception"
