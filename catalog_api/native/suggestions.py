"""Native API: suggestions while somebody types, and the tables that have a column."""

from collections.abc import Iterator
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.native.asking import Filters, counted, read_cursor
from catalog_api.native.counts import LABELS
from catalog_api.native.datasets import following, ready
from catalog_api.search import cursors
from catalog_api.search.keys import column_key
from catalog_api.search.questions import Question
from catalog_api.search.suggestions import suggest
from catalog_api.web import problems
from catalog_api.web.asked import described, read
from catalog_api.web.bytes_out import dumps, members, readable, send
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale
from federation.i18n import msg, pick

router = APIRouter(prefix="/api/v1", tags=["datasets"])

_FACETS = "city,country,schema,conformity"


@readable(
    router,
    "/suggest",
    summary=msg("Suggestions while typing"),
    responses=answers("Suggestions", errors=(422, 503)),
)
def suggestions(
    request: Request,
    catalogue: Served,
    locale: Locale,
    q: Annotated[str, Query(max_length=200, description="What was typed so far.")] = "",
    limit: Annotated[int, Query(ge=1, le=20, description="Of each kind at most.")] = 8,
) -> Response:
    """Cities, keywords and titles with words that begin so, in the reader's language.

    Letters are compared without case and accents.
    """
    catalogue.ready()
    federation = catalogue.federation()
    found = suggest(catalogue.index, q, federation, locale, limit)
    cities = [city for key in found.cities if (city := federation.city(key))]
    body = {
        "cities": [{"id": city.id, "name": pick(city.names, locale)} for city in cities],
        "keywords": [{"keyword": word, "count": count} for word, count in found.keywords],
        "titles": list(_titles(catalogue, found.datasets, locale)),
    }
    return send(request, dumps(body), headers={"Vary": "Accept-Language"})


def _titles(catalogue: Catalogue, ids: tuple[str, ...], locale: str) -> Iterator[dict[str, str]]:
    """What the store still publishes: a title that was withdrawn is never suggested."""
    for body in ready(catalogue, ids):
        document = orjson.loads(body)
        yield {
            "id": document["id"],
            "name": document["name"],
            "title": pick(document["title"], locale) or document["name"],
            "url": document["urls"]["page"],
        }


class Columns(Filters):
    """A search for tables by a column; the filters are those of datasets."""

    name: str = Field(
        max_length=200,
        min_length=1,
        description="A column's name, or words in it, in order: siret finds codeSiret, id_siret.",
        examples=["siret"],
    )
    limit: int = Field(20, ge=1, le=100, description="Datasets of a page at most.")
    cursor: str | None = Field(
        None, max_length=600, description="Where the page begins: follow `next`, never make one."
    )
    facets: str = Field(_FACETS, max_length=300, description="Facets to count, comma-separated.")


@readable(
    router,
    "/columns",
    summary=msg("Tables that have a column"),
    responses=answers("ColumnTables", errors=(422, 503)),
    openapi_extra=described(Columns),
)
def columns(request: Request, catalogue: Served, locale: Locale) -> Response:
    """Published tables with such a column, by dataset in order of title, with their conformity.

    `count` is of datasets: a page has the tables of at most `limit` of them.
    """
    asked = read(Columns, request)
    question = Question(
        filters=asked.chosen(),
        limit=asked.limit,
        sort="title",
        facets=counted(asked.facets),
        cursor=read_cursor(asked.cursor),
        least=asked.least(),
        period=asked.days(),
        areas=asked.areas(),
        columns=asked.name,
    )
    try:
        hits, found = catalogue.ask(question)
    except cursors.BadCursor as error:
        raise problems.bad_cursor() from error
    wanted = f"_{column_key(asked.name)}_"
    documents = [orjson.loads(stored.json) for stored in found]
    body = members(
        ("count", dumps(hits.count)),
        ("next", dumps(following(request, catalogue, question, hits))),
        ("facets", LABELS.json(hits.facets, catalogue.federation(), locale)),
        ("tables", dumps([one for document in documents for one in _tables(document, wanted)])),
    )
    return send(request, body, headers={"Vary": "Accept-Language"})


def _tables(document: dict[str, Any], wanted: str) -> Iterator[dict[str, Any]]:
    """Tables of a dataset with such a column."""
    for table in document["tables"]:
        known = table["snapshot"]["columns"] if table["snapshot"] else ()
        same = [one for one in known if wanted in f"_{column_key(one['name'])}_"]
        if same:
            yield {
                "id": table["id"],
                "title": table["title"],
                "columns": same,
                "schema": table["schema"],
                "conformity": table["conformity"],
                "rows": table["snapshot"]["rows"],
                "dataset": {
                    "id": document["id"],
                    "name": document["name"],
                    "title": document["title"],
                },
                "city": document["city"],
                "links": table["links"],
            }
