"""No personal data on the way: store errors, file names, sheets, reasons, failed runs."""

import io
import json
import sqlite3
from contextlib import closing

import openpyxl
import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from federation.errors import FailureCode
from federation.model import Dataset, Distribution, State
from federation.store.documents import ResourceResult
from orchestration.pipeline.links import without_clear_copies

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
BENCHES = "id;etat\n" + "".join(f"{number};bon\n" for number in range(10))


def workbook(sheet):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in [["id", "etat"], *([number, "bon"] for number in range(10))]:
        book.active.append(row)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def published(home):
    """Everything readers may be shown, as text."""
    with closing(sqlite3.connect(home / "partage.db")) as connection:
        connection.text_factory = bytes
        rows = [
            connection.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("published_dataset", "published_table")
        ]
    return str(rows)


def test_names_of_files_folders_and_sheets_are_not_published(federate, folder):
    (folder / "Dossier_de_Mme_Sandrine_Lefebvre_0612345678.csv").write_text(BENCHES)
    (folder / "Mme Hortense Lefebvre").mkdir()
    (folder / "Mme Hortense Lefebvre" / "bancs.csv").write_text(BENCHES)
    (folder / "classeur.xlsx").write_bytes(workbook("Mme Louise Lefebvre"))
    (folder / "Mme Agathe Lefebvre.csv").symlink_to("/etc/hostname")
    federation = federate(FOLDER)
    (tally,) = federation.run()
    assert tally.published == 3
    assert tally.rejected == 1
    shown = published(federation.home)
    assert "Sandrine" not in shown
    assert "Lefebvre" not in shown
    assert "0612345678" not in shown


def test_an_error_of_the_store_does_not_quote_what_was_stored(federate, folder):
    assert folder.is_dir()
    with federate(FOLDER).open() as workspace, workspace.database.writing() as connection:
        with pytest.raises(SQLAlchemyError) as caught:
            connection.execute(text("INSERT INTO nowhere VALUES (:cell)"), {"cell": "Lefebvre"})
        assert "Lefebvre" not in str(caught.value)


def test_a_source_held_by_another_run_is_told_as_such(federate, folder):
    (folder / "bancs.csv").write_text(BENCHES)
    federation = federate(FOLDER)
    with federation.held_elsewhere("fichiers"):
        done = federation.here("run", "--json", check=False)
    assert done.returncode == 1
    (source,) = json.loads(done.stdout)["sources"]
    assert "another run" in source["error"]["msgid"]
    assert "Traceback" not in done.stderr
    assert federation.here("run", "--json").returncode == 0


def test_an_unforeseen_failure_is_told_without_its_text(federate, folder):
    (folder / "bancs.csv").write_text(BENCHES)
    federation = federate(FOLDER)
    federation.home.mkdir()
    (federation.home / "partage.db").write_bytes(b"Lefebvre is no database" * 100)
    done = federation.command("run", "--json", check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "DatabaseError" in done.stderr
    assert "Lefebvre" not in done.stdout + done.stderr


def test_a_table_that_defeated_the_examination_shows_no_address_of_its_original():
    offers = tuple(
        Distribution(name, access_url=f"https://data.lille.example/{name}", format=format_)
        for name, format_ in (("aides.csv", "CSV"), ("aides.json", "JSON"), ("guide.pdf", "PDF"))
    )
    # As the anonymisation leaves it after an unforeseen error: held back, without any report.
    state, reason = State.QUARANTINED, FailureCode.INTERNAL
    left = (state, state, reason, None, None, None, None, None, None, None)
    part = ResourceResult("r", "aides.csv", 0, *left)
    dataset = Dataset("1", "urn:1", {"fr": "Aides"}, distributions=offers)
    _, shown = without_clear_copies(dataset, [(part, offers[0])])
    found = {one.remote_id: one.access_url for one in shown.distributions}
    assert found == {"aides.csv": "", "aides.json": "", "guide.pdf": offers[2].access_url}
