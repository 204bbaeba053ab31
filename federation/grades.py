"""Grades of a dataset: the values that cross from the quality stage to store and catalogue.

Three grades of 0–100 (proposal XVII), each the weighted mean of components that are shown; the
points of data.europa.eu's Metadata Quality Assessment; udata's booleans; the stars of open data.
Formulae: docs/fr/qualite.md. A value of None was not measured, and counts neither for nor against.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from federation.i18n import Message, msg


class GradeName(StrEnum):
    """What is graded."""

    RELIABILITY = "reliability"
    VALUE = "value"
    SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a grade: its weight among the others, its value 0–1, why, and what to do.

    `value` is None where it could not be measured; `why` then says what is missing. `action` is
    None where there is nothing that the publisher can do.
    """

    name: str
    weight: int
    value: float | None
    why: Message
    action: Message | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """The weighted mean of the components measured, 0–100; None where none could be."""

    name: GradeName
    score: int | None
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """What would raise a grade, and by how many of its 100 points."""

    grade: GradeName
    component: str
    points: float
    text: Message


class Rating(StrEnum):
    """The four ratings of data.europa.eu."""

    EXCELLENT = "excellent"
    GOOD = "good"
    SUFFICIENT = "sufficient"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric of the MQA: its points where it holds; None where it is not known to hold."""

    name: str
    dimension: str
    points: int
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Mqa:
    """The 23 metrics of the MQA, 405 points in all. What is not known earns nothing."""

    metrics: tuple[Metric, ...]

    @property
    def points(self) -> int:
        """Points of the metrics that hold, 0–405."""
        return sum(metric.points for metric in self.metrics if metric.holds)

    @property
    def unknown(self) -> int:
        """Points of the metrics that could not be measured."""
        return sum(metric.points for metric in self.metrics if metric.holds is None)

    @property
    def dimensions(self) -> Mapping[str, int]:
        """Points by dimension."""
        found = dict.fromkeys(DIMENSIONS, 0)
        for metric in self.metrics:
            found[metric.dimension] += metric.points if metric.holds else 0
        return found

    @property
    def rating(self) -> Rating:
        """The rating of the points."""
        return rating(self.points)


@dataclass(frozen=True, slots=True)
class Grades:
    """All that is said of a dataset's quality. `review` is when age will have lowered a grade.

    `udata` maps data.gouv.fr's nine criteria to whether they hold; `stars` are 0–5.
    """

    reliability: Grade
    value: Grade
    services: Grade
    mqa: Mqa
    udata: Mapping[str, bool] = field(default_factory=dict)
    stars: int = 0
    actions: tuple[Action, ...] = ()
    review: date | None = None

    @property
    def three(self) -> tuple[Grade, Grade, Grade]:
        """The three grades, in their order."""
        return self.reliability, self.value, self.services


#: Highest points by dimension of the MQA, 405 in all.
DIMENSIONS: Mapping[str, int] = {
    "findability": 100,
    "accessibility": 100,
    "interoperability": 110,
    "reusability": 75,
    "contextuality": 20,
}
MQA_POINTS = 405
STARS = 5

#: Lowest points of each rating.
_RATINGS = ((351, Rating.EXCELLENT), (221, Rating.GOOD), (121, Rating.SUFFICIENT))


def rating(points: float) -> Rating:
    """Excellent 351–405, Good 221–350, Sufficient 121–220, Bad 0–120; of a mean, once rounded."""
    whole = int(points + 0.5)
    return next((name for least, name in _RATINGS if whole >= least), Rating.BAD)


#: How people call what is graded.
LABELS: Mapping[str, Message] = {
    "reliability": msg("Reliability"),
    "value": msg("Value"),
    "services": msg("Services"),
    "conformity": msg("Conformity to the data schema"),
    "reading": msg("Files that can be read"),
    "completeness": msg("Filled cells"),
    "stability": msg("Stability from release to release"),
    "freshness": msg("Freshness, as announced"),
    "availability": msg("Tables that can be had"),
    "uniqueness": msg("Uniqueness in the federation"),
    "joinability": msg("Can be joined with other tables"),
    "high-value": msg("High-value data (European regulation)"),
    "demand": msg("Demand"),
    "formats": msg("Formats that programs can read"),
    "addresses": msg("Addresses that answer"),
    "api": msg("Programming interface"),
    "description": msg("Description"),
    "columns": msg("Columns explained by a schema"),
    "licence": msg("Open licence"),
    "reuses": msg("Reuses declared"),
    "findability": msg("Findability"),
    "accessibility": msg("Accessibility"),
    "interoperability": msg("Interoperability"),
    "reusability": msg("Reusability"),
    "contextuality": msg("Context"),
    "excellent": msg("Excellent"),
    "good": msg("Good"),
    "sufficient": msg("Sufficient"),
    "bad": msg("Insufficient"),
    "keywordAvailability": msg("Keywords"),
    "categoryAvailability": msg("Themes"),
    "spatialAvailability": msg("Place"),
    "temporalAvailability": msg("Period"),
    "accessUrlStatusCode": msg("The access address answers"),
    "downloadUrlAvailability": msg("A download address is given"),
    "downloadUrlStatusCode": msg("The download address answers"),
    "formatAvailability": msg("Format"),
    "mediaTypeAvailability": msg("Media type"),
    "formatMediaTypeVocabularyAlignment": msg("Format or media type of the official lists"),
    "formatMediaTypeNonProprietary": msg("Non-proprietary format"),
    "formatMediaTypeMachineInterpretable": msg("Machine-readable format"),
    "dcatApCompliance": msg("Mandatory properties of DCAT-AP"),
    "licenceAvailability": msg("Licence"),
    "knownLicence": msg("Licence of the European list"),
    "accessRightsAvailability": msg("Access rights"),
    "accessRightsVocabularyAlignment": msg("Access rights of the European list"),
    "contactPointAvailability": msg("Contact"),
    "publisherAvailability": msg("Publisher"),
    "rightsAvailability": msg("Rights statement"),
    "byteSizeAvailability": msg("File size"),
    "dateIssuedAvailability": msg("Date of issue"),
    "dateModifiedAvailability": msg("Date of modification"),
}
