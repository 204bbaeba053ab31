"""Pages on quality: cities and their grades over the releases, and what a dataset's page shows."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.native import grade_book
from catalog_api.native.grade_book import MEASURES, Line
from catalog_api.native.grades import named
from catalog_api.pages.templating import page
from catalog_api.web.bytes_out import readable
from catalog_api.words.locales import Locale
from federation.grades import DIMENSIONS, LABELS, MQA_POINTS
from federation.i18n import pick

router = APIRouter(include_in_schema=False)

_WIDTH, _HEIGHT, _MARGIN = 120, 28, 3
#: The highest that each measure goes.
_MOST = dict.fromkeys(MEASURES, 100) | {"mqa": MQA_POINTS}
#: What the newest release changed that is worth telling.
_MOVED = 0.5


@readable(router, "/quality")
@readable(router, "/qualite")
def quality(request: Request, catalogue: Served, locale: Locale) -> Response:
    whole = next(iter(grade_book.lines(catalogue, "federation").values()), None)
    values: dict[str, Any] = {
        "site": pick(catalogue.federation().titles, locale),
        "data_docs": catalogue.has_data_docs,
        "labels_of": LABELS,
        "measures": MEASURES,
        "most": _MOST,
        "whole": shown(whole, "") if whole else None,
        "cities": [shown(*one) for one in named(catalogue, "city", locale)],
        "schemas": [shown(*one) for one in named(catalogue, "schema", locale)],
    }
    return page(request, "quality.html", locale, values)


def shown(line: Line, name: str) -> dict[str, Any]:
    """A line as pages show it: means, the last change of each, a curve over the releases."""
    return {
        "id": line.id,
        "name": name,
        "datasets": line.now.datasets,
        "since": line.now.at,
        "rating": line.rating,
        "measures": {
            measure: {
                "mean": getattr(line.now, measure),
                "change": line.change(measure),
                "most": _MOST[measure],
                "curve": curve(line.series(measure), _MOST[measure]),
            }
            for measure in MEASURES
        },
        "actions": line.spread.actions[:3],
    }


def curve(values: tuple[float | None, ...], most: float) -> dict[str, Any] | None:
    """Points of a polyline in a box of 120 × 28, the scale going from 0 to `most`."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    step = (_WIDTH - 2 * _MARGIN) / (len(known) - 1)
    high = _HEIGHT - 2 * _MARGIN
    points = (
        f"{_MARGIN + index * step:.1f},{_MARGIN + high * (1 - value / most):.1f}"
        for index, value in enumerate(known)
    )
    return {"points": " ".join(points), "first": known[0], "last": known[-1], "count": len(known)}


def of_city(catalogue: Catalogue, city_id: str) -> dict[str, Any]:
    """What the page of a city shows of its grades."""
    line = grade_book.lines(catalogue, "city").get(city_id)
    return {"graded": shown(line, "") if line else None, "labels_of": LABELS}


def of_dataset(catalogue: Catalogue, dataset_id: str) -> dict[str, Any]:
    """What the page of a dataset shows: its grades, those before, and the words for them."""
    found = [one for one in grade_book.history(catalogue, dataset_id, 20) if one.grades]
    before = found[1].grades if len(found) > 1 else None
    return {
        "grades": found[0].grades if found else None,
        "graded_on": found[0].at if found else None,
        "moved": _moved(found[0].grades, before) if found else {},
        "labels_of": LABELS,
        "mqa_points": MQA_POINTS,
        "mqa_dimensions": DIMENSIONS,
    }


def _moved(now: Any, before: Any) -> dict[str, int]:  # noqa: ANN401 - Grades or None
    """How many points the newest release moved each grade by."""
    if now is None or before is None:
        return {}
    pairs = zip(now.three, before.three, strict=True)
    return {
        each.name: each.score - old.score
        for each, old in pairs
        if each.score is not None and old.score is not None and abs(each.score - old.score) > _MOVED
    }
