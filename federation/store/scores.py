"""The grades of datasets over the releases, and what they are given on.

A row is written in the transaction that publishes, and only where a grade changed: the rows of a
dataset are its history.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from federation import clock, codec
from federation.grades import Grades
from federation.store.pages import chunks
from federation.store.schema import score

_S = score.c
#: The release of a row that is staged.
_STAGED = 0


@dataclass(frozen=True, slots=True)
class StagedScore:
    """Grades about to be published, and what they were given on."""

    grades: Grades
    schema_id: str | None
    copy_of: str | None
    peers: int
    broken: bool
    demand: int | None = None  # tenths


def stage(connection: Connection, rows: Iterable[tuple[str, str, str, StagedScore | None]]) -> None:
    """Inside a transaction: keep grades for publication (dataset, source, city, grades)."""
    now = clock.stamp()
    ready = [
        _row(dataset_id, source_id, city_id, staged, now)
        for dataset_id, source_id, city_id, staged in rows
        if staged is not None
    ]
    if ready:
        connection.execute(insert(score), ready)


def settle(connection: Connection, source_id: str, seq: int, gone: Sequence[str]) -> None:
    """Inside the transaction that publishes: staged grades that differ become history.

    Those that do not are dropped; the row they equal is only marked as given again.
    """
    staged = select(*_GIVEN_ON).where(_S.source_id == source_id, _S.seq == _STAGED)
    rows = {row.dataset_id: row for row in connection.execute(staged)}
    before = _digests(connection, source_id)
    same = [row for key, row in rows.items() if before.get(key) == row.digest]
    changed = [key for key, row in rows.items() if before.get(key) != row.digest]
    if same:
        connection.execute(_AGAIN, [_again(row._mapping) for row in same])
    for part in chunks([row.dataset_id for row in same]):
        connection.execute(delete(score).where(_S.dataset_id.in_(part), _S.seq == _STAGED))
    for part in chunks([*changed, *gone]):
        connection.execute(
            update(score)
            .where(_S.dataset_id.in_(part), _S.current, _S.seq != _STAGED)
            .values(current=False)
        )
    for part in chunks(changed):
        connection.execute(
            update(score)
            .where(_S.dataset_id.in_(part), _S.seq == _STAGED)
            .values(seq=seq, current=True)
        )
    _end(connection, seq, gone)


def clear(connection: Connection, source_id: str) -> None:
    """Inside a transaction: forget the staged grades of a source."""
    connection.execute(delete(score).where(_S.source_id == source_id, _S.seq == _STAGED))


def _row(
    dataset_id: str, source_id: str, city_id: str, staged: StagedScore, now: str
) -> dict[str, object]:
    grades = staged.grades
    return {
        "dataset_id": dataset_id,
        "seq": _STAGED,
        "source_id": source_id,
        "city_id": city_id,
        "schema_id": staged.schema_id,
        "reliability": grades.reliability.score,
        "value": grades.value.score,
        "services": grades.services.score,
        "mqa": grades.mqa.points,
        "action": grades.actions[0].component if grades.actions else None,
        "document": packed(grades),
        "digest": digest(grades),
        "current": False,
        "graded": now,
        "review": grades.review.isoformat() if grades.review else None,
        "copy_of": staged.copy_of,
        "peers": staged.peers,
        "broken": staged.broken,
        "demand": staged.demand,
    }


def packed(grades: Grades) -> bytes:
    """Grades as they are stored: JSON, compressed, as there is a row for each change."""
    return zlib.compress(codec.dumps(grades), 1)


def unpacked(body: bytes) -> Grades:
    """The grades that were stored."""
    return codec.loads(Grades, zlib.decompress(body))


def digest(grades: Grades) -> str:
    """A hash of everything graded: equal where nothing that is shown as a figure changed."""
    parts = [
        [[one.name, None if one.value is None else round(one.value, 3)] for one in each.components]
        for each in grades.three
    ]
    metrics = [metric.holds for metric in grades.mqa.metrics]
    told = [parts, metrics, sorted(grades.udata.items()), grades.stars]
    return codec.digest(orjson.dumps(told))


_GIVEN_ON = (
    *(_S.dataset_id, _S.digest, _S.graded, _S.review),
    *(_S.copy_of, _S.peers, _S.broken, _S.demand),
)
_AGAIN = (
    update(score)
    .where(_S.dataset_id == bindparam("which"), _S.current)
    .values(
        graded=bindparam("at"),
        review=bindparam("until"),
        copy_of=bindparam("original"),
        peers=bindparam("others"),
        broken=bindparam("some_broken"),
        demand=bindparam("used"),
    )
)


def _again(row: Mapping[Any, Any]) -> dict[str, object]:
    return {
        "which": row["dataset_id"],
        "at": row["graded"],
        "until": row["review"],
        "original": row["copy_of"],
        "others": row["peers"],
        "some_broken": row["broken"],
        "used": row["demand"],
    }


def _digests(connection: Connection, source_id: str) -> dict[str, str]:
    query = select(_S.dataset_id, _S.digest).where(_S.source_id == source_id, _S.current)
    return {row.dataset_id: row.digest for row in connection.execute(query)}


def _end(connection: Connection, seq: int, gone: Sequence[str]) -> None:
    """Rows without grades for datasets withdrawn, so that means over time leave them out."""
    for part in chunks(gone):
        known = (
            select(_S.dataset_id, _S.source_id, _S.city_id, _S.schema_id)
            .distinct()
            .where(_S.dataset_id.in_(part), _S.seq != _STAGED, _S.seq != seq)
        )
        ends = {row.dataset_id: row._mapping for row in connection.execute(known)}
        rows = [_ended(row, seq) for row in ends.values()]
        if rows:
            connection.execute(insert(score), rows)


def _ended(row: Mapping[Any, Any], seq: int) -> dict[str, object]:
    empty = {"document": b"", "digest": "", "current": False, "peers": 0, "broken": False}
    return {**row, **empty, "seq": seq, "graded": clock.stamp()}
