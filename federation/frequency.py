"""How often a publisher promises new data, and how old the data may then be.

Data may be two periods old, and never less than a week: figures of a year are published in the
course of the next one. Source: publications.europa.eu/resource/authority/frequency.
"""

from collections.abc import Mapping

#: Days from one update to the next, by code of the EU list; no other code promises anything.
DAYS: Mapping[str, float] = {
    "UPDATE_CONT": 1,
    "CONT": 1,
    "1MIN": 1,
    "5MIN": 1,
    "10MIN": 1,
    "15MIN": 1,
    "30MIN": 1,
    "HOURLY": 1,
    "BIHOURLY": 1,
    "TRIHOURLY": 1,
    "12HRS": 1,
    "CONT_2": 1,
    "DAILY": 1,
    "DAILY_2": 1,
    "WEEKLY": 7,
    "WEEKLY_2": 3.5,
    "WEEKLY_3": 7 / 3,
    "WEEKLY_5": 7 / 5,
    "BIWEEKLY": 14,
    "MONTHLY": 30.5,
    "MONTHLY_2": 15,
    "MONTHLY_3": 10,
    "BIMONTHLY": 61,
    "QUARTERLY": 91.5,
    "ANNUAL": 365,
    "ANNUAL_2": 182.5,
    "ANNUAL_3": 122,
    "BIENNIAL": 730,
    "TRIENNIAL": 1095,
    "QUADRENNIAL": 1461,
    "QUINQUENNIAL": 1826,
    "DECENNIAL": 3652,
    "BIDECENNIAL": 7305,
    "TRIDECENNIAL": 10957,
}
_PERIODS = 2
_LEAST = 7


def age_allowed(frequency: str | None) -> int | None:
    """Days that data may be old; None where its frequency (URI or code) promises nothing."""
    code = (frequency or "").rstrip("/").rsplit("/", 1)[-1].upper()
    days = DAYS.get(code)
    return None if days is None else max(_LEAST, round(days * _PERIODS))
