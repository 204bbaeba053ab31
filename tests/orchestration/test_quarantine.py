"""What the gate holds back, and what data officers decide: by the real command and pipeline."""

import html
import json

import pytest
import yaml
from fastapi.testclient import TestClient
from sqlalchemy import select

from catalog_api.app import create_app
from federation.store import CatalogReader
from federation.store.audit import AuditLog
from federation.store.schema import resource, transition

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
OFFICER = ("--by", "Mme Delegue", "--reason", "Base légale vérifiée avec le service")
NAMES = ("Lefebvre", "Moreau", "Girard", "Roussel", "Lemoine", "Fontaine", "Chevalier", "Perrin")
#: A table of persons of which too little would remain: refused whatever its cells.
AID = "nom;pathologie;handicap_type\n" + "".join(f"{name};asthme;moteur\n" for name in NAMES)
BENCHES = "id;etat\n" + "".join(f"{number};bon\n" for number in range(10))


def decided(federation, *arguments, code=0):
    return federation.ask("quarantine", *arguments, *OFFICER, code=code, language="en")


def held(federation, *more):
    shown = federation.ask("quarantine", "list", "--format", "json", *more, language="en")
    return json.loads(shown)["tables"]


def examined(federation):
    """How often a run took each file up again, by name."""
    with federation.open() as workspace, workspace.database.engine.connect() as connection:
        query = (
            select(resource.c.file_name, transition.c.id)
            .join(transition, transition.c.resource_id == resource.c.id)
            .where(transition.c.state == "examined")
        )
        names = [row.file_name for row in connection.execute(query)]
    return {name: names.count(name) for name in names}


def served(federation, table):
    """The page of a table's dataset and its anonymisation report, as readers get them."""
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        application = create_app(reader, workspace.lake, federation.home / "index")
        stored, _ = reader.table(table.id)
        name = next(each for each in reader.names() if reader.dataset(each).id == stored)
        with TestClient(application) as client:
            page = client.get(f"/datasets/{name}", headers={"accept-language": "en"})
            report = client.get(f"/api/v1/tables/{table.id}/anonymisation?lang=en")
    assert (page.status_code, report.status_code) == (200, 200)
    return page.text, report.json()


@pytest.fixture
def aided(federate, folder):
    """A federation that published one table and holds another one back."""
    (folder / "aides_sociales.csv").write_text(AID)
    (folder / "bancs.csv").write_text(BENCHES)
    federation = federate(FOLDER)
    (tally,) = federation.run()
    assert (tally.published, tally.quarantined) == (1, 1)
    return federation


def test_the_list_tells_where_from_why_and_what_was_found(aided):
    (one,) = held(aided)
    assert (one["source"], one["city"]) == ("fichiers", "lille")
    assert (one["standing"], one["state"]) == ("waiting", "quarantined")
    assert one["reasons"]
    assert all(one["hashes"].values())
    assert one["since"].startswith("20")
    shown = aided.ask("quarantine", "list", language="en")
    assert one["id"] in shown
    assert one["reasons"][0] in shown


def test_the_whole_report_is_shown_without_any_cell(aided):
    (one,) = held(aided)
    shown = aided.ask("quarantine", "show", one["id"][:8], language="en")
    told = json.loads(aided.ask("quarantine", "show", one["id"], "--json", language="en"))
    assert "pathologie" in shown
    assert {"nom", "pathologie", "handicap_type"} == {
        each["column"] for each in told["report"]["columns"]
    }
    for text in (shown, json.dumps(told)):
        assert not any(name in text for name in NAMES)


def test_an_unknown_identifier_is_told(aided):
    assert "ffff" in decided(aided, "release", "ffff", code=1)


def test_a_release_publishes_at_once_and_is_told_to_readers(aided):
    (one,) = held(aided)
    decided(aided, "release", one["id"])
    table = aided.tables()["aides_sociales.csv"]
    assert table.snapshot is not None
    assert table.anonymisation.released_by == "Mme Delegue"
    page, report = served(aided, table)
    assert report["releasedBy"] == "Mme Delegue"
    assert report["verdict"] == "pass"
    assert report["reasons"]
    assert "Mme Delegue" in page
    assert report["reasons"][0] in html.unescape(page)
    assert held(aided) == []
    (released,) = held(aided, "--all")
    assert released["standing"] == "released"
    assert released["decision"]["by"] == "Mme Delegue"
    # Another run finds everything as it should be.
    before = examined(aided)
    (tally,) = aided.run()
    assert (tally.changed, tally.published, tally.quarantined) == (0, 0, 0)
    assert examined(aided) == before
    assert before["bancs.csv"] == 1


def test_a_release_lapses_with_the_content_it_was_about(aided, folder):
    (one,) = held(aided)
    decided(aided, "release", one["id"])
    (folder / "aides_sociales.csv").write_text(AID + "Blanchard;asthme;moteur\n")
    (tally,) = aided.run()
    assert tally.quarantined == 1
    (lapsed,) = held(aided)
    assert lapsed["standing"] == "lapsed"
    assert aided.tables()["aides_sociales.csv"].snapshot is None


def test_what_was_released_is_taken_back(aided):
    (one,) = held(aided)
    decided(aided, "release", one["id"])
    decided(aided, "revoke", one["id"])
    assert aided.tables()["aides_sociales.csv"].snapshot is None
    (again,) = held(aided)
    assert (again["standing"], again["decision"]) == ("waiting", None)
    assert "nothing to take back" in decided(aided, "revoke", one["id"], code=1)


def test_a_refusal_is_noted_and_changes_nothing_else(aided):
    (one,) = held(aided)
    before = examined(aided)
    decided(aided, "refuse", one["id"])
    aided.run()
    (refused,) = held(aided)
    assert refused["standing"] == "refused"
    assert examined(aided) == before


def test_each_decision_is_in_the_audit_log(aided):
    (one,) = held(aided)
    for word in ("refuse", "release", "revoke"):
        decided(aided, word, one["id"])
    told = json.loads(aided.ask("audit", "list", "--json", language="en"))["entries"]
    words = [each["action"] for each in reversed(told)]
    assert words == ["quarantine-refuse", "quarantine-release", "quarantine-revoke"]
    assert {each["subject"] for each in told} == {one["id"]}
    assert told[1]["details"] == one["hashes"]
    sound = json.loads(aided.ask("audit", "verify", "--json", language="en"))
    assert sound["sound"]
    assert sound["entries"] == 3
    aided.ask("audit", "verify", "--head", sound["head"])
    assert "not in the log" in aided.ask(
        "audit", "verify", "--head", "f" * 64, code=1, language="en"
    )


def test_name_and_reason_are_required_and_hold_nobody_else(aided):
    (one,) = held(aided)
    for by, reason in (("", "vu"), ("Mme D", " "), ("x" * 201, "vu")):
        aided.ask("quarantine", "release", one["id"], "--by", by, "--reason", reason, code=1)
    said = "Mme Sandrine Lefebvre est d'accord, 06 12 34 56 78"
    told = aided.ask(
        "quarantine", "release", one["id"], "--by", "D", "--reason", said, code=1, language="en"
    )
    assert "personal data" in told
    with aided.open() as workspace:
        assert AuditLog(workspace.database).entries() == []
    assert aided.ask("quarantine", "release", one["id"], code=2)


def test_a_table_that_was_not_examined_whole_cannot_be_released(federate, folder):
    (folder / "journal.csv").write_text("id;texte\n1;" + "mot " * 60_000 + "\n2;court\n")
    federation = federate({**FOLDER, "politeness": {"max_line_bytes": 2_000_000}})
    (tally,) = federation.run()
    assert tally.quarantined == 1
    (one,) = held(federation)
    told = decided(federation, "release", one["id"], code=1)
    assert "not examined whole" in told
    with federation.open() as workspace:
        assert AuditLog(workspace.database).entries() == []


def test_without_raw_bytes_the_next_run_publishes(aided):
    (one,) = held(aided)
    with aided.open() as workspace:
        for name, _ in list(workspace.lake.objects("raw")):
            workspace.lake.delete("raw", name)
    assert "partage run" in decided(aided, "release", one["id"])
    assert aided.tables()["aides_sociales.csv"].snapshot is None
    (waiting,) = held(aided)
    assert waiting["standing"] == "released"
    before = examined(aided)
    (tally,) = aided.run()
    assert tally.published == 1
    assert aided.tables()["aides_sociales.csv"].anonymisation.released_by
    assert examined(aided)["bancs.csv"] == before["bancs.csv"]


def test_a_release_waits_where_a_run_has_the_source(aided):
    (one,) = held(aided)
    with aided.held_elsewhere("fichiers"):
        done = aided.here("quarantine", "release", one["id"], *OFFICER)
    assert "partage run" in done.stdout
    (tally,) = aided.run()
    assert tally.published == 1


def test_on_an_old_verdict_nothing_is_released(aided, tmp_path):
    (one,) = held(aided)
    (tmp_path / "politique.yaml").write_text('version: "2"\nthresholds: {min_rows: 7}\n')
    document = yaml.safe_load(aided.file.read_text())
    aided.file.write_text(yaml.safe_dump({**document, "policy": "politique.yaml"}))
    assert "another policy" in decided(aided, "release", one["id"], code=1)
