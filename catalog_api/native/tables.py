"""Native API: one table, its two reports, and its data as CSV, Parquet or JSON rows.

Data comes from the immutable snapshot of a published table only. Columns whose name starts with
`__` are partage's own (whether a row conforms): CSV and rows leave them out; the Parquet file is
served as it is stored, so that ranges of it can be read, and holds them.
"""

import re
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, Response, StreamingResponse

from catalog_api.catalogue import Served
from catalog_api.native import data, reports
from catalog_api.native.files import download
from catalog_api.web import problems
from catalog_api.web.bytes_out import dumps, not_modified, readable, send
from catalog_api.web.links import Links
from catalog_api.web.lists import Fields, chosen, next_link
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale
from federation.i18n import msg

router = APIRouter(prefix="/api/v1/tables", tags=["tables"])


def _files(kind: str, *more: int) -> dict[int | str, dict[str, Any]]:
    return answers(kind, errors=(403, 404, 410, *more, 422, 503))


_VARIES = {"Vary": "Accept-Language"}
PARQUET = "application/vnd.apache.parquet"
CSV = "text/csv; charset=utf-8; header=present"


@readable(router, "/{table_id}", summary=msg("A table"), responses=answers("Table"))
def table(request: Request, catalogue: Served, table_id: str, fields: Fields = None) -> Response:
    """A table whatever its state, with its columns, or the reason why its data is withheld."""
    dataset_id, _ = catalogue.table(table_id)
    document = orjson.loads(catalogue.dataset(dataset_id).json)
    for found in document["tables"]:
        if found["id"] == table_id:
            dataset = {key: document[key] for key in ("id", "name", "title")}
            body = chosen(dumps({**found, "dataset": dataset}), fields)
            return send(request, body, modified=catalogue.released())
    raise problems.no_table()


@readable(
    router,
    "/{table_id}/quality",
    summary=msg("Quality report"),
    responses=answers("QualityReport"),
)
def quality(
    request: Request, catalogue: Served, locale: Locale, table_id: str, fields: Fields = None
) -> Response:
    """Conformity of a table to its schema: verdict, counts, first errors, without cell content."""
    _, found = catalogue.table(table_id)
    if found.quality is None:
        raise problems.no_report()
    body = chosen(dumps(reports.quality(found.quality, locale)), fields)
    return send(request, body, headers=_VARIES, modified=catalogue.released())


@readable(
    router,
    "/{table_id}/anonymisation",
    summary=msg("Anonymisation report"),
    responses=answers("AnonymisationReport"),
)
def anonymisation(
    request: Request, catalogue: Served, locale: Locale, table_id: str, fields: Fields = None
) -> Response:
    """What was looked for, found and changed in a table so that nobody is found in it."""
    _, found = catalogue.table(table_id)
    if found.anonymisation is None:
        raise problems.no_report()
    body = chosen(dumps(reports.anonymisation(found.anonymisation, locale)), fields)
    return send(request, body, headers=_VARIES, modified=catalogue.released())


@readable(
    router,
    "/{table_id}/data.parquet",
    summary=msg("Data as Parquet"),
    responses=_files(PARQUET, 416),
)
def parquet(request: Request, catalogue: Served, table_id: str) -> Response:
    """The snapshot as stored, by ranges if asked. Its `__conforms` column marks conforming rows."""
    table, snapshot, path = catalogue.snapshot(table_id)
    etag = f'"{snapshot.sha256}"'
    headers = {**download(catalogue, table, "parquet"), "ETag": etag}
    if not_modified(request, etag, table.modified if "Last-Modified" in headers else None):
        return Response(status_code=304, headers=headers)
    check_range(request, snapshot.byte_size)
    return FileResponse(path, media_type=PARQUET, headers=headers)


@readable(router, "/{table_id}/data.csv", summary=msg("Data as CSV"), responses=_files("text/csv"))
def csv(request: Request, catalogue: Served, table_id: str) -> Response:
    """The data as CSV (RFC 4180): UTF-8, commas, a header line, streamed."""
    table, snapshot, path = catalogue.snapshot(table_id)
    etag = f'"{snapshot.sha256}-csv"'
    headers = {**download(catalogue, table, "csv"), "ETag": etag, "Content-Type": CSV}
    if not_modified(request, etag, table.modified if "Last-Modified" in headers else None):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return StreamingResponse(iter(()), headers=headers)  # of a length not known before
    return StreamingResponse(data.csv_stream(path), headers=headers)


@readable(
    router,
    "/{table_id}/rows",
    summary=msg("Rows as JSON"),
    responses=answers("Rows", errors=(403, 404, 410, 422, 503)),
)
def rows(
    request: Request,
    catalogue: Served,
    table_id: str,
    limit: Annotated[int, Query(ge=1, le=1000, description="Rows at most.")] = 20,
    offset: Annotated[int, Query(ge=0, le=10**12, description="Rows to skip.")] = 0,
) -> Response:
    """Some rows, in file order."""
    _, snapshot, path = catalogue.snapshot(table_id)
    page = data.rows(path, limit, offset)
    more = offset + len(page) < snapshot.rows and bool(page)
    base = Links(catalogue.federation().base_url).rows(table_id)
    following = f"{base}?limit={limit}&offset={offset + len(page)}" if more else None
    body = {
        "total": snapshot.rows,
        "columns": [{"name": found.name, "type": found.type} for found in snapshot.columns],
        "rows": page,
        "next": following,
    }
    text = orjson.dumps(body, default=str, option=orjson.OPT_NON_STR_KEYS)
    return send(request, text, headers=next_link(following))


_RANGES = re.compile(r"\s*bytes\s*=\s*(?:\d+-\d*|-\d+)(?:\s*,\s*(?:\d+-\d*|-\d+))*\s*", re.I | re.A)


def check_range(request: Request, size: int) -> None:
    """Refuse in our own shape what the file's answer would refuse in plain text."""
    asked = request.headers.get("Range")
    if asked is None or "If-Range" in request.headers:
        return
    # Further than any file, and short enough to be a number.
    pairs = [
        tuple(int(part[:19]) if part else None for part in one.strip().split("-"))
        for one in asked.partition("=")[2].split(",")
        if _RANGES.fullmatch(asked)
    ]
    good = all(
        (start is None and end) or (start is not None and start < size and _ordered(start, end))
        for start, end in pairs
    )
    if not pairs or not good:
        raise problems.no_range()


def _ordered(start: int, end: int | None) -> bool:
    return end is None or start <= end
