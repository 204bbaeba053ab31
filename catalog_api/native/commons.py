"""Native API: the commons of a schema, every city's published tables of it as one table.

Only rows that conform to the schema are in it; the others are counted. Copies of a dataset on
other portals are left out. What a city releases is seen with its release.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.native.answering import FormatName, export_of, job_of, page_of
from catalog_api.native.queries import FILES
from catalog_api.query.description import describe
from catalog_api.query.frames import Job
from catalog_api.query.grammar import Ask
from catalog_api.query.kinds import FORMATS
from catalog_api.query.source import Part, Source, of_parts
from catalog_api.query.sql import Statement
from catalog_api.web.bytes_out import CACHE, OPEN, dumps, readable, send
from catalog_api.web.problems import Problem
from catalog_api.web.shapes import answers
from federation.i18n import msg
from federation.store.listings import CommonTable

router = APIRouter(prefix="/api/v1/commons", tags=["commons"])


@readable(router, "", summary=msg("Schemas that cities share"), responses=answers("Commons"))
def commons(request: Request, catalogue: Served) -> Response:
    """Every schema with published tables: how many, of how many cities."""
    base = f"{catalogue.federation().base_url}/api/v1/commons"
    found = [
        {"schema": one.id, "tables": one.tables, "cities": one.cities, "url": f"{base}/{one.id}"}
        for one in catalogue.reader.schemas()
    ]
    return send(request, dumps({"commons": found}))


@readable(
    router,
    "/{schema:path}/data",
    summary=msg("Ask for rows of every city"),
    responses=answers("Answer"),
)
async def data(
    request: Request,
    catalogue: Served,
    schema: str,
    page: Annotated[int, Query(ge=1, le=1_000_000, description="Page, from 1 on.")] = 1,
    page_size: Annotated[int, Query(ge=1, le=200, description="Rows of a page.")] = 20,
) -> Response:
    """Rows of every city's tables of a schema: the grammar of `/api/v1/tables/{table_id}/data`.

    `__city`, `__dataset`, `__table` and `__row` (its number in the file) say where a row comes
    from, and may be asked for like other columns: `__city__groupby&montant__sum`.
    """
    tables = await run_in_threadpool(_tables, catalogue, schema)
    source = await gathered(catalogue, schema, tables)
    more = {"nonConforming": _left_out(tables)}
    base = f"{await catalogue.base_url()}/api/v1/commons/{schema}"
    return await page_of(request, catalogue, source, base, page, page_size, more)


@readable(
    router,
    "/{schema:path}/exports/{format}",
    summary=msg("Rows of every city, as a file"),
    responses=FILES,
)
async def export(request: Request, catalogue: Served, schema: str, format: FormatName) -> Response:
    """Every city's rows, or those that meet conditions, as a file, streamed."""
    tables = await run_in_threadpool(_tables, catalogue, schema)
    source = await gathered(catalogue, schema, tables)
    name = f"{schema.replace('/', '-')}.{FORMATS[format].ending}"
    headers = {
        **OPEN,
        "Cache-Control": CACHE,
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return export_of(request, catalogue, source, format, headers)


@readable(
    router,
    "/{schema:path}/openapi.json",
    summary=msg("What may be asked of a commons"),
    responses=answers("application/json"),
)
def description(request: Request, catalogue: Served, schema: str) -> Response:
    """The OpenAPI description of this commons alone."""
    source = _source(catalogue, _tables(catalogue, schema))
    return send(request, dumps(describe(_base(catalogue, schema), schema, source.types)))


@readable(
    router,
    "/{schema:path}",
    summary=msg("The commons of a schema"),
    responses=answers("OneCommons"),
)
def one(request: Request, catalogue: Served, schema: str) -> Response:
    """What each city brings: tables, rows, and how many of them conform to the schema."""
    tables = _tables(catalogue, schema)
    base = _base(catalogue, schema)
    body = {
        "schema": schema,
        "tables": len(tables),
        "rows": sum(table.conforming for table in tables),
        "nonConforming": _left_out(tables),
        "cities": _by_city(tables),
        "links": {
            "data": f"{base}/data",
            "openapi": f"{base}/openapi.json",
            "exports": {name: f"{base}/exports/{name}" for name in FORMATS},
        },
    }
    return send(request, dumps(body))


def _tables(catalogue: Catalogue, schema: str) -> Sequence[CommonTable]:
    found = catalogue.reader.commons(schema)
    if not found:
        raise Problem(
            404,
            "not-found",
            msg("No city publishes tables of this schema. See the list of schemas in use."),
        )
    return found


async def rows_of(catalogue: Catalogue, schema: str) -> Source:
    """Every city's rows of a schema; Problem 404 where nobody uses it."""
    return await gathered(catalogue, schema, await run_in_threadpool(_tables, catalogue, schema))


async def gathered(catalogue: Catalogue, schema: str, tables: Sequence[CommonTable]) -> Source:
    """The rows of tables of a schema; of many, from one file of this node."""
    source = await run_in_threadpool(_source, catalogue, tables)

    def job(ask: Ask, found: Source, statement: Statement) -> Job:
        made = job_of(catalogue, ask, found, statement, "parquet")
        return replace(made, seconds=catalogue.limits.export_seconds)

    if catalogue.gathered is None:
        return source
    return await catalogue.gathered.one(schema.replace("/", "-"), source, job)


def _source(catalogue: Catalogue, tables: Sequence[CommonTable]) -> Source:
    parts = [
        Part(
            path=str(catalogue.file(table.snapshot)),
            city=table.city_id,
            dataset=table.dataset_name,
            table=table.id,
            sha256=table.snapshot.sha256,
            types={column.name: column.type for column in table.snapshot.columns},
        )
        for table in tables
    ]
    return of_parts(parts)


def _left_out(tables: Sequence[CommonTable]) -> int:
    return sum(table.snapshot.rows - table.conforming for table in tables)


def _by_city(tables: Sequence[CommonTable]) -> list[Mapping[str, Any]]:
    found: dict[str, Counter[str]] = {}
    for table in tables:
        count = found.setdefault(table.city_id, Counter())
        count.update(tables=1, rows=table.conforming)
        count.update(nonConforming=table.snapshot.rows - table.conforming)
    return [{"city": city, **counts} for city, counts in sorted(found.items())]


def _base(catalogue: Catalogue, schema: str) -> str:
    return f"{catalogue.federation().base_url}/api/v1/commons/{schema}"
