"""Addresses that datasets give, and whether they answer.

An address is checked as soon as it is known, then after 12 hours, 1, 7 and 30 days as long as it
answers alike; a change brings it back to 12 hours. The intervals are those of udata's hydra
(https://github.com/datagouv/hydra).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from federation import clock
from federation.errors import FailureCode
from federation.store.database import Database
from federation.store.schema import dataset, link, link_use

#: Hours between two checks of an address that keeps answering alike.
INTERVALS = (12, 24, 168, 720)
#: A host that is down or asks for rest is left alone for so long.
COOL_OFF = timedelta(days=1)
#: Schemes that are checked, and those that are kept, though nobody checks them.
_CHECKED = frozenset({"http", "https"})
_KEPT = _CHECKED | {"ftp", "ftps", "sftp"}
#: SQLite allows 32,766 parameters in a statement; stay far below.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Link:
    """An address to check."""

    id: str
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """What came of a check: `code` is None where the address answers; `status` is HTTP's.

    One that may not be `asked` (robots.txt) stays as it is, for as long as the longest interval.
    """

    link_id: str
    status: int | None
    code: FailureCode | None
    asked: bool = True


@dataclass(frozen=True, slots=True)
class LinkState:
    """An address as last checked; `since` when it began to answer, or ceased to (UTC stamps).

    `checked` is None where it was never checked.
    """

    url: str
    status: int | None
    code: FailureCode | None
    since: str | None
    checked: str | None
    next_check: str | None


@dataclass(frozen=True, slots=True)
class LinkTotals:
    """How many addresses of a source answer, do not, and were not checked yet."""

    answering: int = 0
    broken: int = 0
    unchecked: int = 0

    @property
    def total(self) -> int:
        """All addresses of datasets that are not withdrawn."""
        return self.answering + self.broken + self.unchecked


class Links:
    """The addresses of all sources' datasets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(
        self, limit: int, now: datetime | None = None, source_id: str | None = None
    ) -> list[Link]:
        """Addresses to check now, spread over their hosts: the first of each host first."""
        ready = (link.c.next_check <= clock.stamp(now)) & _used(source_id)
        turn = func.row_number().over(
            partition_by=link.c.host, order_by=(link.c.next_check, link.c.id)
        )
        ranked = select(link.c.id, link.c.url, link.c.host, turn.label("turn")).where(ready)
        queue = ranked.subquery()
        query = select(queue.c.id, queue.c.url, queue.c.host).order_by(queue.c.turn, queue.c.id)
        with self._database.engine.connect() as connection:
            return [Link(*row) for row in connection.execute(query.limit(limit))]

    def record(self, checks: Sequence[LinkCheck], now: datetime | None = None) -> None:
        """Keep what came of checks, and when each address is checked next."""
        moment = now or clock.now()
        with self._database.writing() as connection:
            before = _states(connection, [check.link_id for check in checks])
            values = [
                _after(before[check.link_id], check, moment)
                for check in checks
                if check.link_id in before
            ]
            if values:
                connection.execute(
                    update(link)
                    .where(link.c.id == bindparam("key"))
                    .values({name: bindparam(name) for name in values[0] if name != "key"}),
                    values,
                )

    def cool_off(self, host: str, now: datetime | None = None) -> None:
        """Leave a host alone: none of its addresses is checked before a day has passed."""
        until = clock.stamp((now or clock.now()) + COOL_OFF)
        with self._database.writing() as connection:
            connection.execute(
                update(link)
                .where(link.c.host == host, link.c.next_check < until)
                .values(next_check=until)
            )

    def summary(self, source_id: str) -> LinkTotals:
        """How the addresses of a source do."""
        kind = case(
            (link.c.code.is_not(None), "broken"),
            (link.c.checked.is_(None), "unchecked"),
            else_="answering",
        )
        query = select(kind, func.count()).where(_used(source_id)).group_by(kind)
        with self._database.engine.connect() as connection:
            return LinkTotals(**{row[0]: row[1] for row in connection.execute(query)})

    def broken(self, source_id: str, limit: int | None = None) -> list[LinkState]:
        """Addresses of a source that do not answer, the longest broken first."""
        query = (
            _select_states()
            .where(link.c.code.is_not(None) & _used(source_id))
            .order_by(link.c.changed, link.c.url)
            .limit(limit)
        )
        with self._database.engine.connect() as connection:
            return [_state(row) for row in connection.execute(query)]

    def of_dataset(self, dataset_id: str) -> list[LinkState]:
        """The addresses of one dataset, sorted."""
        query = (
            _select_states()
            .join(link_use, link_use.c.link_id == link.c.id)
            .where(link_use.c.dataset_id == dataset_id)
            .order_by(link.c.url)
        )
        with self._database.engine.connect() as connection:
            return [_state(row) for row in connection.execute(query)]


def replace_uses(connection: Connection, source_id: str, uses: Mapping[str, Sequence[str]]) -> None:
    """Inside a transaction: the addresses of these datasets (dataset id → addresses).

    The datasets must be stored before. Addresses nobody gives any more are dropped; what is no web
    address (`file:`, `mailto:`, empty) is left out.
    """
    wanted, known = _wanted(uses), _known(connection, tuple(uses))
    fresh, gone = wanted.keys() - known, known - wanted.keys()
    if fresh:
        _add(connection, source_id, {pair: wanted[pair] for pair in sorted(fresh)})
    if gone:
        _drop(connection, gone)


def link_id(url: str) -> str:
    """The key of an address: the SHA-256 of its text, hexadecimal."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


def scheme_and_host(url: str) -> tuple[str, str]:
    """Scheme and `host:port` of an address, both empty where it is none."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower(), parts.netloc.rpartition("@")[2].lower()[:255]
    except ValueError:
        return "", ""


def _wanted(uses: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], str]:
    """(dataset, link) → address, for all that can be an address."""
    return {
        (dataset_id, link_id(url)): url
        for dataset_id, urls in uses.items()
        for url in urls
        if url and scheme_and_host(url)[0] in _KEPT
    }


def _known(connection: Connection, dataset_ids: Sequence[str]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for part in _chunks(dataset_ids):
        query = select(link_use.c.dataset_id, link_use.c.link_id).where(
            link_use.c.dataset_id.in_(part)
        )
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found


def _add(connection: Connection, source_id: str, fresh: Mapping[tuple[str, str], str]) -> None:
    now = clock.stamp()
    links = {
        key: {"id": key, "url": url, "host": host, "next_check": now if checked else None}
        for (_, key), url in fresh.items()
        for scheme, host in (scheme_and_host(url),)
        for checked in (scheme in _CHECKED,)
    }
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(
        dialect.insert(link).on_conflict_do_nothing(index_elements=["id"]), list(links.values())
    )
    connection.execute(
        insert(link_use),
        [
            {"dataset_id": dataset_id, "link_id": key, "source_id": source_id}
            for dataset_id, key in fresh
        ],
    )


def _drop(connection: Connection, gone: Iterable[tuple[str, str]]) -> None:
    """Uses that ended, and addresses that nobody uses any more."""
    pairs = sorted(gone)
    connection.execute(
        delete(link_use).where(
            link_use.c.dataset_id == bindparam("of"), link_use.c.link_id == bindparam("to")
        ),
        [{"of": dataset_id, "to": key} for dataset_id, key in pairs],
    )
    unused = ~exists().where(link_use.c.link_id == link.c.id)
    for part in _chunks(sorted({key for _, key in pairs})):
        connection.execute(delete(link).where(link.c.id.in_(part), unused))


def _used(source_id: str | None = None) -> ColumnElement[bool]:
    """Whether a dataset that is not withdrawn gives the address."""
    inner = select(link_use.c.link_id).join(dataset, dataset.c.id == link_use.c.dataset_id)
    inner = inner.where(~dataset.c.withdrawn)
    if source_id is not None:
        return link.c.id.in_(inner.where(link_use.c.source_id == source_id))
    return link.c.id.in_(inner)


def _states(connection: Connection, ids: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in _chunks(ids):
        found.update({row.id: row for row in connection.execute(select(link).where(_among(part)))})
    return found


def _among(ids: Sequence[str]) -> ColumnElement[bool]:
    return link.c.id.in_(ids)


def _after(before: Any, check: LinkCheck, now: datetime) -> dict[str, Any]:  # noqa: ANN401 - a row
    """The columns of an address after a check."""
    if not check.asked:
        names = ("status", "code", "changed", "checked", "interval_hours")
        later = clock.stamp(now + timedelta(hours=INTERVALS[-1]))
        same = {name: getattr(before, name) for name in names}
        return {"key": check.link_id, **same, "next_check": later}
    first = before.checked is None
    alike = not first and (before.code, before.status) == (check.code, check.status)
    turned = first or (before.code is None) != (check.code is None)
    hours = _longer(before.interval_hours) if alike else INTERVALS[0]
    return {
        "key": check.link_id,
        "status": check.status,
        "code": check.code,
        "changed": clock.stamp(now) if turned else before.changed,
        "checked": clock.stamp(now),
        "next_check": clock.stamp(now + timedelta(hours=hours)),
        "interval_hours": hours,
    }


def _longer(hours: int) -> int:
    return next((each for each in INTERVALS if each > hours), INTERVALS[-1])


def _select_states() -> Any:  # noqa: ANN401 - a Select of six columns
    return select(
        link.c.url, link.c.status, link.c.code, link.c.changed, link.c.checked, link.c.next_check
    )


def _state(row: Any) -> LinkState:  # noqa: ANN401 - a row
    code = FailureCode(row.code) if row.code else None
    return LinkState(row.url, row.status, code, row.changed, row.checked, row.next_check)


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
