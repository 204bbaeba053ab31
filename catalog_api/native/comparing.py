"""Native API: what differs between two versions of a table.

From one version to the next it was found out at publication and is kept. Between others it is
found out when asked for, by a worker process, while the data of both is kept; else columns and
counts are told only.
"""

from dataclasses import dataclass, replace
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.native.version_book import (
    NO_VERSION,
    described_table,
    file_of,
    history_of,
    home_of,
    is_kept,
    no_comparison,
    numbers,
)
from catalog_api.query.answers import ClientLeft, collect
from catalog_api.query.frames import Job
from catalog_api.web import problems
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.shapes import answers
from federation.differences import Difference, Key, KeyKind, drift, rows_of, rows_statement
from federation.i18n import msg
from federation.published import Snapshot, Table
from federation.store.history import TableVersion

router = APIRouter(prefix="/api/v1/tables", tags=["history"])

_KINDS = ("added", "removed", "changed")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two versions of a table, and the table as it is today."""

    old: TableVersion
    new: TableVersion
    table: Table | None

    @property
    def kept(self) -> bool:
        """Whether the data of both is still given."""
        return is_kept(self.old, self.table) and is_kept(self.new, self.table)

    @property
    def stored(self) -> Difference | None:
        """What was found out at publication, where one came right after the other."""
        return self.new.difference if self.old.number == self.new.number - 1 else None


@readable(
    router,
    "/{table_id}/changes",
    summary=msg("What changed between two versions of a table"),
    responses=answers("TableChanges", errors=(404, 410, 422, 503)),
)
async def changes(
    request: Request,
    catalogue: Served,
    table_id: str,
    since: Annotated[
        int | None,
        Query(alias="from", ge=1, le=2**31 - 1, description="Release of the older version."),
    ] = None,
    to: Annotated[
        int | None, Query(ge=1, le=2**31 - 1, description="Release of the newer version.")
    ] = None,
) -> Response:
    """Rows added, removed and changed by key, and columns added, removed and retyped.

    Without `to`, up to the newest version; without `from`, from the one before. `rows.added` and
    the others are null where they could not be found out. `sample` holds the keys of some rows,
    null where rows have no key or the data is no longer given.
    """
    pair = await run_in_threadpool(_pair, catalogue, table_id, since, to)
    found = pair.stored
    if (found is None or found.rows is None) and pair.kept:
        try:
            found = await _compared(request, catalogue, pair)
        except ClientLeft:
            return Response(status_code=499)
    if found is None:
        found = _outline(pair)
    base = await catalogue.base_url()
    body = {
        "table": table_id,
        "from": described_table(pair.old, pair.table, base),
        "to": described_table(pair.new, pair.table, base),
        **(numbers(found) or dict.fromkeys(("rows", "key", "columns"))),
        "sample": _sample(found) if found and pair.kept else None,
    }
    return send(request, dumps(body))


def _pair(catalogue: Catalogue, table_id: str, since: int | None, to: int | None) -> _Pair:
    _, table = home_of(catalogue, table_id)
    history = history_of(catalogue)
    new = (
        history.table(table_id, to) if to else next(iter(history.of_table(table_id, limit=1)), None)
    )
    if new is None:
        raise problems.nothing(NO_VERSION)
    if since is None:
        old = next(iter(history.of_table(table_id, new.seq, 1)), None)
    elif (old := history.table(table_id, since)) is None:
        raise problems.nothing(NO_VERSION)
    if old is None or old.seq >= new.seq:
        raise no_comparison()
    for version in (old, new):
        if version.retracted:
            file_of(catalogue, version, table)  # tells that it was taken back, and when
    return _Pair(old, new, table)


def _snapshot(version: TableVersion, table: Table | None) -> Snapshot | None:
    if version.snapshot is None and table and table.snapshot:
        return table.snapshot if table.snapshot.sha256 == version.sha256 else None
    return version.snapshot


def _outline(pair: _Pair) -> Difference | None:
    """Columns and counts only."""
    old, new = (_snapshot(one, pair.table) for one in (pair.old, pair.new))
    if old is None or new is None:
        return None
    return Difference(old.rows, new.rows, drift=drift(old.columns, new.columns))


async def _compared(request: Request, catalogue: Catalogue, pair: _Pair) -> Difference | None:
    """Rows compared by a worker, within the limits of any question."""
    found = _outline(pair)
    old, new = (_snapshot(one, pair.table) for one in (pair.old, pair.new))
    if found is None or old is None or new is None:
        return None
    key = await run_in_threadpool(_key, catalogue, pair)
    sides = [
        await run_in_threadpool(file_of, catalogue, version, pair.table)
        for version in (pair.old, pair.new)
    ]
    names = _KINDS + (tuple(f"sample_{kind}" for kind in _KINDS) if key.columns else ())
    limits = catalogue.limits
    job = Job(
        paths=tuple(map(str, sides)),
        sql=rows_statement(old.columns, new.columns, key, by_column=False),
        parameters=tuple(map(str, sides)),
        format="rows",
        columns=names,
        types=("",) * len(names),
        seconds=limits.seconds,
        rows=1,
        memory=f"{limits.memory_mb}MB",
        threads=limits.threads,
    )
    _, body = await collect(request, catalogue.workers, job)
    return replace(found, key=key, rows=rows_of(orjson.loads(body)[0], ()))


def _key(catalogue: Catalogue, pair: _Pair) -> Key:
    """A key known to tell the rows of both apart: the one they were last compared by, each."""
    history = history_of(catalogue)
    newer = history.of_table(pair.new.id, pair.new.seq + 1, pair.new.number - pair.old.number)
    keys = {one.difference.key if one.difference else Key() for one in newer}
    found = keys.pop() if len(keys) == 1 else Key()
    return found if found.kind is not KeyKind.ROW else Key()


def _sample(found: Difference) -> dict[str, Any] | None:
    if found.rows is None or not found.key.columns:
        return None
    rows = found.rows
    samples = (rows.sample_added, rows.sample_removed, rows.sample_changed)
    return {
        kind: [dict(zip(found.key.columns, key, strict=True)) for key in keys]
        for kind, keys in zip(_KINDS, samples, strict=True)
    }
