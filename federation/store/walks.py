"""Walks over portals: where they began, what they are about, how they end.

The cursor is saved with the page it ends, so an interrupted walk goes on where it stopped. A walk
is full, or incremental: about what changed since the watermark, which is the start, on the portal's
own clock, of the last walk that ended complete and without an error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, insert, literal, select, update

from federation import clock
from federation.errors import FailureCode
from federation.model import State
from federation.store.database import Database
from federation.store.leases import Lease, renew
from federation.store.pages import Page, chunks, write_page
from federation.store.schema import dataset, resource, source, transition

#: Clocks differ, and portals take a while to index an edit: what is asked for overlaps.
OVERLAP = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a source is to be walked.

    `key` names all that decides what a walk yields, but the portal: another one asks for a full
    walk. Every `full_every`-th walk is full; all are where the connector is not `incremental`.
    """

    key: str
    incremental: bool = False
    full_every: int = 1
    resume_within: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk over a source's datasets: when it began here, and where to go on.

    `since` is None for a full walk; else only datasets changed at or after it are walked.
    """

    sweep: str
    cursor: str | None
    run_id: str
    since: datetime | None = None


class Walks:
    """Stores what a walk over a source's portal finds."""

    def __init__(self, database: Database, federation_id: str) -> None:
        self._database = database
        self._federation_id = federation_id

    def begin(self, lease: Lease, run_id: str, plan: Plan) -> Walk:
        """Start a walk, or go on with one that was interrupted not long ago."""
        with self._database.writing() as connection:
            renew(connection, lease)
            row = (
                connection.execute(select(source).where(source.c.id == lease.source_id))
                .one()
                ._mapping
            )
            walk = _resumed(row, run_id, plan)
            values: dict[str, Any] = {"last_run": run_id}
            if walk is None:
                walk = _fresh(row, run_id, plan)
                values |= {
                    "sweep": walk.sweep,
                    "cursor": None,
                    "since": clock.stamp(walk.since) if walk.since else None,
                    "started": None,
                    "walk_key": plan.key,
                    "unclean": False,
                }
            connection.execute(update(source).where(source.c.id == lease.source_id).values(values))
        return walk

    def commit_page(
        self,
        lease: Lease,
        walk: Walk,
        city_id: str,
        page: Page,
        *,
        server_time: datetime | None = None,
    ) -> None:
        """Store one page and the cursor after it, in one transaction.

        `server_time` is the portal's clock at the start; only that of the first page is kept.
        """
        started = clock.stamp(server_time) if server_time else walk.sweep
        with self._database.writing() as connection:
            renew(connection, lease)
            write_page(connection, self._federation_id, lease.source_id, city_id, walk.sweep, page)
            values: dict[str, Any] = {
                "cursor": page.cursor,
                "started": func.coalesce(source.c.started, started),
            }
            if page.unclean:
                values["unclean"] = True
            connection.execute(update(source).where(source.c.id == lease.source_id).values(values))

    def known_hashes(self, source_id: str, remote_ids: Sequence[str]) -> dict[str, str]:
        """Document hashes of datasets already stored, by remote id."""
        found: dict[str, str] = {}
        with self._database.engine.connect() as connection:
            for part in chunks(remote_ids):
                query = select(dataset.c.remote_id, dataset.c.document_hash).where(
                    dataset.c.source_id == source_id, dataset.c.remote_id.in_(part)
                )
                found.update({row[0]: row[1] for row in connection.execute(query)})
        return found

    def vanished(self, source_id: str, walk: Walk) -> tuple[int, int]:
        """How many datasets of a source the walk did not see, and how many it knew in all."""
        unseen = func.sum(case((dataset.c.last_seen != walk.sweep, 1), else_=0))
        query = select(unseen, func.count()).where(
            dataset.c.source_id == source_id, ~dataset.c.withdrawn
        )
        with self._database.engine.connect() as connection:
            missing, known = connection.execute(query).one()
        return int(missing or 0), int(known)

    def unexplained(self, source_id: str, walk: Walk, limit: int) -> list[str]:
        """Remote ids that this full walk did not see, and whose portal has not told why."""
        query = (
            select(dataset.c.remote_id)
            .where(_unseen(source_id, walk) & dataset.c.missing_code.is_(None))
            .order_by(dataset.c.missing_since.nulls_first(), dataset.c.remote_id)
            .limit(limit)
        )
        with self._database.engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def withdrawal_confirmed(self, source_id: str) -> bool:
        """Whether a person has agreed that what the brake holds is withdrawn."""
        query = select(source.c.withdrawal_confirmed).where(source.c.id == source_id)
        with self._database.engine.connect() as connection:
            return connection.execute(query).scalar() is not None

    def ask_for_files(self, lease: Lease, walk: Walk) -> None:
        """After a full walk: every file of the datasets seen is asked for, changed or not."""
        seen = select(dataset.c.id).where(
            dataset.c.source_id == lease.source_id, dataset.c.last_seen == walk.sweep
        )
        with self._database.writing() as connection:
            renew(connection, lease)
            connection.execute(
                update(resource)
                .where(
                    resource.c.source_id == lease.source_id,
                    ~resource.c.removed,
                    ~resource.c.due,
                    resource.c.dataset_id.in_(seen),
                )
                .values(due=True)
            )

    def end(
        self,
        lease: Lease,
        walk: Walk,
        *,
        withdraw_before: str | None,
        reasons: Mapping[str, FailureCode] | None = None,
        explained_only: bool = False,
    ) -> int:
        """Close a complete walk, and move the watermark if nothing failed on the way.

        After a full one, datasets it did not see are marked missing, `reasons` by remote id, and
        those missing since before a moment are withdrawn (where `explained_only`, those whose
        portal told why). Returns the number withdrawn. With
        `withdraw_before` None the brake is on: nothing is marked, and the next walk is full.
        """
        with self._database.writing() as connection:
            renew(connection, lease)
            withdrawn = 0
            if walk.since is None and withdraw_before is not None:
                _mark_missing(connection, lease.source_id, walk, reasons or {})
                gone = _unseen(lease.source_id, walk) & (dataset.c.missing_since <= withdraw_before)
                if explained_only:
                    gone &= dataset.c.missing_code.is_not(None)
                withdrawn = withdraw(connection, walk.run_id, gone)
            braked = walk.since is None and withdraw_before is None
            connection.execute(
                update(source)
                .where(source.c.id == lease.source_id)
                .values(_ended(walk, braked=braked))
            )
        return withdrawn


def _resumed(row: Mapping[Any, Any], run_id: str, plan: Plan) -> Walk | None:
    oldest = clock.stamp(clock.now() - plan.resume_within)
    if row["cursor"] is None or row["walk_key"] != plan.key or (row["sweep"] or "") <= oldest:
        return None
    since = clock.parse(row["since"]) if row["since"] else None
    return Walk(row["sweep"], row["cursor"], run_id, since)


def _fresh(row: Mapping[Any, Any], run_id: str, plan: Plan) -> Walk:
    partial = (
        plan.incremental
        and row["watermark"] is not None
        and row["watermark_key"] == plan.key
        and row["partial_walks"] + 1 < plan.full_every
    )
    since = clock.parse(row["watermark"]) - OVERLAP if partial else None
    return Walk(clock.stamp(), None, run_id, since)


def _ended(walk: Walk, *, braked: bool) -> dict[str, Any]:
    """The source's columns after a complete walk."""
    values: dict[str, Any] = {"cursor": None, "sweep": None, "since": None}
    if braked:
        return values | {"watermark_key": None}
    clean = ~source.c.unclean
    # An incremental walk counts even if something failed: a dataset that fails for ever must not
    # put off for ever the full walk, which alone finds what has vanished.
    after_full = case((clean, 0), else_=source.c.partial_walks)
    count = source.c.partial_walks + 1 if walk.since else after_full
    values |= {
        "watermark": case((clean, source.c.started), else_=source.c.watermark),
        "watermark_key": case((clean, source.c.walk_key), else_=source.c.watermark_key),
        "partial_walks": count,
    }
    return values if walk.since else values | {"withdrawal_confirmed": None}


def _unseen(source_id: str, walk: Walk) -> ColumnElement[bool]:
    return (
        (dataset.c.source_id == source_id)
        & (dataset.c.last_seen != walk.sweep)
        & ~dataset.c.withdrawn
    )


def _mark_missing(
    connection: Connection, source_id: str, walk: Walk, reasons: Mapping[str, FailureCode]
) -> None:
    unseen = _unseen(source_id, walk)
    for code in set(reasons.values()):
        for part in chunks([name for name, why in reasons.items() if why is code]):
            connection.execute(
                update(dataset)
                .where(unseen & dataset.c.remote_id.in_(part))
                .values(missing_code=code)
            )
    new = unseen & dataset.c.missing_since.is_(None)
    connection.execute(update(dataset).where(new).values(missing_since=walk.sweep))


def withdraw(connection: Connection, run_id: str, gone: ColumnElement[bool]) -> int:
    """Mark datasets as no longer offered, for the next release to bury; returns how many."""
    _record_withdrawal(connection, run_id, gone)
    return int(connection.execute(update(dataset).where(gone).values(withdrawn=True)).rowcount)


def _record_withdrawal(connection: Connection, run_id: str, gone: ColumnElement[bool]) -> None:
    """The last step of the resources of datasets that are about to be withdrawn."""
    chosen = resource.c.dataset_id.in_(select(dataset.c.id).where(gone)) & ~resource.c.removed
    steps = (
        select(
            resource.c.id,
            literal(run_id),
            literal(clock.stamp()),
            literal(State.WITHDRAWN.value),
            resource.c.content_sha256,
            func.coalesce(dataset.c.missing_code, FailureCode.GONE.value),
        )
        .join(dataset, dataset.c.id == resource.c.dataset_id)
        .where(chosen)
    )
    columns = ["resource_id", "run_id", "at", "state", "input_hash", "reason_code"]
    connection.execute(insert(transition).from_select(columns, steps))
    connection.execute(update(resource).where(chosen).values(state=State.WITHDRAWN))
