"""The audit log: who decided what about whose data, when and why; written once, never changed.

Each entry holds the SHA-256 of the one before, so that a change, a removal or an insertion breaks
the chain; the database refuses updates and deletions besides (migration 0004). Whoever can rewrite
the whole table could still forge a whole chain: note the head that `verify` gives elsewhere, and
hand it back later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, insert, select

from federation import clock, codec
from federation.errors import StoreError
from federation.i18n import Message, msg
from federation.store.database import Database
from federation.store.schema import audit_entry

#: What the first entry names as the one before.
GENESIS = "0" * 64
_BATCH = 500
_LIMITS = {"by": 200, "reason": 2000}


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision. `by` is the officer's name; `details` hold hashes, names of columns, states.

    `subject` is the id of a table or dataset. Nothing of a cell goes in here.
    """

    action: str
    subject: str
    by: str
    reason: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Document:
    """All that the hash of an entry covers."""

    seq: int
    at: str
    previous: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it stands in the log; `hash` and `previous` are SHA-256, hexadecimal."""

    seq: int
    at: str
    entry: Entry
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the whole chain found.

    `broken` is the first entry that does not hold, None where all do. `head` is the hash of the
    last good entry; `anchored` tells whether the head noted earlier is in the chain, None where
    none was given.
    """

    entries: int
    head: str
    broken: int | None = None
    anchored: bool | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing speaks against the log."""
        return self.broken is None and self.anchored is not False


class AuditLog:
    """Reads and checks the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, entry: Entry) -> Recorded:
        """Write one entry in a transaction of its own; StoreError without name or reason."""
        with self._database.writing() as connection:
            return append(connection, entry)

    def entries(self, subject: str | None = None, limit: int | None = None) -> list[Recorded]:
        """Entries about one subject or all, the newest first."""
        query = select(audit_entry).order_by(audit_entry.c.seq.desc()).limit(limit)
        if subject is not None:
            query = query.where(audit_entry.c.subject == subject)
        with self._database.engine.connect() as connection:
            return [_recorded(row) for row in connection.execute(query).mappings()]

    def verify(self, noted: str | None = None) -> Verified:
        """Follow the chain from its beginning; `noted` is a head that was noted earlier."""
        count, head, seen = 0, GENESIS, noted == GENESIS
        for row in self._rows():
            if not _holds(row, count + 1, head):
                return Verified(count, head, count + 1, _anchored(noted, seen))
            count, head = count + 1, row["hash"]
            seen = seen or head == noted
        return Verified(count, head, None, _anchored(noted, seen))

    def _rows(self) -> Iterator[RowMapping]:
        """Every row in order, a batch in memory at a time."""
        after: int | None = None
        while True:
            query = select(audit_entry).order_by(audit_entry.c.seq).limit(_BATCH)
            if after is not None:
                query = query.where(audit_entry.c.seq > after)
            with self._database.engine.connect() as connection:
                rows = connection.execute(query).mappings().all()
            yield from rows
            if len(rows) < _BATCH:
                return
            after = rows[-1]["seq"]


def append(connection: Connection, entry: Entry) -> Recorded:
    """Add an entry inside a transaction of `Database.writing`, with what it is about.

    Raises StoreError where the name or the reason is missing or too long.
    """
    entry = Entry(
        entry.action,
        entry.subject,
        _said("by", entry.by),
        _said("reason", entry.reason),
        entry.details,
    )
    last = connection.execute(
        select(audit_entry.c.seq, audit_entry.c.hash).order_by(audit_entry.c.seq.desc()).limit(1)
    ).first()
    seq, previous = (int(last.seq) + 1, str(last.hash)) if last else (1, GENESIS)
    at = clock.stamp()
    body = codec.dumps(_Document(seq, at, previous, entry))
    digest = codec.digest(body)
    connection.execute(
        insert(audit_entry).values(
            seq=seq,
            at=at,
            action=entry.action,
            subject=entry.subject,
            previous=previous,
            hash=digest,
            document=body,
        )
    )
    return Recorded(seq, at, entry, previous, digest)


def _recorded(row: RowMapping) -> Recorded:
    try:
        read = codec.loads(_Document, row["document"])
    except ValueError as error:
        raise StoreError(
            msg(
                "Entry %(seq)s of the audit log cannot be read: somebody changed it. Check the "
                "log with partage audit verify, and restore the database from a backup.",
                seq=row["seq"],
            )
        ) from error
    return Recorded(row["seq"], row["at"], read.entry, row["previous"], row["hash"])


def _holds(row: RowMapping, seq: int, previous: str) -> bool:
    """Whether a row follows the one before, and its columns say what its document says."""
    if (row["seq"], row["previous"]) != (seq, previous):
        return False
    if row["hash"] != codec.digest(row["document"]):
        return False
    try:
        entry = _recorded(row).entry
    except StoreError:
        return False
    same = (entry.action, entry.subject) == (row["action"], row["subject"])
    return same and row["document"] == codec.dumps(_Document(seq, row["at"], previous, entry))


def _anchored(noted: str | None, seen: bool) -> bool | None:
    return seen if noted is not None else None


_WORDS: Mapping[str, Message] = {
    "by": msg("Give your name with --by, at most 200 characters: the audit log names who decides."),
    "reason": msg(
        "Give a reason with --reason, at most 2000 characters: the audit log tells why it was "
        "decided."
    ),
}


def _said(key: str, text: str) -> str:
    """One printable line, neither empty nor endless."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    if not line or len(line) > _LIMITS[key]:
        raise StoreError(_WORDS[key])
    return line
