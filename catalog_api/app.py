"""The catalogue's HTTP application, put together from its routes."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from catalog_api import responses
from catalog_api.assistants.server import PATH, Assistants
from catalog_api.catalogue import Catalogue
from catalog_api.ckan import routes as ckan
from catalog_api.dcat import routes as dcat
from catalog_api.dcat import series as dcat_series
from catalog_api.native import (
    cities,
    commons,
    comparing,
    croissant,
    datasets,
    distributions,
    grades,
    history,
    link_states,
    partnerships,
    releases,
    root,
    schemas,
    sources,
    suggestions,
    tables,
    tabular,
    withdrawals,
)
from catalog_api.native import queries as queries_routes
from catalog_api.native.counts import LABELS
from catalog_api.ogc import routes as ogc
from catalog_api.pages import api as api_page
from catalog_api.pages import feeds, series, site, sitemap
from catalog_api.pages import grades as grades_page
from catalog_api.pages import routes as pages
from catalog_api.pages.templating import STATIC
from catalog_api.query.gathered import Gathered
from catalog_api.query.pool import Workers
from catalog_api.readable import Readable
from catalog_api.search.index import SearchIndex
from catalog_api.visibility import AccessBook
from catalog_api.web import manners
from catalog_api.web.examples import illustrate
from catalog_api.web.history_shapes import HISTORY_SHAPES
from catalog_api.web.list_shapes import CKAN_SHAPES, LIST_SHAPES
from catalog_api.web.rates import Counter, RateLimit
from catalog_api.web.readings import CountsUses, Tally
from catalog_api.web.security import DATA_DOCS_PATH, SecurityHeaders
from catalog_api.web.shapes import SCHEMAS
from federation.lake import Lake
from federation.settings import Queries, Serving
from federation.store.reader import CatalogReader
from federation.store.readings import Readings

_DESCRIPTION = (
    "Open data of partner cities: harvested, checked against their schemas, anonymised, and "
    "published as one catalogue. Errors of the native API all have one shape (`Problem`, RFC 9457)."
)


def create_app(
    reader: CatalogReader,
    lake: Lake,
    index_folder: Path,
    *,
    data_docs: Path | None = None,
    queries: Queries | None = None,
    serving: Serving | None = None,
    redis: str | None = None,
    access: AccessBook | None = None,
) -> FastAPI:
    """The application over a published state.

    `index_folder` belongs to this node's search index and is made when absent; `data_docs` is a
    folder of Great Expectations' Data Docs, served under /rapports/ when given; `queries` bounds
    what a question about rows may cost; `serving` how many requests a client may send (without
    it, as many as wanted), counted in `redis` where given, and whether uses are counted (without
    it, no); `access` tells which datasets are not public.
    """
    readable = Readable(reader, access)

    bounds = queries or Queries()
    workers = Workers(bounds.processes)
    gathered = Gathered(index_folder / "commons", workers)

    def forget(sha256: str) -> None:
        lake.forget("public", sha256)
        gathered.clear()

    index = SearchIndex(reader, index_folder, forget, readable.hidden)
    catalogue = Catalogue(readable, lake, index, data_docs, workers, bounds, gathered)
    index.when_taken_back(partial(_drop, catalogue))
    assistants = Assistants(catalogue)
    manner = serving or Serving(requests_per_minute=0, count_uses=False)
    uses = Tally(Readings(reader.database)) if manner.count_uses else None
    if uses is not None:
        catalogue.note = uses.note
    counter = Counter(manner.requests_per_minute, redis) if manner.requests_per_minute else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        index.touch()
        async with uses.kept() if uses is not None else nullcontext():
            yield
        await assistants.close()
        await workers.close()
        if counter is not None:
            await counter.close()
        index.close()

    app = FastAPI(
        title="partage",
        version="1",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        # CKAN clients do not follow redirects.
        redirect_slashes=False,
        # Nothing about requests or failures leaves this process.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.catalogue = catalogue
    app.router.routes.extend((*ckan.DIRECT, *datasets.DIRECT))
    for part in (
        ckan,
        *(
            datasets,
            suggestions,
            link_states,
            grades,
            tables,
            history,
            comparing,
            queries_routes,
            tabular,
            croissant,
            commons,
            cities,
            dcat,
            ogc,
        ),
        *(root, distributions, sources, partnerships, schemas, releases, withdrawals),
        *(site, sitemap, feeds, api_page, pages, grades_page, series),
    ):
        app.include_router(part.router)
    # No GET: without sessions there is nothing to wait for, and each who waits holds a connection.
    app.router.routes.append(Route(PATH, assistants, methods=["POST"], include_in_schema=False))
    app.mount("/static", StaticFiles(directory=STATIC))
    if data_docs is not None:
        app.mount(DATA_DOCS_PATH, series.DataDocs(data_docs))
    app.openapi = lambda: _description(app)  # type: ignore[method-assign]
    if uses is not None:
        app.add_middleware(CountsUses, note=uses.note)
    _add_manners(app, counter, manner.trusted_proxies)
    return app


def _drop(catalogue: Catalogue) -> None:
    """Keep nothing in memory, or gathered in a file, that may hold what was taken back.

    The command that takes it back brings an index that it shares with a node up to date: then no
    snapshot is forgotten here (`forget`), and what was gathered of it would stay.
    """
    if catalogue.gathered is not None:
        catalogue.gathered.clear()
    catalogue.documents.clear()
    catalogue.pages.clear()
    dcat_series.forget()
    LABELS.clear()


def _add_manners(app: FastAPI, counter: Counter | None, proxies: Sequence[str]) -> None:
    """What every answer passes through; what is added last sees it last."""
    manners.compress(app)
    if counter is not None:
        app.add_middleware(RateLimit, counter=counter, respond=responses.respond)
    manners.open_to_scripts(app)
    responses.install(app)
    app.add_middleware(SecurityHeaders)
    if proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(proxies))


def _description(app: FastAPI) -> dict[str, Any]:
    """OpenAPI with the shapes of our ready documents; made once."""
    if app.openapi_schema is None:
        found = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        schemas.update(SCHEMAS | LIST_SHAPES | CKAN_SHAPES | HISTORY_SHAPES)
        illustrate(found)
        app.openapi_schema = found
    return app.openapi_schema
