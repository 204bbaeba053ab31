"""k, l, t of 100,000 rows against pycanon, and the risk pass on 1,000,000 rows × 12 columns.

Method: the same file of texts, 3 quasi-identifiers and 1 sensitive column, values compared;
CPU seconds of each measure alone (reading apart), pycanon 1.3.5 with pandas 2.3 in an environment
of its own, ours the median of five. Then `assess` on a table about persons, in a process of its
own: CPU and peak memory. Targets: 5 ×, 100 ×, 100 ×; at most 1,000 MB.
"""

import importlib.util
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import polars as pl

from anonymisation.decision.plan import TablePlan
from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.risk.assess import assess
from anonymisation.risk.measures import k_anonymity, l_diversity, t_closeness
from benchmarks.measure import run
from federation.model import TableContext

ROWS, MANY = 100_000, 1_000_000
QUASI, SENSITIVE = ["age", "commune", "sexe"], "aide"
MEMORY = "--memory"


def oracle() -> ModuleType:
    place = Path(__file__).parents[1] / "tests" / "anonymisation" / "pycanon_oracle.py"
    spec = importlib.util.spec_from_file_location("pycanon_oracle", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def small(path: Path) -> pl.DataFrame:
    drawn = random.Random(20261122)
    frame = pl.DataFrame(
        {
            "age": [str(drawn.randint(0, 99)) for _ in range(ROWS)],
            "commune": [f"59{drawn.randrange(200):03d}" for _ in range(ROWS)],
            "sexe": [drawn.choice("FM") for _ in range(ROWS)],
            "aide": [
                drawn.choice(("logement", "transport", "cantine", "sport")) for _ in range(ROWS)
            ],
        }
    )
    frame.write_csv(path)
    return frame


def seconds(measure: Callable[[], float]) -> tuple[float, float]:
    """Value and median CPU seconds."""
    spent = []
    for _ in range(5):
        started = time.process_time()
        value = measure()
        spent.append(time.process_time() - started)
    return value, statistics.median(spent)


def against_pycanon(folder: Path) -> None:
    path = folder / "petite.csv"
    frame = small(path)
    pycanon = oracle()
    table = {"path": str(path), "quasi": QUASI, "sensitive": SENSITIVE}
    theirs = pycanon.told([table], pycanon.python())[0]
    ours = {
        "k": seconds(lambda: k_anonymity(frame, QUASI)),
        "l": seconds(lambda: l_diversity(frame, QUASI, SENSITIVE)),
        "t": seconds(lambda: t_closeness(frame, QUASI, SENSITIVE)),
    }
    for name, target in (("k", 5), ("l", 100), ("t", 100)):
        (value, cpu), (other, slow) = ours[name], theirs[name]
        if abs(value - other) > 1e-9:
            raise SystemExit(f"{name}: {value} here, {other} by pycanon")
        print(
            f"{name} = {value:.6g}: {slow:.2f} s by pycanon, {1000 * cpu:.0f} ms here, "
            f"{slow / cpu:.0f} x (target {target} x)",
            flush=True,
        )


def large(path: Path) -> tuple[str, ...]:
    """A million persons: 12 columns, 6 of which describe them."""
    rows = pl.int_range(MANY, eager=True)
    drawn = random.Random(7)
    cells = {
        "sexe": [drawn.choice("FM") for _ in range(MANY)],
        "age": [str(drawn.randint(18, 95)) for _ in range(MANY)],
        "code_postal": [f"{drawn.randrange(1, 95):02d}000" for _ in range(MANY)],
        "profession": [f"métier {int(drawn.paretovariate(1))}" for _ in range(MANY)],
        "date_demande": [
            f"20{drawn.randint(10, 24)}-{drawn.randint(1, 12):02d}-{drawn.randint(1, 28):02d}"
            for _ in range(MANY)
        ],
        "nationalite": [f"pays {int(drawn.paretovariate(2))}" for _ in range(MANY)],
        "statut": [drawn.choice(("acceptée", "refusée", "en cours")) for _ in range(MANY)],
    }
    frame = pl.DataFrame(cells).with_columns(
        *((rows.cast(pl.String) + f" texte libre numéro {n}").alias(f"texte_{n}") for n in range(5))
    )
    frame.write_parquet(path, row_group_size=50_000)
    return tuple(frame.columns)


def measured(path: Path) -> None:
    """In a process of its own: the pass over the large table."""
    columns = pl.scan_parquet(path).collect_schema().names()
    plan = TablePlan(tuple(ColumnPlan(name, "scan", "meaning", "") for name in columns), True)
    outcome = assess(path, plan, columns, Policy.load(None), TableContext("mesure"))
    before, after = outcome.before, outcome.after
    if before is None or after is None or after.k < after.threshold:
        raise SystemExit("the risk was not brought down")
    print(
        f"k {before.k} to {after.k}, l {after.l}, t {after.t:.3f}, "
        f"{before.below:,} rows were in small classes; "
        + ", ".join(f"{one.column} {dict(one.operators)}" for one in outcome.changes)
    )


def main() -> None:
    if sys.argv[1:2] == [MEMORY]:
        measured(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory(prefix="partage-bench-") as name:
        against_pycanon(Path(name))
        path = Path(name) / "grande.parquet"
        large(path)
        cost = run([sys.executable, "-m", "benchmarks.risk", MEMORY, str(path)])
        print(
            f"{MANY:,} rows x 12 columns: peak {cost.peak:.0f} MB (target 1000), "
            f"{cost.cpu:.0f} s CPU, {cost.wall:.0f} s wall\n{cost.output}",
            flush=True,
        )


if __name__ == "__main__":
    main()
