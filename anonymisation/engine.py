"""The stage: profile, detect, decide, transform, lower the risk, verify, gate. It fails closed.

Whatever goes wrong, the outcome is a quarantine with a reason, and nothing at the output path.
"""

import hashlib
import logging
import os
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from anonymisation import ENGINE
from anonymisation.deadline import Deadline, OutOfTime
from anonymisation.decision.plan import TablePlan, plan
from anonymisation.decision.withholding import Decided, decided, read_again, too_little
from anonymisation.detection.detector import Detector
from anonymisation.operators.pseudonyms import Key
from anonymisation.parquet import batch_rows, batches, without_columns, write
from anonymisation.policy.columns import KEPT
from anonymisation.policy.policy import Policy
from anonymisation.profiling.headers import unsafe_headers
from anonymisation.profiling.offices import STAYS
from anonymisation.profiling.sample import ColumnProfile, profile
from anonymisation.risk.assess import assess
from anonymisation.risk.outcome import Outcome
from anonymisation.rows.cells import Manner
from anonymisation.rows.homes import with_homes
from anonymisation.transformation.batches import CellTooLong, Transformer
from anonymisation.transformation.told import Told, told
from anonymisation.verification.gate import Gate
from anonymisation.verification.mend import mend
from anonymisation.verification.rescan import Scope, rescan
from federation.errors import PartageError
from federation.i18n import Message, msg
from federation.model import AnonymisationReport, Anonymised, TableContext, TableFile, Verdict

log = logging.getLogger(__name__)


def anonymise(
    table: TableFile,
    *,
    context: TableContext,
    policy: Policy,
    out: Path,
    internal: Key | None = None,
) -> Anonymised:
    """Write at `out` a copy of the table in which nobody can be found, or nothing.

    Parquet in, Parquet out: visible columns are text, columns whose name begins with `__` pass
    unchanged. `internal`: the result stays inside the administration and may hold pseudonyms made
    with this key; else a rule that asks for them closes the gate. Never raises for what a table
    holds: the report then says `QUARANTINE` and why, without cell content. `out` is written whole
    or not at all.
    """
    job = _Job(table, context, policy, out, internal)
    try:
        return job.run()
    except CellTooLong:
        return job.stopped(msg("A cell is too long to be examined whole; split it at the source."))
    except OutOfTime:
        return job.stopped(_late(policy, table.rows))
    except PartageError as error:
        return job.stopped(error.message)
    except Exception as error:  # noqa: BLE001 - the gate: whatever failed, nothing is published
        name = type(error).__name__
        log.warning("anonymisation of a table stopped: %s", name)
        return job.stopped(
            msg(
                "The anonymisation stopped on an internal error (%(error)s); the table was not "
                "examined whole. Tell the maintainers.",
                error=name,
            )
        )
    finally:
        job.clean()


def _late(policy: Policy, rows: int) -> Message:
    return msg(
        "The table took longer than the %(seconds)s seconds that its policy allows; raise "
        "`limits` in the policy file, or split the file.",
        seconds=round(policy.limits.budget(rows)),
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """One pass over the table: what was written, counted and decided."""

    transformer: Transformer
    decided: Decided
    residual: Counter[str]


class _Job:
    """One table on its way through the stage."""

    def __init__(
        self,
        table: TableFile,
        context: TableContext,
        policy: Policy,
        out: Path,
        internal: Key | None,
    ) -> None:
        self.table, self.context, self.policy, self.out = table, context, policy, out
        self.internal = internal
        self.partial = out.with_name(f".partial-{os.getpid()}-{out.name}")
        self.deadline = Deadline.after(policy.limits.budget(table.rows))
        self.gate = Gate(policy, context.waiver)
        self.profiles: dict[str, ColumnProfile] = {}
        self.told = Told()
        self.risk = Outcome()
        self.report = AnonymisationReport(
            verdict=Verdict.QUARANTINE,
            rows=table.rows,
            policy_hash=policy.hash,
            policy_version=policy.version,
            engine=ENGINE,
        )

    def run(self) -> Anonymised:
        with self.table.path.open("rb") as handle:
            found = hashlib.file_digest(handle, "sha256").hexdigest()
        self.report = replace(self.report, input_hash=found)
        unsafe = unsafe_headers(self.table.columns, self.context.country, self.policy)
        if unsafe:
            return self._unnamed(unsafe)
        self.detector = Detector(
            self.context.country, self.policy.thresholds.score, self.policy.model
        )
        self.profiles = profile(self.table.path, self.table.columns, self.detector)
        planned = with_homes(self.table.path, plan(self.context, self.policy, self.profiles))
        self.told = told(self.table.path, planned, self.profiles)
        work = self._pass(planned, frozenset())
        if set(work.residual) == {"PERSON"}:
            # Names that columns gave away are masked in the texts too, then all is checked again.
            work = self._pass(planned, frozenset(work.transformer.masked.names))
        return self._decide(planned, self._mended(planned, work) if work.residual else work)

    def _unnamed(self, unsafe: int) -> Anonymised:
        """Column names cannot be masked: no waiver publishes them."""
        self.report = replace(self.report, unsafe_headers=unsafe)
        return self.stopped(
            msg(
                "%(count)s column names hold personal data: the header line is probably "
                "missing. Add a first line that names the columns.",
                count=unsafe,
            )
        )

    def _pass(self, planned: TablePlan, known: frozenset[str]) -> _Work:
        language = self.context.languages[0] if self.context.languages else "fr"
        work = Transformer(
            planned,
            self.detector,
            Manner(self.policy, language, planned.personal, self.internal, known),
            told=self.told,
            tick=self.deadline.check,
        )
        write(self.partial, self._transformed(work), self.table.path)
        found = decided(planned, work.counts, self.policy, self.profiles)
        self._count(work, found)
        self._lower_risk(planned, found)
        return _Work(work, found, self._verify(planned, work, found))

    def _mended(self, planned: TablePlan, work: _Work) -> _Work:
        """Cells in which something can still be read, masked whole; else their column withheld."""
        scope = self._scope(planned, work.transformer, work.decided)
        language = self.context.languages[0] if self.context.languages else "fr"
        filled = {name: count.filled for name, count in work.transformer.counts.items()}
        done = mend(self.partial, scope, batch_rows(self.table), language, filled)
        self.deadline.check()
        found = read_again(work.decided, done.cells, done.withheld)
        self.report = replace(
            self.report,
            columns=found.columns,
            cells_changed=self.report.cells_changed + sum(done.cells.values()),
        )
        return _Work(work.transformer, found, self._verify(planned, work.transformer, found))

    def _transformed(self, work: Transformer) -> Iterator[pl.DataFrame]:
        for frame in batches(self.table):
            self.deadline.check()
            yield work.apply(frame)

    def _count(self, work: Transformer, found: Decided) -> None:
        entities: Counter[str] = Counter()
        for count in work.counts.values():
            entities.update(count.entities)
        self.report = replace(
            self.report,
            columns=found.columns,
            entities=dict(entities),
            cells_scanned=work.scanned,
            cells_changed=sum(count.changed for count in work.counts.values()),
            rows_suppressed=work.scanned // max(1, len(self.table.columns)) - work.rows,
        )

    def _lower_risk(self, planned: TablePlan, found: Decided) -> None:
        """Rewrite what was written so that few rows describe a person alone, and report it."""
        self.deadline.check()
        shown = tuple(name for name in self.table.columns if name not in found.gone)
        self.risk = assess(self.partial, planned, shown, self.policy, self.context)
        self.report = self.risk.reported(self.report)

    def _scope(self, planned: TablePlan, work: Transformer, found: Decided) -> Scope:
        hidden = {one.name for one in planned.columns if one.exempt} | found.gone.keys()
        shown = tuple(name for name in self.table.columns if name not in hidden)
        texts = frozenset(one.name for one in planned.of("scan"))
        codes = frozenset(one.name for one in planned.of(*KEPT))
        masked = work.masked
        names, numbers = frozenset(masked.names), frozenset(masked.numbers)
        kept = {one.name: STAYS[one.rule] for one in planned.columns if one.rule in STAYS}
        offices = {name: frozenset(values) for name, values in work.offices.items()}
        return Scope(shown, texts, codes, names, numbers, kept, offices)

    def _verify(self, planned: TablePlan, work: Transformer, found: Decided) -> Counter[str]:
        self.deadline.check()
        residual = rescan(self.partial, self._scope(planned, work, found), batch_rows(self.table))
        self.deadline.check()
        return residual

    def _decide(self, planned: TablePlan, work: _Work) -> Anonymised:
        gone = work.decided.gone
        few = too_little(len(planned.columns), len(gone), self.policy)
        self.gate.objections += [few] if few else []
        self.gate.objections += self.risk.reasons
        self.gate.read_again(work.residual)
        codes = tuple(one.name for one in planned.of("pseudonymise") if one.name not in gone)
        self.gate.pseudonyms(self.internal is not None, codes)
        cells = self.table.rows * len(self.table.columns)
        self.gate.scanned(work.transformer.scanned, cells)
        self.report = self.gate.verdict(self.report)
        if self.report.verdict is not Verdict.PASS:
            return Anonymised(self.report)
        rows = work.transformer.rows - self.risk.rows_suppressed
        return self._publish(gone.keys(), rows)

    def _publish(self, gone: Collection[str], rows: int) -> Anonymised:
        columns = tuple(name for name in self.table.columns if name not in gone)
        if gone:
            without_columns(self.partial, gone)
        self.partial.replace(self.out)
        table = replace(self.table, path=self.out, columns=columns, rows=rows)
        return Anonymised(self.report, table)

    def stopped(self, reason: Message) -> Anonymised:
        """Quarantine for a fault that no waiver lifts."""
        self.gate.faults.append(reason)
        return Anonymised(self.gate.verdict(self.report))

    def clean(self) -> None:
        """Leave nothing unfinished behind."""
        self.partial.unlink(missing_ok=True)
