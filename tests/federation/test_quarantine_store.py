"""Quarantine, reviews and rule marks in the store, on both databases."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from federation import codec
from federation.errors import FailureCode, StoreError
from federation.i18n import msg
from federation.model import (
    AnonymisationReport,
    ColumnDecision,
    QualityReport,
    SourceFormat,
    State,
    Verdict,
)
from federation.store.audit import AuditLog, Entry
from federation.store.quarantine import REFUSE, RELEASE, Quarantine, Standing, ungated
from federation.store.resources import Change
from federation.store.reviews import Reviews
from federation.store.rule_marks import RuleMarks
from federation.store.schema import resource

SOURCE = "lille-ckan"
REPORT = AnonymisationReport(
    Verdict.QUARANTINE,
    reasons=(msg("Too little remains."),),
    columns=(
        ColumnDecision("nom", "withhold", msg("why"), entities={"PERSON": 3}, source="none"),
        ColumnDecision("notes", "withhold", msg("why"), source="own"),
        ColumnDecision("age", "drop", msg("why"), source="own"),
        ColumnDecision("ville", "keep", msg("why")),
    ),
    input_hash="i1",
    policy_hash="p1",
    engine="e1",
)
QUALITY = QualityReport(3, ("nom", "notes", "age", "ville"), SourceFormat("csv"))


@pytest.fixture
def rows(state, make_dataset):
    """Two files of a source, known to the store, not due."""
    lease = state.leases.acquire(SOURCE)
    state.harvest(lease, make_dataset("d1", files=("a.csv", "b.csv")))
    state.leases.release(lease)
    return state.resources.of(SOURCE)


def settle(state, row, to=State.QUARANTINED, report=REPORT, code=FailureCode.PERSONAL_DATA):
    """What the anonymisation stage leaves of a file."""
    lease = state.leases.acquire(SOURCE)
    outcome = State.QUARANTINED if to is State.QUARANTINED else State.PUBLISHED
    values = {"outcome": outcome, "skip_key": "k", "quality": codec.dumps(QUALITY)}
    if report is not None:
        values["anonymisation"] = codec.dumps(report)
    reason = msg("why") if to is State.QUARANTINED else None
    change = Change(row.id, to, values, code if reason else None, reason)
    state.resources.advance(lease, "run-1", [change])
    state.leases.release(lease)


def due(state):
    with state.database.engine.connect() as connection:
        query = select(resource.c.id).where(resource.c.due)
        return set(connection.execute(query).scalars())


def test_a_decision_stands_until_another_or_none(state, rows):
    first, second = rows
    settle(state, first)
    settle(state, second, State.GATED, replace(REPORT, verdict=Verdict.PASS))
    quarantine = Quarantine(state.database)
    (one,) = quarantine.held()
    assert (one.id, one.standing, one.due) == (first.id, Standing.WAITING, False)
    assert one.since

    quarantine.decide(one, REFUSE, "Mme D", "non")
    refused = quarantine.find(first.id[:6])
    assert refused.standing is Standing.REFUSED
    assert due(state) == set()
    assert quarantine.releases(SOURCE) == {}

    quarantine.decide(refused, RELEASE, "Mme D", "oui")
    released = quarantine.find(first.id)
    assert released.standing is Standing.RELEASED
    assert due(state) == {first.id}
    waiver = quarantine.releases(SOURCE)[first.id].waiver
    assert (waiver.input_hash, waiver.policy_hash, waiver.engine) == ("i1", "p1", "e1")
    assert (waiver.by, waiver.reason) == ("Mme D", "oui")
    assert quarantine.releases("another") == {}

    settle(state, first)  # the gate held it all the same
    assert quarantine.find(first.id).standing is Standing.KEPT
    settle(state, first, report=replace(REPORT, input_hash="i2"))
    assert quarantine.find(first.id).standing is Standing.LAPSED

    quarantine.revoke(quarantine.find(first.id), "Mme D", "erreur")
    assert quarantine.releases(SOURCE) == {}
    assert due(state) == {first.id}
    assert [each.entry.action for each in reversed(AuditLog(state.database).entries())] == [
        "quarantine-refuse",
        "quarantine-release",
        "quarantine-revoke",
    ]


@pytest.mark.parametrize("what", ["input_hash", "policy_hash", "engine"])
def test_each_of_the_three_hashes_makes_a_release_lapse(state, rows, what):
    settle(state, rows[0])
    quarantine = Quarantine(state.database)
    quarantine.decide(quarantine.find(rows[0].id), RELEASE, "Mme D", "oui")
    settle(state, rows[0], report=replace(REPORT, **{what: "other"}))
    assert quarantine.find(rows[0].id).standing is Standing.LAPSED


def test_an_internal_error_leaves_nothing_to_release(state, rows):
    settle(state, rows[0])
    settle(state, rows[0], report=None, code=FailureCode.INTERNAL)
    quarantine = Quarantine(state.database)
    one = quarantine.find(rows[0].id)
    assert one.report is None
    with pytest.raises(StoreError, match="internal error"):
        quarantine.decide(one, RELEASE, "Mme D", "oui")
    assert AuditLog(state.database).entries() == []


def test_a_published_table_is_not_released_again(state, rows):
    settle(state, rows[0])
    quarantine = Quarantine(state.database)
    one = quarantine.find(rows[0].id)
    with pytest.raises(StoreError, match="not in quarantine"):
        quarantine.decide(replace(one, state=State.PUBLISHED), RELEASE, "Mme D", "oui")


def test_identifiers_are_found_by_their_beginning_only(state, rows):
    for row in rows:
        settle(state, row)
    quarantine, reviews = Quarantine(state.database), Reviews(state.database)
    for find in (quarantine.find, reviews.find):
        assert find(rows[0].id.upper()).id == rows[0].id
        for wrong in ("%", "_" * 36, "zz"):
            with pytest.raises(StoreError, match="begins with"):
                find(wrong)
        with pytest.raises(StoreError):
            find("")


def test_columns_wait_until_a_rule_decides(state, rows):
    passed = replace(REPORT, verdict=Verdict.PASS)
    settle(state, rows[0], State.GATED, passed)
    settle(state, rows[1])
    reviews = Reviews(state.database)
    (one,) = reviews.waiting()
    assert [each.column for each in one.columns] == ["nom"]
    assert one.names == QUALITY.columns
    (ruled,) = reviews.waiting(ruled=True)
    assert [each.column for each in ruled.columns] == ["nom", "notes", "age"]
    assert len(reviews.find(rows[1].id).columns) == 4


def test_a_decision_on_a_column_is_whole_or_nothing(state, rows):
    for row in rows:
        settle(state, row, State.GATED)
    reviews, log = Reviews(state.database), AuditLog(state.database)
    entry = Entry("review-decide", rows[0].id, "Mme D", "oui", {"column": "nom"})

    def fails():
        raise StoreError(msg("The disk is full."))

    with pytest.raises(StoreError, match="disk"):
        reviews.decide(entry, [rows[0].id], fails)
    assert log.entries() == []
    assert due(state) == set()
    written = []
    reviews.decide(entry, [rows[0].id], lambda: written.append(1))
    assert (len(log.entries()), due(state), written) == (1, {rows[0].id}, [1])


def test_rules_are_remembered_with_those_whom_they_concern(state, rows):
    for row in rows:
        settle(state, row)
    marks = RuleMarks(state.database)
    assert marks.last(SOURCE) is None
    lease = state.leases.acquire(SOURCE)
    marks.set(lease, "rules-1", [rows[1].id])
    state.leases.release(lease)
    assert marks.last(SOURCE) == "rules-1"
    assert due(state) == {rows[1].id}


def test_nothing_served_means_nothing_ungated(state):
    assert ungated(state.database, "run-1") == (0, [])
