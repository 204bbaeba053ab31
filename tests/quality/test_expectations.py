"""The series worker: real Great Expectations in a real process."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from federation import clock
from federation.published import Column
from quality.series.bands import kept_edges
from quality.series.expectations import ExpectationsWorker
from quality.series.freshness import Freshness
from quality.series.metrics import Metrics, measure
from quality.series.model import Release, TableSeries, suite_name
from quality.series.rules import Rule
from quality.series.suite import suite_path

COLUMNS = tuple(
    Column(name, kind)
    for name, kind in (
        ("nom", "string"), ("nature", "string"), ("montant", "number"), ("verse", "number"),
        ("jour", "date"), ("actif", "boolean"), ("voix", "integer"), ("vide", "string"),
    )
)  # fmt: skip
RULE = Rule("compare", ("montant", "verse"), ">=")


def make(path, rows=300, seed=0, scale=1.0, natures=("numéraire", "nature")):
    draw = random.Random(seed)
    amounts = [round(scale * draw.gauss(1000, 100), 2) for _ in range(rows)]
    frame = pl.DataFrame(
        {
            "nom": [f"Association {number}" for number in range(rows)],
            "nature": [draw.choice((*natures, None)) for _ in amounts],
            "montant": amounts,
            "verse": [amount / 2 for amount in amounts],
            "jour": [date(2026, 1, 1) + timedelta(days=draw.randint(0, 60)) for _ in amounts],
            "actif": [draw.random() < 0.7 for _ in amounts],
            "voix": [draw.randint(0, 60) for _ in amounts],
            "vide": pl.Series([None] * rows, dtype=pl.String),
        }
    )
    frame.write_parquet(path)
    return path


def measured(path, earlier=(), rules=(RULE,)):
    return measure(
        path, COLUMNS, edges=kept_edges(earlier), rules=rules, today=date(2026, 6, 1), sha256="x"
    )


def series(folder, *, past=3, table="t/1", newest=None, rules=(RULE,), **last):
    """A table of some releases, the last of them made otherwise as asked."""
    found: list[Metrics] = []
    for seed in range(past):
        found.append(measured(make(folder / f"{seed}.parquet", seed=seed), found))
    path = make(folder / "last.parquet", **{"seed": 99, **last})
    releases = tuple(
        Release(seq, datetime(2026, 1, seq + 1, tzinfo=UTC), each) for seq, each in enumerate(found)
    )
    return TableSeries(
        table_id=table,
        title="Subventions",
        current=measured(path, found, rules),
        releases=releases,
        rules=(RULE,),
        freshness=Freshness(newest or clock.now().date(), "jour"),
        age_allowed=730,
        snapshot=str(path),
    )


def wrong(report):
    return {(each.expectation, each.column) for each in report.results if each.success is False}


def edit(folder, table, change):
    """Edit a suite's file as a data officer would."""
    path = suite_path(folder, table)
    body = json.loads(path.read_text("utf-8"))
    change(body)
    path.write_text(json.dumps(body), "utf-8")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("gx")


@pytest.fixture(scope="module")
def worker(home):
    with ExpectationsWorker(home) as worker:
        yield worker


@pytest.mark.slow
@pytest.mark.parametrize("past", [0, 1, 2, 3, 6])
def test_a_steady_series_is_as_expected(worker, tmp_path, past):
    report = worker.check(series(tmp_path, past=past, table=f"steady-{past}"))
    assert report.success is True, [each for each in report.results if not each.success]
    assert report.releases == past
    assert report.suite == suite_name(f"steady-{past}")
    assert all(each.exception is None for each in report.results)
    kinds = {each.expectation for each in report.results}
    assert {"expect_table_row_count_to_be_between", "expect_table_to_be_fresh"} <= kinds
    assert ("expect_column_kl_divergence_to_be_less_than" in kinds) == (past > 0)
    assert worker.network == 0


CHANGES = [
    ({"rows": 40}, ("expect_table_row_count_to_be_between", None)),
    ({"scale": 3.0}, ("expect_column_mean_to_be_between", "montant")),
    ({"scale": 3.0}, ("expect_column_median_to_be_between", "montant")),
    ({"scale": 3.0}, ("expect_column_quantile_values_to_be_between", "montant")),
    ({"scale": 3.0}, ("expect_column_kl_divergence_to_be_less_than", "montant")),
    ({"scale": 3.0}, ("expect_column_psi_to_be_less_than", "montant")),
    ({"natures": ("nature",)}, ("expect_column_psi_to_be_less_than", "nature")),
    ({"natures": ("autre",)}, ("expect_column_kl_divergence_to_be_less_than", "nature")),
    (
        {"natures": tuple("abcdefghijkl")},
        ("expect_column_unique_value_count_to_be_between", "nature"),
    ),
    (
        {"natures": (None, None, None, "nature")},
        ("expect_column_proportion_of_non_null_values_to_be_between", "nature"),
    ),
    ({"newest": date(2023, 1, 1)}, ("expect_table_to_be_fresh", None)),
]


@pytest.mark.slow
@pytest.mark.parametrize(("change", "found"), CHANGES, ids=str)
def test_an_unusual_release_is_found_out(worker, tmp_path, change, found):
    report = worker.check(series(tmp_path, table="changed", **change))
    assert report.success is False
    assert found in wrong(report)


@pytest.mark.slow
def test_missing_columns_and_broken_rules_are_named(worker, tmp_path):
    usual = series(tmp_path, table="broken")
    without = {name: share for name, share in usual.current.completeness.items() if name != "nom"}
    columns = {name: each for name, each in usual.current.columns.items() if name != "nom"}
    half = {RULE.text: replace(usual.current.rules[RULE.text], follows=150)}
    changed = replace(usual.current, completeness=without, columns=columns, rules=half)
    report = worker.check(replace(usual, current=changed))
    by_type = {each.expectation: each for each in report.results if each.success is False}
    assert set(by_type) == {"expect_table_columns_to_match_set", "expect_rows_to_follow_rule"}
    assert by_type["expect_table_columns_to_match_set"].details == ("nom",)
    rule = by_type["expect_rows_to_follow_rule"]
    assert (rule.observed, rule.details) == (0.5, ("montant >= verse",))


@pytest.mark.slow
def test_verdicts_are_those_of_great_expectations_on_the_table_itself(worker, home, tmp_path):
    changes = ({}, {"scale": 3.0}, {"natures": ("autre", "nature")})
    asked, reports = [], []
    for number, change in enumerate(changes):
        folder = tmp_path / str(number)
        folder.mkdir()
        asked.append(series(folder, table=f"same-{number}", **change))
        reports.append(worker.check(asked[-1]))
    for report, theirs in zip(reports, stock_verdicts(home, asked), strict=True):
        ours = {(each.expectation, each.column or ""): each for each in report.results}
        assert len(theirs) >= 25
        for kind, column, success, observed in theirs:
            mine = ours.pop((kind, column))
            assert mine.success is success, (kind, column)
            if observed is not None:
                assert mine.observed == pytest.approx(observed), (kind, column)
        # Our own three are all that is left.
        assert {kind for kind, _ in ours} == {
            "expect_column_psi_to_be_less_than",
            "expect_rows_to_follow_rule",
            "expect_table_to_be_fresh",
        }


def stock_verdicts(home, asked):
    """What Great Expectations alone says of each table; it is loaded once for all of them."""
    pairs = [(str(suite_path(home, each.table_id)), each.snapshot) for each in asked]
    script = Path(__file__).parent / "stock_gx.py"
    stock = subprocess.run(
        [sys.executable, str(script), *(word for pair in pairs for word in pair)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [json.loads(line) for line in stock.stdout.splitlines()[-len(pairs) :]]


@pytest.mark.slow
def test_what_the_officer_writes_is_used_and_kept(worker, home, tmp_path):
    asked = series(tmp_path, table="own")
    worker.check(asked)

    def change(body):
        rows = next(each for each in body["expectations"] if "row_count" in each["type"])
        rows["kwargs"] = {"min_value": 1000}
        body["expectations"] = [
            each for each in body["expectations"] if "median" not in each["type"]
        ] + [
            {
                "type": "expect_column_values_to_match_regex",
                "kwargs": {"column": "nom", "regex": "^Association"},
            },
            {
                "type": "expect_column_pair_values_a_to_be_greater_than_b",
                "kwargs": {"column_A": "verse", "column_B": "montant"},
            },
            {
                "type": "expect_rows_to_follow_rule",
                "kwargs": {"rule": {"kind": "together", "columns": ["nom", "nature"]}},
            },
            {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "absent"}},
            {"type": "expect_the_unexpected"},
            {
                "type": "expect_column_quantile_values_to_be_between",
                "kwargs": {"column": 3, "quantile_ranges": "a"},
            },
        ]

    edit(home, "own", change)
    own_rule = Rule("together", ("nom", "nature"))
    again = replace(asked, current=measured(Path(asked.snapshot), [], (RULE, own_rule)))
    for _ in range(2):  # the second time from the file as rewritten
        report = worker.check(again)
        found = {each.expectation: each for each in report.results if each.own}
        assert found["expect_table_row_count_to_be_between"].success is False
        assert found["expect_table_row_count_to_be_between"].low == 1000
        assert found["expect_column_values_to_match_regex"].success is True
        assert found["expect_column_pair_values_a_to_be_greater_than_b"].success is False
        assert found["expect_rows_to_follow_rule"].success is False
        assert found["expect_column_values_to_be_unique"].success is None
        assert found["expect_the_unexpected"].success is None
        assert found["expect_column_quantile_values_to_be_between"].success is None
        assert not any("median" in each.expectation for each in report.results)
    page = max((worker.build_docs() / "validations" / "own").glob("*.html")).read_text("utf-8")
    assert "expect_the_unexpected" in page
    assert "could not write this page" not in page
    body = json.loads(suite_path(home, "own").read_text("utf-8"))
    assert sum("row_count" in each["type"] for each in body["expectations"]) == 1


@pytest.mark.slow
def test_an_exception_is_neither_success_nor_failure_and_quotes_no_cell(worker, home, tmp_path):
    asked = series(tmp_path, table="raises")
    worker.check(asked)

    def change(body):
        body["expectations"] = [
            {"type": "expect_column_mean_to_be_between", "kwargs": {"column": "nom"}},
            {"type": "expect_column_stdev_to_be_between",
             "kwargs": {"column": "nom", "min_value": 1}},
        ]  # fmt: skip

    edit(home, "raises", change)
    report = worker.check(asked)
    assert report.success is None
    assert [each.success for each in report.results if each.own] == [None, None]
    assert all(each.exception for each in report.results)
    kept = max((home / "results" / "raises").iterdir()).read_text("utf-8")
    assert "Association 1" not in kept


@pytest.mark.slow
def test_results_are_kept_and_data_docs_written_once(worker, home, tmp_path):
    asked = series(tmp_path, table="docs/1")
    worker.check(asked)
    docs = worker.build_docs()
    assert (docs / "index.html").is_file()
    pages = sorted((docs / "validations" / "docs-1").glob("*.html"))
    assert len(pages) == 1
    text = pages[0].read_text("utf-8")
    assert "montant" in text
    assert "population stability index" in text
    assert 'src="http' not in text
    assert 'stylesheet" href="http' not in text
    others = {
        path: path.stat().st_mtime_ns
        for path in (docs / "validations").rglob("*.html")
        if path.parent.name != "docs-1"
    }
    for _ in range(3):
        worker.check(asked)
        worker.build_docs()
    assert len(list((docs / "validations" / "docs-1").glob("*.html"))) == 2
    assert len(list((home / "results" / "docs-1").glob("*.json"))) == 4
    assert others
    assert all(path.stat().st_mtime_ns == before for path, before in others.items())


@pytest.mark.slow
def test_a_damaged_suite_is_told_and_left_alone(worker, home, tmp_path):
    path = suite_path(home, "damaged")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"expectations": [', "utf-8")
    report = worker.check(series(tmp_path, past=0, table="damaged"))
    assert report.success is None
    assert "suites/damaged.json" in str(report.reason)
    assert path.read_text("utf-8") == '{"expectations": ['


@pytest.mark.slow
def test_a_worker_that_dies_only_says_so(worker, tmp_path):
    worker.check(series(tmp_path, past=0))
    worker._process.kill()
    worker._process.wait()
    report = worker.check(series(tmp_path, past=0))
    assert report.success is None
    assert "not compared" in str(report.reason)


def test_a_worker_that_cannot_start_blocks_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    asked = series(tmp_path, past=0)
    with ExpectationsWorker(tmp_path / "gx") as broken:
        report = broken.check(asked)
        again = broken.check(asked)
    assert report.success is again.success is None
    assert report.reason is not None
    assert not (tmp_path / "gx" / "results").exists()


def test_great_expectations_is_imported_in_the_worker_only():
    code = (
        "import sys, quality.series.expectations, quality.series.suite;"
        "import orchestration.pipeline.series;"
        "print([each for each in sys.modules if each.startswith('great_exp')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
