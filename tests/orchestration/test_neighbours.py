"""What a table could be joined with: the city's other published tables."""

import random

from federation.model import State
from orchestration.pipeline.neighbours import neighbours_of

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}


def persons(path, *columns):
    drawn = random.Random(3)
    people = [
        {
            "nom": "Durand",
            "prenom": "Jean",
            "sexe": drawn.choice("FM"),
            "profession": drawn.choice(("agent", "cadre")),
            "dossier": f"D-{number}",
            "montant": str(number),
            "motif": f"motif {number}",
        }
        for number in range(80)
    ]
    lines = [";".join(columns), *(";".join(one[name] for name in columns) for one in people)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_neighbours_are_the_other_tables_that_readers_see(federate, folder):
    (folder / "arbres.csv").write_text("essence;hauteur\nTilleul;12\nOrme;9\n")
    (folder / "parcs.csv").write_text("parc;surface\nBarbieux;34\nLebas;3\n")
    federation = federate(FOLDER)
    with federation.open() as workspace:
        assert list(neighbours_of(workspace, "lille", "x")()) == []
    federation.run()
    tables = federation.tables()
    assert len(tables) == 2
    own = next(table for table in tables.values() if table.snapshot.columns[0].name == "essence")
    with federation.open() as workspace:
        found = list(neighbours_of(workspace, "lille", own.id)())
        assert [one.columns for one in found] == [("parc", "surface")]
        assert found[0].file().exists()
        assert list(neighbours_of(workspace, "ailleurs", own.id)()) == []


def test_a_table_that_could_be_joined_row_by_row_is_not_published(federate, folder):
    persons(folder / "aides.csv", "nom", "prenom", "sexe", "profession", "dossier", "montant")
    federation = federate(FOLDER)
    federation.run()
    assert [table.state for table in federation.tables().values()] == [State.PUBLISHED]
    persons(folder / "demandes.csv", "nom", "prenom", "sexe", "profession", "dossier", "motif")
    federation.run()
    by_state = {table.state: table for table in federation.tables().values()}
    assert set(by_state) == {State.PUBLISHED, State.QUARANTINED}
    assert "montant" in {column.name for column in by_state[State.PUBLISHED].snapshot.columns}
    joined = by_state[State.QUARANTINED].anonymisation
    assert joined.risk_after.linkable == 1.0
    assert "100.0 %" in joined.reasons[0].render("en")
