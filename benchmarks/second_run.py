"""What a second run costs when nothing has changed at the sources.

Method: 300 municipal tables of 40 to 400 rows in a folder. Processor time of `partage run`, child
processes included, for the first and the second run, less that of a run over an empty folder
(start-up: imports, Dagster's events). Target: at most 10 %, no new release, nothing parsed again.
"""

import json
import random
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Cost, federation, run

TABLES = 300
WORDS = ("Érable", "Tilleul", "Platane", "Chêne", "Bouleau", "Frêne", "Charme", "Saule")


def fill(folder: Path) -> None:
    random.seed(20261122)
    for number in range(TABLES):
        rows = "".join(
            f"{line};{random.choice(WORDS)};{random.randint(2, 30)};rue {random.choice(WORDS)};"
            f"2026-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}\n"
            for line in range(random.randint(40, 400))
        )
        text = f"identifiant;essence;hauteur;voie;date\n{rows}"
        (folder / f"arbres-{number:03d}.csv").write_text(text, encoding="utf-8")


def partage(file: Path) -> Cost:
    return run([sys.executable, "-m", "orchestration", "--federation", str(file), "run", "--json"])


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="partage-bench-") as name:
        root = Path(name)
        for part in ("vide", "plein"):
            (root / part / "fichiers").mkdir(parents=True)
        source = {"id": "fichiers", "connector": "files", "url": "fichiers"}
        fill(root / "plein" / "fichiers")
        bare = federation(root / "vide", source)
        partage(bare)  # creates the databases: not part of a start-up
        empty = partage(bare)
        file = federation(root / "plein", source)
        first, second = partage(file), partage(file)
    report = json.loads(second.output)["sources"][0]
    share = (second.cpu - empty.cpu) / (first.cpu - empty.cpu)
    print(f"{TABLES} tables; start-up {empty.cpu:.1f} s of processor time")
    for title, cost in (("first run", first), ("second run", second)):
        print(f"{title}: {cost.cpu:.1f} s CPU, {cost.wall:.1f} s wall, peak {cost.peak:.0f} MB")
    print(f"second / first after start-up: {share:.1%} (target: at most 10 %)")
    print(f"unchanged {report['unchanged']} of {report['seen']}; release: {report['release']}")


if __name__ == "__main__":
    main()
