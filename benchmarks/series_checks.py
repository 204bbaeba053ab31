"""What the check of series costs per table, once Great Expectations is loaded.

Method: generated small tables (default 200, of 8 columns and 400 rows, seeded) with four earlier
releases each, so that every kind of expectation is drawn. Their metrics are measured and their
suites judged one after the other, as a run does; then the Data Docs are written, and written again
after one more table was checked. Processor seconds: of this process for measuring and drawing, of
the worker for judging; start-up apart. Run: `python -m benchmarks.series_checks [tables]`.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import psutil

from federation.frequency import age_allowed
from federation.published import Column
from quality.series.bands import kept_edges
from quality.series.expectations import ExpectationsWorker
from quality.series.freshness import freshness
from quality.series.metrics import Metrics, measure
from quality.series.model import Release, TableSeries
from quality.series.rules import Rule

SEED, ROWS, RELEASES = 20261101, 400, 4
COLUMNS = tuple(
    Column(name, kind)
    for name, kind in (
        ("identifiant", "string"), ("nom", "string"), ("nature", "string"), ("statut", "string"),
        ("montant", "number"), ("verse", "number"), ("date", "date"), ("annee", "integer"),
    )
)  # fmt: skip
RULE = Rule("compare", ("montant", "verse"), ">=")
DAY = date(2026, 11, 1)


def make(path: Path, draw: random.Random, release: int) -> None:
    amounts = [round(draw.lognormvariate(7, 1), 2) for _ in range(ROWS + 5 * release)]
    pl.DataFrame(
        {
            "identifiant": [f"{number:06}" for number in range(len(amounts))],
            "nom": [f"Association {draw.randint(1, 300)}" for _ in amounts],
            "nature": [draw.choice(("numéraire", "nature", "mixte")) for _ in amounts],
            "statut": [draw.choice(("versé", "en cours", None)) for _ in amounts],
            "montant": amounts,
            "verse": [amount * draw.choice((0.5, 1)) for amount in amounts],
            "date": [DAY - timedelta(days=draw.randint(0, 300)) for _ in amounts],
            "annee": [2026] * len(amounts),
        }
    ).write_parquet(path)


def measured(folder: Path, draw: random.Random) -> Iterator[tuple[Metrics, float]]:
    """The metrics of each release of a table, with the processor seconds of measuring it."""
    earlier: list[Metrics] = []
    for release in range(RELEASES + 1):
        path = folder / "table.parquet"
        make(path, draw, release)
        start = time.process_time()
        found = measure(
            path, COLUMNS, edges=kept_edges(earlier), rules=(RULE,), today=DAY, sha256=str(release)
        )
        yield found, time.process_time() - start
        earlier.append(found)


def series(number: int, found: list[Metrics]) -> TableSeries:
    past = tuple(
        Release(seq, datetime(2026, 1, 1 + seq, tzinfo=UTC), each)
        for seq, each in enumerate(found[:-1])
    )
    return TableSeries(
        table_id=f"table-{number}",
        title=f"Table {number}",
        current=found[-1],
        releases=past,
        rules=(RULE,),
        freshness=freshness(found[-1], found[:-1], None, DAY),
        age_allowed=age_allowed("ANNUAL"),
    )


def cpu(process: psutil.Process) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)


def main() -> None:
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    draw = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name, ExpectationsWorker(Path(name) / "gx") as worker:
        todo, measuring = [], 0.0
        for number in range(tables):
            found = list(measured(Path(name), draw))
            measuring += found[-1][1]
            todo.append(series(number, [metrics for metrics, _ in found]))
        worker.check(replace(todo[0], table_id="warm"))
        assert worker._process is not None
        process = psutil.Process(worker._process.pid)
        print(f"start: {cpu(process):.1f} CPU s, {process.memory_info().rss / 1e6:.0f} MB")
        here, there = time.process_time(), cpu(process)
        reports = [worker.check(each) for each in todo]
        drawing, judging = time.process_time() - here, cpu(process) - there
        checks = sum(len(report.results) for report in reports)
        unknown = sum(each.success is None for report in reports for each in report.results)
        unusual = sum(report.success is False for report in reports)
        print(f"{tables} tables, {checks / tables:.0f} expectations each: "
              f"{unusual} tables unusual, {unknown} expectations not checked")  # fmt: skip
        for what, seconds in (("measuring", measuring), ("suites", drawing), ("judging", judging)):
            print(f"{what:10} {1000 * seconds / tables:6.1f} ms of CPU per table")
        total = (measuring + drawing + judging) / tables
        print(f"{'all':10} {1000 * total:6.1f} ms of CPU per table (at most 300)")
        there = cpu(process)
        worker.build_docs()
        print(f"docs: {1000 * (cpu(process) - there) / tables:.1f} ms of CPU per page")
        worker.check(todo[0])
        there = cpu(process)
        worker.build_docs()
        print(f"docs after one more check: {1000 * (cpu(process) - there):.0f} ms")
        print(f"worker: {process.memory_info().rss / 1e6:.0f} MB")
    if unknown or total > 0.3:
        sys.exit(1)


if __name__ == "__main__":
    main()
