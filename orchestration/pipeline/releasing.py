"""What a data officer may release: only what was examined whole, as it is judged today.

The gate itself decides again when the table is done again; this tells beforehand what it would say.
"""

from anonymisation import ENGINE
from federation.errors import StoreError
from federation.i18n import Message, msg
from federation.model import AnonymisationReport
from federation.store.quarantine import Held
from orchestration.pipeline.workspace import Workspace


def require_releasable(workspace: Workspace, held: Held) -> None:
    """StoreError where a release would be blind, or would lapse at once."""
    if held.report is None or not _examined(held.report):
        raise StoreError(
            msg(
                "Table %(id)s was not examined whole, so nobody knows what it holds and nobody "
                "can release it: %(reason)s",
                id=held.id,
                reason=held.reasons[0] if held.reasons else _unknown(),
            )
        )
    if not _current(workspace, held, held.report):
        raise StoreError(
            msg(
                "Table %(id)s was judged under another policy or by another version of the "
                "engine: a release would lapse at once. Run partage run --source %(source)s "
                "first, then look at it again.",
                id=held.id,
                source=held.source_id,
            )
        )


def _unknown() -> Message:
    return msg("an internal error stopped the examination. The next run begins it again.")


def _examined(report: AnonymisationReport) -> bool:
    """Every cell of every column, and no fault on the way."""
    whole = bool(report.columns) and report.cells_scanned == report.rows * len(report.columns)
    return whole and report.examined


def _current(workspace: Workspace, held: Held, report: AnonymisationReport) -> bool:
    rulings = workspace.rulings(held.source_id)
    rows = (row for row in workspace.resources.of(held.source_id) if row.id == held.id)
    return any(
        (report.policy_hash, report.engine) == (rulings.policy(row).hash, ENGINE) for row in rows
    )
