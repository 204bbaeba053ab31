"""Datasets that were published and are no longer: what harvesters of changes cannot see otherwise.

`hidden` are ids of datasets that whoever asks may not read: they are not listed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from federation import codec
from federation.i18n import Message
from federation.store.database import Database
from federation.store.schema import published_dataset, release

_D = published_dataset.c
_R = release.c
_TOLD = select(
    _D.id, _D.name, _D.city_id, _D.source_id, _D.seq, _R.published_at.label("at"), _D.reason
).join(release, _R.seq == _D.seq)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A dataset that release `seq` withdrew (`at`: ISO 8601, UTC), and why, as far as is told."""

    id: str
    name: str
    city_id: str
    source_id: str
    seq: int
    at: str
    reason: Message | None


class Withdrawals:
    """Read access to tombstones; one that is published again is not there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_release(
        self, after: tuple[int, str], limit: int, since: int = 0, hidden: Collection[str] = ()
    ) -> list[Withdrawal]:
        """In order of release and id, from release `since` on: what comes later is at the end."""
        seq, key = after
        later = (_D.seq > seq) | ((_D.seq == seq) & (_D.id > key))
        query = _TOLD.where(_gone(since, hidden), later).order_by(_D.seq, _D.id)
        return self._found(query.limit(limit))

    def by_id(
        self, after: str, limit: int, since: int = 0, hidden: Collection[str] = ()
    ) -> list[Withdrawal]:
        """In order of id, of releases from `since` on."""
        query = _TOLD.where(_gone(since, hidden), _D.id > after).order_by(_D.id)
        return self._found(query.limit(limit))

    def _found(self, query: Select[*tuple[Any, ...]]) -> list[Withdrawal]:
        with self._database.engine.connect() as connection:
            return [_withdrawal(row) for row in connection.execute(query)]


def _gone(since: int, hidden: Collection[str]) -> ColumnElement[bool]:
    gone = _D.withdrawn & (_D.seq >= since)
    return gone & _D.id.not_in(hidden) if hidden else gone


def _withdrawal(row: Row[Any]) -> Withdrawal:
    told = dict(row._mapping)
    reason = told.pop("reason")
    return Withdrawal(**told, reason=codec.loads(Message, reason) if reason else None)
