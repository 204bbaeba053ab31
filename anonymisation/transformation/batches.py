"""Change the cells of a batch as the plan says: whole columns first, then spans.

Works on distinct values; keeps counts, never contents, except the bounded set of masked names that
the verification looks for in the output (`counts.Masked`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import polars as pl

from anonymisation.counts import ColumnCount, Masked
from anonymisation.decision.plan import TablePlan
from anonymisation.decision.tributes import TRIBUTE
from anonymisation.detection.detector import Detector, Findings
from anonymisation.operators import placeholder
from anonymisation.operators.rows import without_rows
from anonymisation.policy.columns import KEPT, ColumnPlan, given_names
from anonymisation.profiling.offices import MIXED, RECORD, STAYS
from anonymisation.profiling.situations import OFFICE_LINE
from anonymisation.rows.beneficiaries import Beneficiaries
from anonymisation.rows.bodies import about_bodies, freed
from anonymisation.rows.cells import TITLED, Cells, Manner
from anonymisation.rows.homes import without_numbered
from anonymisation.rows.mandates import with_mandates
from anonymisation.rows.mentions import without_mentions
from anonymisation.rows.officials import without_officials
from anonymisation.rows.papers import without_holders
from anonymisation.rows.sites import without_homes
from anonymisation.rows.strangers import without_strangers
from anonymisation.rows.switchboards import of_many
from anonymisation.rows.traders import without_traders
from anonymisation.transformation.told import Told

#: Longest cell that is examined, in characters; a longer one stops the table.
MAX_CELL = 200_000
#: Findings that say nothing in a column of places, bodies or officials.
_HARMLESS = frozenset(
    {
        "ADDRESS",
        "ADDRESS_PUBLIC",
        "PARCEL",
        "COORDINATES",
        "PHONE_FIXED",
        "LICENSE_PLATE",
        "OFFICIAL",
        "IP_ADDRESS",
    }
)

#: What a register of tributes tells of those whom streets are named after.
_OF_THE_DEAD = frozenset({"PERSON", "BIRTH_DATE"})

#: The rule of columns of seats of bodies: theirs, whoever rows are about.
SEAT = "seat"
#: Rules of columns in which landlines are those of offices, whoever rows are about.
_OPEN = frozenset({SEAT, MIXED, OFFICE_LINE})
#: Columns that may name people by right, or things called after people.
_NAMED = frozenset({"author", "work", "thing", "first-name", "side"})


class CellTooLong(ValueError):
    """A cell longer than what is examined."""


class Transformer:
    """Applies one table's plan, batch by batch; `tick` is called before each column."""

    def __init__(
        self,
        plan: TablePlan,
        detector: Detector,
        manner: Manner,
        *,
        told: Told | None = None,
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        self.plan = plan
        self.counts = {column.name: ColumnCount() for column in plan.columns}
        self.masked = Masked()
        self.offices: dict[str, set[str]] = {}
        self.scanned = 0
        self.rows = 0
        self._detector = detector
        self._manner = manner
        self._told = told or Told()
        self._tick = tick
        public = replace(manner, personal=False)
        self._cells = {
            column.name: Cells(column, public if column.rule in _OPEN else manner, self.masked)
            for column in plan.columns
        }
        self._mask = placeholder("PERSON", manner.language)
        self._freed = freed(plan)
        self._public = {
            name: Cells(column, public, self.masked) for name, column in self._freed.items()
        }

    def apply(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The batch with its cells changed, fewer rows if a rule says so; hidden columns stay."""
        self.scanned += frame.height * len(self.plan.columns)
        frame = without_rows(frame, self.plan.rows)
        self.rows += frame.height
        result = frame.with_columns(self._columns(frame))
        result = without_strangers(result, self._told.guarded, self.counts, self.masked, self._mask)
        homes = placeholder("ADDRESS", self._manner.language)
        result = without_homes(frame, result, self.plan, self.counts, homes)
        result = without_numbered(result, self.plan, self.counts, homes)
        result = with_mandates(frame, result, self.plan, self.counts)
        result = without_holders(frame, result, self.plan, self.counts, self.masked, self._mask)
        result = without_traders(frame, result, self.plan, self.counts, self._manner.language)
        result = without_mentions(frame, result, self.plan, self.counts, self._mask)
        for column in self.plan.columns:
            before, after = frame[column.name].fill_null(""), result[column.name].fill_null("")
            self.counts[column.name].changed += int((before != after).sum())
        return result

    def _columns(self, frame: pl.DataFrame) -> list[pl.Series]:
        """The columns without personal data; what is a body's in rows about one only by piece."""
        new = {
            column.name: self._changed(column, self._cells[column.name], frame)
            for column in self.plan.columns
            if column.name not in self._freed
        }
        if not self._freed:
            return list(new.values())
        bodies = about_bodies(self.plan, frame, new)
        theirs, others = frame.filter(bodies), frame.filter(~bodies)
        for name, public in self._freed.items():
            kept = self._changed(public, self._public[name], theirs)
            own = self._changed(self._cells[name].column, self._cells[name], others)
            mixed = frame[name].scatter(bodies.arg_true(), kept)
            new[name] = mixed.scatter((~bodies).arg_true(), own)
        return list(new.values())

    def _changed(self, column: ColumnPlan, cells: Cells, frame: pl.DataFrame) -> pl.Series:
        """A column whose cells were replaced as `cells` does."""
        self._tick()
        series = frame[column.name]
        if series.dtype != pl.String:
            raise TypeError("a visible column is not text")
        number = self._distinct(series)
        if column.action == "drop":
            self.counts[column.name].operators["drop"] += sum(number.values())
            return pl.Series(column.name, [""] * frame.height, pl.String)
        findings = self._findings(column, pl.Series(column.name, list(number), pl.String))
        self._tally(column, findings, number)
        numbered = column.action == "person" and bool(column.companions)
        if column.action in ("beneficiary", "beneficiary_id") or numbered:
            return self._beneficiaries(column).apply(frame, findings)
        new = self._replacements(cells, number, findings)
        return series.replace(list(new), list(new.values())) if new else series

    def _distinct(self, series: pl.Series) -> dict[str, int]:
        """Filled cells of a column and how often each stands there."""
        counted = (
            series.drop_nulls()
            .value_counts(name="__times")
            .filter(pl.col(series.name).str.strip_chars() != "")
        )
        values = counted[series.name]
        if (values.str.len_chars().max() or 0) > MAX_CELL:  # type: ignore[operator]
            raise CellTooLong
        counts = self.counts[series.name]
        times = counted["__times"]
        counts.filled += int(times.sum())
        counts.words += int(((values.str.count_matches(" ") + 1) * times).sum())
        return dict(zip(values.to_list(), times.to_list(), strict=True))

    def _findings(self, column: ColumnPlan, values: pl.Series) -> dict[str, Findings]:
        if column.exempt:
            return {}
        # The number of a body is no person's, whatever the column's name says.
        name = "" if column in self._freed.values() else column.name
        found = self._detector.find(values, name)
        if column.action not in KEPT:
            return self._slotted(column, values, found)
        kept = {
            value: tuple(
                one
                for one in spans
                if _identifies(column, one.entity, one.score)
                and not _holy(column, one.entity, value[one.start : one.end])
            )
            for value, spans in found.items()
        }
        return {value: spans for value, spans in kept.items() if spans}

    def _slotted(
        self, column: ColumnPlan, values: pl.Series, found: dict[str, Findings]
    ) -> dict[str, Findings]:
        """The findings with names that stand where others do, and without those of officials."""
        slots = self._told.slots.get(column.name)
        if slots:
            more = ((value, slots.names(value, found.get(value, ()))) for value in values.to_list())
            found = {value: findings for value, findings in more if findings}
        names = self._told.officials
        if names and column.action == "scan":
            less = {value: without_officials(value, one, names) for value, one in found.items()}
            found = {value: findings for value, findings in less.items() if findings}
        return found

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
        self, cells: Cells, number: Mapping[str, int], findings: Mapping[str, Findings]
    ) -> dict[str, str]:
        """Changed values only."""
        column = cells.column
        counts = self.counts[column.name]
        shared = self._told.offices.get(column.name, frozenset())
        new: dict[str, str] = {}
        for value in number if cells.every else findings:
            spans = findings.get(value, ())
            if value in shared and of_many(column, value, spans):
                self.offices.setdefault(column.name, set()).add(value)
                continue
            outcome, whole = cells.replaced(value, spans)
            if outcome.text == value:
                continue
            new[value] = outcome.text
            for operator in outcome.operators:
                counts.operators[operator] += number[value]
            entity = column.holds
            if whole and entity and not any(one.entity == entity for one in spans):
                counts.entities[entity] += number[value]
        return new

    def _beneficiaries(self, column: ColumnPlan) -> Beneficiaries:
        """The judge of a column of beneficiaries; their names are in it or beside it."""
        name = column.name
        if column.action == "beneficiary_id":
            name = next((one.name for one in self.plan.of("beneficiary")), name)
        count = self.counts[column.name]
        return Beneficiaries(column, name, self._cells[column.name], self.masked, count)


#: Saints and worthies of the Maghreb and of West Africa, whose names are those of quarters.
_SAINTS = re.compile(
    r"(?i)(?:sidi|si|lalla|lella|moulay|mawlay|cheikh|sheikh|serigne|sokhna|thierno|el hadj\w*|imam"
    r"|bab|ouled|oulad|ain|do[nñ]a?|san|santa|santo|saint|sainte|padre|fray|general|gral\.?|coronel"
    r")\s"
)


def _holy(column: ColumnPlan, entity: str, text: str) -> bool:
    """Whether a name is a place's or nobody's: "Sidi Hassine", or counted given names."""
    if entity != "PERSON":
        return False
    return given_names(column) or (column.action == "place" and bool(_SAINTS.match(text)))


def _identifies(column: ColumnPlan, entity: str, score: float) -> bool:
    """Whether a finding counts in a column of places, bodies or officials."""
    if column.rule == "identifier" and entity in ("PHONE", "PHONE_FIXED"):
        return False  # the number of a body, under "CCCD / MST"
    if entity in STAYS.get(column.rule, ()):
        # A number with the right key is somebody's, whatever else it numbers.
        return column.rule == RECORD and entity == "NIR" and score >= TITLED
    if entity in _HARMLESS or (column.rule == TRIBUTE and entity in _OF_THE_DEAD):
        return False
    if entity == "PERSON":
        return column.action != "official" and column.rule not in _NAMED and score >= TITLED
    return True
