"""How fast tables are examined: ours against a full run of Frictionless, with the same reports.

Method: a made-up CSV per schema (`quality_tables`: subventions, délibérations) with 0.1 % of wrong
cells, another with 10 % of wrong rows. Each engine runs in a process of its own on the same file:
processor time without imports, peak memory as VmHWM. Ours is all of `read_table` and `examine`:
reading, both Parquet files, profile, custom checks; Frictionless counts `validate`. The limit is
Polars parsing every cell as text, and nothing else. The run fails unless the errors that both look
for are the same: number per type, and type, row, field, cell and note of the first ones, in order.

With `--validata PYTHON`, an interpreter that has validata-table (see `validata_run`), Validata is
measured on a file without errors: it stops at 1,000 errors or 100,000 rows.

Run: `python -m benchmarks.quality_examine [ROWS…] [--case cells|rows] [--validata PYTHON]`
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.memory import peak_mb

SCHEMAS = ("scdl/subventions", "scdl/deliberations")
CASES = {"cells": {"cells": 0.001}, "rows": {"bad_rows": 0.1}, "clean": {}}
#: Least ratio of processor time to Frictionless's at a million rows.
TARGETS = {
    ("scdl/subventions", "cells"): 18,
    ("scdl/deliberations", "cells"): 28,
    ("scdl/subventions", "rows"): 6,
    ("scdl/deliberations", "rows"): 6,
}
VALIDATA_ROWS = 100_000
_COMPARED = 1_000


def ours(path: Path, schema: str, folder: Path) -> dict[str, object]:
    import frformat  # noqa: F401 - imports are not what is measured
    import stdnum.fr.siren
    import stdnum.fr.siret  # noqa: F401

    from federation.model import SchemaRef
    from quality.conformity.examine import examine
    from quality.reading.reader import read_table
    from quality.schemas import shipped

    shipped().get(schema).frictionless()
    start = time.process_time()
    table = read_table(
        path,
        file_name=path.name,
        media_type="text/csv",
        declared_format="CSV",
        out=folder / "read.parquet",
    )
    read = time.process_time() - start
    report = examine(
        table, declared=SchemaRef(schema), library=shipped(), out=folder / "examined.parquet"
    ).report
    seconds = time.process_time() - start
    errors = [
        [each.type, each.row, each.field_number, each.cell, each.note or ""]
        for each in report.errors
    ]
    return {**_cost(seconds), "read": read, "counts": dict(report.error_counts), "errors": errors}


def theirs(path: Path, schema: str, _folder: Path) -> dict[str, object]:
    from frictionless.resources import TableResource

    from quality.schemas import shipped

    rules = shipped().get(schema).frictionless()
    start = time.process_time()
    resource = TableResource(
        path=path.name, basepath=str(path.parent), encoding="utf-8", schema=rules
    )
    report = resource.validate(limit_errors=10**9)
    seconds = time.process_time() - start
    found = [error for task in report.tasks for error in task.errors]
    errors = [
        [each.type, each.row_number, each.field_number, each.cell, each.note]
        for each in found[:_COMPARED]
    ]
    counts = Counter(each.type for each in found)
    return {**_cost(seconds), "counts": dict(counts), "errors": errors}


def parsing(path: Path, _schema: str, _folder: Path) -> dict[str, object]:
    import polars as pl

    start = time.process_time()
    pl.read_csv(path, infer_schema=False)
    return _cost(time.process_time() - start)


ENGINES = {"ours": ours, "frictionless": theirs, "limit": parsing}


def _cost(seconds: float) -> dict[str, object]:
    return {"cpu": seconds, "peak": peak_mb()}


def measured(engine: str, path: Path, schema: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.quality_examine", "--engine", engine]
    done = subprocess.run(
        [*command, str(path), schema, str(folder)], check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(schema: str, case: str, rows: int, folder: Path) -> bool:
    """Measure one file; whether the reports are the same."""
    from benchmarks.quality_tables import make

    path = folder / "table.csv"
    make(path, schema, rows, **CASES[case])
    found = {engine: measured(engine, path, schema, folder) for engine in ENGINES}
    mine, peer, limit = (found[engine] for engine in ENGINES)
    print(f"\n{schema}, {rows:,} rows, {case}")
    for engine, each in found.items():
        print(f"  {engine:12} {each['cpu']:8.2f} CPU s  peak {each['peak']:5} MB")
    print(f"  reading {mine['read']:.2f}, examining {mine['cpu'] - mine['read']:.2f} CPU s")
    same = _same(mine, peer)
    target = TARGETS.get((schema, case))
    print(
        f"  {peer['cpu'] / mine['cpu']:.1f} times less than Frictionless (target {target} at 1 M), "
        f"{mine['cpu'] / limit['cpu']:.2f} times the limit, "
        f"{sum(peer['counts'].values()):,} errors {'identical' if same else 'DIFFERENT'}",
        flush=True,
    )
    return same


def _same(mine: dict[str, Any], peer: dict[str, Any]) -> bool:
    kinds = set(peer["counts"])
    counts = {kind: count for kind, count in mine["counts"].items() if kind in kinds}
    # Ours has custom checks among its first thousand errors.
    first = [each for each in mine["errors"] if each[0] in kinds]
    return counts == peer["counts"] and first == peer["errors"][: len(first)]


def beside_validata(python: str, schema: str, folder: Path) -> None:
    from benchmarks.quality_tables import make
    from quality.schemas import shipped
    from quality.schemas.library import ROOT

    path = folder / "clean.csv"
    make(path, schema, VALIDATA_ROWS, **CASES["clean"])
    ref = shipped().get(schema).ref
    script = Path(__file__).with_name("validata_run.py")
    facts = ROOT / ref.id / f"{ref.version}.json"
    done = subprocess.run(
        [python, "-W", "ignore", str(script), str(path), str(facts)],
        check=True,
        capture_output=True,
        text=True,
    )
    peer = json.loads(done.stdout.splitlines()[-1])
    mine = measured("ours", path, schema, folder)
    print(
        f"\n{schema}, {VALIDATA_ROWS:,} rows without errors: Validata {peer['cpu_seconds']:.2f} "
        f"CPU s (valid: {peer.get('valid')}), ours {mine['cpu']:.2f}: "
        f"{peer['cpu_seconds'] / mine['cpu']:.1f} times less (target 35)",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="*", type=int, default=[100_000])
    parser.add_argument("--case", choices=("cells", "rows"))
    parser.add_argument("--schema", choices=SCHEMAS)
    parser.add_argument("--validata", metavar="PYTHON")
    asked = parser.parse_args()
    same = True
    with tempfile.TemporaryDirectory(prefix="partage-bench-") as name:
        folder = Path(name)
        for schema in [asked.schema] if asked.schema else SCHEMAS:
            for rows in asked.rows:
                for case in [asked.case] if asked.case else ("cells", "rows"):
                    same &= compare(schema, case, rows, folder)
            if asked.validata:
                beside_validata(asked.validata, schema, folder)
    if not same:
        sys.exit(1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--engine"]:
        chosen, file, wanted, place = sys.argv[2:]
        print(json.dumps(ENGINES[chosen](Path(file), wanted, Path(place))))
    else:
        main()
