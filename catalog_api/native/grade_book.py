"""Grades read from the store for routes and pages: means by city, schema and federation.

Means over all releases are computed once per release, then kept: they change with it only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from catalog_api.catalogue import Catalogue
from catalog_api.render.dqv import dqv_nodes, dqv_properties
from catalog_api.render.turtle import iri, node
from catalog_api.web.links import Links
from federation.grades import rating
from federation.published import StoredDataset
from federation.store.score_history import Graded, Point, Spread

#: Grades and points whose means are told, in their order.
MEASURES = ("reliability", "value", "services", "mqa")
#: Points of an evolution that are told, newest last.
_POINTS = 50
_NO_SPREAD = Spread({}, ())


@dataclass(frozen=True, slots=True)
class Line:
    """A city, a schema or the federation: means now, since when, and over the releases."""

    id: str
    points: tuple[Point, ...]
    spread: Spread

    @property
    def now(self) -> Point:
        """The means after the newest release that changed them."""
        return self.points[-1]

    @property
    def rating(self) -> str:
        """The MQA rating of the mean."""
        return rating(self.now.mqa or 0).value

    def change(self, measure: str) -> float | None:
        """What the newest of its releases changed; None where there is nothing to compare."""
        values = self.series(measure)
        if len(values) < 2 or values[-1] is None or values[-2] is None:
            return None
        return round(values[-1] - values[-2], 1)

    def series(self, measure: str) -> tuple[float | None, ...]:
        """The means of a measure, oldest first."""
        return tuple(getattr(point, measure) for point in self.points)


def lines(catalogue: Catalogue, by: str) -> dict[str, Line]:
    """By city, schema or federation (key empty): all that have a dataset now."""
    reader = catalogue.reader
    return dict(_lines(catalogue, reader.sequence(), reader.hidden(), by))


@lru_cache(maxsize=12)
def _lines(
    catalogue: Catalogue, _sequence: int, hidden: frozenset[str], by: str
) -> Mapping[str, Line]:
    history = catalogue.scores
    spreads = history.spread(by, hidden)
    return {
        key: Line(key, points[-_POINTS:], spreads.get(key, _NO_SPREAD))
        for key, points in history.evolution(by, hidden).items()
        if points[-1].datasets
    }


def history(catalogue: Catalogue, dataset_id: str, limit: int = 50) -> list[Graded]:
    """The grades of a dataset, newest first."""
    return catalogue.scores.of(dataset_id, limit)


def detailed_measurements(catalogue: Catalogue, stored: StoredDataset) -> bytes:
    """Every measurement of a dataset's quality, as triples that may follow its own."""
    found = history(catalogue, stored.id, 1)
    if not found or found[0].grades is None:
        return b""
    links = Links(catalogue.federation().base_url)
    subject, grades = links.dataset(stored.id), found[0].grades
    properties = dqv_properties(subject, grades, detailed=True)
    nodes = dqv_nodes(subject, grades, links, detailed=True)
    return "\n".join((node(iri(subject), properties), *nodes)).encode()
