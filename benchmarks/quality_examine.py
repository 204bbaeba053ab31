"""How fast tables are examined: our proofs against a full Frictionless run, same errors.

Method: a generated `scdl/subventions` CSV (default 100,000 rows, 0.1 % of the cells wrong, seeded),
each engine in a process of its own so that processor time and peak memory are its own. Ours counts
reading, examining and writing both Parquet files; Frictionless counts `validate`. Imports are
left out of the times. Run: `python benchmarks/quality_examine.py [rows]`.
"""

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 20260101
SIRETS = ("21490007800012", "21350238800019", "13001653800014", "22940028800010", "13002526500013")
WRONG = {0: "", 1: "2149000780001", 2: "12/03/2024", 8: "1 250,50", 9: "numéraire", 13: "OUI"}


def make(path: Path, rows: int) -> None:
    draw = random.Random(SEED)
    from quality.schemas import shipped

    names = [field.name for field in shipped().get("scdl/subventions").fields]
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(names)
        for number in range(rows):
            writer.writerow(_row(number, draw))


def _row(number: int, draw: random.Random) -> list[str]:
    day = f"{draw.randint(2015, 2025)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    cells = [
        "Ville d'Angers", SIRETS[0], day, f"{number % 900}-DEL", f"Association n° {number}",
        draw.choice(SIRETS), "", f"Projet {number}, deuxième tranche",
        f"{draw.randint(100, 90000)}.{draw.randint(0, 99):02}", "aide en numéraire",
        "unique", f"{day}/{day}", "", draw.choice(("oui", "non")),
        f"0.{draw.randint(10, 99)}", "",
    ]  # fmt: skip
    if draw.random() < 0.016:  # sixteen cells a row, one wrong in a thousand
        position, text = draw.choice(list(WRONG.items()))
        cells[position] = text
    return cells


def ours(path: Path, folder: Path) -> dict[str, object]:
    import frictionless  # noqa: F401 - its import is not what is measured

    from federation.model import SchemaRef
    from quality.examine import examine
    from quality.reading import read_table
    from quality.schemas import shipped

    shipped().get("scdl/subventions")
    start = time.process_time()
    table = read_table(
        path,
        file_name=path.name,
        media_type="text/csv",
        declared_format="CSV",
        out=folder / "read.parquet",
    )
    report = examine(
        table,
        declared=SchemaRef("scdl/subventions"),
        library=shipped(),
        out=folder / "examined.parquet",
    ).report
    seconds = time.process_time() - start
    kinds = ("type-error", "constraint-error", "blank-row", "extra-cell", "missing-cell")
    return _figures(seconds, {kind: report.error_counts.get(kind, 0) for kind in kinds})


def theirs(path: Path, _folder: Path) -> dict[str, object]:
    from collections import Counter

    from frictionless.resources import TableResource

    from quality.schemas import shipped

    schema = shipped().get("scdl/subventions").frictionless()
    start = time.process_time()
    resource_ = TableResource(
        path=path.name, basepath=str(path.parent), encoding="utf-8", schema=schema
    )
    report = resource_.validate(limit_errors=10**9)
    seconds = time.process_time() - start
    counts = Counter(error.type for task in report.tasks for error in task.errors)
    kinds = ("type-error", "constraint-error", "blank-row", "extra-cell", "missing-cell")
    return _figures(seconds, {kind: counts.get(kind, 0) for kind in kinds})


def _figures(seconds: float, errors: dict[str, int]) -> dict[str, object]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"cpu_seconds": round(seconds, 2), "peak_mb": peak, "errors": errors}


def _measure(name: str, path: Path, folder: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, __file__, "--engine", name, str(path), str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    figures: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "subventions.csv"
        make(path, rows)
        figures = {each: _measure(each, path, folder) for each in ("ours", "theirs")}
    for each, found in figures.items():
        speed = rows / float(str(found["cpu_seconds"]))
        print(f"{each:7} {found['cpu_seconds']:>7} CPU s  {speed:>10,.0f} rows/s  "
              f"peak {found['peak_mb']} MB  {found['errors']}")  # fmt: skip
    ratio = float(str(figures["theirs"]["cpu_seconds"])) / float(
        str(figures["ours"]["cpu_seconds"])
    )
    same = figures["ours"]["errors"] == figures["theirs"]["errors"]
    print(f"ratio {ratio:.1f}, errors {'identical' if same else 'DIFFERENT'} in number and type")
    if not same:
        sys.exit(1)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    if "--engine" in sys.argv:
        engine = {"ours": ours, "theirs": theirs}[sys.argv[2]]
        print(json.dumps(engine(Path(sys.argv[3]), Path(sys.argv[4]))))
    else:
        main()
