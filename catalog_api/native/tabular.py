"""The addresses of data.gouv.fr's api-tabular, for programs written for it.

Resources are published tables, by the id that CKAN and DCAT know their CSV by.
"""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from catalog_api.catalogue import Served
from catalog_api.native.answering import export_of, page_of
from catalog_api.native.files import download
from catalog_api.native.queries import FILES, source_of
from catalog_api.query.description import describe
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale
from federation.i18n import msg, pick

router = APIRouter(prefix="/api/resources", tags=["api-tabular"])

_JSON = answers("application/json")
#: Names of api-tabular for types of Table Schema.
_KINDS = {"integer": "int", "year": "int", "number": "float", "boolean": "bool", "date": "date"}


@readable(router, "/{table_id}/", summary=msg("api-tabular: a resource"), responses=_JSON)
def resource(request: Request, catalogue: Served, table_id: str) -> Response:
    """When a resource was made, where it comes from, and what may be asked of it."""
    _, table = catalogue.table(table_id)
    base = f"/api/resources/{table_id}"
    links = [
        {"href": f"{base}/{name}/", "type": "GET", "rel": name}
        for name in ("profile", "data", "swagger")
    ]
    created = table.created.isoformat() if table.created else None
    body = {"created_at": created, "url": table.source_url, "links": links}
    return send(request, dumps(body))


@readable(router, "/{table_id}/profile/", summary=msg("api-tabular: columns"), responses=_JSON)
def profile(request: Request, catalogue: Served, table_id: str) -> Response:
    """The columns of a resource and their types."""
    _, source = source_of(catalogue, table_id)
    columns = {
        name: {"python_type": _KINDS.get(kind, "string"), "format": kind}
        for name, kind in source.types.items()
    }
    found = {"header": list(source.types), "columns": columns, "total_lines": source.rows}
    return send(request, dumps({"profile": found}))


@readable(
    router, "/{table_id}/data/", summary=msg("api-tabular: rows"), responses=answers("Answer")
)
async def data(
    request: Request,
    catalogue: Served,
    table_id: str,
    page: Annotated[int, Query(ge=1, le=1_000_000, description="Page, from 1 on.")] = 1,
    page_size: Annotated[int, Query(ge=1, le=200, description="Rows of a page.")] = 20,
) -> Response:
    """The same as `/api/v1/tables/{table_id}/data`."""
    _, source = await run_in_threadpool(source_of, catalogue, table_id)
    base = f"{await catalogue.base_url()}/api/resources/{table_id}"
    return await page_of(request, catalogue, source, base, page, page_size)


@readable(router, "/{table_id}/data/{format}/", summary=msg("api-tabular: a file"), responses=FILES)
async def export(
    request: Request, catalogue: Served, table_id: str, format: Literal["csv", "json"]
) -> Response:
    """The same as `/api/v1/tables/{table_id}/exports/{format}`."""
    table, source = await run_in_threadpool(source_of, catalogue, table_id)
    headers = await run_in_threadpool(download, catalogue, table, format)
    return export_of(request, catalogue, source, format, headers)


@readable(router, "/{table_id}/swagger/", summary=msg("api-tabular: description"), responses=_JSON)
def swagger(request: Request, catalogue: Served, locale: Locale, table_id: str) -> Response:
    """The OpenAPI description of one resource."""
    table, source = source_of(catalogue, table_id)
    base = f"{catalogue.federation().base_url}/api/v1/tables/{table_id}"
    body = describe(base, pick(table.title, locale), source.types)
    return send(request, dumps(body), headers={"Vary": "Accept-Language"})
