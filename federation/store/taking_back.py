"""The transaction that takes tables and datasets back from readers, and the last lock before them.

It writes the audit log, fences off the runs at work on the sources concerned, leaves tombstones and
forbids the contents: all or nothing.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from federation import clock, codec
from federation.errors import FailureCode
from federation.model import Dataset, State
from federation.store import audit, copies, graves, scores, versions
from federation.store.contents import Contents, Kind, banned_resources, releases_of
from federation.store.pages import chunks
from federation.store.schema import (
    dataset,
    publication,
    quarantine_decision,
    release,
    resource,
    retracted_item,
    retraction,
    score,
    source,
    staged_dataset,
    staged_table,
    transition,
)
from federation.store.targets import Reach, Target
from federation.versions import Kind as Ending


class TakingBack:
    """One retraction inside its transaction."""

    def __init__(self, connection: Connection, reach: Reach) -> None:
        self._connection = connection
        self._reach = reach
        self.id = str(uuid.uuid4())
        self._at = clock.stamp()

    def write(self, target: Target, by: str, reason: str) -> None:
        """Audit log, fence, tombstones, forbidden contents: all or nothing."""
        audit.append(self._connection, self._entry(target, by, reason))
        shown = self._shown()
        self._fence()
        seq = self._release(target.source_id, len(shown))
        self._insert(seq)
        affected = [*shown, *sorted(copies.mates(self._connection, shown))]
        graves.retract(self._connection, shown, seq, self._at)
        graves.rename(self._connection, self._reach.datasets)
        refuse(self._connection, self._reach.resources, self._at)
        self._forget_releases()
        self._forget_versions(shown, seq)
        self._forget_grades(shown, seq)
        self._keep_away()
        copies.recompute(self._connection, affected, seq)

    def _entry(self, target: Target, by: str, reason: str) -> audit.Entry:
        details = {
            "retraction": self.id,
            "dataset": target.dataset_id,
            "whole": "no" if target.resource_id else "yes",
            "tables": str(len(self._reach.resources)),
            "contents": ",".join(sorted(self._reach.contents.raw)),
        }
        return audit.Entry("retract", target.id, by, reason, details)

    def _shown(self) -> list[str]:
        """Datasets that readers see and that change: whole ones, and those of the tables."""
        ids = set(self._reach.datasets)
        for part in chunks(self._reach.resources):
            query = select(resource.c.dataset_id).where(resource.c.id.in_(part))
            ids.update(self._connection.execute(query).scalars())
        return sorted(ids)

    def _fence(self) -> None:
        """Runs that hold a source of these tables may write nothing more of what they began."""
        for source_id in self._reach.sources:
            scores.clear(self._connection, source_id)
            for table in (staged_table, staged_dataset):
                self._connection.execute(delete(table).where(table.c.source_id == source_id))
            self._connection.execute(
                update(source)
                .where(source.c.id == source_id)
                .values(lease_token=source.c.lease_token + 1, lease_owner=None, lease_expires=None)
            )

    def _release(self, source_id: str, withdrawn: int) -> int:
        """A release of its own, so that every node's search index takes the tombstones up."""
        newest = select(func.coalesce(func.max(release.c.seq), 0))
        seq = int(self._connection.execute(newest).scalar_one()) + 1
        self._connection.execute(
            insert(release).values(
                seq=seq,
                source_id=source_id,
                run_id=self.id,
                published_at=self._at,
                datasets=0,
                tables=0,
                withdrawn=withdrawn,
            )
        )
        return seq

    def _insert(self, seq: int) -> None:
        self._connection.execute(insert(retraction).values(id=self.id, at=self._at, seq=seq))
        items = {
            **self._reach.contents.hashes(),
            Kind.RESOURCE: self._reach.resources,
            Kind.DATASET: self._reach.datasets,
            Kind.RECORD: self._records(),
            Kind.TEXTS: self._texts(),
        }
        rows = [
            {"retraction_id": self.id, "kind": kind, "value": value}
            for kind, values in items.items()
            for value in sorted(values)
        ]
        if rows:
            self._connection.execute(insert(retracted_item), rows)

    def _records(self) -> set[str]:
        """The portals' own descriptions of whole datasets, as received."""
        found: set[str] = set()
        for part in chunks(self._reach.datasets):
            query = select(dataset.c.raw_sha256).where(dataset.c.id.in_(part))
            found.update(value for value in self._connection.execute(query).scalars() if value)
        return found

    def _texts(self) -> set[str]:
        found: set[str] = set()
        for part in chunks(self._reach.datasets):
            query = select(dataset.c.document).where(dataset.c.id.in_(part))
            found.update(map(texts_of, self._connection.execute(query).scalars()))
        return found

    def _forget_releases(self) -> None:
        """No release keeps such a content, nor its measures (they hold names of columns)."""
        for kind, values in self._reach.contents.hashes().items():
            for part in chunks(sorted(values)):
                some = Contents(**{kind.value: frozenset(part)})
                self._connection.execute(delete(publication).where(releases_of(some)))

    def _forget_versions(self, shown: Sequence[str], seq: int) -> None:
        """The history loses these contents, and what it told of the way from them or to them."""
        versions.erase(
            self._connection,
            whole=self._reach.datasets,
            shown=shown,
            tables=self._reach.resources,
            snapshots=self._reach.contents.snapshot,
            at=self._at,
        )
        versions.entomb(self._connection, shown, seq, self._at, Ending.RETRACTED)

    def _forget_grades(self, shown: Sequence[str], seq: int) -> None:
        """Grades end here; the means of earlier releases stay, their words do not."""
        for source_id in self._reach.sources:
            mine = [one for one in shown if self._source_of(one) == source_id]
            scores.settle(self._connection, source_id, seq, mine)
        for part in chunks(shown):
            self._connection.execute(
                update(score).where(score.c.dataset_id.in_(part)).values(document=b"")
            )

    def _source_of(self, dataset_id: str) -> str:
        query = select(dataset.c.source_id).where(dataset.c.id == dataset_id)
        return str(self._connection.execute(query).scalar_one())

    def _keep_away(self) -> None:
        for part in chunks(self._reach.datasets):
            self._connection.execute(
                update(dataset).where(dataset.c.id.in_(part)).values(retracted=self._at)
            )


def hold_back(connection: Connection, source_id: str) -> None:
    """Inside the transaction that publishes: refuse staged contents that are retracted.

    The last lock: a content may be retracted while a run works on a copy of it. Its datasets stay
    as readers see them; the next run renders them anew.
    """
    held = banned_resources(connection, source_id)
    if not held:
        return
    refuse(connection, held, clock.stamp())
    for part in chunks(held):
        parents = list(
            connection.execute(
                select(resource.c.dataset_id).where(resource.c.id.in_(part))
            ).scalars()
        )
        connection.execute(delete(staged_table).where(staged_table.c.dataset_id.in_(parents)))
        connection.execute(delete(staged_dataset).where(staged_dataset.c.id.in_(parents)))
        connection.execute(delete(score).where(score.c.dataset_id.in_(parents), score.c.seq == 0))


def refuse(connection: Connection, resources: Sequence[str], at: str) -> None:
    """Forget everything of these tables' contents but that they are refused, and since when."""
    notice = codec.dumps(graves.taken_back(at))
    for part in chunks(resources):
        connection.execute(
            update(resource)
            .where(resource.c.id.in_(part))
            .values(
                **dict.fromkeys(_FORGOTTEN),
                state=State.REJECTED,
                outcome=State.REJECTED,
                notice_code=FailureCode.RETRACTED,
                notice=notice,
                last_changed=at,
                due=True,
            )
        )
        connection.execute(insert(transition), [_step(one, at) for one in part])
        connection.execute(
            update(quarantine_decision)
            .where(quarantine_decision.c.resource_id.in_(part))
            .where(quarantine_decision.c.ended.is_(None))
            .values(ended=at)
        )


#: What a content left in the row of its resource; reports may hold names of columns.
_FORGOTTEN = (
    *("etag", "last_modified", "content_sha256", "content_bytes", "table_sha256", "media_type"),
    *("file_name", "fetched_version", "skip_key", "quality", "anonymisation", "snapshot"),
    *("beside", "reason_code", "reason"),
)


def _step(resource_id: str, at: str) -> dict[str, Any]:
    code = FailureCode.RETRACTED
    return {
        "resource_id": resource_id,
        "run_id": "retract",
        "at": at,
        "state": State.REJECTED,
        "reason_code": code,
    }


def texts_of(document: bytes) -> str:
    """A hash of what a dataset says in words: dates alone do not make it another one."""
    found = codec.loads(Dataset, document)
    words = {
        "title": dict(found.title),
        "description": dict(found.description),
        "keywords": {language: list(each) for language, each in found.keywords.items()},
        "publisher": found.publisher,
        "contact": codec.plain(found.contact) if found.contact else None,
        "files": [[dict(each.title), dict(each.description)] for each in found.distributions],
    }
    return codec.digest(codec.dumps(words))
