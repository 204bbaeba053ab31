"""Native API: the federation itself, and where everything else is."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Served
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.lists import Fields, chosen
from catalog_api.web.shapes import answers
from federation.i18n import msg

router = APIRouter(tags=["federation"])

_LISTS = (
    *("datasets", "distributions", "cities", "sources", "partnerships", "schemas", "releases"),
    *("withdrawals", "quality", "status"),
)


@readable(
    router, "/api/v1", summary=msg("The federation"), responses=answers("Federation", errors=(422,))
)
def federation(request: Request, catalogue: Served, fields: Fields = None) -> Response:
    """The federation: its names, who publishes it, how much it holds, where its lists are."""
    found, totals = catalogue.federation(), catalogue.reader.totals()
    base, publisher = found.base_url, found.publisher
    body = {
        "id": found.id,
        "titles": dict(found.titles),
        "descriptions": dict(found.descriptions),
        "url": f"{base}/",
        "publisher": {"name": publisher.name, "email": publisher.email, "url": publisher.url},
        "release": catalogue.reader.sequence(),
        "counts": {
            "datasets": totals.datasets,
            "tables": totals.tables,
            "rows": totals.rows,
            "cities": len(found.cities),
            "sources": len(found.sources),
            "partnerships": len(found.partnerships),
        },
        "links": {
            **{name: f"{base}/api/v1/{name}" for name in _LISTS},
            "openapi": f"{base}/openapi.json",
            "documentation": f"{base}/docs",
            "ckan": f"{base}/api/3/action/",
            "dcat": f"{base}/catalog.ttl",
        },
    }
    return send(request, chosen(dumps(body), fields))
