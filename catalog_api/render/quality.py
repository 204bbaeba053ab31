"""The `quality` member of a dataset's JSON: grades, MQA, stars, and what would raise them most."""

from typing import Any

from catalog_api.render import parts
from catalog_api.web.links import Links
from federation.grades import DIMENSIONS, MQA_POINTS, Component, Grade, Grades, Mqa
from federation.published import PublishedDataset

#: The criteria of udata that count in its score.
_UDATA = 9


def quality_block(published: PublishedDataset, links: Links) -> dict[str, Any] | None:
    """The grades in short; the reasons and the history are at `url`."""
    grades = published.grades
    if grades is None:
        return None
    return {
        "grades": {each.name.value: _grade(each) for each in grades.three},
        "mqa": mqa_block(grades.mqa),
        "udata": udata_block(grades),
        "stars": grades.stars,
        "actions": [
            {
                "grade": action.grade.value,
                "component": action.component,
                "points": action.points,
                "text": parts.all_languages(action.text),
            }
            for action in grades.actions
        ],
        "url": f"{links.api(published.id)}/quality",
    }


def mqa_block(mqa: Mqa) -> dict[str, Any]:
    """Points of the MQA; `unknown` are those of metrics that could not be measured."""
    found = mqa.dimensions
    return {
        "points": mqa.points,
        "max": MQA_POINTS,
        "unknown": mqa.unknown,
        "rating": mqa.rating.value,
        "dimensions": {
            name: {"points": found[name], "max": most} for name, most in DIMENSIONS.items()
        },
    }


def udata_block(grades: Grades) -> dict[str, Any]:
    """Nine criteria, `has_resources`, and the share of the nine that hold."""
    criteria = dict(grades.udata)
    held = sum(value for name, value in criteria.items() if name != "has_resources")
    return {"score": round(held / _UDATA, 3), "criteria": criteria}


def component_block(one: Component) -> dict[str, Any]:
    """A component without its words."""
    value = None if one.value is None else round(one.value, 3)
    return {"name": one.name, "weight": one.weight, "value": value}


def _grade(each: Grade) -> dict[str, Any]:
    return {"score": each.score, "components": [component_block(one) for one in each.components]}
