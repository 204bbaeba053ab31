"""Grades as measurements of the Data Quality Vocabulary (W3C Note, 15 December 2016).

The MQA's metrics are those of data.europa.eu (https://piveau.eu/ns/voc#); the three grades and the
stars are our own, explained at the page their address leads to.
"""

from collections.abc import Iterator

from catalog_api.render.turtle import Property, iri, literal, node
from catalog_api.web.links import Links
from federation.grades import LABELS, Grades

#: The metrics of data.europa.eu.
MQA = "https://piveau.eu/ns/voc#"

Measured = tuple[str, str, str]  # metric, value, datatype


def measurements(grades: Grades, *, detailed: bool = False) -> Iterator[tuple[str, Measured]]:
    """What was measured, by short name: points by dimension and in all, grades and stars.

    `detailed` adds each of the MQA's metrics, true or false; those not known are left out.
    """
    integer = "xsd:integer"
    yield "scoring", (f"{MQA}scoring", str(grades.mqa.points), integer)
    for name, points in grades.mqa.dimensions.items():
        yield f"{name}Scoring", (f"{MQA}{name}Scoring", str(points), integer)
    for each in grades.three:
        if each.score is not None:
            yield each.name.value, (f"#{each.name.value}", str(each.score), integer)
    yield "stars", ("#stars", str(grades.stars), integer)
    for metric in grades.mqa.metrics if detailed else ():
        if metric.holds is not None:
            value = "true" if metric.holds else "false"
            yield metric.name, (f"{MQA}{metric.name}", value, "xsd:boolean")


def dqv_properties(subject: str, grades: Grades, *, detailed: bool = False) -> Iterator[Property]:
    """The links from a dataset to its measurements."""
    for name, _ in measurements(grades, detailed=detailed):
        yield "dqv:hasQualityMeasurement", iri(f"{subject}#quality-{name}")


def dqv_nodes(
    subject: str, grades: Grades, links: Links, *, detailed: bool = False
) -> Iterator[str]:
    """The measurements of a dataset, and in detail the class of each metric."""
    for name, (metric, value, datatype) in measurements(grades, detailed=detailed):
        address = f"{links.quality_page()}{metric}" if metric.startswith("#") else metric
        yield node(
            iri(f"{subject}#quality-{name}"),
            (
                ("a", "dqv:QualityMeasurement"),
                ("dqv:computedOn", iri(subject)),
                ("dqv:isMeasurementOf", iri(address)),
                ("dqv:value", literal(value, datatype=datatype)),
            ),
        )
        if detailed:
            yield node(iri(address), _metric(name, datatype))


def _metric(name: str, datatype: str) -> tuple[Property, ...]:
    label = LABELS.get(name.removesuffix("Scoring"))
    found: tuple[Property, ...] = (("a", "dqv:Metric"), ("dqv:expectedDataType", datatype))
    if label is None:
        return found
    words = (("skos:prefLabel", literal(label.render(code), code)) for code in ("fr", "en", "es"))
    return (*found, *words)
