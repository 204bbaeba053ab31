"""Re-identification through the whole stage: what is generalised, what is left alone, the gate."""

import random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anonymisation.decision.plan import TablePlan
from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.reporting.report import to_json
from anonymisation.risk.assess import assess
from anonymisation.risk.measures import k_anonymity, l_diversity, t_closeness
from federation import codec
from federation.errors import PolicyError
from federation.i18n import LOCALES
from federation.model import (
    AnonymisationReport,
    Neighbour,
    SchemaRef,
    TableContext,
    Verdict,
)

ENFORCED = 5


@pytest.fixture
def ruled(tmp_path):
    """A policy with a federation's own `risk:` section."""

    def made(text: str) -> Policy:
        path = tmp_path / "policy.yaml"
        path.write_text(f'version: "t"\n{text}', encoding="utf-8")
        return Policy.load(path)

    return made


def shown(out):
    return pl.read_parquet(out.table.path)


def requests(rows, seed=1, **columns):
    """Requests of persons: a name to mask, and what describes the person."""
    drawn = random.Random(seed)
    made = {
        "nom": ["DURAND"] * rows,
        "prenom": [drawn.choice(["Jean", "Lucie", "Karim"]) for _ in range(rows)],
        "sexe": [drawn.choice("FM") for _ in range(rows)],
        "age": [str(drawn.randint(18, 90)) for _ in range(rows)],
        "code_postal": [drawn.choice(["59000", "59100", "62000", "97400"]) for _ in range(rows)],
        "profession": [drawn.choice(["agent", "ouvrier", "cadre"]) for _ in range(rows)],
        "date_demande": [
            f"2024-{drawn.randint(1, 12):02d}-{drawn.randint(1, 28):02d}" for _ in range(rows)
        ],
        "statut": [drawn.choice(["acceptée", "refusée"]) for _ in range(rows)],
        **columns,
    }
    return pl.DataFrame(made, dict.fromkeys(made, pl.String))


PERSON = ["sexe", "age", "code_postal", "profession", "date_demande"]


def test_rows_about_persons_are_generalised_until_enough_of_them_are_alike(run):
    before = requests(400)
    out = run(before)
    report = out.report
    assert report.verdict is Verdict.PASS, [str(reason) for reason in report.reasons]
    after = shown(out)
    assert after.height == before.height
    assert k_anonymity(before, PERSON) == 1
    assert k_anonymity(after, PERSON) >= ENFORCED
    assert report.risk_before.k == 1
    assert report.risk_before.quasi_identifiers == tuple(PERSON)
    assert report.risk_before.below > 300
    assert report.risk_after.k >= report.risk_after.threshold == ENFORCED
    assert report.risk_after.below == 0
    left = list(report.risk_after.quasi_identifiers)
    assert report.risk_after.sensitive == ("statut",)
    assert report.risk_after.l == l_diversity(after, left, "statut")
    assert report.risk_after.t == pytest.approx(t_closeness(after, left, "statut"))
    assert after["statut"].to_list() == before["statut"].to_list()


def test_the_report_says_what_was_made_coarser_and_counts_it(run):
    before = requests(400)
    out = run(before)
    after = shown(out)
    told = {one.column: one for one in out.report.columns}
    changed = [name for name in PERSON if (before[name] != after[name]).any()]
    assert changed
    for name in changed:
        assert told[name].source == "risk"
        assert told[name].action in ("generalise", "redact")
        assert told[name].cells_changed == int((before[name] != after[name]).sum())
        assert sum(told[name].operators.values()) == told[name].cells_changed
    for name in set(PERSON) - set(changed):
        assert told[name].action == "keep"
    everything = sum(int((before[name] != after[name]).sum()) for name in before.columns)
    assert out.report.cells_changed == everything


def test_nothing_of_a_cell_is_in_the_report(run):
    canary = [f"Qzabrelmetier{number}" for number in range(60)]
    out = run(requests(60, profession=canary))
    stored = codec.dumps(out.report).decode()
    shown_text = "".join(str(to_json(out.report, locale)) for locale in LOCALES)
    assert "Qzabrelmetier" not in stored + shown_text
    assert codec.loads(AnonymisationReport, codec.dumps(out.report)) == out.report
    assert "Qzabrelmetier" not in str(shown(out)["profession"].to_list())


@pytest.mark.parametrize(
    "columns",
    [
        {"type": ["banc"], "commune": ["Lille"], "date_pose": ["2024-05-06"], "age": ["12"]},
        {"EQUIP_NOM": ["Stade"], "ADR_CODEPOSTAL": ["59000"], "ADR_COMMUNE": ["Lille"]},
        {"annee": ["2024"], "sexe": ["F"], "age": ["37"], "nombre": ["1"]},
        {"quartier": ["Fives"], "sexe": ["M"], "effectif": ["2"]},
    ],
)
def test_tables_about_things_and_totals_are_not_touched(run, columns):
    before = pl.DataFrame(
        {name: [f"{cells[0]}", *cells] for name, cells in columns.items()},
        dict.fromkeys(columns, pl.String),
    )
    out = run(before)
    assert out.report.verdict is Verdict.PASS
    assert out.report.risk_before is None
    assert out.report.risk_after is None
    assert shown(out).equals(before)


def test_first_names_given_once_are_published(run, ruled):
    before = pl.DataFrame(
        {
            "COMMUNE_NOM": ["Digne"] * 3,
            "COLL_INSEE": ["04070"] * 3,
            "ENFANT_SEXE": ["F", "M", "F"],
            "ENFANT_PRENOM": ["Zhaleh", "Jean", "Ondine"],
            "NOMBRE_OCCURRENCES": ["1", "7", "1"],
            "ANNEE": ["2023"] * 3,
        }
    )
    context = TableContext("prenoms", schema=SchemaRef("scdl/prenoms"))
    assert shown(run(before, context)).equals(before)
    # Not even a federation that declares thresholds for all its tables hides them by accident.
    strict = ruled("risk: {thresholds: {k: 11}}")
    out = run(before, context, policy=strict)
    assert shown(out).equals(before)
    assert out.report.risk_after is None


def test_elected_officials_are_not_hidden(run, frame):
    before = frame(
        nom=["DURAND", "PETIT", "ROY"],
        prenom=["Jean", "Lucie", "Karim"],
        sexe=["M", "F", "M"],
        profession=["agent", "cadre", "ouvrier"],
        fonction=["Maire", "Adjointe", "Conseiller"],
    )
    out = run(before, TableContext("elus-municipaux", title="Élus du conseil municipal"))
    assert shown(out).equals(before)
    assert out.report.risk_after is None


def test_a_place_or_a_date_alone_describes_nobody(run):
    before = requests(40).select("nom", "code_postal", "date_demande", "statut")
    out = run(before)
    assert out.report.risk_before is None
    assert shown(out)["date_demande"].to_list() == before["date_demande"].to_list()


def test_in_a_table_of_fewer_rows_than_asked_nothing_of_the_person_stays(run):
    out = run(requests(3))
    after = shown(out)
    assert out.report.verdict is Verdict.PASS
    assert all(set(after[name]) == {""} for name in PERSON)
    assert out.report.risk_after.quasi_identifiers == ()
    assert after["statut"].to_list() == requests(3)["statut"].to_list()


def test_declared_columns_are_judged_in_any_table(run, ruled):
    rows = 60
    before = pl.DataFrame(
        {
            "grade": [f"G{number % 3}" for number in range(rows)],
            "anciennete": [str(number) for number in range(rows)],
            "prime": ["oui", "non"] * (rows // 2),
        }
    )
    policy = ruled(
        """
risk:
  tables:
    - table: agents
      quasi_identifiers: [grade, Anciennete]
      sensitive: [prime]
      k: 3
      basis: "RGPD art. 5"
"""
    )
    assert shown(run(before, TableContext("autre"), policy=policy)).equals(before)
    out = run(before, TableContext("agents"), policy=policy)
    after = shown(out)
    risk = out.report.risk_after
    assert (risk.threshold, risk.sensitive) == (3, ("prime",))
    assert k_anonymity(after, ["grade", "anciennete"]) >= 3
    assert risk.l == l_diversity(after, ["grade", "anciennete"], "prime") >= 2
    assert risk.t == pytest.approx(t_closeness(after, ["grade", "anciennete"], "prime"))
    assert after["prime"].to_list() == before["prime"].to_list()
    assert after["anciennete"].str.starts_with("[").any()


SAME = """
risk:
  tables:
    - {table: table, quasi_identifiers: [sexe], sensitive: [statut], basis: "RGPD", %s}
"""


def test_a_sensitive_value_that_everybody_shares_closes_the_gate(run, ruled):
    before = requests(40, statut=["refusée"] * 40).select("sexe", "statut")
    out = run(before, policy=ruled(SAME % "l: 2"))
    assert out.report.verdict is Verdict.QUARANTINE
    assert any("statut" in str(reason) for reason in out.report.reasons)
    assert not any("refusée" in str(reason) for reason in out.report.reasons)
    assert run(before, policy=ruled(SAME % "l: 1")).report.verdict is Verdict.PASS


def test_t_brings_descriptions_together_until_they_tell_little(run, ruled):
    before = pl.DataFrame(
        {"sexe": ["F"] * 30 + ["M"] * 30, "statut": ["oui", "oui", "non"] * 10 + ["non"] * 30}
    )
    out = run(before, policy=ruled(SAME % "t: 0.1, l: 1"))
    assert out.report.verdict is Verdict.PASS
    assert out.report.risk_before.t == pytest.approx(1 / 3)
    assert out.report.risk_after.t <= 0.1
    assert set(shown(out)["sexe"]) == {""}


def test_a_typed_column_is_emptied_rather_than_broken(policy, tmp_path):
    path = tmp_path / "t.parquet"
    before = requests(200)
    before.write_parquet(path)
    columns = tuple(
        ColumnPlan(
            name,
            "person" if name in ("nom", "prenom") else "scan",
            "schema",
            "",
            kind={"age": "integer", "date_demande": "date"}.get(name, "string"),
        )
        for name in before.columns
    )
    plan = TablePlan(columns, personal=True)
    outcome = assess(path, plan, before.columns, policy, TableContext("t"))
    after = pl.read_parquet(path)
    assert k_anonymity(after, PERSON) >= ENFORCED
    assert after["age"].str.contains(r"^\d*$").all()
    assert after["date_demande"].str.contains(r"^(?:\d{4}-\d{2}-\d{2})?$").all()
    reasons = {change.column: str(change.reason) for change in outcome.changes}
    assert "schema" in reasons["age"]
    assert "schema" in reasons["date_demande"]


def test_rows_leave_where_the_policy_prefers_it(run, ruled):
    policy = ruled(
        """
risk:
  tables:
    - {table: "*", quasi_identifiers: [sexe, profession], suppress: rows, basis: "RGPD"}
"""
    )
    before = (
        requests(200)
        .select("sexe", "profession", "statut")
        .with_columns(
            pl.Series("profession", ["sculpteur", *["agent", "cadre"] * 99, "agent"]),
            pl.Series("__row", list(range(2, 202))),
        )
    )
    out = run(before, policy=policy)
    after = shown(out)
    assert out.report.verdict is Verdict.PASS
    assert out.report.rows_suppressed == before.height - after.height == 1
    assert out.table.rows == after.height
    assert after["__row"].to_list() == list(range(3, 202))
    assert "sculpteur" not in after["profession"].to_list()
    assert after["profession"].to_list() == before["profession"].to_list()[1:]


def test_large_tables_where_only_emptying_would_do_are_quarantined(run, ruled):
    text = """
risk:
  thresholds: {emptied: %s}
  tables: [{table: "*", quasi_identifiers: [dossier, tarif], basis: "RGPD"}]
"""
    before = pl.DataFrame(
        {
            "dossier": [f"m{number}" for number in range(200)],
            "tarif": [f"t{number}" for number in range(200)],
            "etat": ["clos", "ouvert"] * 100,
        }
    )
    out = run(before, policy=ruled(text % 0.2))
    assert out.report.verdict is Verdict.QUARANTINE
    assert any("emptied" in str(reason) for reason in out.report.reasons)
    assert run(before, policy=ruled(text % 1.0)).report.verdict is Verdict.PASS


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["F", "M", ""]),
            st.integers(0, 110).map(str),
            st.sampled_from(["59000", "59000", "62100", "13001", "2A004", "inconnu"]),
            st.sampled_from(["agent", "agent", "agent", "cadre", "poète", "élu"]),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_whatever_passes_is_k_anonymous_and_has_all_its_rows(run, rows):
    names = ["sexe", "age", "code_postal", "profession"]
    before = pl.DataFrame(rows, dict.fromkeys(names, pl.String), orient="row").with_columns(
        pl.lit("DURAND").alias("nom"), pl.lit("Jean").alias("prenom")
    )
    out = run(before)
    assert out.table is not None, out.report.reasons
    after = shown(out)
    assert after.height == before.height
    assert k_anonymity(after, names) >= min(ENFORCED, before.height)
    for old, new in zip(before.rows(), after.rows(), strict=True):
        for was, now in zip(old[:4], new[:4], strict=True):
            assert now in ("", was, "[autre]") or now != was


def neighbour(path, **columns):
    """Another table as it is published: typed columns, missing cells."""
    frame = pl.DataFrame(columns)
    frame.write_parquet(path)
    return Neighbour(tuple(columns), lambda: path)


def test_rows_that_another_table_singles_out_are_counted_and_quarantined(run, tmp_path):
    rows = 200
    made = requests(rows, dossier=[f"D-{number}" for number in range(rows)])
    alone = run(made).report
    assert alone.risk_after.linkable is None
    other = neighbour(
        tmp_path / "autre.parquet",
        dossier=[f"D-{number}" for number in range(120)] + ["D-120"] * 80,
        sexe=[None, *"X" * (rows - 1)],
        montant=list(range(rows)),
    )
    safe = shown(run(made))
    linked = neighbour(
        tmp_path / "lie.parquet",
        Dossier=safe["dossier"].to_list()[:120],
        Sexe=safe["sexe"].to_list()[:120],
        montant=list(range(120)),
    )
    apart = run(made, TableContext("table", neighbours=lambda: (other,)))
    assert apart.report.risk_after.linkable == 0.0
    assert apart.report.verdict is Verdict.PASS
    joined = run(made, TableContext("table", neighbours=lambda: [other, linked]))
    assert joined.report.risk_after.linkable == pytest.approx(0.6)
    assert joined.report.verdict is Verdict.QUARANTINE
    assert any("60.0" in str(reason) for reason in joined.report.reasons)


def test_a_copy_of_the_same_table_teaches_nothing(run, tmp_path):
    made = requests(100, dossier=[f"D-{number}" for number in range(100)])
    safe = shown(run(made))
    copy = neighbour(tmp_path / "copie.parquet", **safe.to_dict(as_series=False))
    out = run(made, TableContext("table", neighbours=lambda: (copy,)))
    assert out.report.risk_after.linkable is None
    assert out.report.verdict is Verdict.PASS


def test_neighbours_are_not_even_looked_for_where_no_person_is_described(run, frame):
    def none():
        raise AssertionError("asked for neighbours")

    out = run(frame(parc=["Barbieux", "Lebas"]), TableContext("t", neighbours=none))
    assert out.report.verdict is Verdict.PASS


@pytest.mark.parametrize(
    "text",
    [
        "risk: {thresholds: {k: 0}}",
        "risk: {thresholds: {kk: 3}}",
        "risk: {tables: [{table: t, quasi_identifiers: nom}]}",
    ],
)
def test_a_wrong_risk_section_is_refused_with_its_key(ruled, text):
    with pytest.raises(PolicyError, match="risk"):
        ruled(text)
