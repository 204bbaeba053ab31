"""Three expectations that Great Expectations lacks: PSI, freshness, rules between columns.

Their names follow its own, so that a suite reads alike. Only the worker's process imports this
module. The population stability index is Σ (p − q)·ln(p / q) over the classes of two
distributions, as credit scoring uses it: under 0.1 nothing moved, over 0.25 much did.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy
from great_expectations.expectations.core.expect_column_kl_divergence_to_be_less_than import (
    ExpectColumnKLDivergenceToBeLessThan,
)
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.render.components import (
    LegacyDiagnosticRendererType,
    LegacyRendererType,
    RenderedStringTemplateContent,
)
from great_expectations.render.renderer.renderer import renderer
from great_expectations.validator.metric_configuration import MetricConfiguration

from quality.series.rules import parsed_rule

RULE_METRIC, AGE_METRIC = "partage.rule", "partage.age_days"
#: A class that was not seen counts as this share, lest one case weigh without bound.
_LEAST = 0.001


class CannotCheck(Exception):
    """What an expectation is about was not measured: a column is missing, a rule makes no sense."""


class ExpectColumnPsiToBeLessThan(ExpectColumnKLDivergenceToBeLessThan):
    """The population stability index against a partition object stays under `threshold`."""

    def _validate(
        self,
        metrics: Mapping[str, Any],
        runtime_configuration: Any = None,  # noqa: ANN401 - GX's signature
        execution_engine: Any = None,  # noqa: ANN401 - GX's signature
    ) -> dict[str, Any]:
        wanted: Any = self.configuration.kwargs
        found = psi(*_distributions(wanted["partition_object"], metrics))
        return {"success": found <= wanted["threshold"], "result": {"observed_value": found}}

    @classmethod
    @renderer(renderer_type=LegacyRendererType.PRESCRIPTIVE)
    def _prescriptive_renderer(
        cls,
        configuration: Any = None,  # noqa: ANN401 - GX's signature
        result: Any = None,  # noqa: ANN401 - GX's signature
        runtime_configuration: Any = None,  # noqa: ANN401 - GX's signature
        **_: Any,  # noqa: ANN401 - GX's signature
    ) -> list[Any]:
        return _said(
            "$column: the population stability index must be lower than $threshold.", configuration
        )

    @classmethod
    @renderer(renderer_type=LegacyDiagnosticRendererType.OBSERVED_VALUE)
    def _diagnostic_observed_value_renderer(
        cls,
        configuration: Any = None,  # noqa: ANN401 - GX's signature
        result: Any = None,  # noqa: ANN401 - GX's signature
        runtime_configuration: Any = None,  # noqa: ANN401 - GX's signature
        **_: Any,  # noqa: ANN401 - GX's signature
    ) -> str:
        seen = result.result.get("observed_value")
        return "--" if seen is None else f"{seen:.4g}"


def psi(seen: Any, expected: Any) -> float:  # noqa: ANN401 - arrays of shares, same classes
    """The population stability index of two distributions over the same classes."""
    seen, expected = numpy.maximum(seen, _LEAST), numpy.maximum(expected, _LEAST)
    return float(((seen - expected) * numpy.log(seen / expected)).sum())


def _distributions(partition: Mapping[str, Any], metrics: Mapping[str, Any]) -> tuple[Any, Any]:
    """Shares seen and expected, class by class, those that only one of them has included."""
    cells = max(metrics["column_values.nonnull.count"], 1)
    if "values" in partition:
        counts = metrics["column.value_counts"]
        expected = dict(zip(partition["values"], partition["weights"], strict=True))
        classes = sorted({*map(str, counts.index), *map(str, expected)})
        seen = {str(value): times / cells for value, times in counts.items()}
        expected = {str(value): share for value, share in expected.items()}
        return (
            numpy.array([seen.get(each, 0.0) for each in classes]),
            numpy.array([expected.get(each, 0.0) for each in classes]),
        )
    inside = list(metrics["column.histogram"])
    all_seen = [metrics["below_partition"], *inside, metrics["above_partition"]]
    below, above = partition.get("tail_weights", (0.0, 0.0))
    return numpy.array(all_seen) / cells, numpy.array([below, *partition["weights"], above])


class ExpectTableToBeFresh(BatchExpectation):
    """The newest sign of life is at most `max_age_days` old; `date_column` names one to look at."""

    max_age_days: float
    date_column: str | None = None

    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)
    success_keys: ClassVar[tuple[str, ...]] = ("max_age_days", "date_column")

    def get_validation_dependencies(
        self,
        execution_engine: Any = None,  # noqa: ANN401 - GX's signature
        runtime_configuration: Any = None,  # noqa: ANN401 - GX's signature
    ) -> Any:  # noqa: ANN401 - untyped library
        found = super().get_validation_dependencies(execution_engine, runtime_configuration)
        asked = MetricConfiguration(AGE_METRIC, {}, {"date_column": self.date_column})
        found.set_metric_configuration("age", asked)
        return found

    def _validate(
        self,
        metrics: Mapping[str, Any],
        runtime_configuration: Any = None,  # noqa: ANN401 - GX's signature
        execution_engine: Any = None,  # noqa: ANN401 - GX's signature
    ) -> dict[str, Any]:
        if metrics["age"] is None:
            raise CannotCheck
        return {
            "success": metrics["age"] <= self.max_age_days,
            "result": {"observed_value": metrics["age"]},
        }

    @classmethod
    @renderer(renderer_type=LegacyRendererType.PRESCRIPTIVE)
    def _prescriptive_renderer(
        cls,
        configuration: Any = None,  # noqa: ANN401 - GX's signature
        result: Any = None,  # noqa: ANN401 - GX's signature
        runtime_configuration: Any = None,  # noqa: ANN401 - GX's signature
        **_: Any,  # noqa: ANN401 - GX's signature
    ) -> list[Any]:
        return _said("Must be at most $max_age_days days old.", configuration)


class ExpectRowsToFollowRule(BatchExpectation):
    """At least a share `mostly` of the rows follow a rule between columns."""

    rule: dict[str, Any]
    mostly: float = 1.0

    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)
    success_keys: ClassVar[tuple[str, ...]] = ("rule", "mostly")

    def get_validation_dependencies(
        self,
        execution_engine: Any = None,  # noqa: ANN401 - GX's signature
        runtime_configuration: Any = None,  # noqa: ANN401 - GX's signature
    ) -> Any:  # noqa: ANN401 - untyped library
        found = super().get_validation_dependencies(execution_engine, runtime_configuration)
        rule = parsed_rule(self.rule)
        asked = MetricConfiguration(RULE_METRIC, {}, {"rule": rule.text if rule else ""})
        found.set_metric_configuration("rule", asked)
        return found

    def _validate(
        self,
        metrics: Mapping[str, Any],
        runtime_configuration: Any = None,  # noqa: ANN401 - GX's signature
        execution_engine: Any = None,  # noqa: ANN401 - GX's signature
    ) -> dict[str, Any]:
        measured = metrics["rule"]
        if measured is None:
            raise CannotCheck
        return {
            "success": measured.share >= self.mostly,
            "result": {
                "observed_value": measured.share,
                "element_count": measured.applies,
                "unexpected_count": measured.applies - measured.follows,
            },
        }

    @classmethod
    @renderer(renderer_type=LegacyRendererType.PRESCRIPTIVE)
    def _prescriptive_renderer(
        cls,
        configuration: Any = None,  # noqa: ANN401 - GX's signature
        result: Any = None,  # noqa: ANN401 - GX's signature
        runtime_configuration: Any = None,  # noqa: ANN401 - GX's signature
        **_: Any,  # noqa: ANN401 - GX's signature
    ) -> list[Any]:
        rule = parsed_rule(configuration.kwargs.get("rule"))
        return _said(
            "Rows must follow the rule $text, at least a share $mostly of them.",
            configuration,
            text=rule.text if rule else "?",
        )


def _said(template: str, configuration: Any, **more: str) -> list[Any]:  # noqa: ANN401 - untyped
    """A sentence of the Data Docs."""
    wanted = configuration.kwargs
    params = {
        name: wanted[name]
        for name in ("column", "threshold", "max_age_days", "mostly")
        if name in wanted
    }
    return [
        RenderedStringTemplateContent(
            content_block_type="string_template",
            string_template={"template": template, "params": {**params, **more}},
        )
    ]
