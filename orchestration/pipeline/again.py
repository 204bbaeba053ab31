"""Tables done again at once, from the raw bytes at hand, because an officer has just decided."""

from collections.abc import Collection
from dataclasses import dataclass

from federation.errors import LeaseLost
from orchestration.pipeline.anonymising import anonymise_source
from orchestration.pipeline.beside import take_up
from orchestration.pipeline.examining import examine_source
from orchestration.pipeline.progress import Progress
from orchestration.pipeline.publishing import publish_source
from orchestration.pipeline.tally import Tally
from orchestration.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Again:
    """What was done at once. `later` counts tables left to the next run of their source.

    They wait because their raw bytes are erased, or because a run has the source.
    """

    tally: Tally
    later: int


def redo(
    workspace: Workspace, source_id: str, ids: Collection[str], run_id: str, progress: Progress
) -> Again:
    """Examine, anonymise and publish some tables of a source again, without asking the portal.

    What cannot be done at once stays due, for the next run of the source.
    """
    tally = Tally(source_id, run_id)
    if workspace.settings.source(source_id) is None:
        return Again(tally, len(ids))
    try:
        ready = _take_up(workspace, source_id, ids, run_id)
        if ready:
            tally = examine_source(workspace, tally, progress)
            tally = anonymise_source(workspace, tally, progress)
            tally = publish_source(workspace, tally, progress)
    except LeaseLost:
        return Again(tally, len(ids))
    return Again(tally, len(ids) - ready)


def _take_up(workspace: Workspace, source_id: str, ids: Collection[str], run_id: str) -> int:
    """Put tables whose raw bytes are there where a download would have put them; how many."""
    lease = workspace.leases.acquire(source_id)
    try:
        rows = [row for row in workspace.resources.of(source_id) if row.id in ids]
        missing = take_up(workspace, lease, rows, run_id)
    finally:
        workspace.leases.release(lease)
    return len(rows) - len(missing)
