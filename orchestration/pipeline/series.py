"""A table's behaviour over its releases: measured here, judged by the Great Expectations worker.

It informs: whatever the worker says, or if it says nothing, the table is published.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from federation import clock, codec
from federation.errors import SchemaError
from federation.frequency import age_allowed
from federation.i18n import pick
from federation.model import Dataset
from federation.published import Snapshot, Table
from orchestration.pipeline.boundary import describe
from orchestration.pipeline.workspace import Workspace
from orchestration.places import expectations_folder
from quality.series.bands import kept_edges
from quality.series.freshness import freshness
from quality.series.metrics import Metrics, measure
from quality.series.model import Release, SeriesReport, TableSeries, suite_name
from quality.series.rules import Rule, schema_rules
from quality.series.suite import SuiteUnreadable, load_suite

#: Earlier releases looked at.
HISTORY = 10


def check_series(
    workspace: Workspace, table: Table, dataset: Dataset
) -> tuple[Mapping[str, Any] | None, bytes]:
    """The report on a table about to be published, as JSON, and the metrics kept of it.

    `dataset` as harvested tells its frequency and date.
    """
    if table.snapshot is None:
        raise ValueError("a table about to be published has a snapshot")
    completeness = dict(table.quality.completeness) if table.quality else {}
    least = Metrics(table.snapshot.rows, completeness)
    if not workspace.settings.series_checks:
        return None, codec.dumps(least)
    try:
        series = _series(workspace, table, table.snapshot, dataset)
    except Exception as error:  # noqa: BLE001 - it informs: a table is published all the same
        _, reason = describe(error, table.id)
        report = SeriesReport(table.id, suite_name(table.id), success=None, reason=reason)
        return codec.plain(report), codec.dumps(least)
    return codec.plain(workspace.worker.check(series)), codec.dumps(series.current)


def _series(
    workspace: Workspace, table: Table, snapshot: Snapshot, dataset: Dataset
) -> TableSeries:
    """The table with its history, measured."""
    releases = _releases(workspace, table.id)
    rules = _schema_rules(workspace, table)
    metrics = _measured(workspace, table, snapshot, releases, rules)
    earlier = [release.metrics for release in releases]
    return TableSeries(
        table_id=table.id,
        title=pick(table.title, "fr") or table.id,
        current=metrics,
        releases=releases,
        rules=rules,
        freshness=freshness(metrics, earlier, dataset.modified, clock.now().date()),
        age_allowed=age_allowed(dataset.frequency),
        snapshot=str(workspace.lake.local("public", snapshot.sha256)),
    )


def _measured(
    workspace: Workspace,
    table: Table,
    snapshot: Snapshot,
    releases: Sequence[Release],
    rules: Sequence[Rule],
) -> Metrics:
    """The metrics of the snapshot, those of the officer's own rules included."""
    try:
        own = load_suite(expectations_folder(workspace.home), table.id).rules
    except SuiteUnreadable:
        own = ()  # the worker's report says so
    return measure(
        workspace.lake.local("public", snapshot.sha256),
        snapshot.columns,
        edges=kept_edges([release.metrics for release in releases]),
        rules=tuple(dict.fromkeys((*rules, *own))),
        today=clock.now().date(),
        sha256=snapshot.sha256,
    )


def _schema_rules(workspace: Workspace, table: Table) -> tuple[Rule, ...]:
    """The rules between columns of the table's schema, where it has one that is held.

    Rules over columns that were anonymised are left out: what is measured is the published copy.
    """
    if table.schema is None:
        return ()
    try:
        rules = schema_rules(workspace.schemas.load(table.schema).checks)
    except SchemaError:
        return ()
    touched = _touched(table)
    return tuple(rule for rule in rules if not touched.intersection(rule.columns))


def _touched(table: Table) -> frozenset[str]:
    """Columns whose published cells are not all the publisher's own."""
    decisions = table.anonymisation.columns if table.anonymisation else ()
    return frozenset(
        each.column for each in decisions if each.cells_changed or each.action in _TAKEN
    )


_TAKEN = frozenset({"drop", "withhold"})


def _releases(workspace: Workspace, table_id: str) -> tuple[Release, ...]:
    """Earlier releases, oldest first."""
    newest_first = workspace.documents.history(table_id, HISTORY)
    return tuple(
        Release(seq, clock.parse(at), codec.loads(Metrics, body))
        for seq, at, body in reversed(newest_first)
    )
