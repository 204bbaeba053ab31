"""Natural persons among the beneficiaries of subsidies and contracts, row by row.

Name and register numbers of the row decide together: subsidies to natural persons are not among
the documents published as they are (CRPA D312-1-3). A sole trader has a register number and a
person's name: the cell is masked until a data officer decides.
"""

from dataclasses import dataclass

import polars as pl

from anonymisation.bodies.register import natural_person, registered_business
from anonymisation.counts import LONGEST_NAME, ColumnCount, Masked
from anonymisation.detection.detector import Findings, Found
from anonymisation.operators import placeholder
from anonymisation.policy.columns import ColumnPlan
from anonymisation.rows.cells import TITLED, Cells
from anonymisation.rows.outcomes import Outcome

#: In an organisation's name these belong to the name.
_OF_BODIES = frozenset({"PERSON", "ADDRESS", "ADDRESS_PUBLIC", "PHONE_FIXED"})
#: Never a name: the cells of the row have shifted.
_SHIFTED = frozenset({"ADDRESS", "ADDRESS_PUBLIC", "PHONE_FIXED"})


def _counts(one: Found, value: str) -> bool:
    """Whether a finding in a body's cell is somebody's: an address alone was shifted there."""
    whole = one.start == 0 and (one.end - one.start) * 10 >= len(value.strip()) * 8
    return one.entity not in _OF_BODIES or (whole and one.entity in _SHIFTED)


@dataclass(frozen=True, slots=True)
class Beneficiaries:
    """One column of beneficiaries (or of their numbers) and the column with their names."""

    column: ColumnPlan
    name: str
    cells: Cells
    masked: Masked
    count: ColumnCount

    def apply(self, frame: pl.DataFrame, findings: dict[str, Findings]) -> pl.Series:
        """The column without natural persons."""
        fields = list(dict.fromkeys([self.column.name, self.name, *self.column.companions]))
        filled = frame.select(pl.col(fields).fill_null(""))
        rows = filled.group_by(fields, maintain_order=True).len("__times")
        new: list[str] = []
        for row in rows.iter_rows(named=True):
            outcome, person = self._one(row, findings.get(row[self.column.name], ()))
            self._tally(outcome, person, row["__times"])
            new.append(outcome.text)
        mapping = rows.drop("__times").with_columns(pl.Series("__new", new, pl.String))
        joined = filled.join(mapping, on=fields, how="left", maintain_order="left")
        return joined["__new"].alias(self.column.name)

    def _one(self, row: dict[str, str], findings: Findings) -> tuple[Outcome, bool]:
        value = row[self.column.name]
        numbers = [row[other] for other in self.column.companions]
        if not value.strip() or not natural_person(row[self.name][:LONGEST_NAME], numbers):
            strong = tuple(one for one in findings if self._strong(one, value))
            return self.cells.pieces(value, strong), False
        trader = any(registered_business(number) for number in numbers)
        review = ("review",) if trader else ()
        if self.column.action == "beneficiary_id":
            return Outcome("", ("redact", *review)), True
        self.masked.add("PERSON", value)
        word = placeholder("PERSON", self.cells.manner.language)
        return self.cells.fitted(Outcome(word, ("mask", *review)), value), True

    def _strong(self, one: Found, value: str) -> bool:
        """Whether a finding in a body's cell is somebody's: "SARL Kerval, représentée par M. …"."""
        titled = one.entity == "PERSON" and one.score >= TITLED and self.column.action == "person"
        return titled or _counts(one, value)

    def _tally(self, outcome: Outcome, person: bool, times: int) -> None:
        for operator in outcome.operators:
            self.count.operators[operator] += times
        self.count.entities["PERSON"] += times * person
