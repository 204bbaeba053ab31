"""How a table compares with its earlier releases, told in plain words."""

import asyncio
from dataclasses import replace
from datetime import date

import httpx
import pytest

from catalog_api.app import create_app
from catalog_api.pages.series import live, newest_page


def found(kind, column=None, observed=None, low=None, high=None, success=False, **more):
    return {
        "expectation": kind, "column": column, "observed": observed, "low": low, "high": high,
        "success": success, "exception": None, "details": [], "own": False, **more,
    }  # fmt: skip


def report(*results, success=False, reason=None):
    return {
        "table_id": "t", "suite": "t", "success": success, "results": list(results),
        "reason": reason, "releases": 3,
    }  # fmt: skip


FILLED = "expect_column_proportion_of_non_null_values_to_be_between"
UNUSUAL = report(
    found("expect_table_row_count_to_be_between", None, 12, 90, 360),
    found(FILLED, "essence", 0.25, 0.9),
    found(FILLED, "hauteur", 1, 0.9, success=True),
)


@pytest.fixture
def ask(state, make_dataset):
    """Ask a catalogue whose only table has this verdict on its series."""

    def ask(path, series, lang="en"):
        dataset = make_dataset(state)
        first = replace(dataset.tables[0], series=series)
        state.publish(replace(dataset, tables=(first, *dataset.tables[1:])))
        docs = state.folder / "docs"
        pages = docs / "validations" / first.id
        pages.mkdir(parents=True, exist_ok=True)
        for moment in ("2026-11-01T000000.000000Z", "2026-11-02T000000.000000Z"):
            (pages / f"{moment}.html").write_text(f"<p>{moment}</p>")
        (docs / "index.html").write_text("")
        app = create_app(state.reader(), state.lake, state.folder / "index", data_docs=docs)

        async def get():
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
                return await client.get(path.format(name=dataset.name), params={"lang": lang})

        answer = asyncio.run(get())
        assert answer.status_code == 200
        return answer.text, docs, first

    return ask


def test_an_unusual_release_is_told_with_its_figures(ask):
    text, _, _ = ask("/datasets/{name}", UNUSUAL)
    assert "12 rows, between 90 and 360 expected" in text
    assert "Column essence: 25% of the cells are filled, at least 90% expected" in text
    assert "hauteur: " not in text


def test_an_ordinary_release_is_told_so(ask):
    text, _, _ = ask("/datasets/{name}", report(success=True))
    assert "in line with the earlier ones" in text


TOLD = [
    (found("expect_table_row_count_to_be_between", None, 0, 1), "0 rows, at least 1 expected"),
    (found("expect_table_columns_to_match_set", details=["a", "b"]), "disappeared: a, b"),
    (
        found("expect_table_to_be_fresh", None, 9, None, 7, details=["2020-01-02", "modified"]),
        "The newest date is January 2, 2020",
    ),
    (
        found("expect_rows_to_follow_rule", None, 0.5, 0.9, details=["a >= b"]),
        "The rule “a &gt;= b” holds on 50% of the rows, at least 90% expected",
    ),
    (
        found("expect_column_kl_divergence_to_be_less_than", "a", 0.5, None, 0.1),
        "spread otherwise than before (divergence 0.5, at most 0.1 expected)",
    ),
    (
        found("expect_column_psi_to_be_less_than", "a", 0.5, None, 0.25),
        "(stability index 0.5, at most 0.25 expected)",
    ),
    (
        found("expect_column_unique_value_count_to_be_between", "a", 9, 1, 4),
        "9 distinct values, between 1 and 4 expected",
    ),
    (
        found("expect_column_proportion_of_unique_values_to_be_between", "a", 0.5, 0.9, 1),
        "50% of the values are distinct, between 90% and 100% expected",
    ),
    (
        found("expect_column_mean_to_be_between", "a", 9.5, 1, 4),
        "the mean is 9.5, between 1 and 4 expected",
    ),
    (
        found("expect_column_median_to_be_between", "a", 9.5, 1, 4),
        "the median is 9.5, between 1 and 4 expected",
    ),
    (
        found("expect_column_quantile_values_to_be_between", "a", 9, 1, 4, details=["0.95"]),
        "95% of the values are under 9; this limit is expected between 1 and 4",
    ),
    (
        found("expect_column_values_to_match_regex", "a", own=True),
        "Column a: expect_column_values_to_match_regex is not met",
    ),
    (
        found("expect_column_mean_to_be_between", "a", success=None, exception="KeyError"),
        "Column a: expect_column_mean_to_be_between could not be checked (KeyError)",
    ),
    (
        found("expect_table_to_be_fresh", success=None, exception="CannotCheck"),
        "expect_table_to_be_fresh could not be checked (CannotCheck)",
    ),
]


@pytest.mark.parametrize(("result", "words"), TOLD, ids=lambda each: str(each)[:40])
def test_each_kind_of_finding_has_its_sentence(ask, result, words):
    text, _, _ = ask("/datasets/{name}", report(result, success=result["success"]))
    assert words in text


def test_what_could_not_be_checked_is_neither_right_nor_wrong(ask):
    unknown = found("expect_table_to_be_fresh", success=None, exception="CannotCheck")
    text, _, _ = ask("/series", report(unknown, success=None))
    assert "Could not be checked" in text
    assert "1 check could not be made" in text
    assert "Unusual change" not in text
    assert "As expected" not in text


def test_a_series_that_was_not_judged_says_why(ask):
    reason = {"msgid": "Correct the file %(name)s.", "params": {"name": "<t>.json"}}
    text, _, _ = ask("/datasets/{name}", report(success=None, reason=reason))
    assert "Correct the file &lt;t&gt;.json." in text


def test_the_list_links_the_last_technical_page(ask):
    text, docs, table = ask("/series", UNUSUAL)
    assert "Unusual change" in text
    assert "12 rows, between 90 and 360 expected" in text
    assert f"/rapports/validations/{table.id}/2026-11-02T000000.000000Z.html" in text
    assert newest_page(docs, "absent") is None


def test_what_was_fresh_grows_old_without_a_new_release():
    fresh = found(
        "expect_table_to_be_fresh", None, 10, None, 730, success=True, details=["2023-01-01", "d"]
    )
    published = report(fresh, success=True)
    assert live(published, date(2024, 1, 1))["success"] is True
    later = live(published, date(2026, 1, 1))
    assert later["success"] is False
    assert later["results"][0]["observed"] == 1096
    assert published["success"] is True
