"""Native API: questions about the rows of a table, and its files in every format.

The grammar is that of api-tabular, see `catalog_api.query.grammar`. Rows come from the immutable
snapshot of a published table only, read by worker processes.
"""

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.native.files import download
from catalog_api.query import grammar, places, sql
from catalog_api.query.answers import ClientLeft, Export, collect
from catalog_api.query.description import describe
from catalog_api.query.formats import FORMATS
from catalog_api.query.frames import Job
from catalog_api.query.grammar import Ask
from catalog_api.web import problems
from catalog_api.web.bytes_out import CACHE, OPEN, dumps, members, not_modified, readable, send
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale
from federation.i18n import pick
from federation.published import Snapshot

router = APIRouter(prefix="/api/v1/tables", tags=["tables"])

FormatName = Literal["csv", "json", "jsonl", "geojson", "parquet", "xlsx"]
#: Rows of a result at most.
ROWS = 1_000_000_000
#: Parameters that are no part of the question itself.
_OTHERS = frozenset({"page", "page_size", "lang"})


@readable(router, "/{table_id}/data", summary="Ask for rows", responses=answers("Answer"))
async def data(
    request: Request,
    catalogue: Served,
    table_id: str,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Response:
    """Rows that meet conditions, or groups of them: the grammar of data.gouv.fr's api-tabular.

    `column__exact=`, `__differs`, `__contains`, `__notcontains`, `__in`, `__notin`, `__less`,
    `__greater`, `__strictly_less`, `__strictly_greater`, `__isnull`, `__isnotnull`,
    `__sort=asc|desc`, `columns=a,b`; `__groupby`, `__count`, `__avg`, `__min`, `__max`, `__sum`.
    What may be asked of each column is in the table's own `openapi.json`.
    """
    _, snapshot, path = await run_in_threadpool(catalogue.snapshot, table_id)
    ask = _ask(request, snapshot)
    headers = {"ETag": _etag(request, snapshot, "data"), "Cache-Control": CACHE, **OPEN}
    if not_modified(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    try:
        head, rows = await collect(
            request, catalogue.workers, _page_job(catalogue, ask, path, snapshot, page, page_size)
        )
    except ClientLeft:
        return Response(status_code=499)
    total = head.get("total", snapshot.rows)
    body = members(
        ("data", rows),
        ("links", orjson.dumps(_links(request, catalogue, table_id, page, page_size, total))),
        ("meta", orjson.dumps({"page": page, "page_size": page_size, "total": total})),
    )
    return Response(body, headers={**headers, "Content-Type": "application/json"})


@readable(
    router,
    "/{table_id}/exports/{format}",
    summary="Data as a file",
    responses=answers(*(found.media_type.partition(";")[0] for found in FORMATS.values())),
)
async def export(
    request: Request, catalogue: Served, table_id: str, format: FormatName
) -> Response:
    """All the rows, or those that meet conditions (as in `data`), as a file, streamed."""
    table, snapshot, path = await run_in_threadpool(catalogue.snapshot, table_id)
    ask = _ask(request, snapshot)
    etag = _etag(request, snapshot, format)
    named = await run_in_threadpool(download, catalogue, table, FORMATS[format].ending)
    headers = {**named, "ETag": etag, "Content-Type": FORMATS[format].media_type}
    if not_modified(request, etag):
        return Response(status_code=304, headers=headers)
    job = _export_job(catalogue, ask, path, snapshot, format)
    if request.method == "HEAD":
        return Response(headers=headers)
    return Export(catalogue.workers, job, headers)


@readable(
    router,
    "/{table_id}/openapi.json",
    summary="What may be asked of a table",
    responses=answers("application/json"),
)
def description(request: Request, catalogue: Served, locale: Locale, table_id: str) -> Response:
    """The OpenAPI description of this table alone: its columns, what may be asked of each."""
    table, snapshot, _ = catalogue.snapshot(table_id)
    base = f"{catalogue.federation().base_url}/api/v1/tables/{table_id}"
    body = describe(base, pick(table.title, locale), types_of(snapshot))
    return send(request, dumps(body), headers={"Vary": "Accept-Language"})


def types_of(snapshot: Snapshot) -> dict[str, str]:
    """Table Schema type by column, in order."""
    return {column.name: column.type for column in snapshot.columns}


def _ask(request: Request, snapshot: Snapshot) -> Ask:
    pairs = request.query_params.multi_items()
    asked = [(name, value) for name, value in pairs if name not in _OTHERS]
    return grammar.parse(asked, types_of(snapshot))


def _etag(request: Request, snapshot: Snapshot, what: str) -> str:
    """Known before the question is asked: a snapshot never changes, nor does its answer."""
    text = f"{snapshot.sha256} {what} {request.url.query}"
    return f'"{blake2b(text.encode(), digest_size=12).hexdigest()}"'


def _page_job(
    catalogue: Catalogue, ask: Ask, path: Path, snapshot: Snapshot, page: int, size: int
) -> Job:
    where = str(path)
    counted = sql.count(ask, where) if ask.filters or ask.grouped else None
    statement = sql.rows(ask, where, limit=size, offset=(page - 1) * size, numbered=not ask.grouped)
    job = _job(catalogue, ask, where, snapshot, statement, "rows")
    if not ask.grouped:
        job = replace(job, columns=(sql.ROW, *job.columns), types=("integer", *job.types))
    return replace(job, count=(counted.sql, counted.parameters) if counted else None)


def _export_job(catalogue: Catalogue, ask: Ask, path: Path, snapshot: Snapshot, format: str) -> Job:
    place = places.coordinates(ask.columns) if format == "geojson" else None
    if format == "geojson" and (place is None or ask.grouped):
        raise problems.no_coordinates()
    job = _job(catalogue, ask, str(path), snapshot, sql.rows(ask, str(path)), format)
    limits = catalogue.limits
    most = FORMATS[format].rows
    return replace(
        job,
        seconds=limits.export_seconds,
        rows=most or ROWS,
        extra={"place": place} if place else {},
    )


def _job(
    catalogue: Catalogue,
    ask: Ask,
    path: str,
    snapshot: Snapshot,
    statement: sql.Statement,
    format: str,
) -> Job:
    types, limits = types_of(snapshot), catalogue.limits
    names = ask.names
    return Job(
        paths=(path,),
        sql=statement.sql,
        parameters=statement.parameters,
        format=format,
        columns=names,
        types=tuple(types.get(name, "number" if name.endswith("__avg") else "") for name in names),
        seconds=limits.seconds,
        rows=ROWS,
        memory=f"{limits.memory_mb}MB",
        threads=limits.threads,
    )


def _links(
    request: Request, catalogue: Catalogue, table_id: str, page: int, size: int, total: int
) -> dict[str, Any]:
    base = f"{catalogue.federation().base_url}/api/v1/tables/{table_id}"
    pairs = [
        pair for pair in request.query_params.multi_items() if pair[0] not in ("page", "page_size")
    ]

    def turn(number: int) -> str:
        query = urlencode([*pairs, ("page", str(number)), ("page_size", str(size))])
        return f"{base}/data?{query}"

    return {
        "table": base,
        "openapi": f"{base}/openapi.json",
        "next": turn(page + 1) if page * size < total else None,
        "prev": turn(page - 1) if page > 1 else None,
    }
