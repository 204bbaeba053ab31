"""Dates, periods and frequencies of RDF nodes, in the many ways they are written.

Sources: DCAT 3 §6.15.8 (dcat:startDate), OWL-Time (time:hasBeginning, time:DurationDescription),
schema.org, DCMI Period, SDMX code list of frequencies, ISO 8601 intervals.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from pyoxigraph import Literal

from connectors.dcat.words import labels
from connectors.rdf.graph import plain
from connectors.rdf.node import Node
from connectors.words.dates import moment, span
from connectors.words.vocabularies import frequency

Period = tuple[str | None, str | None]

_STARTS = ("dcat:startDate", "schema:startDate")
_ENDS = ("dcat:endDate", "schema:endDate")
_INSTANTS = (
    "time:inXSDDate",
    "time:inXSDDateTimeStamp",
    "time:inXSDDateTime",
    "time:inXSDgYearMonth",
    "time:inXSDgYear",
)
_UNITS = {"time:years": "Y", "time:months": "M", "time:weeks": "W", "time:days": "D"}
_SDMX = {"A": "annual", "S": "semiannual", "H": "semiannual", "Q": "quarterly", "M": "monthly"}
_SDMX_SHORT = {"W": "weekly", "D": "daily", "N": "continuous", "B": "daily"}
_OPEN = frozenset({"", ".."})
_INTERVAL = re.compile(r"^\s*(\d{4}[^/]*|\.\.)?/(\d{4}[^/]*|\.\.)?\s*$")
_DCMI = re.compile(r"\b(start|end)\s*=\s*([^;]+)", re.I)
_YEAR = re.compile(r"(?:^|/(?:id/)?(?:gregorian-)?year/)((?:1|2)\d{3})$")


def date(node: Node, names: tuple[str, ...], lost: Counter[str]) -> datetime | None:
    """The latest date of the first property that has any; written ones that are none are lost."""
    for name in names:
        written = [moment(words) for words in node.words(name)]
        known = [found for found in written if found is not None]
        lost["date"] += len(written) - len(known)
        if known:
            return max(known)
    return None


def period(node: Node, lost: Counter[str]) -> Period | None:
    """The hull of a dataset's periods."""
    terms = list(node.nodes("dct:temporal"))
    written = [ends for each in terms for ends in _ends(each)]
    dates = [words for ends in written for words in ends.values() if words not in _OPEN]
    lost["date"] += sum(moment(words) is None for words in dates)
    found = span(written)
    lost["temporal"] += bool(terms) and found is None
    return found


def _ends(each: Node) -> Iterator[Mapping[str, str]]:
    if isinstance(each.term, Literal):
        yield from _of_text(plain(each.term))
        return
    start = each.word(*_STARTS) or _instant(each, "time:hasBeginning")
    end = each.word(*_ENDS) or _instant(each, "time:hasEnd")
    if start or end:
        yield {"start": start, "end": end}
        return
    for words in (each.uri, *labels(each)):
        yield from _of_text(words)


def _instant(each: Node, name: str) -> str:
    found = (inner.word(*_INSTANTS) or plain(inner.term) for inner in each.nodes(name))
    return next(filter(None, found), "")


def _of_text(words: str) -> Iterator[Mapping[str, str]]:
    if interval := _INTERVAL.match(words):
        yield {"start": interval[1] or "", "end": interval[2] or ""}
    elif named := {key.lower(): value.strip() for key, value in _DCMI.findall(words)}:
        yield named
    elif year := _YEAR.search(words):
        yield {"start": year[1], "end": year[1]}


def update_frequency(node: Node, lost: Counter[str]) -> str | None:
    """The EU frequency of a dataset."""
    terms = list(node.nodes("dct:accrualPeriodicity"))
    words = (word for each in terms for word in _frequency_words(each))
    found = next(filter(None, map(frequency, words)), None)
    lost["frequency"] += bool(terms) and found is None
    return found


def _frequency_words(each: Node) -> Iterator[str]:
    code = each.uri.rsplit("freq-", 1)[-1] if "freq-" in each.uri else ""
    yield (_SDMX | _SDMX_SHORT).get(code, "")
    yield each.uri.rsplit("#", 1)[-1] if "#" in each.uri else each.uri
    yield from labels(each)
    for inner in (each, *each.nodes("rdf:value")):
        for name, unit in _UNITS.items():
            count = inner.word(name).removesuffix(".0")
            if count not in {"", "0"}:
                yield f"P{count}{unit}"
