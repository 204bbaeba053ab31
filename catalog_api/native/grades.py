"""Native API: the grades of a dataset with their history, and means by city and by schema."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.native import grade_book
from catalog_api.native.grade_book import MEASURES, Line
from catalog_api.render.quality import component_block, mqa_block, udata_block
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.lists import Fields, chosen
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale
from federation.grades import LABELS, Component, Grade, Grades
from federation.i18n import msg, pick
from federation.store.score_history import Graded, Point

router = APIRouter(prefix="/api/v1", tags=["quality"])

_VARIES = {"Vary": "Accept-Language"}
_CSV = "text/csv; charset=utf-8"
_COLUMNS = ("level", "id", "name", "datasets", *MEASURES, "rating", "since", "changed")


@readable(
    router,
    "/quality",
    summary=msg("Grades by city and schema"),
    responses=answers("Quality", "text/csv", errors=(422,)),
)
def quality(
    request: Request,
    catalogue: Served,
    locale: Locale,
    format: Annotated[Literal["json", "csv"], Query(description="json or csv")] = "json",
    fields: Fields = None,
) -> Response:
    """Mean grades of the federation, of each city and of each data schema, and how they changed.

    Copies of datasets are left out. `format=csv` gives one row for each, for a spreadsheet.
    """
    if format == "csv":
        headers = {**_VARIES, "Content-Disposition": 'attachment; filename="quality.csv"'}
        return send(request, _csv(catalogue, locale), _CSV, headers)
    found = grade_book.lines(catalogue, "federation").values()
    body = {
        "release": catalogue.reader.sequence(),
        "federation": next((_line(line, locale) for line in found), None),
        "cities": [
            {"id": line.id, "name": name, **_line(line, locale)}
            for line, name in named(catalogue, "city", locale)
        ],
        "schemas": [
            {"id": line.id, "name": name, **_line(line, locale)}
            for line, name in named(catalogue, "schema", locale)
        ],
    }
    return send(request, chosen(dumps(body), fields), headers=_VARIES)


@readable(
    router,
    "/datasets/{dataset_id}/quality",
    summary=msg("Grades of a dataset"),
    responses=answers("DatasetQuality"),
)
def dataset_quality(
    request: Request, catalogue: Served, locale: Locale, dataset_id: str, fields: Fields = None
) -> Response:
    """The grades of a dataset with their reasons, and how they were.

    `history` leaves out releases that changed none; `changes` are what the newest one moved.
    """
    stored = catalogue.dataset(dataset_id)
    found = [one for one in grade_book.history(catalogue, stored.id) if one.grades]
    now = found[0].grades if found else None
    body = {
        "id": stored.id,
        "name": stored.name,
        "quality": _grades(now, locale) if now else None,
        "since": found[0].at if found else None,
        "changes": changes(found),
        "history": [_past(one) for one in found],
    }
    return send(request, chosen(dumps(body), fields), headers=_VARIES)


def named(catalogue: Catalogue, by: str, locale: str) -> Iterator[tuple[Line, str]]:
    """Cities in the federation's order, or schemas by id, with the name they are shown by."""
    found = grade_book.lines(catalogue, by)
    if by != "city":
        yield from ((found[key], key) for key in sorted(found))
        return
    for city in catalogue.federation().cities:
        if city.id in found:
            yield found[city.id], pick(city.names, locale) or city.id


def changes(found: list[Graded]) -> list[dict[str, Any]]:
    """Components whose value the newest release changed, and from what to what."""
    if len(found) < 2 or found[0].grades is None or found[1].grades is None:
        return []
    before = {one.name: one.value for one in _components(found[1].grades)}
    return [
        {"component": one.name, "from": _rounded(before.get(one.name)), "to": _rounded(one.value)}
        for one in _components(found[0].grades)
        if _rounded(before.get(one.name)) != _rounded(one.value)
    ]


def _components(grades: Grades) -> Iterable[Component]:
    return (one for each in grades.three for one in each.components)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _grades(grades: Grades, locale: str) -> dict[str, Any]:
    return {
        "grades": {each.name.value: _grade(each, locale) for each in grades.three},
        "mqa": {
            **mqa_block(grades.mqa),
            "metrics": [
                {
                    "name": metric.name,
                    "dimension": metric.dimension,
                    "label": LABELS[metric.name].render(locale),
                    "points": metric.points,
                    "holds": metric.holds,
                }
                for metric in grades.mqa.metrics
            ],
        },
        "udata": udata_block(grades),
        "stars": grades.stars,
        "actions": [
            {
                "grade": action.grade.value,
                "component": action.component,
                "points": action.points,
                "text": action.text.render(locale),
            }
            for action in grades.actions
        ],
    }


def _grade(each: Grade, locale: str) -> dict[str, Any]:
    return {
        "score": each.score,
        "label": LABELS[each.name].render(locale),
        "components": [
            {
                **component_block(one),
                "label": LABELS[one.name].render(locale),
                "why": one.why.render(locale),
                "action": one.action.render(locale) if one.action else None,
            }
            for one in each.components
        ],
    }


def _past(one: Graded) -> dict[str, Any]:
    grades = one.grades
    if grades is None:
        return {"release": one.seq, "at": one.at}
    scores = {each.name.value: each.score for each in grades.three}
    return {"release": one.seq, "at": one.at, **scores, "mqa": grades.mqa.points}


def _line(line: Line, locale: str) -> dict[str, Any]:
    return {
        **_means(line.now),
        "rating": line.rating,
        "ratings": dict(line.spread.ratings),
        "changed": {name: line.change(name) for name in MEASURES},
        "actions": [
            {"component": name, "label": LABELS[name].render(locale), "datasets": count}
            for name, count in line.spread.actions[:3]
        ],
        "history": [_means(point) for point in line.points],
    }


def _means(point: Point) -> dict[str, Any]:
    means = {name: getattr(point, name) for name in MEASURES}
    return {"release": point.seq, "at": point.at, "datasets": point.datasets, **means}


def _csv(catalogue: Catalogue, locale: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    name = pick(catalogue.federation().titles, locale)
    for line in grade_book.lines(catalogue, "federation").values():
        writer.writerow(_row("federation", line, name))
    for level in ("city", "schema"):
        for line, name in named(catalogue, level, locale):
            writer.writerow(_row(level, line, name))
    return out.getvalue().encode()


def _row(level: str, line: Line, name: str) -> tuple[object, ...]:
    now = line.now
    means = (getattr(now, measure) for measure in MEASURES)
    changed = "; ".join(
        f"{measure} {moved:+g}" for measure in MEASURES if (moved := line.change(measure))
    )
    return (level, line.id, _safe(name), now.datasets, *means, line.rating, now.at, changed)


def _safe(text: str) -> str:
    """A name that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
