"""Last stage: render what changed, stage it, and make it public in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from anonymisation.metadata import anonymise_datasets, anonymise_message
from catalog_api.render.documents import render
from federation import clock
from federation.differences import Difference
from federation.i18n import Message, msg, pick
from federation.model import Dataset, Distribution, Spatial, State, Verdict
from federation.published import PublishedDataset, Table
from federation.settings import CitySettings
from federation.store.documents import DatasetToRender, ResourceResult, batches
from federation.store.leases import Lease
from federation.store.quarantine import judged
from federation.store.release import Released, StagedDataset, StagedTable
from federation.versions import pack
from orchestration.pipeline.boundary import describe
from orchestration.pipeline.grading import Grader
from orchestration.pipeline.historian import Historian
from orchestration.pipeline.links import without_clear_copies
from orchestration.pipeline.progress import Progress
from orchestration.pipeline.retention import tidy
from orchestration.pipeline.series import check_series
from orchestration.pipeline.tally import PROBLEM_LIMIT, Problem, Tally
from orchestration.pipeline.workspace import Workspace

STAGE = "publish"


def publish_source(workspace: Workspace, tally: Tally, progress: Progress) -> Tally:
    """Publish everything of a source that differs from what readers see now."""
    source_id = tally.source_id
    found = workspace.settings.source(source_id)
    if found is None:
        return tally
    lease = workspace.leases.acquire(source_id)
    try:
        workspace.publisher.clear_stage(source_id)
        workspace.retractions.lift(lease)
        grader = Grader(workspace, source_id, found[0].id)
        judges = _Judges(grader, Historian(workspace, source_id))
        outdated = workspace.documents.outdated(source_id, workspace.document_versions)
        outdated += grader.due(outdated)
        released, tally = _release(workspace, found[0], lease, outdated, tally, progress, judges)
        # Copies are found in publishing: those that are new are graded as what they are.
        if released.seq is not None and (again := grader.due([])):
            again_released, tally = _release(
                workspace, found[0], lease, again, tally, progress, judges
            )
            released = replace(released, seq=again_released.seq or released.seq)
        progress.finish(source_id, STAGE)
        tally = _remind(workspace, tally)
    finally:
        workspace.leases.release(lease)
    tidy(workspace)
    return replace(tally.add(published=released.tables), release=released.seq)


@dataclass(frozen=True, slots=True)
class _Judges:
    """Who compares the datasets of a batch with others, and with what they were."""

    grader: Grader
    historian: Historian

    def look(self, ids: Sequence[str]) -> None:
        """Learn what surrounds the next datasets."""
        self.grader.look(ids)
        self.historian.look(ids)


def _release(
    workspace: Workspace,
    city: CitySettings,
    lease: Lease,
    outdated: Sequence[str],
    tally: Tally,
    progress: Progress,
    judges: _Judges,
) -> tuple[Released, Tally]:
    """Render and grade these datasets, and make them public."""
    progress.start(lease.source_id, STAGE, len(outdated))
    for ids in batches(outdated):
        todo = workspace.documents.load(lease.source_id, ids, workspace.document_versions)
        judges.look(ids)
        ready, tally = _render_all(workspace, city, lease, todo, tally, judges)
        workspace.publisher.stage(lease, ready)
        progress.advance(lease.source_id, STAGE, len(ids))
    return workspace.publisher.publish(lease, tally.run_id), tally


def _remind(workspace: Workspace, tally: Tally) -> Tally:
    """Name the files that earlier runs refused: they are still not published."""
    told = {problem.subject for problem in tally.problems}
    standing = workspace.resources.refused(tally.source_id, PROBLEM_LIMIT)
    return tally.note(
        Problem(url, code, reason) for url, code, reason in standing if url not in told
    )


def _render_all(
    workspace: Workspace,
    city: CitySettings,
    lease: Lease,
    todo: Sequence[DatasetToRender],
    tally: Tally,
    judges: _Judges,
) -> tuple[list[StagedDataset], Tally]:
    ready = []
    safe = _safe(workspace, city, todo)
    names = _names(workspace, city, lease, todo, safe)
    for item in todo:
        try:
            one = safe.get(item.id) or _anonymised(workspace, city, [item.dataset])[0]
            ready.append(_render(workspace, city, item, one, names[item.id], judges))
        except Exception as error:  # noqa: BLE001 - fails closed: this dataset is not published
            code, reason = describe(error, item.id)
            tally = tally.add(failed=1).note([Problem(item.dataset.remote_id, code, reason)])
    return ready, tally


def _anonymised(
    workspace: Workspace, city: CitySettings, datasets: Sequence[Dataset]
) -> list[Dataset]:
    found = anonymise_datasets(
        datasets, country=city.country, languages=city.languages, policy=workspace.policy
    )
    return [safe for safe, _ in found]


def _safe(
    workspace: Workspace, city: CitySettings, todo: Sequence[DatasetToRender]
) -> dict[str, Dataset]:
    """Datasets without personal data, by id; none where one of them defeats the whole batch."""
    try:
        found = _anonymised(workspace, city, [item.dataset for item in todo])
    except Exception as error:  # noqa: BLE001 - then each by itself: the bad one stays alone
        describe(error, todo[0].source_id)
        return {}
    return {item.id: safe for item, safe in zip(todo, found, strict=True)}


def _names(
    workspace: Workspace,
    city: CitySettings,
    lease: Lease,
    todo: Sequence[DatasetToRender],
    safe: Mapping[str, Dataset],
) -> dict[str, str]:
    """Names by id: those given before, and new ones made of the city and the safe title."""
    language = city.languages[0] if city.languages else "fr"
    wanted = {
        item.id: f"{item.city_id} {_title(safe.get(item.id), language) or item.id}"
        for item in todo
        if not item.name
    }
    given = workspace.documents.reserve_names(lease, wanted) if wanted else {}
    return {item.id: item.name or given[item.id] for item in todo}


def _title(dataset: Dataset | None, language: str) -> str:
    return pick(dataset.title, language) if dataset else ""


def _render(
    workspace: Workspace,
    city: CitySettings,
    item: DatasetToRender,
    safe: Dataset,
    name: str,
    judges: _Judges,
) -> StagedDataset:
    by_id = {part.remote_id: part for part in safe.distributions}
    found = [
        (_without_names(workspace, city, part), by_id[part.remote_id])
        for part in item.resources
        if part.remote_id in by_id
    ]
    parts, shown_dataset = without_clear_copies(_placed(safe, city), found)
    staged = tuple(_staged(workspace, item, part, shown) for part, shown in parts)
    differences = _differences(judges.historian, staged)
    now = clock.now()
    by_remote = {part.remote_id: one.table for (part, _), one in zip(parts, staged, strict=True)}
    score = judges.grader.grade(item, by_remote, shown_dataset)
    published = PublishedDataset(
        id=item.id,
        name=name,
        city_id=item.city_id,
        source_id=item.source_id,
        dataset=shown_dataset,
        tables=tuple(part.table for part in staged),
        first_published=clock.parse(item.first_published) if item.first_published else now,
        last_changed=judges.grader.changed(item.id) or now,
        grades=score.grades,
    )
    published, version = judges.historian.version(published, item.dataset, differences)
    return StagedDataset(
        id=item.id,
        name=name,
        city_id=item.city_id,
        source_id=item.source_id,
        render_key=item.render_key,
        rendered=render(published, workspace.federation),
        tables=tuple(_told(one, differences) for one in staged),
        score=score,
        version=version,
    )


def _differences(historian: Historian, staged: Sequence[StagedTable]) -> dict[str, Difference]:
    """What the tables of a dataset change in their data, by id."""
    found = ((one.table.id, historian.difference(one.table)) for one in staged)
    return {key: difference for key, difference in found if difference}


def _told(staged: StagedTable, differences: Mapping[str, Difference]) -> StagedTable:
    difference = differences.get(staged.table.id)
    return replace(staged, difference=pack(difference)) if difference else staged


def _placed(dataset: Dataset, city: CitySettings) -> Dataset:
    """A dataset that does not say where it is about is about its city."""
    if dataset.spatial is not None or city.spatial is None:
        return dataset
    return replace(dataset, spatial=Spatial(bbox=city.spatial, label=pick(city.names, "fr")))


def _without_names(
    workspace: Workspace, city: CitySettings, part: ResourceResult
) -> ResourceResult:
    """The same outcome, with reasons that name nobody: reasons quote names of files.

    A table that an officer released has reasons too, in its report.
    """

    def impersonal(message: Message) -> Message:
        return anonymise_message(message, country=city.country, policy=workspace.policy)

    reason = impersonal(part.reason) if part.reason else None
    report = part.anonymisation
    if report is not None and report.reasons:
        report = replace(report, reasons=tuple(impersonal(one) for one in report.reasons))
    return replace(part, reason=reason, anonymisation=report)


def _staged(
    workspace: Workspace, item: DatasetToRender, part: ResourceResult, shown: Distribution
) -> StagedTable:
    table = _table(part, shown)
    if table.snapshot is None:
        return StagedTable(table, part.content_sha256, part.skip_key, None)
    _require_gate(table)
    if part.state is State.GATED:
        series, metrics = check_series(workspace, table, item.dataset)
        return StagedTable(
            replace(table, series=series), part.content_sha256, part.skip_key, metrics
        )
    series = workspace.documents.series(part.id)
    # Shown again, not published again: an earlier release already holds this content.
    return StagedTable(replace(table, series=series), None, None, None)


def _require_gate(table: Table) -> None:
    """Last lock before the catalogue: no snapshot without the record of a gate that passed."""
    report = table.anonymisation
    passed = report is not None and report.verdict is Verdict.PASS
    if report is None or not passed or not all(judged(report)):
        raise ValueError("a snapshot without a passing gate record")


def _table(part: ResourceResult, shown: Distribution) -> Table:
    published = part.state is State.GATED or part.outcome is State.PUBLISHED
    state = State.PUBLISHED if published else part.outcome or _pending(part.state)
    reason_code, reason = part.reason_code, part.reason
    if reason is None and state is State.DISCOVERED:
        reason = msg("This file has not been fetched yet.")
    return Table(
        id=part.id,
        title=shown.title,
        description=shown.description,
        state=state,
        format=shown.format,
        media_type=shown.media_type,
        source_url=shown.download_url or shown.access_url or None,
        licence=shown.licence,
        reason_code=reason_code,
        reason=reason,
        snapshot=part.snapshot if published else None,
        schema=part.quality.schema if part.quality else shown.schema,
        quality=part.quality,
        anonymisation=part.anonymisation,
        modified=clock.parse(part.last_changed) if part.last_changed else None,
    )


def _pending(state: State) -> State:
    return state if state in (State.FAILED, State.REJECTED) else State.DISCOVERED
