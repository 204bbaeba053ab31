"""Contents: what a retraction reaches from the tables a person names.

A content is known by three hashes: of the file as received (`raw`), of the table whatever its
encoding or order of rows (`table`), and of a published snapshot (`snapshot`). Whatever shares one
of them is the same content, on any source.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, false, or_, select

from federation import codec
from federation.model import State
from federation.published import Snapshot
from federation.store.pages import chunks
from federation.store.schema import (
    publication,
    published_table,
    resource,
    retracted_item,
    retraction,
    staged_table,
    table_version,
)


class Kind(StrEnum):
    """What a retracted value is: hashes of contents (SHA-256, hexadecimal), or an id."""

    RAW = "raw"
    TABLE = "table"
    SNAPSHOT = "snapshot"
    RECORD = "record"  # the portal's own description, in the private zone
    TEXTS = "texts"  # title, description, contact… of a dataset without tables
    RESOURCE = "resource"
    DATASET = "dataset"


#: Contents that are never published again.
BANNED = (Kind.RAW, Kind.TABLE, Kind.SNAPSHOT)


@dataclass(frozen=True, slots=True)
class Contents:
    """Contents, and the tables (resources) that show one of them or are about to."""

    raw: frozenset[str] = frozenset()
    table: frozenset[str] = frozenset()
    snapshot: frozenset[str] = frozenset()
    resources: frozenset[str] = frozenset()

    def hashes(self) -> Mapping[Kind, frozenset[str]]:
        """The hashes by kind."""
        return {Kind.RAW: self.raw, Kind.TABLE: self.table, Kind.SNAPSHOT: self.snapshot}

    def joined(self, other: "Contents") -> "Contents":
        """Both together."""
        return Contents(
            self.raw | other.raw,
            self.table | other.table,
            self.snapshot | other.snapshot,
            self.resources | other.resources,
        )


def contents_of(connection: Connection, resources: Sequence[str]) -> Contents:
    """Every content that these tables hold or ever published, and all tables that share one."""
    found = Contents(resources=frozenset(resources))
    for part in chunks(sorted(resources)):
        found = found.joined(_current(connection, resource.c.id.in_(part)))
        found = found.joined(_released(connection, publication.c.resource_id.in_(part)))
    while True:
        wider = found.joined(_sharing(connection, found))
        if wider == found:
            return found
        found = wider


def banned_resources(connection: Connection, source_id: str) -> list[str]:
    """Resources of a source that are staged, or passed the gate, with a retracted content."""
    staged, columns = staged_table.c, resource.c
    shown = select(staged.id).where(
        staged.source_id == source_id,
        _banned(Kind.SNAPSHOT, staged.snapshot_sha256) | _banned(Kind.RAW, staged.content_sha256),
        staged.snapshot_sha256.is_not(None),
    )
    gated = select(columns.id).where(
        columns.source_id == source_id,
        columns.state == State.GATED,
        _banned(Kind.RAW, columns.content_sha256) | _banned(Kind.TABLE, columns.table_sha256),
    )
    return sorted({*connection.execute(shown).scalars(), *connection.execute(gated).scalars()})


def retracted_since(connection: Connection, kind: Kind, value: str) -> str | None:
    """When this content was retracted (UTC stamp), None where it never was."""
    at: str | None = connection.execute(
        select(retraction.c.at)
        .join(retracted_item, retracted_item.c.retraction_id == retraction.c.id)
        .where(retracted_item.c.kind == kind, retracted_item.c.value == value)
        .order_by(retraction.c.at)
        .limit(1)
    ).scalar()
    return at


def unreferenced(connection: Connection, snapshots: Iterable[str]) -> list[str]:
    """Those of these snapshots that no kept version, stage or table refers to."""
    left = set(snapshots)
    kept = select(table_version.c.snapshot_sha256).where(table_version.c.erased.is_(None))
    queries = [kept, *(select(one.c.snapshot_sha256) for one in (published_table, staged_table))]
    for query in queries:
        for part in chunks(sorted(left)):
            column = query.selected_columns[0]
            left.difference_update(connection.execute(query.where(column.in_(part))).scalars())
    if left:
        query = select(resource.c.snapshot).where(resource.c.snapshot.is_not(None))
        for body in connection.execute(query).scalars():
            left.discard(codec.loads(Snapshot, body).sha256)
    return sorted(left)


def _banned(kind: Kind, column: ColumnElement[Any]) -> ColumnElement[bool]:
    items = retracted_item.c
    return select(items.value).where(items.kind == kind, items.value == column).exists()


def _sharing(connection: Connection, known: Contents) -> Contents:
    """What shares a hash: releases and settled tables of the same content give more of them.

    A release alone does not reach a table that shows another content now, and a snapshot in use
    tells nothing of the file that its table has received since.
    """
    found = Contents()
    for kind, values in known.hashes().items():
        for part in chunks(sorted(values)):
            released = _released(connection, _IN_RELEASES[kind].in_(part))
            held = _current(connection, _now(kind, part))
            if kind is Kind.SNAPSHOT:
                held = Contents(resources=held.resources)
            found = found.joined(replace(released, resources=frozenset()))
            found = found.joined(replace(held, snapshot=frozenset()))
    return found


_IN_RELEASES: Mapping[Kind, ColumnElement[Any]] = {
    Kind.RAW: publication.c.content_sha256,
    Kind.TABLE: publication.c.table_sha256,
    Kind.SNAPSHOT: publication.c.snapshot_sha256,
}


#: A content on its way is refused where it is looked at next, at the latest by `publish`.
_ON_THE_WAY = (State.FETCHED, State.PARSED, State.EXAMINED, State.ANONYMISED, State.GATED)


def _now(kind: Kind, values: Sequence[str]) -> ColumnElement[bool]:
    """Whether a table shows one of these contents now, or was decided on it."""
    settled = resource.c.state.not_in(_ON_THE_WAY)
    if kind is Kind.RAW:
        return settled & resource.c.content_sha256.in_(values)
    if kind is Kind.TABLE:
        return settled & resource.c.table_sha256.in_(values)
    shown = select(published_table.c.id).where(published_table.c.snapshot_sha256.in_(values))
    return resource.c.id.in_(shown)


def _current(connection: Connection, wanted: ColumnElement[bool]) -> Contents:
    columns = resource.c
    rows = connection.execute(
        select(columns.id, columns.content_sha256, columns.table_sha256, columns.snapshot).where(
            wanted
        )
    ).all()
    return Contents(
        _hashes(row.content_sha256 for row in rows),
        _hashes(row.table_sha256 for row in rows),
        _hashes(codec.loads(Snapshot, row.snapshot).sha256 for row in rows if row.snapshot),
        frozenset(row.id for row in rows),
    )


def _released(connection: Connection, wanted: ColumnElement[bool]) -> Contents:
    columns = publication.c
    rows = connection.execute(
        select(columns.content_sha256, columns.table_sha256, columns.snapshot_sha256).where(wanted)
    ).all()
    return Contents(
        _hashes(row.content_sha256 for row in rows),
        _hashes(row.table_sha256 for row in rows),
        _hashes(row.snapshot_sha256 for row in rows),
    )


def _hashes(values: Iterable[str | None]) -> frozenset[str]:
    return frozenset(value for value in values if value)


def releases_of(found: Contents) -> ColumnElement[bool]:
    """Which releases held one of these contents, as a condition on `publication`."""
    parts = [_IN_RELEASES[kind].in_(sorted(values)) for kind, values in found.hashes().items()]
    return or_(false(), *parts)
