"""DCAT-AP 3.0.1: the whole catalogue, by pages (Hydra), each dataset, and each series.

Every description is at an address of its own by format (`.ttl`, `.rdf`, `.jsonld`, `.nt`), and by
the Accept header where the thing itself is: `/catalog`, `/datasets/{name}`.
"""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.dcat import documents
from catalog_api.dcat.formats import FORMATS, preferred
from catalog_api.dcat.negotiated import ForReaders
from catalog_api.dcat.selection import Selection
from catalog_api.dcat.serialisations import serialised
from catalog_api.web.bytes_out import readable, send
from catalog_api.web.links import Links
from catalog_api.web.moments import moment
from federation.i18n import msg

router = APIRouter(tags=["DCAT-AP"])
negotiated = APIRouter(route_class=ForReaders)

_VARY = {"Vary": "Accept"}

After = Annotated[str, Query(max_length=60, description="Id of the last dataset seen.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="Datasets per page.")]
Copies = Annotated[Literal["all"] | None, Query(description="Also the copies on other portals.")]
Since = Annotated[
    str,
    Query(
        max_length=40,
        description="Only what releases changed since this moment or day (ISO 8601, UTC), "
        "withdrawals included.",
        examples=["2026-01-31"],
    ),
]


def _answers(suffix: str) -> dict[int | str, dict[str, Any]]:
    kind = FORMATS[suffix].media_type.partition(";")[0]
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        200: {"description": "OK", "content": {kind: {}}},
        404: {"description": "Not found", "content": problem},
        410: {"description": "Withdrawn", "content": problem},
        422: {"description": "A parameter cannot be used", "content": problem},
    }


def _send(
    request: Request,
    catalogue: Catalogue,
    read: Callable[[], bytes],
    suffix: str,
    headers: dict[str, str] | None = None,
) -> Response:
    """A description read as Turtle, in a format."""
    catalogue.index.touch()  # has this node learn of what was taken back
    kept = catalogue.documents
    cleared = kept.cleared
    body = serialised(kept, read(), suffix, cleared)
    return send(request, body, FORMATS[suffix].media_type, headers)


def _catalog_in(suffix: str) -> Callable[..., Response]:
    def catalog(
        request: Request,
        catalogue: Served,
        after: After = "",
        limit: Limit = documents.PAGE,
        copies: Copies = None,
        modified_since: Since = "",
    ) -> Response:
        """The catalogue. Beyond one page, follow `hydra:next`."""
        since = moment("modified_since", modified_since)
        wanted = Selection(after, limit, copies == "all", since, modified_since)
        body = documents.catalog(catalogue, wanted, f"/catalog.{suffix}", suffix)
        return send(request, body, FORMATS[suffix].media_type)

    return catalog


def _dataset_in(suffix: str) -> Callable[..., Response]:
    def dataset(request: Request, catalogue: Served, dataset_id: str) -> Response:
        """One dataset by id or name, with each metric of its quality (DQV)."""
        return _send(request, catalogue, partial(documents.dataset, catalogue, dataset_id), suffix)

    return dataset


def _series_in(suffix: str) -> Callable[..., Response]:
    def series(request: Request, catalogue: Served, name: str) -> Response:
        """A series of datasets that differ by their year, and its members."""
        return _send(request, catalogue, partial(documents.series, catalogue, name), suffix)

    return series


for _suffix in FORMATS:
    _said: dict[str, Any] = {"responses": _answers(_suffix)}
    readable(router, f"/catalog.{_suffix}", summary=msg("The catalogue as DCAT-AP"), **_said)(
        _catalog_in(_suffix)
    )
    readable(
        router, f"/dataset/{{dataset_id}}.{_suffix}", summary=msg("A dataset as DCAT-AP"), **_said
    )(_dataset_in(_suffix))
    readable(router, f"/datasets/{{dataset_id}}.{_suffix}", include_in_schema=False)(
        _dataset_in(_suffix)
    )
    readable(
        router, f"/dataset-series/{{name}}.{_suffix}", summary=msg("A series of datasets"), **_said
    )(_series_in(_suffix))


@readable(router, "/catalog", include_in_schema=False)
def negotiated_catalog(
    request: Request,
    catalogue: Served,
    after: After = "",
    limit: Limit = documents.PAGE,
    copies: Copies = None,
    modified_since: Since = "",
) -> Response:
    """The catalogue in the format that the client prefers; people are sent on to the pages."""
    suffix = preferred(request.headers.get("accept", ""), "ttl")
    if suffix is None:
        return RedirectResponse("/datasets", 303, headers=_VARY)
    since = moment("modified_since", modified_since)
    wanted = Selection(after, limit, copies == "all", since, modified_since)
    body = documents.catalog(catalogue, wanted, "/catalog", suffix)
    query = f"?{request.url.query}" if request.url.query else ""
    place = {"Content-Location": f"/catalog.{suffix}{query}"}
    return send(request, body, FORMATS[suffix].media_type, {**_VARY, **place})


@readable(router, "/dataset/{dataset_id}", include_in_schema=False)
def describe(request: Request, catalogue: Served, dataset_id: str) -> Response:
    """What the dataset's URI stands for: sends on to its description, as RDF or as a page."""
    stored = catalogue.dataset(dataset_id)
    links = Links("")
    suffix = _wanted(request)
    target = f"{links.dataset(stored.id)}.{suffix}" if suffix else links.page(stored.name)
    return RedirectResponse(target, 303, headers=_VARY)


@readable(router, "/dataset-series/{name}", include_in_schema=False)
def describe_series(request: Request, catalogue: Served, name: str) -> Response:
    """What a series' URI stands for: its description, or the page of its newest member."""
    links = Links("")
    newest = documents.newest_member(catalogue, name)
    suffix = _wanted(request)
    target = f"{links.series(name)}.{suffix}" if suffix else links.page(newest)
    return RedirectResponse(target, 303, headers=_VARY)


@readable(negotiated, "/datasets/{name}", include_in_schema=False)
def page_as_data(request: Request, catalogue: Served, name: str) -> Response:
    """The page of a dataset, for clients that rather have RDF; others are never sent here."""
    return _as_data(request, catalogue, name)


def _as_data(request: Request, catalogue: Catalogue, name: str) -> Response:
    suffix = _wanted(request) or "ttl"
    place = {"Content-Location": f"/datasets/{name}.{suffix}"}
    read = partial(documents.dataset, catalogue, name)
    return _send(request, catalogue, read, suffix, {**_VARY, **place})


def _wanted(request: Request) -> str | None:
    return preferred(request.headers.get("accept", ""), "")


router.include_router(negotiated)
