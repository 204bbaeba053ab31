"""What becomes of datasets that a complete walk did not see: grace, brake, a person's word."""

from connectors.base import Connector
from federation import clock
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg
from federation.store.leases import Lease
from federation.store.pages import Page
from federation.store.walks import Walk
from orchestration.pipeline.tally import Tally
from orchestration.pipeline.workspace import Workspace

#: Vanished datasets whose portal is asked why, by run: one request each.
_ASKED = 200


def close_walk(
    workspace: Workspace,
    connector: Connector,
    city_id: str,
    lease: Lease,
    walk: Walk,
    tally: Tally,
) -> Tally:
    """End a complete walk: mark what has vanished, unless a person must look first."""
    if walk.since is not None:
        workspace.walks.end(lease, walk, withdraw_before=None)
        return tally
    missing, known = workspace.walks.vanished(lease.source_id, walk)
    rule = workspace.settings.disappearance
    confirmed = workspace.walks.withdrawal_confirmed(lease.source_id)
    if _brake(missing, known, rule.brake) and not confirmed:
        workspace.walks.end(lease, walk, withdraw_before=None)
        return tally.fail(
            FailureCode.MASS_DELETION,
            msg(
                "%(missing)s of the %(known)s known datasets have disappeared from the portal at "
                "once: none was withdrawn. Check the portal; if this is intended, run: partage "
                "confirm %(source)s",
                missing=missing,
                known=known,
                source=lease.source_id,
            ),
        )
    reasons = _reasons(workspace, connector, city_id, lease, walk)
    before = clock.stamp() if confirmed else clock.stamp(clock.now() - rule.grace)
    withdrawn = workspace.walks.end(lease, walk, withdraw_before=before, reasons=reasons)
    return tally.add(withdrawn=withdrawn)


def _brake(missing: int, known: int, share: float) -> bool:
    return missing > 0 and (missing == known or missing > known * share) and share < 1


def _reasons(
    workspace: Workspace, connector: Connector, city_id: str, lease: Lease, walk: Walk
) -> dict[str, FailureCode]:
    """Why datasets have vanished, as their portal tells: private (WITHDRAWN) or GONE.

    One that the portal still has was moved by an edit during the walk: it counts as seen.
    """
    reasons: dict[str, FailureCode] = {}
    still_there: list[str] = []
    for remote_id in workspace.walks.newly_missing(lease.source_id, walk, _ASKED):
        try:
            code = connector.absence(remote_id)
        except HarvestError:
            break  # the portal does not answer now: the grace period goes on without a reason
        if code is FailureCode.TRUNCATED:
            still_there.append(remote_id)
        else:
            reasons[remote_id] = code
    if still_there:
        page = Page(unchanged=still_there)
        workspace.walks.commit_page(lease, walk, city_id, page)
    return reasons
