"""Write the tables of the demonstration federation: the same bytes at every run.

Usage: python scripts/make_demo.py [FOLDER]   (default: examples/demo/data)

Metadata, `federation.yaml`, Dakar's `datapackage.json` and `liste.csv` are written by hand.
"""

import sys
from pathlib import Path

from demo_tables import bilbao, dakar, lille, namur, quito
from demo_tables.common import write

DEFAULT = Path(__file__).parents[1] / "examples" / "demo" / "data"


def main(folder: Path) -> None:
    """Write every table of every city below a folder."""
    for city in (bilbao, dakar, lille, namur, quito):
        name = city.__name__.rpartition(".")[2]
        for file, body in city.tables().items():
            write(folder / name / file, body)
            print(folder / name / file)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
