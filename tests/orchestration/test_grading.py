"""Grades through the whole pipeline: given at publication, given again when the world changes."""

import json
from datetime import timedelta

import pytest
from rdflib import Graph, Namespace
from sqlalchemy import update

from catalog_api.render.turtle import HEAD
from federation import clock, codec
from federation.store import CatalogReader
from federation.store.readings import Readings
from federation.store.schema import dataset as dataset_row
from federation.store.schema import score
from federation.store.score_history import ScoreHistory
from federation.store.scores import unpacked
from orchestration.pipeline.link_health import check_links

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
HASTE = {"requests_per_second": 1000, "retries": 0, "timeout_seconds": 2}
PRENOMS = (
    "COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE\n"
    "Lille,59350,F,Louise,41,2025\nLille,59350,M,Gabriel,38,2025\n"
)


def documents(federation):
    """The published JSON of every dataset, copies too, by name."""
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        names = reader.names(copies=True)
        return {name: json.loads(reader.dataset(name).json) for name in names}


def history(federation, dataset_id):
    with federation.open() as workspace:
        return ScoreHistory(workspace.database).of(dataset_id)


def component(grades, name):
    return next(one for each in grades.three for one in each.components if one.name == name)


def test_a_table_is_graded_when_it_is_published(federate, folder):
    (folder / "prenoms.csv").write_text(PRENOMS)
    federation = federate(FOLDER)
    federation.run()
    (document,) = documents(federation).values()
    (only,) = history(federation, document["id"])
    assert document["quality"]["grades"]["reliability"]["score"] == only.grades.reliability.score
    assert component(only.grades, "conformity").value == 1.0
    assert component(only.grades, "addresses").value == 1.0, "handed over to the federation"
    assert component(only.grades, "joinability").value == 0.5, "the INSEE code"
    assert only.grades.mqa.dimensions["accessibility"] == 100


#: A table of persons of which too little would remain: the gate refuses it whatever its cells.
AID = "nom;pathologie;handicap_type\n" + "".join(
    f"{name};asthme;moteur\n" for name in ("Lefebvre", "Moreau", "Girard", "Roussel", "Lemoine")
)


def test_what_the_gate_holds_back_gets_no_grade_of_its_content(federate, folder):
    (folder / "bancs.csv").write_text("id;etat\n1;bon\n2;bon\n")
    federation = federate(FOLDER)
    federation.run()
    (document,) = documents(federation).values()
    assert document["quality"]["grades"]["reliability"]["score"] == 100
    (folder / "bancs.csv").write_text(AID)
    (tally,) = federation.run()
    assert tally.quarantined == 1
    (document,) = documents(federation).values()
    quality = document["quality"]
    assert [one["score"] for one in quality["grades"].values()] == [0, 0, 0]
    assert quality["stars"] == 0
    (action,) = quality["actions"]
    assert (action["component"], action["points"]) == ("availability", 100.0)
    with federation.open() as workspace:
        stored = CatalogReader(workspace.database).dataset(document["id"])
    assert measured(stored.turtle) == {"reliability": 0, "value": 0, "services": 0, "stars": 0}
    told = json.dumps(quality, ensure_ascii=False)
    assert not any(word in told for word in ("Lefebvre", "pathologie", "handicap"))
    newest, older = history(federation, document["id"])
    assert (older.grades.reliability.score, newest.grades.reliability.score) == (100, 0)
    (folder / "bancs.csv").write_text("id;etat\n1;bon\n2;bon\n")
    federation.run()
    (document,) = documents(federation).values()
    assert document["quality"]["grades"]["reliability"]["score"] == 100


def measured(turtle):
    """Our own measurements in the vocabulary of data quality, by name."""
    graph = Graph().parse(data=HEAD.encode() + turtle, format="turtle")
    dqv = Namespace("http://www.w3.org/ns/dqv#")
    found = ((str(of), graph.value(one, dqv.value)) for one, of in graph[: dqv.isMeasurementOf])
    return {of.split("#")[1]: value.toPython() for of, value in found if "/quality#" in of}


def test_grades_change_with_the_file_and_not_without(federate, folder):
    (folder / "prenoms.csv").write_text(PRENOMS)
    federation = federate(FOLDER)
    federation.run()
    (tally,) = federation.run()
    assert tally.release is None
    (folder / "prenoms.csv").write_text(PRENOMS.replace("38", "beaucoup"))
    federation.run()
    (document,) = documents(federation).values()
    new, old = history(federation, document["id"])
    assert (old.seq, new.seq) == (1, 2)
    assert component(new.grades, "conformity").value == 0.5
    assert new.grades.reliability.score < old.grades.reliability.score
    with federation.open() as workspace:
        first, second = ScoreHistory(workspace.database).evolution("city")["lille"]
    assert (first.reliability, second.reliability) == (
        old.grades.reliability.score,
        new.grades.reliability.score,
    )


@pytest.fixture
def listed(federate, site, tmp_path):
    """A source of two addresses: a table, and a document that is only linked to."""
    site.paths["/a.csv"] = PRENOMS.encode()
    site.paths["/guide.pdf"] = b"%PDF-1.7"
    rows = f"{site.url}/a.csv,CSV\n{site.url}/guide.pdf,PDF\n"
    (tmp_path / "liste.csv").write_text(f"url,format\n{rows}")
    source = {"id": "liste", "connector": "files", "url": "liste.csv", "politeness": HASTE}
    return federate(source)


def check(federation, **how):
    with federation.open() as workspace:
        return check_links(workspace, **how)


def by_format(federation):
    found = documents(federation).values()
    return {"CSV" if one["tables"] else "PDF": one for one in found}


def addresses(federation, document):
    return component(history(federation, document["id"])[0].grades, "addresses").value


def test_what_links_become_is_graded_without_calling_it_a_change(listed, site):
    (first,) = listed.run()
    assert first.error is None
    before = by_format(listed)
    assert addresses(listed, before["CSV"]) == 1.0, "the file was fetched"
    assert addresses(listed, before["PDF"]) is None, "nobody asked yet"

    check(listed)
    (tally,) = listed.run()
    assert tally.release == 2
    assert addresses(listed, by_format(listed)["PDF"]) == 1.0
    (tally,) = listed.run()
    assert tally.release is None

    del site.paths["/guide.pdf"]
    check(listed, now=clock.now() + timedelta(days=40))
    listed.run()
    after = by_format(listed)
    assert addresses(listed, after["PDF"]) == 0.0
    assert len(history(listed, after["PDF"]["id"])) == 3
    assert len(history(listed, after["CSV"]["id"])) == 1
    assert after["PDF"]["changed"] == before["PDF"]["changed"]
    assert after["PDF"]["quality"] != before["PDF"]["quality"]


def test_age_is_graded_when_its_day_comes(federate, folder):
    (folder / "prenoms.csv").write_text(PRENOMS)
    federation = federate(FOLDER)
    federation.run()
    with federation.open() as workspace, workspace.database.writing() as connection:
        connection.execute(update(score).values(review=clock.stamp()[:10]))
    (tally,) = federation.run()
    assert tally.release == 2
    (tally,) = federation.run()
    assert tally.release is None, "graded again, and found the same"
    (document,) = documents(federation).values()
    assert len(history(federation, document["id"])) == 1


def test_demand_is_graded_once_it_was_counted_long_enough(federate, folder):
    (folder / "prenoms.csv").write_text(PRENOMS)
    federation = federate(FOLDER)
    federation.run()
    (before,) = documents(federation).values()
    ago = clock.now() - timedelta(days=200)
    days = [(clock.now() - timedelta(days=back)).date().isoformat() for back in range(1, 41)]
    with federation.open() as workspace:
        with workspace.database.writing() as connection:
            connection.execute(update(dataset_row).values(first_published=clock.stamp(ago)))
        readings = Readings(workspace.database)
        readings.add({(day, "page", before["name"]): 1 for day in days[:20]}, days)
    (tally,) = federation.run()
    assert tally.release == 2
    (after,) = documents(federation).values()
    new, old = history(federation, before["id"])
    assert component(old.grades, "demand").value is None
    assert component(new.grades, "demand").value == 0.5, "15 uses in 30 days"
    assert after["changed"] == before["changed"]
    (tally,) = federation.run()
    assert tally.release is None, "nothing is used more or less since"


def test_a_withdrawn_dataset_no_longer_counts(federate, folder):
    (folder / "prenoms.csv").write_text(PRENOMS)
    (folder / "arbres.csv").write_text("essence;hauteur\nTilleul;9\n")
    federation = federate(FOLDER, disappearance={"grace_days": 0, "brake": 1.0})
    federation.run()
    (folder / "arbres.csv").unlink()
    federation.run()
    with federation.open() as workspace:
        points = ScoreHistory(workspace.database).evolution("federation")[""]
    assert [point.datasets for point in points] == [2, 1]


def test_no_personal_data_reaches_the_grades(federate, folder):
    canary = "zenobie.vanhoutte@orange.fr"
    (folder / "courrier.csv").write_text(f"mois;{canary}\n2025-01;{canary}\n2025-02;{canary}\n")
    federation = federate(FOLDER)
    federation.run()
    with federation.open() as workspace, workspace.database.engine.connect() as connection:
        rows = connection.execute(score.select()).all()
    assert rows
    assert all(b"zenobie" not in codec.dumps(unpacked(row.document)) for row in rows)
