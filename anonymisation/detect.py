"""Find personal data in the distinct values of a column.

Same findings as Presidio's engine over the same recognisers (a test compares them), faster: each
recogniser only sees values that meet its necessary condition, tested by polars on whole columns.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from anonymisation.recognisers import recognisers
from anonymisation.recognisers.base import TextRecognizer
from anonymisation.shapes import implied
from anonymisation.text import NEEDS_WORK, Text, normalise, normalised

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer, RecognizerResult

#: No language model has read the text before the recognisers do.
_NO_MODEL: Any = None
#: Values remembered between batches, and their longest length.
CACHE_VALUES = 100_000
CACHE_LENGTH = 200

#: When two findings overlap, the earlier of this list names the whole.
PRIORITY = (
    "NIR",
    "IBAN",
    "CARD",
    "BE_NRN",
    "ES_NIF",
    "ES_NSS",
    "MX_CURP",
    "MX_RFC",
    "EMAIL",
    "EMAIL_FUNCTIONAL",
    "HANDLE",
    "EC_CEDULA",
    "FR_SPI",
    "SN_NIN",
    "VN_CCCD",
    "TN_CIN",
    "MA_CIN",
    "ID_DOCUMENT",
    "BIRTH_DATE",
    "ADDRESS",
    "PHONE",
    "PHONE_FIXED",
    "PHONE_SERVICE",
    "ADDRESS_PUBLIC",
    "MAC_ADDRESS",
    "IP_ADDRESS",
    "COORDINATES",
    "PARCEL",
    "LICENSE_PLATE",
    "PERSON",
    "OFFICIAL",
)
_RANK = {entity: rank for rank, entity in enumerate(PRIORITY)}
#: Findings that make a street named beside them somebody's home.
_PERSONAL = frozenset(PRIORITY) - {
    "ADDRESS",
    "ADDRESS_PUBLIC",
    "OFFICIAL",
    "EMAIL_FUNCTIONAL",
    "PHONE_FIXED",
    "PHONE_SERVICE",
    "LICENSE_PLATE",
    "IP_ADDRESS",
    "COORDINATES",
    "PARCEL",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of personal data: span in the original cell, end excluded; score 0–1."""

    entity: str
    start: int
    end: int
    score: float


Findings = tuple[Found, ...]


class Detector:
    """Finds personal data in the values of one table's columns."""

    def __init__(self, country: str, threshold: float, model: str | None = None) -> None:
        self._threshold = threshold
        self._recognisers = recognisers(country, model)
        self._known: dict[tuple[str, str], Findings] = {}
        self._implied: dict[str, str] = {}

    def find(self, values: pl.Series, header: str) -> dict[str, Findings]:
        """Values with findings, from a series of distinct strings; the others are clean."""
        if values.is_empty():
            return {}
        self._imply(values, header)
        candidates = self._candidates(values)
        found = {value: self._cached(value, header, which) for value, which in candidates.items()}
        return {value: findings for value, findings in found.items() if findings}

    def _imply(self, values: pl.Series, header: str) -> None:
        """Remember what a column's values say it is: the next batch may be too short to tell."""
        if not self._implied.get(header):
            self._implied[header] = implied(values, header)

    def _candidates(self, values: pl.Series) -> "dict[str, list[EntityRecognizer]]":
        """For each value, the recognisers whose necessary condition it meets."""
        readable = values.filter(
            values.str.contains(rf"[\p{{L}}@]|(?:\d\D*){{6}}|\d\.\d|{NEEDS_WORK}")
        )
        if readable.is_empty():
            return {}
        normal = _with_links(readable, normalised(readable))
        chosen: dict[str, list[EntityRecognizer]] = {}
        for recogniser in self._recognisers:
            for value in _meeting(readable, normal, recogniser):
                chosen.setdefault(value, []).append(recogniser)
        return chosen

    def _cached(self, value: str, header: str, which: "list[EntityRecognizer]") -> Findings:
        key = (f"{header}\0{self._implied.get(header, '')}", value)
        known = self._known.get(key)
        if known is not None:
            return known
        findings = self._analyse(value, header, which)
        if len(value) <= CACHE_LENGTH:
            if len(self._known) >= CACHE_VALUES:
                self._known.clear()
            self._known[key] = findings
        return findings

    def _analyse(self, value: str, header: str, which: "Iterable[EntityRecognizer]") -> Findings:
        found = self._read(normalise(value), header, which)
        if not _IN_TAG.search(value):
            return found
        raw = self._read(Text(value, value), header, which)
        return merged(found, raw)

    def _read(self, text: Text, header: str, which: "Iterable[EntityRecognizer]") -> Findings:
        context = [header, self._implied.get(header, "")]
        results: list[RecognizerResult] = []
        for recogniser in which:
            raw = recogniser.analyze(text.normal, recogniser.supported_entities, _NO_MODEL)
            if raw:
                results += recogniser.enhance_using_context(
                    text.normal, raw, [], _NO_MODEL, context
                )
        sure = [item for item in results if item.score >= self._threshold]
        return resolve(text, _distinct(sure) if len(sure) > 1 else sure)


#: A tag whose attribute holds a mailbox or a number: the normal form is what a reader sees.
_IN_TAG = re.compile(r"<[^<>]*(?:@|%40|\d{6})")


def _with_links(values: pl.Series, normal: pl.Series) -> pl.Series:
    """Normal forms, followed by the raw text where a tag holds more than its words."""
    tagged = values.str.contains(_IN_TAG.pattern)
    if not tagged.any():
        return normal
    index = tagged.arg_true()
    return normal.scatter(index, normal.gather(index) + " " + values.gather(index))


def merged(first: Findings, second: Findings) -> Findings:
    """Findings of two readings of a text without overlap; the first reading wins."""
    kept = list(first)
    for one in second:
        if not any(other.start < one.end and one.start < other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _distinct(results: "list[RecognizerResult]") -> "list[RecognizerResult]":
    from presidio_analyzer import EntityRecognizer

    return EntityRecognizer.remove_duplicates(results)


def _meeting(values: pl.Series, normal: pl.Series, recogniser: "EntityRecognizer") -> list[str]:
    """Values whose normal form meets a recogniser's conditions; all of them for a foreign one."""
    if isinstance(recogniser, TextRecognizer):
        values = values.filter(recogniser.meeting(normal))
    return values.to_list()


def resolve(text: Text, results: "list[RecognizerResult]") -> Findings:
    """Findings without overlap, in order, with positions in the original cell."""
    if not results:
        return ()
    results.sort(
        key=lambda item: (
            _RANK.get(item.entity_type, 99),
            -(item.end - item.start),
            item.start,
            -item.score,
        )
    )
    kept: list[Found] = []
    for item in results:
        start, end = text.span(item.start, item.end)
        clash = next((one for one in kept if one.start < end and start < one.end), None)
        if clash is None:
            kept.append(Found(item.entity_type, start, end, item.score))
        elif start < clash.start or end > clash.end:
            kept.remove(clash)
            grown = Found(clash.entity, min(start, clash.start), max(end, clash.end), clash.score)
            kept = [one for one in kept if one.end <= grown.start or one.start >= grown.end]
            kept.append(grown)
    return tuple(sorted(_homes(kept), key=lambda one: one.start))


def _homes(found: list[Found]) -> list[Found]:
    """A street beside a person, a mailbox or an identifier is taken for their home."""
    if not any(one.entity in _PERSONAL for one in found):
        return found
    return [
        Found("ADDRESS", one.start, one.end, one.score) if one.entity == "ADDRESS_PUBLIC" else one
        for one in found
    ]


def count(findings: Mapping[str, Findings]) -> dict[str, int]:
    """Entity type → distinct values with it."""
    counts: dict[str, int] = {}
    for found in findings.values():
        for entity in {one.entity for one in found}:
            counts[entity] = counts.get(entity, 0) + 1
    return counts
