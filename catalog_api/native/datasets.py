"""Native API: search for datasets, and one dataset."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served, catalogue_of
from catalog_api.native.asking import Asked
from catalog_api.native.copies import json_documents, one_document
from catalog_api.native.counts import LABELS
from catalog_api.search import cursors
from catalog_api.search.index import Hits
from catalog_api.search.questions import Question
from catalog_api.web import problems
from catalog_api.web.asked import described, read
from catalog_api.web.bytes_out import array, dumps, etag_of, members, readable, send
from catalog_api.web.direct import Direct
from catalog_api.web.kept import Page
from catalog_api.web.lists import Fields, chosen, next_link
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale, locale_of
from federation.i18n import msg
from federation.store.bodies import Body

router = APIRouter(prefix="/api/v1/datasets", tags=["datasets"])


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


async def _directly(request: Request) -> Response:
    return await datasets(request, await catalogue_of(request), locale_of(request))


#: What is asked most: answered before FastAPI's own routing. What is described is `datasets`.
DIRECT = (Direct(router.prefix, _directly),)


def _search(
    request: Request, catalogue: Catalogue, locale: str, asked: Asked, question: Question
) -> Response:
    make = partial(_page, request, catalogue, locale, asked, question)
    if question.walks:
        page = catalogue.pages.made((*catalogue.state(), request.scope["query_string"]), make)
    else:
        page = make()
    headers = {"Vary": "Accept-Language", **next_link(page.next)}
    return send(request, page.body, headers=headers, etag=page.etag)


def _page(
    request: Request, catalogue: Catalogue, locale: str, asked: Asked, question: Question
) -> Page:
    hits, documents = _found(catalogue, question)
    if asked.fields:
        documents = (chosen(document, asked.fields) for document in documents)
    more = following(request, catalogue, question, hits)
    body = members(
        ("count", dumps(hits.count)),
        ("near", dumps(hits.near)),
        ("next", dumps(more)),
        ("facets", LABELS.json(hits.facets, catalogue.federation(), locale)),
        ("datasets", array(documents)),
    )
    return Page(body, etag_of(body), more)


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


def _found(catalogue: Catalogue, question: Question) -> tuple[Hits, Iterable[bytes]]:
    """A page and its documents."""
    if question.walks and (walked := _walked(catalogue, question)) is not None:
        return walked
    try:
        hits = catalogue.find(question)
    except cursors.BadCursor as error:
        raise problems.bad_cursor() from error
    return hits, ready(catalogue, hits.ids)


def _walked(catalogue: Catalogue, question: Question) -> tuple[Hits, Iterable[bytes]] | None:
    """A page of everything, which the store has in order of id; the index would sort it all."""
    found = catalogue.reader.walk(question.place, question.limit + 1)
    if found is None:
        return None
    shown = found[: question.limit]
    last = cursors.Cursor("id", shown[-1].id) if len(found) > len(shown) else None
    hits = Hits(catalogue.listed(), tuple(one.id for one in shown), last=last)
    return hits, _documents(catalogue, shown)


def ready(catalogue: Catalogue, ids: Sequence[str]) -> Iterator[bytes]:
    """Native documents of what is published, in this order."""
    known = catalogue.reader.native(ids)
    if known is None:
        return json_documents(catalogue, catalogue.reader.datasets(ids))
    return _documents(catalogue, known)


def _documents(catalogue: Catalogue, found: Sequence[Body]) -> Iterator[bytes]:
    """Documents as they are, but for the few that have copies to be named."""
    copied = [one.id for one in found if one.copied]
    if not copied:
        return (one.body for one in found)
    stored = catalogue.reader.datasets(copied)
    told = {
        one.id: document
        for one, document in zip(stored, json_documents(catalogue, stored), strict=True)
    }
    return (told.get(one.id, one.body) for one in found)


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
