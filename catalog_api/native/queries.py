"""Native API: questions about the rows of a table, and its files in every format.

The grammar is that of api-tabular, see `catalog_api.query.grammar`. Rows come from the immutable
snapshot of a published table only, read by worker processes.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.native.answering import FormatName, export_of, page_of
from catalog_api.native.files import download
from catalog_api.query.description import describe
from catalog_api.query.kinds import FORMATS
from catalog_api.query.source import Source, of_table
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale
from federation.i18n import msg, pick
from federation.published import Table

router = APIRouter(prefix="/api/v1/tables", tags=["tables"])

FILES = answers(*(found.media_type.partition(";")[0] for found in FORMATS.values()))


@readable(router, "/{table_id}/data", summary=msg("Ask for rows"), responses=answers("Answer"))
async def data(
    request: Request,
    catalogue: Served,
    table_id: str,
    page: Annotated[int, Query(ge=1, le=1_000_000, description="Page, from 1 on.")] = 1,
    page_size: Annotated[int, Query(ge=1, le=200, description="Rows of a page.")] = 20,
) -> Response:
    """Rows that meet conditions, or groups of them: the grammar of data.gouv.fr's api-tabular.

    `column__exact=`, `__differs`, `__contains`, `__notcontains`, `__in`, `__notin`, `__less`,
    `__greater`, `__strictly_less`, `__strictly_greater`, `__isnull`, `__isnotnull`,
    `__sort=asc|desc`, `columns=a,b`; `__groupby`, `__count`, `__avg`, `__min`, `__max`, `__sum`.
    What may be asked of each column is in the table's own `openapi.json`.
    """
    _, source = await run_in_threadpool(source_of, catalogue, table_id)
    base = f"{await catalogue.base_url()}/api/v1/tables/{table_id}"
    return await page_of(request, catalogue, source, base, page, page_size)


@readable(router, "/{table_id}/exports/{format}", summary=msg("Data as a file"), responses=FILES)
async def export(
    request: Request, catalogue: Served, table_id: str, format: FormatName
) -> Response:
    """All the rows, or those that meet conditions (as in `data`), as a file, streamed."""
    table, source = await run_in_threadpool(source_of, catalogue, table_id)
    headers = await run_in_threadpool(download, catalogue, table, FORMATS[format].ending)
    return export_of(request, catalogue, source, format, headers)


@readable(
    router,
    "/{table_id}/openapi.json",
    summary=msg("What may be asked of a table"),
    responses=answers("application/json"),
)
def description(request: Request, catalogue: Served, locale: Locale, table_id: str) -> Response:
    """The OpenAPI description of this table alone: its columns, what may be asked of each."""
    table, source = source_of(catalogue, table_id)
    body = describe(_base(catalogue, table_id), pick(table.title, locale), source.types)
    return send(request, dumps(body), headers={"Vary": "Accept-Language"})


def source_of(catalogue: Catalogue, table_id: str) -> tuple[Table, Source]:
    """A published table, and its rows as they may be asked for."""
    table, snapshot, path = catalogue.snapshot(table_id)
    types = {column.name: column.type for column in snapshot.columns}
    return table, of_table(str(path), snapshot.sha256, snapshot.rows, types)


def _base(catalogue: Catalogue, table_id: str) -> str:
    return f"{catalogue.federation().base_url}/api/v1/tables/{table_id}"
