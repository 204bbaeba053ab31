"""The gate: what was found wrong with a table, and whether it may pass all the same.

Two kinds of reasons. *Faults* mean that the table was not examined as it should: nothing lifts
them. *Objections* are the policy's; a data-protection officer may lift them for one input, one
policy and one engine (`federation.risk.Waiver`), and they stay in the report.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from anonymisation import ENGINE
from anonymisation.policy.policy import Policy
from federation.i18n import Message, msg
from federation.model import AnonymisationReport, Verdict
from federation.risk import Waiver


@dataclass(slots=True)
class Gate:
    """Collects reasons while a table goes through the stage, then decides."""

    policy: Policy
    waiver: Waiver | None = None
    faults: list[Message] = field(default_factory=list)
    objections: list[Message] = field(default_factory=list)
    residual: Mapping[str, int] = field(default_factory=dict)

    def release(self, input_hash: str) -> Waiver | None:
        """The officer's waiver, if it is for exactly this input, this policy and this engine."""
        waiver = self.waiver
        if waiver is None or not input_hash:
            return None
        told = (waiver.input_hash, waiver.policy_hash, waiver.engine)
        return waiver if told == (input_hash, self.policy.hash, ENGINE) else None

    def scanned(self, cells: int, expected: int) -> None:
        """Every cell must have been examined."""
        if cells != expected:
            self.faults.append(
                msg(
                    "%(scanned)s cells were examined out of %(expected)s; the table is not "
                    "published in part.",
                    scanned=cells,
                    expected=expected,
                )
            )

    def read_again(self, residual: Mapping[str, int]) -> None:
        """Nothing may be found in what was written."""
        self.residual = dict(residual)
        if residual:
            self.objections.append(
                msg(
                    "After masking, personal data could still be read (%(entities)s); a data "
                    "officer must look at this table.",
                    entities=", ".join(sorted(residual)),
                )
            )

    def pseudonyms(self, internal: bool, columns: tuple[str, ...]) -> None:
        """Codes in place of persons are still personal data: never in a publication."""
        if columns and not internal:
            self.faults.append(
                msg(
                    "Column %(column)s is pseudonymised: that is still personal data, for "
                    "internal use only. Mask it or drop it to publish.",
                    column=", ".join(columns),
                )
            )

    def verdict(self, report: AnonymisationReport) -> AnonymisationReport:
        """The report with its verdict and reasons: any of them closes the gate."""
        reasons = (*self.faults, *self.objections)
        report = replace(
            report, reasons=reasons, residual=dict(self.residual), examined=not self.faults
        )
        if not reasons:
            return replace(report, verdict=Verdict.PASS)
        waiver = self.release(report.input_hash)
        if self.faults or waiver is None:
            return replace(report, verdict=Verdict.QUARANTINE)
        return replace(report, verdict=Verdict.PASS, released_by=waiver.by)
