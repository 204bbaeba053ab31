"""pycanon, the oracle of k, l and t, in an environment of its own (it pins pandas 2)."""

import importlib.util
import json
import subprocess
from pathlib import Path
from types import ModuleType

REQUIREMENTS = ("pycanon==1.3.5", "pandas==2.3.3")

_SCRIPT = """
import json, sys, time
import pandas
from pycanon import anonymity

told = []
for table in json.load(sys.stdin):
    frame = pandas.read_csv(table["path"], dtype="object") if "path" in table else pandas.DataFrame(
        table["rows"], columns=table["columns"], dtype="object")
    quasi, sensitive = table["quasi"], [table["sensitive"]]
    figures = {}
    for name, measure in (
        ("k", lambda: anonymity.k_anonymity(frame, quasi)),
        ("l", lambda: anonymity.l_diversity(frame, quasi, sensitive)),
        ("t", lambda: anonymity.t_closeness(frame, quasi, sensitive)),
    ):
        started = time.process_time()
        value = measure()
        figures[name] = [float(value), time.process_time() - started]
    told.append(figures)
json.dump(told, sys.stdout)
"""


def python() -> Path:
    """The interpreter; skips the test where it cannot be made."""
    return _environments().environment("pycanon", REQUIREMENTS)


def told(tables: list[dict[str, object]], interpreter: Path) -> list[dict[str, list[float]]]:
    """Per table, value and CPU seconds of k, l and t.

    A table has `quasi`, `sensitive`, and `rows` with `columns`, or the `path` of a CSV file.
    """
    done = subprocess.run(
        [str(interpreter), "-W", "ignore", "-c", _SCRIPT],
        input=json.dumps(tables),
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def _environments() -> ModuleType:
    place = Path(__file__).parents[1] / "connectors" / "environments.py"
    spec = importlib.util.spec_from_file_location("environments", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
