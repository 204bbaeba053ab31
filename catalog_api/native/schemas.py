"""Native API: the data schemas that published tables follow, and the tables of each.

Copies of a dataset on other portals are left out. What is read of all tables of a schema is kept
until the next release.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.readable import Readable
from catalog_api.web import problems
from catalog_api.web.bytes_out import dumps, readable
from catalog_api.web.links import Links
from catalog_api.web.lists import Cursor, Fields, Limit, Page, cut, listing, place_of
from catalog_api.web.shapes import answers
from catalog_api.words import vocabulary
from federation.i18n import msg
from federation.model import Texts
from federation.store.listings import SchemaTable, SchemaUse

router = APIRouter(prefix="/api/v1/schemas", tags=["schemas"])

_NOTHING = msg("No published table follows a schema of this name. See the list of schemas.")
_BATCH = 500


@readable(router, "", summary=msg("Schemas"), responses=answers("Schemas", errors=(422,)))
def schemas(
    request: Request,
    catalogue: Served,
    cursor: Cursor = None,
    limit: Limit = 20,
    fields: Fields = None,
) -> Response:
    """Data schemas that published tables follow, with how many tables and cities do."""
    found = catalogue.reader.schemas()
    shown, following = cut(found, lambda one: one.id, cursor, limit)
    page = Page([dumps(_described(catalogue, one)) for one in shown], following)
    base = catalogue.federation().base_url
    return listing(request, base, "schemas", page, fields=fields, modified=catalogue.released())


@readable(
    router,
    "/{schema_id:path}",
    summary=msg("A schema and its tables"),
    responses=answers("Schema", errors=(404, 422)),
)
def schema(
    request: Request,
    catalogue: Served,
    schema_id: str,
    cursor: Cursor = None,
    limit: Limit = 20,
    fields: Fields = None,
) -> Response:
    """One data schema: its versions in use, the cities that use it, and its tables by pages.

    `fields` chooses members of the tables.
    """
    use = next((one for one in catalogue.reader.schemas() if one.id == schema_id), None)
    if use is None:
        raise problems.nothing(_NOTHING)
    place = place_of(cursor, str) or ("",)
    found = catalogue.reader.schema_tables(schema_id, str(place[0]), limit + 1)
    shown = found[:limit]
    base = catalogue.federation().base_url
    page = Page(
        [dumps(_table(one, Links(base))) for one in shown],
        (shown[-1].id,) if len(found) > limit else None,
    )
    spread = _spread_of(catalogue, schema_id)
    more = {**_described(catalogue, use), "versions": spread.versions, "byCity": spread.by_city}
    return listing(
        request, base, "tables", page, fields=fields, modified=catalogue.released(), more=more
    )


def _described(catalogue: Catalogue, use: SchemaUse) -> dict[str, Any]:
    base = catalogue.federation().base_url
    spread = _spread_of(catalogue, use.id)
    return {
        "id": use.id,
        "title": dict(spread.title),
        "url": vocabulary.schema_uri(use.id, None),
        "tableCount": use.tables,
        "cityCount": use.cities,
        "conformingCount": spread.conforming,
        "links": {
            "self": f"{base}/api/v1/schemas/{quote(use.id)}",
            "datasets": f"{base}/api/v1/datasets?schema={quote(use.id, safe='')}",
        },
    }


def _table(found: SchemaTable, links: Links) -> dict[str, Any]:
    return {
        "id": found.id,
        "title": dict(found.title),
        "dataset": {"id": found.dataset_id, "name": found.dataset_name},
        "city": found.city_id,
        "version": found.version,
        "rows": found.rows,
        "valid": found.valid,
        "links": {"self": links.table(found.id), "csv": links.csv(found.id)},
    }


@dataclass(slots=True)
class _Spread:
    """What the tables of a schema have in sum."""

    title: Texts = field(default_factory=dict)
    conforming: int = 0
    versions: list[dict[str, Any]] = field(default_factory=list)
    by_city: dict[str, int] = field(default_factory=dict)


def _spread_of(catalogue: Catalogue, schema_id: str) -> _Spread:
    reader = catalogue.reader
    return _spread(reader, reader.sequence(), reader.hidden(), schema_id)


@lru_cache(maxsize=256)
def _spread(reader: Readable, _sequence: int, _hidden: frozenset[str], schema_id: str) -> _Spread:
    spread, versions, cities, after = _Spread(), Counter[str](), Counter[str](), ""
    while batch := reader.schema_tables(schema_id, after, _BATCH):
        for one in batch:
            versions[one.version or ""] += 1
            cities[one.city_id] += 1
            spread.conforming += one.valid is True
            spread.title = spread.title or one.schema_title
        after = batch[-1].id
    spread.versions = [
        {"version": version or None, "tables": count} for version, count in sorted(versions.items())
    ]
    spread.by_city = dict(sorted(cities.items()))
    return spread
