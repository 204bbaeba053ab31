"""What the store knows around a dataset that its grades depend on, and whose changed.

Addresses, copies, other cities and age change without the dataset: `due` tells which datasets have
to be graded again because of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import orjson
from sqlalchemy import ColumnElement, Connection, Select, or_, select, true

from federation import clock
from federation.demand import Use, tenths
from federation.store.database import Database
from federation.store.pages import chunks
from federation.store.readings import uses
from federation.store.schema import (
    dataset,
    link,
    link_use,
    published_dataset,
    published_table,
    resource,
    score,
)

_S = score.c


@dataclass(frozen=True, slots=True)
class Standing:
    """What the store knows around a dataset.

    `answers` tells of each address checked whether it answers. `changed` is when the dataset last
    changed, as published (ISO 8601), None before.
    """

    answers: Mapping[str, bool] = field(default_factory=dict)
    copy_of: str | None = None
    changed: str | None = None
    use: Use = field(default_factory=Use)


class Standings:
    """What is needed to grade, asked of the store for many datasets at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, ids: Sequence[str]) -> dict[str, Standing]:
        """What is known around each of these datasets."""
        with self._database.engine.connect() as connection:
            answers = _answers(connection, ids)
            published = _published(connection, ids)
            used = uses(connection, _first_published(connection, ids))
        return {
            one: Standing(
                answers.get(one, {}), *published.get(one, (None, None)), used.get(one, Use())
            )
            for one in ids
        }

    def schemas(self) -> dict[str, frozenset[str]]:
        """By schema, the cities that publish tables of it, copies left out."""
        with self._database.engine.connect() as connection:
            return _schemas(connection)

    def due(self, source_id: str, now: datetime | None = None) -> list[str]:
        """Published datasets of a source whose grades may have changed, though they did not.

        An address began or ceased to answer, or was first checked; the dataset is now a copy, or
        no longer; cities began or ceased to publish its schema; it aged; it is used more or less.
        """
        moment = clock.stamp(now)
        with self._database.engine.connect() as connection:
            found = {str(row[0]) for row in connection.execute(_changed(source_id, moment))}
            found.update(_other_peers(connection, source_id))
            found.update(_other_demand(connection, source_id))
        return sorted(found)


def _first_published(connection: Connection, ids: Sequence[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = dict.fromkeys(ids)
    for part in chunks(ids):
        query = select(dataset.c.id, dataset.c.first_published).where(dataset.c.id.in_(part))
        found.update({row.id: row.first_published for row in connection.execute(query)})
    return found


def _other_demand(connection: Connection, source_id: str) -> list[str]:
    """Datasets that are used more or less, by a tenth or more, than when they were graded."""
    query = (
        select(_S.dataset_id, _S.demand, dataset.c.first_published)
        .join(dataset, dataset.c.id == _S.dataset_id)
        .where(_S.source_id == source_id, _S.current == true(), ~dataset.c.withdrawn)
    )
    then = {row.dataset_id: row for row in connection.execute(query)}
    now = uses(connection, {key: row.first_published for key, row in then.items()})
    return [key for key, row in then.items() if tenths(now.get(key, Use())) != row.demand]


def _answers(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, bool]]:
    """By dataset, whether each address answers; one whose file was fetched did, if unchecked."""
    found: dict[str, dict[str, bool]] = {}
    for part in chunks(ids):
        fetched = select(resource.c.dataset_id, resource.c.url).where(
            resource.c.dataset_id.in_(part), _FETCHED
        )
        for dataset_id, url in connection.execute(fetched):
            found.setdefault(dataset_id, {})[url] = True
        checked = (
            select(link_use.c.dataset_id, link.c.url, link.c.code)
            .join(link, link.c.id == link_use.c.link_id)
            .where(link_use.c.dataset_id.in_(part), link.c.checked.is_not(None))
        )
        for dataset_id, url, code in connection.execute(checked):
            found.setdefault(dataset_id, {})[url] = code is None
    return found


#: The file of a resource was had, and its last check found nothing wrong with the address.
_FETCHED = (
    resource.c.content_sha256.is_not(None) & resource.c.reason_code.is_(None) & ~resource.c.removed
)


def _published(
    connection: Connection, ids: Sequence[str]
) -> dict[str, tuple[str | None, str | None]]:
    """By dataset, its original and when it last changed."""
    columns = published_dataset.c
    found: dict[str, tuple[str | None, str | None]] = {}
    for part in chunks(ids):
        query = select(columns.id, columns.copy_of, columns.json).where(
            columns.id.in_(part), ~columns.withdrawn
        )
        for row in connection.execute(query):
            changed = orjson.loads(row.json).get("changed") if row.json else None
            found[row.id] = (row.copy_of, changed)
    return found


def _schemas(connection: Connection) -> dict[str, frozenset[str]]:
    tables, datasets = published_table.c, published_dataset.c
    query = (
        select(tables.schema_id, datasets.city_id)
        .distinct()
        .join(published_dataset, datasets.id == tables.dataset_id)
        .where(tables.schema_id.is_not(None), tables.state == "published")
        .where(datasets.copy_of.is_(None))
    )
    found: dict[str, set[str]] = {}
    for schema, city in connection.execute(query):
        found.setdefault(schema, set()).add(city)
    return {schema: frozenset(cities) for schema, cities in found.items()}


def others(cities: Mapping[str, frozenset[str]], city_id: str) -> dict[str, int]:
    """By schema, how many cities besides this one publish tables of it."""
    return {schema: len(held - {city_id}) for schema, held in cities.items()}


def _turned() -> ColumnElement[bool]:
    """Whether an address began or ceased to answer; a first answer of a file had is no news."""
    had = (
        select(resource.c.id)
        .where(resource.c.dataset_id == _S.dataset_id, resource.c.url == link.c.url, _FETCHED)
        .exists()
    )
    return (
        select(link_use.c.link_id)
        .join(link, link.c.id == link_use.c.link_id)
        .where(link_use.c.dataset_id == _S.dataset_id, link.c.changed > _S.graded)
        .where(link.c.code.is_not(None) | _S.broken | ~had)
        .exists()
    )


def _changed(source_id: str, moment: str) -> Select[tuple[str]]:
    """Datasets that aged, became copies or originals, or have an address whose state turned."""
    return (
        select(_S.dataset_id)
        .join(published_dataset, published_dataset.c.id == _S.dataset_id)
        .join(dataset, dataset.c.id == _S.dataset_id)
        .where(_S.source_id == source_id, _S.current == true())
        .where(~published_dataset.c.withdrawn, ~dataset.c.withdrawn)
        .where(
            or_(
                _S.review <= moment[:10],
                published_dataset.c.copy_of.is_distinct_from(_S.copy_of),
                _turned(),
            )
        )
    )


def _other_peers(connection: Connection, source_id: str) -> list[str]:
    """Datasets whose schemas more or fewer other cities publish than when they were graded."""
    cities = _schemas(connection)
    tables = published_table.c
    query = (
        select(_S.dataset_id, _S.city_id, _S.peers, tables.schema_id)
        .distinct()
        .join(published_table, tables.dataset_id == _S.dataset_id)
        .where(_S.source_id == source_id, _S.current == true())
        .where(tables.schema_id.is_not(None), tables.state == "published")
    )
    now: dict[str, int] = {}
    then: dict[str, int] = {}
    for row in connection.execute(query):
        count = len(cities.get(row.schema_id, frozenset()) - {row.city_id})
        now[row.dataset_id] = max(now.get(row.dataset_id, 0), count)
        then[row.dataset_id] = row.peers
    return [one for one, count in now.items() if count != then[one]]
