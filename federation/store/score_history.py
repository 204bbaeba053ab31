"""Grades as they are and were: of a dataset, a city, a data schema, the federation.

Means are over the datasets that are neither withdrawn nor copies, and over those a grade could be
given to. A row counts from its release to the next one of its dataset: the means of a release are
the sums of what began to count less what ceased to, so that no release is read twice.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select, true, union_all

from federation.grades import Grades
from federation.store.database import Database
from federation.store.schema import published_dataset, release, score
from federation.store.scores import unpacked

_S = score.c
_MEASURES = ("reliability", "value", "services", "mqa")
#: Releases told of one dataset.
HISTORY = 50


@dataclass(frozen=True, slots=True)
class Graded:
    """The grades that a dataset had from a release on; None once it was withdrawn."""

    seq: int
    at: str
    grades: Grades | None


@dataclass(frozen=True, slots=True)
class Point:
    """Means from a release on: grades of 0–100, MQA points of 0–405; None where none was given."""

    seq: int
    at: str
    datasets: int
    reliability: float | None
    value: float | None
    services: float | None
    mqa: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """How many datasets have each MQA rating, and what would raise the grades of how many."""

    ratings: Mapping[str, int]
    actions: tuple[tuple[str, int], ...]


#: What grades are gathered by.
BY: Mapping[str, ColumnElement[Any]] = {
    "city": _S.city_id,
    "schema": _S.schema_id,
    "federation": literal(""),
}


class ScoreHistory:
    """Read access to grades."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _all(self, query: Any) -> Sequence[Any]:  # noqa: ANN401 - any select
        with self._database.engine.connect() as connection:
            return connection.execute(query).all()

    def of(self, dataset_id: str, limit: int = HISTORY) -> list[Graded]:
        """The grades of a dataset, newest first; a release that changed none is left out."""
        query = (
            select(_S.seq, release.c.published_at, _S.document)
            .join(release, release.c.seq == _S.seq)
            .where(_S.dataset_id == dataset_id, _S.seq > 0)
            .order_by(_S.seq.desc())
            .limit(limit)
        )
        return [
            Graded(seq, at, unpacked(body) if body else None) for seq, at, body in self._all(query)
        ]

    def evolution(self, by: str, hidden: Collection[str] = ()) -> dict[str, tuple[Point, ...]]:
        """By city, schema, or for the federation (key empty): means after each release.

        `hidden` are ids of datasets that whoever asks may not read: they count nowhere.
        """
        key = BY[by]
        counted = _S.copy_of.is_(None)
        ends = func.lead(_S.seq).over(partition_by=_S.dataset_id, order_by=_S.seq).label("ends")
        values = [case((counted, _S[name])).label(name) for name in _MEASURES]
        rows = select(key.label("key"), _S.seq.label("begins"), ends, *values)
        rows = rows.where(_S.seq > 0, _open(hidden))
        kept = rows.where(key.is_not(None)).subquery()
        steps = union_all(*(_steps(kept, column, sign) for column, sign in _SIGNS)).subquery()
        sums = [func.sum(column).label(column.name) for column in steps.c if column.name in _SUMS]
        query = (
            select(steps.c.key, steps.c.seq, release.c.published_at, *sums)
            .join(release, release.c.seq == steps.c.seq)
            .group_by(steps.c.key, steps.c.seq, release.c.published_at)
            .order_by(steps.c.key, steps.c.seq)
        )
        return _points(self._all(query))

    def spread(self, by: str, hidden: Collection[str] = ()) -> dict[str, Spread]:
        """By city, schema, or for the federation (key empty): ratings, and main actions."""
        key = BY[by]
        band = case(
            (_S.mqa >= 351, "excellent"),
            (_S.mqa >= 221, "good"),
            (_S.mqa >= 121, "sufficient"),
            else_="bad",
        )
        ratings = self._counts(key, band, hidden)
        actions = self._counts(key, _S.action, hidden)
        return {
            name: Spread(found, tuple(sorted(told.items(), key=lambda one: (-one[1], one[0]))))
            for name, found in ratings.items()
            for told in (actions.get(name, {}),)
        }

    def _counts(
        self, key: ColumnElement[Any], what: ColumnElement[Any], hidden: Collection[str]
    ) -> dict[str, dict[str, int]]:
        query = (
            select(key.label("key"), what.label("what"), func.count())
            .join(published_dataset, published_dataset.c.id == _S.dataset_id)
            .where(_S.current == true(), published_dataset.c.copy_of.is_(None))
            .where(key.is_not(None), what.is_not(None), _open(hidden))
            .group_by("key", "what")
        )
        found: dict[str, dict[str, int]] = {}
        for name, value, count in self._all(query):
            found.setdefault(name, {})[value] = count
        return found


def _open(hidden: Collection[str]) -> ColumnElement[bool]:
    return _S.dataset_id.not_in(hidden) if hidden else true()


#: A row adds what it says where it begins, and takes it away where the next one does.
_SIGNS = (("begins", 1), ("ends", -1))
_SUMS = frozenset({*_MEASURES, *(f"n_{name}" for name in _MEASURES)})


def _steps(rows: Any, column: str, sign: int) -> Any:  # noqa: ANN401 - a select of a subquery
    sums = [(rows.c[name] * sign).label(name) for name in _MEASURES]
    counts = [
        case((rows.c[name].is_not(None), sign), else_=0).label(f"n_{name}") for name in _MEASURES
    ]
    chosen = select(rows.c.key, rows.c[column].label("seq"), *sums, *counts)
    return chosen.where(rows.c[column].is_not(None))


def _points(rows: Iterable[Any]) -> dict[str, tuple[Point, ...]]:
    """Running means of the steps, which come in the order of their releases."""
    running: dict[str, dict[str, int]] = {}
    found: dict[str, list[Point]] = {}
    for row in rows:
        told = row._mapping
        sums = running.setdefault(told["key"], dict.fromkeys(_SUMS, 0))
        for name in _SUMS:
            sums[name] += int(told[name] or 0)
        found.setdefault(told["key"], []).append(_point(told["seq"], told["published_at"], sums))
    return {key: tuple(points) for key, points in found.items()}


def _point(seq: int, at: str, sums: Mapping[str, int]) -> Point:
    means = {
        name: round(sums[name] / sums[f"n_{name}"], 1) if sums[f"n_{name}"] else None
        for name in _MEASURES
    }
    return Point(seq, at, sums["n_mqa"], **means)
