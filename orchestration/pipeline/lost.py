"""Published tables whose object of the lake is gone or damaged, and how they are made again.

Nothing of the source tells of them: a disk was cleaned, a copy was cut short. They are found by
existence and size, as the store recorded it; no object is read.
"""

from collections.abc import Sequence
from dataclasses import replace

from federation.errors import FailureCode
from federation.i18n import Message, msg
from federation.lake import Lake
from federation.model import State
from federation.store.database import Database
from federation.store.resources import ResourceRow
from federation.store.snapshots import ShownSnapshot, Snapshots
from orchestration.pipeline.tally import Problem, Tally
from orchestration.pipeline.workspace import Workspace

#: A run already has the content of such a table in hand.
IN_HAND = (State.FETCHED, State.PARSED, State.EXAMINED, State.ANONYMISED, State.GATED)
_LOST = msg("The published file of this table is missing from the lake, or damaged.")
_LAST_GOOD = msg(
    "The published file of this table is missing from the lake, or damaged, and the portal now "
    "offers a content that cannot be published instead."
)


def lost_snapshots(
    database: Database, lake: Lake, source_id: str | None = None
) -> list[ShownSnapshot]:
    """Snapshots that readers depend on and that the lake has not, or not at their size."""
    shown = Snapshots(database).shown(source_id)
    return lost_among(shown, lake) if shown else []


def lost_among(shown: Sequence[ShownSnapshot], lake: Lake) -> list[ShownSnapshot]:
    """Those of these snapshots that the lake has not, or not at their size."""
    sizes = lake.sizes("public", {one.snapshot.sha256 for one in shown})
    return [one for one in shown if sizes.get(one.snapshot.sha256) != one.snapshot.byte_size]


def explanation(one: ShownSnapshot) -> Message:
    """Why its rows cannot be had."""
    return _LAST_GOOD if one.superseded else _LOST


def clear_damaged(workspace: Workspace, lost: Sequence[ShownSnapshot]) -> None:
    """Erase what stands under these names with other bytes: an object is never written over."""
    present = workspace.lake.sizes("public", {one.snapshot.sha256 for one in lost})
    for name in present:
        workspace.lake.delete("public", name)


def to_make_again(
    workspace: Workspace, source_id: str, lost: Sequence[ShownSnapshot]
) -> list[ResourceRow]:
    """The tables that can be made again of their last content, and that no run has in hand."""
    ids = {one.resource_id for one in lost if not one.superseded}
    if not ids:
        return []
    rows = workspace.resources.of(source_id)
    return [row for row in rows if row.id in ids and row.state not in IN_HAND]


def told(workspace: Workspace, lost: Sequence[ShownSnapshot], tally: Tally) -> Tally:
    """The tally with what is made again, and what cannot be this time, by address."""
    if not lost:
        return tally
    rows = workspace.resources.of(tally.source_id, states=IN_HAND)
    again = {row.id for row in rows}
    left = [one for one in lost if one.resource_id not in again]
    tally = replace(tally, rebuilt=tally.rebuilt + len(lost) - len(left))
    return tally.note(Problem(one.url, FailureCode.LOST_OBJECT, explanation(one)) for one in left)
