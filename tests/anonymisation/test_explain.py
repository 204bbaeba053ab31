"""`--explain`: every decision in words, as a table and as JSON; never any cell content."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from anonymisation.policy.policy import Policy
from anonymisation.reporting.explain import explain, to_json
from anonymisation.reporting.report import to_text
from anonymisation.reporting.words import OPERATORS, SOURCES
from federation.findings import ACTIONS, ENTITIES
from federation.model import ColumnDecision
from orchestration.cli.app import app

CELLS = ["Vanhoutte", "Zénobie", "zenobie.vanhoutte", "12 rue des Lilas"]
FILE = (
    "nom;prenom;naissance;objet;montant\n"
    + "Vanhoutte;Zénobie;1984-03-12;Écrire à zenobie.vanhoutte@orange.fr, 12 rue des Lilas;10\n" * 8
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "demandes.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def command(monkeypatch):
    """Run `partage anonymise` in a language."""

    def run(*words: str, language: str = "en", **environment: str):
        monkeypatch.setenv("PARTAGE_LANG", language)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(app, ["anonymise", *words])

    return run


def test_every_word_of_a_report_has_its_words(policy):
    assert policy.entities.keys() <= ENTITIES.keys()
    assert {"own", "schema", "meaning", "content", "risk", "none"} == SOURCES.keys()
    assert {"keep", "mask", "redact", "generalise", "withhold"} <= ACTIONS.keys()
    assert {"mask", "year", "grid", "pseudonymise", "review"} <= OPERATORS.keys()


def test_an_explanation_says_what_why_by_which_rule_and_on_what_ground(run, frame, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(
        "version: '1'\ncolumns:\n  - {column: agent, action: mask, entity: PERSON, "
        "basis: identify, by: Mme la DPD, reason: demande du service}\n",
        encoding="utf-8",
    )
    own = Policy.load(path)
    out = run(frame(agent=["Jean Durand"] * 8, zone=["z"] * 8), policy=own)
    told = to_json(explain(out.report, own.own), "en")
    agent, zone = told["columns"]
    assert agent["action"] == "mask"
    assert agent["source"] == "own"
    assert agent["rule"] == "*:agent"
    assert agent["legalBasis"] == "CRPA L312-1-2; RGPD art. 4(1)"
    assert agent["officer"] == {"by": "Mme la DPD", "reason": "demande du service"}
    assert agent["entities"] == [{"name": "PERSON", "label": "names of persons", "cells": 8}]
    assert agent["operators"] == [{"name": "mask", "label": "replaced by a word", "cells": 8}]
    assert zone["action"] == "keep"
    assert zone["officer"] is None
    assert told["policy"]["sha256"] == own.hash
    assert told["sentence"] == "Published: 8 cells changed out of 16."


def test_a_released_table_says_by_whom_and_keeps_its_reasons(run, frame):
    from dataclasses import replace

    report = run(frame(zone=["z"])).report
    text = to_text(replace(report, released_by="Mme la DPD", rows_suppressed=3), "en")
    assert "Released by Mme la DPD" in text
    assert "3 rows out of 1 were taken out." in text


def test_an_old_report_can_still_be_explained(run, frame):
    from dataclasses import replace

    report = run(frame(zone=["z"])).report
    old = ColumnDecision("zone", "mask", report.columns[0].reason)
    (column,) = explain(replace(report, columns=(old,))).columns
    assert str(column.decider) == "what was found in the cells"
    assert (column.rule, column.legal_basis, column.operators) == ("", "", ())


def test_the_command_shows_a_table_in_the_reader_s_language(command, file):
    english = command(str(file), "--explain")
    assert english.exit_code == 0
    for word in ("naissance", "made less precise", "birth-date", "CRPA L312-1-2", "cut to"):
        assert word in " ".join(english.output.split()), english.output
    french = command(str(file), "--explain", language="fr")
    assert "rendue moins précise" in " ".join(french.output.split())
    assert not [cell for cell in CELLS if cell in english.output + french.output]


def test_the_command_tells_the_same_as_json(command, file, tmp_path):
    out = tmp_path / "out.csv"
    made = command(str(file), str(out), "--explain", "--format", "json")
    told = json.loads(made.stdout)
    assert told["verdict"] == "pass"
    assert [one["column"] for one in told["columns"]] == FILE.splitlines()[0].split(";")
    assert all(one["reason"] and one["decision"] for one in told["columns"])
    assert not [cell for cell in CELLS if cell in made.output + out.read_text("utf-8")]


def test_without_a_place_to_write_nothing_is_written_and_it_is_said(command, file, tmp_path):
    assert command(str(file)).exit_code == 2
    assert command(str(file), str(file)).exit_code == 2
    assert command(str(file), "--explain").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["demandes.csv"]


def test_a_policy_file_may_be_tried_on_one_file(command, file, tmp_path):
    rules, out = tmp_path / "politique.yaml", tmp_path / "out.csv"
    rules.write_text("version: '1'\ncolumns:\n  - {column: objet, action: drop, basis: identify}\n")
    assert command(str(file), str(out), "--policy", str(rules)).exit_code == 0
    assert out.read_text("utf-8").startswith("nom;prenom;naissance;montant")
    rules.write_text("version: [")
    assert command(str(file), str(out), "--policy", str(rules)).exit_code == 2


def test_pseudonyms_need_internal_use_and_a_secret(command, file, tmp_path):
    rules, out = tmp_path / "politique.yaml", tmp_path / "out.csv"
    rules.write_text(
        "version: '1'\ncolumns:\n  - {column: nom, action: pseudonymise, basis: identify}\n"
    )
    words = (str(file), str(out), "--policy", str(rules))
    assert command(*words).exit_code == 3
    assert not out.exists()
    refused = command(*words, "--internal")
    assert refused.exit_code == 2
    assert "PARTAGE_PSEUDONYM_KEY" in refused.output
    assert command(*words, "--internal", PARTAGE_PSEUDONYM_KEY="short").exit_code == 2
    secret = {"PARTAGE_PSEUDONYM_KEY": "0123456789abcdef"}
    made = command(*words, "--internal", **secret)
    assert made.exit_code == 0, made.output
    first = out.read_text("utf-8")
    assert "Vanhoutte" not in first
    command(*words, "--internal", "--dataset", "autre", **secret)
    assert out.read_text("utf-8") != first
