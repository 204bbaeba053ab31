"""The series worker: real Great Expectations in a real process."""

import sys
from datetime import UTC, datetime

import pytest

from quality.expectations import (
    ExpectationsWorker,
    Metrics,
    Release,
    TableSeries,
    suite_name,
)
from quality.expectations_worker import _exception, volume_band


def series(rows=100, completeness=None, releases=((100, {"nom": 1.0, "siret": 0.9}),), table="t/1"):
    past = tuple(
        Release(seq, datetime(2026, 1, seq, tzinfo=UTC), Metrics(count, shares))
        for seq, (count, shares) in enumerate(releases, start=1)
    )
    filled = {"nom": 1.0, "siret": 0.9} if completeness is None else completeness
    return TableSeries(table, "Subventions", Metrics(rows, filled), past)


def test_volume_band_follows_the_last_five_releases():
    long = series(releases=tuple((count, {}) for count in (1, 100, 100, 120, 100, 90)))
    assert volume_band(long) == (45, 240)
    assert volume_band(series(releases=())) == (1, None)


def test_exceptions_are_read_in_both_shapes():
    plain = {"raised_exception": True, "exception_message": "boom"}
    calm = {"raised_exception": False, "exception_message": None}
    assert _exception(plain) == "boom"
    assert _exception({"metric": plain, "other": calm}) == "boom"
    assert _exception(calm) is None
    assert _exception({}) is None


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    with ExpectationsWorker(tmp_path_factory.mktemp("gx")) as worker:
        yield worker


@pytest.mark.slow
def test_great_expectations_judges_the_series(worker):
    steady = worker.check(series())
    assert steady.success is True, steady
    assert steady.suite == suite_name("t/1") == "t-1"
    assert {each.column for each in steady.results} == {None, "nom", "siret"}
    volume = next(each for each in steady.results if each.column is None)
    assert (volume.observed, volume.low, volume.high, volume.exception) == (100, 50, 200, None)

    shrunk = worker.check(series(rows=12, completeness={"nom": 0.5}))
    assert shrunk.success is False
    failed = {(each.expectation, each.column) for each in shrunk.results if not each.success}
    assert failed == {
        ("expect_column_values_to_be_between", None),
        ("expect_column_values_to_be_between", "nom"),
        ("expect_column_to_exist", "siret"),
    }

    first = worker.check(series(releases=(), table="t/2"))
    assert first.success is True

    docs = worker.build_docs()
    assert (docs / "index.html").is_file()
    assert (docs / "expectations" / "t-1.html").is_file()
    assert worker.network == 0


@pytest.mark.slow
def test_a_worker_that_dies_only_says_so(worker):
    worker.check(series())
    worker._process.kill()
    worker._process.wait()
    report = worker.check(series())
    assert report.success is None
    assert "not compared" in str(report.reason)


def test_a_worker_that_cannot_start_blocks_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with ExpectationsWorker(tmp_path) as broken:
        report = broken.check(series())
        again = broken.check(series())
    assert report.success is again.success is None
    assert report.reason is not None
    assert not list(tmp_path.iterdir())
