"""Third stage: personal data out, the gate, and the snapshot of what it passed."""

from typing import Any

from anonymisation import anonymise
from federation import codec
from federation.errors import FailureCode
from federation.i18n import Message, msg
from federation.model import Anonymised, State, TableContext, Verdict
from federation.settings import CitySettings
from federation.store.leases import Lease
from federation.store.resources import Change, ResourceRow
from orchestration.pipeline.boundary import describe
from orchestration.pipeline.examining import Worked, without_names, without_sheet
from orchestration.pipeline.neighbours import neighbours_of
from orchestration.pipeline.progress import Progress
from orchestration.pipeline.rulings import Rulings, table_name
from orchestration.pipeline.snapshot import build_snapshot
from orchestration.pipeline.tally import Problem, Tally
from orchestration.pipeline.workspace import Workspace

STAGE = "anonymise"


def anonymise_source(workspace: Workspace, tally: Tally, progress: Progress) -> Tally:
    """Anonymise every examined table of a source; each ends gated or quarantined."""
    source_id = tally.source_id
    found = workspace.settings.source(source_id)
    if found is None:
        return tally
    lease = workspace.leases.acquire(source_id)
    try:
        rows = workspace.resources.of(source_id, states=(State.EXAMINED, State.ANONYMISED))
        progress.start(source_id, STAGE, len(rows))
        for row in rows:
            tally = _one(workspace, found[0], lease, row, tally)
            progress.advance(source_id, STAGE)
        progress.finish(source_id, STAGE)
    finally:
        workspace.leases.release(lease)
    return tally


def _one(
    workspace: Workspace, city: CitySettings, lease: Lease, row: ResourceRow, tally: Tally
) -> Tally:
    worked = Worked.load(workspace.work(row.id))
    if worked is None:  # left by an interrupted run: the next one examines it again
        return tally
    rulings = workspace.rulings(row.source_id)
    try:
        change = _anonymise(workspace, rulings, city, row, worked)
    except Exception as error:  # noqa: BLE001 - fails closed: whatever happens, nothing passes
        _, reason = describe(error, row.id)
        # No skip key: the next run tries again.
        change = _quarantined(
            row, {"skip_key": None}, rulings.versions(row), FailureCode.INTERNAL, reason
        )
    if change.state is State.QUARANTINED and change.reason_code and change.reason:
        problem = Problem(row.url, change.reason_code, change.reason)
        tally = tally.add(quarantined=1).note([problem])
    else:
        workspace.resources.advance(
            lease,
            tally.run_id,
            [Change(row.id, State.ANONYMISED, {}, input_hash=row.content_sha256)],
        )
    workspace.resources.advance(lease, tally.run_id, [change])
    workspace.leave(row.id)
    return tally


def _anonymise(
    workspace: Workspace, rulings: Rulings, city: CitySettings, row: ResourceRow, worked: Worked
) -> Change:
    folder = workspace.work(row.id)
    context = TableContext(
        name=table_name(row),
        title=workspace.resources.title(row.dataset_id),
        country=city.country,
        languages=city.languages,
        schema=worked.report.schema,
        column_types=worked.report.column_types,
        waiver=rulings.waiver(row),
        neighbours=neighbours_of(workspace, city.id, row.id),
    )
    result = anonymise(
        worked.table, context=context, policy=rulings.policy(row), out=folder / "safe.parquet"
    )
    quality = without_sheet(workspace, city.country, worked.report)
    if result.report.unsafe_headers:
        quality = without_names(quality)
    reports = {
        "quality": codec.dumps(quality),
        "anonymisation": codec.dumps(result.report),
    }
    key = rulings.skip_key(row, row.content_sha256 or "")
    if result.table is None or result.report.verdict is not Verdict.PASS:
        return _quarantined(
            row,
            {**reports, "skip_key": key},
            rulings.versions(row),
            FailureCode.PERSONAL_DATA,
            _first_reason(result),
        )
    snapshot = build_snapshot(result.table, worked.report.column_types, workspace.lake, folder)
    values = {
        **reports,
        "snapshot": codec.dumps(snapshot),
        "skip_key": key,
    }
    return Change(
        row.id,
        State.GATED,
        values,
        input_hash=row.content_sha256,
        versions=rulings.versions(row),
    )


def _first_reason(result: Anonymised) -> Message:
    if result.report.reasons:
        return result.report.reasons[0]
    return msg("The anonymisation gate did not pass this table.")


def _quarantined(
    row: ResourceRow, values: dict[str, Any], versions: str, code: FailureCode, reason: Message
) -> Change:
    values = {**values, "outcome": State.QUARANTINED, "snapshot": None}
    return Change(row.id, State.QUARANTINED, values, code, reason, row.content_sha256, versions)
