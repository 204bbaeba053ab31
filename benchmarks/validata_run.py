"""Runs Validata, OpenDataFrance's validator, on files: an oracle beside us, never a part of us.

Run by the interpreter of an environment of its own (see `tests/quality/validata.py`), which holds
`validata-table` 0.12.5 and frictionless 5.18; imports nothing of partage.

    PYTHON benchmarks/validata_run.py FILE.csv SCHEMA.json    one file, one JSON object
    PYTHON benchmarks/validata_run.py -                       JSON lines {"source", "schema"} in,
                                                              one JSON object per line out

The object: `valid`, `errors` (their number; Validata stops at a thousand), `types` (count by type),
`warnings`, `cpu_seconds` of the validation without imports, `import_seconds` of the imports,
`peak_mb`; or `crash`, the name of what Validata raised.
"""

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

Validate = Callable[[str, dict[str, Any]], Any]


def judged(validate: Validate, source: str, schema: str) -> dict[str, object]:
    """What Validata says of one file."""
    descriptor = json.loads(Path(schema).read_text("utf-8"))
    start = time.process_time()
    try:
        report = validate(source, descriptor)
    except Exception as error:  # noqa: BLE001 - a crash of the oracle is a finding about it
        return {"crash": type(error).__name__, "cpu_seconds": _since(start)}
    return {
        "valid": report.valid,
        "errors": len(report.errors),
        "types": dict(Counter(str(getattr(e.type, "value", e.type)) for e in report.errors)),
        "warnings": len(report.warnings),
        "cpu_seconds": _since(start),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _since(start: float) -> float:
    return round(time.process_time() - start, 3)


def main() -> None:
    start = time.process_time()
    from validata_core import validate

    importing = {"import_seconds": _since(start)}
    if sys.argv[1] == "-":
        for line in sys.stdin:
            asked = json.loads(line)
            found = judged(validate, asked["source"], asked["schema"])
            print(json.dumps(found | importing), flush=True)
    else:
        print(json.dumps(judged(validate, sys.argv[1], sys.argv[2]) | importing))


if __name__ == "__main__":
    main()
