"""Native API: versions of datasets and of tables, as they were, and what each changed.

An address holds the number of the release that brought a version, and never means another one.
"""

import pathlib
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import FileResponse, Response, StreamingResponse

from catalog_api.catalogue import Catalogue, Served
from catalog_api.native import data
from catalog_api.native.tables import CSV, PARQUET, check_range
from catalog_api.native.version_book import (
    NO_VERSION,
    dataset_at,
    described_dataset,
    described_table,
    file_of,
    history_of,
    home_of,
)
from catalog_api.web import problems
from catalog_api.web.bytes_out import CACHE, OPEN, dumps, not_modified, readable, send
from catalog_api.web.lists import Cursor, Fields, Limit, Page, chosen, listing, place_of
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale
from federation.i18n import msg
from federation.store.history import TableVersion

router = APIRouter(prefix="/api/v1", tags=["history"])

Release = Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of the release.")]


@readable(
    router,
    "/datasets/{dataset_id}/versions",
    summary=msg("Versions of a dataset"),
    responses=answers("DatasetVersions"),
)
def dataset_versions(
    request: Request,
    catalogue: Served,
    locale: Locale,
    dataset_id: str,
    cursor: Cursor = None,
    limit: Limit = 20,
    fields: Fields = None,
) -> Response:
    """Every release that changed what a dataset says or holds, the newest first.

    `notes` tell the changes in words, `changes` field by field and table by table. A change of the
    publisher's date alone makes no version.
    """
    stored = catalogue.dataset(dataset_id)
    place = place_of(cursor, int)
    before = int(place[0]) if place else None
    found = history_of(catalogue).of_dataset(stored.id, before, limit + 1)
    base, shown = catalogue.federation().base_url, found[:limit]
    page = Page(
        [dumps(described_dataset(one, stored.id, base, locale)) for one in shown],
        (shown[-1].seq,) if len(found) > limit else None,
    )
    more = {"dataset": stored.id}
    answer = listing(request, base, "versions", page, fields=fields, more=more)
    answer.headers["Vary"] = "Accept-Language"
    return answer


@readable(
    router,
    "/datasets/{dataset_id}/versions/{release}",
    summary=msg("A version of a dataset"),
    responses=answers("Dataset"),
)
def dataset_version(
    request: Request, catalogue: Served, dataset_id: str, release: Release, fields: Fields = None
) -> Response:
    """The document of a dataset as it was after a release that changed it.

    Its addresses of data are those of today's data; versions of a table have their own.
    """
    stored = catalogue.dataset(dataset_id)
    document = chosen(dataset_at(catalogue, stored, release), fields)
    here = f"{catalogue.federation().base_url}/api/v1/datasets/{stored.id}"
    link = f'<{here}>; rel="latest-version", <{here}/versions>; rel="version-history"'
    return send(request, document, headers={"Link": link})


@readable(
    router,
    "/tables/{table_id}/versions",
    summary=msg("Versions of a table"),
    responses=answers("TableVersions"),
)
def table_versions(
    request: Request,
    catalogue: Served,
    table_id: str,
    cursor: Cursor = None,
    limit: Limit = 20,
    fields: Fields = None,
) -> Response:
    """Every content that a table was published with, the newest first, and what each changed.

    `available` tells whether its data is still given: older data is kept for a while only, and not
    where today's rules of anonymisation are others than those it passed.
    """
    stored, table = home_of(catalogue, table_id)
    place = place_of(cursor, int)
    before = int(place[0]) if place else None
    found = history_of(catalogue).of_table(table_id, before, limit + 1)
    base, shown = catalogue.federation().base_url, found[:limit]
    page = Page(
        [dumps(described_table(one, table, base)) for one in shown],
        (shown[-1].seq,) if len(found) > limit else None,
    )
    more = {"table": table_id, "dataset": stored.id}
    return listing(request, base, "versions", page, fields=fields, more=more)


@readable(
    router,
    "/tables/{table_id}/versions/{release}/data.parquet",
    summary=msg("A version's data as Parquet"),
    responses=answers(PARQUET, errors=(403, 404, 410, 416, 422, 503)),
)
def version_parquet(
    request: Request, catalogue: Served, table_id: str, release: Release
) -> Response:
    """The snapshot that a release published, by ranges if asked."""
    version, path, headers = _data(catalogue, table_id, release, "parquet")
    headers["ETag"] = f'"{version.sha256}"'
    if not_modified(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    check_range(request, path.stat().st_size)
    return FileResponse(path, media_type=PARQUET, headers=headers)


@readable(
    router,
    "/tables/{table_id}/versions/{release}/data.csv",
    summary=msg("A version's data as CSV"),
    responses=answers("text/csv", errors=(403, 404, 410, 422, 503)),
)
def version_csv(request: Request, catalogue: Served, table_id: str, release: Release) -> Response:
    """The data that a release published, as CSV (RFC 4180), streamed."""
    version, path, headers = _data(catalogue, table_id, release, "csv")
    headers |= {"ETag": f'"{version.sha256}-csv"', "Content-Type": CSV}
    if not_modified(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    body = iter(()) if request.method == "HEAD" else data.csv_stream(path)
    return StreamingResponse(body, headers=headers)


def _data(
    catalogue: Catalogue, table_id: str, release: int, suffix: str
) -> tuple[TableVersion, pathlib.Path, dict[str, str]]:
    """A version, its file, and the headers of an answer that is a file."""
    stored, table = home_of(catalogue, table_id)
    version = history_of(catalogue).table(table_id, release)
    if version is None:
        raise problems.nothing(NO_VERSION)
    path = file_of(catalogue, version, table)
    name = f"{stored.name}-{table_id[:8]}-{release}.{suffix}"
    disposition = f'attachment; filename="{name}"'
    return version, path, {**OPEN, "Cache-Control": CACHE, "Content-Disposition": disposition}
