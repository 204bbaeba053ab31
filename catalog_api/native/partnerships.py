"""Native API: partnerships, the decentralised cooperations between cities."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.web import problems
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.lists import Cursor, Fields, Limit, Page, chosen, cut, listing
from catalog_api.web.shapes import answers
from federation.i18n import msg
from federation.published import PartnershipDocument

router = APIRouter(prefix="/api/v1/partnerships", tags=["partnerships"])

_NOTHING = msg("There is no partnership here. See the list of partnerships.")


@readable(router, "", summary=msg("Partnerships"), responses=answers("Partnerships", errors=(422,)))
def partnerships(
    request: Request,
    catalogue: Served,
    cursor: Cursor = None,
    limit: Limit = 20,
    fields: Fields = None,
) -> Response:
    """Cooperations between cities, in order of id, with how many datasets each city publishes."""
    federation = catalogue.federation()
    shown, following = cut(federation.partnerships, lambda one: one.id, cursor, limit)
    counts = catalogue.reader.totals().by_city
    page = Page([dumps(_described(catalogue, one, counts)) for one in shown], following)
    return listing(request, federation.base_url, "partnerships", page, fields=fields)


@readable(
    router,
    "/{partnership_id}",
    summary=msg("A partnership"),
    responses=answers("Partnership", errors=(404, 422)),
)
def partnership(
    request: Request, catalogue: Served, partnership_id: str, fields: Fields = None
) -> Response:
    """One cooperation: its cities, its convention, what it is about."""
    for found in catalogue.federation().partnerships:
        if found.id == partnership_id:
            counts = catalogue.reader.totals().by_city
            return send(request, chosen(dumps(_described(catalogue, found, counts)), fields))
    raise problems.nothing(_NOTHING)


def _described(
    catalogue: Catalogue,
    found: PartnershipDocument,
    counts: Any,  # noqa: ANN401 - by city
) -> dict[str, Any]:
    federation = catalogue.federation()
    base = f"{federation.base_url}/api/v1"
    cities = []
    for city_id in found.cities:
        city = federation.city(city_id)
        names = dict(city.names) if city else {}
        cities.append({"id": city_id, "names": names, "datasets": counts.get(city_id, 0)})
    asked = "&".join(f"city={city_id}" for city_id in found.cities)
    return {
        "id": found.id,
        "titles": dict(found.titles),
        "cities": cities,
        "convention": found.convention,
        "themes": list(found.themes),
        "links": {
            "self": f"{base}/partnerships/{found.id}",
            "datasets": f"{base}/datasets?{asked}",
        },
    }
