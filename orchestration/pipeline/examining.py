"""Second stage: raw bytes to a table, and the table judged against its schema."""

from dataclasses import dataclass, replace
from pathlib import Path

from anonymisation.metadata import names_somebody
from anonymisation.profiling.headers import unsafe_headers
from federation import codec
from federation.errors import FailureCode
from federation.i18n import Message, counted
from federation.model import Examination, QualityReport, State, TableFile
from federation.store.contents import Kind
from federation.store.leases import Lease
from federation.store.resources import Change, ResourceRow
from orchestration.pipeline.boundary import describe
from orchestration.pipeline.fingerprints import fingerprint
from orchestration.pipeline.progress import Progress
from orchestration.pipeline.refusing import refuse_retracted
from orchestration.pipeline.siblings import Beside, file_name, schema_ref
from orchestration.pipeline.tally import Problem, Tally
from orchestration.pipeline.workspace import Workspace
from quality.conformity.verdict import judge_file
from quality.reading.limits import ReadLimits
from quality.reading.reader import read_table
from quality.report.render import public

STAGE = "examine"


@dataclass(frozen=True, slots=True)
class Worked:
    """What the next stage needs of an examined table, kept beside it in its work folder."""

    table: TableFile
    report: QualityReport

    @classmethod
    def load(cls, folder: Path) -> "Worked | None":
        """The examined table of a folder, None where an interrupted run left nothing whole."""
        path = folder / "examined.json"
        if not path.exists():
            return None
        worked = codec.loads(cls, path.read_bytes())
        return worked if worked.table.path.exists() else None

    def save(self, folder: Path) -> None:
        """Written last: its presence says that the table is whole."""
        partial = folder / "examined.json.partial"
        partial.write_bytes(codec.dumps(self))
        partial.replace(folder / "examined.json")


def examine_source(workspace: Workspace, tally: Tally, progress: Progress) -> Tally:
    """Read and judge every fetched resource of a source."""
    source_id = tally.source_id
    lease = workspace.leases.acquire(source_id)
    try:
        rows = [row for row in _waiting(workspace, source_id) if _needs_work(workspace, row)]
        progress.start(source_id, STAGE, len(rows))
        for row in rows:
            tally = _one(workspace, lease, row, tally)
            progress.advance(source_id, STAGE)
        progress.finish(source_id, STAGE)
    finally:
        workspace.leases.release(lease)
    return tally


def _waiting(workspace: Workspace, source_id: str) -> list[ResourceRow]:
    states = (State.FETCHED, State.PARSED, State.EXAMINED, State.ANONYMISED)
    return workspace.resources.of(source_id, states=states)


def _needs_work(workspace: Workspace, row: ResourceRow) -> bool:
    """Examined by an interrupted run and still whole: the next stage takes it from there."""
    if row.state in (State.FETCHED, State.PARSED):
        return True
    return Worked.load(workspace.work(row.id)) is None


def _one(workspace: Workspace, lease: Lease, row: ResourceRow, tally: Tally) -> Tally:
    folder = workspace.work(row.id)
    (folder / "examined.json").unlink(missing_ok=True)
    try:
        changes = _examine(workspace, lease, row, tally.run_id, folder)
    except Exception as error:  # noqa: BLE001 - one file never takes the others down
        changes = [_stopped(workspace, row, *describe(error, row.id))]
    last = changes[-1]
    if last.state is not State.EXAMINED and last.reason_code and last.reason:
        rejected = int(last.state is State.REJECTED)
        tally = tally.add(rejected=rejected, failed=1 - rejected)
        tally = tally.note([Problem(row.url, last.reason_code, last.reason)])
        workspace.leave(row.id)
    workspace.resources.advance(lease, tally.run_id, changes)
    return tally


def _examine(
    workspace: Workspace, lease: Lease, row: ResourceRow, run_id: str, folder: Path
) -> list[Change]:
    if row.content_sha256 is None:
        raise ValueError("a fetched resource has content")
    refuse_retracted(workspace, row, Kind.RAW, row.content_sha256)
    raw, limits = workspace.lake.local("raw", row.content_sha256), _limits(workspace, row)
    parsed = read_table(
        raw,
        file_name=file_name(row),
        media_type=row.media_type,
        declared_format=row.format,
        out=folder / "parsed.parquet",
        limits=limits,
    )
    sha256 = row.content_sha256
    workspace.resources.advance(
        lease, run_id, [Change(row.id, State.PARSED, {}, input_hash=sha256)]
    )
    table_sha256 = fingerprint(parsed)
    refuse_retracted(workspace, row, Kind.TABLE, table_sha256)
    with Beside(workspace, row, folder, limits) as beside:
        found = judge_file(
            raw,
            parsed,
            declared=schema_ref(row.schema_id),
            library=workspace.schemas,
            out=folder / "examined.parquet",
            limits=limits,
            related=beside,
        )
    parsed.path.unlink(missing_ok=True)
    # The report names columns, which nobody has looked at yet: it enters the store at the gate.
    Worked(found.table, public(found.report)).save(folder)
    decided = workspace.rulings(row.source_id).versions(row)
    versions = f"{found.report.schema or ''}|{decided}"
    row = replace(row, beside=beside.looked_at)
    values = {"table_sha256": table_sha256, "beside": row.beside}
    changes = [Change(row.id, State.EXAMINED, values, input_hash=sha256, versions=versions)]
    if workspace.settings.publish == "conforming" and found.report.valid is False:
        changes.append(_not_conforming(workspace, row, found))
    return changes


def _limits(workspace: Workspace, row: ResourceRow) -> ReadLimits:
    """What the source's settings allow a file to be, once unpacked."""
    found = workspace.settings.source(row.source_id)
    if found is None:
        return ReadLimits()
    allowed = found[1].politeness
    return ReadLimits(
        max_file_bytes=allowed.max_file_bytes,
        max_ratio=allowed.max_ratio,
        max_line_bytes=allowed.max_line_bytes,
    )


def _not_conforming(workspace: Workspace, row: ResourceRow, found: Examination) -> Change:
    reason = counted(
        "This table has %(n)s error against the schema %(schema)s, and this federation "
        "publishes conforming tables only. Correct the error of the report and publish again.",
        "This table has %(n)s errors against the schema %(schema)s, and this federation "
        "publishes conforming tables only. Correct the errors of the report and publish again.",
        found.report.error_total,
        schema=str(found.report.schema),
    )
    change = _rejected(workspace, row, FailureCode.NOT_CONFORMING, reason)
    return Change(
        change.resource_id,
        change.state,
        {
            **change.values,
            "outcome": State.REJECTED,
            "snapshot": None,
            "quality": codec.dumps(shown_report(workspace, row, public(found.report))),
        },
        change.reason_code,
        change.reason,
    )


def _stopped(workspace: Workspace, row: ResourceRow, code: FailureCode, reason: Message) -> Change:
    """An unreadable content is rejected for good; an unforeseen error is tried again next time."""
    if code is FailureCode.INTERNAL:
        return Change(row.id, State.FAILED, {}, code, reason, row.content_sha256)
    return _rejected(workspace, replace(row, beside=None), code, reason)


def _rejected(workspace: Workspace, row: ResourceRow, code: FailureCode, reason: Message) -> Change:
    """An unreadable content: what was published before stays, with a notice."""
    kept = row.outcome is State.PUBLISHED
    rulings = workspace.rulings(row.source_id)
    values = {
        "outcome": State.PUBLISHED if kept else State.REJECTED,
        "beside": row.beside,
        "skip_key": rulings.skip_key(row, row.content_sha256 or ""),
    }
    versions = rulings.versions(row)
    return Change(row.id, State.REJECTED, values, code, reason, row.content_sha256, versions)


def shown_report(workspace: Workspace, row: ResourceRow, report: QualityReport) -> QualityReport:
    """The report as it may be stored and shown: without column names that hold personal data."""
    found = workspace.settings.source(row.source_id)
    country = found[0].country if found else "FR"
    report = without_sheet(workspace, country, report)
    unsafe = unsafe_headers(report.columns, country, workspace.policy)
    return without_names(report) if unsafe else report


def without_sheet(workspace: Workspace, country: str, report: QualityReport) -> QualityReport:
    """The report without the name of the sheet where that names somebody."""
    sheet = report.source.sheet
    if sheet is None or not names_somebody(sheet, country=country, policy=workspace.policy):
        return report
    return replace(report, source=replace(report.source, sheet=None))


def without_names(report: QualityReport) -> QualityReport:
    """Counts only: no column names."""
    return replace(report, columns=(), completeness={}, column_types={}, errors=(), warnings=())
