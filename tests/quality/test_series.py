"""Series without Great Expectations: what is measured, the bands, suites, rules, freshness."""

import json
import math
from datetime import UTC, date, datetime

import polars as pl
import pytest

from federation import codec
from federation.frequency import age_allowed
from federation.published import Column
from quality.schemas import shipped
from quality.series import bands, freshness
from quality.series import rules as row_rules
from quality.series import suite as suites
from quality.series.generate import generated
from quality.series.metrics import ColumnMetrics, Metrics, Numbers, measure
from quality.series.model import Release, TableSeries
from quality.series.rules import Rule, RuleShare

TODAY = date(2026, 6, 1)


def table(folder, columns, types, *, rules=(), edges=None):
    path = folder / "table.parquet"
    pl.DataFrame(columns).write_parquet(path)
    kinds = [Column(name, kind) for name, kind in types.items()]
    return measure(path, kinds, edges=edges or {}, rules=rules, today=TODAY)


def test_what_is_measured_of_a_table(tmp_path):
    found = table(
        tmp_path,
        {
            "texte": ["a", "a", " ", None],
            "nombre": [1.0, 3.0, float("nan"), None],
            "entier": [1, 2, 2, 3],
            "jour": [date(2026, 5, 31), date(2031, 1, 1), date(2020, 1, 1), None],
            "vrai": [True, True, None, True],
        },
        {"texte": "string", "nombre": "number", "entier": "integer", "jour": "date",
         "vrai": "boolean"},
    )  # fmt: skip
    assert found.rows == 4
    assert found.completeness == {
        "texte": 0.5, "nombre": 0.5, "entier": 1.0, "jour": 0.75, "vrai": 0.75
    }  # fmt: skip
    assert found.columns["nombre"].numbers.mean == 2.0
    assert found.columns["entier"].distinct == 3
    assert found.columns["jour"].newest == date(2026, 5, 31)
    assert codec.loads(Metrics, codec.dumps(found)) == found


def test_releases_of_earlier_versions_are_still_read():
    old = codec.loads(Metrics, '{"completeness":{"a":0.5},"rows":3}')
    assert (old.rows, old.completeness, old.columns) == (3, {"a": 0.5}, {})


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        (["oui", "non"] * 10, True),
        ([f"personne {number}" for number in range(60)] * 10, False),  # too many
        ([f"personne {number}" for number in range(20)] * 3, False),  # do not recur enough
        ([f"valeur {number}" for number in range(50)] * 4, True),
        (["x" * 81, "y"] * 10, False),  # free text
    ],
)
def test_only_the_values_of_enumerations_are_kept(tmp_path, values, kept):
    found = table(tmp_path, {"a": values}, {"a": "string"})
    assert (found.columns["a"].counts is not None) == kept
    assert found.columns["a"].distinct == len(set(values))
    if not kept:
        assert values[0] not in codec.dumps(found).decode()


def test_large_tables_are_measured_alike(tmp_path, monkeypatch):
    columns = {"a": ["x", "y", "", None] * 25, "b": [1.5, 2.5, 3.5, None] * 25}
    types = {"a": "string", "b": "number"}
    rules = (Rule("together", ("a", "b")),)
    small = table(tmp_path, columns, types, rules=rules)
    monkeypatch.setattr("quality.series.metrics._SMALL", 10)
    assert table(tmp_path, columns, types, rules=rules) == small
    monkeypatch.setattr("quality.series.metrics._EXACT", 10)
    assert table(tmp_path, columns, types, rules=rules).columns["a"].counts == {"x": 25, "y": 25}


def test_histograms_keep_the_bins_of_the_series(tmp_path):
    first = table(tmp_path, {"a": [float(n) for n in range(100)]}, {"a": "number"})
    edges = bands.kept_edges([first])
    assert edges["a"] == first.columns["a"].numbers.edges
    second = table(
        tmp_path, {"a": [float(n) for n in range(-50, 150)]}, {"a": "number"}, edges=edges
    )
    counts = second.columns["a"].numbers.counts
    assert (counts[0], counts[-1], sum(counts)) == (50, 50, 200)
    # Half of the cells fell outside: the next release draws bins of its own.
    assert bands.kept_edges([first, second]) == {}


def test_an_empty_table_is_measured(tmp_path):
    found = table(
        tmp_path,
        {"a": pl.Series([], dtype=pl.String), "b": pl.Series([], dtype=pl.Float64)},
        {"a": "string", "b": "number"},
        rules=(Rule("one-of", ("a", "b")),),
    )
    assert (found.rows, found.completeness) == (0, {"a": 0.0, "b": 0.0})
    assert found.rules["one-of: a, b"].share == 1.0


RULES = [
    (Rule("compare", ("a", "b"), ">="), RuleShare(2, 1)),
    (Rule("compare", ("a", "b"), "<"), RuleShare(2, 1)),
    (Rule("sum", ("a", "b", "c")), RuleShare(2, 1)),
    (Rule("together", ("a", "b")), RuleShare(4, 3)),
    (Rule("one-of", ("a", "b")), RuleShare(4, 3)),
    (Rule("compare", ("t", "a"), "=="), RuleShare(2, 1)),
    (Rule("compare", ("t", "u"), "<"), RuleShare(3, 1)),
]


@pytest.mark.parametrize(("rule", "share"), RULES, ids=lambda each: getattr(each, "text", ""))
def test_rules_between_columns(tmp_path, rule, share):
    columns = {
        "a": [3.0, 1.0, None, None],
        "b": [2.0, 2.0, None, 5.0],
        "c": [1.0, 1.0, 1.0, 1.0],
        "t": ["3", "12", None, "x"],
        "u": ["2", "3", "y", "a"],
    }
    types = {"a": "number", "b": "number", "c": "number", "t": "string", "u": "string"}
    assert table(tmp_path, columns, types, rules=(rule,)).rules[rule.text] == share


def test_rules_of_a_schema():
    found = {rule.text for rule in row_rules.schema_rules(shipped().get("deliberations").checks)}
    assert "VOTE_REEL = VOTE_POUR + VOTE_CONTRE + VOTE_ABSTENTION" in found
    assert "PREF_DATE >= DELIB_DATE" in found
    assert "together: BUDGET_ANNEE, BUDGET_NOM" in found
    subventions = row_rules.schema_rules(shipped().get("subventions").checks)
    assert [rule.kind for rule in subventions] == ["one-of"]


@pytest.mark.parametrize(
    "written",
    [None, [], {}, {"kind": "compare", "columns": ["a"], "op": ">"}, {"kind": "nonsense"},
     {"kind": "compare", "columns": ["a", "b"], "op": "~"}, {"kind": "sum", "columns": "a"},
     {"kind": "nonsense", "columns": ["a", "b"]}, {"kind": "sum", "columns": [1, 2]}],
    ids=str,
)  # fmt: skip
def test_senseless_rules_are_none(written):
    assert row_rules.parsed_rule(written) is None


def test_a_rule_is_written_and_read_back():
    for rule, _ in RULES:
        assert row_rules.parsed_rule(json.loads(json.dumps(rule.plain()))) == rule


def test_volume_bands():
    assert bands.volume([]) == (1, None)
    assert bands.volume([100]) == (50, 200)
    assert bands.volume([100, 140]) == (50, 280)
    assert bands.volume([100, 100, 100]) == (80, 120)  # never narrower than a fifth
    low, high = bands.volume([100, 110, 120, 130, 140, 150, 160, 170])
    assert low < 95
    assert high > 180  # a series that grows steadily may go on


def test_few_releases_are_given_more_room():
    allowed = [bands.deviations(number) for number in range(3, 12)]
    assert allowed == sorted(allowed, reverse=True)
    assert allowed[0] == 10
    assert allowed[-1] == 4


def test_shares_have_the_room_that_chance_takes():
    assert bands.share([0.9], 10_000)[0] == pytest.approx(0.8)
    assert bands.share([1.0], 10)[0] == pytest.approx(0.9)
    assert bands.share([0.5], 10)[0] < 0.01
    assert bands.share([0.5] * 4, 1_000_000) == (0.45, 0.55)


def test_drift_limits_grow_as_samples_shrink():
    kl, psi = bands.drift_limits(4, 10**6, 10**6)
    assert (kl, psi) == (pytest.approx(0.1, abs=1e-3), pytest.approx(0.25, abs=1e-3))
    small = bands.drift_limits(4, 40, 40)
    assert small[0] > 2 * kl
    # 99.9 % points of chi-squared, from tables.
    for degrees, point in ((1, 10.83), (2, 13.82), (5, 20.52), (30, 59.70)):
        assert bands._chi_squared(degrees) == pytest.approx(point, rel=0.035)


def test_weights_leave_nothing_impossible():
    found = bands.weights([0, 3])
    assert sum(found) == pytest.approx(1)
    assert min(found) > 0


def column(kind="number", distinct=50, filled=100, low=0.0, high=100.0, **more):
    middle = (low + high) / 2
    edges = tuple(low + (high - low) * tenth / 10 for tenth in range(11))
    numbers = Numbers(low, high, middle, (low, middle, middle, middle, high), edges,
                      (0, *[10] * 10, 0))  # fmt: skip
    return ColumnMetrics(kind, filled, distinct, numbers, **more)


def kinds(columns, name):
    metrics = Metrics(100, dict.fromkeys(columns, 1.0), columns)
    release = Release(1, datetime(2026, 1, 1, tzinfo=UTC), metrics)
    found = generated(TableSeries("t", "T", metrics, (release,)))
    return {each["type"] for each in found if each["kwargs"].get("column") == name}


def test_quantities_are_followed_years_and_identifiers_are_not():
    mean = "expect_column_mean_to_be_between"
    drift = "expect_column_kl_divergence_to_be_less_than"
    assert {mean, drift} <= kinds({"a": column()}, "a")
    for other in (
        column("integer", low=2015, high=2026),
        column("year", low=2015, high=2026),
        column("integer", distinct=100),
    ):
        assert not {mean, drift} & kinds({"a": other}, "a")


def test_categories_are_compared_unless_they_are_years_or_too_few():
    drift = "expect_column_psi_to_be_less_than"
    same = {"counts": {"oui": 60, "non": 40}}
    assert drift in kinds({"a": ColumnMetrics("string", 100, 2, **same)}, "a")
    years = {"counts": {"2024": 60, "2025-01": 40}}
    assert drift not in kinds({"a": ColumnMetrics("string", 100, 2, **years)}, "a")
    few = {"counts": {"oui": 6, "non": 4}}
    assert drift not in kinds({"a": ColumnMetrics("string", 10, 2, **few)}, "a")


def test_a_first_release_is_expected_to_hold_rows_and_nothing_more():
    metrics = Metrics(3, {"a": 1.0}, {"a": column()})
    found = generated(TableSeries("t", "T", metrics))
    assert [(each["type"], each["kwargs"]) for each in found] == [
        ("expect_table_row_count_to_be_between", {"min_value": 1})
    ]


@pytest.mark.parametrize(
    ("frequency", "days"),
    [
        ("http://publications.europa.eu/resource/authority/frequency/ANNUAL", 730),
        ("MONTHLY", 61),
        ("DAILY", 7),
        ("UPDATE_CONT", 7),
        ("http://publications.europa.eu/resource/authority/frequency/IRREG", None),
        ("NEVER", None),
        ("", None),
        (None, None),
    ],
)
def test_age_allowed_by_frequency(frequency, days):
    assert age_allowed(frequency) == days


def test_freshness_looks_at_the_data_before_the_portal():
    modified = datetime(2026, 5, 1, tzinfo=UTC)
    dated = Metrics(1, {}, {"jour": ColumnMetrics("date", 1, 1, newest=date(2023, 1, 1))}, {}, "a")
    undated = Metrics(1, {}, {}, {}, "a")

    def found(metrics, earlier=()):
        fresh = freshness.freshness(metrics, earlier, modified, TODAY)
        return fresh.newest, fresh.evidence

    assert found(dated) == (date(2023, 1, 1), "jour")
    assert found(undated) == (date(2026, 5, 1), "modified")
    other = Metrics(1, {}, {}, {}, "b")
    assert found(dated, [other]) == (TODAY, "content")
    assert found(dated, [dated]) == (date(2023, 1, 1), "jour")
    assert freshness.freshness(undated, (), None, TODAY) is None


ROWS = {"type": "expect_table_row_count_to_be_between", "kwargs": {"min_value": 1}}
MEAN = {"type": "expect_column_mean_to_be_between", "kwargs": {"column": "a", "min_value": 1.5}}
OWN = {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "a"}}


@pytest.fixture
def suite(tmp_path):
    """Draw a suite anew and read it back as a person finds it in its file."""

    def renew(*wanted):
        found = suites.renewed(suites.load_suite(tmp_path, "t"), wanted)
        suites.save_suite(found, "Table")
        return json.loads(suites.suite_path(tmp_path, "t").read_text("utf-8"))

    renew.path = suites.suite_path(tmp_path, "t")
    return renew


def types(body):
    return [each["type"] for each in body["expectations"]]


def limits(body):
    return [each["kwargs"].get("min_value") for each in body["expectations"]]


def test_what_is_generated_follows_the_history(suite):
    assert limits(suite(ROWS, MEAN)) == [1, 1.5]
    later = {**ROWS, "kwargs": {"min_value": 2}}
    assert limits(suite(later)) == [2]


def test_a_limit_changed_by_hand_stays(suite):
    body = suite(ROWS, MEAN)
    body["expectations"][0]["kwargs"]["min_value"] = 500
    suite.path.write_text(json.dumps(body), "utf-8")
    for _ in range(2):
        assert sorted(limits(suite(ROWS, MEAN))) == [1.5, 500]


def test_what_is_added_by_hand_stays_and_what_is_deleted_does_not_come_back(suite):
    body = suite(ROWS, MEAN)
    body["expectations"] = [body["expectations"][0], OWN]
    body["notes"] = "revue par la déléguée"
    suite.path.write_text(json.dumps(body), "utf-8")
    for _ in range(3):
        body = suite(ROWS, MEAN)
        assert types(body) == [ROWS["type"], OWN["type"]]
        assert body["notes"] == "revue par la déléguée"
    body["meta"]["partage"]["removed"] = []
    suite.path.write_text(json.dumps(body), "utf-8")
    assert MEAN["type"] in types(suite(ROWS, MEAN))


def test_a_suite_is_not_written_when_nothing_changed(suite):
    suite(ROWS, MEAN)
    before = suite.path.stat().st_mtime_ns
    suite(ROWS, MEAN)
    assert suite.path.stat().st_mtime_ns == before


def test_notes_alone_make_an_expectation_the_officers(suite):
    body = suite(ROWS)
    body["expectations"][0]["notes"] = "vu avec le service"
    suite.path.write_text(json.dumps(body), "utf-8")
    assert suite({**ROWS, "kwargs": {"min_value": 9}})["expectations"][0]["kwargs"] == {
        "min_value": 1
    }


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"expectations": 3}', '{"expectations": [{"type": 3}]}',
             '{"expectations": [{"type": "a", "kwargs": []}]}', '{"expectations": ["a"]}']
)  # fmt: skip
def test_a_damaged_suite_is_refused(suite, text):
    suite.path.parent.mkdir(parents=True)
    suite.path.write_text(text, "utf-8")
    with pytest.raises(suites.SuiteUnreadable):
        suite(ROWS)
    assert suite.path.read_text("utf-8") == text


def test_rules_of_a_suite_are_read(suite, tmp_path):
    rule = Rule("compare", ("a", "b"), ">=")
    body = suite(ROWS)
    body["expectations"] += [
        {"type": "expect_rows_to_follow_rule", "kwargs": {"rule": rule.plain()}},
        {"type": "expect_rows_to_follow_rule", "kwargs": {"rule": {"kind": "nonsense"}}},
        {"type": "expect_rows_to_follow_rule"},
    ]
    suite.path.write_text(json.dumps(body), "utf-8")
    assert suites.load_suite(tmp_path, "t").rules == (rule,)


def test_numbers_of_a_suite_are_short_enough_to_read():
    low, high = bands.figure([math.pi * 1000], 100)
    assert len(str(low)) <= 8
    assert len(str(high)) <= 8
