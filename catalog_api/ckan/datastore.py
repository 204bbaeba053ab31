"""CKAN's datastore_search as a question about the rows of a published table.

Read here: resource_id, filters, q, limit (at most 32,000, 100 unless given), offset, fields, sort,
distinct, include_total, records_format. Rows carry `_id`, their number in the file.
Source: CKAN 2.12, documentation of the DataStore extension.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from catalog_api.ckan.inputs import Refused, flag, number, word
from catalog_api.query import grammar
from catalog_api.query.grammar import Filter
from catalog_api.web.problems import Problem

Values = Mapping[str, Any]

#: Number of a row, as CKAN calls it.
ROW = "_id"
#: Rows of an answer at most.
MOST = 32_000
FORMATS = ("objects", "lists", "csv", "tsv")
#: Those whose records are one text.
TEXTS = ("csv", "tsv")

_OPERATORS = {
    "eq": "exact",
    "lt": "strictly_less",
    "lte": "less",
    "gt": "strictly_greater",
    "gte": "greater",
    "in": "in",
}
_CLAUSES = re.compile(r'((?:"(?:[^"]|"")*"|[^,"])+)')
_CLAUSE = re.compile(
    r'\s*(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<plain>.+?))'
    r"(?:\s+(?P<way>asc|desc))?(?:\s+nulls\s+(?P<nulls>first|last))?\s*",
    re.IGNORECASE,
)
#: Between words looked for: spaces, and the operators of PostgreSQL's full text queries.
_GAPS = re.compile(r"[\s:*&|!()<>]+")
_MOST_WORDS = 50


@dataclass(frozen=True, slots=True)
class Order:
    """One column of an order. As in PostgreSQL, nulls count as the largest unless told."""

    column: str
    descending: bool
    nulls_first: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks of a table.

    `fields` are the columns shown, in order, `_id` among them; `rows` limit the `_id`; `words` are
    (column or None for any, word), all required. `numbered`: the table's rows have an `_id`.
    """

    fields: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    words: tuple[tuple[str | None, str], ...] = ()
    orders: tuple[Order, ...] = ()
    limit: int = 100
    offset: int = 0
    distinct: bool = False
    total: bool = True
    form: str = "objects"
    numbered: bool = True

    @property
    def whole(self) -> bool:
        """Whether every row of the table answers, once each."""
        return not (self.filters or self.words or self.distinct)


def read(values: Values, known: Mapping[str, str]) -> Asked:
    """The question; `known` are the table's columns by name, in order. Refused names the key."""
    fields = _names(values, "fields", known) or tuple(known)
    form = word(values, "records_format") or "objects"
    if form not in FORMATS:
        raise Refused("records_format", f"Value must be one of {list(FORMATS)}")
    orders, distinct = tuple(_orders(values, known)), flag(values, "distinct", False)
    if distinct and not {one.column for one in orders} <= set(fields):
        raise Refused("sort", "Must be among the fields where rows are distinct")
    return Asked(
        fields,
        tuple(_filters(values, known)),
        tuple(_words(values, known)),
        orders,
        min(number(values, "limit", 100), MOST),
        number(values, "offset", 0),
        distinct,
        flag(values, "include_total", True),
        form,
        ROW in known,
    )


def _parsed(values: Values, key: str) -> object:
    """A value that may be JSON in a text."""
    found: object = values.get(key)
    if isinstance(found, str) and found.lstrip()[:1] in ("{", "["):
        try:
            found = orjson.loads(found)
        except orjson.JSONDecodeError:
            raise Refused(key, "Cannot parse JSON") from None
    return found


def _listed(values: Values, key: str) -> list[str]:
    found = _parsed(values, key)
    if isinstance(found, str):
        return [part.strip() for part in _CLAUSES.findall(found) if part.strip()]
    if found is None:
        return []
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        return found
    raise Refused(key, "Must be a list of texts")


def _names(values: Values, key: str, known: Mapping[str, str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip('"') for name in _listed(values, key)))
    for name in names:
        _in_table(key, name, known)
    return names


def _in_table(key: str, name: str, known: Mapping[str, str]) -> str:
    if name not in known:
        raise Refused(key, f'field "{name[:100]}" not in table')
    return name


def _filters(values: Values, known: Mapping[str, str]) -> Iterator[Filter]:
    found = _parsed(values, "filters")
    if found in (None, "", []):
        return
    if not isinstance(found, dict):
        raise Refused("filters", "Must be a dictionary")
    pairs = [pair for name, value in found.items() for pair in _conditions(name, value, known)]
    try:
        yield from grammar.parse(pairs, known).filters
    except Problem as problem:
        raise Refused("filters", problem.message.render("en")) from problem


def _conditions(name: str, value: object, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Parameters of our own grammar that say the same."""
    _in_table("filters", name, known)
    if isinstance(value, dict):
        for operator, bound in value.items():
            if operator not in _OPERATORS:
                raise Refused("filters", f"Unknown operator {operator[:20]}")
            yield f"{name}__{_OPERATORS[operator]}", _value(bound, operator == "in")
    elif value is None:
        yield f"{name}__isnull", ""
    elif isinstance(value, list):
        yield f"{name}__in", _value(value, True)
    else:
        yield f"{name}__exact", _value(value, False)


def _value(value: object, several: bool) -> str:
    if not several:
        return _text(value)
    texts = [_text(one) for one in (value if isinstance(value, list) else [value])]
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="").writerow(texts)
    return line.getvalue()


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    raise Refused("filters", "Values must be texts, numbers, true or false")


def _words(values: Values, known: Mapping[str, str]) -> Iterator[tuple[str | None, str]]:
    found = _parsed(values, "q") or word(values, "full_text")
    each = found if isinstance(found, dict) else {None: found}
    count = 0
    for column, text in each.items():
        if column is not None:
            _in_table("q", column, known)
        if not isinstance(text, str | int | float):
            raise Refused("q", "Must be a text or a dictionary of texts")
        for part in filter(None, _GAPS.split(str(text))):
            count += 1
            yield column, part
    if count > _MOST_WORDS:
        raise Refused("q", "Too many words")


def _orders(values: Values, known: Mapping[str, str]) -> Iterator[Order]:
    clauses = [part for text in _listed(values, "sort") for part in _CLAUSES.findall(text)]
    for clause in clauses:
        found = _CLAUSE.fullmatch(clause)
        if found is None:
            raise Refused("sort", "Cannot be read")
        name = found["plain"] if found["quoted"] is None else found["quoted"].replace('""', '"')
        down = (found["way"] or "").lower() == "desc"
        nulls = (found["nulls"] or ("first" if down else "last")).lower()
        yield Order(_in_table("sort", name, known), down, nulls == "first")
