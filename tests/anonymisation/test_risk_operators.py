"""Hierarchies, small counts, noise: what each makes of cells."""

import math
import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonymisation.bodies.nobody import untold
from anonymisation.policy.policy import Policy
from anonymisation.policy.risk import Noise, SmallCells
from anonymisation.risk.hierarchy import Frame, guess, levels
from anonymisation.risk.privacy import noisy
from anonymisation.risk.small_cells import hide_small
from federation.model import Verdict

AROUND = Frame(rows=100, threshold=5, country="FR", language="fr")
KINDS = ["date", "year", "age", "postcode", "residence", "category", "number", "grid", "none"]


def made(kind, values, around=AROUND, typed=False):
    """What each value becomes, by operator."""
    counts = dict.fromkeys(values, 1)
    found = levels(kind, counts, around, typed=typed)
    return {
        operator: dict(zip(counts, column, strict=True))
        for operator, column in zip(found.operators, found.columns, strict=True)
    }


@pytest.mark.parametrize(
    ("kind", "values", "operator", "value", "expected"),
    [
        ("date", ["2024-05-06", "2024-05-07", "2023-01-02"], "month", "2024-05-06", "2024-05"),
        ("date", ["06/05/2024", "2024-07-07T10:00", "20230102"], "year", "20230102", "2023"),
        ("date", ["1984", "1983", "1991"], "band-5", "1984", "1980-1984"),
        ("date", ["12/03/1984", "1990-05-06", "1971"], "band-20", "1990-05-06", "1980-1999"),
        ("age", ["37", "38 ans", "61"], "band-5", "38 ans", "35-39"),
        ("age", ["37", "31", "61"], "band-10", "37", "30-39"),
        ("age", ["37", "21", "8"], "band-20", "37", "20-39"),
        ("postcode", ["59000", "59100", "97411"], "department", "59100", "59"),
        ("postcode", ["97411", "97120", "97130"], "department", "97120", "971"),
        ("postcode", ["2A004", "2A005", "59001"], "department", "2A004", "2A"),
        (
            "residence",
            ["[adresse], 59000 Lille", "[adresse], 59100 Roubaix", "[adresse]"],
            "department",
            "[adresse], 59100 Roubaix",
            "[adresse], 59",
        ),
        ("grid", ["50.63", "50.64", "50.71"], "one-decimal", "50.64", "50.6"),
        ("number", [str(n) for n in range(0, 2000, 10)], "band-50", "1230", "[1200 ; 1250["),
    ],
)
def test_a_step_makes_a_cell_less_precise(kind, values, operator, value, expected):
    assert made(kind, values)[operator][value] == expected


def test_rare_categories_become_one_word_of_the_tables_language():
    counts = {"agent": 60, "cadre": 30, "poète": 1, "luthier": 2, "élu": 7}
    around = Frame(rows=200, threshold=5, country="ES", language="es")
    found = levels("category", counts, around, typed=False)
    by_name = {
        name: dict(zip(counts, column, strict=True))
        for name, column in zip(found.operators, found.columns, strict=True)
    }
    assert by_name["rare"] == {
        "agent": "agent",
        "cadre": "cadre",
        "poète": "[otro]",
        "luthier": "[otro]",
        "élu": "élu",
    }
    assert by_name["rarer"]["élu"] == "[otro]"


def test_what_is_not_told_stays_at_every_level():
    values = ["1984-05-06", "1990-01-02", "confidentiel", "-", "voir dossier"]
    for column in levels("date", dict.fromkeys(values, 9), AROUND, typed=False).columns:
        assert list(column[2:]) == values[2:]


@pytest.mark.parametrize("value", ["non", "oui", "0", "public", "mère", "1984"])
def test_what_tells_something_does_not(value):
    assert levels("category", {value: 9, "x": 9}, AROUND, typed=False).columns[-1][0] == ""


def test_a_typed_column_has_nothing_between_itself_and_empty():
    assert list(made("date", ["2024-05-06", "2024-06-07"], typed=True)) == ["keep", "empty"]


def test_what_cannot_be_read_is_treated_as_words():
    found = made("age", ["trentaine", "quarantaine", "37"])
    assert list(found)[-1] == "empty"
    assert not any(name.startswith("band") for name in found)


@given(
    st.sampled_from(KINDS),
    st.lists(
        st.one_of(
            st.text(alphabet="0123456789-/. ,AB[]é", max_size=12),
            st.dates().map(str),
            st.integers(0, 120).map(str),
        ),
        min_size=1,
        max_size=20,
        unique=True,
    ),
)
@settings(deadline=None, max_examples=200)
def test_every_level_joins_what_the_one_before_joined_and_the_last_is_empty(kind, values):
    found = levels(kind, dict.fromkeys(values, 1), AROUND, typed=False)
    assert found.columns[0] == tuple(values)
    last = dict(zip(values, found.columns[-1], strict=True))
    assert all(after == (before if untold(before) else "") for before, after in last.items())
    assert found.operators[-1] == "empty"
    for finer, coarser in zip(found.columns, found.columns[1:], strict=False):
        assert len(set(zip(finer, coarser, strict=True))) == len(set(finer))


@pytest.mark.parametrize(
    ("values", "kind"),
    [(["1984", "2001", ""], "year"), (["2024-05-06"], "date"), (["-3", "4,5"], "number")],
)
def test_the_kind_of_a_declared_column_is_read_from_its_values(values, kind):
    assert guess(values) == kind
    assert guess(["agent", "cadre"]) == "category"


def test_small_counts_are_hidden_and_a_lone_one_has_company():
    frame = pl.DataFrame(
        {
            "quartier": ["a", "a", "a", "b", "b", "b"],
            "effectif": ["3", "12", "40", "0", "9", "secret"],
        }
    )
    alone = hide_small(frame, SmallCells(column="effectif", threshold=5))
    assert alone.to_list() == ["", "12", "40", "0", "9", "secret"]
    joined = hide_small(frame, SmallCells(column="effectif", threshold=5, within=("quartier",)))
    assert joined.to_list() == ["", "", "40", "0", "9", "secret"]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 30)), min_size=1, max_size=20))
@settings(deadline=None)
def test_no_small_count_stays_and_no_group_hides_exactly_one(rows):
    frame = pl.DataFrame({"g": [g for g, _ in rows], "n": [str(n) for _, n in rows]})
    hidden = hide_small(frame, SmallCells(column="n", threshold=5, within=("g",)))
    for group in "ab":
        cells = [(int(n), hidden[i]) for i, (g, n) in enumerate(rows) if g == group]
        shown = [int(text) for _, text in cells if text]
        assert not any(0 < n < 5 for n in shown)
        lost = sum(text == "" for _, text in cells)
        assert lost != 1 or not any(shown)


def ruled(tmp_path, body):
    path = tmp_path / "policy.yaml"
    path.write_text(f'version: "t"\nrisk:\n  tables:\n    - {body}\n', encoding="utf-8")
    return Policy.load(path)


def test_counts_are_left_alone_by_default_and_hidden_where_declared(run, frame, tmp_path):
    before = frame(quartier=["Fives", "Moulins"], effectif=["2", "40"])
    assert pl.read_parquet(run(before).table.path).equals(before)
    rule = '{table: "*", small_cells: [{column: effectif, threshold: 11}], basis: "Loi 51-711"}'
    out = run(before, policy=ruled(tmp_path, rule))
    assert out.report.verdict is Verdict.PASS
    assert pl.read_parquet(out.table.path)["effectif"].to_list() == ["", "40"]
    told = {one.column: one for one in out.report.columns}["effectif"]
    assert (told.action, told.rule, told.cells_changed) == ("redact", "hide-small", 1)


def test_noise_has_the_scale_of_its_epsilon():
    pytest.importorskip("opendp", reason="needs OpenDP: pip install partage[privacy]")
    count, epsilon = 4000, 0.5
    drawn = noisy([1000] * count, Noise(column="n", epsilon=epsilon))
    moved = [value - 1000 for value in drawn]
    # Discrete Laplace: variance 2a/(1-a)², a = exp(-epsilon); six deviations of tolerance.
    a = math.exp(-epsilon)
    deviation = math.sqrt(2 * a) / (1 - a)
    mean = sum(moved) / count
    spread = math.sqrt(sum(one * one for one in moved) / count)
    assert abs(mean) < 6 * deviation / math.sqrt(count)
    assert spread == pytest.approx(deviation, rel=0.2)
    assert min(noisy([0] * 200, Noise(column="n", epsilon=1))) == 0


def test_noise_is_put_where_the_policy_asks(run, frame, tmp_path):
    pytest.importorskip("opendp", reason="needs OpenDP: pip install partage[privacy]")
    numbers = [str(random.Random(1).randint(50, 90)) for _ in range(60)]
    before = frame(quartier=["Fives"] * 60, effectif=[*numbers[:-1], "nc"])
    rule = '{table: "*", noise: [{column: effectif, epsilon: 0.1}], basis: "RGPD"}'
    out = run(before, policy=ruled(tmp_path, rule))
    after = pl.read_parquet(out.table.path)["effectif"].to_list()
    assert after != before["effectif"].to_list()
    assert after[-1] == ""
    assert all(cell.isdigit() for cell in after[:-1])
    told = {one.column: one for one in out.report.columns}["effectif"]
    assert set(told.operators) == {"noise"}
