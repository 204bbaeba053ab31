"""Dates as portals write them, to aware UTC datetimes."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from connectors.words.texts import Json, items, text

#: Day first, as everywhere outside the United States; a time may follow, after a dash in DKAN.
_DAY_FIRST = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:\s*-?\s*(\d{1,2}):(\d{2}))?")
_YEAR = re.compile(r"^(\d{4})(?:-(\d{1,2}))?$")
_ISO_DATE = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?")
_EPOCH_DIGITS = range(10, 14)  # seconds or milliseconds since 1970


def moment(value: Json) -> datetime | None:
    """An aware UTC datetime; None where the value is no date. Times without zone count as UTC."""
    words = text(value)
    try:
        found = _read(words)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _read(words: str) -> datetime:
    if words.isdecimal() and len(words) in _EPOCH_DIGITS:
        return datetime.fromtimestamp(int(words) / (1000 if len(words) > 10 else 1), UTC)
    if year := _YEAR.match(words):
        return datetime(int(year[1]), int(year[2] or 1), 1)  # noqa: DTZ001 - made aware above
    if day := _DAY_FIRST.search(words):
        return _numbers(*(int(number or 0) for number in day.groups()))
    return datetime.fromisoformat(words)


def _numbers(day: int, month: int, year: int, hour: int, minute: int) -> datetime:
    if month > 12:  # month first after all
        day, month = month, day
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - made aware by `moment`


def period(start: Json, end: Json) -> tuple[str | None, str | None] | None:
    """A period as ISO 8601 dates (a year stays a year); None where neither end is a date."""
    ends = _day(start), _day(end)
    return ends if any(ends) else None


def _day(value: Json) -> str | None:
    words = text(next(iter(items(value)), None))
    if _YEAR.match(words) and moment(words):
        return words
    found = moment(words)
    if found is None:
        return None
    iso = _ISO_DATE.match(words)
    return iso[0] if iso else found.date().isoformat()


def span(value: Json) -> tuple[str | None, str | None] | None:
    """The hull of one or more periods, as mappings with a start and an end."""
    found = [ends for item in items(value) if isinstance(item, Mapping) for ends in _ends(item)]
    starts = sorted(start for start, _ in found if start)
    stops = sorted(stop for _, stop in found if stop)
    if not found:
        return None
    return (starts[0] if starts else None, stops[-1] if stops else None)


def _ends(item: Mapping[str, Json]) -> list[tuple[str | None, str | None]]:
    ends = period(
        item.get("start") or item.get("startDate") or item.get("beginning"),
        item.get("end") or item.get("endDate"),
    )
    return [ends] if ends else []
