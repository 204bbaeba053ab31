"""Native API: search for datasets, and one dataset."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.native.copies import json_documents, one_document
from catalog_api.search.index import Hits
from catalog_api.search.questions import SHOWN, Question
from catalog_api.web.bytes_out import array, dumps, members, readable, send
from catalog_api.web.shapes import answers
from catalog_api.words.labels import facet_label
from catalog_api.words.locales import Locale

router = APIRouter(prefix="/api/v1/datasets", tags=["datasets"])

Several = Annotated[list[str], Query(description="May be repeated: any of the values.")]


@readable(router, "", summary="Search datasets", responses=answers("Datasets"))
def datasets(
    request: Request,
    catalogue: Served,
    locale: Locale,
    q: Annotated[str, Query(max_length=1000, description='Words, "phrases", -excluded.')] = "",
    city: Several = [],  # noqa: B006 - FastAPI copies defaults
    country: Several = [],  # noqa: B006
    theme: Several = [],  # noqa: B006
    schema: Several = [],  # noqa: B006
    format: Several = [],  # noqa: B006
    licence: Several = [],  # noqa: B006
    organization: Several = [],  # noqa: B006
    language: Several = [],  # noqa: B006
    sort: Annotated[Literal["relevance", "modified", "id"] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
    after: Annotated[
        str | None, Query(max_length=60, description="Id of the last dataset seen; sorts by id.")
    ] = None,
    copies: Annotated[
        Literal["all"] | None, Query(description="Also the copies on other portals.")
    ] = None,
) -> Response:
    """Datasets that hold every word and one value of each facet asked for.

    Page by `offset` up to 10,000, or through everything by `after`; `next` is the address to
    follow. A dataset that is on several portals is there once, as the original; where cities or
    countries are asked for and the original is in none of them, as the copy of the city.
    """
    filters = {
        "city": city,
        "country": [found.upper() for found in country],
        "theme": [found.upper() for found in theme],
        "schema": schema,
        "format": [found.upper() for found in format],
        "licence": licence,
        "organization": organization,
        "language": language,
    }
    question = Question(q, filters, limit, offset, after, sort, SHOWN, copies == "all")
    hits, found = catalogue.ask(question)
    following = _next(request, catalogue, question, hits)
    body = members(
        ("count", dumps(hits.count)),
        ("next", dumps(following)),
        ("facets", _facets(catalogue, hits, locale)),
        ("datasets", array(json_documents(catalogue, found))),
    )
    return send(request, body, headers={"Vary": "Accept-Language"})


@readable(router, "/{dataset_id}", summary="A dataset", responses=answers("Dataset"))
def dataset(request: Request, catalogue: Served, dataset_id: str) -> Response:
    """A dataset by id or name, with its tables. 410 and the reason once it was withdrawn.

    `copies` are the same dataset on other portals, `copyOf` the original where this is a copy;
    `possibleCopies` only have the same title and publisher. They are absent where there are none.
    """
    stored = catalogue.dataset(dataset_id)
    return send(request, one_document(catalogue, stored))


def _facets(catalogue: Catalogue, hits: Hits, locale: str) -> bytes:
    federation = catalogue.federation()
    return dumps(
        {
            facet: [
                {
                    "value": value,
                    "label": facet_label(facet, value, federation, locale),
                    "count": count,
                }
                for value, count in values
            ]
            for facet, values in hits.facets.items()
        }
    )


def _next(request: Request, catalogue: Catalogue, question: Question, hits: Hits) -> str | None:
    """The address of the page that follows: by key when asked by key, else by offset."""
    pairs = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in ("offset", "after")
    ]
    if question.after is not None:
        if len(hits.ids) < question.limit or hits.count <= question.limit:
            return None
        pairs.append(("after", hits.ids[-1]))
    else:
        reached = question.offset + question.limit
        if reached >= hits.count or reached > 10_000:
            return None
        pairs.append(("offset", str(reached)))
    return f"{catalogue.federation().base_url}{request.url.path}?{urlencode(pairs)}"
