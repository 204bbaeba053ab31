"""Answers to questions about rows, whatever they are the rows of: a page, or a file."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any, Literal
from urllib.parse import urlencode

import orjson
from fastapi import Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue
from catalog_api.query import grammar, places, sql
from catalog_api.query.answers import ClientLeft, Export, collect
from catalog_api.query.frames import Job
from catalog_api.query.grammar import Ask
from catalog_api.query.kinds import FORMATS
from catalog_api.query.source import Source
from catalog_api.web import problems
from catalog_api.web.bytes_out import CACHE, OPEN, members, not_modified
from catalog_api.web.lists import next_link

FormatName = Literal["csv", "tsv", "json", "jsonl", "geojson", "parquet", "xlsx"]
#: Rows of a result at most.
ROWS = 1_000_000_000
#: Parameters that are no part of the question itself.
_OTHERS = frozenset({"page", "page_size", "lang"})
_PAGING = frozenset({"page", "page_size"})


async def page_of(
    request: Request,
    catalogue: Catalogue,
    source: Source,
    base: str,
    page: int,
    page_size: int,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """One page of rows; `base` is the address of what is asked, `more` goes into `meta`."""
    ask = _ask(request, source)
    headers = {"ETag": _etag(request, source, "data"), "Cache-Control": CACHE, **OPEN}
    if not_modified(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    job = _page_job(catalogue, ask, source, page, page_size)
    try:
        head, rows = await collect(request, catalogue.workers, job)
    except ClientLeft:
        return Response(status_code=499)
    total = head.get("total", source.rows)
    meta = {"page": page, "page_size": page_size, "total": total, **(more or {})}
    links = _links(request, base, page, page_size, total)
    body = members(("data", rows), ("links", orjson.dumps(links)), ("meta", orjson.dumps(meta)))
    headers |= {**next_link(links["next"]), "Content-Type": "application/json"}
    return Response(body, headers=headers)


def export_of(
    request: Request,
    catalogue: Catalogue,
    source: Source,
    format: FormatName,
    headers: Mapping[str, str],
) -> Response:
    """The rows as a file, streamed; `headers` name it."""
    job = _export_job(catalogue, _ask(request, source), source, format)
    etag = _etag(request, source, format)
    shown = {**headers, "ETag": etag, "Content-Type": FORMATS[format].media_type}
    if not_modified(request, etag):
        return Response(status_code=304, headers=shown)
    if request.method == "HEAD":
        return Response(headers=shown)
    return Export(catalogue.workers, job, shown)


def _ask(request: Request, source: Source) -> Ask:
    pairs = request.query_params.multi_items()
    asked = [(name, value) for name, value in pairs if name not in _OTHERS]
    return grammar.parse(asked, source.types)


def _etag(request: Request, source: Source, what: str) -> str:
    """Known before the question is asked: the rows of a source never change."""
    text = f"{source.tag} {what} {request.url.query}"
    return f'"{blake2b(text.encode(), digest_size=12).hexdigest()}"'


def _page_job(catalogue: Catalogue, ask: Ask, source: Source, page: int, size: int) -> Job:
    if ask.grouped:
        whole = job_of(catalogue, ask, source, sql.rows(ask, source), "rows")
        return replace(whole, page=(size, (page - 1) * size))
    counted = sql.count(ask, source) if ask.filters or source.rows is None else None
    numbered = source.number is not None
    statement = sql.rows(ask, source, limit=size, offset=(page - 1) * size, numbered=numbered)
    job = job_of(catalogue, ask, source, statement, "rows")
    if numbered:
        job = replace(job, columns=(sql.ROW, *job.columns), types=("integer", *job.types))
    return replace(job, count=(counted.sql, counted.parameters) if counted else None)


def _export_job(catalogue: Catalogue, ask: Ask, source: Source, format: str) -> Job:
    place = places.coordinates(ask.columns) if format == "geojson" else None
    if format == "geojson" and (place is None or ask.grouped):
        raise problems.no_coordinates()
    job = job_of(catalogue, ask, source, sql.rows(ask, source), format)
    return replace(
        job,
        seconds=catalogue.limits.export_seconds,
        rows=FORMATS[format].rows or ROWS,
        extra={"place": place} if place else {},
    )


def job_of(
    catalogue: Catalogue, ask: Ask, source: Source, statement: sql.Statement, format: str
) -> Job:
    """The work of a statement over a source, within the limits of a page."""
    names, limits = ask.names, catalogue.limits
    kinds = (source.types.get(name, "number" if name.endswith("__avg") else "") for name in names)
    return Job(
        paths=source.paths,
        sql=statement.sql,
        parameters=statement.parameters,
        format=format,
        columns=names,
        types=tuple(kinds),
        seconds=limits.seconds,
        rows=ROWS,
        memory=f"{limits.memory_mb}MB",
        threads=limits.threads,
    )


def _links(request: Request, base: str, page: int, size: int, total: int) -> dict[str, Any]:
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] not in _PAGING]

    def turn(number: int) -> str:
        query = urlencode([*pairs, ("page", str(number)), ("page_size", str(size))])
        # With or without the last slash, as it was asked.
        return f"{base}/data{'/' if request.url.path.endswith('/') else ''}?{query}"

    return {
        "self": base,
        "openapi": f"{base}/openapi.json",
        "next": turn(page + 1) if page * size < total else None,
        "prev": turn(page - 1) if page > 1 else None,
    }
