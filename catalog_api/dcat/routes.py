"""DCAT-AP 3.0.1 in Turtle: the whole catalogue, by pages (Hydra), and each dataset."""

from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from catalog_api.catalogue import Served
from catalog_api.native.copies import turtles
from catalog_api.native.grade_book import detailed_measurements
from catalog_api.render.hydra import Page, catalog_head
from catalog_api.render.turtle import HEAD
from catalog_api.search import fields as index_schema
from catalog_api.web.bytes_out import TURTLE, readable, send
from catalog_api.web.links import Links
from federation.published import StoredDataset

router = APIRouter(tags=["DCAT-AP"])

_TURTLE = {200: {"description": "OK", "content": {"text/turtle": {}}}}


@readable(router, "/catalog.ttl", summary="The catalogue as DCAT-AP", responses=_TURTLE)
def catalog(
    request: Request,
    catalogue: Served,
    after: Annotated[str, Query(max_length=60, description="Id of the last dataset seen.")] = "",
    limit: Annotated[int, Query(ge=1, le=1000, description="Datasets per page.")] = 1000,
    copies: Annotated[
        Literal["all"] | None, Query(description="Also the copies on other portals.")
    ] = None,
) -> Response:
    """The catalogue in Turtle. Beyond one page, follow `hydra:next`."""
    federation, totals = catalogue.federation(), catalogue.reader.totals()
    found = catalogue.reader.page(after, limit + 1, copies=copies == "all")
    shown = found[:limit]
    links = Links(federation.base_url)
    pages = {} if limit == 1000 else {"limit": str(limit)}
    pages |= {"copies": copies} if copies else {}
    page = Page(
        this=_address(links, {**pages, **({"after": after} if after else {})}),
        first=_address(links, pages),
        next=_address(links, {**pages, "after": shown[-1].id}) if len(found) > limit else None,
        total=totals.datasets + (totals.copies if copies else 0),
        datasets=shown,
    )
    head = catalog_head(federation, page, _newest(shown))
    body = b"\n".join((HEAD.encode(), head, *turtles(catalogue, shown)))
    return send(request, body, TURTLE)


@readable(router, "/dataset/{dataset_id}.ttl", summary="A dataset as DCAT-AP", responses=_TURTLE)
def dataset(request: Request, catalogue: Served, dataset_id: str) -> Response:
    """One dataset in Turtle, with each metric of its quality (DQV)."""
    stored = catalogue.dataset(dataset_id)
    body = HEAD.encode() + b"".join(turtles(catalogue, [stored]))
    return send(request, body + detailed_measurements(catalogue, stored), TURTLE)


@readable(router, "/dataset/{dataset_id}", include_in_schema=False)
def describe(request: Request, catalogue: Served, dataset_id: str) -> Response:
    """What the dataset's URI stands for: sends on to its description, in Turtle or as a page."""
    stored = catalogue.dataset(dataset_id)
    links = Links("")
    turtle = "text/turtle" in request.headers.get("accept", "")
    target = f"{links.dataset(stored.id)}.ttl" if turtle else links.page(stored.name)
    return RedirectResponse(target, 303, headers={"Vary": "Accept"})


def _address(links: Links, parameters: dict[str, str]) -> str:
    return links.catalog() + (f"?{urlencode(parameters)}" if parameters else "")


def _newest(datasets: list[StoredDataset]) -> datetime | None:
    newest = max((stored.search.modified for stored in datasets if stored.search), default="")
    return index_schema.moment(newest)
