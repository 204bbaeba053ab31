"""Opening hours in the syntax of OpenStreetMap, the usual part of it.

A recogniser of our own: no maintained Python library parses it. Covered: rules separated by `;` or
`||`, additions by `,`, years, months, dates, weeks, days with `[n]` and offsets, `PH`, `SH`, times
and events with offsets, `24/7`, `open`, `closed`, `off`, `unknown`, comments between quotes.
Source: wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

import re
from collections.abc import Mapping
from typing import Any

from federation.i18n import msg
from quality.checks.base import RowCheck, Values

_HOUR = r"(?:[01]?\d|2[0-3]|4[0-8]|3\d|2[4-9]):[0-5]\d"
_EVENT = r"(?:sunrise|sunset|dawn|dusk)"
_TIME = rf"(?:{_HOUR}|{_EVENT}|\({_EVENT}[+-]\d{{1,2}}:\d\d\))"
_SPAN = rf"{_TIME}(?:\s?-\s?{_TIME}(?:\+|/\d{{1,3}}(?::\d\d)?)?|\+)?"
_TIMES = rf"{_SPAN}(?:\s?,\s?{_SPAN})*"
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_NTH = r"(?:\[-?[1-5](?:-[1-5])?(?:,-?[1-5](?:-[1-5])?)*\])?"
_OFFSET = r"(?:\s[+-]\d{1,2} days?)?"
_HOLIDAY = rf"(?:PH|SH){_OFFSET}"
_DAYS_PART = rf"(?:{_HOLIDAY}|{_DAY}{_NTH}{_OFFSET}(?:\s?-\s?{_DAY})?)"
_DAYS = rf"(?:{_HOLIDAY}\s)?{_DAYS_PART}(?:\s?,\s?{_DAYS_PART})*"
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATE = rf"(?:{_YEAR}\s)?(?:{_MONTH}(?:\s(?:0?[1-9]|[12]\d|3[01]))?|easter){_OFFSET}"
_DATES_PART = rf"{_DATE}(?:\s?-\s?(?:{_DATE}|0?[1-9]|[12]\d|3[01])|\+)?"
_DATES = rf"{_DATES_PART}(?:\s?,\s?{_DATES_PART})*"
_YEARS = rf"{_YEAR}(?:-{_YEAR}(?:/\d)?|\+)?(?:,{_YEAR}(?:-{_YEAR})?)*"
_WEEK = r"[0-5]?\d(?:-[0-5]?\d(?:/\d{1,2})?)?"
_WEEKS = rf"week\s{_WEEK}(?:,{_WEEK})*"
#: OpenStreetMap itself stops at 255 characters.
_LONGEST = 512
_STATE = r"(?:open|closed|off|unknown)"
_COMMENT = r'"[^"]+"'
_WHEN = rf"(?:(?:{_YEARS}\s?)?(?:{_DATES}\s?)?(?:{_WEEKS}\s?)?:?\s?(?:{_DAYS})?)"
_RULE = re.compile(
    rf"(?:24/7|(?:{_WHEN})(?:\s?:?\s?(?:{_TIMES}))?)(?:\s?{_STATE})?(?:\s?{_COMMENT})?"
)
# A quoted comment may hold separators: it is taken whole.
_CUT = re.compile(r'\s*(?:\|\||;)\s*(?=(?:[^"]*"[^"]*")*[^"]*$)')
_ADDITION = re.compile(rf",\s?(?=(?:{_DAYS_PART}|{_DATES_PART})[\s:,-])")


def is_opening_hours(text: str) -> bool:
    """Whether a text follows the syntax."""
    if len(text) > _LONGEST:
        return False
    rules = _CUT.split(text.strip())
    if rules and not rules[-1]:
        rules.pop()
    return bool(rules) and all(_is_rule(rule) for rule in rules)


def _is_rule(rule: str) -> bool:
    """One rule, or several joined by commas, each followed by its own times."""
    starts = [0, *(cut.end() for cut in _ADDITION.finditer(rule))]
    ends = [*(cut.start() for cut in _ADDITION.finditer(rule)), len(rule)]
    # reached[i]: what stands before the i-th start is a sequence of rules.
    reached = [True, *(False for _ in ends)]
    for position, start in enumerate(starts):
        if not reached[position]:
            continue
        for after, end in enumerate(ends[position:], start=position + 1):
            part = rule[start:end].strip()
            reached[after] = reached[after] or bool(part and _RULE.fullmatch(part))
    return reached[-1]


def opening_hours_check(params: Mapping[str, Any]) -> RowCheck:
    """Opening hours as OpenStreetMap writes them."""
    column = params["column"]

    def test(values: Values) -> bool:
        return is_opening_hours(str(values[0]))

    return RowCheck(
        type="opening-hours-value",
        columns=(column,),
        test=test,
        title=msg("Wrong opening hours"),
        message=msg(
            "The column “%(column)s” expects opening hours as OpenStreetMap writes them, like "
            "“Mo-Fr 08:30-12:00,13:30-17:30; Sa 08:30-12:00”: days in English on two letters, "
            "hours on two digits.",
            column=column,
        ),
    )
