"""From a subject to its grades: weighted means of what was measured, and what would raise them."""

from collections.abc import Iterable

from federation.grades import Action, Component, Grade, GradeName, Grades
from quality.grades import reliability, services, value
from quality.grades.availability import within_reach
from quality.grades.mqa import assess
from quality.grades.stars import stars
from quality.grades.subject import Subject
from quality.grades.udata import criteria

#: Actions told.
_ACTIONS = 3
#: Points of a grade below which an action is not worth telling.
_WORTH = 0.5


def grade(subject: Subject) -> Grades:
    """All grades of a dataset."""
    three = (
        graded(GradeName.RELIABILITY, within_reach(subject, reliability.components(subject))),
        graded(GradeName.VALUE, within_reach(subject, value.components(subject))),
        graded(GradeName.SERVICES, within_reach(subject, services.components(subject))),
    )
    return Grades(
        *three,
        mqa=assess(subject),
        udata=criteria(subject),
        stars=stars(subject),
        actions=actions(three),
        review=reliability.review(subject),
    )


def graded(name: GradeName, found: Iterable[Component]) -> Grade:
    """The weighted mean of the components measured, on 100: weights are shared out anew."""
    components = tuple(found)
    total = _weight(components)
    if not total:
        return Grade(name, None, components)
    points = sum(one.weight * one.value for one in components if one.value is not None)
    return Grade(name, int(100 * points / total + 0.5), components)


def actions(grades: Iterable[Grade]) -> tuple[Action, ...]:
    """What would raise a grade most: the three actions that bring the most points, told once."""
    found = [action for each in grades for action in _gains(each)]
    best: dict[str, Action] = {}
    for action in sorted(found, key=lambda action: -action.points):
        best.setdefault(action.text.msgid, action)
    return tuple(best.values())[:_ACTIONS]


def _gains(each: Grade) -> Iterable[Action]:
    total = _weight(each.components)
    for one in each.components:
        if one.value is None or one.action is None:
            continue
        points = round(100 * one.weight * (1 - one.value) / total, 1)
        if points >= _WORTH:
            yield Action(each.name, one.name, points, one.action)


def _weight(components: Iterable[Component]) -> int:
    return sum(one.weight for one in components if one.value is not None)
