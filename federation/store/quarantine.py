"""Tables that the gate holds back, and what data officers decided about them.

A decision stands until it is taken back or replaced. A release counts only for the table, the
policy and the engine that were judged: with other hashes it has lapsed, and does nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from federation import clock, codec
from federation.errors import FailureCode, StoreError
from federation.i18n import Message, msg
from federation.model import AnonymisationReport, State, Texts, Verdict
from federation.published import Table
from federation.risk import Waiver
from federation.store.audit import Entry, Recorded, append
from federation.store.database import Database
from federation.store.pages import chunks
from federation.store.schema import (
    dataset,
    published_dataset,
    published_table,
    quarantine_decision,
    release,
    resource,
    transition,
)

RELEASE, REFUSE = "release", "refuse"


class Standing(StrEnum):
    """Where a table stands between the gate and its data officer."""

    WAITING = "waiting"  # nobody has decided
    REFUSED = "refused"  # the officer wants it to stay in quarantine
    RELEASED = "released"  # published by a release, or to be by the next run
    LAPSED = "lapsed"  # released once; table, policy or engine are others now
    KEPT = "kept"  # released, but the gate could not examine it whole


@dataclass(frozen=True, slots=True)
class Decision:
    """A data officer's word on one table; it stands until it is replaced or taken back."""

    id: int
    resource_id: str
    kind: str  # release, refuse
    waiver: Waiver

    def fits(self, report: AnonymisationReport | None) -> bool:
        """Whether it was about this very verdict."""
        return report is not None and judged(report) == (
            self.waiver.input_hash,
            self.waiver.policy_hash,
            self.waiver.engine,
        )


@dataclass(frozen=True, slots=True)
class Held:
    """A table in quarantine, or published by a release. Titles and reasons as readers may see them.

    `report` is None where an internal error left none. `since` is a UTC stamp.
    """

    id: str
    source_id: str
    city_id: str
    dataset_id: str
    state: State
    since: str
    content_sha256: str | None
    dataset: Texts = field(default_factory=dict)
    table: Texts = field(default_factory=dict)
    code: FailureCode | None = None
    reasons: tuple[Message, ...] = ()
    report: AnonymisationReport | None = None
    decision: Decision | None = None
    due: bool = False

    @property
    def standing(self) -> Standing:
        """What the officer's decision makes of it."""
        found = self.decision
        if found is None:
            return Standing.WAITING
        if found.kind == REFUSE:
            return Standing.REFUSED if found.fits(self.report) else Standing.WAITING
        if not found.fits(self.report):
            return Standing.LAPSED
        quarantined = self.state is State.QUARANTINED
        return Standing.KEPT if quarantined and not self.due else Standing.RELEASED


def judged(report: AnonymisationReport) -> tuple[str, str, str]:
    """The hashes that tie a decision to a verdict: input, policy, engine."""
    return report.input_hash, report.policy_hash, report.engine


class Quarantine:
    """Reads what is held back; notes what officers decide, in the audit log too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def held(self, *, released: bool = False) -> list[Held]:
        """Every table in quarantine, by source and date; with those published by a release."""
        with self._database.engine.connect() as connection:
            decisions = _decisions(connection)
            query = _query(released=released)
            found = [_held(row, decisions) for row in connection.execute(query).mappings()]
            begun = _begun(connection, [one.id for one in found])
        found = [replace(one, since=begun.get(one.id, one.since)) for one in found]
        return sorted(found, key=lambda one: (one.source_id, one.since, one.id))

    def find(self, text: str) -> Held:
        """The one table whose id begins so; StoreError for none or several."""
        found = [one for one in self.held(released=True) if one.id.startswith(text.lower())]
        if len(found) == 1:
            return found[0]
        if not found:
            raise StoreError(
                msg(
                    "No table in quarantine has an identifier that begins with %(id)s. See them "
                    "with partage quarantine list --all.",
                    id=text,
                )
            )
        raise StoreError(
            msg(
                "%(count)s tables have an identifier that begins with %(id)s: write more of it.",
                count=len(found),
                id=text,
            )
        )

    def releases(self, source_id: str) -> Mapping[str, Decision]:
        """Standing releases of a source's tables, by id of table."""
        owned = select(resource.c.id).where(resource.c.source_id == source_id)
        with self._database.engine.connect() as connection:
            found = _decisions(connection, owned)
        return {key: one for key, one in found.items() if one.kind == RELEASE}

    def decide(self, held: Held, kind: str, by: str, reason: str) -> Recorded:
        """Release or refuse a table, in place of any earlier decision; it is due again.

        StoreError where no whole verdict is there to decide on.
        """
        report = held.report
        if held.state is not State.QUARANTINED:
            raise StoreError(
                msg("Table %(id)s is not in quarantine: nothing to decide.", id=held.id)
            )
        if report is None or not all(judged(report)):
            raise StoreError(
                msg(
                    "Table %(id)s is in quarantine because of an internal error: it was not "
                    "examined, so nobody can release it. The next run examines it again; if the "
                    "error lasts, tell the maintainers.",
                    id=held.id,
                )
            )
        details = dict(zip(("input", "policy", "engine"), judged(report), strict=True))
        entry = Entry(f"quarantine-{kind}", held.id, by, reason, details)
        with self._database.writing() as connection:
            recorded = append(connection, entry)
            _end(connection, held.id, recorded.at)
            connection.execute(insert(quarantine_decision).values(_row(kind, recorded)))
            if RELEASE in (kind, held.decision.kind if held.decision else None):
                _ask_again(connection, [held.id])
        return recorded

    def revoke(self, held: Held, by: str, reason: str) -> Recorded:
        """Take back what was decided; a released table is judged again without the release."""
        if held.decision is None:
            raise StoreError(
                msg("Nobody has decided about table %(id)s: nothing to take back.", id=held.id)
            )
        entry = Entry("quarantine-revoke", held.id, by, reason, {"decision": str(held.decision.id)})
        with self._database.writing() as connection:
            recorded = append(connection, entry)
            _end(connection, held.id, recorded.at)
            if held.decision.kind == RELEASE:
                _ask_again(connection, [held.id])
        return recorded


def _row(kind: str, recorded: Recorded) -> dict[str, str]:
    entry = recorded.entry
    return {
        "resource_id": entry.subject,
        "kind": kind,
        "input_hash": entry.details["input"],
        "policy_hash": entry.details["policy"],
        "engine": entry.details["engine"],
        "by": entry.by,
        "reason": entry.reason,
        "at": recorded.at,
    }


def _end(connection: Connection, resource_id: str, at: str) -> None:
    connection.execute(
        update(quarantine_decision)
        .where(quarantine_decision.c.resource_id == resource_id)
        .where(quarantine_decision.c.ended.is_(None))
        .values(ended=at)
    )


def _ask_again(connection: Connection, ids: list[str]) -> None:
    connection.execute(update(resource).where(resource.c.id.in_(ids)).values(due=True))


def _decisions(connection: Connection, ids: Select[Any] | None = None) -> dict[str, Decision]:
    """Standing decisions by id of table."""
    query = select(quarantine_decision).where(quarantine_decision.c.ended.is_(None))
    if ids is not None:
        query = query.where(quarantine_decision.c.resource_id.in_(ids))
    return {row["resource_id"]: _decision(row) for row in connection.execute(query).mappings()}


def _decision(row: Mapping[Any, Any]) -> Decision:
    waiver = Waiver(
        input_hash=row["input_hash"],
        policy_hash=row["policy_hash"],
        engine=row["engine"],
        by=row["by"],
        reason=row["reason"],
        at=clock.parse(row["at"]),
    )
    return Decision(row["id"], row["resource_id"], row["kind"], waiver)


_COLUMNS = (
    resource.c.id,
    resource.c.source_id,
    resource.c.dataset_id,
    resource.c.outcome,
    resource.c.due,
    resource.c.notice_code,
    resource.c.anonymisation,
    resource.c.content_sha256,
    resource.c.last_changed,
    dataset.c.city_id,
    published_table.c.document,
    published_dataset.c.json,
)


def _query(*, released: bool) -> Select[Any]:
    wanted = resource.c.outcome == State.QUARANTINED
    if released:
        decided = select(quarantine_decision.c.resource_id).where(
            quarantine_decision.c.ended.is_(None), quarantine_decision.c.kind == RELEASE
        )
        wanted |= resource.c.id.in_(decided)
    return (
        select(*_COLUMNS)
        .join(dataset, dataset.c.id == resource.c.dataset_id)
        .outerjoin(published_table, published_table.c.id == resource.c.id)
        .outerjoin(published_dataset, published_dataset.c.id == resource.c.dataset_id)
        .where(wanted, ~resource.c.removed, ~dataset.c.withdrawn)
    )


def _held(row: Mapping[Any, Any], decisions: Mapping[str, Decision]) -> Held:
    code = FailureCode(row["notice_code"]) if row["notice_code"] else None
    shown = codec.loads(Table, row["document"]) if row["document"] else None
    report = None
    if code is not FailureCode.INTERNAL and row["anonymisation"]:
        report = codec.loads(AnonymisationReport, row["anonymisation"])
    reasons = _reasons(shown, report)
    return Held(
        id=row["id"],
        source_id=row["source_id"],
        city_id=row["city_id"],
        dataset_id=row["dataset_id"],
        state=State(row["outcome"]),
        since=row["last_changed"] or "",
        content_sha256=row["content_sha256"],
        dataset=codec.loads(dict[str, Any], row["json"])["title"] if row["json"] else {},
        table=shown.title if shown else {},
        code=code,
        reasons=reasons,
        report=replace(report, reasons=reasons) if report else None,
        decision=decisions.get(row["id"]),
        due=bool(row["due"]),
    )


def _reasons(shown: Table | None, report: AnonymisationReport | None) -> tuple[Message, ...]:
    """Reasons as published: as stored, they may quote the name of a file that names somebody."""
    if shown is None:
        return ()
    told = shown.anonymisation
    if report is None or told is None:
        return (shown.reason,) if shown.reason else ()
    return told.reasons if judged(told) == judged(report) else ()


def _begun(connection: Connection, ids: list[str]) -> dict[str, str]:
    """When each table went into quarantine, and has stayed there since."""
    outcomes = (State.QUARANTINED, State.GATED, State.REJECTED)
    begun: dict[str, str] = {}
    for part in chunks(ids):
        query = (
            select(transition.c.resource_id, transition.c.at, transition.c.state)
            .where(transition.c.resource_id.in_(part), transition.c.state.in_(outcomes))
            .order_by(transition.c.id)
        )
        for row in connection.execute(query):
            if row.state == State.QUARANTINED:
                begun.setdefault(row.resource_id, row.at)
            else:
                begun.pop(row.resource_id, None)
    return begun


def ungated(database: Database, run_id: str) -> tuple[int, list[str]]:
    """Tables that readers are served since a run: how many, and those that no gate has passed."""
    query = (
        select(published_table.c.id, published_table.c.document)
        .join(published_dataset, published_dataset.c.id == published_table.c.dataset_id)
        .join(release, release.c.seq == published_dataset.c.seq)
        .where(release.c.run_id == run_id)
        .where(published_table.c.snapshot_sha256.is_not(None))
    )
    count, found = 0, []
    with database.engine.connect() as connection:
        for row in connection.execution_options(yield_per=500).execute(query):
            count += 1
            report = codec.loads(Table, row.document).anonymisation
            passed = report is not None and report.verdict is Verdict.PASS
            if report is None or not passed or not all(judged(report)):
                found.append(row.id)
    return count, found
