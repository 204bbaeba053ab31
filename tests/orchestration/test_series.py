"""Releases of a table compared with the earlier ones, from the file to the published document."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from federation.store.schema import publication
from orchestration.places import expectations_folder
from quality.series.suite import suite_path

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
ANNUAL = "http://publications.europa.eu/resource/authority/frequency/ANNUAL"


def trees(rows):
    kinds = ("Érable", "Tilleul", "Platane")
    lines = [f"{number};{kinds[number % 3]};{8 + number % 7}" for number in range(rows)]
    return "\n".join(["id;essence;hauteur", *lines, ""]).encode()


@pytest.mark.slow
def test_a_table_that_shrinks_is_told_and_still_published(federate, folder):
    federation = federate(FOLDER, series_checks=True)
    with federation.open() as workspace:
        for rows in (90, 93, 95):
            (folder / "arbres.csv").write_bytes(trees(rows))
            (tally,) = federation.run_in(workspace)
            assert tally.published == 1
            table = federation.tables()["arbres.csv"]
            assert table.series["success"] is True, table.series
    assert table.series["releases"] == 2

    (folder / "arbres.csv").write_bytes(trees(9))
    (tally,) = federation.run()
    assert tally.published == 1
    table = federation.tables()["arbres.csv"]
    assert table.snapshot.rows == 9
    assert table.series["success"] is False
    wrong = {each["expectation"] for each in table.series["results"] if each["success"] is False}
    assert "expect_table_row_count_to_be_between" in wrong

    home = expectations_folder(federation.home)
    suite = json.loads(suite_path(home, table.id).read_text("utf-8"))
    assert suite["meta"]["title"] == "arbres.csv"
    assert list((home / "docs" / "validations" / table.id).glob("*.html"))
    assert len(list((home / "results" / table.id).glob("*.json"))) == 4


@pytest.mark.slow
def test_a_yearly_table_whose_data_are_three_years_old_is_stale(federate, portals, site):
    server, ckan = portals("server"), portals("ckan")
    year = datetime.now(UTC).year - 3
    days = "".join(f"{number},{year}-01-{number:02}\n" for number in range(1, 29))
    site.paths["/0.csv"] = f"id,jour\n{days}".encode()
    # The portal touches its date each night, as many do.
    dataset = ckan.dataset(
        0,
        metadata_modified=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        extras=[{"key": "frequency", "value": ANNUAL}],
    )
    dataset["resources"][0]["url"] = f"{site.url}/0.csv"
    with server.Portal(ckan.Ckan(server, [dataset])) as portal:
        source = {"id": "ckan", "connector": "ckan", "url": portal.url}
        source["politeness"] = {"requests_per_second": 1000}
        federation = federate(source, series_checks=True)
        (tally,) = federation.run()
    assert tally.published == 1
    (table,) = federation.tables().values()
    (stale,) = [each for each in table.series["results"] if each["success"] is False]
    assert stale["expectation"] == "expect_table_to_be_fresh"
    assert stale["details"] == [f"{year}-01-28", "jour"]
    assert (stale["high"], table.series["success"]) == (730, False)


def test_a_history_that_cannot_be_read_stops_no_publication(federate, folder):
    plain = federate(FOLDER)
    (folder / "arbres.csv").write_bytes(trees(90))
    plain.run()
    with plain.open() as workspace, workspace.database.engine.begin() as connection:
        connection.execute(update(publication).values(metrics=b"{"))
    (folder / "arbres.csv").write_bytes(trees(91))
    (tally,) = federate(FOLDER, series_checks=True).run()
    assert (tally.published, tally.failed) == (1, 0)
    table = plain.tables()["arbres.csv"]
    assert table.snapshot.rows == 91
    assert table.series["success"] is None
    assert "unforeseen error" in table.series["reason"]["msgid"]
