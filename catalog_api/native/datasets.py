"""Native API: search for datasets, and one dataset."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.native.asking import Asked
from catalog_api.native.copies import json_documents, one_document
from catalog_api.native.counts import Labels
from catalog_api.search import cursors
from catalog_api.search.index import Hits
from catalog_api.search.questions import Question
from catalog_api.web import problems
from catalog_api.web.asked import described, read
from catalog_api.web.bytes_out import array, dumps, members, readable, send
from catalog_api.web.lists import Fields, chosen
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale
from federation.i18n import msg

router = APIRouter(prefix="/api/v1/datasets", tags=["datasets"])

_LABELS = Labels()


@readable(
    router,
    "",
    summary=msg("Search datasets"),
    responses=answers("Datasets", errors=(422, 503)),
    openapi_extra=described(Asked),
)
async def datasets(request: Request, catalogue: Served, locale: Locale) -> Response:
    """Datasets that hold every word and one value of each facet asked for.

    Follow `next` through everything, or page by `offset` up to 10,000. A dataset that is on several
    portals is there once, as the original; where cities, countries or partnerships are asked for
    and the original is in none of them, as the copy of the city. `near` is true where a word that
    no dataset holds was taken for words that are spelt nearly so.
    """
    asked = read(Asked, request)
    question = asked.question()
    if catalogue.quick and question.quick:
        return _search(request, catalogue, locale, asked, question)
    return await run_in_threadpool(_search, request, catalogue, locale, asked, question)


def _search(
    request: Request, catalogue: Catalogue, locale: str, asked: Asked, question: Question
) -> Response:
    try:
        hits = catalogue.find(question)
    except cursors.BadCursor as error:
        raise problems.bad_cursor() from error
    documents: Iterable[bytes] = ready(catalogue, hits.ids)
    if asked.fields:
        documents = (chosen(document, asked.fields) for document in documents)
    body = members(
        ("count", dumps(hits.count)),
        ("near", dumps(hits.near)),
        ("next", dumps(following(request, catalogue, question, hits))),
        ("facets", _LABELS.json(hits.facets, catalogue.federation(), locale)),
        ("datasets", array(documents)),
    )
    return send(request, body, headers={"Vary": "Accept-Language"})


@readable(
    router,
    "/{dataset_id}",
    summary=msg("A dataset"),
    responses=answers("Dataset", errors=(404, 410, 422)),
)
def dataset(
    request: Request, catalogue: Served, dataset_id: str, fields: Fields = None
) -> Response:
    """A dataset by id or name, with its tables. 410 and the reason once it was withdrawn.

    `copies` are the same dataset on other portals, `copyOf` the original where this is a copy;
    `possibleCopies` only have the same title and publisher. They are absent where there are none.
    """
    stored = catalogue.dataset(dataset_id)
    body = chosen(one_document(catalogue, stored), fields)
    return send(request, body, modified=catalogue.released())


def ready(catalogue: Catalogue, ids: Sequence[str]) -> Iterator[bytes]:
    """Native documents of what is published, in this order; most have no copies to be named."""
    known = catalogue.reader.alone(ids)
    if known is None:
        yield from json_documents(catalogue, catalogue.reader.datasets(ids))
    else:
        yield from (known[one] for one in ids if one in known)


def following(request: Request, catalogue: Catalogue, question: Question, hits: Hits) -> str | None:
    """The address of the page that follows; None on the last."""
    if hits.last is None:
        return None
    gone = ("offset", "after", "cursor")
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] not in gone]
    if question.after is not None:
        pairs.append(("after", hits.ids[-1]))
    else:
        pairs.append(("cursor", cursors.write(hits.last)))
    return f"{catalogue.federation().base_url}{request.url.path}?{urlencode(pairs)}"
