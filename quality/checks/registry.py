"""From the checks a schema asks for to the checks of its columns in a table."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from federation.i18n import msg
from federation.model import Finding
from quality.checks.base import RowCheck
from quality.checks.columns import cohesive_check, compare_check, one_of_check, sum_check
from quality.checks.formats import format_check, gps_check, phone_check, year_interval_check
from quality.checks.hours import opening_hours_check
from quality.schemas import CustomCheck
from quality.words.findings import HEADER_TAGS

_BUILDERS: Mapping[str, Callable[[Mapping[str, Any]], RowCheck]] = {
    "cohesive-columns-value": cohesive_check,
    "compare-columns-value": compare_check,
    "french-gps-coordinates": gps_check,
    "one-of-required": one_of_check,
    "opening-hours-value": opening_hours_check,
    "phone-number-value": phone_check,
    "sum-columns-value": sum_check,
    "year-interval-value": year_interval_check,
}


def build(checks: Sequence[CustomCheck]) -> tuple[tuple[RowCheck, ...], tuple[Finding, ...]]:
    """The checks that can be made, and a warning for each one that is not known."""
    made: list[RowCheck] = []
    unknown: list[Finding] = []
    for each in checks:
        check = _made(each)
        if check is None:
            unknown.append(_unknown(each.name))
        else:
            made.append(check)
    return tuple(made), tuple(unknown)


def _made(wanted: CustomCheck) -> RowCheck | None:
    builder = _BUILDERS.get(wanted.name)
    try:
        return builder(wanted.params) if builder else format_check(wanted.name, wanted.params)
    except (KeyError, TypeError):
        return None  # a parameter is missing: reported like an unknown check


def _unknown(name: str) -> Finding:
    return Finding(
        type="check-error",
        title=msg("Check not made"),
        message=msg(
            "The schema asks for the check “%(check)s”, unknown here or incomplete: "
            "it was not made.",
            check=name,
        ),
        tags=HEADER_TAGS,
    )


def applicable(
    checks: Sequence[RowCheck], present: frozenset[str]
) -> tuple[tuple[RowCheck, ...], tuple[Finding, ...]]:
    """The checks whose rows can be judged, and errors for groups of columns torn apart.

    A missing column counts as empty cells: most checks are then skipped, but columns that go
    together must all be there or all be absent, and one of two required ones must be there.
    """
    kept: list[RowCheck] = []
    errors: list[Finding] = []
    for check in checks:
        there = [column in present for column in check.columns]
        if all(there):
            kept.append(check)
        elif check.type == "cohesive-columns-value" and any(there):
            errors.append(_torn(check))
        elif check.type == "one-of-required":
            (kept.append(check) if any(there) else errors.append(_torn(check)))
    return tuple(kept), tuple(errors)


def _torn(check: RowCheck) -> Finding:
    return Finding(type=check.type, title=check.title, message=check.message, tags=HEADER_TAGS)
