"""A table's behaviour over its releases, asked of the Great Expectations worker.

It informs: whatever the worker says, or if it says nothing, the table is published.
"""

from collections.abc import Mapping
from typing import Any

from federation import clock, codec
from federation.i18n import pick
from federation.published import Table
from orchestration.pipeline.workspace import Workspace
from quality.expectations import Metrics, Release, TableSeries

#: Earlier releases looked at.
HISTORY = 10


def check_series(workspace: Workspace, table: Table) -> tuple[Mapping[str, Any] | None, bytes]:
    """The report on a table about to be published, as JSON, and the metrics kept of it."""
    if table.snapshot is None:
        raise ValueError("a table about to be published has a snapshot")
    completeness = dict(table.quality.completeness) if table.quality else {}
    metrics = Metrics(table.snapshot.rows, completeness)
    if not workspace.settings.series_checks:
        return None, codec.dumps(metrics)
    series = TableSeries(
        table_id=table.id,
        title=pick(table.title, "fr") or table.id,
        current=metrics,
        releases=_releases(workspace, table.id),
    )
    return codec.plain(workspace.worker.check(series)), codec.dumps(metrics)


def _releases(workspace: Workspace, table_id: str) -> tuple[Release, ...]:
    """Earlier releases, oldest first."""
    newest_first = workspace.documents.history(table_id, HISTORY)
    return tuple(
        Release(seq, clock.parse(at), codec.loads(Metrics, body))
        for seq, at, body in reversed(newest_first)
    )
