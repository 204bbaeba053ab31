"""Native API: the cities that take part, and the state of this node."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.web import problems
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.links import Links
from catalog_api.web.lists import Cursor, Fields, Limit, Page, chosen, cut, listing
from catalog_api.web.shapes import answers
from federation.i18n import msg
from federation.published import CityDocument, SourceDocument

router = APIRouter(prefix="/api/v1", tags=["cities"])


@readable(router, "/cities", summary=msg("Cities"), responses=answers("Cities", errors=(422,)))
def cities(
    request: Request,
    catalogue: Served,
    cursor: Cursor = None,
    limit: Limit = 100,
    fields: Fields = None,
) -> Response:
    """The cities of the federation in order of id, with how many datasets each publishes."""
    federation, counts = catalogue.federation(), catalogue.reader.totals().by_city
    shown, following = cut(federation.cities, lambda one: one.id, cursor, limit)
    found = [
        dumps({**describe(catalogue, city), "datasets": counts.get(city.id, 0)}) for city in shown
    ]
    page = Page(found, following)
    return listing(request, federation.base_url, "cities", page, fields=fields)


@readable(
    router,
    "/cities/{city_id}",
    summary=msg("A city"),
    responses=answers("City", errors=(404, 422)),
)
def city(request: Request, catalogue: Served, city_id: str, fields: Fields = None) -> Response:
    """One city with its sources."""
    found = catalogue.federation().city(city_id)
    if found is None:
        raise problems.no_city()
    counts = catalogue.reader.totals().by_city
    sources = [
        _source(source) for source in catalogue.federation().sources if source.city_id == city_id
    ]
    body = {**describe(catalogue, found), "datasets": counts.get(city_id, 0), "sources": sources}
    return send(request, chosen(dumps(body), fields))


@readable(
    router,
    "/status",
    summary=msg("Status"),
    responses=answers("Status", errors=(422,)),
    tags=["status"],
)
def status(request: Request, catalogue: Served, fields: Fields = None) -> Response:
    """Counts of what is published, and the number of the newest release."""
    totals, federation = catalogue.reader.totals(), catalogue.federation()
    body = {
        "federation": {"id": federation.id, "titles": dict(federation.titles)},
        "datasets": totals.datasets,
        "tables": totals.tables,
        "rows": totals.rows,
        "byCity": dict(totals.by_city),
        "release": catalogue.reader.sequence(),
    }
    return send(request, chosen(dumps(body), fields))


def describe(catalogue: Catalogue, city: CityDocument) -> dict[str, Any]:
    """A city as the API tells it."""
    links = Links(catalogue.federation().base_url)
    return {
        "id": city.id,
        "names": dict(city.names),
        "country": city.country,
        "officialId": city.official_id,
        "officialIdKind": city.official_id_kind,
        "languages": list(city.languages),
        "homepage": city.homepage,
        "links": {
            "page": links.city(city.id),
            "datasets": f"{links.base}/api/v1/datasets?city={city.id}",
        },
    }


def _source(source: SourceDocument) -> dict[str, Any]:
    return {
        "id": source.id,
        "connector": source.connector,
        "url": source.url,
        "title": dict(source.title),
    }
