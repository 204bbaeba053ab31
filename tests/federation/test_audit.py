"""The audit log: appended to, never changed, and a change does not go unseen."""

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from federation import codec
from federation.errors import StoreError
from federation.store.audit import GENESIS, AuditLog, Entry, append
from federation.store.schema import audit_entry

ENTRY = Entry("quarantine-release", "table-1", "Mme D", "accord", {"input": "a1"})


@pytest.fixture
def log(database):
    found = AuditLog(database)
    for number in range(5):
        found.record(Entry("quarantine-release", f"table-{number}", "Mme D", "accord"))
    return found


def unguarded(database):
    """What somebody with all rights on the database could do first."""
    guards = (
        ("DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_no_delete")
        if database.sqlite
        else ("DROP TRIGGER audit_entry_no_change ON audit_entry",)
    )
    with database.writing() as connection:
        for statement in guards:
            connection.execute(text(statement))


def tamper(database, *statements):
    unguarded(database)
    with database.writing() as connection:
        for statement in statements:
            connection.execute(statement)


def test_entries_come_back_as_written_newest_first(database):
    log = AuditLog(database)
    first = log.record(ENTRY)
    second = log.record(Entry("review-decide", "table-2", "M. E", "colonne\nde  dates"))
    assert first.previous == GENESIS
    assert second.previous == first.hash
    assert [one.seq for one in log.entries()] == [2, 1]
    assert log.entries("table-1") == [first]
    assert first.entry == ENTRY
    assert log.entries(limit=1)[0].entry.reason == "colonne de dates"
    assert log.verify() == log.verify(second.hash).__class__(2, second.hash)


def test_an_empty_log_is_sound(database):
    found = AuditLog(database).verify()
    assert (found.entries, found.head, found.sound) == (0, GENESIS, True)


@pytest.mark.parametrize(
    "statement",
    [update(audit_entry).values(action="x"), delete(audit_entry)],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_the_log(log, database, statement):
    with pytest.raises(DatabaseError, match="append-only"), database.writing() as connection:
        connection.execute(statement)
    assert log.verify().entries == 5


def test_an_entry_is_written_with_its_transaction_or_not_at_all(log, database):
    def interrupted():
        with database.writing() as connection:
            append(connection, ENTRY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    assert log.verify().entries == 5


@pytest.mark.parametrize(
    "values",
    [
        {"at": "2020-01-01T00:00:00.000000Z"},
        {"action": "quarantine-refuse"},
        {"subject": "table-9"},
        {"hash": "0" * 63 + "1"},
        {"previous": "0" * 63 + "1"},
        {"document": b"{}"},
        {"document": b"not json"},
        {"seq": 9},
    ],
    ids=lambda values: "-".join(map(str, values.items()))[:30],
)
def test_any_changed_column_is_seen(log, database, values):
    tamper(database, update(audit_entry).where(audit_entry.c.seq == 3).values(values))
    found = log.verify()
    assert (found.broken, found.sound) == (3, False)


def test_a_document_changed_with_its_hash_is_seen_after_it(log, database):
    with database.engine.connect() as connection:
        query = select(audit_entry.c.document).where(audit_entry.c.seq == 3)
        body = connection.execute(query).scalar_one().replace(b"Mme D", b"Mme X")
    values = {"document": body, "hash": codec.digest(body)}
    tamper(database, update(audit_entry).where(audit_entry.c.seq == 3).values(values))
    assert log.verify().broken == 4


@pytest.mark.parametrize("seq", [1, 3])
def test_a_missing_entry_is_seen(log, database, seq):
    tamper(database, delete(audit_entry).where(audit_entry.c.seq == seq))
    assert log.verify().broken == seq


def test_an_entry_put_in_is_seen(log, database):
    head = log.verify().head
    values = {
        "seq": 6,
        "at": "2026-01-01T00:00:00.000000Z",
        "action": "retract",
        "subject": "table-1",
        "previous": head,
        "hash": codec.digest(b"{}"),
        "document": b"{}",
    }
    with database.writing() as connection:
        connection.execute(insert(audit_entry).values(values))
    assert log.verify().broken == 6


def test_a_cut_end_is_seen_by_who_noted_the_head(log, database):
    head = log.verify().head
    tamper(database, delete(audit_entry).where(audit_entry.c.seq > 3))
    assert log.verify().sound  # the chain alone cannot tell
    found = log.verify(head)
    assert (found.anchored, found.sound) == (False, False)


def test_an_earlier_head_stays_in_the_log(log):
    head = log.verify().head
    log.record(ENTRY)
    found = log.verify(head)
    assert (found.anchored, found.sound, found.entries) == (True, True, 6)


def test_an_unreadable_entry_is_told(log, database):
    tamper(database, update(audit_entry).where(audit_entry.c.seq == 3).values(document=b"x"))
    with pytest.raises(StoreError, match="Entry 3"):
        log.entries()


@pytest.mark.parametrize(
    ("by", "reason"), [("", "x"), (" \n", "x"), ("x", ""), ("x" * 201, "x"), ("x", "y" * 2001)]
)
def test_name_and_reason_are_required(database, by, reason):
    log = AuditLog(database)
    with pytest.raises(StoreError):
        log.record(Entry("quarantine-release", "table-1", by, reason))
    assert log.entries() == []
