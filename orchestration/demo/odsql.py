"""The part of ODSQL that harvesters send to an Opendatasoft catalogue.

`where`: comparisons of one metadata field, `in (…)`, full text as a phrase or as `search("…")`,
joined by `and`, `or`, `not` and groups; `refine`/`exclude`: `facet:value`; `order_by`: `field
asc|desc, …`.
Source: Opendatasoft Explore API v2.1, "Opendatasoft Query Language".
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from operator import ge, gt, le, lt
from typing import Any

from orchestration.demo.http import aware

Dataset = Mapping[str, Any]
Test = Callable[[Dataset], bool]

_QUOTED = r"""(?:"[^"]*"|'[^']*')"""
_CLAUSE = re.compile(
    rf"""\s*(?:
        (?P<field>[a-z_.]+)\s*(?:
            (?P<operator>>=|<=|!=|=|:|>|<)\s*(?P<value>(?:date)?{_QUOTED}|[\w.-]+)
          | \s(?P<in>in)\s*\((?P<values>[^)]*)\))
      | search\(\s*(?:[\w*.]+\s*,\s*)?(?P<search>{_QUOTED})\s*\)
      | (?P<phrase>{_QUOTED})
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_MARK = re.compile(r"\s*(and\b|or\b|not\b|\(|\))", re.IGNORECASE)
_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt}


class OdsqlError(ValueError):
    """A clause outside the supported language."""


def where(text: str) -> Test:
    """A predicate over datasets; raises OdsqlError."""
    return _Parser(text).whole()


class _Parser:
    """Recursive descent: or → and → not → group or clause."""

    def __init__(self, text: str) -> None:
        self.text = text.rstrip()
        self.place = 0

    def whole(self) -> Test:
        test = self._either()
        if self.place != len(self.text):
            raise OdsqlError(self.text)
        return test

    def _take(self, mark: str) -> bool:
        match = _MARK.match(self.text, self.place)
        if match is None or match[1].lower() != mark:
            return False
        self.place = match.end()
        return True

    def _either(self) -> Test:
        tests = [self._both()]
        while self._take("or"):
            tests.append(self._both())
        return lambda dataset: any(test(dataset) for test in tests)

    def _both(self) -> Test:
        tests = [self._single()]
        while self._take("and"):
            tests.append(self._single())
        return lambda dataset: all(test(dataset) for test in tests)

    def _single(self) -> Test:
        if self._take("not"):
            barred = self._single()
            return lambda dataset: not barred(dataset)
        if self._take("("):
            test = self._either()
            if not self._take(")"):
                raise OdsqlError(self.text)
            return test
        match = _CLAUSE.match(self.text, self.place)
        if match is None:
            raise OdsqlError(self.text)
        self.place = match.end()
        return _test(match)


def refine(text: str) -> Test:
    """A facet filter `name:value`; raises OdsqlError."""
    name, colon, value = text.partition(":")
    if not colon:
        raise OdsqlError(text)
    wanted = value.strip("\"'")
    return lambda dataset: wanted in facet(dataset, name)


def ordered(datasets: list[Dataset], text: str) -> list[Dataset]:
    """Datasets by one or several fields; raises OdsqlError."""
    result = list(datasets)
    for clause in reversed([part.strip() for part in text.split(",") if part.strip()]):
        field, _, direction = clause.partition(" ")
        if direction.strip().lower() not in ("", "asc", "desc"):
            raise OdsqlError(text)
        backwards = direction.strip().lower() == "desc"
        result.sort(key=lambda dataset: facet(dataset, field), reverse=backwards)
    return result


def facet(dataset: Dataset, name: str) -> tuple[str, ...]:
    """The values of a field, of the dataset itself or of its metadata."""
    group, _, short = name.rpartition(".")
    value = dataset.get(name)
    if value is None:
        value = dataset["metas"].get(group or "default", {}).get(short)
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _test(match: re.Match[str]) -> Test:
    text = match["search"] or match["phrase"]
    if text:
        words = text[1:-1].lower().split()
        return lambda dataset: all(word in _text(dataset) for word in words)
    name = match["field"]
    if match["in"]:
        wanted = {value[1:-1] for value in re.findall(_QUOTED, match["values"])}
        return lambda dataset: bool(wanted & set(facet(dataset, name)))
    return _comparison(name, match["operator"], match["value"])


def _comparison(name: str, operator: str, written: str) -> Test:
    value = written.removeprefix("date").strip("\"'")
    if operator in ("=", ":"):
        return lambda dataset: value in facet(dataset, name)
    if operator == "!=":
        return lambda dataset: value not in facet(dataset, name)
    compare, limit = _ORDERS[operator], _moment(value)
    return lambda dataset: any(compare(_moment(each), limit) for each in facet(dataset, name))


def _moment(text: str) -> datetime:
    try:
        return aware(text)
    except ValueError as error:
        raise OdsqlError(text) from error


def _text(dataset: Dataset) -> str:
    names = ("dataset_id", "title", "description", "keyword", "theme")
    return " ".join(value for name in names for value in facet(dataset, name)).lower()
