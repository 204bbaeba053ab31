"""One page of a walk, written in few statements: datasets, tables, links, identity keys."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from federation.errors import FailureCode
from federation.identity import Key
from federation.model import Distribution, State
from federation.store.links import replace_uses
from federation.store.schema import dataset, dataset_key, resource

#: SQLite allows 32,766 parameters in a statement; stay far below.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class HarvestedDataset:
    """A dataset of a page that differs from what is stored, ready to be stored.

    `body` is the document and `digest` its SHA-256; `tables` are its table-shaped distributions,
    which come first in the document; `links` all its addresses.
    """

    remote_id: str
    body: bytes
    digest: str
    known: bool
    tables: tuple[Distribution, ...] = ()
    raw_sha256: str | None = None
    keys: tuple[Key, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds. `cursor` resumes after it; None after the last one.

    `unchanged` are remote ids of datasets stored already as they are, or listed but not usable this
    time; `refused` are those the portal says it no longer offers, with the reason. `unclean`
    tells that something failed which may succeed later.
    """

    changed: Sequence[HarvestedDataset] = ()
    unchanged: Sequence[str] = ()
    refused: Mapping[str, FailureCode] = field(default_factory=dict)
    cursor: str | None = None
    unclean: bool = False


def dataset_id(federation_id: str, source_id: str, remote_id: str) -> str:
    """A UUID (version 5) that stays the same over runs and machines."""
    space = uuid.uuid5(uuid.NAMESPACE_URL, f"partage:{federation_id}:{source_id}")
    return str(uuid.uuid5(space, remote_id))


def resource_id(parent: str, remote_id: str) -> str:
    """A UUID (version 5) stable inside its dataset."""
    return str(uuid.uuid5(uuid.UUID(parent), remote_id))


def chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    """Values in groups that one statement can hold."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def write_page(
    connection: Connection,
    federation_id: str,
    source_id: str,
    city_id: str,
    sweep: str,
    page: Page,
) -> None:
    """Store a page; `sweep` is the walk that sees it."""
    _see(connection, source_id, sweep, page.unchanged)
    _miss(connection, source_id, sweep, page.refused)
    if not page.changed:
        return
    ids = {
        item.remote_id: dataset_id(federation_id, source_id, item.remote_id)
        for item in page.changed
    }
    _write_datasets(connection, source_id, city_id, sweep, page.changed, ids)
    _write_resources(connection, source_id, page.changed, ids)
    _write_keys(connection, source_id, page.changed, ids)
    replace_uses(connection, source_id, {ids[item.remote_id]: item.links for item in page.changed})


def _see(connection: Connection, source_id: str, sweep: str, remote_ids: Sequence[str]) -> None:
    for part in chunks(remote_ids):
        connection.execute(
            update(dataset)
            .where(dataset.c.source_id == source_id, dataset.c.remote_id.in_(part))
            .values(last_seen=sweep, missing_since=None, missing_code=None, withdrawn=False)
        )


def _miss(
    connection: Connection, source_id: str, sweep: str, refused: Mapping[str, FailureCode]
) -> None:
    for remote_id, code in refused.items():
        connection.execute(
            update(dataset)
            .where(dataset.c.source_id == source_id, dataset.c.remote_id == remote_id)
            .values(missing_code=code, missing_since=func.coalesce(dataset.c.missing_since, sweep))
        )


def _write_datasets(
    connection: Connection,
    source_id: str,
    city_id: str,
    sweep: str,
    items: Sequence[HarvestedDataset],
    ids: Mapping[str, str],
) -> None:
    fresh = [
        {
            "id": ids[item.remote_id],
            "source_id": source_id,
            "city_id": city_id,
            "remote_id": item.remote_id,
            "document": item.body,
            "document_hash": item.digest,
            "raw_sha256": item.raw_sha256,
            "first_seen": sweep,
            "last_seen": sweep,
        }
        for item in items
        if not item.known
    ]
    changed = [
        {
            "which": ids[item.remote_id],
            "body": item.body,
            "digest": item.digest,
            "raw": item.raw_sha256,
        }
        for item in items
        if item.known
    ]
    if fresh:
        connection.execute(insert(dataset), fresh)
    if changed:
        connection.execute(
            update(dataset)
            .where(dataset.c.id == bindparam("which"))
            .values(
                document=bindparam("body"),
                document_hash=bindparam("digest"),
                raw_sha256=bindparam("raw"),
                city_id=city_id,
                last_seen=sweep,
                missing_since=None,
                missing_code=None,
                withdrawn=False,
            ),
            changed,
        )


def _write_resources(
    connection: Connection,
    source_id: str,
    items: Sequence[HarvestedDataset],
    ids: Mapping[str, str],
) -> None:
    known = _known_resources(connection, [ids[item.remote_id] for item in items if item.known])
    fresh, changed, kept = [], [], set()
    for item in items:
        parent = ids[item.remote_id]
        for position, table in enumerate(item.tables):
            values = _resource_values(parent, position, table)
            if values["which"] in kept:
                continue
            kept.add(values["which"])
            if values["which"] in known:
                changed.append(values)
            else:
                fresh.append(_new_resource(values, parent, source_id, table))
    if fresh:
        connection.execute(insert(resource), fresh)
    if changed:
        connection.execute(_UPDATE_RESOURCE, changed)
    for part in chunks(sorted(known - kept)):
        connection.execute(update(resource).where(resource.c.id.in_(part)).values(removed=True))


_UPDATE_RESOURCE = (
    update(resource)
    .where(resource.c.id == bindparam("which"))
    .values(
        position=bindparam("new_position"),
        url=bindparam("new_url"),
        format=bindparam("new_format"),
        schema_id=bindparam("new_schema"),
        version=bindparam("new_version"),
        removed=False,
        due=True,
    )
)


def _resource_values(parent: str, position: int, table: Distribution) -> dict[str, Any]:
    return {
        "which": resource_id(parent, table.remote_id),
        "new_position": position,
        "new_url": table.download_url or table.access_url,
        "new_format": table.format,
        "new_schema": _schema_text(table),
        "new_version": table.version,
    }


def _new_resource(
    values: Mapping[str, Any], parent: str, source_id: str, table: Distribution
) -> dict[str, Any]:
    return {
        "id": values["which"],
        "dataset_id": parent,
        "source_id": source_id,
        "remote_id": table.remote_id,
        "position": values["new_position"],
        "url": values["new_url"],
        "format": values["new_format"],
        "schema_id": values["new_schema"],
        "version": values["new_version"],
        "state": State.DISCOVERED,
    }


def _known_resources(connection: Connection, parents: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for part in chunks(parents):
        query = select(resource.c.id).where(resource.c.dataset_id.in_(part))
        found.update(connection.execute(query).scalars())
    return found


def _write_keys(
    connection: Connection,
    source_id: str,
    items: Sequence[HarvestedDataset],
    ids: Mapping[str, str],
) -> None:
    for part in chunks([ids[item.remote_id] for item in items if item.known]):
        connection.execute(delete(dataset_key).where(dataset_key.c.dataset_id.in_(part)))
    rows = {
        (ids[item.remote_id], key.kind.value, key.value): source_id
        for item in items
        for key in item.keys
    }
    if rows:
        connection.execute(
            insert(dataset_key),
            [
                {"dataset_id": parent, "kind": kind, "value": value, "source_id": source_id}
                for parent, kind, value in rows
            ],
        )


def _schema_text(item: Distribution) -> str | None:
    if item.schema is None:
        return None
    return f"{item.schema.id}@{item.schema.version}" if item.schema.version else item.schema.id
