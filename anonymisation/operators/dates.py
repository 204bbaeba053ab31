"""Dates made less precise: the year, or the month of the year."""

import re

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)")
_RUN = re.compile(r"^\s*(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])\d{2}(?:\d{4,6})?\s*$")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>(?:1[89]|20)\d{2})[-/. ](?P<month>\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)\d{1,2}[-/. ](?P<month>\d{1,2})[-/. ](?P<year>(?:1[89]|20)\d{2})(?!\d)"
)
_WORDED = re.compile(r"(?P<name>[^\W\d_]{3,})\.?\s+(?:de\s+|del\s+)?(?P<year>(?:1[89]|20)\d{2})")
#: First letters of the months' names, folded; French, Spanish, English.
_MONTHS = (
    ("jan", "ene"),
    ("fev", "feb"),
    ("mar",),
    ("avr", "abr", "apr"),
    ("mai", "may"),
    ("juin", "jun"),
    ("juil", "jul"),
    ("aou", "ago", "aug"),
    ("sep",),
    ("oct",),
    ("nov",),
    ("dec", "dic"),
)


def year(value: str) -> str:
    """The year of a date, empty when it has none in full."""
    found = _YEAR.search(value)
    if found:
        return found.group()
    run = _RUN.match(value)
    return run.group("year") if run else ""


def month(value: str) -> str:
    """Year and month of a date, "1984-03"; its year alone, or empty, when it has no month."""
    for shape in (_RUN, _YEAR_FIRST, _DAY_FIRST):
        found = shape.search(value)
        if found and 1 <= int(found.group("month")) <= 12:
            return f"{found.group('year')}-{int(found.group('month')):02d}"
    return _worded(value) or year(value)


def _worded(value: str) -> str:
    from anonymisation.reading.text import fold

    found = _WORDED.search(value)
    name = fold(found.group("name")) if found else ""
    for number, starts in enumerate(_MONTHS, 1):
        if found and name.startswith(starts):
            return f"{found.group('year')}-{number:02d}"
    return ""


def first_day(period: str, kind: str) -> str:
    """A year or month as a value of a Table Schema date type: its first day; "" for none.

    `kind` is date, datetime, year or yearmonth; an unknown one leaves the period as it is.
    """
    if not period:
        return ""
    whole = period if "-" in period else f"{period}-01"
    shapes = {
        "date": f"{whole}-01",
        "datetime": f"{whole}-01T00:00:00Z",
        "yearmonth": whole,
        "year": period[:4],
    }
    return shapes.get(kind, period)
