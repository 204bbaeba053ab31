"""Pages for people: home, results, dataset, cities. Rendered here, no script needed."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.pages import grades as grades_page
from catalog_api.pages.cards import card
from catalog_api.pages.dataset import dataset_view
from catalog_api.pages.templating import address, page
from catalog_api.search.questions import SHOWN, Question
from catalog_api.web import problems
from catalog_api.web.bytes_out import readable
from catalog_api.words import vocabulary
from catalog_api.words.labels import FACET_TITLES, facet_label
from catalog_api.words.locales import Locale
from federation.i18n import msg, pick
from federation.published import CityDocument

router = APIRouter(include_in_schema=False)

_PER_PAGE = 20
_LAST_OFFSET = 10_000
_FACET_VALUES = 12
_SORTS = {
    "relevance": msg("Relevance"),
    "modified": msg("Newest first"),
    "quality": msg("Best graded first"),
    "title": msg("Title"),
}


@readable(router, "/")
def home(request: Request, catalogue: Served, locale: Locale) -> Response:
    federation, totals = catalogue.federation(), catalogue.reader.totals()
    question = Question(limit=6, sort="modified", facets=("theme",))
    hits, newest = catalogue.ask(question)
    values = {
        **_site(catalogue, locale),
        "description": pick(federation.descriptions, locale),
        "totals": totals,
        "cities": _cities(catalogue, federation.cities),
        "themes": [
            (code, pick(vocabulary.THEMES.get(code, {}), locale) or code, count)
            for code, count in hits.facets["theme"]
        ],
        "newest": [card(orjson.loads(stored.json), catalogue, locale) for stored in newest],
        "partnerships": federation.partnerships,
    }
    return page(request, "home.html", locale, values)


@readable(router, "/datasets")
def results(
    request: Request,
    catalogue: Served,
    locale: Locale,
    q: Annotated[str, Query(max_length=1000)] = "",
    start: Annotated[int, Query(ge=0, le=_LAST_OFFSET)] = 0,
    sort: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    filters = {facet: request.query_params.getlist(facet)[:20] for facet in SHOWN}
    sort = sort if sort in _SORTS else ""
    question = Question(q, filters, _PER_PAGE, start, sort=sort or None, facets=SHOWN)
    hits, found = catalogue.ask(question)
    asked: dict[str, Any] = {"q": q, **{name: found for name, found in filters.items() if found}}
    sorts = _sorts(request, asked, question.order)
    asked["sort"] = sort
    following = start + _PER_PAGE
    values = {
        **_site(catalogue, locale),
        "q": q,
        "count": hits.count,
        "near": hits.near,
        "sort": sort,
        "sorts": sorts,
        "start": start,
        "cards": [card(orjson.loads(stored.json), catalogue, locale) for stored in found],
        "facets": [
            (FACET_TITLES[facet], _values(request, catalogue, locale, asked, facet, counts))
            for facet, counts in hits.facets.items()
        ],
        "chosen": _chosen(request, catalogue, locale, asked, filters),
        "previous": _page_link(request, asked, max(0, start - _PER_PAGE)) if start else None,
        "next": _page_link(request, asked, following)
        if following < min(hits.count, _LAST_OFFSET)
        else None,
        "filters": filters,
    }
    return page(request, "results.html", locale, values)


def _sorts(request: Request, asked: dict[str, Any], current: str) -> list[dict[str, Any]]:
    """Orders to choose from; relevance says nothing without words."""
    return [
        {
            "label": label,
            "link": address(request, "/datasets", {**asked, "sort": name}),
            "current": name == current,
        }
        for name, label in _SORTS.items()
        if name != "relevance" or asked["q"].strip()
    ]


def _page_link(request: Request, asked: dict[str, Any], start: int) -> str:
    return address(request, "/datasets", {**asked, "start": start or None})


def _values(
    request: Request,
    catalogue: Catalogue,
    locale: str,
    asked: dict[str, Any],
    facet: str,
    counts: Any,  # noqa: ANN401 - pairs of value and count
) -> list[dict[str, Any]]:
    """A facet's values with the link that chooses each."""
    federation, held = catalogue.federation(), asked.get(facet, [])
    return [
        {
            "label": facet_label(facet, value, federation, locale),
            "count": count,
            "link": address(request, "/datasets", {**asked, facet: [*held, value]}),
        }
        for value, count in counts[:_FACET_VALUES]
        if value not in held
    ]


def _chosen(
    request: Request,
    catalogue: Catalogue,
    locale: str,
    asked: dict[str, Any],
    filters: dict[str, list[str]],
) -> list[dict[str, Any]]:
    """Chosen values with the link that takes each away."""
    federation = catalogue.federation()
    return [
        {
            "facet": FACET_TITLES[facet],
            "label": facet_label(facet, value, federation, locale),
            "link": address(
                request, "/datasets", {**asked, facet: [one for one in held if one != value]}
            ),
        }
        for facet, held in filters.items()
        for value in held
    ]


@readable(router, "/datasets/{name}")
def dataset(
    request: Request,
    catalogue: Served,
    locale: Locale,
    name: str,
    table: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    stored = catalogue.dataset(name)
    values = {**_site(catalogue, locale), **dataset_view(catalogue, stored, table, locale)}
    shown = page(request, "dataset.html", locale, values)
    # The same address is RDF for those who prefer it (catalog_api.dcat).
    shown.headers["Vary"] = "Accept, Accept-Language"
    return shown


@readable(router, "/cities")
def cities(request: Request, catalogue: Served, locale: Locale) -> Response:
    found = _cities(catalogue, catalogue.federation().cities)
    return page(request, "cities.html", locale, {**_site(catalogue, locale), "cities": found})


@readable(router, "/cities/{city_id}")
def city(request: Request, catalogue: Served, locale: Locale, city_id: str) -> Response:
    federation = catalogue.federation()
    found = federation.city(city_id)
    if found is None:
        raise problems.no_city()
    question = Question("", {"city": [city_id]}, 12, sort="modified", facets=("theme",))
    hits, newest = catalogue.ask(question)
    values = {
        **_site(catalogue, locale),
        "city": found,
        "count": catalogue.reader.totals().by_city.get(city_id, 0),
        "sources": [source for source in federation.sources if source.city_id == city_id],
        "partnerships": [one for one in federation.partnerships if city_id in one.cities],
        "cities": {one.id: one for one in federation.cities},
        "themes": [
            (code, pick(vocabulary.THEMES.get(code, {}), locale) or code, count)
            for code, count in hits.facets["theme"]
        ],
        "cards": [card(orjson.loads(stored.json), catalogue, locale) for stored in newest],
        **grades_page.of_city(catalogue, city_id),
    }
    return page(request, "city.html", locale, values)


def _site(catalogue: Catalogue, locale: str) -> dict[str, Any]:
    """What every page shows."""
    federation = catalogue.federation()
    return {"site": pick(federation.titles, locale), "data_docs": catalogue.has_data_docs}


def _cities(
    catalogue: Catalogue, cities: tuple[CityDocument, ...]
) -> list[tuple[CityDocument, int]]:
    counts = catalogue.reader.totals().by_city
    return [(found, counts.get(found.id, 0)) for found in cities]
