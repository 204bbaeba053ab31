"""k, l and t against an independent count by hand, and against pycanon."""

import importlib.util
import random
from collections import Counter, defaultdict
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonymisation.risk.measures import k_anonymity, l_diversity, sizes, t_closeness

QUASI = ["age", "sexe", "commune"]
COLUMNS = [*QUASI, "aide"]
CELL = st.sampled_from(["", "a", "b", "c"])
ROWS = st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1, max_size=40)


def table(rows):
    return pl.DataFrame(
        [list(row) for row in rows], dict.fromkeys(COLUMNS, pl.String), orient="row"
    )


def by_hand(rows):
    """k, l, t by their definitions, in plain Python."""
    classes = defaultdict(list)
    for *quasi, sensitive in rows:
        classes[tuple(quasi)].append(sensitive)
    whole = Counter(row[-1] for row in rows)
    apart = [
        sum(
            abs(held.count(value) / len(held) - count / len(rows)) for value, count in whole.items()
        )
        / 2
        for held in classes.values()
    ]
    return (
        min(len(held) for held in classes.values()),
        min(len(set(held)) for held in classes.values()),
        max(apart),
    )


@given(ROWS)
@settings(deadline=None)
def test_measures_are_what_their_definitions_say(rows):
    frame = table(rows)
    k, l, t = by_hand(rows)  # noqa: E741
    assert k_anonymity(frame, QUASI) == k
    assert l_diversity(frame.lazy(), QUASI, "aide") == l
    assert t_closeness(frame, QUASI, "aide") == pytest.approx(t, abs=1e-12)


@given(ROWS, st.integers(1, 6))
@settings(deadline=None)
def test_rows_in_small_classes_are_counted(rows, threshold):
    counts = Counter(row[:3] for row in rows)
    found = sizes(table(rows), QUASI, threshold)
    assert found.rows == len(rows)
    assert found.alone == sum(n for n in counts.values() if n == 1)
    assert found.below == sum(n for n in counts.values() if n < threshold)


def test_a_table_without_rows_or_without_columns_to_look_at():
    empty = table([])
    assert sizes(empty, QUASI) == sizes(empty, [])
    assert (k_anonymity(empty, QUASI), l_diversity(empty, QUASI, "aide")) == (0, 0)
    assert t_closeness(empty, QUASI, "aide") == 0.0
    three = table([("a", "b", "c", "x"), ("b", "b", "c", "y"), ("c", "b", "c", "x")])
    assert k_anonymity(three, []) == 3
    assert l_diversity(three, [], "aide") == 2
    assert t_closeness(three, [], "aide") == pytest.approx(0)


def test_a_missing_cell_is_a_class_of_its_own():
    frame = table([("a", "b", "c", "x"), (None, "b", "c", "x")])
    assert k_anonymity(frame, QUASI) == 1
    assert t_closeness(frame, QUASI, "aide") == 0.0


def oracle():
    place = Path(__file__).with_name("pycanon_oracle.py")
    spec = importlib.util.spec_from_file_location("pycanon_oracle", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_measures_equal_those_of_pycanon():
    pycanon = oracle()
    drawn = random.Random(20261120)
    tables = []
    for _ in range(60):
        few = drawn.choice([2, 4, 8])
        rows = [[f"v{drawn.randrange(few)}" for _ in COLUMNS] for _ in range(drawn.randint(1, 120))]
        tables.append({"rows": rows, "columns": COLUMNS, "quasi": QUASI, "sensitive": "aide"})
    theirs = pycanon.told(tables, pycanon.python())
    assert len(theirs) == len(tables)
    for made, figures in zip(tables, theirs, strict=True):
        frame = table(made["rows"])
        assert k_anonymity(frame, QUASI) == figures["k"][0]
        assert l_diversity(frame, QUASI, "aide") == figures["l"][0]
        assert t_closeness(frame, QUASI, "aide") == pytest.approx(figures["t"][0], abs=1e-9)
