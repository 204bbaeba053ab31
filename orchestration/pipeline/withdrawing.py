"""A source that federation.yaml no longer lists leaves the catalogue, on a person's word."""

import uuid

from federation.errors import SettingsError
from federation.i18n import msg
from federation.store.release import Released
from federation.store.unlisted import UnlistedSources
from orchestration.pipeline.erasing import refresh_index
from orchestration.pipeline.retention import sweep, tidy
from orchestration.pipeline.workspace import Workspace


def withdraw_source(workspace: Workspace, source_id: str, by: str, reason: str) -> Released | None:
    """Withdraw all datasets of a source; None where that was done before.

    Also erases what its runs left in private folders: none will come that would sweep them.
    SettingsError where the file lists the source, or the store has never seen it.
    """
    unlisted = UnlistedSources(workspace.database)
    _require_gone(workspace, unlisted, source_id)
    lease = workspace.leases.acquire(source_id)
    try:
        done = None
        if unlisted.left(source_id):
            done = unlisted.withdraw(lease, str(uuid.uuid4()), by, reason)
        sweep(workspace, lease)
    finally:
        workspace.leases.release(lease)
    tidy(workspace)
    refresh_index(workspace)
    return done


def _require_gone(workspace: Workspace, unlisted: UnlistedSources, source_id: str) -> None:
    listed = [source.id for _, source in workspace.settings.sources]
    if source_id in listed:
        raise SettingsError(
            msg(
                "Source %(source)s is still in federation.yaml: its next run would publish it "
                "again. Take it out of the file first, then withdraw it.",
                source=source_id,
            )
        )
    if not unlisted.known(source_id):
        candidates = ", ".join(one.source_id for one in unlisted.published(listed))
        raise SettingsError(
            msg(
                "No source called %(source)s was ever harvested. Those that can be withdrawn: "
                "%(known)s.",
                source=source_id,
                known=candidates or "—",
            )
        )
