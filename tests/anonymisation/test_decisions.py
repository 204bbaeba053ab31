"""Rules of the federation, types that a schema wants, shifted rows, pseudonyms, waivers, time."""

import hashlib
from datetime import UTC, datetime

import polars as pl
import pytest

from anonymisation import ENGINE
from anonymisation.engine import anonymise
from anonymisation.operators.pseudonyms import Key
from anonymisation.policy.policy import Policy
from anonymisation.policy.rules import Limits, OwnRule
from anonymisation.recognisers.contacts.mailboxes import MailboxRecognizer
from federation.model import (
    CONFORMS,
    SchemaRef,
    SourceFormat,
    TableContext,
    TableFile,
    Verdict,
)
from federation.risk import Waiver

SUBSIDIES = TableContext("s", schema=SchemaRef("scdl/subventions"))
#: As many persons as k-anonymity wants, so that risk leaves these tables alone.
SAME = 8


def values(out, column):
    return pl.read_parquet(out.table.path)[column].to_list()


def decision(out, column):
    return next(one for one in out.report.columns if one.column == column)


@pytest.fixture
def officer(tmp_path):
    """The shipped policy with rules of a federation."""

    def made(*lines: str) -> Policy:
        path = tmp_path / "politique.yaml"
        path.write_text("\n".join(["version: '1'", *lines]), encoding="utf-8")
        return Policy.load(path)

    return made


def test_a_column_without_rule_is_masked_by_its_values_until_an_officer_decides(
    run, frame, officer
):
    table = frame(
        colonne_7=["Jean Durand", "Karim Belkacem"] * SAME,
        voie=["rue A", "rue B"] * SAME,
        statut=["ouvert"] * 2 * SAME,
    )
    out = run(table)
    assert set(values(out, "colonne_7")) == {"[personne]"}
    masked = decision(out, "colonne_7")
    assert (masked.action, masked.source, masked.rule) == ("mask", "content", "person")
    assert masked.operators == {"mask": 2 * SAME}
    assert values(out, "voie") == ["rue A", "rue B"] * SAME
    rules = officer(
        "columns:",
        "  - {table: table, column: colonne_7, action: keep, basis: registers, by: DPD,",
        "     reason: Commissaires de justice publiés au registre}",
    )
    back = run(table, policy=rules)
    assert values(back, "colonne_7") == table["colonne_7"].to_list()
    assert decision(back, "colonne_7").source == "own"
    assert decision(back, "colonne_7").legal_basis == "CRPA D312-1-3, 2°"
    masked = officer(
        "columns:",
        "  - {column: colonne_7, action: mask, entity: PERSON, basis: identify}",
    )
    assert set(values(run(table, policy=masked), "colonne_7")) == {"[personne]"}


def test_own_rules_hold_for_their_schema_and_country_only():
    rule = OwnRule(
        column="objet", action="drop", basis="x", schema="scdl/subventions", country="sn"
    )
    schema = Policy.load(None).schema(SchemaRef("scdl/subventions"), ())
    assert rule.covers("a.csv", schema, "SN")
    assert not rule.covers("a.csv", schema, "FR")
    assert not rule.covers("a.csv", None, "SN")
    named = OwnRule(table="b.csv", column="objet", action="drop", basis="x")
    assert named.covers("b.csv", None, "FR")
    assert not named.covers("a.csv", None, "FR")


@pytest.mark.parametrize(
    ("rule", "before", "after", "operators"),
    [
        ("action: month", "1984-03-12", "1984-03", {"month": SAME}),
        ("action: band, width: 5", "37", "35-39", {"band": SAME}),
        ("action: street", "12 rue des Lilas", "rue des Lilas", {"street": SAME}),
        ("action: area", "3 rue B, 59000 Lille", "[masqué], 59000 Lille", {"area": SAME}),
        ("action: department", "59000", "59", {"department": SAME}),
        ("action: grid, decimals: 1", "50.637281", "50.6", {"grid": SAME}),
        ("action: grid, metres: 5000", "50.637281", "50.6", {"grid": SAME}),
        ("action: redact", "secret", "", {"redact": SAME}),
        ("action: year", "sans date", "", {"redact": SAME}),
    ],
)
def test_an_officer_may_ask_for_any_operator(run, frame, officer, rule, before, after, operators):
    rules = officer("columns:", f"  - {{column: c, {rule}, basis: identify}}")
    out = run(frame(c=[before] * SAME, z=["z"] * SAME), policy=rules)
    assert set(values(out, "c")) == {after}
    assert decision(out, "c").operators == operators
    assert decision(out, "c").rule == "*:c"
    assert decision(out, "c").cells_changed == SAME


def test_a_finding_may_ask_for_a_review_or_for_less_precision(run, frame, officer):
    table = frame(objet=["née le 12/03/1984"] * SAME, zone=["z"] * SAME)
    review = officer("entities: {BIRTH_DATE: {action: review, basis: identify}}")
    assert run(table, policy=review).table.columns == ("zone",)
    month = officer("entities: {BIRTH_DATE: {action: month, basis: identify}}")
    assert "1984-03" in values(run(table, policy=month), "objet")[0]
    redact = officer("entities: {BIRTH_DATE: {action: redact, basis: identify}}")
    assert "1984" not in values(run(table, policy=redact), "objet")[0]


def subsidies(frame, **more):
    columns = {
        "nomAttribuant": ["Ville de Lille"] * SAME,
        "idAttribuant": ["21590350100017"] * SAME,
        "dateConvention": ["2024-03-12"] * SAME,
        "nomBeneficiaire": ["Association Le Fil"] * SAME,
        "montant": ["100"] * SAME,
    }
    return frame(**{**columns, **more})


@pytest.mark.parametrize(
    ("action", "column", "kind", "expected"),
    [
        ("year", "dateConvention", "date", "2024-01-01"),
        ("month", "dateConvention", "date", "2024-03-01"),
        ("mask", "dateConvention", "date", ""),
        ("mask", "montant", "number", ""),
        ("band", "montant", "integer", "20"),
        ("mask", "nomAttribuant", "string", "[masqué]"),
    ],
)
def test_a_schema_column_keeps_its_type(run, frame, officer, action, column, kind, expected):
    context = TableContext(
        "s", schema=SchemaRef("scdl/subventions"), column_types={column: kind, "autre": "date"}
    )
    rules = officer("columns:", f"  - {{column: {column}, action: {action}, basis: identify}}")
    table = subsidies(frame, montant=["25"] * SAME)
    out = run(table, context, rules)
    assert set(values(out, column)) == {expected}


def test_names_of_officials_stay_with_their_titles(run, frame):
    out = run(frame(maire=["Mme Anne Delmas", "M. Jean Durand"], commune=["A", "B"]))
    assert values(out, "maire") == ["Mme Anne Delmas", "M. Jean Durand"]


def test_a_name_in_a_schema_column_kept_for_something_else_is_masked(run, frame):
    body = "Ville de Lille"
    table = subsidies(
        frame,
        nomAttribuant=["M. Jean Durand", "Karim Belkacem", "Karim Belkacem", *[body] * (SAME - 3)],
    ).with_columns(
        pl.Series(CONFORMS, [True, False, True, *[True] * (SAME - 3)]),
    )
    # A title is enough; without one, the row must be wrong and right rows must name nobody.
    assert values(run(table, SUBSIDIES), "nomAttribuant")[:2] == ["[personne]", "Karim Belkacem"]
    table = table.with_columns(
        pl.Series("nomAttribuant", ["M. Jean Durand", "Karim Belkacem", *[body] * (SAME - 2)]),
        pl.Series(CONFORMS, [False, False, *[True] * (SAME - 2)]),
    )
    out = run(table, SUBSIDIES)
    assert values(out, "nomAttribuant") == ["[personne]", "[personne]", *[body] * (SAME - 2)]
    assert decision(out, "nomAttribuant").operators == {"mask": 2}


def test_identity_numbers_are_masked_in_any_schema_column(run, frame):
    table = subsidies(
        frame, nature=["aide", "2 84 05 59 350 123 84", *["aide"] * (SAME - 2)]
    ).with_columns(pl.lit("FR7630006000011234567890189").alias("referenceDecision"))
    out = run(table, SUBSIDIES)
    assert values(out, "referenceDecision")[0] == "[IBAN]"
    assert "350" not in values(out, "nature")[1]


def test_sole_traders_are_masked_and_told_for_review(run, frame):
    table = subsidies(
        frame,
        nomBeneficiaire=["DURAND Jean", "Karim Belkacem", *["Association Le Fil"] * (SAME - 2)],
        idBeneficiaire=["73282932000074", "", *["73282932000074"] * (SAME - 2)],
    )
    out = run(table, SUBSIDIES)
    assert values(out, "nomBeneficiaire")[:3] == ["[personne]", "[personne]", "Association Le Fil"]
    assert values(out, "idBeneficiaire")[:3] == ["", "", "73282932000074"]
    assert decision(out, "nomBeneficiaire").operators == {"mask": 2, "review": 1}
    assert "1 cells name sole traders" in str(decision(out, "nomBeneficiaire").reason)
    assert decision(out, "nomBeneficiaire").rule == "scdl/subventions"


def test_rows_that_a_rule_takes_out_are_gone_and_counted(run, frame, officer):
    rules = officer(
        "rows:", "  - {table: table, column: statut, values: [secret, 7], basis: special}"
    )
    table = frame(statut=["ouvert", "secret", "7"], zone=["a", "b", "c"]).with_columns(
        pl.Series("__row", [2, 3, 4])
    )
    out = run(table, policy=rules)
    assert values(out, "zone") == ["a"]
    assert values(out, "__row") == [2]
    assert (out.report.rows, out.report.rows_suppressed, out.table.rows) == (3, 2, 1)
    assert out.report.cells_scanned == 6


@pytest.fixture
def table(frame, tmp_path):
    """A table on disk."""

    def made(**columns) -> TableFile:
        path = tmp_path / "table.parquet"
        rows = frame(**columns)
        rows.write_parquet(path)
        return TableFile(path, tuple(columns), rows.height, SourceFormat("csv"))

    return made


CODES = ("columns:", "  - {column: agent, action: pseudonymise, basis: identify}")


def test_pseudonyms_never_pass_a_publication(table, officer, tmp_path):
    people = table(agent=["Jean Durand", "jean durand", "Anne Petit"] * 5, zone=["z"] * 15)
    rules, out = officer(*CODES), tmp_path / "out.parquet"
    made = anonymise(people, context=TableContext("t"), policy=rules, out=out)
    assert made.report.verdict is Verdict.QUARANTINE
    assert not out.exists()
    waiver = waive(made.report, rules)
    again = anonymise(people, context=TableContext("t", waiver=waiver), policy=rules, out=out)
    assert again.report.verdict is Verdict.QUARANTINE
    key = Key.of("0123456789abcdef", "agents")
    inside = anonymise(people, context=TableContext("t"), policy=rules, out=out, internal=key)
    assert inside.report.verdict is Verdict.PASS
    codes = values(inside, "agent")
    assert codes[0] == codes[1] != codes[2]
    assert decision(inside, "agent").action == "pseudonymise"
    assert decision(inside, "agent").operators == {"pseudonymise": 15}


def waive(report, policy, **other) -> Waiver:
    found = {
        "input_hash": report.input_hash,
        "policy_hash": policy.hash,
        "engine": ENGINE,
        "by": "DPD",
        "reason": "examiné",
        "at": datetime(2026, 11, 22, tzinfo=UTC),
    }
    return Waiver(**{**found, **other})


SENSITIVE = {
    "nom": ["Durand"] * SAME,
    "pathologie": ["asthme"] * SAME,
    "nom_eleve": ["Petit"] * SAME,
    "quartier": ["Moulins"] * SAME,
    "religion": ["x"] * SAME,
    "diagnostic": ["asthme"] * SAME,
    "allergies": ["lait"] * SAME,
    "groupe_sanguin": ["O"] * SAME,
    "traitement_medical": ["aucun"] * SAME,
}


def test_an_officer_may_release_a_refused_table_its_columns_still_masked(table, policy, tmp_path):
    people, out = table(**SENSITIVE), tmp_path / "out.parquet"
    refused = anonymise(people, context=TableContext("t"), policy=policy, out=out)
    assert refused.report.verdict is Verdict.QUARANTINE
    assert len(refused.report.reasons) == 1
    assert {one.column for one in refused.report.columns} == set(SENSITIVE)
    context = TableContext("t", waiver=waive(refused.report, policy))
    released = anonymise(people, context=context, policy=policy, out=out)
    assert released.report.verdict is Verdict.PASS
    assert released.report.released_by == "DPD"
    assert released.report.reasons == refused.report.reasons
    assert "pathologie" not in released.table.columns
    assert set(values(released, "nom_eleve")) == {"[personne]"}
    assert set(values(released, "quartier")) == {"Moulins"}


@pytest.mark.parametrize("changed", ["input_hash", "policy_hash", "engine"])
def test_a_waiver_for_anything_else_releases_nothing(table, policy, tmp_path, changed):
    people, out = table(**SENSITIVE), tmp_path / "out.parquet"
    refused = anonymise(people, context=TableContext("t"), policy=policy, out=out)
    waiver = waive(refused.report, policy, **{changed: "f" * 64})
    context = TableContext("t", waiver=waiver)
    again = anonymise(people, context=context, policy=policy, out=out)
    assert again.report.verdict is Verdict.QUARANTINE
    assert again.report.released_by is None
    assert not out.exists()


def test_a_waiver_is_not_mentioned_where_it_was_not_needed(table, policy, tmp_path):
    clean, out = table(zone=["a"] * SAME), tmp_path / "out.parquet"
    first = anonymise(clean, context=TableContext("t"), policy=policy, out=out)
    context = TableContext("t", waiver=waive(first.report, policy))
    again = anonymise(clean, context=context, policy=policy, out=out)
    assert (again.report.verdict, again.report.released_by) == (Verdict.PASS, None)


class Breaks(MailboxRecognizer):
    """A recogniser that fails."""

    def find(self, text):
        raise RuntimeError


@pytest.mark.parametrize("trouble", ["exception", "rows", "time"])
def test_no_waiver_lifts_a_fault(table, policy, tmp_path, monkeypatch, trouble):
    from dataclasses import replace

    people, out = table(objet=["écrire à a@b.fr"] * SAME), tmp_path / "out.parquet"
    found = hashlib.sha256(people.path.read_bytes()).hexdigest()
    if trouble == "exception":
        monkeypatch.setattr(
            "anonymisation.detection.screening.recognisers", lambda *_names, **_more: (Breaks(),)
        )
    if trouble == "rows":
        people = replace(people, rows=SAME + 1)
    if trouble == "time":
        policy = replace(policy, limits=Limits(seconds=1e-9, rows_per_second=10**9))
    waiver = waive(type("Seen", (), {"input_hash": found}), policy)
    context = TableContext("t", waiver=waiver)
    made = anonymise(people, context=context, policy=policy, out=out)
    assert made.report.verdict is Verdict.QUARANTINE
    assert made.report.input_hash == found
    assert made.report.released_by is None
    assert not list(tmp_path.glob("*out.parquet*"))
    if trouble == "time":
        assert "took longer" in str(made.report.reasons[0])


def test_the_time_of_a_table_grows_with_its_rows():
    assert Limits().budget(0) == 600
    assert Limits().budget(1_000_000) == 1_100


def test_the_report_says_who_decided_and_with_what(run, frame):
    out = run(
        frame(
            nom=["Durand"] * SAME,
            naissance=["1984-03-12"] * SAME,
            colonne_9=["n° 1"] * SAME,
            objet=["voir Mme Delmas"] * SAME,
        )
    )
    told = {one.column: (one.source, one.rule, dict(one.operators)) for one in out.report.columns}
    assert told == {
        "nom": ("content", "name", {"mask": SAME}),
        "naissance": ("meaning", "birth-date", {"year": SAME}),
        "colonne_9": ("none", "", {}),
        "objet": ("meaning", "text", {"mask": SAME}),
    }
    assert all(one.legal_basis for one in out.report.columns)
