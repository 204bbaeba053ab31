"""Find personal data in the distinct values of a column.

Same findings as Presidio's engine over the same recognisers (a test compares them), faster: each
distinct value is read once, and only by recognisers whose necessary conditions it meets.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import polars as pl

from anonymisation.detection.alike import Alike
from anonymisation.detection.beside import settled
from anonymisation.detection.screening import IN_TAG, screening
from anonymisation.detection.shapes import implied
from anonymisation.detection.windows import LONGEST, windows
from anonymisation.reading.text import Text
from anonymisation.recognisers.base import Hit, TextRecognizer
from anonymisation.recognisers.homes.surroundings import SEAT

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer, RecognizerResult

    _Reader = Callable[[str], Iterable[Hit]]
    _Asked = tuple[str, tuple[Text, tuple[EntityRecognizer, ...]]]

#: No language model has read the text before the recognisers do.
_NO_MODEL: Any = None
#: Values remembered between batches, and their longest length.
CACHE_VALUES = 100_000
CACHE_LENGTH = 200
#: A column with more distinct values in a batch does not repeat itself: none is remembered.
REPEATING = 4_000
#: Values that one recogniser reads before the next does; what they share of a text is kept as long.
_TOGETHER = 64
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
_RANK = {entity: rank for rank, entity in enumerate(PRIORITY)} | {SEAT: -1}


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of personal data: span in the original cell, end excluded; score 0–1."""

    entity: str
    start: int
    end: int
    score: float

    def moved(self, by: int) -> "Found":
        """The same, so many characters further on."""
        return replace(self, start=self.start + by, end=self.end + by)


Findings = tuple[Found, ...]


class Detector:
    """Finds personal data in the values of one table's columns."""

    def __init__(self, country: str, threshold: float, model: str | None = None) -> None:
        self._threshold = threshold
        self._screen = screening(country, threshold, model)
        self._known: dict[str, dict[str, Findings]] = {}
        self._implied: dict[str, str] = {}
        self._alike = Alike()

    def find(self, values: pl.Series, header: str) -> dict[str, Findings]:
        """Values with findings, from a series of distinct strings; the others are clean."""
        if values.is_empty():
            return {}
        self._imply(values, header)
        known = self._remembered(header)
        if len(values) > REPEATING:
            return self._found(values, header)
        new = [value for value in values.to_list() if value not in known]
        fresh = self._found(pl.Series(new, dtype=pl.String), header) if new else {}
        known.update((value, fresh.get(value, ())) for value in new if len(value) <= CACHE_LENGTH)
        found = (
            (value, known[value] if value in known else fresh.get(value, ()))
            for value in values.to_list()
        )
        return {value: findings for value, findings in found if findings}

    def _remembered(self, header: str) -> dict[str, Findings]:
        """What was found in the values of a column, in the batches before."""
        if sum(map(len, self._known.values())) >= CACHE_VALUES:
            self._known.clear()
        return self._known.setdefault(f"{header}\0{self._implied.get(header, '')}", {})

    def _found(self, values: pl.Series, header: str) -> dict[str, Findings]:
        short = values.filter(values.str.len_chars() <= LONGEST)
        asked = self._candidates(short, header)
        parts = iter(lambda: list(islice(asked, _TOGETHER)), [])
        each = (found for part in parts for found in self._read_together(part, header))
        found = {value: findings for value, findings in each if findings}
        if len(short) < len(values):
            long = values.filter(values.str.len_chars() > LONGEST).to_list()
            found |= {value: self._in_windows(value, header) for value in long}
        return found

    def _in_windows(self, value: str, header: str) -> Findings:
        """Findings in a long value, read in pieces."""
        pieces = list(windows(value))
        found = self._found(pl.Series([piece.text for piece in pieces]), header)
        kept: Findings = ()
        for piece in pieces:
            moved = (one.moved(piece.start) for one in found.get(piece.text, ()))
            kept = merged(kept, tuple(one for one in moved if piece.owns(one.start)))
        return kept

    def _read_together(
        self, asked: "list[_Asked]", header: str
    ) -> "Iterator[tuple[str, Findings]]":
        """Findings in each of some values, recogniser by recogniser.

        A recogniser's patterns and words stay in the processor's caches from one text to the next.
        """
        sure: list[list[Hit]] = [[] for _ in asked]
        readers: dict[EntityRecognizer, list[int]] = {}
        for place, (_, (_, which)) in enumerate(asked):
            for recogniser in which:
                readers.setdefault(recogniser, []).append(place)
        for recogniser, places in readers.items():
            read = self._reader(recogniser, header)
            for place in places:
                hits = read(asked[place][1][0].normal)
                sure[place] += [hit for hit in hits if hit.score >= self._threshold]
        for (value, (text, which)), hits in zip(asked, sure, strict=True):
            yield value, self._with_tags(value, header, which, _findings(text, hits))

    def _imply(self, values: pl.Series, header: str) -> None:
        """Remember what a column's values say it is: the next batch may be too short to tell."""
        if not self._implied.get(header):
            self._implied[header] = implied(values, header)

    def _candidates(self, values: pl.Series, header: str) -> "Iterator[_Asked]":
        """Values with their normal forms and the recognisers whose conditions they meet."""
        told = self._screen.told((header, self._implied.get(header, "")))
        asked = ((value, self._screen.read(value, told)) for value in values.to_list())
        return (one for one in asked if one[1][1])

    def _with_tags(
        self, value: str, header: str, which: "Iterable[EntityRecognizer]", found: Findings
    ) -> Findings:
        """Findings with those in the attributes of tags, which the normal form leaves out."""
        if "<" not in value or not IN_TAG.search(value):
            return found
        raw = self._read(Text(value, value), header, which)
        return merged(found, raw)

    def _read(self, text: Text, header: str, which: "Iterable[EntityRecognizer]") -> Findings:
        hits = (hit for one in which for hit in self._reader(one, header)(text.normal))
        return _findings(text, [hit for hit in hits if hit.score >= self._threshold])

    def _reader(self, recogniser: "EntityRecognizer", header: str) -> "_Reader":
        """How a recogniser reads the texts of a column."""
        context = (header, self._implied.get(header, ""))
        if isinstance(recogniser, TextRecognizer):
            return self._alike.reader(recogniser, context)
        return partial(_foreign, recogniser, context)


def _findings(text: Text, sure: list[Hit]) -> Findings:
    return _settled(text, _distinct(sure) if len(sure) > 1 else sure)


def merged(first: Findings, second: Findings) -> Findings:
    """Findings of two readings of a text without overlap; the first reading wins."""
    kept = list(first)
    for one in second:
        if not any(other.start < one.end and one.start < other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _foreign(
    recogniser: "EntityRecognizer", context: tuple[str, ...], text: str
) -> "Iterable[Hit]":
    """What a recogniser that is none of ours finds."""
    raw = recogniser.analyze(text, recogniser.supported_entities, _NO_MODEL)
    if raw:
        raw = recogniser.enhance_using_context(text, raw, [], _NO_MODEL, list(context))
    return map(_hit, raw)


def _hit(result: "RecognizerResult") -> Hit:
    return Hit(result.entity_type, result.start, result.end, result.score)


def _distinct(hits: list[Hit]) -> list[Hit]:
    """Hits that no other of their kind contains with the same score or more, as Presidio keeps."""
    distinct = set(hits)
    if len(distinct) == 1:
        return [hit for hit in distinct if hit.score]
    kept: list[Hit] = []
    for hit in sorted(distinct, key=lambda one: (one.entity, one.start, -one.end, -one.score)):
        if hit.score and not any(_contains(other, hit) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda one: (-one.score, one.start, one.start - one.end))


def _contains(whole: Hit, part: Hit) -> bool:
    """Whether a hit says all that another of its kind says."""
    return (
        whole.entity == part.entity
        and whole.start <= part.start
        and part.end <= whole.end
        and part.score <= whole.score
    )


def resolve(text: Text, results: "Iterable[RecognizerResult]") -> Findings:
    """Findings without overlap, in order, with positions in the original cell."""
    return _settled(text, [_hit(result) for result in results])


def _settled(text: Text, hits: list[Hit]) -> Findings:
    """The same, from hits in the normal form."""
    if not hits:
        return ()
    if len(hits) > 1:
        hits.sort(key=_precedence)
    kept: list[Found] = []
    for item in hits:
        start, end = text.span(item.start, item.end)
        clash = next((one for one in kept if one.start < end and start < one.end), None)
        if clash is None:
            kept.append(Found(item.entity, start, end, item.score))
        elif start < clash.start or end > clash.end:
            kept.remove(clash)
            if clash.entity == SEAT:
                kept.append(Found(item.entity, start, end, item.score))
                continue
            grown = Found(clash.entity, min(start, clash.start), max(end, clash.end), clash.score)
            kept = [one for one in kept if one.end <= grown.start or one.start >= grown.end]
            kept.append(grown)
        elif _somebody_in_a_street(item, clash):
            kept[kept.index(clash)] = Found("ADDRESS", clash.start, clash.end, clash.score)
    return tuple(settled([one for one in kept if one.entity != SEAT], text.original))


def _precedence(hit: Hit) -> tuple[int, int, int, float]:
    """Whose name the whole of overlapping findings takes: lowest first, then longest, surest."""
    return _RANK.get(hit.entity, 99), hit.start - hit.end, hit.start, -hit.score


#: Persons with a title before them.
_SURE = 0.8


def _somebody_in_a_street(item: Hit, clash: Found) -> bool:
    """Whether a titled person stands inside what reads as a public street: both must go."""
    sure = item.entity == "PERSON" and item.score >= _SURE
    return sure and clash.entity == "ADDRESS_PUBLIC"


def count(findings: Mapping[str, Findings]) -> dict[str, int]:
    """Entity type → distinct values with it."""
    counts: dict[str, int] = {}
    for found in findings.values():
        for entity in {one.entity for one in found}:
            counts[entity] = counts.get(entity, 0) + 1
    return counts
