"""OGC API – Features – Part 1: Core (OGC 17-069r4) over published tables with coordinates.

A collection is a table; a feature is one of its rows, its id the row's number in the file. Columns
may be asked for as in `/api/v1/tables/{table_id}/data`, besides `bbox`, `datetime`, `limit` and
`offset`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.native.answering import job_of
from catalog_api.ogc import boxes, documents, times
from catalog_api.query import grammar, places, sql
from catalog_api.query.answers import ClientLeft, collect
from catalog_api.query.grammar import Ask
from catalog_api.query.source import Source, of_table
from catalog_api.web import problems
from catalog_api.web.bytes_out import CACHE, OPEN, dumps, members, readable, send
from catalog_api.web.lists import cursor_of, place_of
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale
from federation.i18n import msg
from federation.published import Snapshot, Table

router = APIRouter(prefix="/ogc", tags=["ogc"])

GEOJSON = "application/geo+json"
_JSON = answers("application/json")
_OWN = frozenset({"bbox", "bbox-crs", "crs", "datetime", "limit", "offset", "f", "lang"})


@readable(router, "", summary=msg("OGC API: start"), responses=_JSON)
def landing(request: Request, catalogue: Served, locale: Locale) -> Response:
    """Landing page: what there is, and where."""
    return send(request, dumps(documents.landing(catalogue.federation(), locale)))


@readable(router, "/conformance", summary=msg("OGC API: conformance"), responses=_JSON)
def conformance(request: Request) -> Response:
    """Conformance classes of the standard that are kept."""
    return send(request, dumps({"conformsTo": documents.CONFORMANCE}))


@readable(router, "/collections", summary=msg("OGC API: collections"), responses=_JSON)
def collections(
    request: Request,
    catalogue: Served,
    locale: Locale,
    cursor: Annotated[
        str | None, Query(max_length=200, description="Where the page begins: follow next.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="Collections of a page.")] = 100,
) -> Response:
    """Published tables with columns of longitude and latitude; follow the link `next`."""
    place = place_of(cursor, str) or ("",)
    tables = catalogue.reader.tables(str(place[0]), limit)
    base = catalogue.federation().base_url
    found = [
        documents.collection(base, table, locale) for _, table in tables if _place(table.snapshot)
    ]
    links = documents.own_links(f"{base}/ogc/collections")
    if len(tables) == limit:
        query = urlencode({"cursor": cursor_of((tables[-1][1].id,)), "limit": limit})
        links.append(documents.link(f"{base}/ogc/collections?{query}", "next"))
    return send(request, dumps({"links": links, "collections": found}))


@readable(router, "/collections/{table_id}", summary=msg("OGC API: a collection"), responses=_JSON)
def collection(request: Request, catalogue: Served, locale: Locale, table_id: str) -> Response:
    """One table with coordinates."""
    table, _, _ = _placed(catalogue, table_id)
    return send(
        request, dumps(documents.collection(catalogue.federation().base_url, table, locale))
    )


@readable(
    router,
    "/collections/{table_id}/items",
    summary=msg("OGC API: features"),
    responses=answers(GEOJSON),
)
async def items(
    request: Request,
    catalogue: Served,
    table_id: str,
    bbox: Annotated[
        str | None,
        Query(
            max_length=200,
            description="West, south, east, north in degrees; rows "
            "without a place are in every box.",
            examples=["3.0,50.6,3.1,50.7"],
        ),
    ] = None,
    datetime_: Annotated[
        str | None,
        Query(
            alias="datetime",
            max_length=100,
            description="A day, a moment, or an interval whose open end is two dots: rows whose "
            "first column of dates is in it, or empty.",
            examples=["2024-01-01/.."],
        ),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=10_000, description="Features of a page.")] = 10,
    offset: Annotated[int, Query(ge=0, le=10**9, description="Features to skip.")] = 0,
) -> Response:
    """Rows as GeoJSON features; only those inside `bbox` and `datetime` where they are given."""
    _, source, place = await run_in_threadpool(_placed, catalogue, table_id)
    ask = _asked(request, source)
    if bbox is not None:
        ask = replace(ask, filters=(*ask.filters, boxes.inside(bbox, place)))
    if datetime_ is not None:
        when = times.during(datetime_, times.column_of(source.types))
        ask = replace(ask, filters=(*ask.filters, *when))
    head, features = await _features(request, catalogue, source, ask, place, limit, offset)
    matched = head.get("total", source.rows)
    base = f"{await catalogue.base_url()}/ogc/collections/{table_id}/items"
    links = _turns(request, base, limit, offset, matched)
    return _feature_collection(features, matched, links)


@readable(
    router,
    "/collections/{table_id}/items/{feature_id}",
    summary=msg("OGC API: a feature"),
    responses=answers(GEOJSON),
)
async def item(request: Request, catalogue: Served, table_id: str, feature_id: int) -> Response:
    """One row as a feature, by its number in the file."""
    _, source, place = await run_in_threadpool(_placed, catalogue, table_id)
    if not 1 <= feature_id <= (source.rows or 0):
        raise problems.nothing(msg("This table has no row of this number."))
    ask = Ask(tuple(source.types))
    _, features = await _features(request, catalogue, source, ask, place, 1, feature_id - 1)
    (found,) = orjson.loads(features)
    base = f"{await catalogue.base_url()}/ogc/collections/{table_id}"
    found["links"] = [
        documents.link(f"{base}/items/{feature_id}", "self", GEOJSON),
        documents.link(base, "collection"),
    ]
    return _geojson(dumps(found))


async def _features(
    request: Request,
    catalogue: Catalogue,
    source: Source,
    ask: Ask,
    place: tuple[str, str],
    limit: int,
    offset: int,
) -> tuple[Mapping[str, Any], bytes]:
    statement = sql.rows(ask, source, limit=limit, offset=offset, numbered=True)
    job = job_of(catalogue, ask, source, statement, "items")
    counted = sql.count(ask, source) if ask.filters else None
    job = replace(
        job,
        extra={"place": place, "identity": sql.ROW},
        count=(counted.sql, counted.parameters) if counted else None,
    )
    try:
        return await collect(request, catalogue.workers, job)
    except ClientLeft as error:
        raise problems.gone_object() from error


def _asked(request: Request, source: Source) -> Ask:
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] not in _OWN]
    ask = grammar.parse(pairs, source.types)
    if ask.grouped:
        raise problems.no_coordinates()
    # Coordinates are needed for the geometry, whatever columns were chosen.
    needed = places.coordinates(source.types) or ()
    return replace(ask, columns=tuple(dict.fromkeys((*ask.columns, *needed))))


def _turns(
    request: Request, base: str, limit: int, offset: int, matched: int
) -> list[dict[str, str]]:
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "offset"]

    def turn(start: int, rel: str) -> dict[str, str]:
        query = urlencode([*pairs, ("offset", str(start))])
        return documents.link(f"{base}?{query}", rel, GEOJSON)

    links = [documents.link(f"{base}?{request.url.query}".rstrip("?"), "self", GEOJSON)]
    if offset + limit < matched:
        links.append(turn(offset + limit, "next"))
    if offset:
        links.append(turn(max(0, offset - limit), "prev"))
    return links


def _feature_collection(features: bytes, matched: int, links: list[dict[str, str]]) -> Response:
    stamp = datetime.now(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    returned = len(orjson.loads(features))
    return _geojson(
        members(
            ("type", b'"FeatureCollection"'),
            ("features", features),
            ("numberMatched", dumps(matched)),
            ("numberReturned", dumps(returned)),
            ("timeStamp", dumps(stamp)),
            ("links", dumps(links)),
        )
    )


def _geojson(body: bytes) -> Response:
    return Response(body, headers={**OPEN, "Cache-Control": CACHE, "Content-Type": GEOJSON})


def _place(snapshot: Snapshot | None) -> tuple[str, str] | None:
    return places.coordinates(column.name for column in snapshot.columns) if snapshot else None


def _placed(catalogue: Catalogue, table_id: str) -> tuple[Table, Source, tuple[str, str]]:
    table, snapshot, path = catalogue.snapshot(table_id)
    place = _place(snapshot)
    if place is None:
        raise problems.nothing(msg("This table has no columns of longitude and latitude."))
    types = {column.name: column.type for column in snapshot.columns}
    return table, of_table(str(path), snapshot.sha256, snapshot.rows, types), place
