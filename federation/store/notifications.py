"""The outbox: what people are told of sources, once each, whatever breaks on the way.

A notification is written before it is sent and marked `sending` before the attempt: should the
process die meanwhile, it is not sent again (at most once). A refused one waits for the source's
next run.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, insert, select, update

from federation import clock
from federation.store.database import Database
from federation.store.schema import notification, source

#: A channel that refuses so often is told in the log, and not asked again.
MAX_ATTEMPTS = 5
_N = notification.c


class Channel(StrEnum):
    """How people are told."""

    WEBHOOK = "webhook"
    EMAIL = "email"


class Kind(StrEnum):
    """What people are told."""

    FAILURE = "failure"
    RECOVERY = "recovery"


class Outcome(StrEnum):
    """How an attempt to send ended; `unknown` may have arrived and is not repeated."""

    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Delivery(StrEnum):
    """Where a notification stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    ABANDONED = "abandoned"


#: States of what has, or may have, reached people.
_TOLD = (Delivery.SENDING, Delivery.SENT)


@dataclass(frozen=True, slots=True)
class Notification:
    """One thing to tell through one channel; `document` is what to tell, as bytes.

    `since` is when the source began to fail (UTC stamp).
    """

    id: int
    source_id: str
    channel: Channel
    kind: Kind
    since: str
    document: bytes


class Notifications:
    """What is to be told of sources, and what was."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def failing_since(self, source_id: str) -> str | None:
        """When a source began to fail (UTC stamp), None while it does not."""
        query = select(source.c.failing_since).where(source.c.id == source_id)
        with self._database.engine.connect() as connection:
            found: str | None = connection.execute(query).scalar()
        return found

    def queue_failure(
        self, source_id: str, channel: Channel, code: str, since: str, document: bytes
    ) -> None:
        """Have a failure told, unless the same one was: same source, same code, same beginning."""
        self._queue(source_id, channel, Kind.FAILURE, code, since, document)

    def queue_recovery(self, source_id: str, channel: Channel, document: bytes) -> None:
        """Have a recovery told, where a failure was told before; what was not is dropped."""
        with self._database.engine.connect() as connection:
            since = connection.execute(
                select(_N.since)
                .where(_of(source_id, channel) & _N.state.in_(_TOLD), _N.kind == Kind.FAILURE)
                .order_by(_N.id.desc())
                .limit(1)
            ).scalar()
        if since is None:
            with self._database.writing() as connection:
                _supersede(connection, source_id, channel)
            return
        self._queue(source_id, channel, Kind.RECOVERY, "", since, document)

    def _queue(
        self,
        source_id: str,
        channel: Channel,
        kind: Kind,
        code: str,
        since: str,
        document: bytes,
    ) -> None:
        """Write a notification to send; it takes the place of older ones still waiting."""
        same = _of(source_id, channel) & (_N.kind == kind) & (_N.code == code) & (_N.since == since)
        with self._database.writing() as connection:
            if connection.execute(select(_N.id).where(same)).first() is not None:
                return
            _supersede(connection, source_id, channel)
            connection.execute(
                insert(notification).values(
                    source_id=source_id,
                    channel=channel,
                    kind=kind,
                    code=code,
                    since=since,
                    state=Delivery.PENDING,
                    created=clock.stamp(),
                    document=document,
                )
            )

    def waiting(self, source_id: str, channel: Channel) -> list[Notification]:
        """What is to be sent of a source through a channel, oldest first."""
        query = (
            select(_N.id, _N.source_id, _N.channel, _N.kind, _N.since, _N.document)
            .where(_of(source_id, channel), _N.state == Delivery.PENDING)
            .order_by(_N.id)
        )
        with self._database.engine.connect() as connection:
            return [
                Notification(row[0], row[1], Channel(row[2]), Kind(row[3]), row[4], row[5])
                for row in connection.execute(query)
            ]

    def take(self, notification_id: int) -> bool:
        """Mark a notification `sending`; False where another process took it."""
        with self._database.writing() as connection:
            done = connection.execute(
                update(notification)
                .where(_N.id == notification_id, _N.state == Delivery.PENDING)
                .values(state=Delivery.SENDING, attempts=_N.attempts + 1)
            )
            return done.rowcount == 1

    def settle(self, notification_id: int, outcome: Outcome) -> Delivery:
        """Keep how an attempt ended; where the notification stands now."""
        with self._database.writing() as connection:
            mine = _N.id == notification_id
            attempts = connection.execute(select(_N.attempts).where(mine)).scalar_one()
            state = _after(outcome, attempts)
            connection.execute(update(notification).where(mine).values(state=state))
        return state


def _of(source_id: str, channel: Channel) -> ColumnElement[bool]:
    return (_N.source_id == source_id) & (_N.channel == channel)


def _supersede(connection: Connection, source_id: str, channel: Channel) -> None:
    """Older news that still waits has no interest any more."""
    connection.execute(
        update(notification)
        .where(_of(source_id, channel), _N.state == Delivery.PENDING)
        .values(state=Delivery.ABANDONED)
    )


def _after(outcome: Outcome, attempts: int) -> Delivery:
    if outcome is Outcome.SENT:
        return Delivery.SENT
    if outcome is Outcome.UNKNOWN:
        return Delivery.SENDING
    return Delivery.PENDING if attempts < MAX_ATTEMPTS else Delivery.ABANDONED
