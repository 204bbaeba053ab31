"""First stage: walk a portal page by page, then fetch what may have changed."""

from dataclasses import replace
from datetime import timedelta

from connectors.base import Connector, open_connector
from federation import clock, codec
from federation.errors import CodedError, FailureCode
from federation.i18n import msg
from federation.model import HarvestedRecord, HarvestPage
from federation.settings import CitySettings, SourceSettings
from federation.store.leases import Lease
from federation.store.walks import HarvestedDataset, Walk
from orchestration.pipeline.boundary import describe
from orchestration.pipeline.fetching import fetch_resources
from orchestration.pipeline.progress import Progress
from orchestration.pipeline.tabular import split_tables
from orchestration.pipeline.tally import Problem, Tally
from orchestration.pipeline.workspace import Workspace

#: An interrupted walk is resumed from its cursor within this time, else begun anew.
RESUME_WITHIN = timedelta(hours=24)
STAGE = "harvest"


def harvest_source(workspace: Workspace, source_id: str, run_id: str, progress: Progress) -> Tally:
    """Bring a source's datasets up to date and leave changed resources in state `fetched`.

    A source that fails keeps what it had; the tally's `error` tells why.
    """
    city, source = _source(workspace, source_id)
    tally = Tally(source_id, run_id)
    lease = workspace.leases.acquire(source_id)
    try:
        with workspace.session(source) as session:
            connector = open_connector(city, source, session, workspace.settings)
            walk = workspace.walks.begin(lease, run_id, RESUME_WITHIN)
            tally, complete = _walk(
                workspace, city, source, connector, lease, walk, tally, progress
            )
            if complete:
                tally = _close_walk(workspace, lease, walk, tally)
            if tally.error_code is None or tally.datasets:
                tally = fetch_resources(workspace, connector, lease, walk.sweep, tally, progress)
    finally:
        workspace.leases.release(lease)
    return tally


def _source(workspace: Workspace, source_id: str) -> tuple[CitySettings, SourceSettings]:
    found = workspace.settings.source(source_id)
    if found is None:
        raise CodedError(
            FailureCode.INTERNAL,
            msg("No source of federation.yaml is called “%(id)s”.", id=source_id),
        )
    return found


def _walk(
    workspace: Workspace,
    city: CitySettings,
    source: SourceSettings,
    connector: Connector,
    lease: Lease,
    walk: Walk,
    tally: Tally,
    progress: Progress,
) -> tuple[Tally, bool]:
    """Store every page; whether the walk came to its end without an error."""
    progress.start(source.id, STAGE, None)
    try:
        for page in connector.pages(walk.cursor):
            _commit(workspace, city, source, lease, walk, page)
            tally = _count(tally, page)
            progress.advance(source.id, STAGE, len(page.records))
    except Exception as error:  # noqa: BLE001 - one source never takes the others down
        return tally.fail(*describe(error, source.id)), False
    finally:
        progress.finish(source.id, STAGE)
    return tally, True


def _commit(
    workspace: Workspace,
    city: CitySettings,
    source: SourceSettings,
    lease: Lease,
    walk: Walk,
    page: HarvestPage,
) -> None:
    records = page.records
    known = workspace.walks.known_hashes(source.id, [item.dataset.remote_id for item in records])
    datasets = [_harvested(workspace, source, item, known) for item in records]
    workspace.walks.commit_page(lease, walk, city.id, datasets, page.cursor)


def _harvested(
    workspace: Workspace, source: SourceSettings, item: HarvestedRecord, known: dict[str, str]
) -> HarvestedDataset:
    """A dataset with its tables first; its raw record is kept when anything changed."""
    tables, links = split_tables(item.dataset, source)
    dataset = replace(item.dataset, distributions=(*tables, *links))
    changed = known.get(dataset.remote_id) != codec.digest(codec.dumps(dataset))
    raw = workspace.lake.put_bytes("raw", item.raw.body) if changed else None
    return HarvestedDataset(dataset, tables, raw)


def _count(tally: Tally, page: HarvestPage) -> Tally:
    failed = len(page.failures)
    tally = tally.add(datasets=len(page.records), seen=failed, failed=failed)
    return tally.note(Problem(item.remote_id, item.code, item.message) for item in page.failures)


def _close_walk(workspace: Workspace, lease: Lease, walk: Walk, tally: Tally) -> Tally:
    """Mark what has vanished, unless so much has that a person must look first."""
    missing, known = workspace.walks.vanished(lease.source_id, walk)
    rule = workspace.settings.disappearance
    if _brake(missing, known, rule.brake):
        workspace.walks.end(lease, walk, None)
        return tally.fail(
            FailureCode.MASS_DELETION,
            msg(
                "%(missing)s of the %(known)s known datasets have disappeared from the portal at "
                "once: none was withdrawn. Check the portal; if this is intended, raise "
                "disappearance.brake in federation.yaml for one run.",
                missing=missing,
                known=known,
            ),
        )
    before = clock.stamp(clock.now() - rule.grace)
    return tally.add(withdrawn=workspace.walks.end(lease, walk, before))


def _brake(missing: int, known: int, share: float) -> bool:
    return missing > 0 and (missing == known or missing > known * share) and share < 1
