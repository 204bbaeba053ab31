"""Conditional downloads of a source's table files, by a bounded pool, recorded in batches."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from connectors.base import Connector
from federation.errors import FailureCode
from federation.harvest import Fetched
from federation.i18n import Message
from federation.lake import Lake
from federation.model import Distribution, State
from federation.store.contents import Kind
from federation.store.leases import Lease
from federation.store.resources import Change, ResourceRow
from orchestration.pipeline.boundary import describe
from orchestration.pipeline.progress import Progress
from orchestration.pipeline.refusing import refused_since
from orchestration.pipeline.tally import Problem, Tally
from orchestration.pipeline.workspace import Workspace

STAGE = "fetch"
_BATCH = 100
_PATIENCE = 60.0  # seconds without a result before the lease is kept alive


#: What a portal answers when the file itself, not the way to it, is the problem.
UNUSABLE = frozenset(
    {
        FailureCode.WRONG_FORMAT,
        FailureCode.EMPTY,
        FailureCode.TOO_LARGE,
        FailureCode.DECOMPRESSION,
        FailureCode.LINE_TOO_LONG,
        FailureCode.POLICY,
    }
)


@dataclass(frozen=True, slots=True)
class Checked:
    """Outcome of checking one resource; no change = nothing to record but the check itself."""

    row: ResourceRow
    change: Change | None


def ask_where_rules_changed(workspace: Workspace, lease: Lease) -> None:
    """Make due the tables that new, changed or removed rules of the policy concern; no other."""
    source_id, key = lease.source_id, workspace.policies.rules
    if workspace.rule_marks.last(source_id) == key:
        return
    rulings = workspace.rulings(source_id)
    concerned = [
        row.id
        for row in workspace.resources.of(source_id)
        if row.skip_key is not None and not rulings.settled(row, row.content_sha256)
    ]
    workspace.rule_marks.set(lease, key, concerned)


def fetch_resources(
    workspace: Workspace,
    connector: Connector,
    lease: Lease,
    tally: Tally,
    progress: Progress,
) -> Tally:
    """Check every table file that is due; changed ones end in state `fetched`."""
    source_id = tally.source_id
    ask_where_rules_changed(workspace, lease)
    rows = workspace.resources.due(source_id)
    fetcher = _Fetcher(workspace, source_id, connector, whole=tally.since is None)
    progress.start(source_id, STAGE, workspace.resources.count_due(source_id))
    for batch in _batches(_pooled(fetcher, rows, workspace.settings.workers)):
        if not batch:
            workspace.leases.keep(lease)
            continue
        workspace.resources.touch(lease, [done.row.id for done in batch if done.change is None])
        changes = [done.change for done in batch if done.change is not None]
        workspace.resources.advance(lease, tally.run_id, changes)
        tally = _count(tally, batch)
        progress.advance(source_id, STAGE, len(batch))
    progress.finish(source_id, STAGE)
    return tally


def _pooled(
    fetcher: "_Fetcher", rows: Iterable[ResourceRow], size: int
) -> Iterator[Checked | None]:
    """Results as they come, never more than twice the pool waiting: flat memory.

    None after a while without any: a large file may take longer than the lease.
    """
    waiting = iter(rows)
    with ThreadPoolExecutor(size, thread_name_prefix="fetch") as pool:
        running: set[Future[Checked]] = {
            pool.submit(fetcher.check, row) for row in islice(waiting, 2 * size)
        }
        while running:
            done, running = wait(running, _PATIENCE, return_when=FIRST_COMPLETED)
            if not done:
                yield None
            running |= {pool.submit(fetcher.check, row) for row in islice(waiting, len(done))}
            for future in done:
                yield future.result()


def _batches(results: Iterator[Checked | None]) -> Iterator[list[Checked]]:
    """Results by the hundred, or what there is of them, even nothing, when none comes."""
    batch: list[Checked] = []
    for result in results:
        if result is not None:
            batch.append(result)
        if result is None or len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


class _Fetcher:
    """Checks one resource at a time; shared by the pool's threads."""

    def __init__(
        self, workspace: Workspace, source_id: str, connector: Connector, *, whole: bool
    ) -> None:
        self._lake: Lake = workspace.lake
        self._rulings = workspace.rulings(source_id)
        self._connector = connector
        self._whole = whole  # a whole walk trusts no length
        self._retractions = workspace.retractions
        self._folder: Path = workspace.downloads(source_id)

    def check(self, row: ResourceRow) -> Checked:
        """Fetch a resource if it may have changed."""
        try:
            return self._check(row)
        except Exception as error:  # noqa: BLE001 - one file never takes the others down
            return _refused(row, *describe(error, row.id))

    def _check(self, row: ResourceRow) -> Checked:
        done = self._rulings.settled(row, row.content_sha256)
        if done and row.version is not None and row.version == row.fetched_version:
            return Checked(row, None)
        usable = done or self._have_raw(row)
        found = self._connector.fetch(
            Distribution(row.remote_id, download_url=row.url, format=row.format),
            self._folder,
            etag=row.etag if usable else None,
            last_modified=row.last_modified if usable else None,
            known_bytes=row.content_bytes if usable and not self._whole else None,
        )
        if found.not_modified:
            return Checked(row, None if done else self._fetched(row, row.content_sha256 or "", {}))
        return self._received(row, found)

    def _received(self, row: ResourceRow, found: Fetched) -> Checked:
        if found.path is None or found.sha256 is None:
            raise ValueError("a download that is not 304 has bytes")
        values = {
            "etag": found.etag,
            "last_modified": found.last_modified,
            "content_sha256": found.sha256,
            "content_bytes": found.size,
            "media_type": found.media_type,
            "file_name": found.file_name,
            "fetched_version": row.version,
        }
        try:
            at = self._retractions.since(Kind.RAW, found.sha256)
            known = at is None or row.notice_code == FailureCode.RETRACTED
            settled = replace(row, file_name=found.file_name)
            if at is not None and not (known and self._rulings.settled(settled, found.sha256)):
                return Checked(row, self._retracted(settled, found.sha256, values, at))
            if self._rulings.settled(settled, found.sha256):
                return Checked(row, Change(row.id, State.UNCHANGED, values))
            self._lake.put("raw", found.path, found.sha256)
        finally:
            found.path.unlink(missing_ok=True)
        # The fingerprint kept is that of another content.
        return Checked(row, self._fetched(row, found.sha256, {**values, "table_sha256": None}))

    def _fetched(self, row: ResourceRow, sha256: str, values: dict[str, Any]) -> Change:
        versions = self._rulings.versions(row)
        return Change(row.id, State.FETCHED, values, input_hash=sha256, versions=versions)

    def _retracted(self, row: ResourceRow, sha256: str, values: dict[str, Any], at: str) -> Change:
        """A content that was taken back once: refused, whatever its address, and not kept."""
        kept = row.outcome is State.PUBLISHED
        values = {
            **values,
            "outcome": State.PUBLISHED if kept else State.REJECTED,
            "skip_key": self._rulings.skip_key(row, sha256),
        }
        reason = refused_since(at)
        return Change(row.id, State.REJECTED, values, FailureCode.RETRACTED, reason, sha256)

    def _have_raw(self, row: ResourceRow) -> bool:
        return row.content_sha256 is not None and self._lake.exists("raw", row.content_sha256)


def _refused(row: ResourceRow, code: FailureCode, reason: Message) -> Checked:
    """A content that is no table is rejected, once; what could not be fetched has failed."""
    if code not in UNUSABLE:
        return Checked(row, Change(row.id, State.FAILED, {}, code, reason))
    if row.notice_code == code:
        return Checked(row, None)
    outcome = State.PUBLISHED if row.outcome is State.PUBLISHED else State.REJECTED
    return Checked(row, Change(row.id, State.REJECTED, {"outcome": outcome}, code, reason))


def _count(tally: Tally, batch: list[Checked]) -> Tally:
    tally = tally.add(seen=len(batch))
    for done in batch:
        change = done.change
        if change is None or change.state is State.UNCHANGED:
            tally = tally.add(unchanged=1)
        elif change.reason_code and change.reason:
            rejected = int(change.state is State.REJECTED)
            tally = tally.add(rejected=rejected, failed=1 - rejected)
            tally = tally.note([Problem(done.row.url, change.reason_code, change.reason)])
        if change is None or change.state in (State.UNCHANGED, State.FAILED):
            continue
        tally = tally.add(new=1) if done.row.outcome is None else tally.add(changed=1)
    return tally
