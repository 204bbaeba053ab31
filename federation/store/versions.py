"""Writes the history: inside the transaction that publishes, withdraws or takes back.

A row of a version is never deleted, so that its number and address never mean something else;
what it holds is erased when it is taken back (`erase`) or when the time of its data is over
(`expire`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, func, insert, literal, null, or_, select, update

from federation import clock, codec
from federation.store import graves
from federation.store.database import Database
from federation.store.pages import chunks
from federation.store.schema import (
    dataset_version,
    published_dataset,
    published_table,
    staged_dataset,
    staged_table,
    table_version,
)
from federation.versions import Changes, Facts, Kind, pack, pack_bytes, unpack, unpack_bytes

_D = dataset_version.c
_T = table_version.c


@dataclass(frozen=True, slots=True)
class StagedVersion:
    """What the history is to keep of a dataset that says something new.

    Where it `corrects`, earlier versions said too much and lose their words.
    """

    number: int
    facts: Facts
    changes: Changes
    corrects: bool = False


def staged_columns(version: StagedVersion | None, document: bytes) -> dict[str, Any]:
    """Values of `staged_dataset` for a version."""
    if version is None:
        return dict.fromkeys(("number", "corrects", "facts", "changes", "version"))
    return {
        "number": version.number,
        "corrects": version.corrects,
        "facts": pack(version.facts),
        "changes": pack(version.changes),
        "version": pack_bytes(document),
    }


def record(connection: Connection, source_id: str, seq: int, at: str) -> None:
    """Keep what is staged of a source and says something new, as of this release."""
    _record_datasets(connection, source_id, seq, at)
    _record_tables(connection, source_id, seq, at)


def entomb(connection: Connection, ids: Sequence[str], seq: int, at: str, kind: Kind) -> None:
    """Keep that a release withdrew datasets or took them back; their graves are there already."""
    newest = dataset_version.alias("newest")
    number = select(func.coalesce(func.max(newest.c.number), 0)).where(
        newest.c.dataset_id == published_dataset.c.id
    )
    for part in chunks(ids):
        columns = published_dataset.c
        connection.execute(
            insert(dataset_version).from_select(
                ["dataset_id", "seq", "source_id", "number", "kind", "published_at", "reason"],
                select(
                    columns.id,
                    literal(seq),
                    columns.source_id,
                    number.scalar_subquery(),
                    literal(kind.value),
                    literal(at),
                    columns.reason,
                ).where(columns.id.in_(part)),
            )
        )


def expire(database: Database, keep: int, replaced_before: str | None) -> int:
    """Give up the data of all but the `keep` newest versions of each table, and of others.

    Those are versions replaced before a UTC stamp, if given. What is published now stays. Returns
    how many; their files are erased by whoever looks for what nothing refers to any more.
    """
    newer = table_version.alias("newer")
    later = (newer.c.resource_id == _T.resource_id) & (newer.c.number > _T.number)
    count = select(func.count()).select_from(newer).where(later).scalar_subquery()
    over = count >= keep
    if replaced_before is not None:
        since = select(func.min(newer.c.published_at)).where(later).scalar_subquery()
        over |= since < replaced_before
    shown = select(published_table.c.snapshot_sha256).where(
        published_table.c.snapshot_sha256.is_not(None)
    )
    with database.writing() as connection:
        done = connection.execute(
            update(table_version)
            .where(_T.erased.is_(None), _T.snapshot_sha256.is_not(None), over)
            .where(_T.snapshot_sha256.not_in(shown))
            .values(erased=clock.stamp())
        )
        return int(done.rowcount)


def erase(
    connection: Connection,
    *,
    whole: Collection[str],
    shown: Collection[str],
    tables: Collection[str],
    snapshots: Collection[str],
    at: str,
) -> None:
    """Erase from the history what was taken back at a UTC stamp.

    `whole` datasets lose everything; those `shown` or once shown with one of the `tables` or
    `snapshots` keep what they said of the rest.
    """
    touched = _touched(connection, whole, snapshots)
    parents = {parent for _, parent in touched} | set(shown)
    _erase_tables(connection, whole, snapshots, at)
    for part in chunks(sorted(whole)):
        connection.execute(
            update(dataset_version)
            .where(_D.dataset_id.in_(part), _D.kind == Kind.PUBLISHED)
            .values(**_NOTHING, kind=Kind.RETRACTED, reason=codec.dumps(graves.taken_back(at)))
        )
    gone = {*tables, *(table for table, _ in touched)}
    for dataset_id in sorted(parents - set(whole)):
        _rewrite(connection, dataset_id, gone, frozenset(snapshots))


_NOTHING: dict[str, Any] = dict.fromkeys(("facts", "changes", "document"))


def _record_datasets(connection: Connection, source_id: str, seq: int, at: str) -> None:
    columns = staged_dataset.c
    corrected = select(columns.id).where(columns.source_id == source_id, columns.corrects)
    connection.execute(
        update(dataset_version).where(_D.dataset_id.in_(corrected)).values(**_NOTHING)
    )
    connection.execute(
        insert(dataset_version).from_select(
            [
                *("dataset_id", "seq", "source_id", "number", "kind", "published_at"),
                *("facts", "changes", "document"),
            ],
            select(
                columns.id,
                literal(seq),
                columns.source_id,
                columns.number,
                literal(Kind.PUBLISHED.value),
                literal(at),
                columns.facts,
                columns.changes,
                columns.version,
            ).where(columns.source_id == source_id, columns.number.is_not(None)),
        )
    )


def _record_tables(connection: Connection, source_id: str, seq: int, at: str) -> None:
    """Tables that show another content than their newest version."""
    columns = staged_table.c
    newest = table_version.alias("newest")
    mine = newest.c.resource_id == columns.id
    before = (
        select(newest.c.snapshot_sha256)
        .where(mine)
        .order_by(newest.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    number = select(func.coalesce(func.max(newest.c.number), 0)).where(mine).scalar_subquery()
    connection.execute(
        insert(table_version).from_select(
            [
                *("resource_id", "seq", "dataset_id", "source_id", "number", "published_at"),
                *("snapshot_sha256", "previous_sha256", "rows", "judged", "snapshot"),
                "difference",
            ],
            select(
                columns.id,
                literal(seq),
                columns.dataset_id,
                columns.source_id,
                number + 1,
                literal(at),
                columns.snapshot_sha256,
                before,
                columns.rows,
                columns.judged,
                columns.snapshot,
                columns.difference,
            ).where(
                columns.source_id == source_id,
                columns.snapshot_sha256.is_not(None),
                before.is_distinct_from(columns.snapshot_sha256),
            ),
        )
    )


def _touched(
    connection: Connection, whole: Collection[str], snapshots: Collection[str]
) -> set[tuple[str, str]]:
    """Tables that ever showed one of these snapshots, with their datasets."""
    query = select(_T.resource_id, _T.dataset_id).distinct()
    found: set[tuple[str, str]] = set()
    for part in chunks(sorted(snapshots)):
        rows = connection.execute(query.where(_T.snapshot_sha256.in_(part)))
        found.update((row.resource_id, row.dataset_id) for row in rows)
    for part in chunks(sorted(whole)):
        rows = connection.execute(query.where(_T.dataset_id.in_(part)))
        found.update((row.resource_id, row.dataset_id) for row in rows)
    return found


def _erase_tables(
    connection: Connection, whole: Collection[str], snapshots: Collection[str], at: str
) -> None:
    """Their contents, and what is told of the way from them or to them."""
    names = ("snapshot_sha256", "previous_sha256", "rows", "judged", "snapshot", "difference")
    for column, values in ((_T.snapshot_sha256, snapshots), (_T.dataset_id, whole)):
        for part in chunks(sorted(values)):
            # First what comes after them: its difference names rows of theirs.
            connection.execute(
                update(table_version)
                .where(or_(_T.previous_sha256.in_(part), column.in_(part)))
                .values(previous_sha256=null(), difference=null())
            )
            connection.execute(
                update(table_version)
                .where(column.in_(part))
                .values(**dict.fromkeys(names), retracted=at)
            )


def _rewrite(
    connection: Connection, dataset_id: str, tables: Collection[str], snapshots: Collection[str]
) -> None:
    """Take tables out of every version of a dataset."""
    rows = connection.execute(
        select(_D.seq, _D.facts, _D.changes, _D.document).where(
            _D.dataset_id == dataset_id, _D.facts.is_not(None)
        )
    ).all()
    for row in rows:
        connection.execute(
            _REWRITE,
            {
                "which": dataset_id,
                "at": row.seq,
                "said": pack(_facts_without(unpack(Facts, row.facts), tables)),
                "changed": pack(_changes_without(unpack(Changes, row.changes), tables)),
                "shown": pack_bytes(_document_without(row.document, tables, snapshots)),
            },
        )


_REWRITE = (
    update(dataset_version)
    .where(_D.dataset_id == bindparam("which"), _D.seq == bindparam("at"))
    .values(facts=bindparam("said"), changes=bindparam("changed"), document=bindparam("shown"))
)


def _facts_without(facts: Facts, tables: Collection[str]) -> Facts:
    """A table taken back stays known by its id, so that it does not look new when it returns."""
    kept = {
        key: {"snapshot": None} if key in tables else said for key, said in facts.tables.items()
    }
    return replace(facts, tables=kept)


def _changes_without(changes: Changes, tables: Collection[str]) -> Changes:
    return replace(changes, tables=tuple(one for one in changes.tables if one.id not in tables))


def _document_without(body: bytes, tables: Collection[str], snapshots: Collection[str]) -> bytes:
    document = orjson.loads(unpack_bytes(body))
    document["tables"] = [
        table
        for table in document.get("tables", ())
        if table["id"] not in tables
        and (table.get("snapshot") or {}).get("sha256") not in snapshots
    ]
    return orjson.dumps(document)
