"""Native API: the Croissant description of a table, for machine-learning libraries."""

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Served
from catalog_api.render.croissant import croissant as described
from catalog_api.web import problems
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale
from federation.i18n import msg

router = APIRouter(prefix="/api/v1/tables", tags=["tables"])

_JSON_LD = "application/ld+json"
_PROFILED = f'{_JSON_LD}; profile="http://www.w3.org/ns/json-ld#compacted"'


@readable(
    router,
    "/{table_id}/croissant.json",
    summary=msg("A table as Croissant"),
    responses=answers(_JSON_LD),
)
def croissant(request: Request, catalogue: Served, locale: Locale, table_id: str) -> Response:
    """The columns and the file of a published table (MLCommons Croissant 1.0)."""
    _, snapshot, _ = catalogue.snapshot(table_id)
    dataset_id, _ = catalogue.table(table_id)
    document = orjson.loads(catalogue.dataset(dataset_id).json)
    table = next((one for one in document["tables"] if one["id"] == table_id), None)
    if table is None:
        raise problems.no_table()
    base = catalogue.federation().base_url
    body = described(document, table, snapshot, base, locale)
    return send(request, dumps(body), _PROFILED, {"Vary": "Accept-Language"})
