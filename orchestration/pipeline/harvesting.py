"""First stage: walk a portal page by page, then fetch what may have changed."""

from dataclasses import dataclass, replace

from connectors.base import Connector, open_connector
from connectors.web.http import PoliteSession
from federation.errors import CodedError, FailureCode
from federation.harvest import HarvestPage
from federation.i18n import msg
from federation.settings import CitySettings, SourceSettings
from federation.store.leases import Lease
from federation.store.walks import Walk
from orchestration.pipeline.beside import look_again
from orchestration.pipeline.boundary import describe
from orchestration.pipeline.disappearance import close_walk
from orchestration.pipeline.fetching import fetch_resources
from orchestration.pipeline.lost import clear_damaged, lost_snapshots, to_make_again, told
from orchestration.pipeline.planning import plan_of
from orchestration.pipeline.progress import Progress
from orchestration.pipeline.retention import sweep
from orchestration.pipeline.storing import stored_page
from orchestration.pipeline.tally import Problem, Tally
from orchestration.pipeline.workspace import Workspace

STAGE = "harvest"


def harvest_source(workspace: Workspace, source_id: str, run_id: str, progress: Progress) -> Tally:
    """Bring a source's datasets up to date and leave changed resources in state `fetched`.

    A source that fails keeps what it had; the tally's `error` tells why.
    """
    city, source = _source(workspace, source_id)
    tally = Tally(source_id, run_id)
    lease = workspace.leases.acquire(source_id)
    try:
        sweep(workspace, lease)
        with workspace.session(source) as session:
            connector = open_connector(city, source, session, workspace.settings)
            walk = workspace.walks.begin(lease, run_id, plan_of(workspace, city, source, connector))
            harvest = _Harvest(workspace, city, source, session, connector, lease, walk)
            tally = harvest.run(replace(tally, since=walk.since), progress)
            tally = _files(workspace, connector, lease, tally, progress)
    finally:
        workspace.leases.release(lease)
    return tally


def _files(
    workspace: Workspace, connector: Connector, lease: Lease, tally: Tally, progress: Progress
) -> Tally:
    """Fetch what may have changed, and take up what is to be done again though it did not.

    A source that cannot be walked is not asked for files; what is at hand is taken up all the same.
    """
    answers = tally.error_code is None or tally.datasets > 0
    if answers:
        tally = fetch_resources(workspace, connector, lease, tally, progress)
    lost = lost_snapshots(workspace.database, workspace.lake, lease.source_id)
    clear_damaged(workspace, lost)
    again = to_make_again(workspace, lease.source_id, lost)
    if (answers or again) and look_again(workspace, lease, tally.run_id, again) and answers:
        tally = fetch_resources(workspace, connector, lease, tally, progress)
    return told(workspace, lost, tally)


def _source(workspace: Workspace, source_id: str) -> tuple[CitySettings, SourceSettings]:
    found = workspace.settings.source(source_id)
    if found is None:
        raise CodedError(
            FailureCode.INTERNAL,
            msg("No source of federation.yaml is called “%(id)s”.", id=source_id),
        )
    return found


@dataclass(frozen=True, slots=True)
class _Harvest:
    """One walk of one source under its lease."""

    workspace: Workspace
    city: CitySettings
    source: SourceSettings
    session: PoliteSession
    connector: Connector
    lease: Lease
    walk: Walk

    def run(self, tally: Tally, progress: Progress) -> Tally:
        """Store every page; a walk that came to its end without an error is closed."""
        tally, complete = self._walk(tally, progress)
        if self.walk.since is None and (complete or tally.datasets):
            self.workspace.walks.ask_for_files(self.lease, self.walk)
        if not complete:
            return tally
        return close_walk(
            self.workspace, self.connector, self.city.id, self.lease, self.walk, tally
        )

    def _walk(self, tally: Tally, progress: Progress) -> tuple[Tally, bool]:
        progress.start(self.source.id, STAGE, None)
        try:
            for page in self.connector.pages(self.walk.cursor, since=self.walk.since):
                self._commit(page)
                tally = _count(tally, page)
                progress.advance(self.source.id, STAGE, len(page.records))
        except Exception as error:  # noqa: BLE001 - one source never takes the others down
            return tally.fail(*describe(error, self.source.id)), False
        finally:
            progress.finish(self.source.id, STAGE)
        return tally, True

    def _commit(self, page: HarvestPage) -> None:
        self.workspace.walks.commit_page(
            self.lease,
            self.walk,
            self.city.id,
            stored_page(self.workspace, self.source, page),
            server_time=self.session.server_time,
        )


def _count(tally: Tally, page: HarvestPage) -> Tally:
    failed = len(page.failures)
    tally = tally.add(datasets=len(page.records), seen=failed, failed=failed)
    return tally.note(Problem(item.remote_id, item.code, item.message) for item in page.failures)
