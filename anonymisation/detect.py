"""Find personal data in the distinct values of a column.

Same findings as Presidio's engine over the same recognisers (a test compares them), faster: each
recogniser only sees values that meet its necessary condition, tested by polars on whole columns.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from anonymisation.recognisers import recognisers
from anonymisation.recognisers.base import TextRecognizer
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
    "MX_CURP",
    "EMAIL",
    "EMAIL_FUNCTIONAL",
    "EC_CEDULA",
    "FR_SPI",
    "SN_NIN",
    "ID_DOCUMENT",
    "BIRTH_DATE",
    "ADDRESS",
    "PHONE",
    "PHONE_FIXED",
    "PHONE_SERVICE",
    "ADDRESS_PUBLIC",
    "IP_ADDRESS",
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

    def __init__(self, country: str, threshold: float) -> None:
        self._threshold = threshold
        self._recognisers = recognisers(country)
        self._known: dict[tuple[str, str], Findings] = {}

    def find(self, values: pl.Series, header: str) -> dict[str, Findings]:
        """Values with findings, from a series of distinct strings; the others are clean."""
        if values.is_empty():
            return {}
        candidates = self._candidates(values)
        found = {value: self._cached(value, header, which) for value, which in candidates.items()}
        return {value: findings for value, findings in found.items() if findings}

    def _candidates(self, values: pl.Series) -> "dict[str, list[EntityRecognizer]]":
        """For each value, the recognisers whose necessary condition it meets."""
        readable = values.filter(
            values.str.contains(rf"[\p{{L}}@]|(?:\d\D*){{6}}|\d\.\d|{NEEDS_WORK}")
        )
        if readable.is_empty():
            return {}
        normal = normalised(readable)
        chosen: dict[str, list[EntityRecognizer]] = {}
        for recogniser in self._recognisers:
            for value in _meeting(readable, normal, recogniser):
                chosen.setdefault(value, []).append(recogniser)
        return chosen

    def _cached(self, value: str, header: str, which: "list[EntityRecognizer]") -> Findings:
        key = (header, value)
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
        text = normalise(value)
        results: list[RecognizerResult] = []
        for recogniser in which:
            raw = recogniser.analyze(text.normal, recogniser.supported_entities, _NO_MODEL)
            if raw:
                results += recogniser.enhance_using_context(
                    text.normal, raw, [], _NO_MODEL, [header]
                )
        sure = [item for item in results if item.score >= self._threshold]
        return resolve(text, _distinct(sure) if len(sure) > 1 else sure)


def _distinct(results: "list[RecognizerResult]") -> "list[RecognizerResult]":
    from presidio_analyzer import EntityRecognizer

    return EntityRecognizer.remove_duplicates(results)


def _meeting(values: pl.Series, normal: pl.Series, recogniser: "EntityRecognizer") -> list[str]:
    """Values whose normal form meets a recogniser's conditions; all of them for a foreign one."""
    for needs in recogniser.NEEDS if isinstance(recogniser, TextRecognizer) else ():
        met = normal.str.contains(needs)
        values, normal = values.filter(met), normal.filter(met)
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
