"""`make bench`: every benchmark that takes minutes, one after the other.

`python -m benchmarks NAME…` runs some; `memory` writes and reads a 1 GB file.
"""

import subprocess
import sys

SCRIPTS = (
    "second_run",
    "incremental",
    "resource_checks",
    "harvest_ckan",
    "ckan_dump",
    "quality_examine",
    "validate_start",
    "series_checks",
    "anonymisation_recall",
    "anonymisation_speed",
    "risk",
    "search",
    "questions",
    "commons",
    "memory",
    "json_page",
    "dcat_page",
    "demo_time",
)


def main() -> int:
    wanted = sys.argv[1:] or SCRIPTS
    for name in wanted:
        print(f"\n## {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
