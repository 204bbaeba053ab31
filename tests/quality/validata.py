"""Validata in an environment and a process of its own: an oracle for tests, never a dependency.

Validata is under the GPL: it is run beside partage by `benchmarks/validata_run.py`, and nothing of
it is imported or copied. chardet is held at the release its users had: with chardet 7 frictionless
5.18 no longer decodes Latin-1 files.
"""

import importlib.util
import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ("validata-table==0.12.5", "frictionless==5.18.0", "chardet==5.2.0")


def interpreter():
    """The Python that has Validata; skips the test, with the reason, where it cannot be made."""
    place = ROOT / "tests" / "connectors" / "environments.py"
    spec = importlib.util.spec_from_file_location("environments", place)
    environments = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(environments)
    return environments.environment("validata", REQUIREMENTS)


class Validata:
    """The running oracle; use as a context manager."""

    def __init__(self, python):
        self._process = subprocess.Popen(
            [str(python), "-W", "ignore", str(ROOT / "benchmarks" / "validata_run.py"), "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(timeout=20)
        self._process.stdout.close()

    def validate(self, source, schema):
        """What Validata says of a file by a schema file (see `benchmarks/validata_run.py`)."""
        self._process.stdin.write(json.dumps({"source": str(source), "schema": str(schema)}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())
