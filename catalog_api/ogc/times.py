"""When the rows of a table were: its column of dates, and the parameter `datetime`.

Source: OGC 17-069r4, requirement /req/core/fc-time-response: what has no date is matched too, and
of several temporal properties a server may use one.
"""

from collections.abc import Mapping
from datetime import date, datetime

from catalog_api.query.grammar import Filter
from catalog_api.web.problems import Problem
from federation.i18n import msg

_OPEN = ("", "..")


def column_of(types: Mapping[str, str]) -> str | None:
    """The first column that holds dates; None where there is none. `types` is in order."""
    return next((name for name, kind in types.items() if kind == "date"), None)


def during(told: str, column: str | None) -> tuple[Filter, ...]:
    """The condition of a moment or an interval on a column; none where the table has no dates.

    A day meets every moment of it, in the time that the city wrote it in. Problem 422 where the
    parameter cannot be read, whatever the table.
    """
    begins, slash, ends = told.partition("/")
    start, end = _day(begins), _day(ends if slash else begins)
    if (start is None and end is None) or (start and end and start > end):
        raise _unreadable()
    return (Filter(column, "during", (start, end)),) if column else ()


def _day(text: str) -> date | None:
    """The day of a day or a moment of ISO 8601; None where the interval is open."""
    if text.strip() in _OPEN:
        return None
    try:
        # A plus sign that was not escaped comes as a space.
        return datetime.fromisoformat(text.strip().replace(" ", "+")).date()
    except ValueError as error:
        raise _unreadable() from error


def _unreadable() -> Problem:
    return Problem(
        422,
        "invalid-parameter",
        msg(
            "datetime takes a day or a moment, or two of them around a slash, the earlier one "
            "first, one of which may be two dots: 2024-01-01/2024-12-31 or 2024-01-01/.."
        ),
    )
