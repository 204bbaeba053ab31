"""The stage: profile, detect, decide, transform, verify, gate. It fails closed.

Whatever goes wrong, the outcome is a quarantine with a reason, and nothing at the output path.
"""

import hashlib
import logging
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from anonymisation import ENGINE
from anonymisation.decide import decisions, refusals_after, withheld
from anonymisation.detect import Detector
from anonymisation.headers import unsafe_headers
from anonymisation.plan import TablePlan, plan
from anonymisation.policy import Policy
from anonymisation.profile import profile
from anonymisation.transform import KEPT, CellTooLong, Transformer
from anonymisation.verify import Scope, rescan
from federation.i18n import Message, msg
from federation.model import (
    AnonymisationReport,
    Anonymised,
    ColumnDecision,
    TableContext,
    TableFile,
    Verdict,
)

log = logging.getLogger(__name__)

#: Rows held in memory at once, and cells: wide tables get shorter batches.
BATCH_ROWS = 20_000
BATCH_CELLS = 400_000


def anonymise(table: TableFile, *, context: TableContext, policy: Policy, out: Path) -> Anonymised:
    """Write at `out` a copy of the table in which nobody can be found, or nothing.

    Parquet in, Parquet out: visible columns are text, columns whose name begins with `__` pass
    unchanged. Never raises for what a table holds: the report then says `QUARANTINE` and why,
    without cell content. `out` is written whole or not at all.
    """
    job = _Job(table, context, policy, out)
    try:
        return job.run()
    except CellTooLong:
        return job.quarantine(
            msg("A cell is too long to be examined whole; split it at the source.")
        )
    except Exception as error:  # noqa: BLE001 - the gate: whatever failed, nothing is published
        name = type(error).__name__
        log.warning("anonymisation of a table stopped: %s", name)
        return job.quarantine(
            msg(
                "The anonymisation stopped on an internal error (%(error)s); the table was not "
                "examined whole. Tell the maintainers.",
                error=name,
            )
        )
    finally:
        job.clean()


class _Job:
    """One table on its way through the stage."""

    def __init__(self, table: TableFile, context: TableContext, policy: Policy, out: Path) -> None:
        self.table, self.context, self.policy, self.out = table, context, policy, out
        self.partial = out.with_name(f".partial-{os.getpid()}-{out.name}")
        self.input_hash = ""
        self.columns: tuple[ColumnDecision, ...] = ()
        self.counts: Counter[str] = Counter()
        self.scanned = self.changed = self.unsafe = 0

    def run(self) -> Anonymised:
        with self.table.path.open("rb") as handle:
            self.input_hash = hashlib.file_digest(handle, "sha256").hexdigest()
        self.unsafe = unsafe_headers(self.table.columns, self.context.country, self.policy)
        if self.unsafe:
            return self.quarantine(
                msg(
                    "%(count)s column names hold personal data: the header line is probably "
                    "missing. Add a first line that names the columns.",
                    count=self.unsafe,
                )
            )
        profiles = profile(self.table.path, self.table.columns)
        planned = plan(self.context, self.policy, profiles)
        if planned.refusals:
            return self.quarantine(*planned.refusals)
        work = self._transform(planned, frozenset())
        residual = self._verify(planned, work)
        if residual and set(residual) == {"PERSON"}:
            # Names that columns gave away are masked in the texts too, then everything is checked
            # again.
            work = self._transform(planned, frozenset(work.masked.names))
            residual = self._verify(planned, work)
        return self._gate(planned, work, residual)

    def _transform(self, planned: TablePlan, known: frozenset[str]) -> Transformer:
        detector = Detector(self.context.country, self.policy.thresholds.score)
        language = self.context.languages[0] if self.context.languages else "fr"
        work = Transformer(planned, self.policy, detector, language)
        work.known = known
        with _Writer(self.partial) as writer:
            for frame in _batches(self.table):
                writer.write(work.apply(frame))
            writer.finish(self.table)
        self.columns = decisions(planned, work.counts, self.policy)
        self.scanned = work.scanned
        self.changed = sum(count.changed for count in work.counts.values())
        self.counts = Counter()
        for count in work.counts.values():
            self.counts.update(count.entities)
        return work

    def _verify(self, planned: TablePlan, work: Transformer) -> Counter[str]:
        gone = withheld(planned, work.counts, self.policy)
        exempt = {
            one.name for one in planned.columns if one.source == "own" and one.action == "keep"
        }
        shown = tuple(name for name in self.table.columns if name not in gone | exempt)
        texts = frozenset(one.name for one in planned.columns if one.action == "scan")
        codes = frozenset(one.name for one in planned.columns if one.action in KEPT)
        scope = Scope(shown, texts, codes, frozenset(work.masked.names))
        return rescan(self.partial, scope, _batch_rows(self.table))

    def _gate(self, planned: TablePlan, work: Transformer, residual: Counter[str]) -> Anonymised:
        gone = withheld(planned, work.counts, self.policy)
        reasons = list(refusals_after(planned, gone, self.policy))
        if residual:
            reasons.append(
                msg(
                    "After masking, personal data could still be read (%(entities)s); a "
                    "data officer "
                    "must look at this table.",
                    entities=", ".join(sorted(residual)),
                )
            )
        if work.scanned != self.table.rows * len(self.table.columns):
            reasons.append(
                msg(
                    "%(scanned)s cells were examined out of %(expected)s; the table is not "
                    "published "
                    "in part.",
                    scanned=work.scanned,
                    expected=self.table.rows * len(self.table.columns),
                )
            )
        if reasons:
            return self.quarantine(*reasons, residual=residual)
        return self._publish(gone)

    def _publish(self, gone: frozenset[str]) -> Anonymised:
        columns = tuple(name for name in self.table.columns if name not in gone)
        if gone:
            _without(self.partial, gone)
        self.partial.replace(self.out)
        report = self._report(Verdict.PASS)
        return Anonymised(report, replace(self.table, path=self.out, columns=columns))

    def quarantine(self, *reasons: Message, residual: Counter[str] | None = None) -> Anonymised:
        report = self._report(Verdict.QUARANTINE)
        return Anonymised(replace(report, reasons=reasons, residual=dict(residual or {})))

    def _report(self, verdict: Verdict) -> AnonymisationReport:
        return AnonymisationReport(
            verdict=verdict,
            columns=self.columns,
            unsafe_headers=self.unsafe,
            entities=dict(self.counts),
            cells_scanned=self.scanned,
            cells_changed=self.changed,
            rows=self.table.rows,
            input_hash=self.input_hash,
            policy_hash=self.policy.hash,
            policy_version=self.policy.version,
            engine=ENGINE,
        )

    def clean(self) -> None:
        """Leave nothing unfinished behind."""
        self.partial.unlink(missing_ok=True)


def _batch_rows(table: TableFile) -> int:
    return max(500, min(BATCH_ROWS, BATCH_CELLS // max(1, len(table.columns))))


def _batches(table: TableFile) -> Iterator[pl.DataFrame]:
    with pq.ParquetFile(table.path) as parquet:
        for batch in parquet.iter_batches(_batch_rows(table)):
            yield pl.DataFrame(pl.from_arrow(batch))


class _Writer:
    """Writes batches as row groups of one Parquet file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, *_: object) -> None:
        if self._writer is not None:
            self._writer.close()

    def write(self, frame: pl.DataFrame) -> None:
        part = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, part.schema, compression="zstd")
        self._writer.write_table(part)

    def finish(self, table: TableFile) -> None:
        """A table without rows still has its columns."""
        if self._writer is None:
            schema = pq.read_schema(table.path)
            self._writer = pq.ParquetWriter(self._path, schema, compression="zstd")


def _without(path: Path, gone: frozenset[str]) -> None:
    """Rewrite a Parquet file without some columns, row group by row group."""
    thinner = path.with_name(f"{path.name}-thin")
    try:
        with pq.ParquetFile(path) as parquet:
            kept = [name for name in parquet.schema_arrow.names if name not in gone]
            schema = pa.schema([parquet.schema_arrow.field(name) for name in kept])
            with pq.ParquetWriter(thinner, schema, compression="zstd") as writer:
                for batch in parquet.iter_batches(BATCH_ROWS, columns=kept):
                    writer.write_batch(batch)
        thinner.replace(path)
    finally:
        thinner.unlink(missing_ok=True)
