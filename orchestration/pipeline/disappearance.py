"""What becomes of datasets that a complete walk did not see: grace, brake, a person's word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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

#: Questions without an answer, one after the other, that end the asking.
_SILENT = 3


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
    asked = _ask(workspace, connector, lease, walk)
    if asked.still_there:
        page = Page(unchanged=asked.still_there)
        workspace.walks.commit_page(lease, walk, city_id, page)
    before = clock.stamp() if confirmed else clock.stamp(clock.now() - rule.grace)
    withdrawn = workspace.walks.end(
        lease,
        walk,
        withdraw_before=before,
        reasons=asked.reasons,
        explained_only=asked.silent and not confirmed,
    )
    return tally.add(withdrawn=withdrawn)


def _brake(missing: int, known: int, share: float) -> bool:
    return missing > 0 and (missing == known or missing > known * share) and share < 1


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a portal tells of datasets it no longer lists; `silent` where it left one unanswered."""

    reasons: Mapping[str, FailureCode]
    still_there: Sequence[str]
    silent: bool


def _ask(workspace: Workspace, connector: Connector, lease: Lease, walk: Walk) -> _Asked:
    """Why datasets have vanished, as their portal tells: private (WITHDRAWN) or GONE.

    One that the portal still has was moved by an edit during the walk: it counts as seen. One
    whose page fails is not taken for withdrawn, however long that lasts.
    """
    reasons: dict[str, FailureCode] = {}
    silences, row = 0, 0
    for remote_id in workspace.walks.unexplained(lease.source_id, walk, _ASKED):
        try:
            reasons[remote_id] = connector.absence(remote_id)
            row = 0
        except HarvestError:
            silences, row = silences + 1, row + 1
            if row == _SILENT:
                break
    still_there = [name for name, code in reasons.items() if code is FailureCode.TRUNCATED]
    told = {name: code for name, code in reasons.items() if code is not FailureCode.TRUNCATED}
    return _Asked(told, still_there, silences > 0)
