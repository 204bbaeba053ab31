"""Differences of snapshots against a plain oracle in Python, and their bounds."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from federation.differences import Key, KeyKind, common
from federation.published import Column
from orchestration.pipeline.differing import Side, difference

VALUES = st.sampled_from([None, "", "a", "b", "é", "O'Neil", '"q"', "1", "NaN"])
NAMES = ("code", "ID", "id", 'a "b"', "vide")


def side(folder, name, columns, types=None):
    """A snapshot as publication writes it: the visible columns, then partage's own."""
    path = folder / f"{name}.parquet"
    rows = len(next(iter(columns.values()))) if columns else 0
    pl.DataFrame({**columns, "__conforms": [True] * rows}).write_parquet(path)
    shown = tuple(Column(each, (types or {}).get(each, "string")) for each in columns)
    return Side(path, shown, rows)


@st.composite
def bags(draw):
    """A table whose rows repeat: texts only, columns called alike included."""
    names = draw(st.lists(st.sampled_from(NAMES[1:]), min_size=1, max_size=3, unique=True))
    count = draw(st.integers(0, 8))
    found = st.lists(VALUES, min_size=count, max_size=count)
    return {name: pl.Series(draw(found), dtype=pl.String) for name in names}


def rows_of(columns, names):
    return Counter(zip(*(columns[name] for name in names), strict=True))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=bags(), after=bags())
def test_whole_rows_are_counted_as_a_bag(tmp_path_factory, before, after):
    folder = tmp_path_factory.mktemp("bags", numbered=True)
    old, new = side(folder, "old", before), side(folder, "new", after)
    found = difference(old, new, [], folder)
    shared = common(old.columns, new.columns)
    if found.key.columns:  # by chance one of them tells rows apart
        assert all(_unique(each, found.key) for each in (before, after))
        return
    was, now = (rows_of(each, shared) if shared else None for each in (before, after))
    added = (now - was).total() if shared else new.rows
    removed = (was - now).total() if shared else old.rows
    assert (found.rows.added, found.rows.removed) == (added, removed)
    assert (found.before, found.after) == (old.rows, new.rows)


def _unique(columns, key):
    keys = list(zip(*(columns[name] for name in key.columns), strict=True))
    return len(set(keys)) == len(keys) and all(value is not None for row in keys for value in row)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_rows_are_matched_by_their_key(tmp_path_factory, seed):
    drawn, folder = random.Random(seed), tmp_path_factory.mktemp("keys", numbered=True)

    def table(names):
        keys = drawn.sample(range(12), drawn.randint(1, 9))
        cells = [drawn.choice([None, "a", "b", "c"]) for _ in keys for _ in names]
        columns = {
            name: pl.Series(cells[n :: len(names)], dtype=pl.String) for n, name in enumerate(names)
        }
        return {"code": [f"K{key}" for key in keys], **columns}

    before, after = table(["ID", "id", "x"]), table(["id", "x", "y"])
    key = Key(KeyKind.SCHEMA, ("code",))
    found = difference(side(folder, "o", before), side(folder, "n", after), [key], folder)
    was, now = ({row["code"]: row for row in _dicts(each)} for each in (before, after))
    both = was.keys() & now.keys()
    moved = {name: sum(was[k][name] != now[k][name] for k in both) for name in ("id", "x")}
    assert found.key == key
    assert found.rows.columns == {name: count for name, count in moved.items() if count}
    changed = sorted(k for k in both if any(was[k][n] != now[k][n] for n in ("id", "x")))
    assert found.rows.sample_added == tuple((k,) for k in sorted(now.keys() - was.keys()))
    assert found.rows.sample_removed == tuple((k,) for k in sorted(was.keys() - now.keys()))
    assert found.rows.sample_changed == tuple((k,) for k in changed)
    assert found.rows.changed == len(changed)
    assert [one.name for one in found.drift.added] == ["y"]
    assert [one.name for one in found.drift.removed] == ["ID"]


def _dicts(columns):
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def test_a_declared_key_that_repeats_or_is_empty_is_not_used(tmp_path):
    old = side(tmp_path, "o", {"a": ["1", "1", "2"], "b": ["x", "y", None], "c": ["p", "q", "q"]})
    new = side(tmp_path, "n", {"a": ["1", "3", "2"], "b": ["x", "y", "z"], "c": ["p", "q", "q"]})
    declared = [Key(KeyKind.SCHEMA, ("a",)), Key(KeyKind.DECLARED, ("b",))]
    assert difference(old, new, declared, tmp_path).key == Key()
    pair = Key(KeyKind.SCHEMA, ("a", "c"))
    assert difference(old, new, [pair, *declared], tmp_path).key == pair
    absent = Key(KeyKind.SCHEMA, ("nowhere",))
    assert difference(old, new, [absent], tmp_path).key == Key()


def test_a_type_that_changes_is_told_and_equal_values_stay_equal(tmp_path):
    old = side(
        tmp_path,
        "o",
        {"code": ["a", "b"], "n": [1, 2], "d": [7, 8]},
        {"n": "integer", "d": "integer"},
    )
    new = side(
        tmp_path, "n", {"code": ["a", "b"], "n": [1.0, 2.5], "d": ["7", "x"]}, {"n": "number"}
    )
    found = difference(old, new, [], tmp_path)
    assert [(one.name, one.before, one.after) for one in found.drift.retyped] == [
        ("n", "integer", "number"),
        ("d", "integer", "string"),
    ]
    assert (found.rows.changed, found.rows.columns) == (1, {"n": 1, "d": 1})


def test_samples_are_bounded(tmp_path):
    old = side(tmp_path, "o", {"code": ["k"], "x": ["1"]})
    new = side(
        tmp_path, "n", {"code": [f"{n:04}" + "z" * 500 for n in range(300)], "x": ["1"] * 300}
    )
    rows = difference(old, new, [], tmp_path).rows
    assert rows.added == 300
    assert len(rows.sample_added) == 20
    assert {len(key[0]) for key in rows.sample_added} == {100}


def test_what_cannot_be_read_is_told_in_counts_only(tmp_path):
    old = side(tmp_path, "o", {"code": ["a", "b"]})
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no table")
    new = Side(tmp_path / "broken.parquet", old.columns, 7)
    found = difference(old, new, [], tmp_path)
    assert (found.before, found.after, found.rows) == (2, 7, None)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A million rows, and as many a thousand places on, some of them changed."""
    folder = tmp_path_factory.mktemp("large")
    base = pl.LazyFrame({"n": pl.int_range(0, 1_001_000, eager=True)}).select(
        pl.format("K{}", "n").alias("code"),
        *((pl.col("n") * (7 + k) % 5003).cast(pl.String).alias(f"t{k}") for k in range(8)),
        pl.lit(True).alias("__conforms"),
    )
    base.head(1_000_000).sink_parquet(folder / "old.parquet")
    first = pl.when(pl.col("t3") == "7").then(pl.lit("x")).otherwise("t3").alias("t3")
    base.slice(1000).with_columns(first).sink_parquet(folder / "new.parquet")
    return folder


def test_a_million_rows_take_bounded_memory(large):
    code = f"""
import re
from pathlib import Path
from federation.published import Column
from orchestration.pipeline.differing import Side, difference
columns = tuple(Column(name, "string") for name in {["code", *(f"t{k}" for k in range(8))]!r})
folder = Path({str(large)!r})
old, new = (Side(folder / f"{{n}}.parquet", columns, 1_000_000) for n in ("old", "new"))
import duckdb
found = difference(old, new, [], folder)
print(found.key.columns[0], found.rows.added, found.rows.removed, found.rows.columns["t3"])
# Not ru_maxrss: that one keeps the peak of the process this one was forked from.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(int(peak[1]) / 1024)
"""
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    ).stdout.splitlines()
    assert told[0].split()[:3] == ["code", "1000", "1000"]
    assert int(told[0].split()[3]) > 100
    assert float(told[1]) < 900
