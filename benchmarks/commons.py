"""One question over 500 cities' tables of one schema, against the same rows in one table.

Method: 500 snapshots of 2,000 rows each, and one of the million rows, published together; the same
group-by over HTTP on both, best of seven after one warm-up, answers compared.
"""

import argparse
import json
import math
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.catalogue_state import Place, dataset, free_port, serving
from benchmarks.questions import best
from federation.model import SchemaRef
from federation.published import Column, PublishedDataset, Snapshot

_COLUMNS = (("nature", "string"), ("montant", "number"), ("objet", "string"))
SCHEMA = "scdl/subventions"


def part(number: int, rows: int) -> pa.Table:
    """The rows of one city."""
    rng = np.random.default_rng(number)
    return pa.table(
        {
            "nature": [f"nature {n}" for n in rng.integers(0, 50, rows)],
            "montant": np.round(rng.random(rows) * 1000, 2),
            "objet": [f"projet n° {n}" for n in rng.integers(0, 500, rows)],
            "__conforms": np.ones(rows, bool),
        }
    )


def put(place: Place, table: pa.Table, scratch: Path) -> Snapshot:
    """Store a table as a snapshot."""
    pq.write_table(table, scratch, compression="zstd", row_group_size=50_000)
    size = scratch.stat().st_size
    columns = tuple(Column(*one) for one in _COLUMNS)
    return Snapshot(place.lake().put("public", scratch), size, table.num_rows, columns)


def published(place: Place, count: int, rows: int) -> Iterator[PublishedDataset]:
    """Every city's dataset, and last the one with all rows, of another schema."""
    draw, scratch = random.Random(1), place.folder / "part.parquet"
    parts = [part(number, rows) for number in range(count)]
    whole = pa.concat_tables(parts)
    for number, table in enumerate([*parts, whole]):
        schema = SchemaRef(SCHEMA if number < count else "autre/schema", "1.0.0")
        made = dataset(number, draw, put(place, table, scratch))
        yield replace(made, tables=(replace(made.tables[0], schema=schema),))


def main() -> None:
    """Print the ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tables", type=int, default=500)
    parser.add_argument("--rows", type=int, default=2000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Place(Path(scratch))
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        shown = list(published(place, given.tables, given.rows))
        place.publish(iter(shown), base)
        asked = "data?nature__groupby&montant__sum&page_size=200"
        with serving(place.folder, port):
            one, whole = best(f"{base}/api/v1/tables/{shown[-1].tables[0].id}/{asked}", 7)
            many, common = best(f"{base}/api/v1/commons/{SCHEMA}/{asked}", 7)
        if not _same(_sums(whole), _sums(common)):
            raise SystemExit("the answers differ")
        print(
            f"commons of {given.tables} tables, {given.tables * given.rows} rows: "
            f"{many * 1000:.0f} ms; one table of them: {one * 1000:.0f} ms; {many / one:.1f} ×"
        )


def _sums(body: bytes) -> dict[str, float]:
    return {row["nature"]: row["montant__sum"] for row in json.loads(body)["data"]}


def _same(one: dict[str, float], other: dict[str, float]) -> bool:
    """Equal but for the order in which numbers were added."""
    near = (math.isclose(value, other.get(key, 0.0)) for key, value in one.items())
    return one.keys() == other.keys() and all(near)


if __name__ == "__main__":
    main()
