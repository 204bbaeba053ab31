"""What a person names to retract it: found by id, name or address, and how far it reaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from federation.errors import FailureCode, StoreError
from federation.i18n import msg
from federation.model import State
from federation.store.contents import Contents, contents_of
from federation.store.graves import hidden_name
from federation.store.pages import chunks
from federation.store.schema import dataset, published_dataset, resource


@dataclass(frozen=True, slots=True)
class Target:
    """What a person named: a whole dataset, or one of its tables (`resource_id`)."""

    dataset_id: str
    source_id: str
    resource_id: str | None = None
    name: str = ""
    url: str = ""

    @property
    def id(self) -> str:
        """The id of the table, else of the dataset."""
        return self.resource_id or self.dataset_id


@dataclass(frozen=True, slots=True)
class Reach:
    """What a retraction takes back: datasets whole, tables, and the sources they are of."""

    datasets: tuple[str, ...]
    resources: tuple[str, ...]
    sources: tuple[str, ...]
    contents: Contents


def find(connection: Connection, text: str) -> list[Target]:
    """Datasets of this id or name; tables of this id, portal's own id or address."""
    return [*_datasets(connection, text), *_tables(connection, text)]


def require(found: Sequence[Target], text: str) -> Target:
    """The one target of a name; StoreError where there is none or more than one."""
    if len(found) == 1:
        return found[0]
    if not found:
        raise StoreError(
            msg(
                "No dataset and no table is called “%(name)s”. Give an id, the name in the "
                "address of its page, or the address of the file.",
                name=text,
            )
        )
    raise StoreError(
        msg(
            "“%(name)s” names %(count)s datasets or tables. Give the id of one of those listed.",
            name=text,
            count=len(found),
        )
    )


def reach(connection: Connection, target: Target) -> Reach:
    named = [target.resource_id] if target.resource_id else _parts(connection, target.dataset_id)
    found = contents_of(connection, named)
    sources = {target.source_id}
    for part in chunks(sorted(found.resources)):
        query = select(resource.c.source_id).distinct().where(resource.c.id.in_(part))
        sources.update(connection.execute(query).scalars())
    whole = () if target.resource_id else (target.dataset_id,)
    return Reach(whole, tuple(sorted(found.resources)), tuple(sorted(sources)), found)


def _parts(connection: Connection, dataset_id: str) -> list[str]:
    query = select(resource.c.id).where(resource.c.dataset_id == dataset_id)
    return list(connection.execute(query).scalars())


def standing(connection: Connection, target: Target) -> str | None:
    columns = resource.c
    if target.resource_id is None:
        query = select(dataset.c.retracted).where(dataset.c.id == target.dataset_id)
        at: str | None = connection.execute(query).scalar()
        return at
    row = connection.execute(
        select(columns.last_changed, columns.notice_code, columns.outcome, columns.state).where(
            columns.id == target.resource_id
        )
    ).one()
    taken = row.notice_code == FailureCode.RETRACTED and row.outcome == State.REJECTED
    return row.last_changed if taken and row.state != State.GATED else None


def _datasets(connection: Connection, text: str) -> list[Target]:
    columns, shown = dataset.c, published_dataset.c
    hidden = select(shown.id).where(shown.name == hidden_name(text))
    rows = connection.execute(
        select(columns.id, columns.source_id, columns.name).where(
            (columns.id == text) | (columns.name == text) | columns.id.in_(hidden)
        )
    )
    return [Target(row.id, row.source_id, None, row.name or "") for row in rows]


def _tables(connection: Connection, text: str) -> list[Target]:
    columns = resource.c
    rows = connection.execute(
        select(columns.id, columns.dataset_id, columns.source_id, columns.url, dataset.c.name)
        .join(dataset, dataset.c.id == columns.dataset_id)
        .where((columns.id == text) | (columns.remote_id == text) | (columns.url == text))
    )
    return [Target(row.dataset_id, row.source_id, row.id, row.name or "", row.url) for row in rows]
