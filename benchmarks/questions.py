"""Questions about the rows of one table of 5 million rows, over HTTP, against Datasette.

Method: the same rows in our snapshot (Parquet) and in SQLite with an index on the key, served by
our catalogue and by Datasette 0.65 (limits raised, an environment of its own), each in a process of
its own on loopback. Group-by: the same sums by the same 200 values, best of five after one warm-up,
answers compared. Filter: one value of the sorted key. Export: the whole table as CSV, against
DuckDB's own COPY of the same Parquet file to a file; peak memory of the catalogue and its workers.

`python -m benchmarks.questions --rows 5000000`
"""

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.catalogue_state import Place, dataset, free_port, serving
from federation.published import Column, Snapshot

_BATCH = 50_000
_COLUMNS = (("cle", "integer"), ("groupe", "string"), ("montant", "number"), ("objet", "string"))


def write(path: Path, rows: int) -> None:
    """Rows sorted by `cle`, as a snapshot is written."""
    rng = np.random.default_rng(1)
    words = np.array([f"dépense n° {n} de voirie" for n in range(1000)])
    schema = pa.schema(
        [
            ("cle", pa.int64()),
            ("groupe", pa.string()),
            ("montant", pa.float64()),
            ("objet", pa.string()),
            ("__conforms", pa.bool_()),
        ]
    )
    with pq.ParquetWriter(path, schema, compression="zstd") as out:
        for start in range(0, rows, _BATCH):
            size = min(_BATCH, rows - start)
            groups = [f"service {n}" for n in rng.integers(0, 200, size)]
            part = [
                np.arange(start, start + size),
                groups,
                np.round(rng.random(size) * 1000, 2),
                words[rng.integers(0, 1000, size)],
                np.ones(size, bool),
            ]
            arrays = [
                pa.array(values, field.type) for values, field in zip(part, schema, strict=True)
            ]
            out.write_batch(pa.record_batch(arrays, schema))


def to_sqlite(path: Path, parquet: Path) -> None:
    """The same rows as Datasette wants them."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("CREATE TABLE t (cle INTEGER, groupe TEXT, montant REAL, objet TEXT)")
        for batch in pq.ParquetFile(parquet).iter_batches(_BATCH):
            rows = zip(*(batch.column(n).to_pylist() for n in range(4)), strict=True)
            connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
        connection.execute("CREATE INDEX t_cle ON t (cle)")


@contextmanager
def datasette(python: Path, database: Path) -> Iterator[str]:
    """Datasette over a file, with limits that let it answer."""
    port = free_port()
    command = [str(python), "-m", "datasette", "serve", "-i", str(database), "-p", str(port)]
    for name in ("sql_time_limit_ms", "facet_time_limit_ms"):
        command += ["--setting", name, "600000"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{base}/-/versions.json", timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)
        yield f"{base}/{database.stem}"
    finally:
        process.terminate()
        process.wait()


def best(url: str, times: int = 5) -> tuple[float, bytes]:
    """Shortest of some answers in seconds, after one that is not counted."""
    found, body = [], b""
    for _ in range(times + 1):
        started = time.perf_counter()
        body = urllib.request.urlopen(url, timeout=900).read()
        found.append(time.perf_counter() - started)
    return min(found[1:]), body


def download(url: str) -> tuple[float, int]:
    """Seconds and bytes of a file that is read and dropped."""
    started, size = time.perf_counter(), 0
    with urllib.request.urlopen(url, timeout=900) as answer:
        while part := answer.read(1 << 20):
            size += len(part)
    return time.perf_counter() - started, size


class Peak(threading.Thread):
    """Peak resident memory of a process and its children, in MB."""

    def __init__(self, process: psutil.Process) -> None:
        super().__init__(daemon=True)
        self.process, self.server, self.workers = process, 0.0, 0.0
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.05):
            try:
                self.server = max(self.server, self.process.memory_info().rss / 1e6)
                family = self.process.children(recursive=True)
                self.workers = max(self.workers, sum(one.memory_info().rss for one in family) / 1e6)
            except psutil.Error:
                continue

    def stop(self) -> None:
        self._done.set()
        self.join()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as scratch:
        measure(Path(scratch), rows)


def measure(folder: Path, rows: int) -> None:
    """Print every figure."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "connectors"))
    from environments import environment  # type: ignore[import-not-found]

    python = environment("datasette", ("datasette==0.65.5",))
    source, place = folder / "t.parquet", Place(folder / "node")
    place.folder.mkdir()
    write(source, rows)
    to_sqlite(folder / "t.db", source)
    size = source.stat().st_size
    copy = folder / "copy.parquet"
    copy.write_bytes(source.read_bytes())
    snapshot = Snapshot(
        place.lake().put("public", copy), size, rows, tuple(Column(*one) for one in _COLUMNS)
    )
    port = free_port()
    shown = dataset(1, random.Random(1), snapshot)
    place.publish(iter([shown]), f"http://127.0.0.1:{port}")
    table = f"http://127.0.0.1:{port}/api/v1/tables/{shown.tables[0].id}"
    with serving(place.folder, port) as server, datasette(python, folder / "t.db") as theirs:
        group(table, theirs)
        seconds, _ = best(f"{table}/data?cle__exact={rows // 2}")
        print(f"filter on the sorted key: {seconds * 1000:.0f} ms")
        export(table, server, source, folder)


def group(ours: str, theirs: str) -> None:
    sql = "select groupe, sum(montant) as s from t group by groupe order by groupe"
    query = urllib.parse.urlencode({"sql": sql, "_shape": "array"})
    slow, body = best(f"{theirs}.json?{query}", 2)
    fast, found = best(f"{ours}/data?groupe__groupby&montant__sum&page_size=200")
    expected = {row["groupe"]: round(row["s"], 2) for row in json.loads(body)}
    got = {row["groupe"]: round(row["montant__sum"], 2) for row in json.loads(found)["data"]}
    if expected != got:
        raise SystemExit("the answers differ")
    print(
        f"group-by: Datasette {slow:.2f} s, partage {fast:.3f} s: {slow / fast:.0f} × "
        "(wall, one client)"
    )


def export(table: str, server: psutil.Process, source: Path, folder: Path) -> None:
    connection = duckdb.connect(config={"threads": 2})
    copies = []
    for _ in range(3):
        started = time.perf_counter()
        connection.execute(
            f"COPY (SELECT * EXCLUDE (__conforms) FROM read_parquet('{source}')) "
            f"TO '{folder / 'out.csv'}' (FORMAT csv, HEADER)"
        )
        copies.append(time.perf_counter() - started)
    peak = Peak(server)
    peak.start()
    ours, size = min(download(f"{table}/exports/csv") for _ in range(3))
    peak.stop()
    print(
        f"export of {size / 1e6:.0f} MB of CSV: {size / 1e6 / ours:.0f} MB/s, "
        f"{min(copies) / ours:.0%} of DuckDB's COPY; catalogue {peak.server:.0f} MB, "
        f"workers {peak.workers:.0f} MB"
    )
    for name in ("jsonl", "parquet"):
        seconds, size = download(f"{table}/exports/{name}")
        print(f"export as {name}: {size / 1e6:.0f} MB in {seconds:.1f} s")


if __name__ == "__main__":
    main()
