"""Change the cells of a batch as the plan says: whole columns first, then spans.

Works on distinct values; keeps counts, never contents, except the bounded set of masked names and
numbers that the verification looks for in the output (`Masked`).
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from anonymisation.detect import Detector, Findings
from anonymisation.known import without_names
from anonymisation.operators import GENERALISE, area, placeholder, year
from anonymisation.plan import ColumnPlan, TablePlan
from anonymisation.policy import Policy
from anonymisation.recognisers.names import body_named, looks_like_person
from anonymisation.register import natural_person
from anonymisation.rownames import without_row_names
from anonymisation.text import fold

#: Longest cell that is examined, in characters; a longer one stops the table.
MAX_CELL = 200_000
#: A name is judged by its beginning, in characters.
LONGEST_NAME = 120
#: Masked values remembered for the verification.
MAX_MASKED = 50_000
#: In these columns only what identifies beyond doubt is looked for.
KEPT = frozenset({"keep", "place", "official", "beneficiary_id"})
#: A name in a kept column counts from this score: it has a title.
_SURE_PERSON = 0.85


@dataclass(slots=True)
class ColumnCount:
    """What was seen and done in one column, in cells."""

    filled: int = 0
    changed: int = 0
    words: int = 0
    with_person: int = 0
    with_address: int = 0
    entities: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Masked:
    """Folded names and compact numbers that were masked: to be found nowhere in the output."""

    names: set[str] = field(default_factory=set)

    def add(self, entity: str, value: str) -> None:
        """Remember a masked value long enough to be recognised elsewhere."""
        if len(self.names) >= MAX_MASKED or entity != "PERSON":
            return
        folded = " ".join(re.findall(r"[^\W\d_]+", fold(value[:LONGEST_NAME])))
        if " " in folded and len(folded) >= 8:
            self.names.add(folded)


class CellTooLong(ValueError):
    """A cell longer than what is examined."""


class Transformer:
    """Applies one table's plan, batch by batch."""

    def __init__(self, plan: TablePlan, policy: Policy, detector: Detector, language: str) -> None:
        self.plan = plan
        self.policy = policy
        self.counts = {column.name: ColumnCount() for column in plan.columns}
        self.masked = Masked()
        self.known: frozenset[str] = frozenset()  # names to mask wherever a text has them
        self.scanned = 0
        self._detector = detector
        self._language = language

    def apply(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The batch with its cells changed; hidden columns as they were."""
        changed: dict[str, pl.Series] = {}
        for column in self.plan.columns:
            changed[column.name] = self._column(column, frame)
            self.scanned += frame.height
        result = frame.with_columns(*(series.alias(name) for name, series in changed.items()))
        result = self._known_of_the_row(frame, result)
        for column in self.plan.columns:
            name = column.name
            self.counts[name].changed += int(
                (frame[name].fill_null("") != result[name].fill_null("")).sum()
            )
        return result

    def _column(self, column: ColumnPlan, frame: pl.DataFrame) -> pl.Series:
        series = frame[column.name]
        if series.dtype != pl.String:
            raise TypeError("a visible column is not text")
        counted = (
            series.drop_nulls()
            .value_counts(name="__times")
            .filter(pl.col(column.name).str.strip_chars() != "")
        )
        values, times = counted[column.name], counted["__times"].to_list()
        if (values.str.len_chars().max() or 0) > MAX_CELL:  # type: ignore[operator]
            raise CellTooLong
        number = dict(zip(values.to_list(), times, strict=True))
        self._measure(column, number)
        if column.action == "drop":
            return pl.Series(column.name, [""] * frame.height, pl.String)
        findings = self._findings(column, values)
        self._tally(column, findings, number)
        if column.action in ("beneficiary", "beneficiary_id"):
            return self._beneficiaries(column, frame, findings)
        new = self._replacements(column, number, findings)
        return series.replace(list(new), list(new.values())) if new else series

    def _measure(self, column: ColumnPlan, number: Mapping[str, int]) -> None:
        counts = self.counts[column.name]
        counts.filled += sum(number.values())
        counts.words += sum((value.count(" ") + 1) * times for value, times in number.items())

    def _findings(self, column: ColumnPlan, values: pl.Series) -> dict[str, Findings]:
        if column.source == "own" and column.action == "keep":
            return {}
        found = self._detector.find(values, column.name)
        if column.action not in KEPT:
            return found
        kept = {
            value: tuple(one for one in spans if _identifies(one.entity, one.score))
            for value, spans in found.items()
        }
        return {value: spans for value, spans in kept.items() if spans}

    def _tally(
        self, column: ColumnPlan, findings: Mapping[str, Findings], number: Mapping[str, int]
    ) -> None:
        counts = self.counts[column.name]
        for value, spans in findings.items():
            entities = {one.entity for one in spans}
            for entity in entities:
                counts.entities[entity] += number[value]
            counts.with_person += number[value] * ("PERSON" in entities)
            counts.with_address += number[value] * bool(entities & {"ADDRESS", "ADDRESS_PUBLIC"})

    def _replacements(
        self, column: ColumnPlan, number: Mapping[str, int], findings: Mapping[str, Findings]
    ) -> dict[str, str]:
        """Changed values only."""
        whole = self._whole(column)
        new: dict[str, str] = {}
        for value in number if whole or self.known else findings:
            changed = whole(value) if whole else None
            if changed is None:
                changed = self._without_known(
                    column, self._spans(column, value, findings.get(value, ()))
                )
            elif changed != value:
                self._count_whole(column, value, findings, number)
            if changed != value:
                new[value] = changed
        return new

    def _count_whole(
        self,
        column: ColumnPlan,
        value: str,
        findings: Mapping[str, Findings],
        number: Mapping[str, int],
    ) -> None:
        entity = column.entity or "PERSON"
        self.masked.add(entity, value)
        if not any(one.entity == entity for one in findings.get(value, ())):
            self.counts[column.name].entities[entity] += number[value]

    def _whole(self, column: ColumnPlan) -> Callable[[str], str | None] | None:
        """What replaces a whole cell; None from it leaves the cell to its spans."""
        mask = placeholder(column.entity or "TEXT", self._language)
        if column.action in GENERALISE:
            return GENERALISE[column.action]
        if column.action == "area":
            return lambda value: area(value, mask)
        if column.action == "house":
            return lambda _value: ""
        if column.action == "mask":
            return lambda _value: mask
        if column.action == "body":
            return lambda value: mask if looks_like_person(value[:LONGEST_NAME]) else None
        if column.action == "person":
            alone = column.meaning is not None and column.meaning.id in ("surname", "first-name")
            return lambda value: None if body_named(value[:LONGEST_NAME]) and not alone else mask
        return None

    def _spans(self, column: ColumnPlan, value: str, findings: Findings) -> str:
        """The value with its findings replaced as their rules say."""
        beside = self.plan.personal or any(one.entity == "PERSON" for one in findings)
        pieces, last = [], 0
        for one in findings:
            new = self._replace(one.entity, value[one.start : one.end], beside)
            if new is None:
                continue
            self.masked.add(one.entity, value[one.start : one.end])
            pieces += [value[last : one.start], new]
            last = one.end
        result = "".join([*pieces, value[last:]])
        emptied = column.source == "schema" and column.action == "contact"
        return "" if emptied and not re.search(r"\w", re.sub(r"\[[^\]]*\]", "", result)) else result

    def _without_known(self, column: ColumnPlan, value: str) -> str:
        if not self.known or column.action != "scan":
            return value
        return without_names(value, self.known, placeholder("PERSON", self._language))

    def _replace(self, entity: str, text: str, beside: bool) -> str | None:
        """What a finding becomes, None when it stays."""
        rule = self.policy.entities.get(entity)
        if rule is None:
            return placeholder(entity, self._language)
        if rule.action == "keep" or (rule.action == "personal" and not beside):
            return None
        if rule.action == "year":
            return year(text) or placeholder(entity, self._language)
        return placeholder(entity, self._language)

    def _beneficiaries(
        self, column: ColumnPlan, frame: pl.DataFrame, findings: Mapping[str, Findings]
    ) -> pl.Series:
        """Natural persons among beneficiaries, from the name and the row's register numbers."""
        name = self._name_column(column)
        fields = list(dict.fromkeys([column.name, name, *column.companions]))
        rows = frame.select(pl.col(fields).fill_null("")).unique()
        mask = placeholder("PERSON", self._language) if column.action == "beneficiary" else ""
        new = []
        for row in rows.iter_rows(named=True):
            value, numbers = row[column.name], [row[other] for other in column.companions]
            masked = bool(value.strip()) and natural_person(row[name][:LONGEST_NAME], numbers)
            if masked and column.action == "beneficiary":
                self.masked.add("PERSON", value)
            new.append(
                mask if masked else self._spans(column, value, _strong(findings.get(value, ())))
            )
        mapping = rows.with_columns(pl.Series("__new", new, pl.String))
        joined = frame.select(pl.col(fields).fill_null("")).join(
            mapping, on=fields, how="left", maintain_order="left"
        )
        result = joined["__new"].alias(column.name)
        changed = int((result != frame[column.name].fill_null("")).sum())
        if changed:
            self.counts[column.name].entities["PERSON"] += changed
        return result

    def _name_column(self, column: ColumnPlan) -> str:
        """The column with the beneficiary's name, for the column of its number."""
        if column.action == "beneficiary":
            return column.name
        return next(
            (one.name for one in self.plan.columns if one.action == "beneficiary"), column.name
        )

    def _known_of_the_row(self, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
        """Mask in a row's texts the names that its own columns gave."""
        people = [one.name for one in self.plan.columns if one.action == "person"]
        texts = [
            one.name
            for one in self.plan.columns
            if one.action == "scan" and self._is_text(one.name)
        ]
        for column in texts if people else []:
            after = self._mask_known(before, after, column, people)
        return after

    def _is_text(self, name: str) -> bool:
        counts = self.counts[name]
        return counts.filled > 0 and counts.words / counts.filled >= 3

    def _mask_known(
        self, before: pl.DataFrame, after: pl.DataFrame, column: str, people: list[str]
    ) -> pl.DataFrame:
        mask = placeholder("PERSON", self._language)
        texts, new = after[column].to_list(), []
        for text, names in zip(texts, before.select(people).iter_rows(), strict=True):
            new.append(without_row_names(text, names, mask) if text else text)
        changed = sum(1 for old, one in zip(texts, new, strict=True) if old != one)
        if not changed:
            return after
        self.counts[column].entities["PERSON"] += changed
        return after.with_columns(pl.Series(column, new, pl.String))


def _identifies(entity: str, score: float) -> bool:
    """Whether a finding counts in a column of places, bodies or officials."""
    if entity in (
        "ADDRESS",
        "ADDRESS_PUBLIC",
        "PHONE_FIXED",
        "LICENSE_PLATE",
        "OFFICIAL",
        "IP_ADDRESS",
    ):
        return False
    if entity == "PERSON":
        return score >= _SURE_PERSON
    return True


def _strong(findings: Findings) -> Findings:
    """In an organisation's name, persons and streets belong to the name."""
    return tuple(
        one
        for one in findings
        if one.entity not in ("PERSON", "ADDRESS", "ADDRESS_PUBLIC", "PHONE_FIXED")
    )
