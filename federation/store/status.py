"""How each source does, for the data officer: read only, a few queries for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from federation import clock, codec
from federation.errors import FailureCode
from federation.i18n import Message
from federation.store.database import Database
from federation.store.schema import dataset, source


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source as its last runs left it. Times are UTC stamps, None where there is none.

    `totals` is the last tally, as stored. `datasets` are known and not withdrawn; `missing` of them
    were not seen by the last full walk, and wait for the end of their grace. `watermark` is where
    an incremental walk would begin, None where the next one is full whatever its number;
    `partial_walks` counts the incremental ones since the last full one.
    """

    source_id: str
    totals: bytes | None = None
    last_success: str | None = None
    failing_since: str | None = None
    error_code: FailureCode | None = None
    error: Message | None = None
    watermark: str | None = None
    partial_walks: int = 0
    withdrawal_confirmed: str | None = None
    running: bool = False
    datasets: int = 0
    missing: int = 0


def source_status(database: Database) -> Mapping[str, SourceStatus]:
    """The status of every source that the store knows, by id."""
    counts = _counts(database)
    with database.engine.connect() as connection:
        rows = connection.execute(select(source)).all()
    return {row.id: _status(row._mapping, *counts.get(row.id, (0, 0))) for row in rows}


def _counts(database: Database) -> dict[str, tuple[int, int]]:
    missing = func.sum(case((dataset.c.missing_since.is_not(None), 1), else_=0))
    query = (
        select(dataset.c.source_id, func.count(), missing)
        .where(~dataset.c.withdrawn)
        .group_by(dataset.c.source_id)
    )
    with database.engine.connect() as connection:
        return {row[0]: (int(row[1]), int(row[2])) for row in connection.execute(query)}


def _status(row: Mapping[Any, Any], datasets: int, missing: int) -> SourceStatus:
    return SourceStatus(
        source_id=row["id"],
        totals=row["totals"],
        last_success=row["last_success"],
        failing_since=row["failing_since"],
        error_code=FailureCode(row["last_error_code"]) if row["last_error_code"] else None,
        error=codec.loads(Message, row["last_error"]) if row["last_error"] else None,
        watermark=row["watermark"] if row["watermark_key"] else None,
        partial_walks=row["partial_walks"],
        withdrawal_confirmed=row["withdrawal_confirmed"],
        running=bool(row["lease_expires"] and row["lease_expires"] > clock.stamp()),
        datasets=datasets,
        missing=missing,
    )
