"""Columns that wait for a data officer: listed, decided, and what a decision makes due."""

import json

import pytest
import yaml
from sqlalchemy import select

from anonymisation.policy.policy import Policy
from federation.store.audit import AuditLog
from federation.store.schema import resource, transition

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
OFFICER = ("--by", "Mme Delegue", "--reason", "Vu avec le service instructeur")
PEOPLE = (
    *("Martine Roussel", "Bernard Lemoine", "Sandrine Lefebvre", "Jacques Moreau"),
    *("Nathalie Girard", "Philippe Fontaine", "Isabelle Chevalier", "Laurent Perrin"),
    *("Christine Robin", "Olivier Masson"),
)
CLUBS = "association;zone;xq\n" + "".join(
    f"Club {number};{number};demande de {name}\n" for number, name in enumerate(PEOPLE)
)
POLICY = """\
# La politique de la commune
version: "2026-11"  # la nôtre
columns:
  - table: autre.csv   # une autre
    column: xq
    action: drop
    basis: identify

# Les seuils
thresholds:
  min_rows: 8

# Des personnes là où aucune règle ne les attend : à revoir
entities:
  PERSON: {action: review, basis: identify}
"""
#: Without a policy: a text that must wait whatever is found in it.
SCHOOL = "nom_enfant;zone;xq\n" + "".join(
    f"{name};1;allergie, trousse {number}\n" for number, name in enumerate(PEOPLE)
)


@pytest.fixture
def reviewed(federate, folder, tmp_path):
    """Two published tables, each with a withheld column, and a policy file of the federation."""
    (folder / "clubs.csv").write_text(CLUBS)
    (folder / "sections.csv").write_text(CLUBS.replace("Club", "Section"))
    (tmp_path / "politique.yaml").write_text(POLICY, encoding="utf-8")
    federation = federate(FOLDER, policy="politique.yaml")
    (tally,) = federation.run()
    assert tally.published == 2
    return federation


def waiting(federation, *more):
    shown = json.loads(federation.ask("review", "list", "--json", *more, language="en"))
    return {one["table"]: one for one in shown["tables"]}


def decide(federation, *arguments, code=0):
    return federation.ask("review", "decide", *arguments, *OFFICER, code=code, language="en")


def columns(federation, name):
    table = federation.tables()[name]
    return [column.name for column in table.snapshot.columns]


def taken_up(federation):
    with federation.open() as workspace, workspace.database.engine.connect() as connection:
        query = (
            select(resource.c.file_name)
            .join(transition, transition.c.resource_id == resource.c.id)
            .where(transition.c.state == "examined")
        )
        names = list(connection.execute(query).scalars())
    return {name: names.count(name) for name in names}


def test_withheld_columns_are_listed_without_any_cell(reviewed):
    found = waiting(reviewed)
    assert set(found) == {"clubs.csv", "sections.csv"}
    (column,) = found["clubs.csv"]["columns"]
    assert column["column"] == "xq"
    assert column["entities"]["PERSON"] == len(PEOPLE)
    assert column["reason"]
    shown = reviewed.ask("review", "list", language="en")
    assert "xq" in shown
    for name in PEOPLE:
        assert name not in shown
        assert name not in json.dumps(found)


def test_a_decision_brings_the_column_back_in_that_table_only(reviewed, tmp_path):
    found = waiting(reviewed)["clubs.csv"]
    decide(reviewed, found["id"][:8], "xq", "--action", "mask")
    assert columns(reviewed, "clubs.csv") == ["association", "zone", "xq"]
    assert columns(reviewed, "sections.csv") == ["association", "zone"]
    assert taken_up(reviewed) == {"clubs.csv": 2, "sections.csv": 1}
    assert set(waiting(reviewed)) == {"sections.csv"}
    # Nothing is left to do.
    (tally,) = reviewed.run()
    assert (tally.changed, tally.published) == (0, 0)
    text = (tmp_path / "politique.yaml").read_text(encoding="utf-8")
    for comment in ("# La politique de la commune", "# la nôtre", "# une autre", "# clubs.csv"):
        assert comment in text
    assert text.index("thresholds") > text.index("# Les seuils") > text.index(found["id"])
    rules = Policy.load(tmp_path / "politique.yaml").own
    # Before the rule of another table on a column of that name: the first that matches wins.
    assert [(rule.table, rule.action, rule.by) for rule in rules] == [
        (found["id"], "mask", "Mme Delegue"),
        ("autre.csv", "drop", None),
    ]


def test_a_decision_is_in_the_audit_log(reviewed):
    found = waiting(reviewed)["clubs.csv"]
    decide(reviewed, found["id"], "xq", "--action", "mask")
    with reviewed.open() as workspace:
        (one,) = AuditLog(workspace.database).entries()
    assert (one.entry.action, one.entry.subject) == ("review-decide", found["id"])
    assert one.entry.details == {"column": "xq", "action": "mask", "basis": "identify"}
    assert (one.entry.by, one.entry.reason) == (OFFICER[1], OFFICER[3])


def test_a_second_decision_replaces_the_first(reviewed, tmp_path):
    found = waiting(reviewed)["clubs.csv"]
    decide(reviewed, found["id"], "xq", "--action", "keep", "--basis", "accord écrit")
    assert PEOPLE[0] in str(reviewed.rows(reviewed.tables()["clubs.csv"]))
    decide(reviewed, found["id"], "xq", "--action", "drop")
    assert columns(reviewed, "clubs.csv") == ["association", "zone"]
    rules = Policy.load(tmp_path / "politique.yaml").own
    assert [rule.action for rule in rules if rule.table == found["id"]] == ["drop"]
    assert "clubs.csv" not in waiting(reviewed)
    assert "clubs.csv" in waiting(reviewed, "--all")


def test_a_decision_wins_over_a_rule_for_all_tables(reviewed, tmp_path):
    general = POLICY.replace("autre.csv", '"*"')
    (tmp_path / "politique.yaml").write_text(general, encoding="utf-8")
    reviewed.run()
    found = waiting(reviewed, "--all")["clubs.csv"]
    decide(reviewed, found["id"], "xq", "--action", "mask")
    assert columns(reviewed, "clubs.csv") == ["association", "zone", "xq"]
    assert columns(reviewed, "sections.csv") == ["association", "zone"]


def test_a_rule_written_by_hand_makes_its_tables_due_and_no_other(reviewed, tmp_path):
    path = tmp_path / "politique.yaml"
    path.write_text(POLICY.replace("autre.csv", "sections.csv").replace("drop", "mask"))
    (tally,) = reviewed.run()
    assert tally.published == 1
    assert columns(reviewed, "sections.csv") == ["association", "zone", "xq"]
    assert taken_up(reviewed) == {"clubs.csv": 1, "sections.csv": 2}
    path.write_text(POLICY)
    reviewed.run()
    assert columns(reviewed, "sections.csv") == ["association", "zone"]
    assert taken_up(reviewed) == {"clubs.csv": 1, "sections.csv": 3}


def test_a_comment_changes_nothing_and_a_threshold_everything(reviewed, tmp_path):
    path = tmp_path / "politique.yaml"
    path.write_text(POLICY + "# rien de plus\n")
    reviewed.run()
    assert taken_up(reviewed) == {"clubs.csv": 1, "sections.csv": 1}
    path.write_text(POLICY.replace("min_rows: 8", "min_rows: 7"))
    reviewed.run()
    assert taken_up(reviewed) == {"clubs.csv": 2, "sections.csv": 2}


def test_what_cannot_be_decided_is_told_and_changes_nothing(reviewed, tmp_path):
    found = waiting(reviewed)["clubs.csv"]["id"]
    said = {
        (found, "nulle", "--action", "mask"): "Its columns are: association, zone, xq",
        (found, "xq", "--action", "publish"): "Write one of: keep,",
        (found, "xq", "--action", "keep"): "--basis",
        ("ffff", "xq", "--action", "mask"): "ffff",
    }
    for arguments, words in said.items():
        assert words in decide(reviewed, *arguments, code=1)
    assert (tmp_path / "politique.yaml").read_text(encoding="utf-8") == POLICY
    with reviewed.open() as workspace:
        assert AuditLog(workspace.database).entries() == []


def test_a_file_that_cannot_be_written_leaves_no_decision(reviewed, tmp_path):
    found = waiting(reviewed)["clubs.csv"]["id"]
    # Where the new file would be prepared, a folder stands in the way: refused even to root.
    import os

    (tmp_path / f".partial-{os.getpid()}-politique.yaml").mkdir()
    told = decide(reviewed, found, "xq", "--action", "mask", code=1)
    assert "cannot be written" in told
    with reviewed.open() as workspace:
        assert AuditLog(workspace.database).entries() == []
    assert (tmp_path / "politique.yaml").read_text(encoding="utf-8") == POLICY


def test_without_a_policy_file_one_is_made_and_named(federate, folder):
    (folder / "clubs.csv").write_text(SCHOOL)
    federation = federate(FOLDER)
    federation.run()
    before = yaml.safe_load(federation.file.read_text())
    decide(federation, waiting(federation)["clubs.csv"]["id"], "xq", "--action", "mask")
    assert columns(federation, "clubs.csv") == ["nom_enfant", "zone", "xq"]
    after = yaml.safe_load(federation.file.read_text())
    assert after == {**before, "policy": "policy.yaml"}
    assert Policy.load(federation.file.with_name("policy.yaml")).own
