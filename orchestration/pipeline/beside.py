"""Tables whose verdict depends on other files of their dataset: which ones, and when to look again.

A table with foreign keys to another table is judged with that table's content. What was looked at
is kept with its resource, so that a change of the other table alone has it examined again.
"""

from collections.abc import Iterable, Mapping, Sequence

import orjson

from federation import codec
from federation.model import State
from federation.store.leases import Lease
from federation.store.resources import Change, ResourceRow
from orchestration.pipeline.workspace import Workspace

#: Stands for what was looked at by a table whose bytes have to be fetched once more.
_TO_FETCH = "to fetch"
_JUST_FETCHED = (State.FETCHED, State.PARSED)


def others(row: ResourceRow, rows: Iterable[ResourceRow]) -> list[ResourceRow]:
    """The other resources of the same dataset that were fetched once."""
    return [
        one
        for one in rows
        if one.dataset_id == row.dataset_id and one.id != row.id and one.content_sha256
    ]


def written(listed: Sequence[ResourceRow], opened: Mapping[str, str | None]) -> str:
    """What a table looked at: which files there were, and the contents of those it opened.

    JSON. `opened` gives SHA-256 by resource; None where the bytes were not there any more.
    """
    names = sorted([one.id, one.file_name, one.url, one.schema_id] for one in listed)
    found = {"files": codec.digest(codec.dumps(names)), "opened": dict(sorted(opened.items()))}
    return orjson.dumps(found).decode()


def take_up(
    workspace: Workspace, lease: Lease, rows: Sequence[ResourceRow], run_id: str
) -> list[ResourceRow]:
    """Put those whose raw bytes are there where a download would have put them; the others."""
    there = [row for row in rows if has_raw(workspace, row)]
    rulings = workspace.rulings(lease.source_id)
    changes = [
        Change(
            row.id,
            State.FETCHED,
            {},
            input_hash=row.content_sha256,
            versions=rulings.versions(row),
        )
        for row in there
    ]
    workspace.resources.advance(lease, run_id, changes)
    ready = {row.id for row in there}
    return [row for row in rows if row.id not in ready]


def has_raw(workspace: Workspace, row: ResourceRow) -> bool:
    """Whether a resource's bytes are at hand."""
    return row.content_sha256 is not None and workspace.lake.exists("raw", row.content_sha256)


def look_again(
    workspace: Workspace, lease: Lease, run_id: str, lost: Sequence[ResourceRow] = ()
) -> bool:
    """Take up the tables that looked at files which changed since; whether any is to be fetched.

    So are those that are `lost`, whatever they looked at. Those whose own bytes are erased are
    made due, and so are the files that tables about to be examined will look at.
    """
    looking = workspace.resources.looking(lease.source_id)
    around = _by_dataset(workspace, looking)
    again = {row.id: row for row in looking if _outdated(row, around[row.dataset_id])}
    again |= {row.id: row for row in lost}
    missing = take_up(workspace, lease, list(again.values()), run_id)
    needed = set(again)
    needed |= {row.id for row in looking if row.state in _JUST_FETCHED}
    for row in looking:
        if row.id in needed:
            missing += _not_at_hand(workspace, row, around[row.dataset_id])
    ids = sorted({row.id for row in missing if not _in_vain(row)})
    workspace.resources.ask_again(lease, ids, _TO_FETCH)
    return bool(ids)


def _by_dataset(workspace: Workspace, rows: Sequence[ResourceRow]) -> dict[str, list[ResourceRow]]:
    found: dict[str, list[ResourceRow]] = {row.dataset_id: [] for row in rows}
    for row in workspace.resources.of_datasets(sorted(found)):
        found[row.dataset_id].append(row)
    return found


def _outdated(row: ResourceRow, around: Sequence[ResourceRow]) -> bool:
    """Whether what a table looked at is no longer what there is.

    One just fetched is examined anyway, one that could not be fetched once it can be again.
    """
    if row.state in _JUST_FETCHED or row.beside is None or _in_vain(row):
        return False
    listed = others(row, around)
    contents = {one.id: one.content_sha256 for one in listed if not _in_vain(one)}
    opened = _opened(row)
    now = {one: contents.get(one, before) for one, before in opened.items()}
    return row.beside != written(listed, now)


def _in_vain(row: ResourceRow) -> bool:
    """Whether a file was asked for and not had: it is, or will be, asked for as any other."""
    asked = row.beside == _TO_FETCH and row.state not in _JUST_FETCHED
    return asked or row.state is State.FAILED


def _not_at_hand(
    workspace: Workspace, row: ResourceRow, around: Sequence[ResourceRow]
) -> list[ResourceRow]:
    """The files that a table looked at last time and whose bytes are erased."""
    opened = _opened(row)
    return [
        one
        for one in others(row, around)
        if one.id in opened and one.state not in _JUST_FETCHED and not has_raw(workspace, one)
    ]


def _opened(row: ResourceRow) -> dict[str, str | None]:
    if row.beside is None or row.beside == _TO_FETCH:
        return {}
    found: dict[str, str | None] = orjson.loads(row.beside)["opened"]
    return found
