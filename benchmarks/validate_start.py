"""How long `partage validate` takes on a file of 200 rows, start-up included.

Five runs after one that is not counted. Wall seconds depend on what else the machine does;
processor seconds (user and system) do not. `python -m benchmarks.validate_start`
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
ROWS = 200
ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "quality" / "schemas" / "scdl" / "subventions" / "2.1.1.json"


def table(folder: Path) -> Path:
    """Grants made of the examples of the schema: every row is right."""
    fields = json.loads(SCHEMA.read_text("utf-8"))["fields"]
    cells = [str(field["example"]) for field in fields]
    lines = [",".join(field["name"] for field in fields)]
    lines += [",".join(cells).replace("DEL-2025", f"DEL-{number}") for number in range(ROWS)]
    path = folder / "subventions.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(*arguments: str) -> tuple[float, float]:
    """Wall and processor seconds of one command."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "orchestration", "validate", *arguments]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = str(table(Path(folder)))
        for title, options in (
            ("schema given", ["--schema", "subventions"]),
            ("schema recognised", []),
        ):
            run(path, *options)
            found = [run(path, *options) for _ in range(RUNS)]
            wall, cpu = (sorted(each[at] for each in found) for at in (0, 1))
            print(
                f"{title}: wall {statistics.median(wall):.2f} s "
                f"({wall[0]:.2f}–{wall[-1]:.2f}), processor {statistics.median(cpu):.2f} s "
                f"({cpu[0]:.2f}–{cpu[-1]:.2f})"
            )


if __name__ == "__main__":
    main()
